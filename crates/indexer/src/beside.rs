//! What stands beside the files of a corpus: libraries of references, bibliographies and `.yml` files that describe them.
//!
//! A file is described by the `.yml` of its name (`report.yml` or `report.pdf.yml` beside `report.pdf`), by a
//! bibliography of its name with one entry, by the entry in its folder whose key is its name, and by the entry of any
//! bibliography or library that names it as its file; of two that say the same the first counts.

use std::collections::{HashMap, HashSet};
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;
use seoji_document::{Annotation, Beside, Bibliography, Format, Item, Source, is_bibliography};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::corpus::{Role, SourceFile};
use crate::library::OpenLibrary;

/// The largest file that is looked at for what it says of others, in bytes.
const LARGEST: u64 = 128 * 1024 * 1024;

/// What is known of a file from beside it.
#[derive(Debug, Default)]
struct Described {
    item: Item,
    annotations: Vec<Annotation>,
}

/// All that stands beside the files of a corpus.
#[derive(Debug, Default)]
pub(crate) struct Besides {
    /// By the path of the file, as [`spelled`] has it.
    described: HashMap<String, Described>,
    bibliographies: Vec<Bibliography>,
    /// Indices of the bibliographies of a folder, by its path.
    by_folder: HashMap<String, Vec<usize>>,
    /// Indices of the libraries' bibliographies, which any text may cite from.
    libraries: Vec<usize>,
}

/// What stands beside one file.
#[derive(Debug, Default)]
pub(crate) struct Found<'b> {
    described: Option<&'b Described>,
    bibliographies: Vec<&'b Bibliography>,
}

impl Found<'_> {
    pub(crate) fn beside(&self) -> Beside<'_> {
        let mut beside = Beside::nothing();
        beside.item = self.described.map(|described| &described.item);
        beside.annotations = self
            .described
            .map_or(&[], |described| &described.annotations);
        beside.bibliographies = &self.bibliographies;
        beside
    }
}

/// Whether a file by its name describes another: `report.yml`.
pub(crate) fn is_description(path: &Path) -> bool {
    matches!(ending(path).as_str(), "yml" | "yaml")
}

/// Whether a file by its name may be a bibliography.
pub(crate) fn may_be_bibliography(path: &Path) -> bool {
    matches!(
        ending(path).as_str(),
        "bib" | "bibtex" | "ris" | "csljson" | "json"
    )
}

fn ending(path: &Path) -> String {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    ending.to_lowercase()
}

/// The files that a description by its name describes, as their paths without their own ending or with it.
pub(crate) fn described_by(path: &Path) -> PathBuf {
    path.with_extension("")
}

/// A path to compare with others: as [`plain`], composed.
pub(crate) fn spelled(path: &Path) -> String {
    plain(path).to_string_lossy().nfc().collect()
}

/// A path that is absolute, without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut plain = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

/// The path that a library in `folder` means by what it writes.
pub(crate) fn meant(written: &str, folder: &Path) -> PathBuf {
    let local = written
        .strip_prefix("file://localhost")
        .or_else(|| written.strip_prefix("file://"));
    match local {
        Some(path) => PathBuf::from(&*percent_decode_str(path).decode_utf8_lossy()),
        None => folder.join(written),
    }
}

/// So many files around one are looked at for what they say of another.
const MOST_FILES: usize = 2_000;

impl Besides {
    /// Looks at what stands around one file, in its folder and in those above it up to the corpus folder `root`, and at
    /// what libraries say of it; without a root, as for a corpus that is its folder alone.
    ///
    /// A build sees more: a bibliography in a folder beside these may name the file too.
    pub(crate) fn around(path: &Path, root: Option<&Path>, libraries: Vec<OpenLibrary>) -> Self {
        let own = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let mut folders = vec![own.to_path_buf()];
        if let Some(root) = root.map(spelled) {
            let own = plain(own);
            let above = own.ancestors().skip(1);
            let within = above.take_while(|folder| Path::new(&spelled(folder)).starts_with(&root));
            folders.extend(within.map(Path::to_path_buf));
        }
        // A folder that cannot be listed says nothing of its files.
        let entries = folders.iter().flat_map(|folder| {
            let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
            entries.map(|entry| folder.join(entry.file_name()))
        });
        let mut paths: Vec<PathBuf> = entries
            .filter(|path| is_description(path) || may_be_bibliography(path))
            .take(MOST_FILES)
            .collect();
        paths.retain(|other| spelled(other) != spelled(path));
        paths.push(path.to_path_buf());
        // As a build orders them: of two that say the same the first counts.
        paths.sort_by_cached_key(|path| spelled(path));
        let files: Vec<SourceFile> = paths
            .into_iter()
            .filter_map(|path| {
                let known = std::fs::metadata(&path)
                    .ok()
                    .filter(|known| known.is_file())?;
                Some(SourceFile {
                    id: String::new(),
                    bytes: known.len(),
                    role: Role::Document,
                    path,
                })
            })
            .collect();
        Self::gather(&files, libraries)
    }

    /// Looks at what stands beside the files of a corpus, and at what libraries say of them.
    pub(crate) fn gather(files: &[SourceFile], libraries: Vec<OpenLibrary>) -> Self {
        let mut besides = Self::default();
        // The surest first.
        let mut by_yaml: Vec<(&SourceFile, Item)> = Vec::new();
        let mut opened: Vec<(PathBuf, Bibliography)> = Vec::new();
        let known: HashSet<PathBuf> = libraries
            .iter()
            .map(|library| library.path.clone())
            .collect();
        for file in files {
            if is_description(&file.path) {
                let bytes = read(file);
                by_yaml.extend(
                    bytes
                        .and_then(|bytes| Item::from_yaml(&bytes))
                        .map(|item| (file, item)),
                );
            } else if may_be_bibliography(&file.path)
                && !known.contains(&file.path)
                && let Some(bibliography) = bibliography(file)
            {
                opened.push((file.path.clone(), bibliography));
            }
        }
        let mut by_name: HashMap<String, Vec<&SourceFile>> = HashMap::new();
        for file in files.iter().filter(|file| !is_description(&file.path)) {
            let without_ending = described_by(&file.path);
            for path in [&file.path, &without_ending] {
                by_name.entry(spelled(path)).or_default().push(file);
            }
        }
        let named = |path: &Path| by_name.get(&spelled(path)).into_iter().flatten();
        for (file, item) in by_yaml {
            for &described in named(&described_by(&file.path)) {
                besides.describe(&described.path, &item, &[]);
            }
        }
        let not_bibliography = |file: &&&SourceFile| !may_be_bibliography(&file.path);
        for (path, bibliography) in &opened {
            if let [item] = bibliography.items() {
                for &file in named(&described_by(path)).filter(not_bibliography) {
                    besides.describe(&file.path, item, &[]);
                }
            }
            let folder = path.parent().unwrap_or(Path::new(""));
            for item in bibliography.items() {
                let key = item.key.as_deref().filter(|key| !key.contains(['/', '\\']));
                for &file in key
                    .into_iter()
                    .flat_map(|key| named(&folder.join(key)))
                    .filter(not_bibliography)
                {
                    besides.describe(&file.path, item, &[]);
                }
            }
        }
        let libraries = libraries
            .into_iter()
            .map(|library| (library.path, library.bibliography, true));
        let opened = opened.into_iter().map(|(path, own)| (path, own, false));
        for (path, bibliography, is_library) in libraries.chain(opened) {
            let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
            for item in bibliography.items() {
                for file in &item.files {
                    besides.describe(&meant(&file.path, &folder), item, &file.annotations);
                }
            }
            let number = besides.bibliographies.len();
            besides.bibliographies.push(bibliography);
            match is_library {
                true => besides.libraries.push(number),
                false => besides
                    .by_folder
                    .entry(spelled(&folder))
                    .or_default()
                    .push(number),
            }
        }
        besides
    }

    fn describe(&mut self, path: &Path, item: &Item, annotations: &[Annotation]) {
        let known = self.described.entry(spelled(path)).or_default();
        let before = std::mem::take(&mut known.item);
        known.item = before.or(item);
        if known.annotations.is_empty() {
            known.annotations = annotations.to_vec();
        }
    }

    /// What stands beside a file: bibliographies of its folder first, then those of the folders around it.
    pub(crate) fn of(&self, path: &Path) -> Found<'_> {
        if self.described.is_empty() && self.bibliographies.is_empty() {
            return Found::default();
        }
        let spelled = spelled(path);
        let folders = Path::new(&spelled).ancestors().skip(1);
        let near = folders
            .filter_map(|folder| self.by_folder.get(&*folder.to_string_lossy()))
            .flatten();
        Found {
            described: self.described.get(&spelled),
            bibliographies: near
                .chain(&self.libraries)
                .map(|&number| &self.bibliographies[number])
                .collect(),
        }
    }

    /// What tells whether something else stands beside a file than when it was read: a hash of what describes it and
    /// of the works that it cites by these keys; none where there is nothing.
    pub(crate) fn hash(&self, path: &Path, keys: &[String]) -> Option<[u8; 32]> {
        let found = self.of(path);
        let beside = found.beside();
        let cited: Vec<&Item> = keys.iter().filter_map(|key| beside.work(key)).collect();
        if found.described.is_none() && cited.is_empty() {
            return None;
        }
        let described = found
            .described
            .map(|described| (&described.item, &described.annotations));
        let bytes = postcard::to_stdvec(&(described, cited))
            .expect("items hold only strings and numbers, which always serialise");
        Some(Sha256::digest(bytes).into())
    }
}

/// The content of a file beside others; none where it cannot be read or is too large, which its own reading tells.
fn read(file: &SourceFile) -> Option<Vec<u8>> {
    (file.bytes <= LARGEST)
        .then(|| std::fs::read(&file.path).ok())
        .flatten()
}

fn bibliography(file: &SourceFile) -> Option<Bibliography> {
    // A file of JSON may be anything: its begin tells.
    let mut head = Vec::new();
    std::fs::File::open(&file.path)
        .ok()?
        .take(seoji_document::HEAD_BYTES as u64)
        .read_to_end(&mut head)
        .ok()?;
    let format: Format = seoji_document::format_of(&file.path, &head)?;
    if !is_bibliography(format) {
        return None;
    }
    let bytes = read(file)?;
    let source = Source {
        path: &file.path,
        bytes: &bytes,
    };
    Bibliography::read(&source).map(|(bibliography, _)| bibliography)
}

#[cfg(test)]
mod tests;
