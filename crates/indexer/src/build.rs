//! Builds an index: lists the corpus, reads and analyses it in parallel, publishes a new generation.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use rayon::prelude::*;
use seoji_analysis::Analyzer;
use seoji_document::{Beside, BlockKind, Reading, WarningKind};
use seoji_schema::{
    DictionaryCopy, DocumentRecord, DocumentTable, Equivalence, FieldValue, Fields, Folder,
    IndexFolder, Manifest, NewGeneration,
};

use crate::Error;
use crate::beside::Besides;
use crate::copies::{self, Signature};
use crate::corpus::{self, Role, SourceFile};
use crate::documents;
use crate::equivalences::equivalences;
use crate::files::{self, FileRow, FileTable, Share, Stamp};
use crate::forget::ForgottenList;
use crate::ignored::IgnoreRules;
use crate::library::{Library, OpenLibrary};
use crate::memory::Memory;
use crate::own_aliases;
use crate::own_dictionary::{self, OwnDictionary};
use crate::partitions;
use crate::passages::passages;
use crate::reading::{ForeignFormats, Reader};
use crate::report::{Progress, Report, SkippedKind, Warning};
use crate::resume::Earlier;
use crate::seen;
use crate::transcripts::Transcripts;
use crate::writer::{SegmentWriter, assemble};

/// How to build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildOptions {
    /// Threads to use; all cores unless told. The answers do not depend on it.
    pub jobs: Option<usize>,
    /// How much memory to plan with, in bytes, at least [`LEAST_MEMORY_BYTES`](crate::LEAST_MEMORY_BYTES); 4 GiB
    /// unless told. Files that would need more are left out and reported.
    pub memory: Option<u64>,
    /// The user's own list of names that mean the same; `aliases.txt` beside the corpus unless told.
    pub aliases: Option<PathBuf>,
    /// Whether rules in the corpora (`.gitignore`, `.ignore`, `.searchignore`) count, for updates too.
    pub ignore: IgnoreRules,
    /// The user's own words; `dictionary.txt` beside the corpus unless told.
    pub dictionary: Option<PathBuf>,
    /// Where files of foreign formats are read.
    pub foreign: ForeignFormats,
    /// Libraries of references whose works and files become documents, for updates too.
    pub libraries: Vec<Library>,
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
    index: impl Into<IndexFolder>,
    options: &BuildOptions,
    progress: &dyn Progress,
) -> Result<Report, Error> {
    let begun = Instant::now();
    let index = index.into();
    let libraries = open_libraries(&options.libraries)?;
    let mut listing = corpus::list(corpora, &libraries, index.path(), options.ignore)?;
    let besides = Besides::gather(&listing.files, libraries);
    let forgotten = ForgottenList::read_for_build(&index, &mut listing)?;
    let passed_over = forgotten.take_from(&mut listing);
    let files = std::mem::take(&mut listing.files);
    let (own, odd) = own_aliases::read(corpora, options.aliases.as_deref())?;
    let (dictionary, odd_words) = own_dictionary::read(corpora, options.dictionary.as_deref())?;
    let Begun {
        generation,
        known,
        fingerprint,
        analyzer,
        reader,
    } = begin(&index, &options.foreign, &dictionary)?;
    let earlier = Earlier::find(&generation.leftovers(), &fingerprint, &dictionary.words);
    let numbers: Vec<u32> = (0..files.len() as u32).collect();
    let parts = write_parts(
        &files,
        &numbers,
        generation.folder(),
        &analyzer,
        &reader,
        &besides,
        &Memory::new(options.memory, options.jobs),
        Some(&earlier),
        progress,
    )?;
    let given = corpora
        .iter()
        .map(|corpus| corpus.to_string_lossy().into_owned())
        .collect();
    let table = FileTable::new(
        given,
        options.libraries.clone(),
        options.ignore,
        files.len() as u32,
        parts.rows,
    );
    let mut report = table.report();
    let folders = std::mem::take(&mut listing.folders);
    listing.add_to(&mut report);
    report.forgotten = passed_over;
    report.resumed = earlier.resumed();
    if report.documents == 0 {
        return Err(Error::NothingToIndex {
            path: named(corpora, &options.libraries),
        });
    }
    progress.finish();
    assemble(&parts.folders, generation.folder())?;
    write_tables(&table, &known, &generation)?;
    forgotten.write(&generation)?;
    own_aliases::write(&own, &generation)?;
    dictionary.write(&generation)?;
    report.warnings.extend(odd);
    report.warnings.extend(odd_words);
    let manifest = manifest(&report, corpora, fingerprint, dictionary.copy);
    let manifest = generation.publish(manifest)?;
    report.generation = manifest.generation;
    seen::remember(&index, corpora, &folders, &table.rows, &mut report);
    reader.prune(&table.rows);
    report.elapsed = begun.elapsed();
    Ok(report)
}

/// What a build of a whole index begins with.
pub(crate) struct Begun {
    pub(crate) generation: NewGeneration,
    /// Since when the documents of the generation before are there.
    pub(crate) known: DocumentTable,
    pub(crate) fingerprint: String,
    /// With the user's own words.
    pub(crate) analyzer: Analyzer,
    pub(crate) reader: Reader,
}

/// Begins a generation that takes nothing over from the one before.
pub(crate) fn begin(
    index: &IndexFolder,
    foreign: &ForeignFormats,
    dictionary: &OwnDictionary,
) -> Result<Begun, Error> {
    let generation = index.begin_after_interruption()?;
    let analyzer = Analyzer::embedded();
    Ok(Begun {
        generation,
        known: documents::known(index)?,
        fingerprint: seoji_schema::fingerprint(&analyzer)?,
        analyzer: analyzer.with_user_dictionary(&dictionary.words),
        reader: Reader::new(foreign, Some(Transcripts::at(index.transcripts()))),
    })
}

/// Writes what a generation says of its files: what each is and gave, since when the documents are there, and which of
/// them have one text.
pub(crate) fn write_tables(
    table: &FileTable,
    known: &DocumentTable,
    generation: &NewGeneration,
) -> Result<(), Error> {
    table.write(generation)?;
    documents::write(&table.rows, known, generation)?;
    copies::write(&table.rows, generation)
}

/// Opens libraries of references.
pub(crate) fn open_libraries(libraries: &[Library]) -> Result<Vec<OpenLibrary>, Error> {
    libraries.iter().map(Library::open).collect()
}

/// What a message names the corpus by.
pub(crate) fn named(corpora: &[PathBuf], libraries: &[Library]) -> PathBuf {
    let library = || libraries.first().map(Library::path);
    let corpus = corpora.first().cloned();
    corpus.or_else(library).unwrap_or_default()
}

/// What reading and analysing files gives: the folders of its segments in their order, and a row a file.
pub(crate) struct Parts {
    pub(crate) folders: Vec<Folder>,
    pub(crate) rows: Vec<FileRow>,
}

/// Reads and analyses files, in parallel; the document of `files[n]` gets the number `numbers[n]`.
///
/// The segments are written in folders of their own in `target`; the partitions that an interrupted build has written
/// are taken from there.
#[expect(
    clippy::too_many_arguments,
    reason = "the build and the update say all of it, each once"
)]
pub(crate) fn write_parts(
    files: &[SourceFile],
    numbers: &[u32],
    target: &Folder,
    analyzer: &Analyzer,
    reader: &Reader,
    besides: &Besides,
    memory: &Memory,
    earlier: Option<&Earlier>,
    progress: &dyn Progress,
) -> Result<Parts, Error> {
    progress.start(
        files.len() as u64,
        files.iter().map(|file| file.bytes).sum(),
    );
    let fields = Fields::new();
    let partitions = partitions::cut(files, memory);
    let write_one = |(number, range): (usize, &Range<usize>)| {
        let folder = target.join(format!("part-{number}"));
        let (files, numbers) = (&files[range.clone()], &numbers[range.clone()]);
        if let Some(rows) =
            earlier.and_then(|earlier| earlier.take(files, numbers, besides, &folder))
        {
            for file in files {
                progress.file(&file.path, file.bytes);
            }
            let folder = Some(folder);
            return Ok(Part { folder, rows });
        }
        let part = write_partition(
            files, numbers, &folder, &fields, analyzer, reader, besides, memory, progress,
        )?;
        if let (Some(earlier), Some(folder)) = (earlier, &part.folder) {
            earlier.seal(files, numbers, folder, &part.rows)?;
        }
        Ok(part)
    };
    let write = || -> Result<Parts, Error> {
        let written: Vec<Result<Part, Error>> =
            partitions.par_iter().enumerate().map(write_one).collect();
        let mut rows = Vec::with_capacity(files.len());
        let mut folders = Vec::new();
        for (part, range) in written.into_iter().zip(&partitions) {
            let part = part?;
            let bytes = files[range.clone()].iter().map(|file| file.bytes).sum();
            folders.extend(part.folder.map(|folder| (folder, bytes)));
            rows.extend(part.rows);
        }
        let folders = partitions::put_together(folders, target)?;
        Ok(Parts { folders, rows })
    };
    if memory.threads() == rayon::current_num_threads() {
        return write();
    }
    rayon::ThreadPoolBuilder::new()
        .num_threads(memory.threads())
        .build()
        .map_err(|error| Error::Threads {
            message: error.to_string(),
        })?
        .install(write)
}

/// What a partition gives: its segment's folder (none when no file of it could be read) and a row a file.
struct Part {
    folder: Option<Folder>,
    rows: Vec<FileRow>,
}

#[expect(
    clippy::too_many_arguments,
    reason = "what a partition is made of, said once"
)]
fn write_partition(
    files: &[SourceFile],
    numbers: &[u32],
    folder: &Folder,
    fields: &Fields,
    analyzer: &Analyzer,
    reader: &Reader,
    besides: &Besides,
    memory: &Memory,
    progress: &dyn Progress,
) -> Result<Part, Error> {
    let mut rows = Vec::with_capacity(files.len());
    let mut writer = None;
    for (file, &number) in files.iter().zip(numbers) {
        // Until the file is written.
        let _room = memory.take(file.bytes);
        let read_at = files::now();
        let Read {
            stamp,
            hash,
            content,
        } = read(file, reader, besides, memory.largest_file());
        let mut keys = Vec::new();
        let share = match content {
            Err(skipped) => Share {
                skipped: Some(skipped),
                ..Share::default()
            },
            // It is no document, and nothing of it is missing.
            Ok(None) => Share::default(),
            Ok(Some(mut reading)) => {
                keys = std::mem::take(&mut reading.keys);
                let (mut passages, oddities) = passages(&reading, &file.id, number);
                let mut share = share(&reading, &passages, &file.path);
                let odd = oddities.into_iter().map(|odd| (odd.line, odd.message));
                share.warnings.extend(odd);
                let writer = match &mut writer {
                    Some(writer) => writer,
                    None => writer.insert(SegmentWriter::create(folder, fields, analyzer)?),
                };
                let stated = equivalences(&reading.document, &mut passages, analyzer);
                let format = reading.format;
                let record = document_record(file, number, reading, &passages, stated);
                let extra: &[(String, FieldValue)] = match &file.role {
                    Role::Given(given) => &given.fields,
                    _ => &[],
                };
                writer.add(record, format, extra, passages)?;
                share
            }
        };
        keys.sort_unstable();
        keys.dedup();
        rows.push(FileRow {
            beside: besides.hash(&file.path, &keys),
            keys,
            ..files::row(file, stamp, read_at, hash, share)
        });
        progress.file(&file.path, file.bytes);
    }
    let folder = match writer {
        Some(writer) => {
            writer.finish()?;
            Some(folder.clone())
        }
        None => None,
    };
    Ok(Part { folder, rows })
}

/// How much of a file's begin tells its format.
const HEAD_BYTES: u64 = seoji_document::HEAD_BYTES as u64;

/// Whether a file is of a format that is read, by its name and its begin.
pub(crate) fn is_of_known_format(path: &Path) -> std::io::Result<bool> {
    let mut head = Vec::new();
    fs::File::open(path)?
        .take(HEAD_BYTES)
        .read_to_end(&mut head)?;
    Ok(head.is_empty() || seoji_document::may_be_known(path, &head))
}

/// A file that was read: what it was, and what it says or why it is not in the index.
struct Read {
    stamp: Stamp,
    hash: Option<[u8; 32]>,
    /// None of a file that only describes another.
    content: Result<Option<Reading>, (String, SkippedKind)>,
}

/// What was found where a file should be.
enum Found {
    /// It was read.
    Whole,
    /// It is no document.
    Unknown,
    /// It is no document that there is room for.
    TooLarge,
}

/// Reads a file of at most so many bytes.
fn read(file: &SourceFile, reader: &Reader, besides: &Besides, most: u64) -> Read {
    if let Role::Given(given) = &file.role {
        let hash = files::hash(&given.content);
        let nothing = Beside::nothing();
        let mut reading = reader.read(&file.path, &given.content, Some(&hash), &nothing);
        given.describe(&mut reading.document);
        return Read {
            stamp: Stamp::default(),
            hash: Some(hash),
            content: understood(reading).map(Some),
        };
    }
    let mut read = Read {
        stamp: Stamp::default(),
        hash: None,
        content: Err((String::new(), SkippedKind::Unreadable)),
    };
    let mut bytes = Vec::new();
    let found = (|| -> std::io::Result<Found> {
        let mut opened = fs::File::open(&file.path)?;
        // The stamp of what is read, not of what was listed.
        read.stamp = Stamp::of(&opened.metadata()?);
        opened.by_ref().take(HEAD_BYTES).read_to_end(&mut bytes)?;
        let known = file.role != Role::Document
            || bytes.is_empty()
            || seoji_document::may_be_known(&file.path, &bytes);
        if !known {
            return Ok(Found::Unknown);
        }
        // It may have grown since it was listed.
        opened
            .take((most + 1).saturating_sub(bytes.len() as u64))
            .read_to_end(&mut bytes)?;
        match bytes.len() as u64 <= most {
            true => Ok(Found::Whole),
            false => Ok(Found::TooLarge),
        }
    })();
    match found {
        Err(error) => {
            let reason = format!("cannot be read: {error}");
            read.content = Err((reason, SkippedKind::Unreadable));
        }
        Ok(Found::Unknown) => {
            let reason = "not a format that is read".to_owned();
            read.content = Err((reason, SkippedKind::Other));
        }
        Ok(Found::TooLarge) => {
            let reason = format!(
                "larger than the {} MB that the memory of this build has room for: give it more with --memory, or \
                 split the file",
                most / 1_000_000
            );
            read.content = Err((reason, SkippedKind::TooLarge));
        }
        Ok(Found::Whole) => {
            let hash = files::hash(&bytes);
            read.hash = Some(hash);
            let found = besides.of(&file.path);
            let beside = found.beside();
            read.content = match &file.role {
                Role::Description => Ok(None),
                Role::Library(content) => {
                    let path = file.path.with_extension("csljson");
                    understood(reader.read(&path, content, None, &beside)).map(Some)
                }
                // One that a program gave was read above.
                Role::Document | Role::Given(_) => {
                    let reading = reader.read(&file.path, &bytes, Some(&hash), &beside);
                    understood(reading).map(Some)
                }
            };
        }
    }
    read
}

/// The document that a file holds, or why it holds none.
fn understood(reading: Reading) -> Result<Reading, (String, SkippedKind)> {
    if reading.document.blocks.is_empty() && reading.document.title.is_none() {
        let first = reading.warnings.first();
        let kind = match first.map(|warning| warning.kind) {
            None | Some(WarningKind::Empty | WarningKind::NoTextLayer) => SkippedKind::WithoutText,
            Some(WarningKind::Encrypted) => SkippedKind::Encrypted,
            Some(WarningKind::UnknownFormat | WarningKind::NotRead) => SkippedKind::Other,
            Some(_) => SkippedKind::Unreadable,
        };
        let reason = first.map_or("no text in the file", |warning| warning.message.as_str());
        return Err((reason.to_owned(), kind));
    }
    Ok(reading)
}

pub(crate) fn warnings(reading: &Reading, path: &Path) -> Vec<Warning> {
    let to_warning = |warning: &seoji_document::Warning| Warning {
        path: path.to_path_buf(),
        line: warning.line.filter(|_| reading.is_source),
        message: warning.message.clone(),
    };
    reading.warnings.iter().map(to_warning).collect()
}

fn document_record(
    file: &SourceFile,
    number: u32,
    reading: Reading,
    passages: &[seoji_schema::PassageRecord],
    equivalences: Vec<Equivalence>,
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
        tags: document.tags,
        collections: document.collections,
        citation_key: document.citation_key,
        metadata: document.metadata,
        passages: passages.len() as u32,
        equivalences,
    }
}

/// What a document adds to the counts of its index.
fn share(reading: &Reading, passages: &[seoji_schema::PassageRecord], path: &Path) -> Share {
    let blocks = &reading.document.blocks;
    let mut share = Share {
        indexed: true,
        passages: passages.len() as u64,
        sections: reading.document.sections.len() as u64,
        entries: blocks
            .iter()
            .filter(|block| matches!(block.kind, BlockKind::Entry | BlockKind::Note))
            .count() as u64,
        markers: blocks.iter().map(|block| block.markers.len() as u64).sum(),
        text_bytes: reading.text.len() as u64,
        warnings: warnings(reading, path)
            .into_iter()
            .map(|warning| (warning.line.map(|line| line as u32), warning.message))
            .collect(),
        signature: Signature::of(passages),
        ..Share::default()
    };
    for passage in passages {
        *share.languages.entry(passage.language.clone()).or_default() += 1;
    }
    share
}

pub(crate) fn manifest(
    report: &Report,
    corpora: &[PathBuf],
    fingerprint: String,
    dictionary: Option<DictionaryCopy>,
) -> Manifest {
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
        unreadable: report.unreadable(),
        text_bytes: report.text_bytes,
        languages: report.languages.clone(),
        dictionary,
        from_program: false,
        fields: BTreeMap::new(),
        files: Vec::new(),
    }
}
