//! How well a name in Hangul explains Latin letters, in whatever form it may be spelled: as written, as spoken.

use super::ceiling::Ceiling;
use super::channel::{Channel, Form, NEVER};
use super::model::Model;
use super::pronounce::pronounce;
use super::table::Table;

/// What it costs that a surname is spelled as it is spoken together with the given name: 임영희 is seldom Yi Myŏng-hŭi.
const LINKED: f32 = -2.5;
/// How much it counts that a given name is usual. Of two names that the letters fit alike the usual one is meant.
pub(super) const USUAL_WEIGHT: f32 = 0.8;
/// How usual a syllable of what is no person's name counts.
const NO_GIVEN_NAME: f32 = -5.5;

/// How well Hangul explains Latin letters.
pub(super) struct Heard {
    /// How probable the letters are, a natural logarithm.
    pub(super) letters: f32,
    /// How much it counts that the name is usual.
    pub(super) usual: f32,
    /// By which system it would be spelled so.
    pub(super) system: usize,
}

/// The best of some names that are one, each as written and as spoken; `memory` is for the forms.
pub(super) fn hear(
    model: &Model,
    channel: &mut Channel<'_>,
    names: &[String],
    memory: &mut Form,
) -> Option<Heard> {
    let mut best: Option<Heard> = None;
    for written in names {
        let (mut letters, mut system) = (NEVER, 0);
        let usual = each_form(&model.table, written, memory, |form, cost| {
            let value = channel.score(form) + cost;
            if value > letters {
                (letters, system) = (value, channel.system());
            }
        })?;
        if best
            .as_ref()
            .is_none_or(|best| letters + usual > best.letters + best.usual)
        {
            best = Some(Heard {
                letters,
                usual,
                system,
            });
        }
    }
    best
}

/// What the sum of the two numbers of [`Heard`] does not exceed.
pub(super) fn most(
    model: &Model,
    ceiling: &mut Ceiling<'_>,
    channel: &Channel<'_>,
    names: &[String],
    memory: &mut Form,
) -> Option<f32> {
    let mut most = NEVER;
    for written in names {
        let mut letters = NEVER;
        let usual = each_form(&model.table, written, memory, |form, cost| {
            letters = letters.max(ceiling.of(channel, form) + cost);
        })?;
        most = most.max(letters + usual);
    }
    Some(most)
}

/// Gives the forms in which a name may be spelled with what each costs; returns how much it counts that the name is
/// usual, `None` where it cannot be read.
fn each_form(
    table: &Table,
    written: &str,
    memory: &mut Form,
    mut give: impl FnMut(&Form, f32),
) -> Option<f32> {
    Form::read(table, written, memory)?;
    let (surname, given) = match memory.surname {
        Some((_, surname)) => (surname, memory.rows.len() - surname),
        None => (0, 0),
    };
    let usual = USUAL_WEIGHT
        * match given {
            1 | 2 => table.given.usual(written, surname),
            _ => NO_GIVEN_NAME * (memory.rows.len() - 1) as f32,
        };
    give(memory, 0.0);
    let spoken = pronounce(written);
    if spoken == *written {
        return Some(usual);
    }
    let both = spoken.chars().zip(written.chars());
    let changed = both.take(surname).any(|(a, b)| a != b);
    if changed {
        let split = written
            .char_indices()
            .nth(surname)
            .map_or(written.len(), |(at, _)| at);
        let apart = format!("{}{}", &written[..split], pronounce(&written[split..]));
        if Form::read(table, &apart, memory).is_some() {
            give(memory, 0.0);
        }
    }
    if Form::read(table, &spoken, memory).is_some() {
        give(memory, if changed { LINKED } else { 0.0 });
    }
    Some(usual)
}
