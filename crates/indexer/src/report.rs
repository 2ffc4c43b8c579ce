//! What a build tells of itself: progress on the way, a report at the end.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// What a build did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// Documents in the index.
    pub documents: u64,
    /// Passages in the index.
    pub passages: u64,
    /// Sections found.
    pub sections: u64,
    /// Bibliography entries and notes found.
    pub entries: u64,
    /// Citation markers found.
    pub markers: u64,
    /// Bytes of text read.
    pub text_bytes: u64,
    /// Passages by language, an ISO 639-1 code.
    pub languages: BTreeMap<String, u64>,
    /// What was odd in files that are in the index, in corpus order.
    pub warnings: Vec<Warning>,
    /// Files that are not in the index, with the reason, in corpus order.
    pub skipped: Vec<Skipped>,
    /// Files and folders that `.gitignore`, `.ignore` and `.searchignore` left out, in order of their paths.
    pub ignored: Vec<PathBuf>,
    /// Files that were passed over because [`forget`](crate::forget) was told so.
    pub forgotten: u64,
    /// Files that a build which was interrupted had read already.
    pub resumed: u64,
    /// Number of the generation that was written.
    pub generation: u64,
    /// How long it took.
    pub elapsed: Duration,
}

impl Report {
    /// Documents that could not be read or hold no text.
    pub(crate) fn unreadable(&self) -> u64 {
        self.skipped.iter().filter(|skipped| skipped.failed).count() as u64
    }
}

/// Something odd in a file that is in the index nevertheless.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Warning {
    /// The file.
    pub path: PathBuf,
    /// Its line, counted from 1, when the oddity has a place.
    pub line: Option<usize>,
    /// What was odd, lower case, without a full stop.
    pub message: String,
}

/// A file that is not in the index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Skipped {
    /// The file.
    pub path: PathBuf,
    /// Why, lower case, without a full stop.
    pub reason: String,
    /// Whether the file should have been read (as against a file that is no document).
    pub failed: bool,
    /// What it is.
    pub kind: SkippedKind,
}

/// What a file is that is not in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SkippedKind {
    /// No document: a picture, a program, a link that leads nowhere.
    Other,
    /// A document that holds no text.
    WithoutText,
    /// A document that could not be read.
    Unreadable,
    /// A document that only a password opens.
    Encrypted,
    /// A document that is larger than the memory of the build had room for.
    TooLarge,
}

impl Skipped {
    pub(crate) fn new(path: impl Into<PathBuf>, reason: String, kind: SkippedKind) -> Self {
        Self {
            path: path.into(),
            reason,
            failed: kind != SkippedKind::Other,
            kind,
        }
    }
}

/// Hears of a build's progress; called from several threads.
pub trait Progress: Sync {
    /// The corpus was listed.
    fn start(&self, files: u64, bytes: u64);
    /// A file was read and analysed, or passed over.
    fn file(&self, path: &Path, bytes: u64);
    /// All is read; the index is being written and made durable.
    fn finish(&self);
}

/// Hears nothing.
pub struct Silent;

impl Progress for Silent {
    fn start(&self, _files: u64, _bytes: u64) {}
    fn file(&self, _path: &Path, _bytes: u64) {}
    fn finish(&self) {}
}
