//! How a program ends: its exit status, and what it says when something is in the way.

use std::fmt;
use std::io::{self, ErrorKind, Write};
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use crate::terminal::escape;

/// How a program ended, as its exit status tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Something was found or done: 0.
    Found,
    /// Nothing was found: 1.
    Nothing,
    /// Something was in the way; a message on stderr says what: 2.
    Trouble,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Found => 0,
            Outcome::Nothing => 1,
            Outcome::Trouble => 2,
        })
    }
}

/// What was in the way: one message for people, lower case, saying what to do next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Trouble(String);

impl Trouble {
    /// Trouble with this message.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<seoji_query::Error> for Trouble {
    fn from(error: seoji_query::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<seoji_indexer::Error> for Trouble {
    fn from(error: seoji_indexer::Error) -> Self {
        Self(error.to_string())
    }
}

/// Does a program's work, says what was in its way, and tells how it ended.
///
/// The engine underneath trusts the bytes of an index: where a disk has changed them it may panic, although names and
/// lengths are right. That must read like any other trouble.
pub(crate) fn guarded(program: &str, work: impl FnOnce() -> Result<Outcome, Trouble>) -> Outcome {
    let place = Arc::new(Mutex::new(String::new()));
    let hook_place = Arc::clone(&place);
    panic::set_hook(Box::new(move |info| {
        if let (Some(location), Ok(mut place)) = (info.location(), hook_place.lock()) {
            // Where in which file: the folders are those of the machine that built the program.
            let file = location
                .file()
                .rsplit(['/', '\\'])
                .next()
                .unwrap_or_default();
            *place = format!(" at {file}:{}", location.line());
        }
    }));
    let done = panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let place = place.lock().map(|place| place.clone()).unwrap_or_default();
        Err(Trouble(format!(
            "this should not have happened{place}; the index may be damaged: rebuild it with search-index build CORPUS, \
             and if it happens again, please report it"
        )))
    });
    done.unwrap_or_else(|trouble| {
        say(program, &trouble.to_string());
        Outcome::Trouble
    })
}

/// Says something on stderr, with the program's name before it.
///
/// Control characters are escaped: messages quote file names and queries. A stderr that is closed or full is nobody's
/// to hear about.
pub(crate) fn say(program: &str, message: &str) {
    let mut out = format!("{program}: ");
    for (number, line) in message.trim_end().split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
        }
        out.push_str(&escape(line));
    }
    out.push('\n');
    let _ = io::stderr().lock().write_all(out.as_bytes());
}

/// Writes a program's answer to stdout; a reader that has closed its end (`| head -1`) has had enough, and is no
/// trouble.
///
/// # Errors
/// Any other failure to write, such as a full disk.
pub(crate) fn print(answer: &str) -> Result<(), Trouble> {
    let mut stdout = io::stdout().lock();
    match stdout
        .write_all(answer.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Trouble::new(format!("cannot write the answer: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes one JSON object and a newline to stdout.
///
/// What could drive a terminal is written as `\u…` escapes, which read back as the same text.
///
/// # Errors
/// As [`print`].
pub(crate) fn print_json(value: &impl serde::Serialize) -> Result<(), Trouble> {
    let json = serde_json::to_string(value)
        .map_err(|error| Trouble::new(format!("cannot write JSON: {error}")))?;
    print(&(crate::terminal::escape_json(&json) + "\n"))
}
