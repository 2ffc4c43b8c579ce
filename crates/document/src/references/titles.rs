//! Titles that the labeller missed or cut short, mended by what a work must have.

use std::ops::Range;

use super::labels::{Label, State, each_work, lay};
use super::persons;
use super::tokens::{Class, Token, is_one_of};

/// The longest title that is mended, in tokens.
const LONGEST: usize = 40;

/// Fewer syllables than these may be a person's name: `가토 기요후미`, `블라디미르 푸틴`.
const LEAST_TITLE: usize = 8;

/// Words behind a quoted title that are none of it.
const BEHIND_QUOTE: [&str; 10] = [
    "에서",
    "중",
    "참조",
    "참고",
    "재인용",
    "인용",
    "수록",
    "편",
    "역",
    "등",
];

/// Mends titles.
///
/// - `…was undisclosed. 북한 블록체인 컨퍼런스 열린다. <https://…>`: before an address without a title, the sentences of
///   the other script are the page's title.
/// - `북한 주요인사 –인물정보, 2017, 통일부`: words too many for a person's name, with no title behind, are the title.
/// - `'지구촌 인터넷 혁명' 방송위 토론회, https://…`: Korean words between a quotation and the next comma go on with it.
/// - `…for the River Thames, UK, Water Resources Research, 42`: a place between title and journal ends the title.
/// - `"A Title" (paper presented at the meeting`: what kind of work it is stands behind the title.
/// - `'…of Perret in his treatise (1601)', Bulletin`: what stands in brackets before the closing quotation mark is in it.
pub(super) fn mend(entry: &str, tokens: &[Token], states: &mut [State]) {
    pages_of_the_web(entry, tokens, states);
    each_work(states, |states, all| {
        if all.is_empty() {
            return;
        }
        let (tokens, states) = (&tokens[all.clone()], &mut states[all]);
        author(entry, tokens, states);
        place(entry, tokens, states);
        bracket(entry, tokens, states);
        kind(entry, tokens, states);
    });
    quoted(entry, tokens, states);
}

/// What a stretch is written in: whether it has Hangul or Chinese characters; `None` where it has no word.
fn is_eastern(tokens: &[Token]) -> Option<bool> {
    let has = |classes: &[Class]| tokens.iter().any(|token| classes.contains(&token.class));
    match has(&[Class::Hangul, Class::Han]) {
        true => Some(true),
        false if has(&[Class::Letters]) => Some(false),
        false => None,
    }
}

fn pages_of_the_web(entry: &str, tokens: &[Token], states: &mut [State]) {
    for address in 1..tokens.len() {
        if tokens[address].class != Class::Address {
            continue;
        }
        let end = (0..address)
            .rev()
            .find(|&at| tokens[at].class != Class::Sign)
            .map_or(0, |at| at + 1);
        let is_prose = |at: usize| states[at].label() == Label::Prose;
        if end == 0 || !is_prose(end - 1) {
            continue;
        }
        // Back over the sentences of the script that stands before the address.
        let stops = |at: usize| {
            matches!(tokens[at].text(entry), "." | "?" | "!")
                && tokens.get(at + 1).is_some_and(|next| next.spaced)
        };
        let least = end.saturating_sub(LONGEST);
        let mut first = None;
        let mut at = end;
        while at > least && is_prose(at - 1) {
            at -= 1;
            if at + 1 >= end || !stops(at) {
                continue;
            }
            let before = (0..at)
                .rev()
                .take(LONGEST)
                .find(|&own| stops(own))
                .map_or(at.saturating_sub(LONGEST), |own| own + 1);
            let (own, before) = (
                is_eastern(&tokens[at + 1..end]),
                is_eastern(&tokens[before..at]),
            );
            if own.is_some() && before.is_some() && own != before {
                first = Some(at + 1);
                break;
            }
        }
        let Some(first) = first else { continue };
        let is_word = |at: &usize| tokens[*at].class != Class::Sign;
        let Some(first) = (first..end).find(is_word) else {
            continue;
        };
        states[end..address].fill(State::new(Label::Other, true));
        lay(states, Label::Title, first..end);
    }
}

/// The first run of a label.
fn run(states: &[State], label: Label) -> Option<Range<usize>> {
    let first = states.iter().position(|state| state.label() == label)?;
    let length = states[first + 1..]
        .iter()
        .take_while(|state| **state == State::new(label, false))
        .count();
    Some(first..first + 1 + length)
}

fn author(entry: &str, tokens: &[Token], states: &mut [State]) {
    let has = |label: Label| states.iter().any(|state| state.label() == label);
    let named = [Label::Title, Label::Container, Label::Series, Label::Note];
    let Some(own) = run(states, Label::Author) else {
        return;
    };
    let runs = states
        .iter()
        .filter(|state| **state == State::new(Label::Author, true));
    if runs.count() > 1 || named.into_iter().any(has) {
        return;
    }
    let words = &tokens[own.clone()];
    let syllables: usize = words
        .iter()
        .filter(|token| token.class == Class::Hangul)
        .map(|token| token.text(entry).chars().count())
        .sum();
    let lists = words
        .iter()
        .any(|token| matches!(token.text(entry), "," | ";" | "·" | "ㆍ" | "・" | "." | "("));
    let text = &entry[words[0].start..words[words.len() - 1].end];
    let only_hangul = words
        .iter()
        .all(|token| matches!(token.class, Class::Hangul | Class::Sign | Class::Number));
    if only_hangul
        && syllables >= LEAST_TITLE
        && text.contains(' ')
        && !lists
        && !persons::is_institution(text)
    {
        lay(states, Label::Title, own);
    }
}

fn place(entry: &str, tokens: &[Token], states: &mut [State]) {
    let (Some(title_run), Some(place), Some(container)) = (
        run(states, Label::Title),
        run(states, Label::Place),
        run(states, Label::Container),
    ) else {
        return;
    };
    // `the River Thames`, of which the labeller took one word for the title's and one for a place.
    let comma = |from: usize, to: usize| from + 1 == to && tokens[from].text(entry) == ",";
    let touches = title_run.end == place.start;
    let published = states
        .iter()
        .any(|state| matches!(state.label(), Label::Publisher | Label::Editor));
    let numbered = states[container.end..]
        .iter()
        .any(|state| matches!(state.label(), Label::Volume | Label::Issue | Label::Pages));
    if (touches || comma(title_run.end, place.start))
        && comma(place.end, container.start)
        && !published
        && numbered
    {
        lay(states, Label::Title, title_run.start..place.end);
    }
}

/// Words that begin what tells the kind of a work in brackets.
#[rustfmt::skip]
const KINDS: [&str; 15] = [
    "paper", "phd", "ph", "ma", "master", "master’s", "master's", "doctoral", "diss", "dissertation", "thesis", "unpublished",
    "presentation", "presented", "poster",
];

fn kind(entry: &str, tokens: &[Token], states: &mut [State]) {
    let Some(own) = run(states, Label::Title) else {
        return;
    };
    let quote = |at: &usize| matches!(tokens[*at].text(entry), "\"" | "”" | "’");
    let Some(close) = own.clone().skip(1).find(quote) else {
        return;
    };
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text(entry));
    if close + 2 < own.end && text(close + 1) == "(" && is_one_of(text(close + 2), &KINDS) {
        states[close..own.end].fill(State::new(Label::Other, true));
    }
}

fn bracket(entry: &str, tokens: &[Token], states: &mut [State]) {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text(entry));
    let Some(own) = run(states, Label::Title).filter(|own| own.start > 0) else {
        return;
    };
    let closes = match text(own.start - 1) {
        "'" => "'",
        "‘" => "’",
        "\"" => "\"",
        "“" | "„" => "”",
        "「" => "」",
        "『" => "』",
        _ => return,
    };
    let close = (own.end + 1..tokens.len())
        .take(LONGEST_BRACKET)
        .find(|&at| text(at) == closes);
    let Some(close) = close else { return };
    let free = |at: usize| {
        matches!(
            states[at].label(),
            Label::Other | Label::Date | Label::Place
        )
    };
    if text(own.end) == "(" && text(close - 1) == ")" && (own.end..close).all(free) {
        lay(states, Label::Title, own.start..close);
    }
}

/// The longest bracket at the end of a title, in tokens.
const LONGEST_BRACKET: usize = 8;

fn quoted(entry: &str, tokens: &[Token], states: &mut [State]) {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text(entry));
    for close in 1..tokens.len() {
        let closes = matches!(text(close), "'" | "’" | "”" | "\"" | "」")
            && !tokens[close].spaced
            && states[close].label() == Label::Other;
        let Some(last) = (0..close)
            .rev()
            .take(6)
            .find(|&at| tokens[at].class != Class::Sign)
        else {
            continue;
        };
        if !closes || states[last].label() != Label::Title {
            continue;
        }
        let first = (0..=last)
            .rev()
            .take(LONGEST)
            .find(|&at| states[at] == State::new(Label::Title, true));
        let Some(first) = first else { continue };
        let is_open = first > 0
            && matches!(text(first - 1), "'" | "‘" | "“" | "\"" | "「")
            && (last + 1..close).all(|at| states[at].label() == Label::Other);
        let end = (close + 1..tokens.len().min(close + 9))
            .find(|&at| {
                tokens[at].class == Class::Address
                    || tokens[at].class == Class::Sign && matches!(text(at), "," | "<")
            })
            .unwrap_or(close + 1);
        let goes_on = end > close + 1
            && tokens[close + 1].spaced
            && (close + 1..end).all(|at| {
                matches!(states[at].label(), Label::Other | Label::Prose)
                    && matches!(tokens[at].class, Class::Hangul | Class::Han)
                    && !BEHIND_QUOTE.contains(&text(at))
            });
        if is_open && goes_on {
            lay(states, Label::Title, first..end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::labels::told;
    use super::*;

    #[test]
    fn a_title_ends_where_its_quotation_or_place_does() {
        use Label::{Container, Date, Place, Title, Volume};
        for (entry, fields, expected) in [
            (
                "'Of Perret in his treatise (1601)', Bulletin",
                &[("Of Perret in his treatise", Title), ("1601", Date)][..],
                "Of Perret in his treatise (1601)",
            ),
            (
                "'Of Perret', Bulletin (1601) ' 3",
                &[("Of Perret", Title), ("1601", Date)],
                "Of Perret",
            ),
            (
                "Flow in the River Thames, UK, Water Research, 42",
                &[
                    ("Flow in the River", Title),
                    ("Thames, UK", Place),
                    ("Water Research", Container),
                    ("42", Volume),
                ],
                "Flow in the River Thames, UK",
            ),
        ] {
            let (read, mut states) = told(entry, fields);
            mend(entry, &read, &mut states);
            let own = run(&states, Title).expect("a title is left");
            let found = &entry[read[own.start].start..read[own.end - 1].end];
            assert_eq!(found, expected, "{entry}");
        }
    }
}
