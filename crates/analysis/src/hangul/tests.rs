//! Tables and properties of the letters, the keyboard, slips and the two spellings.

use proptest::prelude::*;

use super::*;

#[test]
fn the_keyboard_both_ways() {
    for (keys, hangul) in [
        ("qkrwlsgur", "박진혁"),
        ("rlawjddms", "김정은"),
        ("qnrgks", "북한"),
        ("fkwkfntm", "라자루스"),
        ("gozj", "해커"),
        ("rkqtTks", "값싼"),
        ("dmlrhks", "의관"),
        ("dnpqvpdlwl", "웹페이지"),
        ("Qkfrks", "빨간"),
        ("dlTek", "있다"),
        ("Eo", "때"),
        ("rkrtl", "각시"),
        ("dksgdk", "않아"),
        ("", ""),
    ] {
        assert_eq!(to_hangul(keys), hangul, "{keys}");
        assert_eq!(to_keys(hangul), keys);
    }
    for (hangul, latin) in [
        ("ㅣㅁㅋㅁ견", "lazarus"),
        ("ㅗㅁ차ㄷㄱ", "hacker"),
        ("ㅏㅑㅡ", "kim"),
    ] {
        assert_eq!(to_keys(hangul), latin, "{hangul}");
    }
}

#[test]
fn what_is_no_letter_stays() {
    assert_eq!(to_hangul("해zj 부대-38, zja!"), "해커 부대-38, 컴!");
    assert_eq!(to_keys("APT38 北"), "APT38 北");
    assert_eq!(to_hangul("QKRWLSGUR".to_lowercase().as_str()), "박진혁");
    assert_eq!(to_hangul("hell"), "ㅗ디ㅣ");
}

#[test]
fn initial_consonants() {
    for (word, expected) in [
        ("라자루스", "ㄹㅈㄹㅅ"),
        ("박진혁", "ㅂㅈㅎ"),
        ("쌍용", "ㅆㅇ"),
        ("APT38", ""),
    ] {
        assert_eq!(initials(word), expected);
    }
    assert!(is_initials("ㄹㅈㄹㅅ") && is_initials("ㄲㅅ"));
    assert!(!is_initials("ㄹ") && !is_initials("ㄹ자") && !is_initials("ㅏㅏ") && !is_initials(""));
    assert!(!is_initials("ㄳㄳ"), "no syllable begins with ㄳ");
}

/// Whether one of the ways to go on leads to `word` or a beginning of it.
fn leads_to(typed: &str, word: &str) -> bool {
    begun(typed).iter().any(|way| {
        let rest = word.strip_prefix(way.before.as_str());
        rest.and_then(|rest| rest.chars().next())
            .is_some_and(|c| way.next.contains(&c))
    })
}

#[test]
fn a_word_whose_last_syllable_is_begun() {
    for typed in ["라ㅈ", "라자ㄹ", "라잘", "라자룻", "라자루ㅅ"] {
        assert!(leads_to(typed, "라자루스"), "{typed}: {:?}", begun(typed));
    }
    for (typed, word) in [
        ("해커그루", "해커그룹"),
        ("조선고", "조선과"),
        ("물갑", "물값"),
        ("물값", "물갑시"),
        ("이읽", "이일그"),
        ("북ㅎ", "북한"),
        ("북하", "북한"),
    ] {
        assert!(leads_to(typed, word), "{typed}: {:?}", begun(typed));
    }
    for typed in ["", "ㄹ", "라", "abc", "라ㅏ", "ㄹ자루", "라 ㄹ"] {
        assert!(begun(typed).is_empty(), "{typed}: {:?}", begun(typed));
    }
}

fn keys(word: &str) -> Vec<char> {
    to_keys(word).chars().collect()
}

#[test]
fn slips_are_counted_and_weighed() {
    let slips = |typed: &str, meant: &str| slip_cost(&keys(typed), &keys(meant)).slips;
    assert_eq!(slips("라자루스", "라자루스"), 0);
    assert_eq!(slips("라자류스", "라자루스"), 1);
    assert_eq!(
        slips("라ㅈ루스", "라자루스"),
        1,
        "a key missed breaks the syllable"
    );
    assert_eq!(slips("라자ㅜㄹ스", "라자루스"), 1, "two keys swapped");
    assert_eq!(slips("lazrus", "lazarus"), 1);
    assert_eq!(slips("lzaarus", "lazarus"), 1);
    assert_eq!(slips("", "가"), 2);
    let cost = |typed: &str, meant: &str| slip_cost(&keys(typed), &keys(meant)).cost;
    assert!(
        cost("lazarud", "lazarus") < cost("lazarup", "lazarus"),
        "d touches s"
    );
    assert!(cost("까치", "가치") < cost("자치", "까치"), "shift");
}

#[test]
fn the_two_spellings() {
    let shown = |word: &str| -> Vec<String> {
        let mut twins: Vec<String> = twins(word, |_| true)
            .into_iter()
            .map(|twin| format!("{:?} {}", twin.standard, twin.text))
            .collect();
        twins.sort();
        twins
    };
    for (word, expected) in [
        ("로동신문", "South 노동신문"),
        ("노동신문", "North 로동신문"),
        ("녀성", "South 여성"),
        ("여성", "North 녀성"),
        ("련합", "South 연합"),
        ("력사", "South 역사"),
        ("역사", "North 력사"),
        ("리용", "South 이용"),
        ("래일", "South 내일"),
        ("내일", "North 래일"),
        ("조선로동당", "South 조선노동당"),
        ("조선노동당", "North 조선로동당"),
        ("리론", "South 이론"),
        ("로선", "South 노선"),
        ("투표률", "South 투표율"),
        ("대렬", "South 대열"),
    ] {
        assert_eq!(shown(word), [expected], "{word}");
    }
    // Single syllables are other words; loanwords and native words follow no law; 노비 is 奴婢.
    for word in [
        "노",
        "량",
        "련",
        "로비",
        "라디오",
        "리본",
        "나라",
        "너무",
        "노비",
        "이본",
        "합격률",
        "labor",
        "",
    ] {
        assert!(shown(word).is_empty(), "{word}: {:?}", shown(word));
    }
}

#[test]
fn a_word_inside_begins_where_a_morpheme_does() {
    assert_eq!(south_of("현재로선", |_| false), None);
    assert_eq!(south_of("로선을", |_| false).unwrap().0, "노선을");
}

#[test]
fn the_table_is_sorted_and_every_line_is_found() {
    let table = spelling::LINES;
    assert!(table.lines().count() > 1_000);
    assert!(
        table
            .lines()
            .is_sorted_by_key(|line| line.split('\t').next().unwrap_or("").as_bytes())
    );
    for line in table.lines() {
        let mut fields = line.split('\t');
        let (north, south) = (fields.next().unwrap(), fields.next().unwrap());
        let found = spelling::southern_prefix(north).expect("it is in the table");
        assert_eq!((found.0, found.1), (north.len(), south), "{line}");
        assert_eq!(north.chars().count(), south.chars().count(), "{line}");
        assert_eq!(north.len(), south.len(), "{line}");
    }
}

proptest! {
    #[test]
    fn keys_come_back(keys in "[a-zQWERTOP ,0-9]{0,40}") {
        prop_assert_eq!(to_keys(&to_hangul(&keys)), keys);
    }

    #[test]
    fn syllables_come_back(word in "[가-힣]{0,12}") {
        prop_assert_eq!(to_hangul(&to_keys(&word)), word);
    }

    #[test]
    fn no_text_is_too_odd(text in "\\PC{0,30}") {
        to_hangul(&text);
        to_keys(&text);
        initials(&text);
        begun(&text);
        twins(&text, |at| text.is_char_boundary(at));
    }

    #[test]
    fn what_is_begun_leads_to_the_word(word in "[가-힣]{2,6}", less in 1..4_usize) {
        let keys: Vec<char> = to_keys(&word).chars().collect();
        let typed = to_hangul(&keys[..keys.len().saturating_sub(less)].iter().collect::<String>());
        if typed.chars().count() >= 2 && is_whole(&typed[..typed.char_indices().next_back().unwrap().0]) {
            prop_assert!(leads_to(&typed, &word) || word.starts_with(&typed), "{} {}", typed, word);
        }
    }

    #[test]
    fn one_slip_costs_one_slip(word in "[가-힣]{1,4}", pick in any::<prop::sample::Index>()) {
        let typed = keys(&word);
        let mut others = Vec::new();
        one_slip_away(&typed, &"qwertyuiopasdfghjklzxcvbnmQWERTOP".chars().collect::<Vec<_>>(), |other| {
            others.push(other.to_vec());
        });
        let other = pick.get(&others);
        prop_assert_eq!(slip_cost(&typed, other).slips, 1);
        prop_assert_eq!(slip_cost(other, &typed).slips, 1);
    }

    #[test]
    fn the_south_of_the_north_is_the_south(word in "(로동|력사|녀성|련합|래일|리용)(신문|조합|당|의|가)?") {
        let south = south_of(&word, |_| true).unwrap().0;
        prop_assert_eq!(south_of(&south, |_| true), None);
        let back = twins(&south, |_| true);
        prop_assert!(back.iter().any(|twin| twin.text == word), "{} {:?}", south, back);
    }
}
