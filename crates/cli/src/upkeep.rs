//! `search-index forget` and `check`: what leaves an index, and whether an index is whole.

use std::fmt::Write as _;
use std::path::Path;

use seoji_indexer::{Check, Forgotten};
use serde::Serialize;

use crate::manage::{PROGRAM, Versioned, told};
use crate::outcome::{Outcome, Trouble, print, print_json, say};
use crate::report::{counted, size};
use crate::terminal::escape;

/// Takes documents out and tells of the index without them.
pub(crate) fn forget(documents: &[String], index: &Path, json: bool) -> Result<(), Trouble> {
    let report = seoji_indexer::forget(index, documents)?;
    told(index, &report, json)
}

#[derive(Serialize)]
struct List {
    forgotten: Vec<Forgotten>,
}

/// Lets documents come back.
pub(crate) fn remember(documents: &[String], index: &Path, json: bool) -> Result<(), Trouble> {
    seoji_indexer::remember(index, documents)?;
    if json {
        return list_forgotten(index, true);
    }
    let count = counted(documents.len() as u64, "document");
    print(&format!(
        "{count} may come back: search-index update reads what is in the corpus\n"
    ))
}

/// Lists what is kept out.
pub(crate) fn list_forgotten(index: &Path, json: bool) -> Result<(), Trouble> {
    let forgotten = seoji_indexer::forgotten(index)?;
    if json {
        return print_json(&Versioned::of(&List { forgotten }));
    }
    if forgotten.is_empty() {
        return print("nothing is kept out\n");
    }
    let mut out = String::new();
    for document in forgotten {
        let _ = writeln!(
            out,
            "{}  ({})",
            escape(&document.id),
            escape(&document.file)
        );
    }
    print(&out)
}

/// An index with what a look at it found.
#[derive(Serialize)]
struct Checked<'a> {
    index: &'a Path,
    whole: bool,
    #[serde(flatten)]
    check: &'a Check,
}

/// Looks at every byte of an index and tells what is wrong.
pub(crate) fn check(index: &Path, json: bool) -> Result<Outcome, Trouble> {
    let check = seoji_indexer::check(index)?;
    let whole = check.damages.is_empty();
    if json {
        print_json(&Versioned::of(&Checked {
            index,
            whole,
            check: &check,
        }))?;
    } else {
        print(&checked(&check))?;
    }
    if whole {
        return Ok(Outcome::Found);
    }
    say(PROGRAM, &cure(&check, index));
    Ok(Outcome::Trouble)
}

fn checked(check: &Check) -> String {
    let mut out = String::new();
    for damage in &check.damages {
        let place = match &damage.file {
            Some(file) => format!("{}: ", file.display()),
            None => String::new(),
        };
        let _ = writeln!(
            out,
            "damaged: {}",
            escape(&format!("{place}{}", damage.what))
        );
    }
    let _ = writeln!(
        out,
        "generation {}: {}{}, {}, {}, {}",
        check.generation,
        if check.damages.is_empty() {
            "whole, "
        } else {
            ""
        },
        counted(check.files, "file"),
        size(check.bytes),
        counted(check.documents, "document"),
        counted(check.passages, "passage"),
    );
    out
}

/// What to do about a damaged index.
fn cure(check: &Check, index: &Path) -> String {
    let meanwhile = match check.fallback {
        Some(before) => {
            format!("where the engine notices it, search answers from generation {before}; ")
        }
        None => String::new(),
    };
    let corpus = match check.corpus.is_empty() {
        true => "CORPUS".to_owned(),
        false => check.corpus.join(" "),
    };
    format!(
        "the index is damaged; {meanwhile}copy it back from a backup, or rebuild it with: search-index build {corpus} --index {}; \
         if this happens again, have the disk looked at",
        index.display()
    )
}
