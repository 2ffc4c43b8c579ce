//! Brings an index up to date: reads what is new or has changed, takes out what is gone, keeps the rest as it is.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::Instant;

use seoji_analysis::Analyzer;
use seoji_schema::{
    COPIES_FILE, DOCUMENTS_FILE, Fields, FileEntry, Folder, Generation, IndexFolder, Manifest,
    NewGeneration, USER_ALIASES_FILE, USER_DICTIONARY_FILE, UserAliases,
};
use serde::Serialize;

use crate::Error;
use crate::beside::{Besides, spelled};
use crate::build::{self, manifest, write_parts, write_tables};
use crate::corpus::{self, SourceFile};
use crate::documents;
use crate::files::{FILE_TABLE, FileRow, FileTable, Stamp};
use crate::forget::ForgottenList;
use crate::library::Library;
use crate::memory::Memory;
use crate::own_aliases;
use crate::own_dictionary::{self, OwnDictionary};
use crate::reading::{ForeignFormats, Reader};
use crate::report::{Progress, Report, Warning};
use crate::seen;
use crate::transcripts::Transcripts;
use crate::writer;

/// With more segments than this they are merged: each costs every query a look-up.
const MOST_SEGMENTS: usize = 12;
/// With more than this share of deleted records the segments are merged: deleted text still counts in scores.
const MOST_DELETED: f64 = 0.3;

/// How to bring an index up to date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpdateOptions {
    /// Threads to use; all cores unless told. The answers do not depend on it.
    pub jobs: Option<usize>,
    /// How much memory to plan with, in bytes, at least [`LEAST_MEMORY_BYTES`](crate::LEAST_MEMORY_BYTES); 4 GiB
    /// unless told. Files that would need more are left out and reported.
    pub memory: Option<u64>,
    /// The user's own list of names that mean the same; the one that the index was built with unless told.
    pub aliases: Option<PathBuf>,
    /// The user's own words; the list that the index was built with unless told.
    pub dictionary: Option<PathBuf>,
    /// How to tell whether a file has changed.
    pub changes: Changes,
    /// Whether to write anything.
    pub mode: Mode,
    /// Where files of foreign formats are read.
    pub foreign: ForeignFormats,
}

/// How to tell whether a file has changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Changes {
    /// By length, time and number in the file system; by content where these leave a doubt.
    #[default]
    ByStamp,
    /// By content, always.
    ByContent,
}

/// Whether to write anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Write the new state.
    #[default]
    Write,
    /// Only tell what would be done.
    DryRun,
}

/// What an update did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Update {
    /// Paths of files that are new.
    pub added: Vec<PathBuf>,
    /// Paths of files that have changed.
    pub changed: Vec<PathBuf>,
    /// Paths of files that are gone.
    pub removed: Vec<PathBuf>,
    /// Whether the user's own list of names has changed.
    pub aliases: bool,
    /// Whether the user's own words have changed.
    pub dictionary: bool,
    /// Paths of files that have not changed, but hold a word that was added to the user's own, changed or taken out.
    pub again: Vec<PathBuf>,
    /// Number of files that are as they were.
    pub unchanged: u64,
    /// The whole index after it; before it, when nothing was written.
    pub report: Report,
    /// The user's own lists that have changed or are gone.
    #[serde(skip)]
    lists: Vec<PathBuf>,
}

impl Update {
    /// Whether there was anything to do.
    pub fn is_empty(&self) -> bool {
        let files = [&self.added, &self.changed, &self.removed, &self.again];
        files.iter().all(|files| files.is_empty()) && !self.aliases && !self.dictionary
    }

    /// Of the report only what was odd in files that were read anew, the user's own lists among them.
    pub fn news(&self) -> Report {
        let read: HashSet<&PathBuf> = self
            .added
            .iter()
            .chain(&self.changed)
            .chain(&self.lists)
            .collect();
        let is_new = |path: &PathBuf| read.contains(path);
        let mut news = Report::default();
        let warnings = self.report.warnings.iter();
        news.warnings
            .extend(warnings.filter(|warning| is_new(&warning.path)).cloned());
        let skipped = self.report.skipped.iter();
        news.skipped
            .extend(skipped.filter(|skipped| is_new(&skipped.path)).cloned());
        news
    }
}

/// Brings the index in the folder `index` up to date with its corpus.
///
/// A new generation is written beside the current one: it takes over the files of the current one and adds those of
/// the documents that are new or changed, or hold a word that the user's own dictionary has changed. It finds what a build from scratch would find; scores may differ by a
/// little until [`compact`], since deleted text still counts.
///
/// # Errors
/// No index, one that cannot be updated (another format or analysis, damage, one from before there were updates), a
/// corpus that is gone or that no document of can be read any more. The index that was there stays.
pub fn update(
    index: impl Into<IndexFolder>,
    options: &UpdateOptions,
    progress: &dyn Progress,
) -> Result<Update, Error> {
    let begun = Instant::now();
    let folder = index.into();
    let analyzer = Analyzer::embedded();
    let (fingerprint, current) = whole(&folder, &analyzer)?;
    // Locked before the table is read, so that no other writer comes between.
    let generation = match options.mode {
        Mode::Write => Some(folder.begin()?),
        Mode::DryRun => None,
    };
    let Some(table) = FileTable::read(&folder)? else {
        return Err(Error::CannotUpdate {
            path: folder.path().to_path_buf(),
            reason: "it does not say which files it was made of".to_owned(),
        });
    };
    let manifest_now = folder.manifest()?;
    if manifest_now.from_program {
        return Err(Error::FromProgram {
            path: folder.path().to_path_buf(),
        });
    }
    let corpora = corpora(&table, &manifest_now.corpus);
    let libraries = build::open_libraries(&table.libraries)?;
    let mut listing = corpus::list(&corpora, &libraries, folder.path(), table.ignore)?;
    let besides = Besides::gather(&listing.files, libraries);
    let forgotten = ForgottenList::read(&folder)?;
    let passed_over = forgotten.take_from(&mut listing);
    let files = std::mem::take(&mut listing.files);
    let folders = std::mem::take(&mut listing.folders);
    let known = match folder.side_file(USER_ALIASES_FILE)? {
        Some(bytes) => UserAliases::from_bytes(&bytes)?,
        None => UserAliases::default(),
    };
    let (own, odd) = own_aliases::read_again(&corpora, options.aliases.as_deref(), &known)?;
    let known_words = OwnDictionary {
        words: current.dictionary.clone(),
        copy: manifest_now.dictionary.clone(),
    };
    let (dictionary, odd_words) =
        own_dictionary::read_again(&corpora, options.dictionary.as_deref(), &known_words)?;
    // Where the same words are found under another path is no change, unless that path was asked for.
    let other_words = dictionary.words != known_words.words
        || options.dictionary.is_some() && dictionary.copy != known_words.copy;
    let fields = Fields::new();
    let sought = dictionary.words.changed_words(&known_words.words);
    let touched = writer::documents_with(&sought, &current.reader.searcher(), &fields)?;
    let memory = Memory::new(options.memory, options.jobs);
    let plan = compare(
        &table,
        files,
        &besides,
        options.changes,
        memory.largest_file(),
        &touched,
    );
    let mut done = Update {
        added: plan.added.iter().map(|file| file.path.clone()).collect(),
        changed: plan.changed.iter().map(|file| file.path.clone()).collect(),
        removed: plan
            .removed
            .iter()
            .map(|row| PathBuf::from(&row.path))
            .collect(),
        aliases: own != known,
        dictionary: other_words,
        again: plan.again.iter().map(|file| file.path.clone()).collect(),
        unchanged: plan.kept.len() as u64,
        report: table.report(),
        lists: Vec::new(),
    };
    if done.aliases {
        done.lists.extend(own.files.iter().map(PathBuf::from));
    }
    if let Some(copy) = dictionary.copy.as_ref().filter(|_| done.dictionary) {
        done.lists.extend(copy.files.iter().map(PathBuf::from));
    }
    let odd: Vec<Warning> = odd.into_iter().chain(odd_words).collect();
    // What is said of a whole list (it is gone, too long) is news each time.
    let whole_lists = odd.iter().filter(|warning| warning.line.is_none());
    done.lists
        .extend(whole_lists.map(|warning| warning.path.clone()));
    done.report.generation = manifest_now.generation;
    let Some(generation) = generation.filter(|_| !done.is_empty()) else {
        listing.add_to(&mut done.report);
        done.report.forgotten = passed_over;
        done.report.warnings.extend(odd);
        if options.mode == Mode::Write {
            seen::remember(&folder, &corpora, &folders, &plan.kept, &mut done.report);
        }
        done.report.elapsed = begun.elapsed();
        return Ok(done);
    };

    let known_documents = documents::known(&folder)?;
    generation.inherit(&[
        FILE_TABLE,
        DOCUMENTS_FILE,
        COPIES_FILE,
        USER_ALIASES_FILE,
        USER_DICTIONARY_FILE,
    ])?;
    let analyzer = analyzer.with_user_dictionary(&dictionary.words);
    let gone: Vec<String> = plan.gone_ids();
    let mut to_read = plan.added;
    to_read.extend(plan.changed);
    to_read.extend(plan.again);
    to_read.sort_by(|a, b| a.id.cmp(&b.id));
    let first = table.next_number;
    let numbers: Vec<u32> = (0..to_read.len() as u32).map(|at| first + at).collect();
    let reader = Reader::new(
        &options.foreign,
        Some(Transcripts::at(folder.transcripts())),
    );
    let parts = write_parts(
        &to_read,
        &numbers,
        generation.folder(),
        &analyzer,
        &reader,
        &besides,
        &memory,
        None,
        progress,
    )?;
    progress.finish();
    let mut rows = plan.kept;
    rows.extend(parts.rows);
    let next = first + to_read.len() as u32;
    let table = FileTable::new(table.corpora, table.libraries, table.ignore, next, rows);
    done.report = table.report();
    listing.add_to(&mut done.report);
    done.report.forgotten = passed_over;
    if done.report.documents == 0 {
        return Err(Error::NothingToIndex {
            path: build::named(&corpora, &table.libraries),
        });
    }
    if !gone.is_empty() {
        writer::delete(&gone, generation.folder(), &fields)?;
    }
    writer::assemble(&parts.folders, generation.folder())?;
    let (segments, deleted) = writer::segments(generation.folder())?;
    if segments > MOST_SEGMENTS || deleted > MOST_DELETED {
        merge(&generation, &folder)?;
    }
    generation.keep_only(&writer::engine_files(generation.folder())?)?;
    write_tables(&table, &known_documents, &generation)?;
    forgotten.write(&generation)?;
    own_aliases::write(&own, &generation)?;
    dictionary.write(&generation)?;
    done.report.warnings.extend(odd);
    let manifest = manifest(&done.report, &corpora, fingerprint, dictionary.copy);
    let manifest = generation.publish(manifest)?;
    done.report.generation = manifest.generation;
    seen::remember(&folder, &corpora, &folders, &table.rows, &mut done.report);
    done.report.elapsed = begun.elapsed();
    Ok(done)
}

/// The current generation of an index, when it is whole, and the fingerprint that it shares with this program: what is
/// built on a damaged one would carry the damage on.
pub(crate) fn whole(
    folder: &IndexFolder,
    analyzer: &Analyzer,
) -> Result<(String, Generation), Error> {
    let fingerprint = seoji_schema::fingerprint(analyzer)?;
    let mut generation = folder.open(&fingerprint)?;
    match generation.fallback.take() {
        None => Ok((fingerprint, generation)),
        Some(reason) => Err(Error::CannotUpdate {
            path: folder.path().to_path_buf(),
            reason,
        }),
    }
}

/// The corpora as they were given where they are still found so from here, else by their absolute paths.
fn corpora(table: &FileTable, absolute: &[String]) -> Vec<PathBuf> {
    let same = |(given, absolute): (&String, &String)| {
        let here = std::path::absolute(given).ok();
        match here.is_some_and(|here| here == Path::new(absolute)) {
            true => PathBuf::from(given),
            false => PathBuf::from(absolute),
        }
    };
    table.corpora.iter().zip(absolute).map(same).collect()
}

/// The corpora of an index, as [`update`] finds them from here.
pub(crate) fn corpora_of(folder: &IndexFolder) -> Result<Vec<PathBuf>, Error> {
    let manifest = folder.manifest()?;
    if manifest.from_program {
        return Err(Error::FromProgram {
            path: folder.path().to_path_buf(),
        });
    }
    let table = FileTable::read(folder)?.ok_or_else(|| Error::CannotUpdate {
        path: folder.path().to_path_buf(),
        reason: "it does not say which files it was made of".to_owned(),
    })?;
    Ok(corpora(&table, &manifest.corpus))
}

/// What an index was made of that bears on one file.
pub(crate) struct MadeOf {
    /// The folder of the corpus that the file stands in; none where a library brought it.
    pub(crate) corpus: Option<PathBuf>,
    pub(crate) libraries: Vec<Library>,
}

/// What an index was made of, where a file belongs to it: by its place in a corpus, or as a file of a library.
///
/// None where it does not, and where the index cannot tell.
pub(crate) fn made_of(folder: &IndexFolder, file: &Path) -> Option<MadeOf> {
    let manifest = folder.manifest().ok()?;
    let table = FileTable::read(folder).ok()??;
    let file = spelled(file);
    let holds = |corpus: &PathBuf| Path::new(&file).starts_with(spelled(corpus));
    let corpora = corpora(&table, &manifest.corpus);
    // Of corpora that lie in each other the outer sees the most.
    let corpus = corpora
        .into_iter()
        .filter(holds)
        .min_by_key(|corpus| spelled(corpus).len());
    let is_brought = || {
        let brings = !table.libraries.is_empty();
        brings
            && table
                .rows
                .iter()
                .any(|row| spelled(Path::new(&row.path)) == file)
    };
    (corpus.is_some() || is_brought()).then_some(MadeOf {
        corpus,
        libraries: table.libraries,
    })
}

/// What is to be done.
#[derive(Default)]
struct Plan {
    added: Vec<SourceFile>,
    changed: Vec<SourceFile>,
    /// Files as they were, of documents that hold a changed word of the user's dictionary.
    again: Vec<SourceFile>,
    kept: Vec<FileRow>,
    removed: Vec<FileRow>,
    /// Ids under which files that are read again stand in the index.
    replaced: Vec<String>,
}

impl Plan {
    /// Ids of the documents that leave the index, those that come back with another text included.
    fn gone_ids(&self) -> Vec<String> {
        let mut ids: Vec<String> = self.removed.iter().map(|row| row.id.clone()).collect();
        ids.extend(self.replaced.iter().cloned());
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

/// Compares the files of the corpus with those that the index was made of.
///
/// A file whose id has changed (it was moved, or another file took its name) has to be read again: the id is part of
/// all its passages.
///
/// A file that was larger than files of `largest_file` bytes may now have room, though it has not changed.
///
/// A document is read again as a whole: a passage cannot be replaced alone, since its document's record finds it by
/// counting.
fn compare(
    table: &FileTable,
    files: Vec<SourceFile>,
    besides: &Besides,
    changes: Changes,
    largest_file: u64,
    touched: &HashSet<String>,
) -> Plan {
    let known: HashMap<&str, &FileRow> = table
        .rows
        .iter()
        .map(|row| (row.id.as_str(), row))
        .collect();
    let mut plan = Plan::default();
    let mut seen = HashSet::new();
    for file in files {
        let Some(&row) = known.get(file.id.as_str()) else {
            plan.added.push(file);
            continue;
        };
        seen.insert(row.id.as_str());
        let stamp =
            std::fs::metadata(&file.path).map_or(Stamp::default(), |found| Stamp::of(&found));
        let by_stamp = row.is_unchanged(stamp);
        let unchanged = match (changes, by_stamp) {
            _ if row.has_room_now(largest_file) => false,
            (_, Some(false)) => false,
            (Changes::ByStamp, Some(true)) => true,
            _ => row.has_content_of(&file.path),
        };
        // The path is stored with the document and shown; what stands beside the file is a part of it.
        let same_place = file.path.to_string_lossy() == row.path
            && row.beside == besides.hash(&file.path, &row.keys);
        if unchanged && same_place && touched.contains(&row.id) {
            plan.replaced.push(row.id.clone());
            plan.again.push(file);
        } else if unchanged && same_place {
            let mut row = row.clone();
            // Read just now: with this the next update need not read it again.
            if by_stamp.is_none() {
                (row.stamp, row.read_at) = (stamp, crate::files::now());
            }
            plan.kept.push(row);
        } else {
            plan.replaced.push(row.id.clone());
            plan.changed.push(file);
        }
    }
    plan.removed = table
        .rows
        .iter()
        .filter(|row| !seen.contains(row.id.as_str()))
        .cloned()
        .collect();
    plan
}

/// Merges the segments that a generation of the index has taken over.
fn merge(generation: &NewGeneration, index: &IndexFolder) -> Result<(), Error> {
    match writer::merge(generation.folder()) {
        // The folder is that of a generation which will not be.
        Err(seoji_schema::Error::Damaged { what, .. }) => Err(Error::CannotUpdate {
            path: index.path().to_path_buf(),
            reason: what,
        }),
        merged => Ok(merged?),
    }
}

/// Names of the files that a generation keeps whose engine files have changed: these, and all that are not the engine's.
pub(crate) fn kept_files(folder: &Folder, before: &Manifest) -> Result<HashSet<PathBuf>, Error> {
    let mut files = writer::engine_files(folder)?;
    let names = before.files.iter().map(|file| &file.name);
    files.extend(
        names
            .filter(|name| !FileEntry::is_of_segment(name))
            .map(PathBuf::from),
    );
    Ok(files)
}

/// Merges the segments of the index in the folder `index` and drops what is marked as deleted.
///
/// Afterwards scores are those of a build from scratch.
///
/// # Errors
/// As [`update`].
pub fn compact(index: impl Into<IndexFolder>) -> Result<Report, Error> {
    let begun = Instant::now();
    let folder = index.into();
    whole(&folder, &Analyzer::embedded())?;
    let generation = folder.begin()?;
    let before = generation.inherit(&[])?;
    merge(&generation, &folder)?;
    generation.keep_only(&kept_files(generation.folder(), &before)?)?;
    let mut report = FileTable::read(&folder)?
        .map(|table| table.report())
        .unwrap_or_default();
    let from = before.generation;
    report.generation = generation.publish(before)?.generation;
    seen::carry(&folder, from, &mut report);
    report.elapsed = begun.elapsed();
    Ok(report)
}
