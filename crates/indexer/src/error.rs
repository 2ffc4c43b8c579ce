//! Why a build could not be done; a bad file is never one of the reasons.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Why a build could not be done.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The corpus does not exist.
    #[error("no such file or folder: {}; name the folder that holds your documents", path.display())]
    NoCorpus {
        /// What was named.
        path: PathBuf,
    },
    /// Nothing in the corpus can be read as a document; the index stays as it was.
    #[error("no document could be read in {}; Markdown (.md, .markdown) and plain text (.txt, .text) files are read", path.display())]
    NothingToIndex {
        /// What was named (the first, if several).
        path: PathBuf,
    },
    /// A program gave no document with text; the index stays as it was.
    #[error("no document was given that holds text")]
    NothingGiven,
    /// A document that a program gave cannot be kept so; the index stays as it was.
    #[error("document {id:?} cannot be indexed: {reason}")]
    BadDocument {
        /// Its id.
        id: String,
        /// Why.
        reason: String,
    },
    /// The corpus or a file of it cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// Where.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// A library of references cannot be read.
    #[error("cannot read the library {}: {reason}", path.display())]
    Library {
        /// Its file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The threads could not be started.
    #[error("cannot start the threads for this build: {message}; try a smaller --jobs")]
    Threads {
        /// What the operating system said.
        message: String,
    },
    /// The index cannot be brought up to date, only made anew.
    #[error("the index in {} cannot be updated ({reason}); rebuild it with: search-index build CORPUS --index {}", path.display(), path.display())]
    CannotUpdate {
        /// The index folder.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// Only the program that built the index has its documents.
    #[error("the documents of the index in {} came from a program, not from a folder; that program brings it up to date", path.display())]
    FromProgram {
        /// The index folder.
        path: PathBuf,
    },
    /// No document of the index has this id or file.
    #[error("no document {document} in the index {}; give its id as search shows it, or the path of its file", path.display())]
    NoDocument {
        /// What was named.
        document: String,
        /// The index folder.
        path: PathBuf,
    },
    /// The index folder cannot be written or is not an index.
    #[error(transparent)]
    Index(#[from] seoji_schema::Error),
}

impl From<tantivy::TantivyError> for Error {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Index(error.into())
    }
}
