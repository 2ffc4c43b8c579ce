//! Files of the sample, changed at random places: no reader panics, hangs or gives spans outside of its text.
//!
//! The real files stand in `corpora/formats` of the folder with real data (`DATA`, `SEOJI_SHARED`); where it is absent
//! the tests are skipped visibly. The changes are made by a generator of fixed seeds, so that a file that breaks a reader
//! breaks it again.

mod spans;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use seoji_document::{Source, read};
use spans::check_spans;

/// How many changed files a run of every day reads.
const DAILY: usize = 150;
/// How many a full run reads: `cargo test -p seoji-document --release --test mutations -- --ignored --nocapture`.
const FULL: usize = 10_000;
/// Larger files are left to the full run.
const SMALL: u64 = 200_000;
/// No changed file takes longer to be read, not even in a build without optimisation on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A generator of numbers (xorshift, Marsaglia 2003).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below.max(1) as u64) as usize
    }
}

fn samples(largest: u64) -> Vec<PathBuf> {
    let shared = ["DATA", "SEOJI_SHARED"]
        .into_iter()
        .find_map(std::env::var_os)
        .map(PathBuf::from);
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = shared
        .map(|shared| shared.join("corpora/formats"))
        .into_iter()
        .collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.metadata() {
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                Ok(kind) if kind.len() <= largest => found.push(entry.path()),
                _ => {}
            }
        }
    }
    found.sort();
    found
}

/// A file with one to eight changes: bytes set, dropped, repeated or moved, the end cut off.
fn changed(bytes: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=numbers.next(8) {
        let at = numbers.next(bytes.len());
        let end = (at + 1 + numbers.next(64)).min(bytes.len());
        match numbers.next(6) {
            0 | 1 if at < bytes.len() => bytes[at] = numbers.next(256) as u8,
            2 => drop(bytes.drain(at..end)),
            3 => {
                let own = bytes[at..end].to_vec();
                bytes.splice(at..at, own);
            }
            4 => {
                let own: Vec<u8> = bytes.drain(at..end).collect();
                let to = numbers.next(bytes.len());
                bytes.splice(to..to, own);
            }
            5 if numbers.next(4) == 0 => bytes.truncate(at),
            _ => {}
        }
    }
    bytes
}

/// Reads so many changed files; gives the longest time and the file that took it.
fn run(count: usize, samples: &[PathBuf]) -> (Duration, PathBuf) {
    let mut longest = (Duration::ZERO, PathBuf::new());
    for number in 0..count {
        let path = &samples[number % samples.len()];
        let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15 ^ (number as u64 + 1));
        let bytes = changed(
            &std::fs::read(path).expect("the sample can be read"),
            &mut numbers,
        );
        let start = Instant::now();
        check_spans(&read(&Source {
            path,
            bytes: &bytes,
        }));
        let took = start.elapsed();
        assert!(
            took < PATIENCE,
            "number {number}, {}: {took:?}",
            path.display()
        );
        if took > longest.0 {
            longest = (took, path.clone());
        }
    }
    longest
}

#[test]
fn changed_files_break_no_reader() {
    let samples = samples(SMALL);
    if samples.is_empty() {
        println!("skipped: no corpora/formats in the folder with real data");
        return;
    }
    run(DAILY, &samples);
}

#[test]
#[ignore = "takes minutes; run it with --release after a change of a reader"]
fn ten_thousand_changed_files_break_no_reader() {
    let samples = samples(u64::MAX);
    assert!(
        !samples.is_empty(),
        "needs corpora/formats in the folder with real data"
    );
    let begun = Instant::now();
    let (longest, path) = run(FULL, &samples);
    println!(
        "{FULL} changed files of {} in {:?}; the slowest took {longest:?}: {}",
        samples.len(),
        begun.elapsed(),
        path.display()
    );
}
