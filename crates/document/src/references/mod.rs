//! References: an entry of a bibliography or a note becomes the works that it cites.
//!
//! Rules know what has a form of its own (addresses, DOIs, dates of access, dates); a trained sequence labeller tells
//! authors, titles, containers, publishers and places apart. What neither knows stays in the entry's text.
//!
//! ```
//! use seoji_document::references::{ReferenceKind, parse};
//!
//! let note = parse("Tudor, D., & Pearson, J. (2015). North Korea confidential. Tuttle Publishing, p. 62.");
//! assert_eq!(note.kind, ReferenceKind::Citation);
//! assert_eq!(note.citations[0].year.unwrap().value, 2015);
//! ```

mod accessed;
mod addresses;
mod aliases;
mod alone;
mod citation;
mod containers;
mod dates;
mod dois;
mod editors;
mod emphasis;
mod features;
mod fields;
mod issues;
mod kinds;
mod labeller;
mod labels;
mod languages;
mod mending;
mod model;
mod pages;
mod persons;
pub(crate) mod repeated;
mod roles;
mod romanised;
mod scripts;
mod signals;
mod stretches;
mod titles;
mod tokens;
mod torn;
mod work;

pub use citation::{
    Citation, Date, Oddity, OddityKind, Part, Person, Reference, ReferenceKind, Season, Year,
    YearSource,
};

/// The sequence labeller in its pieces, for the trainer of its model and the instrument that measures it.
pub mod labelling {
    pub use super::features::Features;
    pub use super::labeller::{Chain, Lattice, Scores, Transitions, opening_of};
    pub use super::labels::{Label, OPENING, STATES, State};
    pub use super::model::{Model, Trained, bind};
    pub use super::tokens::{Class, Token};

    /// The tokens of an entry as the labeller sees them.
    pub fn tokens(entry: &str) -> Vec<Token> {
        super::Tokens::read(entry, &mut Vec::new()).tokens
    }
}

pub use kinds::WorkKind;

pub(crate) use addresses::host as host_of;
pub(crate) use dates::month as month_of;
pub(crate) use kinds::tell as kind_of;
pub(crate) use romanised::{is_family, is_syllable};

use std::ops::Range;

use accessed::Access;
use addresses::Found;
use fields::Labelled;
use model::Model;
use tokens::{Class, Token};

/// The longest entry that is read to its end, in bytes; no reference is as long.
pub const MAX_ENTRY: usize = 16 * 1024;

/// Parses an entry: a block's shown text without its label.
///
/// Never fails; time is linear in the length of the entry up to [`MAX_ENTRY`] and constant beyond it.
pub fn parse(entry: &str) -> Reference {
    parse_emphasised(entry, &[])
}

/// Parses an entry of which some stretches stand in italics: bytes of the entry, in order.
///
/// Italics are how most styles set the titles of books and the names of journals.
///
/// ```
/// let entry = "Armstrong, Charles. Tyranny of the Weak. Ithaca: Cornell University Press, 2013.";
/// let parsed = seoji_document::references::parse_emphasised(entry, &[20..39]);
/// assert_eq!(parsed.citations[0].title.as_ref().unwrap().text, "Tyranny of the Weak");
/// ```
pub fn parse_emphasised(entry: &str, italics: &[Range<usize>]) -> Reference {
    parse_by(entry, italics, Model::committed())
}

/// Parses an entry with another model than the committed one, as a trainer measures it.
pub fn parse_with(entry: &str, model: &Model) -> Reference {
    parse_by(entry, &[], model)
}

fn parse_by(entry: &str, italics: &[Range<usize>], model: &Model) -> Reference {
    // Words that lead to a citation would be taken for its author's.
    match signals::length(entry) {
        0 => taken_apart(entry, italics, model),
        lead => {
            let behind = |at: usize| at.saturating_sub(lead);
            let italics: Vec<_> = italics
                .iter()
                .map(|span| behind(span.start)..behind(span.end))
                .collect();
            repeated::moved(taken_apart(&entry[lead..], &italics, model), lead, 0)
        }
    }
}

fn taken_apart(entry: &str, italics: &[Range<usize>], model: &Model) -> Reference {
    let mut oddities = Vec::new();
    let tokens = Tokens::read(entry, &mut oddities);
    let (mut states, sure) = model.label(entry, &tokens.tokens);
    mending::mend(&tokens.tokens, &mut states);
    mending::begin(entry, &tokens.tokens, &mut states);
    mending::bracketed(entry, &tokens.tokens, &mut states);
    mending::source(entry, &tokens.tokens, &mut states);
    let emphatic = emphasis::spans(entry, &tokens.tokens, italics);
    emphasis::mend(entry, &tokens.tokens, &mut states, &emphatic);
    titles::mend(entry, &tokens.tokens, &mut states);
    editors::mend(entry, &tokens.tokens, &mut states);
    containers::mend(entry, &tokens.tokens, &mut states);
    pages::mend(entry, &tokens.tokens, &mut states);
    issues::mend(entry, &tokens.tokens, &mut states);
    roles::mend(entry, &tokens.tokens, &mut states);
    scripts::mend(entry, &tokens.tokens, &mut states);
    let is_name = alone::mend(entry, &tokens.tokens, &mut states, &emphatic);
    aliases::state(entry, &tokens.tokens, &mut states);
    let labelled = Labelled {
        entry,
        tokens: &tokens.tokens,
        states: &states,
        sure: &sure,
        addresses: &tokens.addresses,
        accesses: &tokens.accesses,
    };
    let mut citations = Vec::new();
    let stretches = stretches::read(entry, &tokens.tokens, &states);
    for range in &stretches.works {
        let read = labelled.citation(range.clone(), &mut oddities);
        citations.extend(read.map(|mut citation| {
            citation.kind = kinds::tell_emphasised(entry, italics, &citation);
            citation
        }));
    }
    let kind = match is_name {
        true => ReferenceKind::Citation,
        false => stretches.kind(entry, &citations),
    };
    if matches!(kind, ReferenceKind::Alias | ReferenceKind::Comment) {
        citations.clear();
    }
    oddities.sort_by_key(|oddity| oddity.span.start);
    Reference {
        kind,
        citations,
        oddities,
    }
}

/// An entry's tokens, with what rules found in it.
pub(crate) struct Tokens {
    pub(crate) tokens: Vec<Token>,
    pub(crate) addresses: Vec<Found>,
    pub(crate) accesses: Vec<Access>,
}

impl Tokens {
    pub(crate) fn read(entry: &str, oddities: &mut Vec<Oddity>) -> Tokens {
        let mut end = entry.len().min(MAX_ENTRY);
        while !entry.is_char_boundary(end) {
            end -= 1;
        }
        if end < entry.len() {
            oddities.push(Oddity {
                kind: OddityKind::TooLong,
                span: end..entry.len(),
            });
        }
        let entry = &entry[..end];
        let addresses = addresses::find(entry);
        let mut read = Vec::new();
        let mut from = 0;
        for found in &addresses {
            tokens::read(entry, from..found.span.start, &mut read);
            read.push(Token {
                start: found.span.start,
                end: found.span.end,
                class: if found.doi.is_some() {
                    Class::Doi
                } else {
                    Class::Address
                },
                spaced: entry[..found.span.start].ends_with(char::is_whitespace),
            });
            from = found.span.end;
        }
        tokens::read(entry, from..entry.len(), &mut read);
        let accesses = accessed::merge(entry, &mut read);
        // An address inside a date of access is none of its own.
        Tokens {
            tokens: read,
            addresses,
            accesses,
        }
    }
}
