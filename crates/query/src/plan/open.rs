//! Words with letters left open, and words near each other: the index gives what may answer, the text decides.

use seoji_analysis::Field;

use super::words::STEM_WEIGHT;
use super::{Item, Leaf, Planner, Way};
use crate::parse::{Clause, Form, Glob, is_syllabic};

/// What must be seen in a text.
#[derive(Clone, Debug)]
pub(crate) enum Proof {
    /// A word fits; its terms are looked up in the index ([`crate::engine::Engine::expand`]).
    Word(Glob),
    /// A word that is written in syllables fits: the index has pairs of them, the words are in the text.
    Syllables(Glob),
    /// Each part, moved by at most so many words.
    Near { parts: Vec<Item>, slop: u32 },
}

impl Planner<'_> {
    /// A word with letters left open.
    pub(super) fn open(&mut self, clause: &Clause) -> Option<Item> {
        let glob = Glob::new(&clause.text)?;
        let mut item = Item {
            span: clause.span.clone(),
            text: clause.text.clone(),
            required: true,
            literal: true,
            ways: Vec::new(),
            leaves: Vec::new(),
            variants: Vec::new(),
            proof: None,
            proven: None,
        };
        let given = glob.given();
        let syllabic = given.iter().any(|row| row.chars().any(is_syllabic));
        if !syllabic {
            item.proof = Some(Proof::Word(glob));
            return Some(item);
        }
        // The longest row of syllables leads to what may answer; a single one only where it begins the word.
        let longest = given.iter().rev().max_by_key(|row| row.chars().count());
        if let Some(row) = longest.filter(|row| row.chars().count() > 1) {
            item.ways = self.literal_ways(row, Form::Phrase);
            item.leaves = self.literal_leaves(row);
        }
        item.proof = Some(Proof::Syllables(glob));
        Some(item)
    }

    /// Words near each other.
    pub(super) fn near(&mut self, clause: &Clause, slop: u32) -> Item {
        let mut parts = Vec::new();
        for word in clause.text.split_whitespace() {
            let part = Clause {
                text: word.to_owned(),
                form: Form::Word,
                ..clause.clone()
            };
            let part = self.item(&part);
            if !part.ways.is_empty() {
                parts.push(part);
            }
        }
        let mut leaves: Vec<Leaf> = Vec::new();
        for leaf in parts.iter().flat_map(|part| &part.leaves) {
            if !leaves.contains(leaf) {
                leaves.push(leaf.clone());
            }
        }
        Item {
            span: clause.span.clone(),
            text: clause.text.clone(),
            required: true,
            literal: true,
            ways: Vec::new(),
            leaves,
            variants: Vec::new(),
            proof: (!parts.is_empty()).then_some(Proof::Near { parts, slop }),
            proven: None,
        }
    }
}

impl Item {
    /// Lets the words of the index that fit a pattern find the item.
    pub(crate) fn expand(&mut self, terms: Vec<String>) {
        if terms.is_empty() {
            return;
        }
        let leaf = Leaf {
            field: Field::Literal,
            terms,
            weight: STEM_WEIGHT,
        };
        self.ways = vec![Way::Leaves(vec![leaf.clone()])];
        self.leaves = vec![leaf];
    }
}
