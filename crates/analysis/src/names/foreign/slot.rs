//! The slots of a Hangul word, each a sound.

/// The longest Hangul word that is read, in syllables; 아우구스토피노체트 has nine.
pub const MOST_SYLLABLES: usize = 16;
/// The longest Latin word that is read, in letters.
pub const MOST_LETTERS: usize = 32;

/// A sound of a Hangul word, spelled by 0 to 4 letters of the Latin word: an onset, a vowel or a coda.
///
/// The silent onset ㅇ is no slot. Codas are the seven that foreign words have (외래어 표기법, article 3; others count
/// as the nearest). A coda ㄹ before an onset ㄹ is one slot, since together they write one l: 블루 = blu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub(super) u8);

pub(super) const DOUBLE_L: u8 = 19;
pub(super) const VOWELS: u8 = 20;
pub(super) const CODAS: u8 = 41;
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
