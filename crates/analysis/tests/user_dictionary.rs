//! What a user's own words change in the analysis, and what they must not.

use proptest::prelude::*;
use seoji_analysis::{Analyzer, Language, TokenBuffer, UserDictionary};

fn with(words: &str) -> Analyzer {
    let mut own = UserDictionary::default();
    own.add(words);
    Analyzer::embedded().with_user_dictionary(&own)
}

/// The content morphemes of a word, with the parts of compounds in brackets.
fn read(analyzer: &Analyzer, word: &str) -> String {
    let eojeol = analyzer.korean().eojeol(word);
    let told = eojeol.content().map(|morpheme| {
        let parts: Vec<&str> = morpheme.parts.iter().map(|part| &*part.term).collect();
        match parts.is_empty() {
            true => morpheme.term.to_string(),
            false => format!("{}[{}]", morpheme.term, parts.join("+")),
        }
    });
    told.collect::<Vec<_>>().join(" ")
}

/// Terms of the stem field.
fn stems(analyzer: &Analyzer, text: &str) -> String {
    let mut tokens = TokenBuffer::new();
    analyzer.stem(text, Language::Korean, &mut tokens);
    let terms: Vec<&str> = tokens.iter().map(|token| token.term).collect();
    terms.join(" ")
}

const WORDS: &str = "한우철 : person\n붉은별\n모네로\n채굴기 = 채굴 + 기\n로선\n조선콤퓨터쎈터 = 조선 + 콤퓨터 + 쎈터\n광명망\n은하수\n";

#[test]
fn a_word_is_read_as_one_whatever_particle_follows() {
    let own = with(WORDS);
    for (word, read_as) in [
        ("한우철", "한우철"),
        ("붉은별", "붉은별"),
        ("모네로", "모네로"),
        ("로선", "로선"),
        ("광명망", "광명망"),
        ("은하수", "은하수"),
        ("채굴기", "채굴기[채굴+기]"),
        ("조선콤퓨터쎈터", "조선콤퓨터쎈터[조선+콤퓨터+쎈터]"),
    ] {
        let coda = (word.chars().last().unwrap() as u32 - '가' as u32) % 28;
        let (closed, liquid) = (coda != 0, coda == 8);
        let mut particles = vec![
            "",
            "의",
            "에",
            "에서",
            "도",
            "만",
            "까지",
            "부터",
            "에게",
            "보다",
            "처럼",
            "에는",
            "에서는",
            "들을",
        ];
        particles.extend(match closed {
            true => ["은", "이", "을", "과", "이라는", "이다", "이나"],
            false => ["는", "가", "를", "와", "라는", "였다", "나"],
        });
        particles.extend(match closed && !liquid {
            true => ["으로", "으로는"],
            false => ["로", "로는"],
        });
        for particle in particles {
            let found = read(&own, &format!("{word}{particle}"));
            let found = found.strip_suffix(" 들").unwrap_or(&found);
            assert_eq!(found, read_as, "{word}+{particle}");
        }
    }
}

#[test]
fn the_words_change_what_they_must() {
    let (plain, own) = (Analyzer::embedded(), with(WORDS));
    for (word, before, after) in [
        ("한우철은", "한우 철", "한우철"),
        ("붉은별은", "붉 별", "붉은별"),
        ("모네로를", "모 네", "모네로"),
        ("채굴기가", "채 굴기", "채굴기[채굴+기]"),
        ("로선을", "로 선", "로선"),
    ] {
        assert_eq!(
            (read(&plain, word).as_str(), read(&own, word).as_str()),
            (before, after),
            "{word}"
        );
    }
    assert!(own.korean().is_personal_name("한우철"));
}

#[test]
fn words_are_not_read_into_others() {
    let (plain, own) = (Analyzer::embedded(), with(WORDS));
    for word in [
        "현재로선",
        "으로선",
        "정부로선",
        "가로선을",
        "검붉은별난",
        "은하수로",
        "모네",
        "붉은",
        "별은",
        "채굴",
        "기가",
        "탐로선",
        "세로선이",
        "앞으로선",
        "나로선",
        "그로선",
        "북한으로선",
        "경로선택",
        "대로선",
        "바로선다",
        "한우",
        "철은",
        "광명",
        "망은",
        "도로선형을",
        "항로선택은",
    ] {
        let expected = match word {
            "은하수로" => "은하수",
            _ => &read(&plain, word),
        };
        assert_eq!(read(&own, word), expected, "{word}");
    }
    // A word inside another of the list is not read where the longer one stands.
    let nested = with("채굴\n채굴기\n굴기\n모네로\n모네로채굴기\n");
    assert_eq!(read(&nested, "채굴기를"), "채굴기");
    assert_eq!(read(&nested, "모네로채굴기를"), "모네로채굴기");
}

#[test]
fn letters_with_hangul_behind_are_one_word() {
    let (plain, own) = (Analyzer::embedded(), with("KCC로동망\n"));
    assert_eq!(
        stems(&own, "KCC로동망에서는"),
        "kcc␟en 로동망".replace('␟', "\u{1F}")
    );
    for text in [
        "로동망에서는",
        "KCA로동망에서는",
        "KCC 로동망에서는",
        "KCC로동",
    ] {
        assert_eq!(stems(&own, text), stems(&plain, text), "{text}");
    }
}

#[test]
fn hanja_are_read_as_the_words() {
    let own = with("한우철\n");
    assert!(
        stems(&own, "韓友哲이")
            .split(' ')
            .any(|term| term == "한우철")
    );
}

#[test]
fn each_analyzer_remembers_for_itself() {
    let (plain, own) = (Analyzer::embedded(), with(WORDS));
    let before = read(&plain, "한우철은");
    assert_eq!(read(&own, "한우철은"), "한우철");
    assert_eq!(read(&plain, "한우철은"), before);
    let none = own.clone().with_user_dictionary(&UserDictionary::default());
    assert_eq!(read(&none, "한우철은"), before);
    assert_eq!(read(&own, "한우철은"), "한우철");
}

fn hangul() -> impl Strategy<Value = String> {
    prop_oneof![
        "[가-힣]{1,8}",
        "[한우철은는을로선붉별]{1,10}",
        "(한우철|모네로|로선|별)(은|의|를|에서)?"
    ]
}

proptest! {
    #[test]
    fn no_dictionary_loses_text(words in prop::collection::vec(hangul(), 0..12), junk in ".{0,60}", text in hangul()) {
        let mut own = UserDictionary::default();
        own.add(&words.join("\n"));
        own.add(&format!("{junk}\n{} = {}", words.join(" + "), junk));
        let analyzer = Analyzer::embedded().with_user_dictionary(&own);
        let eojeol = analyzer.korean().eojeol(&text);
        prop_assert!(eojeol.content().next().is_some());
        let mut end = 0;
        for morpheme in &eojeol.morphemes {
            let span = morpheme.span.start as usize..morpheme.span.end as usize;
            prop_assert!(text.get(span.clone()).is_some());
            prop_assert!(span.start <= end, "nothing is left out: {:?}", eojeol);
            end = end.max(span.end);
            for part in &morpheme.parts {
                prop_assert!(text.get(part.span.start as usize..part.span.end as usize).is_some());
            }
        }
        prop_assert_eq!(end, text.len());
        let mut tokens = TokenBuffer::new();
        analyzer.stem(&format!("{junk}{text} K{text}"), Language::Korean, &mut tokens);
    }

    #[test]
    fn words_that_do_not_occur_change_nothing(
        words in prop::collection::vec(hangul(), 1..6),
        text in prop::collection::vec(prop_oneof![hangul(), "[韓友哲勞動新聞]{1,4}", "K(한우철|망)"], 1..6),
    ) {
        let mut own = UserDictionary::default();
        own.add(&words.join("\n"));
        let text = text.join(" ");
        let sought = own.changed_words(&UserDictionary::default());
        let (plain, own) = (Analyzer::embedded(), Analyzer::embedded().with_user_dictionary(&own));
        if !sought.occur_in(&text) {
            prop_assert_eq!(stems(&plain, &text), stems(&own, &text));
        }
    }
}
