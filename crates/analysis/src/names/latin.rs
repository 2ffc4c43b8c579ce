//! A name in Latin letters as the channel reads it: its letters, and where its words and syllables end.

use unicode_normalization::char::decompose_canonical;

use crate::hangul::is_syllable;

pub(super) use super::alphabet::{ASPIRATED, O_BREVE, U_BREVE};

/// More letters than any name has; what is longer is no name.
pub(super) const MAX_LETTERS: usize = 64;

/// What stands between two letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    None,
    /// A hyphen or an apostrophe that only parts syllables (`han'guk`).
    Hyphen,
    /// A space; also a capital after a small letter (`KimChaek`).
    Space,
}

/// A Latin spelling: lower-case letters `a`–`z`, ŏ and ŭ, the mark of aspiration; other marks are taken off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Spelling {
    pub(super) letters: Vec<u8>,
    /// What stands before each letter; the first is `Gap::None`.
    pub(super) gaps: Vec<Gap>,
    /// Where in `letters` what follows a comma begins.
    pub(super) comma: Option<usize>,
}

impl Spelling {
    /// Reads `text`; `None` where it holds no letter, more than [`MAX_LETTERS`] or a letter of another script.
    pub(super) fn read(text: &str) -> Option<Spelling> {
        let mut spelling = Spelling::default();
        spelling.read_again(text).then_some(spelling)
    }

    /// [`Spelling::read`] in the place of what was read before; whether `text` is such a spelling.
    pub(super) fn read_again(&mut self, text: &str) -> bool {
        self.letters.clear();
        self.gaps.clear();
        self.comma = None;
        let mut gap = Gap::None;
        let mut was_small = false;
        for c in text.chars() {
            match c {
                '\'' | '’' | '‘' | '`' | '´' | 'ʻ' | 'ʼ' | 'ʹ' | '′' => {
                    was_small = false;
                    self.apostrophe(&mut gap);
                    continue;
                }
                ',' => {
                    if !self.letters.is_empty() && self.comma.is_none() {
                        self.comma = Some(self.letters.len());
                    }
                    gap = Gap::Space;
                    continue;
                }
                '-' | '\u{2010}'..='\u{2015}' | '·' | '\u{AD}' => {
                    gap = gap.max(Gap::Hyphen);
                    continue;
                }
                '.' => {
                    gap = Gap::Space;
                    continue;
                }
                _ if c.is_whitespace() => {
                    gap = Gap::Space;
                    continue;
                }
                _ if !c.is_alphabetic() && !is_mark(c) => return false,
                _ => {}
            }
            if c.is_uppercase() && was_small {
                gap = Gap::Space;
            }
            was_small = c.is_lowercase();
            if !self.letter(c, &mut gap) || self.letters.len() > MAX_LETTERS {
                return false;
            }
        }
        if self.comma == Some(self.letters.len()) {
            self.comma = None;
        }
        !self.letters.is_empty()
    }

    /// Adds a letter and what its marks make of it; `false` where it is no Latin letter.
    fn letter(&mut self, c: char, gap: &mut Gap) -> bool {
        if c.is_ascii_alphabetic() {
            self.push(c.to_ascii_lowercase() as u8, gap);
            return true;
        }
        if is_mark(c) {
            self.mark(c, gap);
            return true;
        }
        if is_syllable(c) {
            return false;
        }
        let mut fine = true;
        for lower in c.to_lowercase() {
            match lower {
                'ł' => self.push(b'l', gap),
                'đ' | 'ð' => self.push(b'd', gap),
                'ø' => self.push(b'o', gap),
                'ı' => self.push(b'i', gap),
                'ß' => {
                    self.push(b's', gap);
                    self.push(b's', gap);
                }
                'æ' => {
                    self.push(b'a', gap);
                    self.push(b'e', gap);
                }
                'œ' => {
                    self.push(b'o', gap);
                    self.push(b'e', gap);
                }
                _ => decompose_canonical(lower, |part| {
                    if part.is_ascii_alphabetic() {
                        self.push(part.to_ascii_lowercase() as u8, gap);
                    } else if is_mark(part) {
                        self.mark(part, gap);
                    } else {
                        fine = false;
                    }
                }),
            }
        }
        fine
    }

    fn push(&mut self, letter: u8, gap: &mut Gap) {
        let before = if self.letters.is_empty() {
            Gap::None
        } else {
            *gap
        };
        *gap = Gap::None;
        self.letters.push(letter);
        self.gaps.push(before);
    }

    /// A mark over or under the last letter: breve (or caron) on o and u, the hooks of Czech and Polish on s, c and z.
    fn mark(&mut self, mark: char, gap: &mut Gap) {
        let Some(last) = self.letters.last_mut() else {
            return;
        };
        match (mark, *last) {
            ('\u{306}' | '\u{30C}', b'o') => *last = O_BREVE,
            ('\u{306}' | '\u{30C}', b'u') => *last = U_BREVE,
            ('\u{30C}' | '\u{301}' | '\u{307}' | '\u{327}', b's' | b'c' | b'z') => {
                let mut none = Gap::None;
                self.push(b'h', &mut none);
                let _ = gap;
            }
            // Esperanto.
            ('\u{302}', b'g') => *last = b'j',
            _ => {}
        }
    }

    fn apostrophe(&mut self, gap: &mut Gap) {
        if *gap != Gap::None {
            return;
        }
        match self.letters.last_mut() {
            Some(last @ b'o') => *last = O_BREVE,
            Some(last @ b'u') => *last = U_BREVE,
            Some(b'k' | b't' | b'p' | b'h') => {
                self.letters.push(ASPIRATED);
                self.gaps.push(Gap::None);
            }
            Some(&mut ASPIRATED) | None => {}
            Some(_) => *gap = Gap::Hyphen,
        }
    }

    /// Where words begin, the first included.
    pub(super) fn words(&self) -> impl Iterator<Item = usize> {
        self.gaps
            .iter()
            .enumerate()
            .filter(|&(at, &gap)| at == 0 || gap == Gap::Space)
            .map(|(at, _)| at)
    }

    /// The same letters with the word (or the part behind a comma) that begins at `at` first.
    pub(super) fn turned(&self, at: usize) -> Spelling {
        let mut turned = self.clone();
        turned.letters.rotate_left(at);
        turned.gaps[0] = Gap::Space;
        turned.gaps.rotate_left(at);
        turned.gaps[0] = Gap::None;
        turned.comma = None;
        turned
    }

    /// The letters without their marks.
    pub(super) fn plain(&self) -> String {
        plain(&self.letters).map(char::from).collect()
    }

    /// Where the other order in which the name may be meant begins: its last word. After a comma there is no doubt.
    pub(super) fn turn(&self) -> Option<usize> {
        match self.comma {
            Some(_) => None,
            None => self.words().last().filter(|&at| at > 0),
        }
    }

    /// The orders in which the name may be meant, surname first: as it stands, and with its last word first.
    pub(super) fn orders(&self) -> Vec<Spelling> {
        let mut orders = vec![self.clone()];
        orders.extend(self.turn().map(|at| self.turned(at)));
        orders
    }
}

/// Letters without their marks.
pub(super) fn plain(letters: &[u8]) -> impl Iterator<Item = u8> {
    let letters = letters.iter().filter(|&&letter| letter != ASPIRATED);
    letters.map(u8::to_ascii_lowercase)
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters with `-` and a space for the gaps.
    fn shown(spelling: &Spelling) -> String {
        let mut out = String::new();
        for (&letter, &gap) in spelling.letters.iter().zip(&spelling.gaps) {
            match gap {
                Gap::None => {}
                Gap::Hyphen => out.push('-'),
                Gap::Space => out.push(' '),
            }
            out.push(letter as char);
        }
        out
    }

    #[test]
    fn spellings_are_read() {
        for (text, read) in [
            ("Park Jin-hyok", "park jin-hyok"),
            ("Pak Chin-hyŏk", "pak chin-hyOk"),
            ("CH'OE, Ch'un-yo'ng", "ch'oe ch'un-yOng"),
            ("P’yǒngyang", "p'yOngyang"),
            ("KimChaek", "kim chaek"),
            ("han'guk", "han-guk"),
            ("Kim Džong-un", "kim dzhong-un"),
            ("Sŏ̆l", "sOl"),
            ("Wołowiec", "wolowiec"),
            ("Jin Hyok, Jr.", "jin hyok jr"),
        ] {
            assert_eq!(
                Spelling::read(text).map(|s| shown(&s)).as_deref(),
                Some(read),
                "{text}"
            );
        }
        for text in ["", "-", "APT38", "박진혁", "Пак", &"a".repeat(65)] {
            assert_eq!(Spelling::read(text), None, "{text}");
        }
    }

    #[test]
    fn both_orders_unless_a_comma_says() {
        let orders = |text| -> Vec<String> {
            Spelling::read(text)
                .unwrap()
                .orders()
                .iter()
                .map(shown)
                .collect()
        };
        assert_eq!(orders("Jin Hyok Park"), ["jin hyok park", "park jin hyok"]);
        assert_eq!(orders("Park, Jin Hyok"), ["park jin hyok"]);
        assert_eq!(orders("Pyongyang"), ["pyongyang"]);
    }
}
