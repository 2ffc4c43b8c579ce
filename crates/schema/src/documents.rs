//! Where documents come from: when each was first indexed, its file, when that was changed, and the hash of it.
//!
//! It is a side file of a generation that only those searches read that ask for it. It is kept over updates and
//! rebuilds of an index, whatever its format, since the days when documents came cannot be found out again.

use serde::{Deserialize, Serialize};

use crate::Error;

/// Name of the side file.
pub const DOCUMENTS_FILE: &str = "documents";
/// Version of its layout.
const VERSION: u32 = 2;
/// The layout before paths and times of change.
const VERSION_OF_DAYS: u32 = 1;

/// The documents of an index, in order of their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentTable {
    version: u32,
    rows: Vec<DocumentRow>,
}

/// Where a document comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentRow {
    /// Citable id.
    pub id: String,
    /// When it was first indexed, seconds since 1970-01-01 UTC.
    pub added: u64,
    /// SHA-256 of its file.
    pub sha256: [u8; 32],
    /// Path of its file below the corpus folder, composed, `/` between folders; empty in a table of before.
    pub path: String,
    /// When its file was last changed, seconds since 1970-01-01 UTC; 0 where that is not known.
    pub modified: u64,
}

/// A table of before, which holds the days when documents came.
#[derive(Serialize, Deserialize)]
struct TableOfDays {
    version: u32,
    rows: Vec<(String, u64, [u8; 32])>,
}

impl DocumentTable {
    /// The table of these documents.
    pub fn new(mut rows: Vec<DocumentRow>) -> Self {
        rows.sort_by(|a, b| a.id.cmp(&b.id));
        Self {
            version: VERSION,
            rows,
        }
    }

    /// The document with this id.
    pub fn get(&self, id: &str) -> Option<&DocumentRow> {
        let at = self.rows.binary_search_by(|row| row.id.as_str().cmp(id));
        at.ok().map(|at| &self.rows[at])
    }

    /// The documents in order of their ids.
    pub fn rows(&self) -> &[DocumentRow] {
        &self.rows
    }

    /// The bytes of the side file.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_stdvec(self).expect("a table holds only strings and numbers")
    }

    /// Reads the side file; `None` where its layout is another.
    ///
    /// # Errors
    /// Bytes that are no table: the index is damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Option<Self>, Error> {
        let damaged = |source: postcard::Error| Error::DamagedRecord {
            message: format!("the table of documents: {source}"),
        };
        let (version, _): (u32, _) = postcard::take_from_bytes(bytes).map_err(damaged)?;
        match version {
            VERSION => postcard::from_bytes(bytes).map(Some).map_err(damaged),
            VERSION_OF_DAYS => {
                let table: TableOfDays = postcard::from_bytes(bytes).map_err(damaged)?;
                let rows = table.rows.into_iter();
                let rows = rows.map(|(id, added, sha256)| DocumentRow {
                    id,
                    added,
                    sha256,
                    path: String::new(),
                    modified: 0,
                });
                Ok(Some(Self::new(rows.collect())))
            }
            _ => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_of_a_table_of_before_are_kept() {
        let before = TableOfDays {
            version: VERSION_OF_DAYS,
            rows: vec![("report".to_owned(), 7, [1; 32])],
        };
        let bytes = postcard::to_stdvec(&before).unwrap();
        let table = DocumentTable::from_bytes(&bytes).unwrap().unwrap();
        let row = table.get("report").unwrap();
        assert_eq!((row.added, row.sha256), (7, [1; 32]));
        assert_eq!(row.path, "");
        let again = DocumentTable::from_bytes(&table.to_bytes()).unwrap();
        assert_eq!(again, Some(table));
        let later = postcard::to_stdvec(&(VERSION + 1, 0_u32)).unwrap();
        assert_eq!(DocumentTable::from_bytes(&later).unwrap(), None);
    }
}
