//! CMaps: how the bytes of a string part into codes, and what text a code stands for (PDF 32000-1, 9.7.5 and 9.10.3).

use std::collections::HashMap;

/// The most ranges of codes that a map to glyphs may have; each code is looked for in all of them.
const MOST_RANGES: usize = 4096;
/// The most codes that a map may name.
const MOST_CODES: usize = 200_000;

/// How codes are cut from the bytes of a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// Codes of so many bytes each.
    Fixed(usize),
    /// Ranges of codes with their lengths in bytes: first, last, bytes.
    Ranges(Vec<(u32, u32, usize)>),
    /// A byte below 0x80 is a code, any other leads a code of two bytes.
    EastAsian,
    /// As [`Cut::EastAsian`], but 0xA0 to 0xDF are codes of one byte (Shift-JIS).
    ShiftJis,
}

impl Cut {
    /// The length of the code at the begin of the bytes, at least 1.
    pub(super) fn length(&self, bytes: &[u8]) -> usize {
        let first = bytes.first().copied().unwrap_or(0);
        let length = match self {
            Cut::Fixed(length) => *length,
            Cut::EastAsian => 1 + usize::from(first >= 0x80),
            Cut::ShiftJis => 1 + usize::from(first >= 0x80 && !(0xA0..0xE0).contains(&first)),
            Cut::Ranges(ranges) => (1..=4.min(bytes.len()))
                .find(|&length| {
                    let code = number(&bytes[..length]);
                    ranges
                        .iter()
                        .any(|&(first, last, own)| own == length && (first..=last).contains(&code))
                })
                .unwrap_or_else(|| ranges.iter().map(|range| range.2).min().unwrap_or(1)),
        };
        length.clamp(1, bytes.len().max(1))
    }
}

/// A number of big-endian bytes; only the last four count.
pub(super) fn number(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(0, |number, &byte| number << 8 | u32::from(byte))
}

/// A CMap that a file holds itself.
#[derive(Clone, Debug, Default)]
pub(super) struct CMap {
    /// Codes and their text, of a map to Unicode.
    pub(super) text: HashMap<u32, String>,
    /// Ranges of codes and the first number, of a map to glyphs.
    pub(super) glyphs: Vec<(u32, u32, u32)>,
    /// Ranges of codes with their lengths in bytes.
    pub(super) codes: Vec<(u32, u32, usize)>,
}

#[derive(Debug)]
enum Token<'t> {
    Word(&'t [u8]),
    Hex(Vec<u8>),
    Open,
    Close,
}

/// The tokens of a CMap's program that matter.
fn tokens(program: &[u8]) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&byte) = program.get(at) {
        match byte {
            b'%' => {
                at += program[at..]
                    .iter()
                    .position(|&byte| byte == b'\n' || byte == b'\r')
                    .unwrap_or(program.len() - at);
            }
            b'<' if program.get(at + 1) != Some(&b'<') => {
                let length = program[at..]
                    .iter()
                    .position(|&byte| byte == b'>')
                    .unwrap_or(program.len() - at);
                let digits: Vec<u8> = program[at + 1..at + length]
                    .iter()
                    .filter_map(|&byte| (byte as char).to_digit(16).map(|digit| digit as u8))
                    .collect();
                let bytes = digits
                    .chunks(2)
                    .map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0));
                found.push(Token::Hex(bytes.collect()));
                at += length + 1;
            }
            b'[' => {
                found.push(Token::Open);
                at += 1;
            }
            b']' => {
                found.push(Token::Close);
                at += 1;
            }
            byte if byte.is_ascii_alphanumeric() => {
                let length = program[at..]
                    .iter()
                    .position(|byte| !byte.is_ascii_alphanumeric())
                    .unwrap_or(program.len() - at);
                found.push(Token::Word(&program[at..at + length]));
                at += length;
            }
            _ => at += 1,
        }
    }
    found
}

impl CMap {
    pub(super) fn read(program: &[u8]) -> CMap {
        let mut map = CMap::default();
        let mut tokens = tokens(program).into_iter().peekable();
        while let Some(token) = tokens.next() {
            let Token::Word(word) = token else { continue };
            let what: &[u8] = match word {
                b"begincodespacerange" => b"endcodespacerange",
                b"beginbfchar" => b"endbfchar",
                b"beginbfrange" => b"endbfrange",
                b"begincidchar" => b"endcidchar",
                b"begincidrange" => b"endcidrange",
                _ => continue,
            };
            let mut inner = Vec::new();
            while let Some(token) =
                tokens.next_if(|token| !matches!(token, Token::Word(word) if *word == what))
            {
                inner.push(token);
            }
            map.section(what, &inner);
        }
        map
    }

    fn section(&mut self, what: &[u8], tokens: &[Token<'_>]) {
        let mut at = 0;
        let hex = |at: usize| match tokens.get(at) {
            Some(Token::Hex(bytes)) => Some(bytes.as_slice()),
            _ => None,
        };
        let word = |at: usize| match tokens.get(at) {
            Some(Token::Word(word)) => std::str::from_utf8(word).ok()?.parse::<u32>().ok(),
            _ => None,
        };
        while at < tokens.len() && self.text.len() < MOST_CODES && self.glyphs.len() < MOST_RANGES {
            match what {
                b"endcodespacerange" => {
                    if let (Some(first), Some(last)) = (hex(at), hex(at + 1)) {
                        self.codes.push((number(first), number(last), first.len()));
                    }
                    at += 2;
                }
                b"endbfchar" => {
                    if let (Some(code), Some(text)) = (hex(at), hex(at + 1)) {
                        self.text.insert(number(code), utf16(text));
                    }
                    at += 2;
                }
                b"endcidchar" => {
                    if let (Some(code), Some(glyph)) = (hex(at), word(at + 1)) {
                        self.glyphs.push((number(code), number(code), glyph));
                    }
                    at += 2;
                }
                b"endcidrange" => {
                    if let (Some(first), Some(last), Some(glyph)) =
                        (hex(at), hex(at + 1), word(at + 2))
                    {
                        self.glyphs.push((number(first), number(last), glyph));
                    }
                    at += 3;
                }
                _ => {
                    let (Some(first), Some(last)) = (hex(at), hex(at + 1)) else {
                        at += 1;
                        continue;
                    };
                    let (first, last) = (number(first), number(last));
                    let codes = first..=last.min(first.saturating_add(0xFFFF));
                    at += 2;
                    if let Some(Token::Open) = tokens.get(at) {
                        at += 1;
                        for code in codes {
                            let Some(text) = hex(at) else { break };
                            self.text.insert(code, utf16(text));
                            at += 1;
                        }
                        while at < tokens.len() && !matches!(tokens[at], Token::Close) {
                            at += 1;
                        }
                        at += 1;
                    } else {
                        if let Some(text) = hex(at) {
                            self.range(codes, text);
                        }
                        at += 1;
                    }
                }
            }
        }
    }

    /// Codes whose texts count up in their last character.
    fn range(&mut self, codes: std::ops::RangeInclusive<u32>, text: &[u8]) {
        let text = utf16(text);
        let Some(last) = text.chars().next_back() else {
            return;
        };
        let lead = &text[..text.len() - last.len_utf8()];
        for (step, code) in codes.enumerate() {
            if self.text.len() >= MOST_CODES {
                break;
            }
            if let Some(ch) = char::from_u32(last as u32 + step as u32) {
                self.text.insert(code, format!("{lead}{ch}"));
            }
        }
    }

    /// The glyph of a code.
    pub(super) fn glyph(&self, code: u32) -> Option<u32> {
        self.glyphs
            .iter()
            .find(|(first, last, _)| (*first..=*last).contains(&code))
            .map(|(first, _, glyph)| glyph.saturating_add(code - first))
    }
}

fn utf16(bytes: &[u8]) -> String {
    let units = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    let text: String = char::decode_utf16(units).flatten().collect();
    match (text.is_empty(), bytes) {
        // Some programs write one byte.
        (true, [byte]) => char::from(*byte).to_string(),
        _ => text,
    }
}

/// What a predefined CMap's codes are: how they are cut, and the encoding that turns their bytes into text.
///
/// Names from PDF 32000-1, table 118, and Adobe's CMaps for Korean, Japanese and Chinese.
pub(super) fn predefined(name: &str) -> Option<(Cut, &'static encoding_rs::Encoding)> {
    let lead = name.trim_end_matches("-H").trim_end_matches("-V");
    let wide = |encoding| Some((Cut::EastAsian, encoding));
    if lead.contains("-UCS2") || lead.contains("-UTF16") {
        return Some((Cut::Fixed(2), encoding_rs::UTF_16BE));
    }
    match lead {
        "KSC-EUC" | "KSCms-UHC" | "KSCms-UHC-HW" | "KSCpc-EUC" => wide(encoding_rs::EUC_KR),
        "KSC" => Some((Cut::Fixed(2), encoding_rs::EUC_KR)),
        "GBK-EUC" | "GBKp-EUC" | "GBK2K" | "GB-EUC" | "GBpc-EUC" => wide(encoding_rs::GBK),
        "B5pc" | "ETen-B5" | "ETenms-B5" | "HKscs-B5" => wide(encoding_rs::BIG5),
        "EUC" => wide(encoding_rs::EUC_JP),
        "90ms-RKSJ" | "90msp-RKSJ" | "83pv-RKSJ" | "90pv-RKSJ" | "Add-RKSJ" | "Ext-RKSJ" => {
            Some((Cut::ShiftJis, encoding_rs::SHIFT_JIS))
        }
        _ => None,
    }
}
