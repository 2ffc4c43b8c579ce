//! The days when documents came, kept from one generation to the next.

use std::time::{SystemTime, UNIX_EPOCH};

use seoji_schema::{DOCUMENTS_FILE, DocumentRow, DocumentTable, IndexFolder, NewGeneration};

use crate::Error;
use crate::files::FileRow;

/// The table of the current generation, whatever format that has; empty where there is none that can be read: an
/// index that is damaged must still be rebuilt.
pub(crate) fn known(folder: &IndexFolder) -> Result<DocumentTable, Error> {
    let bytes = folder.side_file_of_any_format(DOCUMENTS_FILE)?;
    let table = bytes.map(|bytes| DocumentTable::from_bytes(&bytes));
    Ok(table.and_then(Result::ok).flatten().unwrap_or_default())
}

/// Writes the table of the documents of these files; those that are not `known` came now.
pub(crate) fn write(
    rows: &[FileRow],
    known: &DocumentTable,
    generation: &NewGeneration,
) -> Result<(), Error> {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |elapsed| elapsed.as_secs());
    let indexed = rows.iter().filter(|row| row.share.indexed);
    let documents = indexed.map(|row| DocumentRow {
        id: row.id.clone(),
        added: known.get(&row.id).map_or(now, |known| known.added),
        sha256: row.hash.unwrap_or_default(),
    });
    let table = DocumentTable::new(documents.collect());
    Ok(generation.write_side_file(DOCUMENTS_FILE, &table.to_bytes())?)
}
