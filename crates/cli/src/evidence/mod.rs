//! Answers to hand on: each hit quoted with what matched, why, and where it can be looked up.

mod csv;
mod markdown;

use seoji_query::{DocumentHits, Hit, Results, Tried};

use crate::answer::breadcrumb;
use crate::report::counted;

pub(crate) use csv::write as csv;
pub(crate) use markdown::write as markdown;

/// What was searched, for the report that nothing was found in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Searched {
    /// Documents of the index.
    pub(crate) documents: u64,
    /// Files of the corpus that could not be read or hold no text.
    pub(crate) unreadable: u64,
}

/// A hit with its document and its answer.
struct Line<'r> {
    query: &'r str,
    document: &'r DocumentHits,
    hit: &'r Hit,
}

fn lines(results: &Results) -> impl Iterator<Item = Line<'_>> {
    let query = results.query.as_str();
    results.documents.iter().flat_map(move |document| {
        document.hits.iter().map(move |hit| Line {
            query,
            document,
            hit,
        })
    })
}

impl Line<'_> {
    /// `4 › The Lazarus Organization › ¶3`.
    fn place(&self) -> String {
        breadcrumb(self.hit.kind, &self.hit.place)
    }

    /// What the text says where the query matched, each once.
    fn marked(&self) -> Vec<&str> {
        let mut marked: Vec<&str> = Vec::new();
        for highlight in &self.hit.highlights {
            let text = self.hit.text.get(highlight.range()).unwrap_or_default();
            if !text.is_empty() && !marked.contains(&text) {
                marked.push(text);
            }
        }
        marked
    }

    /// Reasons in plain words, each with what it is about: `북한은 → 북한: same word, other form`.
    fn reasons(&self) -> Vec<String> {
        let reasons = self.hit.why.iter().map(|reason| {
            let about = if reason.query == reason.matched {
                reason.matched.clone()
            } else {
                format!("{} → {}", reason.query, reason.matched)
            };
            match &reason.evidence {
                Some(evidence) => format!("{about}: {}, {evidence}", reason.rule),
                None => format!("{about}: {}", reason.rule),
            }
        });
        let mut told: Vec<String> = Vec::new();
        for reason in reasons {
            if !told.contains(&reason) {
                told.push(reason);
            }
        }
        told
    }
}

/// `nothing found; searched 12 documents, 2 files could not be read`.
fn nothing_found(searched: Searched) -> String {
    let mut line = format!(
        "nothing found; {} searched",
        counted(searched.documents, "document")
    );
    if searched.unreadable > 0 {
        line.push_str(&format!(
            ", {} could not be read",
            counted(searched.unreadable, "file")
        ));
    }
    line
}

/// `Pak Jin-hek (same name, North Korean spelling)`.
fn form(tried: &Tried) -> String {
    format!("{} ({})", tried.form, tried.rule)
}
