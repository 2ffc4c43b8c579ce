//! What analysis gives: tokens with their place in the text, and the buffer that holds them.

use std::ops::Range;

/// The two text fields of an index.
///
/// Each has one position scale for all scripts (see [`TokenKind`] for what stands where).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Folded, unstemmed words and Hangul syllable bigrams: phrases and exact matches run here.
    Literal,
    /// Morphemes, stems, readings and normal forms: the bag of a question runs here.
    Stem,
}

/// How a token came from its text: what the reader of a result is told as the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum TokenKind {
    /// Literal: a word or number, lower-cased, its diacritics folded (`Saebø` → `saebo`). One position.
    Word,
    /// Literal: the word lower-cased but not folded, where folding changed it (`saebø`), at the word's position.
    Accented,
    /// Both fields: the parts of a hyphenated or letter–digit word written together (`Jin-hyok` → `jinhyok`,
    /// `APT-38` → `apt38`), at the first part's position.
    Joined,
    /// Literal: two neighbouring syllables inside a word; one position a syllable.
    Bigram,
    /// Literal: two neighbouring syllables with a space or punctuation between; serves phrases only.
    Bridge,
    /// Literal: a syllable that stands alone as a word.
    Syllable,
    /// Literal: the number of a citation marker stuck to a word (`hyok[22]`), at the word's position; no part of any
    /// phrase.
    Marker,
    /// Stem: a Snowball stem, its term tagged with the language.
    Stem,
    /// Stem: a Korean morpheme that carries meaning (noun, stem of a verb, number, modifier …).
    Morpheme,
    /// Stem: a Korean compound as a whole, at the position of its first part.
    Compound,
    /// Both fields: the Hangul reading of text with Hanja (`北` → `북`, `美방송위` → `미방송위`).
    Reading,
    /// Stem: a Korean morpheme in the southern spelling where the northern one is written (`로동` → `노동`).
    Spelling,
    /// Stem: the normal form of a date, number, sum, quantity or range (`15 August 1994` → `1994-08-15`).
    Normal,
}

/// One token: a term of a field and the place that it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// The term as the index holds it.
    pub term: &'a str,
    /// Bytes of the original text, on char boundaries, never empty.
    pub start: u32,
    /// End of the span in bytes of the original text, exclusive.
    pub end: u32,
    /// Position in tokens. Several tokens may share one; positions never go back by token order.
    pub position: u32,
    /// How the term came from the text.
    pub kind: TokenKind,
}

impl Token<'_> {
    /// The span in bytes of the original text.
    pub fn span(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    term: (u32, u32),
    start: u32,
    end: u32,
    position: u32,
    kind: TokenKind,
}

/// Holds the tokens of one text; its memory is used again for the next.
#[derive(Clone, Debug, Default)]
pub struct TokenBuffer {
    terms: String,
    slots: Vec<Slot>,
}

impl TokenBuffer {
    /// An empty buffer.
    pub fn new() -> Self {
        Self::default()
    }

    /// Forgets the tokens and keeps the memory.
    pub fn clear(&mut self) {
        self.terms.clear();
        self.slots.clear();
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there is no token.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Adds a token whose term is `term`; `span` in bytes of the original text.
    pub fn push(&mut self, term: &str, span: Range<usize>, position: u32, kind: TokenKind) {
        self.push_with(span, position, kind, |out| out.push_str(term));
    }

    /// Adds a token whose term is what `write` appends; a token whose term is empty is left out.
    pub fn push_with(
        &mut self,
        span: Range<usize>,
        position: u32,
        kind: TokenKind,
        write: impl FnOnce(&mut String),
    ) {
        let from = self.terms.len();
        write(&mut self.terms);
        debug_assert!(self.terms.len() >= from, "a term is only appended");
        debug_assert!(span.start < span.end, "a token stands for some text");
        if self.terms.len() > from {
            self.slots.push(Slot {
                term: (from as u32, self.terms.len() as u32),
                start: span.start as u32,
                end: span.end as u32,
                position,
                kind,
            });
        }
    }

    /// The token at `index`, in the order of pushing.
    pub fn get(&self, index: usize) -> Option<Token<'_>> {
        self.slots.get(index).map(|slot| self.token(slot))
    }

    /// The tokens in the order of pushing.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Token<'_>> + '_ {
        self.slots.iter().map(|slot| self.token(slot))
    }

    fn token(&self, slot: &Slot) -> Token<'_> {
        Token {
            term: &self.terms[slot.term.0 as usize..slot.term.1 as usize],
            start: slot.start,
            end: slot.end,
            position: slot.position,
            kind: slot.kind,
        }
    }
}
