//! An entry in tokens: words by script, numbers, signs; an address, a DOI, a date of access are one token each.

use std::ops::Range;

/// A token of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: usize,
    /// Byte behind the last.
    pub end: usize,
    /// What it is.
    pub class: Class,
    /// Whether white space stands before it.
    pub spaced: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// A run of letters of an alphabet: Latin, Greek, Cyrillic.
    Letters,
    /// A run of Hangul.
    Hangul,
    /// A run of Chinese characters or kana.
    Han,
    /// A run of ASCII digits.
    Number,
    /// One sign.
    Sign,
    /// An address.
    Address,
    /// A DOI, with its prefix.
    Doi,
    /// Word and date of an access: `accessed: 2 April 2019`, `검색일: 2019.4.2.`
    Accessed,
}

impl Token {
    /// The token in bytes of the entry.
    pub fn span(&self) -> Range<usize> {
        self.start..self.end
    }

    /// The token's text.
    pub fn text<'t>(&self, entry: &'t str) -> &'t str {
        &entry[self.start..self.end]
    }
}

/// What a character belongs to; `None` for white space.
fn class_of(ch: char) -> Option<Class> {
    match ch {
        '0'..='9' => Some(Class::Number),
        'a'..='z' | 'A'..='Z' => Some(Class::Letters),
        // The dot ㆍ parts names; by Unicode it is a letter.
        'ㆍ' => Some(Class::Sign),
        '가'..='힣' | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318e}' => Some(Class::Hangul),
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => {
            Some(Class::Han)
        }
        '々' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | 'ー' => Some(Class::Han),
        _ if ch.is_whitespace() || ch == '\u{feff}' || ch == '\u{200b}' => None,
        _ if ch.is_alphabetic() => Some(Class::Letters),
        // Combining accents, of decomposed letters.
        '\u{300}'..='\u{36f}' => Some(Class::Letters),
        _ => Some(Class::Sign),
    }
}

/// Whether a text is one of some words, which are in small letters.
pub(crate) fn is_one_of(text: &str, words: &[&str]) -> bool {
    match text.is_ascii() {
        true => words.iter().any(|word| word.eq_ignore_ascii_case(text)),
        false => words.contains(&text.to_lowercase().as_str()),
    }
}

/// Parts `entry[range]` into tokens and appends them.
pub(crate) fn read(entry: &str, range: Range<usize>, tokens: &mut Vec<Token>) {
    let mut spaced = entry[..range.start].ends_with(char::is_whitespace);
    let mut last: Option<(Class, usize)> = None;
    for (at, ch) in entry[range.clone()].char_indices() {
        let at = range.start + at;
        let class = class_of(ch);
        if let Some((own, end)) = last
            && class == Some(own)
            && own != Class::Sign
            && end == at
            && let Some(token) = tokens.last_mut()
        {
            token.end = at + ch.len_utf8();
            last = Some((own, token.end));
            continue;
        }
        let Some(class) = class else {
            spaced = true;
            last = None;
            continue;
        };
        tokens.push(Token {
            start: at,
            end: at + ch.len_utf8(),
            class,
            spaced,
        });
        spaced = false;
        last = Some((class, at + ch.len_utf8()));
    }
}
