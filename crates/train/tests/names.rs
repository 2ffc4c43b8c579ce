//! The committed tables of names are what their trainer makes of the data.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use seoji_train::names;

/// The folder with real data; none where there is none.
fn data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("DATA").map_or(beside, PathBuf::from);
    let found = folder.join("data/names").is_dir();
    if !found {
        eprintln!("skipped: no data of names in {} (DATA)", folder.display());
    }
    found.then_some(folder)
}

#[test]
fn the_committed_tables_are_those_of_the_trainer() {
    if let Some(data) = data() {
        names::run(&data, true).unwrap();
    }
}

#[test]
fn the_gate_is_not_trained_on_the_words_that_it_is_tested_with() {
    let Some(data) = data() else { return };
    let negatives = std::fs::read_to_string(data.join("data/names/negatives.tsv")).unwrap();
    let tested: BTreeSet<String> = negatives
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter(|(_, rest)| rest.starts_with("english_word"))
        .map(|(word, _)| word.to_lowercase())
        .collect();
    let others = names::read_words(&data).unwrap();
    assert!(!tested.is_empty() && !others.words.is_empty());
    let seen: Vec<&String> = others
        .words
        .iter()
        .filter(|word| tested.contains(*word))
        .collect();
    assert_eq!(seen, Vec::<&String>::new());
}
