//! `search-index`: builds and inspects an index.

use std::process::ExitCode;

fn main() -> ExitCode {
    seoji_cli::manage(std::env::args_os())
}
