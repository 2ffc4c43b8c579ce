//! What a sequence of states cannot mean, mended: a title that was taken for a sentence.

use super::labels::{Label, State, lay};
use super::tokens::{Class, Token};

/// The longest title that is mended, in tokens.
const LONGEST_TITLE: usize = 60;

/// A sentence right behind authors who have no title, with fields of their work behind it, is the title.
///
/// Authors alone are no work, and a comment between a work's authors and its pages is unheard of.
pub(super) fn mend(tokens: &[Token], states: &mut [State]) {
    let mut start = 0;
    let mut at = 0;
    while at < states.len() {
        if states[at].label() == Label::Separator {
            start = at + 1;
        }
        if states[at].label() != Label::Prose {
            at += 1;
            continue;
        }
        let end = states[at..]
            .iter()
            .position(|state| state.label() != Label::Prose)
            .map_or(states.len(), |length| at + length);
        let has = |range: std::ops::Range<usize>, labels: &[Label]| {
            states[range]
                .iter()
                .any(|state| labels.contains(&state.label()))
        };
        let only_authors = has(start..at, &[Label::Author])
            && !has(
                start..at,
                &[Label::Title, Label::Container, Label::Organization],
            )
            && !tokens[start..at]
                .iter()
                .any(|token| token.class == Class::Address);
        let next = states[end..]
            .iter()
            .position(|state| matches!(state.label(), Label::Prose | Label::Separator))
            .map_or(states.len(), |length| end + length);
        let goes_on = has(
            end..next,
            &[
                Label::Container,
                Label::Volume,
                Label::Pages,
                Label::Publisher,
            ],
        ) && !has(end..next, &[Label::Author, Label::Title]);
        if only_authors && goes_on && end - at <= LONGEST_TITLE {
            title(tokens, &mut states[..end], at);
        }
        start = end;
        at = end;
    }
}

/// Where prose of one script ends in a sentence of the other that a field goes on with, the sentence is the work's.
///
/// `…was undisclosed. 북한 블록체인 컨퍼런스 열린다`: with the sentence the script changes, and with it the source begins.
pub(super) fn begin(entry: &str, tokens: &[Token], states: &mut [State]) {
    for end in 1..states.len() {
        let field = states[end].label();
        // The quotation sign before the field is no prose: `컨퍼런스 ‘또’ 열린다`.
        let quoted = end > 1
            && states[end - 1].label() == Label::Other
            && tokens[end - 1].class == Class::Sign;
        let edge = end - usize::from(quoted);
        if states[edge - 1].label() != Label::Prose || !field.is_field() {
            continue;
        }
        let script = |at: usize| match tokens[at].class {
            Class::Letters => Some(false),
            Class::Hangul | Class::Han => Some(true),
            _ => None,
        };
        // Back to the last full stop of the prose.
        let mut start = edge;
        while start > 0
            && end - start < LONGEST_BEGINNING
            && states[start - 1].label() == Label::Prose
        {
            if matches!(tokens[start - 1].text(entry), "." | "?" | "!") && tokens[start].spaced {
                break;
            }
            start -= 1;
        }
        let stopped =
            start > 1 && start < edge && matches!(tokens[start - 1].text(entry), "." | "?" | "!");
        let before = (0..start).rev().take(LONGEST_BEGINNING).find_map(script);
        let own: Vec<bool> = (start..end).filter_map(script).collect();
        let next = (end..states.len()).take(4).find_map(script);
        let Some(first) = own.first() else { continue };
        if !stopped || before.is_none_or(|before| before == *first) || next != Some(*first) {
            continue;
        }
        let field = match field {
            Label::Container => Label::Title,
            other => other,
        };
        let last = (end..states.len())
            .find(|at| *at > end && !states[*at].goes_on())
            .unwrap_or(states.len());
        lay(states, field, start..last);
    }
}

/// A separator in brackets behind which no other work is named parts none: `(Web publication; https://…, 2002)`.
pub(super) fn bracketed(entry: &str, tokens: &[Token], states: &mut [State]) {
    let mut open = None;
    for at in 0..tokens.len() {
        match tokens[at].text(entry) {
            "(" | "[" => open = Some(at),
            ")" | "]" => open = None,
            _ => {}
        }
        if open.is_none() || states[at].label() != Label::Separator {
            continue;
        }
        let names = |at: &usize| {
            matches!(
                states[*at].label(),
                Label::Author
                    | Label::Title
                    | Label::Container
                    | Label::Organization
                    | Label::Prose
            )
        };
        let close = (at + 1..tokens.len())
            .take(LONGEST_BRACKET)
            .find(|&at| matches!(tokens[at].text(entry), ")" | "]"));
        if close.is_some_and(|close| !(at + 1..close).any(|at| names(&at))) {
            states[at] = State::new(Label::Other, true);
        }
    }
}

/// The longest bracket that a separator stands in, in tokens behind it.
const LONGEST_BRACKET: usize = 30;

/// A few words in capitals between a title in quotation marks and a field of its work are what it stands in, not prose.
///
/// `"A Title." The Electronic Text Center. Ed. David Seaman. 1998.`
pub(super) fn source(entry: &str, tokens: &[Token], states: &mut [State]) {
    let mut at = 1;
    while at < states.len() {
        if states[at].label() != Label::Prose {
            at += 1;
            continue;
        }
        let end = (at..states.len())
            .find(|&at| states[at].label() != Label::Prose)
            .unwrap_or(states.len());
        let text = |at: usize| tokens[at].text(entry);
        let title = (0..at)
            .rev()
            .take(3)
            .find(|&at| states[at].label() != Label::Other)
            .is_some_and(|at| states[at].label() == Label::Title);
        let quoted = matches!(text(at - 1), "\"" | "”" | "»" | "’" | "'");
        let is_sign = |at: usize| tokens[at].class == Class::Sign;
        let stop = end
            .checked_sub(1)
            .filter(|&stop| stop > at && text(stop) == ".");
        let named = at..stop.unwrap_or(at);
        let capitals = named.clone().all(|at| {
            let word = text(at);
            tokens[at].class == Class::Letters
                && (word.starts_with(char::is_uppercase) || word.len() <= 3)
        });
        let words = named.clone().filter(|&at| !is_sign(at)).count();
        let next = states.get(end).map(|state| state.label());
        let goes_on = next.is_some_and(|next| next.is_field() && next != Label::Title);
        if title && quoted && capitals && (2..=MOST_NAMED).contains(&words) && goes_on {
            states[at..end].fill(State::new(Label::Other, true));
            lay(states, Label::Container, named);
        }
        at = end;
    }
}

/// The most words of a name that was taken for prose.
const MOST_NAMED: usize = 8;

/// The longest beginning of a work that is taken from prose, in tokens.
const LONGEST_BEGINNING: usize = 16;

/// Makes the states from `from` on a title, without the signs at its ends.
fn title(tokens: &[Token], states: &mut [State], from: usize) {
    let is_word = |at: &usize| tokens[*at].class != Class::Sign;
    let range = from..states.len();
    let (Some(first), Some(last)) = (
        range.clone().find(is_word),
        range.clone().rev().find(is_word),
    ) else {
        return;
    };
    for at in range {
        states[at] = match at {
            _ if at < first || at > last => State::new(Label::Other, true),
            _ => State::new(Label::Title, at == first),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::super::labels::{place, told};
    use super::super::tokens;
    use super::*;

    fn mended(labels: &str) -> String {
        let text = "a ".repeat(labels.len());
        let mut read = Vec::new();
        tokens::read(&text, 0..text.len(), &mut read);
        let state = |label: char| match label {
            'a' => Label::Author,
            'd' => Label::Date,
            'p' => Label::Prose,
            't' => Label::Title,
            'c' => Label::Container,
            's' => Label::Separator,
            _ => Label::Other,
        };
        let mut states: Vec<State> = labels
            .chars()
            .map(|label| State::new(state(label), true))
            .collect();
        mend(&read, &mut states);
        let letter = |state: &State| match state.label() {
            Label::Author => 'a',
            Label::Date => 'd',
            Label::Prose => 'p',
            Label::Title => 't',
            Label::Container => 'c',
            Label::Separator => 's',
            _ => '.',
        };
        states.iter().map(letter).collect()
    }

    #[test]
    fn a_sentence_between_authors_and_a_journal_is_a_title() {
        for (labels, expected) in [
            ("aadpppcc", "aadtttcc"),
            ("a.ppp", "a.ppp"),
            ("pppatc", "pppatc"),
            ("atpppc", "atpppc"),
            ("apppatc", "apppatc"),
            ("atc.sapp.c", "atc.satt.c"),
            ("", ""),
        ] {
            assert_eq!(mended(labels), expected, "{labels}");
        }
    }

    /// The labels that a mending leaves of fields that are told.
    fn left(
        entry: &str,
        fields: &[(&str, Label)],
        mend: fn(&str, &[Token], &mut [State]),
    ) -> Vec<Label> {
        let (read, mut states) = told(entry, fields);
        mend(entry, &read, &mut states);
        fields
            .iter()
            .map(|(text, _)| states[place(entry, &read, text).start].label())
            .collect()
    }

    #[test]
    fn a_separator_in_brackets_parts_works_only() {
        use Label::{Author, Date, Note, Other, Separator, Title};
        let one = [
            ("Harbours", Title),
            ("Web page", Note),
            (";", Separator),
            ("2002", Date),
        ];
        let found = left("\"Harbours\" (Web page; 2002).", &one, bracketed);
        assert_eq!(found, [Title, Note, Other, Date]);
        let two = [("Kim", Author), (";", Separator), ("Lee", Author)];
        let found = left("(see Kim 2001; Lee 2002).", &two, bracketed);
        assert_eq!(found, [Author, Separator, Author]);
    }

    #[test]
    fn a_name_behind_a_quoted_title_is_what_it_stands_in() {
        use Label::{Container, Date, Prose, Title};
        let name = [
            ("Freedom", Title),
            ("The Text Center.", Prose),
            ("1998", Date),
        ];
        let found = left("\"Freedom.\" The Text Center. 1998.", &name, source);
        assert_eq!(found, [Title, Container, Date]);
        let prose = [
            ("Freedom", Title),
            ("This was shown before.", Prose),
            ("1998", Date),
        ];
        let found = left("\"Freedom.\" This was shown before. 1998.", &prose, source);
        assert_eq!(found, [Title, Prose, Date]);
    }
}
