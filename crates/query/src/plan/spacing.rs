//! Hangul is found whatever the spaces: the patterns of a word that a space divides, or of words without theirs.

use super::Pattern;

/// Lets each pair of syllables also stand with a space between, or without the one that was typed.
pub(super) fn either_side_of_a_space(slots: Vec<(u32, Vec<String>)>) -> Vec<(u32, Vec<String>)> {
    slots
        .into_iter()
        .map(|(offset, mut terms)| {
            let others: Vec<String> = terms
                .iter()
                .filter_map(|term| match seoji_analysis::bridged_pair(term) {
                    Some((first, second)) => Some(format!("{first}{second}")),
                    None => bridge(term).filter(|_| term.chars().all(|c| !c.is_ascii())),
                })
                .collect();
            terms.extend(others);
            (offset, terms)
        })
        .collect()
}

/// A word of two or three syllables divided by one space, the single syllables standing as words of their own: so
/// `토론회` finds `토론 회`, while `북한` does not find `동북 한국` nor `연구소` `연구 소개`.
pub(super) fn divided(word: &str) -> Vec<Pattern> {
    let syllables: Vec<char> = word.chars().collect();
    let pair = |at: usize| format!("{}{}", syllables[at], syllables[at + 1]);
    let single = |at: usize| syllables[at].to_string();
    let over = |at: usize| seoji_analysis::bridge_term(&single(at), &single(at + 1));
    let slots = |list: Vec<(u32, String)>| Pattern {
        slots: list
            .into_iter()
            .map(|(offset, term)| (offset, vec![term]))
            .collect(),
    };
    match syllables.len() {
        2 => vec![slots(vec![(0, single(0)), (0, over(0)), (1, single(1))])],
        3 => vec![
            slots(vec![(0, pair(0)), (1, over(1)), (2, single(2))]),
            slots(vec![(0, single(0)), (0, over(0)), (1, pair(1))]),
        ],
        _ => Vec::new(),
    }
}

/// Leaves out the syllables alone behind a space: the pair over the space holds them. As a word of its own such a
/// syllable would be asked of `토론회` where `토론 회` was typed, and of `그 집에서` where `그 집` was.
pub(super) fn without_bridged_syllables(slots: &mut Vec<(u32, Vec<String>)>) {
    let mut behind_a_space = None;
    slots.retain(|(offset, terms)| {
        let single = terms.iter().all(|term| term.chars().nth(1).is_none());
        let bridged = behind_a_space == Some(*offset);
        behind_a_space = terms
            .iter()
            .any(|term| is_bridge(term))
            .then_some(offset + 1);
        !(single && bridged)
    });
}

/// The term of two syllables with a space between.
pub(super) fn bridge(pair: &str) -> Option<String> {
    let mut chars = pair.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(first), Some(second), None) => Some(seoji_analysis::bridge_term(
            first.encode_utf8(&mut [0; 4]),
            second.encode_utf8(&mut [0; 4]),
        )),
        _ => None,
    }
}

pub(super) fn is_bridge(term: &str) -> bool {
    seoji_analysis::bridged_pair(term).is_some()
}

pub(super) fn is_hangul(text: &str) -> bool {
    text.chars().all(|c| ('가'..='힣').contains(&c))
}
