//! `search-index`: builds an index, tells what it holds, shows how a document is understood.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use seoji_indexer::{
    BuildOptions, Changes, IgnoreRules, Library, Mode, Report, UpdateOptions, WatchOptions, build,
    compact, update,
};
use seoji_query::{CitingEntry, ExportFormat, Index, Info, export, references};
use serde::Serialize;

use crate::flags::{self, IndexAction, IndexFlags};
use crate::locate::Surroundings;
use crate::outcome::{Outcome, Trouble, guarded, print, print_json, say};
use crate::progress::Bar;
use crate::{aliases, foreign, generate, report, understanding, upkeep, watching};

pub(crate) const PROGRAM: &str = "search-index";

/// Runs `search-index` with these arguments, the program's name first.
pub fn manage(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let outcome = match flags::parse::<IndexFlags>(arguments.into_iter().collect()) {
        Ok(flags) => guarded(PROGRAM, || run(&flags.action)),
        Err(ended) => ended,
    };
    outcome.into()
}

fn run(action: &IndexAction) -> Result<Outcome, Trouble> {
    match action {
        IndexAction::Completions { shell } => return generate::completions::<IndexFlags>(*shell),
        IndexAction::Man => return generate::manual::<IndexFlags>(),
        IndexAction::Build {
            corpora,
            zotero,
            library,
            index,
            aliases,
            no_ignore,
            dictionary,
            jobs,
            memory,
            json,
        } => {
            let index = index.clone().unwrap_or_else(default_index);
            let options = BuildOptions {
                jobs: jobs.map(usize::from),
                memory: *memory,
                aliases: aliases.clone(),
                ignore: if *no_ignore {
                    IgnoreRules::Disregard
                } else {
                    IgnoreRules::Obey
                },
                dictionary: dictionary.clone(),
                foreign: foreign::formats()?,
                libraries: zotero
                    .iter()
                    .cloned()
                    .map(Library::Zotero)
                    .chain(library.iter().cloned().map(Library::File))
                    .collect(),
            };
            let usual = [PathBuf::from("corpus")];
            let corpora = match corpora.is_empty() && options.libraries.is_empty() {
                true => &usual[..],
                false => corpora,
            };
            run_build(corpora, &index, &options, *json)?;
        }
        IndexAction::Update {
            index,
            verify,
            dry_run,
            aliases,
            dictionary,
            jobs,
            memory,
            json,
        } => {
            let options = UpdateOptions {
                jobs: jobs.map(usize::from),
                memory: *memory,
                aliases: aliases.clone(),
                dictionary: dictionary.clone(),
                changes: if *verify {
                    Changes::ByContent
                } else {
                    Changes::ByStamp
                },
                mode: if *dry_run { Mode::DryRun } else { Mode::Write },
                foreign: foreign::formats()?,
            };
            let index = Surroundings::here().locate(index.as_deref())?.path;
            run_update(&index, &options, *json)?;
        }
        IndexAction::Compact { index, json } => {
            let index = Surroundings::here().locate(index.as_deref())?.path;
            told(&index, &compact(&index)?, *json)?;
        }
        IndexAction::Watch {
            index,
            poll,
            aliases,
            jobs,
            memory,
            json,
        } => {
            let options = WatchOptions {
                update: UpdateOptions {
                    jobs: jobs.map(usize::from),
                    memory: *memory,
                    aliases: aliases.clone(),
                    foreign: foreign::formats()?,
                    ..UpdateOptions::default()
                },
                poll: poll.map(|seconds| Duration::from_secs(seconds.into())),
            };
            let index = Surroundings::here().locate(index.as_deref())?.path;
            watching::watch(&index, &options, *json)?;
        }
        IndexAction::Forget {
            documents,
            undo,
            list,
            index,
            json,
        } => {
            let index = Surroundings::here().locate(index.as_deref())?.path;
            match (list, undo) {
                (true, _) => upkeep::list_forgotten(&index, *json)?,
                (_, true) => upkeep::remember(documents, &index, *json)?,
                _ => upkeep::forget(documents, &index, *json)?,
            }
        }
        IndexAction::Check { index, json } => {
            let index = Surroundings::here().locate(index.as_deref())?.path;
            return upkeep::check(&index, *json);
        }
        IndexAction::Info { index, json } => {
            let index = open(index.as_deref())?;
            if *json {
                print_json(&Versioned::of(index.info()))?
            } else {
                print(&report::info(index.info()))?
            }
        }
        IndexAction::Aliases {
            document,
            index,
            json,
        } => aliases::list(document.as_deref(), index.as_deref(), *json)?,
        IndexAction::Show {
            document,
            index,
            json,
        } => {
            let understood = foreign::understand(
                &find_document(document, index.as_deref())?,
                index.as_deref(),
            )?;
            if *json {
                print_json(&Versioned::of(&understood))?;
            } else {
                print(&understanding::render(&understood))?;
            }
        }
        IndexAction::Formats { json } => foreign::list(*json)?,
        IndexAction::ReadWorker => foreign::serve()?,
        IndexAction::Export {
            document,
            format,
            index,
        } => return run_export(document, (*format).into(), index.as_deref()),
    }
    Ok(Outcome::Found)
}

/// Prints the works that a document cites: one of the index by its id, else a file.
fn run_export(
    document: &Path,
    format: ExportFormat,
    index: Option<&Path>,
) -> Result<Outcome, Trouble> {
    let known = match (document.is_file(), document.to_str()) {
        (false, Some(id)) => open(index)?.document_references(id)?,
        _ => None,
    };
    let found = match known {
        Some(references) => references,
        None => {
            let understood = foreign::understand(&find_document(document, index)?, index)?;
            let entries = understood.passages.iter().map(|passage| {
                CitingEntry::new(&passage.kind, passage.label.as_deref(), &passage.citations)
            });
            references(entries)
        }
    };
    if found.is_empty() {
        say(PROGRAM, "the document cites no work that could be told");
    }
    print(&export(&found, format))?;
    Ok(if found.is_empty() {
        Outcome::Nothing
    } else {
        Outcome::Found
    })
}

/// Any JSON of this program: an object that begins with the version of its shape.
#[derive(Serialize)]
pub(crate) struct Versioned<'a, T> {
    version: u32,
    #[serde(flatten)]
    value: &'a T,
}

impl<'a, T> Versioned<'a, T> {
    pub(crate) fn of(value: &'a T) -> Self {
        Self { version: 1, value }
    }

    /// What has the shape of an answer, or of a part of one.
    pub(crate) fn of_results(value: &'a T) -> Self {
        Self {
            version: seoji_query::RESULTS_VERSION,
            value,
        }
    }
}

/// A build's report with the index it wrote.
#[derive(Serialize)]
struct Built<'a> {
    index: &'a Path,
    #[serde(flatten)]
    report: &'a Report,
}

fn run_build(
    corpora: &[PathBuf],
    index: &Path,
    options: &BuildOptions,
    json: bool,
) -> Result<(), Trouble> {
    let bar = Bar::new();
    let built = build(corpora, index, options, &bar);
    drop(bar);
    let built = built?;
    for oddity in report::oddities(&built) {
        say(PROGRAM, &oddity);
    }
    if let Err(error) = Surroundings::here().remember(index) {
        say(
            PROGRAM,
            &format!("cannot remember this index as the last one built: {error}"),
        );
    }
    told(index, &built, json)
}

/// Tells of the index that was written.
pub(crate) fn told(index: &Path, written: &Report, json: bool) -> Result<(), Trouble> {
    if json {
        print_json(&Versioned::of(&Built {
            index,
            report: written,
        }))
    } else {
        print(&report::built(written, index))
    }
}

fn run_update(index: &Path, options: &UpdateOptions, json: bool) -> Result<(), Trouble> {
    let bar = Bar::new();
    let done = update(index, options, &bar);
    drop(bar);
    let done = done?;
    if json {
        return print_json(&Versioned::of(&done));
    }
    // What was odd in files that stayed was told when they were read.
    for oddity in report::oddities(&done.news()) {
        say(PROGRAM, &oddity);
    }
    print(&report::updated(&done, options.mode))?;
    if done.is_empty() || options.mode == Mode::DryRun {
        return Ok(());
    }
    print(&report::built(&done.report, index))
}

/// Where to build without `--index`: where `search` will look first.
fn default_index() -> PathBuf {
    std::env::var_os("SEARCH_INDEX")
        .filter(|path| !path.is_empty())
        .map_or_else(|| "index".into(), PathBuf::from)
}

pub(crate) fn open(index: Option<&Path>) -> Result<Index, Trouble> {
    let located = Surroundings::here().locate(index)?;
    let index = Index::open(&located.path)?;
    if let Some(damage) = &index.info().fallback {
        say(
            PROGRAM,
            &format!("{damage}; this is the generation before it"),
        );
    }
    Ok(index)
}

/// The file that `document` means: itself, or the file of the document with that id.
fn find_document(document: &Path, index: Option<&Path>) -> Result<PathBuf, Trouble> {
    if document.exists() {
        return Ok(document.to_path_buf());
    }
    let no_file = || format!("no such file: {}", document.display());
    let Some(id) = document.to_str() else {
        return Err(Trouble::new(no_file()));
    };
    let index = open(index)
        .map_err(|trouble| Trouble::new(format!("{}, and as an id: {trouble}", no_file())))?;
    let Some(found) = index.document(id)? else {
        return Err(Trouble::new(format!(
            "{}, and no document with that id in {}; give a path, or an id as search --json shows it",
            no_file(),
            index.info().path.display()
        )));
    };
    let path = candidates(&found.path, index.info())
        .into_iter()
        .find(|path| path.exists());
    path.ok_or_else(|| {
        Trouble::new(format!(
            "{} is in the index, but its file {} is gone; build the index again",
            id, found.path
        ))
    })
}

/// Where the file of a document may be: the path as the builder was given it may be relative to the folder it was
/// started in, which is most often the one that holds the index.
fn candidates(path: &str, info: &Info) -> Vec<PathBuf> {
    let mut candidates = vec![PathBuf::from(path)];
    candidates.extend(info.path.parent().map(|folder| folder.join(path)));
    let corpora = info.corpus.iter().map(Path::new);
    candidates.extend(corpora.filter_map(|corpus| corpus.parent().map(|folder| folder.join(path))));
    candidates
}
