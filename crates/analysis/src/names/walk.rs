//! Words of Hangul that have one of some keys, found by walking through a dictionary of terms.
//!
//! An index keeps no keys of words that its dictionary of terms has anyway: both kinds of keys of Hangul grow syllable by
//! syllable, so that the dictionary can be walked, leaving it where no key can be met any more.

use std::ops::RangeInclusive;

use super::classes::{onset_class, vowel_class};
use super::foreign::{Begun, Wanted};
use super::jamo::Syllable;
use super::pronounce::join;
use super::{Key, KeyKind};
use crate::hangul::CODAS;

/// The most keys that are walked for; a query has fewer.
const MOST_KEYS: usize = 32;

/// Some keys that are looked for among words of Hangul.
///
/// ```
/// use seoji_analysis::names::{Walk, keys};
///
/// let mut of_latin = Vec::new();
/// keys("Pulgŭnbyŏl", &mut of_latin);
/// let walk = Walk::new(&of_latin);
/// let walked = |word: &str| word.chars().try_fold(walk.start(), |at, c| walk.step(&at, c));
/// assert!(walk.is_met(&walked("붉은별").unwrap()));
/// assert!(!walk.is_met(&walked("붉은").unwrap()), "only its beginning");
/// assert!(walked("푸른").is_none());
/// ```
#[derive(Clone, Debug)]
pub struct Walk {
    /// The onset and vowel classes of each syllable; no vowels where only onsets count.
    sounds: Vec<(Vec<u8>, Vec<u8>)>,
    foreign: Vec<Wanted>,
}

/// How far a word was followed.
#[derive(Clone, Copy, Debug)]
pub struct Walked {
    syllables: u8,
    /// Which of the keys of sound it may still have as it is written, and as it is spoken: a bit each.
    written: u32,
    spoken: u32,
    /// The syllable before, as it is spoken. (A walk copies this at every byte; it is kept small.)
    before: Option<char>,
    foreign: Option<Begun>,
}

impl Walk {
    /// Looks for `keys`, whatever their kind; those of Latin words are never met.
    pub fn new(keys: &[Key]) -> Walk {
        let mut walk = Walk {
            sounds: Vec::new(),
            foreign: Vec::new(),
        };
        for key in keys.iter().take(MOST_KEYS) {
            match key.kind {
                KeyKind::Sound | KeyKind::Onset => {
                    let (onsets, vowels) = key.key.split_once(':').unwrap_or((&key.key, ""));
                    walk.sounds.push((onsets.into(), vowels.into()));
                }
                KeyKind::Foreign => walk.foreign.extend(Wanted::of(&key.key)),
                KeyKind::Initials => {}
            }
        }
        walk
    }

    /// Whether no word can have such keys.
    pub fn is_empty(&self) -> bool {
        self.sounds.is_empty() && self.foreign.is_empty()
    }

    /// The syllables that a word which is met may begin with, as ranges in their order: some that cannot may be among them.
    ///
    /// A dictionary is walked much faster where the walk need not try each of its first syllables.
    pub fn beginnings(&self) -> Vec<RangeInclusive<char>> {
        let start = self.start();
        let mut ranges: Vec<RangeInclusive<char>> = Vec::new();
        for first in ('가'..='힣').step_by(CODAS.len()) {
            // A coda only adds to what the key must have.
            if self.step(&start, first).is_none() {
                continue;
            }
            let last = (first..='힣').nth(CODAS.len() - 1).unwrap_or('힣');
            match ranges.last_mut() {
                Some(before) if *before.end() as u32 + 1 == first as u32 => {
                    *before = *before.start()..=last;
                }
                _ => ranges.push(first..=last),
            }
        }
        ranges
    }

    /// Before the first syllable.
    pub fn start(&self) -> Walked {
        let all = u32::MAX
            .checked_shr(32 - self.sounds.len() as u32)
            .unwrap_or(0);
        Walked {
            syllables: 0,
            written: all,
            spoken: all,
            before: None,
            foreign: (!self.foreign.is_empty()).then(Begun::default),
        }
    }

    /// After one more syllable; `None` when no word that begins so has any of the keys.
    pub fn step(&self, at: &Walked, c: char) -> Option<Walked> {
        let syllable = Syllable::of(c)?;
        let mut spoken = syllable;
        if let Some(mut before) = at.before.and_then(Syllable::of) {
            join(&mut before, &mut spoken);
        }
        let begun = at.foreign.and_then(|begun| begun.step(c));
        let next = Walked {
            syllables: at.syllables.saturating_add(1),
            written: self.fitting(at.written, at.syllables.into(), syllable),
            spoken: self.fitting(at.spoken, at.syllables.into(), spoken),
            before: Some(spoken.char()),
            foreign: begun.filter(|begun| self.foreign.iter().any(|key| begun.may_be(key))),
        };
        (next.written != 0 || next.spoken != 0 || next.foreign.is_some()).then_some(next)
    }

    /// Of the keys in `among` those whose syllable number `at` is of the classes of `syllable`.
    fn fitting(&self, among: u32, at: usize, syllable: Syllable) -> u32 {
        if among == 0 {
            return 0;
        }
        let onset = onset_class(syllable.onset, syllable.vowel);
        let vowel = vowel_class(syllable.vowel);
        let mut fitting = 0;
        for (number, (onsets, vowels)) in self.sounds.iter().enumerate() {
            let fits = onsets.get(at) == Some(&onset)
                && (vowels.is_empty() || vowels.get(at) == Some(&vowel));
            fitting |= u32::from(fits) << number;
        }
        fitting & among
    }

    /// Whether a word that ends here has one of the keys.
    pub fn is_met(&self, at: &Walked) -> bool {
        let either = at.written | at.spoken;
        let has = |number: usize| either >> number & 1 == 1;
        let mut sounds = self.sounds.iter().enumerate();
        sounds.any(|(number, (onsets, _))| has(number) && onsets.len() == usize::from(at.syllables))
            || at
                .foreign
                .is_some_and(|begun| self.foreign.iter().any(|key| begun.is(key)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::keys;
    use super::*;

    proptest! {
        #[test]
        fn a_walk_meets_the_words_that_have_the_keys(
            asked in "[가-힣]{1,4}|[가나다라마이오유리스르트크]{2,5}",
            word in "[가-힣]{1,4}|[가나다라마이오유리스르트크]{2,5}",
        ) {
            let (mut wanted, mut had) = (Vec::new(), Vec::new());
            keys(&asked, &mut wanted);
            for (word, is_asked) in [(&asked, true), (&word, false)] {
                keys(word, &mut had);
                let walk = Walk::new(&wanted);
                let walked = word.chars().try_fold(walk.start(), |at, c| walk.step(&at, c));
                let met = walked.is_some_and(|at| walk.is_met(&at));
                let first = word.chars().next().unwrap();
                prop_assert!(!met || walk.beginnings().iter().any(|range| range.contains(&first)));
                prop_assert!(met || !is_asked || had.is_empty());
                let shared = had.iter().any(|key| wanted.contains(key));
                // A word that does not look foreign has no such key in an index, but it is walked past.
                let foreign = wanted.iter().any(|key| key.kind == KeyKind::Foreign);
                prop_assert!(met == shared || foreign && met, "{} {}", asked, word);
            }
        }
    }
}
