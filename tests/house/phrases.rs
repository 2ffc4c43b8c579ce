//! Quoted phrases in the other script: each word in its own way, side by side.

use std::collections::BTreeSet;

use seoji_query::{Match, Search};

use crate::pages::Pages;

/// A document for each: its name, and a sentence.
const DOCUMENTS: &[(&str, &str)] = &[
    ("apart-a", "보고서는 라자루스 그룹의 소행으로 본다."),
    ("apart-b", "라자루스그룹이 은행을 노렸다."),
    ("apart-c", "They blame the Lazarus Group for it."),
    ("reversed", "어느 그룹은 라자루스를 믿는다."),
    ("unit-a", "블루노로프 어택이 또 있었다."),
    ("unit-b", "It was another Bluenoroff attack."),
    ("small-a", "He was in the group of five, a red star."),
    ("small-b", "인 더 그룹, 그리고 레드 스타."),
    ("paper-a", "로동신문에 글이 실렸다."),
    ("paper-b", "A human season of moon and sun."),
    ("coin-a", "모네로의 값이 올랐다."),
    ("coin-b", "Prices of Monero went up."),
    ("pronouns", "너네로 하여금 우리네로 가게 하라."),
];

static PAGES: Pages = Pages::new(DOCUMENTS);

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

#[test]
fn a_phrase_finds_itself_in_the_other_script() {
    let mut complaints = Vec::new();
    let (group, unit) = (["apart-a", "apart-b", "apart-c"], ["unit-a", "unit-b"]);
    for (query, wanted) in [
        ("\"Lazarus Group\"", &group[..]),
        ("\"Lazarus group\"", &group),
        ("name:\"lazarus group\"", &group),
        ("\"라자루스 그룹\"", &group),
        ("\"라자루스그룹\"", &group),
        ("\"라자루스 그룹의\"", &["apart-a", "apart-c"]),
        ("\"Bluenoroff attack\"", &unit),
        ("\"블루노로프 어택\"", &unit),
        // Ordinary words in small letters.
        ("\"in the group\"", &["small-a"]),
        ("\"red star\"", &["small-a"]),
        ("\"Group Lazarus\"", &[]),
    ] {
        let found = PAGES.found(query, Match::Names);
        if found != set(wanted) {
            complaints.push(format!("{query}: {found:?}"));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn a_phrase_as_it_is_written_finds_no_other_script() {
    for (query, matching) in [
        ("\"Lazarus Group\"", Match::Literal),
        ("\"Lazarus Group\"", Match::Words),
        ("exact:\"Lazarus Group\"", Match::All),
    ] {
        assert_eq!(PAGES.found(query, matching), set(&["apart-c"]), "{query}");
    }
}

#[test]
fn the_whole_phrase_is_one_mark_and_its_rule_is_told() {
    for (query, document, marked) in [
        ("\"Lazarus Group\"", "apart-a", "라자루스 그룹"),
        ("\"Lazarus Group\"", "apart-b", "라자루스그룹"),
        ("\"라자루스그룹\"", "apart-c", "Lazarus Group"),
    ] {
        let results = PAGES
            .index()
            .search(&Search::new(query).limit(100))
            .unwrap();
        let mut documents = results.documents.iter();
        let hit = &documents.find(|found| found.id == document).unwrap().hits[0];
        let reasons: Vec<_> = hit
            .why
            .iter()
            .map(|why| (&*why.matched, &*why.rule))
            .collect();
        assert_eq!(reasons, [(marked, "foreign word in Hangul")], "{query}");
        let marks = hit.highlights.iter();
        let marks: Vec<&str> = marks.map(|mark| &hit.text[mark.start..mark.end]).collect();
        assert_eq!(marks, [marked], "{query}");
    }
}

#[test]
fn a_name_in_small_letters_is_found_in_hangul() {
    assert_eq!(PAGES.found("rodong sinmun", Match::All), set(&["paper-a"]));
    assert_eq!(PAGES.found("human season", Match::All), set(&["paper-b"]));
}

#[test]
fn a_foreign_word_is_found_though_the_dictionary_takes_it_for_a_pronoun() {
    for query in ["Monero", "모네로", "모네로의"] {
        assert_eq!(
            PAGES.found(query, Match::All),
            set(&["coin-a", "coin-b"]),
            "{query}"
        );
    }
}
