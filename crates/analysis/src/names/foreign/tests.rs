//! Pairs that match and pairs that must not.

use proptest::prelude::*;

use super::training::Counts;
use super::*;
use crate::names::NameQuery;

fn finds(asked: &str, surface: &str, bar: Bar) -> bool {
    let Some(reader) = Reader::read(asked) else {
        return false;
    };
    let mut kept = Vec::new();
    index_keys(surface, &mut kept);
    kept.iter().any(|key| reader.keys().contains(key)) && reader.evidence(surface, bar).is_some()
}

#[test]
fn the_same_word_is_found_both_ways() {
    for (hangul, latin) in [
        // Of the report, none of them among the pairs of the trainer.
        ("블루노로프", "Bluenoroff"),
        ("워너크라이", "WannaCry"),
        ("인터파크", "Interpark"),
        ("해킹", "hacking"),
        ("컨퍼런스", "conference"),
        ("모네로", "Monero"),
        ("안다리엘", "Andariel"),
        ("김수키", "Kimsuky"),
        ("카스퍼스키", "Kaspersky"),
        ("시만텍", "Symantec"),
        ("방글라데시", "Bangladesh"),
        // Taught.
        ("라자루스", "Lazarus"),
        ("컴퓨터", "computer"),
        ("랜섬웨어", "ransomware"),
        ("해커", "hackers"),
        ("비트코인", "bitcoins"),
        ("알렉산더", "Alexander"),
        ("워싱턴", "Washington"),
        ("베토벤", "Beethoven"),
        ("차이콥스키", "Tchaikovsky"),
        ("빅토르", "Víctor"),
        ("다케시타", "Takeshita"),
    ] {
        for (asked, surface) in [(hangul, latin), (latin, hangul)] {
            let found = finds(asked, surface, Bar::of(asked));
            let evidence = Reader::read(asked).and_then(|r| r.evidence(surface, Bar::Forced));
            assert!(
                found,
                "{asked} → {surface}: evidence {evidence:?}, look {:?}",
                look(hangul)
            );
        }
    }
}

#[test]
fn another_word_is_not_found() {
    for (hangul, latin) in [
        ("라자루스", "laser"),
        ("라자루스", "Lisbon"),
        ("해킹", "hiking"),
        ("해킹", "hanging"),
        ("컴퓨터", "compiler"),
        ("서버", "silver"),
        ("조지", "Jorge"),
        ("워싱턴", "Wellington"),
        ("레닌", "Leningrad"),
        ("스탈린", "Stallone"),
        ("가상화폐", "gasohol"),
        ("정권", "jungle"),
        ("사람", "sarah"),
        ("김정은", "Kimchi"),
    ] {
        assert!(!finds(hangul, latin, Bar::of(hangul)), "{hangul} → {latin}");
        assert!(!finds(latin, hangul, Bar::of(latin)), "{latin} → {hangul}");
    }
}

#[test]
fn english_words_that_are_korean_syllables_find_only_themselves() {
    let korean = [
        "건", "군", "송", "손", "선", "성", "소", "서", "영", "용", "인", "노", "강", "갱", "이",
        "판", "판단", "신", "양", "성인", "소인", "영인", "강인", "나인", "노인", "소송", "군인",
        "선언", "영영", "강강", "만인", "인원",
    ];
    for english in [
        "gun", "song", "so", "young", "in", "no", "gang", "sung", "sin", "pan", "yang",
    ] {
        for surface in korean {
            assert!(!finds(english, surface, Bar::High), "{english} → {surface}");
        }
    }
}

#[test]
fn the_best_comes_first_and_what_is_far_off_not_at_all() {
    let chosen = Reader::read("conference").unwrap().choose(
        ["콘퍼런스", "컨퍼런스", "컨피던스", "회의", "컨퍼런스"],
        Bar::High,
    );
    let surfaces: Vec<&str> = chosen.iter().map(|m| m.surface.as_str()).collect();
    assert!(
        surfaces.contains(&"컨퍼런스") && surfaces.contains(&"콘퍼런스"),
        "{chosen:?}"
    );
    assert!(
        !surfaces.contains(&"컨피던스") && surfaces.len() == 2,
        "{chosen:?}"
    );
    assert_eq!(chosen[0].nats, 0.0);
}

/// The surfaces of a text that have keys of foreign words.
fn foreign_surfaces(text: &str) -> Vec<String> {
    let analyzer = Analyzer::embedded();
    let mut surfaces = Vec::new();
    crate::names::surfaces(&analyzer, text, Language::Korean, &mut surfaces);
    let mut out = Vec::new();
    for surface in surfaces {
        let mut keys = Vec::new();
        crate::names::keys(&surface.text, &mut keys);
        if keys.iter().any(|key| key.kind == KeyKind::Foreign) {
            out.push(surface.text.to_lowercase());
        }
    }
    out
}

#[test]
fn foreign_words_of_a_text_are_its_surfaces() {
    for (text, expected) in [
        (
            "라자루스(Lazarus)는 북한의 해킹조직이다.",
            "라자루스 해킹 lazarus",
        ),
        (
            "Lazarus는 블루노로프를 조직했다.",
            "블루노로프 블루노 로프 lazarus",
        ),
        (
            "워너크라이와 해커의 인터넷뱅킹 공격",
            "워너크라이 워너 크라이 해커 인터넷뱅킹 인터넷 뱅킹",
        ),
        ("정부는 가상화폐의 거래를 막았다.", ""),
        (
            "The hackers of Lazarus's group met at a conference.",
            "hackers lazarus group met conference",
        ),
    ] {
        assert_eq!(foreign_surfaces(text).join(" "), expected, "{text}");
    }
}

#[test]
fn names_know_foreign_words() {
    let analyzer = Analyzer::embedded();
    let chosen = |run: &str, asked, surfaces: &[&str]| -> Vec<String> {
        let Some(query) = NameQuery::read(&analyzer, run, asked) else {
            return Vec::new();
        };
        let chosen = query
            .choose(&analyzer, surfaces.iter().copied())
            .into_iter();
        chosen
            .map(|variant| format!("{}: {}", variant.surface, variant.relation))
            .collect()
    };
    let by_shape = Asked::ByShape;
    let same = ["라자루스: foreign word in Hangul"];
    assert_eq!(chosen("Lazarus", by_shape, &["라자루스", "나사렛"]), same);
    assert_eq!(chosen("lazarus", by_shape, &["라자루스"]), [""; 0]);
    assert_eq!(chosen("lazarus", Asked::Forced, &["라자루스"]), same);
    assert_eq!(chosen("The", by_shape, &["더"]), [""; 0]);
    let same = ["hacking: foreign word in Hangul"];
    assert_eq!(
        chosen("해킹", by_shape, &["hacking", "hiking", "Hae-kyung"]),
        same
    );
    assert_eq!(chosen("사람", by_shape, &["salon", "sarah"]), [""; 0]);
}

#[test]
fn the_committed_tables_can_be_read() {
    let counts =
        Counts::read(include_str!("../../../data/names/foreign.tsv")).expect("every line is read");
    assert!(counts.slots.len() > 500);
    assert!(
        counts
            .letters
            .iter()
            .all(|row| row.iter().sum::<f64>() > 0.0)
    );
    assert!(
        Counts::read("ㅅ\t*\tmany\ts:1\n").is_none(),
        "a broken line is told"
    );
    let look = Look::read(include_str!("../../../data/names/foreign_syllables.tsv"))
        .expect("every line is read");
    assert!(look.evidence("라자루스").unwrap() > 5.0);
    assert!(look.evidence("가상화폐").unwrap() < -5.0);
    assert_eq!(look.evidence("abc"), None);
    assert_eq!(look.evidence(""), None);
}

proptest! {
    #[test]
    fn nothing_panics_and_everything_is_bounded(word in "\\PC{0,80}", other in "[가-힣]{0,40}", latin in "[a-zA-Zöłß'.-]{0,80}") {
        for word in [&word, &other, &latin] {
            let mut keys = Vec::new();
            index_keys(word, &mut keys);
            prop_assert!(keys.len() <= 2);
            prop_assert!(keys.iter().all(|key| key.len() <= 12 && key.is_ascii()));
            if let Some(reader) = Reader::read(word) {
                prop_assert!(reader.keys().len() <= 14);
                for surface in [&other, &latin] {
                    if let Some(evidence) = reader.evidence(surface, Bar::Forced) {
                        prop_assert!(evidence.is_finite());
                    }
                }
            }
        }
    }

    #[test]
    fn the_order_of_the_surfaces_does_not_matter(mut surfaces in prop::collection::vec("[가-힣]{2,5}", 0..20)) {
        let reader = Reader::read("Lazarus").unwrap();
        surfaces.push("라자루스".to_owned());
        let forward = reader.choose(surfaces.iter().map(String::as_str), Bar::Forced);
        let backward = reader.choose(surfaces.iter().rev().map(String::as_str), Bar::Forced);
        prop_assert_eq!(forward, backward);
    }
}
