//! The manifest of a generation: what it is, what made it, which files belong to it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::storage::Folder;
use crate::{DictionaryCopy, Error, FieldKind};

/// Version of the index format: fields, records and files.
pub const FORMAT_VERSION: u32 = 6;

/// The manifest of a generation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT_VERSION`] of the writer.
    pub format: u32,
    /// Fingerprint of the analysis that made the terms.
    pub fingerprint: String,
    /// Number of the generation, counted from 1.
    pub generation: u64,
    /// When it was finished, seconds since 1970-01-01 UTC.
    pub created: u64,
    /// Version of the program that wrote it.
    pub program: String,
    /// The folders or files that were read, as absolute paths.
    pub corpus: Vec<String>,
    /// Number of documents.
    pub documents: u64,
    /// Number of passages.
    pub passages: u64,
    /// Files that could not be read or hold no text.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unreadable: u64,
    /// Bytes of source text.
    pub text_bytes: u64,
    /// Passages by language (ISO 639-1 code).
    pub languages: BTreeMap<String, u64>,
    /// The user's own words that its terms were made with; none where there was no list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dictionary: Option<DictionaryCopy>,
    /// Whether its documents came from a program rather than from the files of a corpus.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub from_program: bool,
    /// The fields that a program gave its documents, and what their values are.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, FieldKind>,
    /// Files of the generation with their lengths, in order of name.
    pub files: Vec<FileEntry>,
}

fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// A file of a generation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Name inside the generation's folder.
    pub name: String,
    /// Length in bytes.
    pub bytes: u64,
    /// SHA-256 of its content in hexadecimal digits, for files that do not carry a checksum of their own as the
    /// engine's segments do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

impl FileEntry {
    /// Whether a name is that of a file of one of the engine's segments, which all carry a checksum: the segment's
    /// 32 hexadecimal digits, a dot, and what it is.
    pub fn is_of_segment(name: &str) -> bool {
        name.split_once('.').is_some_and(|(segment, _)| {
            segment.len() == 32 && segment.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
    }

    /// What is wrong with the length of the file in `folder`, if anything.
    ///
    /// # Errors
    /// The operating system refuses.
    pub(crate) fn length_damage(&self, folder: &Folder) -> Result<Option<String>, Error> {
        let path = folder.path().join(&self.name);
        match folder.storage().inspect(&path) {
            Ok(found) if found.len() == self.bytes => Ok(None),
            Ok(found) => Ok(Some(format!(
                "{} has {} bytes where {} were written",
                self.name,
                found.len(),
                self.bytes
            ))),
            Err(source) if source.kind() == std::io::ErrorKind::NotFound => {
                Ok(Some(format!("{} is missing", self.name)))
            }
            Err(source) => Err(Error::io("read", &path, source)),
        }
    }
}

/// Name of the manifest inside a generation's folder.
pub(crate) const MANIFEST_FILE: &str = "manifest.json";

/// What is read of a manifest before its format is known to be ours.
#[derive(Deserialize)]
struct FormatOnly {
    format: u32,
}

impl Manifest {
    /// Reads and checks the manifest of the generation in `folder`; `index` names the index in messages.
    pub(crate) fn read(folder: &Folder, index: &Path) -> Result<Self, Error> {
        let manifest = Self::read_alone(folder, index)?;
        for file in &manifest.files {
            if let Some(what) = file.length_damage(folder)? {
                return Err(Error::Damaged {
                    path: index.to_path_buf(),
                    what,
                });
            }
        }
        Ok(manifest)
    }

    /// Reads the manifest without a look at the files that it names.
    pub(crate) fn read_alone(folder: &Folder, index: &Path) -> Result<Self, Error> {
        let damaged = |what: String| Error::Damaged {
            path: index.to_path_buf(),
            what,
        };
        let path = folder.path().join(MANIFEST_FILE);
        let read = folder.storage().read(&path);
        let bytes = read.map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => damaged(format!("{} is missing", path.display())),
            _ => Error::io("read", &path, source),
        })?;
        let unreadable = |error: serde_json::Error| damaged(format!("{}: {error}", path.display()));
        let FormatOnly { format } = serde_json::from_slice(&bytes).map_err(unreadable)?;
        if format != FORMAT_VERSION {
            return Err(Error::OtherFormat {
                path: index.to_path_buf(),
                found: format,
                expected: FORMAT_VERSION,
            });
        }
        serde_json::from_slice(&bytes).map_err(unreadable)
    }
}
