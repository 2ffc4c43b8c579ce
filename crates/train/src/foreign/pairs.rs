//! Pairs of words out of pairs of names.

use std::collections::BTreeSet;

use seoji_analysis::names::foreign::training::{Channel, Slot, letters, slots};

use super::alignment::{self, Model};

/// A word in both scripts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair {
    pub(super) hangul: String,
    pub(super) slots: Vec<Slot>,
    pub(super) letters: Vec<u8>,
}

/// The longest name that is read, in words.
const MOST_WORDS: usize = 4;
/// Below this likelihood, in nats a slot, a pair is a fault of the source or of the order of words (제임스 = Jim).
const LEAST_LIKELIHOOD: f32 = -4.0;

/// A name with as many words in both scripts.
type Name = Vec<(String, Vec<Slot>, Vec<u8>)>;

/// The pairs of words in lines `Hangul⇥Latin⇥…`, sorted, each once.
pub(super) fn read(lines: &str) -> Vec<Pair> {
    let names: Vec<Name> = lines.lines().filter_map(name).collect();
    // A first model, from the words as they stand: most names have one order in both scripts.
    let mut model = Model::start();
    let straight = pairs_of(&names, |name| (0..name.len()).collect(), |_, _| true);
    for _ in 0..5 {
        model = Model::of(&alignment::expect(&model, &straight).alone());
    }
    let Model::Seen(channel) = model else {
        return straight;
    };
    let likelihood = |slots: &[Slot], letters: &[u8]| likelihood(&channel, slots, letters);
    pairs_of(
        &names,
        |name| best_order(name, likelihood),
        |slots, letters| likelihood(slots, letters) >= LEAST_LIKELIHOOD * slots.len() as f32,
    )
}

/// The loanwords of the project, sorted.
pub(super) fn loanwords() -> Vec<Pair> {
    let lines = include_str!("../../data/loanwords.tsv").lines();
    let pairs: BTreeSet<Pair> = lines
        .filter_map(|line| {
            let (hangul, latin) = line.split_once('\t')?;
            Some(Pair {
                hangul: hangul.to_owned(),
                slots: slots(hangul)?,
                letters: letters(latin)?,
            })
        })
        .collect();
    pairs.into_iter().collect()
}

fn likelihood(channel: &Channel, slots: &[Slot], letters: &[u8]) -> f32 {
    channel.likelihood(&channel.sounds(slots), &channel.spelled(letters))
}

fn name(line: &str) -> Option<Name> {
    let (hangul, rest) = line.split_once('\t')?;
    let latin = rest.split('\t').next()?;
    let hangul: Vec<&str> = hangul.split_whitespace().collect();
    let latin: Vec<&str> = latin.split_whitespace().collect();
    if hangul.len() != latin.len() || hangul.len() > MOST_WORDS {
        return None;
    }
    hangul
        .into_iter()
        .zip(latin)
        .map(|(h, l)| {
            let l: String = l.chars().filter(|c| !matches!(c, ',' | '"')).collect();
            Some((h.to_owned(), slots(h)?, letters(&l)?))
        })
        .collect()
}

/// The order of the Latin words that fits best: as it stands, the last word first (Takako Shimazu = 시마즈 다카코), or the
/// first word last.
fn best_order(name: &Name, likelihood: impl Fn(&[Slot], &[u8]) -> f32) -> Vec<usize> {
    let n = name.len();
    let mut best: (f32, Vec<usize>) = (f32::MIN, Vec::new());
    for turn in [0, n - 1, 1 % n] {
        let order: Vec<usize> = (0..n).map(|place| (place + turn) % n).collect();
        let sum = order
            .iter()
            .enumerate()
            .map(|(h, &l)| likelihood(&name[h].1, &name[l].2))
            .sum();
        if sum > best.0 {
            best = (sum, order);
        }
    }
    best.1
}

fn pairs_of(
    names: &[Name],
    order: impl Fn(&Name) -> Vec<usize>,
    keep: impl Fn(&[Slot], &[u8]) -> bool,
) -> Vec<Pair> {
    let mut pairs = BTreeSet::new();
    for name in names {
        for (h, l) in order(name).into_iter().enumerate() {
            let ((hangul, slots, _), letters) = (&name[h], &name[l].2);
            let likely_lengths =
                letters.len() <= 3 * slots.len() && slots.len() <= letters.len() + 4;
            if likely_lengths && keep(slots, letters) {
                pairs.insert(Pair {
                    hangul: hangul.clone(),
                    slots: slots.clone(),
                    letters: letters.clone(),
                });
            }
        }
    }
    pairs.into_iter().collect()
}
