//! A build that was killed: the next one goes on where it was, and what has changed since is read again.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use seoji_tests::Workplace;
use serde_json::Value;

use crate::run::{search, search_index, search_index_in};

/// A corpus of two partitions and a build of it that was killed when the first was complete.
fn killed() -> Workplace {
    let place = Workplace::empty();
    let line = "Koryolink began as a network of telephones in the year of the fair. ";
    for number in 0..8 {
        let text =
            format!("Document number{number} speaks.\n\n") + &(line.repeat(8) + "\n\n").repeat(560);
        place.write(&format!("corpus/{number}.md"), text);
    }
    let mut build = search_index_in(place.path())
        .args(["build", "--jobs", "1"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    let seal = place.path().join("index/g-000001/part-0/.sealed");
    while !seal.exists() {
        assert!(
            build.try_wait().unwrap().is_none() && begun.elapsed() < Duration::from_secs(300),
            "the build ended or hangs before its first partition is complete"
        );
        thread::sleep(Duration::from_millis(2));
    }
    build.kill().unwrap();
    build.wait().unwrap();
    assert!(
        !place.path().join("index/current").exists(),
        "it was killed too late"
    );
    place
}

fn generations(place: &Path) -> Vec<PathBuf> {
    let names = std::fs::read_dir(place.join("index")).unwrap();
    let folders = names.map(|entry| entry.unwrap().path());
    folders.filter(|path| path.is_dir()).collect()
}

#[test]
fn a_killed_build_goes_on_and_sees_what_has_changed() {
    let place = killed();
    search(place.path(), ["Koryolink"]).ended(2);
    // Of the second partition, and so no reason to read the first again.
    place.write("corpus/7.md", "Ullim is a tablet.\n");
    // The corpus is cut by its bytes alone: the same cut needs about the same bytes.
    let told: Value = search_index(place.path(), ["build", "--json"])
        .ended(0)
        .json();
    assert_eq!(told["documents"], 8);
    for word in ["number0", "number6", "Ullim"] {
        search(place.path(), [word]).ended(0);
    }
    search(place.path(), ["number7"]).ended(1);
    search_index(place.path(), ["check"]).ended(0);
}

#[test]
fn what_a_killed_build_had_read_is_not_read_again() {
    let place = killed();
    let told: Value = search_index(place.path(), ["build", "--json"])
        .ended(0)
        .json();
    assert_eq!(told["resumed"], 4);
    assert_eq!(told["documents"], 8);
    for number in 0..8 {
        search(place.path(), [format!("number{number}")]).ended(0);
    }
    search_index(place.path(), ["check"]).ended(0);
    assert_eq!(generations(place.path()).len(), 1);
    let ran = search_index(place.path(), ["update"]).ended(0);
    assert_eq!(ran.stdout, "nothing has changed in 8 files\n");
}

#[test]
fn a_file_that_changed_after_the_kill_is_read_again() {
    let place = killed();
    let first = place.path().join("corpus/0.md");
    let text = std::fs::read_to_string(&first).unwrap();
    std::fs::write(&first, text.replace("number0", "numberX")).unwrap();
    let told: Value = search_index(place.path(), ["build", "--json"])
        .ended(0)
        .json();
    assert_eq!(told["resumed"], 0);
    search(place.path(), ["numberX"]).ended(0);
    search(place.path(), ["number0"]).ended(1);
}
