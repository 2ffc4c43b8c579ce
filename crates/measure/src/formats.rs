//! `formats`: how much of a file's text, structure, notes and references its reader gives.
//!
//! The seed in each format is compared with the seed in Markdown; papers in XML with what their XML says:
//! `eval: formats <format> <metric> <value> n=<n>`. Recall and precision are of pairs of neighbouring letters and
//! digits within words, counted as often as they occur. A first argument shows the losses of the files whose name
//! contains it.

mod papers;
mod score;
mod seed;

use std::path::{Path, PathBuf};

use cpu_time::ProcessTime;
use seoji_document::{Reading, Source, load_pdf_library, read};

/// Runs the instrument.
pub fn run(args: &[String]) -> anyhow::Result<()> {
    let data = crate::data_folder();
    let named = std::env::var_os("SEARCH_PDFIUM");
    if let Some(library) = load_pdf_library(named.as_ref().map(Path::new))? {
        println!("eval: formats PDF by {}", library.path.display());
    }
    let shown = args.first().map(String::as_str);
    let corpora = data.join("corpora");
    for (folder, measure) in [
        (
            "formats/from-seed",
            seed::measure as fn(&Path, Option<&str>) -> anyhow::Result<()>,
        ),
        ("papers", papers::measure),
    ] {
        let folder = corpora.join(folder);
        match folder.is_dir() {
            true => measure(&folder, shown)?,
            false => println!(
                "eval: formats skipped: {} is not there; name a folder with DATA",
                folder.display()
            ),
        }
    }
    Ok(())
}

/// Reads a file and tells the CPU time in milliseconds.
fn timed(path: &Path) -> anyhow::Result<(Reading, f64)> {
    let bytes = std::fs::read(path)?;
    let begun = ProcessTime::now();
    let reading = read(&Source {
        path,
        bytes: &bytes,
    });
    Ok((reading, begun.elapsed().as_secs_f64() * 1000.0))
}

/// The files below a folder in order of their paths.
fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            match path.is_dir() {
                true => folders.push(path),
                false => found.push(path),
            }
        }
    }
    found.sort();
    Ok(found)
}

fn print(format: &str, metric: &str, value: f64, n: usize) {
    println!("eval: formats {format} {metric} {value:.4} n={n}");
}
