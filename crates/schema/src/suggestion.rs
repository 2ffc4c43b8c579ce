//! What a document offers to a search as it is typed: its headings and the names that it gives to people and things.
//!
//! They are terms of the `keys` field on the document's own record, so that a range of the term dictionary holds all
//! that goes on with what was typed: `kind key \0 text`, with a term for each word at which the text may be begun.

use std::collections::BTreeSet;

use seoji_analysis::hangul::to_keys;
use seoji_analysis::{Normalised, fold};

use crate::{DocumentRecord, PassageRecord};

/// A text may be begun at its first words.
const MOST_STARTS: usize = 6;
/// A key has at most so many chars.
const KEY_CHARS: usize = 48;
/// Longer texts, in bytes, are sentences that somebody marked as headings.
const LONGEST: usize = 200;
/// A document offers at most so many texts of a kind.
const MOST_TEXTS: usize = 5_000;

/// What a suggestion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SuggestionKind {
    /// The title of a document or section.
    Heading,
    /// A person, an institution, or a thing that a document gives another name for.
    Name,
}

impl SuggestionKind {
    /// All kinds.
    pub const ALL: [Self; 2] = [Self::Heading, Self::Name];

    fn letter(self) -> char {
        match self {
            Self::Heading => 'H',
            Self::Name => 'N',
        }
    }

    /// What the terms of all texts begin with that go on with `typed`; none where nothing was typed.
    ///
    /// Hangul counts by the keys that write it, so that a syllable may be begun only (`라자룻`, `라자르`).
    pub fn prefix(self, typed: &str) -> Option<String> {
        let key = key(typed);
        (!key.is_empty()).then(|| format!("{}\0{key}", self.letter()))
    }

    /// The text of a term.
    pub fn text_of(term: &str) -> Option<&str> {
        term.splitn(3, '\0').nth(2)
    }
}

/// The terms of all that a document offers.
pub fn suggestion_terms(document: &DocumentRecord, passages: &[PassageRecord]) -> BTreeSet<String> {
    let mut headings: BTreeSet<&str> = BTreeSet::from([document.title.as_str()]);
    let mut names: BTreeSet<&str> = document.authors.iter().map(String::as_str).collect();
    let stated = document.equivalences.iter();
    names.extend(stated.flat_map(|stated| stated.forms.iter().map(String::as_str)));
    for passage in passages {
        let stated = passage.equivalences.iter();
        names.extend(stated.flat_map(|stated| stated.forms.iter().map(String::as_str)));
        headings.extend(
            passage
                .sections
                .iter()
                .map(|heading| heading.title.as_str()),
        );
        for citation in &passage.citations {
            names.extend(citation.authors.iter().map(|person| person.name.as_str()));
        }
    }
    let mut terms = BTreeSet::new();
    add(SuggestionKind::Heading, headings, &mut terms);
    add(SuggestionKind::Name, names, &mut terms);
    terms
}

fn add(kind: SuggestionKind, texts: BTreeSet<&str>, terms: &mut BTreeSet<String>) {
    for text in texts.into_iter().take(MOST_TEXTS) {
        let text: Vec<&str> = text.split_whitespace().collect();
        let text = text.join(" ").replace('\0', "");
        if text.is_empty() || text.len() > LONGEST {
            continue;
        }
        let starts = text.match_indices(' ').map(|(at, _)| at + 1);
        for start in std::iter::once(0).chain(starts).take(MOST_STARTS) {
            let key = key(&text[start..]);
            if !key.is_empty() {
                terms.insert(format!("{}\0{key}\0{text}", kind.letter()));
            }
        }
    }
}

/// A text by its letters and digits, folded, Hangul by its keys; other signs and spaces are one space.
fn key(text: &str) -> String {
    let mut folded = String::new();
    fold(Normalised::new(text).as_str(), &mut folded);
    let mut key = String::new();
    for c in folded.chars() {
        if key.len() >= KEY_CHARS {
            break;
        }
        if matches!(c, '가'..='힣' | 'ㄱ'..='ㅣ') {
            // Marked, so that no word of Latin letters has the key of one in Hangul.
            for pressed in to_keys(c.encode_utf8(&mut [0; 4])).chars() {
                key.extend(['\u{1}', pressed]);
            }
        } else if c.is_alphanumeric() {
            key.push(c);
        } else if !key.is_empty() && !key.ends_with(' ') {
            key.push(' ');
        }
    }
    // What is typed may end anywhere, also behind a word.
    key.truncate(key.trim_end().len());
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_begins_the_key_of_what_is_meant() {
        for (typed, meant) in [
            ("laz", "Lazarus"),
            ("Pulgun", "Pulgŭnbyŏl"),
            ("라자룻", "라자루스"),
            ("라잘", "라자루스"),
            ("ㄹ", "라자루스"),
            ("lazarus or", "Lazarus Organization"),
            ("the lazarus-", "The Lazarus group"),
        ] {
            assert!(key(meant).starts_with(&key(typed)), "{typed} {meant}");
        }
        assert!(
            !key("한국").starts_with(&key("gks")),
            "keys of the other layout are other keys"
        );
        assert_eq!(SuggestionKind::Name.prefix(" – "), None);
    }

    #[test]
    fn a_text_is_begun_at_its_words() {
        let mut terms = BTreeSet::new();
        add(
            SuggestionKind::Heading,
            BTreeSet::from(["The  Lazarus\u{0} group"]),
            &mut terms,
        );
        let texts: BTreeSet<_> = terms
            .iter()
            .map(|term| SuggestionKind::text_of(term))
            .collect();
        assert_eq!(
            (terms.len(), texts),
            (3, BTreeSet::from([Some("The Lazarus group")]))
        );
    }
}
