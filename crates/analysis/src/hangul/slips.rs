//! Slips of a key: how likely a sequence of keys was meant to be another.
//!
//! A word is held against another by the keys that write it, because fingers slip by keys and not by syllables:
//! 라자루스 and 라자류스 differ in one key of eight, but in a whole syllable of four.
//! Latin words are their own keys.
//!
//! The four kinds of slip are those of Damerau (1964, *A technique for computer detection and correction of spelling
//! errors*); their costs are natural logarithms of chances (a noisy channel, Kernighan, Church & Gale 1990), set by
//! hand: of a hundred slips about 35 hit a wrong key, 25 miss one, 20 hit one too many and 20 change the order of two;
//! seven of ten wrong keys touch the right one.

use super::keyboard::{is_shift_of, neighbouring_keys};

/// A key that the writer meant and did not hit.
const MISSED: f32 = 1.39; // .25
/// Two keys in the wrong order.
const SWAPPED: f32 = 1.61; // .20
/// A wrong key that touches the right one, of about five.
const BESIDE: f32 = 3.02; // .35 × .7 / 5
/// The right key with shift wrong.
const SHIFT: f32 = 3.35; // .35 × .1
/// A wrong key anywhere else.
const AWAY: f32 = 5.88; // .35 × .2 / 25
/// A key too many that is or touches the one before or behind it.
const EXTRA_BESIDE: f32 = 3.76; // .20 × .7 / 6
/// A key too many anywhere else.
const EXTRA_AWAY: f32 = 6.07; // .20 × .3 / 26

/// How far what was typed is from what may have been meant.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Slip {
    /// Number of slips, the fewest that will do.
    pub slips: usize,
    /// Minus the natural logarithm of their chance, on the likeliest way with so many.
    pub cost: f32,
}

/// The shortest way from `meant` to `typed`, both as keys, of several the likeliest. No two slips touch the same key.
///
/// ```
/// use seoji_analysis::hangul::{slip_cost, to_keys};
///
/// let keys = |word: &str| to_keys(word).chars().collect::<Vec<char>>();
/// let slip = slip_cost(&keys("라자류스"), &keys("라자루스"));
/// assert_eq!(slip.slips, 1);
/// assert!(slip.cost < slip_cost(&keys("라자류스"), &keys("라자료스")).cost + 3.0);
/// ```
///
/// Time grows with the product of the lengths.
pub fn slip_cost(typed: &[char], meant: &[char]) -> Slip {
    let none = Slip {
        slips: 0,
        cost: 0.0,
    };
    let mut before: Vec<Slip> = Vec::new();
    let mut last = vec![none; typed.len() + 1];
    for at in 1..=typed.len() {
        last[at] = plus(last[at - 1], extra(typed, at - 1));
    }
    for m in 1..=meant.len() {
        let mut row = Vec::with_capacity(typed.len() + 1);
        row.push(plus(last[0], MISSED));
        for t in 1..=typed.len() {
            let (hit, wanted) = (typed[t - 1], meant[m - 1]);
            let mut best = if hit == wanted {
                last[t - 1]
            } else {
                plus(last[t - 1], wrong(hit, wanted))
            };
            let mut consider = |other: Slip| {
                if (other.slips, other.cost) < (best.slips, best.cost) {
                    best = other;
                }
            };
            consider(plus(last[t], MISSED));
            consider(plus(row[t - 1], extra(typed, t - 1)));
            if m > 1 && t > 1 && hit != wanted && hit == meant[m - 2] && typed[t - 2] == wanted {
                consider(plus(before[t - 2], SWAPPED));
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[typed.len()]
}

fn plus(slip: Slip, cost: f32) -> Slip {
    Slip {
        slips: slip.slips + 1,
        cost: slip.cost + cost,
    }
}

fn wrong(hit: char, wanted: char) -> f32 {
    if is_shift_of(hit, wanted) {
        SHIFT
    } else if neighbouring_keys(hit, wanted) {
        BESIDE
    } else {
        AWAY
    }
}

/// What the key at `at` costs when it is one too many.
fn extra(typed: &[char], at: usize) -> f32 {
    let near = |other: Option<&char>| {
        other.is_some_and(|&other| other == typed[at] || neighbouring_keys(other, typed[at]))
    };
    let before = at.checked_sub(1).and_then(|before| typed.get(before));
    if near(before) || near(typed.get(at + 1)) {
        EXTRA_BESIDE
    } else {
        EXTRA_AWAY
    }
}

/// Gives every sequence of `keys` that is one slip away from `typed`, without `typed` itself; some come twice.
///
/// Their number grows with `keys` × length of `typed`.
pub fn one_slip_away(typed: &[char], keys: &[char], mut give: impl FnMut(&[char])) {
    let mut other = Vec::with_capacity(typed.len() + 1);
    for at in 0..=typed.len() {
        for &key in keys {
            // Missed.
            other.clear();
            other.extend_from_slice(&typed[..at]);
            other.push(key);
            other.extend_from_slice(&typed[at..]);
            give(&other);
        }
        if at == typed.len() {
            break;
        }
        for &key in keys.iter().filter(|&&key| key != typed[at]) {
            other.clear();
            other.extend_from_slice(typed);
            other[at] = key;
            give(&other);
        }
        other.clear();
        other.extend_from_slice(typed);
        other.remove(at);
        give(&other);
        if at + 1 < typed.len() && typed[at] != typed[at + 1] {
            other.clear();
            other.extend_from_slice(typed);
            other.swap(at, at + 1);
            give(&other);
        }
    }
}
