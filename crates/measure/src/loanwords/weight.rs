//! What the keys of names weigh in an index of real text.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Context;
use seoji_analysis::names::{self, KeyKind};
use seoji_analysis::{Analyzer, Language};
use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};

use super::{print, read};

/// The files under folders with these endings, sorted.
fn text_files(folders: &[PathBuf], endings: &[&str]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open: Vec<PathBuf> = folders.to_vec();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let ending = path
                .extension()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if path.is_dir() {
                open.push(path);
            } else if endings.contains(&ending.as_str()) {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// So many passages of a retrieval set are taken for one document.
const PASSAGES: usize = 20;

/// The running text of the corpora, a document each.
pub(super) fn texts(data: &Path) -> anyhow::Result<Vec<String>> {
    let corpora = data.join("corpora");
    let mut texts = Vec::new();
    for file in text_files(
        &[corpora.join("text"), corpora.join("papers")],
        &["md", "txt", "tex"],
    ) {
        // A file in another encoding is no text of ours.
        texts.extend(std::fs::read_to_string(file));
    }
    for file in text_files(&[corpora.join("retrieval")], &["jsonl"]) {
        if file.file_name().is_none_or(|name| name != "corpus.jsonl") {
            continue;
        }
        let mut passages = Vec::new();
        for line in read(&file)?.lines() {
            let passage: serde_json::Value = serde_json::from_str(line)
                .with_context(|| format!("cannot read {}", file.display()))?;
            passages.push(passage["text"].as_str().unwrap_or_default().to_owned());
        }
        texts.extend(passages.chunks(PASSAGES).map(|some| some.join("\n")));
    }
    Ok(texts)
}

/// Builds indexes of the keys of texts and weighs them: of foreign words, of all names, of all names in Korean texts.
pub(super) fn index_share(texts: &[String]) -> anyhow::Result<()> {
    let analyzer = Analyzer::embedded();
    let all: Vec<&str> = texts.iter().map(String::as_str).collect();
    let korean: Vec<&str> = all.iter().copied().filter(|text| is_korean(text)).collect();
    let foreign = weigh(&analyzer, &all, |kind| kind == KeyKind::Foreign)?;
    print("index-share", foreign, bytes(&all));
    print(
        "index-share-all-keys",
        weigh(&analyzer, &all, |_| true)?,
        bytes(&all),
    );
    if !korean.is_empty() {
        let share = weigh(&analyzer, &korean, |_| true)?;
        print("index-share-all-keys-korean", share, bytes(&korean));
    }
    Ok(())
}

fn bytes(texts: &[&str]) -> usize {
    texts.iter().map(|text| text.len()).sum()
}

/// Whether most bytes of a text are Hangul.
fn is_korean(text: &str) -> bool {
    let hangul = text.chars().filter(|c| matches!(c, '가'..='힣'));
    hangul.count() * 3 * 2 > text.len()
}

/// The bytes of an index of some keys of texts, by the bytes of the texts.
fn weigh(
    analyzer: &Analyzer,
    texts: &[&str],
    kept: impl Fn(KeyKind) -> bool,
) -> anyhow::Result<f64> {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::Basic);
    let field = schema.add_text_field(
        "keys",
        TextOptions::default().set_indexing_options(indexing),
    );
    let folder = tempfile::tempdir()?;
    let index = tantivy::Index::create_in_dir(folder.path(), schema.build())?;
    let mut writer = index.writer_with_num_threads(1, 100_000_000)?;
    let (mut surfaces, mut keys) = (Vec::new(), Vec::new());
    for text in texts {
        let mut terms: BTreeSet<String> = BTreeSet::new();
        names::surfaces(analyzer, text, Language::English, &mut surfaces);
        // What is a word to the index has no keys.
        for surface in surfaces.iter().filter(|surface| !surface.is_word) {
            names::keys(&surface.text, &mut keys);
            let kept = keys.iter().filter(|key| kept(key.kind));
            terms.extend(kept.map(|key| key.term(&surface.text)));
        }
        let mut document = tantivy::TantivyDocument::new();
        for term in &terms {
            document.add_text(field, term);
        }
        writer.add_document(document)?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    let mut size = 0;
    for file in std::fs::read_dir(folder.path())? {
        let file = file?;
        let path = file.path();
        if path
            .extension()
            .is_some_and(|end| end == "term" || end == "idx")
        {
            size += file.metadata()?.len();
        }
    }
    Ok(size as f64 / bytes(texts).max(1) as f64)
}
