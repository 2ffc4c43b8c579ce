//! Runs a plan on the index: which passages answer it, how closely, in which order.

mod best;
mod citations;
mod explain;
pub(crate) mod facets;
mod levels;
mod matchers;
mod names;
mod nearness;
mod proofs;
mod scoring;
mod whole;

use std::collections::{BTreeMap, HashMap};

use seoji_analysis::Analyzer;
use seoji_schema::{Fields, Record};
use tantivy::columnar::Column;
use tantivy::schema::Value;
use tantivy::{DocAddress, DocId, Searcher, SegmentReader, TERMINATED, TantivyDocument, Term};

use crate::Error;
use crate::error::of_engine;
use crate::plan::{Filter, Plan};
use crate::score::Statistics;
pub(crate) use explain::Explainer;
pub(crate) use proofs::Proven;
use scoring::Weights;

/// How much of its title's score a passage's document gets.
const TITLE_WEIGHT: f32 = 0.3;
/// With this many documents that hold all words in one passage, none is looked for that holds them apart.
const ENOUGH_DOCUMENTS: usize = 50;
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

/// A document with the passages that answer, best first.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) closeness: Closeness,
    pub(crate) score: f32,
    /// Address of the document's own record.
    pub(crate) record: DocAddress,
    pub(crate) hits: Vec<Candidate>,
    number: u64,
}

impl Group {
    /// The score of the passage that answers best; 0 where only the title does.
    pub(crate) fn best_passage(&self) -> f32 {
        self.best_hit().map_or(0.0, |hit| hit.score)
    }

    /// The passage that answers best, the first of equals; none where only the title does.
    fn best_hit(&self) -> Option<&Candidate> {
        let passages = self.hits.iter().filter(|hit| hit.address != self.record);
        passages.min_by(|a, b| b.score.total_cmp(&a.score).then(a.ordinal.cmp(&b.ordinal)))
    }
}

/// All that answers a plan.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The documents, best first.
    pub(crate) groups: Vec<Group>,
    /// How many passages answer.
    pub(crate) passages: u64,
}

/// Runs plans on one generation of an index.
pub(crate) struct Engine {
    pub(crate) searcher: Searcher,
    fields: Fields,
    statistics: Statistics,
}

impl Engine {
    pub(crate) fn new(searcher: Searcher) -> tantivy::Result<Self> {
        let fields = Fields::new();
        let statistics = Statistics::new(&searcher, &fields)?;
        Ok(Self {
            searcher,
            fields,
            statistics,
        })
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Finds what answers `plan`; at least the best `documents` documents of a question are looked for.
    pub(crate) fn run(&self, plan: &Plan, documents: usize) -> tantivy::Result<Found> {
        let weights = self.weights(plan)?;
        let mut groups: BTreeMap<u64, Group> = BTreeMap::new();
        let mut passages = 0;
        let together = self.in_one_passage(plan, &weights)?;
        passages += together.len() as u64;
        self.group(together, Closeness::Passage, &mut groups);
        // A fixed number, so that the order does not depend on how much of it is looked at.
        let enough = documents.max(ENOUGH_DOCUMENTS);
        if plan.has_parts() && groups.len() < enough {
            let apart = self.in_one_document(plan, &weights, &groups)?;
            passages += apart.len() as u64;
            self.group(apart, Closeness::Document, &mut groups);
        }
        if plan.is_question() && groups.len() < enough {
            let some = self.some(plan, &weights, documents)?;
            let some: Vec<Candidate> = some
                .into_iter()
                .filter(|hit| !groups.contains_key(&hit.document))
                .collect();
            passages += some.len() as u64;
            self.group(some, Closeness::Some, &mut groups);
        }
        let mut groups: Vec<Group> = groups.into_values().collect();
        self.add_titles(&mut groups, &weights)?;
        if plan.is_question() {
            self.add_wholes(&mut groups, &weights)?;
            self.add_nearness(&mut groups, &weights)?;
        }
        groups.sort_by(|a, b| {
            a.closeness
                .cmp(&b.closeness)
                .then(b.score.total_cmp(&a.score))
                .then(a.number.cmp(&b.number))
        });
        Ok(Found { groups, passages })
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

    /// What is stored at an address.
    pub(crate) fn record(&self, address: DocAddress) -> Result<Record, Error> {
        record_at(&self.searcher, &self.fields, address)
    }

    /// Adds passages to the groups of their documents.
    fn group(
        &self,
        candidates: Vec<Candidate>,
        closeness: Closeness,
        groups: &mut BTreeMap<u64, Group>,
    ) {
        for candidate in candidates {
            let group = groups.entry(candidate.document).or_insert_with(|| Group {
                closeness,
                score: 0.0,
                record: record_of(&candidate),
                hits: Vec::new(),
                number: candidate.document,
            });
            group.hits.push(candidate);
        }
    }

    /// Scores the titles of the documents found and joins them to their passages.
    fn add_titles(&self, groups: &mut [Group], weights: &Weights<'_>) -> tantivy::Result<()> {
        let mut titles: HashMap<DocAddress, f32> = HashMap::new();
        let mut records: Vec<DocAddress> = groups.iter().map(|group| group.record).collect();
        records.sort_unstable();
        let mut at = 0;
        while at < records.len() {
            let segment_ord = records[at].segment_ord;
            let segment = self.searcher.segment_reader(segment_ord);
            let mut scorers = self.scorers(weights, segment_ord as usize, segment)?;
            while let Some(record) = records
                .get(at)
                .filter(|record| record.segment_ord == segment_ord)
            {
                titles.insert(
                    *record,
                    scorers
                        .iter_mut()
                        .map(|scorer| scorer.score(record.doc_id))
                        .sum(),
                );
                at += 1;
            }
        }
        for group in groups {
            group
                .hits
                .sort_by(|a, b| b.score.total_cmp(&a.score).then(a.ordinal.cmp(&b.ordinal)));
            let title = titles.get(&group.record).copied().unwrap_or_default();
            group.score = group.best_passage() + TITLE_WEIGHT * title;
        }
        Ok(())
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
