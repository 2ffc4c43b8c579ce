//! Syllables by their letters, as they are spoken.

use crate::hangul::{self, CODAS};

pub(super) use crate::hangul::{ONSETS, VOWELS};

/// The final consonant of an open syllable.
pub(super) const NONE: char = '-';

/// The seven final consonants that are spoken, and none (표준발음법, rule 8).
pub(super) const SPOKEN_CODAS: [char; 8] = [NONE, 'ㄱ', 'ㄴ', 'ㄷ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅇ'];

/// A syllable as its letters (compatibility jamo).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Syllable {
    pub(super) onset: char,
    pub(super) vowel: char,
    pub(super) coda: char,
}

impl Syllable {
    /// The letters of a composed syllable, `None` for any other character.
    pub(super) fn of(c: char) -> Option<Syllable> {
        let numbers = hangul::Syllable::of(c)?;
        Some(Syllable {
            onset: ONSETS[numbers.onset],
            vowel: VOWELS[numbers.vowel],
            coda: if numbers.coda == 0 {
                NONE
            } else {
                CODAS[numbers.coda]
            },
        })
    }

    /// The composed syllable.
    pub(super) fn char(self) -> char {
        let place = |list: &[char], letter| list.iter().position(|&l| l == letter).unwrap_or(0);
        let (onset, vowel) = (place(&ONSETS, self.onset), place(&VOWELS, self.vowel));
        hangul::Syllable {
            onset,
            vowel,
            coda: place(&CODAS, self.coda),
        }
        .compose()
    }

    /// Whether the vowel is ㅣ or begins with its glide: before these ㄴ, ㄹ and ㅇ change places (initial law) and
    /// ㅅ is spoken and often written `sh`.
    pub(super) fn is_palatal(self) -> bool {
        is_palatal(self.vowel)
    }
}

/// Whether a vowel is ㅣ or begins with its glide.
pub(super) fn is_palatal(vowel: char) -> bool {
    matches!(vowel, 'ㅣ' | 'ㅑ' | 'ㅕ' | 'ㅛ' | 'ㅠ' | 'ㅖ' | 'ㅒ')
}

/// How a final consonant is spoken before a pause or a consonant.
pub(super) fn spoken_coda(coda: char) -> char {
    match coda {
        'ㄱ' | 'ㄲ' | 'ㄳ' | 'ㅋ' | 'ㄺ' => 'ㄱ',
        'ㄴ' | 'ㄵ' | 'ㄶ' => 'ㄴ',
        'ㄷ' | 'ㅅ' | 'ㅆ' | 'ㅈ' | 'ㅊ' | 'ㅌ' | 'ㅎ' => 'ㄷ',
        'ㄹ' | 'ㄼ' | 'ㄽ' | 'ㄾ' | 'ㅀ' => 'ㄹ',
        'ㅁ' | 'ㄻ' => 'ㅁ',
        'ㅂ' | 'ㅄ' | 'ㄿ' | 'ㅍ' => 'ㅂ',
        'ㅇ' => 'ㅇ',
        _ => NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_syllable_comes_back() {
        for c in '가'..='힣' {
            assert_eq!(Syllable::of(c).map(Syllable::char), Some(c));
        }
        assert_eq!(Syllable::of('ㄱ'), None);
    }
}
