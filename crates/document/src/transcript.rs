//! A transcript: the text of a file that is no text, and what its format says about each stretch of it.
//!
//! It is all that a reader of a foreign format hands on. It can be sent from one process to another and kept for the
//! next time; [`crate::read_transcript`] makes a document of it as of any other source.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::draft::{Draft, Metadata, Part, Shape};
use crate::html::RAISED;
use crate::readers::Content;
use crate::run::{Run, push_stretch};
use crate::source::{Warning, WarningKind};
use crate::tree::Link;

/// The version of the readers that make transcripts: one of another version is made anew.
///
/// It grows with every change of what a reader makes of a file.
pub const TRANSCRIPT_VERSION: u32 = 4;

/// What a foreign file says: its text and what its format tells about the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transcript {
    pub(crate) text: String,
    stretches: Vec<Stretch>,
    pub(crate) title: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) date: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) metadata: Vec<(String, String)>,
    troubles: Vec<(Trouble, String)>,
    lists: usize,
    tables: usize,
}

/// What keeps a reader from reading a file, or a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Trouble {
    /// A password or a certificate guards the file.
    Encrypted,
    /// The file is not what its format demands, or a part of it is not.
    Damaged,
    /// More than a file may hold: sizes, nesting.
    TooLarge,
    /// A relative of the format that is not read.
    UnknownFormat,
    /// Nothing in it is text, such as a page that is a picture.
    WithoutText,
    /// The reader itself broke off: it panicked, crashed, took too long or too much memory.
    Reader,
}

/// One stretch of a transcript.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stretch {
    form: Form,
    /// Bytes of the transcript's text.
    span: Range<usize>,
    /// The page on which it begins, counted from 1, where the format has pages.
    page: Option<u32>,
    /// Bytes of it, white space apart, in bold.
    bold: usize,
    /// What of it stands in italics, in bytes of the transcript's text.
    italic: Vec<Range<usize>>,
    /// Links: bytes of the transcript's text and address.
    links: Vec<(Range<usize>, String)>,
}

/// What the format says about a stretch; see [`Shape`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Form {
    /// A heading; level 1 is the highest.
    Heading(u8),
    Paragraph,
    /// A list's item with the list's number and the item's own label.
    Item(usize, Option<String>),
    /// A note with its label.
    Note(String),
    /// A further paragraph of the item or note before it.
    More,
    /// A row of a table with the table's number.
    Row(usize),
}

/// Text under construction: a paragraph, a cell, a note.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    pub(crate) text: String,
    pub(crate) bold: usize,
    /// What stands in italics, in bytes of the text.
    pub(crate) italic: Vec<Range<usize>>,
    /// In bytes of the text.
    pub(crate) links: Vec<(Range<usize>, String)>,
}

impl Words {
    pub(crate) fn push(&mut self, text: &str) {
        // Tabs part cells and form feeds pages; in running text both are room between words.
        self.text.extend(text.chars().map(|ch| match ch {
            '\t' | '\u{b}' | '\u{c}' | '\0' => ' ',
            _ => ch,
        }));
    }

    pub(crate) fn push_styled(&mut self, text: &str, bold: bool, italic: bool) {
        self.bold += if bold { crate::run::solid(text) } else { 0 };
        let start = self.text.len();
        self.push(text);
        if italic {
            push_stretch(&mut self.italic, start..self.text.len());
        }
    }

    /// The marker that calls a note.
    pub(crate) fn call(&mut self, label: &str) {
        self.text.push_str("[^");
        self.text.push_str(label);
        self.text.push(']');
    }

    /// Appends other text behind a space, where both have text.
    pub(crate) fn append(&mut self, other: Words, between: &str) {
        if other.text.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(between);
        }
        let shift = self.text.len();
        self.text.push_str(&other.text);
        self.bold += other.bold;
        for span in other.italic {
            push_stretch(&mut self.italic, span.start + shift..span.end + shift);
        }
        let moved =
            |(span, target): (Range<usize>, String)| (span.start + shift..span.end + shift, target);
        self.links.extend(other.links.into_iter().map(moved));
    }

    /// Takes bytes from the begin, which are whole characters.
    pub(crate) fn drop_head(&mut self, bytes: usize) {
        if !self.text.is_char_boundary(bytes) {
            return;
        }
        self.text.drain(..bytes);
        let moved =
            |span: &Range<usize>| span.start.saturating_sub(bytes)..span.end.saturating_sub(bytes);
        for span in &mut self.italic {
            *span = moved(span);
        }
        for (span, _) in &mut self.links {
            *span = moved(span);
        }
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Raised digits for plain ones: a number set higher than its line calls a note.
pub(crate) fn raised(text: &str) -> Option<String> {
    let digits = text.trim();
    (!digits.is_empty() && digits.len() <= 3)
        .then(|| {
            digits
                .chars()
                .map(|ch| Some(RAISED[ch.to_digit(10)? as usize]))
                .collect()
        })
        .flatten()
}

impl Transcript {
    /// Whether it has neither text nor title.
    pub fn is_empty(&self) -> bool {
        self.stretches.is_empty() && self.title.is_none()
    }

    /// The text of the file, stretch by stretch.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the reader saw its file through: a file that was too large, damaged or guarded was not.
    pub fn is_whole(&self) -> bool {
        self.troubles
            .iter()
            .all(|(trouble, _)| *trouble == Trouble::WithoutText)
    }

    /// The transcript of a file that could not be read.
    pub fn failed(trouble: Trouble, message: impl Into<String>) -> Transcript {
        let mut transcript = Transcript::default();
        transcript.warn(trouble, message);
        transcript
    }

    pub(crate) fn warn(&mut self, trouble: Trouble, message: impl Into<String>) {
        self.troubles.push((trouble, message.into()));
    }

    pub(crate) fn new_list(&mut self) -> usize {
        self.lists += 1;
        self.lists
    }

    pub(crate) fn new_table(&mut self) -> usize {
        self.tables += 1;
        self.tables
    }

    /// Appends a stretch; blank ones are nothing.
    pub(crate) fn push(&mut self, form: Form, words: Words) {
        self.push_stretch(form, words, None);
    }

    /// The same on a page, counted from 1.
    pub(crate) fn push_on(&mut self, form: Form, words: Words, page: u32) {
        self.push_stretch(form, words, Some(page));
    }

    fn push_stretch(&mut self, form: Form, words: Words, page: Option<u32>) {
        if words.is_blank() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(&words.text);
        let end = self.text.len();
        let span = start..end;
        self.text.push('\n');
        // A blank line, but not between the rows of a table.
        if !matches!(form, Form::Row(_)) {
            self.text.push('\n');
        }
        self.stretches.push(Stretch {
            form,
            span,
            page,
            bold: words.bold,
            italic: words
                .italic
                .into_iter()
                .map(|span| span.start + start..(span.end + start).min(end))
                .filter(|span| span.start < span.end)
                .collect(),
            links: words
                .links
                .into_iter()
                .filter(|(span, target)| !span.is_empty() && !target.is_empty())
                .map(|(span, target)| (span.start + start..span.end + start, target))
                .collect(),
        });
    }

    /// A row of a table; a cell's own breaks are spaces.
    pub(crate) fn push_row(&mut self, table: usize, cells: Vec<Words>) {
        self.push(Form::Row(table), row(cells));
    }

    /// What a reader gives.
    pub(crate) fn content(self) -> Content {
        // What came from another process or from the disk is foreign too.
        let fits = |span: &Range<usize>| {
            span.start <= span.end
                && self.text.is_char_boundary(span.start)
                && self.text.is_char_boundary(span.end)
        };
        let mut parts = Vec::with_capacity(self.stretches.len());
        let mut end = 0;
        for stretch in &self.stretches {
            if !fits(&stretch.span) || stretch.span.start < end {
                continue;
            }
            end = stretch.span.end;
            let mut run = Run::of_source(&self.text, stretch.span.clone());
            run.bold = stretch.bold;
            for span in &stretch.italic {
                if fits(span) && stretch.span.start <= span.start && span.end <= stretch.span.end {
                    let start = stretch.span.start;
                    run.push_italic(span.start - start..span.end - start);
                }
            }
            for (span, target) in &stretch.links {
                let behind = run.links.last().map_or(0, |last| last.span.end);
                if fits(span)
                    && span.start >= stretch.span.start + behind
                    && span.end <= stretch.span.end
                {
                    run.links.push(Link {
                        target: target.clone(),
                        span: span.start - stretch.span.start..span.end - stretch.span.start,
                    });
                }
            }
            let shape = match &stretch.form {
                Form::Heading(level) => Shape::Heading {
                    level: (*level).clamp(1, 9),
                },
                Form::Paragraph => Shape::Paragraph,
                Form::Item(list, label) => Shape::Item {
                    list: *list,
                    label: label.clone(),
                },
                Form::Note(label) => Shape::Note {
                    label: label.clone(),
                },
                Form::More => Shape::More,
                Form::Row(table) => Shape::Row { table: *table },
            };
            let mut part = Part::new(shape, run, stretch.span.clone());
            part.stated.page = stretch.page;
            parts.push(part);
        }
        let warnings = self
            .troubles
            .iter()
            .map(|(trouble, message)| {
                let kind = match trouble {
                    Trouble::Encrypted => WarningKind::Encrypted,
                    Trouble::Damaged => WarningKind::Damaged,
                    Trouble::TooLarge => WarningKind::TooLarge,
                    Trouble::UnknownFormat => WarningKind::UnknownFormat,
                    Trouble::WithoutText => WarningKind::NoTextLayer,
                    Trouble::Reader => WarningKind::Unread,
                };
                Warning::new(kind, message.clone())
            })
            .collect();
        Content {
            text: self.text,
            is_source: false,
            draft: Draft { parts },
            metadata: Metadata {
                title: self.title,
                authors: self.authors,
                date: self.date,
                language: self.language,
                other: self.metadata,
                ..Metadata::default()
            },
            keys: Vec::new(),
            warnings,
        }
    }
}

/// A table's row: cells parted by tabs.
pub(crate) fn row(cells: Vec<Words>) -> Words {
    let mut row = Words::default();
    for (index, mut cell) in cells.into_iter().enumerate() {
        if index > 0 {
            row.text.push('\t');
        }
        cell.text = cell.text.replace(['\n', '\t', '\r'], " ");
        row.append(cell, "");
    }
    row
}
