//! The levels of an answer: all in one passage, all in one document, some of it.

use std::collections::BTreeSet;

use tantivy::{SegmentReader, TERMINATED};

use super::best::{Best, each_better};
use super::scoring::{Weights, sum};
use super::{Closeness, Columns, Engine, Found, is_alive};
use crate::plan::Plan;
use crate::postings::Matcher;

/// Of a question this many passages are looked at more closely.
const QUESTION_PASSAGES: usize = 300;

/// Documents among which others are looked for.
struct Among<'a> {
    columns: &'a Columns,
    /// Documents that hold all in one passage.
    known: &'a BTreeSet<u64>,
    /// Only these, where they are known already.
    only: Option<&'a BTreeSet<u64>>,
}

impl Engine {
    /// Adds the passages that fulfil the plan by themselves.
    pub(super) fn in_one_passage(
        &self,
        plan: &Plan,
        weights: &Weights<'_>,
        found: &mut Found,
    ) -> tantivy::Result<()> {
        for (segment_ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let matcher = self.plan_matcher(plan, segment)?;
            self.collect(matcher, weights, segment_ord, None, found)?;
        }
        Ok(())
    }

    /// Adds the passages of documents that fulfil the plan with several of their passages, but with none alone: these
    /// are `known`.
    pub(super) fn in_one_document(
        &self,
        plan: &Plan,
        weights: &Weights<'_>,
        known: &BTreeSet<u64>,
        found: &mut Found,
    ) -> tantivy::Result<()> {
        // A document lies in one segment as a whole.
        for (segment_ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            if weights.is_over() {
                break;
            }
            let among = Among {
                columns: self.columns(segment)?,
                known,
                only: None,
            };
            let common = self.documents(plan, &[], &among, segment)?;
            if common.is_empty() {
                continue;
            }
            let matcher = self.parts_matcher(plan, segment)?;
            self.collect(matcher, weights, segment_ord, Some(&common), found)?;
        }
        Ok(())
    }

    /// Adds the passages of a matcher, with their scores, whose documents are in `wanted`: as passages of all documents
    /// if there is none.
    fn collect(
        &self,
        mut matcher: Matcher,
        weights: &Weights<'_>,
        segment_ord: usize,
        wanted: Option<&BTreeSet<u64>>,
        found: &mut Found,
    ) -> tantivy::Result<()> {
        let closeness = match wanted {
            None => Closeness::Passage,
            Some(_) => Closeness::Document,
        };
        let mut doc = matcher.doc();
        if doc == TERMINATED {
            return Ok(());
        }
        let segment = self.searcher.segment_reader(segment_ord as u32);
        let columns = self.columns(segment)?;
        let mut scoring = self.scoring(weights, segment_ord, segment)?;
        while doc != TERMINATED && !weights.is_over() {
            let is_wanted = wanted.is_none_or(|wanted| wanted.contains(&columns.document(doc)));
            if is_wanted && is_alive(doc, segment) {
                let mut candidate = columns.candidate(segment_ord as u32, doc, 0.0);
                // The record stands before its passages, and postings are read forwards.
                found.begin(&candidate, closeness, |record| scoring.title(record));
                candidate.score = scoring.score(doc);
                found.add(candidate);
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
            if wanted && !among.known.contains(&number) && is_alive(doc, segment) {
                here.insert(number);
            }
            doc = matcher.advance();
        }
        Ok(here)
    }

    /// Adds the best passages that hold some of what a question asks for, but of documents that are `known`.
    pub(super) fn some(
        &self,
        plan: &Plan,
        weights: &Weights<'_>,
        documents: usize,
        known: &BTreeSet<u64>,
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
        let mut best = best.into_candidates();
        best.retain(|hit| !known.contains(&hit.document));
        best.sort_unstable_by_key(|hit| hit.address);
        for here in best.chunk_by(|a, b| a.address.segment_ord == b.address.segment_ord) {
            let segment_ord = here[0].address.segment_ord;
            let segment = self.searcher.segment_reader(segment_ord);
            let mut scorers = self.scorers(weights, segment_ord as usize, segment)?;
            for &hit in here {
                found.begin(&hit, Closeness::Some, |record| sum(&mut scorers, record));
                found.add(hit);
            }
        }
        Ok(())
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
