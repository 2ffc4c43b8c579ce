//! Texts compared by pairs of neighbouring letters, and by what is left when all signs are gone.

use std::collections::HashMap;

use seoji_document::Reading;

/// Pairs of neighbouring letters and digits within words, with their counts.
#[derive(Default)]
pub(super) struct Bigrams(HashMap<(char, char), usize>);

impl Bigrams {
    pub(super) fn of(text: &str) -> Self {
        let mut counts = HashMap::new();
        for word in text.split_whitespace() {
            let mut before = None;
            for ch in word.chars().filter(|ch| ch.is_alphanumeric()) {
                if let Some(before) = before {
                    *counts.entry((before, ch)).or_default() += 1;
                }
                before = Some(ch);
            }
        }
        Bigrams(counts)
    }

    pub(super) fn count(&self) -> usize {
        self.0.values().sum()
    }

    /// How many pairs both have.
    pub(super) fn common(&self, other: &Bigrams) -> usize {
        self.0
            .iter()
            .map(|(pair, count)| (*count).min(other.0.get(pair).copied().unwrap_or(0)))
            .sum()
    }
}

/// All that a reading shows: title, authors, headings, blocks.
pub(super) fn text_of(reading: &Reading) -> String {
    let document = &reading.document;
    let mut out = String::new();
    let mut add = |text: &str| {
        out.push_str(text);
        out.push('\n');
    };
    document.title.iter().for_each(|title| add(title));
    document.authors.iter().for_each(|author| add(author));
    for section in &document.sections {
        add(&format!(
            "{} {}",
            section.number.as_deref().unwrap_or_default(),
            section.title
        ));
    }
    document.blocks.iter().for_each(|block| add(&block.text));
    out
}

/// Letters and digits alone, in lower case.
pub(super) fn letters(text: &str) -> String {
    text.chars()
        .filter(|ch| ch.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A share, one where there is nothing to share.
pub(super) fn share(part: usize, whole: usize) -> f64 {
    match whole {
        0 => 1.0,
        _ => part as f64 / whole as f64,
    }
}
