//! A folder of documents becomes an index folder.
//!
//! [`build`] reads the corpus in parallel and publishes a new generation; [`update`] reads only what has changed since;
//! [`understand`] shows how one file was understood. This room knows nothing of queries and of terminals.

mod build;
mod citation_fields;
mod citations;
mod corpus;
mod equivalences;
mod error;
mod files;
mod names;
mod own_aliases;
mod passages;
mod report;
mod understand;
mod update;
mod writer;

pub use build::{BuildOptions, build};
pub use citations::read_entry;
pub use error::Error;
pub use report::{Progress, Report, Silent, Skipped, Warning};
pub use understand::{OutlineItem, Understanding, UnderstoodPassage, understand, understand_bytes};
pub use update::{Changes, Mode, Update, UpdateOptions, compact, update};
