//! `search-index aliases`: which names mean the same, and the words that say so.

use std::fmt::Write as _;
use std::path::Path;

use seoji_query::{DocumentAliases, Equivalence, KnownAliases};
use serde::Serialize;

use crate::foreign;
use crate::manage::{Versioned, open};
use crate::outcome::{Trouble, print, print_json};
use crate::report::counted;
use crate::terminal::{escape, shorten};

/// The words that state it are shown up to this many columns; --json has them whole.
const WORDS_COLUMNS: usize = 120;

/// Lists what one document states, or all documents of an index with the user's own list.
pub(crate) fn list(
    document: Option<&Path>,
    index: Option<&Path>,
    json: bool,
) -> Result<(), Trouble> {
    if let Some(path) = document.filter(|path| path.exists()) {
        let understood = foreign::understand(path, index)?;
        let title = understood.title.unwrap_or_default();
        if json {
            return print_json(&Versioned::of(&OneFile {
                id: &understood.id,
                title: &title,
                equivalences: &understood.equivalences,
            }));
        }
        let mut out = String::new();
        render_document(&mut out, &understood.id, &understood.equivalences, &[]);
        return print(&out);
    }
    let index = open(index)?;
    let id = document.map(|id| id.to_string_lossy());
    if let Some(id) = &id
        && index.document(id)?.is_none()
    {
        return Err(Trouble::new(format!(
            "no such file, and no document with that id: {id}; give a path, or an id as search --json shows it"
        )));
    }
    let known = index.aliases(id.as_deref())?;
    if json {
        print_json(&Versioned::of(&known))
    } else {
        print(&render(&known))
    }
}

/// The JSON of a file that need not be in an index.
#[derive(Serialize)]
struct OneFile<'a> {
    id: &'a str,
    title: &'a str,
    equivalences: &'a [Equivalence],
}

fn render(known: &KnownAliases) -> String {
    let mut out = String::new();
    for DocumentAliases {
        id,
        equivalences,
        rejected,
        ..
    } in &known.documents
    {
        render_document(&mut out, id, equivalences, rejected);
    }
    if known.documents.is_empty() {
        let _ = writeln!(out, "no document states that two names mean the same");
    }
    let own = &known.own;
    for (lines, sign) in [(&own.added, " = "), (&own.rejected, " ≠ ")] {
        for line in lines {
            let forms = line.forms.join(sign);
            let (path, forms) = (escape(&line.path), escape(&forms));
            let _ = writeln!(out, "{path}:{}: {forms}", line.line);
        }
    }
    out
}

fn render_document(
    out: &mut String,
    id: &str,
    equivalences: &[Equivalence],
    rejected: &[(String, String)],
) {
    let count = counted(equivalences.len() as u64, "statement");
    let _ = writeln!(out, "{}: {count}", escape(id));
    for equivalence in equivalences {
        let _ = writeln!(
            out,
            "  {} · {}",
            escape(&equivalence.forms.join(" = ")),
            equivalence.kind.name()
        );
        for place in &equivalence.evidence {
            let label = place
                .label
                .as_ref()
                .map(|label| format!(", note {label}"))
                .unwrap_or_default();
            let _ = writeln!(
                out,
                "      {}{}: {}",
                equivalence.stated.in_words(),
                escape(&label),
                escape(&shorten(&place.words, WORDS_COLUMNS))
            );
        }
        for (one, other) in rejected {
            if equivalence.forms.contains(one) && equivalence.forms.contains(other) {
                let _ = writeln!(out, "      rejected: {} ≠ {}", escape(one), escape(other));
            }
        }
    }
}
