//! The table of the channel: how often each letter of Hangul is spelled in which Latin letters.
//!
//! Made by `seoji-train names` as [`text`]. The build script turns that into constants of the program.

mod rows;
mod slot;
mod text;

use std::borrow::Cow;

use super::given::GivenNames;
use super::lists::{WeightedLists, Words};
use super::trie::Trie;

pub(super) use rows::{Rows, rows_of};
pub use slot::{SLOTS, Slot};

/// What cannot be.
pub(super) const NEVER: f32 = -1e9;
/// What the letters of a row that are not listed in it count.
const UNLISTED: f32 = -9.5;

/// The model of the channel: probabilities of spellings as natural logarithms.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The spellings of each slot, sorted; the empty one stands for a letter that is not written.
    pub spellings: [Words; 3],
    /// How often each row occurs.
    pub priors: [Cow<'static, [f32]>; 3],
    /// Surnames in Hangul, sorted.
    pub surnames: Words,
    /// All systems together.
    pub pooled: Spelled,
    /// The systems of romanisation: a name is spelled by one of them, or nearly.
    pub systems: Cow<'static, [System]>,
    /// Nothing, a hyphen, a space between two syllables: after the first syllable, and after others.
    pub gaps: [[f32; 3]; 2],
    /// A space or hyphen inside a syllable (`Kim Jon gil`).
    pub slip: f32,
    /// A Latin letter that stands for nothing.
    pub skip: f32,
    /// A Hangul letter that is not spelled although it should be.
    pub drop: f32,
    /// The surname stands last.
    pub turned: f32,
    /// How usual given names are.
    pub given: GivenNames,
    /// For each slot its spellings letter by letter.
    pub(super) tries: [Trie; 3],
}

/// How a system spells each row and each surname.
#[derive(Clone, Debug, PartialEq)]
pub struct Spelled {
    /// For each slot its rows one after another, each with one number a spelling.
    pub(super) rows: [Cow<'static, [f32]>; 3],
    pub(super) widths: [usize; 3],
    /// For each surname of the table how it is spelled as a whole.
    pub surnames: WeightedLists,
}

/// A system of romanisation.
#[derive(Clone, Debug, PartialEq)]
pub struct System {
    /// Its name, one word.
    pub name: Cow<'static, str>,
    /// How often names are spelled by it.
    pub weight: f32,
    /// How it spells.
    pub spelled: Spelled,
}

impl Spelled {
    /// The numbers of a row, one a spelling.
    #[inline]
    pub fn row(&self, slot: Slot, row: usize) -> &[f32] {
        let width = self.widths[slot.index()];
        &self.rows[slot.index()][row * width..][..width]
    }

    /// The numbers of a row to be changed.
    pub fn row_mut(&mut self, slot: Slot, row: usize) -> &mut [f32] {
        let width = self.widths[slot.index()];
        &mut self.rows[slot.index()].to_mut()[row * width..][..width]
    }
}

impl Table {
    /// A table without systems where every row counts every spelling as unlisted.
    pub fn empty(spellings: [Vec<String>; 3]) -> Table {
        let spellings = spellings.map(|mut list| {
            list.sort();
            list.dedup();
            list.into_iter().collect::<Words>()
        });
        let widths = SLOTS.map(|slot| spellings[slot.index()].len());
        let unlisted = |slot: Slot| vec![UNLISTED; slot.rows() * widths[slot.index()]];
        Table {
            pooled: Spelled {
                rows: SLOTS.map(|slot| unlisted(slot).into()),
                widths,
                surnames: WeightedLists::default(),
            },
            systems: Cow::default(),
            priors: SLOTS.map(|slot| vec![-(slot.rows() as f32).ln(); slot.rows()].into()),
            tries: SLOTS.map(|slot| Trie::new(spellings[slot.index()].iter())),
            spellings,
            surnames: Words::default(),
            gaps: [[-1.1; 3]; 2],
            slip: -5.0,
            skip: -8.5,
            drop: -8.5,
            turned: -2.0,
            given: GivenNames::default(),
        }
    }

    /// Gives the spellings of a slot that `rest` starts with, as numbers and lengths in bytes; the shortest first.
    pub(super) fn matching(&self, slot: Slot, rest: &[u8], give: impl FnMut(u16, u8)) {
        self.tries[slot.index()].matching(rest, give);
    }

    /// The place of a surname in the table that `word` begins with, and its syllables: the longer first.
    pub(super) fn surname_of(&self, word: &str) -> Option<(usize, usize)> {
        [2, 1].into_iter().find_map(|syllables| {
            let end = word.char_indices().nth(syllables)?.0;
            let at = self.surnames.place(&word[..end])?;
            Some((at, syllables))
        })
    }
}
