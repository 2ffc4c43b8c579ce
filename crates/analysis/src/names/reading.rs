//! What a spelling may stand for, coarsely: the keys under which an index knows a name.
//!
//! A key has one letter for the onset and one for the vowel of each syllable, `PCH:AIO` for 박진혁 and for Pak
//! Chin-hyŏk; final consonants are left out, since a romanisation may move them over a syllable's edge.
//!
//! | onset | of | | vowel | of |
//! |---|---|---|---|---|
//! | K T P C S | ㄱㄲㅋ ㄷㄸㅌ ㅂㅃㅍ ㅈㅉㅊ ㅅㅆ | | A | ㅏㅑㅘ |
//! | M H | ㅁ ㅎ | | E | ㅐㅒㅔㅖㅙㅚㅞ |
//! | L | ㄴ and ㄹ | | I | ㅣㅟㅢ |
//! | – | ㅇ | | O | ㅓㅕㅗㅛㅜㅝㅠㅡ |
//! | Y | ㄴ, ㄹ and ㅇ before ㅣ and its glides (initial law: 리 = 이, 녀 = 여) | | | |
//!
//! For Latin letters the channel's own probabilities are summed over each class, and every key within a few nats of
//! the best is given: `jung` in newspapers and `chŏng` in libraries end up together because both are spellings that
//! the table has learnt, without a rule for either.

use super::channel::{Lattice, MAX_SYLLABLES};
use super::classes::{Classes, ONSET_CLASSES, VOWEL_CLASSES, onset_class, vowel_class};
use super::jamo::Syllable;
use super::pronounce::pronounce;
use super::table::{Slot, Table};
use super::{Key, KeyKind};

/// Keys of a Latin spelling less probable than the best by more nats than this are not given.
const BEHIND: f32 = 3.5;
/// The most keys of one spelling in a query.
const MAX_KEYS: usize = 16;
/// The same for a surface of an index, where each key costs a term.
const INDEX_BEHIND: f32 = 4.0;
const MAX_INDEX_KEYS: usize = 8;
/// What a single system adds, where it reads the spelling not much worse than all together.
const SYSTEM_BEHIND: f32 = 1.5;
const MAX_SYSTEM_KEYS: usize = 2;
const SYSTEM_WORSE: f32 = 8.0;
/// A syllable less probable than this is none.
const LEAST_PROBABLE: f32 = 1e-9;
/// The most readings of the beginning of a spelling that are followed.
const BEAM: usize = 40;

/// The keys of a name in Hangul: as written and as spoken.
pub(super) fn hangul_keys(word: &str, out: &mut Vec<Key>) {
    let first = out.len();
    let spoken = pronounce(word);
    for form in [word, spoken.as_str()] {
        let (mut onsets, mut vowels) = (String::new(), String::new());
        for c in form.chars() {
            let Some(syllable) = Syllable::of(c) else {
                return out.truncate(first);
            };
            onsets.push(onset_class(syllable.onset, syllable.vowel).into());
            vowels.push(vowel_class(syllable.vowel).into());
        }
        if onsets.is_empty() || onsets.len() > MAX_SYLLABLES {
            return;
        }
        let key = Key {
            kind: KeyKind::Sound,
            key: format!("{onsets}:{vowels}"),
        };
        if !out[first..].contains(&key) {
            out.push(key);
        }
    }
}

/// A syllable that may start at a place.
struct Arc {
    end: u8,
    onset: u8,
    vowel: u8,
    value: f32,
}

/// The beginning of a reading.
#[derive(Clone)]
struct Start {
    onsets: [u8; MAX_SYLLABLES],
    vowels: [u8; MAX_SYLLABLES],
    syllables: usize,
    value: f32,
}

/// The keys of the orders of a Latin spelling, the most probable first. An index needs those that are probable at all;
/// a query asks also for what each system alone would make of it.
pub(super) fn latin_keys(
    table: &Table,
    classes: &[Classes],
    lattices: &[Lattice],
    side: Side,
    out: &mut Vec<Key>,
) {
    let (behind, most) = match side {
        Side::Index => (INDEX_BEHIND, MAX_INDEX_KEYS),
        Side::Query => (BEHIND, MAX_KEYS),
    };
    let mut best_of_all = f32::NEG_INFINITY;
    for (at, classes) in classes.iter().enumerate() {
        if at > 0 && side == Side::Index {
            break;
        }
        let mut all: Vec<(f32, String)> = Vec::new();
        for lattice in lattices {
            readings(table, classes, lattice, &mut all, lattice.cost());
        }
        all.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let best = all.first().map_or(0.0, |first| first.0);
        best_of_all = best_of_all.max(best);
        let (behind, most) = if at == 0 {
            (behind, most)
        } else {
            (SYSTEM_BEHIND, out.len() + MAX_SYSTEM_KEYS)
        };
        if best < best_of_all - SYSTEM_WORSE {
            continue;
        }
        for (value, key) in all {
            if value < best - behind || out.len() >= most {
                break;
            }
            let key = Key {
                kind: KeyKind::Sound,
                key,
            };
            if !out.contains(&key) {
                out.push(key);
            }
        }
    }
}

/// Who asks for keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Index,
    Query,
}

fn readings(
    table: &Table,
    classes: &Classes,
    lattice: &Lattice,
    out: &mut Vec<(f32, String)>,
    cost: f32,
) {
    let length = lattice.length;
    let arcs: Vec<Vec<Arc>> = (0..length).map(|at| arcs(classes, lattice, at)).collect();
    // The most that the letters from each place on can count.
    let mut rest = vec![0.0; length + 1];
    for at in (0..length).rev() {
        let skipped = table.skip + rest[at + 1];
        rest[at] = arcs[at]
            .iter()
            .map(|arc| arc.value + rest[usize::from(arc.end)])
            .fold(skipped, f32::max);
    }
    let mut starts: Vec<Vec<Start>> = vec![Vec::new(); length + 1];
    starts[0].push(Start {
        onsets: [0; MAX_SYLLABLES],
        vowels: [0; MAX_SYLLABLES],
        syllables: 0,
        value: 0.0,
    });
    let floor = rest[0] - BEHIND.max(INDEX_BEHIND);
    for at in 0..length {
        let mut here = std::mem::take(&mut starts[at]);
        here.sort_by(|a, b| {
            b.value
                .total_cmp(&a.value)
                .then_with(|| (a.onsets, a.vowels).cmp(&(b.onsets, b.vowels)))
        });
        here.truncate(BEAM);
        if here.is_empty() {
            continue;
        }
        for start in &here {
            if start.value + table.skip + rest[at + 1] >= floor {
                let mut skipped = start.clone();
                skipped.value += table.skip;
                merge(&mut starts[at + 1], skipped);
            }
            if start.syllables == MAX_SYLLABLES {
                continue;
            }
            for arc in &arcs[at] {
                let value = start.value + arc.value;
                if value + rest[usize::from(arc.end)] < floor {
                    continue;
                }
                let mut next = start.clone();
                next.onsets[next.syllables] = arc.onset;
                next.vowels[next.syllables] = arc.vowel;
                next.syllables += 1;
                next.value = value;
                merge(&mut starts[usize::from(arc.end)], next);
            }
        }
    }
    for end in &starts[length] {
        let letters = |list: &[u8; MAX_SYLLABLES]| {
            list[..end.syllables]
                .iter()
                .map(|&b| char::from(b))
                .collect::<String>()
        };
        if end.syllables > 0 {
            out.push((
                end.value + cost,
                format!("{}:{}", letters(&end.onsets), letters(&end.vowels)),
            ));
        }
    }
}

fn merge(list: &mut Vec<Start>, next: Start) {
    let same = list.iter_mut().find(|old| {
        old.syllables == next.syllables && old.onsets == next.onsets && old.vowels == next.vowels
    });
    match same {
        Some(old) => old.value = add(old.value, next.value),
        None => list.push(next),
    }
}

/// The logarithm of the sum of two probabilities.
fn add(a: f32, b: f32) -> f32 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    high + (low - high).exp().ln_1p()
}

/// The probability of the most probable class.
fn best(classes: &[(u8, f32)]) -> f32 {
    let values = classes.iter().map(|&(_, value)| value);
    values.fold(LEAST_PROBABLE, f32::max)
}

/// The syllables that may start at `at`, those of one end and class as one.
fn arcs(classes: &Classes, lattice: &Lattice, at: usize) -> Vec<Arc> {
    // Probabilities by end, onset class and vowel class.
    const CLASSES: usize = ONSET_CLASSES.len() * VOWEL_CLASSES.len();
    let mut sums: Vec<(u8, [f32; CLASSES])> = Vec::new();
    for onset in lattice.at(Slot::Onset, at) {
        let at = at + usize::from(onset.length);
        for vowel in lattice.at(Slot::Vowel, at) {
            if vowel.length == 0 {
                continue;
            }
            let at = at + usize::from(vowel.length);
            let mut syllable = [0f32; CLASSES];
            for &(onset_class, onset) in classes.list(Slot::Onset, onset.spelling) {
                for &(vowel_class, vowel) in classes.list(Slot::Vowel, vowel.spelling) {
                    if onset_class % 2 == vowel_class % 2 {
                        let class = usize::from(onset_class / 2) * VOWEL_CLASSES.len();
                        syllable[class + usize::from(vowel_class / 2)] += onset * vowel;
                    }
                }
            }
            for coda in lattice.at(Slot::Coda, at) {
                let end = (at + usize::from(coda.length)) as u8;
                let slips = onset.slip + vowel.slip + coda.slip;
                let mut factor = best(classes.list(Slot::Coda, coda.spelling));
                if slips != 0.0 {
                    factor *= slips.exp();
                }
                let place = sums.iter().position(|(other, _)| *other == end);
                let place = place.unwrap_or_else(|| {
                    sums.push((end, [0.0; CLASSES]));
                    sums.len() - 1
                });
                for (sum, value) in sums[place].1.iter_mut().zip(&syllable) {
                    *sum += value * factor;
                }
            }
        }
    }
    let mut arcs = Vec::new();
    for (end, sums) in &sums {
        for (class, &sum) in sums.iter().enumerate() {
            if sum > LEAST_PROBABLE {
                arcs.push(Arc {
                    end: *end,
                    onset: ONSET_CLASSES[class / VOWEL_CLASSES.len()],
                    vowel: VOWEL_CLASSES[class % VOWEL_CLASSES.len()],
                    value: sum.ln(),
                });
            }
        }
    }
    arcs
}
