//! Hangul below the syllable: letters, the keyboard that writes them, initial consonants, slips of a key, and the two
//! spellings of North and South.
//!
//! Syllables follow the arithmetic of Unicode (chapter 3.12, "Conjoining Jamo Behavior"): 19 onsets × 21 vowels ×
//! 28 codas from U+AC00.

mod initials;
mod keyboard;
mod slips;
mod spelling;

pub use initials::{Begun, begun, initials, is_initials};
pub use keyboard::{is_shift_of, neighbouring_keys, to_hangul, to_keys};
pub use slips::{Slip, one_slip_away, slip_cost};
pub(crate) use spelling::table as spelling_table;
pub use spelling::{Standard, Twin, south_of, spelled_otherwise, twins};

/// The letters that may begin a syllable, in the order of Unicode, as letters by themselves (compatibility jamo).
pub(crate) const ONSETS: [char; 19] = [
    'ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ',
    'ㅌ', 'ㅍ', 'ㅎ',
];

/// The vowels, likewise.
pub(crate) const VOWELS: [char; 21] = [
    'ㅏ', 'ㅐ', 'ㅑ', 'ㅒ', 'ㅓ', 'ㅔ', 'ㅕ', 'ㅖ', 'ㅗ', 'ㅘ', 'ㅙ', 'ㅚ', 'ㅛ', 'ㅜ', 'ㅝ', 'ㅞ',
    'ㅟ', 'ㅠ', 'ㅡ', 'ㅢ', 'ㅣ',
];

/// The letters that may end a syllable, likewise; the first place stands for none.
pub(crate) const CODAS: [char; 28] = [
    '\0', 'ㄱ', 'ㄲ', 'ㄳ', 'ㄴ', 'ㄵ', 'ㄶ', 'ㄷ', 'ㄹ', 'ㄺ', 'ㄻ', 'ㄼ', 'ㄽ', 'ㄾ', 'ㄿ', 'ㅀ',
    'ㅁ', 'ㅂ', 'ㅄ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ',
];

/// A syllable by the numbers of its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Syllable {
    /// Place in [`ONSETS`].
    pub(crate) onset: usize,
    /// Place in [`VOWELS`].
    pub(crate) vowel: usize,
    /// Place in [`CODAS`]; 0 for none.
    pub(crate) coda: usize,
}

impl Syllable {
    /// The letters of a composed syllable.
    pub(crate) fn of(c: char) -> Option<Self> {
        if !is_syllable(c) {
            return None;
        }
        let number = c as usize - '가' as usize;
        Some(Self {
            onset: number / (21 * 28),
            vowel: number / 28 % 21,
            coda: number % 28,
        })
    }

    /// The composed syllable.
    pub(crate) fn compose(self) -> char {
        let number = (self.onset * 21 + self.vowel) * 28 + self.coda;
        char::from_u32('가' as u32 + number as u32)
            .expect("the numbers of letters give a syllable of the block")
    }
}

/// Whether `c` is a composed syllable.
pub(crate) fn is_syllable(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

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
