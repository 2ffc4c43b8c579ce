//! Looks names up in the `keys` field and among the words of Hangul: which surfaces the index has, and which documents
//! hold one.

use std::collections::BTreeSet;

use seoji_analysis::names::{Key, Walk, Walked, keys};
use seoji_schema::Attribute;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, TERMINATED, Term};

use super::Engine;
use crate::neighbours::automaton::{Chars, Reader};

/// Of the surfaces under one key at most so many are read in a segment.
const MOST_UNDER_A_KEY: usize = 2_000;
/// Of the words of Hangul that have any of the keys at most so many are read in a segment.
const MOST_WORDS: usize = 4_000;

impl Engine {
    /// The surfaces of the index that have any of these keys, and the words of Hangul that a walk meets, in their order.
    ///
    /// Some of them may stand in deleted documents only; [`Engine::documents_with`] and [`Engine::has_word`] tell.
    pub(crate) fn surfaces(&self, keys: &[Key], walk: &Walk) -> tantivy::Result<BTreeSet<String>> {
        let mut surfaces = BTreeSet::new();
        let beginnings = walk.beginnings();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.fields.stem)?;
            let mut left = MOST_WORDS;
            for range in &beginnings {
                let mut words = inverted
                    .terms()
                    .search(Chars(walk))
                    .ge(range.start().to_string())
                    .lt(behind(*range.end()))
                    .into_stream()?;
                while left > 0 && words.advance() {
                    let word = std::str::from_utf8(words.key()).unwrap_or_default();
                    if !surfaces.contains(word) {
                        surfaces.insert(word.to_owned());
                    }
                    left -= 1;
                }
            }
            let inverted = segment.inverted_index(self.fields.keys)?;
            for key in keys {
                let prefix = key.prefix();
                let mut terms = inverted.terms().range().ge(&prefix).into_stream()?;
                let mut left = MOST_UNDER_A_KEY;
                while left > 0 && terms.advance() && terms.key().starts_with(prefix.as_bytes()) {
                    let term = std::str::from_utf8(terms.key()).unwrap_or_default();
                    if let Some(surface) = Key::surface_of(term)
                        && !surfaces.contains(&*surface)
                    {
                        surfaces.insert(surface.into_owned());
                    }
                    left -= 1;
                }
            }
        }
        Ok(surfaces)
    }

    /// The first values of an attribute in order of their letters, `most` at most; some may stand in deleted documents
    /// only.
    pub(crate) fn attribute_values(
        &self,
        attribute: Attribute,
        most: usize,
    ) -> tantivy::Result<Vec<String>> {
        let mut values = BTreeSet::new();
        let prefix = attribute.prefix();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.fields.attributes)?;
            let mut terms = inverted.terms().range().ge(&prefix).into_stream()?;
            let mut left = most;
            while left > 0 && terms.advance() && terms.key().starts_with(prefix.as_bytes()) {
                let term = std::str::from_utf8(terms.key()).unwrap_or_default();
                values.extend(attribute.value(term).map(str::to_owned));
                left -= 1;
            }
        }
        Ok(values.into_iter().take(most).collect())
    }

    /// The terms of fields that a program gave between two, both included, in order.
    pub(crate) fn extra_between(&self, from: &str, to: &str) -> tantivy::Result<BTreeSet<String>> {
        let mut found = BTreeSet::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.fields.extra)?;
            let mut terms = inverted.terms().range().ge(from).le(to).into_stream()?;
            while terms.advance() {
                let term = std::str::from_utf8(terms.key()).unwrap_or_default();
                found.insert(term.to_owned());
            }
        }
        Ok(found)
    }

    /// The whole names of authors that have any of these keys, in order; some may stand in deleted documents only.
    pub(crate) fn authors(&self, keys: &[Key]) -> tantivy::Result<BTreeSet<String>> {
        let mut authors = BTreeSet::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.fields.citation)?;
            for key in keys {
                let prefix = format!("n{}", key.prefix());
                let mut terms = inverted.terms().range().ge(&prefix).into_stream()?;
                let mut left = MOST_UNDER_A_KEY;
                while left > 0 && terms.advance() && terms.key().starts_with(prefix.as_bytes()) {
                    let term = std::str::from_utf8(&terms.key()[1..]).unwrap_or_default();
                    authors.extend(Key::surface_of(term).map(|name| name.into_owned()));
                    left -= 1;
                }
            }
        }
        Ok(authors)
    }

    /// Whether a word of Hangul stands in a document that is not deleted.
    pub(crate) fn has_word(&self, word: &str) -> tantivy::Result<bool> {
        self.has_term(self.fields.stem, word)
    }

    /// Whether a word in its folded form stands as it is in a document that is not deleted.
    pub(crate) fn has_literal_word(&self, word: &str) -> tantivy::Result<bool> {
        self.has_term(self.fields.literal, word)
    }

    fn has_term(&self, field: Field, word: &str) -> tantivy::Result<bool> {
        let term = Term::from_field_text(field, word);
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(field)?;
            let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)?
            else {
                continue;
            };
            let alive = segment.alive_bitset();
            while postings.doc() != TERMINATED {
                if alive.is_none_or(|alive| alive.is_alive(postings.doc())) {
                    return Ok(true);
                }
                postings.advance();
            }
        }
        Ok(false)
    }

    /// The numbers of the documents that hold a surface, ascending; none when all of them are deleted.
    pub(crate) fn documents_with(&self, surface: &str) -> tantivy::Result<Vec<u64>> {
        let mut of_surface = Vec::new();
        keys(surface, &mut of_surface);
        let Some(key) = of_surface.first() else {
            return Ok(Vec::new());
        };
        let term = Term::from_field_text(self.fields.keys, &key.term(surface));
        let mut documents = Vec::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.fields.keys)?;
            let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)?
            else {
                continue;
            };
            let columns = self.columns(segment)?;
            let alive = segment.alive_bitset();
            while postings.doc() != TERMINATED {
                let doc = postings.doc();
                if alive.is_none_or(|alive| alive.is_alive(doc)) {
                    documents.push(columns.document(doc));
                }
                postings.advance();
            }
        }
        documents.sort_unstable();
        documents.dedup();
        Ok(documents)
    }
}

/// What stands behind all words that begin with `c`.
fn behind(c: char) -> String {
    let next =
        char::from_u32(c as u32 + 1).expect("the character behind a syllable of Hangul is one");
    next.to_string()
}

impl Reader for &Walk {
    type State = Walked;

    fn start(&self) -> Walked {
        (*self).start()
    }

    fn step(&self, at: &Walked, c: char) -> Option<Walked> {
        (*self).step(at, c)
    }

    fn is_match(&self, at: &Walked) -> bool {
        self.is_met(at)
    }
}
