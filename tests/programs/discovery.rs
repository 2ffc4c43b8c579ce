//! Which index is asked: flag, environment, upward, last built.

use std::fs;

use seoji_query::Results;
use seoji_tests::Workplace;

use crate::run::{Ran, indexed, report, run, search, search_in, search_index_in};

#[test]
fn the_nearest_pointer_to_an_index_wins() {
    let flag = indexed(&[("flag.md", "Koryolink by flag\n")]);
    let environment = indexed(&[("environment.md", "Koryolink by environment\n")]);
    let upward = indexed(&[("upward.md", "Koryolink upward\n")]);
    let last = indexed(&[("last.md", "Koryolink last built\n")]);
    let state = Workplace::empty();
    let elsewhere = Workplace::empty();
    let deep = upward.path().join("notes/2019/june");
    fs::create_dir_all(&deep).unwrap();
    run(search_index_in(last.path())
        .arg("build")
        .env("XDG_STATE_HOME", state.path()))
    .ended(0);

    let mut everything = search_in(&deep);
    everything
        .args(["Koryolink", "--json", "--index"])
        .arg(flag.path().join("index"));
    everything
        .env("SEARCH_INDEX", environment.path().join("index"))
        .env("XDG_STATE_HOME", state.path());
    assert_eq!(found(run(&mut everything)), ["flag"]);

    let mut no_flag = search_in(&deep);
    no_flag.args(["Koryolink", "--json"]);
    no_flag
        .env("SEARCH_INDEX", environment.path().join("index"))
        .env("XDG_STATE_HOME", state.path());
    assert_eq!(found(run(&mut no_flag)), ["environment"]);

    let mut nothing_set = search_in(&deep);
    nothing_set
        .args(["Koryolink", "--json"])
        .env("SEARCH_INDEX", "")
        .env("XDG_STATE_HOME", state.path());
    assert_eq!(
        found(run(&mut nothing_set)),
        ["upward"],
        "an empty variable counts as unset"
    );

    let mut nothing_near = search_in(elsewhere.path());
    nothing_near
        .args(["Koryolink", "--json"])
        .env("XDG_STATE_HOME", state.path());
    let ran = run(&mut nothing_near).complained("search", &["asking the one built last"]);
    assert_eq!(found(ran), ["last"]);
}

fn found(ran: Ran) -> Vec<String> {
    let results: Results = ran.ended(0).json();
    results
        .documents
        .into_iter()
        .map(|document| document.id)
        .collect()
}

#[test]
fn home_remembers_too_and_is_not_needed() {
    let home = Workplace::empty();
    let place = indexed(&[("a.md", "Koryolink\n")]);
    let elsewhere = Workplace::empty();
    run(search_index_in(place.path())
        .arg("build")
        .env("HOME", home.path()))
    .ended(0);
    assert!(home.path().join(".local/state/seoji/last-index").is_file());
    run(search_in(elsewhere.path())
        .arg("Koryolink")
        .env("HOME", home.path()))
    .ended(0);
    // Without a home there is nothing to remember, and nothing to complain of: `indexed` built without one.
    search(elsewhere.path(), ["Koryolink"])
        .ended(2)
        .complained("search", &["no index found in", "search-index build"]);
}

#[test]
fn an_unwritable_home_does_not_spoil_a_build() {
    let home = Workplace::empty();
    home.write(".local", "a file where a folder is expected");
    let place = Workplace::empty();
    place.write("corpus/a.md", "Koryolink\n");
    run(search_index_in(place.path())
        .arg("build")
        .env("HOME", home.path()))
    .ended(0)
    .complained("search-index", &["cannot remember this index"]);
    search(place.path(), ["Koryolink"]).ended(0);
}

#[test]
fn a_last_index_that_is_gone_is_named() {
    let state = Workplace::empty();
    let elsewhere = Workplace::empty();
    let gone = indexed(&[("a.md", "Koryolink\n")]);
    run(search_index_in(gone.path())
        .arg("build")
        .env("XDG_STATE_HOME", state.path()))
    .ended(0);
    drop(gone);
    run(search_in(elsewhere.path())
        .arg("Koryolink")
        .env("XDG_STATE_HOME", state.path()))
    .ended(2)
    .complained("search", &["is gone", "search-index build"]);
}

#[test]
fn a_folder_below_the_index_finds_it() {
    search(&report().join("corpus"), ["Koryolink"]).ended(0);
}
