//! The noisy channel: how probable it is that a name in Hangul is spelled with these Latin letters.
//!
//! Each syllable spells its onset, vowel and coda from left to right; the best way is found by dynamic programming.
//! What can be spelled from each place of the Latin letters is looked up once, so that a candidate costs a few hundred
//! additions; candidates in the order of their letters share the work on their common beginning.

use super::latin::{Gap, MAX_LETTERS, Spelling};
use super::letters::Letters;
use super::table::{Rows, SLOTS, Slot, Spelled, Table, rows_of};

pub(super) use super::table::NEVER;

/// More syllables than any name has.
pub(super) const MAX_SYLLABLES: usize = 16;

/// Latin letters with all spellings that start at each place.
#[derive(Clone, Debug)]
pub(super) struct Lattice {
    pub(super) length: usize,
    pub(super) gaps: Vec<Gap>,
    pub(super) letters: Vec<u8>,
    /// For each slot and place a range of `found`.
    ranges: [Vec<(u32, u32)>; 3],
    found: Vec<Found>,
    /// What the order of the words costs.
    cost: f32,
}

/// A spelling that starts at a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) spelling: u16,
    pub(super) length: u8,
    /// What the gaps inside it cost.
    pub(super) slip: f32,
}

impl Lattice {
    pub(super) fn new(table: &Table, spelling: &Spelling, cost: f32) -> Lattice {
        let length = spelling.letters.len().min(MAX_LETTERS);
        let letters = &spelling.letters[..length];
        let gaps = spelling.gaps[..length].to_vec();
        let mut found = Vec::with_capacity(8 * (length + 1));
        let ranges = SLOTS.map(|slot| {
            (0..=length)
                .map(|at| {
                    let start = found.len() as u32;
                    table.matching(slot, &letters[at..], |spelling, len| {
                        // A syllable may begin with a gap, also one without a consonant; its end may not.
                        let first = at + usize::from(slot != Slot::Coda);
                        let end = at + usize::from(len);
                        let crossed = gaps[first.min(end)..end]
                            .iter()
                            .filter(|&&gap| gap != Gap::None)
                            .count();
                        found.push(Found {
                            spelling,
                            length: len,
                            slip: crossed as f32 * table.slip,
                        });
                    });
                    (start, found.len() as u32)
                })
                .collect()
        });
        Lattice {
            length,
            gaps,
            letters: letters.to_vec(),
            ranges,
            found,
            cost,
        }
    }

    /// Leaves out spellings, by slot and place.
    pub(super) fn retain(&mut self, keep: impl Fn(Slot, usize, &Found) -> bool) {
        let mut left = 0;
        for slot in SLOTS {
            for at in 0..=self.length {
                let (start, end) = self.ranges[slot.index()][at];
                let first = left;
                for number in start as usize..end as usize {
                    if keep(slot, at, &self.found[number]) {
                        self.found[left] = self.found[number];
                        left += 1;
                    }
                }
                self.ranges[slot.index()][at] = (first as u32, left as u32);
            }
        }
        self.found.truncate(left);
    }

    /// What the order of the words costs.
    pub(super) fn cost(&self) -> f32 {
        self.cost
    }

    /// The spellings of a slot that start at `at`.
    pub(super) fn at(&self, slot: Slot, at: usize) -> &[Found] {
        let (start, end) = self.ranges[slot.index()][at];
        &self.found[start as usize..end as usize]
    }

    pub(super) fn gap(&self, at: usize) -> Gap {
        self.gaps.get(at).copied().unwrap_or(Gap::None)
    }
}

/// A name in Hangul, ready for the channel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) rows: Vec<Rows>,
    /// The place of its surname in the table and the surname's syllables.
    pub(super) surname: Option<(usize, usize)>,
}

impl Form {
    /// `None` where `word` holds anything but Hangul syllables or is longer than [`MAX_SYLLABLES`].
    pub(super) fn read(table: &Table, word: &str, form: &mut Form) -> Option<()> {
        form.rows.clear();
        rows_of(word, &mut form.rows)?;
        form.surname = table.surname_of(word);
        (1..=MAX_SYLLABLES).contains(&form.rows.len()).then_some(())
    }
}

/// One Latin name held against many in Hangul.
#[derive(Clone, Debug)]
pub(super) struct Channel<'t> {
    table: &'t Table,
    orders: Vec<Lattice>,
    /// For each of `systems` and order.
    memories: Vec<Memory>,
    /// The scores of the last form, one a system.
    scores: Vec<f32>,
    /// The systems that may be the spelling's.
    systems: Vec<usize>,
}

/// What stays behind the best reading of any Hangul by more than this is as good as never: no such name is an answer.
pub(super) const HOPELESS: f32 = -22.0;

/// A system whose best reading is less probable than another's by more than this has no part in a spelling.
const HARDLY: f32 = -5.0;

/// The memory of the dynamic programming for one lattice and system.
#[derive(Clone, Debug)]
pub(super) struct Memory {
    /// One line a syllable, each with one number a place: what was spelled up to there.
    pub(super) lines: Vec<f32>,
    /// What the last candidate spelled, so that the next may share its beginning.
    last: Form,
    between: [Vec<f32>; 2],
    /// What was spelled up to each place must be so probable that it has a hope.
    least: Vec<f32>,
}

impl<'t> Channel<'t> {
    /// Against the orders of a spelling, whose best reading by each system is one of `readings`: systems that can
    /// hardly read it are left out.
    pub(super) fn new(
        table: &'t Table,
        letters: &Letters,
        orders: Vec<Lattice>,
        readings: &[f32],
    ) -> Channel<'t> {
        let best = readings.iter().copied().fold(NEVER, f32::max);
        let systems: Vec<usize> = (0..readings.len())
            .filter(|&system| readings[system] >= best + HARDLY)
            .collect();
        let hope = log_sum(readings) + HOPELESS;
        let rests: Vec<Vec<f32>> = orders
            .iter()
            .map(|order| letters.rest(table, order))
            .collect();
        let memory = |system: usize, order: usize| {
            let lattice = &orders[order];
            let cost = lattice.cost + table.systems[system].weight;
            let least = rests[order].iter().map(|rest| hope - cost - rest);
            Memory::new(lattice, least.collect())
        };
        let memories = systems
            .iter()
            .flat_map(|&system| (0..orders.len()).map(move |order| (system, order)))
            .map(|(system, order)| memory(system, order))
            .collect();
        Channel {
            table,
            orders,
            memories,
            scores: vec![NEVER; table.systems.len()],
            systems,
        }
    }

    /// The logarithm of the probability that `form` is spelled so by any system, in the better order.
    pub(super) fn score(&mut self, form: &Form) -> f32 {
        let table = self.table;
        let mut memories = self.memories.iter_mut();
        for &number in &self.systems {
            let (score, system) = (&mut self.scores[number], &table.systems[number]);
            *score = NEVER;
            for lattice in &self.orders {
                let memory = memories.next().expect("one for each system and order");
                *score = score.max(
                    memory.score(table, &system.spelled, lattice, form)
                        + lattice.cost
                        + system.weight,
                );
            }
        }
        log_sum(&self.scores)
    }

    /// The orders of the letters.
    pub(super) fn orders(&self) -> &[Lattice] {
        &self.orders
    }

    /// The systems that may be the spelling's.
    pub(super) fn systems(&self) -> &[usize] {
        &self.systems
    }

    /// The system that the last form would be spelled by.
    pub(super) fn system(&self) -> usize {
        let best =
            (0..self.scores.len()).max_by(|&a, &b| self.scores[a].total_cmp(&self.scores[b]));
        best.unwrap_or(0)
    }
}

/// The logarithm of the sum of probabilities given as logarithms.
pub(super) fn log_sum(values: &[f32]) -> f32 {
    let most = values.iter().copied().fold(NEVER, f32::max);
    if most <= NEVER {
        return NEVER;
    }
    most + values
        .iter()
        .map(|value| (value - most).exp())
        .sum::<f32>()
        .ln()
}

impl Memory {
    pub(super) fn new(lattice: &Lattice, least: Vec<f32>) -> Memory {
        let width = lattice.length + 1;
        let mut lines = vec![NEVER; width * (MAX_SYLLABLES + 1)];
        lines[0] = 0.0;
        Memory {
            lines,
            last: Form::default(),
            between: [vec![NEVER; width], vec![NEVER; width]],
            least,
        }
    }

    pub(super) fn score(
        &mut self,
        table: &Table,
        spelled: &Spelled,
        lattice: &Lattice,
        form: &Form,
    ) -> f32 {
        let width = lattice.length + 1;
        let shared = if self.last.surname == form.surname {
            self.last
                .rows
                .iter()
                .zip(&form.rows)
                .take_while(|(a, b)| a == b)
                .count()
        } else {
            0
        };
        for k in shared..form.rows.len() {
            let (before, after) = self.lines.split_at_mut((k + 1) * width);
            let (from, to) = (&before[k * width..], &mut after[..width]);
            let [first, second] = &mut self.between;
            spell_syllable(
                table,
                spelled,
                lattice,
                k,
                form.rows[k],
                from,
                first,
                second,
                to,
            );
            if let Some((surname, syllables)) = form.surname
                && syllables == k + 1
            {
                spell_surname(spelled.surnames.list(surname), lattice, to);
            }
            for (reached, least) in to.iter_mut().zip(&self.least) {
                if *reached < *least {
                    *reached = NEVER;
                }
            }
        }
        self.last.surname = form.surname;
        self.last.rows.clone_from(&form.rows);
        self.lines[form.rows.len() * width + width - 1]
    }
}

/// The surname as a whole, where a word ends behind it.
pub(super) fn spell_surname<'s>(
    spellings: impl Iterator<Item = (&'s str, f32)>,
    lattice: &Lattice,
    to: &mut [f32],
) {
    for (spelling, value) in spellings {
        let end = spelling.len();
        if lattice.letters.starts_with(spelling.as_bytes())
            && (end == lattice.length || lattice.gaps[end] != Gap::None)
        {
            to[end] = to[end].max(value);
        }
    }
}

/// From the places where syllable `k` may begin to those where it may end.
#[expect(
    clippy::too_many_arguments,
    reason = "the inner loop borrows its lines one by one"
)]
pub(super) fn spell_syllable(
    table: &Table,
    spelled: &Spelled,
    lattice: &Lattice,
    k: usize,
    rows: Rows,
    from: &[f32],
    first: &mut [f32],
    second: &mut [f32],
    to: &mut [f32],
) {
    spell_onset(table, spelled, lattice, k, rows, from, first);
    let vowel = spelled.row(Slot::Vowel, rows.vowel.into());
    spell_part(lattice, Slot::Vowel, vowel, table.drop, first, second);
    let coda = spelled.row(Slot::Coda, rows.coda.into());
    spell_part(lattice, Slot::Coda, coda, table.drop, second, to);
    skip_letters(lattice, table.skip, to);
}

/// From the places where syllable `k` may begin to those behind its onset.
fn spell_onset(
    table: &Table,
    spelled: &Spelled,
    lattice: &Lattice,
    k: usize,
    rows: Rows,
    from: &[f32],
    to: &mut [f32],
) {
    let gaps = &table.gaps[usize::from(k > 1)];
    let within = spelled.row(Slot::Onset, rows.onset.into());
    let of_word = spelled.row(Slot::Onset, rows.onset_of_word.into());
    to.fill(NEVER);
    // Nothing stands before the first.
    let places = if k == 0 { 1 } else { from.len() };
    for (at, &reached) in from[..places].iter().enumerate() {
        if reached <= NEVER {
            continue;
        }
        let gap = lattice.gap(at);
        let (row, reached) = match (k, gap) {
            (0, _) => (within, reached),
            (_, Gap::Space) => (of_word, reached + gaps[gap as usize]),
            _ => (within, reached + gaps[gap as usize]),
        };
        let found = lattice.at(Slot::Onset, at);
        advance(found, row, at, reached, table.drop, to);
    }
}

/// From the places behind one part of a syllable to those behind the next, a vowel or a coda.
#[inline]
pub(super) fn spell_part(
    lattice: &Lattice,
    slot: Slot,
    row: &[f32],
    drop: f32,
    from: &[f32],
    to: &mut [f32],
) {
    to.fill(NEVER);
    for (at, &reached) in from.iter().enumerate() {
        if reached > NEVER {
            advance(lattice.at(slot, at), row, at, reached, drop, to);
        }
    }
}

/// A syllable may end behind letters that nothing spells, each at a price.
#[inline]
pub(super) fn skip_letters(lattice: &Lattice, skip: f32, to: &mut [f32]) {
    for at in 0..lattice.length {
        to[at + 1] = to[at + 1].max(to[at] + skip);
    }
}

#[inline]
pub(super) fn advance(
    found: &[Found],
    row: &[f32],
    at: usize,
    reached: f32,
    drop: f32,
    to: &mut [f32],
) {
    to[at] = to[at].max(reached + drop);
    for found in found {
        let end = at + usize::from(found.length);
        let value = reached + row[usize::from(found.spelling)] + found.slip;
        if value > to[end] {
            to[end] = value;
        }
    }
}
