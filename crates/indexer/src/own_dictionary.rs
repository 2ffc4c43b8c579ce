//! The user's own words: `dictionary.txt` beside the corpus or in it, or the file that was named.
//!
//! [`UserDictionary`] says how they are written.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use seoji_analysis::UserDictionary;
use seoji_schema::{DictionaryCopy, NewGeneration, USER_DICTIONARY_FILE};

use crate::Error;
use crate::own_aliases::{beside, warning};
use crate::report::Warning;

/// Name of the list that is looked for beside a corpus and in its folder.
pub(crate) const FILE: &str = "dictionary.txt";
/// A list is read up to this many bytes.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// The words, and where they came from.
#[derive(Debug, Default)]
pub(crate) struct OwnDictionary {
    pub(crate) words: UserDictionary,
    /// What the manifest is to say of them; none where there is no list.
    pub(crate) copy: Option<DictionaryCopy>,
}

impl OwnDictionary {
    /// Puts a copy of the words into a generation.
    pub(crate) fn write(&self, generation: &NewGeneration) -> Result<(), Error> {
        if self.copy.is_some() {
            generation.write_side_file(USER_DICTIONARY_FILE, self.words.to_text().as_bytes())?;
        }
        Ok(())
    }
}

/// Reads the list: the file that was named, else `dictionary.txt` beside each corpus and in its folder, where there is one.
///
/// A line that says nothing is a warning; the others count.
///
/// # Errors
/// A named file that cannot be read.
pub(crate) fn read(
    corpora: &[PathBuf],
    named: Option<&Path>,
) -> Result<(OwnDictionary, Vec<Warning>), Error> {
    let paths = match named {
        Some(path) => vec![path.to_path_buf()],
        None => beside(corpora, FILE),
    };
    let (mut words, mut warnings) = (UserDictionary::default(), Vec::new());
    for path in &paths {
        match begin_of(path) {
            Ok(bytes) => add(path, &bytes, &mut words, &mut warnings),
            Err(source) if named.is_some() => {
                return Err(Error::Unreadable {
                    path: path.clone(),
                    source,
                });
            }
            Err(error) => warnings.push(warning(path, None, format!("cannot be read: {error}"))),
        }
    }
    let files: Vec<String> = paths
        .iter()
        .map(|path| path.to_string_lossy().into_owned())
        .collect();
    let copy = (!files.is_empty()).then(|| DictionaryCopy::new(files, named.is_some(), &words));
    Ok((OwnDictionary { words, copy }, warnings))
}

/// Reads it again for an update: the file that was named when the index was built, else those beside the corpora.
///
/// A named file that is gone leaves what it said, with a warning.
pub(crate) fn read_again(
    corpora: &[PathBuf],
    named: Option<&Path>,
    known: &OwnDictionary,
) -> Result<(OwnDictionary, Vec<Warning>), Error> {
    let copy = known.copy.as_ref().filter(|copy| copy.named);
    let before = copy.and_then(|copy| copy.files.first()).map(Path::new);
    match (named, before) {
        (None, Some(path)) if !path.is_file() => {
            let message = "this dictionary is gone; what it said last stays".to_owned();
            let stays = OwnDictionary {
                words: known.words.clone(),
                copy: known.copy.clone(),
            };
            Ok((stays, vec![warning(path, None, message)]))
        }
        _ => read(corpora, named.or(before)),
    }
}

/// The begin of a file, one byte more than is read where it is longer.
fn begin_of(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn add(path: &Path, bytes: &[u8], words: &mut UserDictionary, warnings: &mut Vec<Warning>) {
    let most = MOST_BYTES as usize;
    if bytes.len() > most {
        let message = format!("only the first {MOST_BYTES} bytes of this dictionary are read");
        warnings.push(warning(path, None, message));
    }
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(most)]);
    for odd in words.add(&text) {
        warnings.push(warning(path, Some(odd.line), odd.message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_beside_a_corpus_is_read_and_its_odd_lines_told() {
        let place = tempfile::tempdir().unwrap();
        let corpora = [place.path().join("corpus"), place.path().join("more")];
        assert!(read(&corpora, None).unwrap().0.copy.is_none());
        let bytes = b"\xff\xfe\n\xea\xb0\x80\xeb\x82\x98\n\0\n";
        std::fs::write(place.path().join(FILE), bytes).unwrap();
        let (own, warnings) = read(&corpora, None).unwrap();
        assert_eq!(own.words.to_text(), "가나\n");
        assert_eq!(
            own.copy.as_ref().map(|copy| (copy.words, copy.named)),
            Some((1, false))
        );
        let lines: Vec<Option<usize>> = warnings.iter().map(|warning| warning.line).collect();
        assert_eq!(lines, [Some(1), Some(3)]);
        assert!(read(&corpora, Some(&place.path().join("none.txt"))).is_err());
    }

    #[test]
    fn a_hostile_list_is_read_to_its_bound() {
        let (mut words, mut warnings) = (UserDictionary::default(), Vec::new());
        let mut bytes = "가".repeat(400_000).into_bytes();
        bytes.extend("\n나라말\n".bytes());
        bytes.resize(MOST_BYTES as usize + 1, b'\n');
        add(Path::new(FILE), &bytes, &mut words, &mut warnings);
        assert_eq!(words.to_text(), "나라말\n");
        assert_eq!(warnings.len(), 2, "{warnings:?}");
    }
}
