//! `works`: whether citations of one work are put together, held against pairs labelled by hand.
//!
//! `seoji-measure works [--misses] [--found]` reads `$DATA/corpora/references/*.jsonl`, takes every entry apart as a
//! build would, puts the citations of all of them together at once, and asks of each labelled pair
//! (`data/works-pairs.tsv`) whether it came together. It prints `eval: works pairwise <precision> <recall> <f1>
//! n=<pairs>`, the same with the fields that the sets' labels give in place of the parser's (`pairwise-labelled`), and
//! the time for clustering. `--misses` lists the pairs that came out wrong, `--found` all pairs that came together.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

use anyhow::Context;
use cpu_time::ProcessTime;
use seoji_schema::{Citation, Part, Person, WorkSketch, Year, YearSource, cluster};
use serde::Deserialize;

const PAIRS: &str = include_str!("../data/works-pairs.tsv");
const ENTRIES: &str = include_str!("../data/works-entries.tsv");

#[derive(Deserialize)]
struct Entry {
    id: String,
    text: String,
    #[serde(default)]
    spans: Vec<Labelled>,
}

#[derive(Deserialize)]
struct Labelled {
    label: String,
    text: String,
}

/// Measures both ways.
pub fn run(arguments: &[String]) -> anyhow::Result<()> {
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let folder = crate::data_folder().join("corpora/references");
    if !folder.is_dir() {
        println!(
            "eval: works skipped: there is no folder {}",
            folder.display()
        );
        return Ok(());
    }
    let mut entries = entries(&folder)?;
    for line in lines(ENTRIES) {
        let (id, text) = line.split_once('\t').context("id, tab, text")?;
        let (id, text) = (id.to_owned(), text.to_owned());
        entries.push(Entry {
            id,
            text,
            spans: Vec::new(),
        });
    }
    let parsed: Vec<Vec<Citation>> = entries
        .iter()
        .map(|entry| seoji_indexer::read_entry(&entry.text).1)
        .collect();
    measure("pairwise", &entries, &parsed, &has)?;
    let labelled: Vec<Vec<Citation>> = entries
        .iter()
        .zip(parsed)
        .map(|(entry, parsed)| match entry.spans.is_empty() {
            true => parsed,
            false => vec![of_labels(&entry.spans)],
        })
        .collect();
    measure("pairwise-labelled", &entries, &labelled, &has)
}

fn entries(folder: &Path) -> anyhow::Result<Vec<Entry>> {
    let mut files: Vec<_> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "jsonl"))
        .collect();
    files.sort();
    let mut entries = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file)?;
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let entry = serde_json::from_str(line).with_context(|| file.display().to_string())?;
            entries.push(entry);
        }
    }
    Ok(entries)
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn measure(
    name: &str,
    entries: &[Entry],
    citations: &[Vec<Citation>],
    has: &impl Fn(&str) -> bool,
) -> anyhow::Result<()> {
    let begun = ProcessTime::now();
    let mut places = Vec::new();
    let mut sketches = Vec::new();
    for (at, own) in citations.iter().enumerate() {
        for citation in own.iter().filter(|citation| citation.names_a_work()) {
            places.push(at);
            sketches.push(WorkSketch::of(citation));
        }
    }
    let works = cluster(&sketches);
    let seconds = begun.elapsed().as_secs_f64();
    let mut works_of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (&at, &work) in places.iter().zip(&works) {
        works_of.entry(at).or_default().push(work);
    }
    let ids: HashMap<&str, usize> = entries
        .iter()
        .enumerate()
        .map(|(at, entry)| (entry.id.as_str(), at))
        .collect();
    let (mut right, mut wrong, mut missed, mut pairs) = (0_u32, 0_u32, 0_u32, 0_u32);
    for line in lines(PAIRS) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [label, first, second] = fields[..] else {
            anyhow::bail!("a label and two ids: {line}");
        };
        // The other half of a set may be elsewhere.
        let (Some(&first), Some(&second)) = (ids.get(first), ids.get(second)) else {
            continue;
        };
        pairs += 1;
        let own = works_of.get(&first).map_or(&[][..], Vec::as_slice);
        let others = works_of.get(&second).map_or(&[][..], Vec::as_slice);
        let together = own.iter().any(|work| others.contains(work));
        let same = label == "same";
        match (same, together) {
            (true, true) => right += 1,
            (true, false) => missed += 1,
            (false, true) => wrong += 1,
            (false, false) => {}
        }
        if same != together && has("--misses") {
            let (first, second) = (&entries[first], &entries[second]);
            println!("{name}: {label}, but not found so:");
            println!(
                "  {} {}\n  {} {}",
                first.id, first.text, second.id, second.text
            );
        }
    }
    let part = |of: u32| f64::from(right) / f64::from((right + of).max(1));
    let (precision, recall) = (part(wrong), part(missed));
    let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
    println!("eval: works {name} {precision:.3} {recall:.3} {f1:.3} n={pairs}");
    println!(
        "eval: works {name}-clustered {} citations in {} works, {seconds:.2} CPU s",
        sketches.len(),
        works
            .iter()
            .enumerate()
            .filter(|&(at, &work)| at == work)
            .count()
    );
    if has("--found") {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (&at, &work) in places.iter().zip(&works) {
            members.entry(work).or_default().push(at);
        }
        for own in members.values().filter(|own| own.len() > 1) {
            println!("{name} together:");
            for &at in own {
                println!("  {} {}", entries[at].id, entries[at].text);
            }
        }
    }
    Ok(())
}

/// The citation that the labels of a set give; their names are parted at commas and conjunctions as well as that goes.
fn of_labels(spans: &[Labelled]) -> Citation {
    let part = |label: &str| {
        let texts: Vec<&str> = spans
            .iter()
            .filter(|span| span.label == label)
            .map(|span| span.text.as_str())
            .collect();
        let text = texts.join(" ");
        (!text.is_empty()).then_some(Part {
            text,
            span: (0, 0),
            confidence: 100,
        })
    };
    let people = |label: &str| {
        let names = part(label).map(|part| part.text).unwrap_or_default();
        let words = names
            .split([',', ';', '·', '&', '.'])
            .flat_map(|part| part.split(" and "));
        words
            .map(str::trim)
            .filter(|name| name.chars().count() > 2)
            .map(|name| Person {
                name: name.to_owned(),
                family: name
                    .split_whitespace()
                    .max_by_key(|word| word.len())
                    .map(str::to_owned),
                given: None,
                is_institution: false,
                span: (0, 0),
                confidence: 100,
            })
            .collect()
    };
    let date = part("date").map(|part| part.text).unwrap_or_default();
    let digits: Vec<&str> = date
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .collect();
    Citation {
        authors: people("author"),
        editors: people("editor"),
        organization: part("organization"),
        title: part("title"),
        container: part("container"),
        volume: part("volume"),
        issue: part("issue"),
        pages: part("pages"),
        year: digits
            .first()
            .and_then(|year| year.parse().ok())
            .map(|value| Year {
                value,
                from: YearSource::Printed,
            }),
        url: part("url"),
        doi: part("doi"),
        ..Citation::default()
    }
}
