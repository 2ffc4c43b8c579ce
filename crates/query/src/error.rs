//! Why an index could not be asked; a query is never one of the reasons.

use thiserror::Error;

/// Why an index could not be asked.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The index folder cannot be opened or is damaged.
    #[error(transparent)]
    Index(#[from] seoji_schema::Error),
}

impl Error {
    /// Whether there is no index to ask (as against one that cannot be used).
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Index(error) if error.is_missing())
    }
}

impl From<tantivy::TantivyError> for Error {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Index(error.into())
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Index(tantivy::TantivyError::from(error).into())
    }
}
