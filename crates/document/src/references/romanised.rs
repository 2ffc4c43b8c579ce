//! Korean in Latin letters: syllables, names in Korean order, titles.
//!
//! The spellings are those of McCune–Reischauer (1939, with or without its breves and apostrophes), of the Revised
//! Romanization (2000), and of names as their owners write them.

use std::sync::LazyLock;

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

/// Pieces of syllables by their first letter; the empty one, where there is one, stands with every letter.
struct Pieces([Vec<&'static [u8]>; 26]);

impl Pieces {
    fn new(pieces: &[&'static str]) -> Pieces {
        Pieces(std::array::from_fn(|letter| {
            let own = pieces.iter().map(|piece| piece.as_bytes());
            own.filter(|piece| {
                piece
                    .first()
                    .is_none_or(|first| *first == b'a' + letter as u8)
            })
            .collect()
        }))
    }

    /// The places behind the pieces that stand at the places of `from`.
    fn behind(&self, word: &[u8], from: Places) -> Places {
        let mut behind = match self.0[0].iter().any(|piece| piece.is_empty()) {
            true => from,
            false => 0,
        };
        let mut left = from;
        while left != 0 {
            let at = left.trailing_zeros() as usize;
            left &= left - 1;
            let letter = word
                .get(at)
                .map(|byte| usize::from(byte.wrapping_sub(b'a')));
            for piece in letter
                .and_then(|letter| self.0.get(letter))
                .into_iter()
                .flatten()
            {
                let fits = word[at..].starts_with(piece);
                behind |= Places::from(fits) << (at + piece.len());
            }
        }
        behind
    }
}

/// Places in a word, a bit each.
type Places = u64;

// There is a bit for the end of the longest word.
const _: () = assert!(LONGEST_WORD < Places::BITS as usize);

/// Onsets, vowels and codas.
static SYLLABLE: LazyLock<[Pieces; 3]> = LazyLock::new(|| {
    [
        Pieces::new(&ONSETS),
        Pieces::new(&VOWELS),
        Pieces::new(&CODAS),
    ]
});

/// The ends of the syllables that begin at some places.
fn step(word: &[u8], starts: Places) -> Places {
    SYLLABLE
        .iter()
        .fold(starts, |places, pieces| pieces.behind(word, places))
}

/// Whether a word without breves can be read in syllables at all.
fn is_readable(word: &str) -> bool {
    !word.is_empty() && word.is_ascii() && word.len() <= LONGEST_WORD
}

/// Whether a word is a usual family name in Latin letters.
pub(crate) fn is_family(word: &str) -> bool {
    FAMILIES.contains(&plain(word).as_str())
}

/// Whether a word can be one Korean syllable.
pub(crate) fn is_syllable(word: &str) -> bool {
    let word = plain(word);
    is_readable(&word) && step(word.as_bytes(), 1) >> word.len() & 1 == 1
}

/// Whether a word can be Korean syllables, one behind the other.
fn is_word(word: &str) -> bool {
    let word = plain(word);
    if !is_readable(&word) {
        return false;
    }
    // No syllable has any of these.
    if word.contains(['f', 'q', 'v', 'x', 'z']) {
        return false;
    }
    let mut reached: Places = 1;
    loop {
        let grown = reached | step(word.as_bytes(), reached);
        if grown >> word.len() & 1 == 1 {
            return true;
        }
        if grown == reached {
            return false;
        }
        reached = grown;
    }
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

/// Whether a text spells Korean as McCune and Reischauer did, with breves.
pub(crate) fn is_marked(text: &str) -> bool {
    text.contains(['ŏ', 'ŭ', 'Ŏ', 'Ŭ'])
}

/// Whether a name is in Korean order with its given name in one word, as in `Kim Myŏngsu`: a usual family name before two
/// syllables. Of many Western names that is true too, so that something else must tell that it is Korean.
pub(crate) fn is_united(family: &str, given: &str) -> bool {
    let word = plain(given);
    rank(family).is_some()
        && rank(given).is_none()
        && given.starts_with(char::is_uppercase)
        && given.chars().skip(1).all(|ch| !ch.is_uppercase())
        && is_readable(&word)
        && !word.contains(['f', 'q', 'v', 'x', 'z'])
        && step(word.as_bytes(), step(word.as_bytes(), 1)) >> word.len() & 1 == 1
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
    let marked = is_marked(title);
    let least = if marked { 1 } else { LEAST_WORDS };
    if words.len() < least {
        return false;
    }
    // Most titles show in their first words that they are none.
    let mut foreign = 0;
    for word in &words {
        foreign += usize::from(!is_word(word));
        if foreign * 5 > words.len() {
            return false;
        }
    }
    marked
        || words.iter().any(|word| {
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
        })
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
