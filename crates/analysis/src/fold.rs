//! Folding: letters that a searcher may type without their marks.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::runs::{is_apostrophe, superscript_digit};

/// Appends `word` in lower case without diacritics and apostrophes; letters that do not decompose are folded by a
/// table (ø → o, ł → l, đ → d, ß → ss, æ → ae …).
///
/// Marks are taken off Latin, Greek, Cyrillic, Hebrew and Arabic letters; in other scripts they are vowels.
///
/// ```
/// # use seoji_analysis::fold;
/// let mut out = String::new();
/// fold("Chosŏnk'ŏmp'yut'ŏwiwŏnhoe", &mut out);
/// assert_eq!(out, "chosonkompyutowiwonhoe");
/// out.clear();
/// fold("Wołowiec", &mut out);
/// assert_eq!(out, "wolowiec");
/// ```
pub fn fold(word: &str, out: &mut String) {
    for c in word.chars() {
        if c.is_ascii() {
            if c != '\'' {
                out.push(c.to_ascii_lowercase());
            }
        } else if matches!(c, '가'..='힣' | '\u{3041}'..='\u{9FFF}') {
            out.push(c);
        } else {
            for lower in c.to_lowercase() {
                fold_char(lower, out);
            }
        }
    }
}

/// Appends `word` in lower case with its diacritics; every sign for an apostrophe becomes `'`.
pub fn lower(word: &str, out: &mut String) {
    for c in word.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else if is_apostrophe(c) {
            out.push('\'');
        } else if let Some(digit) = superscript_digit(c) {
            out.push(digit);
        } else {
            out.extend(c.to_lowercase());
        }
    }
}

fn fold_char(c: char, out: &mut String) {
    if let Some(folded) = without_decomposition(c) {
        out.push_str(folded);
    } else if is_apostrophe(c) {
    } else if let Some(digit) = superscript_digit(c) {
        out.push(digit);
    } else {
        decompose_canonical(c, |d| {
            if !is_removable_mark(d) {
                out.push_str(without_decomposition(d).unwrap_or(d.encode_utf8(&mut [0; 4])));
            }
        });
    }
}

fn is_removable_mark(c: char) -> bool {
    match c {
        '\u{300}'..='\u{36F}'
        | '\u{483}'..='\u{489}'
        | '\u{591}'..='\u{5C7}'
        | '\u{64B}'..='\u{65F}'
        | '\u{670}' => true,
        '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}'
        | '\u{FE20}'..='\u{FE2F}' => is_combining_mark(c),
        _ => false,
    }
}

/// Letters whose mark is no separate character in Unicode, in lower case.
fn without_decomposition(c: char) -> Option<&'static str> {
    Some(match c {
        'ø' => "o",
        'ł' | 'ƚ' | 'ɫ' => "l",
        'đ' | 'ð' | 'ɖ' | 'ɗ' => "d",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ŋ' => "n",
        'ŧ' => "t",
        'ĸ' => "k",
        'ſ' => "s",
        'ŉ' => "n",
        'ƀ' | 'ɓ' => "b",
        'ƒ' => "f",
        'ǥ' | 'ɠ' => "g",
        'ɨ' => "i",
        'ɉ' => "j",
        'ƙ' => "k",
        'ɵ' => "o",
        'ƥ' => "p",
        'ɍ' => "r",
        'ƭ' => "t",
        'ʉ' => "u",
        'ʋ' => "v",
        'ɏ' | 'ƴ' => "y",
        'ƶ' | 'ȥ' => "z",
        'ə' | 'ǝ' => "e",
        'ª' => "a",
        'º' => "o",
        'ς' => "σ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_fold() {
        for (word, folded) in [
            ("Saebø", "saebo"),
            ("Kwangmyŏng", "kwangmyong"),
            ("Straße", "strasse"),
            ("Ærøskøbing", "aeroskobing"),
            ("İSTANBUL", "istanbul"),
            ("q\u{303}", "q"),
            ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
            ("сигнал", "сигнал"),
            ("हिन्दी", "हिन्दी"),
            ("P’yŏngyang", "pyongyang"),
        ] {
            let mut out = String::new();
            fold(word, &mut out);
            assert_eq!(out, folded);
        }
    }
}
