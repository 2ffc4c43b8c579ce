//! Editors of a book of chapters, mended: where its title ends and their names begin.

use super::labels::{Label, State, lay};
use super::tokens::{Class, Token, is_one_of};

/// Words before the names of editors.
const WORDS: [&str; 6] = ["ed", "eds", "hg", "hrsg", "éd", "éds"];

/// Mends the editors of an entry.
///
/// - `In Old Harbours, ed. Michael Herren`: what leads to the word and to the names behind it is the book.
/// - `Ports 1999: Proceedings. Eds. B. Reitz and S. Herren`: what follows the word are names, not the book's.
pub(super) fn mend(entry: &str, tokens: &[Token], states: &mut [State]) {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text(entry));
    for at in 1..tokens.len() {
        if tokens[at].class != Class::Letters || !is_one_of(text(at), &WORDS) {
            continue;
        }
        let names = at + 1 + usize::from(text(at + 1) == ".");
        if names >= tokens.len() || !matches!(text(at - 1), "," | ".") {
            continue;
        }
        match states[at].label() {
            Label::Container => within(entry, tokens, states, at, names),
            label if !label.is_field() && states[names] == State::new(Label::Editor, true) => {
                book(entry, tokens, states, at - 1);
            }
            _ => {}
        }
    }
}

/// The run of editors that ends at `end` behind `In` is a book.
fn book(entry: &str, tokens: &[Token], states: &mut [State], end: usize) {
    let start = (0..end)
        .rev()
        .take_while(|&at| states[at].label() == Label::Editor)
        .last();
    let Some(start) = start else { return };
    let leads = start > 0 && is_one_of(tokens[start - 1].text(entry), &["in"]);
    let named = (0..start)
        .rev()
        .take_while(|&at| !states[at].parts_works())
        .any(|at| states[at].label() == Label::Container);
    if leads && !named {
        lay(states, Label::Container, start..end);
    }
}

/// Names behind the word `eds`, at `word`, within a container.
fn within(entry: &str, tokens: &[Token], states: &mut [State], word: usize, names: usize) {
    let goes_on = |at: &usize| states[*at] == State::new(Label::Container, false);
    let end = (names..states.len())
        .find(|at| !goes_on(at))
        .unwrap_or(states.len());
    let is_name = |at: usize| {
        let text = tokens[at].text(entry);
        match tokens[at].class {
            Class::Letters => text.starts_with(char::is_uppercase) || text == "and",
            Class::Sign => matches!(text, "." | "," | "-" | "&"),
            _ => false,
        }
    };
    let words = (names..end)
        .filter(|&at| tokens[at].class == Class::Letters)
        .count();
    if (2..=MOST_WORDS).contains(&words) && (names..end).all(is_name) {
        states[word - 1..names].fill(State::new(Label::Other, true));
        lay(states, Label::Editor, names..end);
    }
}

/// The most words of the names of editors.
const MOST_WORDS: usize = 12;

#[cfg(test)]
mod tests {
    use super::super::labels::told;
    use super::*;

    #[test]
    fn editors_and_their_book_are_told_apart() {
        for (entry, label, field, expected) in [
            (
                "In Old Latin Harbours, ed. Michael Herren.",
                Label::Editor,
                "Old Latin Harbours",
                "OldLatinHarbours|MichaelHerren",
            ),
            (
                "Ports 1999: Proceedings. Eds. B. Reitz and S. Herren.",
                Label::Container,
                "Ports 1999: Proceedings. Eds. B. Reitz and S. Herren",
                "Ports1999:Proceedings|B.ReitzandS.Herren",
            ),
            (
                "Ports, ed. by the harbour office",
                Label::Container,
                "Ports, ed. by the harbour office",
                "Ports,ed.bytheharbouroffice|",
            ),
        ] {
            let fields = [("Michael Herren", Label::Editor), (field, label)];
            let there = fields.iter().filter(|(text, _)| entry.contains(text));
            let (read, mut states) = told(entry, &there.copied().collect::<Vec<_>>());
            mend(entry, &read, &mut states);
            let of = |label: Label| -> String {
                let own = read.iter().zip(&states);
                let own = own.filter(|own| own.1.label() == label);
                own.map(|(token, _)| token.text(entry)).collect()
            };
            let found = format!("{}|{}", of(Label::Container), of(Label::Editor));
            assert_eq!(found, expected, "{entry}");
        }
    }
}
