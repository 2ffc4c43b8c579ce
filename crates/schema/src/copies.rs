//! Which documents of an index have the same text, whatever the formats of their files.
//!
//! It is a side file of a generation; most have none.

use serde::{Deserialize, Serialize};

use crate::Error;

/// Name of the side file.
pub const COPIES_FILE: &str = "copies";
/// Version of its layout.
const VERSION: u32 = 1;

/// Documents that have the same text, in groups of two or more ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copies {
    version: u32,
    groups: Vec<Vec<String>>,
}

impl Copies {
    /// These groups of ids.
    pub fn new(groups: Vec<Vec<String>>) -> Self {
        Self {
            version: VERSION,
            groups,
        }
    }

    /// The groups, each of two or more ids.
    pub fn groups(&self) -> &[Vec<String>] {
        &self.groups
    }

    /// The bytes of the side file.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_stdvec(self).expect("groups hold only strings")
    }

    /// Reads the side file; `None` where its layout is another.
    ///
    /// # Errors
    /// Bytes that are no groups of documents: the index is damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Option<Self>, Error> {
        let damaged = |source: postcard::Error| Error::DamagedRecord {
            message: format!("the groups of copies: {source}"),
        };
        let (version, _): (u32, _) = postcard::take_from_bytes(bytes).map_err(damaged)?;
        if version != VERSION {
            return Ok(None);
        }
        postcard::from_bytes(bytes).map(Some).map_err(damaged)
    }
}
