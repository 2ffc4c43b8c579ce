//! Runs the programs with nothing of the surroundings in them.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use seoji_tests::Workplace;

/// What a program did.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// Checks the exit status, and that nothing panicked.
    #[track_caller]
    pub(crate) fn ended(self, status: i32) -> Self {
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
        assert_eq!(
            self.status, status,
            "stdout: {}\nstderr: {}",
            self.stdout, self.stderr
        );
        self
    }

    /// Checks that stderr is one message of the program that says this.
    #[track_caller]
    pub(crate) fn complained(self, program: &str, parts: &[&str]) -> Self {
        assert!(
            self.stderr.starts_with(&format!("{program}: ")),
            "{}",
            self.stderr
        );
        for part in parts {
            assert!(
                self.stderr.contains(part),
                "{part:?} is not said: {}",
                self.stderr
            );
        }
        self
    }

    /// The JSON that was printed: one object, one newline.
    #[track_caller]
    pub(crate) fn json<T: serde::de::DeserializeOwned>(&self) -> T {
        assert!(
            self.stdout.ends_with("}\n") && self.stdout.lines().count() == 1,
            "{}",
            self.stdout
        );
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}", self.stdout))
    }
}

/// The program `search` in a folder, with an environment of its own.
pub(crate) fn search_in(folder: &Path) -> Command {
    program(env!("CARGO_BIN_EXE_search"), folder)
}

/// The program `search-index` in a folder, with an environment of its own.
pub(crate) fn search_index_in(folder: &Path) -> Command {
    program(env!("CARGO_BIN_EXE_search-index"), folder)
}

fn program(path: &str, folder: &Path) -> Command {
    let mut command = Command::new(path);
    command.current_dir(folder).stdin(Stdio::null());
    for variable in [
        "SEARCH_INDEX",
        "NO_COLOR",
        "HOME",
        "XDG_CONFIG_HOME",
        "SEARCH_OPENER",
        "SEARCH_PDFIUM",
        "XDG_STATE_HOME",
        "LOCALAPPDATA",
        "TERM",
        "COLUMNS",
    ] {
        command.env_remove(variable);
    }
    command
}

/// Runs a program to its end.
pub(crate) fn run(command: &mut Command) -> Ran {
    ran(command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}")))
}

pub(crate) fn ran(output: Output) -> Ran {
    Ran {
        status: output
            .status
            .code()
            .unwrap_or_else(|| panic!("ended by a signal: {output:?}")),
        stdout: String::from_utf8(output.stdout).expect("output is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("messages are UTF-8"),
    }
}

/// Runs `search` with arguments in a folder.
pub(crate) fn search<A: AsRef<OsStr>>(
    folder: &Path,
    arguments: impl IntoIterator<Item = A>,
) -> Ran {
    run(search_in(folder).args(arguments))
}

/// Runs `search-index` with arguments in a folder.
pub(crate) fn search_index<A: AsRef<OsStr>>(
    folder: &Path,
    arguments: impl IntoIterator<Item = A>,
) -> Ran {
    run(search_index_in(folder).args(arguments))
}

/// A folder with the project's corpus and its index, built once by the real program; nobody may change it.
pub(crate) fn report() -> &'static Path {
    static REPORT: OnceLock<Workplace> = OnceLock::new();
    REPORT
        .get_or_init(|| {
            let workplace = Workplace::with_corpus();
            search_index(workplace.path(), ["build"]).ended(0);
            workplace
        })
        .path()
}

/// A small corpus with its index: a page a pair of name and text.
pub(crate) fn indexed(pages: &[(impl AsRef<str>, impl AsRef<str>)]) -> Workplace {
    let workplace = Workplace::empty();
    for (name, text) in pages {
        workplace.write(&format!("corpus/{}", name.as_ref()), text.as_ref());
    }
    search_index(workplace.path(), ["build"]).ended(0);
    workplace
}
