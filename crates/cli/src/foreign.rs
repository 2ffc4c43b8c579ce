//! Foreign formats: `search-index` runs itself again to read them; `search-index formats` lists what is read.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use seoji_indexer::{ForeignFormats, ReadFormat, Understanding, WorkerCommand, formats_read};
use serde::Serialize;

use crate::manage::Versioned;
use crate::outcome::{Trouble, print, print_json};

/// The hidden subcommand that [`serve`] answers.
const WORKER: &str = "read-worker";

/// Where this program reads foreign formats: in child processes of itself.
pub(crate) fn formats() -> ForeignFormats {
    // Without its own path, such as on a system without /proc, it reads in this process.
    let Ok(program) = std::env::current_exe() else {
        return ForeignFormats::InProcess;
    };
    let command = WorkerCommand::new(program, &[WORKER]);
    #[cfg(debug_assertions)]
    let command = match std::env::var("SEOJI_WORKER_SECONDS").map(|text| text.parse()) {
        Ok(Ok(seconds)) => command.patience(std::time::Duration::from_secs(seconds)),
        _ => command,
    };
    ForeignFormats::Workers(command)
}

/// Understands one file as a build would.
pub(crate) fn understand(path: &Path) -> Result<Understanding, Trouble> {
    Ok(seoji_indexer::understand_in(path, &formats())?)
}

/// Reads files for the process that started this one.
pub(crate) fn serve() -> Result<(), Trouble> {
    seoji_indexer::serve_worker(&mut io::stdin().lock(), &mut io::stdout().lock())
        .map_err(|error| Trouble::new(format!("the other process is gone: {error}")))
}

#[derive(Serialize)]
struct Formats {
    formats: Vec<ReadFormat>,
}

/// Lists the formats that are read.
pub(crate) fn list(json: bool) -> Result<(), Trouble> {
    let formats = formats_read();
    if json {
        return print_json(&Versioned::of(&Formats { formats }));
    }
    let width = formats
        .iter()
        .map(|format| format.name.chars().count())
        .max()
        .unwrap_or(0);
    let mut out = String::new();
    for format in formats {
        let endings: Vec<String> = format
            .endings
            .iter()
            .map(|ending| format!(".{ending}"))
            .collect();
        let apart = if format.is_foreign {
            "  (in a process of its own)"
        } else {
            ""
        };
        // A string takes whatever is written to it.
        let _ = writeln!(out, "{:width$}  {}{apart}", format.name, endings.join(" "));
    }
    print(&out)
}
