//! The best of a question, found by skipping, against the scores of all documents.

use proptest::prelude::*;
use seoji_schema::{LITERAL_TOKENIZER, STEM_TOKENIZER};
use tantivy::tokenizer::WhitespaceTokenizer;
use tantivy::{Index, IndexWriter, TantivyDocument};

use super::*;
use crate::plan::Leaf;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn skipping_finds_the_best(
        texts in prop::collection::vec("([a-e] ){0,8}", 1..80),
        leaves in prop::collection::vec((prop::collection::vec("[a-f]", 1..3), 0.1..2.0_f32), 1..6),
        most in 1..12_usize,
    ) {
        let fields = Fields::new();
        let index = Index::create_in_ram(fields.schema());
        for name in [LITERAL_TOKENIZER, STEM_TOKENIZER] {
            index.tokenizers().register(name, WhitespaceTokenizer::default());
        }
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
        for (at, text) in texts.iter().enumerate() {
            let mut document = TantivyDocument::new();
            document.add_text(fields.literal, text);
            document.add_u64(fields.document_number, at as u64);
            document.add_u64(fields.ordinal, 0);
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        let statistics = Statistics::new(&searcher, &fields).unwrap();
        let weights: Vec<LeafWeight> = leaves
            .into_iter()
            .map(|(terms, weight)| Leaf { field: Field::Literal, terms, weight })
            .map(|leaf| LeafWeight::new(&leaf, &searcher, &fields, &statistics).unwrap())
            .collect();
        let segment = searcher.segment_reader(0);
        let scorers = || -> Vec<LeafScorer> {
            let scorers = weights.iter().map(|w| w.scorer(segment, &fields, &statistics).unwrap());
            scorers.flatten().collect()
        };
        let mut all: Vec<f32> = Vec::new();
        let mut plain = scorers();
        for doc in 0..segment.max_doc() {
            let scores: Vec<f32> = plain.iter_mut().map(|scorer| scorer.score(doc)).collect();
            for (score, scorer) in scores.iter().zip(&plain) {
                prop_assert!(*score <= scorer.bound);
            }
            all.push(scores.iter().sum());
        }
        let columns = Columns::open(segment).unwrap();
        let mut best = Best::new(most);
        let mut skipping = scorers();
        skipping.sort_by(|a, b| a.bound.total_cmp(&b.bound));
        each_better(&mut skipping, best.threshold(), |doc, score| {
            best.add(columns.candidate(0, doc, score));
            best.threshold()
        });
        let mut found: Vec<f32> = Vec::new();
        for candidate in best.into_candidates() {
            let whole = all[candidate.address.doc_id as usize];
            prop_assert!((candidate.score - whole).abs() < 1e-4 * whole.max(1.0));
            found.push(whole);
        }
        found.sort_by(|a, b| b.total_cmp(a));
        all.retain(|&score| score > 0.0);
        all.sort_by(|a, b| b.total_cmp(a));
        all.truncate(most);
        prop_assert_eq!(found.len(), all.len());
        for (found, best) in found.iter().zip(&all) {
            prop_assert!((found - best).abs() < 1e-4 * best.max(1.0), "{} {}", found, best);
        }
    }
}
