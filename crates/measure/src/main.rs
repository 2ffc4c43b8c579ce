//! The instruments of the project: `seoji-measure NAME` prints what `make eval` and `make bench` report.

mod neighbours;
mod segmentation;

use anyhow::bail;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, args)) = args.split_first() else {
        bail!("which instrument? segmentation, neighbours")
    };
    match name.as_str() {
        "neighbours" => neighbours::run(args),
        "segmentation" => segmentation::run(args),
        other => bail!("no instrument {other}"),
    }
}
