//! The readers: one file a format, each behind the same seam.
//!
//! A new format is a file here, a feature of this crate and a row in [`reader_of`].

use crate::draft::{Draft, Metadata};
use crate::fault::Fault;
use crate::format::Format;
use crate::front;
use crate::source::{self, Source, Warning, WarningKind};
use crate::transcript::Transcript;

#[cfg(feature = "bibliographies")]
mod bibliography;
#[cfg(feature = "docx")]
mod docx;
#[cfg(feature = "epub")]
mod epub;
#[cfg(any(feature = "docx", feature = "hwp", feature = "hwpx", feature = "odt"))]
mod flow;
#[cfg(feature = "html")]
mod html;
#[cfg(feature = "hwp")]
mod hwp5;
#[cfg(feature = "hwpx")]
mod hwpx;
#[cfg(feature = "xml")]
mod jats;
#[cfg(feature = "latex")]
mod latex;
mod markdown;
#[cfg(feature = "odt")]
mod odt;
#[cfg(feature = "pdf")]
mod pdf;
mod plain;
#[cfg(any(
    feature = "docx",
    feature = "html",
    feature = "hwpx",
    feature = "odt",
    feature = "xml"
))]
mod spans;
#[cfg(feature = "tables")]
mod table;
#[cfg(feature = "xml")]
mod tei;
mod wikilinks;
mod works;
#[cfg(feature = "xml")]
mod xml;

#[cfg(feature = "html")]
pub use html::text_of_html;
pub(crate) use works::{Field, Keyed, Name, Work};

/// What a reader makes of a file.
#[derive(Debug, Default)]
pub(crate) struct Content {
    /// The text that the spans of the draft refer to.
    pub(crate) text: String,
    /// Whether the text is the file's own, decoded, rather than rendered from it: then its lines are the file's lines.
    pub(crate) is_source: bool,
    /// What stands in it, in order of the text.
    pub(crate) draft: Draft,
    /// What the file says of itself.
    pub(crate) metadata: Metadata,
    /// Keys by which the text cites works that a bibliography beside it may hold.
    pub(crate) keys: Vec<String>,
    /// What was odd.
    pub(crate) warnings: Vec<Warning>,
}

impl Content {
    /// What was rendered; `cut` says what is missing where limits cut it, those of the rendering or of its reader.
    #[cfg(any(
        feature = "html",
        feature = "latex",
        feature = "xml",
        feature = "tables",
        feature = "bibliographies"
    ))]
    fn rendered(
        out: crate::rendering::Rendering,
        metadata: Metadata,
        mut warnings: Vec<Warning>,
        is_cut: bool,
        cut: &str,
    ) -> Self {
        if is_cut || out.is_cut() {
            warnings.push(Warning::new(WarningKind::Incomplete, cut));
        }
        let (text, draft) = out.finish();
        Self {
            text,
            is_source: false,
            draft,
            metadata,
            keys: Vec::new(),
            warnings,
        }
    }
}

/// A reader: bytes to the draft of a document. It never panics and takes linear time and memory.
///
/// What keeps it from reading the file at all (a password, damage, no text layer) it tells in the warning that it gives
/// in place of the content; a file of which it could read a part is content with a warning.
pub(crate) type Reader = fn(&Source<'_>) -> Result<Content, Warning>;

/// The reader of a format; none where it has a [`Transcriber`], is known and not read, or its feature is not in this
/// build.
pub(crate) fn reader_of(format: Format) -> Option<Reader> {
    let reader: Reader = match format {
        Format::Markdown => markdown::read,
        Format::PlainText => plain::read,
        #[cfg(feature = "html")]
        Format::Html => html::read,
        #[cfg(feature = "bibliographies")]
        Format::BibTex => bibliography::read_bibtex,
        #[cfg(feature = "bibliographies")]
        Format::Ris => bibliography::read_ris,
        #[cfg(feature = "bibliographies")]
        Format::CslJson => bibliography::read_csl,
        #[cfg(feature = "tables")]
        Format::Csv | Format::Tsv => table::read_separated,
        #[cfg(feature = "tables")]
        Format::Spreadsheet => table::read_workbook,
        #[cfg(feature = "epub")]
        Format::Epub => epub::read,
        #[cfg(feature = "latex")]
        Format::Latex => latex::read,
        #[cfg(feature = "xml")]
        Format::Jats => jats::read,
        #[cfg(feature = "xml")]
        Format::Tei => tei::read,
        _ => return None,
    };
    Some(reader)
}

/// A reader whose result can be sent and kept: bytes to what they say.
pub(crate) type Transcriber = fn(&[u8]) -> Result<Transcript, Fault>;

/// The reader of a foreign format.
pub(crate) fn transcriber_of(format: Format) -> Option<Transcriber> {
    match format {
        #[cfg(feature = "docx")]
        Format::Docx => Some(docx::read),
        #[cfg(feature = "hwp")]
        Format::Hwp5 => Some(hwp5::read),
        #[cfg(feature = "hwpx")]
        Format::Hwpx => Some(hwpx::read),
        #[cfg(feature = "odt")]
        Format::Odt => Some(odt::read),
        #[cfg(feature = "pdf")]
        Format::Pdf => Some(pdf::read),
        _ => None,
    }
}

/// Whether a format is read in this build.
pub(crate) fn is_read(format: Format) -> bool {
    reader_of(format).is_some() || transcriber_of(format).is_some()
}

/// What a file says by its transcriber; where it cannot be read, why.
pub(crate) fn transcript_of(read: Transcriber, bytes: &[u8]) -> Transcript {
    read(bytes).unwrap_or_else(|fault| Transcript::failed(fault.trouble, fault.message))
}

/// The content that a transcriber gives.
fn transcribed(read: Transcriber, bytes: &[u8]) -> Result<Content, Warning> {
    let mut content = transcript_of(read, bytes).content();
    match content.draft.parts.is_empty() && !content.warnings.is_empty() {
        true => Err(content.warnings.remove(0)),
        false => Ok(content),
    }
}

/// The largest file that is read, in bytes: of a larger one the tree of its elements would not fit into memory.
pub(crate) const LARGEST_FILE: usize = 256 * 1024 * 1024;

/// Reads a file by the reader of its format.
pub(crate) fn read(format: Format, input: &Source<'_>) -> Result<Content, Warning> {
    let readers = (transcriber_of(format), reader_of(format));
    let mut content = match (readers, too_large(format, input.bytes)) {
        ((None, None), _) => return Err(unread(format, input)),
        (_, Some(warning)) => return Err(warning),
        ((Some(read), _), None) => transcribed(read, input.bytes)?,
        ((None, Some(read)), None) => read(input)?,
    };
    if content.text.trim().is_empty() && content.warnings.is_empty() {
        let empty = Warning::new(WarningKind::Empty, "no text in the file");
        content.warnings.push(empty);
    }
    Ok(content)
}

/// The warning of a file that is larger than is read.
pub(crate) fn too_large(format: Format, bytes: &[u8]) -> Option<Warning> {
    let is_text = matches!(format, Format::PlainText | Format::Markdown);
    (bytes.len() > LARGEST_FILE && !is_text).then(|| {
        let message = format!(
            "larger than {} MiB, not read; split it",
            LARGEST_FILE / (1024 * 1024)
        );
        Warning::new(WarningKind::TooLarge, message)
    })
}

/// The content of a file of text, drafted by a function of its text.
///
/// The draft is made of a text that is byte for byte as long: front matter is blank, form feeds and their like end a
/// line.
fn of_text(input: &Source<'_>, draft: fn(&str) -> Draft) -> Result<Content, Warning> {
    let mut warnings = Vec::new();
    let text = source::decode(input.bytes, &mut warnings);
    let mut metadata = Metadata::default();
    let front = front::read(&text, &mut metadata, &mut warnings).unwrap_or(0..0);
    let readable: String = text
        .char_indices()
        .flat_map(|(at, ch)| {
            let blank = front.contains(&at) && ch != '\n' && ch != '\r';
            let (sign, count) = match ch {
                _ if blank => (' ', ch.len_utf8()),
                '\u{b}' | '\u{c}' => ('\n', 1),
                _ => (ch, 1),
            };
            std::iter::repeat_n(sign, count)
        })
        .collect();
    Ok(Content {
        draft: draft(&readable),
        text,
        is_source: true,
        metadata,
        keys: Vec::new(),
        warnings,
    })
}

/// The works of a bibliography, and what was odd.
type Works = Result<(Vec<Keyed>, Vec<Warning>), Warning>;

/// The works of a bibliography with their keys; none where the format is another.
#[cfg(feature = "bibliographies")]
pub(crate) fn works(format: Format, input: &Source<'_>) -> Option<Works> {
    bibliography::works(format, input)
}

/// None: bibliographies are not read in this build.
#[cfg(not(feature = "bibliographies"))]
pub(crate) fn works(_: Format, _: &Source<'_>) -> Option<Works> {
    None
}

/// Why a format that is known is not read, and what to do.
fn unread(format: Format, input: &Source<'_>) -> Warning {
    let message = match format {
        Format::Hwp3 => "a text of Hangul 97 or older, not read; save it as HWPX".to_owned(),
        Format::Hwpml => "a text in HWPML, not read; save it as HWPX".to_owned(),
        Format::Doc => "a text of Word 97 to 2003, not read; save it as DOCX".to_owned(),
        Format::Rtf => "a text in RTF, not read; save it as DOCX".to_owned(),
        Format::Xml => {
            let head = &input.bytes[..input.bytes.len().min(1 << 16)];
            let head = String::from_utf8_lossy(head);
            match crate::sniff::root_element(head.trim_start_matches('\u{feff}').trim_start()) {
                Some(root) => {
                    format!(
                        "an XML file with the root element {root}, not read; JATS, TEI and XHTML are"
                    )
                }
                None => "an XML file that is neither JATS nor TEI nor XHTML, not read".to_owned(),
            }
        }
        _ => format!(
            "a file in {}, not read by this build; save it as Markdown or plain text",
            format.name()
        ),
    };
    Warning::new(WarningKind::NotRead, message)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_format_that_is_not_read_is_named() {
        for format in Format::all().filter(|format| !is_read(*format)) {
            let input = Source {
                path: Path::new("file"),
                bytes: b"<root/>",
            };
            let warning = read(format, &input).expect_err(format.name());
            assert_eq!(warning.kind, WarningKind::NotRead);
            let named = match format {
                Format::Hwp3 => "Hangul 97",
                Format::Doc => "Word 97",
                format => format.name(),
            };
            assert!(warning.message.contains(named), "{}", warning.message);
            assert!(warning.message.contains("not read"), "{}", warning.message);
        }
    }
}
