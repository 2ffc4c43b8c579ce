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
    /// For each slot, letter by letter, the probability of each spelling by all systems together.
    pub(super) pooled: OfSlots,
    /// For each slot and spelling the logarithm of how often a letter is spelled so twice, by all systems together.
    pub(super) pooled_ties: OfSlots,
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
        let by_letter: Vec<OfSlots> = systems()
            .map(|spelled| SLOTS.map(|slot| by_letter(table, spelled, slot).into()))
            .collect();
        let weights: Vec<f32> = table
            .systems
            .iter()
            .map(|system| system.weight.exp())
            .collect();
        let pooled: [Vec<f32>; 3] = SLOTS.map(|slot| {
            let letters = letters[slot.index()].len();
            let width = widths[slot.index()];
            (0..letters)
                .flat_map(|letter| (0..width).map(move |spelling| (letter, spelling)))
                .map(|(letter, spelling)| mix(&by_letter, &weights, slot, width, letter, spelling))
                .collect()
        });
        let pooled_ties = SLOTS.map(|slot| {
            let (priors, pooled) = (&letters[slot.index()], &pooled[slot.index()]);
            let width = widths[slot.index()];
            let tie = |spelling: usize| {
                let own = (0..priors.len()).map(|letter| pooled[letter * width + spelling]);
                let terms = own.zip(priors.iter()).map(|(own, prior)| prior * own * own);
                tie(terms.sum())
            };
            (0..width).map(tie).collect::<Cow<[f32]>>()
        });
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
            by_letter: by_letter.into(),
            letters,
            pooled: pooled.map(Cow::from),
            pooled_ties,
            widths,
        }
    }

    /// How probable each letter of a slot is to be spelled so, by systems of these weights.
    pub(super) fn mixed(
        &self,
        weights: &[f32],
        slot: Slot,
        spelling: usize,
    ) -> impl Iterator<Item = f32> {
        let width = self.widths[slot.index()];
        let letters = 0..self.letters[slot.index()].len();
        letters.map(move |letter| mix(&self.by_letter, weights, slot, width, letter, spelling))
    }
}

fn mix(
    by_letter: &[OfSlots],
    weights: &[f32],
    slot: Slot,
    width: usize,
    letter: usize,
    spelling: usize,
) -> f32 {
    let systems = weights.iter().zip(by_letter);
    systems
        .map(|(weight, by)| weight * by[slot.index()][letter * width + spelling])
        .sum()
}

/// The logarithm of how often one letter is spelled in two ways.
pub(super) fn tie(probability: f32) -> f32 {
    probability.ln().max(LEAST_TIE)
}

/// No two spellings say less than this of one letter.
const LEAST_TIE: f32 = -18.0;

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
