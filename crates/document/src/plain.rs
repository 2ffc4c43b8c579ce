//! The reader for plain text.

use crate::draft::Draft;

/// Reads plain text.
pub(crate) fn read(source: &str) -> Draft {
    crate::markdown::read(source)
}
