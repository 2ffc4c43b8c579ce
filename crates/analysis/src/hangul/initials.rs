//! Initial consonants (초성), and words whose last syllable is only begun.

use std::ops::RangeInclusive;

use super::keyboard::{to_hangul, to_keys};
use super::{CODAS, ONSETS, Syllable, VOWELS, is_letter, is_syllable};

/// Fewer initial consonants than this name no word.
const FEWEST_INITIALS: usize = 2;

/// The initial consonants of a word's syllables; what is no syllable is left out.
///
/// ```
/// # use seoji_analysis::hangul::initials;
/// assert_eq!(initials("라자루스"), "ㄹㅈㄹㅅ");
/// assert_eq!(initials("노동신문 22"), "ㄴㄷㅅㅁ");
/// ```
pub fn initials(word: &str) -> String {
    word.chars()
        .filter_map(Syllable::of)
        .map(|syllable| ONSETS[syllable.onset])
        .collect()
}

/// Whether a text is a word by its initial consonants alone: two and more of them and nothing else.
pub fn is_initials(text: &str) -> bool {
    text.chars().all(|c| ONSETS.contains(&c)) && text.chars().count() >= FEWEST_INITIALS
}

/// A reading of a word whose last syllable is only begun: what is certain, and what may stand next.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Begun {
    /// The syllables that are certain.
    pub before: String,
    /// The syllables that may stand behind them, neighbours in Unicode.
    pub next: RangeInclusive<char>,
}

/// The ways to go on with a word whose last syllable is only begun, the word as it stands left out: `라자ㄹ` is 라자
/// and one of 라 to 맇, `라자룻` is 라자루 and one of 사 to 싷, `그루` is 그 and one of 룩 to 뤃, `해과` is 해 and one
/// of 곽 to 괗.
///
/// None for a text that is no Hangul, that has a letter by itself elsewhere, or of which nothing would be certain.
///
/// ```
/// # use seoji_analysis::hangul::begun;
/// let ways = begun("라자룻");
/// assert!(ways.iter().any(|way| way.before == "라자루" && way.next.contains(&'스')));
/// assert!(begun("박ㄱ근").is_empty() && begun("ㄹ").is_empty());
/// ```
pub fn begun(word: &str) -> Vec<Begun> {
    let Some(last) = word.chars().next_back() else {
        return Vec::new();
    };
    let before = &word[..word.len() - last.len_utf8()];
    if before.is_empty() || !before.chars().all(is_syllable) {
        return Vec::new();
    }
    let range = |onset: usize, vowels: RangeInclusive<usize>, codas: RangeInclusive<usize>| {
        let syllable = |vowel, coda| Syllable { onset, vowel, coda }.compose();
        syllable(*vowels.start(), *codas.start())..=syllable(*vowels.end(), *codas.end())
    };
    let way = |before: String, next| Begun { before, next };
    let mut ways = Vec::new();
    let Some(syllable) = Syllable::of(last) else {
        if let Some(onset) = ONSETS.iter().position(|&onset| onset == last) {
            ways.push(way(before.to_owned(), range(onset, 0..=20, 0..=27)));
        }
        return ways;
    };
    let Syllable { onset, vowel, coda } = syllable;
    if coda == 0 {
        ways.push(way(before.to_owned(), range(onset, vowel..=vowel, 1..=27)));
        for (grown, letter) in VOWELS.iter().enumerate() {
            let keys = to_keys(&letter.to_string());
            if grown != vowel && keys.starts_with(&to_keys(&VOWELS[vowel].to_string())) {
                ways.push(way(before.to_owned(), range(onset, grown..=grown, 0..=27)));
            }
        }
        return ways;
    }
    for (grown, letter) in CODAS.iter().enumerate().skip(1) {
        let keys = to_keys(&letter.to_string());
        if grown != coda && keys.starts_with(&to_keys(&CODAS[coda].to_string())) {
            ways.push(way(
                before.to_owned(),
                range(onset, vowel..=vowel, grown..=grown),
            ));
        }
    }
    // Any vowel behind it shows which letter moves on.
    let moved = to_hangul(&format!("{}k", to_keys(&last.to_string())));
    let mut moved = moved.chars();
    if let (Some(stays), Some(begins)) = (moved.next(), moved.next().and_then(Syllable::of)) {
        debug_assert!(
            !is_letter(stays),
            "a syllable and a vowel make two syllables"
        );
        ways.push(way(
            format!("{before}{stays}"),
            range(begins.onset, 0..=20, 0..=27),
        ));
    }
    ways
}
