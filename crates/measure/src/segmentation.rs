//! `segmentation`: Korean words against mecab-ko, speed of the analysis, and start of a fresh process.
//!
//! The oracle (`oracle/mecab.py`) analyses sentences of Korean running text; compared are the whole sentence, and
//! each eojeol of it analysed by itself.
//! Options: `--data FOLDER` (default: `$DATA`, `$SEOJI_SHARED/corpora`, `../shared/corpora`); `--oracle FILE` takes
//! what the oracle wrote earlier; `--words` compares eojeols only; `--differences N` lists the N commonest eojeols
//! that differ.

use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use cpu_time::ProcessTime;
use seoji_analysis::korean::{Dictionary, Korean, Morpheme, Tag};
use serde::Deserialize;

/// Exit status of the oracle when its package cannot be installed.
const CANNOT_INSTALL: i32 = 75;

/// Runs of the measures of time; the best counts, as the machine is never quite idle.
const RUNS: usize = 5;

/// Runs the instrument; `args` are those after its name.
pub(crate) fn run(args: &[String]) -> anyhow::Result<()> {
    let mut data = None;
    let mut differences = 0;
    let mut written = None;
    let mut words_only = false;
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        match arg.as_str() {
            "--start" => return start(),
            "--words" => words_only = true,
            "--oracle" => written = rest.next().map(PathBuf::from),
            "--data" => data = rest.next().map(PathBuf::from),
            "--differences" => {
                differences = rest
                    .next()
                    .context("--differences takes a number")?
                    .parse()?;
            }
            other => bail!("unknown option {other}"),
        }
    }
    let written = match (written, data.or_else(corpora)) {
        (Some(written), _) => written,
        (None, Some(data)) => match oracle(&data)? {
            Some(written) => written,
            None => return Ok(()),
        },
        (None, None) => {
            eprintln!("skipped: segmentation: no corpora (set DATA or SEOJI_SHARED)");
            return Ok(());
        }
    };
    let lines = BufReader::new(std::fs::File::open(written)?).lines();
    let sentences = lines.map(|line| Ok(serde_json::from_str(&line?)?));
    let sentences: Vec<Sentence> = sentences.collect::<anyhow::Result<_>>()?;
    let korean = Korean::new(Dictionary::embedded());
    compare_words(&korean, &sentences, differences);
    if !words_only {
        compare_sentences(&korean, &sentences, differences);
        measure_speed(&korean, &sentences);
        measure_start()?;
    }
    Ok(())
}

fn report(test: &str, metric: &str, value: f64, n: usize) {
    println!("eval: segmentation {test} {metric} {value:.4} n={n}");
}

/// The folder of running text and retrieval sets, where there is one.
fn corpora() -> Option<PathBuf> {
    Some(crate::data_folder().join("corpora")).filter(|folder| folder.is_dir())
}

/// A sentence as mecab-ko reads it.
#[derive(Deserialize)]
struct Sentence {
    text: String,
    morphemes: Vec<Piece>,
}

/// Start and end in bytes, first tag, role, kept terms.
#[derive(Deserialize)]
struct Piece(usize, usize, String, char, Vec<String>);

impl Piece {
    fn is_content(&self) -> bool {
        self.3 == 'C'
    }
}

/// Runs the oracle and gives the file that it wrote; `None` when it cannot be installed.
fn oracle(data: &Path) -> anyhow::Result<Option<PathBuf>> {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = crate_folder.join("../../target");
    std::fs::create_dir_all(&target)?;
    let out = target.join("mecab-oracle.jsonl");
    let script = crate_folder.join("oracle/mecab.py");
    let status = Command::new("python3")
        .arg(script)
        .args([&target, data, &out])
        .status();
    match status {
        Ok(status) if status.success() => Ok(Some(out)),
        Ok(status) if status.code() == Some(CANNOT_INSTALL) => {
            eprintln!("skipped: segmentation: python-mecab-ko cannot be installed");
            Ok(None)
        }
        Ok(status) => bail!("oracle/mecab.py ended with {status}"),
        Err(error) => {
            eprintln!("skipped: segmentation: no python3 ({error})");
            Ok(None)
        }
    }
}

fn compare_sentences(korean: &Korean, sentences: &[Sentence], differences: usize) {
    let mut same = 0;
    let mut shown = 0;
    for sentence in sentences {
        let ours = korean.sentence(&sentence.text);
        let spans = ours
            .iter()
            .map(|ours| (ours.span.start as usize, ours.span.end as usize));
        if spans.eq(sentence.morphemes.iter().map(|piece| (piece.0, piece.1))) {
            same += 1;
        } else if shown < differences {
            shown += 1;
            let theirs = written(
                sentence
                    .morphemes
                    .iter()
                    .map(|piece| (piece.0, piece.1, &*piece.2)),
                &sentence.text,
            );
            println!(
                "sentence: ours {}\n      mecab-ko {theirs}",
                of_ours(&ours, &sentence.text)
            );
        }
    }
    let share = same as f64 / sentences.len().max(1) as f64;
    report("sentences", "same", share, sentences.len());
}

/// Where a run of Hangul stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    /// At the beginning of a word.
    Word,
    /// After letters, digits or a closing mark.
    Attached,
}

fn compare_words(korean: &Korean, sentences: &[Sentence], differences: usize) {
    for (place, name) in [(Place::Word, "eojeol"), (Place::Attached, "attached")] {
        let mut score = Score::default();
        for sentence in sentences {
            for (start, end, found) in runs(&sentence.text) {
                if found != place {
                    continue;
                }
                let within = |piece: &&Piece| piece.0 < end && start < piece.1;
                let theirs: Vec<&Piece> = sentence.morphemes.iter().filter(within).collect();
                let inside = |piece: &&Piece| start <= piece.0 && piece.1 <= end;
                // A word of mecab-ko's that reaches beyond the Hangul.
                if !theirs.iter().all(inside) {
                    score.skipped += 1;
                    continue;
                }
                score.add(korean, &sentence.text[start..end], place, start, &theirs);
            }
        }
        score.report(name, differences);
    }
}

#[derive(Default)]
struct Score {
    eojeols: usize,
    skipped: usize,
    same: usize,
    common: usize,
    ours: usize,
    theirs: usize,
    differences: BTreeMap<String, usize>,
}

impl Score {
    fn add(&mut self, korean: &Korean, word: &str, place: Place, base: usize, theirs: &[&Piece]) {
        let ours = match place {
            Place::Word => korean.eojeol(word),
            Place::Attached => korean.attached(word),
        };
        self.eojeols += 1;
        let spans = ours
            .morphemes
            .iter()
            .map(|m| (m.span.start as usize, m.span.end as usize));
        let same = spans.eq(theirs.iter().map(|piece| (piece.0 - base, piece.1 - base)));
        self.same += usize::from(same);

        let mut kept: HashMap<&str, (usize, usize)> = HashMap::new();
        for morpheme in ours.content() {
            kept.entry(&morpheme.term).or_default().0 += 1;
            for part in &morpheme.parts {
                kept.entry(&part.term).or_default().0 += 1;
            }
        }
        for term in terms_of(theirs, word, place) {
            kept.entry(term).or_default().1 += 1;
        }
        let mut differ = !same;
        for &(ours, theirs) in kept.values() {
            self.common += ours.min(theirs);
            self.ours += ours;
            self.theirs += theirs;
            differ |= ours != theirs;
        }
        if differ {
            let pieces = theirs
                .iter()
                .map(|piece| (piece.0 - base, piece.1 - base, &*piece.2));
            let line = format!(
                "{}  mecab-ko {}",
                of_ours(&ours.morphemes, word),
                written(pieces, word)
            );
            *self.differences.entry(line).or_default() += 1;
        }
    }

    fn report(&self, name: &str, differences: usize) {
        let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
        report(name, "same", share(self.same, self.eojeols), self.eojeols);
        report(
            name,
            "terms-precision",
            share(self.common, self.ours),
            self.ours,
        );
        report(
            name,
            "terms-recall",
            share(self.common, self.theirs),
            self.theirs,
        );
        report(
            name,
            "terms-f1",
            share(2 * self.common, self.ours + self.theirs),
            self.theirs,
        );
        report(
            name,
            "skipped",
            self.skipped as f64,
            self.eojeols + self.skipped,
        );
        let mut common: Vec<_> = self.differences.iter().collect();
        common.sort_by_key(|(line, count)| (std::cmp::Reverse(**count), *line));
        for (line, count) in common.into_iter().take(differences) {
            println!("{name}: {count} × ours {line}");
        }
    }
}

/// What search keeps of mecab-ko's analysis, with the rule that an eojeol never gives nothing.
fn terms_of<'a>(theirs: &[&'a Piece], word: &'a str, place: Place) -> Vec<&'a str> {
    let content = theirs.iter().filter(|piece| piece.is_content());
    let terms: Vec<&str> = content
        .flat_map(|piece| piece.4.iter().map(|term| &**term))
        .collect();
    match theirs.first() {
        Some(first) if terms.is_empty() && place == Place::Word => {
            if matches!(
                Tag::from_name(&first.2),
                Tag::Vx | Tag::Vcn | Tag::Xsv | Tag::Xsa
            ) {
                first.4.iter().map(|term| &**term).collect()
            } else {
                vec![word]
            }
        }
        _ => terms,
    }
}

fn of_ours(morphemes: &[Morpheme], text: &str) -> String {
    let pieces = morphemes
        .iter()
        .map(|m| (m.span.start as usize, m.span.end as usize, m.tag.name()));
    written(pieces, text)
}

fn written<'a>(pieces: impl Iterator<Item = (usize, usize, &'a str)>, text: &str) -> String {
    let pieces = pieces.map(|(start, end, tag)| format!("{}/{tag}", &text[start..end]));
    pieces.collect::<Vec<_>>().join(" ")
}

/// The runs of Hangul: start and end in bytes, and how each begins.
pub(crate) fn runs(text: &str) -> Vec<(usize, usize, Place)> {
    let mut runs = Vec::new();
    let mut before = [' ', ' '];
    let mut run: Option<(usize, Place)> = None;
    for (offset, char) in text.char_indices().chain([(text.len(), ' ')]) {
        let hangul = matches!(char, '가'..='힣' | 'ㄱ'..='ㆎ');
        match (run, hangul) {
            (None, true) => run = Some((offset, place_after(before))),
            (Some((start, place)), false) => {
                runs.push((start, offset, place));
                run = None;
            }
            _ => {}
        }
        before = [before[1], char];
    }
    runs
}

/// A quotation mark closes when something other than a space stands before it.
fn place_after([earlier, last]: [char; 2]) -> Place {
    let closes = match last {
        '"' | '\'' | '`' | '*' | '_' => !earlier.is_whitespace(),
        _ => last.is_alphanumeric() || ")]}>」』》〉”’%℃".contains(last),
    };
    if closes { Place::Attached } else { Place::Word }
}

fn measure_speed(korean: &Korean, sentences: &[Sentence]) {
    let bytes: usize = sentences.iter().map(|sentence| sentence.text.len()).sum();
    let rate = |seconds: f64| bytes as f64 / 1e6 / seconds;
    let lattice = best_of(|| {
        sentences
            .iter()
            .map(|sentence| korean.sentence(&sentence.text).len())
            .sum::<usize>()
    });
    report("viterbi", "mb-per-cpu-second", rate(lattice), bytes);
    let words: Vec<&str> = sentences
        .iter()
        .flat_map(|sentence| {
            runs(&sentence.text)
                .into_iter()
                .map(|(start, end, _)| &sentence.text[start..end])
        })
        .collect();
    // Against all bytes of the running text, of which these words are what Korean analysis is asked for.
    let fresh = best_of(|| {
        words
            .iter()
            .map(|word| korean.eojeol_uncached(word).morphemes.len())
            .sum::<usize>()
    });
    report("eojeol-uncached", "mb-per-cpu-second", rate(fresh), bytes);
    // A new analysis each time: the cache begins empty, as in a build.
    let cold = best_of(|| {
        let korean = Korean::new(Dictionary::embedded());
        words
            .iter()
            .map(|word| korean.eojeol(word).morphemes.len())
            .sum::<usize>()
    });
    report("eojeol-cache-cold", "mb-per-cpu-second", rate(cold), bytes);
    // The same text again: what a larger corpus comes near to.
    let warm = best_of(|| {
        words
            .iter()
            .map(|word| korean.eojeol(word).morphemes.len())
            .sum::<usize>()
    });
    report("eojeol-cache-warm", "mb-per-cpu-second", rate(warm), bytes);
}

/// CPU seconds of the best run.
fn best_of(mut work: impl FnMut() -> usize) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..RUNS {
        let begin = ProcessTime::now();
        let count = work();
        assert!(count > 0, "the work must have found morphemes");
        best = best.min(begin.elapsed().as_secs_f64());
    }
    best
}

/// Measures dictionary and first word in fresh processes.
fn measure_start() -> anyhow::Result<()> {
    let mut best = f64::INFINITY;
    for _ in 0..RUNS {
        let out = Command::new(std::env::current_exe()?)
            .args(["segmentation", "--start"])
            .output()?;
        best = best.min(String::from_utf8(out.stdout)?.trim().parse()?);
    }
    report("start", "first-word-cpu-ms", best, RUNS);
    Ok(())
}

/// In the fresh process: prints the milliseconds of CPU until the first word is analysed.
fn start() -> anyhow::Result<()> {
    let begin = ProcessTime::now();
    let eojeol = Korean::new(Dictionary::embedded()).eojeol("국방과학연구원에서");
    let elapsed = begin.elapsed();
    assert_eq!(eojeol.morphemes.len(), 4, "국방 과학 연구원 에서");
    println!("{}", elapsed.as_secs_f64() * 1e3);
    Ok(())
}
