//! Which index is asked: the flag, `SEARCH_INDEX`, the nearest `index/` upward, else the last one built.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use seoji_query::Index;

use crate::outcome::Trouble;

/// Where an index was found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Located {
    /// The index folder.
    pub(crate) path: PathBuf,
    /// Who said so.
    pub(crate) source: Source,
}

/// Who said where the index is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// `--index`.
    Flag,
    /// The environment variable `SEARCH_INDEX`.
    Environment,
    /// A folder `index` in the current folder or above it.
    Upward,
    /// The index that `search-index build` made last.
    LastBuilt,
}

/// What the environment says of indexes and of the place to remember them.
#[derive(Debug, Default)]
pub(crate) struct Surroundings {
    search_index: Option<OsString>,
    folder: Option<PathBuf>,
    state: Option<PathBuf>,
}

impl Surroundings {
    /// The surroundings of this process; none of them needs to exist.
    pub(crate) fn here() -> Self {
        Self {
            search_index: env::var_os("SEARCH_INDEX").filter(|path| !path.is_empty()),
            folder: env::current_dir().ok(),
            state: state_file(|name| env::var_os(name)),
        }
    }

    /// Finds the index to ask.
    ///
    /// # Errors
    /// Nothing points to an index; the message says where it was looked for.
    pub(crate) fn locate(&self, flag: Option<&Path>) -> Result<Located, Trouble> {
        if let Some(path) = flag {
            return Ok(Located {
                path: path.to_path_buf(),
                source: Source::Flag,
            });
        }
        if let Some(path) = &self.search_index {
            return Ok(Located {
                path: path.into(),
                source: Source::Environment,
            });
        }
        if let Some(path) = self.folder.as_deref().and_then(Index::find_from) {
            return Ok(Located {
                path,
                source: Source::Upward,
            });
        }
        let last = self.last_built();
        if let Some(path) = last.as_ref().filter(|path| path.is_dir()) {
            return Ok(Located {
                path: path.clone(),
                source: Source::LastBuilt,
            });
        }
        let mut message = String::from("no index found");
        if let Some(folder) = &self.folder {
            message += &format!(" in {} or above it", folder.display());
        }
        if let Some(gone) = last {
            message += &format!(", and the last one built, {}, is gone", gone.display());
        }
        message += "; build one with: search-index build CORPUS  (or point to one with --index or SEARCH_INDEX)";
        Err(Trouble::new(message))
    }

    /// Remembers the index that was built last; where there is no home to remember it in, nothing is remembered.
    ///
    /// # Errors
    /// There is a place to remember it in and it cannot be written.
    pub(crate) fn remember(&self, index: &Path) -> io::Result<()> {
        let Some(state) = &self.state else {
            return Ok(());
        };
        let index = fs::canonicalize(index)?;
        // A path that is not Unicode cannot be written portably; `--index` still reaches it.
        let Some(text) = index.to_str() else {
            return Ok(());
        };
        if let Some(folder) = state.parent() {
            fs::create_dir_all(folder)?;
        }
        // Two builds may end at once: a reader sees one path or the other, never half of one.
        let fresh = state.with_extension(format!("{}.new", std::process::id()));
        fs::write(&fresh, text)?;
        fs::rename(&fresh, state)
    }

    fn last_built(&self) -> Option<PathBuf> {
        let text = fs::read_to_string(self.state.as_ref()?).ok()?;
        Some(PathBuf::from(text)).filter(|path| path.is_absolute())
    }
}

/// The file that remembers the last index, by the XDG base directory specification: `$XDG_STATE_HOME`, which counts
/// only when absolute, else `~/.local/state`; on Windows the local application data.
fn state_file(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let folder = |name: &str| {
        variable(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let state = folder("XDG_STATE_HOME")
        .or_else(|| folder("HOME").map(|home| home.join(".local").join("state")))
        .or_else(|| folder("LOCALAPPDATA"))?;
    Some(state.join("seoji").join("last-index"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_wins_then_the_environment() {
        let surroundings = Surroundings {
            search_index: Some("from-environment".into()),
            ..Surroundings::default()
        };
        let located = surroundings.locate(Some(Path::new("from-flag"))).unwrap();
        assert_eq!(
            (located.path, located.source),
            ("from-flag".into(), Source::Flag)
        );
        let located = surroundings.locate(None).unwrap();
        assert_eq!(
            (located.path, located.source),
            ("from-environment".into(), Source::Environment)
        );
    }

    #[test]
    fn the_last_index_built_is_remembered_and_missed_when_gone() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state").join("seoji").join("last-index");
        let index = folder.path().join("somewhere");
        fs::create_dir(&index).unwrap();
        let surroundings = Surroundings {
            state: Some(state),
            ..Surroundings::default()
        };
        let message = surroundings.locate(None).unwrap_err().to_string();
        assert_eq!(
            message,
            "no index found; build one with: search-index build CORPUS  (or point to one with --index or SEARCH_INDEX)"
        );
        surroundings.remember(&index).unwrap();
        let located = surroundings.locate(None).unwrap();
        assert_eq!(
            (located.path, located.source),
            (index.canonicalize().unwrap(), Source::LastBuilt)
        );
        fs::remove_dir(&index).unwrap();
        let message = surroundings.locate(None).unwrap_err().to_string();
        assert!(
            message.contains("somewhere, is gone; build one with"),
            "{message}"
        );
    }

    #[test]
    fn state_lives_where_xdg_says_and_nowhere_without_a_home() {
        let with = |pairs: &[(&str, &str)]| {
            state_file(|name| {
                pairs
                    .iter()
                    .find(|(key, _)| *key == name)
                    .map(|(_, value)| value.into())
            })
        };
        assert_eq!(
            with(&[("HOME", "/h")]),
            Some("/h/.local/state/seoji/last-index".into())
        );
        assert_eq!(
            with(&[("HOME", "/h"), ("XDG_STATE_HOME", "/s")]),
            Some("/s/seoji/last-index".into())
        );
        assert_eq!(
            with(&[("HOME", "/h"), ("XDG_STATE_HOME", "relative")]),
            Some("/h/.local/state/seoji/last-index".into())
        );
        assert_eq!(with(&[("HOME", "")]), None);
        assert_eq!(with(&[]), None);
    }
}
