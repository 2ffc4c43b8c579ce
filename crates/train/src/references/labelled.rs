//! Labelled reference strings: the files of `corpora/references` in one shape.

use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::Context;
use seoji_document::references::labelling::{Class, Label, State, Token, tokens};
use serde::Deserialize;

use super::mapping;

/// The files with spans, in the order in which they are measured.
pub const SETS: [&str; 7] = [
    "anystyle-gold",
    "anystyle-core",
    "anystyle-good",
    "anystyle-ugly",
    "anystyle-bad",
    "grobid-citation",
    "grobid-kisti",
];

/// A reference string with its fields.
#[derive(Clone, Debug)]
pub struct Example {
    /// Name of its file.
    pub set: &'static str,
    /// Its id in the file: `anystyle-gold:473`, `grobid-citation:1708.00867#48`.
    pub id: String,
    /// The string.
    pub text: String,
    /// Its fields in bytes of the text, as [`mapping`] makes the sets' labels one.
    pub fields: Vec<(Label, Range<usize>)>,
    /// Its labelled addresses and DOIs (`true`), without the words before them.
    pub addresses: Vec<(bool, String)>,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    text: String,
    spans: Vec<RawSpan>,
}

/// A span as a set labels it.
#[derive(Deserialize)]
pub struct RawSpan {
    /// The label that all sets share.
    pub label: String,
    /// The set's own label.
    pub raw_label: String,
    /// First character.
    pub start: usize,
    /// Character behind the last.
    pub end: usize,
}

/// All sets that are there, in order.
pub fn read_all(data: &Path) -> anyhow::Result<Vec<Example>> {
    let mut examples = Vec::new();
    for set in SETS {
        examples.extend(read(data, set)?);
    }
    Ok(examples)
}

/// The examples of one set; none where there is no such file.
pub fn read(data: &Path, set: &'static str) -> anyhow::Result<Vec<Example>> {
    let path = data.join(format!("corpora/references/{set}.jsonl"));
    if !path.is_file() {
        return Ok(Vec::new());
    }
    let content =
        fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    content
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let row: Row = serde_json::from_str(line)
                .with_context(|| format!("reading {}", path.display()))?;
            Ok(Example {
                set,
                fields: mapping::fields(&row.text, &row.spans),
                addresses: mapping::addresses(&row.text, &row.spans),
                id: row.id,
                text: row.text,
            })
        })
        .collect()
}

impl Example {
    /// Its tokens and their states.
    pub fn states(&self) -> (Vec<Token>, Vec<State>) {
        let tokens = tokens(&self.text);
        let mut states = vec![State::new(Label::Other, true); tokens.len()];
        for (label, span) in &self.fields {
            let mut is_first = true;
            for (token, state) in tokens.iter().zip(&mut states) {
                if token.start >= span.start && token.end <= span.end {
                    *state = State::new(*label, is_first);
                    is_first = false;
                }
            }
        }
        let mut before = State::new(Label::Other, true);
        for (token, state) in tokens.iter().zip(&mut states) {
            if matches!(token.class, Class::Address | Class::Doi | Class::Accessed) {
                *state = State::new(Label::Atom, true);
            } else if state.label() == Label::Atom {
                *state = State::new(Label::Other, true);
            } else if state.goes_on() && before.label() != state.label() {
                // An atom inside a field parts it.
                *state = State::new(state.label(), true);
            }
            before = *state;
        }
        (tokens, states)
    }
}
