//! A word in Hangul as the rows that its syllables are spelled by.

use super::slot::{CODA_CONTEXTS, ONSET_CONTEXTS, VOWEL_CONTEXTS};
use crate::names::jamo::{NONE, ONSETS, SPOKEN_CODAS, Syllable, VOWELS, spoken_coda};

/// The rows of one syllable in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::names) struct Rows {
    /// The onset where the syllable does not begin a word.
    pub(in crate::names) onset: u16,
    /// The onset where a space stands before it.
    pub(in crate::names) onset_of_word: u16,
    pub(in crate::names) vowel: u16,
    pub(in crate::names) coda: u16,
}

/// The rows of each syllable of `word`, appended to `out`; `None` where a character is no syllable.
pub(in crate::names) fn rows_of(word: &str, out: &mut Vec<Rows>) -> Option<()> {
    let place = |list: &[char], c| {
        list.iter()
            .position(|&l| l == c)
            .expect("a letter of its list")
    };
    let mut before: Option<char> = None;
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let syllable = Syllable::of(c)?;
        let coda = spoken_coda(syllable.coda);
        let letter = place(&ONSETS, syllable.onset) * 2 + usize::from(syllable.is_palatal());
        let onset = |context: usize| (letter * ONSET_CONTEXTS.len() + context) as u16;
        let context = match before {
            None => 0,
            Some('ㄱ' | 'ㄷ' | 'ㅂ') => 3,
            Some(_) => 2,
        };
        let bare = usize::from(syllable.onset == 'ㅇ');
        let closed = usize::from(coda != NONE);
        let next = chars.peek().and_then(|&c| Syllable::of(c));
        let follows = match next {
            None => 2,
            Some(next) if next.onset == 'ㅇ' => 0,
            Some(_) => 1,
        };
        out.push(Rows {
            onset: onset(context),
            onset_of_word: onset(if before.is_none() { 0 } else { 1 }),
            vowel: (place(&VOWELS, syllable.vowel) * VOWEL_CONTEXTS.len() + closed * 2 + bare)
                as u16,
            coda: (place(&SPOKEN_CODAS, coda) * CODA_CONTEXTS.len() + follows) as u16,
        });
        before = Some(coda);
    }
    Some(())
}
