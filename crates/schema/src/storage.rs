//! The files of an index: every operation on them goes through here.
//!
//! A [`Storage`] does what the operating system does and nothing else. A test can put a [`Witness`] beside it that is
//! asked before each [`Step`] and may refuse it, as a full disk, a missing permission or the end of the program would.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is done to a file or a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Operation {
    /// A folder is made.
    CreateFolder,
    /// A file is made, or made empty.
    CreateFile,
    /// Bytes are added to a file that was made.
    Write,
    /// A file's bytes are made durable.
    Sync,
    /// The names in a folder are made durable.
    SyncFolder,
    /// A file or folder gets another name, and replaces the file that has it.
    Rename,
    /// A file gets one more name.
    Link,
    /// A file is copied.
    Copy,
    /// A file's name is removed.
    RemoveFile,
    /// An empty folder is removed.
    RemoveFolder,
    /// A file is read or mapped into memory.
    Read,
    /// The names in a folder are read.
    List,
    /// Whether a file is there and how long it is.
    Inspect,
    /// The operating system's lock is asked for.
    Lock,
}

/// One operation on files.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// What is done.
    pub operation: Operation,
    /// To which file or folder.
    pub path: &'a Path,
    /// The other name, of a rename, a link and a copy.
    pub to: Option<&'a Path>,
}

/// Somebody who sees every step, and may refuse it.
pub trait Witness: fmt::Debug + Send + Sync {
    /// Is asked before a step.
    ///
    /// # Errors
    /// The step is not taken and this is its error.
    fn before(&self, step: Step<'_>) -> io::Result<()>;

    /// Is told of a step that has succeeded.
    fn after(&self, _step: Step<'_>) {}
}

/// The way to the files of an index.
#[derive(Clone, Debug, Default)]
pub struct Storage {
    witness: Option<Arc<dyn Witness>>,
}

impl Storage {
    /// The operating system's files, with somebody who sees every step.
    pub fn watched(witness: Arc<dyn Witness>) -> Self {
        Self {
            witness: Some(witness),
        }
    }

    fn step<T>(
        &self,
        operation: Operation,
        path: &Path,
        to: Option<&Path>,
        act: impl FnOnce() -> io::Result<T>,
    ) -> io::Result<T> {
        let Some(witness) = &self.witness else {
            return act();
        };
        let step = Step {
            operation,
            path,
            to,
        };
        witness.before(step)?;
        let done = act();
        if done.is_ok() {
            witness.after(step);
        }
        done
    }

    /// Makes a folder.
    ///
    /// # Errors
    /// The operating system refuses, as in all that follow.
    pub fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.step(Operation::CreateFolder, path, None, || fs::create_dir(path))
    }

    /// Makes a folder and those above it, where they are missing.
    ///
    /// # Errors
    /// The operating system refuses.
    pub fn create_folders(&self, path: &Path) -> io::Result<()> {
        self.step(Operation::CreateFolder, path, None, || {
            fs::create_dir_all(path)
        })
    }

    /// Makes a file to write into; one that is there is made empty.
    ///
    /// # Errors
    /// The operating system refuses.
    pub fn create(&self, path: &Path) -> io::Result<NewFile> {
        self.created(
            path,
            OpenOptions::new().write(true).create(true).truncate(true),
        )
    }

    /// Makes a file to write into.
    ///
    /// # Errors
    /// There is one already; the operating system refuses.
    pub fn create_new(&self, path: &Path) -> io::Result<NewFile> {
        self.created(path, OpenOptions::new().write(true).create_new(true))
    }

    fn created(&self, path: &Path, options: &OpenOptions) -> io::Result<NewFile> {
        let file = self.step(Operation::CreateFile, path, None, || options.open(path))?;
        Ok(NewFile {
            file,
            path: path.to_path_buf(),
            storage: self.clone(),
        })
    }

    /// Writes a file; it is durable only after [`Storage::sync`].
    ///
    /// # Errors
    /// The operating system refuses.
    pub fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.create(path)?.write_all(bytes)
    }

    /// Writes a file and makes its bytes durable; its name is only after [`Storage::sync_folder`].
    ///
    /// # Errors
    /// The operating system refuses.
    pub fn write_durably(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = self.create(path)?;
        file.write_all(bytes)?;
        file.sync()
    }

    /// Puts a file in the place of another, so that there is always one of them whole.
    ///
    /// # Errors
    /// The operating system refuses; what was there stays.
    pub fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut name = path.as_os_str().to_owned();
        name.push(".new");
        let fresh = PathBuf::from(name);
        let replaced = self
            .write_durably(&fresh, bytes)
            .and_then(|()| self.rename(&fresh, path));
        if replaced.is_err() {
            // Best effort: a later one is written over it.
            let _ = self.remove_file(&fresh);
        }
        replaced
    }

    /// Makes the bytes of a file durable.
    ///
    /// # Errors
    /// The operating system refuses.
    pub fn sync(&self, path: &Path) -> io::Result<()> {
        self.step(Operation::Sync, path, None, || File::open(path)?.sync_all())
    }

    /// Makes the names in a folder durable; where folders cannot be opened (Windows) there is nothing to do.
    ///
    /// # Errors
    /// The operating system refuses.
    pub fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.step(Operation::SyncFolder, path, None, || {
            match File::open(path) {
                Ok(folder) => folder.sync_all(),
                Err(_) if cfg!(windows) => Ok(()),
                Err(error) => Err(error),
            }
        })
    }

    /// Gives a file or folder another name; a file that has it is replaced.
    ///
    /// # Errors
    /// The operating system refuses.
    pub fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(Operation::Rename, from, Some(to), || fs::rename(from, to))
    }

    /// Gives a file one more name, or copies it where the file system has no links.
    ///
    /// # Errors
    /// The operating system refuses both.
    pub fn link_or_copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        let linked = self.step(Operation::Link, from, Some(to), || fs::hard_link(from, to));
        match linked {
            Ok(()) => Ok(()),
            Err(_) => self.step(Operation::Copy, from, Some(to), || {
                fs::copy(from, to).map(drop)
            }),
        }
    }

    /// Removes a file.
    ///
    /// # Errors
    /// The operating system refuses.
    pub fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.step(Operation::RemoveFile, path, None, || fs::remove_file(path))
    }

    /// Removes a folder with all that is in it; links are removed, not followed.
    ///
    /// # Errors
    /// The operating system refuses; a part may be gone by then.
    pub fn remove_folder(&self, path: &Path) -> io::Result<()> {
        for entry in self.list(path)? {
            if entry.file_type()?.is_dir() {
                self.remove_folder(&entry.path())?;
            } else {
                self.remove_file(&entry.path())?;
            }
        }
        self.step(Operation::RemoveFolder, path, None, || fs::remove_dir(path))
    }

    /// Reads a file.
    ///
    /// # Errors
    /// The operating system refuses.
    pub fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.step(Operation::Read, path, None, || fs::read(path))
    }

    /// Opens a file for reading.
    ///
    /// # Errors
    /// The operating system refuses.
    pub fn open(&self, path: &Path) -> io::Result<File> {
        self.step(Operation::Read, path, None, || File::open(path))
    }

    /// What is in a folder, in order of name.
    ///
    /// # Errors
    /// The operating system refuses.
    pub fn list(&self, path: &Path) -> io::Result<Vec<fs::DirEntry>> {
        let mut entries = self.step(Operation::List, path, None, || {
            fs::read_dir(path)?.collect::<io::Result<Vec<_>>>()
        })?;
        entries.sort_by_key(fs::DirEntry::file_name);
        Ok(entries)
    }

    /// What the operating system says of a file.
    ///
    /// # Errors
    /// The operating system refuses.
    pub fn inspect(&self, path: &Path) -> io::Result<fs::Metadata> {
        self.step(Operation::Inspect, path, None, || fs::metadata(path))
    }

    /// Does what needs the operating system to read a file another way.
    pub(crate) fn reading<T>(
        &self,
        path: &Path,
        read: impl FnOnce() -> io::Result<T>,
    ) -> io::Result<T> {
        self.step(Operation::Read, path, None, read)
    }

    /// Takes the lock that the file at `path` stands for; `None` when another program has it.
    ///
    /// # Errors
    /// The operating system refuses.
    pub(crate) fn lock(&self, path: &Path) -> io::Result<Option<File>> {
        self.step(Operation::Lock, path, None, || {
            let file = OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(true)
                .open(path)?;
            let locked = fs4::fs_std::FileExt::try_lock_exclusive(&file)?;
            Ok(locked.then_some(file))
        })
    }
}

/// A file that is being written.
#[derive(Debug)]
pub struct NewFile {
    file: File,
    path: PathBuf,
    storage: Storage,
}

impl NewFile {
    /// Makes what was written durable.
    ///
    /// # Errors
    /// The operating system refuses.
    pub fn sync(&mut self) -> io::Result<()> {
        let Self {
            file,
            path,
            storage,
        } = self;
        storage.step(Operation::Sync, path, None, || file.sync_all())
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Self {
            file,
            path,
            storage,
        } = self;
        storage.step(Operation::Write, path, None, || file.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A folder of an index that is being written, and the way to its files.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
    storage: Storage,
}

impl Folder {
    /// The folder at `path`, whether or not there is one.
    pub fn new(path: impl Into<PathBuf>, storage: Storage) -> Self {
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

    /// The folder of this name in it.
    pub fn join(&self, name: impl AsRef<Path>) -> Self {
        Self::new(self.path.join(name), self.storage.clone())
    }
}
