//! Names asked of texts that do not hold them: whatever is found is somebody or something else.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Context;
use seoji_analysis::names::training::Model;
use seoji_analysis::names::{Asked, NameQuery, Relation, Variant, surfaces};
use seoji_analysis::{Analyzer, Language};
use seoji_train::names::{Kind, Pair};
use serde::Deserialize;

use super::figures::Figures;
use super::gate::capital;
use super::index::Terms;
use super::rows::{Rows, letters};

/// At most so many names are asked.
const MOST_ASKED: usize = 1_500;
/// English texts: abstracts, encyclopedia articles, reference lists of all fields.
const ENGLISH: [&str; 6] = [
    "retrieval/cranfield/corpus.jsonl",
    "retrieval/xquad-en/corpus.jsonl",
    "references/anystyle-core.jsonl",
    "references/anystyle-gold.jsonl",
    "references/anystyle-good.jsonl",
    "references/grobid-citation.jsonl",
];
/// Korean texts: encyclopedia articles, questionnaires, speeches of the North.
const KOREAN: [&str; 3] = [
    "retrieval/korquad-v1-dev/corpus.jsonl",
    "retrieval/belebele-ko/corpus.jsonl",
    "text/dprk-new-year-speeches",
];

#[derive(Deserialize)]
struct Text {
    text: String,
}

/// Asks names in Hangul of English texts, and Latin spellings of Korean ones.
pub(crate) fn measure(
    data: &Path,
    pairs: &[Pair],
    rows: &Rows,
    misses: bool,
) -> anyhow::Result<()> {
    let model = Model::committed();
    let analyzer = Analyzer::embedded();
    let mut figures = Figures::new(misses);
    let english = texts(data, &ENGLISH)?;
    let korean = texts(data, &KOREAN)?;
    if english.is_empty() || korean.is_empty() {
        println!(
            "skipped: eval: names false-matches: there are no corpora in {}",
            data.display()
        );
        return Ok(());
    }
    let in_english = surfaces_of(&analyzer, &english, Language::English);
    // The letters of its names, so that what a text does hold is not asked.
    let held: BTreeSet<String> = in_english.iter().map(|surface| letters(surface)).collect();
    let latin = Terms::new(model, &in_english);
    let persons = || pairs.iter().filter(|pair| pair.kind == Kind::Person);
    let mut names: BTreeSet<&str> = persons().map(|pair| pair.hangul.as_str()).collect();
    for pair in persons().filter(|pair| held.contains(&letters(&pair.latin))) {
        names.remove(pair.hangul.as_str());
    }
    for name in sample(names) {
        let query = NameQuery::read(&analyzer, name, Asked::ByShape);
        let found = query.map_or_else(Vec::new, |query| latin.find(&query, false));
        count("hangul-in-english", name, &found, &mut figures);
    }
    let in_korean = surfaces_of(&analyzer, &korean, Language::Korean);
    let hangul = Terms::new(model, &in_korean);
    let text = korean.concat();
    for (test, kind) in [
        ("persons-in-korean", Kind::Person),
        ("places-in-korean", Kind::Place),
    ] {
        let pairs = pairs.iter().filter(|pair| pair.kind == kind);
        let absent = pairs.filter(|pair| !text.contains(&pair.hangul.replace(' ', "")));
        for name in sample(absent.map(|pair| pair.latin.as_str()).collect()) {
            let query = NameQuery::read(&analyzer, name, Asked::ByShape);
            let found = query.map_or_else(Vec::new, |query| hangul.find(&query, false));
            count(test, name, &found, &mut figures);
        }
    }
    for word in &rows.english {
        let query = NameQuery::read(&analyzer, &capital(word), Asked::ByShape);
        let mut found = query.map_or_else(Vec::new, |query| hangul.find(&query, false));
        found.retain(|variant| variant.relation != Relation::Foreign);
        count(
            "english-words-capital-in-korean",
            word,
            &found,
            &mut figures,
        );
    }
    figures.print();
    Ok(())
}

fn count(test: &str, name: &str, found: &[Variant], figures: &mut Figures) {
    let test = format!("false-matches-{test}");
    figures.add(&test, "finding", !found.is_empty());
    for found in found {
        figures.miss(
            &test,
            format_args!("{name} finds {} ({})", found.surface, found.relation),
        );
    }
}

/// Every so-manieth of some names, so that [`MOST_ASKED`] are left.
fn sample(names: BTreeSet<&str>) -> Vec<&str> {
    let step = names.len().div_ceil(MOST_ASKED).max(1);
    names.into_iter().step_by(step).collect()
}

/// The surfaces of texts.
fn surfaces_of(analyzer: &Analyzer, texts: &[String], language: Language) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut found = Vec::new();
    for text in texts {
        surfaces(analyzer, text, language, &mut found);
        all.extend(found.drain(..).map(|surface| surface.text));
    }
    all
}

/// The texts of files and folders of `corpora` that are there.
fn texts(data: &Path, names: &[&str]) -> anyhow::Result<Vec<String>> {
    let mut texts = Vec::new();
    for name in names {
        let path = data.join("corpora").join(name);
        let mut files: Vec<PathBuf> = vec![path.clone()];
        if path.is_dir() {
            let entries = std::fs::read_dir(&path)?.map(|entry| Ok(entry?.path()));
            files = entries.collect::<std::io::Result<_>>()?;
        }
        files.sort();
        for file in files.iter().filter(|file| file.exists()) {
            let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
            if file
                .extension()
                .is_none_or(|extension| extension != "jsonl")
            {
                texts.push(text);
                continue;
            }
            for line in text.lines() {
                let row: Text =
                    serde_json::from_str(line).with_context(|| file.display().to_string())?;
                texts.push(row.text);
            }
        }
    }
    Ok(texts)
}
