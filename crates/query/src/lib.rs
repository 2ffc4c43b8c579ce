//! Ask an index: query string in, ranked, grouped, highlighted passages out.
//!
//! This is the crate for other people's programs: no type of the engine underneath appears here.

mod aliases;
mod citations;
mod engine;
mod error;
mod export;
mod facets;
#[doc(hidden)]
pub mod fuzzing;
mod highlight;
mod index;
mod known_aliases;
mod neighbours;
mod parse;
mod plan;
mod postings;
mod reasons;
mod results;
mod score;
mod search;
mod snippet;

pub use error::Error;
pub use export::{CitedAs, ExportFormat, Reference, export, references};
pub use index::{DocumentInfo, Index, Info};
pub use known_aliases::{DocumentAliases, KnownAliases};
pub use results::{
    CitedAt, CitedNote, DocumentHits, Entry, Facet, FacetValue, Hint, Hit, HitKind, Neighbour,
    NeighbourKind, Place, RESULTS_VERSION, Reason, Results, Snippet, Span, Total, Work, WorkEntry,
};
pub use search::{Match, Search};
pub use seoji_schema::{
    Citation, Date, DatePart, EntryKind, Equivalence, Evidence, Part, Person, Stated, TextSpan,
    ThingKind, UserAliases, UserLine, Year, YearSource, Zone,
};

/// The program in the README, compiled with the other examples.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
