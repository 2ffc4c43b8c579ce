//! The best of many: documents that cannot get among them are skipped.

use std::collections::BinaryHeap;

use tantivy::{DocId, TERMINATED};

use super::Candidate;
use crate::score::LeafScorer;

/// Calls `visit` for the documents that can score above the threshold, which each call gives anew.
///
/// MaxScore: leaves are ordered by the most that they can add; those that cannot lift a document over the threshold
/// together are only looked up for documents that another leaf brings up.
pub(super) fn each_better(
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
pub(super) struct Best {
    most: usize,
    heap: BinaryHeap<std::cmp::Reverse<Ranked>>,
}

/// A candidate, by its score and, of equals, by its place.
struct Ranked {
    candidate: Candidate,
    place: Place,
}

/// The position of the document in corpus order, and that of the passage in it: its own record stands last.
pub(super) type Place = (u64, DocId);

impl Best {
    pub(super) fn new(most: usize) -> Self {
        Self {
            most,
            heap: BinaryHeap::new(),
        }
    }

    /// A score that must be passed to get in.
    pub(super) fn threshold(&self) -> f32 {
        if self.heap.len() < self.most {
            0.0
        } else {
            self.heap
                .peek()
                .map_or(0.0, |worst| worst.0.candidate.score)
        }
    }

    pub(super) fn add(&mut self, candidate: Candidate, place: Place) {
        self.heap
            .push(std::cmp::Reverse(Ranked { candidate, place }));
        if self.heap.len() > self.most {
            self.heap.pop();
        }
    }

    pub(super) fn into_candidates(self) -> Vec<Candidate> {
        let ranked = self.heap.into_iter();
        ranked.map(|ranked| ranked.0.candidate).collect()
    }
}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let score = self.candidate.score.total_cmp(&other.candidate.score);
        score.then_with(|| other.place.cmp(&self.place))
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
