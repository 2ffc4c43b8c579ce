//! Foreign names and loanwords: 라자루스 = Lazarus, 해킹 = hacking, 컨퍼런스 = conference.
//!
//! Hangul writes foreign words by their sound (외래어 표기법, National Institute of Korean Language, 1986 and later),
//! from whatever language they come; Latin letters write them as that language does. Three steps lead from one to the
//! other:
//!
//! 1. `look`: of the Hangul words only those that look foreign have keys, so that an index stays small.
//! 2. `keys`: rows of consonant classes; two words of one name share one in nineteen cases of twenty.
//! 3. `channel`: how probable the letters are for the sounds, learnt from 45,000 pairs; decides and ranks.
//!
//! A pair is accepted by the evidence for it (see [`Bar`]), so that `song` does not become 송, and among what
//! is accepted only what is nearly as good as the best.

mod channel;
mod committed;
mod counts;
mod keys;
mod look;
mod slot;
mod slots;
mod words;

use channel::{Channel, Sounds, Spelled};
use keys::Side;
use look::Look;

use crate::hangul::is_syllable;
use crate::{Analyzer, Language};

use super::model::Model;
use super::syllable::is_romanised_syllable;
use super::{Asked, Key, KeyKind, Relation, Tier, Variant, gate};

pub(super) use keys::{Begun, Wanted};
pub(super) use words::{is_latin_surface, is_latin_word, latin_surface, misread, parts};

/// What the trainer of the tables needs.
pub mod training {
    pub use super::channel::{Channel, MOST_SPELLED, Sounds, Spelled};
    pub use super::counts::{Counts, Spellings};
    pub use super::look::Look;
    pub use super::slots::{MOST_LETTERS, MOST_SYLLABLES, Slot, letters, slots};
}

/// How foreign a Hangul word has to look to have keys in an index, in nats: leaves out 90 % of the Korean nouns and 2 %
/// of the foreign words.
const LEAST_LOOK: f32 = -1.5;
/// The fewest letters of a Latin word with keys.
const LEAST_LETTERS: usize = 3;
/// The fewest syllables of a Hangul word with keys; 강 = gang, 송 = song and the like are Korean names.
const LEAST_SYLLABLES: usize = 2;
/// How much less evidence than the best a surface may have, in nats.
const WITHIN: f32 = 2.0;
/// A surface with so much less evidence than the best is written by the rules too: 컨퍼런스 beside 콘퍼런스.
const BY_THE_RULES: f32 = 1.0;
/// What a plural costs, in nats: Hangul writes 해커 for hackers too.
const PLURAL: f32 = 2.0;

/// Adds the keys by which an index finds a word, Hangul or Latin: none where it cannot be a foreign word or tells too
/// little, at most two.
///
/// Keys in capitals are those of Hangul words, others those of Latin words.
///
/// ```
/// use seoji_analysis::names::foreign;
///
/// let mut keys = Vec::new();
/// foreign::index_keys("라자루스", &mut keys);
/// assert_eq!(keys, ["LSLS"]);
/// keys.clear();
/// foreign::index_keys("가상화폐", &mut keys);
/// assert!(keys.is_empty(), "looks Korean");
/// ```
pub fn index_keys(word: &str, out: &mut Vec<String>) {
    if word.starts_with(is_syllable) {
        let syllables = word.chars().take(slots::MOST_SYLLABLES + 1).count();
        if (LEAST_SYLLABLES..=slots::MOST_SYLLABLES).contains(&syllables)
            && look(word).is_some_and(|nats| nats >= LEAST_LOOK)
        {
            keys::of_hangul(word, Side::Index, out);
        }
    } else if let Some(letters) = latin_letters(word) {
        keys::of_latin(&letters, Side::Index, out);
    }
}

/// Adds the [keys](index_keys) of a surface that may be a foreign word.
pub(super) fn add_keys(surface: &str, out: &mut Vec<Key>) {
    // `Jin-hyok` is Korean, and foreign words are divided at their hyphens.
    if surface.contains('-') {
        return;
    }
    let mut keys = Vec::new();
    index_keys(surface, &mut keys);
    out.extend(keys.into_iter().map(foreign_key));
}

fn foreign_key(key: String) -> Key {
    let kind = KeyKind::Foreign;
    Key { kind, key }
}

/// The evidence that a Hangul word is foreign, in nats; `None` where it has other characters.
pub fn look(word: &str) -> Option<f32> {
    Look::committed().evidence(word)
}

fn latin_letters(word: &str) -> Option<Vec<u8>> {
    slots::letters(word).filter(|letters| letters.len() >= LEAST_LETTERS)
}

/// How sure one has to be that two words are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// The user said that it is a name.
    Forced,
    /// A Hangul word, or a Latin word with a capital.
    Usual,
    /// A Latin word in lower case: an ordinary word of a question, of which few are loanwords.
    High,
}

impl Bar {
    /// The bar for a word of a query by its shape.
    pub fn of(word: &str) -> Bar {
        if word.chars().any(|c| c.is_uppercase() || is_syllable(c)) {
            Bar::Usual
        } else {
            Bar::High
        }
    }

    /// The least evidence of the channel, and the least together with the look of the Hangul word, in nats.
    ///
    /// Of 10,000 English words four in a thousand reach 8 with one of 48,000 Korean nouns (tail = 타일).
    fn least(self) -> (f32, f32) {
        match self {
            Bar::Forced => (1.0, 4.0),
            Bar::Usual => (1.5, 7.5),
            Bar::High => (2.5, 8.0),
        }
    }
}

/// A word that was asked for, Hangul or Latin: knows its originals or its transcriptions.
///
/// ```
/// use seoji_analysis::names::foreign::{Bar, Reader};
///
/// let reader = Reader::read("라자루스").unwrap();
/// let chosen = reader.choose(["Lazarus", "Lisbon", "laser"], Bar::Usual);
/// assert_eq!(chosen.len(), 1);
/// assert_eq!(chosen[0].surface, "Lazarus");
/// ```
#[derive(Clone, Debug)]
pub struct Reader {
    word: Read,
    keys: Vec<String>,
}

#[derive(Clone, Debug)]
enum Read {
    Hangul { sounds: Sounds, look: f32 },
    Latin(Vec<Spelled>),
}

/// A surface that is taken for the same word in the other script.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The surface.
    pub surface: String,
    /// How much less evidence there is for it than for the best, in nats; never negative.
    pub nats: f32,
}

impl Reader {
    /// Reads a word; `None` where it is no single word of one script or too short to tell anything.
    pub fn read(word: &str) -> Option<Reader> {
        let mut keys = Vec::new();
        let word = if word.starts_with(is_syllable) {
            let slots = slots::slots(word)?;
            if word.chars().count() < LEAST_SYLLABLES {
                return None;
            }
            keys::of_hangul(word, Side::Query, &mut keys);
            add_plurals(&mut keys);
            Read::Hangul {
                sounds: Channel::committed().sounds(&slots),
                look: look(word)?,
            }
        } else {
            let letters = latin_letters(word)?;
            keys::of_latin(&letters, Side::Query, &mut keys);
            Read::Latin(spelled(&letters))
        };
        (!keys.is_empty()).then_some(Reader { word, keys })
    }

    /// Reads a word of a query where it may be foreign: by its shape a word of Hangul, or a Latin word with a capital that
    /// is no stop word. One English word in lower case is never expanded.
    pub(super) fn asked(analyzer: &Analyzer, word: &str, asked: Asked) -> Option<Reader> {
        let fits = match asked {
            Asked::Forced => true,
            Asked::ByShape => {
                Bar::of(word) == Bar::Usual
                    && !analyzer.stop_word(word, Language::English)
                    // As in an index: what looks Korean has a foreign original in two of a hundred cases.
                    && look(word).is_none_or(|nats| nats >= LEAST_LOOK)
            }
        };
        // A surname alone is not spelled otherwise: Park is no part of 인터파크.
        if fits && !is_surname_alone(word) {
            Reader::read(word)
        } else {
            None
        }
    }

    /// The [keys](Reader::keys) as an index knows them.
    pub(super) fn name_keys(&self) -> impl Iterator<Item = Key> {
        self.keys.iter().cloned().map(foreign_key)
    }

    /// What is [chosen](Reader::choose), as variants of a name.
    pub(super) fn variants<'s>(
        &self,
        surfaces: impl IntoIterator<Item = &'s str>,
        asked: Asked,
    ) -> impl Iterator<Item = Variant> {
        let bar = match asked {
            Asked::Forced => Bar::Forced,
            Asked::ByShape => Bar::Usual,
        };
        let chosen = self.choose(surfaces, bar).into_iter();
        chosen.map(|Match { surface, nats }| Variant {
            surface,
            tier: if nats <= BY_THE_RULES {
                Tier::SameSystem
            } else {
                Tier::Variant
            },
            nats,
            relation: Relation::Foreign,
        })
    }

    /// Whether the one of the two words that is in Hangul looks foreign rather than Korean.
    pub(super) fn looks_foreign(&self, surface: &str) -> bool {
        let look = match self.word {
            Read::Hangul { look, .. } => Some(look),
            Read::Latin(_) => look(surface),
        };
        look.is_some_and(|nats| nats > 0.0)
    }

    /// The keys of the surfaces in the other script that may be the same word, the likeliest first, and behind them those
    /// of plurals; at most fourteen.
    pub fn keys(&self) -> &[String] {
        &self.keys
    }

    /// The evidence that a surface in the other script is the same word, in nats; `None` where it is below the bar or the
    /// surface is no word of the other script.
    pub fn evidence(&self, surface: &str, bar: Bar) -> Option<f32> {
        self.weigh(surface, bar).map(|weighed| weighed.evidence)
    }

    fn weigh(&self, surface: &str, bar: Bar) -> Option<Weighed> {
        let (least, least_sum) = bar.least();
        let (weighed, look) = match &self.word {
            Read::Hangul { sounds, look } => {
                let letters = latin_letters(surface)?;
                // Few letters cannot outweigh the look of a Korean word.
                let most = forms(&letters).map(|form| Channel::committed().most_evidence(form));
                let most = most.fold(f32::MIN, f32::max) + ROUNDING;
                if most < least || most + look < least_sum {
                    return None;
                }
                (weigh(sounds, &spelled(&letters)), *look)
            }
            Read::Latin(spelled) => {
                if !surface.starts_with(is_syllable) {
                    return None;
                }
                let slots = slots::slots(surface)?;
                (
                    weigh(&Channel::committed().sounds(&slots), spelled),
                    look(surface)?,
                )
            }
        };
        (weighed.evidence >= least && weighed.evidence + look >= least_sum).then_some(weighed)
    }

    /// The surfaces that are taken for the same word, the best first, each once; none that has two nats less than the
    /// best, but its plural.
    pub fn choose<'s>(&self, surfaces: impl IntoIterator<Item = &'s str>, bar: Bar) -> Vec<Match> {
        let mut found: Vec<(Weighed, &str)> = surfaces
            .into_iter()
            .filter_map(|surface| Some((self.weigh(surface, bar)?, surface)))
            .collect();
        // Ties by the surface, so that the order in which they come does not matter.
        let by_evidence = |a: &Weighed, b: &Weighed| b.evidence.total_cmp(&a.evidence);
        found.sort_by(|a, b| by_evidence(&a.0, &b.0).then_with(|| a.1.cmp(b.1)));
        found.dedup_by_key(|(_, surface)| *surface);
        let best = found.first().map_or(0.0, |found| found.0.evidence);
        let near = |weighed: &Weighed| best - weighed.evidence - weighed.plural <= WITHIN;
        found
            .into_iter()
            .filter(|(weighed, _)| near(weighed))
            .map(|(weighed, surface)| Match {
                surface: surface.to_owned(),
                nats: best - weighed.evidence,
            })
            .collect()
    }
}

/// Adds the keys of the plurals of the likeliest Latin words: 비트코인 is bitcoin and bitcoins.
fn add_plurals(keys: &mut Vec<String>) {
    for at in 0..keys.len().min(PLURAL_KEYS) {
        let plural = format!("{}s", keys[at]);
        if !keys[at].ends_with('s') && !keys.contains(&plural) {
            keys.push(plural);
        }
    }
}

/// So many keys of a Hangul word have a plural beside them.
const PLURAL_KEYS: usize = 2;

/// How sure it is that two words are one.
#[derive(Clone, Copy, Debug)]
struct Weighed {
    /// In nats.
    evidence: f32,
    /// What was taken off because the Latin word was read as a plural, in nats.
    plural: f32,
}

/// What sums of logarithms may differ by, in nats.
const ROUNDING: f32 = 0.01;

/// The word as it is spelled, and behind it its singular if it may be a plural.
fn spelled(letters: &[u8]) -> Vec<Spelled> {
    let channel = Channel::committed();
    forms(letters).map(|form| channel.spelled(form)).collect()
}

fn forms(letters: &[u8]) -> impl Iterator<Item = &[u8]> {
    const S: u8 = 19;
    const I: u8 = 9;
    const U: u8 = 21;
    let singular = match letters {
        [singular @ .., before, S]
            if singular.len() >= LEAST_LETTERS - 1 && ![S, U, I].contains(before) =>
        {
            letters.get(..letters.len() - 1)
        }
        _ => None,
    };
    std::iter::once(letters).chain(singular)
}

fn weigh(sounds: &Sounds, forms: &[Spelled]) -> Weighed {
    let mut best = Weighed {
        evidence: f32::MIN,
        plural: 0.0,
    };
    for (form, plural) in forms.iter().zip([0.0, PLURAL]) {
        let evidence = Channel::committed().evidence(sounds, form) - plural;
        if evidence > best.evidence {
            best = Weighed { evidence, plural };
        }
    }
    best
}

/// Whether a word is one syllable of a romanisation that spells a surname: `Park`, `Lee`.
fn is_surname_alone(word: &str) -> bool {
    is_romanised_syllable(word) && gate::is_surname_spelling(Model::committed(), word)
}

#[cfg(test)]
mod tests;
