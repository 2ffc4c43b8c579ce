//! Words with letters left open: `*` stands for any letters, `?` for one.

use seoji_analysis::{Normalised, fold};

/// With fewer letters before the first open place nearly every word would do.
const FEWEST_LETTERS: usize = 2;
/// A pattern has at most this many chars: its states fit into a number.
const MOST_CHARS: usize = 60;

/// A char of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Open {
    /// This char.
    Char(char),
    /// Any one char (`?`).
    One,
    /// Any chars or none (`*`).
    Many,
}

/// A word with letters left open, folded as the words of the index are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Glob {
    pub(crate) chars: Vec<Open>,
}

/// Whether a bare word means a pattern: it begins with a letter or digit and has nothing in it but these, hyphens and
/// the two signs; a question mark at its end asks.
pub(crate) fn is_glob(word: &str) -> bool {
    let open = |c: char| matches!(c, '*' | '?');
    let inside = word.trim_end_matches('?');
    inside.chars().any(open)
        && word.starts_with(char::is_alphanumeric)
        && word
            .chars()
            .all(|c| c.is_alphanumeric() || open(c) || is_mark(c) || matches!(c, '-' | '\''))
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1100}'..='\u{11ff}')
}

/// Whether a char is written in syllables, which the index has in pairs.
pub(crate) fn is_syllabic(c: char) -> bool {
    matches!(c, '가'..='힣' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

impl Glob {
    /// The pattern that a word means; none where too little of it is given to look for.
    pub(crate) fn new(word: &str) -> Option<Self> {
        let word = word.trim_end_matches('?');
        let mut chars: Vec<Open> = Vec::new();
        let mut rest = word;
        while !rest.is_empty() {
            let end = rest.find(['*', '?']).unwrap_or(rest.len());
            let mut folded = String::new();
            fold(Normalised::new(&rest[..end]).as_str(), &mut folded);
            chars.extend(
                folded
                    .chars()
                    .filter(|c| c.is_alphanumeric())
                    .map(Open::Char),
            );
            rest = &rest[end..];
            if let Some(sign) = rest.chars().next() {
                let open = if sign == '*' { Open::Many } else { Open::One };
                // `**` says no more than `*`.
                if open != Open::Many || chars.last() != Some(&Open::Many) {
                    chars.push(open);
                }
                rest = &rest[sign.len_utf8()..];
            }
        }
        chars.truncate(MOST_CHARS);
        let glob = Self { chars };
        let given = glob.begins();
        let enough = given.chars().count() >= FEWEST_LETTERS || given.chars().any(is_syllabic);
        enough.then_some(glob)
    }

    /// The chars before the first open place.
    pub(crate) fn begins(&self) -> String {
        let given = self.chars.iter().map_while(|open| match open {
            Open::Char(c) => Some(*c),
            Open::One | Open::Many => None,
        });
        given.collect()
    }

    /// The rows of chars that are given, in their order.
    pub(crate) fn given(&self) -> Vec<String> {
        let mut rows = vec![String::new()];
        for open in &self.chars {
            match (open, rows.last_mut()) {
                (Open::Char(c), Some(row)) => row.push(*c),
                _ => rows.push(String::new()),
            }
        }
        rows.retain(|row| !row.is_empty());
        rows
    }

    /// Before the first char; each bit of a state stands for a place in the pattern.
    pub(crate) fn start(&self) -> u64 {
        self.pass(1)
    }

    /// After one more char; 0 when nothing that goes on so fits.
    pub(crate) fn step(&self, state: u64, c: char) -> u64 {
        let mut next = 0;
        for (at, open) in self.chars.iter().enumerate() {
            if state >> at & 1 == 0 {
                continue;
            }
            match open {
                Open::Char(own) if *own == c => next |= 1 << (at + 1),
                Open::Char(_) => {}
                Open::One => next |= 1 << (at + 1),
                Open::Many => next |= 1 << at,
            }
        }
        self.pass(next)
    }

    /// Whether a word may end here.
    pub(crate) fn ends(&self, state: u64) -> bool {
        state >> self.chars.len() & 1 == 1
    }

    /// Whether a word, folded, fits.
    pub(crate) fn fits(&self, word: &str) -> bool {
        let mut state = self.start();
        for c in word.chars() {
            state = self.step(state, c);
            if state == 0 {
                return false;
            }
        }
        self.ends(state)
    }

    /// Whether the beginning of a word, folded, fits: of one char or more.
    pub(crate) fn fits_beginning(&self, word: &str) -> bool {
        let mut state = self.start();
        for c in word.chars() {
            state = self.step(state, c);
            if state == 0 || self.ends(state) {
                return state != 0;
            }
        }
        false
    }

    /// The first char, where that is given.
    pub(crate) fn first(&self) -> Option<char> {
        match self.chars.first() {
            Some(Open::Char(c)) => Some(*c),
            _ => None,
        }
    }

    /// A `*` may also stand for nothing.
    fn pass(&self, mut state: u64) -> u64 {
        for (at, open) in self.chars.iter().enumerate() {
            if *open == Open::Many && state >> at & 1 == 1 {
                state |= 1 << (at + 1);
            }
        }
        state
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_fit() {
        for (pattern, word, fits) in [
            ("crypto*", "cryptocurrency", true),
            ("crypto*", "crypto", true),
            ("crypto*", "encrypto", false),
            ("ki*un", "kimjongun", true),
            ("ki*un", "kiun", true),
            ("ki*un", "kimjong", false),
            ("organi?ation", "organisation", true),
            ("organi?ation", "organiation", false),
            ("Pulgŭn*", "pulgunbyol", true),
            ("라자*", "라자루스는", true),
            ("라*스", "라자루스", true),
            ("라**스", "라스", true),
            ("co*o*o*n", "coooooooooooooooooooooooooooooon", true),
        ] {
            let glob = Glob::new(pattern).unwrap();
            assert_eq!(glob.fits(word), fits, "{pattern} {word}");
        }
        for (pattern, word, fits) in [
            ("라*스", "라자루스는", true),
            ("라*스", "라자", false),
            ("라?", "라자루스", true),
            ("가나", "가", false),
        ] {
            let glob = Glob::new(pattern).unwrap();
            assert_eq!(glob.fits_beginning(word), fits, "{pattern} {word}");
        }
        for too_little in ["c*", "a?b", "1*"] {
            assert_eq!(Glob::new(too_little), None, "{too_little}");
        }
    }

    #[test]
    fn what_is_a_pattern() {
        for (word, is) in [
            ("crypto*", true),
            ("Kim*un", true),
            ("북*", true),
            ("what?", false),
            ("organi?ation?", true),
            ("*bold*", false),
            ("view?id=3", false),
            ("m.yna.co.kr/view?id", false),
            ("C++", false),
        ] {
            assert_eq!(is_glob(word), is, "{word}");
        }
    }
}
