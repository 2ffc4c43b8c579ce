//! The contract between the writer and the reader of an index: records, fields, manifest, the index folder.
//!
//! The [`IndexFolder`] is the only door to the files of an index.
//! This room knows nothing of parsing documents, of query syntax or of output.

mod attribute;
mod citation;
mod citation_terms;
mod copies;
mod directory;
mod documents;
mod equivalence;
mod error;
mod extra;
mod fields;
mod folder;
mod hex;
mod manifest;
mod record;
mod seen;
mod storage;
mod stored;
mod suggestion;
mod user_dictionary;
mod work_kind;
mod works;

pub use attribute::Attribute;
pub use citation::{
    Citation, Date, DatePart, EntryKind, Mention, Part, Person, TextSpan, Year, YearSource,
};
pub use citation_terms::{
    CitationTerm, CitationTerms, PERSON_STRIDE, WORK_STRIDE, host_suffixes, may_be_korean,
    whole_name,
};
pub use copies::{COPIES_FILE, Copies};
pub use directory::{ReadOnlyDirectory, WriterDirectory};
pub use documents::{DOCUMENTS_FILE, DocumentRow, DocumentTable};
pub use equivalence::{
    ALIAS_TERMS, Equivalence, Evidence, Stated, ThingKind, USER_ALIASES_FILE, UserAliases,
    UserLine, alias_term, fold_form,
};
pub use error::Error;
pub use extra::{FieldKind, FieldValue, OWN_FIELDS, field_and_value, field_name, field_term};
pub use fields::{Fields, LITERAL_TOKENIZER, STEM_TOKENIZER, fingerprint, register_tokenizers};
pub use folder::{Check, Damage, Generation, IndexFolder, NewGeneration};
pub use hex::hex;
pub use manifest::{FORMAT_VERSION, FileEntry, Manifest};
pub use record::{
    DOCUMENT_ORDINAL, DocumentHead, DocumentRecord, Heading, PassageKind, PassageRecord,
    PassageText, Record, Zone, file_name,
};
pub use seen::{Seen, SeenPlace, nanoseconds};
pub use storage::{Folder, NewFile, Operation, Step, Storage, Witness};
pub use stored::record_bytes;
pub use suggestion::{SuggestionKind, suggestion_terms};
pub use user_dictionary::{DictionaryCopy, USER_DICTIONARY_FILE};
pub use work_kind::WorkKind;
pub use works::{WorkKeys, WorkSketch, cluster, work_id};
