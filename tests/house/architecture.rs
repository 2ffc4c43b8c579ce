//! The picture in ARCHITECTURE.md equals the code.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use seoji_tests::repository;

/// The arrows of the picture: who may use whom.
const ARROWS: &[(&str, &str)] = &[
    ("cli", "indexer"),
    ("cli", "query"),
    ("indexer", "document"),
    ("indexer", "schema"),
    // Passages are cut at sentences and get their language, both of which are the analysis' to know.
    ("indexer", "analysis"),
    ("query", "schema"),
    ("query", "analysis"),
    ("schema", "analysis"),
    ("analysis", "ko-dic"),
];

/// Packages that are no rooms: instruments and tests may look everywhere.
const OUTSIDE: &[&str] = &["measure", "train", "tests"];

#[test]
fn the_arrows_of_the_picture_are_the_dependencies() {
    let mut found = BTreeSet::new();
    for package in packages() {
        let from = package["name"]
            .as_str()
            .unwrap()
            .strip_prefix("seoji-")
            .expect("packages carry the prefix")
            .to_owned();
        if OUTSIDE.contains(&from.as_str()) {
            continue;
        }
        for dependency in package["dependencies"].as_array().unwrap() {
            let room = dependency["name"].as_str().unwrap().strip_prefix("seoji-");
            // `kind` is null for normal dependencies; tests may lean on more.
            if let Some(to) = room.filter(|_| dependency["kind"].is_null()) {
                found.insert((from.clone(), to.to_owned()));
            }
        }
    }
    let expected = ARROWS
        .iter()
        .map(|(from, to)| ((*from).to_owned(), (*to).to_owned()))
        .collect::<BTreeSet<_>>();
    assert_eq!(
        found, expected,
        "found and drawn differ; a new arrow is a decision, see ARCHITECTURE.md"
    );
}

#[test]
fn the_engine_is_known_to_three_rooms_only() {
    for package in packages() {
        let name = package["name"].as_str().unwrap();
        let uses_engine = package["dependencies"]
            .as_array()
            .unwrap()
            .iter()
            .any(|dependency| dependency["name"] == "tantivy" && dependency["kind"].is_null());
        let may = [
            "seoji-schema",
            "seoji-indexer",
            "seoji-query",
            "seoji-measure",
        ]
        .contains(&name);
        assert!(may || !uses_engine, "{name} must not know of tantivy");
    }
}

#[test]
fn the_picture_is_drawn_in_architecture_md() {
    let page = repository().join("ARCHITECTURE.md");
    let text = fs::read_to_string(&page).expect("ARCHITECTURE.md can be read");
    for room in [
        "ko-dic", "analysis", "document", "schema", "indexer", "query", "cli",
    ] {
        assert!(
            text.contains(room),
            "ARCHITECTURE.md says nothing of {room}"
        );
    }
}

#[test]
fn every_file_begins_by_saying_what_it_is() {
    let mut silent = Vec::new();
    for file in sources(&repository().join("crates"))
        .into_iter()
        .chain(sources(&repository().join("tests")))
    {
        let text = fs::read_to_string(&file).unwrap();
        if !text.starts_with("//! ") {
            silent.push(file);
        }
    }
    assert!(
        silent.is_empty(),
        "these files do not begin with a //! line: {silent:#?}"
    );
}

#[test]
fn only_the_programs_speak_and_exit() {
    const SPEAKING: &[&str] = &[
        "println!",
        "print!",
        "eprintln!",
        "eprint!",
        "dbg!",
        "process::exit",
        "process::abort",
        "io::stdout",
        "io::stderr",
    ];
    let mut found = Vec::new();
    for room in [
        "ko-dic", "analysis", "document", "schema", "indexer", "query",
    ] {
        for file in sources(&repository().join("crates").join(room).join("src")) {
            let text = fs::read_to_string(&file).unwrap();
            // Tests stand at the end of a file.
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for (number, line) in code.lines().enumerate() {
                let is_comment = line.trim_start().starts_with("//");
                if !is_comment && SPEAKING.iter().any(|word| line.contains(word)) {
                    found.push(format!(
                        "{}:{}: {}",
                        file.display(),
                        number + 1,
                        line.trim()
                    ));
                }
            }
        }
    }
    assert!(found.is_empty(), "only cli prints and exits: {found:#?}");
}

fn packages() -> Vec<serde_json::Value> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .current_dir(repository())
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "cargo metadata: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// The Rust files below a folder, in order.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in
            fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
