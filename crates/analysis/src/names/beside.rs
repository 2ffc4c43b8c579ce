//! Whether two Latin spellings can be read as one name.

use super::best_reading::{Lines, best_reading};
use super::channel::{Found, Lattice};
use super::latin::{Gap, Spelling};
use super::letters::Letters;
use super::table::{NEVER, SLOTS, Slot, Table};

/// What one of two spellings costs where only the other has a gap between two syllables.
const UNEVEN_GAP: f32 = -0.3;

/// Leaves out the spellings that lead to a place much worse than the best way does.
fn prune(most: &[Vec<f32>; 3], lattice: &mut Lattice, read: &Lines) {
    lattice.retain(|slot, at, found| {
        let s = slot.index();
        let value = read[s][at] + most[s][usize::from(found.spelling)] + found.slip;
        let end = at + usize::from(found.length);
        value >= read[(s + 1) % 3][end] + LEAST_LIKELY
    });
}

/// See [`prune`]; twice what a candidate may lose, since both names read a letter.
const LEAST_LIKELY: f32 = -7.0;

/// A Latin spelling held against others.
#[derive(Clone, Debug)]
pub(super) struct Beside<'m> {
    table: &'m Table,
    lattices: Vec<Lattice>,
    /// For each slot and spelling of the query, against each spelling of a candidate: the logarithm of how often one
    /// letter is spelled both ways.
    ties: [Vec<Option<Vec<f32>>>; 3],
    /// The same for each order of the query held against itself.
    own_selves: Vec<Lines>,
    /// The same for each spelling of a candidate against itself.
    other_selves: [Vec<f32>; 3],
    /// The memory of the dynamic programming.
    lines: [Vec<f32>; 3],
}

impl<'m> Beside<'m> {
    pub(super) fn new(table: &'m Table, letters: &Letters, own: &Spelling) -> Beside<'m> {
        let orders = own.orders();
        let order = |(turned, order)| Lattice::new(table, order, order_cost(turned));
        let mut lattices: Vec<Lattice> = orders.iter().enumerate().map(order).collect();
        // By which systems the query is spelled: their shares.
        let mut shares = vec![NEVER; table.systems.len()];
        for lattice in &lattices {
            for (share, value) in shares.iter_mut().zip(letters.readings(table, lattice)) {
                *share = share.max(value);
            }
        }
        let most = shares.iter().copied().fold(NEVER, f32::max);
        let total: f32 = shares.iter().map(|share| (share - most).exp()).sum();
        for share in &mut shares {
            *share = (*share - most).exp() / total;
        }
        let general: Vec<f32> = table
            .systems
            .iter()
            .map(|system| system.weight.exp())
            .collect();
        let mut ties: [Vec<Option<Vec<f32>>>; 3] =
            SLOTS.map(|slot| vec![None; letters.widths[slot.index()]]);
        let mut own_selves = SLOTS.map(|slot| vec![NEVER; letters.widths[slot.index()]]);
        let mut other_selves = own_selves.clone();
        for slot in SLOTS {
            let s = slot.index();
            let width = letters.widths[s];
            let count = letters.letters[s].len();
            let mix = |weights: &[f32], letter: usize, spelling: usize| -> f32 {
                weights
                    .iter()
                    .zip(letters.by_letter.iter())
                    .map(|(weight, by)| weight * by[s][letter * width + spelling])
                    .sum()
            };
            let others: Vec<f32> = (0..count * width)
                .map(|at| mix(&general, at / width, at % width))
                .collect();
            let own: Vec<f32> = (0..count * width)
                .map(|at| mix(&shares, at / width, at % width))
                .collect();
            let priors = &letters.letters[s];
            let tie = |a: &[f32], x: usize, b: &[f32], y: usize| -> f32 {
                let sum: f32 = (0..count)
                    .map(|letter| priors[letter] * a[letter * width + x] * b[letter * width + y])
                    .sum();
                sum.ln().max(LEAST_TIE)
            };
            for lattice in &lattices {
                for at in 0..=lattice.length {
                    for found in lattice.at(slot, at) {
                        let x = usize::from(found.spelling);
                        if ties[s][x].is_none() {
                            ties[s][x] =
                                Some((0..width).map(|y| tie(&own, x, &others, y)).collect());
                            own_selves[s][x] = tie(&own, x, &own, x);
                        }
                    }
                }
            }
            other_selves[s] = (0..width).map(|y| tie(&others, y, &others, y)).collect();
        }
        let own_selves = lattices
            .iter_mut()
            .map(|lattice| {
                let read = best_reading(&own_selves, lattice, None, 2.0 * table.skip);
                prune(&own_selves, lattice, &read);
                read
            })
            .collect();
        Beside {
            table,
            lattices,
            ties,
            own_selves,
            other_selves,
            lines: Default::default(),
        }
    }

    /// How alike the names are that both may stand for: the logarithm of the cosine between their readings, 0 for the
    /// same letters; [`NEVER`] where it is less than [`LEAST_ALIKE`].
    pub(super) fn score(&mut self, other: &Spelling) -> f32 {
        let skip = 2.0 * self.table.skip;
        let mut best = NEVER;
        for (turned, order) in other.orders().iter().enumerate() {
            let cost = order_cost(turned);
            if best >= cost {
                break;
            }
            let mut lattice = Lattice::new(self.table, order, cost);
            let self_read = best_reading(&self.other_selves, &lattice, None, skip);
            prune(&self.other_selves, &mut lattice, &self_read);
            for at in 0..self.lattices.len() {
                let cost = self.lattices[at].cost() + cost;
                // Both turned is neither turned.
                let both = self.lattices[at].cost() < 0.0 && turned > 0;
                if both || best >= cost {
                    continue;
                }
                if let Some(alike) = self.together(at, &lattice, &self_read) {
                    best = best.max(alike + cost);
                }
            }
        }
        best
    }

    fn together(&mut self, own: usize, b: &Lattice, b_self: &Lines) -> Option<f32> {
        let (a, a_self) = (&self.lattices[own], &self.own_selves[own]);
        let (height, width) = (a.length + 1, b.length + 1);
        let size = height * width;
        let lines = &mut self.lines;
        for line in lines.iter_mut() {
            line.clear();
            line.resize(size, NEVER);
        }
        lines[0][0] = 0.0;
        let skip = self.table.skip;
        let gap = |lattice: &Lattice, at| lattice.gap(at) != Gap::None;
        for i in 0..height {
            let mut alive = false;
            #[expect(clippy::needless_range_loop, reason = "j is a place of many lines")]
            for j in 0..width {
                let at = i * width + j;
                // Vowels are always written, so that only an empty coda and an empty onset stay at a place: codas come
                // first.
                for slot in [Slot::Coda, Slot::Onset, Slot::Vowel] {
                    let s = slot.index();
                    let mut reached = lines[s][at];
                    if reached < (a_self[s][i] + b_self[s][j]) / 2.0 + LEAST_ALIKE {
                        continue;
                    }
                    alive = true;
                    if slot == Slot::Onset && at > 0 {
                        if gap(a, i) != gap(b, j) {
                            reached += UNEVEN_GAP;
                        }
                        if i < a.length {
                            let next = &mut lines[0][at + width];
                            *next = next.max(reached + skip);
                        }
                        if j < b.length {
                            let next = &mut lines[0][at + 1];
                            *next = next.max(reached + skip);
                        }
                    }
                    let next = (s + 1) % 3;
                    for x in a.at(slot, i) {
                        let Some(tie) = &self.ties[s][usize::from(x.spelling)] else {
                            continue;
                        };
                        for y in b.at(slot, j) {
                            if slot == Slot::Vowel && (x.length == 0 || y.length == 0) {
                                continue;
                            }
                            let end = at + usize::from(x.length) * width + usize::from(y.length);
                            let value = reached + tied(tie, x, y);
                            if value > lines[next][end] {
                                lines[next][end] = value;
                            }
                        }
                    }
                }
            }
            // A spelling has up to eight letters: what was reached behind this line is still to come.
            if !alive
                && lines
                    .iter()
                    .all(|line| line[(i + 1) * width..].iter().all(|&v| v <= NEVER))
            {
                return None;
            }
        }
        let alike = lines[0][size - 1] - (a_self[0][a.length] + b_self[0][b.length]) / 2.0;
        (alike >= LEAST_ALIKE).then_some(alike)
    }
}

/// Between two spellings the other order is hardly a reason for doubt.
fn order_cost(turned: usize) -> f32 {
    if turned > 0 { -1.0 } else { 0.0 }
}

/// Names less alike than this are no candidates for each other.
const LEAST_ALIKE: f32 = -8.0;

/// No two spellings say less than this of one letter.
const LEAST_TIE: f32 = -18.0;

fn tied(tie: &[f32], x: &Found, y: &Found) -> f32 {
    tie[usize::from(y.spelling)] + x.slip + y.slip
}
