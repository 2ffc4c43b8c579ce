//! `author:` finds an author in every spelling, and nobody else.

use seoji_query::{Index, Match, Search};
use seoji_tests::Workplace;

const NOTES: &str = "# 연구

Text.[^1] Text.[^2] Text.[^3] Text.[^4] Text.[^5] Text.[^6]

[^1]: 이유지, 「북한 해킹그룹」, 『바이라인』, 2019, 3쪽.
[^2]: Lee Yu-ji, North Korean hackers, Byline, 2019.
[^3]: 박진희, 『북한의 경제』, 서울: 한울, 2015.
[^4]: 라종일, 『장성택의 길』, 서울: 알마, 2016.
[^5]: Chŏng, Sŏng-jang, \"Kim Jong-un's power\", Korea Journal, vol. 3, no. 2, 2014, pp. 3-20.
[^6]: 이유진, 「북한의 시장」, 『현대북한연구』, 2018, 5쪽.
";

fn labels(index: &Index, query: &str, matching: Match) -> Vec<String> {
    let results = index
        .search(&Search::new(query).matching(matching).per_document(20))
        .unwrap();
    let hits = results.documents.iter().flat_map(|document| &document.hits);
    let mut labels: Vec<String> = hits.filter_map(|hit| hit.place.label.clone()).collect();
    labels.sort();
    labels
}

#[test]
fn an_author_is_found_across_scripts() {
    let workplace = Workplace::empty();
    workplace.write("corpus/notes.md", NOTES);
    workplace.build(None);
    let index = workplace.open();
    for (query, expected) in [
        ("author:\"Lee Yu-ji\"", vec!["1", "2"]),
        ("author:이유지", vec!["1", "2"]),
        ("author:\"Park Jin-hee\"", vec!["3"]),
        ("author:\"Jin-hee Park\"", vec!["3"]),
        ("author:\"jin-hee park\"", vec!["3"]),
        ("author:\"park jin-hee\"", vec!["3"]),
        ("author:나종일", vec!["4"]),
        ("author:정성장", vec!["5"]),
        ("author:이유진", vec!["6"]),
        ("author:\"Lee Yu-ji\" year:2018", vec![]),
        ("author:박진호", vec![]),
    ] {
        assert_eq!(labels(&index, query, Match::All), expected, "{query}");
    }
    let results = index.search(&Search::new("author:정성장")).unwrap();
    let why = &results.documents[0].hits[0].why[0];
    assert_eq!(why.matched, "Chŏng, Sŏng-jang");
    assert!(why.rule.contains("McCune–Reischauer"), "{}", why.rule);
    for matching in [Match::Literal, Match::Words] {
        assert_eq!(
            labels(&index, "author:이유지", matching),
            ["1"],
            "{matching:?}"
        );
    }
}
