//! Relevance on retrieval sets in BEIR layout, through the real path: files → records → index → grouped hits.
//!
//! `seoji-measure retrieval [SET …] [--misses] [--literal|--words|--names]` reads `$DATA/corpora/retrieval/*` (or the sets in `$DATA`) and prints a line for each figure:
//! `eval: retrieval <set> <metric> <value> n=<queries>`; `--misses` lists the queries whose answer is not first;
//! the others read queries less widely, which tells what the wider reading is worth.
//! The [`baselines`] answer the same queries from the same texts; each is compared by nDCG@10 with a paired
//! [`bootstrap`], for each set and for the mean of the Korean ones (question and text in Hangul):
//! `eval: retrieval <set> against <baseline> <its value> difference <ours less its> interval <from> <to> p <p>`.

mod baselines;
mod bootstrap;

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use seoji_analysis::hangul::is_hangul;
use seoji_indexer::{BuildOptions, Silent};
use seoji_query::{Index, Match, Search};
use serde::Deserialize;

use baselines::BASELINES;

/// How far down the answer is looked at.
const DEPTH: usize = 10;

#[derive(Deserialize)]
struct Text {
    #[serde(rename = "_id")]
    id: String,
    #[serde(default)]
    title: String,
    text: String,
}

/// Measures each set of the data folder, or those named.
pub fn run(names: &[String]) -> anyhow::Result<()> {
    let flag = |flag: &str| names.iter().any(|name| name == flag);
    let misses = flag("--misses");
    let matching = [Match::Literal, Match::Words, Match::Names]
        .into_iter()
        .find(|matching| flag(&format!("--{}", matching.name())))
        .unwrap_or_default();
    let names: Vec<&String> = names
        .iter()
        .filter(|name| !name.starts_with("--"))
        .collect();
    let data = crate::data_folder();
    let sets = [data.join("corpora/retrieval"), data.clone()]
        .iter()
        .map(|folder| sets_in(folder))
        .find(|sets| !sets.is_empty());
    let Some(sets) = sets else {
        println!(
            "eval: retrieval skipped: no set with a qrels.tsv in {}",
            data.display()
        );
        return Ok(());
    };
    let mut measured = Vec::new();
    for set in sets {
        let name = set
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if names.is_empty() || names.contains(&&name) {
            let compared = measure(&set, &name, matching, misses)
                .with_context(|| format!("measuring {name}"))?;
            measured.push(compared);
        }
    }
    let korean: Vec<&Compared> = measured.iter().filter(|set| set.is_korean).collect();
    if korean.len() > 1 {
        tell_differences("mean-of-korean", &korean);
    }
    Ok(())
}

/// nDCG of the queries of a set, ours and of each baseline.
struct Compared {
    is_korean: bool,
    ours: Vec<f64>,
    /// In the order of [`BASELINES`].
    baselines: Vec<Vec<f64>>,
}

/// Prints how each baseline compares over these sets.
fn tell_differences(name: &str, sets: &[&Compared]) {
    for (at, baseline) in BASELINES.iter().enumerate() {
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let values = sets.iter().map(|set| mean(&set.baselines[at])).sum::<f64>();
        let differences: Vec<Vec<f64>> = sets
            .iter()
            .map(|set| {
                let pairs = set.ours.iter().zip(&set.baselines[at]);
                pairs.map(|(ours, theirs)| ours - theirs).collect()
            })
            .collect();
        let differences: Vec<&[f64]> = differences.iter().map(Vec::as_slice).collect();
        let difference = bootstrap::compare(&differences);
        println!(
            "eval: retrieval {name} against {} {:.4} difference {:+.4} interval {:+.4} {:+.4} p {:.4} n={}",
            baseline.name,
            values / sets.len() as f64,
            difference.mean,
            difference.interval.0,
            difference.interval.1,
            difference.p,
            sets.iter().map(|set| set.ours.len()).sum::<usize>()
        );
    }
}

/// Whether most letters of most of these texts are Hangul.
fn are_korean<'t>(texts: impl Iterator<Item = &'t str>) -> bool {
    let (mut korean, mut others) = (0, 0);
    for text in texts {
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let hangul = text
            .chars()
            .filter(|&c| is_hangul(c.encode_utf8(&mut [0; 4])))
            .count();
        match 2 * hangul > letters {
            true => korean += 1,
            false => others += 1,
        }
    }
    korean > others
}

/// The retrieval sets in a folder, or the folder itself when it is one.
fn sets_in(folder: &Path) -> Vec<PathBuf> {
    let inside = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()));
    let mut sets: Vec<PathBuf> = inside
        .chain([folder.to_path_buf()])
        .filter(|set| set.join("qrels.tsv").is_file())
        .collect();
    sets.sort();
    sets
}

fn measure(set: &Path, name: &str, matching: Match, misses: bool) -> anyhow::Result<Compared> {
    let corpus: Vec<Text> = json_lines(&set.join("corpus.jsonl"))?;
    let queries: Vec<Text> = json_lines(&set.join("queries.jsonl"))?;
    let judged = judgements(&set.join("qrels.tsv"))?;
    let scratch = tempfile::tempdir()?;
    let folder = scratch.path().join("corpus");
    fs::create_dir(&folder)?;
    // Ids of the sets hold characters that no file name can, so files are numbered.
    let mut ids: HashMap<String, &str> = HashMap::new();
    for (number, text) in corpus.iter().enumerate() {
        let file = format!("{number:06}");
        let mut page = String::new();
        if !text.title.is_empty() {
            writeln!(
                page,
                "---\ntitle: {}\n---\n",
                serde_json::to_string(&text.title)?
            )?;
        }
        page.push_str(&text.text);
        fs::write(folder.join(format!("{file}.md")), page)?;
        ids.insert(file, &text.id);
    }
    let index_folder = scratch.path().join("index");
    let report = seoji_indexer::build(&[folder], &index_folder, &BuildOptions::default(), &Silent)?;
    if report.documents != corpus.len() as u64 {
        println!(
            "eval: retrieval {name} documents {} n={}",
            report.documents,
            corpus.len()
        );
    }
    let index = Index::open(&index_folder)?;
    let texts: Vec<String> = corpus
        .iter()
        .map(|text| format!("{}\n{}", text.title, text.text))
        .collect();
    let baselines = BASELINES.each_ref().map(|baseline| baseline.index(&texts));
    let mut compared = Compared {
        is_korean: are_korean(queries.iter().map(|query| query.text.as_str()))
            && are_korean(texts.iter().map(String::as_str)),
        ours: Vec::new(),
        baselines: vec![Vec::new(); baselines.len()],
    };
    let (mut reciprocal, mut recall) = (0.0, 0.0);
    for query in &queries {
        let Some(relevant) = judged.get(query.id.as_str()) else {
            continue;
        };
        for (fields, values) in baselines.iter().zip(&mut compared.baselines) {
            let best = baselines::best(fields, &query.text, DEPTH);
            let ranked: Vec<&str> = best.iter().map(|&at| corpus[at].id.as_str()).collect();
            values.push(ndcg(&ranked, relevant));
        }
        let results = index.search(
            &Search::new(&query.text)
                .matching(matching)
                .limit(DEPTH)
                .per_document(1)
                .snippets(0)
                // Of equal texts a set judges one.
                .all_copies(),
        )?;
        let ranked: Vec<&str> = results
            .documents
            .iter()
            .filter_map(|document| ids.get(&document.id).copied())
            .collect();
        compared.ours.push(ndcg(&ranked, relevant));
        let first = ranked.iter().position(|id| relevant.contains_key(*id));
        reciprocal += first.map_or(0.0, |rank| 1.0 / (rank as f64 + 1.0));
        if misses && first != Some(0) {
            let place = first.map_or("-".to_owned(), |rank| (rank + 1).to_string());
            println!(
                "miss: {name} {place} of {} {:?} {}",
                results.total.documents,
                relevant.keys(),
                query.text
            );
        }
        let found = ranked
            .iter()
            .filter(|id| relevant.contains_key(**id))
            .count();
        recall += found as f64 / relevant.len().min(DEPTH) as f64;
    }
    let asked = compared.ours.len();
    if asked == 0 {
        bail!("no query has a judgement");
    }
    for (metric, sum) in [
        ("ndcg@10", compared.ours.iter().sum()),
        ("mrr@10", reciprocal),
        ("recall@10", recall),
    ] {
        println!(
            "eval: retrieval {name} {metric} {:.4} n={asked}",
            sum / asked as f64
        );
    }
    tell_differences(name, &[&compared]);
    Ok(compared)
}

/// nDCG at [`DEPTH`] with gain 2^grade − 1 and discount log2(rank + 1) (Järvelin & Kekäläinen 2002, as in BEIR's
/// trec_eval for grades of one).
fn ndcg(ranked: &[&str], relevant: &BTreeMap<String, u32>) -> f64 {
    let gain = |grade: u32| f64::from((1_u32 << grade.min(20)) - 1);
    let discount = |rank: usize| (rank as f64 + 2.0).log2();
    let sum: f64 = ranked
        .iter()
        .take(DEPTH)
        .enumerate()
        .map(|(rank, id)| relevant.get(*id).map_or(0.0, |&grade| gain(grade)) / discount(rank))
        .sum();
    let mut grades: Vec<u32> = relevant.values().copied().collect();
    grades.sort_unstable_by(|a, b| b.cmp(a));
    let ideal: f64 = grades
        .iter()
        .take(DEPTH)
        .enumerate()
        .map(|(rank, &grade)| gain(grade) / discount(rank))
        .sum();
    if ideal == 0.0 { 0.0 } else { sum / ideal }
}

fn json_lines<T: serde::de::DeserializeOwned>(path: &Path) -> anyhow::Result<Vec<T>> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            serde_json::from_str(line).with_context(|| format!("reading {}", path.display()))
        })
        .collect()
}

/// Query id → document id → grade, of the relevant ones.
fn judgements(path: &Path) -> anyhow::Result<HashMap<String, BTreeMap<String, u32>>> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let mut judged: HashMap<String, BTreeMap<String, u32>> = HashMap::new();
    for line in text.lines().skip(1) {
        let mut columns = line.split('\t');
        let (Some(query), Some(document), Some(grade)) =
            (columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        let grade: u32 = grade
            .trim()
            .parse::<f64>()
            .map_or(0, |grade| grade.max(0.0) as u32);
        if grade > 0 {
            judged
                .entry(query.to_owned())
                .or_default()
                .insert(document.to_owned(), grade);
        }
    }
    Ok(judged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ndcg_of_hand_worked_rankings() {
        let relevant = BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]);
        assert!((ndcg(&["b", "a"], &relevant) - 1.0).abs() < 1e-9);
        // (1/1 + 3/log2 3) / (3/1 + 1/log2 3)
        assert!((ndcg(&["a", "b"], &relevant) - 0.796_708).abs() < 1e-6);
        assert!(ndcg(&["c", "d"], &relevant).abs() < 1e-9);
    }
}
