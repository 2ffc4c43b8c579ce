//! The same answers every time, and what must be true of every answer.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::expectations::is_covered;
use proptest::prelude::*;
use seoji_query::{Index, Results, Search};
use seoji_tests::{Workplace, corpus};
use unicode_normalization::UnicodeNormalization;

/// Queries of every kind, for the properties that hold for all.
const QUERIES: &[&str] = &[
    "Lazarus",
    "\"Park Jin-hyok\"",
    "Park Jin-hyok",
    "북한",
    "북한의 해킹",
    "\"비트코인 북한서\"",
    "가상 화폐",
    "Saebø Wołowiec",
    "Kwangmyŏng",
    "美방송위",
    "Lazarus -Sony",
    "in:bibliography 2019",
    "exact:hackers",
    "thebchain.co.kr",
    "Bluenoroff Specialization",
    "the of and in North Korea",
    "e-mail",
    "81 million",
    "Nicolas Levi",
    "xyzzy Lazarus",
];

/// The answers without what a clock or a path says, with each text once and with all its copies.
fn answers(index: &Index, queries: &[&str]) -> Vec<Results> {
    let search = |query: &&str| Search::new(*query).limit(50).per_document(100).snippets(3);
    let once = queries.iter().map(search);
    let each = queries.iter().map(|query| search(query).all_copies());
    let ask = |search: Search| {
        let query = format!("{search:?}");
        let mut results = index
            .search(&search)
            .unwrap_or_else(|error| panic!("{query}: {error}"));
        results.elapsed_us = 0;
        for document in &mut results.documents {
            document.path.clear();
            document
                .also_as
                .iter_mut()
                .for_each(|copy| copy.path.clear());
        }
        results
    };
    once.chain(each).map(ask).collect()
}

/// The report, and copies of its paragraphs in other orders: enough documents for ties, and enough text for several
/// partitions (one for each MiB).
fn many_documents() -> Workplace {
    let workplace = Workplace::with_corpus();
    let report = std::fs::read_dir(corpus())
        .unwrap()
        .next()
        .expect("there is a report")
        .unwrap()
        .path();
    let text = std::fs::read_to_string(report).unwrap();
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    for copy in 0..330 {
        let mut page = format!("# Copy {copy}\n\n");
        for step in 0..paragraphs.len() / 3 {
            let _ = write!(
                page,
                "{}\n\n",
                paragraphs[(copy * 7 + step * (copy % 5 + 1)) % paragraphs.len()]
            );
        }
        workplace.write(&format!("corpus/{}/copy-{copy}.md", copy % 3), page);
    }
    workplace
}

#[test]
fn one_thread_or_eight_give_the_same_answers_in_the_same_order() {
    let workplace = many_documents();
    workplace.build(Some(1));
    let one = answers(&workplace.open(), QUERIES);
    workplace.build(Some(8));
    let eight = answers(&workplace.open(), QUERIES);
    assert!(
        one.iter().any(|results| results.total.documents > 10),
        "the copies are found"
    );
    for (one, eight) in one.iter().zip(&eight) {
        assert_eq!(one, eight, "{}", one.query);
    }
}

#[test]
fn the_same_corpus_elsewhere_gives_the_same_answers() {
    let (first, second) = (Workplace::with_corpus(), Workplace::with_corpus());
    first.build(None);
    second.build(None);
    assert_eq!(
        answers(&first.open(), QUERIES),
        answers(&second.open(), QUERIES)
    );
}

#[test]
fn decomposed_queries_are_answered_alike() {
    let workplace = Workplace::with_corpus();
    workplace.build(None);
    let index = workplace.open();
    let decomposed: Vec<String> = QUERIES.iter().map(|query| query.nfd().collect()).collect();
    let decomposed: Vec<&str> = decomposed.iter().map(String::as_str).collect();
    assert!(decomposed.iter().zip(QUERIES).any(|(nfd, nfc)| nfd != nfc));
    for (nfc, nfd) in answers(&index, QUERIES)
        .iter()
        .zip(answers(&index, &decomposed))
    {
        assert_eq!(nfc.total, nfd.total, "{}", nfc.query);
        for (nfc, nfd) in nfc.documents.iter().zip(&nfd.documents) {
            let places = |document: &seoji_query::DocumentHits| -> Vec<_> {
                document
                    .hits
                    .iter()
                    .map(|hit| (hit.id.clone(), hit.highlights.clone(), hit.snippets.clone()))
                    .collect()
            };
            assert_eq!(places(nfc), places(nfd));
        }
    }
}

#[test]
fn every_word_of_a_passage_finds_it_and_is_marked() {
    let workplace = Workplace::with_corpus();
    workplace.build(None);
    let index = workplace.open();
    let mut asked = BTreeSet::new();
    let mut complaints = Vec::new();
    for entry in std::fs::read_dir(workplace.path().join("corpus")).unwrap() {
        let understood = seoji_indexer::understand(&entry.unwrap().path()).unwrap();
        for passage in &understood.passages {
            for word in words(&passage.text) {
                if !asked.insert((word.to_owned(), passage.id.clone())) {
                    continue;
                }
                let query = format!("exact:{word}");
                let search = Search::new(&query).per_document(1_000);
                let results = index
                    .search(&search)
                    .unwrap_or_else(|error| panic!("{query}: {error}"));
                let mut hits = results.documents.iter().flat_map(|document| &document.hits);
                match hits.find(|hit| hit.id == passage.id) {
                    None => complaints.push(format!("{word} does not find {}", passage.id)),
                    Some(hit) if !is_covered(hit, word) => {
                        complaints.push(format!(
                            "{word} is not marked in {}: {}",
                            passage.id,
                            hit.mark("«", "»")
                        ));
                    }
                    Some(_) => {}
                }
            }
        }
    }
    assert!(asked.len() > 1_000, "the report has many words");
    let shown = complaints
        .iter()
        .take(40)
        .cloned()
        .collect::<Vec<_>>()
        .join("\n");
    assert!(
        complaints.is_empty(),
        "{} of {}:\n{shown}",
        complaints.len(),
        asked.len()
    );
}

/// What stands between spaces and quotes, without a citation marker, the punctuation around it (but for `C++`) and
/// the English `'s`, which is no part of a word.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let pieces =
        text.split(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '[' | ']'));
    let word = |piece: &'_ str| -> (usize, usize) {
        let start = piece.find(char::is_alphanumeric).unwrap_or(piece.len());
        let rest = piece[start..].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '+');
        let rest = rest
            .strip_suffix("'s")
            .or_else(|| rest.strip_suffix("’s"))
            .unwrap_or(rest);
        (start, start + rest.len())
    };
    pieces
        .map(move |piece| {
            let (start, end) = word(piece);
            &piece[start..end]
        })
        .filter(|word| !word.is_empty())
}

/// What must be true of every answer, whatever was asked.
fn check(results: &Results) {
    let ids: Vec<&str> = results
        .documents
        .iter()
        .map(|document| document.id.as_str())
        .collect();
    let distinct: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(
        ids.len(),
        distinct.len(),
        "a document stands once in an answer"
    );
    assert!(results.documents.len() as u64 <= results.total.documents);
    for hint in &results.hints {
        if let Some(span) = hint.span {
            assert!(
                results.query.get(span.range()).is_some(),
                "{:?} is no part of the query",
                hint
            );
        }
    }
    for document in &results.documents {
        assert!(!document.hits.is_empty() && document.hits.len() as u64 <= document.passages);
        for hit in &document.hits {
            check_marks(&hit.text, &hit.highlights);
            let removed = hit.mark("\u{1}", "\u{2}").replace(['\u{1}', '\u{2}'], "");
            assert_eq!(removed, hit.text, "marks removed give the text back");
            for snippet in &hit.snippets {
                let end = snippet.start + snippet.text.len();
                assert_eq!(
                    hit.text.get(snippet.start..end),
                    Some(snippet.text.as_str()),
                    "a snippet is a piece of its passage"
                );
                assert!(
                    !snippet.more_before || snippet.start > 0,
                    "nothing stands before the beginning"
                );
                assert!(
                    !snippet.more_after || end < hit.text.len(),
                    "nothing stands after the end"
                );
                check_marks(&snippet.text, &snippet.highlights);
            }
        }
    }
}

fn check_marks(text: &str, marks: &[seoji_query::Span]) {
    let mut end = 0;
    for mark in marks {
        assert!(
            mark.start >= end && mark.start < mark.end,
            "marks are in order, apart and not empty: {marks:?}"
        );
        let marked = text
            .get(mark.range())
            .expect("marks lie on char boundaries in the text");
        assert!(
            marked.chars().any(char::is_alphanumeric),
            "{marked:?} is worth no mark"
        );
        end = mark.end;
    }
}

#[test]
fn marks_and_snippets_fit_their_passages() {
    let workplace = Workplace::with_corpus();
    workplace.build(None);
    let index = workplace.open();
    for results in answers(&index, QUERIES) {
        check(&results);
    }
}

#[test]
fn hints_of_what_is_answered_instead_have_no_place_in_what_was_typed() {
    let workplace = Workplace::with_corpus();
    workplace.build(None);
    let index = workplace.open();
    for query in ["aa \"d  가 in:", "\"Lazarus hackers stole lang:  from"] {
        check(&index.search(&Search::new(query)).unwrap());
    }
}

#[test]
fn every_string_is_a_query() {
    let workplace = Workplace::with_corpus();
    workplace.build(None);
    let index = workplace.open();
    let piece = prop_oneof![
        4 => "[a-z]{1,8}",
        2 => "[가-힣]{1,4}",
        2 => proptest::sample::select(vec![
            "북한", "Lazarus", "hackers", "\"", "-", "in:", "in:body", "exact:", "label:", "doc:", "lang:", "kind:", ":",
            "(", ")", "*", "~", "AND", "OR", "\u{0}", "\u{1b}", "\u{301}", "\u{11a8}", "\u{1112}", "北", "한국", "C++",
            "2019-", "$", "\\", "𝒳", "🇰🇷", "\u{202e}", "\u{10ffff}",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
    ];
    let separator = proptest::sample::select(vec!["", " ", "  ", "\n", "\u{3000}"]);
    let query = proptest::collection::vec((piece, separator), 0..8).prop_map(|pieces| {
        pieces
            .into_iter()
            .map(|(piece, separator)| piece + separator)
            .collect::<String>()
    });
    let config = ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(query in query)| {
        let search = Search::new(&query).limit(3).snippets(2);
        let results = index.search(&search).unwrap_or_else(|error| panic!("{query:?}: {error}"));
        prop_assert_eq!(&results.query, &query);
        check(&results);
    });
}
