//! What the content of a file says of its format: signatures, root elements, the members of containers.

use std::borrow::Cow;

use crate::format::{Format, HEAD_BYTES};

/// What the first bytes of a file show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// A signature that no text begins with by chance.
    Magic(Format),
    /// Markup or tagged lines: a text about that format may begin so too.
    Markup(Format),
    /// A zip archive that does not say at its begin what it is.
    Zip,
    /// A compound file (MS-CFB): its directory stands anywhere in it.
    Compound,
}

/// What the first bytes say; at most [`HEAD_BYTES`] are looked at.
pub(crate) fn content(head: &[u8]) -> Option<Sign> {
    let head = &head[..head.len().min(HEAD_BYTES)];
    let magic = |format| Some(Sign::Magic(format));
    match head {
        _ if head.starts_with(b"%PDF-") => return magic(Format::Pdf),
        _ if head.starts_with(b"HWP Document File V") => return magic(Format::Hwp3),
        _ if head.starts_with(b"{\\rtf") => return magic(Format::Rtf),
        _ if head.starts_with(COMPOUND) => return Some(Sign::Compound),
        _ if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") => {
            return Some(mimetype(head).map_or(Sign::Zip, Sign::Magic));
        }
        _ => {}
    }
    markup(text(head).as_ref()).map(Sign::Markup)
}

/// The format that a whole container tells by its members, by what its first bytes say; `None` for anything else.
pub(crate) fn container(sign: Sign, bytes: &[u8]) -> Option<Format> {
    match sign {
        Sign::Zip => zip_members(bytes),
        Sign::Compound => compound_members(bytes),
        _ => None,
    }
}

const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// The `mimetype` that OpenDocument, EPUB and KS X 6101 ask to stand first in the archive, stored as it is.
fn mimetype(head: &[u8]) -> Option<Format> {
    let name_length = usize::from(u16::from_le_bytes(head.get(26..28)?.try_into().ok()?));
    let extra = usize::from(u16::from_le_bytes(head.get(28..30)?.try_into().ok()?));
    let stored = head.get(8..10)? == [0, 0];
    if !stored || head.get(30..30 + name_length)? != b"mimetype" {
        return None;
    }
    let content = head.get(30 + name_length + extra..)?;
    MIMETYPES
        .iter()
        .find(|(mime, _)| content.starts_with(mime))
        .map(|(_, format)| *format)
}

/// Media types in `mimetype`; one that another begins with stands behind it.
const MIMETYPES: [(&[u8], Format); 5] = [
    (
        b"application/vnd.oasis.opendocument.spreadsheet",
        Format::Spreadsheet,
    ),
    (b"application/vnd.oasis.opendocument.text", Format::Odt),
    (b"application/epub+zip", Format::Epub),
    (b"application/hwp+zip", Format::Hwpx),
    (b"application/haansofthwp+zip", Format::Hwpx),
];

/// A member of an archive that only one format has.
const MEMBERS: [(&[u8], Format); 6] = [
    (b"word/document.xml", Format::Docx),
    (b"xl/workbook.xml", Format::Spreadsheet),
    (b"xl/workbook.bin", Format::Spreadsheet),
    (b"Contents/section0.xml", Format::Hwpx),
    (b"Contents/content.hpf", Format::Hwpx),
    (b"META-INF/container.xml", Format::Epub),
];

/// Reads the names in the central directory (APPNOTE 4.3.12) of an archive.
fn zip_members(bytes: &[u8]) -> Option<Format> {
    // The end record stands in the last 64 KiB.
    let tail = bytes.len().saturating_sub(65_557);
    let end = tail
        + bytes[tail..]
            .windows(4)
            .rposition(|sign| sign == b"PK\x05\x06")?;
    let offset = bytes.get(end + 16..end + 20)?.try_into().ok()?;
    let mut at = usize::try_from(u32::from_le_bytes(offset)).ok()?;
    let length = |at: usize| -> Option<usize> {
        Some(usize::from(u16::from_le_bytes(
            bytes.get(at..at + 2)?.try_into().ok()?,
        )))
    };
    while bytes.get(at..at + 4)? == b"PK\x01\x02" {
        let name_length = length(at + 28)?;
        let name = bytes.get(at + 46..at + 46 + name_length)?;
        if let Some((_, format)) = MEMBERS.iter().find(|(member, _)| *member == name) {
            return Some(*format);
        }
        at += 46 + name_length + length(at + 30)? + length(at + 32)?;
    }
    None
}

/// A stream of a compound file that only one format has.
const STREAMS: [(&str, Format); 5] = [
    ("FileHeader", Format::Hwp5),
    ("WordDocument", Format::Doc),
    ("Workbook", Format::Spreadsheet),
    ("Book", Format::Spreadsheet),
    // An Office Open XML file under a password (MS-OFFCRYPTO): which one does not show.
    ("EncryptedPackage", Format::Docx),
];

/// Looks for the entries of a compound file's directory: 128 bytes each and aligned so, name first, its length at 64.
fn compound_members(bytes: &[u8]) -> Option<Format> {
    let names: Vec<(Vec<u8>, Format)> = STREAMS
        .iter()
        .map(|(name, format)| {
            let mut bytes: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            bytes.extend([0, 0]);
            (bytes, *format)
        })
        .collect();
    bytes.chunks_exact(128).skip(4).find_map(|entry| {
        let length = usize::from(u16::from_le_bytes([entry[64], entry[65]]));
        names
            .iter()
            .find(|(name, _)| name.len() == length && entry.starts_with(name))
            .map(|(_, format)| *format)
    })
}

/// The begin of a file as text, whatever its encoding: for its markup that is all the same.
fn text(head: &[u8]) -> Cow<'_, str> {
    match encoding_rs::Encoding::for_bom(head) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&head[mark..]).0,
        None => String::from_utf8_lossy(head),
    }
}

/// The format whose markup a text begins with.
fn markup(text: &str) -> Option<Format> {
    let text = text.trim_start();
    if text.starts_with("TY  - ") {
        return Some(Format::Ris);
    }
    if is_bibtex(text) {
        return Some(Format::BibTex);
    }
    if is_csl_json(text) {
        return Some(Format::CslJson);
    }
    if is_latex(text) {
        return Some(Format::Latex);
    }
    if !text.starts_with('<') {
        return None;
    }
    let (rest, declared) = past_prolog(text);
    let root = root_of(rest);
    let known = root.and_then(|root| {
        let name = root.rsplit(':').next().unwrap_or(root);
        match name {
            "article" if declares_docbook(rest) => None,
            "article" | "pmc-articleset" => Some(Format::Jats),
            "TEI" | "TEI.2" | "teiCorpus" | "tei" => Some(Format::Tei),
            "HWPML" => Some(Format::Hwpml),
            _ if name.eq_ignore_ascii_case("html") => Some(Format::Html),
            _ => None,
        }
    });
    match (known, declared) {
        (Some(format), _) => Some(format),
        (None, Prolog::Html) => Some(Format::Html),
        (None, Prolog::Xml) => Some(Format::Xml),
        (None, Prolog::None) => None,
    }
}

/// What stands before the root element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Prolog {
    None,
    Xml,
    Html,
}

/// The text behind declarations, comments and document types, and what these say.
fn past_prolog(text: &str) -> (&str, Prolog) {
    let mut rest = text;
    let mut declared = Prolog::None;
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<?") {
            if rest.starts_with("<?xml ") {
                declared = Prolog::Xml;
            }
            rest.find("?>").map(|end| end + 2)
        } else if rest.starts_with("<!--") {
            rest.find("-->").map(|end| end + 3)
        } else if rest
            .get(..9)
            .is_some_and(|head| head.eq_ignore_ascii_case("<!doctype"))
        {
            let name = rest[9..].trim_start();
            if name
                .get(..4)
                .is_some_and(|name| name.eq_ignore_ascii_case("html"))
            {
                declared = Prolog::Html;
            } else {
                declared = Prolog::Xml;
            }
            // An internal subset ends in `]>`.
            let plain = rest.find('>');
            match (rest.find('['), plain) {
                (Some(open), Some(close)) if open < close => {
                    rest[open..].find("]>").map(|end| open + end + 2)
                }
                _ => plain.map(|end| end + 1),
            }
        } else {
            return (rest, declared);
        };
        match end {
            Some(end) => rest = &rest[end..],
            None => return ("", declared),
        }
    }
}

/// The name of the element that a text begins with.
pub(crate) fn root_of(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('<')?;
    let end = rest.find(|ch: char| ch.is_whitespace() || matches!(ch, '>' | '/'))?;
    let name = &rest[..end];
    let sound = name.starts_with(char::is_alphabetic)
        && name
            .chars()
            .all(|ch| ch.is_alphanumeric() || matches!(ch, ':' | '-' | '_' | '.'));
    sound.then_some(name)
}

/// The name of a whole XML text's root element.
pub(crate) fn root_element(text: &str) -> Option<&str> {
    root_of(past_prolog(text).0)
}

fn declares_docbook(root: &str) -> bool {
    let tag = &root[..root.find('>').unwrap_or(root.len())];
    tag.contains("docbook.org")
}

fn is_bibtex(text: &str) -> bool {
    let first = text
        .lines()
        .map(str::trim_start)
        .find(|line| !line.is_empty() && !line.starts_with('%'))
        .unwrap_or_default();
    let Some(rest) = first.strip_prefix('@') else {
        return false;
    };
    let name = rest.len()
        - rest
            .trim_start_matches(|ch: char| ch.is_ascii_alphabetic())
            .len();
    name >= 3 && rest[name..].trim_start().starts_with(['{', '('])
}

/// An array or object whose first item has a type of the Citation Style Language.
fn is_csl_json(text: &str) -> bool {
    const TYPES: [&str; 12] = [
        "article",
        "book",
        "chapter",
        "webpage",
        "thesis",
        "report",
        "paper-conference",
        "post",
        "entry",
        "motion_picture",
        "manuscript",
        "document",
    ];
    let open = text.trim_start_matches(['[', '{', ' ', '\t', '\r', '\n']);
    text.starts_with(['[', '{'])
        && open.starts_with('"')
        && text.match_indices("\"type\"").any(|(at, key)| {
            let value = text[at + key.len()..].trim_start();
            let value = value.strip_prefix(':').map(str::trim_start);
            value
                .and_then(|value| value.strip_prefix('"'))
                .is_some_and(|value| TYPES.iter().any(|own| value.starts_with(own)))
        })
        && ["\"id\"", "\"title\"", "\"issued\"", "\"author\""]
            .iter()
            .any(|key| text.contains(key))
}

fn is_latex(text: &str) -> bool {
    text.lines()
        .map(str::trim_start)
        .find(|line| !line.is_empty() && !line.starts_with('%'))
        .is_some_and(|line| {
            ["\\documentclass", "\\documentstyle"]
                .iter()
                .any(|lead| line.starts_with(lead))
        })
}
