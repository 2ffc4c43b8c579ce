//! How near to each other the words of a question stand.
//!
//! A passage that says of one thing what was asked of it has the words beside each other; a passage that names them in
//! different sentences mostly speaks of something else. Each word counts by the word of another item that stands
//! nearest, as far as both are rare and the less the more lies between them, after the term proximity of Büttcher,
//! Clarke and Lushman, "Term Proximity Scoring for Ad-Hoc Retrieval on Very Large Text Collections" (SIGIR 2006).

use seoji_analysis::Field;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet, SegmentReader, Term};

use super::scoring::Weights;
use super::{Engine, Found};
use crate::plan::Item;

/// How much a word right beside another adds, as a share of what the rarer of the two can give.
const NEARNESS_WEIGHT: f32 = 0.3;
/// Of so many documents, the best by all else, the words are looked at: their places cost more to read than they say
/// of documents far down.
const DOCUMENTS: usize = 50;

/// The words of a question in a segment, with their places.
struct Places {
    /// The postings of each word and of which item it is.
    words: Vec<(usize, SegmentPostings)>,
    /// The most that each item can give.
    bounds: Vec<f32>,
    buffer: Vec<u32>,
}

impl Engine {
    /// Adds to the scores of the best documents how near the words asked for stand in their best passages.
    pub(super) fn add_nearness(
        &self,
        found: &mut Found,
        weights: &Weights<'_>,
    ) -> tantivy::Result<()> {
        let mut best: Vec<usize> = (0..found.groups.len()).collect();
        best.sort_unstable_by(|&a, &b| found.groups[a].best_first(&found.groups[b]));
        best.truncate(DOCUMENTS);
        let mut hits: Vec<(DocAddress, usize)> = best
            .into_iter()
            .filter_map(|at| Some((found.best_hit(&found.groups[at])?.address, at)))
            .collect();
        // Postings are read forwards.
        hits.sort_unstable();
        for here in hits.chunk_by(|(a, _), (b, _)| a.segment_ord == b.segment_ord) {
            let segment = self.searcher.segment_reader(here[0].0.segment_ord);
            let mut places = self.places(weights, segment)?;
            for &(address, at) in here {
                found.groups[at].score += NEARNESS_WEIGHT * places.nearness(address.doc_id);
            }
        }
        Ok(())
    }

    fn places(&self, weights: &Weights<'_>, segment: &SegmentReader) -> tantivy::Result<Places> {
        let field = self.fields.text(Field::Literal);
        let inverted = segment.inverted_index(field)?;
        let option = IndexRecordOption::WithFreqsAndPositions;
        let mut items: Vec<&Item> = Vec::new();
        let mut places = Places {
            words: Vec::new(),
            bounds: Vec::new(),
            buffer: Vec::new(),
        };
        for (weight, (item, leaf)) in weights.leaves.iter().zip(&weights.sources) {
            let Some(leaf) = leaf.filter(|leaf| leaf.field == Field::Literal) else {
                continue;
            };
            let known = items.iter().position(|known| std::ptr::eq(*known, *item));
            let at = known.unwrap_or_else(|| {
                items.push(item);
                places.bounds.push(0.0);
                items.len() - 1
            });
            for term in &leaf.terms {
                let term = Term::from_field_text(field, term);
                if let Some(postings) = inverted.read_postings(&term, option)? {
                    places.bounds[at] += weight.bound;
                    places.words.push((at, postings));
                }
            }
        }
        Ok(places)
    }
}

impl Places {
    /// The sum over the items of how near another stands, in parts of a score; documents must be asked for in order.
    fn nearness(&mut self, doc: DocId) -> f32 {
        let mut places: Vec<(u32, usize)> = Vec::new();
        for (item, postings) in &mut self.words {
            if postings.doc() < doc {
                postings.seek(doc);
            }
            if postings.doc() == doc {
                postings.positions(&mut self.buffer);
                places.extend(self.buffer.iter().map(|&position| (position, *item)));
            }
        }
        places.sort_unstable();
        nearest(&places, &self.bounds).iter().sum()
    }
}

/// For each item the most that one of its neighbours gives it; `places` are ascending positions, in tokens, and the
/// item that stands there.
fn nearest(places: &[(u32, usize)], bounds: &[f32]) -> Vec<f32> {
    let mut most = vec![0.0_f32; bounds.len()];
    for pair in places.windows(2) {
        let [(before, one), (after, other)] = [pair[0], pair[1]];
        if one == other {
            continue;
        }
        let distance = (after - before).max(1) as f32;
        let gives = bounds[one].min(bounds[other]) / distance;
        most[one] = most[one].max(gives);
        most[other] = most[other].max(gives);
    }
    most
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_word_of_another_item_counts() {
        let bounds = [4.0, 2.0, 8.0];
        // Alone, or beside itself, a word has no neighbour.
        assert_eq!(nearest(&[], &bounds), [0.0, 0.0, 0.0]);
        assert_eq!(nearest(&[(3, 0), (4, 0)], &bounds), [0.0, 0.0, 0.0]);
        // Beside each other both get what the more common can give, far apart a share of it.
        assert_eq!(nearest(&[(3, 0), (4, 1)], &bounds), [2.0, 2.0, 0.0]);
        assert_eq!(nearest(&[(3, 0), (7, 1)], &bounds), [0.5, 0.5, 0.0]);
        // At one place (a joined word and its first part) they are as near as can be.
        assert_eq!(nearest(&[(3, 0), (3, 1)], &bounds), [2.0, 2.0, 0.0]);
        // The nearest place of several counts, not their sum.
        assert_eq!(nearest(&[(1, 0), (5, 2), (6, 0)], &bounds), [4.0, 0.0, 4.0]);
    }
}
