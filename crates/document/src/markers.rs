//! Citation markers in running text: `[22]`, `[3, 5–7]`, `[^note]`, `word¹²`, `(Tudor and Pearson, 2015)`.
//!
//! What looks like a marker is one when the document has the entry it names; a document without labelled entries
//! keeps what can hardly be anything else.

use std::collections::HashSet;
use std::ops::Range;

use crate::authordate;
use crate::citekeys;
use crate::html::RAISED;
use crate::namesakes::Namesakes;
use crate::tree::Marker;

/// The labels of a document's entries and notes: what markers can name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Labels {
    /// In lower case.
    known: HashSet<String>,
    /// Whether entries are called by round brackets, `(12)`.
    pub(crate) round: bool,
    /// Whether notes are labelled `1)`, as Korean papers do, and called by `word1)`.
    pub(crate) paren: bool,
    /// The entries by author and year.
    pub(crate) namesakes: Namesakes,
    /// Whether entries are called by author and year.
    pub(crate) author_date: bool,
}

impl Labels {
    pub(crate) fn add(&mut self, label: &str) -> bool {
        self.known.insert(label.to_lowercase())
    }

    pub(crate) fn has(&self, label: &str) -> bool {
        let label = label.to_lowercase();
        self.known.contains(&label) || self.namesakes.has(&label)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    pub(crate) fn count(&self) -> usize {
        self.known.len()
    }
}

/// The longest content of brackets that is read as a list of labels, in bytes.
const LONGEST: usize = 160;
/// The widest range that is written out (`[3–7]`), in labels.
const WIDEST: u32 = 200;

/// The markers of a text, in order; `code` are ranges in which there are none.
pub(crate) fn markers(text: &str, code: &[Range<usize>], labels: &Labels) -> Vec<Marker> {
    let mut found = Vec::new();
    let mut at = 0;
    let bytes = text.as_bytes();
    while at < bytes.len() {
        let marker = match bytes[at] {
            b'[' => square(text, at, labels),
            b'@' => keyed(text, at, labels),
            b'(' if labels.round => round(text, at, labels),
            b')' if labels.paren => closed(text, at, labels),
            // The first byte of raised digits: `¹²³` are C2 B9, C2 B2, C2 B3, the others E2 81 B0 to B9.
            0xC2 | 0xE2 => raised(text, at, labels),
            _ => None,
        };
        match marker {
            Some(marker) => {
                at = marker.span.end;
                match found
                    .last_mut()
                    .filter(|last| is_range(text, last, &marker))
                {
                    Some(last) => extend(last, marker),
                    None => found.push(marker),
                }
            }
            None => at += 1,
        }
    }
    if labels.author_date {
        found.extend(authordate::markers(
            text,
            |label| labels.has(label),
            |label, name, words, strict| labels.namesakes.meant(label, name, words, strict),
        ));
        found.sort_by_key(|marker| marker.span.start);
    }
    let mut code = code.iter().peekable();
    found.retain(|marker| {
        while code
            .peek()
            .is_some_and(|span| span.end <= marker.span.start)
        {
            code.next();
        }
        code.peek().is_none_or(|span| span.start >= marker.span.end)
    });
    found
}

/// The numbers that a text may call whatever its document has: where, whether by raised digits, which.
pub(crate) fn calls(text: &str) -> Vec<(usize, bool, u32)> {
    let labels = Labels::default();
    let mut found = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        let marker = match byte {
            b'[' => square(text, at, &labels),
            b')' => closing_number(text, at).map(|span| Marker {
                labels: vec![text[span.start..at].to_owned()],
                span,
            }),
            0xC2 | 0xE2 => raised(text, at, &labels),
            _ => None,
        };
        let Some(marker) = marker else { continue };
        let is_raised = matches!(byte, 0xC2 | 0xE2);
        let numbers = marker.labels.iter().filter_map(|label| label.parse().ok());
        found.extend(numbers.map(|number| (marker.span.start, is_raised, number)));
    }
    found
}

/// The markers that the format shows together with those that the text has; both are in order.
///
/// What the format shows is right; a marker of the text around some of them (`[3–5]`, each number a link) says more.
pub(crate) fn merged(shown: Vec<Marker>, read: Vec<Marker>) -> Vec<Marker> {
    if shown.is_empty() {
        return read;
    }
    let mut out: Vec<Marker> = Vec::with_capacity(shown.len() + read.len());
    let mut shown = shown.into_iter().peekable();
    for marker in read {
        let mut covered: Vec<Marker> = Vec::new();
        while let Some(next) = shown.next_if(|next| next.span.start < marker.span.end) {
            match next.span.end > marker.span.start {
                true => covered.push(next),
                false => out.push(next),
            }
        }
        let Some(first) = covered.first() else {
            // Behind the end of one that reaches into it there is nothing more to say.
            if out
                .last()
                .is_none_or(|last| last.span.end <= marker.span.start)
            {
                out.push(marker);
            }
            continue;
        };
        let last = &covered[covered.len() - 1];
        let around = first.span.start >= marker.span.start && last.span.end <= marker.span.end;
        let mut labels = covered.iter().flat_map(|covered| &covered.labels);
        match around && labels.all(|label| marker.labels.contains(label)) {
            true => out.push(marker),
            false => out.extend(covered),
        }
    }
    out.extend(shown);
    out
}

/// Whether two markers are the ends of a range, `[3]–[5]`.
fn is_range(text: &str, first: &Marker, last: &Marker) -> bool {
    let number = |label: Option<&String>| label.and_then(|label| label.parse::<u32>().ok());
    let between = text[first.span.end..last.span.start].trim();
    matches!(between, "–" | "-" | "—" | "−" | "~")
        && match (number(first.labels.last()), number(last.labels.first())) {
            (Some(from), Some(to)) => to > from && to - from <= WIDEST,
            _ => false,
        }
}

fn extend(first: &mut Marker, last: Marker) {
    let number = |label: Option<&String>| label.and_then(|label| label.parse::<u32>().ok());
    if let (Some(from), Some(to)) = (number(first.labels.last()), number(last.labels.first())) {
        first
            .labels
            .extend((from + 1..to).map(|label| label.to_string()));
    }
    first.labels.extend(last.labels);
    first.span.end = last.span.end;
}

pub(crate) fn content(text: &str, at: usize, close: u8) -> Option<&str> {
    let bytes = &text.as_bytes()[at + 1..text.len().min(at + 1 + LONGEST)];
    let end = bytes
        .iter()
        .position(|&byte| byte == close || byte == b'[' || byte == b'(' && close == b')')?;
    (bytes[end] == close).then(|| &text[at + 1..at + 1 + end])
}

fn square(text: &str, at: usize, labels: &Labels) -> Option<Marker> {
    let inner = content(text, at, b']')?;
    let span = at..at + inner.len() + 2;
    if let Some(id) = inner.strip_prefix('^') {
        let known = labels.has(id) || labels.is_empty();
        return (known && !id.is_empty() && !id.contains(char::is_whitespace)).then(|| Marker {
            labels: vec![id.to_owned()],
            span,
        });
    }
    if let Some(numbers) = number_list(inner) {
        let plausible = match labels.is_empty() {
            false => numbers.iter().any(|label| labels.has(label)),
            true => {
                numbers.iter().all(|label| label.len() <= 3 && label != "0")
                    && !is_index(text, &span)
            }
        };
        return plausible.then_some(Marker {
            labels: numbers,
            span,
        });
    }
    // `[Smith 2015]`, `[SBD99; Kim 2001]`: only what the entries are called.
    let mut named = Vec::new();
    for label in inner.split([';', ',']) {
        let label = label.trim();
        let bare = label.split(" p.").next().unwrap_or(label).trim();
        if labels.has(bare) {
            named.push(bare.to_owned());
        }
    }
    if named.is_empty() && labels.has(inner.trim()) {
        named.push(inner.trim().to_owned());
    }
    (!named.is_empty()).then_some(Marker {
        labels: named,
        span,
    })
}

/// `@tudor2015 says`: only a key that an entry has; other words have the sign too.
fn keyed(text: &str, at: usize, labels: &Labels) -> Option<Marker> {
    let key = citekeys::key_at(text, at)?;
    let label = &text[key.clone()];
    labels.has(label).then(|| Marker {
        labels: vec![label.to_owned()],
        span: at..key.end,
    })
}

fn round(text: &str, at: usize, labels: &Labels) -> Option<Marker> {
    let inner = content(text, at, b')')?;
    let numbers = number_list(inner)?;
    let known = numbers.iter().all(|label| labels.has(label));
    known.then(|| Marker {
        labels: numbers,
        span: at..at + inner.len() + 2,
    })
}

/// `있다.1)`, `word12)`: a number and a bracket behind a word without a space, where no bracket is open.
fn closed(text: &str, at: usize, labels: &Labels) -> Option<Marker> {
    let span = closing_number(text, at)?;
    let label = &text[span.start..at];
    labels.has(label).then(|| Marker {
        labels: vec![label.to_owned()],
        span,
    })
}

/// The bytes of `1)` that ends at byte `at`, where it follows a word without a space.
fn closing_number(text: &str, at: usize) -> Option<Range<usize>> {
    let digits = text.as_bytes()[..at]
        .iter()
        .rev()
        .take(4)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let before = text[..at - digits].chars().next_back()?;
    let open = text[..at]
        .chars()
        .rev()
        .take(80)
        .find(|ch| matches!(ch, '(' | ')'));
    let word = before.is_alphabetic() || ".,!?”\"’'」』]".contains(before);
    (digits > 0 && digits < 4 && word && open != Some('(')).then(|| at - digits..at + 1)
}

/// `x[1]`, `array[0] = …`: an index of a program, no citation.
pub(crate) fn is_index(text: &str, span: &Range<usize>) -> bool {
    let word: Vec<char> = text[..span.start]
        .chars()
        .rev()
        .take_while(|ch| ch.is_alphanumeric() || *ch == '_')
        .collect();
    let single = word.len() == 1 && word[0].is_ascii_lowercase();
    let after = text[span.end..].trim_start();
    single
        || word.contains(&'_')
        || after.starts_with("= ")
        || after.starts_with("==")
        || text[span.end..].starts_with(['(', '.', '_'])
            && after[1..].starts_with(char::is_alphanumeric)
}

/// `3`, `3, 5–7`, `1; 2`, `22, p. 15`, `see 3`: the labels in order, ranges written out.
pub(crate) fn number_list(inner: &str) -> Option<Vec<String>> {
    let mut rest = inner.trim();
    for lead in [
        "see also ",
        "see ",
        "cf. ",
        "cf ",
        "e.g. ",
        "e.g., ",
        "refs. ",
        "ref. ",
        "Refs. ",
        "Ref. ",
        "See ",
        "Cf. ",
    ] {
        rest = rest.strip_prefix(lead).unwrap_or(rest);
    }
    let mut labels = Vec::new();
    loop {
        rest = rest.trim_start();
        let digits = digits(rest);
        if digits == 0 || digits > 4 {
            return None;
        }
        let first = &rest[..digits];
        rest = &rest[digits..];
        let after = rest.trim_start();
        let range = ["–", "—", "-", "−", "‐", "~", "‑", "to "]
            .iter()
            .find_map(|sign| after.strip_prefix(sign));
        let suffix = rest.starts_with(|ch: char| ch.is_ascii_lowercase());
        match range.map(str::trim_start) {
            Some(tail) if self::digits(tail) > 0 => {
                let digits = self::digits(tail);
                let (from, to) = (
                    first.parse::<u32>().ok()?,
                    tail[..digits].parse::<u32>().ok()?,
                );
                rest = &tail[digits..];
                if digits > 4 || to < from || to - from > WIDEST {
                    return None;
                }
                labels.extend((from..=to).map(|number| number.to_string()));
            }
            Some(_) => return None,
            None if suffix => {
                // `[12a]`.
                let letter = &rest[..1];
                if rest[1..].starts_with(char::is_alphanumeric) {
                    return None;
                }
                labels.push(format!("{first}{letter}"));
                rest = &rest[1..];
            }
            None => labels.push(first.to_owned()),
        }
        rest = rest.trim_start();
        if rest.is_empty() {
            return (!labels.is_empty()).then_some(labels);
        }
        let separator = rest
            .chars()
            .next()
            .filter(|ch| matches!(ch, ',' | ';' | ':' | '·' | '、'))?;
        rest = rest[separator.len_utf8()..].trim_start();
        if separator == ':' && self::digits(rest) > 0 || is_locator(rest) {
            return Some(labels);
        }
    }
}

/// `p. 15`, `pp. 3-7`, `ch. 2`, `쪽 3`: where in the cited work.
fn is_locator(text: &str) -> bool {
    [
        "p.", "pp.", "p ", "ch.", "chap.", "sec.", "§", "fig.", "Fig.", "table", "Table", "vol.",
        "쪽", "제", "n.", "para",
    ]
    .iter()
    .any(|lead| text.starts_with(lead))
        || text.trim_end().ends_with(['쪽', '면'])
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn raised(text: &str, at: usize, labels: &Labels) -> Option<Marker> {
    let rest = text.get(at..)?;
    let digit = |ch: char| RAISED.iter().position(|own| *own == ch);
    rest.chars().next().and_then(digit)?;
    let mut plain = String::new();
    let mut end = at;
    for ch in rest.chars().take(40) {
        match (digit(ch), ch) {
            (Some(value), _) => plain.push((b'0' + value as u8) as char),
            (None, ',' | '·' | '⋅')
                if text[end + ch.len_utf8()..]
                    .chars()
                    .next()
                    .and_then(digit)
                    .is_some() =>
            {
                plain.push(',')
            }
            (None, '⁻' | '–' | '-')
                if text[end + ch.len_utf8()..]
                    .chars()
                    .next()
                    .and_then(digit)
                    .is_some() =>
            {
                plain.push('-')
            }
            _ => break,
        }
        end += ch.len_utf8();
    }
    // `word¹⁾`
    if text[end..].starts_with('⁾') {
        end += '⁾'.len_utf8();
    }
    // `10³`, `m²`, `x²`, `km²`: a power.
    let before: Vec<char> = text[..at]
        .chars()
        .rev()
        .take(5)
        .take_while(|ch| ch.is_alphanumeric())
        .collect();
    let unit: String = before.iter().rev().collect();
    let power = before.first().is_some_and(char::is_ascii_digit)
        || before.len() == 1 && before[0].is_ascii()
        || ["km", "cm", "mm", "nm", "dm", "sq", "kg", "ft", "yd", "mi"].contains(&unit.as_str())
        || text[..at].ends_with(['^', '²', '⁻', '÷', '×', '=']);
    let numbers = number_list(&plain)?;
    let known = labels.is_empty() || numbers.iter().all(|label| labels.has(label));
    (!power && known).then_some(Marker {
        labels: numbers,
        span: at..end,
    })
}
