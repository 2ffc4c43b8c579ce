//! Libraries of references that a build is given beside its corpus: the database of Zotero, a file that was exported.

use std::path::{Path, PathBuf};

use seoji_document::{Bibliography, Source};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::beside::meant;
use crate::corpus::name_id;

#[cfg(feature = "zotero")]
mod zotero;

/// The name of Zotero's database in its folder.
pub(crate) const ZOTERO_FILE: &str = "zotero.sqlite";

/// A library of references whose works and files become documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Library {
    /// The folder of a copy of a Zotero library: `zotero.sqlite` and `storage`.
    Zotero(PathBuf),
    /// A file of BibTeX, CSL-JSON or RIS that names the files of its works.
    File(PathBuf),
}

/// A library that was read.
#[derive(Debug)]
pub(crate) struct OpenLibrary {
    /// Its own file.
    pub(crate) path: PathBuf,
    pub(crate) bibliography: Bibliography,
    /// What its file stands for, where that is not its own content: the works as CSL-JSON.
    pub(crate) content: Option<Vec<u8>>,
    /// The files of its works that exist, with the ids that they ask for.
    pub(crate) files: Vec<(String, PathBuf)>,
}

impl Library {
    /// The library's own file.
    pub fn path(&self) -> PathBuf {
        match self {
            Self::Zotero(folder) => folder.join(ZOTERO_FILE),
            Self::File(path) => path.clone(),
        }
    }

    /// Reads the library.
    ///
    /// # Errors
    /// A file that is missing, cannot be read, or is no library.
    pub(crate) fn open(&self) -> Result<OpenLibrary, Error> {
        let path = self.path();
        let unread = |reason: String| Error::Library {
            path: path.clone(),
            reason,
        };
        let (name, bytes) = match self {
            Self::Zotero(folder) => (Path::new("zotero.csljson"), works_of_zotero(folder, &path)?),
            Self::File(_) => {
                let bytes = std::fs::read(&path).map_err(|error| unread(error.to_string()))?;
                (path.as_path(), bytes)
            }
        };
        let source = Source {
            path: name,
            bytes: &bytes,
        };
        let (bibliography, _) = Bibliography::read(&source)
            .ok_or_else(|| unread("no bibliography in BibTeX, CSL-JSON or RIS".to_owned()))?;
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        let mut files = Vec::new();
        for file in bibliography.items().iter().flat_map(|item| &item.files) {
            let file = meant(&file.path, &folder);
            if file.is_file() {
                files.push((id(&file, &folder), file));
            }
        }
        files.sort();
        files.dedup();
        let content = matches!(self, Self::Zotero(_)).then_some(bytes);
        Ok(OpenLibrary {
            path,
            bibliography,
            content,
            files,
        })
    }
}

/// The id that a file of a library asks for: its path below the library's folder, of one elsewhere its name.
fn id(file: &Path, folder: &Path) -> String {
    match file.strip_prefix(folder) {
        Ok(below) => name_id(below),
        Err(_) => name_id(&Path::new("linked").join(file.file_name().unwrap_or_default())),
    }
}

#[cfg(feature = "zotero")]
fn works_of_zotero(folder: &Path, database: &Path) -> Result<Vec<u8>, Error> {
    zotero::works(folder, database)
}

#[cfg(not(feature = "zotero"))]
fn works_of_zotero(_: &Path, database: &Path) -> Result<Vec<u8>, Error> {
    Err(Error::Library {
        path: database.to_path_buf(),
        reason: "this program was built without the feature zotero".to_owned(),
    })
}
