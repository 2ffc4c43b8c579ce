//! The query language on an index: what operators, brackets, open letters and nearness find, and what must hold of any
//! query.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use proptest::prelude::*;
use seoji_query::{Index, Match, Results, Search};
use seoji_tests::Workplace;

const PAGES: &[(&str, &str)] = &[
    ("a", "The Lazarus group hacked banks in Poland."),
    (
        "b",
        "Bitcoin and other cryptocurrencies were mined by Kim Jong-un's students.",
    ),
    ("c", "북한의 사이버 해킹 조직 라자루스는 은행을 공격했다."),
    (
        "d",
        "A crypto exchange in Seoul lost bitcoin. The organisation denied it.",
    ),
    ("e", "해킹을 북한이 부인했다. 사이버해킹은 늘었다."),
    (
        "f",
        "Park Jin-hyok worked in Dalian. An organization of the Lazarus kind.\n\n## More\n\nBanks in Dalian lost money.",
    ),
    (
        "g",
        "김정은 위원장은 블라디보스토크에 갔다. 北韓 문제는 남았다.",
    ),
];

/// The pages as an index.
fn pages() -> &'static Index {
    static INDEX: OnceLock<(Workplace, Index)> = OnceLock::new();
    let (_, index) = INDEX.get_or_init(|| {
        let workplace = Workplace::of_pages(PAGES);
        let index = workplace.open();
        (workplace, index)
    });
    index
}

fn ask(query: &str) -> Results {
    let search = Search::new(query).limit(100).per_document(100).no_fix();
    pages()
        .search(&search)
        .unwrap_or_else(|error| panic!("{query}: {error}"))
}

/// The pages that a query finds, in order of their names.
fn found(query: &str) -> String {
    let documents: BTreeSet<String> = ask(query).documents.into_iter().map(|d| d.id).collect();
    documents.into_iter().collect()
}

/// What is marked in the pages that a query finds.
fn marked(query: &str) -> Vec<String> {
    let results = ask(query);
    let hits = results.documents.iter().flat_map(|document| &document.hits);
    let mut marked: Vec<String> = hits
        .flat_map(|hit| {
            hit.highlights
                .iter()
                .map(|span| hit.text[span.range()].to_owned())
        })
        .collect();
    marked.sort();
    marked
}

/// A name with its Hanja: what closes their bracket and the particle behind it are no part of the name; what stands in
/// a heading is marked there.
#[test]
fn brackets_and_headings() {
    let pages = [(
        "a",
        "# 사람들\n\n## 국립중앙도서관의 역사\n\n김일성(金日成)을 만났다.\n\n## 둘\n\n다른 말이다.",
    )];
    let workplace = Workplace::of_pages(&pages);
    let index = workplace.open();
    let hit = |query: &str| {
        let results = index.search(&Search::new(query).limit(1)).unwrap();
        results.documents[0].hits[0].clone()
    };
    let found = hit("김일성을");
    let marked: Vec<&str> = found
        .highlights
        .iter()
        .map(|span| &found.text[span.range()])
        .collect();
    assert_eq!(marked, ["김일성", "金日成"]);
    assert_eq!(found.why[0].rule, "Hanja 金日成 read 김일성");
    let place = hit("중앙도서관").place;
    let [_, marks] = &place.section_highlights[..] else {
        panic!("{place:?}");
    };
    let marked: Vec<&str> = marks
        .iter()
        .map(|span| &place.section[1][span.range()])
        .collect();
    assert_eq!(marked, ["중앙도서관"]);
}

#[test]
fn what_a_query_finds() {
    for (query, pages) in [
        ("bitcoin OR Dalian", "bdf"),
        ("bitcoin | Dalian", "bdf"),
        ("bitcoin AND Seoul", "d"),
        ("bitcoin NOT Seoul", "b"),
        ("bitcoin -Seoul", "b"),
        ("bitcoin -(Seoul students)", "bd"),
        ("bitcoin -(Seoul OR students)", ""),
        ("(bitcoin OR Lazarus) (Seoul OR Poland)", "ad"),
        ("Lazarus Poland OR Seoul bitcoin", "ad"),
        // A question, whether it has its mark or not, is answered by some of its words.
        ("hacked bitcoin", ""),
        ("who hacked bitcoin", "abd"),
        ("hacked bitcoin?", "abd"),
        // In one passage, then in one document.
        ("Park money", "f"),
        ("(Park OR Seoul) (money OR Poland)", "f"),
        ("Park (money OR Poland)", "f"),
        ("crypto*", "bd"),
        ("Crypto*", "bd"),
        ("organi?ation", "df"),
        ("organi?ation -crypto*", "f"),
        ("lazar* OR exchange", "adf"),
        ("Vlad*", ""),
        ("라자*", "c"),
        ("해킹*", "ce"),
        ("자루*", ""),
        ("라*스", "c"),
        ("김*은", "g"),
        ("북*", "ceg"),
        ("\"Lazarus banks\"~2", "a"),
        ("\"Lazarus banks\"~1", ""),
        ("\"banks Lazarus\"~4", "a"),
        ("\"북한 해킹\"", ""),
        ("\"북한 해킹\"~1", "ce"),
        ("\"Kim students\"~1", "b"),
        ("kind:paragraph -Lazarus -북한 -bitcoin", "g"),
        ("bitcoin OR -kind:document", "abcdefg"),
        ("-bitcoin", ""),
        ("lang:ko", "ceg"),
        ("lang:(ko OR en) bitcoin", "bd"),
        ("+the Lazarus", "af"),
    ] {
        let own = match query {
            // Hanja are read.
            "kind:paragraph -Lazarus -북한 -bitcoin" => "f",
            _ => pages,
        };
        assert_eq!(found(query), own, "{query}");
    }
}

#[test]
fn what_is_marked() {
    for (query, marks) in [
        ("crypto*", &["crypto", "cryptocurrencies"][..]),
        ("organi?ation", &["organisation", "organization"]),
        ("라자*", &["라자루스"]),
        ("\"Lazarus banks\"~2", &["Lazarus", "banks"]),
        ("북*", &["北韓", "북한", "북한"]),
        (
            "bitcoin OR Dalian",
            &["Bitcoin", "Dalian", "Dalian", "bitcoin"],
        ),
    ] {
        let mut marks: Vec<String> = marks.iter().map(ToString::to_string).collect();
        marks.sort();
        assert_eq!(marked(query), marks, "{query}");
    }
}

/// Words, operators and garbage of a query.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "bitcoin|Lazarus|북한|해킹|라자루스는|Park Jin-hyok|北韓|the|김정은|organisation|e-mail|26,100|15 August 1994",
        2 => "crypto\\*|라자\\*|organi\\?ation|Kim\\*un|북\\*|\\*a|b\\*",
        2 => "\"[a-c가-다 ]{0,6}\"(~[0-9]{1,2})?|\"Lazarus banks\"~2|\"북한 해킹\"~3",
        3 => "OR|AND|NOT|\\||-|\\+|\\(|\\)|\"|~|\\*|\\?|:",
        2 => "author:|title:|year:|accessed:|site:|lang:|in:|label:|cites:|kind:|name:|exact:|doc:|저자:|autor:|연도:",
        1 => "2015\\.\\.2019|\\.\\.2019|2015\\.\\.|ko|body|https://m\\.yna\\.co\\.kr/view\\?id=3",
        1 => "\\PC{1,4}|[\u{300}-\u{303}\u{1100}-\u{1105}\u{1161}-\u{1165}]{1,3}",
    ]
}

fn query() -> impl Strategy<Value = String> {
    prop::collection::vec((piece(), prop_oneof![4 => Just(" "), 1 => Just("")]), 0..8)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, gap)| piece + gap).collect())
}

/// A part that is sound in brackets.
fn part() -> impl Strategy<Value = String> {
    "bitcoin|Lazarus|북한|해킹|banks|crypto\\*|라자\\*|\"Lazarus group\"|\"북한 해킹\"~3|Dalian|김정은|organi\\?ation|lang:ko|\\(북한 OR bitcoin\\)|\\(Lazarus banks\\)"
}

fn set(query: &str) -> BTreeSet<String> {
    let results = ask(query);
    let hits = results
        .documents
        .into_iter()
        .flat_map(|document| document.hits);
    hits.map(|hit| hit.id).collect()
}

fn documents(query: &str) -> BTreeSet<String> {
    ask(query).documents.into_iter().map(|d| d.id).collect()
}

/// How many random queries are asked; `SEOJI_QUERIES` says another number.
fn queries() -> u32 {
    let told = std::env::var("SEOJI_QUERIES").ok();
    told.and_then(|told| told.parse().ok()).unwrap_or(10_000)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: queries(), ..ProptestConfig::default() })]

    /// Any string is a query: it is answered, and marks lie in order on what is there.
    #[test]
    fn any_query_is_answered(query in query()) {
        let results = ask(&query);
        for hint in &results.hints {
            if let Some(span) = hint.span {
                prop_assert!(query.get(span.range()).is_some());
            }
        }
        for hit in results.documents.iter().flat_map(|document| &document.hits) {
            let mut end = 0;
            for mark in &hit.highlights {
                prop_assert!(end <= mark.start && mark.start < mark.end);
                let marked = hit.text.get(mark.range());
                prop_assert!(marked.is_some_and(|marked| marked.chars().any(char::is_alphanumeric)));
                end = mark.end;
            }
            prop_assert!(hit.score.is_finite());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_holds_of_any_parts(a in part(), b in part()) {
        let (own, other) = (set(&a), set(&b));
        prop_assert_eq!(&set(&format!("{a} OR {a}")), &own, "{} OR itself", a);
        prop_assert_eq!(&set(&format!("({a})")), &own, "({})", a);
        prop_assert_eq!(&set(&format!("NOT NOT {a}")), &own);
        // Several words meet in a document where they meet in no passage.
        let both = documents(&format!("{a} {b}"));
        prop_assert!(both.is_subset(&documents(&a)), "{a} {b}");
        prop_assert_eq!(&both, &documents(&format!("{b} AND {a}")));
        let without = set(&format!("{a} -{b}"));
        if !a.contains("(Lazarus banks)") && !b.contains("(Lazarus banks)") {
            prop_assert!(without.is_disjoint(&other), "{a} -{b}");
            prop_assert!(without.is_subset(&own));
            let either: BTreeSet<String> = own.union(&other).cloned().collect();
            prop_assert_eq!(set(&format!("{a} OR {b}")), either, "{} OR {}", a, b);
        }
    }
}

#[test]
fn narrower_readings_find_no_more() {
    for query in [
        "북한",
        "해킹",
        "라자루스는",
        "hackers",
        "banks",
        "Kim Jong-un",
        "organisation",
        "北韓",
        "cryptocurrency",
    ] {
        let wide = set(query);
        let with = |matching| {
            let search = Search::new(query).limit(100).per_document(100).no_fix();
            let results = pages().search(&search.matching(matching)).unwrap();
            let hits = results.documents.into_iter().flat_map(|d| d.hits);
            hits.map(|hit| hit.id).collect::<BTreeSet<String>>()
        };
        let readings = [Match::Literal, Match::Words, Match::Names, Match::All].map(with);
        for pair in readings.windows(2) {
            assert!(pair[0].is_subset(&pair[1]), "{query}: {readings:?}");
        }
        if !query.contains(' ') {
            assert!(set(&format!("exact:{query}")).is_subset(&wide), "{query}");
        }
    }
}

/// The parts of an explanation sum up to the score, and the document's score to that of the document.
#[test]
fn scores_are_the_sums_of_what_explains_them() {
    let mut explained = 0;
    let workplace = Workplace::with_corpus();
    workplace.build(None);
    let report = workplace.open();
    for (index, query) in [
        (pages(), "bitcoin"),
        (pages(), "Lazarus banks"),
        (pages(), "(Park OR Seoul) (money OR Poland)"),
        (pages(), "crypto* OR 라자*"),
        (pages(), "\"북한 해킹\"~1"),
        (pages(), "what did the Lazarus group hack in Poland?"),
        (&report, "Park Jin-hyok"),
        (&report, "Lazarus Sony"),
        (&report, "who is the leader of the Lazarus group?"),
        (&report, "HIDDEN COBRA OR 라자루스"),
        (&report, "cryptocurrency exchange hackers"),
    ] {
        let search = Search::new(query).per_document(100).explain().no_fix();
        for document in index.search(&search).unwrap().documents {
            for hit in &document.hits {
                let explanation = hit.explanation.as_ref().unwrap();
                let sum: f32 = explanation.parts.iter().map(|part| part.score).sum();
                let close = |one: f32, other: f32| (one - other).abs() <= 1e-3 * one.abs().max(1.0);
                assert!(close(sum, hit.score), "{query}: {explanation}");
                assert_eq!(explanation.score, hit.score);
                let whole = explanation.document.best_passage + explanation.document.context;
                assert!(close(whole, document.score), "{query}: {explanation}");
                for part in &explanation.parts {
                    assert!(part.score > 0.0 && !explanation.to_string().is_empty());
                }
                explained += 1;
            }
        }
    }
    assert!(explained > 30, "{explained}");
    let plain = report.search(&Search::new("Lazarus")).unwrap();
    assert!(plain.documents[0].hits[0].explanation.is_none());
}
