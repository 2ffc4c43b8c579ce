//! The person that `he` or `she` means, where only one can be meant.

use std::ops::Range;

use seoji_schema::ThingKind;

use super::kind::kind_of;
use super::phrase::{is_function_word, is_namelike};
use super::script::{floor, words_after};

/// No person further back is looked for, in bytes.
const WINDOW: usize = 4096;

/// The one person named in the text before byte `end`: a Korean name in Latin letters, or, where there is none, the
/// only name of two or three words that sentences begin with.
pub(super) fn only_person_before(text: &str, end: usize) -> Option<Range<usize>> {
    let window = floor(text, end.saturating_sub(WINDOW));
    let mut persons: Vec<(String, Range<usize>)> = Vec::new();
    let mut subjects: Vec<(String, Range<usize>)> = Vec::new();
    let mut at = window;
    let mut opens = true;
    while at < end {
        let rest = &text[at..end];
        let Some(offset) = rest.find(|c: char| c.is_alphanumeric()) else {
            break;
        };
        let start = at + offset;
        if text[at..start].contains(['.', '!', '?', '\n']) {
            opens = true;
        }
        let length = text[start..end]
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’')))
            .unwrap_or(end - start);
        let word = &text[start..start + length];
        if word.chars().next().is_some_and(char::is_uppercase) {
            let words = words_after(&text[..end], start, 4);
            let mut run = 0;
            while run < words.len() && is_namelike(&text[words[run].span.clone()]) {
                run += 1;
                if !words[run - 1].touches {
                    break;
                }
            }
            let span = |count: usize| start..words[count - 1].span.end;
            if let Some(count) = [2, 3]
                .into_iter()
                .find(|&count| run == count && kind_of(&text[span(count)]) == ThingKind::Person)
            {
                note(&mut persons, text, span(count));
                at = span(count).end;
                opens = false;
                continue;
            }
            if opens
                && (run == 2 || run == 3)
                && !is_function_word(word)
                && kind_of(&text[span(run)]) == ThingKind::Thing
            {
                note(&mut subjects, text, span(run));
            }
            if run > 1 {
                at = span(run).end;
                opens = false;
                continue;
            }
        }
        opens = false;
        at = start + length.max(1);
    }
    let found = if persons.is_empty() {
        subjects
    } else {
        persons
    };
    match found.as_slice() {
        [(_, span)] => Some(span.clone()),
        _ => None,
    }
}

/// Notes a name once, however it is hyphenated.
fn note(names: &mut Vec<(String, Range<usize>)>, text: &str, span: Range<usize>) {
    let key: String = text[span.clone()]
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    if names.len() < 8 && !names.iter().any(|(known, _)| *known == key) {
        names.push((key, span));
    }
}
