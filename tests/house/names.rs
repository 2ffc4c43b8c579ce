//! Names in a small corpus of like names: every spelling of one person, and never another person.

use std::collections::BTreeSet;

use seoji_query::{Match, Search};

use seoji_tests::Workplace;

use crate::pages::Pages;

/// A document for each: its name, and a sentence with one spelling of one person.
const DOCUMENTS: &[(&str, &str)] = &[
    ("hyok-hangul", "정부는 박진혁을 찾고 있다."),
    (
        "hyok-ofac",
        "The warrant names PARK, Jin Hyok as a programmer.",
    ),
    (
        "hyok-press",
        "The leader is said to be Park Jin-hyok of Pyongyang.",
    ),
    (
        "hyok-library",
        "The letter was signed by Pak Chin-hyŏk himself.",
    ),
    ("hyok-rr", "The passport of Bak Jinhyeok was never found."),
    ("hui-hangul", "정부는 박진희를 찾고 있다."),
    (
        "hui-library",
        "The letter was signed by Pak Chin-hŭi herself.",
    ),
    ("hui-press", "The singer Park Jin-hee was in the audience."),
    (
        "jonghyok",
        "The engineer Park Jong-hyok built the first one.",
    ),
    ("jin-hangul", "외교부 장관은 박진이었다."),
    ("jin-press", "The minister Park Jin answered briefly."),
    ("yongho-north", "외무상 리영호가 말하였다."),
    ("yongho-south", "시인 이영호가 시를 읽었다."),
    (
        "yongho-dprk",
        "The general Ri Yong-ho was dismissed that summer.",
    ),
    ("yongho-press", "A poem by Lee Young-ho was read aloud."),
    ("yongho-library", "The editor of the volume is Yi Yŏngho."),
    ("yongha", "작가 이영하가 시를 읽었다."),
    ("un-hangul", "김정은의 연설은 길었다."),
    ("un-hanja", "金正恩의 연설은 길었다."),
    ("un-press", "The speech of Kim Jong Un was long."),
    ("un-polish", "Wyszła książka Kim Dzong Un o tym kraju."),
    ("un-czech", "Vyšla kniha Kim Čong-un o této zemi."),
    ("il-hangul", "김정일의 연설은 길었다."),
    ("il-press", "The speech of Kim Jong Il was long."),
    ("ilsong-hangul", "김일성의 연설은 길었다."),
    ("ilsong-press", "The speech of Kim Il-sung was long."),
    ("kim-il-hangul", "부주석 김일이 도착하였다."),
    ("chaek-hangul", "김책제철소는 김책의 이름을 땄다."),
    (
        "chaek-glued",
        "Graduates of KimChaek University found work there.",
    ),
    ("sinmun-hangul", "그날의 로동신문이 그렇게 썼다."),
    (
        "words",
        "Thus a young man may win a gun in the sun, or so the song says, and no one can bar him.",
    ),
];

static PAGES: Pages = Pages::new(DOCUMENTS);

/// The documents whose names begin so.
fn all_of(begins: &[&str]) -> BTreeSet<String> {
    let names = DOCUMENTS.iter().map(|(name, _)| *name);
    names
        .filter(|name| begins.iter().any(|begin| name.starts_with(begin)))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_spelling_finds_every_other_and_no_other_person() {
    let mut complaints = Vec::new();
    for (queries, begins) in [
        (
            &[
                "박진혁",
                "박진혁이",
                "박 진혁",
                "Park Jin-hyok",
                "Jin-hyok Park",
                "PARK, Jin Hyok",
                "Pak Chin-hyŏk",
                "Pak Chin-hyok",
                "Bak Jinhyeok",
                "\"Park Jin Hyok\"",
                "朴鎭赫",
            ][..],
            &["hyok-"][..],
        ),
        (&["박진희", "Pak Chin-hŭi", "Park Jin-hee"], &["hui-"]),
        (&["박진", "Park Jin"], &["jin-"]),
        (
            &[
                "리영호",
                "이영호",
                "Ri Yong-ho",
                "Lee Young-ho",
                "Yi Yŏngho",
            ],
            &["yongho-"],
        ),
        (
            &[
                "김정은",
                "김정은은",
                "Kim Jong Un",
                "Kim Jong-un",
                "Kim Dzong Un",
                "金正恩",
            ],
            &["un-"],
        ),
        (&["김정일", "Kim Jong Il"], &["il-"]),
        (&["김일성", "Kim Il Sung", "Kim Il-sŏng"], &["ilsong-"]),
        (&["Kim Chaek", "KimChaek"], &["chaek-"]),
    ] {
        for query in queries {
            let (found, wanted) = (PAGES.found(query, Match::All), all_of(begins));
            // What was typed may be a part of another word of the text, as ever, whatever its capitals and commas;
            // another spelling may not.
            let plain = |text: &str| text.replace(',', "").to_lowercase();
            let typed: BTreeSet<String> = DOCUMENTS
                .iter()
                .filter(|(_, text)| plain(text).contains(&plain(query)))
                .map(|(name, _)| (*name).to_owned())
                .collect();
            let missing: Vec<_> = wanted.difference(&found).collect();
            let wrong: Vec<_> = found
                .difference(&wanted)
                .filter(|name| !typed.contains(*name))
                .collect();
            if !missing.is_empty() || !wrong.is_empty() {
                complaints.push(format!("{query}: misses {missing:?}, has {wrong:?}"));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn ordinary_words_find_only_themselves() {
    for word in [
        "gun",
        "song",
        "so",
        "sun",
        "no",
        "man",
        "young",
        "win",
        "in the sun",
        "bar",
    ] {
        let found = PAGES.found(word, Match::All);
        let other: Vec<_> = found
            .iter()
            .filter(|name| {
                let (_, text) = DOCUMENTS.iter().find(|(known, _)| known == name).unwrap();
                let text = text.to_lowercase();
                !word.split(' ').all(|word| text.contains(word))
            })
            .collect();
        assert!(other.is_empty(), "{word}: {other:?}");
    }
}

#[test]
fn a_search_says_whether_other_spellings_are_wanted() {
    let typed = all_of(&["hyok-hangul"]);
    for (query, matching, wanted) in [
        ("박진혁", Match::Literal, &typed),
        ("박진혁", Match::Words, &typed),
        ("박진혁", Match::Names, &all_of(&["hyok-"])),
        ("exact:박진혁", Match::All, &typed),
        ("name:박진혁", Match::All, &all_of(&["hyok-"])),
        ("박진혁이", Match::Literal, &BTreeSet::new()),
        ("박진혁이", Match::Words, &typed),
        ("pak jin hyok", Match::Words, &BTreeSet::new()),
        ("name:\"pak jin hyok\"", Match::Names, &all_of(&["hyok-"])),
    ] {
        assert_eq!(
            PAGES.found(query, matching),
            *wanted,
            "{query} {}",
            matching.name()
        );
    }
}

#[test]
fn what_is_left_out_is_left_out_in_every_spelling() {
    let found = PAGES.found("연설은 -\"Kim Jong Un\"", Match::All);
    assert_eq!(found, all_of(&["il-hangul", "ilsong-hangul"]));
}

#[test]
fn the_words_of_one_name_have_one_reason() {
    let results = PAGES.index().search(&Search::new("Rodong Sinmun")).unwrap();
    let why = &results.documents[0].hits[0].why;
    let told: Vec<_> = why
        .iter()
        .map(|reason| (reason.query.as_str(), reason.matched.as_str()))
        .collect();
    assert_eq!(told, [("Rodong Sinmun", "로동신문")]);
}

/// Pages that hold none of the names asked of them.
const OTHERS: &[(&str, &str)] = &[
    (
        "kleinjung",
        "Kleinjung, J; Douglas, N; Heringa, J (2002). Multiple alignment. Bioinformatics, 18, 1270.",
    ),
    (
        "microscope",
        "Images were taken with an N-SIM Nikon microscope. The SCID-I interview was used.",
    ),
    (
        "authors",
        "Fukuizumi M, Kohjima M, Yoshimoto T (2010). At the Fluß Sŏngch'ŏn.",
    ),
    (
        "rim",
        "Rim Jong Hyok was indicted. Jong Song Hwa is chief executive. Ju Song-ha is a journalist.",
    ),
    (
        "words",
        "우리는 행복하게 살며 숙원을 이루었다. 재산을 분산하고 회사는 파산하였다. 조상을 강조하였다.",
    ),
    ("persons", "로성실과 정성화, 류영섭이 참석하였다."),
];

static OTHER_PAGES: Pages = Pages::new(OTHERS);

#[test]
fn a_name_that_is_not_there_is_not_found() {
    for query in [
        "이영진",
        "이용주",
        "윤여정",
        "이강석",
        "김종오",
        "주덕해",
        "리설주",
        "장혁",
        "조성하",
        "송화",
        "Hanbok",
        "Suwon",
        "Pusan",
        "Cho Sang",
        "Gang Jo",
        "로성일",
        "정성호",
        "류영식",
    ] {
        let found = OTHER_PAGES.found(query, Match::All);
        assert_eq!(found, BTreeSet::new(), "{query}");
    }
    // The whole name is.
    for query in ["림종혁", "Rim Chong-hyŏk", "정성화", "Chŏng Sŏng-hwa"] {
        assert!(!OTHER_PAGES.found(query, Match::All).is_empty(), "{query}");
    }
}

/// Names that end like a particle, each beside one that begins alike; names as either state writes them, each alone.
const ALONE: &[(&str, &str)] = &[
    ("chongun", "The speech of Kim Jong Un was long."),
    ("chongil", "김정일의 연설은 길었다."),
    ("syngman", "The letter of Yi Sŭng-man is lost."),
    ("sungyop", "리승엽이 그 편지를 받았다."),
    ("yongho", "외교관 이용호가 말하였다."),
    ("ryonghae", "비서 최용해가 말하였다."),
    ("songwol", "The singer Hyon Song Wol came first."),
    ("poet", "시인 백석의 시를 읽었다."),
    ("koryo", "The celadon of Goryeo is green."),
    ("kang", "The poet Yi Kang wrote it."),
];

static ALONE_PAGES: Pages = Pages::new(ALONE);

#[test]
fn a_name_alone_in_its_spelling_is_found_and_no_other() {
    for (query, wanted) in [
        ("김정은", "chongun"),
        ("이승만", "syngman"),
        ("Ri Yong Ho", "yongho"),
        ("Ri Yong-ho", "yongho"),
        ("Yi Yong-ho", "yongho"),
        ("Choe Ryong Hae", "ryonghae"),
        ("현송월", "songwol"),
        ("Paek Sŏk", "poet"),
        ("Koryŏ", "koryo"),
        ("Yi Kang", "kang"),
    ] {
        let found = ALONE_PAGES.found(query, Match::All);
        assert_eq!(found, [wanted.to_owned()].into(), "{query}");
    }
    // A slip of a key may be another person: it is offered.
    assert_eq!(ALONE_PAGES.found("Yi Sang", Match::All), BTreeSet::new());
}

/// Places in either script.
const PLACES: &[(&str, &str)] = &[
    (
        "english",
        "The delegation left Seoul for Busan. Others went to Musan and Dokdo. Choson was a kingdom.",
    ),
    (
        "korean",
        "대표단은 서울을 떠나 부산으로 갔다. 무산과 독도에도 갔다. 조선은 왕국이었다.",
    ),
];

static PLACE_PAGES: Pages = Pages::new(PLACES);

#[test]
fn places_find_each_other() {
    let both: BTreeSet<String> = ["english", "korean"].map(str::to_owned).into();
    for query in [
        "서울", "Seoul", "부산", "Busan", "독도", "Dokdo", "조선", "Choson", "무산", "Musan",
    ] {
        assert_eq!(PLACE_PAGES.found(query, Match::All), both, "{query}");
    }
}

/// Names with spaces between their parts or without, and words that look so.
const DIVIDED: &[(&str, &str)] = &[
    (
        "joined",
        "김일성과 박금철이 만났다. 역사는 일성과 금철을 적었다.",
    ),
    ("apart", "김 일 성은 박 금철을 만났다."),
    (
        "words",
        "이 한 사람이 김 한 장을 샀다. 남궁씨도 만 원을 냈다.",
    ),
    ("two", "남궁억은 시를 썼다."),
    ("two-apart", "시인 남궁 억의 시를 읽었다."),
];

static DIVIDED_PAGES: Pages = Pages::new(DIVIDED);

#[test]
fn a_name_with_spaces_is_the_name() {
    for (query, begins) in [
        ("김 일성", &["joined", "apart"][..]),
        ("김 일 성", &["joined", "apart"]),
        ("김일성", &["joined", "apart"]),
        ("Kim Il Sung", &["joined", "apart"]),
        ("박 금철", &["joined", "apart"]),
        ("박금철", &["joined", "apart"]),
        ("金 日成", &["joined", "apart"]),
        ("남궁 억", &["two", "two-apart"]),
        ("남궁억", &["two", "two-apart"]),
        ("Namgung Ŏk", &["two", "two-apart"]),
    ] {
        let wanted: BTreeSet<String> = begins.iter().map(|&name| name.to_owned()).collect();
        assert_eq!(DIVIDED_PAGES.found(query, Match::All), wanted, "{query}");
    }
}

/// Surnames that are words of English too, and names in a row that share a surname.
#[test]
fn surnames_that_are_words_and_names_in_a_row() {
    let pages = [
        ("taeu", "노태우 정부의 북방 정책."),
        ("sunsin", "이순신의 일기가 남아 있다."),
        ("row", "They were Kim Kirim, Kim Namch'ŏn and An Hoenam."),
        ("words", "In Seoul an uncle and I am told of no sun."),
    ];
    let workplace = Workplace::of_pages(&pages);
    let index = workplace.open();
    for (query, expected) in [
        ("No T'aeu", "taeu: 노태우"),
        ("I Sunsin", "sunsin: 이순신"),
        ("Kim Kirim", "row: Kim Kirim"),
        ("In Seoul", "words: Seoul"),
    ] {
        let results = index.search(&Search::new(query).limit(10)).unwrap();
        let found: Vec<String> = results
            .documents
            .iter()
            .map(|document| {
                let hit = &document.hits[0];
                let marks: Vec<&str> = hit
                    .highlights
                    .iter()
                    .map(|span| &hit.text[span.range()])
                    .collect();
                format!("{}: {}", document.id, marks.join("|"))
            })
            .collect();
        assert_eq!(found, [expected], "{query}");
    }
}
