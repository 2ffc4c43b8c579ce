//! The Korean keyboard layout in two sets (dubeolsik, KS X 5002), both ways.
//!
//! ```
//! use seoji_analysis::hangul::{to_hangul, to_keys};
//!
//! assert_eq!(to_hangul("qkrwlsgur"), "박진혁");
//! assert_eq!(to_keys("ㅣㅁㅋㅁ견"), "lazarus");
//! ```

use super::{CODAS, ONSETS, Syllable, VOWELS};

/// Key and letter; of the letters made with shift only those that differ.
const KEYS: [(char, char); 33] = [
    ('q', 'ㅂ'),
    ('w', 'ㅈ'),
    ('e', 'ㄷ'),
    ('r', 'ㄱ'),
    ('t', 'ㅅ'),
    ('y', 'ㅛ'),
    ('u', 'ㅕ'),
    ('i', 'ㅑ'),
    ('o', 'ㅐ'),
    ('p', 'ㅔ'),
    ('a', 'ㅁ'),
    ('s', 'ㄴ'),
    ('d', 'ㅇ'),
    ('f', 'ㄹ'),
    ('g', 'ㅎ'),
    ('h', 'ㅗ'),
    ('j', 'ㅓ'),
    ('k', 'ㅏ'),
    ('l', 'ㅣ'),
    ('z', 'ㅋ'),
    ('x', 'ㅌ'),
    ('c', 'ㅊ'),
    ('v', 'ㅍ'),
    ('b', 'ㅠ'),
    ('n', 'ㅜ'),
    ('m', 'ㅡ'),
    ('Q', 'ㅃ'),
    ('W', 'ㅉ'),
    ('E', 'ㄸ'),
    ('R', 'ㄲ'),
    ('T', 'ㅆ'),
    ('O', 'ㅒ'),
    ('P', 'ㅖ'),
];

/// Letters that take two keys, with the two letters of those.
const PAIRS: [(char, char, char); 18] = [
    ('ㅘ', 'ㅗ', 'ㅏ'),
    ('ㅙ', 'ㅗ', 'ㅐ'),
    ('ㅚ', 'ㅗ', 'ㅣ'),
    ('ㅝ', 'ㅜ', 'ㅓ'),
    ('ㅞ', 'ㅜ', 'ㅔ'),
    ('ㅟ', 'ㅜ', 'ㅣ'),
    ('ㅢ', 'ㅡ', 'ㅣ'),
    ('ㄳ', 'ㄱ', 'ㅅ'),
    ('ㄵ', 'ㄴ', 'ㅈ'),
    ('ㄶ', 'ㄴ', 'ㅎ'),
    ('ㄺ', 'ㄹ', 'ㄱ'),
    ('ㄻ', 'ㄹ', 'ㅁ'),
    ('ㄼ', 'ㄹ', 'ㅂ'),
    ('ㄽ', 'ㄹ', 'ㅅ'),
    ('ㄾ', 'ㄹ', 'ㅌ'),
    ('ㄿ', 'ㄹ', 'ㅍ'),
    ('ㅀ', 'ㄹ', 'ㅎ'),
    ('ㅄ', 'ㅂ', 'ㅅ'),
];

/// The rows of the keyboard, each with its offset to the right in half key widths.
const ROWS: [(&str, i32); 3] = [("qwertyuiop", 0), ("asdfghjkl", 1), ("zxcvbnm", 2)];

/// The letter of a key; shift changes seven keys only.
fn letter(key: char) -> Option<char> {
    let find = |wanted: char| {
        KEYS.iter()
            .find(|(key, _)| *key == wanted)
            .map(|&(_, letter)| letter)
    };
    find(key).or_else(|| find(key.to_ascii_lowercase()))
}

fn key(letter: char) -> Option<char> {
    KEYS.iter()
        .find(|(_, known)| *known == letter)
        .map(|&(key, _)| key)
}

/// The letter that two letters make together.
fn joined(first: char, second: char) -> Option<char> {
    PAIRS
        .iter()
        .find(|(_, one, two)| (*one, *two) == (first, second))
        .map(|&(pair, ..)| pair)
}

fn divided(letter: char) -> Option<(char, char)> {
    PAIRS
        .iter()
        .find(|(pair, ..)| *pair == letter)
        .map(|&(_, one, two)| (one, two))
}

/// Gives the keys that write a char: of a syllable or letter its keys, of anything else the char itself.
pub(crate) fn keys_of(c: char, mut give: impl FnMut(char)) {
    let mut press = |letter: char| match divided(letter) {
        Some((one, two)) => [one, two].into_iter().filter_map(key).for_each(&mut give),
        None => give(key(letter).unwrap_or(letter)),
    };
    match Syllable::of(c) {
        Some(syllable) => {
            press(ONSETS[syllable.onset]);
            press(VOWELS[syllable.vowel]);
            if syllable.coda > 0 {
                press(CODAS[syllable.coda]);
            }
        }
        None => press(c),
    }
}

/// The keys that write `text`: what stands on the screen when the layout was not switched to Korean.
///
/// What is no Hangul is kept. Each letter keeps its shift: `ㅆ` is `T`.
///
/// ```
/// # use seoji_analysis::hangul::to_keys;
/// assert_eq!(to_keys("값싼 APT38"), "rkqtTks APT38");
/// ```
pub fn to_keys(text: &str) -> String {
    let mut keys = String::with_capacity(text.len());
    for c in text.chars() {
        keys_of(c, |key| keys.push(key));
    }
    keys
}

/// What the keys of `text` write on the Korean layout; Hangul in it counts as its keys, so that a word of which only
/// a part was typed on the other layout is read as a whole (`해zj` → 해커).
///
/// What no key writes is kept and ends a syllable. Letters that find no syllable stand by themselves
/// (`to_keys(&to_hangul(keys)) == keys`, but for shift where it changes nothing).
pub fn to_hangul(text: &str) -> String {
    let mut composer = Composer::default();
    for c in text.chars() {
        keys_of(c, |key| composer.press(key));
    }
    composer.finish()
}

/// Puts letters together to syllables as an input method does.
#[derive(Default)]
struct Composer {
    out: String,
    onset: Option<char>,
    vowel: Option<char>,
    coda: Option<char>,
}

impl Composer {
    fn press(&mut self, key: char) {
        match letter(key) {
            Some(vowel) if VOWELS.contains(&vowel) => self.vowel(vowel),
            Some(consonant) => self.consonant(consonant),
            None => {
                self.flush();
                self.out.push(key);
            }
        }
    }

    fn consonant(&mut self, consonant: char) {
        let ends = |letter: char| CODAS.contains(&letter);
        match (self.onset, self.vowel, self.coda) {
            (Some(_), Some(_), None) if ends(consonant) => self.coda = Some(consonant),
            (Some(_), Some(_), Some(coda)) if joined(coda, consonant).is_some_and(ends) => {
                self.coda = joined(coda, consonant);
            }
            _ => {
                self.flush();
                self.onset = Some(consonant);
            }
        }
    }

    fn vowel(&mut self, vowel: char) {
        if let Some(coda) = self.coda.take() {
            // What ended the syllable begins the next one, of two letters the second.
            let (stays, moves) = divided(coda).map_or((None, coda), |(one, two)| (Some(one), two));
            self.coda = stays;
            self.flush();
            self.onset = Some(moves);
            self.vowel = Some(vowel);
            return;
        }
        match self.vowel {
            None => self.vowel = Some(vowel),
            Some(before) => match joined(before, vowel) {
                Some(both) => self.vowel = Some(both),
                None => {
                    self.flush();
                    self.vowel = Some(vowel);
                }
            },
        }
    }

    /// Writes what is in hand.
    fn flush(&mut self) {
        let place = |letters: &[char], letter: Option<char>| {
            letters.iter().position(|known| Some(*known) == letter)
        };
        let (onset, vowel, coda) = (self.onset.take(), self.vowel.take(), self.coda.take());
        match (place(&ONSETS, onset), place(&VOWELS, vowel)) {
            (Some(onset), Some(vowel)) => {
                let coda = place(&CODAS, coda).unwrap_or(0);
                self.out.push(Syllable { onset, vowel, coda }.compose());
            }
            _ => self.out.extend(onset.into_iter().chain(vowel)),
        }
    }

    fn finish(mut self) -> String {
        self.flush();
        self.out
    }
}

/// Row and column of a key, columns in half key widths.
fn place(key: char) -> Option<(i32, i32)> {
    let key = key.to_ascii_lowercase();
    ROWS.iter().enumerate().find_map(|(row, (keys, offset))| {
        let column = keys.find(key)?;
        Some((row as i32, 2 * column as i32 + offset))
    })
}

/// Whether two keys touch each other on the board (QWERTY): beside, or above and below.
///
/// ```
/// # use seoji_analysis::hangul::neighbouring_keys;
/// assert!(neighbouring_keys('g', 'h') && neighbouring_keys('g', 't') && !neighbouring_keys('g', 'k'));
/// ```
pub fn neighbouring_keys(one: char, other: char) -> bool {
    match (place(one), place(other)) {
        (Some((row, column)), Some((other_row, other_column))) => {
            let (rows, columns) = ((row - other_row).abs(), (column - other_column).abs());
            (rows, columns) != (0, 0) && (rows == 0 && columns == 2 || rows == 1 && columns == 1)
        }
        _ => false,
    }
}

/// Whether two keys are the same one with and without shift.
pub fn is_shift_of(one: char, other: char) -> bool {
    one != other && one.eq_ignore_ascii_case(&other)
}
