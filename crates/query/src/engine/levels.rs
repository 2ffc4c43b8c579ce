//! The levels of an answer: all in one passage, all in one document, some of it.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::{SegmentReader, TERMINATED};

use super::best::{Best, each_better};
use super::scoring::Weights;
use super::{Candidate, Columns, Engine, Group, is_alive};
use crate::plan::Plan;
use crate::postings::Matcher;

/// Of a question this many passages are looked at more closely.
const QUESTION_PASSAGES: usize = 300;

/// Documents among which others are looked for.
struct Among<'a> {
    columns: &'a Columns,
    /// Documents that hold all in one passage.
    known: &'a BTreeMap<u64, Group>,
    /// Only these, where they are known already.
    only: Option<&'a BTreeSet<u64>>,
}

impl Engine {
    /// The passages that fulfil the plan by themselves.
    pub(super) fn in_one_passage(
        &self,
        plan: &Plan,
        weights: &Weights<'_>,
    ) -> tantivy::Result<Vec<Candidate>> {
        let mut found = Vec::new();
        for (segment_ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let matcher = self.plan_matcher(plan, segment)?;
            let columns = Columns::open(segment)?;
            self.collect(
                matcher,
                weights,
                segment_ord,
                &columns,
                |_| true,
                &mut found,
            )?;
        }
        Ok(found)
    }

    /// The passages of documents that fulfil the plan with several of their passages, but with none alone.
    pub(super) fn in_one_document(
        &self,
        plan: &Plan,
        weights: &Weights<'_>,
        known: &BTreeMap<u64, Group>,
    ) -> tantivy::Result<Vec<Candidate>> {
        let mut found = Vec::new();
        // A document lies in one segment as a whole.
        for (segment_ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let columns = Columns::open(segment)?;
            let among = Among {
                columns: &columns,
                known,
                only: None,
            };
            let common = self.documents(plan, &[], &among, segment)?;
            if common.is_empty() {
                continue;
            }
            let matcher = self.parts_matcher(plan, segment)?;
            let wanted = |document| common.contains(&document);
            self.collect(matcher, weights, segment_ord, &columns, wanted, &mut found)?;
        }
        Ok(found)
    }

    /// Adds the passages of a matcher, with their scores, whose documents are wanted.
    fn collect(
        &self,
        mut matcher: Matcher,
        weights: &Weights<'_>,
        segment_ord: usize,
        columns: &Columns,
        wanted: impl Fn(u64) -> bool,
        found: &mut Vec<Candidate>,
    ) -> tantivy::Result<()> {
        let segment = self.searcher.segment_reader(segment_ord as u32);
        let mut scoring = self.scoring(weights, segment_ord, segment)?;
        let mut doc = matcher.doc();
        while doc != TERMINATED {
            if is_alive(doc, segment) && wanted(columns.document(doc)) {
                let score = scoring.score(doc);
                found.push(columns.candidate(segment_ord as u32, doc, score));
            }
            doc = matcher.advance();
        }
        Ok(())
    }

    /// The documents that hold all that a plan asks for, in whatever passages; what the plans `above` it ask of a
    /// passage or leave out holds of each of these.
    fn documents(
        &self,
        plan: &Plan,
        above: &[&Plan],
        among: &Among<'_>,
        segment: &SegmentReader,
    ) -> tantivy::Result<BTreeSet<u64>> {
        let scope: Vec<&Plan> = above.iter().copied().chain([plan]).collect();
        let mut common: Option<BTreeSet<u64>> = None;
        for item in plan.required() {
            let among = among.only(common.as_ref());
            let matcher = self.item_matcher(item, segment)?;
            let here = self.documents_of(Some(matcher), &scope, &among, segment)?;
            if here.is_empty() {
                return Ok(here);
            }
            common = Some(here);
        }
        for alternatives in &plan.alternatives {
            let among = among.only(common.as_ref());
            let mut here = BTreeSet::new();
            for plan in alternatives {
                here.extend(self.documents(plan, &scope, &among, segment)?);
            }
            if here.is_empty() {
                return Ok(here);
            }
            common = Some(here);
        }
        match common {
            Some(common) => Ok(common),
            None => self.documents_of(None, &scope, among, segment),
        }
    }

    /// The documents with a passage that matches, if there is a matcher, and fulfils the conditions of `scope`.
    fn documents_of(
        &self,
        matcher: Option<Matcher>,
        scope: &[&Plan],
        among: &Among<'_>,
        segment: &SegmentReader,
    ) -> tantivy::Result<BTreeSet<u64>> {
        let mut matchers: Vec<Matcher> = matcher.into_iter().collect();
        for plan in scope {
            matchers.extend(self.included(plan, segment)?);
        }
        let Some((innermost, outer)) = scope.split_last() else {
            return Ok(BTreeSet::new());
        };
        let mut matcher = self.without_excluded(innermost, matchers, segment)?;
        for plan in outer {
            matcher = Matcher::without(matcher, self.excluded(plan, segment)?);
        }
        let mut here = BTreeSet::new();
        let mut doc = matcher.doc();
        while doc != TERMINATED {
            let number = among.columns.document(doc);
            let wanted = among.only.is_none_or(|only| only.contains(&number));
            if wanted && !among.known.contains_key(&number) && is_alive(doc, segment) {
                here.insert(number);
            }
            doc = matcher.advance();
        }
        Ok(here)
    }

    /// The best passages that hold some of what a question asks for.
    pub(super) fn some(
        &self,
        plan: &Plan,
        weights: &Weights<'_>,
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
                    && excluded.seek(doc) != doc
                    && is_alive(doc, segment);
                if wanted {
                    best.add(columns.candidate(segment_ord as u32, doc, score));
                }
                best.threshold()
            });
        }
        Ok(best.into_candidates())
    }
}

impl<'a> Among<'a> {
    /// The same among fewer documents.
    fn only(&self, only: Option<&'a BTreeSet<u64>>) -> Self
    where
        Self: 'a,
    {
        Self {
            columns: self.columns,
            known: self.known,
            only: only.or(self.only),
        }
    }
}
