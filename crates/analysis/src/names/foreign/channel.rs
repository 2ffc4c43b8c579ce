//! How probable a Latin spelling is for a foreign word in Hangul: a noisy channel over slots.
//!
//! Each slot of the Hangul word spells 0 to 4 letters; how, depends on the slot and one neighbour (ㅅ before ㅠ is `sh`,
//! 으 behind a consonant is nothing). The probability of a word is the sum over all ways to cut it. Divided by the
//! probability that the letters stand there by chance, it is the evidence for the pair.
//!
//! The table is made by `seoji-train foreign`: expectation maximisation over the names that Wikidata has in both
//! scripts (CC0).

use std::borrow::Cow;

use super::counts::Counts;
use super::slot::{MOST_LETTERS, Slot};
use crate::names::lists::Lists;

/// The most letters that one slot spells (`tsch`, `eaux`).
pub const MOST_SPELLED: usize = 4;

/// The probability of a spelling that was never seen, by its letters.
const UNSEEN: [f64; MOST_SPELLED + 1] = [1e-3, 2e-4, 1e-5, 3e-7, 1e-8];
/// What stands for the smoothing of a slot's own counts by [`UNSEEN`], in sightings.
const SMOOTHING: f64 = 2.0;
/// How many sightings of a slot beside a neighbour weigh as much as the slot beside any, in sightings.
const BACKOFF: f64 = 20.0;
/// How much of the chance of the letters is taken off: less than all, since what names share (`-son`) is evidence too.
const CHANCE: f64 = 0.7;

/// The channel: probabilities of spellings.
#[derive(Clone, Debug, PartialEq)]
pub struct Channel {
    /// The spellings that occur, packed, sorted.
    pub(in crate::names) units: Cow<'static, [u32]>,
    /// Probability of each unit for each slot, `units.len()` a slot.
    pub(in crate::names) base: Cow<'static, [f32]>,
    /// For each slot and neighbour, unit and probability, sorted by unit.
    pub(in crate::names) seen: Lists<(u16, f32)>,
    /// For each slot and neighbour, how much the slot beside any neighbour counts for what was not seen.
    pub(in crate::names) rest: Cow<'static, [f32]>,
    /// `ln` of the probability of a letter behind a letter.
    pub(in crate::names) chance: Cow<'static, [[f32; 27]]>,
}

/// No unit: letters that no slot was ever seen to spell.
const NO_UNIT: u16 = u16::MAX;

/// The letters of a Latin word with the units that begin at each of them.
#[derive(Clone, Debug)]
pub struct Spelled {
    letters: usize,
    units: Vec<[u16; MOST_SPELLED + 1]>,
    chance: f32,
}

/// The slots of a Hangul word with their rows.
#[derive(Clone, Debug)]
pub struct Sounds {
    rows: Vec<(usize, usize)>,
}

impl Channel {
    /// The channel of counts.
    pub fn new(counts: &Counts) -> Channel {
        let mut units: Vec<u32> = counts
            .slots
            .iter()
            .flat_map(|(_, _, _, spellings)| spellings.iter().map(|(letters, _)| pack(letters)))
            .collect();
        units.sort_unstable();
        units.dedup();
        units.truncate(usize::from(NO_UNIT));
        let place = |letters: &[u8]| units.binary_search(&pack(letters)).ok();
        let mut base = vec![0.0_f32; Slot::COUNT * units.len()];
        for slot in 0..Slot::COUNT {
            for (unit, &packed) in units.iter().enumerate() {
                base[slot * units.len() + unit] = unseen(packed_length(packed));
            }
        }
        for (slot, _, total, spellings) in counts.slots.iter().filter(|line| line.1.is_none()) {
            let row = &mut base[slot.index() * units.len()..][..units.len()];
            for (unit, &packed) in units.iter().enumerate() {
                row[unit] = smooth(0.0, *total, packed_length(packed));
            }
            for (letters, count) in spellings {
                if let Some(unit) = place(letters) {
                    row[unit] = smooth(*count, *total, letters.len());
                }
            }
        }
        let pairs = Slot::COUNT * Slot::COUNT;
        let mut beside: Vec<Vec<(u16, f32)>> = vec![Vec::new(); pairs];
        let mut rest = vec![1.0_f32; pairs];
        for (slot, neighbour, total, spellings) in &counts.slots {
            let Some(neighbour) = neighbour else { continue };
            let mut seen: Vec<(u16, f32)> = Vec::with_capacity(spellings.len());
            for (letters, count) in spellings {
                if let Some(unit) = place(letters) {
                    let any = f64::from(base[slot.index() * units.len() + unit]);
                    let p = (count + BACKOFF * any) / (total + BACKOFF);
                    seen.push((u16::try_from(unit).unwrap_or(NO_UNIT), p as f32));
                }
            }
            seen.sort_unstable_by_key(|&(unit, _)| unit);
            let pair = slot.index() * Slot::COUNT + neighbour.index();
            beside[pair] = seen;
            rest[pair] = (BACKOFF / (total + BACKOFF)) as f32;
        }
        let chance = counts
            .letters
            .iter()
            .map(|row| {
                let total: f64 = row.iter().sum::<f64>() + 13.5;
                row.map(|count| ((count + 0.5) / total).ln() as f32)
            })
            .collect();
        Channel {
            units: units.into(),
            base: base.into(),
            seen: beside.into_iter().collect(),
            rest: rest.into(),
            chance,
        }
    }

    /// Prepares a Hangul word.
    pub fn sounds(&self, slots: &[Slot]) -> Sounds {
        let rows = (0..slots.len())
            .map(|place| {
                let slot = slots[place].index();
                (
                    slot,
                    slot * Slot::COUNT + Slot::context(slots, place).index(),
                )
            })
            .collect();
        Sounds { rows }
    }

    /// Prepares a Latin word, given its [letters](super::slots::letters).
    pub fn spelled(&self, letters: &[u8]) -> Spelled {
        let letters = &letters[..letters.len().min(MOST_LETTERS)];
        let units = (0..=letters.len())
            .map(|from| {
                let mut row = [NO_UNIT; MOST_SPELLED + 1];
                for (length, unit) in row.iter_mut().enumerate() {
                    if let Some(part) = letters.get(from..from + length)
                        && let Ok(place) = self.units.binary_search(&pack(part))
                    {
                        *unit = u16::try_from(place).unwrap_or(NO_UNIT);
                    }
                }
                row
            })
            .collect();
        Spelled {
            letters: letters.len(),
            units,
            chance: self.chance(letters),
        }
    }

    /// The natural logarithm of the probability that letters stand there by chance.
    fn chance(&self, letters: &[u8]) -> f32 {
        let mut chance = 0.0;
        let mut before = 0;
        for &letter in letters.iter().chain(&[0]) {
            chance += self.chance[before][usize::from(letter)];
            before = usize::from(letter);
        }
        chance
    }

    /// The most evidence that any Hangul word has beside these letters, in nats.
    pub(super) fn most_evidence(&self, letters: &[u8]) -> f32 {
        -CHANCE as f32 * self.chance(&letters[..letters.len().min(MOST_LETTERS)])
    }

    /// The probability that the slot spells `length` letters, of which `unit` is the number.
    fn probability(&self, (slot, beside): (usize, usize), unit: u16, length: usize) -> f64 {
        if unit == NO_UNIT {
            return f64::from(unseen(length));
        }
        // A row has seldom more than ten.
        for &(seen, p) in self.seen.list(beside) {
            if seen == unit {
                return f64::from(p);
            }
            if seen > unit {
                break;
            }
        }
        let any = self.base[slot * self.units.len() + usize::from(unit)];
        f64::from((self.rest[beside] * any).max(unseen(length)))
    }

    /// The probability that the slot at `place` spells the `length` letters from `from` on.
    pub fn spelling(
        &self,
        sounds: &Sounds,
        place: usize,
        spelled: &Spelled,
        from: usize,
        length: usize,
    ) -> f64 {
        self.probability(sounds.rows[place], spelled.units[from][length], length)
    }

    /// The natural logarithm of the probability that the Hangul word is spelled so; very low where it cannot be.
    pub fn likelihood(&self, sounds: &Sounds, spelled: &Spelled) -> f32 {
        let n = spelled.letters;
        let slots = sounds.rows.len();
        if n == 0 || slots == 0 || n > slots * MOST_SPELLED || slots > 4 * n + 4 {
            return NEVER;
        }
        let mut now = [0.0_f64; MOST_LETTERS + 1];
        let mut next = [0.0_f64; MOST_LETTERS + 1];
        now[0] = 1.0;
        for (place, &row) in sounds.rows.iter().enumerate() {
            let left = slots - place - 1;
            // What is far below the best cut so far adds nothing that is seen in the sum.
            let least = now[..=n].iter().fold(0.0_f64, |a, &b| a.max(b)) * 1e-8;
            next[..=n].fill(0.0);
            for from in 0..=n {
                if now[from] <= least {
                    continue;
                }
                for length in 0..=MOST_SPELLED.min(n - from) {
                    if n - from - length <= left * MOST_SPELLED {
                        let unit = spelled.units[from][length];
                        next[from + length] += now[from] * self.probability(row, unit, length);
                    }
                }
            }
            std::mem::swap(&mut now, &mut next);
        }
        if now[n] > 0.0 {
            (now[n].ln() as f32).max(NEVER)
        } else {
            NEVER
        }
    }

    /// The evidence that the two are one word, in nats: above zero, the letters are more probable for this Hangul than
    /// by chance. True pairs have about two for each letter.
    pub fn evidence(&self, sounds: &Sounds, spelled: &Spelled) -> f32 {
        self.likelihood(sounds, spelled) - CHANCE as f32 * spelled.chance
    }
}

/// Below any likelihood.
pub(super) const NEVER: f32 = -1e4;

fn unseen(length: usize) -> f32 {
    (UNSEEN[length.min(MOST_SPELLED)] * 0.02) as f32
}

fn smooth(count: f64, total: f64, length: usize) -> f32 {
    let p = (count + SMOOTHING * UNSEEN[length.min(MOST_SPELLED)]) / (total + SMOOTHING);
    (p as f32).max(unseen(length))
}

/// At most four letters in a number: five bits each.
fn pack(letters: &[u8]) -> u32 {
    letters
        .iter()
        .fold(0, |packed, &letter| packed << 5 | u32::from(letter))
}

fn packed_length(packed: u32) -> usize {
    (packed.checked_ilog2().map_or(0, |bits| bits / 5 + 1)) as usize
}
