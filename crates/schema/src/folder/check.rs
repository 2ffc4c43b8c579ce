//! Looks at every byte of the current generation: is it what was written, and does it hold together?

use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde::Serialize;
use sha2::{Digest, Sha256};
use tantivy::schema::Value;
use tantivy::{Index, TantivyDocument};

use super::IndexFolder;
use crate::storage::{Folder, Storage};
use crate::{Error, Fields, FileEntry, Manifest, PassageRecord, ReadOnlyDirectory, Record, hex};

/// So many damages are told; a disk that lost more is told enough.
const MOST_DAMAGES: usize = 100;

/// What a look at every byte of an index found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Check {
    /// Number of the generation that was checked; 0 when there is none to check.
    pub generation: u64,
    /// The folders or files that were read, as absolute paths.
    pub corpus: Vec<String>,
    /// Files that were checked.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Documents that were read.
    pub documents: u64,
    /// Passages that were read.
    pub passages: u64,
    /// Ids of the documents, in index order.
    #[serde(skip)]
    pub ids: Vec<String>,
    /// What is wrong; nothing when the index is whole.
    pub damages: Vec<Damage>,
    /// The generation before that answers in the place of a damaged one.
    pub fallback: Option<u64>,
}

/// Something wrong in an index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Damage {
    /// The file, when it is one file's.
    pub file: Option<PathBuf>,
    /// What is wrong, lower case, without a full stop.
    pub what: String,
}

impl Check {
    /// Adds a damage.
    pub fn add(&mut self, file: Option<&Path>, what: impl Into<String>) {
        if self.damages.len() < MOST_DAMAGES {
            self.damages.push(Damage {
                file: file.map(Path::to_path_buf),
                what: what.into(),
            });
        }
    }
}

impl IndexFolder {
    /// Looks at every byte of the current generation: lengths and checksums of its files, all records, and whether
    /// documents, passages and the manifest agree.
    ///
    /// Damage is no error but what this is for.
    ///
    /// # Errors
    /// No index, an unfinished one, one of another format or another analysis; the operating system refuses.
    pub fn check(&self, fingerprint: &str) -> Result<Check, Error> {
        let mut check = Check::default();
        let number = match self.read_pointer() {
            Ok(number) => number,
            Err(Error::Damaged { what, .. }) => {
                check.add(Some(&self.path.join(super::POINTER_FILE)), what);
                self.generations()?.pop().unwrap_or(0)
            }
            Err(error) => return Err(error),
        };
        check.generation = number;
        let folder = self.generation_folder(number);
        match Manifest::read_alone(&folder, &self.path) {
            Ok(manifest) if manifest.fingerprint != fingerprint => {
                return Err(Error::OtherAnalysis {
                    path: self.path.clone(),
                    found: manifest.fingerprint,
                    expected: fingerprint.to_owned(),
                });
            }
            Ok(manifest) => check_generation(&folder, &manifest, &mut check)?,
            Err(Error::Damaged { what, .. }) => {
                check.add(
                    Some(&folder.path().join(crate::manifest::MANIFEST_FILE)),
                    what,
                );
            }
            Err(error) => return Err(error),
        }
        if !check.damages.is_empty() {
            let before = self.generations()?.into_iter().rev();
            check.fallback = before
                .filter(|&before| before < number)
                .find(|&before| self.open_generation(before, fingerprint).is_ok());
        }
        Ok(check)
    }
}

fn check_generation(folder: &Folder, manifest: &Manifest, check: &mut Check) -> Result<(), Error> {
    check.corpus.clone_from(&manifest.corpus);
    for file in &manifest.files {
        let path = folder.path().join(&file.name);
        check.files += 1;
        check.bytes += file.bytes;
        if let Some(what) = file.length_damage(folder)? {
            check.add(Some(&path), what);
        } else if let Some(expected) = &file.sha256
            && *expected != sha256(folder.storage(), &path)?
        {
            check.add(Some(&path), "its content is not what was written");
        }
    }
    // The engine trusts what it is given; it gets only what has the right length.
    if !check.damages.is_empty() {
        return Ok(());
    }
    let directory = ReadOnlyDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
    let index = match Index::open(directory) {
        Ok(index) => index,
        Err(error) => {
            check.add(
                Some(folder.path()),
                format!("the engine cannot open it: {error}"),
            );
            return Ok(());
        }
    };
    for file in &manifest.files {
        if !FileEntry::is_of_segment(&file.name) {
            continue;
        }
        let path = folder.path().join(&file.name);
        match index.directory().validate_checksum(Path::new(&file.name)) {
            Ok(true) => {}
            Ok(false) => check.add(Some(&path), "its content is not what was written"),
            Err(error) => check.add(Some(&path), format!("its checksum cannot be read: {error}")),
        }
    }
    if check.damages.is_empty()
        && let Err(error) = check_records(&index, check)
    {
        check.add(
            Some(folder.path()),
            format!("the engine cannot read it: {error}"),
        );
    }
    if check.damages.is_empty() {
        for (name, found, expected) in [
            ("documents", check.documents, manifest.documents),
            ("passages", check.passages, manifest.passages),
        ] {
            if found != expected {
                let what = format!("{found} {name} where the manifest says {expected}");
                check.add(Some(folder.path()), what);
            }
        }
    }
    Ok(())
}

/// A document whose passages are being read.
struct Open {
    id: String,
    passages: u32,
    seen: u32,
}

impl Open {
    fn takes(&self, passage: &PassageRecord) -> bool {
        passage.document == self.id && passage.ordinal == self.seen
    }

    fn close(self, check: &mut Check) {
        if self.seen != self.passages {
            let (id, seen, passages) = (self.id, self.seen, self.passages);
            check.add(
                None,
                format!("{id}: {seen} of its {passages} passages are there"),
            );
        }
    }
}

/// Reads all records: each document's own, and behind it its passages in their order.
fn check_records(index: &Index, check: &mut Check) -> tantivy::Result<()> {
    let field = Fields::new().record;
    let reader: tantivy::IndexReader = index
        .reader_builder()
        .reload_policy(tantivy::ReloadPolicy::Manual)
        .try_into()?;
    for segment in reader.searcher().segment_readers() {
        let store = segment.get_store_reader(1)?;
        let mut open: Option<Open> = None;
        for document in store.iter::<TantivyDocument>(segment.alive_bitset()) {
            let document = document?;
            let bytes = document.get_first(field).and_then(|value| value.as_bytes());
            match Record::from_bytes(bytes.unwrap_or_default()) {
                Ok(Record::Document(document)) => {
                    if let Some(before) = open.take() {
                        before.close(check);
                    }
                    check.documents += 1;
                    check.ids.push(document.id.clone());
                    open = Some(Open {
                        id: document.id,
                        passages: document.passages,
                        seen: 0,
                    });
                }
                Ok(Record::Passage(passage)) => {
                    check.passages += 1;
                    match &mut open {
                        Some(open) if open.takes(&passage) => open.seen += 1,
                        _ => check.add(None, format!("passage {} is out of place", passage.id)),
                    }
                }
                Err(error) => check.add(None, error.to_string()),
            }
        }
        if let Some(last) = open {
            last.close(check);
        }
    }
    Ok(())
}

/// SHA-256 of a file in hexadecimal digits.
pub(super) fn sha256(storage: &Storage, path: &Path) -> Result<String, Error> {
    let read = || -> std::io::Result<String> {
        let mut file = storage.open(path)?;
        let mut hash = Sha256::new();
        let mut buffer = vec![0; 64 * 1024];
        loop {
            match file.read(&mut buffer)? {
                0 => break,
                read => hash.update(&buffer[..read]),
            }
        }
        Ok(hex(&hash.finalize()))
    };
    read().map_err(|source| Error::io("read", path, source))
}
