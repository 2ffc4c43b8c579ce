//! An entry under way: text, and the fields in it.

use std::ops::Range;

use seoji_document::references::labelling::Label;

use super::super::labelled::Example;

/// Text with its fields.
#[derive(Default)]
pub(super) struct Builder {
    text: String,
    fields: Vec<(Label, Range<usize>)>,
}

impl Builder {
    /// Appends text of no field.
    pub(super) fn lit(&mut self, text: impl AsRef<str>) -> &mut Self {
        self.text.push_str(text.as_ref());
        self
    }

    /// Appends a field; signs at its ends are of none, as in the labelled sets.
    pub(super) fn put(&mut self, label: Label, text: impl AsRef<str>) -> &mut Self {
        let text = text.as_ref();
        let start = self.text.len();
        self.text.push_str(text);
        let own = text.trim_start_matches(|ch: char| !ch.is_alphanumeric());
        let lead = text.len() - own.len();
        let own = own.trim_end_matches(|ch: char| !ch.is_alphanumeric());
        if !own.is_empty() {
            self.fields
                .push((label, start + lead..start + lead + own.len()));
        }
        self
    }

    /// Appends a whole stretch of a label, signs included: prose, the sign between works.
    pub(super) fn whole(&mut self, label: Label, text: &str) -> &mut Self {
        let start = self.text.len();
        self.text.push_str(text);
        self.fields
            .push((label, start..start + text.trim_end().len()));
        self
    }

    /// Appends another entry.
    pub(super) fn add(&mut self, other: Builder) -> &mut Self {
        let start = self.text.len();
        self.text.push_str(&other.text);
        self.fields.extend(
            other
                .fields
                .into_iter()
                .map(|(label, span)| (label, span.start + start..span.end + start)),
        );
        self
    }

    /// An example as it is.
    pub(super) fn from(example: &Example) -> Builder {
        Builder {
            text: example.text.clone(),
            fields: example.fields.clone(),
        }
    }

    /// The entry up to a byte; fields beyond it are lost.
    pub(super) fn cut(mut self, end: usize) -> Builder {
        self.text.truncate(end);
        self.fields.retain(|(_, span)| span.end <= end);
        self
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn example(self, number: usize) -> Example {
        Example {
            set: "synthetic",
            id: format!("synthetic:{number}"),
            text: self.text,
            fields: self.fields,
            addresses: Vec::new(),
        }
    }
}
