//! From bytes to text: encodings, byte order marks, binary files, lines.

use std::ops::Range;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// A file to be read.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its path; only the name matters, it says what the content is meant to be.
    pub path: &'a Path,
    /// Its content.
    pub bytes: &'a [u8],
}

/// Something odd about a file; reading went on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Warning {
    /// What it is about.
    pub kind: WarningKind,
    /// One sentence, lower case, that says what to do where that is known.
    pub message: String,
    /// The line it concerns, counted from 1.
    pub line: Option<usize>,
    /// The bytes of the text it concerns.
    pub span: Option<Range<usize>>,
}

/// What a warning is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WarningKind {
    /// The file holds no text.
    Empty,
    /// The file is not text.
    Binary,
    /// The format is not one that is read.
    UnknownFormat,
    /// The format is known and not read.
    NotRead,
    /// The file can be opened with a password only.
    Encrypted,
    /// The file is damaged: it does not keep the rules of its format.
    Damaged,
    /// The pages are pictures; the file holds no text of them.
    NoTextLayer,
    /// The file, or what it unpacks to, is larger than is read.
    TooLarge,
    /// Not all of the file's content could be read.
    Incomplete,
    /// The reader of the format broke off.
    Unread,
    /// The text was not UTF-8.
    Encoding,
    /// The metadata at the head of the file could not be read as such.
    FrontMatter,
    /// Two entries or notes carry one label.
    DuplicateLabel,
    /// A marker names an entry that is not there.
    UnknownLabel,
}

impl Warning {
    pub(crate) fn new(kind: WarningKind, message: impl Into<String>) -> Self {
        Warning {
            kind,
            message: message.into(),
            line: None,
            span: None,
        }
    }

    pub(crate) fn at(mut self, lines: &Lines, span: Range<usize>) -> Self {
        self.line = Some(lines.line(span.start));
        self.span = Some(span);
        self
    }
}

/// The encoding that a page or its XML declaration states: `<meta charset="euc-kr">`.
fn declared(bytes: &[u8]) -> Option<&[u8]> {
    /// The standard looks for it in so many bytes; pages from Korea have it later too.
    const HEAD: usize = 4096;
    let head = &bytes[..bytes.len().min(HEAD)];
    ["charset", "encoding"].iter().find_map(|word| {
        let word = word.as_bytes();
        let at = head
            .windows(word.len())
            .position(|own| own.eq_ignore_ascii_case(word))?;
        let rest = &head[at + word.len()..];
        let rest = rest
            .trim_ascii_start()
            .strip_prefix(b"=")?
            .trim_ascii_start();
        let rest = match rest.first() {
            Some(b'"' | b'\'') => &rest[1..],
            _ => rest,
        };
        let end = rest
            .iter()
            .position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:".contains(byte)))?;
        Some(&rest[..end])
    })
}

/// Decodes a file of markup that may declare its encoding; what is declared holds unless the bytes gainsay it.
pub(crate) fn decode_declared(bytes: &[u8], warnings: &mut Vec<Warning>) -> String {
    let marked = encoding_rs::Encoding::for_bom(bytes).is_some();
    let declared = declared(bytes)
        .and_then(encoding_rs::Encoding::for_label)
        .filter(|own| !marked && *own != encoding_rs::UTF_8 && !is_binary(bytes));
    if let Some(encoding) = declared
        && encoding != encoding_rs::UTF_16LE
        && encoding != encoding_rs::UTF_16BE
        && std::str::from_utf8(bytes).is_err()
    {
        let (text, broken) = encoding.decode_without_bom_handling(bytes);
        if !broken {
            let message = format!("read as {}, which the file declares", encoding.name());
            warnings.push(Warning::new(WarningKind::Encoding, message));
            return text.into_owned();
        }
    }
    decode(bytes, warnings)
}

/// Decodes a file; never fails, what was odd is told in the warnings.
pub(crate) fn decode(bytes: &[u8], warnings: &mut Vec<Warning>) -> String {
    let Err(fault) = std::str::from_utf8(bytes) else {
        let text = String::from_utf8_lossy(bytes);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        return match is_binary(bytes) {
            true => binary(warnings),
            false => text.to_owned(),
        };
    };
    for (encoding, mark) in [
        (encoding_rs::UTF_16LE, &[0xFF, 0xFE][..]),
        (encoding_rs::UTF_16BE, &[0xFE, 0xFF][..]),
    ] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            let (text, broken) = encoding.decode_without_bom_handling(rest);
            warnings.push(Warning::new(
                WarningKind::Encoding,
                match broken {
                    false => format!(
                        "read as {}; save it as UTF-8 to be sure of every character",
                        encoding.name()
                    ),
                    true => format!(
                        "read as {}, some characters are lost; save it as UTF-8",
                        encoding.name()
                    ),
                },
            ));
            return text.into_owned();
        }
    }
    if is_binary(bytes) {
        return binary(warnings);
    }
    // A file that is UTF-8 but for a few bytes (cut in the middle of a character, two files joined, a stray byte) is
    // UTF-8. Sequences of three bytes and more do not come by chance: in a text of another encoding what is lost
    // outnumbers them.
    let utf8 = String::from_utf8_lossy(bytes);
    let lost = utf8.matches('\u{fffd}').count();
    let sound = || {
        let foreign = |ch: &char| !ch.is_ascii() && *ch != '\u{fffd}';
        utf8.chars().filter(foreign)
    };
    let long = sound().filter(|ch| ch.len_utf8() >= 3).count();
    if lost * 4 < sound().count() || long >= 3 && lost <= long {
        let mut warning = Warning::new(
            WarningKind::Encoding,
            format!(
                "{lost} damaged characters, read as UTF-8 without them; save it as UTF-8 again"
            ),
        );
        warning.line = Some(
            1 + bytes[..fault.valid_up_to()]
                .iter()
                .filter(|&&byte| byte == b'\n')
                .count(),
        );
        warnings.push(warning);
        return utf8.strip_prefix('\u{feff}').unwrap_or(&utf8).to_owned();
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
    // This is a program for Korean scholarship: bytes that can be CP949 with mostly Hangul are.
    let guess = detector.guess(None, chardetng::Utf8Detection::Allow);
    let (korean, broken) = encoding_rs::EUC_KR.decode_without_bom_handling(bytes);
    let hangul = korean
        .chars()
        .filter(|ch| ('가'..='힣').contains(ch))
        .count();
    let foreign = korean.chars().filter(|ch| !ch.is_ascii()).count();
    let (encoding, (text, broken)) = match !broken && hangul * 2 > foreign {
        true => (encoding_rs::EUC_KR, (korean, broken)),
        false => (guess, guess.decode_without_bom_handling(bytes)),
    };
    warnings.push(Warning::new(
        WarningKind::Encoding,
        match broken {
            false => format!(
                "not UTF-8, read as {}; save it as UTF-8 to be sure of every character",
                encoding.name()
            ),
            true => format!(
                "not UTF-8, read as {} with characters lost; save it as UTF-8",
                encoding.name()
            ),
        },
    ));
    text.into_owned()
}

fn binary(warnings: &mut Vec<Warning>) -> String {
    warnings.push(Warning::new(
        WarningKind::Binary,
        "not text; nothing of it was read",
    ));
    String::new()
}

/// Whether the bytes are no text in any encoding without a byte order mark: control characters (NUL above all) are
/// more than one in 64 of the first 64 KiB.
pub(crate) fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1 << 16)];
    let odd = head
        .iter()
        .filter(|&&byte| byte < 9 || (14..32).contains(&byte) && byte != 0x1b)
        .count();
    odd * 64 > head.len()
}

/// The lines of a text, for turning bytes into line numbers.
pub(crate) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    pub(crate) fn new(text: &str) -> Self {
        let mut starts = vec![0];
        let bytes = text.as_bytes();
        for (at, &byte) in bytes.iter().enumerate() {
            // CRLF ends one line, a lone CR (old Macintosh) ends one too.
            if byte == b'\n' || byte == b'\r' && bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at + 1);
            }
        }
        Lines { starts }
    }

    /// The line of a byte, counted from 1.
    pub(crate) fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start <= byte)
    }

    /// The lines as ranges without their ends.
    pub(crate) fn ranges<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        self.starts.iter().enumerate().map(move |(index, &start)| {
            let end = self.starts.get(index + 1).copied().unwrap_or(text.len());
            let kept = text[start..end].trim_end_matches(['\n', '\r']).len();
            start..start + kept
        })
    }
}
