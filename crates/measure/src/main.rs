//! The instruments of the project: `seoji-measure NAME` prints what `make eval` and `make bench` report.

mod papers;
mod papers_written;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("papers") => papers::run(arguments.next().as_deref()),
        Some(other) => anyhow::bail!("no instrument is called {other}; there is: papers"),
        None => anyhow::bail!("name an instrument: papers"),
    }
}
