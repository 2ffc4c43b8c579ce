//! Answers for other programs: lines of hits, counts and paths.

use std::collections::BTreeSet;

use seoji_query::{DocumentCopy, Hit, RESULTS_VERSION, Results, Suggestion};
use serde::Serialize;

use crate::outcome::{Outcome, Trouble, print, print_json};
use crate::terminal::{escape, escape_json};

/// Several answers as one object.
#[derive(Serialize)]
pub(crate) struct Answers<'r> {
    version: u32,
    answers: &'r [Results],
}

impl<'r> Answers<'r> {
    /// The object of these answers.
    pub(crate) fn new(answers: &'r [Results]) -> Self {
        Self {
            version: RESULTS_VERSION,
            answers,
        }
    }
}

/// A hit on its own line: the hit as in a whole answer, and beside it its document and query.
#[derive(Serialize)]
struct HitLine<'r> {
    version: u32,
    query: &'r str,
    answered: Option<&'r str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    partial: bool,
    document: DocumentOfHit<'r>,
    #[serde(flatten)]
    hit: &'r Hit,
}

#[derive(Serialize)]
struct DocumentOfHit<'r> {
    id: &'r str,
    title: &'r str,
    authors: &'r [String],
    date: Option<&'r str>,
    path: &'r str,
    #[serde(skip_serializing_if = "<[DocumentCopy]>::is_empty")]
    also_as: &'r [DocumentCopy],
    score: f32,
    passages: u64,
}

/// Prints a JSON object a hit, a line each.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn hit_lines(answers: &[Results]) -> Result<(), Trouble> {
    let mut out = String::new();
    for results in answers {
        for document in &results.documents {
            for hit in &document.hits {
                let line = HitLine {
                    version: results.version,
                    query: &results.query,
                    answered: results.answered.as_deref(),
                    partial: results.partial,
                    document: DocumentOfHit {
                        id: &document.id,
                        title: &document.title,
                        authors: &document.authors,
                        date: document.date.as_deref(),
                        path: &document.path,
                        also_as: &document.also_as,
                        score: document.score,
                        passages: document.passages,
                    },
                    hit,
                };
                let json = serde_json::to_string(&line)
                    .map_err(|error| Trouble::new(format!("cannot write JSON: {error}")))?;
                out.push_str(&escape_json(&json));
                out.push('\n');
            }
        }
    }
    print(&out)
}

/// How many passages, or documents, answer each query; behind each of `several` counts stands its query.
pub(crate) fn counts(answers: &[Results], documents: bool, several: bool) -> String {
    let mut out = String::new();
    for results in answers {
        let count = if documents {
            results.total.documents
        } else {
            results.total.passages
        };
        out.push_str(&count.to_string());
        if several {
            out.push('\t');
            out.push_str(&escape(&results.query));
        }
        out.push('\n');
    }
    out
}

/// The paths of the documents found, each once, in the order of the answers.
pub(crate) fn files(answers: &[Results]) -> String {
    let mut out = String::new();
    let mut seen = BTreeSet::new();
    for document in answers.iter().flat_map(|results| &results.documents) {
        if seen.insert(document.path.as_str()) {
            out.push_str(&escape(&document.path));
            out.push('\n');
        }
    }
    out
}

/// Prints suggestions, a line each or as one object.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn suggestions(suggestions: &[Suggestion], json: bool) -> Result<Outcome, Trouble> {
    #[derive(Serialize)]
    struct Suggestions<'s> {
        version: u32,
        suggestions: &'s [Suggestion],
    }
    if json {
        print_json(&Suggestions {
            version: RESULTS_VERSION,
            suggestions,
        })?;
    } else {
        let lines = suggestions.iter().map(|one| escape(&one.text) + "\n");
        print(&lines.collect::<String>())?;
    }
    Ok(match suggestions {
        [] => Outcome::Nothing,
        _ => Outcome::Found,
    })
}
