//! Accuracy on Hangul words that the table has not seen.

use std::collections::{BTreeMap, BTreeSet};

use seoji_analysis::names::foreign::training::{Channel, Sounds, Spelled};

use super::counts;
use super::pairs::Pair;

const FOLDS: u64 = 5;
/// Of each fold every so many-th word is asked.
const ASKED: usize = 10;

/// Recall in both directions, five folds by Hangul word, among all words of the fold.
pub(super) fn run(pairs: &[Pair]) -> [(&'static str, Recall); 2] {
    let mut latin_to_hangul = Recall::default();
    let mut hangul_to_latin = Recall::default();
    for fold in 0..FOLDS {
        let (asked, seen): (Vec<Pair>, Vec<Pair>) = pairs
            .iter()
            .cloned()
            .partition(|pair| hash(&pair.hangul) % FOLDS == fold);
        let channel = Channel::new(&counts(&seen));
        let mut hangul: BTreeMap<&str, (Sounds, BTreeSet<&[u8]>)> = BTreeMap::new();
        let mut latin: BTreeMap<&[u8], (Spelled, BTreeSet<&str>)> = BTreeMap::new();
        for pair in &asked {
            let entry = hangul.entry(&pair.hangul);
            entry
                .or_insert_with(|| (channel.sounds(&pair.slots), BTreeSet::new()))
                .1
                .insert(&pair.letters);
            let entry = latin.entry(&pair.letters);
            entry
                .or_insert_with(|| (channel.spelled(&pair.letters), BTreeSet::new()))
                .1
                .insert(&pair.hangul);
        }
        for (spelled, right) in latin.values().step_by(ASKED) {
            latin_to_hangul.ask(hangul.iter().map(|(word, (sounds, _))| {
                (channel.evidence(sounds, spelled), right.contains(word))
            }));
        }
        for (sounds, right) in hangul.values().step_by(ASKED) {
            hangul_to_latin.ask(latin.iter().map(|(word, (spelled, _))| {
                (channel.evidence(sounds, spelled), right.contains(word))
            }));
        }
    }
    [
        ("latin-hangul", latin_to_hangul),
        ("hangul-latin", hangul_to_latin),
    ]
}

/// How often the right word was found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Recall {
    /// How many words were asked for.
    pub asked: usize,
    /// How often the right word had the most evidence.
    pub first: usize,
    /// How often it was among the five with the most.
    pub first_five: usize,
}

impl Recall {
    fn ask(&mut self, candidates: impl Iterator<Item = (f32, bool)>) {
        let candidates: Vec<(f32, bool)> = candidates.collect();
        let right = candidates
            .iter()
            .filter(|c| c.1)
            .map(|c| c.0)
            .fold(f32::MIN, f32::max);
        let better = candidates.iter().filter(|c| !c.1 && c.0 >= right).count();
        self.asked += 1;
        self.first += usize::from(better == 0);
        self.first_five += usize::from(better < 5);
    }
}

/// FNV-1a with its bits mixed: the fold of a word, the same on every machine.
fn hash(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in word.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32
}
