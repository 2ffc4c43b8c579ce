//! `search-index forget`: a withdrawn document leaves at once and does not come back by itself.

use std::fs;

use serde_json::Value;

use crate::run::{indexed, search, search_index};

#[test]
fn a_forgotten_document_leaves_at_once_and_stays_away_until_undone() {
    let place = indexed(&[
        ("kept.md", "Koryolink kept\n"),
        ("2019/secret.md", "Ullim secret\n"),
        ("2019/secret.txt", "Samjiyon other\n"),
    ]);
    place.write("corpus/new.md", "Naenara new\n");
    search_index(place.path(), ["forget", "2019/secret"]).ended(0);
    search(place.path(), ["Ullim"]).ended(1);
    search(place.path(), ["Koryolink"]).ended(0);
    // Nothing else was looked for.
    search(place.path(), ["Naenara"]).ended(1);

    let ran = search_index(place.path(), ["update"]).ended(0);
    assert!(
        ran.stdout.contains("kept out 1 forgotten document"),
        "{}",
        ran.stdout
    );
    search(place.path(), ["Naenara"]).ended(0);
    search(place.path(), ["Samjiyon"]).ended(0);
    // A change of the file does not bring it back, nor a merge, nor a rebuild.
    place.write("corpus/2019/secret.md", "Ullim secret and longer\n");
    for again in ["update", "compact", "build"] {
        search_index(place.path(), [again]).ended(0);
        search(place.path(), ["Ullim"]).ended(1);
    }
    let listed: Value = search_index(place.path(), ["forget", "--list", "--json"])
        .ended(0)
        .json();
    assert_eq!(listed["forgotten"][0]["id"], "2019/secret");
    assert_eq!(listed["forgotten"][0]["file"], "secret.md");

    search_index(place.path(), ["forget", "--undo", "2019/secret"]).ended(0);
    search_index(place.path(), ["update"]).ended(0);
    search(place.path(), ["Ullim"]).ended(0);
    let listed = search_index(place.path(), ["forget", "--list"]).ended(0);
    assert_eq!(listed.stdout, "nothing is kept out\n");
}

#[test]
fn a_document_is_named_by_its_path_too() {
    let place = indexed(&[("a.md", "Koryolink\n"), ("deep/b.md", "Ullim\n")]);
    let deep = place.path().join("corpus/deep");
    let index = ["--index", "../../index"];
    search_index(&deep, ["forget", "b.md"].iter().chain(&index)).ended(0);
    search(place.path(), ["Ullim"]).ended(1);
    search_index(place.path(), ["forget", "--undo", "corpus/deep/b.md"]).ended(0);
    search_index(place.path(), ["update"]).ended(0);
    search(place.path(), ["Ullim"]).ended(0);
}

#[test]
fn a_name_that_no_document_has_changes_nothing() {
    let place = indexed(&[("a.md", "Koryolink\n"), ("b.md", "Ullim\n")]);
    for arguments in [
        ["forget", "a", "nobody"].as_slice(),
        &["forget", "--undo", "a"],
    ] {
        search_index(place.path(), arguments)
            .ended(2)
            .complained("search-index", &["no document "]);
    }
    search_index(place.path(), ["forget"]).ended(2);
    search(place.path(), ["Koryolink"]).ended(0);
}

#[test]
fn the_list_outlives_the_format_of_the_index() {
    let place = indexed(&[("a.md", "Koryolink\n"), ("b.md", "Ullim\n")]);
    search_index(place.path(), ["forget", "b"]).ended(0);
    let pointer = place.path().join("index/current");
    let text = fs::read_to_string(&pointer).unwrap();
    fs::write(&pointer, text.replace("\"format\":", "\"format\":9")).unwrap();
    search(place.path(), ["Koryolink"]).ended(2);
    search_index(place.path(), ["build"]).ended(0);
    search(place.path(), ["Koryolink"]).ended(0);
    search(place.path(), ["Ullim"]).ended(1);
}

#[test]
fn your_own_lists_stay_when_a_document_leaves() {
    let place = indexed(&[("a.md", "Ullim a\n"), ("b.md", "채굴기를 샀다.\n")]);
    place.write("aliases.txt", "Ullim = 울림\n");
    place.write("dictionary.txt", "채굴기 = 채굴 + 기\n");
    search_index(place.path(), ["update"]).ended(0);
    place.write("corpus/c.md", "Naenara c\n");
    search_index(place.path(), ["update"]).ended(0);
    for writer in [["forget", "c"].as_slice(), &["compact"]] {
        search_index(place.path(), writer).ended(0);
        search_index(place.path(), ["check"]).ended(0);
        let ran = search_index(place.path(), ["update"]).ended(0);
        assert_eq!(ran.stdout, "nothing has changed in 2 files\n");
        search(place.path(), ["울림"]).ended(0);
    }
}

#[test]
fn the_only_document_can_leave() {
    let place = indexed(&[("a.md", "Koryolink\n")]);
    search_index(place.path(), ["forget", "a"]).ended(0);
    search(place.path(), ["Koryolink"]).ended(1);
    search_index(place.path(), ["forget", "--undo", "a"]).ended(0);
    search_index(place.path(), ["update"]).ended(0);
    search(place.path(), ["Koryolink"]).ended(0);
}
