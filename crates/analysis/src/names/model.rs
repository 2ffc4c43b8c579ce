//! All that was learnt about names, together.

use std::borrow::Cow;

use super::classes::Classes;
use super::gate::Gate;
use super::letters::Letters;
use super::lists::{Weighted, Words};
use super::table::Table;

/// The tables of the engine and what is computed from them once.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The channel.
    pub table: Table,
    /// The gate against words of other languages.
    pub gate: Gate,
    pub(super) classes: Cow<'static, [Classes]>,
    pub(super) letters: Letters,
    /// The surnames of one syllable.
    pub(super) family_syllables: Cow<'static, [char]>,
    /// The usual spellings of surnames, sorted.
    pub(super) surname_spellings: Words,
    /// The usual syllables of given names: alone, first, second.
    pub(super) given_syllables: [Cow<'static, [char]>; 3],
}

/// A syllable is usual that is not rarer than the most usual one by more than this, in nats.
const USUAL: f32 = 3.5;

/// The usual syllables of a list.
fn usual(list: &Weighted) -> Cow<'static, [char]> {
    let most = list.iter().map(|(_, value)| value).fold(f32::MIN, f32::max);
    let usual = list.iter().filter(|&(_, value)| value >= most - USUAL);
    usual.filter_map(|(name, _)| name.chars().next()).collect()
}

/// Of a surname's spellings those are usual that are more probable than this, a natural logarithm.
const USUAL_SPELLING: f32 = -4.0;

/// The usual spellings of surnames.
pub(super) fn surname_spellings(table: &Table) -> impl Iterator<Item = &str> {
    let all = table.pooled.surnames.all();
    all.filter(|&(_, value)| value > USUAL_SPELLING)
        .map(|(spelling, _)| spelling)
}

impl Model {
    /// The engine with this channel.
    pub fn new(table: Table, gate: Gate) -> Model {
        Model {
            gate,
            classes: Classes::all(&table).into(),
            letters: Letters::of(&table),
            family_syllables: table
                .surnames
                .iter()
                .filter(|surname| surname.chars().count() == 1)
                .filter_map(|surname| surname.chars().next())
                .collect(),
            surname_spellings: {
                let mut spellings: Vec<&str> = surname_spellings(&table).collect();
                spellings.sort_unstable();
                spellings.dedup();
                spellings.into_iter().collect()
            },
            given_syllables: [&table.given.single, &table.given.first, &table.given.second]
                .map(usual),
            table,
        }
    }
}
