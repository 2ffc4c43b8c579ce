//! Ask an index: query string in, ranked, grouped, highlighted passages out.
//!
//! This is the crate for other people's programs: no type of the engine underneath appears here.

mod results;
mod search;

pub use results::{
    DocumentHits, Hint, Hit, HitKind, Place, RESULTS_VERSION, Reason, Results, Snippet, Span, Total,
};
pub use search::Search;
pub use seoji_schema::Zone;
