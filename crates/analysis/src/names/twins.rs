//! Names in Hangul that are one although the two Korean states write them differently, or one of them stands in Hanja.

use super::Relation;
use super::model::Model;
use super::written::Written;
use crate::hangul::is_syllable;
use crate::hanja::initial_law;

/// The spellings of a name in the other Korean state: 리영호 of 이영호, 이영호 of 리영호.
pub(super) fn twins(form: &str) -> Vec<String> {
    let mut rest = form.chars();
    let Some(first) = rest.next().filter(|&c| is_syllable(c)) else {
        return Vec::new();
    };
    // ㄴ, ㄹ and ㅇ before the same vowel and coda.
    const ONSETS: [u32; 3] = [2, 5, 11];
    let below = (first as u32 - '가' as u32) % 588;
    let candidates = ONSETS
        .iter()
        .filter_map(|onset| char::from_u32('가' as u32 + onset * 588 + below));
    candidates
        .filter(|&c| c != first && (initial_law(c) == first || initial_law(first) == c))
        .map(|c| [String::from(c).as_str(), rest.as_str()].concat())
        .collect()
}

/// Whether two names in Hangul or Hanja are one, up to the initial law.
pub(super) fn same_hangul(model: &Model, own: &Written, other: &Written) -> Option<Relation> {
    let mut twin = false;
    for a in own.hangul() {
        for b in other.hangul() {
            if a == b {
                let of_hanja = [own, other]
                    .iter()
                    .any(|written| matches!(written, Written::Hanja(_)));
                return Some(if of_hanja {
                    Relation::Hanja
                } else {
                    Relation::Hangul
                });
            }
            twin |= are_twins(model, a, b);
        }
    }
    twin.then_some(Relation::InitialLaw)
}

/// Whether two words differ only by the initial law, where it may be at work: at the start, behind a surname (리룡남
/// 이용남), and where a second word may begin in a compound (조선로동당 조선노동당).
pub(super) fn are_twins(model: &Model, a: &str, b: &str) -> bool {
    let length = a.chars().count();
    if length < 2 || length != b.chars().count() {
        return false;
    }
    let surname = |word| {
        model
            .table
            .surname_of(word)
            .map_or(0, |(_, syllables)| syllables)
    };
    let surname = surname(a).max(surname(b));
    let begins = |at: usize| {
        at == 0 || ((3..=4).contains(&length) && at == surname) || (at >= 2 && length >= 4)
    };
    a.chars()
        .zip(b.chars())
        .enumerate()
        .all(|(at, (a, b))| a == b || begins(at) && initial_law(a) == initial_law(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_initial_law_makes_twins() {
        let twins = |a, b| are_twins(Model::committed(), a, b);
        for (a, b) in [
            ("리영호", "이영호"),
            ("리룡남", "이용남"),
            ("로동신문", "노동신문"),
            ("련합", "연합"),
            ("녀성", "여성"),
            ("조선로동당", "조선노동당"),
            ("국제련합", "국제연합"),
        ] {
            assert!(twins(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("김하라", "김하나"),
            ("박진혁", "박진희"),
            ("리", "이"),
            ("진료", "진요"),
            ("신라", "신나"),
        ] {
            assert!(!twins(a, b), "{a} {b}");
        }
    }
}
