//! Whether letters are rather another person's name: one that differs in a single syllable and fits much better.
//!
//! `Park Seong-yong` may be a slip for 박선용, but it is 박성용; `Pak Jin-hek` is nobody's name but 박진혁, since no given
//! name has the syllable 헥.

use super::channel::{Form, Lattice, NEVER, glance};
use super::choice::USUAL_WEIGHT;
use super::jamo::Syllable;
use super::model::Model;
use super::pronounce::pronounce;
use super::table::Table;

/// A name that fits better by more nats than this is the one that is meant.
const BETTER: f32 = 4.0;
/// What stays behind the best reading by more than this fits no better.
const LEAST: f32 = -16.0;

/// A person's name and the usual names like it but for one syllable with the same first consonant or none.
pub(super) struct Neighbours<'m> {
    model: &'m Model,
    own: Neighbour,
    others: Vec<Neighbour>,
}

/// A name as it is written and, where that is another, as it is spoken.
struct Neighbour {
    forms: Vec<Form>,
    /// How much it counts that the name is usual.
    usual: f32,
}

impl<'m> Neighbours<'m> {
    /// `None` of what is no person's name.
    pub(super) fn of(model: &'m Model, word: &str) -> Option<Neighbours<'m>> {
        let (_, surname) = model.table.surname_of(word)?;
        let syllables: Vec<char> = word.chars().collect();
        if !(1..=2).contains(&(syllables.len() - surname)) {
            return None;
        }
        let mut others = Vec::new();
        for (at, &syllable) in syllables.iter().enumerate() {
            let [single, first, second] = &model.given_syllables;
            let list = match (at.checked_sub(surname), syllables.len() - surname) {
                (None, _) => &model.family_syllables,
                (Some(0), 1) => single,
                (Some(0), _) => first,
                (Some(_), _) => second,
            };
            let onset = Syllable::of(syllable).map(|syllable| syllable.onset);
            let mut changed = syllables.clone();
            for &other in list.iter().filter(|&&other| other != syllable) {
                // A first consonant that the letters do not show may be none at all.
                let own = Syllable::of(other).map(|other| other.onset);
                if own == onset || own == Some('ㅇ') {
                    changed[at] = other;
                    let changed: String = changed.iter().collect();
                    others.push(Neighbour::new(model, &changed, surname));
                }
            }
        }
        Some(Neighbours {
            model,
            own: Neighbour::new(model, word, surname),
            others,
        })
    }

    /// Whether one of the others explains the letters of `orders` much better than the name itself does.
    pub(super) fn are_meant(&self, orders: &[Lattice]) -> bool {
        let letters = Letters {
            table: &self.model.table,
            bounds: orders
                .iter()
                .map(|order| (order, self.model.letters.bound(&self.model.table, order)[0]))
                .collect(),
        };
        let own = letters.explain(&self.own, NEVER);
        if own <= NEVER / 2.0 {
            return true;
        }
        let own = own + self.own.usual;
        self.others.iter().any(|other| {
            let least = own + BETTER - other.usual;
            letters.explain(other, least) > least
        })
    }
}

impl Neighbour {
    fn new(model: &Model, word: &str, surname: usize) -> Neighbour {
        let spoken = Some(pronounce(word)).filter(|spoken| spoken != word);
        let forms = [Some(word), spoken.as_deref()].into_iter().flatten();
        let forms = forms.filter_map(|word| {
            let mut form = Form::default();
            Form::read(&model.table, word, &mut form).map(|()| form)
        });
        Neighbour {
            forms: forms.collect(),
            usual: USUAL_WEIGHT * model.table.given.usual(word, surname),
        }
    }
}

/// Latin letters that are to be explained.
struct Letters<'m> {
    table: &'m Table,
    bounds: Vec<(&'m Lattice, [f32; super::latin::MAX_LETTERS + 1])>,
}

impl Letters<'_> {
    /// How probable the letters are for a name as written or as spoken, a natural logarithm; where that is less than
    /// `least`, anything below it.
    fn explain(&self, name: &Neighbour, least: f32) -> f32 {
        let mut best = NEVER;
        for form in &name.forms {
            for (order, bound) in &self.bounds {
                let behind = least - order.cost() - bound[order.length];
                let value = glance(self.table, order, form, bound, behind.clamp(LEAST, 0.0));
                let value = value.unwrap_or(NEVER);
                best = best.max(value + order.cost());
            }
        }
        best
    }
}
