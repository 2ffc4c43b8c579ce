//! The store of transcripts: what a file of a foreign format says, kept by the hash of its content, so that no build
//! reads a PDF twice.
//!
//! A transcript is a file in the index folder. It can go at any time: one that is missing, damaged or of another
//! version of the readers is made anew.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use seoji_document::{Format, TRANSCRIPT_VERSION, Transcript, pdf_library};
use seoji_schema::{Folder, hex};
use sha2::{Digest as _, Sha256};

/// Bytes of the check sum before the transcript.
const SUM: usize = 16;
/// Transcripts larger than this, in bytes, are not kept.
const LARGEST: usize = 64 << 20;
/// How much is kept, in bytes.
const ROOM: u64 = 2 << 30;

/// A folder of transcripts.
pub(crate) struct Transcripts {
    folder: Folder,
}

impl Transcripts {
    /// The transcripts in `folder`, whether or not it is there.
    pub(crate) fn at(folder: Folder) -> Self {
        Transcripts { folder }
    }

    fn path(&self, hash: &[u8; 32], format: Format) -> PathBuf {
        let kind = kind(format);
        self.folder
            .path()
            .join(format!("{}.{kind}.{TRANSCRIPT_VERSION}", hex(hash)))
    }

    /// The transcript of a content, if it is kept and whole.
    pub(crate) fn find(&self, hash: &[u8; 32], format: Format) -> Option<Transcript> {
        let path = self.path(hash, format);
        // A file that grew by accident is not read into memory.
        if self.folder.storage().inspect(&path).ok()?.len() > (LARGEST + SUM) as u64 {
            return None;
        }
        let bytes = self.folder.storage().read(&path).ok()?;
        let (sum, content) = bytes.split_at_checked(SUM)?;
        let whole = Sha256::digest(content)[..SUM] == *sum;
        whole.then(|| postcard::from_bytes(content).ok()).flatten()
    }

    /// Keeps a transcript. A full disk or a folder that cannot be written costs the time to read the file again.
    pub(crate) fn keep(&self, hash: &[u8; 32], format: Format, transcript: &Transcript) {
        let Ok(content) = postcard::to_stdvec(transcript) else {
            return;
        };
        let storage = self.folder.storage();
        if content.len() > LARGEST || storage.create_folders(self.folder.path()).is_err() {
            return;
        }
        let path = self.path(hash, format);
        // Two threads may read the same content under two names; each writes its own file and renames it.
        let unfinished =
            path.with_extension(format!("{:?}.unfinished", std::thread::current().id()));
        let mut bytes = Sha256::digest(&content)[..SUM].to_vec();
        bytes.extend(content);
        let written = storage.write(&unfinished, &bytes);
        if written
            .and_then(|()| storage.rename(&unfinished, &path))
            .is_err()
        {
            // What cannot be removed is removed with the next build.
            let _ = storage.remove_file(&unfinished);
        }
    }

    /// Removes what belongs to none of these contents or to other versions of the readers, and the oldest of what is
    /// too much.
    pub(crate) fn prune(&self, hashes: &HashSet<[u8; 32]>) {
        let storage = self.folder.storage();
        // One that stays takes room and harms nothing.
        let remove = |path: &Path| drop(storage.remove_file(path));
        let Ok(entries) = storage.list(self.folder.path()) else {
            return;
        };
        let mut kept = Vec::new();
        for entry in entries {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let mut pieces = name.split('.');
            let hash = pieces.next().and_then(unhex);
            let is_current = pieces
                .next()
                .is_some_and(|kind| !is_of_another_library(kind));
            let version = pieces.next().and_then(|version| version.parse().ok());
            let known = is_current
                && version == Some(TRANSCRIPT_VERSION)
                && pieces.next().is_none()
                && hash.is_some_and(|hash| hashes.contains(&hash));
            match (known, entry.metadata()) {
                (true, Ok(metadata)) => {
                    let at = metadata.modified().ok();
                    kept.push((at, entry.path(), metadata.len()));
                }
                _ => remove(&entry.path()),
            }
        }
        kept.sort();
        let mut size: u64 = kept.iter().map(|(.., length)| length).sum();
        for (_, path, length) in kept {
            if size <= ROOM {
                break;
            }
            remove(&path);
            size -= length;
        }
    }
}

/// What a transcript's file name says of the format and of what read it.
fn kind(format: Format) -> String {
    let name = format.name().to_lowercase();
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    match library_stamp() {
        Some(stamp) if format == Format::Pdf => format!("{name}-{stamp}"),
        _ => name,
    }
}

/// Whether a kind is of PDF, but not as it is read now.
fn is_of_another_library(of: &str) -> bool {
    let pdf = kind(Format::Pdf);
    (of == "pdf" || of.starts_with("pdf-")) && of != pdf
}

/// What tells the library that reads PDF from another one: its length and time, as far as the system tells where it is.
pub(crate) fn library_stamp() -> Option<String> {
    let library = pdf_library()?;
    let known = std::fs::metadata(&library.path).ok();
    let time = known.as_ref().and_then(|known| known.modified().ok());
    let time = time.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let length = known.map_or(0, |known| known.len());
    let time = time.map_or(0, |time| time.as_nanos());
    Some(format!("pdfium-{length:x}-{time:x}"))
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).ok()?;
    }
    Some(bytes)
}
