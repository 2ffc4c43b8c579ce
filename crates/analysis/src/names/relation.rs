//! Why two spellings are one name, for the reader.

use std::fmt;

use super::table::Table;

/// What the surface is to the query, as it is told to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Relation {
    /// The same letters, with other marks, case, hyphens or spaces.
    SameLetters,
    /// The same letters in another order (`Jin Hyok Park`).
    OtherOrder,
    /// Written in Hangul.
    Hangul,
    /// Written in Hangul by the other side of the initial law (리 and 이).
    InitialLaw,
    /// Written in Hanja.
    Hanja,
    /// Revised Romanisation (2000).
    RevisedRomanisation,
    /// McCune–Reischauer with its marks, as libraries write it (ALA-LC).
    McCuneReischauer,
    /// The spelling of the North (1992), or McCune–Reischauer without its marks.
    NorthKorean,
    /// The spelling of passports and newspapers.
    Usual,
    /// A Polish spelling.
    Polish,
    /// The spelling of linguists (Martin 1992).
    Yale,
    /// A foreign word in Hangul, or its original.
    Foreign,
    /// Another spelling in Latin letters.
    OtherSpelling,
    /// Latin letters so much like it that they may be the same name.
    Alike,
}

impl Relation {
    /// What a spelling by a system of the table is called.
    pub(super) fn of_system(table: &Table, system: usize) -> Relation {
        match table.systems.get(system).map(|system| &*system.name) {
            Some("usual") => Relation::Usual,
            Some("revised") => Relation::RevisedRomanisation,
            Some("mccune") => Relation::McCuneReischauer,
            Some("north") => Relation::NorthKorean,
            Some("polish") => Relation::Polish,
            Some("yale") => Relation::Yale,
            _ => Relation::OtherSpelling,
        }
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Relation::SameLetters => "same letters",
            Relation::OtherOrder => "same name in the other order",
            Relation::Hangul => "same name in Hangul",
            Relation::InitialLaw => "same name, other side of the initial law",
            Relation::Hanja => "same name in Hanja",
            Relation::RevisedRomanisation => "same name, Revised Romanisation",
            Relation::McCuneReischauer => "same name, McCune–Reischauer",
            Relation::NorthKorean => "same name, North Korean spelling",
            Relation::Usual => "same name, usual spelling",
            Relation::Polish => "same name, Polish spelling",
            Relation::Yale => "same name, Yale romanisation",
            Relation::Foreign => "foreign word in Hangul",
            Relation::OtherSpelling => "same name, other spelling",
            Relation::Alike => "name spelled much alike, perhaps another",
        })
    }
}
