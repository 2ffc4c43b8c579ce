//! Suggestions while a query is typed: words, names and headings that go on with it.

use std::collections::BTreeMap;

use seoji_analysis::hangul::is_hangul;
use seoji_analysis::{Normalised, fold};
use seoji_schema::SuggestionKind;
use serde::{Deserialize, Serialize};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};

use crate::error::of_engine;
use crate::neighbours::words_begun;
use crate::{Counting, Error, Index, Match, Search};

/// At most so many terms of a segment are looked at: an answer must come before the next key.
const MOST_TERMS: usize = 10_000;
/// What is typed may have so many bytes.
const LONGEST_TYPED: usize = 256;

/// Of so many times as many suggestions as are wanted it is looked whether they may be offered.
const CANDIDATES: usize = 16;
/// But of so many at most.
const MOST_CANDIDATES: usize = 256;

/// Something that goes on with what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(deny_unknown_fields)]
pub struct Suggestion {
    /// What to show.
    pub text: String,
    /// What it is.
    pub kind: SuggestedKind,
    /// In how many passages a word stands, in how many documents a name or heading.
    pub count: u64,
    /// The whole query with it, ready to run.
    pub query: String,
}

/// What a suggestion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum SuggestedKind {
    /// A word of the text.
    Word,
    /// A person, an institution, or a thing that has another name.
    Name,
    /// The title of a document or section.
    Heading,
}

impl Index {
    /// What goes on with a query that is being typed, at most `limit` of words, of names and of headings together, the
    /// most frequent of each first. Of words only the last one is gone on with; a name or heading may be begun at any
    /// of its words, with any part of a syllable (`라자룻`).
    ///
    /// # Errors
    /// A damaged index.
    ///
    /// # Example
    /// ```no_run
    /// use seoji_query::Index;
    /// let index = Index::open("index")?;
    /// for suggestion in index.suggest("laz", 8)? {
    ///     println!("{} ({})", suggestion.text, suggestion.count);
    /// }
    /// # Ok::<(), seoji_query::Error>(())
    /// ```
    pub fn suggest(&self, typed: &str, limit: usize) -> Result<Vec<Suggestion>, Error> {
        let normal = Normalised::new(typed);
        let typed = normal.as_str().trim_start();
        if typed.len() > LONGEST_TYPED || limit == 0 {
            return Ok(Vec::new());
        }
        let names = self.offered(SuggestionKind::Name, typed, limit)?;
        let headings = self.offered(SuggestionKind::Heading, typed, limit)?;
        let words = self.words(typed, limit)?;
        // A turn each, so that the many of one kind do not hide the others.
        let mut kinds = [words, names, headings].map(Vec::into_iter);
        let mut suggestions: Vec<Suggestion> = Vec::new();
        loop {
            let before = suggestions.len();
            for kind in &mut kinds {
                let new = kind.find(|new: &Suggestion| {
                    let shown = new.text.to_lowercase();
                    suggestions
                        .iter()
                        .all(|known| known.text.to_lowercase() != shown)
                });
                suggestions.extend(new);
            }
            if suggestions.len() >= limit || suggestions.len() == before {
                suggestions.truncate(limit);
                return Ok(suggestions);
            }
        }
    }

    /// The same among the passages that fulfil the query `filter` ([`crate::Search::filter`]): what stands only elsewhere is not
    /// offered, and counts are of passages there.
    ///
    /// # Errors
    /// A damaged index.
    ///
    /// # Example
    /// ```no_run
    /// use seoji_query::Index;
    /// let index = Index::open("index")?;
    /// let of_this_team = index.suggest_within("laz", 8, "path:team-a")?;
    /// # Ok::<(), seoji_query::Error>(())
    /// ```
    pub fn suggest_within(
        &self,
        typed: &str,
        limit: usize,
        filter: &str,
    ) -> Result<Vec<Suggestion>, Error> {
        let mut offered = Vec::new();
        let candidates = limit.saturating_mul(CANDIDATES).min(MOST_CANDIDATES);
        for mut suggestion in self.suggest(typed, candidates)? {
            let query = match suggestion.kind {
                SuggestedKind::Word => suggestion.text.as_str(),
                SuggestedKind::Name | SuggestedKind::Heading => suggestion.query.as_str(),
            };
            // Its very letters: another spelling that may be seen must not bring up one that may not.
            let search = Search::new(query)
                .matching(Match::Literal)
                .filter(filter)
                .counting(Counting::All)
                .all_copies()
                .limit(0)
                .no_fix();
            suggestion.count = self.search(&search)?.total.passages;
            if suggestion.count > 0 {
                offered.push(suggestion);
            }
            if offered.len() == limit {
                break;
            }
        }
        Ok(offered)
    }

    /// Names or headings that go on with all that was typed.
    fn offered(
        &self,
        kind: SuggestionKind,
        typed: &str,
        limit: usize,
    ) -> Result<Vec<Suggestion>, Error> {
        let Some(prefix) = kind.prefix(typed) else {
            return Ok(Vec::new());
        };
        let (_, engine) = self.parts();
        let found = terms_from(self, engine.fields().keys, &prefix)?;
        let mut texts: BTreeMap<&str, u64> = BTreeMap::new();
        for (term, documents) in &found {
            let text = SuggestionKind::text_of(term).unwrap_or_default();
            let known = texts.entry(text).or_default();
            *known = (*known).max(*documents);
        }
        let kind = match kind {
            SuggestionKind::Name => SuggestedKind::Name,
            SuggestionKind::Heading => SuggestedKind::Heading,
        };
        let mut texts: Vec<(&str, u64)> = texts.into_iter().collect();
        // Of equally frequent ones the shorter is nearer to what was typed.
        texts.sort_by_key(|&(text, documents)| (std::cmp::Reverse(documents), text.len()));
        let suggest = |(text, count): (&str, u64)| Suggestion {
            text: text.to_owned(),
            kind,
            count,
            query: format!("\"{}\"", text.replace('"', " ")),
        };
        Ok(texts.into_iter().take(limit).map(suggest).collect())
    }

    /// Words that go on with the last one that was typed.
    fn words(&self, typed: &str, limit: usize) -> Result<Vec<Suggestion>, Error> {
        let start = typed.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| {
            at + typed[at..].chars().next().map_or(1, char::len_utf8)
        });
        let (before, last) = typed.split_at(start);
        if last.is_empty() {
            return Ok(Vec::new());
        }
        let (_, engine) = self.parts();
        let mut found: Vec<(String, u64)> = if is_hangul(last) {
            words_begun(engine, last).map_err(of_engine)?
        } else {
            let mut prefix = String::new();
            fold(last, &mut prefix);
            let found = terms_from(self, engine.fields().literal, &prefix)?;
            let word = |(term, _): &(String, u64)| term.chars().all(char::is_alphanumeric);
            found.into_iter().filter(word).collect()
        };
        found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let suggest = |(word, count): (String, u64)| Suggestion {
            query: format!("{before}{word}"),
            text: word,
            kind: SuggestedKind::Word,
            count,
        };
        Ok(found.into_iter().take(limit).map(suggest).collect())
    }
}

/// The terms of a field that begin so, with the number of records that hold them.
fn terms_from(index: &Index, field: Field, prefix: &str) -> Result<Vec<(String, u64)>, Error> {
    let (_, engine) = index.parts();
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    for segment in engine.searcher.segment_readers() {
        let inverted = segment.inverted_index(field).map_err(of_engine)?;
        let range = inverted.terms().range().ge(prefix);
        let mut terms = range.into_stream().map_err(of_engine)?;
        let mut looked_at = 0;
        while looked_at < MOST_TERMS && terms.advance() {
            let Ok(term) = std::str::from_utf8(terms.key()) else {
                continue;
            };
            if !term.starts_with(prefix) {
                break;
            }
            looked_at += 1;
            let records = u64::from(terms.value().doc_freq);
            *found.entry(term.to_owned()).or_default() += records;
        }
    }
    let deleted = engine.searcher.segment_readers().iter();
    if deleted.clone().any(SegmentReader::has_deletes) {
        // What stood in documents that are gone only must not be offered.
        let mut kept = Vec::with_capacity(found.len());
        for (term, records) in found {
            let mut lives = false;
            for segment in deleted.clone() {
                lives = lives || is_alive(segment, field, &term).map_err(of_engine)?;
            }
            if lives {
                kept.push((term, records));
            }
        }
        return Ok(kept);
    }
    Ok(found.into_iter().collect())
}

fn is_alive(segment: &SegmentReader, field: Field, term: &str) -> tantivy::Result<bool> {
    let inverted = segment.inverted_index(field)?;
    let term = Term::from_field_text(field, term);
    let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else {
        return Ok(false);
    };
    let alive = segment.alive_bitset();
    while postings.doc() != TERMINATED {
        if alive.is_none_or(|alive| alive.is_alive(postings.doc())) {
            return Ok(true);
        }
        postings.advance();
    }
    Ok(false)
}
