//! Cuts the best pieces out of a passage: around what matched, at sentences, never inside a mark or a syllable.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::highlight::Occurrence;
use crate::results::{Snippet, Span};

/// A passage that is at most this share longer than a snippet is shown as a whole.
const WHOLE_SLACK: f32 = 1.25;

/// Cuts at most `most` snippets of about `chars` chars, in order of the text, and one more where it shows a word of the
/// query that these do not (a cell of a table far from its header).
///
/// `sentences` are byte ranges that cover the text's sentences in order (lines, for tables and lists).
pub(crate) fn snippets(
    text: &str,
    marks: &[Range<usize>],
    occurrences: &[Occurrence],
    sentences: &[Range<usize>],
    most: usize,
    chars: usize,
) -> Vec<Snippet> {
    if most == 0 || text.is_empty() {
        return Vec::new();
    }
    if text.chars().count() as f32 <= chars as f32 * WHOLE_SLACK {
        return vec![cut(text, 0..text.len(), marks)];
    }
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut told = BTreeSet::new();
    let beginning = std::slice::from_ref(&(0..0));
    let anchors = if marks.is_empty() { beginning } else { marks };
    let windows: Vec<Range<usize>> = anchors
        .iter()
        .map(|mark| between_marks(window(text, mark, sentences, chars), marks))
        .collect();
    while pieces.len() <= most {
        let gain = |window: &Range<usize>| {
            let inside = inside(occurrences, window);
            let (mut new, mut all, mut closest) = (BTreeSet::new(), 0_usize, u8::MAX);
            for occurrence in inside {
                if !told.contains(&occurrence.item) {
                    new.insert(occurrence.item);
                }
                all += 1;
                closest = closest.min(occurrence.rule.distance());
            }
            (new.len(), u8::MAX - closest, all)
        };
        let free = |window: &&Range<usize>| {
            pieces
                .iter()
                .all(|piece| window.end <= piece.start || piece.end <= window.start)
        };
        // The first of the best, so that ties go to the beginning.
        let best = windows
            .iter()
            .filter(free)
            .rev()
            .max_by_key(|window| gain(window));
        let Some(best) = best.cloned() else { break };
        if pieces.len() == most && gain(&best).0 == 0 {
            break;
        }
        told.extend(inside(occurrences, &best).map(|o| o.item));
        pieces.push(best);
    }
    pieces.sort_by_key(|piece| piece.start);
    pieces
        .into_iter()
        .map(|piece| cut(text, piece, marks))
        .collect()
}

/// The occurrences in a window; occurrences stand in order of their begin.
fn inside<'o>(
    occurrences: &'o [Occurrence],
    window: &Range<usize>,
) -> impl Iterator<Item = &'o Occurrence> {
    let (begin, end) = (window.start, window.end);
    let first = occurrences.partition_point(|o| o.span.start < begin);
    occurrences[first..]
        .iter()
        .take_while(move |o| o.span.start < end)
        .filter(move |o| o.span.end <= end)
}

/// A window without the marks that its edges would cut; it holds a whole mark or there are none.
fn between_marks(window: Range<usize>, marks: &[Range<usize>]) -> Range<usize> {
    let cut = |at: usize| {
        let after = marks.partition_point(|mark| mark.end <= at);
        marks.get(after).filter(|mark| mark.start < at)
    };
    let start = cut(window.start).map_or(window.start, |mark| mark.end);
    let end = cut(window.end).map_or(window.end, |mark| mark.start);
    start..end.max(start)
}

/// The piece to show for one mark: its sentence with neighbours while there is room, or what fits of a long one.
fn window(
    text: &str,
    mark: &Range<usize>,
    sentences: &[Range<usize>],
    chars: usize,
) -> Range<usize> {
    // Never counts further than it must: there may be as many marks as words.
    let length = |range: Range<usize>| text[range].chars().take(chars.saturating_add(1)).count();
    let first = sentences
        .partition_point(|sentence| sentence.end <= mark.start)
        .min(sentences.len().saturating_sub(1));
    let Some(sentence) = sentences.get(first) else {
        return around(text, mark, chars);
    };
    let mut range = sentence.start.min(mark.start)..sentence.end.max(mark.end);
    let mut shown = length(range.clone());
    if shown > chars {
        return around(text, mark, chars);
    }
    let (mut before, mut after) = (first, first + 1);
    loop {
        let mut grown = false;
        if let Some(next) = sentences.get(after) {
            let end = next.end.max(range.end);
            let more = length(range.end..end);
            if shown + more <= chars {
                (range.end, shown, grown) = (end, shown + more, true);
                after += 1;
            }
        }
        if let Some(previous) = before.checked_sub(1).map(|at| &sentences[at]) {
            let start = previous.start.min(range.start);
            let more = length(start..range.start);
            if shown + more <= chars {
                (range.start, shown, grown) = (start, shown + more, true);
                before -= 1;
            }
        }
        if !grown {
            return range;
        }
    }
}

/// About `chars` chars around a mark, cut at spaces where there are any.
fn around(text: &str, mark: &Range<usize>, chars: usize) -> Range<usize> {
    let inside = text[mark.clone()].chars().count();
    let side = chars.saturating_sub(inside) / 2;
    let start = text[..mark.start]
        .char_indices()
        .rev()
        .take(side)
        .last()
        .map_or(mark.start, |(at, _)| at);
    let end = text[mark.end..]
        .char_indices()
        .nth(side)
        .map_or(text.len(), |(at, _)| mark.end + at);
    let start = if start == 0 {
        0
    } else {
        let space = text[start..mark.start]
            .char_indices()
            .find(|(_, c)| c.is_whitespace());
        space.map_or_else(
            || whole_syllable(text, start),
            |(at, c)| start + at + c.len_utf8(),
        )
    };
    let end = if end == text.len() {
        end
    } else {
        let space = text[mark.end..end]
            .char_indices()
            .rev()
            .find(|(_, c)| c.is_whitespace());
        space.map_or_else(
            || whole_syllable(text, end).max(mark.end),
            |(at, _)| mark.end + at,
        )
    };
    start..end
}

/// The first place at or before `at` that does not cut a letter from its combining marks or jamo.
fn whole_syllable(text: &str, mut at: usize) -> usize {
    let continues = |c: char| matches!(c, '\u{300}'..='\u{36f}' | '\u{1160}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7ff}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}');
    while at > 0 && text[at..].chars().next().is_some_and(continues) {
        at = text[..at]
            .char_indices()
            .next_back()
            .map_or(0, |(before, _)| before);
    }
    at
}

fn cut(text: &str, piece: Range<usize>, marks: &[Range<usize>]) -> Snippet {
    // White space at the edges says nothing.
    let piece_text = &text[piece.clone()];
    let start = piece.start + (piece_text.len() - piece_text.trim_start().len());
    let end = (piece.end - (piece_text.len() - piece_text.trim_end().len())).max(start);
    let highlights = marks
        .iter()
        .filter(|mark| start <= mark.start && mark.end <= end)
        .map(|mark| Span {
            start: mark.start - start,
            end: mark.end - start,
        })
        .collect();
    Snippet {
        text: text[start..end].to_owned(),
        highlights,
        start,
        more_before: start > 0,
        more_after: end < text.len(),
    }
}
