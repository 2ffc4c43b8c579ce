//! Helpers of the end-to-end tests: the repository, its corpus, fresh folders to work in.

use std::fs;
use std::path::{Path, PathBuf};

use seoji_indexer::{BuildOptions, Report, Silent};
use seoji_query::Index;
use tempfile::TempDir;

/// The root of the repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tests live in a folder of the repository")
}

/// The documents that come with the project.
pub fn corpus() -> PathBuf {
    repository().join("corpus")
}

/// A fresh folder, removed at the end.
pub struct Workplace {
    folder: TempDir,
}

impl Workplace {
    /// An empty folder.
    pub fn empty() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("seoji-")
            .tempdir()
            .expect("there is room for a folder");
        Self { folder }
    }

    /// An empty folder in memory where the system has one there, for tests that wait for a disk very often.
    pub fn in_memory() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("seoji-")
            .tempdir_in("/dev/shm");
        folder.map_or_else(|_| Self::empty(), |folder| Self { folder })
    }

    /// A folder with an index of short pages, each a name and a text.
    pub fn of_pages(pages: &[(impl AsRef<str>, impl AsRef<str>)]) -> Self {
        let workplace = Self::empty();
        for (name, text) in pages {
            let (name, text) = (name.as_ref(), text.as_ref());
            workplace.write(&format!("corpus/{name}.md"), format!("# Page\n\n{text}\n"));
        }
        workplace.build(None);
        workplace
    }

    /// A folder with a copy of the project's corpus in `corpus`.
    pub fn with_corpus() -> Self {
        let workplace = Self::empty();
        copy(&corpus(), &workplace.path().join("corpus"));
        workplace
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file below the folder, and the folders above it; gives its path.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder"))
            .expect("folders can be made");
        fs::write(&path, content).expect("files can be written");
        path
    }

    /// Builds the index `index` from `corpus` with so many threads.
    pub fn build(&self, jobs: Option<usize>) -> Report {
        let options = BuildOptions {
            jobs,
            ..BuildOptions::default()
        };
        seoji_indexer::build(
            &[self.path().join("corpus")],
            self.path().join("index"),
            &options,
            &Silent,
        )
        .expect("the corpus can be indexed")
    }

    /// Opens the index `index`.
    pub fn open(&self) -> Index {
        Index::open(self.path().join("index")).expect("the index was just built")
    }
}

/// Copies a folder with everything in it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("folders can be made");
    for entry in fs::read_dir(from).expect("the folder can be read") {
        let entry = entry.expect("the folder can be read");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("files have a type").is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("files can be copied");
        }
    }
}
