//! The one way from text to tokens.

use std::cell::RefCell;
use std::sync::Arc;

use seoji_ko_dic::Dictionary;

use crate::emit::Emit;
use crate::fold::fold;
use crate::korean::Korean;
use crate::language::Language;
use crate::last_text::LastText;
use crate::normalise::Normalised;
use crate::runs::{self, Script};
use crate::stem_terms::StemTerms;
use crate::token::{Field, TokenBuffer};
use crate::user_dictionary::UserDictionary;
use crate::words::{self, Word};
use crate::{literal, stem, stop_words};

/// The version of the analysis: to be raised by whoever changes a term, a position or a span that it gives.
const VERSION: u32 = 6;

/// Turns text into the tokens of a field.
///
/// Cheap to clone; clones share the dictionary and may work on any thread. The same text gives the same tokens, for
/// the writer and for the reader of an index.
///
/// ```
/// use seoji_analysis::{Analyzer, Language, TokenBuffer};
///
/// let analyzer = Analyzer::embedded();
/// let mut tokens = TokenBuffer::new();
/// analyzer.stem("해커부대가 crypto-currencies를", Language::Korean, &mut tokens);
/// let terms: Vec<&str> = tokens.iter().map(|token| token.term).collect();
/// assert!(terms.contains(&"해커") && terms.contains(&"부대") && terms.contains(&"cryptocurr\u{1F}en"));
/// ```
#[derive(Clone, Debug)]
pub struct Analyzer {
    korean: Korean,
    dictionary: Arc<Dictionary>,
}

/// Memory that one thread uses again for each text.
#[derive(Default)]
struct Scratch {
    text: LastText,
    literal: literal::Scratch,
    stem: stem::Scratch,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl Analyzer {
    /// An analyzer with this Korean dictionary.
    pub fn new(dictionary: Arc<Dictionary>) -> Self {
        Self {
            korean: Korean::new(Arc::clone(&dictionary)),
            dictionary,
        }
    }

    /// An analyzer with the dictionary that is part of the program.
    pub fn embedded() -> Self {
        Self::new(Dictionary::embedded())
    }

    /// The same analysis with the words of the user besides. Its fingerprint stays: an index keeps the words themselves.
    #[must_use]
    pub fn with_user_dictionary(self, words: &UserDictionary) -> Self {
        Self {
            korean: self.korean.with_user_dictionary(words),
            ..self
        }
    }

    /// Writes the tokens of `text` in `field` to `out`, which is cleared; the literal field knows no language.
    pub fn analyse(&self, field: Field, text: &str, language: Language, out: &mut TokenBuffer) {
        match field {
            Field::Literal => self.literal(text, out),
            Field::Stem => self.stem(text, language, out),
        }
    }

    /// Writes the tokens of the literal field to `out`, which is cleared.
    pub fn literal(&self, text: &str, out: &mut TokenBuffer) {
        out.clear();
        SCRATCH.with_borrow_mut(|scratch| {
            let (normal, runs) = scratch.text.read(text);
            literal::analyse(runs, &mut scratch.literal, &mut Emit::new(normal, out));
            scratch.text.end();
        });
    }

    /// Writes the tokens of the stem field to `out`, which is cleared; `language` is that of the passage.
    pub fn stem(&self, text: &str, language: Language, out: &mut TokenBuffer) {
        self.stems_among(&StemTerms::ALL, text, language, out);
    }

    /// [`Analyzer::stem`] for whoever looks for some terms: all tokens whose terms are `sought` and perhaps others, with
    /// spans and kinds but no positions to rely on.
    pub fn stems_among(
        &self,
        sought: &StemTerms,
        text: &str,
        language: Language,
        out: &mut TokenBuffer,
    ) {
        out.clear();
        SCRATCH.with_borrow_mut(|scratch| {
            let (normal, runs) = scratch.text.read(text);
            stem::analyse(
                runs,
                language,
                sought,
                &self.korean,
                &mut scratch.stem,
                &mut Emit::new(normal, out),
            );
            scratch.text.end();
        });
    }

    /// The words of `text` as a searcher sees them; `language` says which of them are stop words.
    pub fn words(&self, text: &str, language: Language) -> Vec<Word> {
        SCRATCH.with_borrow_mut(|scratch| {
            let (normal, runs) = scratch.text.read(text);
            words::words(normal, runs, language)
        })
    }

    /// The terms that passages of `languages` may hold in the stem field for a word of an alphabet, without repeats
    /// and in the order of `languages`. A language where the word is a stop word gives none.
    ///
    /// ```
    /// use seoji_analysis::{Analyzer, Language};
    ///
    /// let terms = Analyzer::embedded().stem_alternatives("attacks", &[Language::English, Language::Polish]);
    /// assert_eq!(terms[0], "attack\u{1F}en");
    /// ```
    pub fn stem_alternatives(&self, word: &str, languages: &[Language]) -> Vec<String> {
        let normal = Normalised::new(word);
        let script = match normal.as_str().chars().find(|c| c.is_alphabetic()) {
            Some(c) if runs::is_latin(c) => Script::Latin,
            _ => Script::Alphabet,
        };
        let mut terms = Vec::new();
        for &language in languages {
            stem::stems(normal.as_str(), script, language, &mut terms);
        }
        let mut seen = std::collections::HashSet::new();
        terms.retain(|term| seen.insert(term.clone()));
        terms
    }

    /// Whether `word` is a stop word of `language`.
    pub fn stop_word(&self, word: &str, language: Language) -> bool {
        let mut folded = String::new();
        fold(Normalised::new(word).as_str(), &mut folded);
        stop_words::contains(&folded, language)
    }

    /// The Korean analysis.
    pub fn korean(&self) -> &Korean {
        &self.korean
    }

    /// What an index keeps to know a stranger: the version of the analysis, of its tables and of the dictionary.
    ///
    /// # Errors
    ///
    /// When the files of a dictionary that was opened from a folder can no longer be read.
    pub fn fingerprint(&self) -> Result<String, seoji_ko_dic::Error> {
        let dictionary = self.dictionary.hash()?;
        let mut out = format!("analysis-{VERSION}-{:016x}-", TABLES);
        for byte in &dictionary[..8] {
            out.push_str(&format!("{byte:02x}"));
        }
        Ok(out)
    }
}

/// The fingerprint of the tables (see `fingerprint`).
const TABLES: u64 = u64::from_le_bytes(*include_bytes!(concat!(env!("OUT_DIR"), "/tables")));

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fingerprint;

    #[test]
    fn the_fingerprint_is_that_of_the_tables() {
        let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
        let tables = fingerprint::TABLES.map(|name| std::fs::read(data.join(name)).unwrap());
        assert_eq!(
            fingerprint::hash(tables.iter().map(|table| &**table)),
            TABLES
        );
    }
}
