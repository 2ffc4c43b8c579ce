//! A file becomes a document tree: sections, paragraphs, tables, notes, bibliography, citation markers.
//!
//! Reading never fails and never panics, whatever the bytes; what was odd is told beside the result.
//! It takes time linear in the length of the file and gives the same result each time.
//! Every span is a byte range of [`Reading::text`] on character boundaries.
//!
//! ```
//! use std::path::Path;
//! use seoji_document::{BlockKind, Source, read};
//!
//! let bytes = "# 북한의 인터넷\n\n광명망은 내부망이다[1].\n\n## 참고문헌\n\n[1] 김민관, 2019, p. 3.\n".as_bytes();
//! let reading = read(&Source { path: Path::new("report.md"), bytes });
//! let document = &reading.document;
//! assert_eq!(document.title.as_deref(), Some("북한의 인터넷"));
//! assert_eq!(document.blocks[0].markers[0].labels, ["1"]);
//! assert_eq!(document.blocks[1].kind, BlockKind::Entry);
//! assert_eq!(document.blocks[1].text, "김민관, 2019, p. 3.");
//! ```

mod assemble;
mod authordate;
mod backrefs;
mod draft;
mod entries;
mod format;
mod front;
mod heading;
mod html;
mod joins;
mod lines;
mod links;
mod markdown;
mod markers;
mod number;
mod orphans;
mod outline;
mod pages;
mod plain;
pub mod references;
mod repair;
mod run;
mod source;
mod table;
mod title;
mod tree;

pub use format::{Format, format_of};
pub use outline::{OutlineItem, OutlineKind};
pub use source::{Source, Warning, WarningKind};
pub use tree::{
    BackReference, Block, BlockKind, Document, Link, Marker, Piece, Section, SectionKind, SourceMap,
};

/// What reading a file gave.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reading {
    /// The document.
    pub document: Document,
    /// The decoded text that all spans refer to, without byte order mark.
    pub text: String,
    /// The format it was read as; `None` where the file is in none, and then the document is empty.
    pub format: Option<Format>,
    /// What was odd, in the order in which it was found.
    pub warnings: Vec<Warning>,
}

/// Reads a file into a document.
pub fn read(source: &Source<'_>) -> Reading {
    let mut warnings = Vec::new();
    let mut document = Document::default();
    let Some(format) = format_of(source.path, &source.bytes[..source.bytes.len().min(4096)]) else {
        let (kind, message) = match source.bytes.is_empty() {
            true => (WarningKind::Empty, "empty file"),
            false => (
                WarningKind::UnknownFormat,
                "not a format that is read; save it as Markdown or plain text",
            ),
        };
        warnings.push(Warning::new(kind, message));
        return Reading {
            document,
            text: String::new(),
            format: None,
            warnings,
        };
    };
    let text = source::decode(source.bytes, &mut warnings);
    if text.trim().is_empty() {
        if warnings.is_empty() {
            warnings.push(Warning::new(WarningKind::Empty, "no text in the file"));
        }
        return Reading {
            document,
            text,
            format: Some(format),
            warnings,
        };
    }
    let front = front::read(&text, &mut document, &mut warnings);
    let draft = format::reader_of(format)(&readable(&text, front));
    assemble::assemble(&text, draft, &mut document, &mut warnings);
    Reading {
        document,
        text,
        format: Some(format),
        warnings,
    }
}

/// The text as readers see it, byte for byte as long: front matter is blank, form feeds and their like end a line.
fn readable(text: &str, front: Option<std::ops::Range<usize>>) -> String {
    let front = front.unwrap_or(0..0);
    text.char_indices()
        .flat_map(|(at, ch)| {
            let blank = front.contains(&at) && ch != '\n' && ch != '\r';
            let (sign, count) = match ch {
                _ if blank => (' ', ch.len_utf8()),
                '\u{b}' | '\u{c}' => ('\n', 1),
                _ => (ch, 1),
            };
            std::iter::repeat_n(sign, count)
        })
        .collect()
}
