//! What was counted, test by test.

use std::collections::BTreeMap;

use seoji_analysis::names::Variant;

/// Figures by test and metric: how many hit, how many were asked.
pub(crate) struct Figures {
    counts: BTreeMap<String, BTreeMap<&'static str, (usize, usize)>>,
    /// Of the gate: how much like Korean the names of persons look, Koreans first, others second.
    pub(crate) margins: [Vec<f32>; 2],
    misses: bool,
}

impl Figures {
    pub(crate) fn new(misses: bool) -> Figures {
        Figures {
            counts: BTreeMap::new(),
            margins: Default::default(),
            misses,
        }
    }

    pub(crate) fn add(&mut self, test: &str, metric: &'static str, hit: bool) {
        let count = self
            .counts
            .entry(test.to_owned())
            .or_default()
            .entry(metric)
            .or_default();
        count.0 += usize::from(hit);
        count.1 += 1;
    }

    /// The place of the first right answer to `query`.
    pub(crate) fn place(
        &mut self,
        test: &str,
        query: &str,
        found: &[Variant],
        right: impl Fn(&str) -> bool,
    ) {
        let place = found.iter().position(|variant| right(&variant.surface));
        self.add(test, "recall@1", place == Some(0));
        self.add(test, "recall@5", place.is_some_and(|place| place < 5));
        if place != Some(0) {
            let found: Vec<String> = found
                .iter()
                .take(5)
                .map(|variant| format!("{} {:.1}", variant.surface, variant.nats))
                .collect();
            self.miss(
                test,
                format_args!("{query}: at {place:?} of {}", found.join(", ")),
            );
        }
    }

    /// Of what a search would take of `chosen`, how much is right.
    pub(crate) fn chosen(
        &mut self,
        test: &str,
        query: &str,
        chosen: &[Variant],
        right: impl Fn(&str) -> bool,
    ) {
        self.add(test, "chosen", chosen.iter().any(|v| right(&v.surface)));
        self.precision(test, query, chosen, right);
    }

    /// The same where nothing right is to be found.
    pub(crate) fn precision(
        &mut self,
        test: &str,
        query: &str,
        chosen: &[Variant],
        right: impl Fn(&str) -> bool,
    ) {
        for variant in chosen {
            let fine = right(&variant.surface);
            self.add(test, "precision", fine);
            if !fine {
                self.miss(
                    test,
                    format_args!("{query}: also {} {:.1}", variant.surface, variant.nats),
                );
            }
        }
    }

    /// Shows what went wrong, where that is asked for.
    pub(crate) fn miss(&self, test: &str, what: std::fmt::Arguments<'_>) {
        if self.misses {
            println!("miss: names {test}: {what}");
        }
    }

    pub(crate) fn print(&self) {
        for (test, metrics) in &self.counts {
            for (metric, (hits, asked)) in metrics {
                print(test, metric, *hits as f64 / *asked as f64, *asked);
            }
        }
        let [korean, others] = &self.margins;
        if !korean.is_empty() && !others.is_empty() {
            let mut sorted = others.clone();
            sorted.sort_by(|a, b| b.total_cmp(a));
            // One in a hundred of the others reaches this.
            let least = sorted[others.len() / 100];
            let passing = korean.iter().filter(|&&margin| margin > least).count();
            print(
                "full-name-gate",
                "korean-at-1%-of-others",
                passing as f64 / korean.len() as f64,
                korean.len(),
            );
        }
    }
}

/// One line of the report.
pub(crate) fn print(test: &str, metric: &str, value: f64, n: usize) {
    println!("eval: names {test} {metric} {value:.4} n={n}");
}
