//! How usual given names are, by the different persons of the pairs.

use std::collections::{BTreeMap, BTreeSet};

use seoji_analysis::names::training::{GivenNames, Weighted};

use super::data::{Kind, Pair};

/// How much of each sighting of a given name goes to those that were not seen (absolute discounting).
const DISCOUNT: f32 = 0.95;

/// Syllables of the surname of a person in Hangul.
pub(super) fn surname_length(hangul: &str) -> usize {
    const LONG: [&str; 9] = [
        "남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방", "망절",
    ];
    let long = hangul.chars().count() > 2 && LONG.iter().any(|surname| hangul.starts_with(surname));
    if long { 2 } else { 1 }
}

/// How usual the given names of `pairs` are, each person counted once.
pub(super) fn given_names(pairs: &[Pair]) -> GivenNames {
    let persons: BTreeSet<String> = pairs
        .iter()
        .filter(|pair| pair.kind == Kind::Person)
        .map(|pair| pair.hangul.chars().filter(|c| !c.is_whitespace()).collect())
        .collect();
    let mut seen: BTreeMap<String, f32> = BTreeMap::new();
    let mut single = BTreeMap::new();
    let (mut first, mut second) = (BTreeMap::new(), BTreeMap::new());
    for person in &persons {
        let given: Vec<char> = person.chars().skip(surname_length(person)).collect();
        match given[..] {
            [only] => *single.entry(only.to_string()).or_default() += 1.0,
            [a, b] => {
                *seen.entry(given.iter().collect()).or_default() += 1.0;
                *first.entry(a.to_string()).or_default() += 1.0;
                *second.entry(b.to_string()).or_default() += 1.0;
            }
            _ => {}
        }
    }
    let pairs: f32 = seen.values().sum();
    let singles: f32 = single.values().sum();
    let all = pairs + singles + 1.0;
    let unseen = DISCOUNT * seen.len() as f32 / all;
    // A syllable that was never seen counts as half a sighting.
    let share = |counts: &BTreeMap<String, f32>, name: &str, total: f32| {
        let count = counts.get(name).copied().unwrap_or(0.0);
        (count + 0.5) / (total + 0.5 * counts.len() as f32)
    };
    let of_list = |counts: &BTreeMap<String, f32>, total: f32, part: f32| -> Weighted {
        let listed = counts.keys().map(|name| {
            let value = (part * share(counts, name, total)).ln();
            (name, value)
        });
        listed.collect()
    };
    let half = unseen.sqrt();
    GivenNames {
        rare: (half * 0.5 / (pairs + 1.0)).ln(),
        first: of_list(&first, pairs, half),
        second: of_list(&second, pairs, half),
        single: of_list(&single, singles, singles / all),
        seen: seen
            .iter()
            .map(|(name, count)| {
                let split = name.chars().next().map_or(0, char::len_utf8);
                let parts =
                    share(&first, &name[..split], pairs) * share(&second, &name[split..], pairs);
                let value = (count - DISCOUNT) / all + unseen * parts;
                (name, value.ln())
            })
            .collect(),
    }
}
