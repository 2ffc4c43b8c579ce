//! Markers that name no entry, repeats of nothing: what a reader would look up in vain.
//!
//! Only the kinds of markers that a document really uses are looked for, so that `[1999]`, `[sic]` and `(Seoul, 1999)` are
//! none in a document that cites by raised numbers.

use std::collections::HashSet;
use std::ops::Range;

use crate::backrefs::{self, numbered};
use crate::markers::{Labels, content, is_index, number_list};
use crate::source::Lines;
use crate::source::{Warning, WarningKind};
use crate::tree::{Block, BlockKind, Document, Marker};

/// A person wants to see the first few.
const NAMED: usize = 10;
/// A name before a year has at most so many words.
const MOST_WORDS: usize = 6;

/// The markers of a document that name no entry or note, in one warning; `codes` are the ranges of each block in which
/// there are none.
pub(crate) fn warning(
    blocks: &[Block],
    codes: &[Vec<Range<usize>>],
    labels: &Labels,
    lines: &Lines,
) -> Option<Warning> {
    if labels.is_empty() {
        return None;
    }
    let linked = |sign: fn(&str) -> bool| {
        blocks.iter().any(|block| {
            block.markers.iter().any(|marker| {
                sign(&block.text[marker.span.clone()])
                    && marker.labels.iter().any(|label| labels.has(label))
            })
        })
    };
    let numbers = linked(|marker| {
        marker
            .strip_prefix('[')
            .is_some_and(|inner| inner.starts_with(|c: char| c.is_ascii_digit()))
    });
    let years = labels.author_date
        && linked(|marker| marker.ends_with(|c: char| c.is_ascii_digit() || c == ')'));
    let mut found: Vec<(usize, usize, String)> = Vec::new();
    for (at, (block, code)) in blocks.iter().zip(codes).enumerate() {
        if block.kind == BlockKind::Preformatted {
            continue;
        }
        let mut add = |place: usize, label: String| {
            let before = code.partition_point(|span| span.start <= place);
            let is_code = before > 0 && code[before - 1].contains(&place);
            if !is_code && !labels.has(&label) {
                found.push((at, place, label));
            }
        };
        for marker in &block.markers {
            for label in &marker.labels {
                add(marker.span.start, label.clone());
            }
        }
        // An entry's own brackets are parts of titles and dates.
        let is_entry = block.kind == BlockKind::Entry;
        for (place, label) in brackets(
            &block.text,
            &block.markers,
            numbers && !is_entry,
            years && !is_entry,
        ) {
            add(place, label);
        }
        for (label, span, _) in numbered(&block.text) {
            add(span.start, label);
        }
    }
    // One label a time, in the order of the text.
    let mut seen = HashSet::new();
    found.sort();
    found.retain(|(_, _, label)| seen.insert(label.to_lowercase()));
    let (block, place, _) = found.first()?;
    let block = &blocks[*block];
    let span = block
        .map
        .source_range(*place..*place + 1)
        .unwrap_or(block.span.clone());
    let named: Vec<&str> = found
        .iter()
        .take(NAMED)
        .map(|(_, _, label)| label.as_str())
        .collect();
    let mut message = format!("no entry or note for the marker {}", named.join(", "));
    if found.len() > NAMED {
        message.push_str(&format!(" and {} more", found.len() - NAMED));
    }
    Some(Warning::new(WarningKind::UnknownLabel, message).at(lines, span))
}

/// The labels in brackets that are no markers yet: `[99]`, `[^x]`, `(Nobody, 1999)`, with their places.
fn brackets(text: &str, markers: &[Marker], numbers: bool, years: bool) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut markers = markers.iter().peekable();
    for (at, byte) in text.bytes().enumerate() {
        if !matches!(byte, b'[' | b'(') {
            continue;
        }
        while markers.next_if(|marker| marker.span.end <= at).is_some() {}
        if markers.peek().is_some_and(|marker| marker.span.start <= at) {
            continue;
        }
        let close = if byte == b'[' { b']' } else { b')' };
        let Some(inner) = content(text, at, close) else {
            continue;
        };
        if byte == b'(' {
            if years {
                found.extend(
                    inner
                        .split(';')
                        .filter_map(author_year)
                        .map(|label| (at, label)),
                );
            }
            continue;
        }
        if let Some(id) = inner.strip_prefix('^') {
            if !id.is_empty() && !id.contains(char::is_whitespace) {
                found.push((at, id.to_owned()));
            }
            continue;
        }
        let list = number_list(inner).filter(|_| numbers).unwrap_or_default();
        let plausible = list.iter().all(|label| label.len() <= 3 && label != "0");
        // `[5](address)` is a link.
        let is_link = text[at + inner.len() + 2..].starts_with('(');
        if plausible && !is_link && !is_index(text, &(at..at + inner.len() + 2)) {
            found.extend(list.into_iter().map(|label| (at, label)));
        }
    }
    found
}

/// `Nobody, 1999`, `Kim & Lee 2010a`, `홍길동, 2019: 33` as a label to show: a name of a few words and a year.
fn author_year(part: &str) -> Option<String> {
    let part = part.trim();
    let digits = part.find(|c: char| c.is_ascii_digit())?;
    let year = part.get(digits..digits + 4)?;
    let sound = year.bytes().all(|byte| byte.is_ascii_digit()) && ("1800".."2100").contains(&year);
    let rest = &part[digits + 4..];
    let rest = rest
        .strip_prefix(|c: char| c.is_ascii_lowercase())
        .unwrap_or(rest);
    let ends = rest.is_empty() || rest.starts_with([',', ':']);
    let name = part[..digits].trim_end();
    let parted = name.ends_with(',')
        || name.contains(['&', '·'])
        || name.ends_with("et al.")
        || name.contains(" and ");
    let name = name.trim_end_matches(',');
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_name = |word: &&str| {
        let small = ["and", "et", "al.", "al.,", "&", "de", "van", "von", "외"].contains(word);
        small || word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
    };
    // `(평양: 조선중앙통신사, 1959)` says where a work appeared.
    let is_place = name.contains([':', '：']);
    let named =
        !is_place && !words.is_empty() && words.len() <= MOST_WORDS && words.iter().all(is_name);
    (sound && ends && parted && named).then(|| format!("{name} {year}"))
}

/// The places that repeat a citation which no note before has, in one warning.
pub(crate) fn repeats_nothing(
    document: &Document,
    unresolved: &[backrefs::Unresolved],
    lines: &Lines,
) -> Option<Warning> {
    let first = &document.blocks[unresolved.first()?.block];
    let told = unresolved.iter().take(NAMED).map(|place| {
        let block = &document.blocks[place.block];
        let words = &block.text[place.span.clone()];
        match &block.label {
            Some(label) => format!("{words} (in {label})"),
            None => words.to_owned(),
        }
    });
    let told: Vec<String> = told.collect();
    let mut message = format!("no note before has what these repeat: {}", told.join(", "));
    if unresolved.len() > NAMED {
        message.push_str(&format!(" and {} more", unresolved.len() - NAMED));
    }
    Some(Warning::new(WarningKind::UnknownLabel, message).at(lines, first.span.clone()))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::{Source, WarningKind, read};

    fn told(source: &str) -> Vec<String> {
        let reading = read(&Source {
            path: Path::new("a.md"),
            bytes: source.as_bytes(),
        });
        let warnings = reading.warnings.into_iter();
        let unknown = warnings.filter(|warning| warning.kind == WarningKind::UnknownLabel);
        unknown.map(|warning| warning.message).collect()
    }

    #[test]
    fn markers_without_an_entry_are_told_once_a_document() {
        const NOTES: &str = "\n\n## Notes\n\n[1] Kim, Book, 2001.\n\n[2] Lee, Book, 2002.\n";
        const YEARS: &str = "\n\n## References\n\nTudor, D. (2015). North Korea. Tuttle.\n\nKim, A. (2010). A book. Seoul.\n";
        for (text, notes, expected) in [
            (
                "A[1], B[99], C[2, 98] and [99] in [1999] [sic].",
                NOTES,
                Some("99, 98"),
            ),
            (
                "A[1] and[2]; x[7] = 3, `[8]`, [9](http://a.example).",
                NOTES,
                None,
            ),
            ("A word¹ and² in [99].", NOTES, None),
            ("A[1]. A footnote[^9].", NOTES, Some("9")),
            (
                "A[1]. See note 77 and footnote 3 of May 1999.",
                NOTES,
                Some("77"),
            ),
            ("So (Tudor, 2015) and (Kim, 2010).", YEARS, None),
            (
                "So (Tudor, 2015), (Nobody, 1999) (in May 1999) (1998).",
                YEARS,
                Some("Nobody 1999"),
            ),
            (
                "So (Tudor, 2015), 『연감』(평양: 조선중앙통신사, 1959), (Seoul: Sunin, 2005).",
                YEARS,
                None,
            ),
            ("So (Nobody, 1999).", NOTES, None),
        ] {
            let expected: Vec<String> = expected
                .map(|labels| format!("no entry or note for the marker {labels}"))
                .into_iter()
                .collect();
            assert_eq!(told(&format!("# T\n\n{text}{notes}")), expected, "{text}");
        }
    }

    #[test]
    fn of_many_the_first_are_told() {
        let many: Vec<String> = (3..60).map(|label| format!("word [{label}]")).collect();
        let told = told(&format!(
            "A[1] {}.\n\n## Notes\n\n[1] Kim, Book, 2001.\n",
            many.join(" ")
        ));
        assert_eq!(
            told,
            ["no entry or note for the marker 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 47 more"]
        );
    }
}
