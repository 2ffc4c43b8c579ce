//! The engine's files: as a writer makes them, and as a reader sees them, who writes nothing, not even a lock file.

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Read as _, Seek as _, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::HasLen;
use tantivy::directory::error::{
    DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError,
};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes,
    TerminatingWrite, WatchCallback, WatchHandle, WritePtr,
};

use crate::storage::{Folder, NewFile, Storage};

/// How much of a file a writer holds while it reads it from its begin to its end.
const WINDOW_BYTES: usize = 128 * 1024;

/// A file that is read, not mapped: who merges segments goes through them once, and what is mapped counts as memory of
/// the program until the system wants it back.
#[derive(Debug)]
struct ReadFile {
    bytes: usize,
    read: Mutex<Window>,
}

/// A file and what was last read of it.
#[derive(Debug)]
struct Window {
    file: File,
    start: usize,
    bytes: OwnedBytes,
}

impl ReadFile {
    fn new(file: File) -> io::Result<Self> {
        let bytes = file.metadata()?.len();
        let bytes = usize::try_from(bytes).map_err(|_| io::Error::from(ErrorKind::FileTooLarge))?;
        let read = Mutex::new(Window {
            file,
            start: 0,
            bytes: OwnedBytes::empty(),
        });
        Ok(Self { bytes, read })
    }
}

impl HasLen for ReadFile {
    fn len(&self) -> usize {
        self.bytes
    }
}

impl FileHandle for ReadFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.start > range.end || range.end > self.bytes {
            return Err(io::Error::from(ErrorKind::UnexpectedEof));
        }
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let held = read.start..read.start + read.bytes.len();
        if held.start <= range.start && range.end <= held.end {
            let from = range.start - held.start;
            return Ok(read.bytes.slice(from..from + range.len()));
        }
        let ahead = range.len().max(WINDOW_BYTES).min(self.bytes - range.start);
        let mut bytes = Vec::with_capacity(ahead);
        read.file.seek(SeekFrom::Start(range.start as u64))?;
        (&read.file).take(ahead as u64).read_to_end(&mut bytes)?;
        if bytes.len() < ahead {
            return Err(io::Error::from(ErrorKind::UnexpectedEof));
        }
        let bytes = OwnedBytes::new(bytes);
        let wanted = bytes.slice(0..range.len());
        // The end of a file is held as well: it is read piece by piece like the rest.
        if ahead <= WINDOW_BYTES {
            (read.start, read.bytes) = (range.start, bytes);
        }
        Ok(wanted)
    }
}

/// The engine's files in a folder that is being written; what the engine does to them goes through [`Storage`].
#[derive(Clone, Debug)]
pub struct WriterDirectory {
    folder: PathBuf,
    storage: Storage,
}

impl WriterDirectory {
    /// Looks at a folder.
    ///
    /// # Errors
    /// A folder that does not exist or cannot be read.
    pub fn open(folder: &Folder) -> Result<Self, OpenDirectoryError> {
        let (path, storage) = (folder.path(), folder.storage());
        match storage.inspect(path) {
            Ok(found) if found.is_dir() => Ok(Self {
                folder: path.to_path_buf(),
                storage: storage.clone(),
            }),
            Ok(_) => Err(OpenDirectoryError::NotADirectory(path.to_path_buf())),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Err(OpenDirectoryError::DoesNotExist(path.to_path_buf()))
            }
            Err(error) => Err(OpenDirectoryError::wrap_io_error(error, path.to_path_buf())),
        }
    }
}

/// An error of reading as the engine tells it.
fn unread(error: io::Error, path: &Path) -> OpenReadError {
    match error.kind() {
        ErrorKind::NotFound => OpenReadError::FileDoesNotExist(path.to_path_buf()),
        _ => OpenReadError::wrap_io_error(error, path.to_path_buf()),
    }
}

impl TerminatingWrite for NewFile {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.sync()
    }
}

impl Directory for WriterDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let file = self.storage.open(&self.folder.join(path));
        let file = file
            .and_then(ReadFile::new)
            .map_err(|error| unread(error, path))?;
        Ok(Arc::new(file))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.storage
            .remove_file(&self.folder.join(path))
            .map_err(|error| match error.kind() {
                ErrorKind::NotFound => DeleteError::FileDoesNotExist(path.to_path_buf()),
                _ => DeleteError::IoError {
                    io_error: Arc::new(error),
                    filepath: path.to_path_buf(),
                },
            })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        match self.storage.inspect(&self.folder.join(path)) {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(unread(error, path)),
        }
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        match self.storage.create_new(&self.folder.join(path)) {
            Ok(file) => Ok(BufWriter::new(Box::new(file))),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                Err(OpenWriteError::FileAlreadyExists(path.to_path_buf()))
            }
            Err(error) => Err(OpenWriteError::wrap_io_error(error, path.to_path_buf())),
        }
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.storage
            .read(&self.folder.join(path))
            .map_err(|error| unread(error, path))
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.storage.replace(&self.folder.join(path), data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.storage.sync_folder(&self.folder)
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        // The lock of the index is held already, and nobody else knows of a folder that is being written.
        let _ = lock;
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}

/// A read-only view of an immutable generation.
///
/// The engine asks for a lock file when it opens a reader, to keep a writer from deleting files under it. A
/// generation is never changed and never loses a file while it can be opened, so the lock does nothing; an index on
/// a read-only medium can be searched.
#[derive(Clone, Debug)]
pub struct ReadOnlyDirectory {
    inner: WriterDirectory,
    /// Maps files into memory.
    mapping: MmapDirectory,
}

impl ReadOnlyDirectory {
    /// Looks at the folder of a generation.
    ///
    /// # Errors
    /// A folder that does not exist or cannot be read.
    pub fn open(folder: &Folder) -> Result<Self, OpenDirectoryError> {
        Ok(Self {
            inner: WriterDirectory::open(folder)?,
            mapping: MmapDirectory::open(folder.path())?,
        })
    }
}

fn read_only() -> io::Error {
    io::Error::new(
        io::ErrorKind::PermissionDenied,
        "a generation of an index is read-only",
    )
}

impl Directory for ReadOnlyDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        // The storage is asked; the engine's own directory maps the file and keeps its kinds of errors.
        self.inner
            .storage
            .reading(&self.inner.folder.join(path), || Ok(()))
            .map_err(|error| unread(error, path))?;
        self.mapping.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::IoError {
            io_error: Arc::new(read_only()),
            filepath: path.to_path_buf(),
        })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::wrap_io_error(
            read_only(),
            path.to_path_buf(),
        ))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.inner.atomic_read(path)
    }

    fn atomic_write(&self, _path: &Path, _data: &[u8]) -> io::Result<()> {
        Err(read_only())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    fn acquire_lock(&self, _lock: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}
