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

// What formats share is not used by each of them; with all of them the lint holds.
#![cfg_attr(
    not(all(
        feature = "bibliographies",
        feature = "docx",
        feature = "epub",
        feature = "html",
        feature = "hwp",
        feature = "hwpx",
        feature = "latex",
        feature = "odt",
        feature = "pdf",
        feature = "tables",
        feature = "xml"
    )),
    allow(dead_code, reason = "shared by formats of which some are left out")
)]

mod assemble;
mod authordate;
mod backrefs;
mod beside;
mod byline;
#[cfg(any(feature = "hwp", feature = "tables"))]
mod calendar;
mod citekeys;
mod draft;
mod entries;
mod fault;
mod footnotes;
mod format;
mod front;
mod heading;
mod html;
mod joins;
mod lines;
mod links;
mod markers;
mod name_columns;
mod namesakes;
mod number;
mod numbered;
mod orphans;
mod outline;
#[cfg(feature = "packages")]
mod package;
mod pages;
mod pdfium;
mod properties;
mod readers;
pub mod references;
mod rendering;
mod repair;
mod run;
mod sniff;
mod source;
mod table;
mod tags;
mod title;
mod transcript;
mod tree;
mod work_form;

use std::path::Path;

use serde::{Deserialize, Serialize};

pub use beside::{Annotation, Beside, Bibliography, Item, ItemFile, is_bibliography};
pub use format::{Format, HEAD_BYTES, format_of, may_be_known};
pub use outline::{OutlineItem, OutlineKind};
pub use pdfium::{PdfLibrary, PdfLibraryError, load_pdf_library, pdf_library};
#[cfg(feature = "html")]
pub use readers::text_of_html;
pub use source::{Source, Warning, WarningKind};
pub use transcript::{TRANSCRIPT_VERSION, Transcript, Trouble};
pub use tree::{
    BackReference, Block, BlockKind, Document, Link, Marker, NameKind, Piece, RowName, Section,
    SectionKind, SourceMap,
};
pub use work_form::{WorkForm, name_words};

/// What reading a file gave.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Reading {
    /// The document.
    pub document: Document,
    /// The text that all spans refer to: the file's own, decoded and without byte order mark, or of a format that has
    /// no lines of text the text that was rendered from it.
    pub text: String,
    /// Whether `text` is the file's own; then its lines are the file's lines.
    pub is_source: bool,
    /// Bytes of `text` that are the file's own; what stands behind them was taken from beside it.
    pub own_bytes: usize,
    /// The keys by which it cites works that a bibliography beside it may hold, in order.
    pub keys: Vec<String>,
    /// The format it was read as; `None` where the file is in none, and then the document is empty.
    pub format: Option<Format>,
    /// What was odd, in the order in which it was found.
    pub warnings: Vec<Warning>,
}

/// Reads a file into a document.
pub fn read(source: &Source<'_>) -> Reading {
    read_beside(source, &Beside::nothing())
}

/// Reads a file into a document, together with what stands beside it.
///
/// What a library says of the file goes before what the file says of itself, tags of both are kept; what a reader marked
/// and the works that the text cites by their keys stand behind its text, in sections of their own.
pub fn read_beside(source: &Source<'_>, beside: &Beside<'_>) -> Reading {
    let mut reading = Reading::empty(format::format_of_whole(source.path, source.bytes));
    let empty = || Warning::new(WarningKind::Empty, "empty file");
    let unknown = || match format::promised(source.path) {
        // A file that is not what it is called is a fault; a picture is none.
        Some(promised) => {
            let name = promised.name();
            let message = format!("named as {name} and not {name}, not read");
            Warning::new(WarningKind::Damaged, message)
        }
        None => {
            let message = "not a format that is read; save it as Markdown or plain text";
            Warning::new(WarningKind::UnknownFormat, message)
        }
    };
    let refused = match reading.format {
        _ if source.bytes.is_empty() => empty(),
        None => unknown(),
        Some(format) => match readers::read(format, source) {
            Ok(content) => {
                take(&mut reading, content, beside);
                return reading;
            }
            Err(warning) => warning,
        },
    };
    reading.warnings.push(refused);
    reading
}

impl Reading {
    /// A reading of nothing.
    fn empty(format: Option<Format>) -> Self {
        Reading {
            document: Document::default(),
            text: String::new(),
            is_source: false,
            own_bytes: 0,
            keys: Vec::new(),
            format,
            warnings: Vec::new(),
        }
    }
}

/// Makes the document of what a reader gave.
fn take(reading: &mut Reading, mut content: readers::Content, beside: &Beside<'_>) {
    let document = &mut reading.document;
    if let Some(item) = beside.item {
        item.describe(&mut content.metadata);
    }
    reading.own_bytes = content.text.len();
    if let Some(appendix) = beside.appendix(&content.keys, &content.draft) {
        beside::append(&mut content.text, &mut content.draft, appendix);
    }
    let metadata = content.metadata;
    document.title = metadata.title;
    document.authors = metadata.authors;
    document.date = metadata.date;
    document.language = metadata.language.as_deref().and_then(language_code);
    document.citation_key = metadata.citation_key;
    document.collections = metadata.collections;
    let other = metadata.other.iter().filter(|(key, _)| key == "keywords");
    let other: Vec<String> = other.flat_map(|(_, value)| tags::listed(value)).collect();
    let stated = metadata.tags.iter().chain(&metadata.keywords);
    document.tags = tags::distinct(stated.chain(&other));
    if !metadata.keywords.is_empty() {
        let keywords = metadata.keywords.join(", ");
        document.metadata.push(("keywords".to_owned(), keywords));
    }
    document.metadata.extend(metadata.other);
    reading.keys = content.keys;
    reading.text = content.text;
    reading.is_source = content.is_source;
    reading.warnings = content.warnings;
    assemble::assemble(
        &reading.text,
        content.draft,
        document,
        &mut reading.warnings,
    );
}

/// The ISO 639-1 code of a language tag (BCP 47): `ko` of `ko-KR`, `en` of `eng`.
fn language_code(tag: &str) -> Option<String> {
    let primary = tag
        .trim()
        .split(['-', '_', ','])
        .next()?
        .trim()
        .to_lowercase();
    let code = match primary.as_str() {
        "eng" => "en",
        "kor" => "ko",
        "jpn" => "ja",
        "zho" | "chi" => "zh",
        "deu" | "ger" => "de",
        "fra" | "fre" => "fr",
        "rus" => "ru",
        "pol" => "pl",
        "spa" => "es",
        other => other,
    };
    (!code.is_empty()).then(|| code.to_owned())
}

/// The format of a file that is better read in a process of its own; `None` where it is text, is empty or is not read.
///
/// The parsers of such formats are large and meet files that were made to harm.
pub fn foreign_format(path: &Path, bytes: &[u8]) -> Option<Format> {
    format::format_of_whole(path, bytes)
        .filter(|format| !bytes.is_empty() && format.is_foreign() && format.is_read())
}

/// Reads a file of a foreign format as far as it depends on the file alone; what it says becomes a document with
/// [`read_transcript`]. `None` where the format has no transcripts; [`read`] may read it.
pub fn transcribe(source: &Source<'_>) -> Option<Transcript> {
    let format = format::format_of_whole(source.path, source.bytes)?;
    let read = readers::transcriber_of(format)?;
    Some(match readers::too_large(format, source.bytes) {
        Some(_) => Transcript::failed(Trouble::TooLarge, "too large, not read; split it"),
        None => readers::transcript_of(read, source.bytes),
    })
}

/// Makes a document of the transcript of a file in this format.
pub fn read_transcript(transcript: Transcript, format: Format) -> Reading {
    read_transcript_beside(transcript, format, &Beside::nothing())
}

/// The same with what stands beside the file; see [`read_beside`].
pub fn read_transcript_beside(
    transcript: Transcript,
    format: Format,
    beside: &Beside<'_>,
) -> Reading {
    let mut reading = Reading::empty(Some(format));
    take(&mut reading, transcript.content(), beside);
    reading
}
