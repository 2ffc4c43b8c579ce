//! `--memory`: what a build plans with, and what happens to files that would need more.

use seoji_tests::Workplace;
use serde_json::Value;

use crate::run::{search, search_index};

/// Mostly blank, since reading it is not what is tested, and larger than 200 MB have room for.
fn large_text() -> String {
    let mut text = "\n".repeat(15_000_000);
    text.push_str("블록체인 at the end.\n");
    text
}

#[test]
fn a_file_that_has_no_room_is_named_and_read_when_it_has() {
    let place = Workplace::empty();
    place.write("corpus/large.txt", large_text());
    place.write("corpus/small.txt", "가상화폐 and Bitcoin.\n");
    let built = search_index(place.path(), ["build", "--memory", "200M"]).ended(0);
    assert!(
        built.stdout.contains("indexed 1 document: "),
        "{}",
        built.stdout
    );
    assert!(
        built
            .stdout
            .contains("1 file too large for the memory of this build")
            && built.stdout.contains("large.txt"),
        "{}",
        built.stdout
    );
    search(place.path(), ["가상화폐"]).ended(0);
    search(place.path(), ["블록체인"]).ended(1);
    let asked = |memory: &str, changed: usize| {
        let done: Value = search_index(place.path(), ["update", "--json", "--memory", memory])
            .ended(0)
            .json();
        assert_eq!(
            done["changed"].as_array().map(Vec::len),
            Some(changed),
            "{done}"
        );
    };
    asked("204M", 0);
    asked("1GiB", 1);
    search(place.path(), ["블록체인"]).ended(0);
    asked("200m", 0);
}

#[test]
fn a_size_that_is_none_says_how_to_write_one() {
    let place = Workplace::empty();
    place.write("corpus/small.txt", "가상화폐\n");
    for (size, says) in [
        ("much", "say how much, with a unit: 500M, 4G"),
        ("500", "say how much, with a unit: 500M, 4G"),
        ("-1G", "say how much, with a unit: 500M, 4G"),
        ("99999999999999999G", "say how much, with a unit: 500M, 4G"),
        ("10M", "a build needs 200M at least"),
    ] {
        let ran = search_index(place.path(), ["build", "--memory", size]).ended(2);
        assert!(ran.stderr.contains(says), "{size}: {}", ran.stderr);
    }
}
