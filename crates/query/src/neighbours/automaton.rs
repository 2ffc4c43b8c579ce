//! Automata over the term dictionary: terms a few slips away from what was typed, terms that go on with it, terms with
//! given initial consonants.

use seoji_analysis::hangul::{initials, to_keys};
use tantivy_fst::Automaton;

/// More keys than this are not compared: no word is longer, and the states stay small.
pub(super) const MOST_KEYS: usize = 40;

/// Reads a term char by char.
pub(crate) trait Reader {
    /// What was read so far.
    type State: Clone;

    /// Before the first char.
    fn start(&self) -> Self::State;
    /// After one more char; none when no term that goes on so is wanted.
    fn step(&self, state: &Self::State, c: char) -> Option<Self::State>;
    /// Whether a term may end here.
    fn is_match(&self, state: &Self::State) -> bool;
}

/// Feeds a reader with the bytes of a dictionary.
pub(crate) struct Chars<R>(pub(crate) R);

/// A reader's state within the bytes of a char.
#[derive(Clone)]
pub(crate) struct InChar<S> {
    /// None when nothing that goes on so is wanted.
    state: Option<S>,
    /// The bits of the char that are known.
    bits: u32,
    /// How many bytes of it are to come.
    left: u8,
}

impl<R: Reader> Automaton for Chars<R> {
    type State = InChar<R::State>;

    fn start(&self) -> Self::State {
        InChar {
            state: Some(self.0.start()),
            bits: 0,
            left: 0,
        }
    }

    fn is_match(&self, state: &Self::State) -> bool {
        let state = state.state.as_ref().filter(|_| state.left == 0);
        state.is_some_and(|state| self.0.is_match(state))
    }

    fn can_match(&self, state: &Self::State) -> bool {
        state.state.is_some()
    }

    fn accept(&self, before: &Self::State, byte: u8) -> Self::State {
        let mut next = InChar {
            state: None,
            bits: 0,
            left: 0,
        };
        let Some(state) = &before.state else {
            return next;
        };
        let (bits, left) = match (before.left, byte) {
            (0, 0..=0x7F) => (u32::from(byte), 0),
            (0, 0xC0..=0xDF) => (u32::from(byte & 0x1F), 1),
            (0, 0xE0..=0xEF) => (u32::from(byte & 0x0F), 2),
            (0, 0xF0..=0xF7) => (u32::from(byte & 0x07), 3),
            (1.., 0x80..=0xBF) => (before.bits << 6 | u32::from(byte & 0x3F), before.left - 1),
            _ => return next,
        };
        if left > 0 {
            next.state = Some(state.clone());
            (next.bits, next.left) = (bits, left);
        } else if let Some(c) = char::from_u32(bits) {
            next.state = self.0.step(state, c);
        }
        next
    }
}

/// Which letters the wanted terms are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letters {
    /// Hangul syllables, each standing for its keys.
    Hangul,
    /// Letters of an alphabet, each its own key.
    Alphabet,
}

impl Letters {
    /// Gives the keys of a char; false for a char of other terms.
    fn keys(self, c: char, give: impl FnMut(char)) -> bool {
        match self {
            Self::Hangul if ('가'..='힣').contains(&c) => {
                to_keys(c.encode_utf8(&mut [0; 4])).chars().for_each(give);
                true
            }
            Self::Alphabet if c.is_alphabetic() && !('가'..='힣').contains(&c) => {
                std::iter::once(c).for_each(give);
                true
            }
            _ => false,
        }
    }
}

/// Terms that are at most so many slips of a key away.
pub(super) struct Near {
    pub(super) typed: Vec<char>,
    pub(super) slips: u8,
    pub(super) letters: Letters,
}

/// The last two rows of the table of distances, between the keys read so far and each beginning of what was typed.
#[derive(Clone)]
pub(super) struct Rows {
    row: [u8; MOST_KEYS + 1],
    before: [u8; MOST_KEYS + 1],
    last: char,
}

impl Near {
    fn press(&self, rows: &mut Rows, key: char) {
        let mut next = [u8::MAX; MOST_KEYS + 1];
        next[0] = rows.row[0].saturating_add(1);
        for (at, &hit) in self.typed.iter().enumerate() {
            let mut least = rows.row[at].saturating_add(u8::from(hit != key));
            least = least.min(rows.row[at + 1].saturating_add(1));
            least = least.min(next[at].saturating_add(1));
            if at > 0 && hit == rows.last && self.typed[at - 1] == key {
                least = least.min(rows.before[at - 1].saturating_add(1));
            }
            next[at + 1] = least;
        }
        rows.before = rows.row;
        rows.row = next;
        rows.last = key;
    }
}

impl Reader for Near {
    type State = Rows;

    fn start(&self) -> Rows {
        let mut row = [u8::MAX; MOST_KEYS + 1];
        for (at, slot) in row.iter_mut().enumerate().take(self.typed.len() + 1) {
            *slot = at as u8;
        }
        Rows {
            row,
            before: [u8::MAX; MOST_KEYS + 1],
            last: '\0',
        }
    }

    fn step(&self, rows: &Rows, c: char) -> Option<Rows> {
        let mut rows = rows.clone();
        if !self.letters.keys(c, |key| self.press(&mut rows, key)) {
            return None;
        }
        let least = |row: &[u8]| row.iter().min().copied().unwrap_or(u8::MAX);
        let may = least(&rows.row).min(least(&rows.before).saturating_add(1)) <= self.slips;
        may.then_some(rows)
    }

    fn is_match(&self, rows: &Rows) -> bool {
        rows.row[self.typed.len().min(MOST_KEYS)] <= self.slips
    }
}

/// Hangul terms whose keys begin with these.
pub(super) struct Begins {
    pub(super) typed: Vec<char>,
}

impl Reader for Begins {
    /// How many keys were met.
    type State = usize;

    fn start(&self) -> usize {
        0
    }

    fn step(&self, met: &usize, c: char) -> Option<usize> {
        let mut met = *met;
        let mut same = true;
        let known = Letters::Hangul.keys(c, |key| {
            same &= self.typed.get(met).is_none_or(|&typed| typed == key);
            met = (met + 1).min(self.typed.len());
        });
        (known && same).then_some(met)
    }

    fn is_match(&self, met: &usize) -> bool {
        *met == self.typed.len()
    }
}

/// Hangul terms with these initial consonants and no more.
pub(super) struct WithInitials {
    pub(super) initials: Vec<char>,
}

impl Reader for WithInitials {
    /// How many were met.
    type State = usize;

    fn start(&self) -> usize {
        0
    }

    fn step(&self, met: &usize, c: char) -> Option<usize> {
        let initial = initials(c.encode_utf8(&mut [0; 4])).chars().next()?;
        (self.initials.get(*met) == Some(&initial)).then_some(met + 1)
    }

    fn is_match(&self, met: &usize) -> bool {
        *met == self.initials.len()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use seoji_analysis::hangul::slip_cost;

    use super::*;

    fn accepts<R: Reader>(automaton: &Chars<R>, term: &str) -> bool {
        let state = term.bytes().fold(automaton.start(), |state, byte| {
            automaton.accept(&state, byte)
        });
        automaton.is_match(&state)
    }

    fn keys(word: &str) -> Vec<char> {
        to_keys(word).chars().collect()
    }

    #[test]
    fn terms_that_go_on_and_terms_with_initials() {
        let begins = Chars(Begins {
            typed: keys("라자룻"),
        });
        assert!(accepts(&begins, "라자루스") && accepts(&begins, "라자룻"));
        assert!(
            !accepts(&begins, "라자루") && !accepts(&begins, "라자로스") && !accepts(&begins, "")
        );
        let initials = Chars(WithInitials {
            initials: "ㄹㅈㄹㅅ".chars().collect(),
        });
        assert!(accepts(&initials, "라자루스"));
        assert!(!accepts(&initials, "라자루") && !accepts(&initials, "라자루스가"));
        assert!(!accepts(&initials, "lazarus"));
    }

    proptest! {
        #[test]
        fn near_terms_are_those_with_few_slips(
            typed in "[가-깋나-닣ㄱ-ㅎ]{1,4}",
            term in "[가-깋나-닣]{1,4}",
            slips in 1..=2_u8,
        ) {
            let near = Chars(Near { typed: keys(&typed), slips, letters: Letters::Hangul });
            let distance = slip_cost(&keys(&typed), &keys(&term)).slips;
            prop_assert_eq!(accepts(&near, &term), distance <= usize::from(slips));
        }

        #[test]
        fn the_same_for_an_alphabet(typed in "[a-dé]{1,8}", term in "[a-dé]{1,8}", slips in 1..=2_u8) {
            let near = Chars(Near { typed: typed.chars().collect(), slips, letters: Letters::Alphabet });
            let (typed, meant): (Vec<char>, Vec<char>) = (typed.chars().collect(), term.chars().collect());
            let distance = slip_cost(&typed, &meant).slips;
            prop_assert_eq!(accepts(&near, &term), distance <= usize::from(slips));
        }

        #[test]
        fn no_bytes_are_too_odd(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let near = Chars(Near { typed: keys("가나"), slips: 2, letters: Letters::Hangul });
            let mut state = near.start();
            for byte in bytes {
                state = near.accept(&state, byte);
                near.is_match(&state);
            }
        }
    }
}
