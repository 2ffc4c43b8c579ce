//! A folder of documents becomes an index folder.
//!
//! [`build`] reads the corpus in parallel and publishes a new generation; [`update`] reads only what has changed since;
//! [`understand`] shows how one file was understood. This room knows nothing of queries and of terminals.

mod build;
mod check;
mod citation_fields;
mod citations;
mod corpus;
mod equivalences;
mod error;
mod files;
mod forget;
mod ignored;
mod names;
mod own_aliases;
mod own_dictionary;
mod passages;
mod report;
mod resume;
mod seen;
mod understand;
mod update;
mod watch;
mod writer;

pub use build::{BuildOptions, build};
pub use check::check;
pub use citations::read_entry;
pub use error::Error;
pub use forget::{Forgotten, forget, forgotten, remember};
pub use ignored::IgnoreRules;
pub use report::{Progress, Report, Silent, Skipped, SkippedKind, Warning};
pub use seoji_schema::{Check, Damage};
pub use understand::{OutlineItem, Understanding, UnderstoodPassage, understand, understand_bytes};
pub use update::{Changes, Mode, Update, UpdateOptions, compact, update};
pub use watch::{Stopper, Watch, WatchOptions, Watched};
