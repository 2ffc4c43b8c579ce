//! The letters of a syllable and where each stands: the rows of the table.

use super::super::jamo::{ONSETS, SPOKEN_CODAS, VOWELS};

/// The part of a syllable that is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// The consonant before the vowel.
    Onset,
    /// The vowel.
    Vowel,
    /// The consonant behind the vowel.
    Coda,
}

/// The slots in their order within a syllable.
pub const SLOTS: [Slot; 3] = [Slot::Onset, Slot::Vowel, Slot::Coda];

impl Slot {
    pub(in crate::names) fn index(self) -> usize {
        self as usize
    }

    /// The rows of the slot: letters times contexts.
    pub fn rows(self) -> usize {
        match self {
            Slot::Onset => ONSETS.len() * 2 * ONSET_CONTEXTS.len(),
            Slot::Vowel => VOWELS.len() * VOWEL_CONTEXTS.len(),
            Slot::Coda => SPOKEN_CODAS.len() * CODA_CONTEXTS.len(),
        }
    }

    /// The row less its context: rows of one letter are neighbours.
    pub fn contexts(self) -> usize {
        match self {
            // Plain and palatal are one letter.
            Slot::Onset => 2 * ONSET_CONTEXTS.len(),
            Slot::Vowel => VOWEL_CONTEXTS.len(),
            Slot::Coda => CODA_CONTEXTS.len(),
        }
    }

    /// The letter of a row, `-` for no final consonant.
    pub fn letter(self, row: usize) -> char {
        let letter = row / self.contexts();
        match self {
            Slot::Onset => ONSETS[letter],
            Slot::Vowel => VOWELS[letter],
            Slot::Coda => SPOKEN_CODAS[letter],
        }
    }

    pub(super) fn name(self) -> &'static str {
        ["onset", "vowel", "coda"][self.index()]
    }

    /// The words that tell a row, without a space inside.
    pub(super) fn row_name(self, row: usize) -> String {
        let context = match self {
            Slot::Onset => {
                let at = row % self.contexts();
                format!(
                    "{}-{}",
                    ["plain", "palatal"][at / ONSET_CONTEXTS.len()],
                    ONSET_CONTEXTS[at % ONSET_CONTEXTS.len()]
                )
            }
            Slot::Vowel => VOWEL_CONTEXTS[row % VOWEL_CONTEXTS.len()].to_owned(),
            Slot::Coda => CODA_CONTEXTS[row % CODA_CONTEXTS.len()].to_owned(),
        };
        format!("{}\t{}\t{context}", self.name(), self.letter(row))
    }
}

/// Where an onset stands: first of all, first of a word, after a vowel or ㄴ ㅁ ㅇ ㄹ, after ㄱ ㄷ ㅂ.
/// McCune–Reischauer spells ㄱ ㄷ ㅂ ㅈ by it.
pub(super) const ONSET_CONTEXTS: [&str; 4] = ["start", "word", "voiced", "stopped"];
/// Whether the syllable has an onset that is heard, and whether it is closed.
pub(super) const VOWEL_CONTEXTS: [&str; 4] = ["open", "bare-open", "closed", "bare-closed"];
/// What follows a coda.
pub(super) const CODA_CONTEXTS: [&str; 3] = ["before-vowel", "before-consonant", "last"];
