//! The works of an answer or of a document, for export.

use std::borrow::Cow;
use std::collections::BTreeSet;

use seoji_schema::{PassageRecord, Record};
use tantivy::DocAddress;

use super::Index;
use super::answer::ENOUGH_DOCUMENTS;
use crate::engine::{Clock, Closeness};
use crate::export::{CitingEntry, Reference, references};
use crate::{Error, Search};

impl Index {
    /// The works that the entries found by any of these searches cite, and those that the passages found by them cite,
    /// in corpus order; the limits of a search on documents and passages do not apply.
    ///
    /// # Errors
    /// A damaged index.
    pub fn references(&self, searches: &[Search]) -> Result<Vec<Reference>, Error> {
        let mut wanted: BTreeSet<DocAddress> = BTreeSet::new();
        for search in searches {
            self.cited_by_found(search, &mut wanted)?;
        }
        let mut entries = Vec::new();
        for address in wanted {
            entries.extend(self.entry_at(address)?);
        }
        entries.sort_by(|a, b| (&a.document, a.ordinal).cmp(&(&b.document, b.ordinal)));
        let several = entries
            .windows(2)
            .any(|pair| pair[0].document != pair[1].document);
        Ok(of_entries(&entries, several))
    }

    /// The places of the entries that a search finds, and of those that what it finds cites.
    fn cited_by_found(
        &self,
        search: &Search,
        wanted: &mut BTreeSet<DocAddress>,
    ) -> Result<(), Error> {
        let planned = self.planned(search)?;
        let (plan, _) = self.restricted(Cow::Borrowed(&planned.plan), search)?;
        if !plan.asks_anything() {
            return Ok(());
        }
        let found = self.found(&plan, search, &Clock::default(), ENOUGH_DOCUMENTS, 0)?;
        // What holds some words of a question only is an answer to read, not a list to keep.
        let groups = found
            .groups
            .iter()
            .filter(|group| group.closeness != Closeness::Some);
        for group in groups {
            for hit in found.hits(group) {
                let Record::Passage(passage) = self.record(hit.address)? else {
                    continue;
                };
                if !passage.citations.is_empty() {
                    wanted.insert(hit.address);
                }
                let entries = passage.mentions.iter().flat_map(|mention| &mention.entries);
                wanted.extend(entries.map(|&ordinal| beside(group.record, ordinal)));
            }
        }
        Ok(())
    }

    /// The works that a document cites, in order of its entries; none where the index has no such document.
    ///
    /// # Errors
    /// A damaged index.
    pub fn document_references(&self, id: &str) -> Result<Option<Vec<Reference>>, Error> {
        let Some((address, document)) = self.find_document(id)? else {
            return Ok(None);
        };
        let mut entries = Vec::new();
        for ordinal in 0..document.passages {
            entries.extend(self.entry_at(beside(address, ordinal))?);
        }
        Ok(Some(of_entries(&entries, false)))
    }

    fn entry_at(&self, address: DocAddress) -> Result<Option<PassageRecord>, Error> {
        let segment = self
            .inner
            .engine
            .searcher
            .segment_reader(address.segment_ord);
        if address.doc_id >= segment.max_doc() {
            return Ok(None);
        }
        Ok(match self.record(address)? {
            Record::Passage(passage) if !passage.citations.is_empty() => Some(passage),
            _ => None,
        })
    }
}

/// The address of a passage: the writer puts it behind its document's record, in its order.
fn beside(document: DocAddress, ordinal: u32) -> DocAddress {
    let doc = document.doc_id.saturating_add(1).saturating_add(ordinal);
    DocAddress::new(document.segment_ord, doc)
}

fn of_entries(entries: &[PassageRecord], several_documents: bool) -> Vec<Reference> {
    references(entries.iter().map(|entry| {
        let mut citing =
            CitingEntry::new(entry.kind.name(), entry.label.as_deref(), &entry.citations);
        if several_documents {
            citing.place.push_str(&format!(" of {}", entry.document));
        }
        citing
    }))
}
