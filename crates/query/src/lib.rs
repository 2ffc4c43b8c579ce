//! Ask an index: query string in, ranked, grouped, highlighted passages out.
//!
//! This is the crate for other people's programs: no type of the engine underneath appears here.

mod engine;
mod error;
#[doc(hidden)]
pub mod fuzzing;
mod highlight;
mod index;
mod parse;
mod plan;
mod postings;
mod reasons;
mod results;
mod score;
mod search;
mod snippet;

pub use error::Error;
pub use index::{DocumentInfo, Index, Info};
pub use results::{
    DocumentHits, Hint, Hit, HitKind, Place, RESULTS_VERSION, Reason, Results, Snippet, Span, Total,
};
pub use search::Search;
pub use seoji_schema::Zone;

/// The program in the README, compiled with the other examples.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
