//! The manifest of a generation: what it is, what made it, which files belong to it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::Error;

/// Version of the index format: fields, records and files.
pub const FORMAT_VERSION: u32 = 2;

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
    /// Bytes of source text.
    pub text_bytes: u64,
    /// Passages by language (ISO 639-1 code).
    pub languages: BTreeMap<String, u64>,
    /// Files of the generation with their lengths, in order of name.
    pub files: Vec<FileEntry>,
}

/// A file of a generation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Name inside the generation's folder.
    pub name: String,
    /// Length in bytes.
    pub bytes: u64,
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
    pub(crate) fn read(folder: &Path, index: &Path) -> Result<Self, Error> {
        let damaged = |what: String| Error::Damaged {
            path: index.to_path_buf(),
            what,
        };
        let path = folder.join(MANIFEST_FILE);
        let bytes = std::fs::read(&path).map_err(|source| match source.kind() {
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
        let manifest: Self = serde_json::from_slice(&bytes).map_err(unreadable)?;
        for file in &manifest.files {
            let path = folder.join(&file.name);
            match std::fs::metadata(&path) {
                Ok(found) if found.len() == file.bytes => {}
                Ok(found) => {
                    let (name, found, expected) = (&file.name, found.len(), file.bytes);
                    return Err(damaged(format!(
                        "{name} has {found} bytes where {expected} were written"
                    )));
                }
                Err(source) if source.kind() == std::io::ErrorKind::NotFound => {
                    return Err(damaged(format!("{} is missing", file.name)));
                }
                Err(source) => return Err(Error::io("read", &path, source)),
            }
        }
        Ok(manifest)
    }
}
