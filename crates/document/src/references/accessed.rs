//! The day on which an address was read: `(accessed: 14.06.2019)`, `검색일: 2019. 4. 2.`, `[cited 2010 May 5]`.

use super::citation::Date;
use super::dates::Reader;
use super::tokens::{Class, Token, is_one_of};

/// Words before a date of access.
#[rustfmt::skip]
const WORDS: [&str; 42] = [
    // English
    "accessed", "retrieved", "viewed", "visited", "consulted", "cited", "access", "accessible",
    // German, French, Spanish, Italian, Portuguese, Polish, Lithuanian
    "abgerufen", "aufgerufen", "zugriff", "zugegriffen", "eingesehen", "abruf", "consulté", "consultée", "consulte", "consultado",
    "consultada", "consultato", "acesso", "dostęp", "dostępu", "pobrano", "žiūrėta",
    // Korean, Japanese
    "검색일", "접속일", "접근일", "열람일", "조회일", "방문일", "최종접속일", "최종검색일", "접속일자", "검색일자", "접속날짜", "검색날짜",
    "검색", "접속", "열람", "アクセス日", "参照日",
];

/// Words and signs between the word and its date.
const BETWEEN: [&str; 17] = [
    ":", "：", ",", "on", "am", "le", "el", "il", "em", "dnia", "date", "the", "일", "일자",
    "날짜", "=", "den",
];

/// Words behind a date that make it one of access: `2019. 4. 2. 검색`.
const BEHIND: [&str; 11] = [
    "검색",
    "접속",
    "열람",
    "조회",
    "방문",
    "에",
    "abgerufen",
    "aufgerufen",
    "閲覧",
    "检索",
    "accessed",
];

/// A date of access: its date, and whether no calendar has it.
pub(crate) struct Access {
    pub(crate) date: Date,
    pub(crate) is_impossible: bool,
}

/// Makes one token of each word of access with its date; gives their dates in the order of the tokens.
pub(crate) fn merge(entry: &str, tokens: &mut Vec<Token>) -> Vec<Access> {
    let mut found: Vec<(usize, usize, Access)> = Vec::new();
    let reader = Reader { entry, tokens };
    let mut at = 0;
    while at < tokens.len() {
        let token = tokens[at];
        if !matches!(
            token.class,
            Class::Letters | Class::Hangul | Class::Han | Class::Number
        ) {
            at += 1;
            continue;
        }
        let hit = match token.class {
            Class::Number => behind(&reader, at),
            _ => before(&reader, at),
        };
        match hit {
            Some((from, to, access)) if found.last().is_none_or(|last| last.1 <= from) => {
                found.push((from, to, access));
                at = to;
            }
            _ => at += 1,
        }
    }
    let mut merged = Vec::with_capacity(tokens.len());
    let mut next = 0;
    let mut out = Vec::with_capacity(found.len());
    for (from, to, access) in found {
        merged.extend_from_slice(&tokens[next..from]);
        merged.push(Token {
            start: tokens[from].start,
            end: tokens[to - 1].end,
            class: Class::Accessed,
            spaced: tokens[from].spaced,
        });
        out.push(access);
        next = to;
    }
    merged.extend_from_slice(&tokens[next..]);
    *tokens = merged;
    out
}

/// `accessed: 14.06.2019`
fn before(reader: &Reader<'_>, at: usize) -> Option<(usize, usize, Access)> {
    let text = |at: usize| reader.tokens[at].text(reader.entry);
    if !is_one_of(text(at), &WORDS) {
        return None;
    }
    let mut next = at + 1;
    while next < reader.tokens.len() && next <= at + 4 && is_one_of(text(next), &BETWEEN) {
        next += 1;
    }
    let read = reader.date(next)?;
    // `last accessed`, `최종 접속일`, `data dostępu`
    let from = match at > 0
        && is_one_of(
            text(at - 1),
            &["last", "최종", "data", "zuletzt", "date", "dernière"],
        ) {
        true => at - 1,
        false => at,
    };
    Some((
        from,
        next + read.taken,
        Access {
            date: read.date,
            is_impossible: read.is_impossible,
        },
    ))
}

/// `2019. 4. 2. 검색`
fn behind(reader: &Reader<'_>, at: usize) -> Option<(usize, usize, Access)> {
    let read = reader.date(at)?;
    // A year alone before such a word is a word's neighbour, not a day.
    read.date.month?;
    let mut next = at + read.taken;
    let word = |next: usize| {
        reader
            .tokens
            .get(next)
            .map(|token| token.text(reader.entry).to_lowercase())
    };
    let first = word(next)?;
    if !BEHIND.contains(&first.as_str()) {
        return None;
    }
    if first == "에" {
        next += 1;
        word(next).filter(|word| BEHIND[..5].iter().any(|own| word.starts_with(own)))?;
    }
    Some((
        at,
        next + 1,
        Access {
            date: read.date,
            is_impossible: read.is_impossible,
        },
    ))
}
