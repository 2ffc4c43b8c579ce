//! The bits of HTML that stand in Markdown: tags, comments, tables, raised digits.

use std::ops::Range;

use crate::draft::{Part, Shape};
use crate::run::Run;

/// The name of a tag in lower case, with its slash when it closes: `/td` of `</TD>`. Empty for comments and the like.
pub(crate) fn tag_name(tag: &str) -> String {
    let inner = tag.trim_start_matches('<');
    let end = inner
        .char_indices()
        .find(|(at, ch)| !(ch.is_ascii_alphanumeric() || *at == 0 && *ch == '/'))
        .map_or(inner.len(), |(at, _)| at);
    inner[..end].to_ascii_lowercase()
}

/// The characters raised, where all of them are digits or part numbers of a list: `12, 3–4` → `¹²,³⁻⁴`.
pub(crate) fn raised(text: &str) -> Option<String> {
    let text = text.trim();
    let bare = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(text);
    let mut out = String::new();
    for ch in bare.chars() {
        match ch {
            '0'..='9' => out.push(RAISED[ch as usize - '0' as usize]),
            '-' | '–' => out.push('⁻'),
            ',' => out.push(','),
            // Korean papers call a note `word¹⁾`.
            ')' if out.ends_with(RAISED) => out.push('⁾'),
            ' ' => {}
            _ => return None,
        }
    }
    (out.contains(RAISED) && out.chars().count() <= 40).then_some(out)
}

/// What a raised sign calls, as far as the file tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Calls {
    /// It may call something or nothing.
    Unknown,
    /// A note below its table.
    NoteOfTable,
    /// A note of the text.
    NoteOfText,
}

/// What is shown of a raised sign behind `before`, where it is a note's and would grow into the word or number there:
/// `¹⁾` of `1)`, `[주1]`, and of letters `[a]` where they call a note of the text, else `(a)`, `(a,b)`, so that they name
/// none. `None` for what may well be a part of the word: `20th`, `Mme`, `xn`.
pub(crate) fn raised_sign(before: &str, text: &str, calls: Calls) -> Option<String> {
    let bare = text.trim().trim_matches(['[', ']', '(', ' ']);
    let inner = bare.trim_end_matches(')');
    if let Some(digits) = raised(inner).filter(|_| inner.len() < bare.len()) {
        return Some(digits + "⁾");
    }
    let word: Vec<char> = before
        .chars()
        .rev()
        .take(40)
        .take_while(|ch| ch.is_alphanumeric())
        .collect();
    let last = word.first()?;
    let numbered = inner.trim_start_matches(['주', '註']);
    if numbered.len() < inner.len() && raised(numbered).is_some() {
        return Some(format!("[{inner}]"));
    }
    let is_called = calls != Calls::Unknown;
    let pieces = || {
        let pieces = inner.split([',', ';', ' ']).map(str::trim);
        pieces.filter(|piece| !piece.is_empty())
    };
    let letters = pieces().all(|piece| {
        let mut signs = piece.chars();
        let letter = signs.next().filter(char::is_ascii_alphabetic);
        let usual = letter.is_some_and(|letter| is_called || ('a'..='k').contains(&letter));
        usual && signs.next().is_none()
    });
    // `XIXe`, `2e` are written so, and the letter behind a single one may be its power.
    let is_roman = word.iter().all(|ch| "IVXLCDM".contains(*ch));
    let is_part = match last.is_ascii_digit() {
        true => word.len() < 2 && inner == "e",
        false => is_roman || word.len() < 2 && last.is_ascii(),
    };
    let is_sign = pieces().next().is_some() && letters && (is_called || !is_part);
    is_sign.then(|| match calls {
        Calls::NoteOfText => format!("[{inner}]"),
        _ => format!("({inner})"),
    })
}

/// The raised digits 0 to 9.
pub(crate) const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// The parts of a block of HTML: its text between the tags that part blocks, its rows where it holds a table.
///
/// `tables` counts the tables of the document.
pub(crate) fn blocks(source: &str, range: Range<usize>, tables: &mut usize) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut run = Run::default();
    let mut shape = Shape::Paragraph;
    let mut start = range.start;
    let mut at = range.start;
    let mut hidden = false;
    let mut flush = |run: &mut Run, shape: &Shape, span: Range<usize>| {
        let run = std::mem::take(run);
        let run = match shape {
            // The tab before the first cell goes.
            Shape::Row { .. } if run.text.starts_with('\t') => run.slice(1..run.text.len()),
            Shape::Row { .. } => run,
            _ => run.trimmed(),
        };
        if !run.text.trim().is_empty() {
            parts.push(Part::new(shape.clone(), run, span));
        }
    };
    while at < range.end {
        let rest = &source[at..range.end];
        let Some(open) = rest.find('<') else {
            push_text(&mut run, source, at..range.end, hidden);
            break;
        };
        push_text(&mut run, source, at..at + open, hidden);
        let tag_start = at + open;
        let rest = &source[tag_start..range.end];
        let length = match rest.starts_with("<!--") {
            true => rest.find("-->").map_or(rest.len(), |end| end + 3),
            // A `<` that begins no tag is text; the search for `>` ends at the next `<`, so the walk stays linear.
            false => match rest[1..].find(['<', '>']) {
                Some(end) if rest.as_bytes()[end + 1] == b'>' => end + 2,
                _ => {
                    push_text(&mut run, source, tag_start..tag_start + 1, hidden);
                    1
                }
            },
        };
        let tag = &rest[..length];
        at = tag_start + length;
        match tag_name(tag).as_str() {
            "script" | "style" => hidden = true,
            "/script" | "/style" => hidden = false,
            "br" => run.push_text("\n", tag_start..at),
            "table" => {
                flush(&mut run, &shape, start..tag_start);
                *tables += 1;
                (shape, start) = (Shape::Paragraph, at);
            }
            "tr" => {
                flush(&mut run, &shape, start..tag_start);
                (shape, start) = (Shape::Row { table: *tables }, tag_start);
            }
            "td" | "th" => run.push_text("\t", tag_start..tag_start),
            name @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") => {
                flush(&mut run, &shape, start..tag_start);
                (shape, start) = (
                    Shape::Heading {
                        level: name.as_bytes()[1] - b'0',
                    },
                    tag_start,
                );
            }
            "/table" | "/tr" | "p" | "/p" | "div" | "/div" | "/h1" | "/h2" | "/h3" | "/h4"
            | "/h5" | "/h6" | "ul" | "/ul" | "ol" | "/ol" | "li" | "/li" | "blockquote"
            | "/blockquote" | "caption" | "/caption" | "section" | "/section" | "summary"
            | "/summary" | "details" | "/details" | "hr" | "center" | "/center" => {
                flush(&mut run, &shape, start..tag_start);
                (shape, start) = (Shape::Paragraph, at);
            }
            _ => {}
        }
    }
    flush(&mut run, &shape, start..range.end);
    parts
}

fn push_text(run: &mut Run, source: &str, range: Range<usize>, hidden: bool) {
    if hidden {
        return;
    }
    // White space between tags is no text; inside a row a line break parts no rows.
    let mut at = range.start;
    while at < range.end {
        let rest = &source[at..range.end];
        let plain = rest.find(['\n', '\r', '&']).unwrap_or(rest.len());
        run.push_source(source, at..at + plain);
        at += plain;
        let rest = &source[at..range.end];
        match rest.bytes().next() {
            Some(b'&') => {
                let (sign, length) = entity(rest).unwrap_or(('&', 1));
                run.push_text(sign.encode_utf8(&mut [0; 4]), at..at + length);
                at += length;
            }
            Some(_) => {
                run.push_text(" ", at..at + 1);
                at += 1;
            }
            None => break,
        }
    }
}

/// The character that an entity at the head of a text stands for, and the entity's length in bytes.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let sign = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "ndash" => '–',
        "mdash" => '—',
        "middot" => '·',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|ch| *ch != '\0')?
        }
    };
    Some((sign, end + 1))
}
