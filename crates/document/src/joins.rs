//! Paragraphs, items and entries that a page break cut in two are joined again.

use std::collections::HashMap;

use crate::draft::{Part, Shape};
use crate::entries;
use crate::run::Run;
use crate::table;
use crate::tree::{Section, SectionKind};

/// A part and the section that holds it.
pub(crate) struct Placed {
    pub(crate) section: Option<usize>,
    pub(crate) part: Part,
}

/// Joins what belongs together; rules across the page, and `More` parts, are gone afterwards.
pub(crate) fn joined(parts: Vec<Placed>, sections: &[Section]) -> Vec<Placed> {
    let mut out: Vec<Placed> = Vec::with_capacity(parts.len());
    // A list that went on behind a cut item is the same list.
    let mut same_list: HashMap<usize, usize> = HashMap::new();
    let mut reopened: Option<usize> = None;
    for mut placed in parts {
        match &mut placed.part.shape {
            Shape::Rule => continue,
            Shape::Item { list, .. } => {
                if let Some(first) = reopened.take() {
                    same_list.entry(*list).or_insert(first);
                }
                if let Some(first) = same_list.get(list) {
                    *list = *first;
                }
            }
            _ => {}
        }
        let kind = placed
            .section
            .map_or(SectionKind::Body, |section| sections[section].kind);
        let cut = out.last().is_some_and(|last| {
            last.section == placed.section && is_cut(&last.part, &placed.part, kind)
        });
        match (cut, out.last_mut()) {
            (true, Some(last)) => {
                if let (Shape::Item { list, .. }, Shape::Paragraph) =
                    (&last.part.shape, &placed.part.shape)
                {
                    reopened = Some(*list);
                }
                append(&mut last.part, placed.part);
            }
            _ => {
                if placed.part.shape == Shape::More {
                    placed.part.shape = Shape::Paragraph;
                }
                if !matches!(placed.part.shape, Shape::Item { .. }) {
                    reopened = None;
                }
                out.push(placed);
            }
        }
    }
    out
}

/// Appends a part to another one behind a line break that stands for all between them.
pub(crate) fn append(first: &mut Part, second: Part) {
    let gap = first.span.end..second.span.start.max(first.span.end);
    append_run(&mut first.run, second.run, gap);
    first.span.end = first.span.end.max(second.span.end);
}

/// Appends a run behind a line break that stands for `gap` of the source.
pub(crate) fn append_run(first: &mut Run, second: Run, gap: std::ops::Range<usize>) {
    first.push_text("\n", gap);
    first.append(second);
}

/// Whether the second part goes on where the first was cut.
fn is_cut(first: &Part, second: &Part, kind: SectionKind) -> bool {
    let text = match (&first.shape, &second.shape) {
        (Shape::Paragraph | Shape::Item { .. } | Shape::Note { .. }, Shape::More) => return true,
        _ if first.stated.is_settled || second.stated.is_settled => return false,
        (Shape::Paragraph | Shape::Item { .. } | Shape::Note { .. }, Shape::Paragraph) => {
            first.run.text.trim_end()
        }
        _ => return false,
    };
    let next = second.run.text.trim_start();
    // The last line stands for the text, which grows with every join.
    if text
        .rsplit('\n')
        .next()
        .is_some_and(|line| line.contains('\t'))
        || table::is_rows(next)
        || table::is_caption(text)
        || table::is_caption(next)
        || table::is_source(next)
    {
        return false;
    }
    let entries = matches!(kind, SectionKind::Bibliography | SectionKind::Notes);
    if entries && entries::label(next).is_some() {
        return false;
    }
    goes_on(text, next, entries) || second.paged && goes_on_overleaf(text, next, entries)
}

/// Whether a text stops in the middle of a sentence and the next one can go on with it.
pub(crate) fn goes_on(text: &str, next: &str, entries: bool) -> bool {
    let (Some(last), Some(first)) = (text.chars().next_back(), next.chars().next()) else {
        return false;
    };
    let long = |limit: usize| text.chars().nth(limit).is_some();
    let before_last = text.chars().rev().nth(1);
    if last == '-' && before_last.is_some_and(char::is_alphabetic) && first.is_alphabetic() {
        return true;
    }
    if last == '\u{ad}' {
        return true;
    }
    if ends_sentence(text) || !long(30) || entries && ends_in_address(text) {
        return false;
    }
    if first.is_lowercase() {
        return !matches!(last, ':' | ';');
    }
    let word: String = text
        .chars()
        .rev()
        .take_while(|ch| ch.is_alphabetic())
        .take(12)
        .collect();
    let word: String = word.chars().rev().collect();
    let open = last == ',' || GOES_ON.contains(&word.as_str());
    if open && long(60) {
        return first.is_alphanumeric() || matches!(first, '“' | '"' | '‘' | '(' | '«');
    }
    let hangul = |ch: char| ('가'..='힣').contains(&ch);
    // Korean has no case: a long paragraph without its full stop, and more Hangul behind it.
    hangul(last) && hangul(first) && long(80) && !entries
}

/// The same where a page visibly ends between the two: a text that is no sentence yet goes on with any word.
fn goes_on_overleaf(text: &str, next: &str, entries: bool) -> bool {
    let word = next
        .chars()
        .next()
        .is_some_and(|ch| ch.is_alphanumeric() || "“\"‘'(«[–".contains(ch));
    let open = match entries {
        true => !crate::entries::ends_entry(text),
        false => !ends_sentence(text) && !text.ends_with(':'),
    };
    word && open && text.chars().nth(60).is_some()
}

/// Words that end no sentence.
const GOES_ON: [&str; 46] = [
    "the",
    "a",
    "an",
    "of",
    "and",
    "or",
    "in",
    "on",
    "at",
    "to",
    "for",
    "with",
    "by",
    "from",
    "as",
    "is",
    "are",
    "was",
    "were",
    "be",
    "that",
    "which",
    "who",
    "whose",
    "this",
    "these",
    "its",
    "their",
    "his",
    "her",
    "has",
    "have",
    "had",
    "not",
    "but",
    "than",
    "into",
    "between",
    "during",
    "under",
    "및",
    "또는",
    "그리고",
    "위한",
    "대한",
    "the",
];

/// Whether a text ends like a sentence: a full stop, question or exclamation mark, quotes, brackets and citation
/// markers behind it apart.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let mut rest = text.trim_end();
    for _ in 0..8 {
        let bare =
            rest.trim_end_matches(['"', '”', '’', '\'', '»', '*', '_', '」', '』', '›', ' ']);
        let bare = bare.trim_end_matches(crate::html::RAISED);
        // Markers behind the stop: `techniques." [32]`.
        let bare = match bare.strip_suffix(']').and_then(|inner| {
            let open = inner
                .char_indices()
                .rev()
                .take(40)
                .find(|(_, ch)| *ch == '[')?
                .0;
            inner[open + 1..]
                .chars()
                .all(|ch| ch.is_ascii_digit() || " ,–-^".contains(ch))
                .then(|| inner[..open].trim_end())
        }) {
            Some(bare) if bare.ends_with(['.', '!', '?', '"', '”', '’']) => bare,
            _ => bare,
        };
        if bare.len() == rest.len() {
            break;
        }
        rest = bare;
    }
    let inner = rest.trim_end_matches([')', ']']);
    rest.ends_with(['.', '!', '?', '…', '。', '！', '？'])
        || inner.len() < rest.len() && inner.ends_with(['.', '!', '?', '。'])
}

/// Whether a text ends in an address or a bracket, as an entry may without a full stop.
pub(crate) fn ends_in_address(text: &str) -> bool {
    let start = text
        .char_indices()
        .rev()
        .take(300)
        .find(|(_, ch)| ch.is_whitespace())
        .map_or(0, |(at, _)| at);
    text[start..].contains("://") || text.ends_with([')', '>', ']'])
}
