//! Names in Hangul that are one although the two Korean states write them differently, or one of them stands in Hanja.

use super::Relation;
use super::model::Model;
use super::written::Written;
use crate::hangul::is_syllable;
use crate::hanja::initial_law;

/// The spellings of a name in the other Korean state: 리영호 of 이영호, 이영호 of 리영호; behind a surname too, 최룡해 of
/// 최용해.
pub(super) fn twins(model: &Model, form: &str) -> Vec<String> {
    let syllables: Vec<char> = form.chars().collect();
    let surname = model.table.surname_of(form).map(|(_, surname)| surname);
    let given = surname.filter(|surname| syllables.len() - surname == 2);
    let mut found = vec![syllables.clone()];
    for at in [Some(0), given].into_iter().flatten() {
        let Some(&own) = syllables.get(at) else {
            continue;
        };
        let mut others = law_twins(own);
        // Of names it is ㄹ that is written or not.
        others.retain(|&other| given.is_none() || [own, other].into_iter().any(begins_with_rieul));
        for known in found.clone() {
            found.extend(others.iter().map(|&other| {
                let mut twin = known.clone();
                twin[at] = other;
                twin
            }));
        }
    }
    let twins = found.into_iter().skip(1);
    twins.map(|twin| twin.into_iter().collect()).collect()
}

/// The syllables that the initial law puts for this one, or for which it puts this one.
fn law_twins(syllable: char) -> Vec<char> {
    // ㄴ, ㄹ and ㅇ before the same vowel and coda.
    const ONSETS: [u32; 3] = [2, 5, 11];
    if !is_syllable(syllable) {
        return Vec::new();
    }
    let below = (syllable as u32 - '가' as u32) % 588;
    let candidates = ONSETS
        .iter()
        .filter_map(|onset| char::from_u32('가' as u32 + onset * 588 + below));
    candidates
        .filter(|&c| c != syllable && (initial_law(c) == syllable || initial_law(syllable) == c))
        .collect()
}

fn begins_with_rieul(syllable: char) -> bool {
    (syllable as u32 - '가' as u32) / 588 == 5
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

    #[test]
    fn a_name_has_the_spellings_of_the_other_state() {
        for (name, others) in [
            ("이용호", vec!["리용호", "이룡호", "리룡호"]),
            ("최룡해", vec!["최용해"]),
            ("신라", vec![]),
            ("로동신문", vec!["노동신문"]),
        ] {
            assert_eq!(twins(Model::committed(), name), others, "{name}");
        }
    }
}
