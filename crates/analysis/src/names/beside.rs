//! Whether two Latin spellings can be read as one name.

use std::borrow::Cow;

use super::best_reading::{Lines, best_reading};
use super::channel::{Found, Lattice};
use super::latin::{Gap, Spelling};
use super::letters::{Letters, tie};
use super::table::{NEVER, SLOTS, Slot, Table};

/// What one of two spellings costs where only the other has a gap between two syllables.
const UNEVEN_GAP: f32 = -0.3;

/// Leaves out the spellings that lead to a place much worse than the best way does.
fn prune<V: AsRef<[f32]>>(most: &[V; 3], lattice: &mut Lattice, read: &Lines) {
    lattice.retain(|slot, at, found| {
        let s = slot.index();
        let value = read[s][at] + most[s].as_ref()[usize::from(found.spelling)] + found.slip;
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
    other_selves: &'m [Cow<'static, [f32]>; 3],
    /// For each order of the query and each spelling of an onset: what no candidate exceeds that begins with it.
    begins: Vec<Vec<f32>>,
    /// The memory of the dynamic programming.
    lines: [Vec<f32>; 3],
}

impl<'m> Beside<'m> {
    pub(super) fn new(table: &'m Table, letters: &'m Letters, own: &Spelling) -> Beside<'m> {
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
        let mut ties: [Vec<Option<Vec<f32>>>; 3] =
            SLOTS.map(|slot| vec![None; letters.widths[slot.index()]]);
        let mut own_selves = SLOTS.map(|slot| vec![NEVER; letters.widths[slot.index()]]);
        let mut own = Vec::new();
        for slot in SLOTS {
            let s = slot.index();
            let (priors, pooled) = (&letters.letters[s], &letters.pooled[s]);
            let width = letters.widths[s];
            for lattice in &lattices {
                for found in (0..=lattice.length).flat_map(|at| lattice.at(slot, at)) {
                    let x = usize::from(found.spelling);
                    if ties[s][x].is_some() {
                        continue;
                    }
                    own.clear();
                    own.extend(letters.mixed(&shares, slot, x));
                    // All spellings of a letter at once: a row of the table after the other.
                    let mut sums = vec![0.0; width];
                    let rows = pooled.chunks_exact(width.max(1));
                    for ((own, prior), row) in own.iter().zip(priors.iter()).zip(rows) {
                        let own = prior * own;
                        for (sum, other) in sums.iter_mut().zip(row) {
                            *sum += own * other;
                        }
                    }
                    for sum in &mut sums {
                        *sum = tie(*sum);
                    }
                    ties[s][x] = Some(sums);
                    let both = own.iter().zip(priors.iter());
                    own_selves[s][x] = tie(both.map(|(own, prior)| prior * own * own).sum());
                }
            }
        }
        let onset = Slot::Onset.index();
        let begins = lattices.iter().map(|lattice| {
            let mut begins = vec![NEVER; letters.widths[onset]];
            for found in lattice.at(Slot::Onset, 0) {
                let x = usize::from(found.spelling);
                let ties = ties[onset][x].iter().flatten();
                let selves = letters.pooled_ties[onset].iter();
                for (begin, (tie, other_self)) in begins.iter_mut().zip(ties.zip(selves)) {
                    *begin = begin.max(tie - (own_selves[onset][x] + other_self) / 2.0);
                }
            }
            begins
        });
        let begins = begins.collect();
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
            other_selves: &letters.pooled_ties,
            begins,
            lines: Default::default(),
        }
    }

    /// How alike the names are that both may stand for: the logarithm of the cosine between their readings, 0 for the
    /// same letters; [`NEVER`] where it is less than [`LEAST_ALIKE`]. Below `least` it may be anything below that.
    /// `other` is the candidate in its orders.
    pub(super) fn score(&mut self, other: &[Spelling], least: f32) -> f32 {
        let mut best = NEVER;
        for (turned, order) in other.iter().enumerate() {
            let cost = order_cost(turned);
            if best.max(least) >= cost {
                break;
            }
            let mut lattice = None;
            for at in 0..self.lattices.len() {
                let cost = self.lattices[at].cost() + cost;
                // Both turned is neither turned.
                let both = self.lattices[at].cost() < 0.0 && turned > 0;
                let least = best.max(least) - cost;
                if both || least >= 0.0 || !self.may_begin(at, order, least) {
                    continue;
                }
                let (lattice, self_read) = lattice.get_or_insert_with(|| self.lattice(order));
                if let Some(alike) = self.together(at, lattice, self_read, least) {
                    best = best.max(alike + cost);
                }
            }
        }
        best
    }

    /// Whether the first onset of a candidate may be that of an order of the query.
    fn may_begin(&self, own: usize, other: &Spelling, least: f32) -> bool {
        let least = least.max(LEAST_ALIKE) - ROUNDING;
        // Where a letter may stand for nothing, anything may begin.
        let mut may = self.table.skip >= least;
        self.table
            .matching(Slot::Onset, &other.letters, |spelling, _| {
                may |= self.begins[own][usize::from(spelling)] >= least;
            });
        may
    }

    /// A candidate with what it is against itself.
    fn lattice(&self, order: &Spelling) -> (Lattice, Lines) {
        let mut lattice = Lattice::new(self.table, order, 0.0);
        let skip = 2.0 * self.table.skip;
        let read = best_reading(self.other_selves, &lattice, None, skip);
        prune(self.other_selves, &mut lattice, &read);
        (lattice, read)
    }

    fn together(&mut self, own: usize, b: &Lattice, b_self: &Lines, least: f32) -> Option<f32> {
        // By Cauchy and Schwarz no rest of a way brings the two nearer than each is to itself.
        let least = least.max(LEAST_ALIKE) - ROUNDING;
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
                    if reached < (a_self[s][i] + b_self[s][j]) / 2.0 + least {
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

/// What sums of logarithms may err.
const ROUNDING: f32 = 1e-3;

fn tied(tie: &[f32], x: &Found, y: &Found) -> f32 {
    tie[usize::from(y.spelling)] + x.slip + y.slip
}
