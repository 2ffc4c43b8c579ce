//! A name by its script, ready to be compared.

use super::channel::MAX_SYLLABLES;
use super::latin::Spelling;
use crate::hangul::is_syllable;
use crate::hanja;

/// The most readings of a name in Hanja.
const MAX_READINGS: usize = 8;

/// A name by its script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// Hangul without spaces.
    Hangul(String),
    /// Hanja, perhaps with Hangul among it: its readings.
    Hanja(Vec<String>),
    /// Latin letters.
    Latin(Spelling),
}

impl Written {
    /// `None` where `text` is no name in one of these scripts or too long for one.
    pub(super) fn read(text: &str) -> Option<Written> {
        match Spelling::read(text) {
            Some(spelling) => Some(Written::Latin(spelling)),
            None => Written::read_hangul(text),
        }
    }

    /// [`Written::read`] of what is not in Latin letters.
    pub(super) fn read_hangul(text: &str) -> Option<Written> {
        let joined: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .take(MAX_SYLLABLES + 1)
            .collect();
        if !(1..=MAX_SYLLABLES).contains(&joined.chars().count()) {
            return None;
        }
        if joined.chars().all(is_syllable) {
            return Some(Written::Hangul(joined));
        }
        readings(&joined).map(Written::Hanja)
    }

    /// The forms in Hangul, none for Latin letters.
    pub(super) fn hangul(&self) -> &[String] {
        match self {
            Written::Hangul(form) => std::slice::from_ref(form),
            Written::Hanja(forms) => forms,
            Written::Latin(_) => &[],
        }
    }
}

/// The readings of a word in Hanja, the most usual first.
fn readings(word: &str) -> Option<Vec<String>> {
    let mut forms = vec![String::new()];
    for (reading, c) in hanja::read(word).into_iter().zip(word.chars()) {
        let (main, other) = match reading {
            Some(reading) => (reading.main, reading.other),
            None if is_syllable(c) => (c, None),
            None => return None,
        };
        let count = forms.len();
        if let Some(other) = other.filter(|_| count < MAX_READINGS) {
            forms.extend_from_within(..);
            for form in &mut forms[count..] {
                form.push(other);
            }
        }
        for form in &mut forms[..count] {
            form.push(main);
        }
    }
    Some(forms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_told_apart() {
        let hangul = |text| Written::read(text).map(|written| written.hangul().to_vec());
        assert_eq!(hangul("박 진혁"), Some(vec!["박진혁".to_owned()]));
        assert_eq!(
            hangul("金正恩").map(|forms| forms.contains(&"김정은".to_owned())),
            Some(true)
        );
        assert_eq!(
            hangul("李舜臣").map(|forms| forms.contains(&"리순신".to_owned())),
            Some(true)
        );
        assert_eq!(hangul("Park Jin-hyok"), Some(vec![]));
        for text in ["", "APT38", "Пак", "박A", &"가".repeat(17)] {
            assert_eq!(hangul(text), None, "{text}");
        }
    }
}
