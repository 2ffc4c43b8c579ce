//! Bibliographies as reference managers keep them: every entry an entry with its fields and its citation key.

mod bibtex;
mod csl;
mod ris;

use super::works::Work;
use super::{Content, Input};
use crate::rendering::Rendering;
use crate::source::{self, Warning, WarningKind};

pub(super) use bibtex::read as read_bibtex;
pub(super) use csl::read as read_csl;
pub(super) use ris::read as read_ris;

/// A work with the key by which it is cited.
struct Keyed {
    key: Option<String>,
    work: Work,
}

/// The most entries of a file; larger libraries exist in parts.
const MOST_ENTRIES: usize = 200_000;

/// The text of a bibliography.
fn text_of(input: &Input<'_>, warnings: &mut Vec<Warning>) -> String {
    source::decode(input.bytes, warnings)
}

/// The content that the works of a file make.
fn content(works: Vec<Keyed>, mut warnings: Vec<Warning>) -> Content {
    let mut out = Rendering::default();
    let many = works.len() > MOST_ENTRIES;
    for Keyed { key, work } in works.into_iter().take(MOST_ENTRIES) {
        if !work.is_empty() {
            work.write(key, &mut out);
        }
    }
    if many || out.is_cut() {
        let message = format!("more than {MOST_ENTRIES} entries; those behind are missing");
        warnings.push(Warning::new(WarningKind::Incomplete, message));
    }
    let (text, draft) = out.finish();
    Content {
        text,
        draft,
        warnings,
        ..Content::default()
    }
}

/// One warning that names what could not be read, the first few by name.
fn unread(what: &[String]) -> Option<Warning> {
    /// A person wants to see the first few.
    const NAMED: usize = 5;
    if what.is_empty() {
        return None;
    }
    let mut message = format!(
        "entries that could not be read: {}",
        what[..what.len().min(NAMED)].join(", ")
    );
    if what.len() > NAMED {
        message.push_str(&format!(" and {} more", what.len() - NAMED));
    }
    Some(Warning::new(WarningKind::Incomplete, message))
}
