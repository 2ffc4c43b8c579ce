//! The instruments of the project: `seoji-measure NAME` prints what `make eval` and `make bench` report.

mod bench;
mod english;
mod formats;
mod loanwords;
mod names;
mod neighbours;
mod papers;
mod papers_written;
mod references;
mod retrieval;
mod segmentation;
mod typos;
mod works;

use std::path::{Path, PathBuf};

use anyhow::bail;

const INSTRUMENTS: &str = "segmentation, names, neighbours, papers, formats, retrieval, references, works, typos, loanwords, bench";

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, args)) = args.split_first() else {
        bail!("which instrument? {INSTRUMENTS}")
    };
    match name.as_str() {
        "neighbours" => neighbours::run(args),
        "segmentation" => segmentation::run(args),
        "names" => names::run(&data_folder(), args),
        "papers" => papers::run(args.first().map(String::as_str)),
        "formats" => formats::run(args),
        "retrieval" => retrieval::run(args),
        "references" => references::run(args),
        "works" => works::run(args),
        "typos" => typos::run(),
        "loanwords" => loanwords::run(args),
        "bench" => bench::run(args),
        other => bail!("no instrument {other}; there are {INSTRUMENTS}"),
    }
}

/// The folder with real data: `$DATA`, else `$SEOJI_SHARED`, else `../shared` beside the repository.
fn data_folder() -> PathBuf {
    let named = ["DATA", "SEOJI_SHARED"]
        .into_iter()
        .find_map(std::env::var_os);
    named.map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    )
}
