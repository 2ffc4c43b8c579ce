//! Builds an index: lists the corpus, reads and analyses it in parallel, publishes a new generation.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use rayon::prelude::*;
use seoji_analysis::Analyzer;
use seoji_document::{BlockKind, Reading, Source};
use seoji_schema::{DocumentRecord, Fields, IndexFolder, Manifest};

use crate::Error;
use crate::corpus::{self, SourceFile};
use crate::passages::passages;
use crate::report::{Progress, Report, Skipped, Warning};
use crate::writer::{SegmentWriter, assemble};

/// A partition has about this many bytes of source text at least: a segment costs every query a look-up.
const PARTITION_BYTES: u64 = 1024 * 1024;
/// There are at most this many partitions until they would be larger than [`LARGEST_PARTITION_BYTES`].
const PARTITIONS: u64 = 4;
/// A partition has at most about this many bytes of source text, because its terms are held in memory.
const LARGEST_PARTITION_BYTES: u64 = 64 * 1024 * 1024;

/// How to build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildOptions {
    /// Threads to use; all cores unless told. The answers do not depend on it.
    pub jobs: Option<usize>,
}

/// Builds the index of `corpora` (folders or files) in the folder `index`.
///
/// A new generation is written beside the current one, which readers keep until the new one is complete and durable.
/// A bad file is a line in the report; the build goes on.
///
/// # Errors
/// A corpus that does not exist or holds no readable document; an index folder that cannot be written, is locked by
/// another writer or holds other files. The index that was there stays.
pub fn build(
    corpora: &[PathBuf],
    index: &Path,
    options: &BuildOptions,
    progress: &dyn Progress,
) -> Result<Report, Error> {
    let begun = Instant::now();
    let (files, mut skipped) = corpus::list(corpora, index)?;
    progress.start(
        files.len() as u64,
        files.iter().map(|file| file.bytes).sum(),
    );
    let generation = IndexFolder::at(index).begin()?;
    let analyzer = Analyzer::embedded();
    let fingerprint = seoji_schema::fingerprint(&analyzer)?;
    let fields = Fields::new();
    let partitions = partition(&files);
    let write = || -> Vec<Result<Part, Error>> {
        partitions
            .par_iter()
            .enumerate()
            .map(|(number, range)| {
                let folder = generation.path().join(format!("part-{number}"));
                write_partition(
                    &files[range.clone()],
                    range.start,
                    &folder,
                    &fields,
                    &analyzer,
                    progress,
                )
            })
            .collect()
    };
    let parts = match options.jobs {
        None => write(),
        Some(jobs) => rayon::ThreadPoolBuilder::new()
            .num_threads(jobs)
            .build()
            .map_err(|error| Error::Threads {
                message: error.to_string(),
            })?
            .install(write),
    };
    let mut report = Report::default();
    let mut folders = Vec::new();
    for part in parts {
        let part = part?;
        folders.extend(part.folder);
        add(&mut report, part.report);
    }
    skipped.append(&mut report.skipped);
    skipped.sort_by(|a, b| a.path.cmp(&b.path));
    report.skipped = skipped;
    if report.documents == 0 {
        return Err(Error::NothingToIndex {
            path: corpora.first().cloned().unwrap_or_default(),
        });
    }
    progress.finish();
    assemble(&folders, generation.path())?;
    let manifest = generation.publish(manifest(&report, corpora, fingerprint))?;
    report.generation = manifest.generation;
    report.elapsed = begun.elapsed();
    Ok(report)
}

/// What a partition gives: its segment's folder (none when no file of it could be read) and its share of the report.
struct Part {
    folder: Option<PathBuf>,
    report: Report,
}

/// Cuts the corpus into contiguous partitions of about the same size, by its content alone: the same corpus gives the
/// same segments whatever the number of threads.
fn partition(files: &[SourceFile]) -> Vec<std::ops::Range<usize>> {
    let total: u64 = files.iter().map(|file| file.bytes).sum();
    let count = (total / PARTITION_BYTES)
        .clamp(1, PARTITIONS)
        .max(total.div_ceil(LARGEST_PARTITION_BYTES));
    let target = total / count;
    let mut ranges = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, file) in files.iter().enumerate() {
        bytes += file.bytes;
        if bytes >= target && at + 1 < files.len() && (ranges.len() as u64) + 1 < count {
            ranges.push(start..at + 1);
            (start, bytes) = (at + 1, 0);
        }
    }
    if start < files.len() {
        ranges.push(start..files.len());
    }
    ranges
}

fn write_partition(
    files: &[SourceFile],
    first_number: usize,
    folder: &Path,
    fields: &Fields,
    analyzer: &Analyzer,
    progress: &dyn Progress,
) -> Result<Part, Error> {
    let mut report = Report::default();
    let mut writer = None;
    for (at, file) in files.iter().enumerate() {
        match read(file) {
            Err((reason, failed)) => report.skipped.push(Skipped {
                path: file.path.clone(),
                reason,
                failed,
            }),
            Ok(reading) => {
                let number = (first_number + at) as u32;
                let passages = passages(&reading.document, &reading.text, &file.id, number);
                count(&mut report, &reading, &passages);
                report.warnings.extend(warnings(&reading, &file.path));
                let writer = match &mut writer {
                    Some(writer) => writer,
                    None => writer.insert(SegmentWriter::create(folder, fields, analyzer)?),
                };
                writer.add(document_record(file, number, reading, &passages), passages)?;
            }
        }
        progress.file(&file.path, file.bytes);
    }
    let folder = match writer {
        Some(writer) => {
            writer.finish()?;
            Some(folder.to_path_buf())
        }
        None => None,
    };
    Ok(Part { folder, report })
}

/// How much of a file's begin tells its format.
const HEAD_BYTES: u64 = 4096;

/// Reads a file, or tells why it is no document and whether it should have been one.
fn read(file: &SourceFile) -> Result<Reading, (String, bool)> {
    let unreadable = |error: std::io::Error| (format!("cannot be read: {error}"), true);
    let mut opened = fs::File::open(&file.path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    opened
        .by_ref()
        .take(HEAD_BYTES)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if !bytes.is_empty() && seoji_document::format_of(&file.path, &bytes).is_none() {
        return Err(("not a format that is read".to_owned(), false));
    }
    opened.read_to_end(&mut bytes).map_err(unreadable)?;
    let reading = seoji_document::read(&Source {
        path: &file.path,
        bytes: &bytes,
    });
    if reading.document.blocks.is_empty() && reading.document.title.is_none() {
        let reason = reading
            .warnings
            .first()
            .map_or("no text in the file", |warning| warning.message.as_str());
        return Err((reason.to_owned(), true));
    }
    Ok(reading)
}

pub(crate) fn warnings(reading: &Reading, path: &Path) -> Vec<Warning> {
    let to_warning = |warning: &seoji_document::Warning| Warning {
        path: path.to_path_buf(),
        line: warning.line,
        message: warning.message.clone(),
    };
    reading.warnings.iter().map(to_warning).collect()
}

fn document_record(
    file: &SourceFile,
    number: u32,
    reading: Reading,
    passages: &[seoji_schema::PassageRecord],
) -> DocumentRecord {
    let document = reading.document;
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    for passage in passages {
        *languages.entry(&passage.language).or_default() += passage.text.len();
    }
    let most = languages
        .into_iter()
        .max_by_key(|&(_, bytes)| bytes)
        .map(|(code, _)| code.to_owned());
    let name = || {
        file.path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    DocumentRecord {
        id: file.id.clone(),
        number,
        title: document.title.unwrap_or_else(name),
        authors: document.authors,
        date: document.date,
        language: document.language.or(most),
        path: file.path.to_string_lossy().into_owned(),
        metadata: document.metadata,
        passages: passages.len() as u32,
    }
}

fn count(report: &mut Report, reading: &Reading, passages: &[seoji_schema::PassageRecord]) {
    report.documents += 1;
    report.passages += passages.len() as u64;
    report.text_bytes += reading.text.len() as u64;
    report.sections += reading.document.sections.len() as u64;
    for block in &reading.document.blocks {
        report.markers += block.markers.len() as u64;
        report.entries += u64::from(matches!(block.kind, BlockKind::Entry | BlockKind::Note));
    }
    for passage in passages {
        *report
            .languages
            .entry(passage.language.clone())
            .or_default() += 1;
    }
}

/// Adds a partition's share, whose files come after those already counted.
fn add(report: &mut Report, part: Report) {
    report.documents += part.documents;
    report.passages += part.passages;
    report.sections += part.sections;
    report.entries += part.entries;
    report.markers += part.markers;
    report.text_bytes += part.text_bytes;
    for (language, passages) in part.languages {
        *report.languages.entry(language).or_default() += passages;
    }
    report.warnings.extend(part.warnings);
    report.skipped.extend(part.skipped);
}

fn manifest(report: &Report, corpora: &[PathBuf], fingerprint: String) -> Manifest {
    let absolute = |path: &PathBuf| {
        std::path::absolute(path)
            .unwrap_or_else(|_| path.clone())
            .to_string_lossy()
            .into_owned()
    };
    Manifest {
        format: seoji_schema::FORMAT_VERSION,
        fingerprint,
        generation: 0,
        created: SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |elapsed| elapsed.as_secs()),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        corpus: corpora.iter().map(absolute).collect(),
        documents: report.documents,
        passages: report.passages,
        text_bytes: report.text_bytes,
        languages: report.languages.clone(),
        files: Vec::new(),
    }
}
