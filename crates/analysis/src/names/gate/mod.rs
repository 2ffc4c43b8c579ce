//! Whether Latin letters look like a Korean name rather than a word of another language.
//!
//! A run is judged by its groups of one to four letters, each with a weight that was learnt from Korean names and words
//! on one side, names and running text of other languages on the other. No list of words is in it. `seoji-train names`
//! makes the weights; they lie in a table by the hash of the group, so that nothing is read or built at the start.

mod weights;

use super::by_the_book;
use super::latin::{self, Spelling};
use super::model::{Model, surname_spellings};
use super::twins::twins;
use weights::PLACES;

pub use weights::Gate;

/// The longest group of letters.
const LONGEST: usize = 4;

/// What the gate sees of a run: hashes of its groups of letters, and where its surname stands.
pub fn features(table: &super::table::Table, run: &str, out: &mut Vec<u32>) {
    out.clear();
    let Some(spelling) = Spelling::read(run) else {
        return;
    };
    let is_surname =
        |letters: &[u8]| surname_spellings(table).any(|spelling| spelling.as_bytes() == letters);
    features_of(&spelling, is_surname, out);
}

fn features_of(spelling: &Spelling, is_surname: impl Fn(&[u8]) -> bool, out: &mut Vec<u32>) {
    let words: Vec<usize> = spelling.words().chain([spelling.letters.len()]).collect();
    for (at, ends) in words.windows(2).enumerate() {
        let letters = &spelling.letters[ends[0]..ends[1]];
        let mut framed = [0u8; latin::MAX_LETTERS + 2];
        framed[0] = b'^';
        framed[1..=letters.len()].copy_from_slice(letters);
        framed[letters.len() + 1] = b'$';
        let framed = &framed[..letters.len() + 2];
        for length in 1..=LONGEST {
            for group in framed
                .windows(length)
                .filter(|group| *group != b"^" && *group != b"$")
            {
                out.push(place(group, 0));
            }
        }
        let surname = letters.len() <= 7 && is_surname(letters);
        let place_of_word = if at == 0 {
            1
        } else if at + 2 == words.len() {
            2
        } else {
            3
        };
        if words.len() > 2 {
            out.push(place(
                if surname { b"surname" } else { b"no surname" },
                place_of_word,
            ));
        }
    }
    out.push(place(&[words.len().min(6) as u8], 4));
    if spelling.gaps.contains(&latin::Gap::Hyphen) {
        out.push(place(b"-", 5));
    }
}

fn is_surname(model: &Model, letters: &[u8]) -> bool {
    std::str::from_utf8(letters)
        .is_ok_and(|letters| model.surname_spellings.place(letters).is_some())
}

/// FNV-1a, folded to the places of the table.
fn place(group: &[u8], kind: u8) -> u32 {
    let hash = group
        .iter()
        .chain([&kind])
        .fold(0x811c_9dc5_u32, |hash, &byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
    (hash ^ (hash >> 15)) & (PLACES as u32 - 1)
}

/// Whether a run of Latin words may be expanded by its shape alone.
///
/// - One word: it begins with a capital or holds ŏ or ŭ, and has two syllables or more; so neither `gun` nor a surname.
/// - Several words in small letters (`kim jong un`): three syllables or more, a surname first.
/// - A word with ŏ or ŭ is spelled after McCune and Reischauer, whatever it looks like (Koryŏ).
/// - A surname and two syllables apart, as the North writes names (Hyon Song Wol), are one where each is by the book.
pub(super) fn passes(model: &Model, run: &str) -> bool {
    let is_mccune = || !run.contains(char::is_whitespace) && run.contains(['ŏ', 'ŭ', 'Ŏ', 'Ŭ']);
    let is_korean = |margin: f32| margin >= 0.0 || is_mccune() || is_spelled_apart(model, run);
    margin(model, run).is_some_and(is_korean)
}

/// Whether a run is three words with capitals: a surname and two syllables that are usual in given names, by the book.
fn is_spelled_apart(model: &Model, run: &str) -> bool {
    let mut words = run.split(' ');
    let (Some(surname), Some(first), Some(second), None) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return false;
    };
    let has_capital = |word: &str| word.starts_with(|c: char| c.is_ascii_uppercase());
    let given = [(first, 1), (second, 2)];
    // Told at once of most rows of capitals; the lists take longer.
    let is_one_syllable = |word: &str| syllables(word.to_ascii_lowercase().as_bytes()) == 1;
    [surname, first, second].into_iter().all(has_capital)
        && [first, second].into_iter().all(is_one_syllable)
        && is_surname_spelling(model, surname)
        && given.into_iter().all(|(word, at)| {
            let letters = word.to_ascii_lowercase();
            let mut usual = model.given_syllables[at].iter();
            usual.any(|syllable| {
                by_the_book::relation(syllable.encode_utf8(&mut [0; 4]), &letters).is_some()
            })
        })
}

/// By how much a run looks more like Korean than it must, a logarithm of odds; `None` where its shape forbids it.
pub fn margin(model: &Model, run: &str) -> Option<f32> {
    let spelling = Spelling::read(run)?;
    if !has_the_shape(run, &spelling) {
        return None;
    }
    let words = spelling.words().count();
    if !is_proper(run, &spelling) {
        let end = spelling.words().nth(1)?;
        if !is_surname(model, &spelling.letters[..end]) {
            return None;
        }
    }
    let gate = &model.gate;
    let mut features = Vec::new();
    features_of(
        &spelling,
        |letters| is_surname(model, letters),
        &mut features,
    );
    let least = if words == 1 { gate.word } else { gate.words };
    Some(gate.score(&features) - least)
}

/// What a run must have before its letters are weighed, which needs no table: two to five words, or one with a capital
/// or a breve; two syllables, three in small letters.
pub(super) fn has_the_shape(run: &str, spelling: &Spelling) -> bool {
    let words = spelling.words().count();
    let syllables = syllables(&spelling.letters);
    let proper = is_proper(run, spelling);
    words <= MAX_WORDS && (proper || words > 1) && syllables >= if proper { 2 } else { 3 }
}

fn is_proper(run: &str, spelling: &Spelling) -> bool {
    let breve = |letter: &u8| matches!(*letter, latin::O_BREVE | latin::U_BREVE);
    let first = run.chars().find(|c| c.is_alphabetic());
    first.is_some_and(char::is_uppercase) || spelling.letters.iter().any(breve)
}

/// Whether Latin letters look like a Korean name or word, by their shape alone.
///
/// ```
/// use seoji_analysis::names::looks_korean;
///
/// assert!(looks_korean("Kwangmyong") && looks_korean("Park Jin-hyok"));
/// assert!(!looks_korean("Zinc") && !looks_korean("Lazarus") && !looks_korean("song"));
/// ```
pub fn looks_korean(run: &str) -> bool {
    passes(Model::committed(), run)
}

/// Whether a word spells a surname, as it is often spelled or by the book.
pub(super) fn is_surname_spelling(model: &Model, word: &str) -> bool {
    Spelling::read(word).is_some_and(|spelling| {
        let plain = || spelling.plain();
        is_surname(model, &spelling.letters) || is_surname_by_the_book(model, &plain())
    })
}

/// Rare in the lists that taught the table, as `Rim` and `Hyon` of the North are, it is a surname all the same.
fn is_surname_by_the_book(model: &Model, plain: &str) -> bool {
    let mut surnames = model.table.surnames.iter();
    surnames.any(|surname| {
        by_the_book::relation(surname, plain).is_some()
            || plain.starts_with(['n', 'r']) && {
                let mut twins = twins(model, surname).into_iter();
                twins.any(|twin| by_the_book::relation(&twin, plain).is_some())
            }
    })
}

/// Whether several words may be a person's name: two or three syllables, the first or the last word a surname.
pub(super) fn is_like_a_person(model: &Model, spelling: &Spelling) -> bool {
    let words: Vec<usize> = spelling.words().chain([spelling.letters.len()]).collect();
    let is_surname = |at: usize| is_surname(model, &spelling.letters[words[at]..words[at + 1]]);
    (2..=3).contains(&syllables(&spelling.letters))
        && words.len() > 2
        && (is_surname(0) || is_surname(words.len() - 2))
}

/// The most words of a name: a surname, a given name in up to three, or an organisation.
const MAX_WORDS: usize = 5;

/// Groups of vowels.
pub(super) fn syllables(letters: &[u8]) -> usize {
    let vowel = |letter: u8| matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'O' | b'U');
    letters
        .iter()
        .enumerate()
        .filter(|&(at, &letter)| vowel(letter) && (at == 0 || !vowel(letters[at - 1])))
        .count()
}
