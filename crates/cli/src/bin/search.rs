//! `search`: asks an index.

use std::process::ExitCode;

fn main() -> ExitCode {
    seoji_cli::ask(std::env::args_os())
}
