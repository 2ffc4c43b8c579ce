//! The gate of names: logistic regression on groups of letters, Korean names against names and text of other languages.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Context;
use seoji_analysis::names::training::{Gate, Table, features};
use serde::Deserialize;

use super::data::{Kind, Pair};

/// Passes over the examples.
const EPOCHS: usize = 10;
/// The first step of the descent.
const RATE: f32 = 0.2;
/// How much weights shrink: per step and weight.
const SHRINK: f32 = 2e-5;
/// Of runs of other languages, so many may pass: names of several words, single words.
const PASSING: (f32, f32) = (0.01, 0.02);
/// Parts of the cross-validation by which the thresholds are set.
const FOLDS: usize = 5;

/// A run and whether it is Korean.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The run.
    pub run: String,
    /// Whether it is a Korean name or word.
    pub korean: bool,
    /// How much it counts.
    pub weight: f32,
}

/// Runs of other languages.
#[derive(Clone, Debug, Default)]
pub struct Others {
    /// Given names.
    pub given: Vec<String>,
    /// Surnames.
    pub surnames: Vec<String>,
    /// Full names.
    pub full: Vec<String>,
    /// Words of running text, each once; none of those that the gate is measured with.
    pub words: Vec<String>,
}

#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    title: String,
    text: String,
}

/// Reads the runs of other languages: `data/names/negatives*.tsv` and English text of `corpora`, as far as it is there.
///
/// # Errors
///
/// When a file is there and cannot be read.
pub fn read_words(data: &Path) -> anyhow::Result<Others> {
    let mut others = Others::default();
    let mut tested = BTreeSet::new();
    for name in ["negatives.tsv", "negatives_fetched.tsv"] {
        let path = data.join("data/names").join(name);
        if !path.exists() {
            continue;
        }
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        for line in text.lines().skip(1) {
            let mut fields = line.split('\t');
            let (Some(run), Some(kind)) = (fields.next(), fields.next()) else {
                continue;
            };
            match kind {
                "given_name" => others.given.push(run.to_owned()),
                "surname" => others.surnames.push(run.to_owned()),
                "full_name_foreign" => others.full.push(run.to_owned()),
                _ => {
                    tested.insert(run.to_lowercase());
                }
            }
        }
    }
    let mut words = BTreeSet::new();
    let mut add = |text: &str| {
        for word in text
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| (2..=16).contains(&word.len()))
        {
            if word.is_ascii() && !tested.contains(&word.to_lowercase()) {
                words.insert(word.to_lowercase());
            }
        }
    };
    for name in ["xquad-en", "cranfield"] {
        let path = data
            .join("corpora/retrieval")
            .join(name)
            .join("corpus.jsonl");
        if path.exists() {
            let text =
                std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            for line in text.lines() {
                let record: Record =
                    serde_json::from_str(line).with_context(|| path.display().to_string())?;
                add(&record.title);
                add(&record.text);
            }
        }
    }
    let folder = data.join("corpora/text/rust-book-en");
    if folder.is_dir() {
        let mut files = Vec::new();
        for entry in std::fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            files.push(entry.with_context(|| folder.display().to_string())?.path());
        }
        files.sort();
        for file in files.iter().filter(|file| file.is_file()) {
            add(&String::from_utf8_lossy(
                &std::fs::read(file).with_context(|| file.display().to_string())?,
            ));
        }
    }
    others.words = words.into_iter().collect();
    Ok(others)
}

/// The examples for the gate, in an order without pattern that is always the same.
pub fn examples(pairs: &[Pair], others: &Others) -> Vec<Example> {
    let mut korean = BTreeSet::new();
    for pair in pairs.iter().filter(|pair| {
        pair.kind != Kind::Stage && !(pair.kind == Kind::Place && pair.system == "unknown")
    }) {
        korean.insert(pair.latin.clone());
        if pair.kind == Kind::Person {
            // Parts of a name stand alone too (`Jin-hyok`).
            korean.extend(
                pair.latin
                    .split([' ', ','])
                    .filter(|part| part.contains('-') || part.len() > 5)
                    .map(str::to_owned),
            );
        }
    }
    let example = |run: &str, korean: bool, weight: f32| Example {
        run: run.to_owned(),
        korean,
        weight,
    };
    let mut examples: Vec<Example> = korean.iter().map(|run| example(run, true, 1.0)).collect();
    for list in [&others.given, &others.surnames, &others.words] {
        examples.extend(list.iter().map(|run| example(run, false, 1.0)));
    }
    examples.extend(others.full.iter().map(|run| example(run, false, 3.0)));
    // Full names of other languages are few: given names and surnames make more.
    for (at, given) in others.given.iter().enumerate() {
        for step in 1..=4 {
            if let Some(surname) = others
                .surnames
                .get((at * 7 + step * 101) % others.surnames.len().max(1))
            {
                examples.push(example(&format!("{given} {surname}"), false, 0.5));
            }
        }
    }
    examples.sort_by_key(|example| hash(&example.run));
    examples
}

/// Trains the gate; the same examples in the same order give the same gate.
pub fn train_gate(table: &Table, examples: &[Example]) -> Gate {
    let seen: Vec<Vec<u32>> = examples
        .iter()
        .map(|example| {
            let mut out = Vec::new();
            features(table, &example.run, &mut out);
            out
        })
        .collect();
    // Thresholds by what weights make of examples that they were not trained on.
    let (mut word, mut words) = (Vec::new(), Vec::new());
    for fold in 0..FOLDS {
        let weights = descend(examples, &seen, |at| at % FOLDS != fold);
        for at in (fold..examples.len())
            .step_by(FOLDS)
            .filter(|&at| !examples[at].korean && examples[at].weight >= 1.0)
        {
            let score = Gate::new(&weights, 0.0, 0.0).score(&seen[at]);
            if examples[at].run.contains(' ') {
                words.push(score)
            } else {
                word.push(score)
            }
        }
    }
    let weights = descend(examples, &seen, |_| true);
    Gate::new(
        &weights,
        threshold(word, PASSING.1),
        threshold(words, PASSING.0),
    )
}

/// The score that the given share of `scores` reaches.
fn threshold(mut scores: Vec<f32>, share: f32) -> f32 {
    scores.sort_by(|a, b| b.total_cmp(a));
    let at = (scores.len() as f32 * share) as usize;
    let score = scores.get(at).copied().unwrap_or(0.0);
    (score * 100.0).round() / 100.0 + 0.01
}

/// Stochastic gradient descent with a step for each weight that falls with its use (AdaGrad).
fn descend(examples: &[Example], seen: &[Vec<u32>], used: impl Fn(usize) -> bool) -> Vec<f32> {
    let mut weights = vec![0f32; Gate::places()];
    let mut squares = vec![1e-3f32; Gate::places()];
    for _ in 0..EPOCHS {
        for (at, example) in examples.iter().enumerate().filter(|(at, _)| used(*at)) {
            let sum: f32 = seen[at].iter().map(|&place| weights[place as usize]).sum();
            let error =
                example.weight * (f32::from(u8::from(example.korean)) - 1.0 / (1.0 + (-sum).exp()));
            for &place in &seen[at] {
                let place = place as usize;
                let slope = error - SHRINK * weights[place];
                squares[place] += slope * slope;
                weights[place] += RATE * slope / squares[place].sqrt();
            }
        }
    }
    weights
}

/// FNV-1a with a final mix.
fn hash(text: &str) -> u64 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}
