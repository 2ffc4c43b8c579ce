//! Which surfaces spell the name that was asked for.
//!
//! Two numbers decide. The *score* orders surfaces of one index: how probable the letters are for this name, and how
//! usual its given name is. The *loss* tells whether a surface is the name at all: by how many nats it explains the
//! Latin letters worse than the best reading of any Hangul would. True pairs lose little (half less than 0.7 nats, 95 %
//! less than 5.5), neighbours that differ in one sound mostly 8 to 12.

use super::another::Neighbours;
use super::channel::NEVER;
use super::distinct::Distinct;
use super::judge::compare;
use super::query::{NameQuery, lattices};
use super::twins::{are_twins, twins};
use super::written::Written;
use super::{Relation, Tier, Variant};

/// Names in Hangul less probable than the best by more nats than this are other names.
pub(super) const BEHIND: f32 = 2.0;
/// The most nats that a surface may lose against the best reading of the letters.
const FLOOR: f32 = 7.0;
/// The same between two Latin spellings, whose letters are both uncertain.
pub(super) const LATIN_FLOOR: f32 = 5.2;
/// The same between two single words, which have no surname to hold on to: Joseph is no Chosŏn.
const LATIN_WORD_FLOOR: f32 = 4.2;
/// The most that a spelling of an ordinary word may lose, or an ordinary word of a spelling: nobody means a word but by
/// spelling it well.
pub(super) const ORDINARY_FLOOR: f32 = 2.0;
/// Letters less probable than this, in nats a letter, are no spelling of the name, however ill they fit all others: of
/// true pairs 99 % have more.
const LEAST_OF_A_LETTER: f32 = -1.6;
/// What loses more is only nearly a spelling.
const DOUBTFUL: f32 = 5.0;
/// What loses less is the name whatever else it might be.
const SURE: f32 = 3.5;
/// A variant with what it was ranked by.
pub(super) struct Ranked {
    pub(super) variant: Variant,
    /// Nats lost against the best reading, never negative but for rounding.
    pub(super) loss: f32,
    /// How probable the Latin letters are for the name in Hangul, in nats a letter; 0 between names in one script.
    pub(super) a_letter: f32,
    /// Of two surfaces in one script the one with more is the name rather.
    score: f32,
}

impl Ranked {
    pub(super) fn new(
        surface: &str,
        tier: Tier,
        relation: Relation,
        score: f32,
        loss: f32,
    ) -> Ranked {
        Ranked {
            variant: Variant {
                surface: surface.to_owned(),
                tier,
                nats: 0.0,
                relation,
            },
            loss,
            a_letter: 0.0,
            score,
        }
    }

    /// The same for names in two scripts, of which the Latin one has so many letters with this probability.
    pub(super) fn of_letters(self, probability: f32, letters: usize) -> Ranked {
        Ranked {
            a_letter: probability / letters.max(1) as f32,
            ..self
        }
    }
}

/// Which surfaces are ranked.
#[derive(Clone, Copy)]
pub(super) enum Candidates<'a> {
    /// All that can be compared with the query.
    All,
    /// Those that may be [accepted](accept): the others may be left out, or be ranked as anything behind them.
    Acceptable(&'a Ordinary<'a>),
}

/// Tells the ordinary words among those in Hangul, which are seldom what a Latin spelling means.
pub(super) type Ordinary<'a> = dyn Fn(&str) -> bool + 'a;

/// The surfaces that can be compared with the query, best first.
pub(super) fn rank<'s>(
    query: &NameQuery,
    surfaces: impl IntoIterator<Item = &'s str>,
    candidates: Candidates<'_>,
) -> Vec<Ranked> {
    let mut ranked = compare(query, surfaces, candidates);
    let best = |hangul: bool| {
        let of_script = ranked
            .iter()
            .filter(|ranked| is_hangul(&ranked.variant) == hangul);
        of_script.map(|ranked| ranked.score).fold(NEVER, f32::max)
    };
    let (best_hangul, best_latin) = (best(true), best(false));
    for ranked in &mut ranked {
        let best = if is_hangul(&ranked.variant) {
            best_hangul
        } else {
            best_latin
        };
        ranked.variant.nats = if ranked.variant.tier <= Tier::SameLetters {
            0.0
        } else {
            best - ranked.score
        };
    }
    ranked.sort_by(|a, b| {
        let closer = |ranked: &Ranked| ranked.variant.tier.min(Tier::SameSystem);
        closer(a)
            .cmp(&closer(b))
            .then(a.variant.nats.total_cmp(&b.variant.nats))
            .then_with(|| a.variant.surface.cmp(&b.variant.surface))
    });
    ranked
}

fn is_hangul(variant: &Variant) -> bool {
    matches!(
        variant.relation,
        Relation::Hangul | Relation::InitialLaw | Relation::Hanja
    )
}

/// The most nats that a Latin spelling may lose against a query in Latin letters.
pub(super) fn latin_floor(query: &NameQuery) -> f32 {
    match query.text.contains([' ', '-', ',']) {
        true => LATIN_FLOOR,
        false => LATIN_WORD_FLOOR,
    }
}

/// Leaves of ranked surfaces those that are the name.
pub(super) fn accept(query: &NameQuery, ordinary: &Ordinary<'_>, ranked: &mut Vec<Ranked>) {
    let mut refused = Vec::new();
    let of_latin = matches!(query.written, Written::Latin(_));
    let of_ordinary = !of_latin && ordinary(&query.text);
    let near = |ranked: &Ranked| {
        let variant = &ranked.variant;
        let floor = match of_latin && !is_hangul(variant) {
            true => latin_floor(query),
            false if of_ordinary => ORDINARY_FLOOR,
            false => FLOOR,
        };
        // Many spellings of one name are right at once, but a spelling is mostly of one name.
        let near = !of_latin || !is_hangul(variant) || variant.nats <= BEHIND;
        let is_read = ranked.a_letter >= LEAST_OF_A_LETTER;
        variant.tier <= Tier::SameLetters || near && is_read && ranked.loss <= floor
    };
    let own = match &query.written {
        Written::Latin(spelling) => Some(lattices(query.model(), spelling)),
        _ => None,
    };
    let mut distinct = Distinct::new(query.model());
    let mut others: Option<Vec<Option<Neighbours<'_>>>> = None;
    let mut same = |ranked: &Ranked| {
        let variant = &ranked.variant;
        if variant.tier <= Tier::SameLetters || ranked.loss <= SURE {
            return true;
        }
        let surface = Written::read(&variant.surface);
        match (&own, surface) {
            (Some(own), Some(surface)) if is_hangul(variant) => {
                // In the other state's spelling too: `Ri Yong Ho` is 이용호.
                let forms = surface.hangul().iter();
                let is_person = |twin: &String| query.model().table.surname_of(twin).is_some();
                let twins = forms.clone().flat_map(|form| twins(query.model(), form));
                let mut all = forms.cloned().chain(twins.filter(is_person));
                all.any(|form| {
                    let neighbours = Neighbours::of(query.model(), &form);
                    !neighbours.is_some_and(|neighbours| neighbours.are_meant(own))
                })
            }
            (Some(_), Some(Written::Latin(other))) => match &query.written {
                Written::Latin(own) => !distinct.are_different(own, &other),
                _ => true,
            },
            (None, Some(Written::Latin(spelling))) => {
                let orders = lattices(query.model(), &spelling);
                let others = others.get_or_insert_with(|| {
                    let forms = query.written.hangul().iter();
                    let is_person = |twin: &String| query.model().table.surname_of(twin).is_some();
                    let twins = forms.clone().flat_map(|form| twins(query.model(), form));
                    let all = forms.cloned().chain(twins.filter(is_person));
                    all.map(|form| Neighbours::of(query.model(), &form))
                        .collect()
                });
                let is_another = |form: &Option<Neighbours<'_>>| {
                    form.as_ref().is_some_and(|form| form.are_meant(&orders))
                };
                others.iter().any(|form| !is_another(form))
            }
            _ => true,
        }
    };
    for candidate in std::mem::take(ranked) {
        if near(&candidate) && same(&candidate) {
            ranked.push(candidate);
        } else {
            refused.push(candidate);
        }
    }
    // The other side of the initial law is the same name, however the letters look.
    let twin = |surface: &str| {
        let is_twin = |chosen: &&Ranked| are_twins(query.model(), surface, &chosen.variant.surface);
        ranked.iter().find(is_twin)
    };
    let mut twins = Vec::new();
    for refused in refused.iter().filter(|refused| is_hangul(&refused.variant)) {
        if let Some(chosen) = twin(&refused.variant.surface) {
            twins.push(Ranked {
                variant: Variant {
                    surface: refused.variant.surface.clone(),
                    ..chosen.variant.clone()
                },
                ..*chosen
            });
        }
    }
    ranked.extend(twins);
    for ranked in ranked.iter_mut() {
        // Between two Latin spellings nothing tells a slip (`Pak Jin-hek`) from a neighbour (Jong-in of Jong-il).
        let alike = of_latin && !is_hangul(&ranked.variant) && ranked.loss > SURE;
        let variant = &mut ranked.variant;
        if variant.tier > Tier::SameLetters && (alike || ranked.loss > DOUBTFUL) {
            variant.tier = Tier::Fuzzy;
            if alike {
                variant.relation = Relation::Alike;
            }
        }
    }
}
