//! Why an index could not be asked; a query is never one of the reasons.

use std::fmt;

/// Why an index could not be asked: it is missing, unfinished, damaged, or of another format or analysis.
///
/// The message says what to do next.
#[derive(Debug)]
pub struct Error {
    cause: seoji_schema::Error,
}

impl Error {
    /// Whether there is no index to ask (as against one that cannot be used).
    pub fn is_missing(&self) -> bool {
        self.cause.is_missing()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cause.fmt(f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.source()
    }
}

impl From<seoji_schema::Error> for Error {
    fn from(cause: seoji_schema::Error) -> Self {
        Self { cause }
    }
}

/// What the engine underneath says, as ours. A function and no `From`, so that no type of the engine is public.
pub(crate) fn of_engine(error: impl Into<tantivy::TantivyError>) -> Error {
    seoji_schema::Error::from(error.into()).into()
}
