//! Which files belong to a corpus, in which order and under which ids.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use crate::Error;
use crate::report::Skipped;

/// A file of the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SourceFile {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// Citable id of its document.
    pub(crate) id: String,
    /// Its length in bytes when it was listed.
    pub(crate) bytes: u64,
}

/// Lists the files of a corpus in the order of their paths, so that the order does not depend on the file system.
///
/// Hidden files, the index folder and what a link points to outside the walk are left out; what cannot be listed is
/// reported and passed over.
///
/// # Errors
/// A corpus that does not exist.
pub(crate) fn list(
    corpora: &[PathBuf],
    index: &Path,
) -> Result<(Vec<SourceFile>, Vec<Skipped>), Error> {
    let index = index.canonicalize().ok();
    let mut found = Vec::new();
    let mut skipped = Vec::new();
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
        let walk = WalkDir::new(corpus)
            .follow_links(false)
            .into_iter()
            .filter_entry(|entry| {
                let hidden =
                    entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
                let is_index = entry.file_type().is_dir()
                    && index.is_some()
                    && entry.path().canonicalize().ok() == index;
                !hidden && !is_index
            });
        for entry in walk {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().unwrap_or(corpus).to_path_buf();
                    skipped.push(Skipped {
                        path,
                        reason: format!("cannot be listed: {error}"),
                        failed: true,
                    });
                    continue;
                }
            };
            // A link to a file is read like the file; a link to a folder could lead anywhere, also in a circle.
            let Ok(kind) = std::fs::metadata(entry.path()) else {
                if entry.path_is_symlink() {
                    let reason = "a link that leads nowhere".to_owned();
                    skipped.push(Skipped {
                        path: entry.path().to_path_buf(),
                        reason,
                        failed: false,
                    });
                }
                continue;
            };
            if kind.is_file() {
                let below = entry.path().strip_prefix(corpus).unwrap_or(entry.path());
                found.push((name_id(below), entry.path().to_path_buf(), kind.len()));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
    found.dedup_by(|a, b| a.1 == b.1);
    let mut taken = HashSet::new();
    let files = found
        .into_iter()
        .map(|(id, path, bytes)| SourceFile {
            id: free_id(id, &path, &mut taken),
            path,
            bytes,
        })
        .collect();
    Ok((files, skipped))
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
        let (files, skipped) = list(
            &[corpus.clone(), corpus.join("b.md")],
            &folder.path().join("index"),
        )
        .unwrap();
        let ids: Vec<&str> = files.iter().map(|file| file.id.as_str()).collect();
        assert_eq!(ids, ["2019/a", "b", "b.txt", "다"]);
        assert_eq!(skipped, []);
    }

    #[test]
    fn a_missing_corpus_is_an_error_that_names_it() {
        let error = list(&[PathBuf::from("no/such/folder")], Path::new("index")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "no such file or folder: no/such/folder; name the folder that holds your documents"
        );
    }
}
