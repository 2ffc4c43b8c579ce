//! The days when documents came, kept from one generation to the next.

use std::time::{SystemTime, UNIX_EPOCH};

use seoji_schema::{
    DOCUMENTS_FILE, DocumentRow, DocumentTable, IndexFolder, NewGeneration, file_name,
};

use crate::Error;
use crate::files::FileRow;

/// The table of the current generation, whatever format that has; empty where there is none that can be read: an
/// index that is damaged must still be rebuilt.
pub(crate) fn known(folder: &IndexFolder) -> Result<DocumentTable, Error> {
    let bytes = folder.side_file_of_any_format(DOCUMENTS_FILE)?;
    let table = bytes.map(|bytes| DocumentTable::from_bytes(&bytes));
    Ok(table.and_then(Result::ok).flatten().unwrap_or_default())
}

/// Nanoseconds of a second.
const NANOSECONDS: i128 = 1_000_000_000;

/// The path of a row's file below its corpus folder: the folders of its id and the file's name.
fn below_corpus(row: &FileRow) -> String {
    let name = file_name(&row.path);
    match row.id.rsplit_once('/') {
        Some((folders, _)) => format!("{folders}/{name}"),
        None => name,
    }
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
        path: below_corpus(row),
        modified: u64::try_from(row.stamp.modified / NANOSECONDS).unwrap_or(0),
    });
    let table = DocumentTable::new(documents.collect());
    Ok(generation.write_side_file(DOCUMENTS_FILE, &table.to_bytes())?)
}
