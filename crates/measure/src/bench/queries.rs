//! Queries of each kind: what stands in the passages, a fixed choice spread over the corpus.

use std::collections::BTreeMap;

use seoji_analysis::{Analyzer, Language, names};

/// Queries of each kind.
const QUERIES: usize = 200;
/// A kind with fewer queries is left out.
const LEAST_QUERIES: usize = 10;

/// How the words of a query belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// All words.
    All,
    /// The words as they follow one another.
    Phrase,
    /// Any word.
    Any,
    /// One word that begins so.
    Prefix,
}

/// A query, its words apart.
#[derive(Clone, Debug)]
pub(super) struct Query {
    pub(super) words: Vec<String>,
    pub(super) form: Form,
}

/// The passages of a corpus as text with their stored records.
pub(super) type Passages = [(String, Vec<u8>)];

/// The kinds with their queries.
pub(super) fn sample(passages: &Passages) -> Vec<(&'static str, Vec<Query>)> {
    let mut samples = Samples::default();
    let analyzer = Analyzer::embedded();
    let mut surfaces = Vec::new();
    let step = (passages.len() / (QUERIES * 4)).max(1);
    // The words of the passages before, for queries whose words come from several.
    let mut before: Vec<String> = Vec::new();
    for (number, (text, _)) in passages.iter().step_by(step).enumerate() {
        let words: Vec<&str> = text.split_whitespace().collect();
        let Some(pair) = words.windows(2).nth((number * 7) % words.len().max(1)) else {
            continue;
        };
        let [first, second] = [pair[0], pair[1]].map(trimmed);
        let adjacent = pair[0].ends_with(first) && pair[1].starts_with(second);
        samples.add_words(first, second, adjacent);
        if is_hangul(first, 2) || is_latin(first, 4) {
            before.push(first.to_owned());
            if before.len() == 3 {
                samples.add("OR of 3", std::mem::take(&mut before), Form::Any);
            }
        }
        names::surfaces(&analyzer, text, Language::English, &mut surfaces);
        if let Some(name) = surfaces.iter().find(|name| name.text.contains(' ')) {
            let words = name.text.split(' ').map(str::to_owned);
            samples.add("name", words.collect(), Form::All);
        }
        let hangul = words.iter().find(|word| is_hangul(word, 2));
        let latin = words.iter().find(|word| is_latin(word, 4));
        if let (Some(hangul), Some(latin)) = (hangul, latin) {
            let words = [hangul, latin].map(|&word| word.to_owned());
            samples.add("mixed AND", words.into(), Form::All);
        }
    }
    samples
        .kinds
        .retain(|_, samples| samples.len() >= LEAST_QUERIES);
    samples.kinds.into_iter().collect()
}

#[derive(Default)]
struct Samples {
    kinds: BTreeMap<&'static str, Vec<Query>>,
}

impl Samples {
    fn add(&mut self, kind: &'static str, words: Vec<String>, form: Form) {
        let samples = self.kinds.entry(kind).or_default();
        if samples.len() < QUERIES {
            samples.push(Query { words, form });
        }
    }

    /// Adds the queries that two neighbouring words give.
    fn add_words(&mut self, first: &str, second: &str, adjacent: bool) {
        let one = || vec![first.to_owned()];
        let both = || vec![first.to_owned(), second.to_owned()];
        let beginning = |chars: usize| vec![first.chars().take(chars).collect::<String>()];
        if is_hangul(first, 2) {
            self.add("Korean word", one(), Form::All);
            if is_hangul(first, 3) {
                self.add("prefix", beginning(2), Form::Prefix);
            }
            if is_hangul(second, 2) {
                self.add("Korean AND", both(), Form::All);
                if adjacent {
                    self.add("Korean phrase", both(), Form::Phrase);
                }
            }
        }
        if is_latin(first, 4) {
            self.add("English word", one(), Form::All);
            if is_latin(first, 7) {
                self.add("prefix", beginning(5), Form::Prefix);
            }
            if is_latin(second, 4) {
                self.add("English AND", both(), Form::All);
                if adjacent {
                    self.add("English phrase", both(), Form::Phrase);
                }
            }
        }
    }
}

fn trimmed(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_hangul(word: &str, least: usize) -> bool {
    word.chars().all(|c| ('가'..='힣').contains(&c)) && word.chars().count() >= least
}

fn is_latin(word: &str, least: usize) -> bool {
    word.chars().all(|c| c.is_ascii_alphabetic()) && word.len() >= least
}
