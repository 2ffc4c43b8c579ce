//! Whether a Hangul word looks foreign: an index keeps foreign keys only of such words.
//!
//! Each syllable has weights, at the beginning of a word and behind it: how much likelier it is in a foreign word than
//! in a Korean one, in nats. `seoji-train foreign` makes the table from the names of Wikidata (foreign) and the nouns of
//! the dictionary (a mixture, taken apart by expectation maximisation).

use std::borrow::Cow;

use crate::hangul::is_syllable;

/// Weights of syllables in tenths of a nat: at the beginning of a word, behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    pub(in crate::names) weights: Cow<'static, [[i8; 2]]>,
}

impl Look {
    /// Reads a table: a syllable, its weight at the beginning of a word and behind it; `*` for all others.
    pub fn read(table: &str) -> Option<Look> {
        let mut weights = vec![[0, 0]; 11_172];
        for line in table.lines().filter(|line| !line.starts_with("//")) {
            let mut fields = line.split('\t');
            let syllable = fields.next()?;
            let pair = [fields.next()?.parse().ok()?, fields.next()?.parse().ok()?];
            match syllable.chars().next()? {
                '*' => weights.fill(pair),
                c => *weights.get_mut(place(c)?)? = pair,
            }
        }
        Some(Look {
            weights: weights.into(),
        })
    }

    /// The evidence that a Hangul word is foreign, in nats; `None` where it has other characters.
    pub fn evidence(&self, word: &str) -> Option<f32> {
        let mut sum = 0;
        for (count, c) in word.chars().enumerate() {
            sum += i32::from(self.weights[place(c)?][usize::from(count > 0)]);
        }
        (!word.is_empty()).then_some(sum as f32 / 10.0)
    }
}

fn place(c: char) -> Option<usize> {
    is_syllable(c).then(|| c as usize - '가' as usize)
}
