//! The table of source files: what an update compares the corpus with, and what each file gave.
//!
//! It is a side file of a generation that no search reads. Unchanged files are told by length, time and number in the
//! file system, and by their content where these cannot tell (as git does for files written while it looked).

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::path::Path;

use seoji_schema::{IndexFolder, NewGeneration, nanoseconds};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Error;
use crate::copies::Signature;
use crate::corpus::SourceFile;
use crate::ignored::IgnoreRules;
use crate::library::Library;
use crate::report::{Report, Skipped, SkippedKind, Warning};

/// Name of the side file.
pub(crate) const FILE_TABLE: &str = "files";
/// Version of its layout.
const TABLE_VERSION: u32 = 3;
/// A file changed so shortly before it was read may have changed again within the clock's grain: two seconds is that
/// of the coarsest file system in use (FAT).
const RACY_NANOSECONDS: i128 = 2_000_000_000;

/// All files that a generation was made of or had to pass over, in order of their documents' ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileTable {
    version: u32,
    /// The corpora as the builder was given them.
    pub(crate) corpora: Vec<String>,
    /// The libraries of references beside them.
    pub(crate) libraries: Vec<Library>,
    /// Whether rules in the corpora count.
    pub(crate) ignore: IgnoreRules,
    /// The number that the next new document gets.
    pub(crate) next_number: u32,
    /// The files.
    pub(crate) rows: Vec<FileRow>,
}

/// A file of the corpus when it was last read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileRow {
    /// Path as the builder was given it.
    pub(crate) path: String,
    /// Id of its document.
    pub(crate) id: String,
    /// What the file system said before it was read.
    pub(crate) stamp: Stamp,
    /// When it was read, nanoseconds since 1970-01-01 UTC.
    pub(crate) read_at: i128,
    /// SHA-256 of its content; none where it could not be read.
    pub(crate) hash: Option<[u8; 32]>,
    /// What stood beside it, see [`crate::beside::Besides::hash`].
    pub(crate) beside: Option<[u8; 32]>,
    /// Keys by which it cites works that a bibliography beside it may hold.
    pub(crate) keys: Vec<String>,
    /// What it gave.
    pub(crate) share: Share,
}

/// What the file system tells of a file without reading it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp {
    /// Length in bytes.
    pub(crate) bytes: u64,
    /// Time of the last change, nanoseconds since 1970-01-01 UTC; 0 where there is none.
    pub(crate) modified: i128,
    /// Number in the file system; 0 where there is none.
    pub(crate) inode: u64,
}

/// What one file adds to the counts of an index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Share {
    /// Whether it is a document of the index.
    pub(crate) indexed: bool,
    /// Passages.
    pub(crate) passages: u64,
    /// Sections.
    pub(crate) sections: u64,
    /// Bibliography entries and notes.
    pub(crate) entries: u64,
    /// Citation markers.
    pub(crate) markers: u64,
    /// Bytes of text.
    pub(crate) text_bytes: u64,
    /// Passages by language, an ISO 639-1 code.
    pub(crate) languages: BTreeMap<String, u64>,
    /// What was odd: line, counted from 1, and message.
    pub(crate) warnings: Vec<(Option<u32>, String)>,
    /// Why it is not in the index, and what it is.
    pub(crate) skipped: Option<(String, SkippedKind)>,
    /// What its text is compared with others by; none where it has hardly any.
    pub(crate) signature: Option<Signature>,
}

impl Stamp {
    /// The stamp of a file.
    pub(crate) fn of(metadata: &Metadata) -> Self {
        let modified = metadata.modified().map_or(0, nanoseconds);
        #[cfg(unix)]
        let inode = std::os::unix::fs::MetadataExt::ino(metadata);
        #[cfg(not(unix))]
        let inode = 0;
        Self {
            bytes: metadata.len(),
            modified,
            inode,
        }
    }
}

impl FileRow {
    /// Whether the file is as it was read, as far as the file system can tell; `None` where only its content can.
    pub(crate) fn is_unchanged(&self, now: Stamp) -> Option<bool> {
        match (&self.hash, &self.share.skipped) {
            // Leave to read it may come without a new time.
            (None, Some((_, SkippedKind::Unreadable))) => return None,
            // Whatever it is now, if it is no document nothing has changed.
            (None, Some((_, SkippedKind::Other))) if self.stamp != now => return None,
            _ => {}
        }
        if self.stamp.bytes != now.bytes {
            return Some(false);
        }
        if self.stamp != now || self.is_racy() {
            return None;
        }
        Some(true)
    }

    /// Whether the file may have changed after it was read without that its time shows it. A time ahead of the clock
    /// tells nothing either.
    fn is_racy(&self) -> bool {
        self.stamp.modified + RACY_NANOSECONDS > self.read_at
    }

    /// Whether the content of the file is what was read, or could not be read or told and still cannot.
    pub(crate) fn has_content_of(&self, path: &Path) -> bool {
        match (&self.hash, &self.share.skipped) {
            (Some(_), _) => hash_of_file(path).ok() == self.hash,
            (None, Some((_, SkippedKind::Unreadable))) => std::fs::File::open(path)
                .and_then(|mut file| std::io::Read::read(&mut file, &mut [0]))
                .is_err(),
            (None, Some((_, SkippedKind::Other))) => {
                crate::build::is_of_known_format(path).is_ok_and(|known| !known)
            }
            // Its length is the same, or nobody would ask.
            (None, Some((_, SkippedKind::TooLarge))) => true,
            (None, _) => false,
        }
    }

    /// Whether the file was too large when it was looked at, and would not be if files of `most` bytes are read.
    pub(crate) fn has_room_now(&self, most: u64) -> bool {
        let too_large = matches!(self.share.skipped, Some((_, SkippedKind::TooLarge)));
        too_large && self.stamp.bytes <= most
    }

    /// Adds the file to a report.
    pub(crate) fn add_to(&self, report: &mut Report) {
        let Share {
            indexed,
            passages,
            sections,
            entries,
            markers,
            text_bytes,
            languages,
            warnings,
            skipped,
            signature: _,
        } = &self.share;
        report.documents += u64::from(*indexed);
        report.passages += passages;
        report.sections += sections;
        report.entries += entries;
        report.markers += markers;
        report.text_bytes += text_bytes;
        for (language, passages) in languages {
            *report.languages.entry(language.clone()).or_default() += passages;
        }
        report
            .warnings
            .extend(warnings.iter().map(|(line, message)| Warning {
                path: self.path.clone().into(),
                line: line.map(|line| line as usize),
                message: message.clone(),
            }));
        report.skipped.extend(
            skipped
                .iter()
                .map(|(reason, kind)| Skipped::new(&self.path, reason.clone(), *kind)),
        );
    }
}

impl FileTable {
    /// A table of these files.
    pub(crate) fn new(
        corpora: Vec<String>,
        libraries: Vec<Library>,
        ignore: IgnoreRules,
        next_number: u32,
        mut rows: Vec<FileRow>,
    ) -> Self {
        rows.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| a.path.cmp(&b.path)));
        Self {
            version: TABLE_VERSION,
            corpora,
            libraries,
            ignore,
            next_number,
            rows,
        }
    }

    /// The table of the current generation; `None` where it has none that this program reads.
    pub(crate) fn read(index: &IndexFolder) -> Result<Option<Self>, Error> {
        let Some(bytes) = index.side_file(FILE_TABLE)? else {
            return Ok(None);
        };
        let table: Option<Self> = postcard::from_bytes(&bytes).ok();
        Ok(table.filter(|table| table.version == TABLE_VERSION))
    }

    /// Puts the table into a generation.
    pub(crate) fn write(&self, generation: &NewGeneration) -> Result<(), Error> {
        let bytes = postcard::to_stdvec(self)
            .expect("a table holds only strings and numbers, which always serialise");
        Ok(generation.write_side_file(FILE_TABLE, &bytes)?)
    }

    /// The report of all files.
    pub(crate) fn report(&self) -> Report {
        let mut report = Report::default();
        self.rows.iter().for_each(|row| row.add_to(&mut report));
        report
    }
}

/// A row for a file that was just read.
pub(crate) fn row(
    file: &SourceFile,
    stamp: Stamp,
    read_at: i128,
    hash: Option<[u8; 32]>,
    share: Share,
) -> FileRow {
    FileRow {
        path: file.path.to_string_lossy().into_owned(),
        id: file.id.clone(),
        stamp,
        read_at,
        hash,
        beside: None,
        keys: Vec::new(),
        share,
    }
}

/// The clock, nanoseconds since 1970-01-01 UTC.
pub(crate) fn now() -> i128 {
    nanoseconds(std::time::SystemTime::now())
}

/// SHA-256 of bytes.
pub(crate) fn hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

fn hash_of_file(path: &Path) -> std::io::Result<[u8; 32]> {
    let mut file = std::fs::File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match std::io::Read::read(&mut file, &mut buffer)? {
            0 => return Ok(hash.finalize().into()),
            read => hash.update(&buffer[..read]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(modified: i128, read_at: i128) -> FileRow {
        let stamp = Stamp {
            bytes: 10,
            modified,
            inode: 7,
        };
        FileRow {
            path: "a.md".to_owned(),
            id: "a".to_owned(),
            stamp,
            read_at,
            hash: None,
            beside: None,
            keys: Vec::new(),
            share: Share::default(),
        }
    }

    #[test]
    fn what_the_file_system_cannot_tell_is_left_to_the_content() {
        let second = 1_000_000_000;
        let row = read(0, 10 * second);
        assert_eq!(row.is_unchanged(row.stamp), Some(true));
        let longer = Stamp {
            bytes: 11,
            ..row.stamp
        };
        assert_eq!(row.is_unchanged(longer), Some(false));
        let touched = Stamp {
            modified: second,
            ..row.stamp
        };
        assert_eq!(row.is_unchanged(touched), None);
        let moved = Stamp {
            inode: 8,
            ..row.stamp
        };
        assert_eq!(row.is_unchanged(moved), None);
        // Written in the second in which it was read, or by a clock that is ahead.
        let racy = read(9 * second, 10 * second);
        assert_eq!(racy.is_unchanged(racy.stamp), None);
        let ahead = read(99 * second, 10 * second);
        assert_eq!(ahead.is_unchanged(ahead.stamp), None);
    }
}
