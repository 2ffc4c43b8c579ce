//! `.gitignore`, `.ignore` and `.searchignore`: what people keep in a folder and do not want found.

use std::fs;

use seoji_tests::Workplace;
use serde_json::Value;

use crate::run::{search, search_index};

#[test]
fn rules_leave_out_files_and_the_report_says_so() {
    let place = Workplace::empty();
    place.write("corpus/.gitignore", "drafts/\n*.bak.md\n");
    place.write("corpus/.searchignore", "!wanted.bak.md\n");
    for (name, word) in [
        ("kept.md", "Koryolink"),
        ("drafts/one.md", "Naenara"),
        ("old.bak.md", "Ullim"),
        ("wanted.bak.md", "Samjiyon"),
    ] {
        place.write(&format!("corpus/{name}"), format!("{word} text\n"));
    }
    let ran = search_index(place.path(), ["build"]).ended(0);
    assert!(
        ran.stdout
            .contains("left out 2 files and folders by ignore rules"),
        "{}",
        ran.stdout
    );
    for (word, status) in [
        ("Koryolink", 0),
        ("Samjiyon", 0),
        ("Naenara", 1),
        ("Ullim", 1),
    ] {
        search(place.path(), [word]).ended(status);
    }

    // A rule that goes lets in what it kept out; one that comes takes out what it names.
    place.write("corpus/.gitignore", "kept.md\n");
    let told: Value = search_index(place.path(), ["update", "--json"])
        .ended(0)
        .json();
    let ends: Vec<&str> = told["report"]["ignored"]
        .as_array()
        .unwrap()
        .iter()
        .map(|path| path.as_str().unwrap())
        .collect();
    assert_eq!(ends, ["corpus/kept.md"]);
    for (word, status) in [("Koryolink", 1), ("Naenara", 0), ("Ullim", 0)] {
        search(place.path(), [word]).ended(status);
    }
}

#[test]
fn rules_are_disregarded_where_asked_also_by_updates() {
    let place = Workplace::empty();
    place.write("corpus/.ignore", "*\n");
    place.write("corpus/one.md", "Koryolink text\n");
    search_index(place.path(), ["build"]).ended(2);
    search_index(place.path(), ["build", "--no-ignore"]).ended(0);
    place.write("corpus/two.md", "Ullim text\n");
    search_index(place.path(), ["update"]).ended(0);
    search(place.path(), ["Ullim"]).ended(0);
}

#[test]
fn what_stands_above_the_corpus_says_nothing_about_it() {
    let place = Workplace::empty();
    place.write(".gitignore", "corpus/\n*.md\n");
    place.write("corpus/one.md", "Koryolink text\n");
    search_index(place.path(), ["build"]).ended(0);
    search(place.path(), ["Koryolink"]).ended(0);
}

#[test]
fn a_line_that_is_no_rule_is_a_warning_with_its_place() {
    let place = Workplace::empty();
    place.write("corpus/.searchignore", "# drafts\ntwo[z-a].md\nthree.md\n");
    place.write("corpus/one.md", "Koryolink text\n");
    place.write("corpus/three.md", "Ullim text\n");
    let ran = search_index(place.path(), ["build"]).ended(0);
    assert!(
        ran.stderr.contains(".searchignore:2: not a rule"),
        "{}",
        ran.stderr
    );
    search(place.path(), ["Ullim"]).ended(1);
    fs::remove_file(place.path().join("corpus/.searchignore")).unwrap();
    search_index(place.path(), ["update"]).ended(0);
    search(place.path(), ["Ullim"]).ended(0);
}
