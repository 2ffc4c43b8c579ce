//! The weights of the gate, as `seoji-train names` writes them.

use std::borrow::Cow;

/// The weights: places of the table. A power of two.
pub(super) const PLACES: usize = 1 << 15;
/// A weight of 1.0 in the table.
const ONE: f32 = 24.0;

/// The weights of groups of letters.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    /// By the hash of a group, in units of 1/24.
    pub weights: Cow<'static, [i8]>,
    /// What a single word must reach.
    pub word: f32,
    /// What several words must reach.
    pub words: f32,
}

impl Gate {
    /// A gate that knows nothing.
    pub fn empty() -> Gate {
        Gate {
            weights: vec![0; PLACES].into(),
            word: 0.0,
            words: 0.0,
        }
    }

    /// The gate with these weights, one a place, rounded.
    pub fn new(weights: &[f32], word: f32, words: f32) -> Gate {
        let mut gate = Gate::empty();
        for (rounded, weight) in gate.weights.to_mut().iter_mut().zip(weights) {
            *rounded = (weight * ONE).round().clamp(-127.0, 127.0) as i8;
        }
        Gate {
            word,
            words,
            ..gate
        }
    }

    /// The places of the table.
    pub fn places() -> usize {
        PLACES
    }

    /// How much features look like Korean: a logarithm of odds.
    pub fn score(&self, features: &[u32]) -> f32 {
        let sum: i32 = features
            .iter()
            .map(|&at| i32::from(self.weights[at as usize]))
            .sum();
        sum as f32 / ONE
    }

    /// The gate as bytes: a comment, the thresholds, a line feed, then one byte a weight.
    pub fn write(&self, header: &str) -> Vec<u8> {
        let mut out = String::new();
        for line in header.lines() {
            out.push_str(&format!("# {line}\n"));
        }
        out.push_str(&format!("{:.2} {:.2}\n", self.word, self.words));
        let mut out = out.into_bytes();
        out.extend(self.weights.iter().map(|&weight| weight as u8));
        out
    }

    /// Reads what [`Gate::write`] wrote; `None` for anything else.
    pub fn parse(bytes: &[u8]) -> Option<Gate> {
        let split = bytes.len().checked_sub(PLACES)?;
        let (head, weights) = bytes.split_at(split);
        let line = std::str::from_utf8(head)
            .ok()?
            .lines()
            .find(|line| !line.starts_with('#'))?;
        let (word, words) = line.split_once(' ')?;
        Some(Gate {
            weights: weights.iter().map(|&byte| byte as i8).collect(),
            word: word.parse().ok()?,
            words: words.parse().ok()?,
        })
    }
}
