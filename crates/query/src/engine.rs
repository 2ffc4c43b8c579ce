//! Runs a plan on the index: which passages answer it, how closely, in which order.

mod best;
mod citations;
mod clock;
mod explain;
pub(crate) mod facets;
mod levels;
mod matchers;
mod names;
mod nearness;
mod proofs;
mod scoring;
mod whole;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use seoji_analysis::Analyzer;
use seoji_schema::{Fields, Record};
use tantivy::columnar::Column;
use tantivy::schema::Value;
use tantivy::{DocAddress, DocId, Searcher, SegmentReader, TERMINATED, TantivyDocument, Term};

use crate::Error;
use crate::error::of_engine;
use crate::plan::{Filter, NameAsked, Plan, Spellings};
use crate::remembered::Remembered;
use crate::score::Statistics;
pub(crate) use clock::Clock;
pub(crate) use explain::Explainer;
pub(crate) use proofs::Proven;

/// How much of its title's score a passage's document gets.
const TITLE_WEIGHT: f32 = 0.3;
/// With this many documents that hold all words in one passage, none is looked for that holds them apart.
const ENOUGH_DOCUMENTS: usize = 50;
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
    document: u64,
    ordinal: u64,
}

impl Candidate {
    /// The order of passages in a document.
    fn best_first(&self, other: &Self) -> std::cmp::Ordering {
        let score = other.score.total_cmp(&self.score);
        score.then(self.ordinal.cmp(&other.ordinal))
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
        passages.min_by(|a, b| a.best_first(b))
    }

    /// The numbers of the documents.
    fn numbers(&self) -> BTreeSet<u64> {
        self.groups.iter().map(|group| group.number).collect()
    }
}

/// Runs plans on one generation of an index.
pub(crate) struct Engine {
    pub(crate) searcher: Searcher,
    fields: Fields,
    statistics: Statistics,
    columns: Vec<OnceLock<Columns>>,
    /// What the index has of the names asked for last: finding it costs more than all else of a query.
    pub(crate) spellings: Remembered<NameAsked, Arc<Spellings>>,
}

impl Engine {
    pub(crate) fn new(searcher: Searcher) -> tantivy::Result<Self> {
        let fields = Fields::new();
        let statistics = Statistics::new(&searcher, &fields)?;
        let columns = searcher.segment_readers().iter();
        Ok(Self {
            columns: columns.map(|_| OnceLock::new()).collect(),
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
        self.in_one_passage(plan, &weights, &mut found)?;
        // A fixed number, so that the order does not depend on how much of it is looked at.
        let enough = wish.documents.max(ENOUGH_DOCUMENTS);
        if plan.has_parts() && found.groups.len() < enough {
            let known = found.numbers();
            self.in_one_document(plan, &weights, &known, &mut found)?;
        }
        if plan.is_question() && found.groups.len() < enough {
            let known = found.numbers();
            self.some(plan, &weights, wish.documents, &known, &mut found)?;
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
            let mut matcher = self.plan_matcher(plan, segment)?;
            while matcher.doc() != TERMINATED {
                if is_alive(matcher.doc(), segment) {
                    return Ok(true);
                }
                matcher.advance();
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
                let mut matcher = self.pattern_matcher(pattern, segment)?;
                while matcher.doc() != TERMINATED && passages < ENOUGH {
                    passages += u64::from(is_alive(matcher.doc(), segment));
                    matcher.advance();
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
                let columns = Columns::open(segment)?;
                Ok(known.get_or_init(|| columns))
            }
        }
    }

    /// What is stored at an address.
    pub(crate) fn record(&self, address: DocAddress) -> Result<Record, Error> {
        record_at(&self.searcher, &self.fields, address)
    }
}

impl Found {
    /// Begins the document of a passage, unless the passage before is of it; `title` scores the document's own record.
    fn begin(
        &mut self,
        passage: &Candidate,
        closeness: Closeness,
        title: impl FnOnce(DocId) -> f32,
    ) {
        let record = record_of(passage);
        if self.groups.last().is_some_and(|last| last.record == record) {
            return;
        }
        let at = self.hits.len();
        self.groups.push(Group {
            closeness,
            score: TITLE_WEIGHT * title(record.doc_id),
            record,
            hits: at..at,
            best_passage: 0.0,
            number: passage.document,
        });
    }

    /// Adds a passage of the document that began last.
    fn add(&mut self, passage: Candidate) {
        self.hits.push(passage);
        if let Some(group) = self.groups.last_mut() {
            group.hits.end = self.hits.len();
            if passage.address != group.record {
                group.best_passage = group.best_passage.max(passage.score);
            }
        }
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
            self.hits[group.hits.clone()].sort_by(Candidate::best_first);
        }
    }
}

/// What an index stores at an address.
pub(crate) fn record_at(
    searcher: &Searcher,
    fields: &Fields,
    address: DocAddress,
) -> Result<Record, Error> {
    let stored: TantivyDocument = searcher.doc(address).map_err(of_engine)?;
    let bytes = stored
        .get_first(fields.record)
        .and_then(|value| value.as_bytes());
    let missing = || seoji_schema::Error::DamagedRecord {
        message: "it is missing".to_owned(),
    };
    Ok(Record::from_bytes(bytes.ok_or_else(missing)?)?)
}

/// Whether a document is not deleted.
fn is_alive(doc: DocId, segment: &SegmentReader) -> bool {
    let alive = segment.alive_bitset();
    alive.is_none_or(|alive| alive.is_alive(doc))
}

/// The address of the document's own record: the writer puts its passages right behind it, in their order.
fn record_of(candidate: &Candidate) -> DocAddress {
    let DocAddress {
        segment_ord,
        doc_id,
    } = candidate.address;
    let before = if candidate.ordinal == DOCUMENT_ORDINAL {
        0
    } else {
        (candidate.ordinal as u32).saturating_add(1)
    };
    DocAddress {
        segment_ord,
        doc_id: doc_id.saturating_sub(before),
    }
}

/// The ordinal column of a document's own record.
const DOCUMENT_ORDINAL: u64 = seoji_schema::DOCUMENT_ORDINAL;

/// The columns that every candidate needs.
struct Columns {
    document: Column<u64>,
    ordinal: Column<u64>,
}

impl Columns {
    fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        Ok(Self {
            document: columns.u64("document_number")?,
            ordinal: columns.u64("ordinal")?,
        })
    }

    fn document(&self, doc: DocId) -> u64 {
        self.document.first(doc).unwrap_or_default()
    }

    fn candidate(&self, segment_ord: u32, doc: DocId, score: f32) -> Candidate {
        Candidate {
            address: DocAddress::new(segment_ord, doc),
            score,
            document: self.document(doc),
            ordinal: self.ordinal.first(doc).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests;
