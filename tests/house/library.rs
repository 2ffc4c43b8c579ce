//! The crate for other people's programs: mandatory filters, indexes that follow their folder.

use seoji_query::{Indexes, LiveIndex, Search, Sort};
use seoji_tests::Workplace;

#[test]
fn a_filter_holds_whatever_the_query_says() {
    let workplace = Workplace::of_pages(&[
        ("team-a/one", "Koryolink is here, of 2017"),
        ("team-b/two", "Koryolink is there, and Kwangmyong"),
    ]);
    let index = workplace.open();
    for query in [
        "Koryolink",
        "Koryolink OR Kwangmyong",
        "Koryolink OR doc:team-b/two",
        "Koryo*",
        "doc:team-b/two OR Koryolink",
        "what is there of Koryolink in Korea?",
    ] {
        let search = Search::new(query).filter("doc:team-a/one").facets(5);
        let results = index.search(&search).unwrap();
        assert!(
            results
                .documents
                .iter()
                .all(|document| document.id == "team-a/one"),
            "{query}"
        );
        assert_eq!(
            results.total.documents,
            results.documents.len() as u64,
            "{query}"
        );
        let documents = results.facets.iter().filter(|facet| facet.field == "doc");
        for value in documents.flat_map(|facet| &facet.values) {
            assert_eq!(value.value, "team-a/one", "{query}");
        }
    }
    let hidden = index
        .search(&Search::new("Kwangmyong").filter("doc:team-a/one"))
        .unwrap();
    assert!(
        hidden.documents.is_empty() && hidden.answered.is_none(),
        "{hidden:?}"
    );
    let offered = index
        .search(&Search::new("Koryolink Kwangmyong").filter("doc:team-a/one"))
        .unwrap();
    for hint in offered.hints.iter().filter_map(|hint| hint.query.as_ref()) {
        assert_eq!(
            hint, "Koryolink",
            "only what finds something there is offered"
        );
    }
    let not = index
        .search(&Search::new("Koryolink").filter("-doc:team-a/one"))
        .unwrap();
    assert_eq!(not.documents[0].id, "team-b/two");
}

#[test]
fn a_live_index_follows_its_folder() {
    let workplace = Workplace::of_pages(&[("one", "Koryolink")]);
    let live = LiveIndex::open(workplace.path().join("index")).unwrap();
    let before = live.index();
    let count = |index: &seoji_query::Index| {
        index
            .search(&Search::new("Koryolink"))
            .unwrap()
            .total
            .documents
    };
    assert_eq!(count(&before), 1);
    assert_eq!(
        live.index().info().generation,
        before.info().generation,
        "nothing is new"
    );
    workplace.write("corpus/two.md", "# Two\n\nKoryolink\n");
    workplace.build(None);
    assert_eq!(count(&before), 1, "what is open stays as it was");
    assert_eq!(count(&live.index()), 2);
    assert_eq!(count(&before.reload().unwrap()), 2);
    std::fs::write(workplace.path().join("index/current"), "{").ok();
    assert_eq!(
        count(&live.index()),
        2,
        "a newer state that cannot be opened is left alone"
    );
}

#[test]
fn several_indexes_are_asked_as_one() {
    let pages: Vec<(String, String)> = (0..6)
        .map(|n| {
            (
                format!("p{n}"),
                format!("Koryolink {}", "and more ".repeat(n)),
            )
        })
        .collect();
    let (one, two) = (
        Workplace::of_pages(&pages[..3]),
        Workplace::of_pages(&pages[3..]),
    );
    let both = Indexes::new(vec![one.open(), two.open()]);
    let ids = |search: Search| -> Vec<String> {
        let results = both.search(&search).unwrap();
        assert_eq!(results.total.documents, 6);
        results
            .documents
            .into_iter()
            .map(|document| document.id)
            .collect()
    };
    let all = ids(Search::new("Koryolink").limit(10));
    assert_eq!(all.len(), 6);
    let mut paged = ids(Search::new("Koryolink").limit(4));
    paged.extend(ids(Search::new("Koryolink").limit(4).offset(4)));
    assert_eq!(paged, all);
    assert_eq!(
        ids(Search::new("Koryolink").sort(Sort::Document)),
        ["p0", "p1", "p2", "p3", "p4", "p5"]
    );
    let facets = both
        .search(&Search::new("Koryolink").facets(10))
        .unwrap()
        .facets;
    let kinds = facets.iter().find(|facet| facet.field == "kind").unwrap();
    assert_eq!(
        (kinds.values[0].value.as_str(), kinds.values[0].count),
        ("paragraph", 6)
    );
    let repaired = both.search(&Search::new("Koryolnik")).unwrap();
    assert_eq!(repaired.answered.as_deref(), Some("Koryolink"));
    assert_eq!(repaired.total.documents, 6, "read alike in all");
}

#[test]
fn suggestions_keep_within_a_filter() {
    let workplace = Workplace::of_pages(&[
        ("team-a/one", "Koryolink is here, and Koryolink again"),
        ("team-b/two", "Koryosaram are there; Koryolink is not"),
    ]);
    let index = workplace.open();
    let within = |filter: &str| {
        let offered = index.suggest_within("kory", 8, filter).unwrap();
        let words = offered.into_iter().map(|own| (own.text, own.count));
        words.collect::<Vec<_>>()
    };
    assert_eq!(within("doc:team-a/one"), [("koryolink".to_owned(), 1)]);
    let two = within("doc:team-b/two");
    assert_eq!(two.len(), 2, "{two:?}");
    assert!(within("doc:nobody").is_empty());
}
