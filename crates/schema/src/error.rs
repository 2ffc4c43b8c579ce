//! What can be wrong with an index folder, each with what to do next.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use thiserror::Error;

/// What can be wrong with an index folder.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The folder does not exist or holds no index.
    #[error("no index in {}; build one with: search-index build CORPUS --index {}", path.display(), path.display())]
    NoIndex {
        /// The folder.
        path: PathBuf,
    },
    /// A first build began and never finished.
    #[error("the index in {} was never finished; build it again with: search-index build CORPUS --index {}", path.display(), path.display())]
    Unfinished {
        /// The folder.
        path: PathBuf,
    },
    /// The folder holds other files: it would be an accident to write there.
    #[error("{} holds files that are not an index (such as {found}); choose an empty or new folder with --index", path.display())]
    ForeignFolder {
        /// The folder.
        path: PathBuf,
        /// One of the files that were found.
        found: String,
    },
    /// The index has a format that this program does not read.
    #[error("the index in {} has format {found}, this program reads format {expected}; rebuild it with: search-index build CORPUS --index {}", path.display(), path.display())]
    OtherFormat {
        /// The folder.
        path: PathBuf,
        /// Format of the index.
        found: u32,
        /// Format of this program.
        expected: u32,
    },
    /// The index was written by another version of the analysis.
    #[error("the index in {} was built by another analysis (found {found}, this program has {expected}); rebuild it with: search-index build CORPUS --index {}", path.display(), path.display())]
    OtherAnalysis {
        /// The folder.
        path: PathBuf,
        /// Fingerprint in the index.
        found: String,
        /// Fingerprint of this program.
        expected: String,
    },
    /// Another program is writing.
    #[error("another program is writing to the index in {}; wait until it has finished", path.display())]
    Locked {
        /// The folder.
        path: PathBuf,
    },
    /// A file of the index is missing, cut short or not what was written.
    #[error("the index in {} is damaged ({what}); rebuild it with: search-index build CORPUS --index {}", path.display(), path.display())]
    Damaged {
        /// The folder.
        path: PathBuf,
        /// What was found.
        what: String,
    },
    /// A stored record cannot be read.
    #[error(
        "the index is damaged (a stored record cannot be read: {message}); rebuild it with search-index build"
    )]
    DamagedRecord {
        /// What the decoder said.
        message: String,
    },
    /// The operating system refused.
    #[error("cannot {action} {}: {source}{}", path.display(), advice(source))]
    Io {
        /// What was tried, as a verb.
        action: &'static str,
        /// Where.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The dictionary cannot be read.
    #[error("the Korean dictionary cannot be read: {message}")]
    Dictionary {
        /// What was found.
        message: String,
    },
    /// The engine underneath failed; its own words, which say nothing to users, are the source of this error.
    #[error("{}", engine_message(_0))]
    Engine(#[from] tantivy::TantivyError),
}

impl Error {
    /// An I/O error with what was tried and where.
    pub fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Io {
            action,
            path: path.to_path_buf(),
            source,
        }
    }

    /// Whether there is no index to ask (as against one that cannot be used).
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::NoIndex { .. } | Self::Unfinished { .. })
    }
}

/// What to do about an error of the operating system, to follow its message.
fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "; free some space and run it again, the index answers as before"
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "; make it readable and writable for you, or choose another folder with --index"
        }
        ErrorKind::NotFound => "; somebody else seems to have removed it, run it again",
        _ => {
            "; run it again, and if it happens again look after the disk and rebuild the index with: search-index build \
             CORPUS"
        }
    }
}

/// An error of the engine in words for users: what the operating system refused, or what that means for the index.
fn engine_message(error: &tantivy::TantivyError) -> String {
    match io_cause(error) {
        // What is no error of the operating system is one of what stands in the file.
        Some(cause)
            if cause.raw_os_error().is_none()
                && matches!(
                    cause.kind(),
                    ErrorKind::UnexpectedEof | ErrorKind::InvalidData | ErrorKind::Other
                ) =>
        {
            damaged_message()
        }
        Some(cause) => {
            let refused = match error {
                tantivy::TantivyError::OpenWriteError(_) => "written",
                _ => "read or written",
            };
            // What the engine wraps around the system's words is left out.
            let cause = match cause.raw_os_error() {
                Some(code) => &io::Error::from_raw_os_error(code),
                None => cause,
            };
            format!("the index cannot be {refused}: {cause}{}", advice(cause))
        }
        None => damaged_message(),
    }
}

fn damaged_message() -> String {
    "something in the index could not be read or written; run it again, and if it happens again \"search-index check\" \
     says what is damaged, and you rebuild it with: search-index build CORPUS"
        .to_owned()
}

/// The error of the operating system that made the engine fail.
fn io_cause(error: &tantivy::TantivyError) -> Option<&io::Error> {
    use tantivy::TantivyError;
    use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
    match error {
        TantivyError::IoError(io_error)
        | TantivyError::LockFailure(LockError::IoError(io_error), _)
        | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error, .. })
        | TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. })
        | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. }) => Some(io_error),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tantivy::TantivyError;
    use tantivy::directory::error::OpenWriteError;

    use super::*;

    #[test]
    fn what_the_engine_says_is_told_in_words_for_users() {
        let full = Arc::new(io::Error::from(ErrorKind::StorageFull));
        let filepath = "3d86.del".into();
        let full = OpenWriteError::IoError {
            io_error: full,
            filepath,
        };
        let told = Error::from(TantivyError::from(full)).to_string();
        assert!(
            told.starts_with("the index cannot be written: ") && told.contains("free some space"),
            "{told}"
        );
        let odd =
            TantivyError::SystemError("Merge thread panicked: index out of bounds".to_owned());
        let told = Error::from(odd);
        assert!(told.to_string().contains("search-index check"), "{told}");
        assert!(!told.to_string().contains("thread"), "{told}");
        let source = std::error::Error::source(&told).expect("developers want to know");
        assert!(source.to_string().contains("index out of bounds"));
    }
}
