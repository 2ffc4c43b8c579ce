//! A Hangul word as a row of slots, a Latin word as a row of letters: what the channel aligns.

use super::slot::{CODAS, DOUBLE_L, VOWELS};
use crate::fold::fold;

pub use super::slot::{MOST_LETTERS, MOST_SYLLABLES, Slot};

/// Onset, vowel and coda of a precomposed syllable, numbered as Unicode does.
pub(super) fn jamo(c: char) -> Option<(u8, u8, u8)> {
    let index = u32::from(c).checked_sub(0xAC00).filter(|&i| i < 11_172)?;
    let small = |n: u32| u8::try_from(n).expect("below 28");
    Some((
        small(index / 588),
        small(index / 28 % 21),
        small(index % 28),
    ))
}

/// The slots of a Hangul word; `None` where it has other characters, none at all or more than [`MOST_SYLLABLES`].
pub fn slots(word: &str) -> Option<Vec<Slot>> {
    let mut out = Vec::with_capacity(word.len());
    for (count, c) in word.chars().enumerate() {
        let (onset, vowel, coda) = jamo(c)?;
        if count == MOST_SYLLABLES {
            return None;
        }
        match (onset, out.last()) {
            (11, _) => {}
            (5, Some(&Slot(last))) if last == CODAS + 3 => {
                out.pop();
                out.push(Slot(DOUBLE_L));
            }
            _ => out.push(Slot(onset)),
        }
        out.push(Slot(VOWELS + vowel));
        if coda != 0 {
            out.push(Slot(CODAS + spoken(coda)));
        }
    }
    (!out.is_empty()).then_some(out)
}

/// The number among [`CODA_NAMES`] of a coda of Unicode (1 to 27).
fn spoken(coda: u8) -> u8 {
    match coda {
        1..=3 | 24 => 0,
        4..=6 => 1,
        8..=15 => 3,
        16 => 4,
        17 | 18 | 26 => 5,
        21 => 6,
        _ => 2,
    }
}

/// The letters of a Latin word, folded: 1 for a to 26 for z; without hyphens, points and apostrophes. `None` where it
/// has other characters, none at all or more than [`MOST_LETTERS`].
pub fn letters(word: &str) -> Option<Vec<u8>> {
    if word.len() > 4 * MOST_LETTERS {
        return None;
    }
    let mut folded = String::with_capacity(word.len());
    fold(word, &mut folded);
    let mut out = Vec::with_capacity(folded.len());
    for c in folded.chars() {
        match c {
            'a'..='z' => out.push(c as u8 - b'a' + 1),
            '-' | '.' | '\u{2010}' | '\u{2011}' => {}
            _ => return None,
        }
    }
    (!out.is_empty() && out.len() <= MOST_LETTERS).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_slots() {
        for (word, expected) in [
            ("블루", "ㅂ ㅡ ㄹㄹ ㅜ"),
            ("해킹", "ㅎ ㅐ ㅋ ㅣ _ㅇ"),
            ("인터", "ㅣ _ㄴ ㅌ ㅓ"),
            ("잭", "ㅈ ㅐ _ㄱ"),
        ] {
            let names: Vec<String> = slots(word).unwrap().into_iter().map(Slot::name).collect();
            assert_eq!(names.join(" "), expected);
        }
        assert_eq!(slots(""), None);
        assert_eq!(slots("a가"), None);
        assert_eq!(slots(&"가".repeat(17)), None);
    }

    #[test]
    fn words_become_letters() {
        assert_eq!(letters("Łab-c").unwrap(), [12, 1, 2, 3]);
        assert_eq!(letters("APT38"), None);
        assert_eq!(letters("가"), None);
        assert_eq!(letters(&"a".repeat(40)), None);
    }
}
