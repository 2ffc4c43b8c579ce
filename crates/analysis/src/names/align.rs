//! How a spelling and a name fit together letter by letter, as the trainer counts them.

use super::channel::{Form, Lattice, Memory, NEVER, spell_syllable};
use super::latin::{Gap, Spelling};
use super::table::{Slot, Spelled, Table};

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
