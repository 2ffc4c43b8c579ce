//! Formats: their names, the endings of their files, and how content tells what it is.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::sniff::{self, Sign};
use crate::source::is_binary;

/// A file format that is known by its content or its file's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Format {
    /// CommonMark with tables and footnotes, and what people call Markdown.
    Markdown,
    /// Text without markup.
    PlainText,
    /// A page of the web, HTML or XHTML.
    Html,
    /// The articles of journals: JATS (NISO Z39.96) and its forerunner NLM.
    Jats,
    /// The Text Encoding Initiative's XML, also as GROBID writes it.
    Tei,
    /// A bibliography of BibTeX or BibLaTeX.
    BibTex,
    /// A bibliography of tagged lines (Research Information Systems).
    Ris,
    /// A bibliography of the Citation Style Language in JSON.
    CslJson,
    /// Rows of cells parted by commas or semicolons.
    Csv,
    /// Rows of cells parted by tabs.
    Tsv,
    /// A workbook of Office Open XML or OpenDocument.
    Spreadsheet,
    /// A text of Office Open XML (ECMA-376).
    Docx,
    /// A text of OpenDocument (ISO/IEC 26300).
    Odt,
    /// A text of Hancom Office in XML (KS X 6101).
    Hwpx,
    /// A text of Hancom Office from 2000 on, in a compound file.
    Hwp5,
    /// Pages of the Portable Document Format.
    Pdf,
    /// An electronic book.
    Epub,
    /// A source text of LaTeX.
    Latex,
    /// A text of Hangul 97 and before: known, not read.
    Hwp3,
    /// A text of Hancom Office in one XML file (HWPML): known, not read.
    Hwpml,
    /// A text of Word 97 to 2003: known, not read.
    Doc,
    /// Rich Text Format: known, not read.
    Rtf,
    /// XML of another kind: known by its root element, not read.
    Xml,
}

/// Name and endings of a format.
struct Row(Format, &'static str, &'static [&'static str]);

/// One row per format. An ending that several have belongs to the first; content tells them apart.
const FORMATS: [Row; 23] = [
    Row(
        Format::Markdown,
        "Markdown",
        &["md", "markdown", "mdown", "mkd", "mkdn", "qmd", "rmd"],
    ),
    Row(Format::PlainText, "text", &["txt", "text"]),
    Row(Format::Html, "HTML", &["html", "htm", "xhtml"]),
    Row(Format::Jats, "JATS", &["jats", "nxml"]),
    Row(Format::Tei, "TEI", &["tei"]),
    Row(Format::BibTex, "BibTeX", &["bib", "bibtex"]),
    Row(Format::Ris, "RIS", &["ris"]),
    Row(Format::CslJson, "CSL-JSON", &["csljson"]),
    Row(Format::Csv, "CSV", &["csv"]),
    Row(Format::Tsv, "TSV", &["tsv"]),
    Row(
        Format::Spreadsheet,
        "spreadsheet",
        &["xlsx", "xlsm", "ods", "xls", "xlsb"],
    ),
    Row(Format::Docx, "DOCX", &["docx", "docm", "dotx"]),
    Row(Format::Odt, "ODT", &["odt", "ott"]),
    Row(Format::Hwpx, "HWPX", &["hwpx"]),
    Row(Format::Hwp5, "HWP 5", &["hwp", "hwt"]),
    Row(Format::Pdf, "PDF", &["pdf"]),
    Row(Format::Epub, "EPUB", &["epub"]),
    Row(Format::Latex, "LaTeX", &["tex", "latex", "ltx"]),
    Row(Format::Hwp3, "HWP 3", &[]),
    Row(Format::Hwpml, "HWPML", &["hml"]),
    Row(Format::Doc, "Word 97", &["doc"]),
    Row(Format::Rtf, "RTF", &["rtf"]),
    Row(Format::Xml, "XML", &[]),
];

impl Format {
    /// All formats that are known.
    pub fn all() -> impl Iterator<Item = Format> {
        FORMATS.iter().map(|row| row.0)
    }

    /// The name as people write it: `DOCX`, `HWP 5`.
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// The endings of file names, lower case, without the dot.
    pub fn endings(self) -> &'static [&'static str] {
        self.row().2
    }

    /// Whether this build reads the format; [`read`](crate::read) tells of a file in another one what to do.
    pub fn is_read(self) -> bool {
        crate::readers::is_read(self)
    }

    /// Whether it is better read in a process of its own: its parsers are large and meet what others pack.
    pub fn is_foreign(self) -> bool {
        self.is_zipped() || self.is_compound() || self == Format::Pdf
    }

    /// Whether it is a zip archive inside.
    fn is_zipped(self) -> bool {
        matches!(
            self,
            Format::Docx | Format::Odt | Format::Hwpx | Format::Epub | Format::Spreadsheet
        )
    }

    /// Whether it is a compound file (MS-CFB) inside.
    fn is_compound(self) -> bool {
        matches!(self, Format::Hwp5 | Format::Doc | Format::Spreadsheet)
    }

    fn row(self) -> &'static Row {
        FORMATS
            .iter()
            .find(|row| row.0 == self)
            .expect("every format has a row")
    }
}

/// How many of a file's first bytes [`format_of`] needs at most.
pub const HEAD_BYTES: usize = 4096;

/// The format of a file by its first bytes, and where they say nothing by its name.
///
/// `head` may be any number of the file's first bytes; [`HEAD_BYTES`] are enough to know whether the file is worth
/// being read; of a container ([`Format::Docx`] …) the whole file may tell that it is another one.
/// `None`: no format that is known here.
///
/// ```
/// use std::path::Path;
/// use seoji_document::{Format, format_of};
///
/// assert_eq!(format_of(Path::new("page.txt"), b"<!DOCTYPE html><title>x</title>"), Some(Format::Html));
/// assert_eq!(format_of(Path::new("paper.pdf"), b"%PDF-1.7"), Some(Format::Pdf));
/// assert_eq!(format_of(Path::new("photo.jpg"), &[0xFF, 0xD8, 0xFF]), None);
/// ```
pub fn format_of(path: &Path, head: &[u8]) -> Option<Format> {
    settled(sniff::content(head), path, head)
}

/// Whether a file may be of a format that is known, as far as its first bytes and its name tell: one that [`format_of`]
/// names, or a container, whose format stands at its end, unless it is named as an archive of another kind.
///
/// ```
/// use std::path::Path;
/// use seoji_document::may_be_known;
///
/// assert!(may_be_known(Path::new("report.pdf"), b"PK\x03\x04"));
/// assert!(!may_be_known(Path::new("photos.zip"), b"PK\x03\x04"));
/// ```
pub fn may_be_known(path: &Path, head: &[u8]) -> bool {
    /// Endings of other archives and compound files, which are large and many.
    const OTHERS: [&str; 24] = [
        "zip", "jar", "war", "apk", "ipa", "aar", "whl", "egg", "nupkg", "crx", "xpi", "vsix",
        "pptx", "pptm", "ppt", "odp", "odg", "kmz", "3mf", "msi", "msg", "db", "npz", "cbz",
    ];
    let sign = sniff::content(head);
    let is_container = matches!(sign, Some(Sign::Zip | Sign::Compound));
    let is_other = ending_of(path).is_some_and(|ending| OTHERS.contains(&ending.as_str()));
    settled(sign, path, head).is_some() || is_container && !is_other
}

/// The same of a whole file: what a container holds is known, whatever its name says.
pub(crate) fn format_of_whole(path: &Path, bytes: &[u8]) -> Option<Format> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let sign = sniff::content(head);
    let by_members = sign.and_then(|sign| sniff::container(sign, bytes));
    by_members.or_else(|| settled(sign, path, head))
}

/// The format that the ending of a file's name promises.
pub(crate) fn promised(path: &Path) -> Option<Format> {
    by_ending(&ending_of(path)?)
}

fn ending_of(path: &Path) -> Option<String> {
    let ending = path.extension()?.to_str()?;
    Some(ending.to_ascii_lowercase())
}

/// The format by what the first bytes say, and where they say nothing by the file's name.
fn settled(sign: Option<Sign>, path: &Path, head: &[u8]) -> Option<Format> {
    let ending = ending_of(path);
    let named = ending.as_deref().and_then(by_ending);
    match sign {
        // Markdown may begin with the very markup that it is about.
        Some(Sign::Markup(_)) if named == Some(Format::Markdown) => named,
        Some(Sign::Markup(format) | Sign::Magic(format)) => Some(format),
        Some(Sign::Zip) => named.filter(|named| named.is_zipped()),
        Some(Sign::Compound) => named.filter(|named| named.is_zipped() || named.is_compound()),
        None => match (ending, named) {
            // A text that is named as what it is not: `.doc` is one to many, `.xls` a table that a page gave.
            (_, Some(Format::Spreadsheet)) if is_text(head) => match head.contains(&b'\t') {
                true => Some(Format::Tsv),
                false => Some(Format::Csv),
            },
            (_, Some(named)) if named.is_foreign() && is_text(head) && !holds_pdf(head) => {
                Some(Format::PlainText)
            }
            (Some(_), named) => named,
            (None, _) => is_text(head).then_some(Format::PlainText),
        },
    }
}

/// Whether a PDF begins behind something else, as readers of PDF allow.
fn holds_pdf(head: &[u8]) -> bool {
    head.windows(5).any(|own| own == b"%PDF-")
}

fn by_ending(ending: &str) -> Option<Format> {
    FORMATS
        .iter()
        .find(|row| row.2.contains(&ending))
        .map(|row| row.0)
}

/// Whether a file that its name does not tell is text.
fn is_text(head: &[u8]) -> bool {
    let marked = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    !head.is_empty() && (marked || !is_binary(head)) && !head.starts_with(b"#!")
}
