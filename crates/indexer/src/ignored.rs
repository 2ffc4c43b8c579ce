//! What the people who keep a folder want left out of the index: `.searchignore`, `.ignore` and `.gitignore`.
//!
//! The files have the language of gitignore(5). They count inside the corpus only: what stands above a folder that was
//! named says nothing about it, and whether it is a repository makes no difference. Of the three kinds the more special
//! wins (`.searchignore` over `.ignore` over `.gitignore`), of one kind the nearer folder, in one file the later line.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use serde::{Deserialize, Serialize};

use crate::report::Warning;

/// Names of the files with rules, the strongest first.
const RULE_FILES: [&str; 3] = [".searchignore", ".ignore", ".gitignore"];
/// Rules are read up to this many bytes a file.
const MOST_BYTES: u64 = 256 * 1024;

/// Whether a file of this name holds rules.
pub(crate) fn is_rule_file(name: &str) -> bool {
    RULE_FILES.contains(&name)
}

/// Whether `.gitignore`, `.ignore` and `.searchignore` in a corpus count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum IgnoreRules {
    /// What they name is left out.
    #[default]
    Obey,
    /// They are not read.
    Disregard,
}

/// The rules of a folder and of those around it, on a walk that enters folders before what is in them.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    /// The folders from the corpus down to the one that the walk is in.
    folders: Vec<Folder>,
    /// Lines that are no rules.
    pub(crate) oddities: Vec<Warning>,
}

#[derive(Debug)]
struct Folder {
    path: PathBuf,
    sets: [Option<Gitignore>; RULE_FILES.len()],
}

impl Rules {
    /// Reads the rules of a folder that the walk enters, `depth` folders below the corpus.
    pub(crate) fn enter(&mut self, path: &Path, depth: usize) {
        self.folders.truncate(depth);
        let sets = RULE_FILES.map(|name| self.read(&path.join(name)));
        self.folders.push(Folder {
            path: path.to_path_buf(),
            sets,
        });
    }

    /// Whether the rules leave out what stands `depth` folders below the corpus.
    pub(crate) fn leave_out(&mut self, path: &Path, depth: usize, is_folder: bool) -> bool {
        self.folders.truncate(depth);
        for kind in 0..RULE_FILES.len() {
            for folder in self.folders.iter().rev() {
                let Some(set) = &folder.sets[kind] else {
                    continue;
                };
                let below = path.strip_prefix(&folder.path).unwrap_or(path);
                match set.matched(below, is_folder) {
                    Match::None => {}
                    Match::Ignore(_) => return true,
                    Match::Whitelist(_) => return false,
                }
            }
        }
        false
    }

    fn read(&mut self, path: &Path) -> Option<Gitignore> {
        let mut bytes = Vec::new();
        let read = std::fs::File::open(path)
            .and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes));
        match read {
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
            Err(error) => {
                self.odd(path, None, format!("rules cannot be read: {error}"));
                return None;
            }
        }
        if bytes.len() as u64 > MOST_BYTES {
            bytes.truncate(MOST_BYTES as usize);
            self.odd(
                path,
                None,
                format!("only the first {MOST_BYTES} bytes are read as rules"),
            );
        }
        // Rules are matched against paths below their folder.
        let mut builder = GitignoreBuilder::new("");
        let text = String::from_utf8_lossy(&bytes);
        for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            if let Err(error) = builder.add_line(None, line) {
                self.odd(path, Some(number + 1), format!("not a rule: {error}"));
            }
        }
        match builder.build() {
            Ok(set) => Some(set).filter(|set| !set.is_empty()),
            Err(error) => {
                self.odd(path, None, format!("rules cannot be used: {error}"));
                None
            }
        }
    }

    fn odd(&mut self, path: &Path, line: Option<usize>, message: String) {
        self.oddities.push(Warning {
            path: path.to_path_buf(),
            line,
            message,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the rules in `files` (name and text) leave out a path.
    fn left_out(files: &[(&str, &str)], path: &str) -> bool {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let at = folder.path().join(name);
            std::fs::create_dir_all(at.parent().unwrap()).unwrap();
            std::fs::write(at, text).unwrap();
        }
        let mut rules = Rules::default();
        rules.enter(folder.path(), 0);
        let parts: Vec<&str> = path.split('/').collect();
        let mut at = folder.path().to_path_buf();
        for (number, part) in parts.iter().enumerate() {
            at.push(part);
            let is_folder = number + 1 < parts.len();
            if rules.leave_out(&at, number + 1, is_folder) {
                return true;
            }
            if is_folder {
                rules.enter(&at, number + 1);
            }
        }
        false
    }

    #[test]
    fn rules_are_those_of_gitignore() {
        let rules = [(".gitignore", "drafts/\n*.bak.md\n!keep.bak.md\n/top.md\n")];
        for (path, expected) in [
            ("drafts/a.md", true),
            ("deep/drafts/a.md", true),
            ("drafts", false),
            ("a.bak.md", true),
            ("deep/a.bak.md", true),
            ("keep.bak.md", false),
            ("top.md", true),
            ("deep/top.md", false),
            ("초고.md", false),
        ] {
            assert_eq!(left_out(&rules, path), expected, "{path}");
        }
    }

    #[test]
    fn the_more_special_kind_wins_then_the_nearer_folder() {
        let rules = [
            (".gitignore", "*.txt\n"),
            ("deep/.gitignore", "!b.txt\n"),
            (".searchignore", "!a.txt\nc.md\n"),
            ("deep/.ignore", "!c.md\n"),
        ];
        for (path, expected) in [
            ("a.txt", false),
            ("b.txt", true),
            ("deep/b.txt", false),
            ("c.md", true),
            ("deep/c.md", true),
        ] {
            assert_eq!(left_out(&rules, path), expected, "{path}");
        }
    }

    #[test]
    fn a_line_that_is_no_rule_is_told_and_the_others_count() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(".ignore"), "a[z-a].md\nb.md\n\0\n").unwrap();
        let mut rules = Rules::default();
        rules.enter(folder.path(), 0);
        assert_eq!(rules.oddities[0].line, Some(1), "{:?}", rules.oddities);
        assert!(rules.leave_out(&folder.path().join("b.md"), 1, false));
    }
}
