//! The user's own words as a generation keeps them: its terms were made with these, and its readers use them.

use std::path::Path;

use seoji_analysis::UserDictionary;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::storage::Folder;
use crate::{Error, hex};

/// Name of the side file of a generation that holds the words, in the form that users write them.
pub const USER_DICTIONARY_FILE: &str = "dictionary.txt";

/// What a manifest says of the words of its generation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DictionaryCopy {
    /// The files that they were read from, as they were given.
    pub files: Vec<String>,
    /// Whether the file was named, as against found beside the corpus.
    pub named: bool,
    /// Number of words.
    pub words: u64,
    /// SHA-256 of the side file, in hexadecimal digits.
    pub sha256: String,
}

impl DictionaryCopy {
    /// What is said of these words.
    pub fn new(files: Vec<String>, named: bool, words: &UserDictionary) -> Self {
        Self {
            files,
            named,
            words: words.len() as u64,
            sha256: sha256(words.to_text().as_bytes()),
        }
    }

    /// The words, from the generation in `folder`; `index` names the index in messages.
    pub(crate) fn read(&self, folder: &Folder, index: &Path) -> Result<UserDictionary, Error> {
        let damaged = |what: String| Error::Damaged {
            path: index.to_path_buf(),
            what,
        };
        let path = folder.path().join(USER_DICTIONARY_FILE);
        let read = folder.storage().read(&path);
        let bytes = read.map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => damaged(format!("{} is missing", path.display())),
            _ => Error::io("read", &path, source),
        })?;
        let mut words = UserDictionary::default();
        let text = String::from_utf8_lossy(&bytes);
        if sha256(&bytes) != self.sha256 || !words.add(&text).is_empty() {
            return Err(damaged(format!(
                "{USER_DICTIONARY_FILE} is not what was written"
            )));
        }
        Ok(words)
    }
}

fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
