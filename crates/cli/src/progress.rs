//! A build's progress: a bar on a terminal, nothing in a pipe.

use std::io::{self, IsTerminal};
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};
use seoji_indexer::Progress;

use crate::terminal::{escape, shorten};

/// A bar on stderr.
pub(crate) struct Bar {
    bar: ProgressBar,
}

impl Bar {
    /// A bar that shows when stderr is a terminal.
    pub(crate) fn new() -> Self {
        let bar = if io::stderr().is_terminal() {
            ProgressBar::new(0)
        } else {
            ProgressBar::hidden()
        };
        let style = ProgressStyle::with_template("{bar:24} {bytes}/{total_bytes} {wide_msg}")
            .expect("the template names only known keys");
        Self {
            bar: bar.with_style(style),
        }
    }
}

impl Progress for Bar {
    fn start(&self, _files: u64, bytes: u64) {
        self.bar.set_length(bytes);
    }

    fn file(&self, path: &Path, bytes: u64) {
        self.bar.inc(bytes);
        let name = path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy();
        self.bar
            .set_message(shorten(&escape(&name), 60).into_owned());
    }

    fn finish(&self) {
        self.bar.set_message("writing the index");
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
