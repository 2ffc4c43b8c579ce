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
    letters: Vec<u8>,
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
const HOPELESS: f32 = -22.0;

/// A system whose best reading is less probable than another's by more than this has no part in a spelling.
const HARDLY: f32 = -5.0;

/// The memory of the dynamic programming for one lattice and system.
#[derive(Clone, Debug)]
struct Memory {
    /// One line a syllable, each with one number a place: what was spelled up to there.
    lines: Vec<f32>,
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
    fn new(lattice: &Lattice, least: Vec<f32>) -> Memory {
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

    fn score(&mut self, table: &Table, spelled: &Spelled, lattice: &Lattice, form: &Form) -> f32 {
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

/// A first look: how probable `form` is for one order of Latin letters by all systems together; `None` as soon as it
/// stays behind what `bound` allows by more than `least`, a negative number.
pub(super) fn glance(
    table: &Table,
    lattice: &Lattice,
    form: &Form,
    bound: &[f32],
    least: f32,
) -> Option<f32> {
    let width = lattice.length + 1;
    let mut lines = [[NEVER; MAX_LETTERS + 1]; 4];
    let [from, first, second, to] = &mut lines;
    let (mut from, mut to) = (&mut from[..width], &mut to[..width]);
    from[0] = 0.0;
    for (k, &rows) in form.rows.iter().enumerate() {
        let spelled = &table.pooled;
        let (first, second) = (&mut first[..width], &mut second[..width]);
        spell_syllable(table, spelled, lattice, k, rows, from, first, second, to);
        if let Some((surname, syllables)) = form.surname
            && syllables == k + 1
        {
            spell_surname(spelled.surnames.list(surname), lattice, to);
        }
        let mut alive = false;
        for (reached, bound) in to.iter_mut().zip(bound) {
            if *reached < bound + least {
                *reached = NEVER;
            } else {
                alive = true;
            }
        }
        if !alive {
            return None;
        }
        std::mem::swap(&mut from, &mut to);
    }
    (from[width - 1] > NEVER).then_some(from[width - 1])
}

/// The surname as a whole, where a word ends behind it.
fn spell_surname<'s>(
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
fn spell_syllable(
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
    let gaps = &table.gaps[usize::from(k > 1)];
    let onset = spelled.row(Slot::Onset, rows.onset.into());
    let onset_of_word = spelled.row(Slot::Onset, rows.onset_of_word.into());
    first.fill(NEVER);
    for (at, &reached) in from.iter().enumerate().take(lattice.length + 1) {
        if reached <= NEVER {
            continue;
        }
        let gap = lattice.gap(at);
        let (row, reached) = if k == 0 {
            (onset, reached)
        } else {
            (
                if gap == Gap::Space {
                    onset_of_word
                } else {
                    onset
                },
                reached + gaps[gap as usize],
            )
        };
        advance(
            lattice.at(Slot::Onset, at),
            row,
            at,
            reached,
            table.drop,
            first,
        );
    }
    second.fill(NEVER);
    let vowel = spelled.row(Slot::Vowel, rows.vowel.into());
    for (at, &reached) in first.iter().enumerate() {
        if reached > NEVER {
            advance(
                lattice.at(Slot::Vowel, at),
                vowel,
                at,
                reached,
                table.drop,
                second,
            );
        }
    }
    to.fill(NEVER);
    let coda = spelled.row(Slot::Coda, rows.coda.into());
    for (at, &reached) in second.iter().enumerate() {
        if reached > NEVER {
            advance(
                lattice.at(Slot::Coda, at),
                coda,
                at,
                reached,
                table.drop,
                to,
            );
        }
    }
    for at in 0..lattice.length {
        to[at + 1] = to[at + 1].max(to[at] + table.skip);
    }
}

#[inline]
fn advance(found: &[Found], row: &[f32], at: usize, reached: f32, drop: f32, to: &mut [f32]) {
    to[at] = to[at].max(reached + drop);
    for found in found {
        let end = at + usize::from(found.length);
        let value = reached + row[usize::from(found.spelling)] + found.slip;
        if value > to[end] {
            to[end] = value;
        }
    }
}

/// One letter spelled, as the trainer counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A row of a slot spelled by the spelling of that number.
    Spelled {
        /// The slot.
        slot: Slot,
        /// Its row.
        row: usize,
        /// The number of the spelling within the slot.
        spelling: usize,
    },
    /// A Hangul letter that was not written.
    Dropped,
    /// A Latin letter that stands for nothing.
    Skipped,
    /// A gap before the syllable of that number.
    Gap {
        /// The syllable, never 0.
        syllable: usize,
        /// 0 nothing, 1 a hyphen, 2 a space.
        gap: usize,
    },
    /// Gaps inside a syllable.
    Slipped(usize),
}

/// The best way to spell a name, step by step from its end, for the trainer.
#[derive(Clone, Debug, PartialEq)]
pub struct Alignment {
    /// The logarithm of its probability.
    pub score: f32,
    /// The steps, the last first.
    pub steps: Vec<Step>,
    /// Whether the last word was taken as the surname.
    pub turned: bool,
    /// The letters of the first word in that order.
    pub first_word: String,
}

/// The best way to spell the syllables `hangul` as `latin` by a system, letter by letter; `None` where one of them
/// cannot be read.
pub fn align(table: &Table, spelled: &Spelled, hangul: &str, latin: &str) -> Option<Alignment> {
    let spelling = Spelling::read(latin)?;
    let mut form = Form::default();
    Form::read(table, hangul, &mut form)?;
    form.surname = None;
    let mut best: Option<Alignment> = None;
    for (turned, order) in spelling.orders().iter().enumerate() {
        let cost = if turned > 0 { table.turned } else { 0.0 };
        let lattice = Lattice::new(table, order, cost);
        let mut memory = Memory::new(&lattice, Vec::new());
        let score = memory.score(table, spelled, &lattice, &form) + cost;
        if best.as_ref().is_some_and(|best| best.score >= score) {
            continue;
        }
        let end = order.words().nth(1).unwrap_or(order.letters.len());
        best = Some(Alignment {
            score,
            steps: trace(table, spelled, &lattice, &memory, &form),
            turned: turned > 0,
            first_word: String::from_utf8_lossy(&order.letters[..end]).into_owned(),
        });
    }
    best
}

/// Walks back through the lines of a scored form.
fn trace(
    table: &Table,
    spelled: &Spelled,
    lattice: &Lattice,
    memory: &Memory,
    form: &Form,
) -> Vec<Step> {
    let width = lattice.length + 1;
    let mut steps = Vec::new();
    let mut at = lattice.length;
    let near = |a: f32, b: f32| (a - b).abs() < 1e-3;
    for k in (0..form.rows.len()).rev() {
        let from = &memory.lines[k * width..][..width];
        let (mut first, mut second, mut to) =
            (vec![NEVER; width], vec![NEVER; width], vec![NEVER; width]);
        spell_syllable(
            table,
            spelled,
            lattice,
            k,
            form.rows[k],
            from,
            &mut first,
            &mut second,
            &mut to,
        );
        while at > 0 && to[at] > NEVER && near(to[at], to[at - 1] + table.skip) {
            steps.push(Step::Skipped);
            at -= 1;
        }
        let rows = form.rows[k];
        let mut back = |slot: Slot,
                        line: &[f32],
                        before: &dyn Fn(usize) -> (f32, usize),
                        at: usize|
         -> usize {
            for start in (0..=at).rev() {
                let (reached, row) = before(start);
                if reached <= NEVER {
                    continue;
                }
                for found in lattice.at(slot, start) {
                    if start + usize::from(found.length) == at
                        && near(
                            line[at],
                            reached
                                + spelled.row(slot, row)[usize::from(found.spelling)]
                                + found.slip,
                        )
                    {
                        steps.push(Step::Spelled {
                            slot,
                            row,
                            spelling: found.spelling.into(),
                        });
                        if found.slip < 0.0 {
                            steps.push(Step::Slipped((found.slip / table.slip).round() as usize));
                        }
                        return start;
                    }
                }
                if start == at && near(line[at], reached + table.drop) {
                    steps.push(Step::Dropped);
                    return start;
                }
            }
            at
        };
        at = back(Slot::Coda, &to, &|i| (second[i], rows.coda.into()), at);
        at = back(Slot::Vowel, &second, &|i| (first[i], rows.vowel.into()), at);
        let gaps = &table.gaps[usize::from(k > 1)];
        at = back(
            Slot::Onset,
            &first,
            &|i| {
                let gap = lattice.gap(i);
                if k == 0 {
                    return (from[i], rows.onset.into());
                }
                let row = if gap == Gap::Space {
                    rows.onset_of_word
                } else {
                    rows.onset
                };
                (
                    if from[i] > NEVER {
                        from[i] + gaps[gap as usize]
                    } else {
                        NEVER
                    },
                    row.into(),
                )
            },
            at,
        );
        if k > 0 {
            steps.push(Step::Gap {
                syllable: k,
                gap: lattice.gap(at) as usize,
            });
        }
    }
    steps
}
