//! What stands in emphasis is one thing: `*Kim Il Sung: The North Korean Leader*` is a title, not an author and a title; and
//! the short forms of notes, `Armstrong, *North Korean Revolution*, 77`.

mod named;

use std::ops::Range;

use super::labels::{Label, State, each_work, lay};
use super::tokens::{Class, Token};

/// The longest title in emphasis, in tokens.
const LONGEST: usize = 60;

/// The most words of the authors of a short form: `Tudor and Pearson`, `Van der Berg`.
const MOST_AUTHORS: usize = 6;

/// Mends what stands in emphasis (`all`, in order), and short forms.
///
/// - Books and journals are set in italics, and nothing else of a work is: see [`named`].
/// - An author wholly inside of emphasis that holds a title, or with another author before it, is the title's.
/// - `Suh, *Kim Il Sung*, 55`: in an entry, or between semicolons, names, a comma, a title, a comma and a number are a short
///   form and the number is a page.
/// - `Armstrong, Another Book, 5`: a list of names with nothing behind but a page holds the title.
/// - `Armstrong, North Korean Revolution, 77`: a bare number at the end of a work that tells neither journal nor year is a
///   page.
pub(super) fn mend(entry: &str, tokens: &[Token], states: &mut [State], all: &[Emphasis]) {
    for emphasis in all {
        whole(entry, tokens, states, emphasis);
        short(entry, tokens, states, emphasis);
    }
    named::mend(entry, tokens, states, all);
    each_work(states, |states, all| {
        let (tokens, states) = (&tokens[all.clone()], &mut states[all]);
        bare(entry, tokens, states);
        page(entry, tokens, states);
    });
}

/// What stands in emphasis, in tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Emphasis {
    /// What stands in it.
    pub(super) inner: Range<usize>,
    /// The same with the signs of Markdown around it, where those are in the text.
    pub(super) outer: Range<usize>,
}

impl Emphasis {
    /// Whether the signs around it are those of bold letters.
    pub(super) fn is_bold(&self, entry: &str, tokens: &[Token]) -> bool {
        let before = self.outer.start.checked_sub(1);
        self.outer != self.inner
            && before.is_some_and(|at| matches!(tokens[at].text(entry), "*" | "_"))
    }
}

/// What stands in emphasis: by the signs of Markdown, or by what a format says of the entry's letters (`italics`, in bytes
/// and in order).
pub(super) fn spans(entry: &str, tokens: &[Token], italics: &[Range<usize>]) -> Vec<Emphasis> {
    let mut spans = signed(entry, tokens);
    for span in italics {
        let from = tokens.partition_point(|token| token.start < span.start);
        let to = tokens.partition_point(|token| token.end <= span.end);
        if from >= to {
            continue;
        }
        match spans.last_mut() {
            // A space between words that are set one by one.
            Some(last) if last.inner == last.outer && last.inner.end == from => {
                last.inner.end = to;
                last.outer.end = to;
            }
            _ => spans.push(Emphasis {
                inner: from..to,
                outer: from..to,
            }),
        }
    }
    spans.retain(|span| span.inner.len() <= LONGEST);
    spans.sort_by_key(|span| span.outer.start);
    spans
}

/// What stands between a sign of emphasis and the next of its kind.
fn signed(entry: &str, tokens: &[Token]) -> Vec<Emphasis> {
    let mut spans = Vec::new();
    let mut open: Option<usize> = None;
    for (at, token) in tokens.iter().enumerate() {
        if token.class != Class::Sign {
            continue;
        }
        let text = token.text(entry);
        if !matches!(text, "*" | "_") {
            continue;
        }
        match open.take() {
            Some(first)
                if tokens[first].text(entry) == text && at > first + 1 && at - first <= LONGEST =>
            {
                spans.push(Emphasis {
                    inner: first + 1..at,
                    outer: first..at + 1,
                });
            }
            _ => open = Some(at),
        }
    }
    spans
}

fn whole(entry: &str, tokens: &[Token], states: &mut [State], emphasis: &Emphasis) {
    let span = emphasis.inner.clone();
    let label = |at: usize| states[at].label();
    let has = |wanted: Label| span.clone().any(|at| label(at) == wanted);
    // Bold letters stand around the names of some lists.
    let bold = emphasis.is_bold(entry, tokens);
    let fits = span.clone().all(|at| {
        matches!(
            label(at),
            Label::Author | Label::Title | Label::Other | Label::Prose
        ) && !matches!(
            tokens[at].class,
            Class::Address | Class::Doi | Class::Accessed
        )
    });
    let begins_outside = states[span.start].goes_on();
    if bold || !fits || begins_outside || !has(Label::Author) {
        return;
    }
    let work = (0..span.start)
        .rev()
        .take_while(|at| !states[*at].parts_works());
    let mut author = false;
    let mut titled = false;
    for at in work {
        author |= label(at) == Label::Author;
        titled |= label(at) == Label::Title;
    }
    if !titled && (has(Label::Title) || author) {
        let is_word = |at: &usize| tokens[*at].class != Class::Sign;
        let (first, last) = (span.clone().find(is_word), span.clone().rev().find(is_word));
        if let (Some(first), Some(last)) = (first, last) {
            lay(states, Label::Title, first..last + 1);
        }
    }
}

fn short(entry: &str, tokens: &[Token], states: &mut [State], emphasis: &Emphasis) {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text(entry));
    let Emphasis { inner: span, outer } = emphasis.clone();
    // A comma before the title, and names back to the beginning of the work.
    let Some(comma) = outer.start.checked_sub(1).filter(|at| text(*at) == ",") else {
        return;
    };
    let mut first = comma;
    while first > 0 && comma - first < MOST_AUTHORS {
        let token = &tokens[first - 1];
        let is_name = token.class == Class::Letters
            && (text(first - 1).starts_with(char::is_uppercase)
                || matches!(text(first - 1), "and" | "van" | "der" | "von" | "de"))
            || matches!(text(first - 1), "&" | "-");
        if !is_name {
            break;
        }
        first -= 1;
    }
    let begins = first == 0 || text(first - 1) == ";";
    if first == comma || !begins || text(outer.end) != "," {
        return;
    }
    // Numbers to the end of the work, and nothing else.
    let from = outer.end + 1;
    let end = (from..tokens.len())
        .find(|&at| matches!(text(at), ";" | "."))
        .unwrap_or(tokens.len());
    let pages = from < end
        && end - from <= LONGEST
        && tokens[from].class == Class::Number
        && (from..end)
            .all(|at| tokens[at].class == Class::Number || matches!(text(at), "-" | "–" | ","));
    let ends = end == tokens.len() || text(end) == ";" || end + 1 == tokens.len();
    if !pages || !ends {
        return;
    }
    lay(states, Label::Author, first..comma);
    states[comma..span.start].fill(State::new(Label::Other, true));
    lay(states, Label::Title, span.clone());
    states[span.end..from].fill(State::new(Label::Other, true));
    lay(states, Label::Pages, from..end);
}

/// `Armstrong, Another Book, 5`: what was taken for one list of names, with nothing behind but a page, holds the title.
fn bare(entry: &str, tokens: &[Token], states: &mut [State]) {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text(entry));
    let mut names: Option<Range<usize>> = None;
    let mut number = None;
    for (at, state) in states.iter().enumerate() {
        match (state.label(), &mut names) {
            (Label::Author, None) => names = Some(at..at + 1),
            (Label::Author, Some(names)) if names.end == at && state.goes_on() => {
                names.end = at + 1;
            }
            (Label::Volume | Label::Pages, Some(_)) if number.is_none() => number = Some(at),
            (Label::Pages, Some(_)) if state.goes_on() => {}
            (Label::Other | Label::Number, _) => {}
            _ => return,
        }
    }
    let (Some(names), Some(number)) = (names, number) else {
        return;
    };
    let words = |range: Range<usize>| {
        range
            .filter(|at| tokens[*at].class == Class::Letters)
            .count()
    };
    let Some(comma) = names.clone().find(|&at| text(at) == ",") else {
        return;
    };
    let title_of = comma + 1..names.end;
    let is_title = words(title_of.clone()) > 0
        && title_of.clone().all(|at| {
            let token = &tokens[at];
            token.class != Class::Sign && token.end - token.start > 1
                || matches!(text(at), "'" | "’" | "-" | ":" | "a" | "A" | "s")
        });
    let behind = text(names.end) == ",";
    if words(names.start..comma) <= MOST_AUTHORS && is_title && behind {
        states[comma] = State::new(Label::Other, true);
        lay(states, Label::Title, title_of);
        if states[number].label() == Label::Volume {
            states[number] = State::new(Label::Pages, true);
        }
    }
}

fn page(entry: &str, tokens: &[Token], states: &mut [State]) {
    let mut volume = None;
    let (mut author, mut named) = (false, false);
    for (at, state) in states.iter().enumerate() {
        match state.label() {
            Label::Volume if volume.is_none() => volume = Some(at),
            Label::Author => author = true,
            Label::Title => named = true,
            Label::Other | Label::Number => {}
            _ => return,
        }
    }
    let Some(volume) = volume.filter(|at| *at > 1 && author && named) else {
        return;
    };
    let is_last = tokens[volume + 1..]
        .iter()
        .all(|token| token.class == Class::Sign);
    let comma = tokens[volume - 1].text(entry);
    if is_last
        && tokens[volume].class == Class::Number
        && matches!(comma, "," | "”" | "\"" | "*" | "_")
    {
        states[volume] = State::new(Label::Pages, true);
    }
}
