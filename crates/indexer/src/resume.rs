//! A build that was interrupted goes on where it was: partitions that were complete and durable are taken over.
//!
//! A partition that is complete gets a seal: what it was made of and what it gave, written when all its files are on
//! the disk. The next build takes it over when it would make the same partition: the same files under the same ids and
//! numbers, none of which has changed, by the same program, format and analysis.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use seoji_analysis::UserDictionary;
use seoji_schema::{FORMAT_VERSION, Folder};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::beside::Besides;
use crate::corpus::SourceFile;
use crate::files::{FileRow, Stamp};
use crate::transcripts::library_stamp;

/// Name of the seal in the folder of a partition; what begins with a dot is no part of an index.
const SEAL_FILE: &str = ".sealed";

/// What a complete partition was made of and what it gave.
#[derive(Serialize, Deserialize)]
struct Seal {
    key: [u8; 32],
    /// Its files and their lengths in bytes: a build that was interrupted later may have moved some of them on.
    files: Vec<(String, u64)>,
    rows: Vec<FileRow>,
}

type Sealed = (PathBuf, Vec<FileRow>);

impl Seal {
    /// Whether all its files are still in the folder.
    fn is_whole(&self, folder: &Folder) -> bool {
        self.files.iter().all(|(name, bytes)| {
            let found = folder.storage().inspect(&folder.path().join(name));
            found.is_ok_and(|found| found.len() == *bytes)
        })
    }
}

/// The complete partitions that interrupted builds left behind.
pub(crate) struct Earlier {
    fingerprint: String,
    /// The user's own words, which are part of the analysis.
    words: String,
    /// The folder of each and its rows, by key.
    sealed: Mutex<BTreeMap<[u8; 32], Sealed>>,
    /// Files that needed no reading.
    resumed: AtomicU64,
}

impl Earlier {
    /// Looks for complete partitions in the folders of unfinished generations.
    pub(crate) fn find(leftovers: &[Folder], fingerprint: &str, words: &UserDictionary) -> Self {
        let mut sealed = BTreeMap::new();
        for leftover in leftovers {
            // What cannot be read cannot be taken over; it is read from the corpus again.
            let storage = leftover.storage();
            for part in storage.list(leftover.path()).into_iter().flatten() {
                let seal = storage.read(&part.path().join(SEAL_FILE)).ok();
                if let Some(seal) = seal.and_then(|bytes| postcard::from_bytes::<Seal>(&bytes).ok())
                    && seal.is_whole(&Folder::new(part.path(), storage.clone()))
                {
                    sealed.insert(seal.key, (part.path(), seal.rows));
                }
            }
        }
        Self {
            fingerprint: fingerprint.to_owned(),
            words: words.to_text(),
            sealed: Mutex::new(sealed),
            resumed: AtomicU64::new(0),
        }
    }

    /// Moves the partition of these files to `folder` if there is one and none of them has changed; gives its rows.
    pub(crate) fn take(
        &self,
        files: &[SourceFile],
        numbers: &[u32],
        besides: &Besides,
        folder: &Folder,
    ) -> Option<Vec<FileRow>> {
        let (path, rows) = self.sealed.lock().ok()?.remove(&self.key(files, numbers))?;
        let unchanged = rows.len() == files.len()
            && files.iter().zip(&rows).all(|(file, row)| {
                let stamp =
                    fs::metadata(&file.path).map_or(Stamp::default(), |found| Stamp::of(&found));
                row.beside == besides.hash(&file.path, &row.keys)
                    && row
                        .is_unchanged(stamp)
                        .unwrap_or_else(|| row.has_content_of(&file.path))
            });
        if !unchanged || folder.storage().rename(&path, folder.path()).is_err() {
            return None;
        }
        self.resumed.fetch_add(rows.len() as u64, Ordering::Relaxed);
        Some(rows)
    }

    /// Makes a partition durable and says what it is.
    ///
    /// # Errors
    /// The operating system refuses.
    pub(crate) fn seal(
        &self,
        files: &[SourceFile],
        numbers: &[u32],
        folder: &Folder,
        rows: &[FileRow],
    ) -> Result<(), seoji_schema::Error> {
        let seal = || -> std::io::Result<()> {
            let (storage, path) = (folder.storage(), folder.path());
            let mut sealed = Vec::new();
            for file in storage.list(path)? {
                storage.sync(&file.path())?;
                if let Ok(name) = file.file_name().into_string() {
                    sealed.push((name, storage.inspect(&file.path())?.len()));
                }
            }
            let bytes = postcard::to_stdvec(&Seal {
                key: self.key(files, numbers),
                files: sealed,
                rows: rows.to_vec(),
            })
            .expect("a seal holds only strings and numbers, which always serialise");
            // The names of the files before that of the seal.
            storage.sync_folder(path)?;
            storage.replace(&path.join(SEAL_FILE), &bytes)
        };
        seal().map_err(|source| seoji_schema::Error::io("write", folder.path(), source))
    }

    /// How many files needed no reading.
    pub(crate) fn resumed(&self) -> u64 {
        self.resumed.load(Ordering::Relaxed)
    }

    fn key(&self, files: &[SourceFile], numbers: &[u32]) -> [u8; 32] {
        let mut hash = Sha256::new();
        let mut add = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        };
        add(env!("CARGO_PKG_VERSION").as_bytes());
        add(&FORMAT_VERSION.to_le_bytes());
        add(self.fingerprint.as_bytes());
        add(library_stamp().unwrap_or_default().as_bytes());
        add(self.words.as_bytes());
        for (file, number) in files.iter().zip(numbers) {
            add(file.path.as_os_str().as_encoded_bytes());
            add(file.id.as_bytes());
            add(&number.to_le_bytes());
        }
        hash.finalize().into()
    }
}
