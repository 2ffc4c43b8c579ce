//! Workers: child processes that read files of foreign formats, so that a file on which a parser crashes, loops or
//! eats memory costs itself and nothing else.
//!
//! A worker reads requests from its standard input and writes replies to its standard output, one after another; one
//! that dies or does not answer in time is replaced by a new one with the next file.
//!
//! ```text
//! request: length of the file's name (u32, little endian), name, length of the content (u64), content
//! reply:   length (u64), a `Reply` in postcard's encoding
//! ```

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use seoji_document::{Reading, Source, Transcript, Trouble};
use serde::{Deserialize, Serialize};

/// A reply of more bytes than this is none: no reader makes so much of a file.
const LARGEST_REPLY: u64 = 512 << 20;
/// The most memory that a worker may ask for, in bytes.
const MEMORY: u64 = 500 << 20;
/// The time that a worker may take for a file, and for each MiB of it more.
const PATIENCE: Duration = Duration::from_secs(60);
const PATIENCE_PER_MIB: Duration = Duration::from_secs(4);

/// What a worker made of a file.
#[derive(Serialize, Deserialize)]
pub(crate) enum Reply {
    /// What the file says, to be understood.
    Transcript(Box<Transcript>),
    /// The document, of a format that has no transcripts.
    Reading(Box<Reading>),
}

impl Reply {
    fn failed(message: String) -> Reply {
        Reply::Transcript(Box::new(Transcript::failed(Trouble::Reader, message)))
    }
}

/// How a worker is started: a program that runs [`serve_worker`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WorkerCommand {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// The time that it may take for a file; a large file gets more.
    pub patience: Duration,
}

impl WorkerCommand {
    /// A program that runs [`serve_worker`] when it is given these arguments.
    pub fn new(program: impl Into<PathBuf>, arguments: &[&str]) -> Self {
        WorkerCommand {
            program: program.into(),
            arguments: arguments.iter().map(OsString::from).collect(),
            patience: PATIENCE,
        }
    }

    /// Sets the time that it may take for a file.
    #[must_use]
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }
}

/// The workers of a build: as many as there are threads that read at a time.
pub(crate) struct Workers {
    command: WorkerCommand,
    idle: Mutex<Vec<Worker>>,
}

impl Workers {
    pub(crate) fn new(command: WorkerCommand) -> Self {
        let idle = Mutex::new(Vec::new());
        Workers { command, idle }
    }

    /// Lets a worker read a file. What went wrong with the worker is told as the file's failure.
    pub(crate) fn read(&self, path: &Path, content: &[u8]) -> Reply {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let idle = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        let worker = match idle {
            Some(worker) => Ok(worker),
            None => Worker::start(&self.command),
        };
        let mut worker = match worker {
            Ok(worker) => worker,
            Err(error) => {
                let program = self.command.program.display();
                return Reply::failed(format!(
                    "not read: the reading process {program} does not start: {error}"
                ));
            }
        };
        let mib = (content.len() >> 20) as u32;
        let patience = self.command.patience + PATIENCE_PER_MIB * mib;
        match worker.ask(&name, content, patience) {
            Ok(reply) => {
                if let Ok(mut idle) = self.idle.lock() {
                    idle.push(worker);
                }
                reply
            }
            Err(fault) => Reply::failed(worker.end(fault)),
        }
    }
}

/// Why a worker gave no reply.
enum Fault {
    /// It took longer than this.
    Slow(Duration),
    /// Its pipes are closed, or what it wrote is no reply.
    Gone,
}

/// A running worker. Pipes are served by a thread of their own, so that waiting for them can end.
struct Worker {
    child: Child,
    requests: Sender<Vec<u8>>,
    replies: Receiver<io::Result<Vec<u8>>>,
}

impl Worker {
    fn start(command: &WorkerCommand) -> io::Result<Worker> {
        let mut child = Command::new(&command.program)
            .args(&command.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let closed = || io::Error::other("a pipe to it is missing");
        let mut input = child.stdin.take().ok_or_else(closed)?;
        let mut output = child.stdout.take().ok_or_else(closed)?;
        let (requests, waiting) = channel::<Vec<u8>>();
        let (answer, replies) = channel();
        std::thread::spawn(move || {
            for request in waiting {
                let reply = exchange(&mut input, &mut output, &request);
                let is_last = reply.is_err();
                if answer.send(reply).is_err() || is_last {
                    break;
                }
            }
        });
        Ok(Worker {
            child,
            requests,
            replies,
        })
    }

    fn ask(&mut self, name: &str, content: &[u8], patience: Duration) -> Result<Reply, Fault> {
        let mut request = Vec::with_capacity(content.len() + name.len() + 12);
        request.extend((name.len() as u32).to_le_bytes());
        request.extend(name.as_bytes());
        request.extend((content.len() as u64).to_le_bytes());
        request.extend(content);
        self.requests.send(request).map_err(|_| Fault::Gone)?;
        match self.replies.recv_timeout(patience) {
            Ok(Ok(reply)) => postcard::from_bytes(&reply).map_err(|_| Fault::Gone),
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Err(Fault::Gone),
            Err(RecvTimeoutError::Timeout) => Err(Fault::Slow(patience)),
        }
    }

    /// Ends it and tells why.
    fn end(mut self, fault: Fault) -> String {
        match fault {
            Fault::Slow(patience) => {
                // It may have ended by itself in this moment.
                let _ = self.child.kill();
                let _ = self.child.wait();
                let seconds = patience.as_secs_f64();
                format!("not read: reading it took longer than {seconds:.0} seconds")
            }
            Fault::Gone => {
                let _ = self.child.kill();
                match self.child.wait() {
                    Ok(status) => format!("not read: its reader broke off ({})", told(status)),
                    Err(error) => format!("not read: its reader broke off ({error})"),
                }
            }
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Killing one that has ended is an error without meaning; waiting leaves no zombie behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How a process ended, in words.
#[cfg(unix)]
fn told(status: std::process::ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt as _;
    match status.signal() {
        Some(6) => "it ran out of memory or stack".to_owned(),
        Some(9) => "it was killed".to_owned(),
        Some(signal) => format!("signal {signal}"),
        None => status.to_string(),
    }
}

#[cfg(not(unix))]
fn told(status: std::process::ExitStatus) -> String {
    status.to_string()
}

fn exchange(input: &mut impl Write, output: &mut impl Read, request: &[u8]) -> io::Result<Vec<u8>> {
    input.write_all(request)?;
    input.flush()?;
    let mut length = [0; 8];
    output.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    if length > LARGEST_REPLY {
        return Err(io::Error::other("the reply is too long"));
    }
    let mut reply = Vec::new();
    output.take(length).read_to_end(&mut reply)?;
    match reply.len() as u64 == length {
        true => Ok(reply),
        false => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

/// Reads files for another process until its end of the pipe is closed: the other side of [`WorkerCommand`].
///
/// It gives itself a limit of memory where the system has one, on top of what a library of PDFium holds that was loaded
/// before ([`seoji_document::load_pdf_library`]), and answers a panic of a reader with the panic's
/// message.
///
/// # Errors
/// A pipe that breaks; the other process is gone then.
pub fn serve_worker(input: &mut impl Read, output: &mut impl Write) -> io::Result<()> {
    limit_memory();
    loop {
        let mut length = [0; 4];
        match input.read_exact(&mut length) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            other => other?,
        }
        let mut name = vec![0; u32::from_le_bytes(length) as usize];
        input.read_exact(&mut name)?;
        let mut length = [0; 8];
        input.read_exact(&mut length)?;
        let length = u64::from_le_bytes(length);
        let mut content = Vec::new();
        input.take(length).read_to_end(&mut content)?;
        let name = String::from_utf8_lossy(&name).into_owned();
        let reply = read_here(Path::new(&name), &content);
        drop(content);
        let reply = postcard::to_stdvec(&reply).map_err(io::Error::other)?;
        output.write_all(&(reply.len() as u64).to_le_bytes())?;
        output.write_all(&reply)?;
        output.flush()?;
    }
}

/// Reads a file in this process; a panic is the file's failure.
pub(crate) fn read_here(path: &Path, bytes: &[u8]) -> Reply {
    let source = Source { path, bytes };
    let read = || {
        #[cfg(debug_assertions)]
        faults::commit(path);
        match seoji_document::transcribe(&source) {
            Some(transcript) => Reply::Transcript(Box::new(transcript)),
            None => Reply::Reading(Box::new(seoji_document::read(&source))),
        }
    };
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).unwrap_or_else(|panic| {
        let said = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("no message");
        let said: String = said.chars().take(200).collect();
        Reply::failed(format!("not read: its reader broke off ({said})"))
    })
}

/// Limits the memory of this process; where the system has no such limit there is none.
fn limit_memory() {
    #[cfg(unix)]
    {
        // A library may reserve far more room than it ever takes, for its allocator or its engine of scripts.
        let limit = MEMORY + seoji_document::pdf_library().map_or(0, |_| mapped());
        // A lower limit that is set already stays.
        let soft = rlimit::Resource::AS
            .get_soft()
            .map_or(limit, |soft| soft.min(limit));
        let hard = rlimit::Resource::AS.get_hard().unwrap_or(soft);
        // What cannot be limited is still watched by the time.
        let _ = rlimit::Resource::AS.set(soft, hard);
        let _ = rlimit::Resource::CORE.set(0, rlimit::Resource::CORE.get_hard().unwrap_or(0));
    }
}

/// The room that this process has in its map of memory, in bytes; 0 where the system does not tell (Linux: proc(5)).
#[cfg(unix)]
fn mapped() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmSize:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) << 10
}

/// Faults of a reader, committed on demand, for the tests of what surrounds it.
#[cfg(debug_assertions)]
mod faults {
    /// Names files and their faults: `a.docx=panic,b.docx=loop`.
    const VARIABLE: &str = "SEOJI_WORKER_FAULTS";

    pub(super) fn commit(path: &std::path::Path) {
        let Ok(faults) = std::env::var(VARIABLE) else {
            return;
        };
        let fault = faults
            .split(',')
            .filter_map(|fault| fault.split_once('='))
            .find(|(file, _)| path.ends_with(file));
        match fault.map(|(_, fault)| fault) {
            Some("panic") => panic!("a fault of a test"),
            Some("loop") => loop {
                std::thread::sleep(std::time::Duration::from_secs(1));
            },
            Some("memory") => {
                let mut eaten: Vec<Vec<u8>> = Vec::new();
                while eaten.len() < 1 << 12 {
                    eaten.push(vec![eaten.len() as u8; 1 << 20]);
                }
            }
            Some("stack") => {
                std::hint::black_box(deeper(1));
            }
            _ => {}
        }
    }

    #[expect(unconditional_recursion, reason = "that is the fault")]
    fn deeper(depth: u64) -> u64 {
        let room = std::hint::black_box([depth; 512]);
        room[0] + deeper(std::hint::black_box(depth + 1)) + room[511]
    }
}
