//! The fingerprint of a dictionary: one number for its content, embedded or in a folder.
//!
//! Shared by the build script and the library, so that the same files have the same fingerprint in both.

use sha2::{Digest, Sha256};

/// The files of a dictionary in the form of lindera-dictionary 6.2, in the order of the fingerprint.
pub(crate) const FILES: [&str; 9] = [
    "char_def.bin",
    "dict.trie",
    "dict.vals",
    "dict.valsidx",
    "dict.words",
    "dict.wordsidx",
    "matrix.mtx",
    "metadata.json",
    "unk.bin",
];

/// SHA-256 over name, length and content of each file.
pub(crate) struct Fingerprint(Sha256);

impl Fingerprint {
    /// Of no file yet.
    pub(crate) fn new() -> Fingerprint {
        Fingerprint(Sha256::new())
    }

    /// Adds a file.
    pub(crate) fn add(&mut self, name: &str, content: &[u8]) {
        self.0.update(name);
        self.0.update([0]);
        self.0.update((content.len() as u64).to_le_bytes());
        self.0.update(content);
    }

    /// The 32 bytes.
    pub(crate) fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}
