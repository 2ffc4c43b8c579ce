//! The words of a text as a searcher sees them: for reading questions.

use std::ops::Range;

use crate::fold::fold;
use crate::language::Language;
use crate::literal::{group_len, span_of};
use crate::normalise::Normalised;
use crate::runs::{Link, Run, Script};
use crate::stop_words;

/// A word of a text: parts joined by hyphens, dots and the like are one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Word {
    /// Bytes of the original text.
    pub span: Range<usize>,
    /// What it looks like.
    pub class: WordClass,
    /// Whether it is no stop word of the language asked for.
    pub content: bool,
    /// Whether it starts with a capital letter.
    pub capitalised: bool,
}

/// What a word looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WordClass {
    /// Letters of the Latin alphabet, with hyphens and apostrophes.
    Latin,
    /// Letters of another alphabet.
    Alphabet,
    /// Hangul alone.
    Hangul,
    /// Han characters, alone or with Hangul.
    Han,
    /// Kana or another script without spaces between words.
    Syllabic,
    /// A number.
    Number,
    /// Letters with digits or signs: `APT38`, `CVE-2017-0144`, `AT&T`, `C++`, `.hwp`.
    Identifier,
    /// A web address or a host.
    Address,
    /// An e-mail address.
    Email,
}

/// The words of a scanned text.
pub(crate) fn words(normal: &Normalised<'_>, runs: &[Run], language: Language) -> Vec<Word> {
    let text = normal.as_str();
    let mut out = Vec::new();
    let mut folded = String::new();
    let mut at = 0;
    while at < runs.len() {
        if runs[at].link == Link::Marker {
            at += 1;
            continue;
        }
        let (len, class) = measure(text, &runs[at..]);
        let group = &runs[at..at + len];
        at += len;
        let span = span_of(group);
        folded.clear();
        fold(&text[span.clone()], &mut folded);
        let script = group[0].script;
        out.push(Word {
            content: !stop_words::contains(&folded, language.for_script(script)),
            capitalised: text[span.clone()]
                .chars()
                .next()
                .is_some_and(char::is_uppercase),
            span: normal.original(span),
            class,
        });
    }
    out
}

/// How many runs the word at the start of `runs` has, and its class.
fn measure(text: &str, runs: &[Run]) -> (usize, WordClass) {
    let first = &runs[0];
    if first.in_address {
        let new = |run: &&Run| !run.in_address || run.link == Link::Apart;
        let len = 1 + runs[1..].iter().take_while(|run| !new(run)).count();
        return (len, WordClass::Address);
    }
    if let Some(len) = email_len(text, runs) {
        return (len, WordClass::Email);
    }
    let len = group_len(runs);
    let group = &runs[..len];
    (len, class_of(group))
}

fn class_of(group: &[Run]) -> WordClass {
    let has = |script| group.iter().any(|run| run.script == script);
    let first = &group[0];
    if first.script.in_pairs() {
        return if has(Script::Syllabic) {
            WordClass::Syllabic
        } else if has(Script::Han) {
            WordClass::Han
        } else {
            WordClass::Hangul
        };
    }
    let letters = group.iter().filter(|run| !run.is_number()).count();
    if letters == 0 {
        return WordClass::Number;
    }
    let signed = |run: &Run| run.sign > 0 || run.extension || run.link == Link::Ampersand;
    if letters < group.len() || group.iter().any(signed) {
        return WordClass::Identifier;
    }
    let long_dots = group.iter().skip(1).any(|run| run.link == Link::Dot);
    let last = &group[group.len() - 1];
    let name = |run: &Run| run.span().len() > 1;
    if long_dots && group.iter().all(name) && last.span().len() <= 6 && last.link == Link::Dot {
        return WordClass::Address;
    }
    if has(Script::Latin) {
        WordClass::Latin
    } else {
        WordClass::Alphabet
    }
}

/// The runs of an e-mail address at the start of `runs`.
fn email_len(text: &str, runs: &[Run]) -> Option<usize> {
    let mut at_sign = false;
    let mut len = 1;
    for pair in runs.windows(2).take(24) {
        let gap = &text[pair[0].taken as usize..pair[1].start as usize];
        match gap {
            "@" if !at_sign => at_sign = true,
            "" | "." | "-" => {}
            "_" | "\\_" | "+" if !at_sign => {}
            _ => break,
        }
        len += 1;
    }
    at_sign.then_some(len)
}
