//! Issues that the labeller takes for pages.

use super::labels::{Label, State, lay};
use super::pages::{PAGE, run_end};
use super::tokens::{Class, Token};

/// Mends issues.
///
/// - `89:12: 83`, `330:1–2: 71`: behind the volume stands the issue, then the page.
/// - `88, 339, 30-46`: pages are not followed by earlier ones, so the first number is the issue.
/// - `185-186, p. 455-477`: the word tells where the pages begin.
pub(super) fn mend(entry: &str, tokens: &[Token], states: &mut [State]) {
    for at in 0..states.len() {
        if states[at] == State::new(Label::Pages, true) {
            before_pages(entry, tokens, states, at);
        }
    }
}

/// Takes an issue off the begin of pages, which are one run or two with signs between.
fn before_pages(entry: &str, tokens: &[Token], states: &mut [State], at: usize) {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text(entry));
    let is_number = |at: usize| tokens.get(at).map(|token| token.class) == Some(Class::Number);
    let is_page = |at: usize| PAGE.iter().any(|own| text(at).eq_ignore_ascii_case(own));
    // `12`, `1–2`
    let issue_end = (at..tokens.len())
        .find(|&at| !is_number(at) && !matches!(text(at), "-" | "–" | "/"))
        .unwrap_or(tokens.len());
    let sign = text(issue_end);
    let pages = (issue_end + 1..tokens.len())
        .take(FARTHEST)
        .find(|&at| is_number(at));
    let Some(pages) = pages.filter(|&at| states[at].label() == Label::Pages) else {
        return;
    };
    if !is_number(at) || !matches!(sign, ":" | ",") {
        return;
    }
    let named = (issue_end + 1..pages).any(is_page);
    let plain = (issue_end + 1..pages).all(|at| tokens[at].class == Class::Sign);
    let end = run_end(states, pages.max(at));
    let volume = at > 1 && is_number(at - 2) && states[at - 2].label() == Label::Volume;
    let in_colons = volume && text(at - 1) == ":" && sign == ":" && plain;
    let number = |at: usize| text(at).parse::<u32>().ok();
    let falls = volume
        && text(at - 1) == ","
        && sign == ","
        && plain
        && issue_end == at + 1
        && pages + 3 == end
        && number(end - 1).is_some()
        && number(pages) < number(end - 1)
        && number(at) > number(end - 1);
    let told = named
        && sign == ","
        && !(at.saturating_sub(2)..at).any(is_page)
        && states[..at]
            .iter()
            .rev()
            .take_while(|state| state.label() != Label::Separator)
            .any(|state| state.label() == Label::Container);
    if in_colons || falls || told {
        states[issue_end..pages].fill(State::new(Label::Other, true));
        lay(states, Label::Issue, at..issue_end);
        lay(states, Label::Pages, pages..end);
    }
}

/// So many tokens at most stand between an issue and the pages: `, p. `
const FARTHEST: usize = 4;

#[cfg(test)]
mod tests {
    use super::super::labels::told;
    use super::*;

    #[test]
    fn issues_are_told_from_pages() {
        use Label::{Container, Issue, Pages, Volume};
        for (entry, fields, expected) in [
            (
                "89:12: 83.",
                &[("89", Volume), ("12: 83", Pages)][..],
                "89|12|83",
            ),
            (
                "330:1–2: 71",
                &[("330", Volume), ("1–2: 71", Pages)],
                "330|1–2|71",
            ),
            (
                "88, 339, 30-46",
                &[("88", Volume), ("339, 30-46", Pages)],
                "88|339|30-46",
            ),
            (
                "88, 3, 30-46",
                &[("88", Volume), ("3, 30-46", Pages)],
                "88||3,30-46",
            ),
            (
                "Homme, 185-186, p. 455-477",
                &[("Homme", Container), ("185-186, p. 455-477", Pages)],
                "|185-186|455-477",
            ),
        ] {
            let (read, mut states) = told(entry, fields);
            mend(entry, &read, &mut states);
            let of = |label: Label| -> String {
                let own = read
                    .iter()
                    .zip(&states)
                    .filter(|own| own.1.label() == label);
                own.map(|(token, _)| token.text(entry)).collect()
            };
            let [v, i, p] = [Volume, Issue, Pages].map(of);
            assert_eq!(format!("{v}|{i}|{p}"), expected, "{entry}");
        }
    }
}
