//! The instruments of the project: `seoji-measure NAME` prints what `make eval` and `make bench` report.

mod bench;
mod english;
mod retrieval;
mod segmentation;

use std::path::{Path, PathBuf};

use anyhow::bail;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, args)) = args.split_first() else {
        bail!("which instrument? segmentation, retrieval or bench")
    };
    match name.as_str() {
        "segmentation" => segmentation::run(args),
        "retrieval" => retrieval::run(args),
        "bench" => bench::run(args),
        other => bail!("no instrument {other}; there are segmentation, retrieval and bench"),
    }
}

/// The folder with real data: `$DATA`, else `$SEOJI_SHARED`, else `../shared` beside the repository.
fn data_folder() -> PathBuf {
    let named = ["DATA", "SEOJI_SHARED"].into_iter().find_map(std::env::var_os);
    named.map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from)
}
