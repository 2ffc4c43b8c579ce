//! Hangul below the syllable: letters, the keyboard that writes them, initial consonants, slips of a key, and the two
//! spellings of North and South.
//!
//! Syllables follow the arithmetic of Unicode (chapter 3.12, "Conjoining Jamo Behavior"): 19 onsets × 21 vowels ×
//! 28 codas from U+AC00.

mod initials;
mod keyboard;
mod letters;
mod slips;
mod spelling;

pub use initials::{Begun, begun, initials, is_initials};
pub use keyboard::{is_shift_of, neighbouring_keys, to_hangul, to_keys};
pub(crate) use letters::{CODAS, ONSETS, Syllable, VOWELS, is_syllable};
pub use slips::{Slip, one_slip_away, slip_cost};
pub use spelling::{Standard, Twin, south_of, spelled_otherwise, twins};

/// Whether `c` is a letter by itself: a compatibility jamo of modern Hangul.
pub(crate) fn is_letter(c: char) -> bool {
    ('ㄱ'..='ㅣ').contains(&c)
}

/// Whether a text is Hangul alone, in whole syllables: what a word looks like when nothing went wrong.
pub fn is_whole(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_syllable)
}

/// Whether a text is Hangul alone, syllables or letters by themselves.
pub fn is_hangul(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| is_syllable(c) || is_letter(c))
}

#[cfg(test)]
mod tests;
