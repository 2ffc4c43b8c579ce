//! How far a difference between two systems could be chance: the paired bootstrap over queries (Efron & Tibshirani
//! 1993; for retrieval Sakai, SIGIR 2006).

use seoji_train::references::learner::Random;

/// Samples that are drawn.
const SAMPLES: usize = 10_000;
/// The same samples in each run.
const SEED: u64 = 20_260_928;

/// A mean difference and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Difference {
    /// Of all queries of a set; over several sets the mean of their means.
    pub(super) mean: f64,
    /// The middle 95 % of the samples' means.
    pub(super) interval: (f64, f64),
    /// How probable so large a difference would be, in either direction, where there is none.
    pub(super) p: f64,
}

/// Compares two systems by the differences of their values for each query, set by set; each set counts the same and is
/// sampled by itself.
pub(super) fn compare(sets: &[&[f64]]) -> Difference {
    let mean_of = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let count = sets.len().max(1) as f64;
    let mean = sets.iter().map(|set| mean_of(set)).sum::<f64>() / count;
    let mut random = Random(SEED);
    let mut means: Vec<f64> = Vec::with_capacity(SAMPLES);
    for _ in 0..SAMPLES {
        let mut sum = 0.0;
        for set in sets.iter().filter(|set| !set.is_empty()) {
            let drawn: f64 = (0..set.len()).map(|_| *random.of(set)).sum();
            sum += drawn / set.len() as f64;
        }
        means.push(sum / count);
    }
    means.sort_by(f64::total_cmp);
    // The samples moved so that there is no difference on average.
    let as_far = |&&sample: &&f64| (sample - mean).abs() >= mean.abs();
    let far = means.iter().filter(as_far).count();
    let at = |share: f64| means[((SAMPLES - 1) as f64 * share).round() as usize];
    Difference {
        mean,
        interval: (at(0.025), at(0.975)),
        p: (far + 1) as f64 / (SAMPLES + 1) as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sure_and_what_is_not() {
        let better = [0.3, 0.2, 0.4, 0.1, 0.3, 0.2, 0.5, 0.1, 0.0, 0.4];
        let sure = compare(&[&better]);
        assert!((sure.mean - 0.25).abs() < 1e-9);
        assert!(sure.interval.0 > 0.1 && sure.interval.1 < 0.4, "{sure:?}");
        assert!(sure.p < 0.001, "{sure:?}");

        let either = [0.5, -0.5, 0.4, -0.3, 0.0, 0.1, -0.1, -0.2];
        let unsure = compare(&[&either]);
        assert!(unsure.interval.0 < 0.0 && unsure.interval.1 > 0.0);
        assert!(unsure.p > 0.5, "{unsure:?}");

        assert_eq!(compare(&[&better]), sure, "the same in each run");
        assert_eq!(compare(&[&[0.0; 5]]).p, 1.0);
    }

    #[test]
    fn each_set_counts_the_same() {
        let both = compare(&[&[1.0; 100], &[0.0; 2]]);
        assert!((both.mean - 0.5).abs() < 1e-9);
    }
}
