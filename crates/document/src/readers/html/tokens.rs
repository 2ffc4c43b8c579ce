//! A page as tags and text.

use std::ops::Range;

/// A tag or a stretch of text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Text in bytes of the source, entities not resolved.
    Text(Range<usize>),
    /// A start tag: its name in lower case, its attributes in bytes of the source, and whether it ends in `/>`.
    Start {
        name: String,
        attributes: Range<usize>,
        closed: bool,
    },
    /// An end tag with its name in lower case.
    End(String),
}

/// The tags and texts of a page. Comments, declarations and the content of scripts and styles are left out.
pub(super) struct Tokens<'s> {
    source: &'s str,
    at: usize,
    /// The element whose content is text up to its end tag.
    raw: Option<&'static str>,
    /// From here on no comment ends, and no section of characters: their ends are not looked for again, so that the
    /// walk stays linear.
    no_ends: [usize; 2],
}

/// The ends of comments and of sections of characters.
const ENDS: [&[u8]; 2] = [b"-->", b"]]>"];

/// Elements whose content holds no tags.
const RAW: [&str; 7] = [
    "script", "style", "textarea", "title", "xmp", "noframes", "iframe",
];

impl<'s> Tokens<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Tokens {
            source,
            at: 0,
            raw: None,
            no_ends: [usize::MAX; 2],
        }
    }

    /// The end of the raw element that is open: where its end tag begins.
    fn raw_end(&self, name: &str) -> usize {
        let rest = &self.source.as_bytes()[self.at..];
        let mut from = 0;
        while let Some(found) = find(&rest[from..], b"</") {
            let start = from + found;
            let own = rest.get(start + 2..start + 2 + name.len());
            if own.is_some_and(|own| own.eq_ignore_ascii_case(name.as_bytes())) {
                return self.at + start;
            }
            from = start + 2;
        }
        self.source.len()
    }

    /// The byte behind the end, one of [`ENDS`], of the markup at `at`.
    fn past(&mut self, at: usize, end: usize) -> Option<usize> {
        if at >= self.no_ends[end] {
            return None;
        }
        match find(&self.source.as_bytes()[at..], ENDS[end]) {
            Some(found) => Some(at + found + ENDS[end].len()),
            None => {
                self.no_ends[end] = at;
                None
            }
        }
    }

    /// The end of a tag, behind its `>`; quoted values may hold `>`. A `<` outside of them begins another tag: the search
    /// from each of many open tags ends at the next.
    fn tag_end(&self, at: usize) -> Option<usize> {
        /// A tag is not longer than this, in bytes, unless a quotation mark was left open.
        const LONGEST: usize = 64 * 1024;
        let bytes = self.source.as_bytes();
        let end = bytes.len().min(at + LONGEST);
        let mut quote = None;
        let mut first = None;
        let mut before = 0;
        for (index, &byte) in bytes[at..end].iter().enumerate() {
            match (quote, byte) {
                (Some(own), _) if own == byte => quote = None,
                (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
                (None, b'>') => return Some(at + index + 1),
                (None, b'<') if index > 0 => return None,
                (Some(_), b'>') => {
                    first.get_or_insert(at + index + 1);
                }
                _ => {}
            }
            if !byte.is_ascii_whitespace() {
                before = byte;
            }
        }
        // The quotation mark was never closed.
        first
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            let bytes = self.source.as_bytes();
            if self.at >= bytes.len() {
                return None;
            }
            if let Some(name) = self.raw.take() {
                let end = self.raw_end(name);
                let range = self.at..end;
                self.at = end;
                if !range.is_empty() && matches!(name, "textarea" | "title" | "xmp") {
                    return Some(Token::Text(range));
                }
                continue;
            }
            let start = self.at;
            if bytes[start] != b'<' {
                let end = find(&bytes[start..], b"<").map_or(bytes.len(), |end| start + end);
                self.at = end;
                return Some(Token::Text(start..end));
            }
            match bytes.get(start + 1) {
                Some(b'!') if bytes[start..].starts_with(b"<!--") => {
                    let end = self.past(start, 0).or_else(|| self.tag_end(start));
                    self.at = end.unwrap_or(start + 4);
                }
                Some(b'!') if bytes[start..].starts_with(b"<![CDATA[") => {
                    match self.past(start, 1) {
                        Some(end) => {
                            self.at = end;
                            return Some(Token::Text(start + 9..end - 3));
                        }
                        None => self.at = start + 9,
                    }
                }
                Some(b'!' | b'?') => {
                    self.at = self.tag_end(start).unwrap_or((start + 2).min(bytes.len()));
                }
                Some(b'/') if bytes.get(start + 2).is_some_and(u8::is_ascii_alphabetic) => {
                    let name = name_at(self.source, start + 2);
                    self.at = self.tag_end(start).unwrap_or(start + 2 + name.len());
                    return Some(Token::End(name));
                }
                Some(sign) if sign.is_ascii_alphabetic() => {
                    let name = name_at(self.source, start + 1);
                    let from = start + 1 + name.len();
                    let Some(end) = self.tag_end(start) else {
                        self.at = start + 1;
                        return Some(Token::Text(start..start + 1));
                    };
                    self.at = end;
                    let inner = from.min(end - 1)..end - 1;
                    let closed = self.source[inner.clone()].ends_with('/');
                    self.raw = RAW.iter().find(|raw| **raw == name && !closed).copied();
                    return Some(Token::Start {
                        name,
                        attributes: inner,
                        closed,
                    });
                }
                _ => {
                    self.at = start + 1;
                    return Some(Token::Text(start..start + 1));
                }
            }
        }
    }
}

/// The name of the tag that begins at a byte, in lower case.
fn name_at(source: &str, at: usize) -> String {
    let rest = &source[at..];
    let end = rest
        .find(|ch: char| ch.is_ascii_whitespace() || matches!(ch, '>' | '/' | '<' | '='))
        .unwrap_or(rest.len());
    rest[..end].to_ascii_lowercase()
}

fn find(bytes: &[u8], sign: &[u8]) -> Option<usize> {
    let first = sign[0];
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|&byte| byte == first) {
        let start = from + at;
        if bytes[start..].starts_with(sign) {
            return Some(start);
        }
        from = start + 1;
    }
    None
}
