//! Whether letters are rather another person's name: one that differs in a single syllable and fits much better.
//!
//! `Park Seong-yong` may be a slip for 박선용, but it is 박성용; `Pak Jin-hek` is nobody's name but 박진혁, since no given
//! name has the syllable 헥.

use super::channel::{Form, Lattice, NEVER};
use super::explain::Explainer;
use super::hear::USUAL_WEIGHT;
use super::jamo::Syllable;
use super::model::Model;
use super::pronounce::pronounce;

/// A name that fits better by more nats than this is the one that is meant.
const BETTER: f32 = 3.0;
/// What stays behind the best reading by more than this fits no better.
const LEAST: f32 = -16.0;

/// A person's name and the usual names like it but for one syllable with the same first consonant or none.
pub(super) struct Neighbours<'m> {
    model: &'m Model,
    own: Vec<Neighbour>,
    /// Sorted by how they are spelled.
    others: Vec<Neighbour>,
    /// How much the most usual of the others counts.
    most_usual: f32,
}

/// A name as it is written or as it is spoken.
struct Neighbour {
    form: Form,
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
                    Neighbour::add(model, &changed, surname, &mut others);
                }
            }
        }
        let mut own = Vec::new();
        Neighbour::add(model, word, surname, &mut own);
        others.sort_by(|a, b| a.form.rows.cmp(&b.form.rows));
        let usual = others.iter().map(|other| other.usual);
        Some(Neighbours {
            model,
            own,
            most_usual: usual.fold(NEVER, f32::max),
            others,
        })
    }

    /// Whether one of the others explains the letters of `orders` much better than the name itself does.
    pub(super) fn are_meant(&self, orders: &[Lattice]) -> bool {
        let explainers = orders.iter();
        let mut explainers: Vec<Explainer<'_>> = explainers
            .map(|order| Explainer::new(self.model, order, LEAST))
            .collect();
        let mut own = NEVER;
        for name in &self.own {
            for explainer in &mut explainers {
                own = own.max(explainer.explain(&name.form, NEVER) + name.usual);
            }
        }
        if own <= NEVER / 2.0 {
            return true;
        }
        let least = own + BETTER;
        for explainer in &mut explainers {
            explainer.restart((least - self.most_usual - explainer.best()).clamp(LEAST, 0.0));
        }
        self.others.iter().any(|other| {
            let least = least - other.usual;
            let mut explainers = explainers.iter_mut();
            explainers.any(|explainer| explainer.explain(&other.form, least) > least)
        })
    }
}

impl Neighbour {
    /// Adds a name as it is written and, where that is another, as it is spoken.
    fn add(model: &Model, word: &str, surname: usize, out: &mut Vec<Neighbour>) {
        let spoken = Some(pronounce(word)).filter(|spoken| spoken != word);
        let usual = USUAL_WEIGHT * model.table.given.usual(word, surname);
        for word in [Some(word), spoken.as_deref()].into_iter().flatten() {
            let mut form = Form::default();
            if Form::read(&model.table, word, &mut form).is_some() {
                out.push(Neighbour { form, usual });
            }
        }
    }
}
