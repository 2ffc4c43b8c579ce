//! Which files belong to a corpus, in which order and under which ids.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use seoji_schema::nanoseconds;
use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use crate::given::NewDocument;
use crate::ignored::{IgnoreRules, Rules};
use crate::library::OpenLibrary;
use crate::report::{Report, Skipped, SkippedKind, Warning};
use crate::{Error, beside, own_aliases, own_dictionary};

/// A file of the corpus.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SourceFile {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// Citable id of its document.
    pub(crate) id: String,
    /// Its length in bytes when it was listed.
    pub(crate) bytes: u64,
    /// What it is for.
    pub(crate) role: Role,
}

/// What a file of the corpus is for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Role {
    /// It is a document.
    Document,
    /// It says something of another file and is no document itself.
    Description,
    /// It is a library whose works stand in another form than its bytes: as this CSL-JSON.
    Library(Arc<Vec<u8>>),
    /// It is a document that a program gave, and no file.
    Given(Arc<NewDocument>),
}

/// What a corpus holds.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Listing {
    /// The files, in order of their ids.
    pub(crate) files: Vec<SourceFile>,
    /// What was found and could not be listed.
    pub(crate) skipped: Vec<Skipped>,
    /// Files and folders that rules left out.
    pub(crate) ignored: Vec<PathBuf>,
    /// The folders that were listed, with the time of their last change before, nanoseconds since 1970-01-01 UTC.
    pub(crate) folders: Vec<(PathBuf, i128)>,
    /// What was odd in the rules.
    pub(crate) warnings: Vec<Warning>,
}

impl Listing {
    /// Adds to a report what no file of the table tells of; the files themselves are taken out first.
    pub(crate) fn add_to(mut self, report: &mut Report) {
        report.skipped.append(&mut self.skipped);
        report.skipped.sort_by(|a, b| a.path.cmp(&b.path));
        report.warnings.append(&mut self.warnings);
        self.ignored.sort();
        report.ignored = self.ignored;
    }
}

/// Lists the files of a corpus in the order of their paths, so that the order does not depend on the file system.
///
/// Hidden files, the index folder, the user's own lists in a corpus folder itself (they are read as lists), what rules
/// name and what a link points to outside the walk are left out; what cannot be listed is reported and passed over.
///
/// # Errors
/// A corpus that does not exist.
pub(crate) fn list(
    corpora: &[PathBuf],
    libraries: &[OpenLibrary],
    index: &Path,
    ignore: IgnoreRules,
) -> Result<Listing, Error> {
    let index = index.canonicalize().ok();
    let mut found = Vec::new();
    let mut skipped = Vec::new();
    let mut ignored = Vec::new();
    let mut folders = Vec::new();
    let mut warnings = Vec::new();
    for corpus in corpora {
        let kind = std::fs::metadata(corpus).map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => Error::NoCorpus {
                path: corpus.clone(),
            },
            _ => Error::Unreadable {
                path: corpus.clone(),
                source,
            },
        })?;
        if kind.is_file() {
            found.push((
                name_id(Path::new(corpus.file_name().unwrap_or_default())),
                corpus.clone(),
                kind.len(),
            ));
            continue;
        }
        let mut rules = Rules::default();
        let walk = WalkDir::new(corpus)
            .follow_links(false)
            .into_iter()
            .filter_entry(|entry| {
                let (path, depth) = (entry.path(), entry.depth());
                let is_folder = entry.file_type().is_dir();
                let hidden = depth > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
                let is_index = is_folder && index.is_some() && path.canonicalize().ok() == index;
                // Deeper down such a file is a text like any other: only the corpus folder's own is read as a list.
                let is_list = depth == 1
                    && !is_folder
                    && [own_aliases::FILE, own_dictionary::FILE]
                        .iter()
                        .any(|name| entry.file_name() == *name);
                if hidden || is_index || is_list {
                    return false;
                }
                // Before the folder is read: what comes while it is read changes the time.
                if (is_folder || depth == 0)
                    && let Ok(modified) = std::fs::metadata(path).and_then(|found| found.modified())
                {
                    folders.push((path.to_path_buf(), nanoseconds(modified)));
                }
                if ignore == IgnoreRules::Obey {
                    // What was named is wanted, whatever the rules say.
                    if depth > 0 && rules.leave_out(path, depth, is_folder) {
                        ignored.push(path.to_path_buf());
                        return false;
                    }
                    // A link that was named is walked like the folder that it leads to.
                    if is_folder || depth == 0 {
                        rules.enter(path, depth);
                    }
                }
                true
            });
        for entry in walk {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().unwrap_or(corpus);
                    let reason = format!("cannot be listed: {error}");
                    skipped.push(Skipped::new(path, reason, SkippedKind::Unreadable));
                    continue;
                }
            };
            // A link to a file is read like the file; a link to a folder could lead anywhere, also in a circle.
            let Ok(kind) = std::fs::metadata(entry.path()) else {
                if entry.path_is_symlink() {
                    let reason = "a link that leads nowhere".to_owned();
                    skipped.push(Skipped::new(entry.path(), reason, SkippedKind::Other));
                }
                continue;
            };
            if kind.is_file() {
                let below = entry.path().strip_prefix(corpus).unwrap_or(entry.path());
                found.push((name_id(below), entry.path().to_path_buf(), kind.len()));
            }
        }
        warnings.append(&mut rules.oddities);
    }
    for library in libraries {
        let own = (
            name_id(Path::new(library.path.file_name().unwrap_or_default())),
            library.path.clone(),
        );
        for (id, path) in std::iter::once(own).chain(library.files.iter().cloned()) {
            let kind = std::fs::metadata(&path).map_err(|source| Error::Unreadable {
                path: path.clone(),
                source,
            })?;
            found.push((id, path, kind.len()));
        }
    }
    // What describes another file gives way to it, so that the id of a document stays when it comes.
    let gives_way = |path: &Path| beside::may_be_bibliography(path) || beside::is_description(path);
    found.sort_by(|a, b| (&a.0, gives_way(&a.1), &a.1).cmp(&(&b.0, gives_way(&b.1), &b.1)));
    // A file of a library may stand in a corpus too.
    let mut known = HashSet::new();
    found.retain(|(_, path, _)| known.insert(path.clone()));
    // The names by which a description can mean a file: the whole one, and without its ending.
    let mut names: HashSet<PathBuf> = HashSet::new();
    for (_, path, _) in &found {
        if !beside::is_description(path) {
            names.insert(path.with_extension(""));
        }
        names.insert(path.clone());
    }
    let role = |path: &PathBuf| {
        let library = libraries.iter().find(|library| library.path == *path);
        let describes = || names.contains(&beside::described_by(path));
        match library.and_then(|library| library.content.clone()) {
            Some(content) => Role::Library(Arc::new(content)),
            None if beside::is_description(path) && describes() => Role::Description,
            None => Role::Document,
        }
    };
    let mut taken = HashSet::new();
    let files = found
        .iter()
        .map(|(id, path, bytes)| SourceFile {
            id: free_id(id.clone(), path, &mut taken),
            role: role(path),
            path: path.clone(),
            bytes: *bytes,
        })
        .collect();
    Ok(Listing {
        files,
        skipped,
        ignored,
        folders,
        warnings,
    })
}

/// The id that a path below the corpus folder asks for: NFC, `/` between folders, without the last extension.
pub(crate) fn name_id(below: &Path) -> String {
    let parts: Vec<String> = below
        .with_extension("")
        .iter()
        .map(|part| part.to_string_lossy().nfc().collect())
        .collect();
    parts.join("/")
}

/// `report.md` and `report.txt` ask for one id: the second gets its extension, and a third a counter.
fn free_id(wanted: String, path: &Path, taken: &mut HashSet<String>) -> String {
    if taken.insert(wanted.clone()) {
        return wanted;
    }
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    let with_extension = format!("{wanted}.{extension}");
    if taken.insert(with_extension.clone()) {
        return with_extension;
    }
    let mut counter = 2_u64;
    loop {
        let counted = format!("{with_extension}-{counter}");
        if taken.insert(counted.clone()) {
            return counted;
        }
        counter += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_from_paths_and_stay_apart() {
        let folder = tempfile::tempdir().unwrap();
        let corpus = folder.path().join("corpus");
        std::fs::create_dir_all(corpus.join("2019/.git")).unwrap();
        for name in [
            "b.md",
            "2019/a.txt",
            "b.txt",
            ".hidden.md",
            "2019/.git/config.md",
            "다.md",
        ] {
            std::fs::write(corpus.join(name), "text").unwrap();
        }
        let listing = list(
            &[corpus.clone(), corpus.join("b.md")],
            &[],
            &folder.path().join("index"),
            IgnoreRules::Obey,
        )
        .unwrap();
        let ids: Vec<&str> = listing.files.iter().map(|file| file.id.as_str()).collect();
        assert_eq!(ids, ["2019/a", "b", "b.txt", "다"]);
        assert_eq!(listing.skipped, []);
    }

    #[test]
    fn a_missing_corpus_is_an_error_that_names_it() {
        let missing = [PathBuf::from("no/such/folder")];
        let error = list(&missing, &[], Path::new("index"), IgnoreRules::Obey).unwrap_err();
        assert_eq!(
            error.to_string(),
            "no such file or folder: no/such/folder; name the folder that holds your documents"
        );
    }
}
