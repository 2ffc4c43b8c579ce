//! Sentences that tell another name: what they name is no author of a cited work.

use super::labels::{Label, State};
use super::tokens::{Class, Token};

/// Fewer words in quotation marks than these may be a name; as many are a title.
const LEAST_TITLE: usize = 4;

/// Makes prose of the sentences that tell another name and hold no part of a citation.
///
/// Parts of a citation are an address, a year in its place (behind a sign), pages, a title in quotation marks. Where an
/// alias heads a sentence that has one, the words behind it still are no author.
pub(super) fn state(entry: &str, tokens: &[Token], states: &mut [State]) {
    let mut start = 0;
    while start < tokens.len() {
        let end = sentence(entry, tokens, start);
        let own = start..end;
        let text = &entry[tokens[start].start..tokens[end - 1].end];
        let lower = text.to_lowercase();
        let heads = begins(&lower, &HEADS);
        if heads || is_told(&lower) {
            if !cites(entry, tokens, &states[..end], start) {
                states[own].fill(State::new(Label::Prose, true));
            } else if heads {
                let names = |state: &State| {
                    matches!(
                        state.label(),
                        Label::Author | Label::Editor | Label::Translator | Label::Organization
                    )
                };
                let is_end = |token: &Token| {
                    token.class == Class::Sign && !matches!(token.text(entry), "." | "-" | "‐")
                };
                let behind = (start..end).find(|at| is_end(&tokens[*at])).unwrap_or(end);
                for state in states[start..behind].iter_mut().filter(|own| names(own)) {
                    *state = State::new(Label::Other, true);
                }
            }
        }
        start = end;
    }
}

/// Token behind the sentence that begins at `start`: its stop stands outside brackets and behind no initial.
fn sentence(entry: &str, tokens: &[Token], start: usize) -> usize {
    let mut depth = 0_i32;
    for at in start..tokens.len() {
        match tokens[at].text(entry) {
            "(" | "[" => depth += 1,
            ")" | "]" => depth -= 1,
            "." | "?" | "!" | "。" if depth <= 0 && at > start => {
                let before = &tokens[at - 1];
                let initial = before.class == Class::Letters && before.end - before.start == 1;
                let spaced = tokens.get(at + 1).is_none_or(|next| next.spaced);
                if spaced && !initial {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    tokens.len()
}

/// Whether the sentence from `start` on holds a part of a citation.
fn cites(entry: &str, tokens: &[Token], states: &[State], start: usize) -> bool {
    let mut quoted = None;
    for at in start..states.len() {
        let token = &tokens[at];
        match token.class {
            Class::Address | Class::Doi | Class::Accessed => return true,
            Class::Sign => match token.text(entry) {
                "”" | "\"" | "」" | "』" | "»" if quoted.is_some() => quoted = None,
                "“" | "„" | "\"" | "「" | "『" | "«" => quoted = Some(0),
                _ => {}
            },
            _ => {}
        }
        let in_place = at > start && tokens[at - 1].class == Class::Sign;
        match (states[at].label(), &mut quoted) {
            (Label::Pages, _) => return true,
            (Label::Date, _) if in_place && token.class == Class::Number => return true,
            (Label::Title, Some(words)) if token.class != Class::Sign => {
                *words += 1;
                if *words >= LEAST_TITLE {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

/// Whether a sentence in lower case tells another name outside brackets and quotation marks.
fn is_told(sentence: &str) -> bool {
    let mut depth = 0_i32;
    let mut before = ' ';
    for (at, ch) in sentence.char_indices() {
        match ch {
            '(' | '[' | '“' | '「' | '『' | '«' => depth += 1,
            ')' | ']' | '”' | '」' | '』' | '»' => depth -= 1,
            _ => {}
        }
        if depth <= 0
            && (!before.is_alphanumeric() || !ch.is_ascii())
            && begins(&sentence[at..], &TOLD)
        {
            return true;
        }
        before = ch;
    }
    false
}

/// Whether a text begins with one of some words.
fn begins(text: &str, words: &[&str]) -> bool {
    let first = text.as_bytes().first();
    // Seldom does more than the first letter fit.
    words
        .iter()
        .any(|word| word.as_bytes().first() == first && text.starts_with(word))
}

/// Words at the head of a sentence that tell another name.
const HEADS: [&str; 9] = [
    "a.k.a",
    "aka ",
    "also known as",
    "otherwise known as",
    "better known as",
    "also called",
    "alias ",
    "일명 ",
    "별칭 ",
];

/// Words within a sentence that tell another name; they stand in no title by chance.
const TOLD: [&str; 12] = [
    "also known as",
    "otherwise known as",
    "better known as",
    "also called",
    "also spelled",
    "also written",
    "라고도 불린다",
    "로도 불린다",
    "라고도 한다",
    "로도 알려져",
    "znany jako",
    "a.k.a",
];

/// Words that tell another name.
const ALIAS: [&str; 18] = [
    "a.k.a",
    "aka ",
    "also known as",
    "also called",
    "also spelled",
    "also written",
    "otherwise known as",
    "known as",
    "alias ",
    "alternatively",
    "real name",
    "일명",
    "별칭",
    "라고도 불린다",
    "로도 불린다",
    "라고도 한다",
    "로도 알려져",
    "znany jako",
];

/// Languages that `… in Korean.` names.
const LANGUAGES: [&str; 12] = [
    "korean", "english", "chinese", "japanese", "russian", "polish", "german", "french", "spanish",
    "italian", "hanja", "hangul",
];

/// Whether an entry tells another name: it begins so, its first sentence says so outside brackets, or it is a few words
/// `in Korean`.
pub(super) fn is_alias(entry: &str) -> bool {
    let first: String = entry.chars().take(300).collect::<String>().to_lowercase();
    let first = first.trim_start_matches(|ch: char| !ch.is_alphanumeric());
    let mut depth = 0_i32;
    let mut before = ' ';
    for (at, ch) in first.char_indices() {
        match ch {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '.' if at > 8
                && first[at + 1..].starts_with(' ')
                && depth <= 0
                && !first[..at].ends_with("a.k") =>
            {
                break;
            }
            _ => {}
        }
        if depth <= 0
            && (!before.is_alphanumeric() || !ch.is_ascii())
            && begins(&first[at..], &ALIAS)
        {
            return true;
        }
        before = ch;
    }
    let words = || {
        let words = first.split(|ch: char| !ch.is_alphanumeric());
        words.filter(|word| !word.is_empty()).count()
    };
    let last = first.trim_end_matches(|ch: char| !ch.is_alphanumeric());
    let language = LANGUAGES.iter().any(|language| {
        last.strip_suffix(language)
            .is_some_and(|head| head.ends_with("in "))
    });
    language && (words() <= 12 || first.contains("://") && words() <= 24)
        || ["의 한국어", "의 영어 명칭", "의 영문명"]
            .iter()
            .any(|word| last.ends_with(word))
}
