//! Typed and matched text with the reason that is told.

use super::*;

#[test]
fn reasons_of_the_literal_field() {
    for (typed, matched, words) in [
        ("Park", "park", "exact"),
        ("Park Jin-hyok", "Park Jin-hyok", "exact"),
        ("Park Jin-hyok", "Park Jin hyok", "exact"),
        ("Jin-hyok", "Jinhyok", "spacing differs"),
        ("해커부대", "해커 부대", "spacing differs"),
        ("South", "Southeast", "spacing differs"),
        ("김수키는", "김수키", "same word, other form"),
        ("Saebo", "Saebø", "same letters, accents aside"),
        ("Pulgŭnbyŏl", "Pulgŭnbyo\u{306}l", "exact"),
        (
            "Jin-hyok Park",
            "Park Jin-hyok",
            "same name, in the other order",
        ),
        (
            "Jin-hyŏk Park",
            "Park Jin-hyok",
            "same name, in the other order",
        ),
        ("통일부", "統一部", "Hanja 統一部 read 통일부"),
        ("北韓", "북한", "Hanja 北韓 read 북한"),
        // As it was read: 金 is 김 in a surname, and the particle is no part of it.
        ("김일성을", "金日成)을", "Hanja 金日成 read 김일성"),
        ("金正浩", "김정호", "Hanja 金正浩 read 김정호"),
        (
            "1970년대에",
            "1970s",
            "same date or number, written differently",
        ),
        (
            "1970s",
            "1970년대",
            "same date or number, written differently",
        ),
        ("리대통령", "李 대통령", "Hanja 李 read 리"),
    ] {
        let rule = Rule::of_text(typed, matched, false);
        assert_eq!(
            rule.in_words(typed, &[], matched),
            words,
            "{typed} {matched}"
        );
    }
}

#[test]
fn reasons_of_the_stem_field() {
    for (typed, matched, kind, words) in [
        ("hackers", "hackers", TokenKind::Stem, "exact"),
        (
            "hacker",
            "hackers",
            TokenKind::Stem,
            "same word, other form",
        ),
        (
            "1994-08-15",
            "15 August 1994",
            TokenKind::Normal,
            "same date or number, written differently",
        ),
        ("북한", "北", TokenKind::Reading, "Hanja 北 read 북"),
        ("email", "e-mail", TokenKind::Joined, "spacing differs"),
        ("South", "South-East", TokenKind::Joined, "spacing differs"),
        (
            "북한은",
            "북한",
            TokenKind::Morpheme,
            "same word, other form",
        ),
    ] {
        let rule = Rule::of_token(typed, matched, kind);
        assert_eq!(
            rule.in_words(typed, &[], matched),
            words,
            "{typed} {matched}"
        );
    }
}

#[test]
fn the_closest_rules_are_the_nearest() {
    let rules = [
        Rule::Exact,
        Rule::Accents,
        Rule::Spacing,
        Rule::NormalForm,
        Rule::Order,
        Rule::Hanja,
        Rule::Inflected,
        Rule::Variant(0),
    ];
    assert!(
        rules
            .windows(2)
            .all(|pair| pair[0].distance() < pair[1].distance())
    );
}

#[test]
fn gaps_and_letters_of_odd_text() {
    assert_eq!(gaps(""), Vec::<usize>::new());
    assert_eq!(gaps("--a b--c--"), [1, 2]);
    assert_eq!(letters(" A-b\u{301}한 "), "ab한");
    assert!(is_part("a", "ab") && is_part("b", "ab") && !is_part("ab", "ab") && is_part("", "a"));
}
