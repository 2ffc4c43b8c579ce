//! `search-index check`: every byte of an index counts.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::run::{indexed, report, search_index};

#[test]
fn a_whole_index_is_said_to_be_whole() {
    let told: Value = search_index(report(), ["check", "--json"]).ended(0).json();
    assert_eq!(
        (told["whole"].as_bool(), told["version"].as_u64()),
        (Some(true), Some(1))
    );
    assert_eq!(told["documents"], 1);

    let place = indexed(&[("a.md", "Koryolink\n"), ("b.md", "Ullim\n")]);
    place.write("aliases.txt", "Ullim = 울림\n");
    place.write("corpus/b.md", "Naenara\n");
    for writer in [["update"].as_slice(), &["forget", "a"], &["compact"]] {
        search_index(place.path(), writer).ended(0);
        let ran = search_index(place.path(), ["check"]).ended(0);
        assert!(ran.stdout.contains("whole, "), "{}", ran.stdout);
    }
}

#[test]
fn any_flipped_bit_and_any_cut_is_found() {
    let place = indexed(&[("a.md", "Koryolink one\n"), ("b.md", "Ullim two\n")]);
    let generation = place.path().join("index/g-000001");
    let mut files: Vec<PathBuf> = fs::read_dir(&generation)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|file| {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            !name.starts_with('.') && name != "manifest.json"
        })
        .collect();
    files.sort();
    assert!(files.len() > 5, "{files:?}");
    for file in files {
        let whole = fs::read(&file).unwrap();
        let mut flipped = whole.clone();
        flipped[whole.len() / 2] ^= 4;
        for damaged in [flipped, whole[..whole.len() - 1].to_vec()] {
            fs::write(&file, damaged).unwrap();
            let ran = search_index(place.path(), ["check"]).ended(2).complained(
                "search-index",
                &["the index is damaged", "search-index build /"],
            );
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            assert!(
                ran.stdout.contains("damaged: ") && ran.stdout.contains(&name),
                "{name}: {}",
                ran.stdout
            );
        }
        fs::write(&file, whole).unwrap();
    }
    search_index(place.path(), ["check"]).ended(0);
}

#[test]
fn the_generation_before_is_named_where_it_is_whole() {
    let place = indexed(&[("a.md", "Koryolink\n")]);
    search_index(place.path(), ["build"]).ended(0);
    fs::write(place.path().join("index/g-000002/meta.json"), "{").unwrap();
    let ran = search_index(place.path(), ["check", "--json"]).ended(2);
    let told: Value = ran.json();
    assert_eq!(told["fallback"], 1);
    assert_eq!(told["whole"], false);
}

#[test]
fn no_index_is_trouble_and_not_damage() {
    let place = indexed(&[("a.md", "Koryolink\n")]);
    search_index(place.path(), ["check", "--index", "corpus"])
        .ended(2)
        .complained("search-index", &["no index in corpus"]);
}

#[test]
fn damage_is_not_merged_into_an_index_that_seems_whole() {
    // One changed of many, so that the update merges nothing by itself.
    let place = indexed(&[
        ("a.md", "Koryolink one\n"),
        ("b.md", "Ullim two\n"),
        ("c.md", "Kwangmyong\n"),
        ("d.md", "Red Star\n"),
        ("e.md", "Arirang\n"),
    ]);
    place.write("corpus/b.md", "Naenara three\n");
    search_index(place.path(), ["update"]).ended(0);
    let generation = place.path().join("index/g-000002");
    let mut files: Vec<PathBuf> = fs::read_dir(&generation)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|file| {
            let stem = file.file_stem().unwrap_or_default().to_string_lossy();
            // A deletion mark is named by its own number behind the segment's.
            stem.split('.').next().is_some_and(|name| name.len() == 32)
        })
        .collect();
    files.sort();
    assert!(files.len() > 10, "{files:?}");
    for file in files {
        let whole = fs::read(&file).unwrap();
        let mut flipped = whole.clone();
        flipped[whole.len() / 3] ^= 1;
        // The generation before may hold the same file under another name: only this one is damaged.
        fs::remove_file(&file).unwrap();
        fs::write(&file, flipped).unwrap();
        search_index(place.path(), ["compact"])
            .ended(2)
            .complained("search-index", &["cannot be updated", "search-index build"]);
        search_index(place.path(), ["check"]).ended(2);
        fs::write(&file, whole).unwrap();
    }
    search_index(place.path(), ["check"]).ended(0);
    search_index(place.path(), ["compact"]).ended(0);
    search_index(place.path(), ["check"]).ended(0);
}
