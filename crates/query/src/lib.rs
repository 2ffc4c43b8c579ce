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
mod live;
mod neighbours;
mod parse;
mod paths;
mod plan;
mod postings;
mod reasons;
mod remembered;
mod results;
mod score;
mod search;
mod several;
mod since;
mod snippet;
mod suggest;

pub use error::Error;
pub use export::{CitedAs, CitingEntry, ExportFormat, Reference, export, references};
pub use index::{DocumentInfo, Index, Info, Named, PassageInContext};
pub use known_aliases::{DocumentAliases, KnownAliases};
pub use live::LiveIndex;
pub use results::{
    CitedAt, CitedNote, DocumentCopy, DocumentHits, DocumentScore, Entry, Explanation, Facet,
    FacetValue, FormCount, Hint, Hit, HitKind, Level, Markup, Neighbour, NeighbourKind, PartKind,
    Place, RESULTS_VERSION, Reason, Results, ScorePart, Snippet, Span, Total, Tried, Work,
    WorkEntry,
};
pub use search::{COUNTED, Counting, Match, Search, Sort};
pub use seoji_schema::{
    Citation, Date, DatePart, EntryKind, Equivalence, Evidence, FieldKind, Part, Person, Stated,
    TextSpan, ThingKind, UserAliases, UserLine, WorkKind, Year, YearSource, Zone,
};
pub use several::Indexes;
pub use since::Since;
pub use suggest::{SuggestedKind, Suggestion};

/// The program in the README, compiled with the other examples.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
