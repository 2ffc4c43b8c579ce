//! Other texts that mean the same thing as an item: spellings of a name, names that a document gives the same thing.

use seoji_analysis::{Analyzer, TokenBuffer};

use super::spacing::is_hangul;
use super::{Item, Planner, Way};
use crate::engine::Proven;
use crate::parse::Form;

/// A text that means the same thing as an item.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Variant {
    /// The text, as it stands somewhere in the index.
    pub(crate) text: String,
    /// How much an occurrence counts beside one of the item's own text, above 0 and at most 1.
    pub(crate) weight: f32,
    /// Where it means that, when not everywhere.
    pub(crate) home: Option<Home>,
    /// Why it means that, in plain words.
    pub(crate) rule: String,
    /// Where the knowledge comes from, when it is not the language itself.
    pub(crate) evidence: Option<String>,
    /// The ways in which the text is found.
    pub(crate) ways: Vec<Way>,
    /// Whether it means that only with its capital: `Zinc` the group, `WHO`.
    pub(crate) capital: bool,
    /// The documents of each segment whose text was read and has the capital.
    pub(crate) proven: Option<Proven>,
}

/// The documents that say what a variant means.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Home {
    /// Their numbers, ascending.
    pub(crate) documents: Vec<u64>,
    /// The weight in all other documents, at least 0; with 0 the variant does not match there.
    pub(crate) elsewhere: f32,
}

impl Home {
    /// The documents of both; none stands for all documents.
    fn of_either(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        let (mut one, other) = (one?, other?);
        one.documents.extend(other.documents);
        one.documents.sort_unstable();
        one.documents.dedup();
        one.elsewhere = one.elsewhere.max(other.elsewhere);
        Some(one)
    }
}

impl Variant {
    /// A variant that is found as a phrase, whatever its spaces, hyphens and accents; one word of Hangul as a word, since
    /// a phrase may have a space anywhere: 이정 is no part of 정책이 정당하다.
    ///
    /// `None` where nothing of the text can be looked for.
    pub(crate) fn new(
        analyzer: &Analyzer,
        text: &str,
        weight: f32,
        rule: impl Into<String>,
    ) -> Option<Self> {
        let mut planner = Planner {
            analyzer,
            languages: &[],
            buffer: TokenBuffer::new(),
            hints: Vec::new(),
        };
        let form = if is_hangul(text) {
            Form::Word
        } else {
            Form::Phrase
        };
        let ways = planner.literal_ways(text, form);
        (!ways.is_empty()).then(|| Self {
            text: text.to_owned(),
            weight,
            home: None,
            rule: rule.into(),
            evidence: None,
            ways,
            capital: false,
            proven: None,
        })
    }

    /// The weight in a document.
    pub(crate) fn weight_in(&self, document: u64) -> f32 {
        match &self.home {
            Some(home) if home.documents.binary_search(&document).is_err() => home.elsewhere,
            _ => self.weight,
        }
    }
}

impl Item {
    /// Adds a variant, unless the item is already found by all that finds it. Of two with the same ways the first
    /// stays, for the documents of both: `PARK, Jin Hyok` and `Park Jin-hyok` are found alike.
    pub(crate) fn add_variant(&mut self, variant: Variant) {
        if variant.ways.iter().all(|way| self.ways.contains(way)) {
            return;
        }
        let same = |other: &&mut Variant| other.ways == variant.ways;
        match self.variants.iter_mut().find(same) {
            Some(first) => {
                first.home = Home::of_either(first.home.take(), variant.home);
                first.weight = first.weight.max(variant.weight);
            }
            None => self.variants.push(variant),
        }
    }
}
