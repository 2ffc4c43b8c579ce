//! The names of a document become terms of the `keys` field: what a query's other spellings are looked up in.

use rustc_hash::{FxHashMap, FxHashSet};
use seoji_analysis::names::{self, Key, Surface};
use seoji_analysis::{Analyzer, Language};
use seoji_schema::Fields;
use tantivy::TantivyDocument;

/// So many surfaces have their terms remembered; names come again in many documents of a corpus.
const MOST_REMEMBERED: usize = 50_000;
/// A document has at most so many terms of names, so that a hostile one stays small.
const MOST_TERMS: usize = 200_000;

/// Collects the names of one document after another; what it has learnt of a surface serves for the next.
#[derive(Default)]
pub(crate) struct NameKeys {
    remembered: FxHashMap<String, Box<[String]>>,
    /// The surfaces of the document that is being read.
    seen: FxHashSet<String>,
    terms: Vec<String>,
    surfaces: Vec<Surface>,
    keys: Vec<Key>,
}

impl NameKeys {
    /// Reads the names in a text of the document.
    pub(crate) fn read(&mut self, analyzer: &Analyzer, text: &str, language: Language) {
        names::surfaces(analyzer, text, language, &mut self.surfaces);
        for surface in self.surfaces.drain(..) {
            // Words that the index has as a term are found among its terms.
            if surface.is_word
                || self.terms.len() >= MOST_TERMS
                || self.seen.contains(&surface.text)
            {
                continue;
            }
            match self.remembered.get(&surface.text) {
                Some(terms) => self.terms.extend(terms.iter().cloned()),
                None => {
                    names::keys(&surface.text, &mut self.keys);
                    let keys = self.keys.iter();
                    let terms: Box<[String]> = keys.map(|key| key.term(&surface.text)).collect();
                    self.terms.extend(terms.iter().cloned());
                    if self.remembered.len() == MOST_REMEMBERED {
                        self.remembered.clear();
                    }
                    self.remembered.insert(surface.text.clone(), terms);
                }
            }
            self.seen.insert(surface.text);
        }
    }

    /// Writes the terms of the names that were read to the document's own record, and forgets the document.
    pub(crate) fn write(&mut self, entry: &mut TantivyDocument, fields: &Fields) {
        self.seen.clear();
        for term in self.terms.drain(..) {
            entry.add_text(fields.keys, term);
        }
    }
}
