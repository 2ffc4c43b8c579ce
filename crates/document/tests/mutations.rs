//! Files of the sample, whole and changed at random places: no reader panics, hangs, takes much memory or gives spans
//! outside of its text.
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

/// The most memory that a process may have taken for a file, whole or changed, in bytes.
const MEMORY: u64 = 500 << 20;

/// The most memory that this process has taken at a time since it was asked last, in bytes; none where the system does
/// not tell (`/proc/self/status` of Linux).
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    // Begins anew with what is taken now (proc(5)).
    std::fs::write("/proc/self/clear_refs", "5").ok()?;
    Some(kib << 10)
}

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

/// What was worst of the files that were read.
#[derive(Debug, Default)]
struct Worst {
    time: (Duration, PathBuf),
    /// In bytes.
    memory: (u64, PathBuf),
}

/// Reads the samples as they are and then so many changed ones.
fn run(count: usize, samples: &[PathBuf]) -> Worst {
    let mut worst = Worst::default();
    peak();
    for number in 0..samples.len() + count {
        let path = &samples[number % samples.len()];
        let whole = std::fs::read(path).expect("the sample can be read");
        let bytes = match number.checked_sub(samples.len()) {
            None => whole,
            Some(number) => {
                let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15 ^ (number as u64 + 1));
                changed(&whole, &mut numbers)
            }
        };
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
        if took > worst.time.0 {
            worst.time = (took, path.clone());
        }
        if let Some(peak) = peak() {
            assert!(
                peak < MEMORY,
                "number {number}, {}: {} MB",
                path.display(),
                peak >> 20
            );
            if peak > worst.memory.0 {
                worst.memory = (peak, path.clone());
            }
        }
    }
    worst
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
    let worst = run(FULL, &samples);
    println!(
        "{} files and {FULL} changed ones in {:?}; the slowest took {:?}: {}; the largest {} MB: {}",
        samples.len(),
        begun.elapsed(),
        worst.time.0,
        worst.time.1.display(),
        worst.memory.0 >> 20,
        worst.memory.1.display()
    );
}
