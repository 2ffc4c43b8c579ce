//! Every matcher against the plain definition of what it finds, walked and sought.

use std::collections::BTreeSet;

use proptest::prelude::*;
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, IndexWriter, SegmentReader, TantivyDocument, Term};

use super::*;

/// One segment of these texts; tokens are parted by spaces.
fn segment(texts: &[String]) -> (SegmentReader, Field) {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("whitespace")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let field = builder.add_text_field(
        "text",
        TextOptions::default().set_indexing_options(indexing),
    );
    let index = Index::create_in_ram(builder.build());
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
    for text in texts {
        let mut document = TantivyDocument::new();
        document.add_text(field, text);
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
    let searcher = index.reader().unwrap().searcher();
    (searcher.segment_reader(0).clone(), field)
}

/// What to match, as a definition.
#[derive(Clone, Debug)]
enum Asked {
    Term(String),
    Terms(Vec<String>),
    Any(Vec<Asked>),
    All(Vec<Asked>),
    Phrase(Vec<(u32, Vec<String>)>),
}

fn matches(asked: &Asked, segment: &SegmentReader, field: Field) -> Matches {
    Matches::new(matcher(asked, segment, field))
}

fn matcher(asked: &Asked, segment: &SegmentReader, field: Field) -> Matcher {
    let inverted = segment.inverted_index(field).unwrap();
    let postings = |term: &String| {
        let term = Term::from_field_text(field, term);
        inverted
            .read_postings(&term, IndexRecordOption::WithFreqsAndPositions)
            .unwrap()
    };
    let each = |list: &[Asked]| {
        list.iter()
            .map(|asked| matcher(asked, segment, field))
            .collect()
    };
    match asked {
        Asked::Term(term) => {
            postings(term).map_or(Matcher::Nothing, |p| Matcher::Term(Box::new(p)))
        }
        Asked::Terms(terms) => Matcher::any_term(terms.iter().filter_map(postings).collect()),
        Asked::Any(list) => Matcher::any(each(list)),
        Asked::All(list) => Matcher::all(each(list)),
        Asked::Phrase(slots) => {
            let slot = |(offset, terms): &(u32, Vec<String>)| {
                Slot::new(*offset, terms.iter().filter_map(postings).collect())
            };
            Matcher::Phrase(Box::new(PhraseMatcher::new(
                slots.iter().map(slot).collect(),
            )))
        }
    }
}

fn holds(asked: &Asked, text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    match asked {
        Asked::Term(term) => words.contains(&term.as_str()),
        Asked::Terms(terms) => terms.iter().any(|term| words.contains(&term.as_str())),
        Asked::Any(list) => list.iter().any(|asked| holds(asked, text)),
        Asked::All(list) => !list.is_empty() && list.iter().all(|asked| holds(asked, text)),
        Asked::Phrase(slots) => (0..words.len()).any(|begin| {
            !slots.is_empty()
                && slots.iter().all(|(offset, terms)| {
                    let word = words.get(begin + *offset as usize);
                    word.is_some_and(|word| terms.iter().any(|term| term == word))
                })
        }),
    }
}

fn walked(mut matcher: Matches) -> Vec<DocId> {
    let mut docs = Vec::new();
    while matcher.doc() != TERMINATED {
        docs.push(matcher.doc());
        matcher.advance();
    }
    // At the end it stays.
    assert_eq!(matcher.advance(), TERMINATED);
    assert_eq!(matcher.seek(7), TERMINATED);
    assert_eq!(matcher.seek(TERMINATED), TERMINATED);
    docs
}

#[test]
fn small_cases() {
    let texts = ["a b c", "b a", "a x c", "", "c b a b"].map(str::to_owned);
    let (segment, field) = segment(&texts);
    let term = |term: &str| Asked::Term(term.to_owned());
    let phrase = |slots: &[(u32, &[&str])]| {
        let own = |terms: &[&str]| terms.iter().map(|&term| term.to_owned()).collect();
        Asked::Phrase(slots.iter().map(|&(at, terms)| (at, own(terms))).collect())
    };
    for (asked, expected) in [
        (term("a"), vec![0, 1, 2, 4]),
        (term("absent"), vec![]),
        (Asked::All(vec![]), vec![]),
        (Asked::Any(vec![]), vec![]),
        (Asked::All(vec![term("a"), term("c")]), vec![0, 2, 4]),
        (Asked::All(vec![term("a"), term("absent")]), vec![]),
        (
            Asked::Any(vec![term("x"), term("absent"), term("b")]),
            vec![0, 1, 2, 4],
        ),
        (phrase(&[(0, &["a"]), (1, &["b"])]), vec![0, 4]),
        (
            phrase(&[(0, &["a"]), (1, &["b", "x"]), (2, &["c"])]),
            vec![0, 2],
        ),
        (phrase(&[(0, &["a"]), (2, &["c"])]), vec![0, 2]),
        (
            phrase(&[(0, &["b"]), (0, &["b", "a"]), (1, &["a"])]),
            vec![1, 4],
        ),
        (phrase(&[(0, &["a"]), (1, &["absent"])]), vec![]),
        (phrase(&[]), vec![]),
    ] {
        assert_eq!(
            walked(matches(&asked, &segment, field)),
            expected,
            "{asked:?}"
        );
    }
}

fn asked() -> impl Strategy<Value = Asked> {
    let term = || "[a-e]";
    let slots = prop::collection::vec((0..3_u32, prop::collection::vec(term(), 1..3)), 1..4);
    // More than are read apart, too.
    let terms = prop::collection::vec(term(), 0..2 * MOST_APART);
    let leaf = prop_oneof![
        term().prop_map(Asked::Term),
        terms.prop_map(Asked::Terms),
        slots.prop_map(Asked::Phrase),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Asked::Any),
            prop::collection::vec(inner, 0..4).prop_map(Asked::All),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn matchers_find_what_their_definition_says(
        words in prop::collection::vec("([a-d] ){0,5}", 1..6),
        copies in 1..60_usize,
        asked in prop::collection::vec(asked(), 1..12),
        targets in prop::collection::btree_set(0..300_u32, 0..6),
        (width, every) in (1..200_usize, 1..9_u32),
    ) {
        // Long postings have blocks that seeking skips.
        let texts: Vec<String> = words.iter().cycle().take(words.len() * copies).cloned().collect();
        let (segment, field) = segment(&texts);
        for asked in &asked {
            let expected: BTreeSet<DocId> = (0..texts.len() as u32)
                .filter(|&doc| holds(asked, &texts[doc as usize]))
                .collect();
            let found = walked(matches(asked, &segment, field));
            prop_assert_eq!(&found, &expected.iter().copied().collect::<Vec<_>>(), "{:?}", asked);
            let mut sought = matches(asked, &segment, field);
            for &target in &targets {
                let next = expected.range(target..).next().copied().unwrap_or(TERMINATED);
                // It never goes back: a target before the current document leaves it where it is.
                prop_assert_eq!(sought.seek(target), next.max(sought.doc()), "{:?} {}", asked, target);
                prop_assert_eq!(sought.doc(), next);
            }
            let mut marking = matcher(asked, &segment, field);
            let mut marked = BTreeSet::new();
            for start in (0..texts.len() as u32).step_by(width) {
                let mut wanted = Window::of_none(start..(start + width as u32).min(texts.len() as u32));
                for doc in wanted.range().filter(|doc| doc % every != 0 || doc / 7 % 2 == 0) {
                    wanted.add(doc);
                }
                let mut found = wanted.none_of_it();
                // Windows without candidates may be passed over.
                if marking.approach(start) < wanted.range().end {
                    marking.mark(&wanted, &mut found);
                }
                prop_assert_eq!(found.count(), found.iter().count());
                for doc in wanted.range().filter(|&doc| !wanted.has(doc)) {
                    prop_assert!(!found.has(doc), "{:?} {}", asked, doc);
                }
                let own = wanted.iter().filter(|doc| expected.contains(doc));
                prop_assert_eq!(found.iter().collect::<Vec<_>>(), own.collect::<Vec<_>>(), "{:?} {}", asked, start);
                marked.extend(found.iter());
            }
            prop_assert!(marked.is_subset(&expected));
            let mut tried = matcher(asked, &segment, field);
            for &target in &targets {
                let holds = expected.contains(&target);
                prop_assert_eq!(tried.holds(target), holds, "{:?} {}", asked, target);
            }
        }
    }
}
