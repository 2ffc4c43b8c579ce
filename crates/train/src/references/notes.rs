//! The notes of the first report, labelled by hand: what each is, and the fields of each citation.
//!
//! No model is trained on them, so that they show how the parser reads the notes of a report that it has not seen.

use std::fs;
use std::path::Path;

use anyhow::Context;
use seoji_document::references::{Citation, OddityKind, Part, Reference, ReferenceKind, parse};
use serde::Deserialize;
use serde_json::Value;

use super::figures::{Counts, norm};

/// The set's name.
pub const SET: &str = "seed-notes";

/// The fields that are measured.
const FIELDS: [&str; 10] = [
    "author",
    "title",
    "container",
    "date",
    "pages",
    "publisher",
    "place",
    "organization",
    "url",
    "accessed",
];

/// A labelled note.
#[derive(Deserialize)]
pub struct Note {
    id: String,
    text: String,
    kind: String,
    citations: Vec<Value>,
}

/// Counts of all notes.
#[derive(Default)]
pub struct Figures {
    kinds: u32,
    whole: u32,
    notes: u32,
    fields: [Counts; FIELDS.len()],
}

/// The notes; `None` where the data have none.
///
/// # Errors
///
/// When the file cannot be read.
pub fn read(data: &Path) -> anyhow::Result<Option<Vec<Note>>> {
    let path = data.join("corpora/references/seed-notes-gold.jsonl");
    if !path.is_file() {
        return Ok(None);
    }
    let content = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let notes = content
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).with_context(|| path.display().to_string()));
    notes.collect::<anyhow::Result<_>>().map(Some)
}

/// Parses the notes with the committed model; gives what was wrong beside the counts.
pub fn measure(notes: &[Note]) -> (Figures, Vec<String>) {
    let mut figures = Figures::default();
    let mut misses = Vec::new();
    for note in notes {
        let reference = parse(&note.text);
        let before = misses.len();
        figures.notes += 1;
        match kind(&reference) == note.kind {
            true => figures.kinds += 1,
            false => misses.push(format!(
                "{} kind: {} <> {}",
                note.id,
                note.kind,
                kind(&reference)
            )),
        }
        let empty = Citation::default();
        for at in 0..note.citations.len().max(reference.citations.len()) {
            let labelled = note.citations.get(at).unwrap_or(&Value::Null);
            let citation = reference.citations.get(at).unwrap_or(&empty);
            for (field, counts) in FIELDS.iter().zip(&mut figures.fields) {
                let labelled = label(labelled, field);
                let found = found(&reference, citation, field);
                counts.labelled += u32::from(!labelled.is_empty());
                counts.found += u32::from(!found.is_empty());
                counts.right += u32::from(!found.is_empty() && found == labelled);
                if found != labelled {
                    misses.push(format!("{} {field}: {labelled} <> {found}", note.id));
                }
            }
        }
        figures.whole += u32::from(misses.len() == before);
    }
    (figures, misses)
}

fn kind(reference: &Reference) -> &'static str {
    match reference.kind {
        ReferenceKind::Citation => "citation",
        ReferenceKind::Alias => "alias",
        ReferenceKind::Comment => "comment",
        ReferenceKind::Mixed => "mixed",
        _ => "",
    }
}

/// The labelled value of a field; empty where there is none.
fn label(citation: &Value, field: &str) -> String {
    match &citation[field] {
        Value::String(text) if matches!(field, "date" | "accessed") => text.clone(),
        Value::String(text) => norm(text),
        Value::Array(names) => {
            let names: Vec<String> = names.iter().filter_map(Value::as_str).map(norm).collect();
            names.join("; ")
        }
        _ => String::new(),
    }
}

/// The value of a field that the parse has; empty where there is none.
fn found(reference: &Reference, citation: &Citation, field: &str) -> String {
    let part = |part: &Option<Part>| part.as_ref().map_or(String::new(), |part| norm(&part.text));
    match field {
        "author" => {
            let names: Vec<String> = citation
                .authors
                .iter()
                .map(|name| norm(&name.written))
                .collect();
            names.join("; ")
        }
        "title" => part(&citation.title),
        "container" => part(&citation.container),
        "date" => citation
            .date
            .as_ref()
            .and_then(|date| date.iso())
            .unwrap_or_default(),
        "pages" => part(&citation.pages),
        "publisher" => part(&citation.publisher),
        "place" => part(&citation.place),
        "organization" => part(&citation.organization),
        "url" => part(&citation.url),
        // `0.06.2019` is labelled `2019-06-00`: it is right to tell that no calendar has it.
        _ => citation.accessed.as_ref().map_or(String::new(), |date| {
            let told = |oddity: &&seoji_document::references::Oddity| {
                oddity.kind == OddityKind::ImpossibleDate && oddity.span == date.span
            };
            match (date.iso(), reference.oddities.iter().find(told)) {
                (Some(iso), _) => iso,
                (None, Some(_)) => impossible(&date.written),
                (None, None) => String::new(),
            }
        }),
    }
}

/// An impossible date as it stands, in the order of ISO 8601.
fn impossible(written: &str) -> String {
    let mut numbers: Vec<&str> = written.split('.').collect();
    numbers.reverse();
    let numbers: Vec<String> = numbers
        .iter()
        .map(|number| format!("{number:0>2}"))
        .collect();
    numbers.join("-")
}

impl Figures {
    /// The lines of `make eval`.
    pub fn lines(&self, set: &str) -> String {
        let of = |right: u32| Counts {
            right,
            found: self.notes,
            labelled: self.notes,
        };
        let mut lines = vec![of(self.kinds).line(set, "kind")];
        for (field, counts) in FIELDS.iter().zip(&self.fields) {
            lines.push(counts.line(set, field));
        }
        lines.push(of(self.whole).line(set, "entry"));
        lines.join("\n") + "\n"
    }
}
