//! `search-index`: build, info, show.

use std::fs;

use seoji_query::Results;
use seoji_tests::Workplace;
use serde_json::Value;

use crate::run::{indexed, report, run, search, search_index, search_index_in};

const REPORT: &str = "levi-internet-cryptocurrencies-blockchains-north-korea";

#[test]
fn a_build_tells_what_it_did() {
    let place = Workplace::with_corpus();
    let ran = search_index(place.path(), ["build"]).ended(0);
    for part in [
        "indexed 1 document: ",
        " passages, ",
        " sections, ",
        "32 bibliography entries and notes",
        " citation markers ",
        "index: index, generation 1",
    ] {
        assert!(ran.stdout.contains(part), "{part:?}: {}", ran.stdout);
    }
    assert!(
        !ran.stderr.contains('\r') && !ran.stderr.contains('\u{1b}'),
        "no progress bar in a pipe: {:?}",
        ran.stderr
    );
    let again: Value = search_index(place.path(), ["build", "--json", "--jobs", "1"])
        .ended(0)
        .json();
    assert_eq!(
        (again["version"].as_u64(), again["generation"].as_u64()),
        (Some(1), Some(2))
    );
    assert_eq!(
        (again["documents"].as_u64(), again["entries"].as_u64()),
        (Some(1), Some(32))
    );
    assert_eq!(again["index"], "index");
    assert!(again["warnings"].is_array() && again["skipped"].is_array());
}

#[test]
fn a_build_reads_several_folders_and_files() {
    let place = Workplace::empty();
    place.write("papers/one.md", "Koryolink one\n");
    place.write("reports/deep/two.txt", "Koryolink two\n");
    let three = place.write("three.md", "Koryolink three\n");
    let ran = run(search_index_in(place.path())
        .args(["build", "papers", "reports"])
        .arg(three)
        .args(["--index", "here/idx"]));
    assert!(ran.ended(0).stdout.contains("indexed 3 documents"));
    let results: Results = search(place.path(), ["Koryolink", "--json", "--index", "here/idx"])
        .ended(0)
        .json();
    assert_eq!(results.total.documents, 3);
}

#[test]
fn a_build_goes_where_search_will_look() {
    let place = Workplace::empty();
    place.write("corpus/a.md", "Koryolink\n");
    run(search_index_in(place.path())
        .arg("build")
        .env("SEARCH_INDEX", "elsewhere"))
    .ended(0);
    assert!(
        place.path().join("elsewhere/current").is_file() && !place.path().join("index").exists()
    );
}

#[test]
fn readers_see_the_new_index_after_a_build() {
    let place = indexed(&[("a.md", "Koryolink\n")]);
    search(place.path(), ["zebrafish"]).ended(1);
    place.write("corpus/b.md", "zebrafish\n");
    search_index(place.path(), ["build"]).ended(0);
    search(place.path(), ["zebrafish"]).ended(0);
    fs::remove_file(place.path().join("corpus/b.md")).unwrap();
    search_index(place.path(), ["build"]).ended(0);
    search(place.path(), ["zebrafish"]).ended(1);
}

#[test]
fn the_index_is_not_part_of_its_own_corpus() {
    let place = Workplace::empty();
    place.write("a.md", "Koryolink\n");
    for _ in 0..2 {
        let ran = search_index(place.path(), ["build", "."]).ended(0);
        assert!(ran.stdout.contains("indexed 1 document:"), "{}", ran.stdout);
    }
}

#[test]
fn info_tells_what_an_index_holds() {
    let ran = search_index(report(), ["info"]).ended(0);
    for part in [
        "documents:",
        "passages:",
        "languages:",
        "en ",
        "ko ",
        "corpus:",
        "built:",
        " UTC",
        "format:",
    ] {
        assert!(ran.stdout.contains(part), "{part:?}: {}", ran.stdout);
    }
    let info: Value = search_index(report(), ["info", "--json"]).ended(0).json();
    assert_eq!(
        (info["version"].as_u64(), info["documents"].as_u64()),
        (Some(1), Some(1))
    );
    assert!(info["index_bytes"].as_u64().unwrap() > 1_000);
    assert!(info["fallback"].is_null());
}

#[test]
fn show_tells_how_a_document_is_understood() {
    let path = format!("corpus/{REPORT}.md");
    let by_path = search_index(report(), ["show", &path]).ended(0).stdout;
    for part in [
        "Outline: ",
        "4  THE LAZARUS ORGANIZATION",
        "BIBLIOGRAPHY",
        "Passages: ",
        "· 22 ·",
        "A.k.a Pak Jin-hek.",
        "cites 20",
        "cited by ",
    ] {
        assert!(
            by_path.to_lowercase().contains(&part.to_lowercase()),
            "{part:?}: {by_path}"
        );
    }
    let by_id = search_index(report(), ["show", REPORT]).ended(0).stdout;
    let without_paths = |page: &str| {
        page.lines()
            .filter(|line| !line.starts_with("file:"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        without_paths(&by_id),
        without_paths(&by_path),
        "an id means the document's file"
    );
    // From a folder below, the path in the index leads nowhere; the index knows where it is.
    search_index(&report().join("corpus"), ["show", REPORT]).ended(0);
    let json: Value = search_index(report(), ["show", &path, "--json"])
        .ended(0)
        .json();
    let entries = json["passages"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|passage| passage["kind"] == "entry" || passage["kind"] == "note");
    assert_eq!(entries.count(), 32);
    assert!(json["outline"].as_array().unwrap().len() >= 8);
}

#[test]
fn show_says_what_it_cannot_find() {
    search_index(report(), ["show", "no-such-document"])
        .ended(2)
        .complained(
            "search-index",
            &["no such file: no-such-document", "no document with that id"],
        );
    let place = indexed(&[("a.md", "Koryolink\n")]);
    fs::remove_file(place.path().join("corpus/a.md")).unwrap();
    search_index(place.path(), ["show", "a"])
        .ended(2)
        .complained("search-index", &["is gone", "build the index again"]);
}

#[test]
fn warnings_name_file_and_line() {
    let place = Workplace::empty();
    // A marker whose note is nowhere.
    place.write(
        "corpus/a.md",
        "# A\n\nFirst[1] and second[7].\n\n## Bibliography\n\n[1] One, 2001.\n\n[2] Two, 2002.\n",
    );
    let ran = search_index(place.path(), ["build"]).ended(0);
    for line in ran.stderr.lines() {
        assert!(
            line.starts_with("search-index: warning: corpus/a.md"),
            "{line}"
        );
    }
    let shown = search_index(place.path(), ["show", "corpus/a.md"])
        .ended(0)
        .stdout;
    assert_eq!(
        shown.contains("Warnings: "),
        !ran.stderr.is_empty(),
        "show and build tell the same"
    );
}

#[test]
fn help_shows_how() {
    let help = search_index(report(), ["--help"]).ended(0).stdout;
    assert!(
        help.contains("build") && help.contains("info") && help.contains("show"),
        "{help}"
    );
    assert!(
        search_index(report(), ["build", "--help"])
            .ended(0)
            .stdout
            .contains("--jobs")
    );
    search_index(report(), [""; 0]).ended(2);
}
