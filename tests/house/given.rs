//! Documents from a program's memory, with fields of its own.

use seoji_indexer::{
    BuildOptions, Date, Error, FieldValue, NewDocument, Silent, UpdateOptions, build_documents,
};
use seoji_query::{Index, Results, Search};
use seoji_tests::Workplace;

fn text(value: &str) -> FieldValue {
    FieldValue::Text(value.to_owned())
}

fn day(year: i32, month: u8, day: u8) -> FieldValue {
    FieldValue::Date(Date {
        year,
        month: Some(month),
        day: Some(day),
    })
}

fn documents() -> Vec<NewDocument> {
    vec![
        NewDocument::text(
            "news/7",
            "북한은 가상화폐를 채굴한다. Koryolink sells phones.",
        )
        .title("가상화폐와 북한")
        .author("박진혁")
        .date("2019-06-20")
        .field("Source", text("KCNA Watch"))
        .field("pages", FieldValue::Number(12.0))
        .field("received", day(2019, 6, 21)),
        NewDocument::text(
            "news/3",
            "The Lazarus group stole $ 81 million by Koryolink.",
        )
        .field("source", text("RFA"))
        .field("pages", FieldValue::Number(-3.5))
        .field("received", day(2020, 1, 2)),
        NewDocument::file(
            "memo",
            "memo.html",
            "<html><body><p>Koryolink memo</p></body></html>",
        )
        .field("source", text("RFA"))
        .field("pages", FieldValue::Number(120.0)),
    ]
}

fn built() -> (Workplace, Index) {
    let workplace = Workplace::empty();
    let folder = workplace.path().join("index");
    build_documents(documents(), &folder, &BuildOptions::default(), &Silent).unwrap();
    (workplace, Index::open(&folder).unwrap())
}

fn ids(results: &Results) -> Vec<&str> {
    let mut ids: Vec<&str> = results
        .documents
        .iter()
        .map(|own| own.id.as_str())
        .collect();
    ids.sort_unstable();
    ids
}

#[test]
fn from_memory_to_a_faceted_search() {
    let (_workplace, index) = built();
    let results = index.search(&Search::new("Koryolink").facets(5)).unwrap();
    assert_eq!(ids(&results), ["memo", "news/3", "news/7"]);
    let facet = |name: &str| {
        let facet = results
            .facets
            .iter()
            .find(|facet| facet.field == name)
            .unwrap();
        let values = facet.values.iter();
        values
            .map(|own| (own.value.clone(), own.count, own.query.clone()))
            .collect::<Vec<_>>()
    };
    let sources = facet("source");
    assert_eq!(sources[0], ("RFA".to_owned(), 2, "source:RFA".to_owned()));
    assert_eq!(sources[1].2, "source:\"KCNA Watch\"");
    assert_eq!(facet("pages").len(), 3);
    for (_, count, query) in sources.iter().chain(&facet("received")) {
        let again = index
            .search(&Search::new(format!("Koryolink {query}")))
            .unwrap();
        assert_eq!(again.total.passages, *count, "{query}");
    }
    let named = index
        .search(&Search::new("author:박진혁 title:가상화폐"))
        .unwrap();
    assert_eq!(ids(&named), ["news/7"]);
    assert_eq!(named.documents[0].title, "가상화폐와 북한");
}

#[test]
fn own_fields_are_conditions() {
    let (_workplace, index) = built();
    for (query, expected) in [
        ("Koryolink source:rfa", &["memo", "news/3"][..]),
        ("source:\"kcna watch\"", &["news/7"]),
        ("source:kcna*", &["news/7"]),
        ("Koryolink -source:rfa", &["news/7"]),
        ("pages:12", &["news/7"]),
        ("pages:-10..12", &["news/3", "news/7"]),
        ("pages:100..", &["memo"]),
        ("received:2019", &["news/7"]),
        ("received:2019-06-21", &["news/7"]),
        ("received:2019-07..2020", &["news/3"]),
        ("received:2018 OR pages:120", &["memo"]),
        ("source:nobody Koryolink", &[]),
        ("pages:many Koryolink", &[]),
    ] {
        let results = index.search(&Search::new(query).no_fix()).unwrap();
        assert_eq!(ids(&results), expected, "{query}: {:?}", results.hints);
        let told = !results.hints.is_empty();
        assert!(
            told || !expected.is_empty(),
            "{query}: nothing, and not why"
        );
        let filter = Search::new("Koryolink").filter(query).no_fix();
        let filtered = index.search(&filter).unwrap();
        assert_eq!(ids(&filtered), expected, "as a filter: {query}");
    }
}

#[test]
fn what_cannot_be_kept_is_refused() {
    let workplace = Workplace::empty();
    let folder = workplace.path().join("index");
    let build = |documents| build_documents(documents, &folder, &BuildOptions::default(), &Silent);
    let one = || NewDocument::text("one", "Koryolink");
    for (documents, says) in [
        (vec![], "no document was given"),
        (vec![one(), one()], "two documents have this id"),
        (vec![NewDocument::text("\n", "text")], "an id has"),
        (vec![one().field("author", text("x"))], "a field's name"),
        (vec![one().field("a b", text("x"))], "a field's name"),
        (
            vec![one().field("pages", FieldValue::Number(f64::NAN))],
            "cannot be kept",
        ),
        (
            vec![
                one()
                    .field("pages", text("1"))
                    .field("Pages", FieldValue::Number(1.0)),
            ],
            "two kinds",
        ),
    ] {
        let error = build(documents).unwrap_err();
        assert!(error.to_string().contains(says), "{error}");
    }
    build(vec![one()]).unwrap();
    let update = seoji_indexer::update(&folder, &UpdateOptions::default(), &Silent);
    assert!(
        matches!(update, Err(Error::FromProgram { .. })),
        "{update:?}"
    );
    let index = Index::open(&folder).unwrap();
    assert_eq!(
        index
            .search(&Search::new("Koryolink"))
            .unwrap()
            .total
            .documents,
        1
    );
}
