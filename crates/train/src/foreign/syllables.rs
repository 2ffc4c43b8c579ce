//! How much likelier a syllable is in a foreign word than in a Korean one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;

use anyhow::Context as _;

/// Sightings that every syllable has before any was seen.
const SMOOTHING: f64 = 0.3;
/// Their number over all syllables.
const SMOOTHING_SUM: f64 = 600.0;
/// Evidence at which a noun is as likely foreign as Korean, in nats: most nouns of a dictionary are Korean.
const MIDDLE: f64 = 2.0;
const ROUNDS: usize = 4;

/// The Hangul common nouns of two to six syllables in the source of mecab-ko-dic: a tar archive with `ko-dic.csv`.
pub(super) fn nouns(path: &Path) -> anyhow::Result<BTreeSet<String>> {
    let file =
        std::fs::File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut archive = Vec::new();
    ruzstd::decoding::StreamingDecoder::new(file)
        .with_context(|| format!("{} is no Zstandard file", path.display()))?
        .read_to_end(&mut archive)?;
    // The first member of the archive; the lines of the others are no nouns.
    let text = String::from_utf8_lossy(&archive);
    let mut nouns = BTreeSet::new();
    for line in text.lines() {
        let mut fields = line.split(',');
        let (Some(surface), Some("NNG")) = (fields.next(), fields.nth(3)) else {
            continue;
        };
        let length = surface.chars().count();
        if (2..=6).contains(&length) && surface.chars().all(|c| matches!(c, '가'..='힣')) {
            nouns.insert(surface.to_owned());
        }
    }
    Ok(nouns)
}

/// Sightings of syllables at the beginning of words and behind it.
#[derive(Default)]
struct Sightings {
    syllables: BTreeMap<(char, usize), f64>,
    sums: [f64; 2],
}

impl Sightings {
    fn add(&mut self, word: &str, share: f64) {
        for (count, c) in word.chars().enumerate() {
            let place = count.min(1);
            *self.syllables.entry((c, place)).or_default() += share;
            self.sums[place] += share;
        }
    }

    fn ln(&self, c: char, place: usize) -> f64 {
        let seen = self.syllables.get(&(c, place)).copied().unwrap_or(0.0);
        ((seen + SMOOTHING) / (self.sums[place] + SMOOTHING_SUM)).ln()
    }
}

/// The table as it is committed: weights in tenths of a nat.
pub(super) fn table<'w>(
    foreign: impl Iterator<Item = &'w str>,
    nouns: &BTreeSet<String>,
) -> String {
    let words: BTreeSet<&str> = foreign.collect();
    let mut strange = Sightings::default();
    for word in words {
        strange.add(word, 1.0);
    }
    let mut korean = Sightings::default();
    for noun in nouns {
        korean.add(noun, 1.0);
    }
    for _ in 1..ROUNDS {
        let mut next = Sightings::default();
        for noun in nouns {
            let evidence: f64 = noun
                .chars()
                .enumerate()
                .map(|(count, c)| strange.ln(c, count.min(1)) - korean.ln(c, count.min(1)))
                .sum();
            next.add(
                noun,
                1.0 / (1.0 + (evidence - MIDDLE).clamp(-30.0, 30.0).exp()),
            );
        }
        korean = next;
    }
    let weight = |c: char| {
        [0, 1].map(|place| {
            (10.0 * (strange.ln(c, place) - korean.ln(c, place)))
                .round()
                .clamp(-99.0, 99.0) as i32
        })
    };
    let mut out = String::from(
        "// How much likelier a syllable is in a foreign word, in tenths of a nat: at the beginning, behind it; * others.\n\
         // Made by seoji-train foreign from names of Wikidata (CC0) and nouns of mecab-ko-dic (Apache-2.0).\n",
    );
    // No word has a letter of the Hangul alphabet alone, so this is the weight of what was never seen.
    let unseen = weight('ㄱ');
    let _ = writeln!(out, "*\t{}\t{}", unseen[0], unseen[1]);
    let seen: BTreeSet<char> = strange
        .syllables
        .keys()
        .chain(korean.syllables.keys())
        .map(|key| key.0)
        .collect();
    for c in seen {
        let pair = weight(c);
        if pair != unseen {
            let _ = writeln!(out, "{c}\t{}\t{}", pair[0], pair[1]);
        }
    }
    out
}
