//! Runs a plan on the index: which passages answer it, how closely, in which order.

mod best;
mod citations;
mod clock;
mod documents;
mod explain;
pub(crate) mod facets;
mod levels;
mod matchers;
mod names;
mod nearness;
mod proofs;
mod scoring;
mod whole;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use seoji_analysis::Analyzer;
use seoji_schema::{DocumentHead, Fields, Record, record_bytes};
use tantivy::columnar::Column;
use tantivy::store::StoreReader;
use tantivy::{DocAddress, DocId, Searcher, SegmentReader, TERMINATED, Term};

use crate::Error;
use crate::error::of_engine;
use crate::plan::{Filter, NameAsked, Plan, Spellings};
use crate::postings::Matches;
use crate::remembered::Remembered;
use crate::score::Statistics;
use best::Place;
pub(crate) use clock::Clock;
pub(crate) use explain::Explainer;
pub(crate) use proofs::Proven;

/// How much of its title's score a passage's document gets.
const TITLE_WEIGHT: f32 = 0.3;
/// With this many documents that hold all words in one passage, none is looked for that holds them apart.
const ENOUGH_DOCUMENTS: usize = 50;
/// Of the records of a segment so many blocks (16 kB) that were read last are kept unpacked.
const BLOCKS: usize = 100;
/// So many records are looked at together: their scores lie in the nearest cache.
const WINDOW: DocId = 4_096;
/// Of so many names the spellings are remembered.
const REMEMBERED_NAMES: usize = 1_024;

/// How closely a document answers, the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Closeness {
    /// All that was asked for stands in one passage.
    Passage,
    /// All stands in one document.
    Document,
    /// Some of it does.
    Some,
}

/// A passage that answers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) address: DocAddress,
    pub(crate) score: f32,
}

impl Candidate {
    /// The order of passages in a document, whose own record is at `record`.
    fn best_first(&self, other: &Self, record: DocAddress) -> std::cmp::Ordering {
        let score = other.score.total_cmp(&self.score);
        // Passages follow one another; of equals the record itself comes last.
        let place = |candidate: &Self| (candidate.address == record, candidate.address);
        score.then_with(|| place(self).cmp(&place(other)))
    }
}

/// A document with the passages that answer, best first.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) closeness: Closeness,
    pub(crate) score: f32,
    /// Address of the document's own record.
    pub(crate) record: DocAddress,
    /// Which of [`Found::hits`] are its passages.
    hits: Range<usize>,
    /// The score of the passage that answers best; 0 where only the title does.
    pub(crate) best_passage: f32,
    number: u64,
}

impl Group {
    /// How many of its passages answer.
    pub(crate) fn passages(&self) -> usize {
        self.hits.len()
    }

    /// The order of documents in an answer.
    fn best_first(&self, other: &Self) -> std::cmp::Ordering {
        self.closeness
            .cmp(&other.closeness)
            .then(other.score.total_cmp(&self.score))
            .then(self.number.cmp(&other.number))
    }
}

/// All that answers a plan.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The documents, as many as were to be in order best first.
    pub(crate) groups: Vec<Group>,
    hits: Vec<Candidate>,
    /// How many of the hits are of documents that others stand for.
    left_out: usize,
}

/// What is wished of an answer beside the plan.
pub(crate) struct Wish<'a> {
    /// Of a question at least the best so many documents are looked for.
    pub(crate) documents: usize,
    /// The best so many documents and their passages are put in order.
    pub(crate) in_order: usize,
    /// When what was found by then is the answer.
    pub(crate) clock: &'a Clock,
    /// Which documents, by the addresses of their own records, have one text: the best of them stands for all.
    pub(crate) same_text: Option<&'a dyn Fn(DocAddress) -> Option<usize>>,
}

impl Found {
    /// How many passages answer.
    pub(crate) fn passages(&self) -> u64 {
        (self.hits.len() - self.left_out) as u64
    }

    /// The passages of a document, best first where the document is among those in order.
    pub(crate) fn hits(&self, group: &Group) -> &[Candidate] {
        &self.hits[group.hits.clone()]
    }

    /// The passage of a document that answers best, the first of equals; none where only the title does.
    fn best_hit(&self, group: &Group) -> Option<&Candidate> {
        let hits = self.hits(group).iter();
        let passages = hits.filter(|hit| hit.address != group.record);
        passages.min_by(|a, b| a.best_first(b, group.record))
    }

    /// The own records of the documents of a segment that were found, ascending.
    fn records_in(&self, segment_ord: usize) -> Vec<DocId> {
        let groups = self.groups.iter();
        let here = groups.filter(|group| group.record.segment_ord as usize == segment_ord);
        let mut records: Vec<DocId> = here.map(|group| group.record.doc_id).collect();
        records.sort_unstable();
        records
    }
}

/// Runs plans on one generation of an index.
pub(crate) struct Engine {
    pub(crate) searcher: Searcher,
    fields: Fields,
    statistics: Statistics,
    columns: Vec<OnceLock<Columns>>,
    stores: Vec<OnceLock<StoreReader>>,
    /// What the index has of the names asked for last: finding it costs more than all else of a query.
    pub(crate) spellings: Remembered<NameAsked, Arc<Spellings>>,
}

impl Engine {
    pub(crate) fn new(searcher: Searcher) -> tantivy::Result<Self> {
        let fields = Fields::new();
        let statistics = Statistics::new(&searcher, &fields)?;
        let segments = searcher.segment_readers();
        Ok(Self {
            columns: segments.iter().map(|_| OnceLock::new()).collect(),
            stores: segments.iter().map(|_| OnceLock::new()).collect(),
            searcher,
            fields,
            statistics,
            spellings: Remembered::new(REMEMBERED_NAMES),
        })
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Finds what answers `plan` as far as is wished.
    pub(crate) fn run(&self, plan: &Plan, wish: &Wish<'_>) -> tantivy::Result<Found> {
        let mut found = Found::default();
        if wish.clock.is_over_now() {
            return Ok(found);
        }
        let mut weights = self.weights(plan)?;
        weights.clock = Some(wish.clock);
        // What is only counted needs no score.
        let has_twins = |record| wish.same_text.is_some_and(|same| same(record).is_some());
        let is_shown = |record| wish.in_order > 0 || has_twins(record);
        self.in_one_passage(plan, &weights, &is_shown, &mut found)?;
        // A fixed number, so that the order does not depend on how much of it is looked at.
        let enough = wish.documents.max(ENOUGH_DOCUMENTS);
        if plan.has_parts() && found.groups.len() < enough {
            // Those with all in one passage come first, whatever the others score.
            let come_first = found.texts(wish.same_text) >= wish.in_order;
            let is_shown = |record| !come_first || has_twins(record);
            self.in_one_document(plan, &weights, &is_shown, &mut found)?;
        }
        if plan.is_question() && found.groups.len() < enough {
            self.some(plan, &weights, wish.documents, &mut found)?;
        }
        for group in &mut found.groups {
            group.score += group.best_passage;
        }
        if plan.is_question() {
            self.add_wholes(&mut found.groups, &weights)?;
            self.add_nearness(&mut found, &weights)?;
        }
        if let Some(same_text) = wish.same_text {
            found.keep_one_of_each(same_text);
        }
        found.put_in_order(wish.in_order);
        Ok(found)
    }

    /// Whether some passage answers all of `plan`.
    pub(crate) fn finds(&self, plan: &Plan) -> tantivy::Result<bool> {
        for segment in self.searcher.segment_readers() {
            let mut matches = Matches::new(self.plan_matcher(plan, segment, None)?);
            while matches.doc() != TERMINATED {
                if is_alive(matches.doc(), segment) {
                    return Ok(true);
                }
                matches.advance();
            }
        }
        Ok(false)
    }

    /// How many passages hold `word` as a row of syllables or words, at most a thousand.
    pub(crate) fn passages_with(&self, analyzer: &Analyzer, word: &str) -> tantivy::Result<u64> {
        const ENOUGH: u64 = 1_000;
        let pattern = crate::plan::row(analyzer, word);
        let mut passages = 0;
        for segment in self.searcher.segment_readers() {
            for pattern in &pattern {
                let mut matches = Matches::new(self.pattern_matcher(pattern, segment)?);
                while matches.doc() != TERMINATED && passages < ENOUGH {
                    passages += u64::from(is_alive(matches.doc(), segment));
                    matches.advance();
                }
            }
        }
        Ok(passages)
    }

    /// The conditions that no record fulfils, whatever else is asked.
    pub(crate) fn unknown_filters<'p>(&self, plan: &'p Plan) -> tantivy::Result<Vec<&'p Filter>> {
        let mut unknown = Vec::new();
        for filter in plan.filters.iter().filter(|filter| !filter.excluded) {
            let field = self.filter_field(filter.field);
            let mut known = false;
            for value in &filter.values {
                known |= self
                    .searcher
                    .doc_freq(&Term::from_field_text(field, value))?
                    > 0;
            }
            if !known {
                unknown.push(filter);
            }
        }
        Ok(unknown)
    }

    /// The columns of a segment, which are opened when they are first needed.
    fn columns(&self, segment: &SegmentReader) -> tantivy::Result<&Columns> {
        let segments = self.searcher.segment_readers();
        let own = |other: &SegmentReader| other.segment_id() == segment.segment_id();
        let known = segments
            .iter()
            .position(own)
            .and_then(|ord| self.columns.get(ord));
        let known = known.ok_or_else(|| {
            tantivy::TantivyError::InvalidArgument("a part of another index".to_owned())
        })?;
        match known.get() {
            Some(columns) => Ok(columns),
            None => {
                let columns = self.open_columns(segment)?;
                Ok(known.get_or_init(|| columns))
            }
        }
    }

    fn open_columns(&self, segment: &SegmentReader) -> tantivy::Result<Columns> {
        Ok(Columns {
            document: segment.fast_fields().u64("document_number")?,
            records: self.document_records(segment)?,
            end: segment.max_doc(),
        })
    }

    /// What is stored at an address.
    pub(crate) fn record(&self, address: DocAddress) -> Result<Record, Error> {
        self.read_record(address, Record::from_bytes)
    }

    /// What is told of the document at an address; none where a passage is stored there.
    pub(crate) fn document_head(&self, address: DocAddress) -> Result<Option<DocumentHead>, Error> {
        self.read_record(address, DocumentHead::from_bytes)
    }

    /// What `read` makes of the bytes of the record at an address.
    fn read_record<T>(
        &self,
        address: DocAddress,
        read: impl FnOnce(&[u8]) -> Result<T, seoji_schema::Error>,
    ) -> Result<T, Error> {
        let ord = address.segment_ord as usize;
        let store = match (self.stores[ord].get(), self.searcher.segment_readers()) {
            (Some(store), _) => store,
            (None, segments) => {
                let store = segments[ord].get_store_reader(BLOCKS);
                let store = store.map_err(|error| of_engine(tantivy::TantivyError::from(error)))?;
                self.stores[ord].get_or_init(|| store)
            }
        };
        let stored = store.get_document_bytes(address.doc_id);
        let stored = stored.map_err(of_engine)?;
        Ok(read(record_bytes(&stored, &self.fields)?)?)
    }
}

impl Found {
    /// Begins a document, to which passages are added then; `title` is the score of its own record.
    fn begin(&mut self, record: DocAddress, number: u64, closeness: Closeness, title: f32) {
        let at = self.hits.len();
        self.groups.push(Group {
            closeness,
            score: TITLE_WEIGHT * title,
            record,
            hits: at..at,
            best_passage: 0.0,
            number,
        });
    }

    /// Adds a passage of the document that began last.
    fn add(&mut self, address: DocAddress, score: f32) {
        self.hits.push(Candidate { address, score });
        if let Some(group) = self.groups.last_mut() {
            group.hits.end = self.hits.len();
            if address != group.record {
                group.best_passage = group.best_passage.max(score);
            }
        }
    }

    /// How many different texts the documents have.
    fn texts(&self, same_text: Option<&dyn Fn(DocAddress) -> Option<usize>>) -> usize {
        let Some(same_text) = same_text else {
            return self.groups.len();
        };
        let mut texts = HashSet::new();
        let mut is_new = |group: &&Group| match same_text(group.record) {
            Some(text) => texts.insert(text),
            None => true,
        };
        self.groups.iter().filter(|group| is_new(group)).count()
    }

    /// Leaves of documents with the same text only the one that answers best.
    fn keep_one_of_each(&mut self, same_text: &dyn Fn(DocAddress) -> Option<usize>) {
        let mut best: HashMap<usize, &Group> = HashMap::new();
        for group in &self.groups {
            if let Some(text) = same_text(group.record) {
                let known = best.entry(text).or_insert(group);
                if group.best_first(known).is_lt() {
                    *known = group;
                }
            }
        }
        let kept: HashMap<usize, DocAddress> = best
            .into_iter()
            .map(|(text, group)| (text, group.record))
            .collect();
        let left_out = &mut self.left_out;
        self.groups.retain(|group| {
            let text = same_text(group.record);
            let stays = text.is_none_or(|text| kept.get(&text) == Some(&group.record));
            if !stays {
                *left_out += group.passages();
            }
            stays
        });
    }

    /// Puts the best `most` documents in front and in order, and their passages.
    fn put_in_order(&mut self, most: usize) {
        let mut rest = 0;
        if most < self.groups.len() {
            self.groups.select_nth_unstable_by(most, Group::best_first);
            rest = self.groups.len() - most;
        }
        let first = self.groups.len() - rest;
        self.groups[..first].sort_unstable_by(Group::best_first);
        for group in &self.groups[..first] {
            let hits = &mut self.hits[group.hits.clone()];
            hits.sort_by(|a, b| a.best_first(b, group.record));
        }
    }
}

/// Whether a document is not deleted.
fn is_alive(doc: DocId, segment: &SegmentReader) -> bool {
    let alive = segment.alive_bitset();
    alive.is_none_or(|alive| alive.is_alive(doc))
}

/// What tells the documents of a segment: the writer puts a document's passages right behind its own record.
struct Columns {
    /// Positions of documents in corpus order.
    document: Column<u64>,
    /// The documents' own records, ascending.
    records: Vec<DocId>,
    /// Behind the last record of the segment.
    end: DocId,
}

impl Columns {
    /// The position in corpus order of the document of a record.
    fn document(&self, doc: DocId) -> u64 {
        self.document.first(doc).unwrap_or_default()
    }

    /// The records of documents from `record` on, one at least: about as many as are scored together.
    fn window(&self, record: DocId) -> Range<DocId> {
        let limit = record.saturating_add(WINDOW);
        if limit >= self.end {
            return record..self.end;
        }
        let begun = self.records.partition_point(|&record| record <= limit);
        let last = begun.checked_sub(1).map_or(0, |last| self.records[last]);
        match last > record {
            true => record..last,
            false => self.document_of(record),
        }
    }

    /// Where a passage stands among all.
    fn place(&self, doc: DocId) -> Place {
        let record = self.document_of(doc).start;
        let behind = match doc - record {
            0 => DocId::MAX,
            behind => behind,
        };
        (self.document(doc), behind)
    }

    /// The records of the document that `doc` is of, its own first.
    fn document_of(&self, doc: DocId) -> Range<DocId> {
        let begun = self.records.partition_point(|&record| record <= doc);
        let start = begun.checked_sub(1).map_or(0, |last| self.records[last]);
        start..self.records.get(begun).copied().unwrap_or(self.end)
    }
}

#[cfg(test)]
mod tests;
