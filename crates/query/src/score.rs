//! How much a passage says about what was asked: BM25 over leaves.
//!
//! A leaf unites the postings of its alternatives: their frequencies add up, there is one document frequency and one
//! length norm, as in Lucene's `SynonymQuery`. A union of terms that were scored apart would count a rare alternative
//! twice.

use std::ops::Range;
use std::sync::Arc;

use seoji_analysis::Field;
use seoji_schema::{Fields, PassageKind};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Searcher, SegmentReader, TERMINATED, Term};

use crate::plan::Leaf;
use crate::postings::Window;

/// BM25: how soon more occurrences in a passage stop counting.
///
/// Half of what is usual: a passage is short, so that a word said three times is hardly more about it than one said
/// once, and other words asked for matter more.
const K1: f32 = 0.6;
/// The same in a document as a whole.
const WHOLE_K1: f32 = 2.0;
/// BM25: how much the length of a passage counts.
const B: f32 = 0.75;

/// To seek a document costs as much as to read on over so many.
const READ_ON: u64 = 4;

/// What a score needs to know of the whole index.
pub(crate) struct Statistics {
    records: u64,
    literal_length: f32,
    stem_length: f32,
    /// Records of a document, its own among them, in the mean.
    document_records: f32,
    literal_norms: Norms,
    stem_norms: Norms,
}

/// What BM25 adds to a frequency for the length of a passage, for each of the lengths that the engine tells apart.
type Norms = Arc<[f32; 256]>;

impl Statistics {
    pub(crate) fn new(searcher: &Searcher, fields: &Fields) -> tantivy::Result<Self> {
        let records: u64 = searcher
            .segment_readers()
            .iter()
            .map(|segment| u64::from(segment.max_doc()))
            .sum();
        let mean = |field| -> tantivy::Result<f32> {
            let mut tokens = 0;
            for segment in searcher.segment_readers() {
                tokens += segment.inverted_index(field)?.total_num_tokens();
            }
            Ok((tokens as f32 / records.max(1) as f32).max(1.0))
        };
        let kind = Term::from_field_text(fields.kind, PassageKind::Document.name());
        let documents = searcher.doc_freq(&kind)?;
        let (literal_length, stem_length) = (mean(fields.literal)?, mean(fields.stem)?);
        Ok(Self {
            records,
            document_records: records as f32 / documents.max(1) as f32,
            literal_length,
            stem_length,
            literal_norms: norms(literal_length),
            stem_norms: norms(stem_length),
        })
    }

    /// How much rarer than all records `frequency` of them are: BM25's inverse document frequency.
    fn rarity(&self, frequency: u64) -> f32 {
        let frequency = frequency as f32;
        let rest = self.records as f32 - frequency;
        (1.0 + (rest + 0.5) / (frequency + 0.5)).ln()
    }

    fn norms(&self, field: Field) -> &Norms {
        match field {
            Field::Literal => &self.literal_norms,
            Field::Stem => &self.stem_norms,
        }
    }

    fn mean_length(&self, field: Field) -> f32 {
        match field {
            Field::Literal => self.literal_length,
            Field::Stem => self.stem_length,
        }
    }
}

/// What a leaf counts by.
pub(crate) struct Source {
    pub(crate) field: Field,
    pub(crate) weight: f32,
    pub(crate) rarity: f32,
    pub(crate) passages: u64,
    pub(crate) mean_length: f32,
}

/// A leaf with its weight in this index, ready for any segment.
pub(crate) struct LeafWeight {
    field: Field,
    terms: Vec<Term>,
    /// For each segment the documents that hold variants, ascending, with how much their occurrences count together.
    found: Vec<Vec<(DocId, f32)>>,
    /// Number of passages that hold what the leaf looks for, or more.
    frequency: u64,
    /// The most that it can add to a score.
    pub(crate) bound: f32,
}

impl LeafWeight {
    pub(crate) fn new(
        leaf: &Leaf,
        searcher: &Searcher,
        fields: &Fields,
        statistics: &Statistics,
    ) -> tantivy::Result<Self> {
        let field = fields.text(leaf.field);
        let terms: Vec<Term> = leaf
            .terms
            .iter()
            .map(|term| Term::from_field_text(field, term))
            .collect();
        let mut frequency = 0;
        for term in &terms {
            frequency += searcher.doc_freq(term)?;
        }
        // Passages with two alternatives are counted twice, so the sum can pass the whole.
        let frequency = frequency.min(statistics.records);
        Ok(Self {
            field: leaf.field,
            terms,
            found: Vec::new(),
            frequency,
            bound: leaf.weight * statistics.rarity(frequency) * (K1 + 1.0),
        })
    }

    /// The leaf of an item's variants: `found` has for each segment the documents that hold any of them, ascending,
    /// with how much their occurrences count together; `own` are the leaves of the item itself.
    ///
    /// The item's text and its variants have one document frequency, that of all together, so that a rare spelling
    /// does not outrank the one that was typed.
    pub(crate) fn of_variants(
        found: Vec<Vec<(DocId, f32)>>,
        own: &[Self],
        weight: f32,
        statistics: &Statistics,
    ) -> Self {
        let here: u64 = found.iter().map(|docs| docs.len() as u64).sum();
        let own = own.iter().map(|leaf| leaf.frequency).min().unwrap_or(0);
        let frequency = (here + own).min(statistics.records);
        Self {
            field: Field::Literal,
            terms: Vec::new(),
            found,
            frequency,
            bound: weight * statistics.rarity(frequency) * (K1 + 1.0),
        }
    }

    /// What the leaf counts by, to be told.
    pub(crate) fn source(&self, statistics: &Statistics) -> Source {
        let rarity = statistics.rarity(self.frequency);
        Source {
            field: self.field,
            weight: self.bound / (rarity * (K1 + 1.0)),
            rarity,
            passages: self.frequency,
            mean_length: statistics.mean_length(self.field),
        }
    }

    /// How much variants count in a document of a segment.
    pub(crate) fn counted(&self, segment_ord: usize, doc: DocId) -> f32 {
        let found = self.found.get(segment_ord).map_or(&[][..], Vec::as_slice);
        let at = found.binary_search_by_key(&doc, |&(doc, _)| doc);
        at.map_or(0.0, |at| found[at].1)
    }

    /// The scorer of this leaf in a segment; none when the segment has none of its terms.
    pub(crate) fn scorer(
        &self,
        segment_ord: usize,
        segment: &SegmentReader,
        fields: &Fields,
        statistics: &Statistics,
    ) -> tantivy::Result<Option<LeafScorer<'_>>> {
        let field = fields.text(self.field);
        let inverted = segment.inverted_index(field)?;
        let mut postings = Vec::with_capacity(self.terms.len());
        for term in &self.terms {
            postings.extend(inverted.read_postings(term, IndexRecordOption::WithFreqs)?);
        }
        let found = self.found.get(segment_ord).map_or(&[][..], Vec::as_slice);
        if postings.is_empty() && found.is_empty() {
            return Ok(None);
        }
        let lengths = segment.get_fieldnorms_reader(field)?;
        let document_mean = statistics.mean_length(self.field) * statistics.document_records;
        let occurrences = postings.iter().map(|postings| postings.doc_freq());
        Ok(Some(LeafScorer {
            occurrences: occurrences.map(u64::from).sum(),
            records: segment.max_doc(),
            postings,
            found,
            lengths,
            norms: Arc::clone(statistics.norms(self.field)),
            bound: self.bound,
            document_mean,
        }))
    }
}

/// A leaf in a segment: the union of its terms' postings, or of what was found of its variants, scored.
pub(crate) struct LeafScorer<'w> {
    postings: Vec<SegmentPostings>,
    /// What is left of the documents that hold variants.
    found: &'w [(DocId, f32)],
    lengths: FieldNormReader,
    norms: Norms,
    /// The most that it can add to a score.
    pub(crate) bound: f32,
    /// Tokens of a document in the mean.
    document_mean: f32,
    /// Documents of the terms, added up.
    occurrences: u64,
    /// Records of the segment.
    records: u32,
}

impl LeafScorer<'_> {
    /// The current document, `TERMINATED` at the end.
    pub(crate) fn doc(&self) -> DocId {
        let found = self.found.first().map_or(TERMINATED, |&(doc, _)| doc);
        self.postings
            .iter()
            .map(SegmentPostings::doc)
            .min()
            .unwrap_or(TERMINATED)
            .min(found)
    }

    /// Moves past `doc`.
    pub(crate) fn advance_past(&mut self, doc: DocId) {
        let past = self.found.partition_point(|&(found, _)| found <= doc);
        self.found = &self.found[past..];
        for postings in &mut self.postings {
            if postings.doc() <= doc {
                // The next document is mostly the next in the block, which `advance` finds without a search.
                if postings.doc() == doc {
                    postings.advance()
                } else {
                    postings.seek(doc + 1)
                };
            }
        }
    }

    /// What the leaf adds to the score of `doc`, 0 where it is absent; documents must be asked for in order.
    pub(crate) fn score(&mut self, doc: DocId) -> f32 {
        let frequency = self.frequency(doc);
        if frequency == 0.0 {
            return 0.0;
        }
        self.score_of(doc, frequency)
    }

    /// What the leaf adds for `frequency` occurrences in `doc`.
    fn score_of(&self, doc: DocId, frequency: f32) -> f32 {
        let norm = self.norms[usize::from(self.lengths.fieldnorm_id(doc))];
        share(self.bound, frequency, norm)
    }

    /// Adds what the leaf adds to the scores of the documents of a window; `scores` and `frequencies`, which are zeros,
    /// have a place for each of its range. Windows must be given in ascending order.
    pub(crate) fn add_scores(
        &mut self,
        asked: &Window,
        scores: &mut [f32],
        frequencies: &mut [f32],
    ) {
        let Range { start, end } = asked.range();
        let place = |doc: DocId| (doc - start) as usize;
        // Reading on costs less than seeking.
        let expected = self.occurrences * u64::from(end - start) / u64::from(self.records.max(1));
        if expected > READ_ON * asked.count() as u64 {
            for doc in asked.iter() {
                scores[place(doc)] += self.score(doc);
            }
            return;
        }
        if let ([postings], []) = (self.postings.as_mut_slice(), self.found) {
            let mut doc = match postings.doc() {
                doc if doc < start => postings.seek(start),
                doc => doc,
            };
            while doc < end {
                if asked.has(doc) {
                    let frequency = postings.term_freq() as f32;
                    let norm = self.norms[usize::from(self.lengths.fieldnorm_id(doc))];
                    scores[place(doc)] += share(self.bound, frequency, norm);
                }
                doc = postings.advance();
            }
            return;
        }
        for postings in &mut self.postings {
            let mut doc = match postings.doc() {
                doc if doc < start => postings.seek(start),
                doc => doc,
            };
            while doc < end {
                if asked.has(doc) {
                    frequencies[place(doc)] += postings.term_freq() as f32;
                }
                doc = postings.advance();
            }
        }
        let before = self.found.partition_point(|&(found, _)| found < start);
        let here = self.found[before..].partition_point(|&(found, _)| found < end);
        for &(doc, counts) in &self.found[before..before + here] {
            if asked.has(doc) {
                frequencies[place(doc)] += counts;
            }
        }
        self.found = &self.found[before + here..];
        for doc in asked.iter() {
            let frequency = std::mem::take(&mut frequencies[place(doc)]);
            if frequency != 0.0 {
                scores[place(doc)] += self.score_of(doc, frequency);
            }
        }
    }

    /// How much the leaf adds for a document of `frequency` occurrences and `length` tokens as a whole.
    pub(crate) fn score_of_whole(&self, frequency: f32, length: f32) -> f32 {
        let norm = norm(WHOLE_K1, length / self.document_mean);
        share(self.bound, frequency, norm)
    }

    /// Tokens of `doc` in the leaf's field, as BM25 counts them.
    pub(crate) fn length(&self, doc: DocId) -> f32 {
        self.lengths.fieldnorm(doc) as f32
    }

    /// How much occurrences in `doc` count together, 0 where there are none; documents must be asked for in order.
    pub(crate) fn frequency(&mut self, doc: DocId) -> f32 {
        let mut frequency = 0.0;
        for postings in &mut self.postings {
            if postings.doc() < doc {
                postings.seek(doc);
            }
            if postings.doc() == doc {
                frequency += postings.term_freq() as f32;
            }
        }
        if !self.found.is_empty() {
            let before = self.found.partition_point(|&(found, _)| found < doc);
            self.found = &self.found[before..];
            if let Some(&(found, counts)) = self.found.first()
                && found == doc
            {
                frequency += counts;
            }
        }
        frequency
    }
}

/// What a leaf adds for `frequency` occurrences, of the most that it can.
fn share(bound: f32, frequency: f32, norm: f32) -> f32 {
    bound * (frequency / (frequency + norm))
}

/// What BM25 adds to a frequency in a text that is `length` times as long as the mean: of `frequency / (frequency +
/// norm)` a leaf adds this share of the most that it can.
fn norm(k1: f32, length: f32) -> f32 {
    k1 * (1.0 - B + B * length)
}

/// The norms of passages whose field has `mean` tokens in the mean.
fn norms(mean: f32) -> Norms {
    let of = |id: usize| {
        let tokens = FieldNormReader::id_to_fieldnorm(id as u8);
        norm(K1, tokens as f32 / mean)
    };
    Arc::new(std::array::from_fn(of))
}
