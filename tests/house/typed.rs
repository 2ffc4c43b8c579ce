//! Words as people type them: with a particle, by initial consonants, as a question without its mark, with numbers and
//! acronyms in another form than the text has.

use std::collections::BTreeSet;

use seoji_query::{Match, Search};

use crate::pages::Pages;

/// A document for each: its name, and a text.
const DOCUMENTS: &[(&str, &str)] = &[
    (
        "names",
        "돈주, 붉은별, 길확실, 진응원, 한우철, 모네로. 로동신문은 농업협동화를 소개하였다. 천리마도 있다.",
    ),
    ("donju", "The donju (돈주) are rich. Every donju trades."),
    ("donju-too", "Another donju came."),
    ("city", "고양 시내에 비가 온다."),
    ("army", "병력은 25,000명이고 쌀은 10,000톤이다."),
    ("groups", "Two NGOs and three PCs were used by SMEs."),
    ("critics", "윤공흠이 전원회의에서 김일성을 비판하였다."),
    ("list", "박헌영(이정)은 남로당을 이끌었다."),
    (
        "speech",
        "우리 당의 정책이 정당하고 국민이 정한 이름이다. 생산이 정상화되었다.",
    ),
    (
        "metals",
        "The Lazarus Group is also known as Zinc and Guardians of Peace.",
    ),
    ("metals-word", "The zinc mine at Komdok closed in 1994."),
    ("metals-name", "They blame Zinc for the theft."),
    (
        "health",
        "The World Health Organization (WHO) came. The man who came left again.\n\n# Others\n\nThose who stayed were few.",
    ),
    (
        "works",
        "# Works\n\nMarkets grew (Haggard and Noland 2007).\n\n## References\n\n\
         Haggard, Stephan, and Marcus Noland. 2007. *Famine in North Korea*. New York: Columbia University Press.\n\n\
         Smith, John, and Moon-Soo Yang. 2002. *Beta of things*. Seoul: Hanul.\n\n\
         Smith, John, and Kab-woo Koo. 2003. *Gamma of things*. Seoul: Hanul.\n",
    ),
];

static PAGES: Pages = Pages::new(DOCUMENTS);

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

/// Compares what each query finds with what it should.
fn finds(expected: &[(&str, &[&str])]) {
    let mut complaints = Vec::new();
    for (query, wanted) in expected {
        let found = PAGES.found(query, Match::All);
        if found != set(wanted) {
            complaints.push(format!("{query}: {found:?}"));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn a_name_is_found_with_any_particle_behind_it() {
    finds(&[
        ("길확실이", &["names"]),
        ("진응원과", &["names"]),
        ("한우철도", &["names"]),
        ("모네로가", &["names"]),
        ("붉은별로", &["names"]),
        ("길확실에게서는", &["names"]),
        // Behind a consonant there is no 가.
        ("진응원가", &[]),
        ("exact:길확실이", &[]),
    ]);
}

#[test]
fn what_is_said_of_a_name_holds_with_a_particle_too() {
    let all = &["donju", "donju-too", "names"][..];
    finds(&[
        ("돈주", all),
        ("돈주는", all),
        ("돈주가", all),
        ("돈주에게서", all),
    ]);
    let results = PAGES
        .index()
        .search(&Search::new("돈주란 무엇인가"))
        .unwrap();
    let hits = results.documents.iter().flat_map(|document| &document.hits);
    for hit in hits {
        assert!(!hit.highlights.is_empty() && !hit.why.is_empty(), "{hit:?}");
    }
    assert!(results.total.documents > 0);
    // A word of its own is not cut: who asks for a cat does not mean a city. What may be meant is said to be another.
    let results = PAGES.index().search(&Search::new("고양이")).unwrap();
    assert!(results.total.documents == 0 || results.answered.is_some());
}

#[test]
fn another_name_in_hangul_is_a_word() {
    finds(&[("박헌영", &["list"]), ("이정", &["list"])]);
}

#[test]
fn initial_consonants_find_names_that_no_dictionary_knows() {
    for (typed, answered) in [
        ("ㄱㅎㅅ", "길확실"),
        ("ㅈㅇㅇ", "진응원"),
        ("ㄹㄷㅅㅁ", "로동신문"),
        ("ㄴㅇㅎㄷㅎ", "농업협동화"),
        ("ㅊㄹㅁ", "천리마"),
    ] {
        let results = PAGES.index().search(&Search::new(typed)).unwrap();
        assert_eq!(results.answered.as_deref(), Some(answered), "{typed}");
    }
}

#[test]
fn a_korean_question_needs_no_mark() {
    finds(&[
        ("누가 김일성을 비판했나", &["critics"]),
        ("김일성을 언제 비판했습니까", &["critics"]),
        ("왜 김일성을 비판하였는가", &["critics"]),
    ]);
}

#[test]
fn numbers_and_acronyms_are_found_in_other_forms() {
    finds(&[
        ("25000명", &["army"]),
        ("25,000명", &["army"]),
        ("10000톤", &["army"]),
        ("25001명", &[]),
        ("NGO", &["groups"]),
        ("NGOs", &["groups"]),
        ("PC", &["groups"]),
        ("SME", &["groups"]),
    ]);
}

#[test]
fn authors_are_asked_for_together() {
    finds(&[
        ("author:\"Haggard and Noland\"", &["works"]),
        ("author:\"Haggard and Yang\"", &[]),
        ("cites:\"Haggard and Noland\"", &["works"]),
        ("cites:\"Haggard & Noland 2007\"", &["works"]),
        ("cites:\"Haggard Noland\"", &["works"]),
        ("cites:\"Smith and Yang\"", &[]),
    ]);
}

#[test]
fn another_name_with_a_capital_is_not_the_word_in_small_letters() {
    finds(&[
        ("Lazarus Group", &["metals", "metals-name"]),
        ("World Health Organization", &["health"]),
    ]);
    let results = PAGES
        .index()
        .search(&Search::new("World Health Organization").per_document(10))
        .unwrap();
    for hit in results.documents.iter().flat_map(|document| &document.hits) {
        for mark in &hit.highlights {
            let marked = &hit.text[mark.start..mark.end];
            assert!(marked != "who", "{}", hit.text);
        }
    }
}
