//! Why a file cannot be read, and what to do.

use crate::transcript::Trouble;

/// Why a file or a part of it cannot be read.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) trouble: Trouble,
    pub(crate) message: String,
}

impl Fault {
    pub(crate) fn new(trouble: Trouble, message: impl Into<String>) -> Fault {
        Fault {
            trouble,
            message: message.into(),
        }
    }

    /// A file that can be opened with a password only.
    pub(crate) fn guarded() -> Fault {
        Fault::new(
            Trouble::Encrypted,
            "guarded by a password; save it without one",
        )
    }

    pub(crate) fn damaged(message: impl Into<String>) -> Fault {
        Fault::new(Trouble::Damaged, message)
    }
}
