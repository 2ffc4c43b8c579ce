//! What the corpus looked like when the index was last brought up to date, for a search to tell whether it still does.
//!
//! A search cannot afford to walk a corpus. So the writer leaves the times of the folders and files that changed last
//! (those most likely to change again), a bounded number, in a small file beside the generations, and a search looks
//! at these only: some hundred calls, well under a millisecond. It can miss a change, mostly of a file that nobody has
//! touched for long in a large corpus, and it never finds one where there is none that an update would look at.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::{Error, IndexFolder};

/// Name of the file in the index folder.
pub(crate) const SEEN_FILE: &str = "seen";
/// Version of its layout.
const VERSION: u32 = 1;
/// So many folders are looked at, and so many files.
const MOST_FOLDERS: usize = 128;
const MOST_FILES: usize = 256;

/// What the corpus looked like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    version: u32,
    /// The generation that was up to date with it.
    generation: u64,
    /// The corpora, as absolute paths: where one is away, as on another machine, nothing can be said.
    corpora: Vec<String>,
    places: Vec<SeenPlace>,
}

/// A file or a folder as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenPlace {
    /// Its absolute path.
    pub path: String,
    /// Length in bytes; none of a folder.
    pub bytes: Option<u64>,
    /// Time of the last change, nanoseconds since 1970-01-01 UTC.
    pub modified: i128,
}

impl Seen {
    /// Keeps of these places those that changed last.
    pub fn new(generation: u64, corpora: Vec<String>, mut places: Vec<SeenPlace>) -> Self {
        places.sort_by(|a, b| (b.modified, &a.path).cmp(&(a.modified, &b.path)));
        let (mut folders, mut files) = (0, 0);
        places.retain(|place| {
            let (count, most) = match place.bytes {
                None => (&mut folders, MOST_FOLDERS),
                Some(_) => (&mut files, MOST_FILES),
            };
            *count += 1;
            *count <= most
        });
        Self {
            version: VERSION,
            generation,
            corpora,
            places,
        }
    }

    /// The first of the places that is no longer as it was, the latest changed first.
    pub fn changed(&self) -> Option<&Path> {
        if self
            .corpora
            .iter()
            .any(|corpus| !Path::new(corpus).exists())
        {
            return None;
        }
        self.places
            .iter()
            .map(|place| (place, Path::new(&place.path)))
            .find(|(place, path)| match fs::metadata(path) {
                Ok(now) => {
                    let modified = now.modified().map_or(0, nanoseconds);
                    modified != place.modified
                        || place.bytes.is_some_and(|bytes| bytes != now.len())
                }
                Err(error) => error.kind() == ErrorKind::NotFound,
            })
            .map(|(_, path)| path)
    }
}

impl IndexFolder {
    /// Remembers what the corpus looked like.
    ///
    /// # Errors
    /// The operating system refuses; the index is none the worse.
    pub fn remember_corpus(&self, seen: &Seen) -> Result<(), Error> {
        let bytes = postcard::to_stdvec(seen)
            .expect("what was seen is strings and numbers, which always serialise");
        let path = self.path().join(SEEN_FILE);
        let replaced = self.storage().replace(&path, &bytes);
        replaced.map_err(|source| Error::io("replace", &path, source))
    }

    /// Says the same of the generation `to`, which holds what `from` holds of the corpus.
    ///
    /// # Errors
    /// As [`IndexFolder::remember_corpus`].
    pub fn carry_corpus_as_seen(&self, from: u64, to: u64) -> Result<(), Error> {
        match self.corpus_as_seen(from) {
            Some(mut seen) => {
                seen.generation = to;
                self.remember_corpus(&seen)
            }
            None => Ok(()),
        }
    }

    /// What the corpus looked like when this generation was up to date; `None` where nobody knows.
    pub fn corpus_as_seen(&self, generation: u64) -> Option<Seen> {
        let bytes = self.storage().read(&self.path().join(SEEN_FILE)).ok()?;
        let seen: Seen = postcard::from_bytes(&bytes).ok()?;
        (seen.version == VERSION && seen.generation == generation).then_some(seen)
    }
}

/// Nanoseconds since 1970-01-01 UTC.
pub fn nanoseconds(time: SystemTime) -> i128 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => after.as_nanos() as i128,
        Err(before) => -(before.duration().as_nanos() as i128),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_last_is_kept() {
        let place = |number: i128, bytes| SeenPlace {
            path: format!("/{number}"),
            bytes,
            modified: number,
        };
        let mut places: Vec<SeenPlace> = (0..1000).map(|at| place(at, Some(1))).collect();
        places.extend((0..1000).map(|at| place(at, None)));
        let seen = Seen::new(1, Vec::new(), places);
        assert_eq!(seen.places.len(), MOST_FOLDERS + MOST_FILES);
        let files = seen.places.iter().filter(|place| place.bytes.is_some());
        assert_eq!(files.map(|place| place.modified).min(), Some(744));
    }
}
