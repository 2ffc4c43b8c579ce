//! What simpler engines give on the same texts: BM25 over whole words and pairs of syllables, and over all pairs of
//! characters.

use std::collections::HashMap;

use tantivy::tokenizer::{
    LowerCaser, NgramTokenizer, SimpleTokenizer, TextAnalyzer, TokenStream as _,
};

/// BM25's saturation and length normalisation, as Lucene and tantivy have them.
const K1: f64 = 1.2;
const B: f64 = 0.75;

/// What a text is cut into by one field of a baseline.
type Terms = fn(&str) -> Vec<String>;

/// A baseline: its name and its fields, whose scores are summed.
pub(super) struct Baseline {
    pub(super) name: &'static str,
    fields: &'static [Terms],
}

/// The baselines of design §4 and §9.
pub(super) const BASELINES: [Baseline; 2] = [
    Baseline {
        name: "eojeol+bigrams",
        fields: &[words, pairs_in_words],
    },
    Baseline {
        name: "ngram(2,2)",
        fields: &[pairs],
    },
];

impl Baseline {
    /// An index of these texts.
    pub(super) fn index(&self, texts: &[String]) -> Vec<FieldIndex> {
        let index = |&terms: &Terms| FieldIndex::new(terms, texts);
        self.fields.iter().map(index).collect()
    }
}

/// The best texts for a query by the sum of the fields' scores, at most `most`: their numbers, best first; of equal ones
/// the earlier first.
pub(super) fn best(fields: &[FieldIndex], query: &str, most: usize) -> Vec<usize> {
    let mut scores: HashMap<usize, f64> = HashMap::new();
    for field in fields {
        field.score(query, &mut scores);
    }
    let mut ranked: Vec<(usize, f64)> = scores.into_iter().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked
        .into_iter()
        .take(most)
        .map(|(text, _)| text)
        .collect()
}

/// An inverted index of one field in memory.
pub(super) struct FieldIndex {
    terms: Terms,
    /// Term → the texts that hold it and how often, ascending.
    postings: HashMap<String, Vec<(usize, u32)>>,
    /// Terms of each text.
    lengths: Vec<usize>,
    average: f64,
}

impl FieldIndex {
    fn new(terms: Terms, texts: &[String]) -> Self {
        let mut postings: HashMap<String, Vec<(usize, u32)>> = HashMap::new();
        let mut lengths = Vec::with_capacity(texts.len());
        for (text, content) in texts.iter().enumerate() {
            let terms = terms(content);
            lengths.push(terms.len());
            for term in terms {
                let held = postings.entry(term).or_default();
                match held.last_mut() {
                    Some((last, times)) if *last == text => *times += 1,
                    _ => held.push((text, 1)),
                }
            }
        }
        let average = lengths.iter().sum::<usize>() as f64 / lengths.len().max(1) as f64;
        Self {
            terms,
            postings,
            lengths,
            average,
        }
    }

    /// Adds BM25 with Lucene's idf; a term that the query repeats counts each time.
    fn score(&self, query: &str, scores: &mut HashMap<usize, f64>) {
        for term in (self.terms)(query) {
            let Some(held) = self.postings.get(&term) else {
                continue;
            };
            let with = held.len() as f64;
            let without = self.lengths.len() as f64 - with;
            let idf = (1.0 + (without + 0.5) / (with + 0.5)).ln();
            for &(text, times) in held {
                let times = f64::from(times);
                let length = self.lengths[text] as f64 / self.average;
                let norm = K1 * (1.0 - B + B * length);
                *scores.entry(text).or_default() += idf * times * (K1 + 1.0) / (times + norm);
            }
        }
    }
}

/// Words between what is neither letter nor digit, in lower case; of Korean that is the eojeol.
fn words(text: &str) -> Vec<String> {
    let words = TextAnalyzer::builder(SimpleTokenizer::default());
    tokens(words.filter(LowerCaser).build(), text)
}

/// Pairs of characters inside words; a word of one character stands for itself.
fn pairs_in_words(text: &str) -> Vec<String> {
    let pairs = |word: String| -> Vec<String> {
        let chars: Vec<char> = word.chars().collect();
        match chars.len() {
            1 => vec![word],
            _ => chars.windows(2).map(|pair| pair.iter().collect()).collect(),
        }
    };
    words(text).into_iter().flat_map(pairs).collect()
}

/// All pairs of characters, those with spaces and marks included, in lower case.
fn pairs(text: &str) -> Vec<String> {
    let ngrams = NgramTokenizer::new(2, 2, false).expect("2 is a length");
    tokens(
        TextAnalyzer::builder(ngrams).filter(LowerCaser).build(),
        text,
    )
}

fn tokens(mut analyzer: TextAnalyzer, text: &str) -> Vec<String> {
    let mut stream = analyzer.token_stream(text);
    let mut terms = Vec::new();
    while stream.advance() {
        terms.push(stream.token().text.clone());
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_cut_as_named() {
        assert_eq!(words("북한은 APT-38 a"), ["북한은", "apt", "38", "a"]);
        assert_eq!(
            pairs_in_words("북한은 a"),
            ["북한", "한은", "a"],
            "a lone character is kept"
        );
        assert_eq!(pairs("북한 A"), ["북한", "한 ", " a"]);
    }

    #[test]
    fn the_score_is_bm25() {
        let texts = ["b b a", "a c", "d"].map(str::to_owned);
        let field = FieldIndex::new(words, &texts);
        let mut scores = HashMap::new();
        field.score("b", &mut scores);
        // idf ln(1 + 2.5 / 1.5) = 0.980829; tf 2 × 2.2 / (2 + 1.2 × (0.25 + 0.75 × 3 / 2)) = 1.205479
        assert_eq!(scores.len(), 1);
        assert!((scores[&0] - 0.980_829 * 1.205_479).abs() < 1e-5);
        assert_eq!(
            best(&[field], "a d", 2),
            [2, 1],
            "the rare word, then the short text"
        );
    }
}
