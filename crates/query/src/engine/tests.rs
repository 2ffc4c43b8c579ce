//! The best of a question, found by skipping, against the scores of all documents.

use proptest::prelude::*;
use seoji_analysis::Field;
use seoji_schema::{DOCUMENT_ORDINAL, LITERAL_TOKENIZER, PassageKind, STEM_TOKENIZER};
use tantivy::tokenizer::WhitespaceTokenizer;
use tantivy::{Index, IndexWriter, TantivyDocument};

use super::best::{Best, each_better};
use super::*;
use crate::plan::{Home, Item, Leaf, Pattern, Variant, Way};
use crate::postings::Window;
use crate::score::{LeafScorer, LeafWeight};

/// An index of documents with one passage each.
fn index_of(texts: &[&str]) -> Searcher {
    let fields = Fields::new();
    let index = Index::create_in_ram(fields.schema());
    for name in [LITERAL_TOKENIZER, STEM_TOKENIZER] {
        index
            .tokenizers()
            .register(name, WhitespaceTokenizer::default());
    }
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
    for (number, text) in texts.iter().enumerate() {
        for (ordinal, text) in [(DOCUMENT_ORDINAL, ""), (0, text)] {
            let mut document = TantivyDocument::new();
            document.add_text(fields.literal, text);
            let kind = match ordinal {
                DOCUMENT_ORDINAL => PassageKind::Document,
                _ => PassageKind::Paragraph,
            };
            document.add_text(fields.kind, kind.name());
            document.add_u64(fields.document_number, number as u64);
            document.add_u64(fields.ordinal, ordinal);
            writer.add_document(document).unwrap();
        }
    }
    writer.commit().unwrap();
    index.reader().unwrap().searcher()
}

/// The words one after another.
fn phrase(text: &str) -> Way {
    let words = text.split(' ').enumerate();
    Way::Pattern(Pattern {
        slots: words
            .map(|(at, word)| (at as u32, vec![word.to_owned()]))
            .collect(),
    })
}

fn variant(text: &str, weight: f32, home: Option<Home>) -> Variant {
    Variant {
        text: text.to_owned(),
        weight,
        home,
        rule: "another name".to_owned(),
        evidence: None,
        ways: vec![phrase(text)],
        capital: false,
        proven: None,
    }
}

/// The numbers of the documents found, best first.
fn answer(searcher: Searcher, variants: Vec<Variant>) -> Vec<u64> {
    let leaf = |term: &str| Leaf {
        field: Field::Literal,
        terms: vec![term.to_owned()],
        weight: 1.0,
    };
    let item = Item {
        span: 0..4,
        text: "kim il".to_owned(),
        required: true,
        literal: true,
        ways: vec![phrase("kim il")],
        leaves: vec![leaf("kim"), leaf("il")],
        variants,
        proof: None,
        proven: None,
    };
    let plan = Plan {
        items: vec![item],
        ..Plan::default()
    };
    let found = Engine::new(searcher)
        .unwrap()
        .run(
            &plan,
            &Wish {
                documents: 10,
                in_order: 10,
                clock: &Clock::default(),
                same_text: None,
            },
        )
        .unwrap();
    found.groups.iter().map(|group| group.number).collect()
}

#[test]
fn variants_answer_behind_the_text_as_typed() {
    let long = format!("kim il {}", "a ".repeat(200));
    let texts = ["cho ri cho ri", "il kim", &long, "x cho ri", "cho a ri"];
    let variants = vec![variant("cho ri", 0.7, None), variant("so", 0.5, None)];
    let found = answer(index_of(&texts), variants);
    assert_eq!(found[0], 2, "the text as typed is first: {found:?}");
    assert_eq!(found[1..], [0, 3], "more of it ranks before less");
}

#[test]
fn a_variant_with_a_home_means_nothing_elsewhere() {
    let texts = ["cho ri", "kim il", "cho ri", "cho ri"];
    let home = |elsewhere| {
        let documents = vec![2, 3];
        vec![variant(
            "cho ri",
            0.7,
            Some(Home {
                documents,
                elsewhere,
            }),
        )]
    };
    assert_eq!(answer(index_of(&texts), home(0.0)), [1, 2, 3]);
    assert_eq!(answer(index_of(&texts), home(0.3)), [1, 2, 3, 0]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn skipping_finds_the_best(
        texts in prop::collection::vec("([a-e] ){0,8}", 1..80),
        leaves in prop::collection::vec((prop::collection::vec("[a-f]", 1..3), 0.1..2.0_f32), 1..6),
        variants in prop::collection::btree_map(0..80_u32, 0.1..3.0_f32, 0..12),
        most in 1..12_usize,
        (width, every) in (1..90_u32, 1..30_u32),
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
        let mut weights: Vec<LeafWeight> = leaves
            .into_iter()
            .map(|(terms, weight)| Leaf { field: Field::Literal, terms, weight })
            .map(|leaf| LeafWeight::new(&leaf, &searcher, &fields, &statistics).unwrap())
            .collect();
        let segment = searcher.segment_reader(0);
        let here = variants.into_iter().filter(|&(doc, _)| doc < segment.max_doc());
        let found = vec![here.collect()];
        weights.push(LeafWeight::of_variants(found, &weights, 1.5, &statistics));
        let scorers = || -> Vec<LeafScorer> {
            let scorers = weights.iter().map(|w| w.scorer(0, segment, &fields, &statistics).unwrap());
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
        // Together in windows, of which not all documents are asked for.
        let mut together = scorers();
        let mut frequencies = vec![0.0; width as usize];
        for start in (0..segment.max_doc()).step_by(width as usize) {
            let mut asked = Window::of_none(start..(start + width).min(segment.max_doc()));
            for doc in asked.range().filter(|doc| doc % every == 0) {
                asked.add(doc);
            }
            let mut scores = vec![0.0; width as usize];
            for scorer in &mut together {
                scorer.add_scores(&asked, &mut scores, &mut frequencies);
            }
            for doc in asked.range() {
                let own = if asked.has(doc) { all[doc as usize] } else { 0.0 };
                prop_assert_eq!(scores[(doc - start) as usize], own);
            }
        }
        let mut best = Best::new(most);
        let mut skipping = scorers();
        skipping.sort_by(|a, b| a.bound.total_cmp(&b.bound));
        each_better(&mut skipping, best.threshold(), |doc, score| {
            let address = DocAddress::new(0, doc);
            best.add(Candidate { address, score }, (u64::from(doc), 0));
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
