//! A folder of documents becomes an index folder.
//!
//! [`build`] reads the corpus in parallel and publishes a new generation; [`update`] reads only what has changed since;
//! [`build_documents`] takes documents from memory; [`understand`] shows how one file was understood. This room knows nothing of queries and of terminals.

mod beside;
mod build;
mod check;
mod citation_fields;
mod citations;
mod copies;
mod corpus;
mod documents;
mod equivalences;
mod error;
mod files;
mod forget;
mod given;
mod ignored;
mod library;
mod memory;
mod names;
mod own_aliases;
mod own_dictionary;
mod partitions;
mod passages;
mod reading;
mod report;
mod resume;
mod seen;
mod transcripts;
mod understand;
mod update;
mod watch;
mod worker;
mod writer;

pub use build::{BuildOptions, build};
pub use check::check;
pub use citations::read_entry;
pub use error::Error;
pub use forget::{Forgotten, forget, forgotten, remember};
pub use given::{NewDocument, build_documents};
pub use ignored::IgnoreRules;
pub use library::Library;
pub use memory::LEAST_MEMORY_BYTES;
pub use reading::{ForeignFormats, ReadFormat, formats_read};
pub use report::{Progress, Report, Silent, Skipped, SkippedKind, Warning};
pub use seoji_document::{PdfLibrary, PdfLibraryError, load_pdf_library};
pub use seoji_schema::{Check, Damage, Date, FieldKind, FieldValue, IndexFolder};
pub use understand::{
    OutlineItem, UnderstandOptions, Understanding, UnderstoodPassage, understand, understand_bytes,
    understand_in,
};
pub use update::{Changes, Mode, Update, UpdateOptions, compact, update};
pub use watch::{Stopper, Watch, WatchOptions, Watched};
pub use worker::{WorkerCommand, serve_worker};
