//! The names of a document become terms of the `keys` field: what a query's other spellings are looked up in.

use rustc_hash::FxHashMap;
use seoji_analysis::names::{self, Key, Surface};
use seoji_analysis::{Analyzer, Language, Normalised};
use seoji_schema::Fields;
use tantivy::TantivyDocument;

/// So many pieces of text have what they were read as remembered; words come again in many documents of a corpus.
const MOST_REMEMBERED: usize = 100_000;
/// A longer piece, in bytes, hardly comes again.
const LONGEST_REMEMBERED: usize = 64;
/// A document has at most so many terms of names, so that a hostile one stays small.
const MOST_TERMS: usize = 200_000;

/// Collects the names of one document after another; what it has learnt of a word serves for the next.
#[derive(Default)]
pub(crate) struct NameKeys {
    /// What was read of pieces of text, by the language of their passages.
    pieces: FxHashMap<Language, FxHashMap<Box<str>, Known>>,
    remembered: usize,
    surfaces: Surfaces,
    read: Vec<Surface>,
}

/// A piece of text that was read.
struct Known {
    /// The last document that it was met in.
    document: u32,
    surfaces: Box<[u32]>,
}

/// The surfaces that have terms, by number, and those of the document that is being read.
#[derive(Default)]
struct Surfaces {
    numbers: FxHashMap<Box<str>, u32>,
    all: Vec<SurfaceTerms>,
    /// The number of the document.
    document: u32,
    met: Vec<u32>,
    /// How many terms those that were met have.
    terms: usize,
    keys: Vec<Key>,
}

/// The terms of a surface.
struct SurfaceTerms {
    /// The document that it was last met in; none before the first.
    document: Option<u32>,
    terms: Box<[String]>,
}

impl NameKeys {
    /// Reads the names in a text of the document.
    pub(crate) fn read(&mut self, analyzer: &Analyzer, text: &str, language: Language) {
        let pieces = self.pieces.entry(language).or_default();
        let (surfaces, read) = (&mut self.surfaces, &mut self.read);
        let normal = Normalised::new(text);
        names::pieces(normal.as_str(), |piece| {
            if surfaces.terms >= MOST_TERMS {
                return;
            }
            if let Some(known) = pieces.get_mut(piece.text) {
                if known.document != surfaces.document {
                    known.document = surfaces.document;
                    known.surfaces.iter().for_each(|&own| surfaces.meet(own));
                }
                return;
            }
            read.clear();
            piece.surfaces(analyzer, language, read);
            // Words that the index has as a term are found among its terms.
            let named = read.iter().filter(|surface| !surface.is_word);
            let own: Box<[u32]> = named
                .filter_map(|surface| surfaces.number(&surface.text))
                .collect();
            own.iter().for_each(|&own| surfaces.meet(own));
            if piece.text.len() <= LONGEST_REMEMBERED && self.remembered < MOST_REMEMBERED {
                self.remembered += 1;
                let known = Known {
                    document: surfaces.document,
                    surfaces: own,
                };
                pieces.insert(piece.text.into(), known);
            }
        });
    }

    /// Writes the terms of the names that were read to the document's own record, and forgets the document.
    pub(crate) fn write(&mut self, entry: &mut TantivyDocument, fields: &Fields) {
        let surfaces = &mut self.surfaces;
        for number in surfaces.met.drain(..) {
            for term in &surfaces.all[number as usize].terms {
                entry.add_text(fields.keys, term);
            }
        }
        surfaces.document += 1;
        surfaces.terms = 0;
        if self.remembered == MOST_REMEMBERED || surfaces.all.len() > MOST_REMEMBERED {
            self.pieces.clear();
            self.remembered = 0;
            surfaces.numbers.clear();
            surfaces.all.clear();
        }
    }
}

impl Surfaces {
    /// The number of a surface; none where it has no terms.
    fn number(&mut self, surface: &str) -> Option<u32> {
        if let Some(&number) = self.numbers.get(surface) {
            return Some(number);
        }
        names::keys(surface, &mut self.keys);
        if self.keys.is_empty() {
            return None;
        }
        let number = self.all.len() as u32;
        self.all.push(SurfaceTerms {
            document: None,
            terms: self.keys.iter().map(|key| key.term(surface)).collect(),
        });
        self.numbers.insert(surface.into(), number);
        Some(number)
    }

    /// Takes a surface for one of the document, once.
    fn meet(&mut self, number: u32) {
        let surface = &mut self.all[number as usize];
        if surface.document != Some(self.document) {
            surface.document = Some(self.document);
            self.met.push(number);
            self.terms += surface.terms.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(names: &mut NameKeys, texts: &[&str]) -> Vec<String> {
        let fields = Fields::new();
        let analyzer = Analyzer::embedded();
        for text in texts {
            names.read(&analyzer, text, Language::English);
        }
        let mut entry = TantivyDocument::new();
        names.write(&mut entry, &fields);
        let values = entry.get_all(fields.keys);
        values
            .filter_map(|value| Some(tantivy::schema::Value::as_str(&value)?.to_owned()))
            .collect()
    }

    #[test]
    fn each_name_stands_once_in_each_document() {
        let mut names = NameKeys::default();
        let texts = [
            "Park Jin-hyok and 라자루스는",
            "by Park Jin-hyok, 라자루스가",
        ];
        let first = terms(&mut names, &texts);
        let mut distinct = first.clone();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), first.len());
        let has = |surface: &str| {
            let mut all = first.iter().filter_map(|term| Key::surface_of(term));
            all.any(|own| own == surface)
        };
        assert!(has("Park Jin-hyok"), "{first:?}");
        assert_eq!(
            terms(&mut names, &texts),
            first,
            "the next document has them too"
        );
        assert!(terms(&mut names, &["and so on"]).is_empty());
    }
}
