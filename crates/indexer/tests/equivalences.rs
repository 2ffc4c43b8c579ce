//! The labelled sentences of `tests/equivalences/*.md`: what each states, and what it does not.
//!
//! `seoji-measure equivalences` prints the figures of the same pages.

use std::path::{Path, PathBuf};

use seoji_indexer::understand_bytes;

#[test]
fn sentences_state_what_they_state() {
    let mut rows = 0;
    let mut wrong = String::new();
    for path in pages() {
        let page = std::fs::read_to_string(&path).unwrap();
        for (number, line) in page.lines().enumerate() {
            let Some((text, states)) = row(line) else {
                continue;
            };
            rows += 1;
            let found = stated(text);
            if found != states {
                let file = path.file_name().unwrap().to_string_lossy().into_owned();
                wrong.push_str(&format!(
                    "{file}:{}: {text}\n  table: {states}\n  now:   {found}\n",
                    number + 1
                ));
            }
        }
    }
    assert!(rows > 120, "only {rows} rows were found");
    assert!(wrong.is_empty(), "the sentences state otherwise:\n{wrong}");
}

/// A person in every spelling and order, also with a surname of one letter.
#[test]
fn persons_are_persons() {
    for text in [
        "KIM, Yo Jong (a.k.a. KIM, Yo-chong), Korea, North.",
        "PARK, Jin Hyok (a.k.a. JIN HYOK PARK; a.k.a. PAK, Jin Hek; a.k.a. PARK, Kwang Jin).",
        "General O Kuk-ryol (吳克烈) left.",
        "U Tong-chuk (우동측) left.",
        "Ri Yong-ho, the foreign minister (리용호), spoke.",
    ] {
        let understood = understand_bytes(Path::new("page.md"), text.as_bytes());
        let kinds: Vec<_> = understood.equivalences.iter().map(|e| e.kind).collect();
        assert_eq!(kinds, [seoji_schema::ThingKind::Person], "{text}");
    }
}

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/equivalences");
    let entries = std::fs::read_dir(folder).expect("the pages are part of the crate");
    let mut pages: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    pages.sort();
    pages
}

/// The text and what it states: `| `text` | A = B · C = D |`.
fn row(line: &str) -> Option<(&str, &str)> {
    let (text, rest) = line.strip_prefix("| `")?.split_once("` | ")?;
    Some((text, rest.strip_suffix(" |")?))
}

fn stated(text: &str) -> String {
    let text = text.replace('⏎', "\n").replace("\\|", "|");
    let understood = understand_bytes(Path::new("page.md"), text.as_bytes());
    let all: Vec<String> = understood
        .equivalences
        .iter()
        .map(|equivalence| equivalence.forms.join(" = "))
        .collect();
    match all.is_empty() {
        true => "nothing".to_owned(),
        false => all.join(" · "),
    }
}
