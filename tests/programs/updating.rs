//! `search-index update` and `compact`: the index follows its folder and keeps what has not changed.

use std::collections::BTreeSet;
use std::fs;

use proptest::prelude::*;
use seoji_query::{Index, Search};
use seoji_tests::Workplace;
use serde_json::Value;

use crate::run::{search, search_index};

/// Ids of all passages that answer a query, as far as an index shows them.
fn answers(index: &Index, query: &str) -> BTreeSet<String> {
    let search = Search::new(query).limit(1000).per_document(1000);
    let results = index.search(&search).unwrap();
    let hits = results.documents.iter().flat_map(|document| &document.hits);
    hits.map(|hit| hit.id.clone()).collect()
}

#[test]
fn an_update_reads_what_is_new_changed_or_gone_and_nothing_else() {
    let place = Workplace::empty();
    place.write("corpus/one.md", "# One\n\nKoryolink began in 2008.\n");
    place.write("corpus/two.md", "# Two\n\n광명망은 내부망이다.\n");
    place.write("corpus/three.md", "# Three\n\nNaenara is a portal.\n");
    search_index(place.path(), ["build"]).ended(0);

    let ran = search_index(place.path(), ["update"]).ended(0);
    assert_eq!(ran.stdout, "nothing has changed in 3 files\n");

    place.write("corpus/two.md", "# Two\n\n붉은별은 운영체제이다.\n");
    place.write("corpus/four.md", "# Four\n\nUllim is a tablet.\n");
    fs::remove_file(place.path().join("corpus/three.md")).unwrap();

    let ran = search_index(place.path(), ["update", "--dry-run"]).ended(0);
    let told = "new      corpus/four.md\nchanged  corpus/two.md\ngone     corpus/three.md\n\
                1 file unchanged; nothing was written\n";
    assert_eq!(ran.stdout, told);
    search(place.path(), ["Naenara"]).ended(0);

    let ran = search_index(place.path(), ["update"]).ended(0);
    for part in ["1 file unchanged\n", "indexed 3 documents", "generation 2"] {
        assert!(ran.stdout.contains(part), "{part:?}: {}", ran.stdout);
    }
    for gone in ["Naenara", "광명망"] {
        search(place.path(), [gone]).ended(1);
    }
    for found in ["Koryolink", "붉은별", "Ullim"] {
        search(place.path(), [found]).ended(0);
    }
    // The generation before is whole, whatever was linked from it.
    let pointer = place.path().join("index/current");
    let newest = fs::read_to_string(&pointer).unwrap();
    let before = newest.replace("\"generation\":2", "\"generation\":1");
    assert_ne!(before, newest);
    fs::write(&pointer, before).unwrap();
    search(place.path(), ["Naenara"]).ended(0);
}

#[test]
fn a_change_that_length_and_time_do_not_show_is_found_by_content() {
    let place = Workplace::empty();
    let file = place.write("corpus/one.md", "Koryolink alpha\n");
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    let set_time = |time| {
        let opened = fs::File::options().write(true).open(&file).unwrap();
        opened.set_modified(time).unwrap();
    };
    set_time(old);
    search_index(place.path(), ["build"]).ended(0);
    fs::write(&file, "Koryolink gamma\n").unwrap();
    set_time(old);
    let ran = search_index(place.path(), ["update"]).ended(0);
    assert!(
        ran.stdout.starts_with("nothing has changed"),
        "{}",
        ran.stdout
    );
    search_index(place.path(), ["update", "--verify"]).ended(0);
    search(place.path(), ["gamma"]).ended(0);
    search(place.path(), ["alpha"]).ended(1);
}

/// Files get the times of a clock that ran ahead, was set right, and went back: nothing is missed, nothing is told twice.
#[test]
fn a_clock_that_jumps_hides_no_change() {
    let place = Workplace::empty();
    let file = place.write("corpus/one.md", "Koryolink alpha\n");
    let now = std::time::SystemTime::now();
    let year = std::time::Duration::from_secs(365 * 24 * 3600);
    let set_time = |time| {
        let opened = fs::File::options().write(true).open(&file).unwrap();
        opened.set_modified(time).unwrap();
    };
    set_time(now + year);
    search_index(place.path(), ["build"]).ended(0);
    let ran = search_index(place.path(), ["update"]).ended(0);
    assert!(
        ran.stdout.starts_with("nothing has changed"),
        "{}",
        ran.stdout
    );
    let ran = search(place.path(), ["alpha"]).ended(0);
    assert!(!ran.stderr.contains("has changed"), "{}", ran.stderr);
    // As long, and with the same time, which is still to come.
    for (text, time, found, gone) in [
        ("Koryolink gamma\n", now + year, "gamma", "alpha"),
        ("Koryolink delta\n", now - year, "delta", "gamma"),
        ("Koryolink sigma\n", std::time::UNIX_EPOCH, "sigma", "delta"),
    ] {
        fs::write(&file, text).unwrap();
        set_time(time);
        search_index(place.path(), ["update"]).ended(0);
        search(place.path(), [found]).ended(0);
        search(place.path(), [gone]).ended(1);
    }
}

#[test]
fn a_corpus_that_is_gone_or_empty_leaves_the_index_as_it_was() {
    let place = Workplace::empty();
    place.write("corpus/one.md", "Koryolink began in 2008.\n");
    search_index(place.path(), ["build"]).ended(0);
    fs::remove_file(place.path().join("corpus/one.md")).unwrap();
    search_index(place.path(), ["update"]).ended(2);
    search(place.path(), ["Koryolink"]).ended(0);
    fs::remove_dir(place.path().join("corpus")).unwrap();
    let ran = search_index(place.path(), ["update"]).ended(2);
    assert!(
        ran.stderr.contains("no such file or folder"),
        "{}",
        ran.stderr
    );
    search(place.path(), ["Koryolink"]).ended(0);
}

#[test]
fn an_update_works_from_another_folder_and_tells_it_as_json() {
    let place = Workplace::empty();
    place.write("corpus/one.md", "Koryolink began in 2008.\n");
    search_index(place.path(), ["build"]).ended(0);
    place.write("corpus/two.md", "Ullim is a tablet.\n");
    let elsewhere = place.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    let told: Value = search_index(&elsewhere, ["update", "--index", "../index", "--json"])
        .ended(0)
        .json();
    assert_eq!(told["version"], 1);
    assert_eq!(told["added"].as_array().unwrap().len(), 1);
    assert_eq!(told["report"]["documents"], 2);
}

#[test]
fn what_was_not_read_is_counted_and_tried_again_when_it_changes() {
    let place = Workplace::empty();
    place.write("corpus/one.md", "Koryolink began in 2008.\n");
    place.write("corpus/empty.md", "\n");
    place.write("corpus/binary.txt", b"\0\x01\x02\0\0\x03Ullim\0");
    place.write("corpus/picture.png", b"\x89PNG\r\n\x1a\n");
    let ran = search_index(place.path(), ["build"]).ended(0);
    for part in [
        "indexed 1 document: ",
        "not read: 1 file without text, 1 file that failed",
        "passed over 1 file of other kinds",
    ] {
        assert!(ran.stdout.contains(part), "{part:?}: {}", ran.stdout);
    }
    // Nothing of this is news as long as it stays, by whatever way it is looked at.
    place.write("corpus/picture.png", b"\x89PNG\r\n\x1a\nlonger");
    for arguments in [["update"].as_slice(), &["update", "--verify"]] {
        let ran = search_index(place.path(), arguments).ended(0);
        assert_eq!(ran.stdout, "nothing has changed in 4 files\n");
    }
    place.write("corpus/empty.md", "Naenara is a portal.\n");
    place.write("corpus/binary.txt", "Ullim is a tablet.\n");
    let ran = search_index(place.path(), ["update"]).ended(0);
    assert!(!ran.stdout.contains("not read"), "{}", ran.stdout);
    for found in ["Naenara", "Ullim"] {
        search(place.path(), [found]).ended(0);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_be_read_again_is_read_although_its_time_is_the_same() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Workplace::empty();
    place.write("corpus/one.md", "Koryolink began in 2008.\n");
    let secret = place.write("corpus/secret.md", "Ullim is a tablet.\n");
    let allow = |mode| fs::set_permissions(&secret, fs::Permissions::from_mode(mode)).unwrap();
    allow(0o000);
    if fs::read(&secret).is_ok() {
        eprintln!("skipped: a file without permission: this user may read everything");
        return;
    }
    search_index(place.path(), ["build"]).ended(0);
    let ran = search_index(place.path(), ["update"]).ended(0);
    assert_eq!(ran.stdout, "nothing has changed in 2 files\n");
    allow(0o644);
    search_index(place.path(), ["update"]).ended(0);
    search(place.path(), ["Ullim"]).ended(0);
}

#[test]
fn a_search_tells_when_the_corpus_is_newer() {
    let place = Workplace::empty();
    place.write("corpus/one.md", "Koryolink began in 2008.\n");
    place.write("corpus/deep/two.md", "Ullim is a tablet.\n");
    search_index(place.path(), ["build"]).ended(0);
    let says_so = |arguments: &[&str]| {
        let all = [&["Koryolink", "--json"], arguments].concat();
        let told: Value = search(place.path(), all).ended(0).json();
        let hints = told["hints"].as_array().unwrap().clone();
        hints.iter().any(|hint| {
            let message = hint["message"].as_str().unwrap();
            message.contains("has changed since") && message.contains("search-index update")
        })
    };
    assert!(!says_so(&[]), "nothing has changed");
    let corpus = place.path().join("corpus");
    let changes: [(&str, &dyn Fn()); 4] = [
        ("a changed file", &|| {
            place.write("corpus/deep/two.md", "Ullim is a tablet computer.\n");
        }),
        ("a new file", &|| {
            place.write("corpus/deep/three.md", "Naenara is a portal.\n");
        }),
        ("a file that is gone", &|| {
            fs::remove_file(corpus.join("deep/three.md")).unwrap();
        }),
        ("a file beside that is no document", &|| {
            place.write("corpus/deep/.three.md.swp", "x");
        }),
    ];
    for (what, change) in changes {
        change();
        assert!(says_so(&[]), "{what}");
        assert!(!says_so(&["--as-is"]), "{what}");
        search_index(place.path(), ["update", "--dry-run"]).ended(0);
        assert!(says_so(&[]), "{what}: nothing was written");
        search_index(place.path(), ["update"]).ended(0);
        assert!(!says_so(&[]), "{what}");
    }
    for writer in [["compact"].as_slice(), &["forget", "deep/two"]] {
        search_index(place.path(), writer).ended(0);
        assert!(!says_so(&[]), "{writer:?}");
    }
    place.write("corpus/one.md", "Koryolink began long ago.\n");
    assert!(says_so(&[]));
    // An index on another machine, or of a drive that is not there, says nothing.
    fs::rename(&corpus, place.path().join("away")).unwrap();
    assert!(!says_so(&[]));
}

#[test]
fn many_updates_leave_few_segments() {
    let place = Workplace::empty();
    place.write("corpus/00.md", "Koryolink number zero.\n");
    search_index(place.path(), ["build"]).ended(0);
    for number in 1..=16 {
        place.write(&format!("corpus/{number:02}.md"), "Koryolink again.\n");
        search_index(place.path(), ["update"]).ended(0);
    }
    let files = fs::read_dir(place.path().join("index/g-000017")).unwrap();
    let segments = files
        .filter(|file| {
            file.as_ref()
                .unwrap()
                .path()
                .extension()
                .is_some_and(|end| end == "store")
        })
        .count();
    assert!(segments <= 12, "{segments} segments");
    assert_eq!(answers(&place.open(), "Koryolink").len(), 17);
}

/// What happens to a corpus of six files, each holding some of a few words.
#[derive(Clone, Debug)]
enum Step {
    Write(usize, Vec<usize>),
    Remove(usize),
    Update,
    Compact,
}

const WORDS: [&str; 6] = [
    "Koryolink",
    "광명망",
    "Naenara",
    "붉은별",
    "Ullim",
    "삼지연",
];

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0..6_usize, prop::collection::vec(0..WORDS.len(), 1..4))
            .prop_map(|(file, words)| Step::Write(file, words)),
        2 => (0..6_usize).prop_map(Step::Remove),
        3 => Just(Step::Update),
        1 => Just(Step::Compact),
    ];
    prop::collection::vec(step, 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn an_update_finds_what_a_rebuild_finds(steps in steps()) {
        let place = Workplace::empty();
        let corpus = place.path().join("corpus");
        let index = place.path().join("index");
        place.write("corpus/stays.md", "Koryolink stays.\n");
        place.build(Some(1));
        let options = seoji_indexer::UpdateOptions::default();
        for step in steps.into_iter().chain([Step::Update]) {
            match step {
                Step::Write(file, words) => {
                    let words: Vec<&str> = words.into_iter().map(|word| WORDS[word]).collect();
                    place.write(&format!("corpus/{file}.md"), words.join(" "));
                }
                Step::Remove(file) => {
                    let _ = fs::remove_file(corpus.join(format!("{file}.md")));
                }
                Step::Update => {
                    seoji_indexer::update(&index, &options, &seoji_indexer::Silent).unwrap();
                }
                Step::Compact => {
                    seoji_indexer::compact(&index).unwrap();
                }
            }
        }
        let updated: Vec<_> = WORDS.iter().map(|word| answers(&place.open(), word)).collect();
        let passages = place.open().info().passages;
        place.build(Some(1));
        let rebuilt: Vec<_> = WORDS.iter().map(|word| answers(&place.open(), word)).collect();
        prop_assert_eq!(updated, rebuilt);
        prop_assert_eq!(passages, place.open().info().passages);
    }
}
