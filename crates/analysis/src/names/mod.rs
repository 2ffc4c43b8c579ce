//! Names: every spelling finds every other. 박진혁 = Park Jin-hyok = Pak Chin-hyŏk = Bak Jinhyeok = PARK, Jin Hyok.
//!
//! The writer of an index asks [`surfaces`] for the runs of a text that may be names and [`keys`] for the coarse keys
//! of each; the reader reads a query as a [`NameQuery`], looks its keys up, and lets it [choose](NameQuery::choose)
//! among the surfaces that share one.
//!
//! - [`pronounce`]: Hangul as it is spoken; names are spelled by either form.
//! - `latin`: Latin spellings with their marks, gaps and orders.
//! - `table`, `channel`: how probable a spelling is for a name; `seoji-train names` makes the table.
//! - `reading`: what a Latin spelling may stand for, and its coarse keys.
//! - `gate`: whether Latin letters look like Korean.
//! - [`foreign`]: names and words of other languages in Hangul (라자루스 = Lazarus); `seoji-train foreign` makes its
//!   tables.

mod align;
mod alphabet;
mod another;
mod beside;
mod best_reading;
mod by_the_book;
mod ceiling;
mod channel;
mod choice;
mod classes;
mod committed;
mod distinct;
mod endings;
mod explain;
pub mod foreign;
mod gate;
mod given;
mod glances;
mod hear;
mod jamo;
mod judge;
mod latin;
mod letters;
mod line;
mod lists;
mod model;
mod packed;
mod person;
mod pronounce;
mod query;
mod reading;
mod relation;
mod spellings;
mod surfaces;
mod syllable;
mod table;
mod trie;
mod twins;
mod walk;
mod written;

use std::borrow::Cow;
use std::ops::Range;

pub use gate::looks_korean;
pub use person::{has_the_shape_of_a_person, is_given_name};
pub use pronounce::pronounce;
pub use query::{NameQuery, keys};
pub use surfaces::{Piece, pieces, surfaces};
pub use syllable::is_romanised_syllable;
pub use walk::{Walk, Walked};

/// What the trainer of the tables needs.
pub mod training {
    pub use super::align::{Alignment, Step, align};
    pub use super::gate::{Gate, features, margin};
    pub use super::given::GivenNames;
    pub use super::lists::{Weighted, WeightedLists, Words};
    pub use super::model::Model;
    pub use super::query::keys_with;
    pub use super::table::{SLOTS, Slot, Spelled, System, Table};
}

/// How a name is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Asked {
    /// The run has to look like a name.
    ByShape,
    /// The user said `name:"…"`: whatever can be read is.
    Forced,
}

/// A run of a text that may be a name (person, place, organisation, foreign word) and the form by which an index
/// knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surface {
    /// Where it stands, in bytes of the text.
    pub span: Range<usize>,
    /// Its normal form: NFC, one space between words, particles cut off.
    pub text: String,
    /// Whether the analysis has it as one word, so that the index has it as a term: a [`Walk`] finds it without keys.
    pub is_word: bool,
}

/// The kinds of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum KeyKind {
    /// Onset and vowel classes of each syllable.
    Sound,
    /// Onset classes only: a beginning of [`KeyKind::Sound`] keys, for the second stage of a query; no index holds it.
    Onset,
    /// A foreign word by the foreign-word orthography.
    Foreign,
    /// Initial consonants.
    Initials,
}

impl KeyKind {
    /// The letter that stands for the kind in an index's terms.
    pub fn letter(self) -> char {
        match self {
            KeyKind::Sound | KeyKind::Onset => 'S',
            KeyKind::Foreign => 'F',
            KeyKind::Initials => 'I',
        }
    }
}

/// A coarse key: surfaces that share one may be the same name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The kind.
    pub kind: KeyKind,
    /// The key, in ASCII letters and signs.
    pub key: String,
}

impl Key {
    /// The term of an index for `surface` under this key: kind letter, U+0000, key, U+0000, surface. Of a surface in
    /// Hangul each syllable takes two bytes.
    ///
    /// ```
    /// use seoji_analysis::names::{self, Key};
    ///
    /// let mut keys = Vec::new();
    /// names::keys("박진혁", &mut keys);
    /// let term = keys[0].term("박진혁");
    /// assert!(term.starts_with(&keys[0].prefix()));
    /// assert_eq!(Key::surface_of(&term).unwrap(), "박진혁");
    /// ```
    pub fn term(&self, surface: &str) -> String {
        format!("{}{}", self.prefix(), packed::pack(surface))
    }

    /// What the terms of all surfaces under this key begin with; for [`KeyKind::Onset`] what the terms of all keys
    /// with these onsets begin with.
    pub fn prefix(&self) -> String {
        let end = if self.kind == KeyKind::Onset {
            ""
        } else {
            "\0"
        };
        format!("{}\0{}{end}", self.kind.letter(), self.key)
    }

    /// The surface of a term that an index holds.
    pub fn surface_of(term: &str) -> Option<Cow<'_, str>> {
        term.splitn(3, '\0').nth(2).map(packed::unpack)
    }
}

/// A surface that spells the same name as a query.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The surface as the index knows it.
    pub surface: String,
    /// How close it is.
    pub tier: Tier,
    /// How much less probable than the best surface, as a natural logarithm, never negative.
    pub nats: f32,
    /// Why it is the same name.
    pub relation: Relation,
}

/// How close a surface is to what was asked, the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tier {
    /// The same characters.
    Exact,
    /// The same letters after folding marks, case, hyphens and spaces; the twin by the initial law.
    SameLetters,
    /// Spelled by the rules of a system that the query follows too, or in Hangul by its reading.
    SameSystem,
    /// Another spelling.
    Variant,
    /// Only nearly a spelling: found by the second stage.
    Fuzzy,
}

pub use relation::Relation;
