//! `references`: how well reference strings are parsed, held against labelled ones.
//!
//! `seoji-measure references [--misses]` reads `$DATA/corpora/references/*.jsonl` and prints
//! `eval: references <set> <field|entry> <precision> <recall> <f1> n=<n>`, then how many entries a CPU second parses.
//!
//! A set that the committed model was trained on is measured by folds: models are trained anew, each without the styles
//! that it is measured on (see `seoji_train::references::folds`). Any other set is new to the committed model, and that
//! is what measures it. `--committed` measures all sets with the committed model, seen or not.

use std::path::Path;

use cpu_time::ProcessTime;
use seoji_document::references::parse;
use seoji_train::references::{committed, held_out, labelled, notes, sources};

/// Measures all sets.
pub fn run(arguments: &[String]) -> anyhow::Result<()> {
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let data = crate::data_folder();
    let folder = data.join("corpora/references");
    if !folder.is_dir() {
        println!(
            "eval: references skipped: there is no folder {}",
            folder.display()
        );
        return Ok(());
    }
    let examples = labelled::read_all(&data)?;
    let (seen, new): (Vec<_>, Vec<_>) = {
        let seen = sources::seen(&data)?;
        let is_seen = |set: &str| seen.contains(&set) && !has("--committed");
        examples
            .iter()
            .cloned()
            .partition(|example| is_seen(example.set))
    };
    let mut figures = committed(&new, has("--misses"));
    if !seen.is_empty() {
        figures.extend(held_out(&seen, &data, has("--misses"))?);
    }
    figures.sort_by_key(|(set, _)| labelled::SETS.iter().position(|own| own == set));
    for (set, figures) in figures {
        print!("{}", figures.lines(set));
    }
    seed(&data, has("--misses"))?;
    speed(&examples);
    Ok(())
}

/// The notes of the first report.
fn seed(data: &Path, show: bool) -> anyhow::Result<()> {
    let Some(notes) = notes::read(data)? else {
        return Ok(());
    };
    let (figures, misses) = notes::measure(&notes);
    print!("{}", figures.lines(notes::SET));
    for miss in misses.iter().filter(|_| show) {
        println!("miss: {miss}");
    }
    Ok(())
}

/// Entries that one CPU second parses, each text once.
fn speed(examples: &[labelled::Example]) {
    let mut texts: Vec<&str> = examples
        .iter()
        .map(|example| example.text.as_str())
        .collect();
    texts.sort_unstable();
    texts.dedup();
    if texts.is_empty() {
        return;
    }
    parse(texts[0]);
    let start = ProcessTime::now();
    let citations: usize = texts.iter().map(|text| parse(text).citations.len()).sum();
    let seconds = start.elapsed().as_secs_f64();
    let bytes: usize = texts.iter().map(|text| text.len()).sum();
    println!(
        "eval: references speed {:.0} entries per CPU second, {:.2} MB per CPU second, {citations} citations in {} entries",
        texts.len() as f64 / seconds,
        bytes as f64 / 1e6 / seconds,
        texts.len()
    );
}
