//! Where words fit what was left open, and where words stand near each other.

use std::ops::Range;

use seoji_analysis::{Normalised, fold, hanja};

use super::{AnalysedText, Occurrence};
use crate::parse::{Glob, is_syllabic};
use crate::plan::Item;
use crate::reasons::Rule;

/// Of the occurrences of a part so many are compared with those of the others.
const MOST_OCCURRENCES: usize = 4_096;

impl AnalysedText<'_> {
    /// Whether an item stands in the text.
    pub(crate) fn shows(&self, item: &Item) -> bool {
        let mut found = Vec::new();
        self.item_occurrences(0, item, &mut found);
        !found.is_empty()
    }

    /// The words that fit, without the particles behind them.
    pub(super) fn fitting(&self, index: usize, glob: &Glob, found: &mut Vec<Occurrence>) {
        for word in words(self.text) {
            let text = &self.text[word.clone()];
            let content = self.content(text);
            let whole = fits(glob, text);
            if whole || content.is_some_and(|content| fits(glob, content)) {
                // What the pattern says to the word's end is marked to its end.
                let marked = match content {
                    Some(content) if fits(glob, content) => content.len(),
                    _ => text.len(),
                };
                found.push(Occurrence {
                    span: word.start..word.start + marked,
                    item: index,
                    rule: Rule::Open,
                });
            }
        }
    }

    /// A word of Hangul without the particles behind it.
    fn content<'w>(&self, word: &'w str) -> Option<&'w str> {
        if !word.chars().all(|c| ('가'..='힣').contains(&c)) {
            return None;
        }
        let span = self.analyzer.korean().eojeol(word).content_span();
        word.get(..span.end).filter(|content| !content.is_empty())
    }

    /// The parts where all stand near each other: of each an occurrence, moved against the phrase by at most `slop`
    /// words in all.
    pub(super) fn near(
        &self,
        index: usize,
        parts: &[Item],
        slop: u32,
        found: &mut Vec<Occurrence>,
    ) {
        let begins = word_begins(self.text);
        // Where the phrase would begin for each occurrence of each part, in words.
        let mut places: Vec<(i64, usize, Range<usize>)> = Vec::new();
        for (offset, part) in parts.iter().enumerate() {
            let mut own = Vec::new();
            self.item_occurrences(0, part, &mut own);
            own.truncate(MOST_OCCURRENCES);
            places.extend(own.into_iter().map(|occurrence| {
                let before = begins.partition_point(|&begin| begin <= occurrence.span.start);
                (before as i64 - offset as i64, offset, occurrence.span)
            }));
        }
        places.sort_by_key(|(begin, part, span)| (*begin, span.start, *part));
        let mut latest: Vec<Option<(i64, Range<usize>)>> = vec![None; parts.len()];
        let begun = found.len();
        for (begin, part, span) in places {
            latest[part] = Some((begin, span));
            let Some(least) = latest.iter().flatten().map(|(begin, _)| *begin).min() else {
                continue;
            };
            if latest.iter().any(Option::is_none) || begin - least > i64::from(slop) {
                continue;
            }
            let spans: Vec<&Range<usize>> = latest.iter().flatten().map(|(_, span)| span).collect();
            // The same word cannot stand for two.
            let mut apart: Vec<&Range<usize>> = spans.clone();
            apart.sort_by_key(|span| span.start);
            if apart.windows(2).any(|pair| pair[1].start < pair[0].end) {
                continue;
            }
            let (Some(first), Some(last)) = (apart.first(), apart.last()) else {
                continue;
            };
            let range = first.start..last.end;
            for span in spans {
                let known = found[begun..].iter().any(|known| known.span == *span);
                if !known {
                    found.push(Occurrence {
                        span: span.clone(),
                        item: index,
                        rule: Rule::Near(range.clone()),
                    });
                }
            }
        }
    }
}

fn fits(glob: &Glob, word: &str) -> bool {
    let composed = Normalised::new(word);
    let mut folded = String::new();
    fold(composed.as_str(), &mut folded);
    if glob.fits(&folded) {
        return true;
    }
    let hanja = |c: char| is_syllabic(c) && !('가'..='힣').contains(&c);
    if !composed.as_str().contains(hanja) {
        return false;
    }
    let read: String = composed
        .as_str()
        .chars()
        .zip(hanja::read(composed.as_str()))
        .map(|(c, reading)| reading.map_or(c, |reading| reading.main))
        .collect();
    glob.fits(&read)
}

/// The words of a text: letters, digits and their marks with nothing else between, in bytes.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let mark = matches!(c, '\u{300}'..='\u{36f}');
        match words.last_mut().filter(|word| word.end == at) {
            Some(word) if c.is_alphanumeric() || mark => word.end = end,
            _ if c.is_alphanumeric() => words.push(at..end),
            _ => {}
        }
    }
    words
}

/// Where the words between spaces begin, in bytes; what has no letter or digit is none.
fn word_begins(text: &str) -> Vec<usize> {
    let base = text.as_ptr() as usize;
    text.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(|word| word.as_ptr() as usize - base)
        .collect()
}
