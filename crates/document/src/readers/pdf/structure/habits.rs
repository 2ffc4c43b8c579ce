//! What a document as a whole tells of its layout: the size of its text, the sizes of its headings, how its lines end.

use std::collections::{HashMap, HashSet};

use crate::readers::pdf::lines::Line;

/// A line smaller than the body's by this factor may be a note's.
pub(super) const NOTE_SIZE: f32 = 0.94;
/// A line larger than the body's by this factor may be a heading.
const HEADING_SIZE: f32 = 1.12;
/// Levels of headings by size.
pub(super) const LEVELS: usize = 4;

/// What the document as a whole tells.
pub(super) struct Habits {
    /// The size of most of its letters.
    pub(super) body: f32,
    /// Sizes of headings, largest first.
    headings: Vec<f32>,
    /// Whether lines that end between words end in a space.
    spaced: bool,
    /// Words within lines, to tell whether a line's end cuts one.
    words: HashSet<String>,
    /// How often a syllable ends a word and goes on, begins a word and goes on before it.
    syllables: HashMap<char, Syllable>,
}

#[derive(Clone, Copy, Default)]
struct Syllable {
    ends: f32,
    goes_on: f32,
    begins: f32,
    follows: f32,
}

/// Syllables that end words more often than not in any Korean text: particles and endings.
const ENDINGS: &str = "은는이가을를의에서로와과도만고며다지면게한할된";

impl Habits {
    pub(super) fn of(pages: &[(u32, Vec<Line>)]) -> Habits {
        let mut letters: HashMap<i32, usize> = HashMap::new();
        let mut words = HashSet::new();
        let mut syllables: HashMap<char, Syllable> = HashMap::new();
        for ch in ENDINGS.chars() {
            syllables.entry(ch).or_default().ends = 2.0;
        }
        let (mut ends, mut spaced) = (0usize, 0usize);
        for line in pages.iter().flat_map(|(_, lines)| lines) {
            let text = line.text();
            *letters.entry(half_points(line.size)).or_default() += text.len();
            if text.ends_with(is_hangul) {
                ends += 1;
                spaced += usize::from(line.spaced);
            }
            let own: Vec<&str> = text.split(' ').collect();
            // The first and the last word of a line may be halves.
            for word in own.iter().skip(1).take(own.len().saturating_sub(2)) {
                let mut before: Option<char> = None;
                for ch in word.chars().map(Some).chain([None]) {
                    match (
                        before.filter(|ch| is_hangul(*ch)),
                        ch.filter(|ch| is_hangul(*ch)),
                    ) {
                        (Some(first), Some(second)) => {
                            syllables.entry(first).or_default().goes_on += 1.0;
                            syllables.entry(second).or_default().follows += 1.0;
                        }
                        (Some(first), None) => syllables.entry(first).or_default().ends += 1.0,
                        (None, Some(second)) => syllables.entry(second).or_default().begins += 1.0,
                        (None, None) => {}
                    }
                    before = ch;
                }
                if words.len() < 500_000 {
                    words.insert(bare(word).to_owned());
                }
            }
        }
        let body = letters
            .iter()
            .max_by_key(|&(size, count)| (*count, -*size))
            .map_or(20, |(size, _)| *size);
        let mut sizes: Vec<i32> = letters
            .iter()
            .filter(|&(size, _)| *size as f32 > body as f32 * HEADING_SIZE)
            .map(|(size, _)| *size)
            .collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        Habits {
            body: body as f32 / 2.0,
            headings: sizes.into_iter().map(|size| size as f32 / 2.0).collect(),
            spaced: spaced * 5 > ends,
            words,
            syllables,
        }
    }

    /// The level of a heading of this size.
    pub(super) fn level(&self, size: f32) -> Option<u8> {
        let size = half_points(size) as f32 / 2.0;
        (size > self.body * HEADING_SIZE).then(|| {
            let place = self
                .headings
                .iter()
                .filter(|own| **own > size + 0.1)
                .count();
            place.min(LEVELS - 1) as u8 + 1
        })
    }

    /// What stands between a line and the next: a space, a line break for [`crate::repair`], nothing within a word.
    pub(super) fn between(&self, text: &str, spaced: bool, next: &str) -> &'static str {
        let both = text.ends_with(is_hangul) && next.starts_with(is_hangul);
        if !both || spaced {
            return "\n";
        }
        if self.spaced {
            return "";
        }
        let last = text.rsplit([' ', '\n']).next().unwrap_or_default();
        let first = next.split(' ').next().unwrap_or_default();
        let joined = format!("{last}{first}");
        let known = |word: &str| self.words.contains(bare(word));
        if known(&joined) != (known(last) && known(first)) {
            return if known(&joined) { "" } else { "\n" };
        }
        // What the two syllables do within lines they do at the ends of lines.
        let of = |ch: Option<char>| {
            ch.and_then(|ch| self.syllables.get(&ch))
                .copied()
                .unwrap_or_default()
        };
        let (end, begin) = (of(text.chars().next_back()), of(next.chars().next()));
        let parts = (end.ends + 0.5) * (begin.begins + 0.5);
        let joins = (end.goes_on + 0.5) * (begin.follows + 0.5);
        if parts >= joins { "\n" } else { "" }
    }
}

fn half_points(size: f32) -> i32 {
    (size * 2.0).round() as i32
}

fn is_hangul(ch: char) -> bool {
    ('가'..='힣').contains(&ch)
}

/// A word without the signs around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|ch: char| !ch.is_alphanumeric())
}
