//! A corpus of the asked size, deterministic, made of real text.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

/// Paragraphs of a document.
const PARAGRAPHS: usize = 40;
/// At least so much of a document are entries of its bibliography, as one in this many bytes.
const ENTRY_SHARE: usize = 8;

/// What a corpus holds, in bytes.
pub(super) struct Corpus {
    pub(super) bytes: u64,
    /// Of these the entries of bibliographies.
    pub(super) entry_bytes: u64,
}

/// Real text to make documents of.
struct Sources {
    paragraphs: Vec<String>,
    /// Reference entries, each on one line.
    entries: Vec<String>,
}

/// Writes about `size` bytes of documents: real paragraphs in a fixed pseudo-random order, and behind them a bibliography
/// of real entries that the paragraphs cite.
pub(super) fn make(folder: &Path, size: u64) -> anyhow::Result<Corpus> {
    fs::create_dir_all(folder)?;
    let sources = sources()?;
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |most: usize| {
        // xorshift64 (Marsaglia 2003): the same order on every machine.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % most as u64) as usize
    };
    let mut corpus = Corpus {
        bytes: 0,
        entry_bytes: 0,
    };
    let mut number = 0;
    while corpus.bytes < size {
        let mut page = format!("# Document {number}\n\n");
        let mut cited = 0;
        for _ in 0..PARAGRAPHS {
            page.push_str(&sources.paragraphs[next(sources.paragraphs.len())]);
            if !sources.entries.is_empty() {
                cited += 1;
                page.push_str(&format!("[{cited}]"));
            }
            page.push_str("\n\n");
        }
        let running = page.len();
        if !sources.entries.is_empty() {
            page.push_str("## References\n\n");
            let mut label = 0;
            while label < cited || (page.len() - running) * ENTRY_SHARE < page.len() {
                label += 1;
                let entry = &sources.entries[next(sources.entries.len())];
                page.push_str(&format!("[{label}] {entry}\n\n"));
            }
        }
        fs::write(path(folder, number), &page)?;
        corpus.bytes += page.len() as u64;
        corpus.entry_bytes += (page.len() - running) as u64;
        number += 1;
    }
    Ok(corpus)
}

/// The file of the document of that number.
fn path(folder: &Path, number: usize) -> PathBuf {
    folder.join(format!("{number:06}.md"))
}

/// Changes one document in a hundred: one more paragraph stands before its first. Returns how many.
pub(super) fn change_one_percent(folder: &Path) -> anyhow::Result<usize> {
    let mut changed = 0;
    for number in (0..).step_by(100) {
        let path = path(folder, number);
        if !path.is_file() {
            break;
        }
        let page = fs::read_to_string(&path)?;
        fs::write(&path, format!("An update came before all else.\n\n{page}"))?;
        changed += 1;
    }
    Ok(changed)
}

fn sources() -> anyhow::Result<Sources> {
    let mut folders = vec![PathBuf::from("corpus")];
    match std::env::var_os("BENCH_CORPUS") {
        Some(folder) => folders = vec![PathBuf::from(folder)],
        None => folders.push(crate::data_folder().join("corpora")),
    }
    let mut files = Vec::new();
    for folder in folders {
        list(&folder, &mut files);
    }
    files.sort();
    let (mut paragraphs, mut entries) = (Vec::new(), Vec::new());
    for file in files {
        let text = fs::read_to_string(&file).with_context(|| format!("{}", file.display()))?;
        let is_entry = file
            .components()
            .any(|part| part.as_os_str() == "references");
        if file
            .extension()
            .is_some_and(|extension| extension == "jsonl")
        {
            for line in text.lines() {
                // Other lines of such files (a header, a list of spans) hold no text.
                let value: serde_json::Value = serde_json::from_str(line)
                    .with_context(|| format!("{} is no JSON a line", file.display()))?;
                let text = value["text"].as_str().unwrap_or_default();
                match is_entry {
                    true => entries.push(text.split_whitespace().collect::<Vec<_>>().join(" ")),
                    false => paragraphs.push(text.to_owned()),
                }
            }
        } else {
            paragraphs.extend(
                text.split("\n\n")
                    .map(|paragraph| paragraph.trim().to_owned()),
            );
        }
    }
    paragraphs.retain(|paragraph| paragraph.len() > 20 && paragraph.len() < 20_000);
    entries.retain(|entry| entry.len() > 20 && entry.len() < 1_000);
    anyhow::ensure!(
        !paragraphs.is_empty(),
        "there is no text to make a corpus of; set BENCH_CORPUS to a folder"
    );
    Ok(Sources {
        paragraphs,
        entries,
    })
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let queries = path.file_name().is_some_and(|name| name == "queries.jsonl");
        match path.extension().and_then(|extension| extension.to_str()) {
            _ if path.is_dir() => list(&path, files),
            Some("md" | "txt" | "jsonl") if !queries => files.push(path),
            _ => {}
        }
    }
}
