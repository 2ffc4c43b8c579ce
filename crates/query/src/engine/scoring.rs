//! What the passages of a segment score for a plan: leaves, items as they were typed, words in their order.

use std::collections::BTreeMap;

use tantivy::{DocId, SegmentReader, TERMINATED};

use super::matchers::Opened;
use super::{Clock, Engine};
use crate::plan::{Item, Leaf, Pattern, Plan};
use crate::postings::{Matcher, Matches, Window};
use crate::score::{LeafScorer, LeafWeight};

/// How much the words standing as typed, one after another, add: this share of all that the leaves can give.
const RUN_SHARE: f32 = 0.5;
/// What the variants of an item can add, as much as a word can (its stem and half its surface): the item as it was
/// typed adds at least that.
const VARIANTS_WEIGHT: f32 = 1.5;

/// What a score is summed from, for any segment.
pub(super) struct Weights<'p> {
    /// The items' leaves in their order, each item's own before that of its variants.
    pub(super) leaves: Vec<LeafWeight>,
    /// Of what item each leaf is; none for the leaf of its variants.
    pub(super) sources: Vec<(&'p Item, Option<&'p Leaf>)>,
    /// Items with variants, and what it adds to stand there as typed.
    pub(super) typed: Vec<(&'p Item, f32)>,
    /// The words as typed, one after another, and what that adds.
    pub(super) runs: Vec<(&'p Pattern, f32)>,
    /// How long may be looked.
    pub(super) clock: Option<&'p Clock>,
    /// The matchers of the items, where they are needed several times.
    pub(super) opened: Option<Opened>,
}

impl Weights<'_> {
    /// Whether the time for the search is over.
    pub(super) fn is_over(&self) -> bool {
        self.clock.is_some_and(Clock::is_over)
    }

    /// The same between steps that take long.
    pub(super) fn is_over_now(&self) -> bool {
        self.clock.is_some_and(Clock::is_over_now)
    }
}

/// A score's sources, opened for a segment; documents must be asked for in order.
pub(super) struct Scoring<'w> {
    pub(super) leaves: Vec<LeafScorer<'w>>,
    /// Where items stand as they were typed: that adds all that their variants could give, so that a short passage
    /// with another spelling does not outrank a long one with this.
    pub(super) typed: Vec<(Matcher, f32)>,
    pub(super) runs: Vec<(Matcher, f32)>,
}

impl Engine {
    pub(super) fn weights<'p>(&self, plan: &'p Plan) -> tantivy::Result<Weights<'p>> {
        let mut weights = Weights {
            leaves: Vec::new(),
            sources: Vec::new(),
            typed: Vec::new(),
            runs: Vec::new(),
            clock: None,
            opened: plan.has_parts().then(Opened::default),
        };
        self.weigh(plan, &mut weights)?;
        Ok(weights)
    }

    fn weigh<'p>(&self, plan: &'p Plan, weights: &mut Weights<'p>) -> tantivy::Result<()> {
        let (fields, statistics) = (&self.fields, &self.statistics);
        let begun = weights.leaves.len();
        for item in &plan.items {
            // What two alternatives share counts once.
            let same = |known: &Item| known.text == item.text && known.ways == item.ways;
            if weights.sources.iter().any(|(known, _)| same(known)) {
                continue;
            }
            let own = weights.leaves.len();
            for leaf in &item.leaves {
                let weight = LeafWeight::new(leaf, &self.searcher, fields, statistics)?;
                weights.leaves.push(weight);
                weights.sources.push((item, Some(leaf)));
            }
            if !item.variants.is_empty() {
                let found = self.found_variants(item)?;
                let weight = LeafWeight::of_variants(
                    found,
                    &weights.leaves[own..],
                    VARIANTS_WEIGHT,
                    statistics,
                );
                weights.typed.push((item, weight.bound));
                weights.leaves.push(weight);
                weights.sources.push((item, None));
            }
        }
        if let Some(run) = &plan.run {
            let all: f32 = weights.leaves[begun..]
                .iter()
                .map(|weight| weight.bound)
                .sum();
            weights.runs.push((run, RUN_SHARE * all));
        }
        for plan in plan.alternatives.iter().flatten() {
            self.weigh(plan, weights)?;
        }
        Ok(())
    }

    /// For each segment the documents that hold variants of an item, ascending, with how much these count there.
    ///
    /// Names are rare, so that finding all their places costs less than a scorer that steps through them.
    fn found_variants(&self, item: &Item) -> tantivy::Result<Vec<Vec<(DocId, f32)>>> {
        let mut segments = Vec::new();
        for segment in self.searcher.segment_readers() {
            let columns = self.columns(segment)?;
            let mut found: BTreeMap<DocId, f32> = BTreeMap::new();
            for variant in &item.variants {
                let mut matches = Matches::new(self.variant_matcher(variant, segment)?);
                let mut doc = matches.doc();
                while doc != TERMINATED {
                    let weight = variant.weight_in(columns.document(doc));
                    if weight > 0.0 {
                        *found.entry(doc).or_default() += weight * matches.frequency() as f32;
                    }
                    doc = matches.advance();
                }
            }
            segments.push(found.into_iter().collect());
        }
        Ok(segments)
    }

    pub(super) fn scorers<'w>(
        &self,
        weights: &'w Weights<'_>,
        segment_ord: usize,
        segment: &SegmentReader,
    ) -> tantivy::Result<Vec<LeafScorer<'w>>> {
        let mut scorers = Vec::new();
        for weight in &weights.leaves {
            let (fields, statistics) = (&self.fields, &self.statistics);
            scorers.extend(weight.scorer(segment_ord, segment, fields, statistics)?);
        }
        Ok(scorers)
    }

    pub(super) fn scoring<'w>(
        &self,
        weights: &'w Weights<'_>,
        segment_ord: usize,
        segment: &SegmentReader,
    ) -> tantivy::Result<Scoring<'w>> {
        let mut typed = Vec::new();
        for (item, adds) in &weights.typed {
            typed.push((self.ways_matcher(&item.ways, segment)?, *adds));
        }
        let mut runs = Vec::new();
        for (run, adds) in &weights.runs {
            runs.push((self.pattern_matcher(run, segment)?, *adds));
        }
        Ok(Scoring {
            leaves: self.scorers(weights, segment_ord, segment)?,
            typed,
            runs,
        })
    }
}

/// The scores of the documents of a window, a place for each of its range.
#[derive(Default)]
pub(super) struct WindowScores {
    /// What the leaves give, which is all that a title scores by.
    pub(super) leaves: Vec<f32>,
    /// What they add to stand as typed and one after another.
    pub(super) typed: Vec<f32>,
    pub(super) runs: Vec<f32>,
    frequencies: Vec<f32>,
}

impl WindowScores {
    /// What the passage at a place scores.
    pub(super) fn score(&self, place: usize) -> f32 {
        self.leaves[place] + self.typed[place] + self.runs[place]
    }

    /// Has as many places, all zero but those that were filled and not cleared.
    fn resize(&mut self, places: usize) {
        if self.leaves.len() < places {
            self.leaves.resize(places, 0.0);
            self.typed.resize(places, 0.0);
            self.runs.resize(places, 0.0);
            self.frequencies.resize(places, 0.0);
        }
    }

    /// Clears the scores of the documents that were asked for; of thousands of places few are filled.
    pub(super) fn clear(&mut self, asked: &Window) {
        for doc in asked.iter() {
            let place = (doc - asked.range().start) as usize;
            self.leaves[place] = 0.0;
            self.typed[place] = 0.0;
            self.runs[place] = 0.0;
        }
    }
}

impl Scoring<'_> {
    /// Scores documents, of which some are titles: `passages` are the others. Windows must be given in ascending order,
    /// and the scores of one be cleared before the next.
    pub(super) fn fill(&mut self, asked: &Window, passages: &Window, scores: &mut WindowScores) {
        scores.resize(asked.range().len());
        for leaf in &mut self.leaves {
            leaf.add_scores(asked, &mut scores.leaves, &mut scores.frequencies);
        }
        add(&mut self.typed, passages, &mut scores.typed);
        add(&mut self.runs, passages, &mut scores.runs);
    }
}

/// Adds what the matchers add where they match.
fn add(matchers: &mut [(Matcher, f32)], passages: &Window, scores: &mut [f32]) {
    for (matcher, adds) in matchers {
        let mut found = passages.none_of_it();
        matcher.mark(passages, &mut found);
        for doc in found.iter() {
            scores[(doc - passages.range().start) as usize] += *adds;
        }
    }
}

/// What leaves add to the score of `doc` together.
pub(super) fn sum(leaves: &mut [LeafScorer<'_>], doc: DocId) -> f32 {
    leaves.iter_mut().map(|leaf| leaf.score(doc)).sum()
}
