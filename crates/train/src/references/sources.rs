//! What the committed model was made of: a list beside it, with a digest of each file, of the model, and of the features
//! that it knows.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use seoji_document::references::labelling::{Features, tokens};
use sha2::{Digest, Sha256};

use super::labelled::SETS;
use super::synthetic::RUNNING;

const HEADER: &str = "The model of the reference parser, and what it was made of: SHA-256 of each.
Made by `seoji-train references`; do not edit.
Learnt from: AnyStyle's training data (BSD-2-Clause), GROBID's citations and its KISTI corpus (Apache-2.0);
sentences of XQuAD (CC BY-SA 4.0), KorQuAD 1.0 (CC BY-ND 2.0 KR) and Belebele (CC BY-SA 4.0), as prose.
";

/// Entries by whose features a change of the labeller shows.
const SAMPLES: [&str; 3] = [
    "Kim, J. & Lee, Y. (2015). “A title,” Journal of Things 12(3): 45–67. doi:10.1000/182",
    "홍길동, 「제목에 관한 연구」, 『학술지』 제12권 3호 (서울: 출판사, 2015), 45-67쪽, https://example.org/1 (검색일: 2019. 4. 2.).",
    "Prose of 1999, see A. Kowalski, Tytuł, Warszawa 2019, s. 23; 李丙燾, 題目, 歷史學報 5.",
];

/// The list of the committed model.
pub fn path() -> PathBuf {
    super::model_path().with_extension("sources")
}

/// The list for a model made of these data.
///
/// # Errors
///
/// When a file of the data cannot be read.
pub fn list(data: &Path, model: &[u8]) -> anyhow::Result<String> {
    let mut list = HEADER.to_owned();
    list.push_str(&line("model", &digest(model)));
    list.push_str(&line("features", &features()));
    for (name, path) in files(data) {
        if path.is_file() {
            let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
            list.push_str(&line(name, &digest(&bytes)));
        }
    }
    Ok(list)
}

/// The sets in `data` that the committed model was trained on.
///
/// # Errors
///
/// When the list or a file of the data cannot be read.
pub fn seen(data: &Path) -> anyhow::Result<Vec<&'static str>> {
    let committed = fs::read_to_string(path()).with_context(|| path().display().to_string())?;
    let mut seen = Vec::new();
    for (name, path) in files(data).into_iter().take(SETS.len()) {
        if path.is_file() {
            let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
            if committed.contains(&line(name, &digest(&bytes))) {
                seen.push(name);
            }
        }
    }
    Ok(seen)
}

/// The files that a model is trained on, the labelled sets first.
fn files(data: &Path) -> Vec<(&'static str, PathBuf)> {
    let sets = SETS.map(|set| (set, data.join(format!("corpora/references/{set}.jsonl"))));
    let running = RUNNING.map(|set| (set, super::synthetic::running(data, set)));
    sets.into_iter().chain(running).collect()
}

fn line(name: &str, digest: &str) -> String {
    format!("{name} {digest}\n")
}

fn digest(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A digest of what the labeller sees of some entries.
fn features() -> String {
    let mut bytes = Vec::new();
    for sample in SAMPLES {
        let tokens = tokens(sample);
        let features = Features::new(sample, &tokens);
        let mut own = Vec::new();
        for at in 0..tokens.len() {
            own.extend(features.of(at));
        }
        bytes.extend(own.iter().flat_map(|feature| feature.to_le_bytes()));
    }
    digest(&bytes)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn committed() -> String {
        fs::read_to_string(path()).expect("the list is committed with the model")
    }

    #[test]
    fn the_committed_model_is_the_one_that_the_trainer_wrote() {
        let model = fs::read(super::super::model_path()).expect("the model is committed");
        assert!(model.len() <= 2_000_000, "{} bytes", model.len());
        assert!(committed().starts_with(HEADER));
        let current = "the committed model is of another trainer: run seoji-train references";
        assert!(
            committed().contains(&line("model", &digest(&model))),
            "{current}"
        );
        assert!(
            committed().contains(&line("features", &features())),
            "{current}"
        );
    }

    #[test]
    fn the_committed_model_is_made_of_these_data() {
        let named = ["DATA", "SEOJI_SHARED"]
            .into_iter()
            .find_map(std::env::var_os);
        let data = named.map_or_else(
            || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
            PathBuf::from,
        );
        if !data.join("corpora/references").is_dir() {
            println!("skipped: there are no references in {}", data.display());
            return;
        }
        let model = fs::read(super::super::model_path()).expect("the model is committed");
        let list = list(&data, &model).expect("the data can be read");
        assert_eq!(
            committed(),
            list,
            "the data are others: run seoji-train references"
        );
    }
}
