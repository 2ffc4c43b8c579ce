//! A Hangul word as a row of slots, a Latin word as a row of letters: what the channel aligns.

use crate::fold::fold;

/// The longest Hangul word that is read, in syllables; 아우구스토피노체트 has nine.
pub const MOST_SYLLABLES: usize = 16;
/// The longest Latin word that is read, in letters.
pub const MOST_LETTERS: usize = 32;

/// A sound of a Hangul word, spelled by 0 to 4 letters of the Latin word: an onset, a vowel or a coda.
///
/// The silent onset ㅇ is no slot. Codas are the seven that foreign words have (외래어 표기법, article 3; others count
/// as the nearest). A coda ㄹ before an onset ㄹ is one slot, since together they write one l: 블루 = blu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(u8);

const DOUBLE_L: u8 = 19;
const VOWELS: u8 = 20;
const CODAS: u8 = 41;
const EDGE: u8 = 48;

const ONSET_NAMES: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const VOWEL_NAMES: &str = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
const CODA_NAMES: &str = "ㄱㄴㄷㄹㅁㅂㅇ";

impl Slot {
    /// The number of slots, the edge of a word included.
    pub const COUNT: usize = EDGE as usize + 1;
    /// The edge of a word: a neighbour, never a slot of a word.
    pub const EDGE: Slot = Slot(EDGE);

    /// The number of the slot, below [`Slot::COUNT`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Whether the slot is a vowel.
    pub fn is_vowel(self) -> bool {
        (VOWELS..CODAS).contains(&self.0)
    }

    /// The name of the slot in a table: the jamo, behind `_` if it is a coda; `ㄹㄹ`; `#` for the edge.
    pub fn name(self) -> String {
        let nth = |names: &str, n: u8| names.chars().nth(usize::from(n)).unwrap_or('#');
        match self.0 {
            EDGE => "#".to_owned(),
            DOUBLE_L => "ㄹㄹ".to_owned(),
            CODAS.. => format!("_{}", nth(CODA_NAMES, self.0 - CODAS)),
            VOWELS.. => nth(VOWEL_NAMES, self.0 - VOWELS).to_string(),
            onset => nth(ONSET_NAMES, onset).to_string(),
        }
    }

    /// The slot of a [name](Slot::name).
    pub fn from_name(name: &str) -> Option<Slot> {
        if name == "ㄹㄹ" {
            return Some(Slot(DOUBLE_L));
        }
        let mut chars = name.chars();
        let (first, second) = (chars.next()?, chars.next());
        let place = |names: &str, c: char| names.chars().position(|n| n == c);
        let number = match (first, second) {
            ('#', None) => usize::from(EDGE),
            ('_', Some(coda)) => place(CODA_NAMES, coda)? + usize::from(CODAS),
            (jamo, None) => match place(VOWEL_NAMES, jamo) {
                Some(vowel) => vowel + usize::from(VOWELS),
                None => place(ONSET_NAMES, jamo)?,
            },
            _ => return None,
        };
        u8::try_from(number).ok().map(Slot)
    }

    /// The neighbour that tells most about how a slot is spelled: what stands before a vowel, what follows a
    /// consonant.
    pub fn context(slots: &[Slot], place: usize) -> Slot {
        let neighbour = if slots[place].is_vowel() {
            place.checked_sub(1)
        } else {
            Some(place + 1)
        };
        neighbour
            .and_then(|n| slots.get(n))
            .copied()
            .unwrap_or(Slot::EDGE)
    }
}

/// Onset, vowel and coda of a precomposed syllable, numbered as Unicode does.
pub(super) fn jamo(c: char) -> Option<(u8, u8, u8)> {
    let index = u32::from(c).checked_sub(0xAC00).filter(|&i| i < 11_172)?;
    let small = |n: u32| u8::try_from(n).expect("below 28");
    Some((
        small(index / 588),
        small(index / 28 % 21),
        small(index % 28),
    ))
}

/// The slots of a Hangul word; `None` where it has other characters, none at all or more than [`MOST_SYLLABLES`].
pub fn slots(word: &str) -> Option<Vec<Slot>> {
    let mut out = Vec::with_capacity(word.len());
    for (count, c) in word.chars().enumerate() {
        let (onset, vowel, coda) = jamo(c)?;
        if count == MOST_SYLLABLES {
            return None;
        }
        match (onset, out.last()) {
            (11, _) => {}
            (5, Some(&Slot(last))) if last == CODAS + 3 => {
                out.pop();
                out.push(Slot(DOUBLE_L));
            }
            _ => out.push(Slot(onset)),
        }
        out.push(Slot(VOWELS + vowel));
        if coda != 0 {
            out.push(Slot(CODAS + spoken(coda)));
        }
    }
    (!out.is_empty()).then_some(out)
}

/// The number among [`CODA_NAMES`] of a coda of Unicode (1 to 27).
fn spoken(coda: u8) -> u8 {
    match coda {
        1..=3 | 24 => 0,
        4..=6 => 1,
        8..=15 => 3,
        16 => 4,
        17 | 18 | 26 => 5,
        21 => 6,
        _ => 2,
    }
}

/// The letters of a Latin word, folded: 1 for a to 26 for z; without hyphens, points and apostrophes. `None` where it
/// has other characters, none at all or more than [`MOST_LETTERS`].
pub fn letters(word: &str) -> Option<Vec<u8>> {
    if word.len() > 4 * MOST_LETTERS {
        return None;
    }
    let mut folded = String::with_capacity(word.len());
    fold(word, &mut folded);
    let mut out = Vec::with_capacity(folded.len());
    for c in folded.chars() {
        match c {
            'a'..='z' => out.push(c as u8 - b'a' + 1),
            '-' | '.' | '\u{2010}' | '\u{2011}' => {}
            _ => return None,
        }
    }
    (!out.is_empty() && out.len() <= MOST_LETTERS).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_slots() {
        for (word, expected) in [
            ("블루", "ㅂ ㅡ ㄹㄹ ㅜ"),
            ("해킹", "ㅎ ㅐ ㅋ ㅣ _ㅇ"),
            ("인터", "ㅣ _ㄴ ㅌ ㅓ"),
            ("잭", "ㅈ ㅐ _ㄱ"),
        ] {
            let names: Vec<String> = slots(word).unwrap().into_iter().map(Slot::name).collect();
            assert_eq!(names.join(" "), expected);
        }
        assert_eq!(slots(""), None);
        assert_eq!(slots("a가"), None);
        assert_eq!(slots(&"가".repeat(17)), None);
    }

    #[test]
    fn names_come_back() {
        for number in 0..Slot::COUNT {
            let slot = Slot(u8::try_from(number).unwrap());
            // The silent onset has a number, but no word has it.
            assert_eq!(Slot::from_name(&slot.name()), Some(slot), "{}", slot.name());
        }
        assert_eq!(Slot::from_name("x"), None);
        assert_eq!(Slot::from_name(""), None);
    }

    #[test]
    fn words_become_letters() {
        assert_eq!(letters("Łab-c").unwrap(), [12, 1, 2, 3]);
        assert_eq!(letters("APT38"), None);
        assert_eq!(letters("가"), None);
        assert_eq!(letters(&"a".repeat(40)), None);
    }
}
