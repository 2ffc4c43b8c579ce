//! The contract between the writer and the reader of an index: records, fields, manifest, the index folder.
//!
//! The [`IndexFolder`] is the only door to the files of an index.
//! This room knows nothing of parsing documents, of query syntax or of output.

mod directory;
mod error;
mod fields;
mod folder;
mod manifest;
mod record;

pub use directory::ReadOnlyDirectory;
pub use error::Error;
pub use fields::{Fields, LITERAL_TOKENIZER, STEM_TOKENIZER, fingerprint, register_tokenizers};
pub use folder::{Generation, IndexFolder, NewGeneration};
pub use manifest::{FORMAT_VERSION, FileEntry, Manifest};
pub use record::{
    DOCUMENT_ORDINAL, DocumentRecord, Heading, PassageKind, PassageRecord, Record, Zone,
};
