//! Runs a plan on the index: which passages answer it, how closely, in which order.

mod citations;
pub(crate) mod facets;
mod names;

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap};

use seoji_analysis::{Analyzer, Field};
use seoji_schema::Fields;
use tantivy::columnar::Column;
use tantivy::schema::{Field as TantivyField, IndexRecordOption};
use tantivy::{DocAddress, DocId, Searcher, SegmentReader, TERMINATED, Term};

use crate::parse::FilterField;
use crate::plan::{Filter, Item, Pattern, Plan, Variant, Way};
use crate::postings::{Matcher, PhraseMatcher, Slot};
use crate::score::{LeafScorer, LeafWeight, Statistics};

/// How much of its title's score a passage's document gets.
const TITLE_WEIGHT: f32 = 0.3;
/// How much the words standing as typed, one after another, add: this share of all that the leaves can give.
const RUN_SHARE: f32 = 0.5;
/// What the variants of an item can add, as much as a word can (its stem and half its surface): the item as it was
/// typed adds at least that.
const VARIANTS_WEIGHT: f32 = 1.5;
/// With this many documents that hold all words in one passage, none is looked for that holds them apart.
const ENOUGH_DOCUMENTS: usize = 50;
/// Of a question this many passages are looked at more closely.
const QUESTION_PASSAGES: usize = 300;

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
        let required = plan.items.iter().filter(|item| item.required).count();
        // A fixed number, so that the order does not depend on how much of it is looked at.
        let enough = documents.max(ENOUGH_DOCUMENTS);
        if required > 1 && groups.len() < enough {
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
            let mut matchers = self.included(plan, segment)?;
            for item in plan.items.iter().filter(|item| item.required) {
                matchers.push(self.item_matcher(item, segment)?);
            }
            let mut matcher = Matcher::all(matchers);
            let mut excluded = self.excluded(plan, segment)?;
            while matcher.doc() != TERMINATED {
                if is_wanted(matcher.doc(), &mut excluded, segment) {
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
                let mut excluded = Matcher::Nothing;
                while matcher.doc() != TERMINATED && passages < ENOUGH {
                    passages += u64::from(is_wanted(matcher.doc(), &mut excluded, segment));
                    matcher.advance();
                }
            }
        }
        Ok(passages)
    }

    /// The weights of the items' leaves in their order, each item's own before that of its variants.
    fn weights(&self, plan: &Plan) -> tantivy::Result<Vec<LeafWeight>> {
        let mut weights = Vec::new();
        for item in &plan.items {
            let own = weights.len();
            for leaf in &item.leaves {
                let weight = LeafWeight::new(leaf, &self.searcher, &self.fields, &self.statistics)?;
                weights.push(weight);
            }
            if !item.variants.is_empty() {
                let found = self.found_variants(item)?;
                let weight = LeafWeight::of_variants(
                    found,
                    &weights[own..],
                    VARIANTS_WEIGHT,
                    &self.statistics,
                );
                weights.push(weight);
            }
        }
        Ok(weights)
    }

    /// For each segment the documents that hold variants of an item, ascending, with how much these count there.
    ///
    /// Names are rare, so that finding all their places costs less than a scorer that steps through them.
    fn found_variants(&self, item: &Item) -> tantivy::Result<Vec<Vec<(DocId, f32)>>> {
        let mut segments = Vec::new();
        for segment in self.searcher.segment_readers() {
            let columns = Columns::open(segment)?;
            let mut found: BTreeMap<DocId, f32> = BTreeMap::new();
            for variant in &item.variants {
                let mut matcher = self.ways_matcher(&variant.ways, segment)?;
                let mut doc = matcher.doc();
                while doc != TERMINATED {
                    let weight = variant.weight_in(columns.document(doc));
                    if weight > 0.0 {
                        *found.entry(doc).or_default() += weight * matcher.frequency() as f32;
                    }
                    doc = matcher.advance();
                }
            }
            segments.push(found.into_iter().collect());
        }
        Ok(segments)
    }

    /// The passages in which every required item matches.
    fn in_one_passage(
        &self,
        plan: &Plan,
        weights: &[LeafWeight],
    ) -> tantivy::Result<Vec<Candidate>> {
        let run_bonus = RUN_SHARE * weights.iter().map(|weight| weight.bound).sum::<f32>();
        let mut found = Vec::new();
        for (segment_ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let mut matchers = Vec::new();
            for item in plan.items.iter().filter(|item| item.required) {
                matchers.push(self.item_matcher(item, segment)?);
            }
            matchers.extend(self.included(plan, segment)?);
            let mut matcher = Matcher::all(matchers);
            let mut excluded = self.excluded(plan, segment)?;
            let mut scorers = self.scorers(weights, segment_ord, segment)?;
            let mut typed = self.as_typed(plan, weights, segment)?;
            let mut run = match &plan.run {
                Some(pattern) => self.pattern_matcher(pattern, segment)?,
                None => Matcher::Nothing,
            };
            let columns = Columns::open(segment)?;
            let mut doc = matcher.doc();
            while doc != TERMINATED {
                if is_wanted(doc, &mut excluded, segment) {
                    let mut score: f32 = scorers.iter_mut().map(|scorer| scorer.score(doc)).sum();
                    score += added(&mut typed, doc);
                    if run.seek(doc) == doc {
                        score += run_bonus;
                    }
                    found.push(columns.candidate(segment_ord as u32, doc, score));
                }
                doc = matcher.advance();
            }
        }
        Ok(found)
    }

    /// The passages of documents in which every required item matches somewhere, but in no passage all.
    fn in_one_document(
        &self,
        plan: &Plan,
        weights: &[LeafWeight],
        known: &BTreeMap<u64, Group>,
    ) -> tantivy::Result<Vec<Candidate>> {
        let mut found = Vec::new();
        // A document lies in one segment as a whole.
        for (segment_ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let columns = Columns::open(segment)?;
            let required: Vec<&Item> = plan.items.iter().filter(|item| item.required).collect();
            let mut common: Option<BTreeSet<u64>> = None;
            for item in &required {
                let mut matchers = vec![self.item_matcher(item, segment)?];
                matchers.extend(self.included(plan, segment)?);
                let mut matcher = Matcher::all(matchers);
                let mut excluded = self.excluded(plan, segment)?;
                let mut here = BTreeSet::new();
                let mut doc = matcher.doc();
                while doc != TERMINATED {
                    let number = columns.document(doc);
                    let wanted = common
                        .as_ref()
                        .is_none_or(|common| common.contains(&number));
                    if wanted
                        && !known.contains_key(&number)
                        && is_wanted(doc, &mut excluded, segment)
                    {
                        here.insert(number);
                    }
                    doc = matcher.advance();
                }
                let none = here.is_empty();
                common = Some(here);
                if none {
                    break;
                }
            }
            let common = common.unwrap_or_default();
            if common.is_empty() {
                continue;
            }
            let mut any = Vec::new();
            for item in &required {
                any.push(self.item_matcher(item, segment)?);
            }
            let mut matchers = vec![Matcher::any(any)];
            matchers.extend(self.included(plan, segment)?);
            let mut matcher = Matcher::all(matchers);
            let mut excluded = self.excluded(plan, segment)?;
            let mut scorers = self.scorers(weights, segment_ord, segment)?;
            let mut typed = self.as_typed(plan, weights, segment)?;
            let mut doc = matcher.doc();
            while doc != TERMINATED {
                if common.contains(&columns.document(doc)) && is_wanted(doc, &mut excluded, segment)
                {
                    let score: f32 = scorers.iter_mut().map(|scorer| scorer.score(doc)).sum();
                    let score = score + added(&mut typed, doc);
                    found.push(columns.candidate(segment_ord as u32, doc, score));
                }
                doc = matcher.advance();
            }
        }
        Ok(found)
    }

    /// The best passages that hold some of what a question asks for.
    fn some(
        &self,
        plan: &Plan,
        weights: &[LeafWeight],
        documents: usize,
    ) -> tantivy::Result<Vec<Candidate>> {
        let most = QUESTION_PASSAGES.max(documents.saturating_mul(3));
        let mut best = Best::new(most);
        for (segment_ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let columns = Columns::open(segment)?;
            let mut included = self.included(plan, segment)?;
            // A phrase means its words in their order: with fewer it is not found, by its words apart neither.
            for item in plan.items.iter().filter(|item| item.literal) {
                included.push(self.item_matcher(item, segment)?);
            }
            let mut included = if included.is_empty() {
                None
            } else {
                Some(Matcher::all(included))
            };
            let mut excluded = self.excluded(plan, segment)?;
            let mut scorers = self.scorers(weights, segment_ord, segment)?;
            scorers.sort_by(|a, b| a.bound.total_cmp(&b.bound));
            let threshold = best.threshold();
            each_better(&mut scorers, threshold, |doc, score| {
                let wanted = included
                    .as_mut()
                    .is_none_or(|included| included.seek(doc) == doc)
                    && is_wanted(doc, &mut excluded, segment);
                if wanted {
                    best.add(columns.candidate(segment_ord as u32, doc, score));
                }
                best.threshold()
            });
        }
        Ok(best.into_candidates())
    }

    fn scorers<'w>(
        &self,
        weights: &'w [LeafWeight],
        segment_ord: usize,
        segment: &SegmentReader,
    ) -> tantivy::Result<Vec<LeafScorer<'w>>> {
        let mut scorers = Vec::new();
        for weight in weights {
            let (fields, statistics) = (&self.fields, &self.statistics);
            scorers.extend(weight.scorer(segment_ord, segment, fields, statistics)?);
        }
        Ok(scorers)
    }

    /// For each item with variants where it stands as it was typed, and what that adds: all that the variants could
    /// give, so that a short passage with another spelling does not outrank a long one with this.
    fn as_typed(
        &self,
        plan: &Plan,
        weights: &[LeafWeight],
        segment: &SegmentReader,
    ) -> tantivy::Result<Vec<(Matcher, f32)>> {
        let mut typed = Vec::new();
        let mut at = 0;
        for item in &plan.items {
            at += item.leaves.len();
            if !item.variants.is_empty() {
                typed.push((self.ways_matcher(&item.ways, segment)?, weights[at].bound));
                at += 1;
            }
        }
        Ok(typed)
    }

    fn item_matcher(&self, item: &Item, segment: &SegmentReader) -> tantivy::Result<Matcher> {
        let mut any = vec![self.ways_matcher(&item.ways, segment)?];
        for variant in &item.variants {
            let matcher = self.ways_matcher(&variant.ways, segment)?;
            any.push(self.at_home(variant, matcher, segment)?);
        }
        Ok(Matcher::any(any))
    }

    /// Leaves out the documents in which a variant does not mean the same thing.
    fn at_home(
        &self,
        variant: &Variant,
        mut matcher: Matcher,
        segment: &SegmentReader,
    ) -> tantivy::Result<Matcher> {
        if variant
            .home
            .as_ref()
            .is_none_or(|home| home.elsewhere > 0.0)
        {
            return Ok(matcher);
        }
        let columns = Columns::open(segment)?;
        let mut docs = Vec::new();
        let mut doc = matcher.doc();
        while doc != TERMINATED {
            if variant.weight_in(columns.document(doc)) > 0.0 {
                docs.push(doc);
            }
            doc = matcher.advance();
        }
        Ok(Matcher::List(docs.into_iter()))
    }

    fn ways_matcher(&self, ways: &[Way], segment: &SegmentReader) -> tantivy::Result<Matcher> {
        let mut any = Vec::new();
        for way in ways {
            any.push(match way {
                Way::Pattern(pattern) => self.pattern_matcher(pattern, segment)?,
                Way::Leaves(leaves) => {
                    let mut all = Vec::new();
                    for leaf in leaves {
                        all.push(self.terms_matcher(
                            self.fields.text(leaf.field),
                            &leaf.terms,
                            segment,
                        )?);
                    }
                    Matcher::all(all)
                }
            });
        }
        Ok(Matcher::any(any))
    }

    fn terms_matcher(
        &self,
        field: TantivyField,
        terms: &[String],
        segment: &SegmentReader,
    ) -> tantivy::Result<Matcher> {
        let inverted = segment.inverted_index(field)?;
        let mut any = Vec::new();
        for term in terms {
            let term = Term::from_field_text(field, term);
            if let Some(postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? {
                any.push(Matcher::Term(Box::new(postings)));
            }
        }
        Ok(Matcher::any(any))
    }

    fn pattern_matcher(
        &self,
        pattern: &Pattern,
        segment: &SegmentReader,
    ) -> tantivy::Result<Matcher> {
        let field = self.fields.text(Field::Literal);
        if let [(_, terms)] = pattern.slots.as_slice() {
            return self.terms_matcher(field, terms, segment);
        }
        let inverted = segment.inverted_index(field)?;
        let mut slots = Vec::new();
        for (offset, terms) in &pattern.slots {
            let mut alternatives = Vec::new();
            for term in terms {
                let term = Term::from_field_text(field, term);
                alternatives.extend(
                    inverted.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?,
                );
            }
            if alternatives.is_empty() {
                return Ok(Matcher::Nothing);
            }
            slots.push(Slot::new(*offset, alternatives));
        }
        Ok(Matcher::Phrase(Box::new(PhraseMatcher::new(slots))))
    }

    fn included(&self, plan: &Plan, segment: &SegmentReader) -> tantivy::Result<Vec<Matcher>> {
        let filters = plan.filters.iter().filter(|filter| !filter.excluded);
        let mut included = filters
            .map(|filter| self.filter_matcher(filter, segment))
            .collect::<tantivy::Result<Vec<_>>>()?;
        included.extend(self.cited_matchers(plan, segment)?);
        Ok(included)
    }

    fn excluded(&self, plan: &Plan, segment: &SegmentReader) -> tantivy::Result<Matcher> {
        let mut any = Vec::new();
        for filter in plan.filters.iter().filter(|filter| filter.excluded) {
            any.push(self.filter_matcher(filter, segment)?);
        }
        for item in &plan.excluded {
            any.push(self.item_matcher(item, segment)?);
        }
        for condition in &plan.not_cited {
            any.push(self.condition_matcher(condition, segment)?);
        }
        Ok(Matcher::any(any))
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

    fn filter_field(&self, field: FilterField) -> TantivyField {
        match field {
            FilterField::Zone => self.fields.zone,
            FilterField::Document => self.fields.document,
            FilterField::Language => self.fields.language,
            FilterField::Label => self.fields.label,
            FilterField::Kind => self.fields.kind,
        }
    }

    fn filter_matcher(&self, filter: &Filter, segment: &SegmentReader) -> tantivy::Result<Matcher> {
        self.terms_matcher(self.filter_field(filter.field), &filter.values, segment)
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
    fn add_titles(&self, groups: &mut [Group], weights: &[LeafWeight]) -> tantivy::Result<()> {
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
            let best = group
                .hits
                .iter()
                .find(|hit| hit.address != group.record)
                .map_or(0.0, |hit| hit.score);
            group.score = best + TITLE_WEIGHT * title;
        }
        Ok(())
    }
}

/// Whether a document is neither excluded nor deleted; documents must be asked for in order.
fn is_wanted(doc: DocId, excluded: &mut Matcher, segment: &SegmentReader) -> bool {
    let alive = segment.alive_bitset();
    excluded.seek(doc) != doc && alive.is_none_or(|alive| alive.is_alive(doc))
}

/// What the items that stand in `doc` as they were typed add; documents must be asked for in order.
fn added(typed: &mut [(Matcher, f32)], doc: DocId) -> f32 {
    let here = typed
        .iter_mut()
        .filter_map(|(matcher, adds)| (matcher.seek(doc) == doc).then_some(*adds));
    here.sum()
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

/// Calls `visit` for the documents that can score above the threshold, which each call gives anew.
///
/// MaxScore: leaves are ordered by the most that they can add; those that cannot lift a document over the threshold
/// together are only looked up for documents that another leaf brings up.
fn each_better(
    scorers: &mut [LeafScorer<'_>],
    mut threshold: f32,
    mut visit: impl FnMut(DocId, f32) -> f32,
) {
    let bounds: Vec<f32> = scorers
        .iter()
        .scan(0.0, |sum, scorer| {
            *sum += scorer.bound;
            Some(*sum)
        })
        .collect();
    let mut essential = 0;
    loop {
        while essential < scorers.len() && bounds[essential] <= threshold {
            essential += 1;
        }
        let (rest, leading) = scorers.split_at_mut(essential);
        let Some(doc) = leading
            .iter()
            .map(LeafScorer::doc)
            .min()
            .filter(|&doc| doc != TERMINATED)
        else {
            return;
        };
        let mut score = 0.0;
        for scorer in leading.iter_mut() {
            if scorer.doc() == doc {
                score += scorer.score(doc);
                scorer.advance_past(doc);
            }
        }
        for (at, scorer) in rest.iter_mut().enumerate().rev() {
            if score + bounds[at] <= threshold {
                score = f32::NEG_INFINITY;
                break;
            }
            score += scorer.score(doc);
        }
        if score > threshold {
            threshold = visit(doc, score);
        }
    }
}

/// Keeps the best candidates.
struct Best {
    most: usize,
    heap: BinaryHeap<std::cmp::Reverse<Ranked>>,
}

struct Ranked(Candidate);

impl Best {
    fn new(most: usize) -> Self {
        Self {
            most,
            heap: BinaryHeap::new(),
        }
    }

    /// A score that must be passed to get in.
    fn threshold(&self) -> f32 {
        if self.heap.len() < self.most {
            0.0
        } else {
            self.heap.peek().map_or(0.0, |worst| worst.0.0.score)
        }
    }

    fn add(&mut self, candidate: Candidate) {
        self.heap.push(std::cmp::Reverse(Ranked(candidate)));
        if self.heap.len() > self.most {
            self.heap.pop();
        }
    }

    fn into_candidates(self) -> Vec<Candidate> {
        self.heap.into_iter().map(|ranked| ranked.0.0).collect()
    }
}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let place = |candidate: &Candidate| (candidate.document, candidate.ordinal);
        self.0
            .score
            .total_cmp(&other.0.score)
            .then_with(|| place(&other.0).cmp(&place(&self.0)))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ranked {}

#[cfg(test)]
mod tests;
