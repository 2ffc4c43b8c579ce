//! Where words fit what was left open, and where words stand near each other.

use std::ops::Range;

use seoji_analysis::{Normalised, fold, hanja};

use super::{AnalysedText, Occurrence};
use crate::parse::{Glob, is_syllabic};
use crate::plan::{Item, Proof};
use crate::reasons::Rule;

/// Of the occurrences of a part so many are compared with those of the others.
const MOST_OCCURRENCES: usize = 4_096;

impl AnalysedText<'_> {
    /// Whether an item stands in the text.
    pub(crate) fn shows(&self, item: &Item) -> bool {
        if let Some(Proof::Syllables(glob)) = &item.proof {
            return self.has_fitting(glob);
        }
        let mut found = Vec::new();
        self.item_occurrences(0, item, &mut found);
        !found.is_empty()
    }

    /// The words that fit, without the particles behind them.
    pub(super) fn fitting(&self, index: usize, glob: &Glob, found: &mut Vec<Occurrence>) {
        for word in words(self.text) {
            let text = &self.text[word.clone()];
            let fit = fits(glob, text);
            // Few words are worth to be taken apart.
            let content = match fit {
                Fit::Not => continue,
                Fit::Whole | Fit::Beginning => self.content(text),
            };
            let content = content.filter(|content| fits(glob, content) == Fit::Whole);
            // What the pattern says to the word's end is marked to its end.
            let marked = match (content, fit) {
                (Some(content), _) => content.len(),
                (None, Fit::Whole) => text.len(),
                (None, _) => continue,
            };
            found.push(Occurrence {
                span: word.start..word.start + marked,
                item: index,
                rule: Rule::Open,
            });
        }
    }

    /// Whether any word fits.
    fn has_fitting(&self, glob: &Glob) -> bool {
        words(self.text).any(|word| {
            let text = &self.text[word];
            let content_fits = |content| fits(glob, content) == Fit::Whole;
            match fits(glob, text) {
                Fit::Whole => true,
                Fit::Beginning => self.content(text).is_some_and(content_fits),
                Fit::Not => false,
            }
        })
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

/// How a word fits a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    Whole,
    /// A part from its beginning on does, perhaps the word without its particles.
    Beginning,
    Not,
}

fn fits(glob: &Glob, word: &str) -> Fit {
    // Most words differ in the first syllable, or are of another script.
    if let (Some(first), Some(wanted)) = (word.chars().next(), glob.first())
        && is_syllabic(wanted)
        && (first.is_ascii()
            || ('가'..='힣').contains(&first) && first != wanted && !word.chars().any(is_jamo))
    {
        return Fit::Not;
    }
    let composed = Normalised::new(word);
    let mut folded = String::new();
    fold(composed.as_str(), &mut folded);
    let fit = fit(glob, &folded);
    let hanja = |c: char| is_syllabic(c) && !('가'..='힣').contains(&c);
    if fit == Fit::Whole || !composed.as_str().contains(hanja) {
        return fit;
    }
    let read: String = composed
        .as_str()
        .chars()
        .zip(hanja::read(composed.as_str()))
        .map(|(c, reading)| reading.map_or(c, |reading| reading.main))
        .collect();
    match (fit, self::fit(glob, &read)) {
        (_, Fit::Whole) => Fit::Whole,
        (Fit::Not, read) => read,
        _ => Fit::Beginning,
    }
}

fn fit(glob: &Glob, folded: &str) -> Fit {
    if glob.fits(folded) {
        Fit::Whole
    } else if glob.fits_beginning(folded) {
        Fit::Beginning
    } else {
        Fit::Not
    }
}

/// Whether a char is a part of a syllable that may be put together with what stands before it.
fn is_jamo(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}')
}

/// The words of a text: letters, digits and their marks with nothing else between, in bytes.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut chars = text.char_indices();
    std::iter::from_fn(move || {
        let (start, _) = chars.by_ref().find(|&(_, c)| is_in_word(c))?;
        loop {
            let mut rest = chars.clone();
            match rest.next() {
                Some((_, c)) if is_in_word(c) || matches!(c, '\u{300}'..='\u{36f}') => chars = rest,
                next => return Some(start..next.map_or(text.len(), |(end, _)| end)),
            }
        }
    })
}

fn is_in_word(c: char) -> bool {
    // The two scripts of most texts need no look into the tables of Unicode.
    match c {
        '가'..='힣' => true,
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        _ => c.is_alphanumeric(),
    }
}

/// Where the words between spaces begin, in bytes; what has no letter or digit is none.
fn word_begins(text: &str) -> Vec<usize> {
    let base = text.as_ptr() as usize;
    text.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(|word| word.as_ptr() as usize - base)
        .collect()
}
