//! Checks an index against itself and against the table of its files.

use std::collections::BTreeSet;

use seoji_analysis::Analyzer;
use seoji_schema::{Check, IndexFolder};

use crate::Error;
use crate::files::FileTable;

/// Looks at every byte of the index in the folder `index`; what is wrong stands in the result.
///
/// Nothing is written. It reads the whole index, so it takes as long as that takes.
///
/// # Errors
/// No index, one of another format or analysis; the operating system refuses.
pub fn check(index: impl Into<IndexFolder>) -> Result<Check, Error> {
    let folder = index.into();
    let mut check = folder.check(&seoji_schema::fingerprint(&Analyzer::embedded())?)?;
    if !check.damages.is_empty() {
        return Ok(check);
    }
    let Some(table) = FileTable::read(&folder)? else {
        check.add(
            None,
            "the table of files cannot be read: it can be asked but not updated",
        );
        return Ok(check);
    };
    let in_table: BTreeSet<&str> = table
        .rows
        .iter()
        .filter(|row| row.share.indexed)
        .map(|row| row.id.as_str())
        .collect();
    let ids = std::mem::take(&mut check.ids);
    let in_index: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
    if in_index.len() != ids.len() {
        check.add(None, "a document is in the index more than once");
    }
    for id in in_table.difference(&in_index) {
        check.add(
            None,
            format!("{id} is in the table of files and not in the index"),
        );
    }
    for id in in_index.difference(&in_table) {
        check.add(
            None,
            format!("{id} is in the index and not in the table of files"),
        );
    }
    check.ids = ids;
    Ok(check)
}
