//! Leaves word of what the corpus looked like, for a search to tell whether the index is behind.

use std::path::{Path, PathBuf};

use seoji_schema::{IndexFolder, Seen, SeenPlace};

use crate::files::{FileRow, Stamp};
use crate::report::{Report, Warning};

/// Remembers the corpus as it was listed and read; that this failed is a warning, since the index is whole without.
///
/// `folders` have their times from before they were listed.
pub(crate) fn remember(
    index: &IndexFolder,
    corpora: &[PathBuf],
    folders: &[(PathBuf, i128)],
    rows: &[FileRow],
    report: &mut Report,
) {
    let absolute = |path: &Path| Some(std::path::absolute(path).ok()?.to_str()?.to_owned());
    // A new index changes the folder that holds it.
    let holds_index = index
        .path()
        .canonicalize()
        .ok()
        .and_then(|path| Some(path.parent()?.to_path_buf()));
    let folders = folders
        .iter()
        .filter(|(path, _)| path.canonicalize().ok() != holds_index)
        .filter_map(|&(ref path, modified)| {
            Some(SeenPlace {
                path: absolute(path)?,
                bytes: None,
                modified,
            })
        });
    let files = rows
        .iter()
        .filter(|row| row.stamp != Stamp::default())
        .filter_map(|row| {
            Some(SeenPlace {
                path: absolute(Path::new(&row.path))?,
                bytes: Some(row.stamp.bytes),
                modified: row.stamp.modified,
            })
        });
    let places = folders.chain(files).collect();
    let corpora = corpora.iter().filter_map(|path| absolute(path)).collect();
    let seen = Seen::new(report.generation, corpora, places);
    told(index.remember_corpus(&seen), index, report);
}

/// Says of the generation that was just written what was said of `from`: no other change of the corpus was looked for.
pub(crate) fn carry(index: &IndexFolder, from: u64, report: &mut Report) {
    let carried = index.carry_corpus_as_seen(from, report.generation);
    told(carried, index, report);
}

fn told(done: Result<(), seoji_schema::Error>, index: &IndexFolder, report: &mut Report) {
    if let Err(error) = done {
        report.warnings.push(Warning {
            path: index.path().to_path_buf(),
            line: None,
            message: format!("search will not tell when the corpus has changed: {error}"),
        });
    }
}
