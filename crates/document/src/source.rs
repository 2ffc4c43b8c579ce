//! From bytes to text: encodings, byte order marks, binary files, lines.

use std::ops::Range;
use std::path::Path;

/// A file to be read.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its path; only the name matters, it says what the content is meant to be.
    pub path: &'a Path,
    /// Its content.
    pub bytes: &'a [u8],
}

/// Something odd about a file; reading went on.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WarningKind {
    /// The file holds no text.
    Empty,
    /// The file is not text.
    Binary,
    /// The format is not one that is read.
    UnknownFormat,
    /// The text was not UTF-8.
    Encoding,
    /// The metadata at the head of the file could not be read as such.
    FrontMatter,
    /// Two entries or notes carry one label.
    DuplicateLabel,
    /// A marker names an entry that is not there.
    UnknownLabel,
    /// Entries or notes that no marker names.
    Uncited,
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
    // A file that is UTF-8 but for a few bytes (cut in the middle of a character, two files joined) is UTF-8.
    let utf8 = String::from_utf8_lossy(bytes);
    let lost = utf8.matches('\u{fffd}').count();
    let sound = utf8
        .chars()
        .filter(|ch| !ch.is_ascii() && *ch != '\u{fffd}')
        .count();
    if lost * 4 < sound {
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
