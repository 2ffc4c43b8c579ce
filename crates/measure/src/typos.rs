//! `typos`: how often the right word is first for a word with one slip of a key, and how long that takes.
//!
//! `seoji-measure typos` indexes the Korean and English running text in `$DATA/corpora` (or `$DATA`), takes words that
//! occur in it, makes one slip of a key in each (four kinds, equally often: a neighbouring key hit instead, a key
//! missed, a neighbouring key hit too, two keys swapped; the generator is seeded), and asks the index what was meant.
//! Prints `eval: names typos <metric> <value> n=<n>`:
//! - `two-syllables`, `longer`, `latin` and each with its kind of slip: share of words that are first (`recall@1`) and
//!   among the first five (`recall@5`), of those whose slip finds nothing as typed;
//! - `found-as-typed`: share of slips that made another text of the index, which nobody can tell;
//! - `answered`: share that is answered at once, and `answered-right`: share of these that is right;
//! - `p50`, `p99`: CPU time of a look-up in µs, and `distinct-words`, the Hangul terms in the index.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use cpu_time::ThreadTime;
use seoji_analysis::hangul::{is_whole, neighbouring_keys, to_hangul, to_keys};
use seoji_analysis::{Analyzer, Language, TokenBuffer, TokenKind};
use seoji_indexer::{BuildOptions, Silent};
use seoji_query::{Index, Search};

/// Words of a kind that are asked for, at most.
const WORDS: usize = 1_500;
/// A word must occur so often.
const LEAST: usize = 3;
const SEED: u64 = 0x5e0_7131;
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";

/// Kinds of slip.
const KINDS: [&str; 4] = ["wrong", "missed", "extra", "swapped"];

/// Runs the instrument.
pub(crate) fn run() -> anyhow::Result<()> {
    let data = crate::data_folder();
    let texts = texts(&data)?;
    if texts.is_empty() {
        println!(
            "eval: names typos skipped: no running text in {}",
            data.display()
        );
        return Ok(());
    }
    let scratch = tempfile::tempdir()?;
    let corpus = scratch.path().join("corpus");
    fs::create_dir(&corpus)?;
    for (number, text) in texts.iter().enumerate() {
        fs::write(corpus.join(format!("{number:06}.txt")), text)?;
    }
    let folder = scratch.path().join("index");
    seoji_indexer::build(&[corpus], &folder, &BuildOptions::default(), &Silent)?;
    let index = Index::open(&folder)?;
    let words = words(&texts);
    println!(
        "eval: names typos distinct-words {} n={}",
        words.len(),
        texts.len()
    );
    let mut random = Random(SEED);
    let mut times = Vec::new();
    let has = |count: usize| move |word: &str| is_whole(word) && word.chars().count() == count;
    let longer = |word: &str| is_whole(word) && word.chars().count() > 2;
    let latin = |word: &str| word.is_ascii() && word.len() >= 4;
    measure(
        &index,
        "two-syllables",
        &choose(&words, has(2), &mut random),
        &mut random,
        &mut times,
    )?;
    measure(
        &index,
        "longer",
        &choose(&words, longer, &mut random),
        &mut random,
        &mut times,
    )?;
    measure(
        &index,
        "latin",
        &choose(&words, latin, &mut random),
        &mut random,
        &mut times,
    )?;
    times.sort_unstable();
    for (name, share) in [("p50", 0.50), ("p99", 0.99)] {
        let at = ((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1));
        let time = times.get(at).copied().unwrap_or_default();
        println!("eval: names typos {name} {time} n={}", times.len());
    }
    Ok(())
}

#[derive(Default)]
struct Score {
    asked: u32,
    first: u32,
    five: u32,
}

fn measure(
    index: &Index,
    name: &str,
    words: &[&str],
    random: &mut Random,
    times: &mut Vec<u128>,
) -> anyhow::Result<()> {
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    let (mut tried, mut found, mut answered, mut right) = (0_u32, 0_u32, 0_u32, 0_u32);
    for &word in words {
        let kind = random.below(KINDS.len());
        let Some(typed) = slip(word, kind, random) else {
            continue;
        };
        tried += 1;
        let search = Search::new(&typed).snippets(0).limit(1);
        if index.search(&search.clone().no_fix())?.total.documents > 0 {
            found += 1;
            continue;
        }
        let begun = ThreadTime::now();
        let neighbours = index.neighbours(&typed)?;
        times.push(begun.elapsed().as_micros());
        let place = neighbours
            .iter()
            .position(|neighbour| neighbour.text == word);
        if std::env::var_os("MISSES").is_some() && place != Some(0) {
            let shown: Vec<&str> = neighbours.iter().map(|other| other.text.as_str()).collect();
            println!("miss: {word} typed {typed} ({}): {shown:?}", KINDS[kind]);
        }
        for score in ["", KINDS[kind]] {
            let score = scores.entry(score).or_default();
            score.asked += 1;
            score.first += u32::from(place == Some(0));
            score.five += u32::from(place.is_some_and(|place| place < 5));
        }
        if let Some(answer) = index.search(&search)?.answered {
            answered += 1;
            right += u32::from(answer == word);
        }
    }
    let share = |part: u32, whole: u32| f64::from(part) / f64::from(whole.max(1));
    for (kind, Score { asked, first, five }) in &scores {
        let name = if kind.is_empty() {
            name.to_owned()
        } else {
            format!("{name}-{kind}")
        };
        println!(
            "eval: names typos {name}-recall@1 {:.3} n={asked}",
            share(*first, *asked)
        );
        println!(
            "eval: names typos {name}-recall@5 {:.3} n={asked}",
            share(*five, *asked)
        );
    }
    let asked = tried - found;
    println!(
        "eval: names typos {name}-found-as-typed {:.3} n={tried}",
        share(found, tried)
    );
    println!(
        "eval: names typos {name}-answered {:.3} n={asked}",
        share(answered, asked)
    );
    println!(
        "eval: names typos {name}-answered-right {:.3} n={answered}",
        share(right, answered)
    );
    Ok(())
}

/// A word with one slip of a key, as it stands on the screen; none where the slip changes nothing.
fn slip(word: &str, kind: usize, random: &mut Random) -> Option<String> {
    let mut keys: Vec<char> = to_keys(word).chars().collect();
    let at = random.below(keys.len());
    let beside: Vec<char> = LETTERS
        .chars()
        .filter(|&key| neighbouring_keys(key, keys[at]))
        .collect();
    match kind {
        0 => keys[at] = *beside.get(random.below(beside.len()))?,
        1 => {
            keys.remove(at);
        }
        2 => keys.insert(
            at + random.below(2),
            *beside.get(random.below(beside.len()))?,
        ),
        _ => {
            let at = at.min(keys.len().checked_sub(2)?);
            keys.swap(at, at + 1);
        }
    }
    let keys: String = keys.into_iter().collect();
    let typed = if word.is_ascii() {
        keys
    } else {
        to_hangul(&keys)
    };
    (typed != word && !typed.is_empty()).then_some(typed)
}

/// Words of a kind that occur often enough, a sample of those.
fn choose<'w>(
    words: &'w BTreeMap<String, usize>,
    of_kind: impl Fn(&str) -> bool,
    random: &mut Random,
) -> Vec<&'w str> {
    let often = words
        .iter()
        .filter(|(word, count)| **count >= LEAST && of_kind(word));
    let mut chosen: Vec<&str> = often.map(|(word, _)| word.as_str()).collect();
    for at in (1..chosen.len()).rev() {
        chosen.swap(at, random.below(at + 1));
    }
    chosen.truncate(WORDS);
    chosen
}

/// The words of the texts with how often they occur: Korean morphemes and compounds, words of the Latin alphabet.
fn words(texts: &[String]) -> BTreeMap<String, usize> {
    let analyzer = Analyzer::embedded();
    let mut words: BTreeMap<String, usize> = BTreeMap::new();
    let mut tokens = TokenBuffer::new();
    for text in texts {
        analyzer.stem(text, Language::Korean, &mut tokens);
        for token in tokens.iter() {
            if matches!(token.kind, TokenKind::Morpheme | TokenKind::Compound)
                && is_whole(token.term)
            {
                *words.entry(token.term.to_owned()).or_default() += 1;
            }
        }
        analyzer.literal(text, &mut tokens);
        for token in tokens.iter() {
            if token.kind == TokenKind::Word
                && token.term.bytes().all(|byte| byte.is_ascii_lowercase())
            {
                *words.entry(token.term.to_owned()).or_default() += 1;
            }
        }
    }
    words
}

/// The running texts below the data folder: text files, and records of the retrieval sets.
fn texts(data: &Path) -> anyhow::Result<Vec<String>> {
    let roots = [
        data.join("corpora/text"),
        data.join("corpora/retrieval"),
        data.join("text"),
    ];
    let mut texts = Vec::new();
    for path in roots.iter().flat_map(|root| files(root)) {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.ends_with(".md") || name.ends_with(".txt") {
            texts.push(
                fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?,
            );
        } else if name == "corpus.jsonl" {
            for line in fs::read_to_string(&path)?.lines() {
                let record: serde_json::Value = serde_json::from_str(line)?;
                texts.extend(record["text"].as_str().map(str::to_owned));
            }
        }
    }
    Ok(texts)
}

/// The files below a folder in the order of their paths; none of a folder that is not there.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// SplitMix64 (Steele, Lea & Flood 2014): small, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// A number below `end`; 0 where there is none.
    fn below(&mut self, end: usize) -> usize {
        (self.next() % (end.max(1) as u64)) as usize
    }
}

#[cfg(test)]
mod tests {
    use seoji_analysis::hangul::slip_cost;

    use super::*;

    #[test]
    fn each_kind_is_one_slip() {
        let mut random = Random(1);
        let keys = |word: &str| to_keys(word).chars().collect::<Vec<_>>();
        for word in ["라자루스", "북한", "lazarus"] {
            for kind in (0..KINDS.len()).cycle().take(200) {
                if let Some(typed) = slip(word, kind, &mut random) {
                    assert_eq!(
                        slip_cost(&keys(&typed), &keys(word)).slips,
                        1,
                        "{word} {typed}"
                    );
                }
            }
        }
    }
}
