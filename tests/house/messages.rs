//! No message for people has a word of the engine's insides; they stand in explanations only.

use std::fs;
use std::path::{Path, PathBuf};

use seoji_tests::repository;

/// Words that say how the engine works, not what happened or what to do.
const INSIDES: &[&str] = &[
    "term",
    "terms",
    "posting",
    "postings",
    "segment",
    "segments",
    "tantivy",
    "bm25",
    "tokenizer",
    "tokenizers",
    "token",
    "tokens",
    "bigram",
    "bigrams",
    "ngram",
    "ngrams",
    "idf",
    "docid",
    "fst",
    "automaton",
    "scorer",
    "fieldnorm",
    "lexeme",
    "analyzer",
    "stemmer",
    "boost",
    "shard",
];

/// What is only told to those who ask how a score is made.
const EXPLAINED: &[&str] = &["explanation.rs"];

#[test]
fn messages_speak_the_language_of_readers() {
    let mut complaints = Vec::new();
    let mut read = 0;
    for room in ["query", "cli"] {
        for file in sources(&repository().join("crates").join(room).join("src")) {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            if EXPLAINED.contains(&name.as_str()) || name == "tests.rs" {
                continue;
            }
            let text = fs::read_to_string(&file).unwrap();
            let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
            for literal in literals(code) {
                // A message has several words; a name of a field or a column has one.
                if !literal.contains(' ') {
                    continue;
                }
                read += 1;
                let lower = literal.to_lowercase();
                let words = lower.split(|c: char| !c.is_alphanumeric());
                if let Some(word) = words.into_iter().find(|word| INSIDES.contains(word)) {
                    complaints.push(format!("{}: {word}: {literal}", file.display()));
                }
            }
        }
    }
    assert!(read > 100, "messages were read: {read}");
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The string literals of a file outside comments, but for what `expect` says of what cannot happen.
fn literals(code: &str) -> Vec<String> {
    let mut literals = Vec::new();
    for line in code.lines() {
        let line = line.trim_start();
        if line.starts_with("//") || line.contains("expect(\"") || line.contains("reason = \"") {
            continue;
        }
        let mut inside: Option<String> = None;
        let mut chars = line.chars();
        while let Some(c) = chars.next() {
            match (c, &mut inside) {
                ('\\', _) => {
                    chars.next();
                }
                ('"', Some(_)) => literals.extend(inside.take()),
                ('"', None) => inside = Some(String::new()),
                (c, Some(literal)) => literal.push(c),
                _ => {}
            }
        }
        literals.extend(inside);
    }
    literals
}
