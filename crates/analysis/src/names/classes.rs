//! What a spelling may stand for, by coarse classes of onsets and vowels (`reading` has their table).

use super::jamo::is_palatal;
use super::lists::Lists;
use super::table::{SLOTS, Slot, Spelled, Table};

/// The onset classes.
pub(super) const ONSET_CLASSES: &[u8; 10] = b"KTPCSMHL-Y";
pub(super) const VOWEL_CLASSES: &[u8; 4] = b"AEIO";

/// The class of an onset before a vowel.
pub(super) fn onset_class(onset: char, vowel: char) -> u8 {
    match onset {
        'ㄱ' | 'ㄲ' | 'ㅋ' => b'K',
        'ㄷ' | 'ㄸ' | 'ㅌ' => b'T',
        'ㅂ' | 'ㅃ' | 'ㅍ' => b'P',
        'ㅈ' | 'ㅉ' | 'ㅊ' => b'C',
        'ㅅ' | 'ㅆ' => b'S',
        'ㅁ' => b'M',
        'ㅎ' => b'H',
        _ if is_palatal(vowel) => b'Y',
        'ㅇ' => b'-',
        _ => b'L',
    }
}

/// The class of a vowel.
pub(super) fn vowel_class(vowel: char) -> u8 {
    match vowel {
        'ㅏ' | 'ㅑ' | 'ㅘ' => b'A',
        'ㅐ' | 'ㅒ' | 'ㅔ' | 'ㅖ' | 'ㅙ' | 'ㅚ' | 'ㅞ' => b'E',
        'ㅣ' | 'ㅟ' | 'ㅢ' => b'I',
        _ => b'O',
    }
}

/// Probabilities of spellings summed over the classes of a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Classes {
    /// For each slot and spelling its classes: the number of the class and its probability.
    /// Onsets: class times two, plus one before ㅣ and its glides; vowels the same way; codas have one class.
    pub(super) of: [Lists<(u8, f32)>; 3],
}

impl Classes {
    /// The classes of all systems together, and of each.
    pub(super) fn all(table: &Table) -> Vec<Classes> {
        let systems = table.systems.iter().map(|system| &system.spelled);
        std::iter::once(&table.pooled)
            .chain(systems)
            .map(|spelled| Classes::of(table, spelled))
            .collect()
    }

    fn of(table: &Table, spelled: &Spelled) -> Classes {
        let of = SLOTS.map(|slot| {
            let spellings = table.spellings[slot.index()].len();
            let mut sums = vec![[0f32; 20]; spellings];
            for row in 0..slot.rows() {
                let prior = table.priors[slot.index()][row];
                let letter = slot.letter(row);
                let class = match slot {
                    Slot::Onset => {
                        let palatal = row % slot.contexts() * 2 / slot.contexts();
                        let class = onset_class(letter, if palatal > 0 { 'ㅣ' } else { 'ㅏ' });
                        place(ONSET_CLASSES, class) * 2 + palatal
                    }
                    Slot::Vowel => {
                        place(VOWEL_CLASSES, vowel_class(letter)) * 2
                            + usize::from(is_palatal(letter))
                    }
                    Slot::Coda => 0,
                };
                for (sum, &value) in sums.iter_mut().zip(spelled.row(slot, row)) {
                    sum[class] += (prior + value).exp();
                }
            }
            let lists = sums.iter().map(|sums| {
                let listed = sums.iter().enumerate().filter(|&(_, &sum)| sum > 1e-5);
                listed
                    .map(|(class, &sum)| (class as u8, sum))
                    .collect::<Vec<_>>()
            });
            lists.collect()
        });
        Classes { of }
    }

    /// The classes of a spelling with their probabilities.
    pub(super) fn list(&self, slot: Slot, spelling: u16) -> &[(u8, f32)] {
        self.of[slot.index()].list(usize::from(spelling))
    }
}

fn place(list: &[u8], class: u8) -> usize {
    list.iter()
        .position(|&c| c == class)
        .expect("a class of its list")
}
