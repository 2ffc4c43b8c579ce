//! A morpheme as search sees it: read off a word of the dictionary and its expression column.

use std::ops::Range;

use seoji_ko_dic::{Make, Tag};

use super::lattice::{Found, WordRef, Words};
use super::own_words::OwnWord;

/// A morpheme, or a stem run together with its ending.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Morpheme {
    /// The surface it stands on, in bytes of the analysed text.
    pub span: Range<u32>,
    /// What an index holds: the stem of an inflected word (`도와` → `돕`), else the surface in lower case.
    pub term: Box<str>,
    /// Part of speech; of a stem with its ending that of `term`.
    pub tag: Tag,
    /// Whether it carries meaning.
    pub role: Role,
    /// The parts of a compound in their order; empty when it is simple.
    pub parts: Box<[Part]>,
    /// The Hangul reading of a word with Chinese characters (`北` → `북`).
    pub reading: Option<Box<str>>,
}

/// A part of a compound.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part {
    /// Bytes of the analysed text; the whole compound's where the part is not written as it is (`고춧` of `고춧값`).
    pub span: Range<u32>,
    /// The part in its full form (`고추`).
    pub term: Box<str>,
    /// Part of speech.
    pub tag: Tag,
}

/// What a morpheme is to search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Kept: noun, stem, number, foreign word, root, modifier, adverb, interjection, unknown word.
    Content,
    /// Takes no term: particle, ending, copula, auxiliary, verb-making suffix, punctuation.
    Function,
}

impl Role {
    /// The role of a part of speech.
    pub fn of(tag: Tag) -> Role {
        use Tag::*;
        match tag {
            Jks | Jkc | Jkg | Jko | Jkb | Jkv | Jkq | Jx | Jc => Role::Function,
            Ep | Ef | Ec | Etn | Etm => Role::Function,
            Vx | Vcp | Vcn | Xsv | Xsa | Vsv => Role::Function,
            Sf | Se | Sso | Ssc | Sc | Sy | Sp => Role::Function,
            _ => Role::Content,
        }
    }
}

fn is_particle(tag: Tag) -> bool {
    use Tag::*;
    matches!(tag, Jks | Jkc | Jkg | Jko | Jkb | Jkv | Jkq | Jx | Jc)
}

/// Appends the morphemes of a word found in `text`; `base` is where `text` begins in what the spans speak of.
pub(super) fn read(words: Words<'_>, text: &str, found: Found, base: u32, out: &mut Vec<Morpheme>) {
    let surface = &text[found.start as usize..found.end as usize];
    let span = base + found.start..base + found.end;
    let dictionary = words.dictionary;
    let id = match found.word {
        WordRef::Known(id) => id,
        WordRef::Unknown(id) => {
            let tag = Tag::from_name(dictionary.unknown_word(id).tags);
            return out.push(simple(surface, span, tag));
        }
        WordRef::Own(number) => {
            return out.push(match words.own.and_then(|own| own.word(number)) {
                Some(word) => own(surface, span, word),
                None => whole(surface, span),
            });
        }
    };
    let class = dictionary.class(id);
    let is_hangul = surface.chars().all(|char| ('가'..='힣').contains(&char));
    if class.make() == Make::Simple && is_hangul {
        out.push(simple(surface, span, class.tag()));
        return;
    }
    let word = dictionary.word(id);
    let first = out.len();
    match word.expression {
        None => out.push(simple(surface, span.clone(), class.tag())),
        Some(expression) => match expression.strip_prefix('#') {
            Some(lengths) => read_lengths(surface, &span, class.tag(), lengths, out),
            None => read_forms(surface, &span, class.tag(), class.make(), expression, out),
        },
    }
    if !is_hangul && let [morpheme] = &mut out[first..] {
        morpheme.reading = word.reading.filter(|_| has_hanja(surface)).map(Box::from);
    }
}

/// A word of the user; its parts where they are written so, else on the whole of it.
fn own(surface: &str, span: Range<u32>, word: &OwnWord) -> Morpheme {
    let as_written = word.parts.concat() == surface;
    let mut start = span.start;
    let mut parts = Vec::with_capacity(word.parts.len());
    for term in &word.parts {
        let end = start + term.len() as u32;
        let place = if as_written { start..end } else { span.clone() };
        parts.push(Part {
            span: place,
            term: term.clone(),
            tag: word.tag,
        });
        start = end;
    }
    Morpheme {
        parts: parts.into(),
        ..simple(surface, span, word.tag)
    }
}

/// `#2NNG+1NNG`: parts as they are written, by their lengths in chars.
fn read_lengths(
    surface: &str,
    span: &Range<u32>,
    tag: Tag,
    lengths: &str,
    out: &mut Vec<Morpheme>,
) {
    let mut parts = Vec::new();
    let mut rest = surface;
    for item in lengths.split('+') {
        let digits = item.len()
            - item
                .trim_start_matches(|char: char| char.is_ascii_digit())
                .len();
        let (length, name) = item.split_at(digits);
        let length: usize = length.parse().unwrap_or(0);
        let end = rest
            .char_indices()
            .nth(length)
            .map_or(rest.len(), |(offset, _)| offset);
        let start = span.end - rest.len() as u32;
        // A copula may be written with no letter at all.
        if end > 0 {
            let part = start..start + end as u32;
            parts.push(Part {
                span: part,
                term: term_of(&rest[..end]),
                tag: Tag::from_name(name),
            });
        }
        rest = &rest[end..];
    }
    if !rest.is_empty() || parts.len() < 2 {
        out.push(simple(surface, span.clone(), tag));
    } else if parts.iter().all(|part| Role::of(part.tag) == Role::Content) {
        out.push(Morpheme {
            parts: parts.into(),
            ..simple(surface, span.clone(), tag)
        });
    } else {
        out.extend(parts.into_iter().map(|part| Morpheme {
            role: Role::of(part.tag),
            span: part.span,
            term: part.term,
            tag: part.tag,
            parts: Box::default(),
            reading: None,
        }));
    }
}

/// `돕/VV+아/EC` of an inflected word, `고추/NNG+값/NNG` of a compound whose parts are written otherwise.
fn read_forms(
    surface: &str,
    span: &Range<u32>,
    tag: Tag,
    make: Make,
    expression: &str,
    out: &mut Vec<Morpheme>,
) {
    let forms = expression
        .split('+')
        .filter_map(|form| form.rsplit_once('/'));
    let parts = forms
        .filter(|(term, _)| !term.is_empty())
        .map(|(term, name)| Part {
            span: span.clone(),
            term: term_of(term),
            tag: Tag::from_name(name),
        });
    let mut all: Vec<Part> = parts.collect();
    let mut morpheme = simple(surface, span.clone(), tag);
    let stem = all.first().cloned();
    all.retain(|part| Role::of(part.tag) == Role::Content);
    match (make, all.len()) {
        // A particle with what stands in for it in dialect (`가` = `가/JKS+누구/NP`) stays a particle.
        _ if is_particle(tag) => {}
        (Make::Inflected, 0) => {
            if let Some(stem) = stem {
                morpheme.term = stem.term;
            }
            morpheme.role = Role::Function;
        }
        // A stem shares at least its first consonant with its forms; `를` = `의대/NNG+를/JKO` is no form of 의대.
        (Make::Inflected, 1) if onset(&all[0].term) == onset(surface) => {
            let stem = all.remove(0);
            morpheme.term = stem.term;
            morpheme.tag = stem.tag;
            morpheme.role = Role::Content;
        }
        (_, 0 | 1) => {}
        _ => {
            morpheme.role = Role::Content;
            morpheme.parts = all.into();
        }
    }
    out.push(morpheme);
}

fn simple(surface: &str, span: Range<u32>, tag: Tag) -> Morpheme {
    Morpheme {
        span,
        term: term_of(surface),
        tag,
        role: Role::of(tag),
        parts: Box::default(),
        reading: None,
    }
}

/// The whole of `surface` as one content morpheme that no dictionary vouches for.
pub(super) fn whole(surface: &str, span: Range<u32>) -> Morpheme {
    simple(surface, span, Tag::Unknown)
}

fn term_of(surface: &str) -> Box<str> {
    // Hangul and Hanja have no case, so that most words are only copied.
    match surface.chars().any(char::is_uppercase) {
        true => surface.to_lowercase().into(),
        false => surface.into(),
    }
}

/// The first consonant of text that begins with a Hangul syllable, as its number in the order of Unicode.
fn onset(text: &str) -> Option<u32> {
    let first = text
        .chars()
        .next()
        .filter(|char| ('가'..='힣').contains(char))?;
    Some((first as u32 - '가' as u32) / (21 * 28))
}

fn has_hanja(surface: &str) -> bool {
    let hanja = |char| {
        matches!(char, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}')
    };
    surface.chars().any(hanja)
}
