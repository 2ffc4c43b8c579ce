//! The works of the entries that are shown: which other entries of the index cite the same.
//!
//! The index holds the keys of each citation; whoever shares one is compared, and so on from those that agree, until
//! nothing new is found. So the works of an index need no table of their own and are right after any update.

use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet};

use seoji_schema::{PassageRecord, Record, WorkSketch, work_id};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, TERMINATED, Term};

use super::{Index, hit_kind};
use crate::Error;
use crate::error::of_engine;
use crate::results::{Entry, Work, WorkEntry};

/// So many passages are looked at for the work of one citation.
const MOST_CANDIDATES: usize = 400;
/// So many entries of one work are shown.
const MOST_SHOWN: usize = 100;

/// A citation: the passage's address and its number there.
type Place = (DocAddress, usize);

/// Finds the works of one search's hits; remembers what it has read.
#[derive(Default)]
pub(super) struct Works {
    read: BTreeMap<DocAddress, Option<Read>>,
    found: BTreeMap<Place, Work>,
}

struct Read {
    record: PassageRecord,
    sketches: Vec<WorkSketch>,
}

impl Works {
    /// Gives an entry the works that it cites.
    pub(super) fn complete(
        &mut self,
        entry: &mut Entry,
        address: DocAddress,
        index: &Index,
    ) -> Result<(), Error> {
        for (number, citation) in entry.citations.iter().enumerate() {
            if !citation.names_a_work() {
                continue;
            }
            let work = self.work((address, number), index)?;
            if number == 0 {
                entry.work = Some(work.id.clone());
            }
            if entry.works.iter().all(|known| known.id != work.id) {
                entry.works.push(work);
            }
        }
        Ok(())
    }

    fn work(&mut self, start: Place, index: &Index) -> Result<Work, Error> {
        if let Some(work) = self.found.get(&start) {
            return Ok(work.clone());
        }
        let mut members: Vec<Place> = vec![start];
        let mut known: BTreeSet<Place> = members.iter().copied().collect();
        let mut candidates = 0;
        let mut next = 0;
        while let Some(&place) = members.get(next) {
            next += 1;
            let Some(own) = self.sketch(place, index)? else {
                continue;
            };
            for address in index.sharing(&own, &mut candidates)? {
                self.read(address, index)?;
                let Some(Some(read)) = self.read.get(&address) else {
                    continue;
                };
                for (number, sketch) in read.sketches.iter().enumerate() {
                    if !known.contains(&(address, number)) && own.is_same(sketch) {
                        known.insert((address, number));
                        members.push((address, number));
                    }
                }
            }
        }
        members.sort_unstable();
        let work = self.told(&members);
        for place in members {
            self.found.insert(place, work.clone());
        }
        Ok(work)
    }

    /// The work of these citations, whose passages have been read.
    fn told(&self, members: &[Place]) -> Work {
        let read = |place: &Place| Some((self.read.get(&place.0)?.as_ref()?, place.1));
        let sketches = members.iter().filter_map(read);
        let id = work_id(sketches.filter_map(|(read, number)| read.sketches.get(number)));
        // By document and place, so that an updated index tells the same as one that was built anew.
        let mut cited: Vec<(&PassageRecord, usize)> = members
            .iter()
            .filter_map(read)
            .map(|(read, number)| (&read.record, number))
            .collect();
        cited.sort_by_key(|(record, number)| (&record.document, record.ordinal, *number));
        let mut documents = BTreeSet::new();
        let mut entries: Vec<WorkEntry> = Vec::new();
        for (record, number) in cited {
            documents.insert(&record.document);
            let pages = record
                .citations
                .get(number)
                .and_then(|own| own.pages.as_ref());
            let known = entries.last().is_some_and(|last| last.id == record.id);
            if !known && entries.len() < MOST_SHOWN {
                entries.push(WorkEntry {
                    document: record.document.clone(),
                    id: record.id.clone(),
                    kind: hit_kind(record.kind),
                    label: record.label.clone(),
                    pages: pages.map(|pages| pages.text.clone()),
                    cited_by: record.cited_by.clone(),
                });
            }
        }
        Work {
            id,
            documents: documents.len() as u64,
            entries,
        }
    }

    fn sketch(&mut self, place: Place, index: &Index) -> Result<Option<WorkSketch>, Error> {
        self.read(place.0, index)?;
        let read = self.read.get(&place.0).and_then(Option::as_ref);
        Ok(read.and_then(|read| read.sketches.get(place.1).cloned()))
    }

    fn read(&mut self, address: DocAddress, index: &Index) -> Result<(), Error> {
        if let Slot::Vacant(place) = self.read.entry(address) {
            let read = match index.record(address)? {
                Record::Passage(record) => Some(Read {
                    sketches: record.citations.iter().map(WorkSketch::of).collect(),
                    record,
                }),
                Record::Document(_) => None,
            };
            place.insert(read);
        }
        Ok(())
    }
}

impl Index {
    /// The passages with a citation that shares a key with this one, as long as `looked_at` allows.
    fn sharing(
        &self,
        sketch: &WorkSketch,
        looked_at: &mut usize,
    ) -> Result<BTreeSet<DocAddress>, Error> {
        let engine = &self.inner.engine;
        let field = engine.fields().citation;
        let mut found = BTreeSet::new();
        for key in sketch.keys().keys() {
            let term = Term::from_field_text(field, &format!("w{key}"));
            for (segment_ord, segment) in engine.searcher.segment_readers().iter().enumerate() {
                let inverted = segment.inverted_index(field).map_err(of_engine)?;
                let postings = inverted
                    .read_postings(&term, IndexRecordOption::Basic)
                    .map_err(of_engine)?;
                let Some(mut postings) = postings else {
                    continue;
                };
                while postings.doc() != TERMINATED && *looked_at < MOST_CANDIDATES {
                    let doc = postings.doc();
                    if segment
                        .alive_bitset()
                        .is_none_or(|alive| alive.is_alive(doc))
                        && found.insert(DocAddress::new(segment_ord as u32, doc))
                    {
                        *looked_at += 1;
                    }
                    postings.advance();
                }
            }
        }
        Ok(found)
    }
}
