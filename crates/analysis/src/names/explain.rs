//! How probable one order of Latin letters is for many names that begin alike, all systems together.

use super::best_reading::Lines;
use super::channel::{Form, Lattice, spell_surname};
use super::latin::{Gap, MAX_LETTERS};
use super::line::Line;
use super::model::Model;
use super::table::{NEVER, Rows, Slot};

/// Latin letters that are to be explained.
pub(super) struct Explainer<'m> {
    model: &'m Model,
    lattice: &'m Lattice,
    /// What no reading exceeds.
    bound: Lines,
    /// What stays behind that by more than this, a negative number, is given up.
    least: f32,
    /// Behind each syllable of the last name, and before the first, what was spelled.
    lines: Vec<Line>,
    first: Line,
    second: Line,
    last: Form,
}

impl<'m> Explainer<'m> {
    pub(super) fn new(model: &'m Model, lattice: &'m Lattice, least: f32) -> Explainer<'m> {
        let mut start = Line::EMPTY;
        start.raise(0, 0.0);
        Explainer {
            model,
            lattice,
            bound: model.letters.bound(&model.table, lattice),
            least,
            lines: vec![start],
            first: Line::EMPTY,
            second: Line::EMPTY,
            last: Form::default(),
        }
    }

    /// How probable the letters are for the best name, what the order costs included.
    pub(super) fn best(&self) -> f32 {
        self.bound[0][self.lattice.length] + self.lattice.cost()
    }

    /// Gives up other names than before.
    pub(super) fn restart(&mut self, least: f32) {
        self.least = least;
        self.lines.truncate(1);
    }

    /// How probable the letters are for a name, what the order costs included; where that is less than `least` or is given
    /// up, anything below it.
    pub(super) fn explain(&mut self, form: &Form, least: f32) -> f32 {
        let behind = (least - self.best()).clamp(self.least, 0.0);
        let mut shared = 0;
        if self.last.surname == form.surname {
            let both = self.last.rows.iter().zip(&form.rows);
            shared = both.take_while(|(a, b)| a == b).count();
        }
        shared = shared.min(self.lines.len() - 1);
        self.last.surname = form.surname;
        self.last.rows.clone_from(&form.rows);
        self.lines.truncate(shared + 1);
        for (k, &rows) in form.rows.iter().enumerate() {
            if k >= shared {
                self.spell(k, rows, form.surname);
            }
            if !self.lines[k + 1].is_near(&self.bound[0], behind) {
                return NEVER;
            }
        }
        self.lines[form.rows.len()].values[self.lattice.length] + self.lattice.cost()
    }

    /// Adds the line behind syllable `k`.
    fn spell(&mut self, k: usize, rows: Rows, surname: Option<(usize, usize)>) {
        let (table, lattice) = (&self.model.table, self.lattice);
        let spelled = &table.pooled;
        let advance = |slot: Slot, at: usize, row: &[f32], reached: f32, to: &mut Line| {
            to.raise(at, reached + table.drop);
            for found in lattice.at(slot, at) {
                let value = reached + row[usize::from(found.spelling)] + found.slip;
                to.raise(at + usize::from(found.length), value);
            }
        };
        self.first.clear();
        let within = spelled.row(Slot::Onset, rows.onset.into());
        let of_word = spelled.row(Slot::Onset, rows.onset_of_word.into());
        for (at, reached) in self.lines[k].reached() {
            let gap = lattice.gap(at);
            let (row, reached) = match k {
                0 => (within, reached),
                _ => (
                    if gap == Gap::Space { of_word } else { within },
                    reached + table.gaps[usize::from(k > 1)][gap as usize],
                ),
            };
            advance(Slot::Onset, at, row, reached, &mut self.first);
        }
        self.first.prune(&self.bound[1], self.least);
        self.second.clear();
        let vowel = spelled.row(Slot::Vowel, rows.vowel.into());
        for (at, reached) in self.first.reached() {
            advance(Slot::Vowel, at, vowel, reached, &mut self.second);
        }
        self.second.prune(&self.bound[2], self.least);
        let mut to = Line::EMPTY;
        let coda = spelled.row(Slot::Coda, rows.coda.into());
        for (at, reached) in self.second.reached() {
            advance(Slot::Coda, at, coda, reached, &mut to);
        }
        let mut at = to.low;
        while at < to.high && at < lattice.length {
            let skipped = to.values[at] + table.skip;
            if skipped >= self.bound[0][at + 1] + self.least {
                to.raise(at + 1, skipped);
            }
            at += 1;
        }
        if let Some((surname, syllables)) = surname
            && syllables == k + 1
        {
            let mut whole = [NEVER; MAX_LETTERS + 1];
            let surnames = spelled.surnames.list(surname);
            spell_surname(surnames, lattice, &mut whole[..=lattice.length]);
            for (at, &value) in whole[..=lattice.length].iter().enumerate() {
                to.raise(at, value);
            }
        }
        to.prune(&self.bound[0], self.least);
        self.lines.push(to);
    }
}

#[cfg(test)]
mod tests {
    use super::super::latin::Spelling;
    use super::super::query::lattices;
    use super::*;

    #[test]
    fn names_in_whatever_order_are_explained_alike() {
        let model = Model::committed();
        let forms = [
            "김정은",
            "김정운",
            "김중은",
            "김정",
            "이정은",
            "김정은",
            "금종운",
        ];
        for text in [
            "Kim Jong-un",
            "Kim Chŏng-ŭn",
            "Un Kim Jong",
            "Keum Jongwoon",
        ] {
            let orders = lattices(model, &Spelling::read(text).unwrap());
            for order in &orders {
                let mut shared = Explainer::new(model, order, -16.0);
                for name in forms {
                    let mut form = Form::default();
                    Form::read(&model.table, name, &mut form).unwrap();
                    let mut fresh = Explainer::new(model, order, -16.0);
                    let alone = fresh.explain(&form, NEVER);
                    assert_eq!(shared.explain(&form, NEVER), alone, "{name} {text}");
                    // Where less is asked for, what is said is the same or below it.
                    let least = alone + 1.0;
                    assert!(
                        alone <= NEVER || shared.explain(&form, least) < least,
                        "{name} {text}"
                    );
                }
            }
        }
    }
}
