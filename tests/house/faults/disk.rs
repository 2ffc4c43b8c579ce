//! A disk that refuses one step, or loses power at it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use seoji_schema::{Operation, Step, Storage, Witness};

/// What happens at a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It fails with this number of the operating system; all others are taken.
    Refused(i32),
    /// It and all that follow are not taken: the program was killed.
    Killed,
    /// From here on nothing can be added.
    Full,
    /// From here on nothing can be changed.
    ReadOnly,
    /// From here on no file can get one more name, as between file systems.
    NoLinks,
}

/// Numbers of the operating system: no links between file systems, a full disk, a disk that cannot be written.
const EXDEV: i32 = 18;
const ENOSPC: i32 = 28;
const EROFS: i32 = 30;

/// What a loss of power leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loss {
    /// Only names and bytes that were made durable.
    AllThatMay,
    /// All names, and bytes that were made durable.
    Bytes,
}

/// Counts the steps, refuses as told, and keeps account of what is durable.
#[derive(Debug)]
pub(crate) struct Disk {
    root: PathBuf,
    fault: Option<(usize, Fault)>,
    state: Mutex<State>,
}

type Number = u64;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Node {
    File(Number),
    Folder(Number),
}

#[derive(Debug, Default)]
struct State {
    steps: Vec<(Operation, PathBuf)>,
    next: Number,
    /// What has which name now.
    now: BTreeMap<PathBuf, Node>,
    /// Names in folders as they are on the disk.
    names: BTreeMap<Number, BTreeMap<OsString, Node>>,
    /// Bytes of files as they are on the disk; none is empty.
    bytes: BTreeMap<Number, Vec<u8>>,
}

impl Disk {
    /// A disk that holds the folder `root`, all of it durable.
    pub(crate) fn of(root: &Path, fault: Option<(usize, Fault)>) -> Arc<Self> {
        let mut state = State::default();
        state.take_in(root);
        Arc::new(Self {
            root: root.to_path_buf(),
            fault,
            state: Mutex::new(state),
        })
    }

    /// Files on this disk.
    pub(crate) fn storage(self: &Arc<Self>) -> Storage {
        Storage::watched(Arc::clone(self) as Arc<dyn Witness>)
    }

    /// The steps so far.
    pub(crate) fn steps(&self) -> Vec<(Operation, PathBuf)> {
        self.state.lock().unwrap().steps.clone()
    }

    /// Leaves of the folder what a loss of power leaves.
    pub(crate) fn lose(&self, loss: Loss) {
        let state = self.state.lock().unwrap();
        match loss {
            Loss::AllThatMay => {
                let Some(&Node::Folder(number)) = state.now.get(&self.root) else {
                    panic!("there is no folder {}", self.root.display());
                };
                fs::remove_dir_all(&self.root).unwrap();
                state.restore(number, &self.root);
            }
            Loss::Bytes => {
                for (path, node) in &state.now {
                    if let Node::File(number) = node {
                        // Another name of the same file keeps what it has.
                        fs::remove_file(path).unwrap();
                        fs::write(path, state.bytes.get(number).map_or(&[][..], |b| b)).unwrap();
                    }
                }
            }
        }
    }
}

impl State {
    fn number(&mut self) -> Number {
        self.next += 1;
        self.next
    }

    fn take_in(&mut self, path: &Path) -> Node {
        let number = self.number();
        let node = if path.is_dir() {
            let mut names = BTreeMap::new();
            for entry in fs::read_dir(path).unwrap() {
                let entry = entry.unwrap();
                names.insert(entry.file_name(), self.take_in(&entry.path()));
            }
            self.names.insert(number, names);
            Node::Folder(number)
        } else {
            self.bytes.insert(number, fs::read(path).unwrap());
            Node::File(number)
        };
        self.now.insert(path.to_path_buf(), node);
        node
    }

    fn restore(&self, folder: Number, path: &Path) {
        fs::create_dir(path).unwrap();
        for (name, node) in self.names.get(&folder).into_iter().flatten() {
            let path = path.join(name);
            match node {
                Node::Folder(number) => self.restore(*number, &path),
                Node::File(number) => {
                    fs::write(path, self.bytes.get(number).map_or(&[][..], |bytes| bytes)).unwrap();
                }
            }
        }
    }

    fn took(&mut self, step: Step<'_>) {
        let path = step.path.to_path_buf();
        let known = self.now.get(&path).copied();
        match (step.operation, known) {
            (Operation::CreateFolder, None) => {
                let number = self.number();
                self.now.insert(path, Node::Folder(number));
            }
            (Operation::CreateFile, Some(Node::File(number))) => {
                self.bytes.remove(&number);
            }
            (Operation::CreateFile | Operation::Lock, None) => {
                let number = self.number();
                self.now.insert(path, Node::File(number));
            }
            (Operation::Sync, Some(Node::File(number))) => {
                self.bytes.insert(number, fs::read(&path).unwrap());
            }
            (Operation::SyncFolder, Some(Node::Folder(number))) => {
                let inside = self.now.iter();
                let inside = inside.filter(|(at, _)| at.parent() == Some(&path));
                let names = inside.map(|(at, node)| (at.file_name().unwrap().to_owned(), *node));
                self.names.insert(number, names.collect());
            }
            (Operation::Rename, Some(_)) => {
                let to = step.to.unwrap();
                let moved: Vec<PathBuf> = self.now.keys().cloned().collect();
                for from in moved {
                    if let Ok(below) = from.strip_prefix(&path) {
                        let node = self.now.remove(&from).unwrap();
                        let below = below.to_path_buf();
                        let at = match below.as_os_str().is_empty() {
                            true => to.to_path_buf(),
                            false => to.join(below),
                        };
                        self.now.insert(at, node);
                    }
                }
            }
            (Operation::Link, Some(node)) => {
                self.now.insert(step.to.unwrap().to_path_buf(), node);
            }
            (Operation::Copy, Some(_)) => {
                let number = self.number();
                let to = step.to.unwrap().to_path_buf();
                self.now.insert(to, Node::File(number));
            }
            (Operation::RemoveFile | Operation::RemoveFolder, _) => {
                self.now.remove(&path);
            }
            (
                Operation::CreateFolder
                | Operation::Lock
                | Operation::Write
                | Operation::Read
                | Operation::List
                | Operation::Inspect,
                _,
            ) => {}
            (operation, known) => panic!("{operation:?} of {} ({known:?})", path.display()),
        }
    }
}

impl Witness for Disk {
    fn before(&self, step: Step<'_>) -> io::Result<()> {
        let mut state = self.state.lock().unwrap();
        let at = state.steps.len();
        state.steps.push((step.operation, step.path.to_path_buf()));
        let Some((when, fault)) = self.fault.filter(|&(when, _)| at >= when) else {
            return Ok(());
        };
        let refused = |code| Err(io::Error::from_raw_os_error(code));
        let reads = matches!(
            step.operation,
            Operation::Read | Operation::List | Operation::Inspect
        );
        let adds = matches!(
            step.operation,
            Operation::CreateFolder | Operation::CreateFile | Operation::Write | Operation::Copy
        );
        match fault {
            Fault::Refused(code) if at == when => refused(code),
            Fault::Killed => Err(io::Error::other("killed")),
            Fault::Full if adds => refused(ENOSPC),
            Fault::ReadOnly if !reads => refused(EROFS),
            Fault::NoLinks if step.operation == Operation::Link => refused(EXDEV),
            _ => Ok(()),
        }
    }

    fn after(&self, step: Step<'_>) {
        self.state.lock().unwrap().took(step);
    }
}
