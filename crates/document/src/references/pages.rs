//! Runs of numbers that the labeller takes for pages though a word or a bracket beside them tells what they are.

use std::ops::Range;

use super::dates::month;
use super::labels::{Label, State, lay};
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
/// - `16–17, 1996–1997, p. 171–202`: a word tells the pages, and before the year stood something else.
/// - `Page 15`, `6(1) 166`, `(Oslo: Press, 1983), 427, 426`: numbers that were taken for volumes are pages.
/// - `997–1000 vol. 2`, `83–89 1992`, `075039 (22 pp)`: a volume, a year, the number of pages are none.
/// - `Oslo, 1974–1978`: years behind a place or publisher are the date.
/// - `1977 A Meetinghouse at the River, 1719–1775`: years behind a title that stands in no journal are the title's.
pub(super) fn mend(entry: &str, tokens: &[Token], states: &mut [State]) {
    taken(entry, tokens, states);
    cut(entry, tokens, states);
    beside(entry, tokens, states);
    years(entry, tokens, states);
}

/// Numbers that were taken for something else.
fn taken(entry: &str, tokens: &[Token], states: &mut [State]) {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text(entry));
    let is_number = |at: usize| tokens.get(at).map(|token| token.class) == Some(Class::Number);
    let is_volume = |state: &State| matches!(state.label(), Label::Volume | Label::Issue);
    for at in 1..tokens.len() {
        if !is_number(at) || !is_volume(&states[at]) {
            continue;
        }
        let word = match text(at - 1) {
            "." if at > 1 => text(at - 2),
            word => word,
        };
        let told = PAGE.iter().any(|own| word.eq_ignore_ascii_case(own));
        // `6(1) 166`
        let closed = text(at - 1) == ")"
            && states[at].label() == Label::Issue
            && at > 2
            && states[at - 2].label() == Label::Issue
            && !has(&states[at..], Label::Pages);
        // `(Oslo: Press, 1983), 427, 426`
        let listed = at > 2
            && text(at - 1) == ","
            && text(at - 2) == ")"
            && text(at + 1) == ","
            && states
                .get(at + 2)
                .is_some_and(|next| *next == State::new(Label::Pages, true))
            && has(
                &states[at.saturating_sub(LONGEST_BRACKET)..at],
                Label::Publisher,
            );
        if told || closed || listed {
            states[at] = State::new(Label::Pages, true);
        }
        if listed {
            states[at + 1..=at + 2].fill(State::new(Label::Pages, false));
        }
    }
}

/// Whether a state of a work that begins with these has a label.
fn has(states: &[State], label: Label) -> bool {
    states
        .iter()
        .take_while(|state| !state.parts_works())
        .any(|state| state.label() == label)
}

/// Cuts off what is no page.
fn cut(entry: &str, tokens: &[Token], states: &mut [State]) {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text(entry));
    let mut before = false;
    let mut at = 0;
    while at < states.len() {
        if states[at].label() != Label::Pages {
            before &= !states[at].parts_works();
            at += 1;
            continue;
        }
        let end = run_end(states, at);
        // `075039 (22 pp)`
        let counted = before
            && at > 0
            && end == at + 1
            && matches!(text(at - 1), "(" | "[")
            && PAGE.iter().any(|word| text(end).eq_ignore_ascii_case(word));
        if counted {
            states[at] = State::new(Label::Other, true);
        }
        before = true;
        let volume = (at + 1..end).find(|&at| {
            VOLUME
                .iter()
                .any(|word| text(at).eq_ignore_ascii_case(word))
        });
        if let Some(volume) = volume {
            states[volume..end].fill(State::new(Label::Other, true));
        }
        // `83–89 1992`
        let last = end - 1;
        if last > at + 1
            && is_year(text(last))
            && tokens[last].spaced
            && tokens[last - 1].class == Class::Number
        {
            states[last] = State::new(Label::Date, true);
        }
        at = end;
    }
}

/// The end of the run of pages that begins at `at`.
pub(super) fn run_end(states: &[State], at: usize) -> usize {
    let goes_on = |state: &&State| **state == State::new(Label::Pages, false);
    at + 1 + states[at + 1..].iter().take_while(goes_on).count()
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && ("1400".."2101").contains(&text)
}

/// Years of publication: `Leyden, 1703–6`, `New York: Press, 1974–1978`.
fn years(entry: &str, tokens: &[Token], states: &mut [State]) {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text(entry));
    for at in 2..states.len().saturating_sub(2) {
        if states[at] != State::new(Label::Pages, true) || !is_year(text(at)) {
            continue;
        }
        let end = run_end(states, at);
        let (from, to) = (text(at), text(at + 2));
        let later = tokens[at + 2].class == Class::Number
            && to.len() <= 4
            && to > &from[4 - to.len()..]
            && is_year(&format!("{}{to}", &from[..4 - to.len()]));
        let field = states[..at]
            .iter()
            .rev()
            .map(|state| state.label())
            .find(|label| *label != Label::Other);
        let published = matches!(field, Some(Label::Publisher | Label::Place));
        let work = states[..at]
            .iter()
            .rposition(|state| state.parts_works())
            .map_or(0, |before| before + 1);
        let range =
            end == at + 3 && matches!(text(at + 1), "-" | "–") && text(at - 1) == "," && later;
        let dated = has(&states[work..], Label::Date);
        if range && published && !dated {
            lay(states, Label::Date, at..end);
        }
        let titled = states[at - 2].label() == Label::Title;
        let stands_in = [Label::Container, Label::Volume, Label::Issue];
        if range
            && titled
            && dated
            && !stands_in
                .into_iter()
                .any(|label| has(&states[work..], label))
        {
            states[at - 1..end].fill(State::new(Label::Title, false));
        }
    }
}

/// Words at the number of a page or at how many there are.
pub(super) const PAGE: [&str; 4] = ["p", "pp", "page", "pages"];

/// Runs of pages that a word, a bracket or a year beside them tells to be something else, or to end elsewhere.
fn beside(entry: &str, tokens: &[Token], states: &mut [State]) {
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
            // `n. 29-30`; the capital is an initial: `Hopkins, N. 100-116`.
            () if is(&ISSUE) || word == "n" => Some(Label::Issue),
            () => None,
        };
        let is_told = is(&PAGES);
        match (told, last.take()) {
            (Some(label), before) => {
                // `H. 1–2, 133–154` as one run: the pages begin behind the comma.
                let comma = (at..end).find(|&at| text(at) == ",");
                let own = at..comma.unwrap_or(end);
                let first = comma.map_or(end, |comma| comma + 1);
                lay(states, Label::Other, own.start..end);
                lay(states, label, own);
                lay(states, Label::Pages, first..end);
                last = match first < end {
                    true => Some(first..end),
                    false => before,
                };
            }
            (None, before) => {
                // `16–17, 1996–1997, p. 171–202`
                let dated = |before: &Range<usize>| {
                    is_told
                        && has(&states[before.end..at], Label::Date)
                        && !has(&states[before.end..at], Label::Author)
                };
                if let Some(before) = before
                    && (is_bracket(entry, tokens, before.end..at) || dated(&before))
                {
                    let volume = states[..before.start]
                        .iter()
                        .rev()
                        .take_while(|state| state.label() != Label::Separator)
                        .take(NEAR)
                        .any(|state| state.label() == Label::Volume);
                    let label = match volume {
                        true => Label::Issue,
                        // `March 17–23, 2002, p. 6`: days.
                        false if before.start > 0 && month(text(before.start - 1)).is_some() => {
                            Label::Other
                        }
                        false => Label::Volume,
                    };
                    lay(states, label, before);
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

#[cfg(test)]
mod tests {
    use super::super::labels::told;
    use super::*;

    /// The entry with its runs of pages, volumes and issues in the order of their tokens.
    fn mended(entry: &str, pages: &[&str], volume: &str) -> String {
        let mut fields: Vec<(&str, Label)> = pages.iter().map(|own| (*own, Label::Pages)).collect();
        fields.extend((!volume.is_empty()).then_some((volume, Label::Volume)));
        let (read, mut states) = told(entry, &fields);
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

    /// The labels of the tokens of an entry whose fields are told, each in letters.
    fn labelled(entry: &str, fields: &[(&str, Label)]) -> Vec<(String, Label)> {
        let (read, mut states) = told(entry, fields);
        mend(entry, &read, &mut states);
        let mut runs: Vec<(String, Label)> = Vec::new();
        for (token, state) in read.iter().zip(&states) {
            match runs.last_mut() {
                Some(last) if state.goes_on() && last.1 == state.label() => {
                    last.0.push_str(token.text(entry))
                }
                _ if state.label().is_field() => {
                    runs.push((token.text(entry).to_owned(), state.label()))
                }
                _ => {}
            }
        }
        runs
    }

    #[test]
    fn years_are_no_pages_and_volumes_in_a_list_of_pages_are() {
        use Label::{Container, Date, Issue, Pages, Place, Publisher, Title, Volume};
        for (entry, fields, expected) in [
            (
                "A Life. Leyden, 1703–6.",
                &[("A Life", Title), ("Leyden", Place), ("1703–6", Pages)][..],
                "Title A Life;Place Leyden;Date 1703–6",
            ),
            (
                "1977 A House at the River, 1719–1775.",
                &[
                    ("1977", Date),
                    ("A House at the River", Title),
                    ("1719–1775", Pages),
                ],
                "Date 1977;Title A House at the River, 1719–1775",
            ),
            (
                "Nature 299, 1583–1590.",
                &[("Nature", Container), ("299", Volume), ("1583–1590", Pages)],
                "Container Nature;Volume 299;Pages 1583–1590",
            ),
            (
                "(Oslo: Library Press, 1983), 427, 426.",
                &[
                    ("Library Press", Publisher),
                    ("427", Volume),
                    ("426", Pages),
                ],
                "Publisher Library Press;Pages 427, 426",
            ),
            (
                "Data Eng. 6(7) 166, 1994.",
                &[("6", Volume), ("7", Issue), ("166", Issue)],
                "Volume 6;Issue 7;Pages 166",
            ),
            (
                "Picus, 16-17, 1996, p. 171-202.",
                &[("16-17", Pages), ("1996", Date), ("171-202", Pages)],
                "Volume 16-17;Date 1996;Pages 171-202",
            ),
        ] {
            let compact = |text: &str| text.replace(' ', "");
            let found: Vec<String> = labelled(entry, fields)
                .into_iter()
                .map(|(text, label)| format!("{label:?} {text}"))
                .collect();
            assert_eq!(compact(&found.join(";")), compact(expected), "{entry}");
        }
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
            ("Bulletin, September. Page 15", &[], "15", "||15"),
            (
                "Studi, n. 29-30, p. 234-237",
                &["29-30", "234-237"],
                "",
                "|29-30|234-237",
            ),
            (
                "Letters 12, 075039 (22 pp)",
                &["075039", "22"],
                "12",
                "12||075039",
            ),
            (
                "Oceans, pp. 997–1000 vol. 2",
                &["997–1000 vol. 2"],
                "",
                "||997–1000",
            ),
            ("Processing, pp. 83–89 1992", &["83–89 1992"], "", "||83–89"),
        ] {
            assert_eq!(mended(entry, pages, volume), expected, "{entry}");
        }
    }
}
