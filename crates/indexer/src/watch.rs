//! An index that follows its corpus by itself: waits until files change and have come to rest, then updates.
//!
//! The operating system's events only say *when* to look; *what* has changed is always found by [`update`], which
//! compares the whole corpus. So a lost, doubled or misleading event costs a look and never a wrong index.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use seoji_schema::IndexFolder;

use crate::Error;
use crate::report::Silent;
use crate::update::{Update, UpdateOptions, corpora_of, update};

/// Files are at rest when nothing has changed for so long: an editor's temporary files have come and gone.
const QUIET: Duration = Duration::from_millis(500);
/// While a burst goes on, the index is brought up to date after so long all the same.
const LONGEST_BURST: Duration = Duration::from_secs(20);
/// What failed for a reason that may pass (another writer, a full disk) is tried again after so long.
const RETRY: Duration = Duration::from_secs(10);
/// Where no events come, the corpus is looked at so often.
const POLL: Duration = Duration::from_secs(10);
/// Where events come, it is looked at so often all the same, for those that were lost.
const POLL_BESIDE_EVENTS: Duration = Duration::from_secs(600);

/// How to watch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WatchOptions {
    /// How each update is done; its mode is always to write.
    pub update: UpdateOptions,
    /// Look so often and ask for no events, as on network drives that send none.
    pub poll: Option<Duration>,
}

/// What a watch tells.
#[derive(Debug)]
#[non_exhaustive]
pub enum Watched {
    /// It waits for changes of these folders and files.
    Waiting(Vec<PathBuf>),
    /// No events come: it looks itself, so often, for this reason.
    Polling(Duration, String),
    /// The corpus had changed; the index is up to date again.
    Updated(Box<Update>),
    /// An update was not possible; it is tried again.
    Failed(Error),
}

/// Ends a watch from another thread.
#[derive(Clone, Debug)]
pub struct Stopper(Sender<Signal>);

impl Stopper {
    /// Ends the watch, after the update that is being written.
    pub fn stop(&self) {
        // A watch that has ended already hears nothing, and need not.
        let _ = self.0.send(Signal::Stop);
    }
}

/// A watch that has not begun.
#[derive(Debug)]
pub struct Watch {
    sender: Sender<Signal>,
    signals: Receiver<Signal>,
}

#[derive(Debug)]
enum Signal {
    Changed,
    /// Events may be missing from here on.
    Lost(String),
    Stop,
}

impl Default for Watch {
    fn default() -> Self {
        let (sender, signals) = channel();
        Self { sender, signals }
    }
}

impl Watch {
    /// What ends this watch.
    pub fn stopper(&self) -> Stopper {
        Stopper(self.sender.clone())
    }

    /// Keeps the index in the folder `index` up to date until it is stopped, or `told` breaks it off.
    ///
    /// # Errors
    /// No index, or one that cannot be updated but has to be rebuilt. What may pass is told and tried again.
    pub fn run(
        self,
        index: &Path,
        options: &WatchOptions,
        told: &mut dyn FnMut(Watched) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        let corpora = corpora_of(&IndexFolder::at(index))?;
        let mut events = match options.poll {
            Some(_) => Err("as was asked".to_owned()),
            None => self.events(&corpora, index),
        };
        let every = options.poll.unwrap_or(POLL);
        let ended = match &events {
            Ok(_) => told(Watched::Waiting(corpora.clone())),
            Err(reason) => told(Watched::Polling(every, reason.clone())),
        };
        if ended.is_break() {
            return Ok(());
        }
        // What has changed while nobody watched.
        let mut due = Instant::now();
        let mut burst: Option<Instant> = None;
        loop {
            let now = Instant::now();
            if now >= due {
                burst = None;
                let idle = if events.is_ok() {
                    POLL_BESIDE_EVENTS
                } else {
                    every
                };
                let (told_of, next) = match update(index, &options.update, &Silent) {
                    Ok(done) if done.is_empty() => (None, idle),
                    Ok(done) => (Some(Watched::Updated(Box::new(done))), idle),
                    Err(error) if is_for_good(&error) => return Err(error),
                    Err(error) => (Some(Watched::Failed(error)), RETRY.min(idle)),
                };
                if told_of.is_some_and(|what| told(what).is_break()) {
                    return Ok(());
                }
                due = Instant::now() + next;
                // A corpus that was away and is back has to be watched anew.
                if events.is_err() && options.poll.is_none() {
                    if let Ok(again) = self.events(&corpora, index) {
                        events = Ok(again);
                        if told(Watched::Waiting(corpora.clone())).is_break() {
                            return Ok(());
                        }
                    }
                } else if corpora.iter().any(|corpus| !corpus.exists()) {
                    events = Err("a folder is gone".to_owned());
                }
                continue;
            }
            match self.signals.recv_timeout(due - now) {
                Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return Ok(()),
                Err(RecvTimeoutError::Timeout) => {}
                Ok(Signal::Changed) => {
                    let now = Instant::now();
                    let begun = *burst.get_or_insert(now);
                    due = (now + QUIET).min(begun + LONGEST_BURST);
                }
                Ok(Signal::Lost(reason)) => {
                    if events.is_ok() {
                        events = Err(reason.clone());
                        if told(Watched::Polling(every, reason)).is_break() {
                            return Ok(());
                        }
                    }
                    due = Instant::now() + every.min(RETRY);
                }
            }
        }
    }

    /// Asks the operating system for events of the corpora; they come while the watcher lives.
    fn events(&self, corpora: &[PathBuf], index: &Path) -> Result<RecommendedWatcher, String> {
        let sender = self.sender.clone();
        let relevance = Relevance::new(corpora, index);
        let handler = move |event: notify::Result<notify::Event>| {
            let signal = match event {
                Ok(event) if relevance.of(&event) => Signal::Changed,
                Ok(_) => return,
                Err(error) => Signal::Lost(error.to_string()),
            };
            // Nobody listens any more when the watch has just ended.
            let _ = sender.send(signal);
        };
        let mut watcher =
            notify::recommended_watcher(handler).map_err(|error| error.to_string())?;
        for corpus in corpora {
            // Editors replace a file by another one: its folder tells of both.
            let (place, mode) = match corpus.parent() {
                Some(folder) if corpus.is_file() => (folder, RecursiveMode::NonRecursive),
                _ => (corpus.as_path(), RecursiveMode::Recursive),
            };
            let place = match place.as_os_str().is_empty() {
                true => Path::new("."),
                false => place,
            };
            watcher
                .watch(place, mode)
                .map_err(|error| format!("{}: {error}", place.display()))?;
        }
        Ok(watcher)
    }
}

/// Whether waiting cannot help: the index has to be rebuilt.
fn is_for_good(error: &Error) -> bool {
    use seoji_schema::Error as Index;
    matches!(
        error,
        Error::CannotUpdate { .. }
            | Error::Index(
                Index::NoIndex { .. }
                    | Index::Unfinished { .. }
                    | Index::OtherFormat { .. }
                    | Index::OtherAnalysis { .. }
                    | Index::Damaged { .. }
                    | Index::DamagedRecord { .. }
            )
    )
}

/// Which events are worth a look.
struct Relevance {
    corpora: Vec<PathBuf>,
    index: Option<PathBuf>,
}

impl Relevance {
    fn new(corpora: &[PathBuf], index: &Path) -> Self {
        let absolute = |path: &Path| path.canonicalize().ok();
        Self {
            corpora: corpora.iter().filter_map(|path| absolute(path)).collect(),
            index: absolute(index),
        }
    }

    fn of(&self, event: &notify::Event) -> bool {
        if event.need_rescan() {
            return true;
        }
        if matches!(event.kind, EventKind::Access(_)) {
            return false;
        }
        event.paths.is_empty() || event.paths.iter().any(|path| self.of_path(path))
    }

    /// Whether a path may be part of the corpus: neither in the index, which every update changes, nor hidden, but for
    /// rules of what is left out.
    fn of_path(&self, path: &Path) -> bool {
        let path = match path.parent().map(Path::canonicalize) {
            // The file itself may be gone already.
            Some(Ok(folder)) => folder.join(path.file_name().unwrap_or_default()),
            _ => return true,
        };
        if self
            .index
            .as_ref()
            .is_some_and(|index| path.starts_with(index))
        {
            return false;
        }
        self.corpora.iter().any(|corpus| {
            path.strip_prefix(corpus).is_ok_and(|below| {
                let rules = below
                    .file_name()
                    .is_some_and(|name| crate::ignored::is_rule_file(&name.to_string_lossy()));
                let folders = below.parent().into_iter().flat_map(Path::iter);
                let hidden = |part: &std::ffi::OsStr| part.as_encoded_bytes().starts_with(b".");
                !folders.into_iter().any(hidden)
                    && (rules || !below.file_name().is_some_and(hidden))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_and_hidden_files_are_no_news() {
        let place = tempfile::tempdir().unwrap();
        let corpus = place.path().join("corpus");
        for folder in ["deep", ".git", "index/g-000001"] {
            std::fs::create_dir_all(corpus.join(folder)).unwrap();
        }
        let index = corpus.join("index");
        let relevance = Relevance::new(std::slice::from_ref(&corpus), &index);
        for (path, expected) in [
            ("a.md", true),
            ("deep/gone.md", true),
            ("deep", true),
            (".a.md.swp", false),
            ("deep/.a.md.swp", false),
            (".git/config", false),
            (".gitignore", true),
            ("deep/.searchignore", true),
            (".git/.gitignore", false),
            ("index/current", false),
            ("index/g-000001/files", false),
            ("../elsewhere.md", false),
        ] {
            assert_eq!(relevance.of_path(&corpus.join(path)), expected, "{path}");
        }
    }
}
