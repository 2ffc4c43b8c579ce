//! Whether letters are rather another person's name: one that differs in a single syllable and fits much better.
//!
//! `Park Seong-yong` may be a slip for 박선용, but it is 박성용; `Pak Jin-hek` is nobody's name but 박진혁, since no given
//! name has the syllable 헥.

use super::channel::{Form, Lattice, NEVER, glance};
use super::choice::USUAL_WEIGHT;
use super::jamo::Syllable;
use super::model::Model;
use super::pronounce::pronounce;

/// A name that fits better by more nats than this is the one that is meant.
const BETTER: f32 = 4.0;
/// What stays behind the best reading by more than this fits no better.
const LEAST: f32 = -16.0;

/// Whether some usual name, like `word` but for one syllable with the same first consonant or none, explains the letters of
/// `orders` much better than `word` does; never of what is no person's name.
pub(super) fn is_another(model: &Model, orders: &[Lattice], word: &str) -> bool {
    let Some((_, surname)) = model.table.surname_of(word) else {
        return false;
    };
    let syllables: Vec<char> = word.chars().collect();
    if !(1..=2).contains(&(syllables.len() - surname)) {
        return false;
    }
    let mut letters = Letters {
        model,
        bounds: orders
            .iter()
            .map(|order| (order, model.letters.bound(&model.table, order)[0]))
            .collect(),
        form: Form::default(),
    };
    let own = letters.explain(word, NEVER);
    if own <= NEVER / 2.0 {
        return true;
    }
    let own = own + USUAL_WEIGHT * model.table.given.usual(word, surname);
    for (at, &syllable) in syllables.iter().enumerate() {
        let [single, first, second] = &model.given_syllables;
        let list = match (at.checked_sub(surname), syllables.len() - surname) {
            (None, _) => &model.family_syllables,
            (Some(0), 1) => single,
            (Some(0), _) => first,
            (Some(_), _) => second,
        };
        let onset = Syllable::of(syllable).map(|syllable| syllable.onset);
        let others = list
            .iter()
            .copied()
            .filter(|&other| other != syllable)
            // A first consonant that the letters do not show may be none at all.
            .filter(|&other| {
                let other = Syllable::of(other).map(|other| other.onset);
                other == onset || other == Some('ㅇ')
            });
        let mut changed = syllables.clone();
        for other in others {
            changed[at] = other;
            let changed: String = changed.iter().collect();
            let usual = USUAL_WEIGHT * model.table.given.usual(&changed, surname);
            let least = own + BETTER - usual;
            if letters.explain(&changed, least) > least {
                return true;
            }
        }
    }
    false
}

/// Latin letters that are to be explained.
struct Letters<'m> {
    model: &'m Model,
    bounds: Vec<(&'m Lattice, [f32; super::latin::MAX_LETTERS + 1])>,
    form: Form,
}

impl Letters<'_> {
    /// How probable the letters are for a word as written or as spoken, a natural logarithm; where that is less than
    /// `least`, anything below it.
    fn explain(&mut self, word: &str, least: f32) -> f32 {
        let table = &self.model.table;
        let spoken = Some(pronounce(word)).filter(|spoken| spoken != word);
        let mut best = NEVER;
        for form in [Some(word), spoken.as_deref()].into_iter().flatten() {
            if Form::read(table, form, &mut self.form).is_none() {
                continue;
            }
            for (order, bound) in &self.bounds {
                let behind = least - order.cost() - bound[order.length];
                let value = glance(table, order, &self.form, bound, behind.clamp(LEAST, 0.0));
                let value = value.unwrap_or(NEVER);
                best = best.max(value + order.cost());
            }
        }
        best
    }
}
