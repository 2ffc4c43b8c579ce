//! Korean in Latin letters: syllables, names in Korean order, titles.
//!
//! The spellings are those of McCune–Reischauer (1939, with or without its breves and apostrophes), of the Revised
//! Romanization (2000), and of names as their owners write them.

/// Usual family names in the spellings in use, the most usual first: the census of 2015 by its Latin forms.
#[rustfmt::skip]
const FAMILIES: [&str; 62] = [
    "kim", "lee", "park", "choi", "choe", "pak", "ri", "yi", "rhee", "jeong", "chong", "chung", "jung", "kang", "cho", "jo",
    "yoon", "yun", "jang", "chang", "lim", "im", "rim", "han", "oh", "seo", "suh", "so", "shin", "sin", "kwon", "hwang",
    "ahn", "an", "song", "ryu", "yoo", "yu", "hong", "chon", "jeon", "jun", "ko", "moon", "mun", "yang", "son", "bae", "pae",
    "paek", "baek", "paik", "huh", "ho", "heo", "nam", "shim", "sim", "no", "roh", "ha", "ku",
];

const ONSETS: [&str; 24] = [
    "kk", "tt", "pp", "ss", "jj", "tch", "ch", "sh", "k", "g", "n", "t", "d", "r", "l", "m", "p",
    "b", "s", "j", "h", "y", "w", "",
];

const VOWELS: [&str; 26] = [
    "yeo", "yae", "yoo", "eui", "ae", "ya", "eo", "ye", "yo", "wa", "wae", "oe", "oo", "wo", "we",
    "wi", "yu", "eu", "ui", "ee", "a", "e", "o", "u", "i", "uh",
];

const CODAS: [&str; 11] = ["ng", "ck", "k", "g", "n", "t", "l", "m", "p", "b", ""];

/// The longest word that is read in syllables, in bytes.
const LONGEST_WORD: usize = 40;

/// Fewer words than these tell no language.
const LEAST_WORDS: usize = 3;

/// A word in small letters without breves and apostrophes.
fn plain(word: &str) -> String {
    word.chars()
        .filter(|ch| !matches!(ch, '\'' | '’' | '‘' | 'ʼ' | '`'))
        .flat_map(char::to_lowercase)
        .map(|ch| match ch {
            'ŏ' => 'o',
            'ŭ' => 'u',
            'ë' => 'e',
            other => other,
        })
        .collect()
}

/// What stands behind `piece` at the beginning of a word.
fn behind<'w>(word: &'w [u8], piece: &str) -> Option<&'w [u8]> {
    let piece = piece.as_bytes();
    match piece.first() {
        // Most pieces differ in their first letter.
        Some(first) if word.first() != Some(first) => None,
        _ => word.strip_prefix(piece),
    }
}

/// The ends of the syllables that begin where each of `starts` is true.
fn step(word: &str, starts: &[bool]) -> Vec<bool> {
    let word = word.as_bytes();
    let mut ends = vec![false; word.len() + 1];
    for from in (0..word.len()).filter(|from| starts[*from]) {
        for rest in ONSETS
            .iter()
            .filter_map(|onset| behind(&word[from..], onset))
        {
            for rest in VOWELS.iter().filter_map(|vowel| behind(rest, vowel)) {
                for rest in CODAS.iter().filter_map(|coda| behind(rest, coda)) {
                    ends[word.len() - rest.len()] = true;
                }
            }
        }
    }
    ends
}

/// Whether a word can be one Korean syllable.
fn is_syllable(word: &str) -> bool {
    let word = plain(word);
    let readable = !word.is_empty() && word.is_ascii() && word.len() <= LONGEST_WORD;
    readable && step(&word, &start(word.len()))[word.len()]
}

/// Whether a word can be Korean syllables, one behind the other.
fn is_word(word: &str) -> bool {
    let word = plain(word);
    if word.is_empty() || !word.is_ascii() || word.len() > LONGEST_WORD {
        return false;
    }
    let mut reached = start(word.len());
    for _ in 0..word.len() {
        let ends = step(&word, &reached);
        if ends[word.len()] {
            return true;
        }
        let mut grown = false;
        for (own, end) in reached.iter_mut().zip(&ends) {
            grown |= *end && !*own;
            *own |= end;
        }
        if !grown {
            return false;
        }
    }
    false
}

fn start(length: usize) -> Vec<bool> {
    let mut starts = vec![false; length + 1];
    starts[0] = true;
    starts
}

/// How usual a family name is: its place in the list.
fn rank(word: &str) -> Option<usize> {
    let word = plain(word);
    FAMILIES.iter().position(|family| *family == word)
}

/// Whether a name is in Korean order: a usual family name before two syllables, as `Sang-Hun` or `Il Sung`.
///
/// Of two usual family names at the ends (`Kim Dae Jung`, `Chung Hee Park`) the more usual one is the family's.
pub(crate) fn is_korean(family: &str, given: &[&str]) -> bool {
    let Some(own) = rank(family) else {
        return false;
    };
    match given {
        [given] => given
            .split_once(['-', '‐', '‑'])
            .is_some_and(|(first, second)| is_syllable(first) && is_syllable(second)),
        [first, second] => {
            is_syllable(first)
                && is_syllable(second)
                && rank(second).is_none_or(|other| own < other)
        }
        _ => false,
    }
}

/// Whether a text is a name in Korean order and nothing else.
pub(crate) fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().take(4).collect();
    words
        .split_first()
        .is_some_and(|(family, given)| is_korean(family, given))
}

/// Whether a title is Korean in Latin letters: nearly every word is made of its syllables, and some word shows it by a
/// breve or by a spelling that no neighbour's small words have.
pub(crate) fn is_title(title: &str) -> bool {
    let words: Vec<&str> = title
        .split(|ch: char| !(ch.is_alphabetic() || matches!(ch, '\'' | '’' | 'ʼ')))
        .filter(|word| word.chars().any(char::is_alphabetic))
        .take(40)
        .collect();
    let marked = title.chars().any(|ch| matches!(ch, 'ŏ' | 'ŭ' | 'Ŏ' | 'Ŭ'));
    let least = if marked { 1 } else { LEAST_WORDS };
    if words.len() < least {
        return false;
    }
    let korean = words.iter().filter(|word| is_word(word)).count();
    let telling = words.iter().any(|word| {
        let word = plain(word);
        word.len() > 3
            && ["eo", "eu", "ae", "oe"]
                .iter()
                .any(|pair| word.contains(pair))
            && is_word(&word)
            || matches!(
                word.as_str(),
                "ui" | "eul" | "reul" | "neun" | "gwa" | "kwa" | "wa"
            )
    });
    korean * 5 >= words.len() * 4 && (marked || telling)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn korean_order_shows_in_family_name_and_syllables() {
        for (family, given, expected) in [
            ("Choe", &["Sang-Hun"][..], true),
            ("Kim", &["Il", "Sung"], true),
            ("Kim", &["Dae", "Jung"], true),
            ("Park", &["Chung", "Hee"], true),
            ("Pak", &["Ch'ang-ok"], true),
            ("Chung", &["Hee", "Park"], false),
            ("Mary", &["Smith-Jones"], false),
            ("Lee", &["Jean-Pierre"], false),
            ("Lee", &["Harvey", "Oswald"], false),
            ("Park", &["Geun"], false),
        ] {
            assert_eq!(is_korean(family, given), expected, "{family} {given:?}");
        }
    }
}
