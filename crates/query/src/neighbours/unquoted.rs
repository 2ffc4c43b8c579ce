//! A phrase that stands nowhere, asked for by its words.
//!
//! Questions and titles are pasted with quotation marks around them (a cell of a table has them when it holds a
//! comma), and what somebody remembers of a sentence is seldom the sentence.

use super::{instead, passages};
use crate::parse::{Clause, Form, parse};
use crate::results::{Hint, Results};
use crate::{Error, Index, Search};

/// A phrase of this many words and more is a sentence, not a term: its words are answered at once.
const SENTENCE_WORDS: usize = 4;

/// The answer to `search` without its quotation marks where it is a quoted sentence, or `results`, which found nothing,
/// with the query that could be asked.
pub(super) fn repair(index: &Index, search: &Search, results: Results) -> Result<Results, Error> {
    let mut results = results;
    let Some(query) = without_marks(&search.query) else {
        return Ok(results);
    };
    let answer = index.answer(&search.clone().asking(query.clone()))?;
    if answer.total.documents == 0 {
        return Ok(results);
    }
    if query.split(' ').count() >= SENTENCE_WORDS {
        return Ok(instead(results, answer, query));
    }
    let hint = Hint {
        message: format!(
            "its words, not one after another: {}",
            passages(answer.total.passages)
        ),
        query: Some(query),
        span: None,
    };
    results.hints.insert(0, hint);
    Ok(results)
}

/// The query without quotation marks; none where it has no phrase, or anything that means more than words and phrases.
fn without_marks(query: &str) -> Option<String> {
    let (group, _) = parse(query);
    let is_plain = |clause: &Clause| {
        matches!(clause.form, Form::Word | Form::Phrase) && !clause.excluded && !clause.must
    };
    let clauses = &group.clauses;
    let phrase = clauses.iter().any(|clause| clause.form == Form::Phrase);
    if !phrase || !group.is_flat() || !clauses.iter().all(is_plain) {
        return None;
    }
    let words: Vec<&str> = query
        .split(|c: char| c.is_whitespace() || MARKS.contains(&c))
        .filter(|word| !word.is_empty())
        .collect();
    (words.len() > 1).then(|| words.join(" "))
}

/// Quotation marks that make a phrase.
const MARKS: [char; 10] = ['"', '“', '”', '„', '«', '»', '「', '」', '『', '』'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_and_phrases_lose_their_marks() {
        let cases = [
            (
                "\"Lazarus group attacked Sony\"",
                Some("Lazarus group attacked Sony"),
            ),
            (
                "\"루나를 \"\"기이하다\"\"고 말한 사람은 누구입니까?\"",
                Some("루나를 기이하다 고 말한 사람은 누구입니까?"),
            ),
            ("“Kim Song” hacker", Some("Kim Song hacker")),
            ("\"Lazarus\"", None),
            ("Lazarus group", None),
            ("author:\"Lee Yu-ji\" \"Kim Song\"", None),
            ("\"Kim Song\" -hacker", None),
        ];
        for (query, without) in cases {
            assert_eq!(without_marks(query).as_deref(), without, "{query}");
        }
    }
}
