//! Speed and size beside other engines, in one run over the same passages and the same stored fields.
//!
//! `seoji-measure bench [MEGABYTES [build]]` makes a corpus of the asked size, deterministic, from real text of the
//! repository and of `$DATA/corpora` where present (`BENCH_CORPUS=folder`: from that folder's files), an eighth of it
//! reference entries. With `build` it ends behind the builds and their sizes. Times are CPU seconds of one thread.

mod corpus;
mod engine;
mod process;
mod queries;
mod seoji;
mod size;
mod sqlite;
mod tantivy;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;
use cpu_time::ProcessTime;
use seoji_indexer::{BuildOptions, Silent, UpdateOptions};

use engine::{Asked, Engine, Mode, Shares};
use process::with_peak;
use queries::Query;
use seoji::Seoji;
use sqlite::Sqlite;
use tantivy::{Analysis, Tantivy};

/// How long two threads ask for the queries that a second answers, in seconds.
const THROUGHPUT_SECONDS: f64 = 3.0;

/// Makes the corpus, runs all engines and prints the table.
pub fn run(args: &[String]) -> anyhow::Result<()> {
    let megabytes: u64 = args
        .first()
        .map_or(Ok(30), |text| text.parse())
        .context("the size is a number of MB")?;
    let only_builds = args.get(1).is_some_and(|only| only == "build");
    let scratch = tempfile::tempdir()?;
    let corpus_folder = scratch.path().join("corpus");
    let corpus = corpus::make(&corpus_folder, megabytes * 1_000_000)?;
    println!(
        "bench: corpus {:.1} MB, deterministic, {:.3} of it reference entries",
        corpus.bytes as f64 / 1e6,
        corpus.entry_bytes as f64 / corpus.bytes as f64
    );

    let index = scratch.path().join("index");
    let clock = ProcessTime::now();
    let (report, peak) = with_peak(|| {
        let options = BuildOptions {
            jobs: Some(1),
            ..BuildOptions::default()
        };
        let corpora = [corpus_folder.clone()];
        Ok(seoji_indexer::build(&corpora, &index, &options, &Silent)?)
    })?;
    let mut builds = vec![Build {
        name: "seoji",
        seconds: clock.elapsed().as_secs_f64(),
        bytes: seoji_query::Index::open(&index)?.info().index_bytes,
        peak,
    }];
    println!(
        "bench: {} documents, {} passages, {} entries",
        report.documents, report.passages, report.entries
    );
    let passages = seoji::passages(&index)?;
    let mut engines: Vec<Box<dyn Engine>> = vec![Box::new(Seoji::open(&index)?)];
    for analysis in [Analysis::Ngram, Analysis::English] {
        let folder = scratch.path().join(format!("{analysis:?}"));
        fs::create_dir(&folder)?;
        let build = || Tantivy::build(&folder, analysis, &passages);
        let (build, engine) = built(analysis.name(), &folder, build)?;
        builds.push(build);
        engines.push(Box::new(engine));
    }
    let folder = scratch.path().join("sqlite");
    fs::create_dir(&folder)?;
    let build = || Sqlite::build(&folder.join("passages.db"), &passages);
    let (build, engine) = built("SQLite FTS5 trigram", &folder, build)?;
    builds.push(build);
    engines.push(Box::new(engine));
    print_builds(&builds, corpus.bytes);
    size::print(&index, corpus.bytes)?;
    if only_builds {
        return Ok(());
    }

    let kinds = queries::sample(&passages);
    print_queries(&engines, &kinds)?;
    print_suggestions(&kinds, &index)?;
    print_throughput(engines[0].name(), &kinds, &index)?;
    process::cold_program(&index)?;
    print_update(&corpus_folder, index, builds[0].seconds)
}

/// What building an index took.
struct Build {
    name: &'static str,
    /// CPU.
    seconds: f64,
    /// Of the index.
    bytes: u64,
    /// The most memory beside what was in use before, in bytes.
    peak: Option<u64>,
}

fn built<T>(
    name: &'static str,
    folder: &Path,
    build: impl FnOnce() -> anyhow::Result<T>,
) -> anyhow::Result<(Build, T)> {
    let clock = ProcessTime::now();
    let (engine, peak) = with_peak(build)?;
    let build = Build {
        name,
        seconds: clock.elapsed().as_secs_f64(),
        bytes: folder_bytes(folder)?,
        peak,
    };
    Ok((build, engine))
}

fn folder_bytes(folder: &Path) -> anyhow::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        bytes += entry?.metadata()?.len();
    }
    Ok(bytes)
}

/// The ratios are to the second, tantivy's pairs of characters.
fn print_builds(builds: &[Build], text_bytes: u64) {
    let ngram = &builds[1];
    for build in builds {
        let peak = build.peak.map_or("unknown".to_owned(), |bytes| {
            format!("{:.0} MB", bytes as f64 / 1e6)
        });
        println!(
            "bench: build {}: {:.2} CPU s ({:.2} MB/s, {:.2} of ngram), peak memory {peak}, index {:.1} MB ({:.2} of text, {:.2} of ngram)",
            build.name,
            build.seconds,
            text_bytes as f64 / 1e6 / build.seconds,
            build.seconds / ngram.seconds,
            build.bytes as f64 / 1e6,
            build.bytes as f64 / text_bytes as f64,
            build.bytes as f64 / ngram.bytes as f64,
        );
    }
}

/// A line for each kind and mode, and for all kinds together.
fn print_queries(engines: &[Box<dyn Engine>], kinds: &[(&str, Vec<Query>)]) -> anyhow::Result<()> {
    for mode in Mode::ALL {
        let mut all: Vec<Vec<Asked>> = vec![Vec::new(); engines.len()];
        for (kind, queries) in kinds {
            let mut times = Vec::new();
            for (engine, all) in engines.iter().zip(&mut all) {
                let asked = engine::time(&**engine, queries, mode)?;
                all.extend(&asked);
                times.push(asked);
            }
            print_row(engines, kind, mode, &times);
        }
        print_row(engines, "all kinds", mode, &all);
    }
    Ok(())
}

/// p50/p95/p99 of each engine in µs for the least of several rounds, with the ratios of p50 and p99 to tantivy's pairs
/// of characters; the same of our engine for the first round, where it has remembered nothing of a query.
fn print_row(engines: &[Box<dyn Engine>], kind: &str, mode: Mode, times: &[Vec<Asked>]) {
    let shares = |times: &Vec<Asked>| Shares::of(times.iter().map(|asked| asked.micros));
    let ngram = shares(&times[1]);
    let cell = |name: &str, shares: &Shares, ngram: &Shares| {
        format!(
            "{name} {:.0}/{:.0}/{:.0} µs ({:.2}/{:.2})",
            shares.p50,
            shares.p95,
            shares.p99,
            shares.p50 / ngram.p50,
            shares.p99 / ngram.p99,
        )
    };
    let cells = engines.iter().zip(times).map(|(engine, times)| {
        let answered = times.iter().filter(|asked| asked.found > 0).count();
        let cell = cell(engine.name(), &shares(times), &ngram);
        format!("{cell} {answered} answered")
    });
    let first = |times: &Vec<Asked>| Shares::of(times.iter().map(|asked| asked.first));
    println!(
        "bench: query {kind}, {}, n={}: {}, {}",
        mode.name(),
        times[0].len(),
        cells.collect::<Vec<_>>().join(", "),
        cell("seoji at first", &first(&times[0]), &first(&times[1])),
    );
}

/// Suggestions for what is typed of a word, letter by letter, each for the first time.
fn print_suggestions(kinds: &[(&str, Vec<Query>)], index: &Path) -> anyhow::Result<()> {
    let index = seoji_query::Index::open(index)?;
    let mut times = Vec::new();
    for (_, queries) in kinds {
        for word in queries.iter().filter_map(|query| query.words.first()) {
            for typed in 1..=word.chars().count().min(5) {
                let typed: String = word.chars().take(typed).collect();
                let clock = ProcessTime::now();
                std::hint::black_box(index.suggest(&typed, engine::LIMIT)?);
                times.push(clock.elapsed().as_secs_f64() * 1e6);
            }
        }
    }
    let shares = Shares::of(times.iter().copied());
    println!(
        "bench: suggestions, n={}: {:.0}/{:.0}/{:.0} µs",
        times.len(),
        shares.p50,
        shares.p95,
        shares.p99
    );
    Ok(())
}

/// Queries of all kinds in turn that two threads answer in a second of time.
fn print_throughput(name: &str, kinds: &[(&str, Vec<Query>)], index: &Path) -> anyhow::Result<()> {
    let engine = Seoji::open(index)?;
    let longest = kinds.iter().map(|(_, queries)| queries.len()).max();
    let in_turn: Vec<&Query> = (0..longest.unwrap_or(0))
        .flat_map(|at| kinds.iter().filter_map(move |(_, queries)| queries.get(at)))
        .collect();
    for mode in [Mode::ALL[0], Mode::ALL[2]] {
        let begun = Instant::now();
        let ask = |half: usize| -> anyhow::Result<u64> {
            let mut asked = 0;
            for query in in_turn.iter().cycle().skip(half * in_turn.len() / 2) {
                engine.ask(query, mode)?;
                asked += 1;
                if begun.elapsed().as_secs_f64() >= THROUGHPUT_SECONDS {
                    break;
                }
            }
            Ok(asked)
        };
        let asked = std::thread::scope(|scope| -> anyhow::Result<u64> {
            let other = scope.spawn(|| ask(1));
            let own = ask(0)?;
            let other = other.join();
            Ok(own + other.map_err(|_| anyhow::anyhow!("the second thread panicked"))??)
        })?;
        println!(
            "bench: {name}, {}: {:.0} queries a second on 2 threads",
            mode.name(),
            asked as f64 / begun.elapsed().as_secs_f64()
        );
    }
    Ok(())
}

/// What following a change of one document in a hundred costs, beside building anew.
fn print_update(corpus: &Path, index: PathBuf, rebuild: f64) -> anyhow::Result<()> {
    let changed = corpus::change_one_percent(corpus)?;
    let options = UpdateOptions {
        jobs: Some(1),
        ..UpdateOptions::default()
    };
    let clock = ProcessTime::now();
    seoji_indexer::update(index, &options, &Silent)?;
    let seconds = clock.elapsed().as_secs_f64();
    println!(
        "bench: update of {changed} documents (1 %): {seconds:.2} CPU s ({:.3} of a build)",
        seconds / rebuild
    );
    Ok(())
}
