//! The values that flags can take, with their help.

use std::time::Duration;

use clap::ValueEnum;
use clap_complete::Shell;
use seoji_indexer::LEAST_MEMORY_BYTES;
use seoji_query::{ExportFormat, Sort};

/// A format to write an answer in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// What was found, quoted with its place and the reason, as Markdown
    Markdown,
    /// The same as a table, a row a hit (RFC 4180)
    Csv,
    /// The works that the found entries and passages cite, as BibTeX in UTF-8
    Bibtex,
    /// The same as RIS
    Ris,
    /// The same as CSL-JSON
    CslJson,
}

impl Format {
    /// The format for reference managers, where it is one.
    pub(crate) fn of_references(self) -> Option<ExportFormat> {
        match self {
            Self::Markdown | Self::Csv => None,
            Self::Bibtex => Some(ExportFormat::Bibtex),
            Self::Ris => Some(ExportFormat::Ris),
            Self::CslJson => Some(ExportFormat::CslJson),
        }
    }
}

/// How long a search may take: `500ms`, `2s`, `1m`.
pub(crate) fn time(text: &str) -> Result<Duration, String> {
    let units = [("ms", 1), ("s", 1_000), ("m", 60_000)];
    let read = units.into_iter().find_map(|(unit, milliseconds)| {
        let number: u64 = text.trim().strip_suffix(unit)?.trim().parse().ok()?;
        Some(Duration::from_millis(number.checked_mul(milliseconds)?))
    });
    read.ok_or_else(|| "say how long, with a unit: 500ms, 2s, 1m".to_owned())
}

/// How much memory a build may plan with, in bytes: `500M`, `4G` (and `500MB`, `500MiB`: all of 1024).
pub(crate) fn memory(text: &str) -> Result<u64, String> {
    let text = text.trim().to_ascii_uppercase();
    let short = text.strip_suffix('B').unwrap_or(&text);
    let short = short.strip_suffix('I').unwrap_or(short);
    let units = [('M', 20), ('G', 30)];
    let read = units.into_iter().find_map(|(unit, power)| {
        let number: u64 = short.strip_suffix(unit)?.trim().parse().ok()?;
        number.checked_mul(1 << power)
    });
    match read {
        Some(bytes) if bytes >= LEAST_MEMORY_BYTES => Ok(bytes),
        Some(_) => Err(format!(
            "a build needs {}M at least",
            LEAST_MEMORY_BYTES >> 20
        )),
        None => Err("say how much, with a unit: 500M, 4G".to_owned()),
    }
}

/// The order of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Order {
    /// The best answers first
    Relevance,
    /// The newest documents first, those without a date last
    Date,
    /// Documents in order of their paths, the best passages of each first
    Document,
    /// Documents in order of their paths, passages as they follow one another
    Place,
    /// Entries and notes that most passages cite first
    Cited,
}

impl From<Order> for Sort {
    fn from(order: Order) -> Self {
        match order {
            Order::Relevance => Self::Relevance,
            Order::Date => Self::Date,
            Order::Document => Self::Document,
            Order::Place => Self::Place,
            Order::Cited => Self::Cited,
        }
    }
}

/// A shell that completes what is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompletingShell {
    /// GNU bash
    Bash,
    /// zsh
    Zsh,
    /// fish
    Fish,
    /// PowerShell
    Powershell,
    /// Elvish
    Elvish,
}

impl From<CompletingShell> for Shell {
    fn from(shell: CompletingShell) -> Self {
        match shell {
            CompletingShell::Bash => Self::Bash,
            CompletingShell::Zsh => Self::Zsh,
            CompletingShell::Fish => Self::Fish,
            CompletingShell::Powershell => Self::PowerShell,
            CompletingShell::Elvish => Self::Elvish,
        }
    }
}
