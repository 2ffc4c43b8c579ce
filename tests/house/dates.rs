//! Years, decades and months in both languages: what a query finds, and what is marked.

use std::collections::BTreeSet;

use seoji_query::Search;

use crate::pages::Pages;

static PAGES: Pages = Pages::new(&[
    ("a", "It was printed in 1377 near Cheongju."),
    ("b", "서기 1377년에 찍었다. 1990년대에 다시 나왔다."),
    ("c", "Reprinted in the 1990s, read by 1961 people."),
    (
        "d",
        "1958년 8월 체포되었다. 1961년에 나왔고 10년 뒤에도 읽혔다.",
    ),
    ("e", "On 3 February 1938 the paper appeared."),
    ("f", "그 글은 1938. 2. 신문에 실렸다."),
    ("g", "1938년 2월 28일의 일이다."),
    (
        "h",
        "It closed in February 1939, and in 1938 nothing had been heard.",
    ),
]);

/// The pages that a query finds, in order of their names, and what is marked in each.
fn found(query: &str) -> (String, String) {
    let search = Search::new(query).limit(100).per_document(100).no_fix();
    let results = PAGES
        .index()
        .search(&search)
        .unwrap_or_else(|error| panic!("{query}: {error}"));
    let names: BTreeSet<&str> = results
        .documents
        .iter()
        .map(|own| own.id.as_str())
        .collect();
    let hits = results.documents.iter().flat_map(|document| &document.hits);
    let marks: BTreeSet<&str> = hits
        .flat_map(|hit| hit.highlights.iter().map(|span| &hit.text[span.range()]))
        .collect();
    let marks: Vec<&str> = marks.into_iter().collect();
    (names.into_iter().collect(), marks.join("|"))
}

#[test]
fn years_and_months_meet_across_languages() {
    for (query, pages, marks) in [
        ("1377년", "ab", "1377|1377년"),
        ("1377", "ab", "1377"),
        // The years beside it are not marked, nor is what 년 counts elsewhere.
        ("1961년", "cd", "1961|1961년"),
        ("1990년대", "bc", "1990s|1990년대"),
        ("1990s", "bc", "1990s|1990년대"),
        (
            "February 1938",
            "efg",
            "1938. 2|1938년 2월 28일|3 February 1938",
        ),
        (
            "1938년 2월",
            "efg",
            "1938. 2|1938년 2월 28일|3 February 1938",
        ),
        ("3 February 1938", "e", "3 February 1938"),
    ] {
        assert_eq!(
            found(query),
            (pages.to_owned(), marks.to_owned()),
            "{query}"
        );
    }
}
