//! What `search --suggest` offers while a query is typed.

use serde_json::Value;

use crate::run::{indexed, report, search, search_index};

fn lines(folder: &std::path::Path, typed: &str) -> Vec<String> {
    let ran = search(folder, ["--suggest", typed, "--limit", "20"]);
    ran.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn words_names_and_headings_go_on_with_what_was_typed() {
    for (typed, expected) in [
        ("laz", "lazarus"),
        ("the laz", "lazarus"),
        ("lazarus org", "THE LAZARUS ORGANIZATION"),
        ("tud", "Tudor"),
        ("라자룻", "라자루스"),
        ("북ㅎ", "북한"),
    ] {
        let offered = lines(report(), typed);
        assert!(
            offered.iter().any(|line| line.contains(expected)),
            "{typed}: {offered:?}"
        );
    }
    let none = search(report(), ["--suggest", "zzqx"]).ended(1);
    assert_eq!((none.stdout.as_str(), none.stderr.as_str()), ("", ""));
    search(report(), ["--suggest", ""]).ended(1);
}

#[test]
fn a_suggestion_is_a_ready_query() {
    let json: Value = search(report(), ["--suggest", "hackers laz", "--json"])
        .ended(0)
        .json();
    let first = &json["suggestions"][0];
    assert_eq!(
        (first["query"].as_str(), first["kind"].as_str()),
        (Some("hackers lazarus"), Some("word"))
    );
    let json: Value = search(report(), ["--suggest", "lazarus o", "--json"])
        .ended(0)
        .json();
    let heading = json["suggestions"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["kind"] == "heading");
    let query = heading.unwrap()["query"].as_str().unwrap();
    search(report(), [query]).ended(0);
}

#[test]
fn what_was_taken_out_is_offered_no_more() {
    let workplace = indexed(&[
        ("a.md", "# Zebra crossing\n\nzebrawood\n"),
        ("b.md", "# Other\n\nzebrine\n"),
    ]);
    assert_eq!(
        lines(workplace.path(), "zebr"),
        ["zebra", "Zebra crossing", "zebrawood", "zebrine"]
    );
    std::fs::remove_file(workplace.path().join("corpus/a.md")).unwrap();
    search_index(workplace.path(), ["update"]).ended(0);
    assert_eq!(lines(workplace.path(), "zebr"), ["zebrine"]);
}

#[test]
fn odd_beginnings_are_answered() {
    let long = "가".repeat(5_000);
    for typed in [
        "\u{1b}[31m",
        "ㅋㅋㅋㅋ",
        "…",
        "a\"b",
        long.as_str(),
        "\u{1100}",
        "*",
    ] {
        let ran = search(report(), ["--suggest", typed]);
        assert!(
            ran.status < 2 && ran.stderr.is_empty(),
            "{typed}: {}",
            ran.stderr
        );
        assert!(!ran.stdout.contains('\u{1b}'));
    }
}
