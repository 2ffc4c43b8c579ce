//! Formats and the seam behind which each has its reader.

use std::path::Path;

use crate::draft::Draft;
use crate::source::is_binary;
use crate::{markdown, plain};

/// A file format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// CommonMark with tables and footnotes, and what people call Markdown.
    Markdown,
    /// Text without markup.
    PlainText,
}

/// A reader: decoded text to the draft of a document. It never fails, never panics, takes linear time.
pub(crate) type Reader = fn(&str) -> Draft;

/// One row per format: the format, the endings of its file names, its reader.
///
/// A new format is a file with its reader and a row here.
const FORMATS: [(Format, &[&str], Reader); 2] = [
    (
        Format::Markdown,
        &["md", "markdown", "mdown", "mkd", "mkdn", "qmd", "rmd"],
        markdown::read,
    ),
    (Format::PlainText, &["txt", "text"], plain::read),
];

/// The format of a file by its name, and where the name says nothing (`README`) by its first bytes.
///
/// `head` may be any number of the file's first bytes; 4 KiB are enough. `None`: no format that is read here.
pub fn format_of(path: &Path, head: &[u8]) -> Option<Format> {
    let Some(ending) = path.extension().and_then(|ending| ending.to_str()) else {
        let marked = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
        return (!head.is_empty() && (marked || !is_binary(head)) && !has_magic(head))
            .then_some(Format::PlainText);
    };
    let ending = ending.to_ascii_lowercase();
    FORMATS
        .iter()
        .find(|(_, endings, _)| endings.contains(&ending.as_str()))
        .map(|(format, ..)| *format)
}

pub(crate) fn reader_of(format: Format) -> Reader {
    FORMATS
        .iter()
        .find(|(own, ..)| *own == format)
        .map(|(.., reader)| *reader)
        .expect("every format has a row")
}

/// Whether the bytes say themselves that they are another format made of text.
fn has_magic(head: &[u8]) -> bool {
    [
        &b"%PDF"[..],
        b"<?xml",
        b"<!DOCTYPE",
        b"<html",
        b"{\\rtf",
        b"#!",
    ]
    .iter()
    .any(|magic| head.starts_with(magic))
}
