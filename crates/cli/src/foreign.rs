//! Foreign formats: `search-index` runs itself again to read them; `search-index formats` lists what is read.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use seoji_indexer::{
    ForeignFormats, ReadFormat, UnderstandOptions, Understanding, WorkerCommand, formats_read,
    load_pdf_library,
};
use seoji_query::Index;
use serde::Serialize;

use crate::config;
use crate::locate::Surroundings;
use crate::manage::Versioned;
use crate::outcome::{Trouble, print, print_json};
use crate::terminal::escape;

/// The hidden subcommand that [`serve`] answers.
const WORKER: &str = "read-worker";

/// Names the PDFium library, as a file or as the folder that it lies in. It is no setting of `seoji.toml`: a corpus from
/// somewhere else must not name what runs here.
const PDFIUM: &str = "SEARCH_PDFIUM";

/// Loads the library that reads PDF: the one that the environment names, else that of the system, if there is one.
fn load_library() -> Result<(), Trouble> {
    let named = std::env::var_os(PDFIUM).filter(|named| !named.is_empty());
    load_pdf_library(named.as_ref().map(Path::new))
        .map(drop)
        .map_err(|error| {
            Trouble::new(format!(
                "{PDFIUM}: {error}, or unset {PDFIUM} to read PDF without it"
            ))
        })
}

/// Where this program reads foreign formats: in child processes of itself, which find the same library.
pub(crate) fn formats() -> Result<ForeignFormats, Trouble> {
    // What cannot be loaded is told before a build begins, and how PDF is read is part of what is kept.
    load_library()?;
    // Without its own path, such as on a system without /proc, it reads in this process.
    let Ok(program) = std::env::current_exe() else {
        return Ok(ForeignFormats::InProcess);
    };
    let command = WorkerCommand::new(program, &[WORKER]);
    #[cfg(debug_assertions)]
    let command = match std::env::var("SEOJI_WORKER_SECONDS").map(|text| text.parse()) {
        Ok(Ok(seconds)) => command.patience(std::time::Duration::from_secs(seconds)),
        _ => command,
    };
    Ok(ForeignFormats::Workers(command))
}

/// Understands one file as a build of its corpus would. That corpus is told by the index that was named, the nearest one
/// above the file, the one that `search` asks, whichever was made of it; else the nearest folder with a `seoji.toml`.
pub(crate) fn understand(path: &Path, index: Option<&Path>) -> Result<Understanding, Trouble> {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let folders = || absolute.ancestors().skip(1);
    let mut options = UnderstandOptions::default();
    options.foreign = formats()?;
    options.indexes = match index {
        Some(index) => vec![index.to_path_buf()],
        None => {
            let above = folders().next().and_then(Index::find_from);
            let asked = Surroundings::here().locate(None).ok();
            let asked = asked.map(|located| located.path);
            above.into_iter().chain(asked).collect()
        }
    };
    options.root = folders()
        .find(|folder| folder.join(config::BESIDE).is_file())
        .map(Path::to_path_buf);
    Ok(seoji_indexer::understand_in(path, &options)?)
}

/// Reads files for the process that started this one.
pub(crate) fn serve() -> Result<(), Trouble> {
    // Before this process limits its memory.
    load_library()?;
    seoji_indexer::serve_worker(&mut io::stdin().lock(), &mut io::stdout().lock())
        .map_err(|error| Trouble::new(format!("the other process is gone: {error}")))
}

#[derive(Serialize)]
struct Formats {
    formats: Vec<ReadFormat>,
}

/// Lists the formats that are read.
pub(crate) fn list(json: bool) -> Result<(), Trouble> {
    load_library()?;
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
        let apart = match (format.is_foreign, &format.library) {
            (_, Some(library)) => {
                let library = escape(&library.to_string_lossy()).into_owned();
                format!("  (in a process of its own, by PDFium: {library})")
            }
            (true, None) => "  (in a process of its own)".to_owned(),
            (false, None) => String::new(),
        };
        // A string takes whatever is written to it.
        let _ = writeln!(out, "{:width$}  {}{apart}", format.name, endings.join(" "));
    }
    print(&out)
}
