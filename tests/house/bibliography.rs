//! What an index makes of a bibliography: who counts as an author, what is one work.

use seoji_query::{Index, Search};
use seoji_tests::Workplace;

const PAPER: &str = "---
title: 북한의 시장
author: 홍길순
---

# 북한의 시장

장마당은 널리 퍼졌다.[^1] 그러하다.[^2] 또한 그렇다.[^3] 그리고[^4] 또[^5] 있다.[^6]

[^1]: 「시장」, 『로동신문』, 2018.
[^2]: 위의 글.
[^3]: 이 글은 저자의 생각일 뿐이다.
[^4]: 김민관, 『북한의 가상통화』, 서울: 산업은행, 2018, 10쪽.
[^5]: 위의 책, 12쪽.
[^6]: 김갑식, 「북한의 경제 정책」, 『현대북한연구』, 제3권 제2호, 2014, 3-20쪽.
";

fn index() -> (Workplace, Index) {
    let workplace = Workplace::empty();
    workplace.write("corpus/paper.md", PAPER);
    workplace.build(None);
    let index = workplace.open();
    (workplace, index)
}

#[test]
fn a_comment_in_the_bibliography_counts_for_nobody() {
    let (_workplace, index) = index();
    let labels = |query: &str| -> Vec<Option<String>> {
        let results = index.search(&Search::new(query).per_document(20)).unwrap();
        let hits = results
            .documents
            .into_iter()
            .flat_map(|document| document.hits);
        hits.map(|hit| hit.place.label).collect()
    };
    assert_eq!(labels("author:홍길순 저자의"), [], "a comment");
    assert_eq!(labels("author:홍길순 장마당은"), [None], "the text");
    let results = index
        .search(&Search::new("in:bibliography").facets(10))
        .unwrap();
    let authors = results
        .facets
        .iter()
        .find(|facet| facet.field == "author")
        .unwrap();
    let names: Vec<&str> = authors
        .values
        .iter()
        .map(|value| value.value.as_str())
        .collect();
    assert!(names.contains(&"김민관"), "{names:?}");
    assert!(!names.contains(&"홍길순"), "{names:?}");
}

#[test]
fn a_repeated_note_is_the_same_work_and_a_cited_page_is_none_of_its_pages() {
    let (_workplace, index) = index();
    let references = index.document_references("paper").unwrap().unwrap();
    let told: Vec<(String, usize, Option<String>)> = references
        .iter()
        .map(|reference| {
            let title = reference
                .citation
                .title
                .as_ref()
                .map(|part| part.text.clone());
            let pages = reference
                .citation
                .pages
                .as_ref()
                .map(|part| part.text.clone());
            (title.unwrap_or_default(), reference.cited_as.len(), pages)
        })
        .collect();
    assert_eq!(
        told,
        [
            ("시장".to_owned(), 2, None),
            ("북한의 가상통화".to_owned(), 2, None),
            ("북한의 경제 정책".to_owned(), 1, Some("3-20".to_owned())),
        ]
    );
}
