//! The `keys` field of an index in memory: sorted terms, each kind of surface in its own.

use std::collections::{BTreeMap, BTreeSet};

use seoji_analysis::Analyzer;
use seoji_analysis::names::training::{Model, keys_with};
use seoji_analysis::names::{Asked, Key, NameQuery, Variant};
use seoji_train::names::{Kind, Pair};

use super::rows::Rows;

/// What is looked up.
pub(crate) struct Index {
    /// All names in Hangul.
    pub(crate) hangul: Terms,
    /// Latin spellings of persons.
    pub(crate) latin: Terms,
    /// Names in Hanja.
    pub(crate) hanja: Terms,
    /// The Latin spellings of each name in Hangul.
    pub(crate) spellings: BTreeMap<String, BTreeSet<String>>,
    /// The names in Hangul of each Latin spelling.
    names: BTreeMap<String, BTreeSet<String>>,
}

/// Sorted terms of the `keys` field.
pub(crate) struct Terms {
    terms: Vec<String>,
    analyzer: Analyzer,
}

impl Index {
    pub(crate) fn new(model: &Model, pairs: &[Pair], rows: &Rows) -> Index {
        let joined = |pair: &Pair| pair.hangul.replace(' ', "");
        let mut spellings: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for pair in pairs.iter().filter(|pair| pair.kind == Kind::Person) {
            let (hangul, latin) = (joined(pair), pair.latin.clone());
            names
                .entry(latin.clone())
                .or_default()
                .insert(hangul.clone());
            spellings.entry(hangul).or_default().insert(latin);
        }
        let mut latin: BTreeSet<String> = names.keys().cloned().collect();
        for (a, b) in &rows.aliases {
            latin.extend([a.clone(), b.clone()]);
        }
        latin.extend(rows.hanja.iter().map(|(_, latin)| latin.clone()));
        let hangul: BTreeSet<String> = pairs.iter().map(joined).collect();
        Index {
            hangul: Terms::new(model, &hangul),
            latin: Terms::new(model, &latin),
            hanja: Terms::new(model, rows.hanja.iter().map(|(hanja, _)| hanja)),
            spellings,
            names,
        }
    }

    /// Whether two Latin spellings are of one name; `None` where nobody has said what one of them spells.
    pub(crate) fn share_a_name(&self, a: &str, b: &str) -> Option<bool> {
        let (a, b) = (self.names.get(a)?, self.names.get(b)?);
        Some(!a.is_disjoint(b))
    }
}

impl Terms {
    pub(crate) fn new<'s>(model: &Model, surfaces: impl IntoIterator<Item = &'s String>) -> Terms {
        let mut keys = Vec::new();
        let mut terms = Vec::new();
        for surface in surfaces {
            keys_with(model, surface, &mut keys);
            terms.extend(keys.iter().map(|key| format!("{}{surface}", key.prefix())));
        }
        terms.sort();
        terms.dedup();
        Terms {
            terms,
            analyzer: Analyzer::embedded(),
        }
    }

    /// The surfaces under one of `keys`.
    pub(crate) fn under(&self, keys: &[Key]) -> Vec<&str> {
        let mut surfaces = Vec::new();
        for key in keys {
            let prefix = key.prefix();
            let start = self.terms.partition_point(|term| *term < prefix);
            let found = self.terms[start..]
                .iter()
                .take_while(|term| term.starts_with(&prefix));
            surfaces.extend(found.filter_map(|term| term.rsplit('\0').next()));
        }
        surfaces.sort_unstable();
        surfaces.dedup();
        surfaces
    }

    /// What a query finds, by its first keys, else by its second: what a search would take, or with `all` also what it
    /// would not.
    pub(crate) fn find(&self, query: &NameQuery, all: bool) -> Vec<Variant> {
        let first = self.under(query.keys());
        let chosen = query.choose(&self.analyzer, first.iter().copied());
        match (chosen.is_empty(), all) {
            (false, false) => chosen,
            (false, true) => query.rank(first),
            (true, false) => query.choose(&self.analyzer, self.under(query.second_stage_keys())),
            (true, true) => query.rank(self.under(query.second_stage_keys())),
        }
    }

    /// What a search would take if `surface` were not in the index.
    pub(crate) fn find_without(&self, query: &NameQuery, surface: &str) -> Vec<Variant> {
        let choose = |keys| {
            let mut surfaces = self.under(keys);
            surfaces.retain(|other| *other != surface);
            query.choose(&self.analyzer, surfaces)
        };
        let chosen = choose(query.keys());
        if chosen.is_empty() {
            choose(query.second_stage_keys())
        } else {
            chosen
        }
    }

    /// What `run` finds when it is said to be a name.
    pub(crate) fn ask(&self, model: &'static Model, run: &str, all: bool) -> Vec<Variant> {
        NameQuery::read_with(model, run, Asked::Forced)
            .map(|query| self.find(&query, all))
            .unwrap_or_default()
    }
}
