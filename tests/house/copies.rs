//! The same text in several files is one document in an answer.

use std::time::Duration;

use seoji_indexer::{Silent, UpdateOptions};
use seoji_query::{DocumentHits, Results, Search};
use seoji_tests::Workplace;

const BODY: &str = "Koryolink is the mobile network of the North, of which Orascom owned three quarters.\n\
    It was opened in December 2008 and had two million subscribers four years later.\n\n\
    북한의 이동통신 가입자는 2012년에 이백만 명을 넘었고, 전화기는 중국에서 들여온다.\n\n\
    Of its income little could leave the country, and the company wrote the network off.\n";
const NOTES: &str = "\n## Bibliography\n\n\
    [1] Tudor, D. (2015). North Korea Confidential: Private Markets, Fashion Trends. Tuttle Publishing.\n\n\
    [2] Lankov, A. (2013). The Real North Korea: Life and Politics in the Failed Stalinist Utopia. Oxford.\n\n\
    [3] 이유지 (2019). 북한의 가상화폐 채굴과 거래에 대한 연구. 통일연구원, 서울.\n";
const OTHER: &str = "Kwangmyong is the network of libraries and ministries, and leads nowhere outside.\n\
    Who reads there reads what was chosen in the capital; letters go no further than the border.\n";

fn asked(workplace: &Workplace, search: &Search) -> Results {
    workplace.open().search(search).unwrap()
}

fn ids(results: &Results) -> Vec<&str> {
    let ids = results
        .documents
        .iter()
        .map(|document| document.id.as_str());
    ids.collect()
}

fn copies(document: &DocumentHits) -> Vec<&str> {
    let paths = document.also_as.iter().map(|copy| copy.path.as_str());
    let names = paths.map(|path| path.rsplit('/').next().unwrap_or_default());
    names.collect()
}

fn three_files() -> Workplace {
    let workplace = Workplace::empty();
    let page = |paragraph: &str| format!("<p>{paragraph}</p>");
    let html: Vec<String> = BODY.split("\n\n").map(page).collect();
    workplace.write("corpus/a/report.md", format!("# Networks\n\n{BODY}"));
    workplace.write("corpus/b/report.txt", BODY.replace("of the", "of\nthe"));
    workplace.write(
        "corpus/c/report.html",
        format!("<html><body>{}</body></html>", html.concat()),
    );
    workplace.write(
        "corpus/other.md",
        format!("# Other\n\n{OTHER}\nNot Koryolink.\n"),
    );
    workplace.build(None);
    workplace
}

#[test]
fn copies_are_shown_once_and_named() {
    let workplace = three_files();
    let once = asked(&workplace, &Search::new("Koryolink").facets(5));
    assert_eq!(once.total.documents, 2, "{:?}", ids(&once));
    let report = once.documents.iter().find(|found| found.id != "other");
    let report = report.unwrap();
    assert_eq!(copies(report).len(), 2, "{:?}", report.also_as);
    assert_eq!(
        once.total.passages,
        once.documents.iter().map(|own| own.passages).sum::<u64>()
    );
    let counted = once
        .facets
        .iter()
        .find(|facet| facet.field == "doc")
        .unwrap();
    assert_eq!(counted.values.len(), 2, "{counted:?}");

    let each = asked(&workplace, &Search::new("Koryolink").all_copies());
    assert_eq!(each.total.documents, 4);
    assert!(each.documents.iter().all(|found| found.also_as.is_empty()));

    let named = asked(&workplace, &Search::new("Koryolink doc:c/report"));
    assert_eq!(ids(&named), ["c/report"], "one that is asked for is shown");
    assert_eq!(copies(&named.documents[0]), ["report.md", "report.txt"]);
}

#[test]
fn an_update_finds_and_forgets_copies() {
    let workplace = three_files();
    workplace.write("corpus/d/late.md", format!("# Late\n\n{BODY}"));
    workplace.write(
        "corpus/a/report.md",
        format!("# Changed\n\n{OTHER}\nOf Koryolink nothing.\n"),
    );
    let index = workplace.path().join("index");
    seoji_indexer::update(&index, &UpdateOptions::default(), &Silent).unwrap();
    let results = asked(&workplace, &Search::new("Koryolink"));
    let mut others: Vec<Vec<&str>> = results.documents.iter().map(copies).collect();
    others.sort_by_key(Vec::len);
    let numbers: Vec<usize> = others.iter().map(Vec::len).collect();
    assert_eq!(
        numbers,
        [0, 0, 2],
        "two drafts in one format are two documents: {others:?}"
    );

    seoji_indexer::forget(&index, &["d/late".to_owned()]).unwrap();
    let results = asked(&workplace, &Search::new("Koryolink"));
    let named = results.documents.iter().flat_map(copies);
    assert!(
        named.clone().all(|name| name != "late.md"),
        "{:?}",
        named.collect::<Vec<_>>()
    );
}

#[test]
fn documents_that_cite_the_same_are_no_copies() {
    let workplace = Workplace::empty();
    workplace.write("corpus/one.md", format!("# One\n\n{BODY}{NOTES}"));
    workplace.write("corpus/two.md", format!("# Two\n\n{OTHER}{NOTES}"));
    workplace.build(None);
    let results = asked(&workplace, &Search::new("in:bibliography Tudor"));
    assert_eq!(results.total.documents, 2, "{:?}", ids(&results));
}

#[test]
fn an_answer_of_no_time_says_so() {
    let workplace = three_files();
    for query in [
        "Koryolink",
        "what was opened in December 2008?",
        "nothing such",
    ] {
        let hurried = asked(&workplace, &Search::new(query).deadline(Duration::ZERO));
        assert!(hurried.partial && hurried.documents.is_empty(), "{query}");
        assert!(hurried.hints[0].message.contains("time ran out"));
        let patient = Search::new(query).deadline(Duration::from_secs(600));
        let patient = asked(&workplace, &patient);
        let plain = asked(&workplace, &Search::new(query));
        assert!(!patient.partial, "{query}");
        assert_eq!(ids(&patient), ids(&plain), "{query}");
    }
    // What was planned in a hurry is not remembered for who has time.
    let index = workplace.open();
    for query in ["가입*", "\"opened Koryolink\"~30"] {
        let hurried = Search::new(query).deadline(Duration::ZERO);
        assert!(index.search(&hurried).unwrap().partial, "{query}");
        let patient = index.search(&Search::new(query)).unwrap();
        assert_eq!(patient.total.documents, 1, "{query}");
    }
}
