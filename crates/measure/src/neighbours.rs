//! `neighbours`: learns the table of words whose everyday neighbours are not the usual ones.
//!
//! Usage: `seoji-measure neighbours DATA [PART]` prints `crates/analysis/src/korean/learned.tsv`.
//! DATA holds `text/` and `retrieval/` as the developers' corpora do.
//! PART is `odd` or `even`: learn from every other sentence only, to see what the table is worth on the rest.
//!
//! A word is taken when it occurs in two collections of different kind, when most of its sentences read it otherwise
//! than [`Korean::eojeol`] does, and when neighbours exist that give that reading.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, bail};
use seoji_analysis::korean::{After, Before, Dictionary, Korean, Morpheme};

use crate::segmentation::{Place, runs};

/// Collections of one kind count once: what is common to software manuals alone is not common.
const KINDS: [(&str, &[&str]); 4] = [
    (
        "manuals",
        &["text/react-ko", "text/rust-book-ko", "text/vue-docs-ko"],
    ),
    ("speeches", &["text/dprk-new-year-speeches"]),
    ("encyclopaedia", &["retrieval/korquad-v1-dev"]),
    ("reading", &["retrieval/belebele-ko"]),
];

/// A word must differ in this many sentences more than it agrees.
const LEAST_GAIN: usize = 3;

#[derive(Default)]
struct Seen {
    kinds: BTreeSet<usize>,
    /// How often each reading occurs.
    readings: BTreeMap<Vec<Piece>, usize>,
}

/// A morpheme as far as search sees it: span within the word, and the term if it is content.
type Piece = (usize, usize, Option<String>);

/// Runs the instrument; `args` are those after its name.
pub(crate) fn run(args: &[String]) -> anyhow::Result<()> {
    let data = Path::new(args.first().context("neighbours DATA [odd|even]")?);
    let part = match args.get(1).map(String::as_str) {
        None => None,
        Some("odd") => Some(1),
        Some("even") => Some(0),
        Some(other) => bail!("{other} is neither odd nor even"),
    };
    let korean = Korean::new(Dictionary::embedded());
    let mut words: BTreeMap<String, Seen> = BTreeMap::new();
    let mut sentences = BTreeSet::new();
    for (kind, (_, folders)) in KINDS.iter().enumerate() {
        for folder in *folders {
            for line in lines(&data.join(folder))? {
                for sentence in line.split_inclusive(['.', '?', '!']).map(str::trim) {
                    if sentences.insert(sentence.to_owned())
                        && part.is_none_or(|part| sentences.len() % 2 == part)
                    {
                        learn(&korean, sentence, kind, &mut words);
                    }
                }
            }
        }
    }
    for (word, seen) in &words {
        if seen.kinds.len() >= 2
            && let Some((before, after)) = neighbours(&korean, word, seen)
        {
            println!("{word}\t{}\t{}", before.name(), after.name());
        }
    }
    Ok(())
}

/// The lines of the texts or records in a folder, in the order of the files.
fn lines(folder: &Path) -> anyhow::Result<Vec<String>> {
    let mut lines = Vec::new();
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()?;
    entries.sort();
    for path in entries {
        if path.is_dir() {
            lines.extend(self::lines(&path)?);
            continue;
        }
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("md" | "txt") => {
                let text = std::fs::read_to_string(&path)?;
                lines.extend(text.lines().map(str::to_owned));
            }
            Some("jsonl") if path.file_name().is_some_and(|name| name == "corpus.jsonl") => {
                for record in std::fs::read_to_string(&path)?.lines() {
                    let record: serde_json::Value = serde_json::from_str(record)?;
                    let text = record["text"].as_str().context("a record has a text")?;
                    lines.extend(text.lines().map(str::to_owned));
                }
            }
            _ => {}
        }
    }
    Ok(lines)
}

fn learn(korean: &Korean, sentence: &str, kind: usize, words: &mut BTreeMap<String, Seen>) {
    let morphemes = korean.sentence(sentence);
    for (start, end, place) in runs(sentence) {
        if place != Place::Word {
            continue;
        }
        let within = |m: &&Morpheme| (m.span.start as usize) < end && start < m.span.end as usize;
        let pieces: Vec<&Morpheme> = morphemes.iter().filter(within).collect();
        let inside = |m: &&Morpheme| start <= m.span.start as usize && m.span.end as usize <= end;
        if pieces.iter().all(inside) {
            let seen = words.entry(sentence[start..end].to_owned()).or_default();
            seen.kinds.insert(kind);
            *seen.readings.entry(reading(pieces, start)).or_default() += 1;
        }
    }
}

fn reading<'a>(morphemes: impl IntoIterator<Item = &'a Morpheme>, base: usize) -> Vec<Piece> {
    let piece = |m: &Morpheme| {
        let term = (m.role == seoji_analysis::korean::Role::Content).then(|| m.term.to_string());
        (
            m.span.start as usize - base,
            m.span.end as usize - base,
            term,
        )
    };
    morphemes.into_iter().map(piece).collect()
}

/// Neighbours that give the commonest reading, if the usual ones do not.
fn neighbours(korean: &Korean, word: &str, seen: &Seen) -> Option<(Before, After)> {
    let count = |reading: &Vec<Piece>| seen.readings.get(reading).copied().unwrap_or(0);
    let between = |before, after| {
        let eojeol = korean.between(word, before, after);
        count(&reading(&eojeol.morphemes, 0))
    };
    let usual = After::usual(word);
    let now = between(Before::Usual, usual);
    let best = seen.readings.values().max()?;
    if best - now.min(*best) < LEAST_GAIN {
        return None;
    }
    let pairs = Before::ALL
        .iter()
        .flat_map(|&before| After::ALL.iter().map(move |&after| (before, after)));
    // The first of the best: the kinds stand in the order of their use.
    let (gain, before, after) = pairs
        .map(|(before, after)| (between(before, after), before, after))
        .reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    (gain >= now + LEAST_GAIN).then_some((before, after))
}
