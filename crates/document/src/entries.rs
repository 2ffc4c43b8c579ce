//! Entries of bibliographies and notes: their labels, and where one ends and the next begins.

use crate::draft::{Part, Shape};
use crate::html::RAISED;
use crate::joins::{Placed, append, ends_in_address, ends_sentence, goes_on};

/// How a label is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// `[1]`, `[Smith 2015]`
    Square,
    /// `1.`
    Dot,
    /// `1)`
    Paren,
    /// `(1)`
    Parens,
    /// `¹`
    Raised,
    /// `1` and a space
    Bare,
}

/// The label that an entry begins with, and the byte where its text begins.
pub(crate) fn label(text: &str) -> Option<(String, usize)> {
    signed_label(text).map(|(label, start, _)| (label, start))
}

/// A label, the byte where the entry's text begins, and how the label is written.
pub(crate) type Signed = (String, usize, Sign);

pub(crate) fn signed_label(text: &str) -> Option<Signed> {
    let head = text.trim_start_matches(['*', '\\', ' ']);
    let skipped = text.len() - head.len();
    let behind = |after: usize| {
        let rest = &text[after..];
        let signs = [':', '.', '\\', '⁾'];
        text.len() - rest.trim_start_matches(signs).trim_start().len()
    };
    if let Some(inner) = head.strip_prefix('[') {
        let end = inner
            .char_indices()
            .take(40)
            .find(|(_, ch)| matches!(ch, ']' | '[' | '\n'))?;
        let label = inner[..end.0]
            .trim()
            .trim_start_matches('^')
            .trim_end_matches('\\');
        let sound = end.1 == ']' && is_label(label) && !inner[end.0 + 1..].starts_with('(');
        return sound.then(|| {
            (
                label.to_owned(),
                behind(skipped + 1 + end.0 + 1),
                Sign::Square,
            )
        });
    }
    if head.starts_with(RAISED) {
        let digits: String = head
            .chars()
            .map_while(|ch| RAISED.iter().position(|own| *own == ch))
            .map(|value| (b'0' + value as u8) as char)
            .collect();
        let after = skipped
            + head
                .chars()
                .take(digits.len())
                .map(char::len_utf8)
                .sum::<usize>();
        return Some((digits, behind(after), Sign::Raised));
    }
    let (open, rest) = match head.strip_prefix('(') {
        Some(rest) => (true, rest),
        None => (false, head),
    };
    // Korean notes: `주1)`, `註 1)`.
    let rest = rest
        .strip_prefix(['주', '註'])
        .map_or(rest, str::trim_start);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=4).contains(&digits)
        || digits == 4 && !open && rest[4..].starts_with('.') && rest < "2100" && rest > "1500"
    {
        return None;
    }
    let sign = rest[digits..].chars().next()?;
    let kind = match (open, sign) {
        (true, ')') => Sign::Parens,
        (false, ')') => Sign::Paren,
        (false, '.') => Sign::Dot,
        _ => return None,
    };
    let after = text.len() - rest.len() + digits + sign.len_utf8();
    let spaced = text[after..].starts_with(|ch: char| ch.is_whitespace() || !ch.is_ascii_digit());
    (spaced && after < text.len()).then(|| (rest[..digits].to_owned(), behind(after), kind))
}

/// A number alone before an entry: `1 Andrei Lankov, …`. Only where it stands in a row of such is it a label.
pub(crate) fn bare_label(text: &str) -> Option<Signed> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].trim_start_matches([' ', '\t', '\u{a0}', '\u{3000}']);
    let start = text.len() - rest.len();
    let begins = rest.starts_with(|ch: char| {
        ch.is_alphabetic() && !ch.is_lowercase() || "“\"'‘「『《〈[<(*".contains(ch)
    });
    ((1..=3).contains(&digits) && start > digits && begins)
        .then(|| (text[..digits].to_owned(), start, Sign::Bare))
}

/// Whether texts begin with numbers alone that count up.
fn count_up<'t>(mut texts: impl Iterator<Item = &'t str>) -> bool {
    let mut number = |text: &str| bare_label(text)?.0.parse::<u32>().ok();
    let Some(mut last) = texts.next().and_then(&mut number) else {
        return false;
    };
    let mut count = 1;
    for text in texts {
        match number(text) {
            Some(next) if next > last && next - last <= 3 => last = next,
            _ => return false,
        }
        count += 1;
    }
    count > 1
}

/// Whether what stands in square brackets can be a label: a number, or a short word with a digit.
fn is_label(label: &str) -> bool {
    let count = label.chars().count();
    let number = !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit());
    let word = count <= 32
        && label.chars().any(|ch| ch.is_ascii_digit())
        && label.chars().any(char::is_alphabetic)
        && label
            .chars()
            .all(|ch| ch.is_alphanumeric() || " +-_.:&,’'".contains(ch));
    number && count <= 4 || word
}

/// What a stretch of a bibliography turned out to be.
pub(crate) struct Found {
    pub(crate) placed: Placed,
    pub(crate) label: Option<String>,
    /// An entry; otherwise a remark between the entries.
    pub(crate) is_entry: bool,
}

/// Reads the parts of a bibliography or of notes as entries.
pub(crate) fn read(parts: Vec<Placed>) -> Vec<Found> {
    let mut pieces: Vec<(Placed, Option<Signed>)> = Vec::new();
    for placed in parts {
        let lines = match placed.part.shape {
            Shape::Paragraph => entry_lines(placed),
            _ => vec![placed],
        };
        for placed in lines {
            let own = match &placed.part.shape {
                Shape::Item { label, .. } => signed_label(&placed.part.run.text)
                    .filter(|(_, _, sign)| *sign == Sign::Square || label.is_none())
                    .or_else(|| label.clone().map(|label| (label, 0, Sign::Dot))),
                Shape::Note { label } => Some((label.clone(), 0, Sign::Square)),
                _ => signed_label(&placed.part.run.text),
            };
            pieces.push((placed, own));
        }
    }
    if pieces.iter().all(|(_, label)| label.is_none())
        && count_up(
            pieces
                .iter()
                .map(|(placed, _)| placed.part.run.text.as_str()),
        )
    {
        for (placed, label) in &mut pieces {
            *label = bare_label(&placed.part.run.text);
        }
    }
    let labelled = pieces.iter().filter(|(_, label)| label.is_some()).count();
    let numbered = labelled * 2 >= pieces.len() && labelled > 0;
    let mut found: Vec<Found> = Vec::with_capacity(pieces.len());
    for (mut placed, label) in pieces {
        let listed = !matches!(placed.part.shape, Shape::Paragraph);
        let is_entry = match (&label, numbered) {
            (Some(_), true) => true,
            (None, true) => {
                let open = found
                    .last()
                    .filter(|last| last.is_entry && last.placed.section == placed.section);
                let text = placed.part.run.text.trim_start();
                let cut = open.is_some_and(|last| {
                    let before = last.placed.part.run.text.trim_end();
                    placed.part.paged || !ends_entry(before) || goes_on(before, text, true)
                });
                if cut
                    && !listed
                    && let Some(last) = found.last_mut()
                {
                    append(&mut last.placed.part, placed.part);
                    continue;
                }
                listed
            }
            (_, false) => listed || looks_like_entry(&placed.part.run.text),
        };
        let label = match label.filter(|_| numbered) {
            Some((label, start, _)) => {
                let run = &placed.part.run;
                placed.part.run = run.slice(start..run.text.len()).trimmed();
                Some(label)
            }
            None => {
                placed.part.take_head();
                None
            }
        };
        found.push(Found {
            placed,
            label,
            is_entry,
        });
    }
    found
}

/// Whether an entry is complete: a sentence's end, a bracket, an address, a number.
pub(crate) fn ends_entry(text: &str) -> bool {
    ends_sentence(text)
        || ends_in_address(text)
        || text.ends_with(|ch: char| ch == '/' || ch.is_ascii_digit())
}

/// Whether a paragraph without a label is an entry rather than a remark or a heading: it has a year, an address,
/// pages, a full stop, or simply some length.
fn looks_like_entry(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits >= 2
        || text.contains("://")
        || text.chars().count() > 60
        || text.contains(", ") && ends_sentence(text)
}

/// Parts a paragraph whose lines are entries of their own.
pub(crate) fn entry_lines(placed: Placed) -> Vec<Placed> {
    let run = &placed.part.run;
    if !run.text.contains('\n') {
        return vec![placed];
    }
    let lines = run.lines();
    let mut starts = vec![false; lines.len()];
    let mut last: Option<(u32, Sign)> = None;
    for (index, line) in lines.iter().enumerate() {
        let Some((label, _, sign)) = signed_label(&line.text) else {
            continue;
        };
        let number: Option<u32> = label.parse().ok();
        // `2018. Title` and `3) more` inside an entry are no labels: numbers count up in one writing.
        let next = match (last, number) {
            (None, _) => index == 0 || sign == Sign::Square,
            (Some((before, own)), Some(number)) => {
                // In square brackets the same number again is a slip of the writer, and an entry all the same.
                let again = number == before && sign == Sign::Square;
                own == sign && (again || number > before && number - before <= 3)
            }
            (Some((_, own)), None) => own == sign,
        };
        if next {
            starts[index] = true;
            last = Some((number.unwrap_or(last.map_or(0, |(before, _)| before)), sign));
        }
    }
    let whole = || lines.iter().all(|line| is_whole_entry(&line.text));
    if !starts.contains(&true) && (whole() || count_up(lines.iter().map(|line| line.text.trim()))) {
        starts.fill(true);
    }
    let count = starts.iter().filter(|start| **start).count();
    // One label alone parts a paragraph only behind its first line.
    if count == 0 || count == 1 && starts[0] {
        return vec![placed];
    }
    let mut out: Vec<Placed> = Vec::new();
    for (line, start) in lines.into_iter().zip(starts) {
        let line = line.trimmed();
        let Some(span) = line.source() else { continue };
        let part = Part::new(Shape::Paragraph, line, span);
        match out.last_mut() {
            Some(last) if !start => append(&mut last.part, part),
            _ => out.push(Placed {
                section: placed.section,
                part,
            }),
        }
    }
    out
}

/// Whether a line alone is an entry: it begins like one, has a year or an address, and ends like one.
fn is_whole_entry(line: &str) -> bool {
    let line = line.trim();
    let begins = line
        .chars()
        .next()
        .is_some_and(|ch| ch.is_alphabetic() && !ch.is_lowercase() || "“\"'‘「『[<(".contains(ch));
    let year = line.as_bytes().windows(4).any(|four| {
        (four.starts_with(b"19") || four.starts_with(b"20")) && four.iter().all(u8::is_ascii_digit)
    });
    begins && (year || line.contains("://")) && ends_entry(line)
}
