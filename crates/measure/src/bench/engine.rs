//! What is measured of every engine, and how.

use cpu_time::ProcessTime;

use super::queries::Query;

/// Results asked for, as in a terminal.
pub(super) const LIMIT: usize = 10;
/// Each query is asked this many times; the least time counts.
const ROUNDS: usize = 3;

/// What is asked for beside the best ten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mode {
    /// Exactly how many passages there are.
    pub(super) counts: bool,
    /// The words around what was found, marked.
    pub(super) snippets: bool,
}

impl Mode {
    /// All modes, the usual one of a program that lists hits first.
    pub(super) const ALL: [Mode; 4] = [
        Mode::new(false, false),
        Mode::new(true, false),
        Mode::new(false, true),
        Mode::new(true, true),
    ];

    const fn new(counts: bool, snippets: bool) -> Mode {
        Mode { counts, snippets }
    }

    pub(super) fn name(self) -> &'static str {
        match (self.counts, self.snippets) {
            (false, false) => "best ten",
            (true, false) => "with counts",
            (false, true) => "with snippets",
            (true, true) => "with counts and snippets",
        }
    }
}

/// An index over the passages.
pub(super) trait Engine {
    fn name(&self) -> &'static str;

    /// Asks a query and reads what is stored of the best; gives the passages found, without counts at least how many.
    fn ask(&self, query: &Query, mode: Mode) -> anyhow::Result<u64>;
}

/// A query that was asked.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    /// The least CPU time of several rounds, in µs.
    pub(super) micros: f64,
    /// The CPU time of the first round, in µs: nothing of the query is remembered then.
    pub(super) first: f64,
    /// Passages found.
    pub(super) found: u64,
}

/// Asks each query several times.
pub(super) fn time(
    engine: &dyn Engine,
    queries: &[Query],
    mode: Mode,
) -> anyhow::Result<Vec<Asked>> {
    let ask = |query| {
        let once = || -> anyhow::Result<Asked> {
            let clock = ProcessTime::now();
            let found = engine.ask(query, mode)?;
            let micros = clock.elapsed().as_secs_f64() * 1e6;
            Ok(Asked {
                micros,
                first: micros,
                found,
            })
        };
        let mut asked = once()?;
        for _ in 1..ROUNDS {
            asked.micros = asked.micros.min(once()?.micros);
        }
        Ok(asked)
    };
    queries.iter().map(ask).collect()
}

/// Shares of the times of queries, in µs.
pub(super) struct Shares {
    pub(super) p50: f64,
    pub(super) p95: f64,
    pub(super) p99: f64,
}

impl Shares {
    pub(super) fn of(micros: impl Iterator<Item = f64>) -> Shares {
        let mut micros: Vec<f64> = micros.collect();
        micros.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let place = (micros.len().saturating_sub(1) as f64 * share).round() as usize;
            micros.get(place).copied().unwrap_or_default()
        };
        Shares {
            p50: at(0.5),
            p95: at(0.95),
            p99: at(0.99),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_taken_at_their_places() {
        let shares = Shares::of((0..101).rev().map(f64::from));
        assert_eq!((shares.p50, shares.p95, shares.p99), (50.0, 95.0, 99.0));
        assert_eq!(Shares::of(std::iter::empty()).p50, 0.0);
    }
}
