//! Indexes that are missing, empty, locked, half-written, damaged or somebody else's.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use seoji_query::Results;
use seoji_tests::{Workplace, copy};

use crate::run::{indexed, report, run, search, search_in, search_index, search_index_in};

#[test]
fn a_missing_index() {
    let empty = Workplace::empty();
    search(empty.path(), ["a", "--index", "nowhere"])
        .ended(2)
        .complained(
            "search",
            &[
                "no index in nowhere",
                "search-index build CORPUS --index nowhere",
            ],
        );
    search(empty.path(), ["a"])
        .ended(2)
        .complained("search", &["no index found", "search-index build CORPUS"]);
    search_index(empty.path(), ["info"])
        .ended(2)
        .complained("search-index", &["no index found"]);
    search_index(empty.path(), ["show", "some-id"])
        .ended(2)
        .complained("search-index", &["no such file: some-id"]);
}

#[test]
fn an_empty_folder_and_a_file_are_no_index() {
    let place = Workplace::empty();
    fs::create_dir(place.path().join("index")).unwrap();
    let file = place.write("file", "text");
    search(place.path(), ["a", "--index", "index"])
        .ended(2)
        .complained("search", &["no index in index"]);
    search(place.path(), ["a", "--index", "file"])
        .ended(2)
        .complained("search", &["file"]);
    place.write("corpus/a.md", "Koryolink\n");
    search_index(place.path(), ["build", "--index", "file"])
        .ended(2)
        .complained("search-index", &["file"]);
    assert_eq!(
        fs::read_to_string(file).unwrap(),
        "text",
        "a file in the way is left alone"
    );
}

#[test]
fn a_locked_index_can_be_asked_and_not_built() {
    let place = indexed(&[("a.md", "Koryolink\n")]);
    let lock = File::create(place.path().join("index/lock")).unwrap();
    assert!(fs4::fs_std::FileExt::try_lock_exclusive(&lock).unwrap());
    search_index(place.path(), ["build"]).ended(2).complained(
        "search-index",
        &["another program is writing to the index in index", "wait"],
    );
    search(place.path(), ["Koryolink"]).ended(0);
    // A program that another test is starting just now may hold a copy of the open file, and with it the lock.
    fs4::fs_std::FileExt::unlock(&lock).unwrap();
    drop(lock);
    search_index(place.path(), ["build"]).ended(0);
}

#[test]
fn a_first_build_that_never_finished() {
    let place = indexed(&[("a.md", "Koryolink\n")]);
    fs::remove_file(place.path().join("index/current")).unwrap();
    search(place.path(), ["Koryolink", "--index", "index"])
        .ended(2)
        .complained(
            "search",
            &["never finished", "search-index build CORPUS --index index"],
        );
    search_index(place.path(), ["build"]).ended(0);
    search(place.path(), ["Koryolink"]).ended(0);
}

#[test]
fn a_half_written_generation_is_passed_over() {
    let place = indexed(&[("a.md", "Koryolink\n")]);
    // What a build that was killed leaves behind.
    place.write("index/g-000002/part-0/something", "half");
    search(place.path(), ["Koryolink"]).ended(0);
    search_index(place.path(), ["build"]).ended(0);
    search(place.path(), ["Koryolink"]).ended(0);
}

#[test]
fn a_damaged_pointer() {
    let place = indexed(&[("a.md", "Koryolink\n")]);
    for damage in [
        "",
        "{\"format\":1",
        "\u{0}\u{0}\u{0}",
        "[]",
        "{\"format\":1,\"generation\":77}",
    ] {
        fs::write(place.path().join("index/current"), damage).unwrap();
        let ran = search(place.path(), ["Koryolink", "--index", "index"]);
        assert!(
            ran.status == 2 || ran.stderr.contains("older state"),
            "{damage}: {ran:?}"
        );
        assert!(
            ran.stderr.contains("rebuild") || ran.stderr.contains("older state"),
            "{damage}: {ran:?}"
        );
    }
    search_index(place.path(), ["build"]).ended(0);
    search(place.path(), ["Koryolink"]).ended(0);
}

#[test]
fn another_format_or_analysis() {
    let place = indexed(&[("a.md", "Koryolink\n")]);
    let pointer = place.path().join("index/current");
    let good = fs::read_to_string(&pointer).unwrap();
    let mut other: serde_json::Value = serde_json::from_str(&good).unwrap();
    other["format"] = 999.into();
    fs::write(&pointer, other.to_string()).unwrap();
    search(place.path(), ["Koryolink"]).ended(2).complained(
        "search",
        &["format 999", "rebuild it with: search-index build"],
    );
    fs::write(&pointer, good).unwrap();
    let manifest = place.path().join("index/g-000001/manifest.json");
    let mut value: serde_json::Value =
        serde_json::from_slice(&fs::read(&manifest).unwrap()).unwrap();
    value["fingerprint"] = "f00d".into();
    fs::write(&manifest, serde_json::to_vec(&value).unwrap()).unwrap();
    search(place.path(), ["Koryolink"]).ended(2).complained(
        "search",
        &[
            "another analysis (found f00d",
            "rebuild it with: search-index build",
        ],
    );
    search_index(place.path(), ["build"]).ended(0);
    search(place.path(), ["Koryolink"]).ended(0);
}

#[test]
fn somebody_elses_folder_is_not_written_into() {
    let place = Workplace::empty();
    place.write("corpus/a.md", "Koryolink\n");
    let thesis = place.write("index/thesis.docx", "years of work");
    search_index(place.path(), ["build"]).ended(2).complained(
        "search-index",
        &[
            "index holds files that are not an index (such as thesis.docx)",
            "--index",
        ],
    );
    assert_eq!(fs::read_to_string(thesis).unwrap(), "years of work");
    assert_eq!(
        fs::read_dir(place.path().join("index")).unwrap().count(),
        1,
        "nothing was added"
    );
}

#[test]
fn a_damaged_generation_falls_back_to_the_one_before() {
    let place = indexed(&[("a.md", "Koryolink\n")]);
    search_index(place.path(), ["build"]).ended(0);
    for file in files(&place.path().join("index/g-000002")) {
        let whole = fs::read(&file).unwrap();
        if whole.is_empty() {
            continue;
        }
        fs::write(&file, &whole[..whole.len() / 2]).unwrap();
        let ran = search(place.path(), ["Koryolink"]).ended(0);
        assert!(
            ran.stderr.contains("older state"),
            "{} cut: {ran:?}",
            file.display()
        );
        let info = search_index(place.path(), ["info"]).ended(0);
        assert!(info.stdout.contains("generation before"), "{}", info.stdout);
        fs::write(&file, whole).unwrap();
    }
    search(place.path(), ["Koryolink"])
        .ended(0)
        .stderr
        .is_empty()
        .then_some(())
        .expect("all is well again");
}

#[test]
fn a_damaged_only_generation_is_told_and_can_be_rebuilt() {
    let pristine = indexed(&[
        ("a.md", "# A\n\nKoryolink sells SIM cards.\n"),
        ("b.md", "북한의 블록체인 행사\n"),
    ]);
    for (number, file) in files(&pristine.path().join("index/g-000001"))
        .into_iter()
        .enumerate()
    {
        let name = file.file_name().unwrap().to_owned();
        let copied = Workplace::empty();
        copy(pristine.path(), copied.path());
        let file = copied.path().join("index/g-000001").join(&name);
        let whole = fs::read(&file).unwrap();
        fs::write(&file, &whole[..whole.len().saturating_sub(1)]).unwrap();
        if !whole.is_empty() {
            search(copied.path(), ["Koryolink"])
                .ended(2)
                .complained("search", &["damaged", "rebuild"]);
        }
        fs::remove_file(&file).unwrap();
        search(copied.path(), ["Koryolink"])
            .ended(2)
            .complained("search", &["damaged", "rebuild"]);
        // Rebuilding takes a while; that it cures is shown once.
        if number == 0 {
            search_index(copied.path(), ["build"]).ended(0);
            search(copied.path(), ["Koryolink"]).ended(0);
        }
    }
}

#[test]
fn wrong_bytes_never_make_a_program_crash() {
    let pristine = indexed(&[
        ("a.md", "# A\n\nKoryolink sells SIM cards.\n"),
        ("b.md", "북한의 블록체인 행사\n"),
    ]);
    for file in files(&pristine.path().join("index/g-000001")) {
        let whole = fs::read(&file).unwrap();
        // The first byte, the last and some between: lengths are right, content is not.
        let places = [
            0,
            whole.len() / 4,
            whole.len() / 2,
            whole.len().saturating_sub(40),
            whole.len().saturating_sub(1),
        ];
        for place in places.into_iter().filter(|&place| place < whole.len()) {
            let mut wrong = whole.clone();
            wrong[place] ^= 0x55;
            fs::write(&file, &wrong).unwrap();
            for query in ["Koryolink cards", "\"블록체인 행사\""] {
                let ran = search(pristine.path(), [query]);
                let what = format!("byte {place} of {}", file.display());
                assert!((0..=2).contains(&ran.status), "{what}: {ran:?}");
                assert!(
                    ran.status < 2 || ran.stderr.contains("rebuild"),
                    "{what}: {ran:?}"
                );
                assert!(!ran.stderr.contains("panicked"), "{what}: {}", ran.stderr);
            }
        }
        fs::write(&file, whole).unwrap();
    }
}

#[test]
fn the_last_good_index_stays_when_a_build_fails() {
    let place = indexed(&[("a.md", "Koryolink\n")]);
    search_index(place.path(), ["build", "nowhere"])
        .ended(2)
        .complained("search-index", &["no such file or folder: nowhere"]);
    fs::remove_file(place.path().join("corpus/a.md")).unwrap();
    search_index(place.path(), ["build"])
        .ended(2)
        .complained("search-index", &["no document could be read in corpus"]);
    place.write("corpus/b.bin", [0, 1, 2]);
    search_index(place.path(), ["build"])
        .ended(2)
        .complained("search-index", &["no document could be read"]);
    let results: Results = search(place.path(), ["Koryolink", "--json"])
        .ended(0)
        .json();
    assert_eq!(results.documents[0].id, "a");
}

#[cfg(unix)]
#[test]
fn a_read_only_index_can_be_asked_and_not_built() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65_534;

    let place = Workplace::empty();
    copy(report(), place.path());
    let set =
        |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let everything = below(place.path());
    everything
        .iter()
        .for_each(|path| set(path, if path.is_dir() { 0o555 } else { 0o444 }));
    // Permissions mean nothing to root, who tests as nobody.
    let is_root = fs::write(place.path().join("index/probe"), "").is_ok();
    if is_root {
        fs::remove_file(place.path().join("index/probe")).unwrap();
    }
    let as_reader = |mut command: std::process::Command| {
        if is_root {
            command.uid(NOBODY);
        }
        command
    };
    if is_root
        && as_reader(search_in(place.path()))
            .arg("--version")
            .output()
            .is_err()
    {
        eprintln!(
            "skipped: a read-only index: nobody may not run the programs where they were built"
        );
    } else {
        let ran = run(as_reader(search_in(place.path())).arg("Koryolink")).ended(0);
        assert!(ran.stdout.contains("«Koryolink»"), "{}", ran.stdout);
        run(as_reader(search_index_in(place.path())).arg("info")).ended(0);
        run(as_reader(search_index_in(place.path())).arg("build"))
            .ended(2)
            .complained("search-index", &["cannot ", "index", "Permission denied"]);
    }
    everything.iter().for_each(|path| set(path, 0o755));
}

/// The files of a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let files = below(folder)
        .into_iter()
        .filter(|path| path.is_file())
        .collect::<Vec<_>>();
    assert!(files.len() > 3, "a generation has several files");
    files
}

/// A folder and all that is below it, in order.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![folder.to_path_buf()];
    let mut at = 0;
    while at < found.len() {
        if found[at].is_dir() {
            let mut entries: Vec<_> = fs::read_dir(&found[at])
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .collect();
            entries.sort();
            found.extend(entries);
        }
        at += 1;
    }
    found
}
