//! Runs of numbers that the labeller takes for pages though a word or a bracket beside them tells what they are.

use std::ops::Range;

use super::labels::{Label, State};
use super::tokens::{Class, Token};

/// Words before the number of a volume.
const VOLUME: [&str; 6] = ["vol", "vols", "volume", "volumes", "bd", "tome"];

/// Words before the number of an issue.
const ISSUE: [&str; 7] = ["no", "nos", "nr", "h", "heft", "issue", "issues"];

/// Words before the number of a page.
const PAGES: [&str; 7] = ["p", "pp", "s", "ss", "page", "pages", "art"];

/// Mends the runs of pages of an entry.
///
/// - `vols. 19–21`, `Nos. 1-4`, `H. 1–2`: the word before tells what they are.
/// - `20 (4), 148–151`, `111, 468 (January 2001): 128–162`: what a bracket parts from the pages is none of them.
/// - `pp. 3-20 Vienna`: the place behind them does not.
/// - `143 f.`, `62 ff.`: the following pages belong to them.
pub(super) fn mend(entry: &str, tokens: &[Token], states: &mut [State]) {
    let mut last: Option<Range<usize>> = None;
    let mut at = 0;
    while at < states.len() {
        if states[at].label() != Label::Pages {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < states.len() && states[end] == State::new(Label::Pages, false) {
            end += 1;
        }
        let text = |at: usize| tokens.get(at).map_or("", |token| token.text(entry));
        if matches!(text(end), "f" | "ff")
            && tokens[end - 1].class == Class::Number
            && !states[end].label().is_field()
        {
            states[end] = State::new(Label::Pages, false);
            end += 1;
        }
        let word = match at {
            0 => "",
            _ if text(at - 1) != "." => text(at - 1),
            1 => "",
            _ => text(at - 2),
        };
        let is = |words: &[&str]| words.iter().any(|own| word.eq_ignore_ascii_case(own));
        // `pp. 3-20 Vienna`: no word of pages has a capital and so many letters.
        let place = (at + 1..end).find(|&at| {
            let token = &tokens[at];
            token.class == Class::Letters
                && token.spaced
                && token.end - token.start >= LEAST_PLACE
                && tokens[at - 1].class == Class::Number
                && text(at).starts_with(char::is_uppercase)
        });
        if let Some(place) = place {
            states[place..end].fill(State::new(Label::Other, true));
        }
        let run_end = end;
        let end = place.unwrap_or(end);
        let told = match () {
            () if is(&VOLUME) => Some(Label::Volume),
            () if is(&ISSUE) => Some(Label::Issue),
            () => None,
        };
        let is_told = is(&PAGES);
        match (told, last.take()) {
            (Some(label), before) => {
                // `H. 1–2, 133–154` as one run: the pages begin behind the comma.
                let comma = (at..end).find(|&at| text(at) == ",");
                let own = at..comma.unwrap_or(end);
                let first = comma.map_or(end, |comma| comma + 1);
                rename(states, own.start..end, Label::Other);
                rename(states, own, label);
                rename(states, first..end, Label::Pages);
                last = match first < end {
                    true => Some(first..end),
                    false => before,
                };
            }
            (None, before) => {
                if let Some(before) = before
                    && is_bracket(entry, tokens, before.end..at)
                {
                    let volume = states[..before.start]
                        .iter()
                        .rev()
                        .take_while(|state| state.label() != Label::Separator)
                        .take(NEAR)
                        .any(|state| state.label() == Label::Volume);
                    let label = if volume { Label::Issue } else { Label::Volume };
                    rename(states, before, label);
                }
                // `pp. 5 (…), 12`: the word tells that the first are pages too.
                last = (!is_told).then_some(at..end);
            }
        }
        at = run_end;
    }
}

/// The shortest place behind pages, in letters: not `Bild`, `Abb`.
const LEAST_PLACE: usize = 5;

/// How far before a number its volume stands, in tokens.
const NEAR: usize = 8;

/// The longest bracket between a number and the pages, in tokens.
const LONGEST_BRACKET: usize = 10;

/// Whether a bracket and at most two signs stand between, as `(4). ` or `(January 2001): `.
fn is_bracket(entry: &str, tokens: &[Token], between: Range<usize>) -> bool {
    let between = &tokens[between];
    let close = between
        .iter()
        .rposition(|token| token.text(entry) == ")")
        .unwrap_or(0);
    close > 0
        && between.len() <= LONGEST_BRACKET
        && between[0].text(entry) == "("
        && between.len() - close <= 3
        && between[close..]
            .iter()
            .all(|token| token.class == Class::Sign)
}

fn rename(states: &mut [State], run: Range<usize>, label: Label) {
    for (at, state) in states[run].iter_mut().enumerate() {
        *state = State::new(label, at == 0);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens;
    use super::*;

    /// The entry with its runs of pages, volumes and issues in the order of their tokens.
    fn mended(entry: &str, pages: &[&str], volume: &str) -> String {
        let mut read = Vec::new();
        tokens::read(entry, 0..entry.len(), &mut read);
        let mut states = vec![State::new(Label::Other, true); read.len()];
        let mut put = |text: &str, label| {
            let start = entry.find(text).expect("the field is in the entry");
            let own = |token: &Token| token.start >= start && token.end <= start + text.len();
            let from = read.iter().position(own).expect("it has tokens");
            let to = from + read[from..].iter().take_while(|token| own(token)).count();
            rename(&mut states, from..to, label);
        };
        pages.iter().for_each(|text| put(text, Label::Pages));
        if !volume.is_empty() {
            put(volume, Label::Volume);
        }
        mend(entry, &read, &mut states);
        let of = |label: Label| {
            let own = read
                .iter()
                .zip(&states)
                .filter(|own| own.1.label() == label);
            own.map(|(token, _)| token.text(entry)).collect::<String>()
        };
        let [v, i, p] = [Label::Volume, Label::Issue, Label::Pages].map(of);
        format!("{v}|{i}|{p}")
    }

    #[test]
    fn what_stands_beside_numbers_tells_what_they_are() {
        for (entry, pages, volume, expected) in [
            ("Studia, vols. 19–21. Oslo.", &["19–21"][..], "", "19–21||"),
            (
                "Letters 2, Nos. 1-4, pp. 135-150",
                &["1-4", "135-150"],
                "2",
                "2|1-4|135-150",
            ),
            (
                "Hefte 37, H. 1–2, 133–154.",
                &["1–2", "133–154"],
                "37",
                "37|1–2|133–154",
            ),
            (
                "Misl 20 (4). 148 – 151.",
                &["20", "148 – 151"],
                "",
                "20||148–151",
            ),
            (
                "Journal 111, 468 (January 2001): 128–162.",
                &["468", "128–162"],
                "111",
                "111|468|128–162",
            ),
            ("Heft 3, 143 f.", &["143"], "", "||143f"),
            ("Press, pp. 5, 9.", &["5", "9"], "", "||59"),
            ("Press, pp. 5 (see 9), 12", &["5", "12"], "", "||512"),
            ("Press, p. 62 and 70 f", &["62", "70"], "", "||6270f"),
        ] {
            assert_eq!(mended(entry, pages, volume), expected, "{entry}");
        }
    }
}
