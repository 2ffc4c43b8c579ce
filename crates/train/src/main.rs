//! The trainers of the project: `seoji-train NAME` makes a committed table or model anew from the data in `$DATA`.
//!
//! Each is reproducible: the same data give the same bytes. With `--check` nothing is written; the bytes are compared
//! with those that are committed.

use std::path::{Path, PathBuf};

use anyhow::bail;

const TRAINERS: &str = "foreign, names, references";

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, args)) = args.split_first() else {
        bail!("which table? {TRAINERS}")
    };
    let check = args.iter().any(|arg| arg == "--check");
    match name.as_str() {
        "foreign" => seoji_train::foreign::run(&data_folder(), check),
        "names" => seoji_train::names::run(&data_folder(), check),
        "references" => seoji_train::references::run(&data_folder(), check),
        other => bail!("nothing to train called {other}; there are {TRAINERS}"),
    }
}

/// The folder with real data: `$DATA`, else `../shared` beside the repository.
fn data_folder() -> PathBuf {
    std::env::var_os("DATA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    )
}
