//! Names: spellings of one name choose each other, those of another person never do, and words stay what they are.

use proptest::prelude::*;
use seoji_analysis::Analyzer;
use seoji_analysis::names::training::Model;
use seoji_analysis::names::{Asked, NameQuery, keys};

/// Spellings of one name each.
const NAMES: &[&[&str]] = &[
    // McCune–Reischauer, Revised Romanisation, the North's, newspapers', the comma form of lists, the other order, Hanja.
    &[
        "박진혁",
        "Park Jin-hyok",
        "Pak Chin-hyŏk",
        "Pak Chin-hyok",
        "Bak Jinhyeok",
        "PARK, Jin Hyok",
        "Jin-hyok Park",
        "朴鎭赫",
    ],
    // Polish, Czech.
    &[
        "김정은",
        "Kim Jong Un",
        "Kim Chŏng-ŭn",
        "Kim Dzong Un",
        "Kim Čong-un",
        "金正恩",
    ],
    // A boundary that slipped.
    &["김정일", "Kim Jong-il", "Kim Jon gil", "Kim Chŏng-il"],
    // Both sides of the initial law.
    &[
        "리영호",
        "이영호",
        "Ri Yong-ho",
        "Lee Young-ho",
        "Yi Yŏngho",
        "李英浩",
    ],
    &["로동신문", "노동신문", "Rodong Sinmun", "Nodong Sinmun"],
    // Words glued together.
    &["김책", "KimChaek", "Kim Chaek", "Kim Ch'aek"],
    // The American lists' apostrophe for a breve.
    &["최춘영", "CH'OE, Ch'un-yo'ng", "Ch'oe Ch'un-yŏng"],
    // Liaison and assimilation.
    &["붉은별", "Pulgŭnbyŏl", "Bulgeunbyeol", "Pulgunbyol"],
    &["독립", "Tongnip", "Dongnip"],
    // Other persons, each beside one above.
    &["박진희", "Park Jin-hee", "Pak Chin-hŭi", "Bak Jinhui"],
    &["박진형", "Park Jin-hyung", "Pak Chin-hyŏng"],
    &["박종혁", "Park Jong-hyuk", "Pak Chong-hyŏk"],
    &["김정훈", "Kim Jung-hoon", "Kim Chŏng-hun"],
    &["김일성", "Kim Il-sung", "Kim Il-sŏng", "金日成"],
    &["이영하", "Lee Young-ha", "Yi Yŏng-ha"],
    &["최춘식", "Ch'oe Ch'un-sik", "Choe Chun-shik"],
];

fn chosen(query: &str, surfaces: &[&str]) -> Vec<String> {
    let analyzer = Analyzer::embedded();
    let chosen = NameQuery::read(&analyzer, query, Asked::Forced)
        .map(|query| query.choose(&analyzer, surfaces.iter().copied()));
    chosen
        .unwrap_or_default()
        .into_iter()
        .map(|variant| variant.surface)
        .collect()
}

#[test]
fn spellings_choose_each_other_and_nobody_else() {
    let all: Vec<&str> = NAMES
        .iter()
        .flat_map(|names| names.iter().copied())
        .collect();
    let mut complaints = Vec::new();
    for names in NAMES {
        for query in *names {
            let chosen = chosen(query, &all);
            for name in *names {
                if !chosen.iter().any(|surface| surface == name) {
                    complaints.push(format!("{query} does not find {name}"));
                }
            }
            for other in chosen
                .iter()
                .filter(|surface| !names.contains(&surface.as_str()))
            {
                complaints.push(format!("{query} finds {other}"));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn another_person_is_no_answer_where_the_right_one_is_missing() {
    for (query, others) in [
        (
            "박진혁",
            &[
                "Park Jin-hee",
                "Pak Chin-hŭi",
                "박진희",
                "Park Ji-hyuk",
                "Park Jong-hyok",
            ][..],
        ),
        (
            "Park Jin-hyok",
            &[
                "박진희",
                "박진형",
                "박지혁",
                "박종혁",
                "Park Jin-hee",
                "Park Jong-hyok",
            ],
        ),
        (
            "Pak Chin-hyŏk",
            &["박진희", "박진형", "Pak Chin-hŭi", "Pak Chin-hyŏng"],
        ),
        ("박진희", &["Park Jin-hyok", "Pak Chin-hyŏk", "박진혁"]),
        ("朴鎭赫", &["박진희", "Park Jin-hee", "朴鎭姬"]),
        ("김애란", &["Kim Ae-ra"]),
        ("Kim Ae-ran", &["김애라"]),
        (
            "Kim Jong-il",
            &[
                "김정은",
                "Kim Jong Un",
                "김일",
                "Kim Il",
                "Kim Jong-in",
                "Jong-in Kim",
            ],
        ),
        (
            "Pak Jin-hyok",
            &["Pak Jin-hee", "Pak Jin-ho", "Park Jin-hui"],
        ),
        ("Kim Il-sung", &["Kim Il-soon", "Kim Il-su"]),
        ("Lee Young-ho", &["이영하", "Lee Young-ha", "이용수"]),
    ] {
        assert_eq!(chosen(query, others), Vec::<String>::new(), "{query}");
    }
}

/// What `query` chooses by its shape.
fn chosen_by_shape(query: &str, surfaces: &[&str]) -> Vec<String> {
    let analyzer = Analyzer::embedded();
    let query = NameQuery::read(&analyzer, query, Asked::ByShape);
    let chosen = query.map(|query| query.choose(&analyzer, surfaces.iter().copied()));
    let chosen = chosen.unwrap_or_default().into_iter();
    chosen.map(|variant| variant.surface).collect()
}

#[test]
fn letters_that_no_name_explains_are_no_name() {
    let others = [
        "Kleinjung",
        "N-SIM Nikon",
        "M, Kohjima M",
        "SCID-I",
        "Pre-immune",
        "MP-RAGE",
        "D’Lima",
        "Fluß Sŏngch'ŏn",
        "Kimsuky",
        "Ju Song-ha",
        "Junguo",
        "Linne",
    ];
    for query in [
        "이영진",
        "이용주",
        "이강석",
        "김종오",
        "주덕해",
        "유연미",
        "노경은",
        "유아인",
        "리설주",
        "이성재",
        "김석우",
        "조성하",
        "정우",
        "이레",
    ] {
        assert_eq!(
            chosen_by_shape(query, &others),
            Vec::<String>::new(),
            "{query}"
        );
    }
}

#[test]
fn an_ordinary_word_is_meant_only_where_it_is_spelled_well() {
    let words = [
        "행복",
        "숙원",
        "파산",
        "분산",
        "제자",
        "저주",
        "실리",
        "졸라매",
        "체조",
        "활성",
        "지난",
        "인종",
        "건강",
        "강조",
        "조상",
        "벌려",
    ];
    for query in [
        "Hanbok", "Suwon", "Pusan", "Jeju", "Silla", "Chollima", "Cheju", "Hwaseong", "Gina",
        "Inchon", "Kang Kon", "Gang Jo", "Cho Sang", "Paul Lee",
    ] {
        assert_eq!(
            chosen_by_shape(query, &words),
            Vec::<String>::new(),
            "{query}"
        );
    }
    for word in ["행복", "파산", "분산"] {
        let found = chosen_by_shape(word, &["Hanbok", "Pusan"]);
        assert_eq!(found, Vec::<String>::new(), "{word}");
    }
    for (query, word) in [
        ("Chollima", "천리마"),
        ("Juche", "주체"),
        ("Songun", "선군"),
        ("Hangul", "한글"),
        ("Rodong", "로동"),
        ("Kang Kon", "강건"),
        ("Kojong", "고종"),
    ] {
        assert_eq!(chosen_by_shape(query, &[word]), [word], "{query}");
    }
    // Who says that it is a name gets what may be one.
    assert_eq!(chosen("Cho Sang", &["조상"]), ["조상"]);
}

#[test]
fn a_place_that_does_not_look_korean_is_one_by_the_book() {
    for (query, place) in [
        ("Seoul", "서울"),
        ("Busan", "부산"),
        ("Dokdo", "독도"),
        ("Choson", "조선"),
        ("Musan", "무산"),
        ("Tanchon", "단천"),
        ("Hallasan", "한라산"),
    ] {
        assert_eq!(chosen_by_shape(query, &[place, "행복"]), [place], "{query}");
    }
    for word in ["Women", "Chile", "seoul"] {
        let found = chosen_by_shape(word, &["서울", "부산", "우면", "질레"]);
        assert_eq!(found, Vec::<String>::new(), "{word}");
    }
}

#[test]
fn a_rare_letter_is_no_other_person() {
    assert_eq!(
        chosen("박진혁", &["Pak Jin-hek", "Park Jin-hee"]),
        ["Pak Jin-hek"]
    );
    assert_eq!(
        chosen("Park Jin-hyok", &["Pak Jin-hek", "Pak Chin-hŭi"]),
        ["Pak Jin-hek"]
    );
}

#[test]
fn keys_meet() {
    let of = |surface: &str| {
        let mut out = Vec::new();
        keys(surface, &mut out);
        out
    };
    for names in NAMES {
        let hangul = of(names[0]);
        for name in *names {
            assert!(
                of(name).iter().any(|key| hangul.contains(key)),
                "{} {name}",
                names[0]
            );
        }
    }
}

#[test]
fn the_gate_lets_names_in_and_words_not() {
    // Without the foreign words, which have a gate of their own.
    let passes =
        |run: &str| NameQuery::read_with(Model::committed(), run, Asked::ByShape).is_some();
    for name in [
        "Park Jin-hyok",
        "PARK, Jin Hyok",
        "kim jong un",
        "Pulgŭnbyŏl",
        "Bulgeunbyeol",
        "KimChaek",
        "Rodong Sinmun",
        "박진혁",
        "金正恩",
    ] {
        assert!(passes(name), "{name}");
    }
    for word in [
        "gun",
        "song",
        "so",
        "in",
        "no",
        "young",
        "Song",
        "Gun",
        "Kim",
        "Park",
        "김",
        "conference",
        "Conference",
        "hacking",
        "United Nations",
        "Barack Obama",
        "a young man",
        "so long",
        "Washington",
        "",
    ] {
        assert!(!passes(word), "{word}");
    }
}

proptest! {
    /// Of names in Hangul only the same, or its twin by the initial law, is an answer.
    #[test]
    fn hangul_finds_itself(a in "[김이박최정강조윤장임리류로][가-힣]{1,2}", b in "[김이박최정강조윤장임리류로][가-힣]{1,2}") {
        let found = chosen(&a, &[&a, &b]);
        prop_assert!(found.contains(&a));
        if found.contains(&b) && a != b {
            // 리 and 이, 녀 and 여, 로 and 노 differ in nothing but ㄴ, ㄹ and ㅇ.
            for (a, b) in a.chars().zip(b.chars()) {
                let rime = |c: char| (c as u32 - '가' as u32) % 588;
                let onset = |c: char| (c as u32 - '가' as u32) / 588;
                prop_assert_eq!(rime(a), rime(b));
                prop_assert!(a == b || [onset(a), onset(b)].iter().all(|onset| [2, 5, 11].contains(onset)));
            }
        }
    }

    /// Nothing that a query or a text may hold stops the reading of names.
    #[test]
    fn anything_is_read(query in "\\PC{0,40}", surface in "\\PC{0,40}") {
        let mut out = Vec::new();
        keys(&surface, &mut out);
        for asked in [Asked::Forced, Asked::ByShape] {
            let analyzer = Analyzer::embedded();
            if let Some(query) = NameQuery::read(&analyzer, &query, asked) {
                query.choose(&analyzer, [surface.as_str()]);
            }
        }
    }
}
