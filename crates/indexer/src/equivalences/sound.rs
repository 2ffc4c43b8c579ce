//! Whether a Hangul word and a Latin one may be the same sounds: `버널` and `Bernal`, `붉은별` and `Pulgŭnbyŏl`.
//!
//! Only consonants are held against each other, in classes that every romanisation and the orthography of foreign
//! words keep apart; it decides how far a name reaches before a bracket, not whether two names are one.

/// Longer words are no names, in consonants.
const MOST: usize = 48;

/// Sets of consonant classes, a bit each.
mod class {
    pub(super) const K: u8 = 1;
    pub(super) const T: u8 = 2;
    pub(super) const P: u8 = 4;
    pub(super) const C: u8 = 8;
    pub(super) const S: u8 = 16;
    pub(super) const L: u8 = 32;
    pub(super) const M: u8 = 64;
    pub(super) const N: u8 = 128;
}
use class::{C, K, L, M, N, P, S, T};

/// A consonant: its classes, and whether it may be missing on the other side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Consonant {
    classes: u8,
    weak: bool,
}

/// How far two words are from being the same sounds: 0 the same, 1 nothing in common; none when one has no consonant.
pub(super) fn distance(hangul: &str, latin: &str) -> Option<f32> {
    let (a, b) = (of_hangul(hangul), of_latin(latin));
    let strong = |sounds: &[Consonant]| sounds.iter().filter(|sound| !sound.weak).count();
    if strong(&a) == 0 || strong(&b) == 0 || a.len() > MOST || b.len() > MOST {
        return None;
    }
    // Edits, where a weak consonant goes for a quarter.
    let price = |sound: &Consonant| if sound.weak { 0.25 } else { 1.0 };
    let mut row: Vec<f32> = std::iter::once(0.0)
        .chain(b.iter().scan(0.0, |sum, sound| {
            *sum += price(sound);
            Some(*sum)
        }))
        .collect();
    for left in &a {
        let mut corner = row[0];
        row[0] += price(left);
        for (at, right) in b.iter().enumerate() {
            let same = left.classes & right.classes != 0;
            let swapped = corner
                + if same {
                    0.0
                } else {
                    price(left).max(price(right))
                };
            corner = row[at + 1];
            row[at + 1] = swapped
                .min(row[at] + price(right))
                .min(corner + price(left));
        }
    }
    let length = strong(&a).max(strong(&b)) as f32;
    let syllables = hangul
        .chars()
        .filter(|c| super::script::is_hangul(*c))
        .count() as f32;
    let vowels = vowel_groups(latin) as f32;
    // 가 is not `strength`: Hangul needs a syllable for each vowel, and adds some between consonants.
    let stretched = if syllables + 0.5 < vowels || syllables > vowels * 2.0 + 2.0 {
        0.3
    } else {
        0.0
    };
    Some((row[b.len()] / length + stretched).min(1.0))
}

/// Whether the two are the same sounds, as sure as a bracket needs.
pub(super) fn alike(hangul: &str, latin: &str) -> bool {
    distance(hangul, latin).is_some_and(|distance| distance <= 0.26)
}

fn of_hangul(text: &str) -> Vec<Consonant> {
    let mut sounds: Vec<Consonant> = Vec::new();
    let mut coda_before = false;
    for c in text.chars().filter(|c| super::script::is_hangul(*c)) {
        let index = c as u32 - '가' as u32;
        let (onset, coda) = (index / 588, index % 28);
        let begins = sounds.len();
        let mut push = |classes: u8, weak: bool| sounds.push(Consonant { classes, weak });
        match onset {
            0 | 1 | 15 => push(K | if onset == 0 { 0 } else { C }, false),
            2 => push(N | L, false),
            3 | 4 | 16 => push(T, false),
            5 => push(L | N, false),
            6 => push(M, false),
            7 | 8 | 17 => push(P, false),
            9 | 10 => push(S | T, false),
            12..=14 => push(C | S | T, false),
            // 하 may be f, h, wh.
            18 => push(K | P, true),
            _ => {}
        }
        let ends = sounds.len();
        // 맥클, 톨리: one consonant of the other script.
        if coda_before && ends > begins && sounds[begins - 1].classes & sounds[begins].classes != 0
        {
            sounds[begins - 1].weak = true;
        }
        let mut push = |classes: u8, weak: bool| sounds.push(Consonant { classes, weak });
        match coda {
            1..=3 | 9 | 24 => push(K, coda != 1),
            4..=6 => push(N | M | L, false),
            7 | 25 => push(T, false),
            8 | 11..=15 => push(L, false),
            10 => push(M, false),
            16 => push(M | N, false),
            17 | 18 | 26 => push(P, false),
            19 | 20 => push(S | T, false),
            21 => push(N, false),
            22 | 23 => push(C | T, false),
            _ => {}
        }
        coda_before = sounds.len() > ends;
    }
    sounds
}

fn of_latin(text: &str) -> Vec<Consonant> {
    let mut folded = String::new();
    seoji_analysis::fold(text, &mut folded);
    let letters: Vec<char> = folded.chars().filter(|c| c.is_alphabetic()).collect();
    let vowel = |c: Option<&char>| c.is_some_and(|c| "aeiouy".contains(*c));
    let mut sounds: Vec<Consonant> = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let (c, next) = (letters[at], letters.get(at + 1));
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let mut width = 1;
        let (classes, weak) = match c {
            't' | 'd' if matches!(next, Some('z' | 's')) => {
                width = 2;
                (C | T | S, false)
            }
            'g' if next == Some(&'h') => {
                width = 2;
                (K | P, true)
            }
            'c' if next == Some(&'k') => {
                width = 2;
                (K, false)
            }
            'c' if next == Some(&'h') => {
                width = 2;
                (C | K | S, false)
            }
            's' if next == Some(&'h') => {
                width = 2;
                (S, false)
            }
            'p' if next == Some(&'h') => {
                width = 2;
                (P | K, false)
            }
            't' if next == Some(&'h') => {
                width = 2;
                (S | T, false)
            }
            'n' if next == Some(&'g') => {
                width = 2;
                // `Bangor`: the g may be sounded.
                (N, false)
            }
            'c' => (K | S | C, false),
            'g' => (K | C, false),
            'k' | 'q' => (K, false),
            'j' => (C | K | L, false),
            'x' => (K | S | C, false),
            'z' => (C | S, false),
            // Of a plural Hangul may say nothing: `bits`, 비트.
            's' => (S | C | T, next.is_none() && !vowel(before)),
            't' | 'd' => (T | C | S, false),
            'b' | 'p' | 'f' | 'v' => (P | K, false),
            'l' => (L | N, false),
            // An r behind a vowel is not written in Hangul.
            'r' => (L | N, vowel(before) && !vowel(next)),
            'm' => (M | N, false),
            'n' => (N | M | L, false),
            'h' => (K | P, true),
            _ => (0, true),
        };
        if classes != 0 {
            let doubled = sounds
                .last()
                .is_some_and(|last| last.classes == classes && before == Some(&c));
            if !doubled {
                sounds.push(Consonant { classes, weak });
            }
        }
        at += width;
    }
    sounds
}

pub(super) fn vowel_groups(text: &str) -> usize {
    let mut folded = String::new();
    seoji_analysis::fold(text, &mut folded);
    let mut groups = 0;
    let mut inside = false;
    for word in folded.split(|c: char| !c.is_alphabetic()) {
        let mut vowels = 0;
        for c in word.chars() {
            let vowel = "aeiouy".contains(c);
            vowels += usize::from(vowel && !inside);
            inside = vowel;
        }
        inside = false;
        // A silent e at the end.
        let silent = vowels > 1 && word.ends_with('e');
        groups += vowels - usize::from(silent);
    }
    groups.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_is_alike_in_both_scripts() {
        for (hangul, latin) in [
            ("데니스 버널", "Dennis Bernal"),
            ("라자루스", "Lazarus"),
            ("붉은별", "Pulgŭnbyŏl"),
            ("광명", "Kwangmyong"),
            ("김정은", "Kim Jong Un"),
            ("박진혁", "Pak Jin-hek"),
            ("조선컴퓨터위원회", "Chosŏnk'ŏmp'yut'ŏwiwŏnhoe"),
            ("쳇 베이커", "Chet Baker"),
            ("맥클레이", "Maclay"),
            ("타림", "Tarim"),
            ("위킷", "wicket"),
            ("비트", "bits"),
            ("신라", "Silla"),
            ("주체", "juche"),
            ("양반", "yangban"),
            ("피츠휴 리", "Fitzhugh Lee"),
        ] {
            assert!(
                alike(hangul, latin),
                "{hangul} {latin} {:?}",
                distance(hangul, latin)
            );
        }
    }

    #[test]
    fn a_translation_is_not() {
        for (hangul, latin) in [
            ("붉은별", "Red Star"),
            ("자각몽", "lucid dream"),
            ("국가보위성", "Ministry of State Security"),
            ("해안", "Kowloon waterfront"),
            ("정보", "information"),
            ("버널", "Dennis Bernal"),
            ("조선로동당", "Workers' Party of Korea"),
            ("도어벨", "Wi-Fi doorbell"),
        ] {
            assert!(
                !alike(hangul, latin),
                "{hangul} {latin} {:?}",
                distance(hangul, latin)
            );
        }
    }
}
