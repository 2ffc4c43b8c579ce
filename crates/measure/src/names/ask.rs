//! The tests of spellings: what is found, and at which place.

use std::collections::BTreeSet;

use seoji_analysis::names::training::Model;
use seoji_analysis::names::{Asked, NameQuery};
use seoji_train::names::{Kind, Pair};

use super::figures::Figures;
use super::index::Index;
use super::rows::{Rows, letters};
use super::{FOLDS, fold_of};

/// Latin spellings among all names in Hangul.
pub(crate) fn pairs(model: &'static Model, index: &Index, pairs: &[Pair], figures: &mut Figures) {
    for pair in pairs {
        let hangul = pair.hangul.replace(' ', "");
        let tests = tests_of(pair);
        if tests.is_empty() {
            continue;
        }
        let Some(query) = NameQuery::read_with(model, &pair.latin, Asked::Forced) else {
            for test in &tests {
                figures.place(test, &pair.latin, &[], |_| false);
            }
            continue;
        };
        let found = index.hangul.find(&query, true);
        let chosen = index.hangul.find(&query, false);
        for test in &tests {
            figures.place(
                test,
                &format!("{hangul} {}", pair.latin),
                &found,
                |surface| surface == hangul,
            );
        }
        if pair.kind == Kind::Person {
            figures.chosen("persons", &pair.latin, &chosen, |surface| surface == hangul);
            let without = index.hangul.find_without(&query, &hangul);
            figures.add("persons", "another-person", !without.is_empty());
        }
    }
}

/// Names in Hangul among all Latin spellings of persons, and these among each other.
pub(crate) fn spellings(model: &'static Model, index: &Index, fold: usize, figures: &mut Figures) {
    for (hangul, spellings) in &index.spellings {
        if fold_of(hangul) != fold {
            continue;
        }
        let right = |surface: &str| spellings.contains(surface);
        let found = index.latin.ask(model, hangul, true);
        figures.place("hangul-to-latin-persons", hangul, &found, right);
        let chosen = index.latin.ask(model, hangul, false);
        figures.chosen("hangul-to-latin-persons", hangul, &chosen, right);
        for spelling in spellings {
            let mut chosen = index.latin.ask(model, spelling, false);
            // Another name may be spelled alike (정 and 중 are both Jung); of some spellings nobody says what they spell.
            chosen.retain(|variant| {
                variant.surface != *spelling
                    && index.share_a_name(spelling, &variant.surface).is_some()
            });
            let same = |surface: &str| index.share_a_name(spelling, surface) == Some(true);
            if spellings.len() > 1 {
                figures.chosen("latin-to-latin-persons", spelling, &chosen, same);
            } else {
                figures.precision("latin-to-latin-persons", spelling, &chosen, same);
            }
        }
    }
}

/// Spellings of lists of persons.
pub(crate) fn aliases(
    model: &'static Model,
    index: &Index,
    rows: &Rows,
    fold: usize,
    figures: &mut Figures,
) {
    // The letters of a name whatever its order.
    let sorted = |text: &str| {
        let mut words: Vec<String> = text
            .split([' ', ',', '-'])
            .map(letters)
            .filter(|word| !word.is_empty())
            .collect();
        words.sort();
        words.concat()
    };
    for (at, (a, b)) in rows.aliases.iter().enumerate() {
        if at % FOLDS != fold {
            continue;
        }
        for query in [a, b] {
            let right = rows.spellings_of(query);
            let own = sorted(query);
            let mut found = index.latin.ask(model, query, true);
            // The same letters in another order or case are the query itself, unless nothing else is right.
            let same = right.iter().all(|right| *right == letters(query));
            found.retain(|variant| {
                if same {
                    variant.surface != *query
                } else {
                    sorted(&variant.surface) != own
                }
            });
            // Spellings that other data give for the same name are neither right nor wrong.
            found.retain(|variant| {
                right.contains(&letters(&variant.surface))
                    || index.share_a_name(query, &variant.surface) != Some(true)
            });
            figures.place("aliases-variant", query, &found, |surface| {
                right.contains(&letters(surface))
            });
        }
    }
}

/// Names in Hanja and in McCune–Reischauer.
pub(crate) fn hanja(
    model: &'static Model,
    index: &Index,
    rows: &Rows,
    fold: usize,
    figures: &mut Figures,
) {
    let latin: BTreeSet<&str> = rows.hanja.iter().map(|(_, latin)| latin.as_str()).collect();
    for (hanja, own) in rows
        .hanja
        .iter()
        .filter(|(hanja, _)| fold_of(hanja) == fold)
    {
        let found = index.latin.ask(model, hanja, true);
        figures.place("hanja-to-latin", hanja, &found, |surface| surface == own);
        let chosen = index.latin.ask(model, hanja, false);
        figures.add(
            "hanja-to-latin",
            "chosen",
            chosen.iter().any(|v| v.surface == *own),
        );
    }
    for own in latin.into_iter().filter(|own| fold_of(own) == fold) {
        let right = |surface: &str| rows.hanja.iter().any(|(h, l)| h == surface && l == own);
        let found = index.hanja.ask(model, own, true);
        figures.place("latin-to-hanja", own, &found, right);
    }
}

/// The tests that a pair is asked in.
fn tests_of(pair: &Pair) -> Vec<&'static str> {
    let mut tests = Vec::new();
    match (pair.kind, pair.system.as_str()) {
        (Kind::Person, system) => {
            tests.push("persons");
            if pair.source.contains("scriptshifter") {
                tests.push("persons-alalc");
            }
            if pair.source.contains("North_Korea") {
                tests.push("persons-dprk-all");
                if matches!(system, "DPRK" | "MR") {
                    tests.push("persons-dprk");
                }
            }
            if pair.source.contains("kpopnet") {
                tests.push("persons-kpop");
            }
            if pair.source.contains("assembly") {
                tests.push("persons-assembly");
            }
        }
        (Kind::Word, _) => tests.push("words"),
        (Kind::Place, "MR") => tests.extend(["places", "places-mr"]),
        (Kind::Place, "RR") => tests.extend(["places", "places-rr"]),
        (Kind::Place, _) => tests.push("places-unknown"),
        _ => {}
    }
    tests
}
