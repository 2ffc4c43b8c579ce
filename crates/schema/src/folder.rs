//! The index folder: immutable generations and one small pointer file.
//!
//! ```text
//! index/
//!   current          {"format":2,"generation":3}: swapped by rename, read first
//!   lock             held by the writer through the operating system, empty
//!   seen             what the corpus looked like, for a search to tell whether it has changed; may be missing
//!   transcripts/     what files of foreign formats say, by the hash of their content; may be missing
//!   g-000002/        the generation before, kept so that a damaged one has a fallback
//!   g-000003/        manifest.json, the engine's files and side files, never changed once pointed to
//! ```

use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use seoji_analysis::UserDictionary;
use serde::{Deserialize, Serialize};
use tantivy::{Index, IndexReader, ReloadPolicy};

use crate::manifest::MANIFEST_FILE;
use crate::seen::SEEN_FILE;
use crate::storage::{Folder, Storage};
use crate::{Error, FORMAT_VERSION, FileEntry, Manifest, ReadOnlyDirectory};

mod check;

pub use check::{Check, Damage};

const POINTER_FILE: &str = "current";
const LOCK_FILE: &str = "lock";
const TRANSCRIPTS_FOLDER: &str = "transcripts";
const GENERATION_PREFIX: &str = "g-";

/// The folder that holds an index.
#[derive(Clone, Debug)]
pub struct IndexFolder {
    path: PathBuf,
    storage: Storage,
}

/// An opened generation: what it is, and the engine's read-only view of it.
pub struct Generation {
    /// What the writer says of it.
    pub manifest: Manifest,
    /// The user's own words that its terms were made with: who reads it analyses with them.
    pub dictionary: UserDictionary,
    /// Why this is not the newest generation, when that one is damaged.
    pub fallback: Option<String>,
    /// The engine's index; its tokenizers are not registered.
    pub index: Index,
    /// A reader of it that has all its files open: they stay readable when a writer removes the generation.
    pub reader: IndexReader,
}

/// A generation that is being written; dropped without [`NewGeneration::publish`] it is removed.
pub struct NewGeneration {
    index: IndexFolder,
    number: u64,
    folder: Folder,
    published: bool,
    /// Unfinished generations whose complete parts may be taken over; they go when this one is published.
    leftovers: Vec<u64>,
    /// Holds the operating system's lock until the end.
    lock: File,
}

#[derive(Serialize, Deserialize)]
struct Pointer {
    format: u32,
    generation: u64,
}

impl From<&Path> for IndexFolder {
    fn from(path: &Path) -> Self {
        Self::at(path)
    }
}

impl From<&PathBuf> for IndexFolder {
    fn from(path: &PathBuf) -> Self {
        Self::at(path)
    }
}

impl From<PathBuf> for IndexFolder {
    fn from(path: PathBuf) -> Self {
        Self::at(path)
    }
}

impl From<&IndexFolder> for IndexFolder {
    fn from(folder: &IndexFolder) -> Self {
        folder.clone()
    }
}

impl IndexFolder {
    /// The index folder at `path`, whether or not there is one yet.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self::with_storage(path, Storage::default())
    }

    /// The index folder at `path`, whose files are reached through `storage`.
    pub fn with_storage(path: impl Into<PathBuf>, storage: Storage) -> Self {
        Self {
            path: path.into(),
            storage,
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The way to its files.
    pub fn storage(&self) -> &Storage {
        &self.storage
    }

    /// Where a writer keeps what it once read of files that are costly to read; it may be missing, and may go.
    pub fn transcripts(&self) -> Folder {
        Folder::new(self.path.join(TRANSCRIPTS_FOLDER), self.storage.clone())
    }

    /// Whether a folder looks like an index (it has the pointer file).
    pub fn is_index(&self) -> bool {
        self.path.join(POINTER_FILE).is_file()
    }

    /// Opens the current generation for reading, or the one before when the current one is damaged.
    ///
    /// Nothing is written; names, lengths and footers of the files are checked, not their content.
    ///
    /// # Errors
    /// No index, an unfinished one, one of another format or another analysis, or a damaged one with nothing to fall
    /// back to.
    pub fn open(&self, fingerprint: &str) -> Result<Generation, Error> {
        // A writer may remove the generation between reading the pointer and opening it: then the pointer has moved.
        let mut number = match self.read_pointer() {
            Ok(number) => number,
            // The generations say for themselves whether they are whole.
            Err(damage @ Error::Damaged { .. }) => {
                return self.open_before(u64::MAX, fingerprint, damage);
            }
            Err(error) => return Err(error),
        };
        let damage = loop {
            match self.open_generation(number, fingerprint) {
                Err(
                    error
                    // What the disk no longer gives is as good as gone.
                    @ (Error::Damaged { .. }
                    | Error::Engine(_)
                    | Error::DamagedRecord { .. }
                    | Error::Io { .. }),
                ) => {
                    let now = self.read_pointer()?;
                    if now == number {
                        break error;
                    }
                    number = now;
                }
                other => return other,
            }
        };
        self.open_before(number, fingerprint, damage)
    }

    /// Opens the newest generation before `number` that is whole, or tells of the damage.
    fn open_before(
        &self,
        number: u64,
        fingerprint: &str,
        damage: Error,
    ) -> Result<Generation, Error> {
        for previous in self
            .generations()?
            .into_iter()
            .rev()
            .filter(|&previous| previous < number)
        {
            if let Ok(mut generation) = self.open_generation(previous, fingerprint) {
                generation.fallback = Some(damage.to_string());
                return Ok(generation);
            }
        }
        Err(match damage {
            Error::Engine(engine) => Error::Damaged {
                path: self.path.clone(),
                what: engine.to_string(),
            },
            other => other,
        })
    }

    /// Reads the manifest of the current generation, whatever analysis made it.
    ///
    /// # Errors
    /// As [`IndexFolder::open`], but for the analysis.
    pub fn manifest(&self) -> Result<Manifest, Error> {
        Manifest::read(&self.generation_folder(self.read_pointer()?), &self.path)
    }

    /// Reads a side file of the current generation; `None` where that has none of this name.
    ///
    /// # Errors
    /// As [`IndexFolder::manifest`], and a file that cannot be read.
    pub fn side_file(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        self.side_file_of(&self.manifest()?, name)
    }

    /// Reads a side file of the generation that this manifest is of; `None` where that has none of this name.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn side_file_of(&self, manifest: &Manifest, name: &str) -> Result<Option<Vec<u8>>, Error> {
        if manifest.files.iter().all(|file| file.name != name) {
            return Ok(None);
        }
        let path = self.generation_path(manifest.generation).join(name);
        match self.storage.read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(source) => Err(Error::io("read", &path, source)),
        }
    }

    /// Begins a new generation and locks the index against other writers; readers go on undisturbed.
    ///
    /// What an interrupted writer left behind is removed first.
    ///
    /// # Errors
    /// Another writer, a folder with other files, or no permission.
    pub fn begin(&self) -> Result<NewGeneration, Error> {
        let mut generation = self.begin_after_interruption()?;
        for unfinished in std::mem::take(&mut generation.leftovers) {
            self.remove_generation(unfinished)?;
        }
        Ok(generation)
    }

    /// Begins a new generation as [`IndexFolder::begin`] does, but leaves what interrupted writers left behind until it
    /// is published: see [`NewGeneration::leftovers`].
    ///
    /// # Errors
    /// As [`IndexFolder::begin`].
    pub fn begin_after_interruption(&self) -> Result<NewGeneration, Error> {
        self.storage
            .create_folders(&self.path)
            .map_err(|source| Error::io("create", &self.path, source))?;
        self.refuse_foreign()?;
        let lock_path = self.path.join(LOCK_FILE);
        let lock = match self.storage.lock(&lock_path) {
            Ok(Some(lock)) => lock,
            Ok(None) => {
                return Err(Error::Locked {
                    path: self.path.clone(),
                });
            }
            Err(source) => return Err(Error::io("lock", &lock_path, source)),
        };
        let current = match self.read_pointer() {
            Ok(number) => number,
            Err(error) if error.is_missing() => 0,
            // A pointer that cannot be read names nothing, so nothing is known to be unfinished; rebuilding is the
            // cure and must stay possible.
            Err(Error::Damaged { .. } | Error::OtherFormat { .. }) => u64::MAX,
            Err(error) => return Err(error),
        };
        let generations = self.generations()?;
        let leftovers = generations.iter().copied();
        let leftovers = leftovers.filter(|&number| number > current).collect();
        let number = generations.last().copied().unwrap_or(0).saturating_add(1);
        let folder = self.generation_folder(number);
        self.storage
            .create_folder(folder.path())
            .map_err(|source| Error::io("create", folder.path(), source))?;
        Ok(NewGeneration {
            index: self.clone(),
            number,
            folder,
            published: false,
            leftovers,
            lock,
        })
    }

    fn open_generation(&self, number: u64, fingerprint: &str) -> Result<Generation, Error> {
        let folder = self.generation_folder(number);
        let manifest = Manifest::read(&folder, &self.path)?;
        if manifest.fingerprint != fingerprint {
            return Err(Error::OtherAnalysis {
                path: self.path.clone(),
                found: manifest.fingerprint,
                expected: fingerprint.to_owned(),
            });
        }
        let dictionary = match &manifest.dictionary {
            Some(copy) => copy.read(&folder, &self.path)?,
            None => UserDictionary::default(),
        };
        let directory = ReadOnlyDirectory::open(&folder).map_err(tantivy::TantivyError::from)?;
        let index = Index::open(directory)?;
        // Opens every file and reads its footer, so that what is damaged or just removed shows here, where the
        // generation before can still be taken.
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(Generation {
            manifest,
            dictionary,
            fallback: None,
            index,
            reader,
        })
    }

    /// Reads a side file of the current generation, whatever format and analysis that has; `None` where there is none.
    ///
    /// What a person decided must outlive a format: a rebuild asks for it here.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn side_file_of_any_format(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let pointer = self.storage.read(&self.path.join(POINTER_FILE));
        let pointer = pointer.unwrap_or_default();
        let number = match serde_json::from_slice::<Pointer>(&pointer) {
            Ok(pointer) => Some(pointer.generation),
            Err(_) if self.path.is_dir() => self.generations()?.pop(),
            Err(_) => None,
        };
        let Some(number) = number else {
            return Ok(None);
        };
        let path = self.generation_path(number).join(name);
        match self.storage.read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(Error::io("read", &path, source)),
        }
    }

    fn read_pointer(&self) -> Result<u64, Error> {
        let path = self.path.join(POINTER_FILE);
        let bytes = match self.storage.read(&path) {
            Ok(bytes) => bytes,
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                let begun = self.path.is_dir() && !self.generations()?.is_empty();
                let path = self.path.clone();
                return Err(if begun {
                    Error::Unfinished { path }
                } else {
                    Error::NoIndex { path }
                });
            }
            Err(source) => return Err(Error::io("read", &path, source)),
        };
        let damaged = |error: serde_json::Error| Error::Damaged {
            path: self.path.clone(),
            what: format!("{}: {error}", path.display()),
        };
        let pointer: Pointer = serde_json::from_slice(&bytes).map_err(damaged)?;
        if pointer.format != FORMAT_VERSION {
            let (found, expected) = (pointer.format, FORMAT_VERSION);
            return Err(Error::OtherFormat {
                path: self.path.clone(),
                found,
                expected,
            });
        }
        Ok(pointer.generation)
    }

    /// Numbers of the generations that have a folder, ascending.
    fn generations(&self) -> Result<Vec<u64>, Error> {
        let mut numbers = Vec::new();
        for name in self.names()? {
            if let Some(number) = name
                .strip_prefix(GENERATION_PREFIX)
                .and_then(|digits| digits.parse().ok())
            {
                numbers.push(number);
            }
        }
        numbers.sort_unstable();
        Ok(numbers)
    }

    fn names(&self) -> Result<Vec<String>, Error> {
        let unreadable = |source| Error::io("read", &self.path, source);
        let mut names = Vec::new();
        for entry in self.storage.list(&self.path).map_err(unreadable)? {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
        Ok(names)
    }

    /// Writing into a folder that somebody uses for something else would be an accident.
    fn refuse_foreign(&self) -> Result<(), Error> {
        let ours = |name: &str| {
            name.starts_with('.')
                || name.starts_with(POINTER_FILE)
                || name.eq_ignore_ascii_case("README.md")
                || name == LOCK_FILE
                || name.starts_with(SEEN_FILE)
                || name == TRANSCRIPTS_FOLDER
                || name
                    .strip_prefix(GENERATION_PREFIX)
                    .is_some_and(|digits| digits.parse::<u64>().is_ok())
        };
        match self.names()?.into_iter().find(|name| !ours(name)) {
            Some(found) => Err(Error::ForeignFolder {
                path: self.path.clone(),
                found,
            }),
            None => Ok(()),
        }
    }

    fn generation_path(&self, number: u64) -> PathBuf {
        self.path.join(format!("{GENERATION_PREFIX}{number:06}"))
    }

    fn generation_folder(&self, number: u64) -> Folder {
        Folder::new(self.generation_path(number), self.storage.clone())
    }

    fn remove_generation(&self, number: u64) -> Result<(), Error> {
        let path = self.generation_path(number);
        match self.storage.remove_folder(&path) {
            Err(source) if source.kind() != ErrorKind::NotFound => {
                Err(Error::io("remove", &path, source))
            }
            _ => Ok(()),
        }
    }
}

impl NewGeneration {
    /// The folder to write into.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// The folders of unfinished generations.
    pub fn leftovers(&self) -> Vec<Folder> {
        let leftovers = self.leftovers.iter();
        leftovers
            .map(|&number| self.index.generation_folder(number))
            .collect()
    }

    /// Number of the generation, counted from 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Writes a file that is not the engine's into the generation; it is listed and made durable with the others.
    ///
    /// # Errors
    /// The operating system refuses.
    pub fn write_side_file(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let path = self.folder.path().join(name);
        // A file that was taken over is the generation's before, too: its name must be free.
        let created = self.index.storage.create_new(&path);
        let written = created.and_then(|mut file| file.write_all(bytes));
        written.map_err(|source| Error::io("write", &path, source))
    }

    /// Takes over the files of the current generation, but for those named in `without`.
    ///
    /// The files are linked where the file system can, else copied; either way the current generation keeps its own
    /// names, and no file is ever changed in place.
    ///
    /// # Errors
    /// No current generation that is whole; the operating system refuses.
    pub fn inherit(&self, without: &[&str]) -> Result<Manifest, Error> {
        let manifest = self.index.manifest()?;
        let from = self.index.generation_path(manifest.generation);
        for file in &manifest.files {
            if without.contains(&file.name.as_str()) {
                continue;
            }
            let (source, target) = (from.join(&file.name), self.folder.path().join(&file.name));
            let taken = self.index.storage.link_or_copy(&source, &target);
            taken.map_err(|error| Error::io("copy", &source, error))?;
        }
        Ok(manifest)
    }

    /// Removes every file of the generation that is not in `names`.
    ///
    /// # Errors
    /// The operating system refuses.
    pub fn keep_only(&self, names: &std::collections::HashSet<PathBuf>) -> Result<(), Error> {
        let (path, storage) = (self.folder.path(), &self.index.storage);
        let entries = storage.list(path);
        for entry in entries.map_err(|source| Error::io("read", path, source))? {
            if !names.contains(Path::new(&entry.file_name())) {
                let removed = storage.remove_file(&entry.path());
                removed.map_err(|source| Error::io("remove", &entry.path(), source))?;
            }
        }
        Ok(())
    }

    /// Makes this generation the current one: lists and syncs its files, writes the manifest, swaps the pointer.
    ///
    /// Until the pointer is swapped the generation before stays current; after it the one before is kept as the
    /// fallback and older ones are removed.
    ///
    /// # Errors
    /// The operating system refuses; the generation before stays current.
    pub fn publish(mut self, mut manifest: Manifest) -> Result<Manifest, Error> {
        manifest.format = FORMAT_VERSION;
        manifest.generation = self.number;
        manifest.files = self.sync_files()?;
        let bytes = serde_json::to_vec_pretty(&manifest)
            .expect("a manifest holds only strings and numbers");
        let storage = &self.index.storage;
        let path = self.folder.path().join(MANIFEST_FILE);
        let written = storage.write_durably(&path, &bytes);
        written.map_err(|source| Error::io("write", &path, source))?;
        let sync = |path: &Path| {
            let synced = storage.sync_folder(path);
            synced.map_err(|source| Error::io("sync", path, source))
        };
        // The names in the new folder, and that of the folder itself, before anything points to it.
        sync(self.folder.path())?;
        sync(&self.index.path)?;
        let pointer = Pointer {
            format: FORMAT_VERSION,
            generation: self.number,
        };
        let bytes = serde_json::to_vec(&pointer).expect("a pointer holds only numbers");
        let pointer_path = self.index.path.join(POINTER_FILE);
        storage
            .replace(&pointer_path, &bytes)
            .map_err(|source| Error::io("replace", &pointer_path, source))?;
        // From here on the new generation is what readers open.
        self.published = true;
        sync(&self.index.path)?;
        for &unfinished in &self.leftovers {
            // As with old generations: the next writer tries again.
            let _ = self.index.remove_generation(unfinished);
        }
        let generations = self.index.generations()?;
        for &old in generations
            .iter()
            .filter(|&number| *number < self.number && !self.leftovers.contains(number))
            .rev()
            .skip(1)
        {
            // The new generation is current whether or not an old one can go; the next writer tries again.
            let _ = self.index.remove_generation(old);
        }
        Ok(manifest)
    }

    fn sync_files(&self) -> Result<Vec<FileEntry>, Error> {
        let storage = &self.index.storage;
        let unreadable = |source| Error::io("read", self.folder.path(), source);
        let mut files = Vec::new();
        for entry in storage.list(self.folder.path()).map_err(unreadable)? {
            let name = entry.file_name().to_string_lossy().into_owned();
            // The engine's own lock files and its list of files to collect mean nothing once nothing is written.
            if name.starts_with('.') || name == MANIFEST_FILE {
                continue;
            }
            let synced = storage.sync(&entry.path());
            synced.map_err(|source| Error::io("sync", &entry.path(), source))?;
            let sha256 = match FileEntry::is_of_segment(&name) {
                true => None,
                false => Some(check::sha256(storage, &entry.path())?),
            };
            files.push(FileEntry {
                name,
                sha256,
                bytes: entry.metadata().map_err(unreadable)?.len(),
            });
        }
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(files)
    }
}

impl Drop for NewGeneration {
    fn drop(&mut self) {
        if !self.published {
            // Best effort: what stays behind is removed by the next writer.
            let _ = self.index.storage.remove_folder(self.folder.path());
        }
        // Closing the file would do, were it not for a program that is being started just now: until it runs, it
        // holds a copy of everything that is open here, and with it the lock.
        let _ = fs4::fs_std::FileExt::unlock(&self.lock);
    }
}

#[cfg(test)]
mod tests;
