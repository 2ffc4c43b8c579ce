//! Speed and size against the engine's own analysers, in one run over the same passages and the same stored fields.
//!
//! `seoji-measure bench [MEGABYTES [build]]` builds a corpus of the asked size, deterministic, from real text of the
//! repository and of `$DATA/corpora` where present (`BENCH_CORPUS=folder`: from that folder's files). Times are CPU
//! seconds of one thread.

mod size;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use cpu_time::ProcessTime;
use seoji_analysis::{Analyzer, Language, names};
use seoji_indexer::{BuildOptions, Silent};
use seoji_query::{Index, Search};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{LowerCaser, NgramTokenizer, SimpleTokenizer, TextAnalyzer, TokenStream};
use tantivy::{TantivyDocument, Term};

use crate::english::EnglishStemmer;

/// Results asked for, as in a terminal.
const LIMIT: usize = 10;
/// Queries of each kind.
const QUERIES: usize = 200;
/// Each query is asked this many times; the least time counts.
const ROUNDS: usize = 3;

/// Builds the corpus, runs all engines and prints the table.
pub fn run(args: &[String]) -> anyhow::Result<()> {
    let megabytes: u64 = args
        .first()
        .map_or(Ok(30), |text| text.parse())
        .context("the size is a number of MB")?;
    let scratch = tempfile::tempdir()?;
    let corpus = scratch.path().join("corpus");
    let text_bytes = make_corpus(&corpus, megabytes * 1_000_000)?;
    println!(
        "bench: corpus {:.1} MB, deterministic",
        text_bytes as f64 / 1e6
    );

    let index_folder = scratch.path().join("index");
    let clock = ProcessTime::now();
    let report = seoji_indexer::build(
        &[corpus],
        &index_folder,
        &BuildOptions {
            jobs: Some(1),
            ..BuildOptions::default()
        },
        &Silent,
    )?;
    let ours_build = clock.elapsed().as_secs_f64();
    let index = Index::open(&index_folder)?;
    let passages = texts(&index_folder)?;
    println!(
        "bench: {} documents, {} passages",
        report.documents, report.passages
    );

    let mut rows = vec![("seoji", ours_build, index.info().index_bytes)];
    let mut baselines = Vec::new();
    for (name, analyzer) in [
        ("tantivy ngram(2,2)", ngram()),
        ("tantivy English", english()),
    ] {
        let folder = scratch.path().join(name.replace(' ', "-"));
        fs::create_dir(&folder)?;
        let clock = ProcessTime::now();
        let baseline = Baseline::build(&folder, analyzer, &passages)?;
        rows.push((name, clock.elapsed().as_secs_f64(), folder_bytes(&folder)?));
        baselines.push((name, baseline));
    }
    let ngram_row = rows[1];
    for (name, seconds, bytes) in &rows {
        println!(
            "bench: build {name}: {seconds:.2} CPU s ({:.2} MB/s, {:.2} of ngram), index {:.1} MB ({:.2} of text, {:.2} of ngram)",
            text_bytes as f64 / 1e6 / seconds,
            seconds / ngram_row.1,
            *bytes as f64 / 1e6,
            *bytes as f64 / text_bytes as f64,
            *bytes as f64 / ngram_row.2 as f64,
        );
    }
    size::print(&index_folder, text_bytes)?;
    if args.get(1).is_some_and(|only| only == "build") {
        return Ok(());
    }
    let mut all: BTreeMap<&str, Vec<Vec<Asked>>> = BTreeMap::new();
    for (kind, queries) in sample_queries(&passages) {
        let mut times = vec![
            ask_ours(&index, &queries, 0)?,
            ask_ours(&index, &queries, 1)?,
        ];
        for (_, baseline) in &baselines {
            times.push(baseline.ask(&queries)?);
        }
        println!("bench: query {kind} n={}: {}", queries.len(), row(&times));
        let merged = all
            .entry("all kinds")
            .or_insert_with(|| vec![Vec::new(); times.len()]);
        for (merged, times) in merged.iter_mut().zip(&times) {
            merged.extend(times);
        }
    }
    for (kind, times) in &all {
        println!("bench: query {kind}: {}", row(times));
        let first = |share| at_share(times[0].iter().map(|asked| asked.first), share);
        println!(
            "bench: query {kind}: seoji, asked for the first time, {:.0}/{:.0} µs",
            first(0.5),
            first(0.99)
        );
    }
    suggestions(&index, &passages)?;
    cold_program(&index_folder)
}

/// Suggestions for what is typed of a word, letter by letter, each for the first time.
fn suggestions(index: &Index, passages: &[(String, Vec<u8>)]) -> anyhow::Result<()> {
    let mut times = Vec::new();
    for (_, queries) in sample_queries(passages) {
        for word in queries.iter().filter_map(|sample| sample.words.first()) {
            for typed in 1..=word.chars().count().min(5) {
                let typed: String = word.chars().take(typed).collect();
                let clock = ProcessTime::now();
                std::hint::black_box(index.suggest(&typed, LIMIT)?);
                times.push(clock.elapsed().as_secs_f64() * 1e6);
            }
        }
    }
    let share = |share| at_share(times.iter().copied(), share);
    println!(
        "bench: suggest n={}: {:.0}/{:.0} µs",
        times.len(),
        share(0.5),
        share(0.99)
    );
    Ok(())
}

/// The value that this share of all are not above.
fn at_share(values: impl Iterator<Item = f64>, share: f64) -> f64 {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    sorted[((sorted.len() - 1) as f64 * share).round() as usize]
}

/// Runs of the program from start to end for one figure.
const COLD_RUNS: u32 = 100;

/// CPU of one whole `search` from start to end, for an English and a Korean query.
fn cold_program(index: &Path) -> anyhow::Result<()> {
    let program = std::env::current_exe()?.with_file_name("search");
    if !program.is_file() || children_ticks().is_none() {
        println!(
            "bench: cold program skipped: needs {} and Linux",
            program.display()
        );
        return Ok(());
    }
    for (name, query) in [
        ("floor (--version)", "--version"),
        ("English word", "network"),
        ("Korean word", "북한은"),
    ] {
        let mut command = std::process::Command::new(&program);
        command
            .arg(query)
            .env("SEARCH_INDEX", index)
            .stdout(std::process::Stdio::null());
        let before = children_ticks().context("reading the clock of child processes")?;
        for _ in 0..COLD_RUNS {
            command
                .status()
                .with_context(|| format!("running {}", program.display()))?;
        }
        let ticks = children_ticks().context("reading the clock of child processes")? - before;
        // A tick is a hundredth of a second (sysconf(_SC_CLK_TCK) on every Linux of today).
        println!(
            "bench: cold program, {name}: {:.1} ms of CPU",
            ticks as f64 * 10.0 / f64::from(COLD_RUNS)
        );
    }
    Ok(())
}

/// CPU of finished child processes in clock ticks: fields cutime and cstime of proc_pid_stat(5).
fn children_ticks() -> Option<u64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field, the program's name, may hold spaces; the third stands behind its bracket.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    Some(fields.get(13)?.parse::<u64>().ok()? + fields.get(14)?.parse::<u64>().ok()?)
}

/// p50 / p99 in µs of each engine with the ratio to ngram, queries answered, and passages found in the middle.
fn row(times: &[Timing]) -> String {
    let names = ["seoji", "seoji with snippets", "ngram(2,2)", "English"];
    let of = |times: &Timing, share| at_share(times.iter().map(|asked| asked.micros), share);
    let found = |times: &Timing| {
        let mut sorted: Vec<u64> = times.iter().map(|asked| asked.found).collect();
        sorted.sort_unstable();
        (
            sorted.iter().filter(|&&found| found > 0).count(),
            sorted[sorted.len() / 2],
        )
    };
    let ngram = (of(&times[2], 0.5), of(&times[2], 0.99));
    let show = |(name, times): (&&str, &Timing)| {
        let (half, most) = (of(times, 0.5), of(times, 0.99));
        let (answered, passages) = found(times);
        format!(
            "{name} {half:.0}/{most:.0} µs ({:.2}/{:.2}; {answered} answered, median {passages} passages)",
            half / ngram.0,
            most / ngram.1
        )
    };
    names
        .iter()
        .zip(times)
        .filter(|(_, times)| !times.is_empty())
        .map(show)
        .collect::<Vec<_>>()
        .join(", ")
}

/// What each query took and found.
type Timing = Vec<Asked>;

/// A query that was asked.
#[derive(Clone, Copy)]
struct Asked {
    /// The least CPU time of several rounds, in µs.
    micros: f64,
    /// The CPU time of the first round, in µs: of our index nothing is remembered then.
    first: f64,
    /// Passages found.
    found: u64,
}

/// A query with the words that the baselines need apart.
struct Sample {
    words: Vec<String>,
    phrase: bool,
}

fn ask_ours(index: &Index, queries: &[Sample], snippets: usize) -> anyhow::Result<Timing> {
    let mut times = Vec::new();
    for sample in queries {
        let text = sample.words.join(" ");
        let text = if sample.phrase {
            format!("\"{text}\"")
        } else {
            text
        };
        let search = Search::new(text)
            .limit(LIMIT)
            .per_document(1)
            .snippets(snippets);
        times.push(least(|| Ok(index.search(&search)?.total.passages))?);
    }
    Ok(times)
}

/// Asks several times and keeps the least time; `ask` gives the number of passages.
fn least(mut ask: impl FnMut() -> anyhow::Result<u64>) -> anyhow::Result<Asked> {
    let mut asked: Option<Asked> = None;
    for _ in 0..ROUNDS {
        let clock = ProcessTime::now();
        let found = ask()?;
        let micros = clock.elapsed().as_secs_f64() * 1e6;
        let first = asked.map_or(micros, |asked| asked.first);
        let least = asked.map_or(micros, |asked| asked.micros.min(micros));
        asked = Some(Asked {
            micros: least,
            first,
            found,
        });
    }
    asked.context("a query is asked at least once")
}

/// One of the engine's own analysers over the same passages.
struct Baseline {
    searcher: tantivy::Searcher,
    analyzer: TextAnalyzer,
    text: Field,
    /// Whether quoted words have positions to be checked (n-grams all have position 0).
    phrases: bool,
}

impl Baseline {
    fn build(
        folder: &Path,
        analyzer: TextAnalyzer,
        passages: &[(String, Vec<u8>)],
    ) -> anyhow::Result<Self> {
        let mut builder = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("baseline")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let text = builder.add_text_field(
            "text",
            TextOptions::default().set_indexing_options(indexing),
        );
        let record = builder.add_bytes_field("record", STORED);
        let index = tantivy::Index::create_in_dir(folder, builder.build())?;
        index.tokenizers().register("baseline", analyzer.clone());
        let mut writer = index.writer_with_num_threads(1, 1_000_000_000)?;
        for (passage, stored) in passages {
            let mut document = TantivyDocument::new();
            document.add_text(text, passage);
            document.add_bytes(record, stored);
            writer.add_document(document)?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        let mut analyzer = analyzer;
        let phrases = {
            let mut stream = analyzer.token_stream("가나 다라 마바");
            let mut last = 0;
            while stream.advance() {
                last = stream.token().position;
            }
            last > 0
        };
        Ok(Self {
            searcher: index.reader()?.searcher(),
            analyzer,
            text,
            phrases,
        })
    }

    fn ask(&self, queries: &[Sample]) -> anyhow::Result<Timing> {
        let collector = (TopDocs::with_limit(LIMIT).order_by_score(), Count);
        let mut times = Vec::new();
        for sample in queries {
            times.push(least(|| {
                let query = self.query(sample);
                let (top, count) = self.searcher.search(&*query, &collector)?;
                for (_, address) in &top {
                    std::hint::black_box(self.searcher.doc::<TantivyDocument>(*address)?);
                }
                Ok(count as u64)
            })?);
        }
        Ok(times)
    }

    fn query(&self, sample: &Sample) -> Box<dyn Query> {
        let mut analyzer = self.analyzer.clone();
        let mut terms = Vec::new();
        for word in &sample.words {
            let mut stream = analyzer.token_stream(word);
            while stream.advance() {
                terms.push(Term::from_field_text(self.text, &stream.token().text));
            }
        }
        if sample.phrase && self.phrases && terms.len() > 1 {
            return Box::new(PhraseQuery::new(terms));
        }
        let clause = |term| -> (Occur, Box<dyn Query>) {
            (
                Occur::Must,
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)),
            )
        };
        Box::new(BooleanQuery::new(terms.into_iter().map(clause).collect()))
    }
}

fn ngram() -> TextAnalyzer {
    TextAnalyzer::builder(NgramTokenizer::new(2, 2, false).expect("2 is a length"))
        .filter(LowerCaser)
        .build()
}

fn english() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(LowerCaser)
        .filter(EnglishStemmer)
        .build()
}

/// The text and stored record of each passage of our index.
fn texts(index: &Path) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let fingerprint = Analyzer::embedded().fingerprint()?;
    let generation = seoji_schema::IndexFolder::at(index).open(&fingerprint)?;
    let reader = generation.index.reader()?;
    let field = seoji_schema::Fields::new().record;
    let mut texts = Vec::new();
    for segment in reader.searcher().segment_readers() {
        let store = segment.get_store_reader(10)?;
        for document in store.iter::<TantivyDocument>(segment.alive_bitset()) {
            let document = document?;
            let bytes = document
                .get_first(field)
                .and_then(|value| tantivy::schema::Value::as_bytes(&value));
            let bytes = bytes.context("a record without bytes")?.to_vec();
            if let seoji_schema::Record::Passage(passage) =
                seoji_schema::Record::from_bytes(&bytes)?
            {
                texts.push((passage.text, bytes));
            }
        }
    }
    Ok(texts)
}

/// Words and phrases that stand in the passages, a fixed choice spread over the corpus.
fn sample_queries(passages: &[(String, Vec<u8>)]) -> Vec<(&'static str, Vec<Sample>)> {
    let hangul = |word: &str| word.chars().all(|c| ('가'..='힣').contains(&c));
    let latin = |word: &str| word.chars().all(|c| c.is_ascii_alphabetic());
    let mut kinds: BTreeMap<&'static str, Vec<Sample>> = BTreeMap::new();
    let analyzer = Analyzer::embedded();
    let mut surfaces = Vec::new();
    let step = (passages.len() / (QUERIES * 4)).max(1);
    for (number, (text, _)) in passages.iter().step_by(step).enumerate() {
        let words: Vec<&str> = text.split_whitespace().collect();
        let Some(pair) = words.windows(2).nth((number * 7) % words.len().max(1)) else {
            continue;
        };
        let [first, second] = [
            pair[0].trim_matches(|c: char| !c.is_alphanumeric()),
            pair[1].trim_matches(|c: char| !c.is_alphanumeric()),
        ];
        let long = |word: &str, least: usize| word.chars().count() >= least;
        let mut add = |kind, words: Vec<&str>, phrase| {
            let samples = kinds.entry(kind).or_default();
            if samples.len() < QUERIES {
                samples.push(Sample {
                    words: words.into_iter().map(str::to_owned).collect(),
                    phrase,
                });
            }
        };
        let adjacent = pair[0].ends_with(first) && pair[1].starts_with(second);
        if hangul(first) && long(first, 2) {
            add("Korean word", vec![first], false);
            if hangul(second) && long(second, 2) {
                add("Korean AND", vec![first, second], false);
                if adjacent {
                    add("Korean phrase", vec![first, second], true);
                }
            }
        }
        if latin(first) && long(first, 4) {
            add("English word", vec![first], false);
            if latin(second) && long(second, 4) {
                add("English AND", vec![first, second], false);
                if adjacent {
                    add("English phrase", vec![first, second], true);
                }
            }
        }
        names::surfaces(&analyzer, text, Language::English, &mut surfaces);
        if let Some(name) = surfaces.iter().find(|name| name.text.contains(' ')) {
            add("name", name.text.split(' ').collect(), false);
        }
        let mixed = words.iter().find(|word| hangul(word) && long(word, 2));
        let other = words.iter().find(|word| latin(word) && long(word, 4));
        if let (Some(mixed), Some(other)) = (mixed, other) {
            add("mixed AND", vec![mixed, other], false);
        }
    }
    kinds
        .into_iter()
        .filter(|(_, samples)| samples.len() >= 10)
        .collect()
}

/// Writes about `size` bytes of documents made of real paragraphs in a fixed pseudo-random order.
fn make_corpus(folder: &Path, size: u64) -> anyhow::Result<u64> {
    fs::create_dir_all(folder)?;
    let paragraphs = paragraphs()?;
    let (mut written, mut number, mut state) = (0_u64, 0_u32, 0x2545_f491_4f6c_dd1d_u64);
    while written < size {
        let mut page = format!("# Document {number}\n\n");
        for _ in 0..40 {
            // xorshift64 (Marsaglia 2003): the same order on every machine.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            page.push_str(&paragraphs[(state % paragraphs.len() as u64) as usize]);
            page.push_str("\n\n");
        }
        fs::write(folder.join(format!("{number:06}.md")), &page)?;
        written += page.len() as u64;
        number += 1;
    }
    Ok(written)
}

fn paragraphs() -> anyhow::Result<Vec<String>> {
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
    let mut paragraphs = Vec::new();
    for file in files {
        let Ok(text) = fs::read_to_string(&file) else {
            continue;
        };
        if file
            .extension()
            .is_some_and(|extension| extension == "jsonl")
        {
            for line in text.lines() {
                let Ok(value) = serde_json::from_str::<serde_json::Value>(line) else {
                    continue;
                };
                let text = value["text"].as_str().unwrap_or_default();
                // A reference entry stands on a line of its own, as in a bibliography.
                paragraphs.push(text.to_owned());
            }
        } else {
            paragraphs.extend(
                text.split("\n\n")
                    .map(|paragraph| paragraph.trim().to_owned()),
            );
        }
    }
    paragraphs.retain(|paragraph| paragraph.len() > 20 && paragraph.len() < 20_000);
    anyhow::ensure!(
        !paragraphs.is_empty(),
        "there is no text to make a corpus of; set BENCH_CORPUS to a folder"
    );
    Ok(paragraphs)
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

fn folder_bytes(folder: &Path) -> anyhow::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        bytes += entry?.metadata()?.len();
    }
    Ok(bytes)
}
