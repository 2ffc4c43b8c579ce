//! One Korean syllable in Latin letters, as far as its shape tells.

use crate::fold::fold;

/// Whether `word` has the shape of one Korean syllable in Latin letters, whatever the romanisation: an onset, one
/// group of vowels, a coda that Korean has.
///
/// Onsets, vowels and codas are those of Revised Romanisation, McCune–Reischauer and DPRK 1992, and of passports (`Lee`,
/// `Park`, `Rhee`, `Hyuk`).
///
/// ```
/// use seoji_analysis::is_romanised_syllable;
///
/// assert!(["Pak", "hyŏk", "Ch'ol", "Ri", "Kwang", "Park", "Lee"].into_iter().all(is_romanised_syllable));
/// assert!(!["South", "East", "Server", "Anglo", "22", ""].into_iter().any(is_romanised_syllable));
/// ```
pub fn is_romanised_syllable(word: &str) -> bool {
    if word.chars().count() > 7
        || !word
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '\'' | '’'))
    {
        return false;
    }
    let mut folded = String::new();
    fold(word, &mut folded);
    let vowel = |c: char| "aeiou".contains(c);
    let Some(first) = folded.find(vowel) else {
        return false;
    };
    let rest = &folded[first..];
    let vowels = rest.find(|c| !vowel(c)).unwrap_or(rest.len());
    ONSETS.contains(&&folded[..first]) && vowels <= 3 && CODAS.contains(&&rest[vowels..])
}

/// Consonants before the vowel, with the glides y and w.
const ONSETS: &[&str] = &[
    "", "b", "bb", "by", "bw", "ch", "chw", "chy", "d", "dd", "dw", "dy", "g", "gg", "gw", "gy",
    "h", "hw", "hy", "j", "jj", "jw", "jy", "k", "kh", "kk", "kw", "ky", "l", "ly", "m", "mw",
    "my", "n", "nw", "ny", "p", "ph", "pp", "pw", "py", "r", "rh", "rw", "ry", "s", "sh", "shw",
    "ss", "sw", "sy", "t", "tch", "th", "tt", "tw", "ty", "w", "y", "z",
];

/// Consonants behind the vowel; `rk` and `h` as in Park and Noh.
const CODAS: &[&str] = &[
    "", "b", "c", "ck", "d", "g", "h", "j", "k", "l", "lk", "lm", "m", "n", "ng", "p", "r", "rk",
    "s", "t",
];
