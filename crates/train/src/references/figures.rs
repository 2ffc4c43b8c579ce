//! How well labelled reference strings are parsed: precision, recall and F1 of each field, and whole entries.
//!
//! Values are compared as letters and digits, NFKC, in lower case. A field counts as found where the parse has the value
//! of one of the string's spans of that field. An entry counts as whole where every field of [`FIELDS`] is right: found
//! where it is labelled and absent where it is not.

use std::fmt::Write as _;

use seoji_document::references::labelling::{Label, Model};
use seoji_document::references::{Citation, Person, YearSource, parse_with};
use unicode_normalization::UnicodeNormalization;

use super::labelled::Example;

/// The fields that are measured.
pub const FIELDS: [&str; 12] = [
    "author",
    "title",
    "container",
    "year",
    "volume",
    "issue",
    "pages",
    "publisher",
    "place",
    "editor",
    "url",
    "doi",
];

/// Counts of one field.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// In the parse and right.
    pub right: u32,
    /// In the parse.
    pub found: u32,
    /// Labelled.
    pub labelled: u32,
}

/// Counts of a set.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Of each of [`FIELDS`].
    pub fields: [Counts; FIELDS.len()],
    /// The same without the labels that are [known to be wrong](is_error), and how many those are.
    pub checked: [(Counts, u32); FIELDS.len()],
    /// Entries with every field right.
    pub whole: u32,
    /// Entries.
    pub entries: u32,
}

impl Figures {
    /// Parses an example and counts; gives the fields that were wrong, as they should be and as they are.
    pub fn add(&mut self, example: &Example, model: &Model) -> Vec<(&'static str, String, String)> {
        let reference = parse_with(&example.text, model);
        let empty = Citation::default();
        let citation = reference.citations.first().unwrap_or(&empty);
        let mut wrong = Vec::new();
        for (at, field) in FIELDS.iter().enumerate() {
            let labelled = labelled(example, field);
            let found = found(citation, &example.text, field);
            let right = labelled.contains(&found);
            let own = Counts {
                right: u32::from(right && !found.is_empty()),
                found: u32::from(!found.is_empty()),
                labelled: u32::from(!labelled.is_empty()),
            };
            self.fields[at].join(&own);
            match is_error(&example.id, field) {
                true => self.checked[at].1 += 1,
                false => self.checked[at].0.join(&own),
            }
            let absent = labelled.is_empty() && found.is_empty();
            if !right && !absent {
                wrong.push((*field, labelled.join(" | "), found));
            }
        }
        self.entries += 1;
        self.whole += u32::from(wrong.is_empty());
        wrong
    }

    /// Adds the counts of another.
    pub fn join(&mut self, other: &Figures) {
        for (own, other) in self.fields.iter_mut().zip(&other.fields) {
            own.join(other);
        }
        for (own, other) in self.checked.iter_mut().zip(&other.checked) {
            own.0.join(&other.0);
            own.1 += other.1;
        }
        self.whole += other.whole;
        self.entries += other.entries;
    }

    /// The lines of `make eval`; those of `<set>-checked` leave out labels that are known to be wrong.
    pub fn lines(&self, set: &str) -> String {
        let mut out = String::new();
        for (field, counts) in FIELDS.iter().zip(&self.fields) {
            if counts.labelled > 0 {
                // Writing to a string cannot fail.
                let _ = writeln!(out, "{}", counts.line(set, field));
            }
        }
        for (field, (counts, errors)) in FIELDS.iter().zip(&self.checked) {
            if *errors > 0 {
                let line = counts.line(&format!("{set}-checked"), field);
                let _ = writeln!(out, "{line} without {errors} wrong labels");
            }
        }
        let whole = Counts {
            right: self.whole,
            found: self.entries,
            labelled: self.entries,
        };
        let _ = writeln!(out, "{}", whole.line(set, "entry"));
        out
    }
}

/// Labels that the string itself shows to be wrong, a line each: id, field, why.
const ERRORS: &str = include_str!("../../data/reference-label-errors.tsv");

/// Whether the label of a field is known to be wrong, whatever a parse finds.
pub fn is_error(id: &str, field: &str) -> bool {
    ERRORS.lines().any(|line| {
        let mut columns = line.split('\t');
        columns.next() == Some(id) && columns.next() == Some(field)
    })
}

impl Counts {
    /// Adds the counts of another.
    fn join(&mut self, other: &Counts) {
        self.right += other.right;
        self.found += other.found;
        self.labelled += other.labelled;
    }

    /// `eval: references <set> <field> <precision> <recall> <f1> n=<labelled>`
    pub fn line(&self, set: &str, field: &str) -> String {
        let ratio = |part: u32, whole: u32| {
            if whole == 0 {
                0.0
            } else {
                f64::from(part) / f64::from(whole)
            }
        };
        let (precision, recall) = (
            ratio(self.right, self.found),
            ratio(self.right, self.labelled),
        );
        let f1 = ratio(2 * self.right, self.found + self.labelled);
        format!(
            "eval: references {set} {field} {precision:.4} {recall:.4} {f1:.4} n={}",
            self.labelled
        )
    }
}

/// Letters and digits, NFKC, in lower case.
pub fn norm(text: &str) -> String {
    text.nfkc()
        .filter(|ch| ch.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The values of a field that an example has.
fn labelled(example: &Example, field: &str) -> Vec<String> {
    let spans = |label: Label| {
        example
            .fields
            .iter()
            .filter(move |own| own.0 == label)
            .map(|own| &example.text[own.1.clone()])
    };
    let plain = |label: Label| spans(label).map(norm).collect::<Vec<_>>();
    let mut values = match field {
        "author" => spans(Label::Author).map(authors).collect(),
        "editor" => spans(Label::Editor).map(authors).collect(),
        "title" => plain(Label::Title),
        "container" => plain(Label::Container),
        "volume" => plain(Label::Volume),
        "issue" => plain(Label::Issue),
        "publisher" => plain(Label::Publisher),
        "place" => plain(Label::Place),
        "pages" => {
            let own = plain(Label::Pages);
            let joined = own.concat();
            own.into_iter().chain([joined]).collect()
        }
        "year" => spans(Label::Date).filter_map(year).collect(),
        "url" => example
            .addresses
            .iter()
            .filter(|(is_doi, _)| !is_doi)
            .map(|(_, value)| norm(value))
            .collect(),
        // An address may have a DOI's slash escaped.
        _ => example
            .addresses
            .iter()
            .filter(|(is_doi, _)| *is_doi)
            .map(|(_, value)| norm(&value.replace("%2F", "/")))
            .collect(),
    };
    values.retain(|value| !value.is_empty());
    values
}

/// The first year of a date: four digits that no other digit touches.
fn year(date: &str) -> Option<String> {
    date.split(|ch: char| !ch.is_ascii_digit())
        .find(|run| run.len() == 4 && ("1400".."2101").contains(run))
        .map(str::to_owned)
}

/// Authors or editors without `et al.`: it names none.
fn authors(list: &str) -> String {
    let own = norm(list);
    own.strip_suffix("etal").map(str::to_owned).unwrap_or(own)
}

/// The value of a field that a parse has; empty where it has none.
fn found(citation: &Citation, text: &str, field: &str) -> String {
    let part = |part: &Option<seoji_document::references::Part>| {
        part.as_ref().map_or(String::new(), |part| norm(&part.text))
    };
    let names = |names: &[Person]| match (names.first(), names.last()) {
        (Some(first), Some(last)) if first.span.start < last.span.end => {
            norm(&text[first.span.start..last.span.end])
        }
        _ => String::new(),
    };
    match field {
        "author" => citation
            .byline
            .as_ref()
            .map_or(String::new(), |byline| authors(&byline.text)),
        "editor" => names(&citation.editors),
        "title" => part(&citation.title),
        "container" => part(&citation.container),
        "volume" => part(&citation.volume),
        "issue" => part(&citation.issue),
        "publisher" => part(&citation.publisher),
        "place" => part(&citation.place),
        "pages" => part(&citation.pages),
        "year" => citation
            .year
            .filter(|year| year.from == YearSource::Printed)
            .map_or(String::new(), |year| year.value.to_string()),
        "url" => part(&citation.url),
        _ => part(&citation.doi),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wrong_label_has_an_entry_a_field_and_a_reason() {
        for line in ERRORS.lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            let [id, field, reason] = columns.as_slice() else {
                panic!("not three columns: {line}");
            };
            let set = id.split(':').next().expect("a first part");
            assert!(super::super::labelled::SETS.contains(&set), "{line}");
            assert!(FIELDS.contains(field), "{line}");
            assert!(!reason.is_empty(), "{line}");
            assert!(is_error(id, field) && !is_error(id, "title"), "{line}");
        }
    }
}
