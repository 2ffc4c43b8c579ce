//! Conditions on what is cited: `author:`, `title:`, `year:`, `kind:` of a work, `accessed:`, `site:`, `key:` and
//! `cites:`.
//!
//! All conditions on an entry must hold of one of its citations: an author of one and the year of another are no
//! answer. Each citation has positions of its own in the index ([`seoji_schema::WORK_STRIDE`]), so that this is a
//! comparison of positions. Of running text the conditions are about its document.

mod holds;
mod matching;

use std::ops::Range;

use crate::parse::Glob;

pub(crate) use holds::{Held, held, is_cited};
pub(crate) use matching::matching_docs;

/// What a condition is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum CitationField {
    /// `author:`, editors, translators and institutions among them
    Author,
    /// `title:`
    Title,
    /// `year:`, of the work
    Year,
    /// `kind:` with the kind of a work
    Kind,
    /// `accessed:`
    Accessed,
    /// `site:`, a host with all below it
    Site,
    /// `key:`, the key of a work in a library of references
    Key,
    /// `cites:`, a label, author, title or year that a passage cites
    Cites,
}

impl CitationField {
    /// The name that users type and see.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Author => "author",
            Self::Title => "title",
            Self::Year => "year",
            Self::Kind => "kind",
            Self::Accessed => "accessed",
            Self::Site => "site",
            Self::Key => "key",
            Self::Cites => "cites",
        }
    }
}

/// A condition on a citation: any of its ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Condition {
    pub(crate) field: CitationField,
    /// What was typed, without the field's name.
    pub(crate) text: String,
    /// The clause in bytes of the query.
    pub(crate) span: Range<usize>,
    pub(crate) ways: Vec<Way>,
    /// Other spellings of the author, as the index has them.
    pub(crate) spellings: Vec<Spelling>,
}

/// An author's name in the index that spells the one asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spelling {
    /// The whole name ([`seoji_schema::whole_name`]).
    pub(crate) name: String,
    /// Why it is the same name, in words.
    pub(crate) relation: String,
}

/// A way to fulfil a condition: all parts, within one stretch of positions (a person's, or a citation's).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Way {
    pub(crate) stride: u32,
    pub(crate) parts: Vec<Part>,
}

/// Terms at their offsets from each other, in any of the patterns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) patterns: Vec<Vec<(u32, Vec<Terms>)>>,
}

impl Part {
    /// A part that any of these terms fulfils.
    pub(crate) fn any(terms: Vec<Terms>) -> Self {
        Self {
            patterns: vec![vec![(0, terms)]],
        }
    }
}

/// One term, all terms between two, or all that fit a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Terms {
    One(String),
    /// From the first to the second, both included.
    Between(String, String),
    /// A letter, behind which a word fits.
    Fitting(char, Glob),
}

impl Terms {
    /// Whether a term is meant.
    pub(crate) fn hold(&self, term: &str) -> bool {
        match self {
            Self::One(own) => own == term,
            Self::Between(from, to) => (from.as_str()..=to.as_str()).contains(&term),
            Self::Fitting(letter, glob) => term
                .strip_prefix(*letter)
                .is_some_and(|word| glob.fits(word)),
        }
    }
}
