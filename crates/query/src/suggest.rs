//! Suggestions while a query is typed: words, names and headings that go on with it.

use std::ops::Range;

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
        let terms = Terms::from(self, engine.fields().keys, &prefix)?;
        let text_of = |term| SuggestionKind::text_of(term).unwrap_or_default();
        let kind = match kind {
            SuggestionKind::Name => SuggestedKind::Name,
            SuggestionKind::Heading => SuggestedKind::Heading,
        };
        let mut found: Vec<(&str, u64)> = terms
            .iter()
            .map(|(term, records)| (text_of(term), records))
            .collect();
        // Of equally frequent ones the shorter is nearer to what was typed.
        found.sort_unstable_by(|a, b| {
            let by_count = b.1.cmp(&a.1);
            by_count
                .then(a.0.len().cmp(&b.0.len()))
                .then_with(|| a.0.cmp(b.0))
        });
        // One that goes on at several of its words stands there several times.
        let mut texts: Vec<Suggestion> = Vec::new();
        for (text, count) in found {
            if texts.len() == limit {
                break;
            }
            if texts.iter().all(|known| known.text != text) {
                texts.push(Suggestion {
                    text: text.to_owned(),
                    kind,
                    count,
                    query: format!("\"{}\"", text.replace('"', " ")),
                });
            }
        }
        Ok(texts)
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
        let suggest = |(word, count): (&str, u64)| Suggestion {
            query: format!("{before}{word}"),
            text: word.to_owned(),
            kind: SuggestedKind::Word,
            count,
        };
        let most = |mut found: Vec<(&str, u64)>| {
            found.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
            found.into_iter().take(limit).map(suggest).collect()
        };
        if is_hangul(last) {
            let found = words_begun(engine, last).map_err(of_engine)?;
            return Ok(most(
                found
                    .iter()
                    .map(|(word, count)| (&**word, *count))
                    .collect(),
            ));
        }
        let mut prefix = String::new();
        fold(last, &mut prefix);
        let terms = Terms::from(self, engine.fields().literal, &prefix)?;
        let word = |(term, _): &(&str, u64)| term.chars().all(char::is_alphanumeric);
        Ok(most(terms.iter().filter(word).collect()))
    }
}

/// Terms of a field, one text behind the other: most of the thousands that begin with a letter are never shown, and a
/// string for each would cost more than to find them.
#[derive(Default)]
struct Terms {
    text: String,
    /// Where each term stands in the text, and how many records hold it.
    found: Vec<(Range<usize>, u64)>,
}

impl Terms {
    /// The terms of a field that begin so, with the number of records that hold them.
    fn from(index: &Index, field: Field, prefix: &str) -> Result<Self, Error> {
        let (_, engine) = index.parts();
        let mut all = Self::default();
        let segments = engine.searcher.segment_readers();
        for segment in segments {
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
                all.push(term, u64::from(terms.value().doc_freq));
            }
        }
        if segments.len() > 1 {
            all.sum_up();
        }
        if segments.iter().any(SegmentReader::has_deletes) {
            // What stood in documents that are gone only must not be offered.
            let mut kept = Self::default();
            for (term, records) in all.iter() {
                let mut lives = false;
                for segment in segments {
                    lives = lives || is_alive(segment, field, term).map_err(of_engine)?;
                }
                if lives {
                    kept.push(term, records);
                }
            }
            return Ok(kept);
        }
        Ok(all)
    }

    fn push(&mut self, term: &str, records: u64) {
        let start = self.text.len();
        self.text.push_str(term);
        self.found.push((start..self.text.len(), records));
    }

    /// Makes one of what several segments have.
    fn sum_up(&mut self) {
        let text = &self.text;
        self.found
            .sort_unstable_by(|(a, _), (b, _)| text[a.clone()].cmp(&text[b.clone()]));
        self.found.dedup_by(|(other, records), (own, sum)| {
            let same = text[other.clone()] == text[own.clone()];
            if same {
                *sum += *records;
            }
            same
        });
    }

    fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        let term = |(place, records): &(Range<usize>, u64)| (&self.text[place.clone()], *records);
        self.found.iter().map(term)
    }
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
