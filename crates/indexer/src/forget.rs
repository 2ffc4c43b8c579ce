//! Documents that were told to leave the index although their files stay in the corpus.
//!
//! A withdrawn or private document must not come back because its file was touched, the index was rebuilt or the format
//! has changed: it stays away, under its name, until somebody says otherwise. The list is a side file of the
//! generation that every writer of this folder carries on.

use std::path::Path;
use std::time::Instant;

use seoji_analysis::Analyzer;
use seoji_schema::{COPIES_FILE, DOCUMENTS_FILE, Fields, IndexFolder, Manifest, NewGeneration};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::build::{manifest, write_tables};
use crate::corpus::{Listing, SourceFile};
use crate::documents;
use crate::files::{FILE_TABLE, FileRow, FileTable};
use crate::report::{Report, Warning};
use crate::seen;
use crate::update::{kept_files, whole};
use crate::writer;

/// Name of the side file.
const FORGOTTEN_FILE: &str = "forgotten";
/// Version of its layout.
const LIST_VERSION: u32 = 1;

/// A document that stays away.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Forgotten {
    /// Id that it had.
    pub id: String,
    /// Name of its file, without folders.
    pub file: String,
}

/// All documents that stay away, in order of their ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ForgottenList {
    version: u32,
    documents: Vec<Forgotten>,
}

impl Default for ForgottenList {
    fn default() -> Self {
        Self {
            version: LIST_VERSION,
            documents: Vec::new(),
        }
    }
}

impl ForgottenList {
    /// The list of the current generation.
    pub(crate) fn read(index: &IndexFolder) -> Result<Self, Error> {
        let bytes = index.side_file(FORGOTTEN_FILE)?;
        Self::of(bytes.as_deref()).map_err(|what| {
            Error::Index(seoji_schema::Error::Damaged {
                path: index.path().to_path_buf(),
                what,
            })
        })
    }

    /// The list that a build carries on, whatever made the index that it replaces; one that cannot be read is told.
    pub(crate) fn read_for_build(index: &IndexFolder, told: &mut Listing) -> Result<Self, Error> {
        let bytes = index.side_file_of_any_format(FORGOTTEN_FILE)?;
        Ok(Self::of(bytes.as_deref()).unwrap_or_else(|what| {
            told.warnings.push(Warning {
                path: index.path().to_path_buf(),
                line: None,
                message: format!("{what}; what was forgotten is in the index again"),
            });
            Self::default()
        }))
    }

    fn of(bytes: Option<&[u8]>) -> Result<Self, String> {
        let Some(bytes) = bytes else {
            return Ok(Self::default());
        };
        let list: Self = serde_json::from_slice(bytes)
            .map_err(|error| format!("the list of forgotten documents: {error}"))?;
        match list.version {
            LIST_VERSION => Ok(list),
            other => Err(format!(
                "the list of forgotten documents has version {other}"
            )),
        }
    }

    /// Puts the list into a generation. Most have none; then there is no file.
    pub(crate) fn write(&self, generation: &NewGeneration) -> Result<(), Error> {
        if self.documents.is_empty() {
            return Ok(());
        }
        let bytes = serde_json::to_vec(self).expect("a list holds only strings and numbers");
        Ok(generation.write_side_file(FORGOTTEN_FILE, &bytes)?)
    }

    /// Takes the documents out of what was listed; tells how many there were.
    pub(crate) fn take_from(&self, listing: &mut Listing) -> u64 {
        let before = listing.files.len();
        if !self.documents.is_empty() {
            listing.files.retain(|file| !self.holds(file));
        }
        (before - listing.files.len()) as u64
    }

    fn holds(&self, file: &SourceFile) -> bool {
        let name = file_name(&file.path);
        self.documents
            .binary_search_by(|known| {
                (known.id.as_str(), known.file.as_str()).cmp(&(file.id.as_str(), name.as_str()))
            })
            .is_ok()
    }
}

/// Takes documents, named by id or by path, out of the index in the folder `index` and keeps them out.
///
/// They leave at once: no other change of the corpus is looked for. Their text stays in the files of the index until
/// these are merged and the generation before is gone.
///
/// # Errors
/// A name that no document has (then nothing is done); as [`update`](crate::update).
pub fn forget(index: impl Into<IndexFolder>, documents: &[String]) -> Result<Report, Error> {
    let begun = Instant::now();
    let folder = index.into();
    let (fingerprint, _) = whole(&folder, &Analyzer::embedded())?;
    let generation = folder.begin()?;
    let mut table = FileTable::read(&folder)?.ok_or_else(|| Error::CannotUpdate {
        path: folder.path().to_path_buf(),
        reason: "it does not say which files it was made of".to_owned(),
    })?;
    let before = folder.manifest()?;
    let mut list = ForgottenList::read(&folder)?;
    let mut gone = Vec::new();
    for document in documents {
        let row = find(document, &table, &before).ok_or_else(|| Error::NoDocument {
            document: document.clone(),
            path: folder.path().to_path_buf(),
        })?;
        gone.push(row.id.clone());
        list.documents.push(Forgotten {
            id: row.id.clone(),
            file: file_name(Path::new(&row.path)),
        });
    }
    list.documents.sort();
    list.documents.dedup();
    table.rows.retain(|row| !gone.contains(&row.id));
    let known_documents = documents::known(&folder)?;
    generation.inherit(&[FILE_TABLE, FORGOTTEN_FILE, DOCUMENTS_FILE, COPIES_FILE])?;
    writer::delete(&gone, generation.folder(), &Fields::new())?;
    generation.keep_only(&kept_files(generation.folder(), &before)?)?;
    write_tables(&table, &known_documents, &generation)?;
    list.write(&generation)?;
    let mut report = table.report();
    report.forgotten = list.documents.len() as u64;
    let corpora: Vec<_> = before.corpus.iter().map(Into::into).collect();
    let manifest = Manifest {
        from_program: before.from_program,
        fields: before.fields.clone(),
        ..manifest(&report, &corpora, fingerprint, before.dictionary.clone())
    };
    let published = generation.publish(manifest)?;
    report.generation = published.generation;
    seen::carry(&folder, before.generation, &mut report);
    report.elapsed = begun.elapsed();
    Ok(report)
}

/// Takes documents, named by the id that they had or by their file, off the list: the next update reads them again.
///
/// # Errors
/// A name that is not on the list (then nothing is done); as [`update`](crate::update).
pub fn remember(index: impl Into<IndexFolder>, documents: &[String]) -> Result<(), Error> {
    let folder = index.into();
    whole(&folder, &Analyzer::embedded())?;
    let generation = folder.begin()?;
    let mut list = ForgottenList::read(&folder)?;
    for document in documents {
        let known = list.documents.len();
        let name = file_name(Path::new(document));
        let by_id = list.documents.iter().any(|known| known.id == *document);
        list.documents.retain(|known| match by_id {
            true => known.id != *document,
            // The path of a file ends with the id and the extension.
            false => {
                known.file != name || !Path::new(document).with_extension("").ends_with(&known.id)
            }
        });
        if list.documents.len() == known {
            return Err(Error::NoDocument {
                document: document.clone(),
                path: folder.path().to_path_buf(),
            });
        }
    }
    let before = generation.inherit(&[FORGOTTEN_FILE])?;
    list.write(&generation)?;
    generation.publish(before)?;
    Ok(())
}

/// The documents that stay away from the index in the folder `index`, in order of their ids.
///
/// # Errors
/// As [`update`](crate::update).
pub fn forgotten(index: impl Into<IndexFolder>) -> Result<Vec<Forgotten>, Error> {
    Ok(ForgottenList::read(&index.into())?.documents)
}

/// The file that is meant by the id of its document or by its path.
fn find<'t>(document: &str, table: &'t FileTable, manifest: &Manifest) -> Option<&'t FileRow> {
    if let Some(row) = table.rows.iter().find(|row| row.id == document) {
        return Some(row);
    }
    let wanted = Path::new(document);
    let canonical = wanted.canonicalize().ok();
    table.rows.iter().find(|row| {
        let path = Path::new(&row.path);
        if path.file_name() != wanted.file_name() {
            return false;
        }
        if path == wanted {
            return true;
        }
        let from_here = table.corpora.iter().zip(&manifest.corpus);
        let mut places = from_here.filter_map(|(given, absolute)| {
            let below = path.strip_prefix(given).ok()?;
            let absolute = Path::new(absolute);
            Some(if below.as_os_str().is_empty() {
                absolute.to_path_buf()
            } else {
                absolute.join(below)
            })
        });
        places.any(|place| canonical.is_some() && place.canonicalize().ok() == canonical)
    })
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
