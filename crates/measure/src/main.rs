//! The instruments of the project: `seoji-measure NAME` prints what `make eval` and `make bench` report.

mod segmentation;

use anyhow::bail;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, args)) = args.split_first() else {
        bail!("which instrument? segmentation")
    };
    match name.as_str() {
        "segmentation" => segmentation::run(args),
        other => bail!("no instrument {other}"),
    }
}
