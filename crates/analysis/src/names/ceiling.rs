//! What no name in Hangul exceeds against Latin letters, told quicker than how well it explains them.
//!
//! Instead of every system of romanisation by itself, all are held against the letters at once: each spelling as probable
//! as the system makes it that likes it most. Names whose ceiling is too low need not be looked at.

use super::channel::{
    Channel, Form, HOPELESS, Lattice, NEVER, advance, skip_letters, spell_part, spell_surname,
};
use super::latin::Gap;
use super::letters::Letters;
use super::table::{Rows, SLOTS, Slot, Table};

/// The letters of a [`Channel`], held against many names; those that begin alike share the work on their beginning.
#[derive(Clone, Debug)]
pub(super) struct Ceiling<'t> {
    table: &'t Table,
    systems: Vec<usize>,
    /// For each slot the spellings that stand somewhere in the letters.
    spellings: [Vec<u16>; 3],
    /// For each slot and row the most that any system gives each spelling, where that was asked for.
    rows: [Vec<Option<Box<[f32]>>>; 3],
    orders: Vec<Order>,
    /// What all systems together can add to the best of them.
    together: f32,
    last: Form,
}

/// The memory of the dynamic programming for one order.
#[derive(Clone, Debug)]
struct Order {
    /// Three lines a syllable, behind its onset, vowel and coda, each with one number a place.
    lines: Vec<f32>,
    /// What was spelled up to each place must be so probable that it has a hope.
    least: Vec<f32>,
}

impl<'t> Ceiling<'t> {
    /// For letters whose best reading is `reading`.
    pub(super) fn new(
        table: &'t Table,
        letters: &Letters,
        channel: &Channel<'_>,
        reading: f32,
    ) -> Ceiling<'t> {
        let systems = channel.systems().to_vec();
        let weights = systems.iter().map(|&system| table.systems[system].weight);
        let together = weights.fold(NEVER, f32::max) + (systems.len() as f32).ln();
        let spellings = SLOTS.map(|slot| {
            let orders = channel.orders().iter();
            let mut found: Vec<u16> = orders
                .flat_map(|order| (0..=order.length).flat_map(move |at| order.at(slot, at)))
                .map(|found| found.spelling)
                .collect();
            found.sort_unstable();
            found.dedup();
            found
        });
        let order = |order: &Lattice| {
            let hope = reading + HOPELESS - order.cost() - together;
            let rest = letters.rest(table, order);
            Order {
                lines: Vec::new(),
                least: rest.iter().map(|rest| hope - rest).collect(),
            }
        };
        Ceiling {
            table,
            systems,
            spellings,
            rows: SLOTS.map(|slot| vec![None; slot.rows()]),
            orders: channel.orders().iter().map(order).collect(),
            together,
            last: Form::default(),
        }
    }

    /// What the logarithm of the probability that `form` is spelled so by any system, in the better order, does not
    /// exceed.
    pub(super) fn of(&mut self, channel: &Channel<'_>, form: &Form) -> f32 {
        let table = self.table;
        for rows in &form.rows {
            for (slot, row) in [
                (Slot::Onset, rows.onset),
                (Slot::Onset, rows.onset_of_word),
                (Slot::Vowel, rows.vowel),
                (Slot::Coda, rows.coda),
            ] {
                self.prepare(slot, row.into());
            }
        }
        let alike = |(a, b): &(&Rows, &Rows)| a == b;
        let both = || self.last.rows.iter().zip(&form.rows);
        let shared = match self.last.surname == form.surname {
            true => both().take_while(alike).count(),
            false => 0,
        };
        // Of the first syllable that differs the onset may still be the same, and then the vowel.
        let next = both()
            .nth(shared)
            .filter(|_| self.last.surname == form.surname);
        let onset =
            next.is_some_and(|(a, b)| (a.onset, a.onset_of_word) == (b.onset, b.onset_of_word));
        let vowel = onset && next.is_some_and(|(a, b)| a.vowel == b.vowel);
        let mut best = NEVER;
        for (order, lattice) in self.orders.iter_mut().zip(channel.orders()) {
            let width = lattice.length + 1;
            let needed = 3 * width * form.rows.len();
            if order.lines.len() < needed {
                order.lines.resize(needed, NEVER);
            }
            for k in shared..form.rows.len() {
                let (before, here) = order.lines.split_at_mut(3 * width * k);
                let [first, second, to] = {
                    let (first, rest) = here.split_at_mut(width);
                    let (second, rest) = rest.split_at_mut(width);
                    [first, second, &mut rest[..width]]
                };
                let rows = form.rows[k];
                let row = |slot: Slot, row: u16| -> &[f32] {
                    let row = &self.rows[slot.index()][usize::from(row)];
                    row.as_deref().expect("all rows of the form were prepared")
                };
                if k > shared || !onset {
                    first.fill(NEVER);
                    let within = row(Slot::Onset, rows.onset);
                    let of_word = row(Slot::Onset, rows.onset_of_word);
                    if k == 0 {
                        let found = lattice.at(Slot::Onset, 0);
                        advance(found, within, 0, 0.0, table.drop, first);
                    } else {
                        let from = &before[before.len() - width..];
                        let gaps = &table.gaps[usize::from(k > 1)];
                        for (at, &reached) in from.iter().enumerate() {
                            if reached > NEVER {
                                let gap = lattice.gap(at);
                                let row = if gap == Gap::Space { of_word } else { within };
                                let reached = reached + gaps[gap as usize];
                                let found = lattice.at(Slot::Onset, at);
                                advance(found, row, at, reached, table.drop, first);
                            }
                        }
                    }
                }
                if k > shared || !vowel {
                    let vowel = row(Slot::Vowel, rows.vowel);
                    spell_part(lattice, Slot::Vowel, vowel, table.drop, first, second);
                }
                let coda = row(Slot::Coda, rows.coda);
                spell_part(lattice, Slot::Coda, coda, table.drop, second, to);
                skip_letters(lattice, table.skip, to);
                if let Some((surname, syllables)) = form.surname
                    && syllables == k + 1
                {
                    for &system in &self.systems {
                        let surnames = &table.systems[system].spelled.surnames;
                        spell_surname(surnames.list(surname), lattice, to);
                    }
                }
                for (reached, least) in to.iter_mut().zip(&order.least) {
                    if *reached < *least {
                        *reached = NEVER;
                    }
                }
            }
            let end = 3 * width * form.rows.len() - 1;
            best = best.max(order.lines[end] + lattice.cost());
        }
        self.last.surname = form.surname;
        self.last.rows.clone_from(&form.rows);
        best + self.together
    }

    /// Makes the row of a slot.
    fn prepare(&mut self, slot: Slot, row: usize) {
        let made = &mut self.rows[slot.index()][row];
        if made.is_some() {
            return;
        }
        let mut most = vec![NEVER; self.table.spellings[slot.index()].len()];
        for &system in &self.systems {
            let values = self.table.systems[system].spelled.row(slot, row);
            for spelling in self.spellings[slot.index()]
                .iter()
                .map(|&at| usize::from(at))
            {
                most[spelling] = most[spelling].max(values[spelling]);
            }
        }
        *made = Some(most.into());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::channel::log_sum;
    use super::super::latin::Spelling;
    use super::super::model::Model;
    use super::super::query::lattices;
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn no_name_exceeds_its_ceiling(
            text in "(Kim|Pak|Lee) [a-z]{1,4}(-[a-z]{1,4})?|[a-z]{1,4}yong [a-z]{1,5}",
            names in proptest::collection::vec("[가-힣]{2,4}|[김이박최][영정은진수][혁은희호]", 1..12),
        ) {
            let model = Model::committed();
            let orders = lattices(model, &Spelling::read(&text).unwrap());
            let readings: Vec<Vec<f32>> = orders
                .iter()
                .map(|order| model.letters.readings(&model.table, order))
                .collect();
            let systems: Vec<f32> = (0..model.table.systems.len())
                .map(|system| readings.iter().map(|order| order[system]).fold(NEVER, f32::max))
                .collect();
            let mut channel = Channel::new(&model.table, &model.letters, orders, &systems);
            let reading = log_sum(&systems);
            let mut shared = Ceiling::new(&model.table, &model.letters, &channel, reading);
            for name in &names {
                let mut form = Form::default();
                Form::read(&model.table, name, &mut form).unwrap();
                let ceiling = shared.of(&channel, &form);
                let mut fresh = Ceiling::new(&model.table, &model.letters, &channel, reading);
                prop_assert_eq!(ceiling, fresh.of(&channel, &form), "{} {}", text, name);
                let score = channel.score(&form);
                prop_assert!(score <= ceiling + 1e-3, "{text} {name}: {score} above {ceiling}");
            }
        }
    }
}
