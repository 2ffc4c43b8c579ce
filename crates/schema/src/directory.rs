//! The engine's files: as a writer makes them, and as a reader sees them, who writes nothing, not even a lock file.

use std::io::{self, BufWriter, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::{
    DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError,
};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
};

use crate::storage::{Folder, NewFile, Storage};

/// The engine's files in a folder that is being written; what the engine does to them goes through [`Storage`].
#[derive(Clone, Debug)]
pub struct WriterDirectory {
    /// Maps files into memory.
    inner: MmapDirectory,
    folder: PathBuf,
    storage: Storage,
}

impl WriterDirectory {
    /// Looks at a folder.
    ///
    /// # Errors
    /// A folder that does not exist or cannot be read.
    pub fn open(folder: &Folder) -> Result<Self, OpenDirectoryError> {
        Ok(Self {
            inner: MmapDirectory::open(folder.path())?,
            folder: folder.path().to_path_buf(),
            storage: folder.storage().clone(),
        })
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
        // The storage is asked; the engine's own directory maps the file and keeps its kinds of errors.
        self.storage
            .reading(&self.folder.join(path), || Ok(()))
            .map_err(|error| unread(error, path))?;
        self.inner.get_file_handle(path)
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
}

impl ReadOnlyDirectory {
    /// Looks at the folder of a generation.
    ///
    /// # Errors
    /// A folder that does not exist or cannot be read.
    pub fn open(folder: &Folder) -> Result<Self, OpenDirectoryError> {
        Ok(Self {
            inner: WriterDirectory::open(folder)?,
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
        self.inner.get_file_handle(path)
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
