//! How well Latin letters can be read at all, whatever they are in Hangul.

use super::channel::Lattice;
use super::latin::MAX_LETTERS;
use super::letters::{Letters, OfSlots};
use super::table::{NEVER, Slot, Table};

impl Letters {
    /// The logarithm of the probability of the best reading of `lattice`, whatever it is in Hangul, by each system.
    pub(super) fn readings(&self, table: &Table, lattice: &Lattice) -> Vec<f32> {
        let read = |most: &OfSlots| {
            let read = best_reading(most, lattice, Some(table), table.skip);
            read[0][lattice.length] + lattice.cost()
        };
        self.most
            .iter()
            .zip(table.systems.iter())
            .map(|(most, system)| read(most) + system.weight)
            .collect()
    }

    /// What no reading of `lattice` exceeds from each place to its end, where a syllable but the first begins there.
    pub(super) fn rest(&self, table: &Table, lattice: &Lattice) -> Vec<f32> {
        let length = lattice.length;
        let [mut starts, mut vowels, mut codas] = [(); 3].map(|()| vec![NEVER; length + 1]);
        for at in (0..=length).rev() {
            let best = |slot: Slot, behind: &[f32]| {
                let most = &self.most_of_all[slot.index()];
                let values = lattice.at(slot, at).iter().map(|found| {
                    let end = at + usize::from(found.length);
                    most[usize::from(found.spelling)] + found.slip + behind[end]
                });
                values.fold(table.drop + behind[at], f32::max)
            };
            let gap = lattice.gap(at) as usize;
            let gap = table.gaps[1][gap].max(table.gaps[0][gap]);
            starts[at] = match starts.get(at + 1) {
                Some(next) => table.skip + next,
                None => 0.0,
            };
            // A syllable that takes no letter at all only costs: the second round changes nothing any more.
            for _ in 0..2 {
                vowels[at] = best(Slot::Vowel, &codas);
                starts[at] = starts[at].max(gap + best(Slot::Onset, &vowels));
                codas[at] = best(Slot::Coda, &starts);
            }
        }
        starts
    }

    /// What no reading of `lattice` exceeds, up to each place within a syllable.
    pub(super) fn bound(&self, table: &Table, lattice: &Lattice) -> Lines {
        best_reading(&self.most_of_all, lattice, Some(table), table.skip)
    }
}

/// So many systems are read by at once.
const TOGETHER: usize = 8;

/// What [`Letters::readings`] tells, for many spellings: all systems are read by at once.
pub(super) struct Systems<'m> {
    table: &'m Table,
    /// For each eight systems, slot and spelling the most that any letter gives it.
    most: Vec<[Vec<[f32; TOGETHER]>; 3]>,
}

impl<'m> Systems<'m> {
    pub(super) fn of(table: &'m Table, letters: &Letters) -> Systems<'m> {
        let together = letters.most.chunks(TOGETHER).map(|systems| {
            [Slot::Onset, Slot::Vowel, Slot::Coda].map(|slot| {
                let mut most = vec![[NEVER; TOGETHER]; letters.widths[slot.index()]];
                for (number, system) in systems.iter().enumerate() {
                    for (most, &value) in most.iter_mut().zip(system[slot.index()].iter()) {
                        most[number] = value;
                    }
                }
                most
            })
        });
        Systems {
            table,
            most: together.collect(),
        }
    }

    /// The logarithm of the probability of the best reading of a spelling in any of its orders, by each system.
    pub(super) fn readings(&self, orders: &[Lattice]) -> Vec<f32> {
        let systems = self.table.systems.iter();
        let mut best = vec![NEVER; systems.len()];
        for order in orders {
            for (most, best) in self.most.iter().zip(best.chunks_mut(TOGETHER)) {
                for (best, value) in best.iter_mut().zip(self.read(most, order)) {
                    *best = best.max(value + order.cost());
                }
            }
        }
        for (best, system) in best.iter_mut().zip(systems) {
            *best += system.weight;
        }
        best
    }

    /// [`best_reading`] by eight systems, up to the end.
    fn read(&self, most: &[Vec<[f32; TOGETHER]>; 3], lattice: &Lattice) -> [f32; TOGETHER] {
        let (table, length) = (self.table, lattice.length);
        let mut lines = vec![[[NEVER; TOGETHER]; 3]; length + 1];
        let raise = |to: &mut [f32; TOGETHER], from: &[f32; TOGETHER], cost: f32| {
            for (to, from) in to.iter_mut().zip(from) {
                *to = to.max(from + cost);
            }
        };
        lines[0][0] = [0.0; TOGETHER];
        for at in 0..=length {
            for slot in [Slot::Coda, Slot::Onset, Slot::Vowel] {
                let s = slot.index();
                let mut reached = lines[at][s];
                if reached.iter().all(|&value| value <= NEVER) {
                    continue;
                }
                if slot == Slot::Onset && at > 0 {
                    if at < length {
                        raise(&mut lines[at + 1][0], &reached, table.skip);
                    }
                    let gap = lattice.gap(at) as usize;
                    let gap = table.gaps[1][gap].max(table.gaps[0][gap]);
                    reached = reached.map(|value| value + gap);
                }
                for found in lattice.at(slot, at) {
                    if slot == Slot::Vowel && found.length == 0 {
                        continue;
                    }
                    let most = &most[s][usize::from(found.spelling)];
                    let to = &mut lines[at + usize::from(found.length)][(s + 1) % 3];
                    for ((to, reached), most) in to.iter_mut().zip(&reached).zip(most) {
                        *to = to.max(reached + most + found.slip);
                    }
                }
            }
        }
        lines[length][0]
    }
}

/// For each slot the best that is reached before it at each place of the letters: at the start of a syllable, behind its
/// onset, behind its vowel.
pub(super) type Lines = [[f32; MAX_LETTERS + 1]; 3];

/// The best reading of letters, each spelling by itself; with what gaps cost by a table.
pub(super) fn best_reading<V: AsRef<[f32]>>(
    most: &[V; 3],
    lattice: &Lattice,
    gaps: Option<&Table>,
    skip: f32,
) -> Lines {
    let most: [&[f32]; 3] = std::array::from_fn(|slot| most[slot].as_ref());
    let length = lattice.length;
    let mut lines = [[NEVER; MAX_LETTERS + 1]; 3];
    lines[0][0] = 0.0;
    for at in 0..=length {
        // Vowels are always written, so that only an empty coda and an empty onset stay at a place: codas come first.
        for slot in [Slot::Coda, Slot::Onset, Slot::Vowel] {
            let s = slot.index();
            let mut reached = lines[s][at];
            if reached <= NEVER {
                continue;
            }
            if slot == Slot::Onset && at > 0 {
                if let Some(table) = gaps {
                    let gap = lattice.gap(at) as usize;
                    reached += table.gaps[1][gap].max(table.gaps[0][gap]);
                }
                if at < length {
                    lines[0][at + 1] = lines[0][at + 1].max(lines[0][at] + skip);
                }
            }
            let next = (s + 1) % 3;
            for found in lattice.at(slot, at) {
                if slot == Slot::Vowel && found.length == 0 {
                    continue;
                }
                let end = at + usize::from(found.length);
                let value = reached + most[s][usize::from(found.spelling)] + found.slip;
                if value > lines[next][end] {
                    lines[next][end] = value;
                }
            }
        }
    }
    lines
}
