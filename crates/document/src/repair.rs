//! Repairs inside a run: words and addresses cut at line breaks, soft hyphens, white space.
//!
//! What layout cut is joined again, the author's words and spelling stay.
//! Of a hyphen at a line's end it cannot be seen whether the author wrote it. We decide in this order:
//! a digit beside it keeps it (`2014-` / `2015`); the form that the document itself uses elsewhere, joined or
//! hyphenated, wins; before a capital it stays (`North-` / `Korean`), unless all of the word is in capitals; between
//! two words that the document also uses alone it stays (`crypto-` / `investors` where both occur); members of a
//! short list that English compounds with a hyphen keep it (`well-` / `known`), as do the syllables of a Korean given
//! name beside a family name (`Kim Jong-` / `un`); else it goes.

use std::collections::HashMap;

use crate::links;
use crate::references::{is_family, is_syllable};
use crate::run::{Edit, Run};

/// How often the document writes words whole: the witness for hyphens at line breaks.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    words: HashMap<String, u32>,
}

impl Evidence {
    /// Counts words and hyphenated pairs of a text; nothing is counted where no word is cut.
    pub(crate) fn of(source: &str) -> Self {
        let mut words: HashMap<String, u32> = HashMap::new();
        if !has_cut(source) {
            return Evidence { words };
        }
        let mut cut_before = false;
        let mut previous: Option<(&str, usize)> = None;
        let mut start = None;
        let mut lower = String::new();
        for (at, ch) in source.char_indices().chain([(source.len(), ' ')]) {
            match (is_letter(ch), start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    start = None;
                    let word = &source[from..at];
                    let rest = &source[at..];
                    let cut_after = rest
                        .strip_prefix('-')
                        .is_some_and(|rest| rest.starts_with(char::is_whitespace));
                    if word.len() <= 60 && !cut_before && !cut_after {
                        lower.clear();
                        lower.extend(word.chars().flat_map(char::to_lowercase));
                        // Most words come again.
                        match words.get_mut(&lower) {
                            Some(count) => *count += 1,
                            None => drop(words.insert(lower.clone(), 1)),
                        }
                        if let Some((first, end)) = previous
                            && end + 1 == from
                            && source[end..from] == *"-"
                        {
                            *words
                                .entry(format!("{}-{}", first.to_lowercase(), word.to_lowercase()))
                                .or_default() += 1;
                        }
                    }
                    previous = (word.len() <= 60).then_some((word, at));
                    cut_before = cut_after;
                }
                _ => {}
            }
        }
        Evidence { words }
    }

    fn count(&self, word: &str) -> u32 {
        self.words.get(word).copied().unwrap_or(0)
    }
}

/// [`char::is_alphabetic`], quick for what mostly stands in a text.
fn is_letter(ch: char) -> bool {
    match ch {
        '\0'..='\x7f' => ch.is_ascii_alphabetic(),
        '가'..='힣' => true,
        _ => ch.is_alphabetic(),
    }
}

/// Whether a hyphen behind a letter stands before white space anywhere.
fn has_cut(source: &str) -> bool {
    source.match_indices('-').any(|(at, _)| {
        source[at + 1..].starts_with(char::is_whitespace)
            && source[..at].ends_with(char::is_alphabetic)
    })
}

/// First members that English joins with a hyphen.
const FIRST: [&str; 12] = [
    "well", "self", "ex", "non", "quasi", "all", "cross", "half", "so", "post", "co", "vice",
];

/// Second members that English joins with a hyphen.
const SECOND: [&str; 21] = [
    "known", "based", "like", "wide", "related", "made", "born", "free", "led", "year", "old",
    "called", "term", "specific", "oriented", "driven", "scale", "level", "century", "style",
    "linked",
];

/// Words behind a hanging hyphen: `pre- and post-war` is not cut.
const HANGING: [&str; 12] = [
    "and", "or", "to", "und", "oder", "et", "ou", "y", "i", "oraz", "lub", "nor",
];

/// What becomes of a hyphen between two halves that layout parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hyphen {
    /// The halves are one word: the hyphen goes.
    Joined,
    /// The author's hyphen: only the gap goes.
    Kept,
    /// Hyphen and gap stay as they are.
    Hanging,
}

/// Decides about a hyphen at a line's end, see the module's head.
pub(crate) fn hyphen(before: &str, after: &str, evidence: &Evidence) -> Hyphen {
    let digit = |ch: Option<char>| ch.is_some_and(char::is_numeric);
    if digit(before.chars().next_back()) || digit(after.chars().next()) {
        return Hyphen::Kept;
    }
    let (first, second) = (before.to_lowercase(), after.to_lowercase());
    if HANGING.contains(&second.as_str()) {
        return Hyphen::Hanging;
    }
    let joined = evidence.count(&format!("{first}{second}"));
    let hyphenated = evidence.count(&format!("{first}-{second}"));
    if joined != hyphenated {
        return if joined > hyphenated {
            Hyphen::Joined
        } else {
            Hyphen::Kept
        };
    }
    let capitals =
        |text: &str| text.chars().all(|ch| !ch.is_lowercase()) && text.chars().count() > 1;
    let capital = after.chars().next().is_some_and(char::is_uppercase);
    let both_alone = evidence.count(&first) > 0
        && evidence.count(&second) > 0
        && first.chars().count() > 2
        && second.chars().count() > 2;
    let compounds = FIRST.contains(&first.as_str()) || SECOND.contains(&second.as_str());
    let cased = |text: &str| {
        text.chars()
            .any(|ch| ch.is_lowercase() || ch.is_uppercase())
    };
    if !cased(before)
        || !cased(after)
        || capital && !(capitals(before) && capitals(after))
        || both_alone
        || compounds
    {
        return Hyphen::Kept;
    }
    Hyphen::Joined
}

/// The last word of a text: its letters and digits, or nothing.
fn last_word(text: &str) -> &str {
    let mut start = text.len();
    for (at, ch) in text.char_indices().rev().take(60) {
        if !ch.is_alphanumeric() {
            break;
        }
        start = at;
    }
    &text[start..]
}

/// The first word of a text: its letters and digits, or nothing.
fn first_word(text: &str) -> &str {
    let end = text
        .char_indices()
        .take(60)
        .find(|(_, ch)| !ch.is_alphanumeric());
    &text[..end.map_or_else(
        || {
            text.len()
                .min(text.char_indices().nth(60).map_or(text.len(), |(at, _)| at))
        },
        |(at, _)| at,
    )]
}

/// Whether white space is only reduced or also kept as the border of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Space {
    /// Every run of white space becomes one space.
    Reduce,
    /// Tabs part cells and line breaks part rows; other white space is reduced.
    KeepCells,
}

/// The run repaired: one paragraph, or with `KeepCells` rows of cells.
pub(crate) fn repaired(run: &Run, space: Space, evidence: &Evidence) -> Run {
    let run = match space {
        // A row may begin with an empty cell.
        Space::KeepCells if run.text.starts_with('\t') && !run.text.trim().is_empty() => {
            run.slice(0..run.text.trim_end().len())
        }
        _ => run.trimmed(),
    };
    let text = run.text.as_str();
    let mut edits: Vec<Edit> = Vec::new();
    let mut code = run.code.iter().peekable();
    let mut at = 0;
    while let Some(ch) = text[at..].chars().next() {
        let end = at + ch.len_utf8();
        while code.peek().is_some_and(|span| span.end <= at) {
            code.next();
        }
        if ch == '\u{ad}' {
            // A soft hyphen, and the line break behind it, are layout.
            let gap = text[end..].len() - text[end..].trim_start().len();
            let until = if text[end..end + gap].contains('\n') {
                end + gap
            } else {
                end
            };
            edits.push(Edit {
                range: at..until,
                with: "",
            });
            at = until;
            continue;
        }
        if !ch.is_whitespace() {
            at = end;
            continue;
        }
        let gap = at..at + (text[at..].len() - text[at..].trim_start().len());
        at = gap.end;
        let in_code = code.peek().is_some_and(|span| span.start <= gap.start);
        if space == Space::KeepCells {
            keep_cells(text, gap, &mut edits);
            continue;
        }
        match (in_code, join_at(text, &gap, evidence)) {
            (false, Some(edit)) => edits.push(edit),
            _ if &text[gap.clone()] != " " => edits.push(Edit {
                range: gap,
                with: " ",
            }),
            _ => {}
        }
    }
    run.edited(&edits)
}

fn keep_cells(text: &str, gap: std::ops::Range<usize>, edits: &mut Vec<Edit>) {
    let white = &text[gap.clone()];
    let wanted = match (white.contains('\n'), white.contains('\t')) {
        // Empty cells stay: two tabs are two borders.
        (false, true) if white.chars().all(|ch| ch == '\t') => return,
        (true, true) if white.chars().all(|ch| ch == '\t' || ch == '\n') => return,
        (true, _) => "\n",
        (false, true) => "\t",
        (false, false) => " ",
    };
    if white != wanted {
        edits.push(Edit {
            range: gap,
            with: wanted,
        });
    }
}

/// Two syllables of a Korean given name in Latin letters: `Jong` and `un`.
fn is_given_name(first: &str, second: &str) -> bool {
    first.starts_with(char::is_uppercase)
        && second.chars().all(char::is_lowercase)
        && is_syllable(first)
        && is_syllable(second)
}

fn is_family_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && is_family(word)
}

/// The edit that joins what stands on both sides of white space, if layout cut it.
fn join_at(text: &str, gap: &std::ops::Range<usize>, evidence: &Evidence) -> Option<Edit> {
    let (before, after) = (&text[..gap.start], &text[gap.end..]);
    let broken = text[gap.clone()].contains('\n');
    if broken && links::is_cut_address(before, after) {
        return Some(Edit {
            range: gap.clone(),
            with: "",
        });
    }
    let stem = before.strip_suffix(['-', '\u{2010}'])?;
    let (first, second) = (last_word(stem), first_word(after));
    if first.is_empty() || second.is_empty() {
        return None;
    }
    let sign = stem.len()..gap.end;
    let kept = Edit {
        range: gap.clone(),
        with: "",
    };
    let joined = Edit {
        range: sign,
        with: "",
    };
    let mut decision = hyphen(first, second, evidence);
    let is_known = || evidence.count(&format!("{first}{second}").to_lowercase()) > 0;
    if broken && decision == Hyphen::Joined && !is_known() {
        let family = last_word(stem[..stem.len() - first.len()].trim_end_matches(' '));
        let behind = first_word(after[second.len()..].trim_start_matches(' '));
        if is_given_name(first, second) && (is_family_name(family) || is_family_name(behind)) {
            decision = Hyphen::Kept;
        }
    }
    if broken {
        return match decision {
            Hyphen::Joined => Some(joined),
            Hyphen::Kept => Some(kept),
            Hyphen::Hanging => None,
        };
    }
    // Inside a line `CRYPTOCUR- RENCIES` was cut where text was taken from a page; `Paris- Berlin` was not.
    // Here the document must know the joined word, or must not know its second half.
    let alike = first.chars().all(char::is_uppercase) == second.chars().all(char::is_uppercase);
    let word = format!("{}{}", first.to_lowercase(), second.to_lowercase());
    let sure = evidence.count(&word) > 0
        || evidence.count(&second.to_lowercase()) == 0 && second.chars().count() > 2;
    (decision == Hyphen::Joined && alike && sure).then_some(joined)
}
