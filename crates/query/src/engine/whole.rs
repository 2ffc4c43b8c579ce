//! What documents as a whole say about a question.
//!
//! A page answers a question by several of its passages: one names the law, the next its conditions. By its best
//! passage alone it would stand behind a page that says a little of each in one paragraph. So the document as a
//! whole counts as much as its best passage, by the same leaves (the figures are in ARCHITECTURE.md).

use super::scoring::Weights;
use super::{Engine, Group};

/// How often a word of the title counts as one of the text.
const TITLE_OCCURRENCES: f32 = 2.0;
/// At most this many passages of a document are read.
const MOST_PASSAGES: u32 = 1_000;

impl Engine {
    /// Adds to the scores of documents what they say as a whole.
    pub(super) fn add_wholes(
        &self,
        groups: &mut [Group],
        weights: &Weights<'_>,
    ) -> tantivy::Result<()> {
        for (segment_ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let columns = self.columns(segment)?;
            let mut scorers = self.scorers(weights, segment_ord, segment)?;
            let mut here: Vec<&mut Group> = groups
                .iter_mut()
                .filter(|group| group.record.segment_ord as usize == segment_ord)
                .collect();
            // Postings are read forwards.
            here.sort_by_key(|group| group.record);
            for group in here {
                let record = group.record.doc_id;
                let records = columns.document_of(record);
                let docs = record + 1..records.end.min(record.saturating_add(1 + MOST_PASSAGES));
                for scorer in &mut scorers {
                    let mut frequency = TITLE_OCCURRENCES * scorer.frequency(record);
                    let mut length = scorer.length(record);
                    for doc in docs.clone() {
                        frequency += scorer.frequency(doc);
                        length += scorer.length(doc);
                    }
                    if frequency > 0.0 {
                        group.score += scorer.score_of_whole(frequency, length);
                    }
                }
            }
        }
        Ok(())
    }
}
