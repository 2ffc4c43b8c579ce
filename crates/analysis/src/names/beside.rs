//! Whether two Latin spellings can be read as one name.

use std::borrow::Cow;
use std::ops::Range;

use super::best_reading::{Lines, best_reading};
use super::channel::Lattice;
use super::endings::{Ending, Endings};
use super::latin::{Gap, Spelling};
use super::letters::{Letters, tie};
use super::line::Line;
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
    /// For each spelling of the query, against each spelling of a candidate: the logarithm of how often one letter is
    /// spelled both ways.
    ties: Vec<f32>,
    /// For each slot and spelling of the query where its own begin.
    tied: [Vec<Option<usize>>; 3],
    /// The same for each order of the query held against itself.
    own_selves: Vec<Lines>,
    /// The same for each spelling of a candidate against itself.
    other_selves: &'m [Cow<'static, [f32]>; 3],
    /// For each spelling of an onset: what no candidate exceeds that begins with it, beside the query as it stands.
    begins: Vec<f32>,
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
        let mut ties: Vec<f32> = Vec::new();
        let mut tied = SLOTS.map(|slot| vec![None; letters.widths[slot.index()]]);
        let mut own_selves = SLOTS.map(|slot| vec![NEVER; letters.widths[slot.index()]]);
        let mut own = Vec::new();
        for slot in SLOTS {
            let s = slot.index();
            let (priors, pooled) = (&letters.letters[s], &letters.pooled[s]);
            let width = letters.widths[s];
            for lattice in &lattices {
                for found in (0..=lattice.length).flat_map(|at| lattice.at(slot, at)) {
                    let x = usize::from(found.spelling);
                    if tied[s][x].is_some() {
                        continue;
                    }
                    own.clear();
                    own.extend(letters.mixed(&shares, slot, x));
                    // All spellings of a letter at once: a row of the table after the other.
                    let first = ties.len();
                    tied[s][x] = Some(first);
                    ties.resize(first + width, 0.0);
                    let sums = &mut ties[first..];
                    let rows = pooled.chunks_exact(width.max(1));
                    for ((own, prior), row) in own.iter().zip(priors.iter()).zip(rows) {
                        let own = prior * own;
                        for (sum, other) in sums.iter_mut().zip(row) {
                            *sum += own * other;
                        }
                    }
                    for sum in sums {
                        *sum = tie(*sum);
                    }
                    let both = own.iter().zip(priors.iter());
                    own_selves[s][x] = tie(both.map(|(own, prior)| prior * own * own).sum());
                }
            }
        }
        let onset = Slot::Onset.index();
        let mut begins = vec![NEVER; letters.widths[onset]];
        for found in lattices[0].at(Slot::Onset, 0) {
            let x = usize::from(found.spelling);
            let Some(first) = tied[onset][x] else {
                continue;
            };
            let ties = ties[first..].iter().zip(letters.pooled_ties[onset].iter());
            for (begin, (tie, other_self)) in begins.iter_mut().zip(ties) {
                *begin = begin.max(tie - (own_selves[onset][x] + other_self) / 2.0);
            }
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
            tied,
            own_selves,
            other_selves: &letters.pooled_ties,
            begins,
        }
    }

    /// Whether the first onset of a candidate may be that of the query as it stands.
    pub(super) fn may_begin(&self, letters: &[u8], least: f32) -> bool {
        let least = least.max(LEAST_ALIKE) - ROUNDING;
        // Where a letter may stand for nothing, anything may begin.
        let mut may = self.table.skip >= least;
        self.table.matching(Slot::Onset, letters, |spelling, _| {
            may |= self.begins[usize::from(spelling)] >= least;
        });
        may
    }

    /// What it costs that a candidate is turned round.
    pub(super) fn turned_cost(&self) -> f32 {
        order_cost(1)
    }

    /// Candidates as they stand, held against all orders of the query. See [`Row::score`].
    pub(super) fn row(&self, least: f32) -> Row<'_> {
        Row::new(self, 0..self.lattices.len(), 0.0, least)
    }

    /// Candidates turned round, held against the query as it stands: both turned is neither turned.
    pub(super) fn turned_row(&self, least: f32) -> Row<'_> {
        Row::new(self, 0..1, order_cost(1), least)
    }
}

/// Candidates one after another: those that begin alike share the work on their beginning.
#[derive(Clone, Debug)]
pub(super) struct Row<'b> {
    beside: &'b Beside<'b>,
    endings: Endings<'b>,
    /// For each number of letters that were read, before the letter that follows.
    columns: Vec<Column>,
    /// The orders of the query.
    orders: Vec<Order>,
    /// No candidate that begins with so many of the letters is alike.
    hopeless: Option<usize>,
    /// Of the column that is being made, for each slot: what is reached at each place of the query, and the places where
    /// something is alive.
    lines: [Line; 3],
    alive: [Vec<Cell>; 3],
    /// The spellings that lead to it, with what the candidate is against itself behind them.
    likely: Vec<(Ending, f32)>,
}

/// What a candidate is against itself, before an onset, a vowel and a coda.
#[derive(Clone, Copy, Debug)]
struct Column {
    selves: [f32; 3],
}

/// One order of the query.
#[derive(Clone, Debug)]
struct Order {
    number: usize,
    cost: f32,
    /// For each slot and place of the query the spellings that start there.
    edges: Vec<Edge>,
    ends: Vec<usize>,
    /// What is less alike need not be told from others.
    least: f32,
    /// Where both can be read up to, column by column and slot by slot.
    cells: Vec<Cell>,
    /// Where in `cells` those of each column and slot begin.
    starts: Vec<usize>,
}

/// A spelling in the query.
#[derive(Clone, Copy, Debug)]
struct Edge {
    /// Where it ends.
    end: usize,
    slip: f32,
    /// Where in [`Beside::ties`] its own begin.
    ties: usize,
}

/// A place of the query, and how alike both are up to there.
#[derive(Clone, Copy, Debug)]
struct Cell {
    at: usize,
    value: f32,
}

impl Order {
    /// The spellings of the query that start at a place.
    fn edges(&self, slot: Slot, at: usize) -> &[Edge] {
        let place = slot.index() * self.ends.len() / 3 + at;
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.edges[start..self.ends[place]]
    }

    fn cells(&self, column: usize, slot: Slot) -> &[Cell] {
        let place = 3 * column + slot.index();
        &self.cells[self.starts[place]..self.starts[place + 1]]
    }

    fn truncate(&mut self, columns: usize) {
        self.starts.truncate(3 * columns + 1);
        self.cells.truncate(self.starts[3 * columns]);
    }
}

impl<'b> Row<'b> {
    fn new(beside: &'b Beside<'b>, orders: Range<usize>, cost: f32, least: f32) -> Row<'b> {
        let order = |number: usize| {
            let lattice = &beside.lattices[number];
            let cost = lattice.cost() + cost;
            let (mut edges, mut ends) = (Vec::new(), Vec::new());
            for slot in SLOTS {
                for at in 0..=lattice.length {
                    for found in lattice.at(slot, at) {
                        let ties = beside.tied[slot.index()][usize::from(found.spelling)];
                        // Vowels are always written.
                        if let Some(ties) = ties.filter(|_| slot != Slot::Vowel || found.length > 0)
                        {
                            edges.push(Edge {
                                end: at + usize::from(found.length),
                                slip: found.slip,
                                ties,
                            });
                        }
                    }
                    ends.push(edges.len());
                }
            }
            Order {
                number,
                cost,
                edges,
                ends,
                least: (least - cost).max(LEAST_ALIKE) - ROUNDING,
                cells: Vec::new(),
                starts: vec![0],
            }
        };
        Row {
            beside,
            endings: Endings::new(beside.table),
            columns: Vec::new(),
            orders: orders.map(order).collect(),
            hopeless: None,
            lines: [Line::EMPTY; 3],
            alive: Default::default(),
            likely: Vec::new(),
        }
    }

    /// How alike the names are that both may stand for: the logarithm of the cosine between their readings, 0 for the
    /// same letters; [`NEVER`] where it is less than [`LEAST_ALIKE`]. Below the least that the row was made for it may be
    /// anything below that. `letters` are those of the candidate, `gaps` what stands before each.
    pub(super) fn score(&mut self, letters: &[u8], gaps: &[Gap]) -> f32 {
        let shared = self.endings.shared(letters, gaps);
        if self.hopeless.is_some_and(|beginning| beginning <= shared) {
            return NEVER;
        }
        self.hopeless = None;
        self.keep(shared);
        for (at, (&letter, &gap)) in letters.iter().zip(gaps).enumerate().skip(shared) {
            self.column(at, gap, None);
            self.endings.push(letter, gap);
            if !self.goes_on(at) {
                self.hopeless = Some(at + 1);
                return NEVER;
            }
        }
        let mut best = NEVER;
        self.column(letters.len(), Gap::None, Some(&mut best));
        self.keep(letters.len());
        best
    }

    fn keep(&mut self, length: usize) {
        self.endings.truncate(length);
        self.columns.truncate(length);
        for order in &mut self.orders {
            order.truncate(self.columns.len());
        }
    }

    /// Whether anything leads on from the column `at`, or from those before it.
    fn goes_on(&self, at: usize) -> bool {
        let is_alive = |(slot, start): (Slot, usize)| {
            let mut orders = self.orders.iter();
            orders.any(|order| !order.cells(start, slot).is_empty())
        };
        SLOTS.into_iter().any(|slot| is_alive((slot, at))) || self.endings.begun().any(is_alive)
    }

    /// Adds the column behind `at` letters, before the gap that follows; at the end of all `best` is how alike the two
    /// are.
    fn column(&mut self, at: usize, gap: Gap, best: Option<&mut f32>) {
        let beside = self.beside;
        let table = beside.table;
        let other_selves = beside.other_selves;
        // What the candidate is against itself.
        let mut selves = [NEVER; 3];
        if at == 0 {
            selves[0] = 0.0;
        }
        self.likely.clear();
        for &ending in self.endings.last() {
            let slot = ending.slot.index();
            let own = other_selves[slot][usize::from(ending.spelling)];
            let value = self.columns[ending.start].selves[slot] + own + ending.slip;
            let to = &mut selves[(slot + 1) % 3];
            *to = to.max(value);
            self.likely.push((ending, value));
        }
        let empty = |slot: Slot| {
            let spelling = table.tries[slot.index()].empty()?;
            Some((spelling, other_selves[slot.index()][usize::from(spelling)]))
        };
        let [empty_onset, empty_coda] = [empty(Slot::Onset), empty(Slot::Coda)];
        if let Some((_, own)) = empty_coda {
            selves[0] = selves[0].max(selves[2] + own);
        }
        if at > 1 {
            selves[0] = selves[0].max(self.columns[at - 1].selves[0] + 2.0 * table.skip);
        }
        if let Some((_, own)) = empty_onset {
            selves[1] = selves[1].max(selves[0] + own);
        }
        let likely = |empty: Option<(u16, f32)>, from: f32, to: f32| {
            let likely = empty.filter(|(_, own)| from + own >= to + LEAST_LIKELY);
            likely.map(|(spelling, _)| spelling)
        };
        let empties = [
            likely(empty_onset, selves[0], selves[1]),
            None,
            likely(empty_coda, selves[2], selves[0]),
        ];
        self.columns.push(Column { selves });
        self.likely.retain(|(ending, value)| {
            *value >= selves[(ending.slot.index() + 1) % 3] + LEAST_LIKELY
        });
        let mut found = NEVER;
        for order in &mut self.orders {
            let own = &beside.lattices[order.number];
            let own_selves = &beside.own_selves[order.number];
            let lines = &mut self.lines;
            lines.iter_mut().for_each(Line::clear);
            if at == 0 {
                lines[0].raise(0, 0.0);
            } else {
                for cell in order.cells(at - 1, Slot::Onset) {
                    if at > 1 || cell.at > 0 {
                        lines[0].raise(cell.at, cell.value + table.skip);
                    }
                }
            }
            for (ending, _) in &self.likely {
                let line = &mut lines[(ending.slot.index() + 1) % 3];
                let ties = &beside.ties[usize::from(ending.spelling)..];
                for cell in order.cells(ending.start, ending.slot) {
                    let reached = cell.value + ending.slip;
                    for edge in order.edges(ending.slot, cell.at) {
                        line.raise(edge.end, reached + ties[edge.ties] + edge.slip);
                    }
                }
            }
            for cells in &mut self.alive {
                cells.clear();
            }
            let mut i = lines.iter().map(|line| line.low).min().unwrap_or(0);
            while lines.iter().any(|line| i < line.high) {
                // Vowels are always written, so that only an empty coda and an empty onset stay at a place: codas come
                // first.
                for slot in [Slot::Coda, Slot::Onset, Slot::Vowel] {
                    let s = slot.index();
                    let mut reached = lines[s].values[i];
                    // By Cauchy and Schwarz no rest of a way brings the two nearer than each is to itself.
                    if reached < (own_selves[s][i] + selves[s]) / 2.0 + order.least {
                        continue;
                    }
                    if slot == Slot::Onset && at + i > 0 {
                        if (own.gap(i) != Gap::None) != (gap != Gap::None) {
                            reached += UNEVEN_GAP;
                        }
                        if i < own.length {
                            lines[0].raise(i + 1, reached + table.skip);
                        }
                    }
                    self.alive[s].push(Cell {
                        at: i,
                        value: reached,
                    });
                    let Some(other) = empties[s] else { continue };
                    let ties = &beside.ties[usize::from(other)..];
                    let line = &mut lines[(s + 1) % 3];
                    for edge in order.edges(slot, i) {
                        line.raise(edge.end, reached + ties[edge.ties] + edge.slip);
                    }
                }
                i += 1;
            }
            for cells in &self.alive {
                order.cells.extend_from_slice(cells);
                order.starts.push(order.cells.len());
            }
            if best.is_some() {
                let end = lines[0].values[own.length];
                let alike = end - (own_selves[0][own.length] + selves[0]) / 2.0;
                if alike >= LEAST_ALIKE {
                    found = found.max(alike + order.cost);
                }
            }
        }
        if let Some(best) = best {
            *best = found;
        }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::model::Model;
    use super::super::{Asked, NameQuery};
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn what_was_held_beside_before_changes_nothing(
            asked in "(Kim|Pak|Yi) [a-z]{1,4}(-[a-z]{1,4})?",
            texts in proptest::collection::vec("(Kim|Pak|Yi) [a-z]{1,4}(-[a-z]{1,4})?|[a-zŏŭ' -]{1,12}", 1..12),
        ) {
            let model = Model::committed();
            let own = Spelling::read(&asked).unwrap();
            let beside = Beside::new(&model.table, &model.letters, &own);
            let mut shared = beside.row(NEVER);
            for text in texts.iter().chain([&asked]) {
                let Some(other) = Spelling::read(text) else { continue };
                let score = shared.score(&other.letters, &other.gaps);
                let alone = beside.row(NEVER).score(&other.letters, &other.gaps);
                prop_assert_eq!(score, alone, "{} {}", asked, text);
            }
        }
    }

    #[test]
    fn letters_that_nothing_reads_are_like_no_name() {
        let query = NameQuery::read_with(Model::committed(), "B. J. Pak", Asked::Forced).unwrap();
        assert_eq!(
            query.choose(
                &crate::Analyzer::embedded(),
                ["B. Pak", "B. Park", "T. Baul", "T. Bei"]
            ),
            []
        );
    }
}
