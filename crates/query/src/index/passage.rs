//! Looks up what an id names: a passage among its neighbours, or a document.

use seoji_analysis::TokenBuffer;
use seoji_schema::{PassageRecord, Record};
use serde::{Deserialize, Serialize};
use tantivy::DocAddress;

use super::Index;
use super::shower::Shower;
use super::works::Works;
use crate::error::of_engine;
use crate::highlight::Wanted;
use crate::parse::parse;
use crate::results::Hit;
use crate::{DocumentInfo, Error, Search};

/// Of a passage's document so many others are shown at most on each side.
const MOST_AROUND: u32 = 50;
/// At most so many ids are offered for one that is gone.
const MOST_OFFERED: usize = 5;

/// What an id names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Named {
    /// A passage.
    Passage(Box<PassageInContext>),
    /// A document.
    Document(DocumentInfo),
    /// Nothing in this index, any more or yet: the ids that come closest, the closest first.
    Nothing(Vec<String>),
}

/// A passage with its document and what stands around it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(deny_unknown_fields)]
pub struct PassageInContext {
    /// Its document.
    pub document: DocumentInfo,
    /// The passages right before it, in their order.
    pub before: Vec<Hit>,
    /// The passage.
    pub passage: Hit,
    /// The passages right behind it, in their order.
    pub after: Vec<Hit>,
}

impl Index {
    /// What `id` names, a passage with `around` passages on each side (at most 50).
    ///
    /// `#3fa9c1` alone will do where only one passage has that hash.
    ///
    /// # Errors
    /// A damaged index.
    ///
    /// # Example
    /// ```no_run
    /// use seoji_query::{Index, Named};
    /// let index = Index::open("index")?;
    /// if let Named::Passage(found) = index.named("levi-2019#3fa9c1", 1)? {
    ///     println!("{}", found.passage.text);
    /// }
    /// # Ok::<(), seoji_query::Error>(())
    /// ```
    pub fn named(&self, id: &str, around: u32) -> Result<Named, Error> {
        let id = id.trim();
        if let Some((address, record)) = self.find_record(id)? {
            return self.named_by(address, record, around);
        }
        let nearest = self.nearest_ids(id)?;
        if let ([only], true) = (nearest.as_slice(), id.starts_with('#'))
            && let Some((address, record)) = self.find_record(only)?
        {
            return self.named_by(address, record, around);
        }
        Ok(Named::Nothing(nearest))
    }

    fn named_by(&self, address: DocAddress, record: Record, around: u32) -> Result<Named, Error> {
        let passage = match record {
            Record::Document(record) => return Ok(Named::Document(record.into())),
            Record::Passage(passage) => passage,
        };
        let before = passage.ordinal.saturating_add(1);
        let document = DocAddress::new(address.segment_ord, address.doc_id.saturating_sub(before));
        let Record::Document(record) = self.record(document)? else {
            let message = format!("passage {} has no document before it", passage.id);
            return Err(seoji_schema::Error::DamagedRecord { message }.into());
        };
        let around = around.min(MOST_AROUND);
        let search = Search::new("");
        let (plan, _) = self.plan(&parse("").0, &search)?;
        let items = plan.wanted();
        let mut shower = Shower {
            analyzer: &self.inner.analyzer,
            plan: &plan,
            wanted: Wanted::new(&items),
            items,
            search: &search,
            buffer: TokenBuffer::new(),
            explainer: None,
            works: Works::default(),
        };
        let mut of = |ordinals: std::ops::Range<u32>| -> Result<Vec<Hit>, Error> {
            let mut hits = Vec::new();
            for ordinal in ordinals {
                if let Some(found) = self.neighbour(&passage, ordinal, document)? {
                    hits.push(self.shown(found, document, &mut shower)?);
                }
            }
            Ok(hits)
        };
        let ordinal = passage.ordinal;
        let before = of(ordinal.saturating_sub(around)..ordinal)?;
        let next = ordinal.saturating_add(1);
        let after = of(next..next.saturating_add(around))?;
        Ok(Named::Passage(Box::new(PassageInContext {
            document: record.into(),
            before,
            passage: self.shown(passage, document, &mut shower)?,
            after,
        })))
    }

    fn shown(
        &self,
        passage: PassageRecord,
        document: DocAddress,
        shower: &mut Shower<'_>,
    ) -> Result<Hit, Error> {
        let doc = document
            .doc_id
            .saturating_add(1)
            .saturating_add(passage.ordinal);
        let address = DocAddress::new(document.segment_ord, doc);
        let linked = self.linked(&passage, address, document, shower)?;
        Ok(shower.passage(passage, 0.0, linked))
    }

    /// The ids that come closest to one that names nothing: the same text in another document (it was moved), the
    /// document that it was in, documents of nearly the same name.
    fn nearest_ids(&self, id: &str) -> Result<Vec<String>, Error> {
        let (document, hash) = match id.split_once('#') {
            Some((document, hash)) => (document, Some(hash)),
            None => (id, None),
        };
        let name = |id: &str| id.rsplit('/').next().unwrap_or(id).to_lowercase();
        let sought = name(document);
        // The cost of each: the same text, the same document, the same file elsewhere, a few letters apart.
        let mut found: Vec<(usize, String)> = Vec::new();
        let engine = &self.inner.engine;
        for segment in engine.searcher.segment_readers() {
            let inverted = segment
                .inverted_index(engine.fields().id)
                .map_err(of_engine)?;
            let mut terms = inverted.terms().stream().map_err(of_engine)?;
            while terms.advance() {
                let Ok(known) = std::str::from_utf8(terms.key()) else {
                    continue;
                };
                let cost = match (known.split_once('#'), hash) {
                    (Some((_, known)), Some(hash)) if !hash.is_empty() && known == hash => 0,
                    (Some(_), _) => continue,
                    (None, _) if document.is_empty() => continue,
                    (None, _) if known == document => 1,
                    (None, _) => match letters_apart(&sought, &name(known)) {
                        Some(apart) => 2 + apart,
                        None => continue,
                    },
                };
                found.push((cost, known.to_owned()));
            }
        }
        found.sort();
        found.dedup();
        let mut offered = Vec::new();
        for (_, id) in found {
            // A deleted record leaves its id until segments are merged.
            if offered.len() < MOST_OFFERED && self.find_record(&id)?.is_some() {
                offered.push(id);
            }
        }
        Ok(offered)
    }
}

/// How many letters differ between two names; `None` when more than a third of the shorter one does.
fn letters_apart(a: &str, b: &str) -> Option<usize> {
    const LONGEST: usize = 128;
    let (a_chars, b_chars) = (a.chars().count(), b.chars().count());
    let most = a_chars.min(b_chars) / 3;
    if a_chars.max(b_chars) > LONGEST || a_chars.abs_diff(b_chars) > most {
        return None;
    }
    Some(strsim::levenshtein(a, b)).filter(|&apart| apart <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_close_when_few_letters_differ() {
        for (a, b, apart) in [
            ("report", "report", Some(0)),
            ("report", "reprot", Some(2)),
            ("report", "rapport-2019", None),
            ("보고서", "보고소", Some(1)),
            ("", "", Some(0)),
            ("a", "b", None),
        ] {
            assert_eq!(letters_apart(a, b), apart, "{a} {b}");
        }
    }
}
