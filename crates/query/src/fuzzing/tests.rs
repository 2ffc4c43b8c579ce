//! Queries against texts, as tables of small cases and as properties: what is marked, and what is cut.

use std::time::Duration;

use cpu_time::ThreadTime;
use proptest::prelude::*;

use super::*;

fn marked(query: &str, text: &str) -> String {
    mark_and_cut(query, text, 3, 60).0
}

#[test]
fn what_a_query_marks() {
    for (query, text) in [
        ("Jin-hyok", "Park ⟦Jin-hyok⟧ of the group"),
        (
            "\"Park Jin-hyok\"",
            "Park, then ⟦Park Jin-hyok⟧, then Jin-hyok",
        ),
        ("\"Park Jin-hyok\"", "⟦Park Jin hyok⟧"),
        ("exact:hackers", "a hacker and two ⟦hackers⟧"),
        ("hackers", "a ⟦hacker⟧ and two ⟦hackers⟧"),
        ("북한", "⟦북한⟧은 크다; 동북 한국"),
        (
            "\u{1107}\u{116e}\u{11a8}\u{1112}\u{1161}\u{11ab}",
            "⟦북한⟧은 크다; 동북 한국",
        ),
        ("북한, 미국", "⟦북한⟧은 크다; 동북 한국"),
        ("(북한)", "⟦북한⟧은 크다; 동북 한국"),
        ("토론회", "⟦토론 회⟧ 및 ⟦토론회⟧"),
        ("\"토론 회\"", "⟦토론 회⟧와 ⟦토론회⟧"),
        ("exact:토론회", "토론 회 및 ⟦토론회⟧"),
        ("exact:\"토론 회\"", "⟦토론 회⟧와 토론회"),
        ("\"그 집\"", "⟦그 집⟧에서 나온 집"),
        ("\"美國 北韓\"", "⟦미국 북한⟧ 회담, ⟦美國 北韓⟧ 회담"),
        ("\"미국 북한\"", "⟦미국 북한⟧ 회담, ⟦美國 北韓⟧ 회담"),
        ("(e-mail)", "an ⟦email⟧ and an ⟦e-mail⟧"),
        ("15 August 1994", "on ⟦1994-08-15⟧ and ⟦15 August 1994⟧"),
        ("(15 August 1994)", "on ⟦1994-08-15⟧ it began"),
        ("Kwangmyo\u{306}ng", "⟦Kwangmyŏng⟧"),
    ] {
        let plain = text.replace(['⟦', '⟧'], "");
        assert_eq!(marked(query, &plain), text, "{query}");
    }
}

#[test]
fn a_phrase_between_the_words_of_a_date_stays() {
    let plan = planned("15 \"Lazarus group\" August 1994");
    let texts: Vec<&str> = plan.items.iter().map(|item| item.text.as_str()).collect();
    assert_eq!(texts, ["15 August 1994", "Lazarus group"]);
}

#[test]
fn the_same_word_twice_is_one_thing_asked_for() {
    let plan = planned("Duran Duran Duran Duran");
    assert_eq!((plan.items.len(), plan.is_question()), (1, false));
    assert_eq!(plan.run.map(|run| run.slots.len()), Some(4));
}

#[test]
fn a_zone_asked_for_is_never_widened() {
    let (clauses, _) = parse("북한 in:bibliography");
    let (plan, _) = plan(
        &clauses,
        Some(seoji_schema::Zone::Body),
        Match::All,
        &ANALYZER,
        LANGUAGES,
    );
    let values: Vec<&[String]> = plan.filters.iter().map(|f| f.values.as_slice()).collect();
    assert_eq!(values, [["bibliography"], ["body"]]);
}

#[test]
fn snippets_are_cut_around_marks() {
    let long = "word ".repeat(100);
    let text = format!("{long}Kim Jong-un {long}Park Jin-hyok {long}");
    let (_, pieces) = mark_and_cut("Jin-hyok", &text, 2, 40);
    assert_eq!(pieces.len(), 1);
    assert_eq!(
        pieces[0].mark("[", "]"),
        "word word Park [Jin-hyok] word word word"
    );
    let (_, pieces) = mark_and_cut("\"Kim Jong-un\"", &text, 2, 12);
    assert_eq!(pieces[0].mark("[", "]"), "[Kim Jong-un]");
    // Nothing marked: the beginning.
    let (_, pieces) = mark_and_cut("absent", &text, 2, 12);
    assert!(pieces[0].start == 0 && pieces[0].highlights.is_empty());
    // A mark of two words at the edge is left out, not cut.
    let text = format!("{long}Park Jin-hyok saw {long}Sony{long}");
    for chars in 1..60 {
        mark_and_cut(
            "\"saw word\" Park \"Jin-hyok saw\" \"word word\" Sony",
            &text,
            9,
            chars,
        );
    }
    assert!(mark_and_cut("a", "", 3, 10).1.is_empty());
    assert!(mark_and_cut("a", "a", 0, 10).1.is_empty());
    mark_and_cut("a", "a a a", 1, 0);
    mark_and_cut("a", "a a a", 1, usize::MAX);
}

fn long_words() -> Vec<String> {
    let parts = |separator: &str| -> String {
        let parts: Vec<String> = (0..1500).map(|at| format!("p{at}")).collect();
        parts.join(separator)
    };
    vec![
        parts("-"),
        parts("."),
        format!("\"{}\"", parts(" ")),
        format!("\"{}\"", "a ".repeat(4000)),
        "가나다라".repeat(700),
        "12,".repeat(2700),
        "北".repeat(2700),
        "[1]".repeat(2700),
        "-a\"".repeat(3000),
        "in:body ".repeat(1000),
        "a: ".repeat(3000),
    ]
}

/// With each part compared with each other such words took seconds, and a phrase of one word gigabytes.
#[test]
fn long_words_take_no_long_time() {
    plan_query("warm");
    for query in long_words() {
        let begun = ThreadTime::now();
        plan_query(&query);
        mark_and_cut(&query, &"a ".repeat(4000), 3, 240);
        let elapsed = begun.elapsed();
        let start: String = query.chars().take(20).collect();
        assert!(elapsed < Duration::from_secs(10), "{start}… {elapsed:?}");
    }
}

#[test]
fn many_marks_take_no_long_time() {
    let begun = ThreadTime::now();
    mark_and_cut("a", &"a. b. ".repeat(2700), 3, 240);
    mark_and_cut("a", &"a, ".repeat(5400), 3, 240);
    assert!(
        begun.elapsed() < Duration::from_secs(5),
        "{:?}",
        begun.elapsed()
    );
}

/// Text of the two scripts with all that is odd in it.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => "[a-cA-C]{1,3}|북한|한국|토론|회|北|美國|e-mail|AT&T|C\\+\\+|Jin-hyok|26,100|15 August 1994|the|of",
        3 => "[ .,;:!?\"“”()\\[\\]\\-0-9\n\t]{1,3}",
        1 => "\\PC{1,3}",
        1 => "[\u{300}-\u{303}\u{1100}-\u{1105}\u{1161}-\u{1165}\u{11a8}-\u{11ab}\u{200b}\u{feff}]{1,3}",
        6 => Just(" ".to_owned()),
    ]
}

fn text(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(words(), 0..most).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_string_is_a_query(query in ".{0,40}|([a-z\"“”:가-힣 -]{0,6}){0,12}") {
        plan_query(&query);
    }

    #[test]
    fn marks_and_snippets_of_any_text(query in text(6), text in text(80), most in 0..4_usize, chars in 0..80_usize) {
        let (marked, _) = mark_and_cut(&query, &text, most, chars);
        prop_assert_eq!(marked.replace(['⟦', '⟧'], ""), text.replace(['⟦', '⟧'], ""));
    }
}
