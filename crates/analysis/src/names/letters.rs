//! Latin letters without Hangul beside them: how probable each spelling is whatever it stands for, computed from the table.

use std::borrow::Cow;

use super::table::{NEVER, SLOTS, Slot, Spelled, Table};

/// One number for each spelling of each slot.
pub(super) type OfSlots = [Cow<'static, [f32]>; 3];

/// Probabilities by letters alone, their contexts averaged.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Letters {
    /// For each system, slot and spelling the most that any letter gives it.
    pub(super) most: Cow<'static, [OfSlots]>,
    /// The most that any system gives it.
    pub(super) most_of_all: OfSlots,
    /// For each system and slot, letter by letter, the probability of each spelling.
    pub(super) by_letter: Cow<'static, [OfSlots]>,
    /// For each slot the probability of each letter.
    pub(super) letters: OfSlots,
    pub(super) widths: [usize; 3],
}

impl Letters {
    pub(super) fn of(table: &Table) -> Letters {
        let widths = SLOTS.map(|slot| table.spellings[slot.index()].len());
        let letters = SLOTS.map(|slot| {
            let priors = &table.priors[slot.index()];
            priors
                .chunks(slot.contexts())
                .map(|contexts| contexts.iter().map(|prior| prior.exp()).sum())
                .collect::<Cow<[f32]>>()
        });
        let systems = || table.systems.iter().map(|system| &system.spelled);
        let most: Vec<OfSlots> = systems()
            .map(|spelled| SLOTS.map(|slot| most(table, spelled, slot).into()))
            .collect();
        let by_letter = systems()
            .map(|spelled| SLOTS.map(|slot| by_letter(table, spelled, slot).into()))
            .collect();
        let mut most_of_all = SLOTS.map(|slot| vec![NEVER; widths[slot.index()]]);
        for of_system in &most {
            for (all, values) in most_of_all.iter_mut().zip(of_system) {
                for (most, &value) in all.iter_mut().zip(values.iter()) {
                    *most = most.max(value);
                }
            }
        }
        Letters {
            most: most.into(),
            most_of_all: most_of_all.map(Cow::from),
            by_letter,
            letters,
            widths,
        }
    }
}

/// For each spelling of a slot the most that any row gives it.
fn most(table: &Table, spelled: &Spelled, slot: Slot) -> Vec<f32> {
    let mut most = vec![NEVER; table.spellings[slot.index()].len()];
    for row in (0..slot.rows()).filter(|&row| table.priors[slot.index()][row] > RARE_ROW) {
        for (most, &value) in most.iter_mut().zip(spelled.row(slot, row)) {
            *most = most.max(value);
        }
    }
    most
}

/// Rows rarer than this say nothing of their own.
const RARE_ROW: f32 = -9.0;

fn by_letter(table: &Table, spelled: &Spelled, slot: Slot) -> Vec<f32> {
    let width = table.spellings[slot.index()].len();
    let mut out = Vec::with_capacity(slot.rows() / slot.contexts() * width);
    for first in (0..slot.rows()).step_by(slot.contexts()) {
        let rows = first..first + slot.contexts();
        let total: f32 = rows
            .clone()
            .map(|row| table.priors[slot.index()][row].exp())
            .sum();
        let mut sums = vec![0.0; width];
        for row in rows {
            let share = table.priors[slot.index()][row].exp() / total;
            for (sum, value) in sums.iter_mut().zip(spelled.row(slot, row)) {
                *sum += share * value.exp();
            }
        }
        out.extend(sums);
    }
    out
}
