//! The letters of Hangul in the order of Unicode, and syllables by their numbers.

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
