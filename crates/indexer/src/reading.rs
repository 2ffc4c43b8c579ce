//! How files are read: text in this process, foreign formats where the options say, what was read once from the store.

use std::path::{Path, PathBuf};

use seoji_document::{Beside, Format, Reading, Source, pdf_library};
use serde::Serialize;

use crate::files::FileRow;
use crate::transcripts::Transcripts;
use crate::worker::{Reply, WorkerCommand, Workers, read_here};

/// Where files of foreign formats (DOCX, HWP, PDF …) are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ForeignFormats {
    /// In this process: a parser that panics costs its file, one that loops or aborts costs the process.
    #[default]
    InProcess,
    /// In child processes: whatever a parser does costs its file.
    Workers(WorkerCommand),
}

/// Reads the files of a build.
pub(crate) struct Reader {
    workers: Option<Workers>,
    transcripts: Option<Transcripts>,
}

impl Reader {
    /// A reader that keeps what it read in `transcripts`.
    pub(crate) fn new(formats: &ForeignFormats, transcripts: Option<Transcripts>) -> Self {
        let workers = match formats {
            ForeignFormats::InProcess => None,
            ForeignFormats::Workers(command) => Some(Workers::new(command.clone())),
        };
        Reader {
            workers,
            transcripts,
        }
    }

    /// Reads a file together with what stands beside it. What is stored goes by the content's hash.
    pub(crate) fn read(
        &self,
        path: &Path,
        bytes: &[u8],
        hash: Option<&[u8; 32]>,
        beside: &Beside<'_>,
    ) -> Reading {
        let Some(format) = seoji_document::foreign_format(path, bytes) else {
            return seoji_document::read_beside(&Source { path, bytes }, beside);
        };
        let store = self.transcripts.as_ref().zip(hash);
        if let Some((store, hash)) = store
            && let Some(transcript) = store.find(hash, format)
        {
            return seoji_document::read_transcript_beside(transcript, format, beside);
        }
        let reply = match &self.workers {
            Some(workers) => workers.read(path, bytes),
            None => read_here(path, bytes),
        };
        let transcript = match reply {
            Reply::Transcript(transcript) => *transcript,
            Reply::Reading(mut reading) => {
                // What it was read as came from another process, which knows the file alone.
                if let Some(item) = beside.item {
                    item.describe_document(&mut reading.document);
                }
                return *reading;
            }
        };
        if let Some((store, hash)) = store
            && transcript.is_whole()
        {
            store.keep(hash, format, &transcript);
        }
        seoji_document::read_transcript_beside(transcript, format, beside)
    }

    /// Removes from the store what belongs to none of these files.
    pub(crate) fn prune(&self, rows: &[FileRow]) {
        if let Some(store) = &self.transcripts {
            store.prune(&rows.iter().filter_map(|row| row.hash).collect());
        }
    }
}

/// A format that is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ReadFormat {
    /// Its name as people write it.
    pub name: String,
    /// The endings of its files, without the dot.
    pub endings: Vec<String>,
    /// Whether it is read in a process of its own, where there is one.
    pub is_foreign: bool,
    /// The library of the system that reads it where our own reader does not, such as PDFium.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub library: Option<PathBuf>,
}

/// The formats that this build reads.
pub fn formats_read() -> Vec<ReadFormat> {
    Format::all()
        .filter(|format| format.is_read())
        .map(|format| ReadFormat {
            name: format.name().to_owned(),
            endings: format
                .endings()
                .iter()
                .map(|&ending| ending.to_owned())
                .collect(),
            is_foreign: format.is_foreign(),
            library: pdf_library()
                .filter(|_| format == Format::Pdf)
                .map(|library| library.path.clone()),
        })
        .collect()
}
