//! Particles behind a word that no dictionary knows.
//!
//! The lattice takes particles off the words that it knows. A name that it does not know it may cut elsewhere: of
//! 돈주가 it makes 돈 and 주가 (the price of a share). The closed class of particles says what else the word can be.
//! Source: the particles (조사) of the Standard Korean Language Dictionary (국립국어원 표준국어대사전), with the rule
//! that many of them have one form behind a consonant and another behind a vowel.

use crate::hangul::{CODAS, Syllable};

/// Behind which syllable a particle can stand.
#[derive(Clone, Copy)]
enum Behind {
    Any,
    Consonant,
    Vowel,
    /// A consonant but ㄹ.
    ConsonantButLiquid,
    /// A vowel or ㄹ.
    VowelOrLiquid,
}

use Behind::{Any, Consonant, ConsonantButLiquid, Vowel, VowelOrLiquid};

const PARTICLES: [(&str, Behind); 54] = [
    ("이", Consonant),
    ("가", Vowel),
    ("은", Consonant),
    ("는", Vowel),
    ("을", Consonant),
    ("를", Vowel),
    ("과", Consonant),
    ("와", Vowel),
    ("으로", ConsonantButLiquid),
    ("으로서", ConsonantButLiquid),
    ("으로써", ConsonantButLiquid),
    ("로", VowelOrLiquid),
    ("로서", VowelOrLiquid),
    ("로써", VowelOrLiquid),
    ("의", Any),
    ("에", Any),
    ("에서", Any),
    ("에게", Any),
    ("에게서", Any),
    ("께", Any),
    ("께서", Any),
    ("한테", Any),
    ("한테서", Any),
    ("도", Any),
    ("만", Any),
    ("까지", Any),
    ("부터", Any),
    ("마저", Any),
    ("조차", Any),
    ("마다", Any),
    ("밖에", Any),
    ("보다", Any),
    ("처럼", Any),
    ("같이", Any),
    ("대로", Any),
    ("뿐", Any),
    ("하고", Any),
    ("이나", Consonant),
    ("나", Vowel),
    ("이나마", Consonant),
    ("나마", Vowel),
    ("이든지", Consonant),
    ("든지", Vowel),
    ("이라도", Consonant),
    ("라도", Vowel),
    ("이라고", Consonant),
    ("라고", Vowel),
    ("이라는", Consonant),
    ("라는", Vowel),
    ("이란", Consonant),
    ("란", Vowel),
    ("이랑", Consonant),
    ("랑", Vowel),
    ("들", Any),
];

/// At most so many particles stand behind one another: 노동당에서부터는.
const MOST_PARTICLES: usize = 3;

/// The words of two syllables and more that `word`, in Hangul, may be without the particles behind it; the longest
/// first, `word` itself not among them.
///
/// ```
/// use seoji_analysis::korean::without_particles;
///
/// assert_eq!(without_particles("돈주가"), ["돈주"]);
/// assert_eq!(without_particles("돈주에서는"), ["돈주에서", "돈주"]);
/// assert_eq!(without_particles("길확실이"), ["길확실"]);
/// // Behind a consonant there is 은, behind a vowel 는.
/// assert!(without_particles("길확실는").is_empty());
/// assert!(without_particles("돈주").is_empty());
/// ```
pub fn without_particles(word: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    let mut longest = vec![word];
    for _ in 0..MOST_PARTICLES {
        let mut shorter = Vec::new();
        for word in longest {
            let stems = PARTICLES.iter().filter_map(|&(particle, behind)| {
                let stem = word.strip_suffix(particle)?;
                let long = stem.chars().nth(1).is_some();
                (long && behind.allows(stem)).then_some(stem)
            });
            shorter.extend(stems);
        }
        found.extend(&shorter);
        longest = shorter;
    }
    found.sort_by_key(|stem| std::cmp::Reverse(stem.len()));
    found.dedup();
    found
}

impl Behind {
    fn allows(self, stem: &str) -> bool {
        let Some(last) = stem.chars().next_back().and_then(Syllable::of) else {
            return false;
        };
        let (has_coda, is_liquid) = (last.coda > 0, CODAS[last.coda] == 'ㄹ');
        match self {
            Any => true,
            Consonant => has_coda,
            Vowel => !has_coda,
            ConsonantButLiquid => has_coda && !is_liquid,
            VowelOrLiquid => !has_coda || is_liquid,
        }
    }
}
