//! The levels of an answer: all in one passage, all in one document, some of it.

use tantivy::{DocAddress, DocId, SegmentReader, TERMINATED};

use super::best::{Best, each_better};
use super::documents::{Documents, Records};
use super::matchers::Opened;
use super::scoring::{Scoring, Weights, WindowScores, sum};
use super::{Candidate, Closeness, Columns, Engine, Found, TITLE_WEIGHT, is_alive};
use crate::plan::Plan;
use crate::postings::{Matcher, Matches, Window};

/// Of a question this many passages are looked at more closely.
const QUESTION_PASSAGES: usize = 300;

/// Whether the score of the document with that record is asked for.
pub(super) type IsScored<'a> = &'a dyn Fn(DocAddress) -> bool;

impl Engine {
    /// Adds the passages that fulfil the plan by themselves.
    pub(super) fn in_one_passage(
        &self,
        plan: &Plan,
        weights: &Weights<'_>,
        is_scored: IsScored<'_>,
        found: &mut Found,
    ) -> tantivy::Result<()> {
        for (segment_ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let mut matcher = self.plan_matcher(plan, segment, weights.opened.as_ref())?;
            let mut next = matcher.candidate();
            if next == TERMINATED {
                continue;
            }
            let columns = self.columns(segment)?;
            let closeness = Closeness::Passage;
            let mut collector =
                self.collector(closeness, segment_ord, weights, is_scored, found)?;
            while next != TERMINATED && !weights.is_over_now() {
                let range = columns.window(columns.document_of(next).start);
                let mut wanted = Window::of_none(range.clone());
                wanted.add_range(range.clone());
                collector.collect(&mut matcher, &wanted);
                next = matcher.approach(range.end);
            }
        }
        Ok(())
    }

    /// Adds the passages of documents that fulfil the plan with several of their passages, but with none alone: those
    /// were found before.
    pub(super) fn in_one_document(
        &self,
        plan: &Plan,
        weights: &Weights<'_>,
        is_scored: IsScored<'_>,
        found: &mut Found,
    ) -> tantivy::Result<()> {
        // A document lies in one segment as a whole.
        for (segment_ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let columns = self.columns(segment)?;
            let records = Records { columns, segment };
            let opened = weights.opened.as_ref();
            let mut documents = self.documents(plan, &[], segment, opened)?;
            let mut record = documents.seek(0, &records);
            if record == TERMINATED {
                continue;
            }
            let known = found.records_in(segment_ord);
            let mut parts = self.parts_matcher(plan, segment, opened)?;
            let closeness = Closeness::Document;
            let mut collector =
                self.collector(closeness, segment_ord, weights, is_scored, found)?;
            while record != TERMINATED && !weights.is_over_now() {
                let range = columns.window(record);
                let mut wanted = Window::of_none(range.clone());
                while record < range.end {
                    let document = columns.document_of(record);
                    let behind = document.end;
                    if known.binary_search(&record).is_err() {
                        wanted.add_range(document);
                    }
                    record = documents.seek(behind, &records);
                }
                collector.collect(&mut parts, &wanted);
            }
        }
        Ok(())
    }

    fn collector<'a, 'w>(
        &'a self,
        closeness: Closeness,
        segment_ord: usize,
        weights: &'w Weights<'_>,
        is_scored: IsScored<'a>,
        found: &'a mut Found,
    ) -> tantivy::Result<Collector<'a, 'w>> {
        let segment = self.searcher.segment_reader(segment_ord as u32);
        Ok(Collector {
            closeness,
            segment_ord,
            segment,
            columns: self.columns(segment)?,
            is_scored,
            scoring: self.scoring(weights, segment_ord, segment)?,
            scores: WindowScores::default(),
            found,
        })
    }

    /// The documents that hold all that a plan asks for, in whatever passages; what the plans `above` it ask of a
    /// passage or leave out holds of each of these.
    fn documents(
        &self,
        plan: &Plan,
        above: &[&Plan],
        segment: &SegmentReader,
        opened: Option<&Opened>,
    ) -> tantivy::Result<Documents> {
        let scope: Vec<&Plan> = above.iter().copied().chain([plan]).collect();
        let mut all = Vec::new();
        for item in plan.required() {
            let matcher = self.opened_item(item, segment, opened)?;
            all.push(self.documents_of(Some(matcher), &scope, segment)?);
        }
        for alternatives in &plan.alternatives {
            let any = alternatives.iter();
            let any = any.map(|plan| self.documents(plan, &scope, segment, opened));
            all.push(Documents::Any(any.collect::<tantivy::Result<_>>()?));
        }
        match all.is_empty() {
            true => self.documents_of(None, &scope, segment),
            false => Ok(Documents::all(all)),
        }
    }

    /// The documents with a passage that matches, if there is a matcher, and fulfils the conditions of `scope`.
    fn documents_of(
        &self,
        matcher: Option<Matcher>,
        scope: &[&Plan],
        segment: &SegmentReader,
    ) -> tantivy::Result<Documents> {
        let mut matchers: Vec<Matcher> = matcher.into_iter().collect();
        for plan in scope {
            matchers.extend(self.included(plan, segment)?);
        }
        let Some((innermost, outer)) = scope.split_last() else {
            return Ok(Documents::Any(Vec::new()));
        };
        let mut matcher = self.without_excluded(innermost, matchers, segment)?;
        for plan in outer {
            matcher = Matcher::without(matcher, self.excluded(plan, segment)?);
        }
        Ok(Documents::With(Matches::new(matcher)))
    }

    /// Adds the best passages that hold some of what a question asks for, but of documents that were found before.
    pub(super) fn some(
        &self,
        plan: &Plan,
        weights: &Weights<'_>,
        documents: usize,
        found: &mut Found,
    ) -> tantivy::Result<()> {
        let most = QUESTION_PASSAGES.max(documents.saturating_mul(3));
        let mut best = Best::new(most);
        for (segment_ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let columns = self.columns(segment)?;
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
                if weights.is_over() {
                    // Above every score: nothing more gets in.
                    return f32::INFINITY;
                }
                let wanted = included.as_mut().is_none_or(|included| included.holds(doc))
                    && !excluded.holds(doc)
                    && is_alive(doc, segment);
                if wanted {
                    let address = DocAddress::new(segment_ord as u32, doc);
                    best.add(Candidate { address, score }, columns.place(doc));
                }
                best.threshold()
            });
        }
        let mut best = best.into_candidates();
        best.sort_unstable_by_key(|hit| hit.address);
        for here in best.chunk_by(|a, b| a.address.segment_ord == b.address.segment_ord) {
            let segment_ord = here[0].address.segment_ord;
            let segment = self.searcher.segment_reader(segment_ord);
            let columns = self.columns(segment)?;
            let known = found.records_in(segment_ord as usize);
            let mut scorers = self.scorers(weights, segment_ord as usize, segment)?;
            let mut document = 0..0;
            let mut is_known = false;
            for hit in here {
                let doc = hit.address.doc_id;
                if doc >= document.end {
                    document = columns.document_of(doc);
                    is_known = known.binary_search(&document.start).is_ok();
                    if !is_known {
                        let record = DocAddress::new(segment_ord, document.start);
                        let title = sum(&mut scorers, document.start);
                        let number = columns.document(document.start);
                        found.begin(record, number, Closeness::Some, title);
                    }
                }
                if !is_known {
                    found.add(hit.address, hit.score);
                }
            }
        }
        Ok(())
    }
}

/// Adds the documents of a segment with their passages to what was found, in order.
struct Collector<'a, 'w> {
    closeness: Closeness,
    segment_ord: usize,
    segment: &'a SegmentReader,
    columns: &'a Columns,
    is_scored: IsScored<'a>,
    scoring: Scoring<'w>,
    scores: WindowScores,
    found: &'a mut Found,
}

impl Collector<'_, '_> {
    /// Adds the passages that match of those that a window of whole documents means.
    fn collect(&mut self, matcher: &mut Matcher, wanted: &Window) {
        let mut passages = wanted.none_of_it();
        matcher.mark(wanted, &mut passages);
        if self.segment.has_deletes() {
            let mut dead = wanted.none_of_it();
            for doc in passages.iter().filter(|&doc| !is_alive(doc, self.segment)) {
                dead.add(doc);
            }
            passages.remove(&dead);
        }
        let (groups, hits) = (self.found.groups.len(), self.found.hits.len());
        self.found.hits.reserve(passages.count());
        let mut scored = passages.none_of_it();
        let mut asked = passages.none_of_it();
        let mut document = 0..0;
        let mut is_scored = false;
        for doc in passages.iter() {
            if doc >= document.end {
                document = self.columns.document_of(doc);
                let record = DocAddress::new(self.segment_ord as u32, document.start);
                let number = self.columns.document(document.start);
                self.found.begin(record, number, self.closeness, 0.0);
                is_scored = (self.is_scored)(record);
                if is_scored {
                    asked.add(document.start);
                }
            }
            if is_scored {
                asked.add(doc);
                scored.add(doc);
            }
            let address = DocAddress::new(self.segment_ord as u32, doc);
            self.found.add(address, 0.0);
        }
        if asked.count() == 0 {
            return;
        }
        self.scoring.fill(&asked, &scored, &mut self.scores);
        let place = |doc: DocId| (doc - wanted.range().start) as usize;
        for hit in &mut self.found.hits[hits..] {
            hit.score = self.scores.score(place(hit.address.doc_id));
        }
        for group in &mut self.found.groups[groups..] {
            let record = group.record.doc_id;
            group.score = TITLE_WEIGHT * self.scores.leaves[place(record)];
            let hits = &self.found.hits[group.hits.clone()];
            let passages = hits.iter().filter(|hit| hit.address != group.record);
            let scores = passages.map(|hit| hit.score);
            group.best_passage = scores.fold(0.0, f32::max);
        }
        self.scores.clear(&asked);
    }
}
