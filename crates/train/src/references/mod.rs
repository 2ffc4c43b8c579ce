//! The model of the reference parser: `seoji-train references` reads the labelled reference strings of
//! `$DATA/corpora/references`, adds synthetic ones in the styles that those lack, trains the labeller's conditional
//! random field and writes `crates/document/data/references.model` with a list of its sources beside it.
//!
//! How good it is, `seoji-measure references` tells.

pub mod figures;
pub mod folds;
pub mod labelled;
pub mod learner;
pub mod mapping;
pub mod notes;
pub mod sources;
pub mod synthetic;

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use rayon::prelude::*;
use seoji_document::references::labelling::{Model, Trained};

use figures::Figures;
use labelled::Example;

/// The committed model.
pub fn model_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../document/data/references.model")
}

/// Trains the model and writes it with its sources; with `check` compares both with the committed ones.
///
/// # Errors
///
/// When the data cannot be read, a file cannot be written, or differs from the committed one under `check`.
pub fn run(data: &Path, check: bool) -> anyhow::Result<()> {
    let examples = labelled::read_all(data)?;
    if examples.is_empty() {
        bail!("there are no labelled references in {}", data.display());
    }
    let model = train(&examples.iter().collect::<Vec<_>>(), data)?;
    let bytes = model.bytes();
    let sources = sources::list(data, &bytes)?;
    let path = model_path();
    for (path, bytes) in [
        (path.clone(), bytes),
        (sources::path(), sources.into_bytes()),
    ] {
        if !check {
            std::fs::write(&path, &bytes).with_context(|| path.display().to_string())?;
            println!("{}: {} bytes", path.display(), bytes.len());
        } else if std::fs::read(&path).with_context(|| path.display().to_string())? != bytes {
            bail!(
                "{} is not what these data give: run seoji-train references",
                path.display()
            );
        }
    }
    Ok(())
}

/// A model trained on these examples and on synthetic ones made of them.
///
/// # Errors
///
/// When the running text in `data` cannot be read.
pub fn train(examples: &[&Example], data: &Path) -> anyhow::Result<Trained> {
    let synthetic = synthetic::make(examples, data)?;
    let all: Vec<&Example> = examples.iter().copied().chain(&synthetic).collect();
    Ok(learner::learn(&all, &learner::Options::default()))
}

/// Figures of each set by the committed model; `show` prints each entry that is not whole.
pub fn committed(examples: &[Example], show: bool) -> Vec<(&'static str, Figures)> {
    measure(examples, show, |_| Model::committed())
}

/// Figures of each set, every entry parsed by a model that has not seen its style (see [`folds`]).
///
/// `show` prints each entry that is not whole.
///
/// # Errors
///
/// When the running text in `data` cannot be read.
pub fn held_out(
    examples: &[Example],
    data: &Path,
    show: bool,
) -> anyhow::Result<Vec<(&'static str, Figures)>> {
    let folds = folds::folds(examples);
    let models: Vec<Model> = (0..folds::FOLDS)
        .into_par_iter()
        .map(|fold| {
            let others = examples.iter().zip(&folds).filter(|(_, own)| **own != fold);
            let others: Vec<&Example> = others.map(|(example, _)| example).collect();
            let bytes = train(&others, data)?.bytes();
            Model::read(&bytes).context("a model that was just written is read")
        })
        .collect::<anyhow::Result<_>>()?;
    Ok(measure(examples, show, |at| &models[folds[at]]))
}

fn measure<'m>(
    examples: &[Example],
    show: bool,
    model: impl Fn(usize) -> &'m Model,
) -> Vec<(&'static str, Figures)> {
    let mut figures: Vec<(&'static str, Figures)> = Vec::new();
    for (at, example) in examples.iter().enumerate() {
        if figures.last().is_none_or(|(set, _)| *set != example.set) {
            figures.push((example.set, Figures::default()));
        }
        let Some((_, own)) = figures.last_mut() else {
            continue;
        };
        let wrong = own.add(example, model(at));
        if show && !wrong.is_empty() {
            println!("miss: {} {}", example.id, example.text);
            for (field, labelled, found) in wrong {
                println!("miss:     {field}: {labelled} <> {found}");
            }
        }
    }
    figures
}
