//! Passages that are about the same as one.

use std::collections::BTreeMap;

use seoji_analysis::fold;
use seoji_schema::Record;

use super::Index;
use crate::error::of_engine;
use crate::results::Results;
use crate::{Error, Search};

/// So many different words of a passage are looked at.
const MOST_WORDS: usize = 80;
/// So many words are asked for, those that tell most.
const TELLING_WORDS: usize = 12;

impl Index {
    /// Passages that share the most telling words with the passage (or the title of the document) `id`; how much of
    /// them, from where and in which order is as `search` says, whose query does not count. None where nothing has
    /// this id.
    ///
    /// # Errors
    /// A damaged index.
    ///
    /// # Example
    /// ```no_run
    /// use seoji_query::{Index, Search};
    /// let index = Index::open("index")?;
    /// let alike = index.similar("levi-2019#3fa9c1", &Search::new("").limit(5))?;
    /// # Ok::<(), seoji_query::Error>(())
    /// ```
    pub fn similar(&self, id: &str, search: &Search) -> Result<Option<Results>, Error> {
        let text = match self.find_record(id.trim())? {
            None => return Ok(None),
            Some((_, Record::Passage(passage))) => passage.text,
            Some((_, Record::Document(document))) => document.title,
        };
        let query = self.telling_words(&text)?;
        // As a question: what has some of the words is an answer.
        let search = search.clone().asking(format!("{query}?")).no_fix();
        let mut results = self.search(&search)?;
        for document in &mut results.documents {
            document.hits.retain(|hit| hit.id != id.trim());
        }
        results
            .documents
            .retain(|document| !document.hits.is_empty());
        Ok(Some(results))
    }

    /// The words of a text that others have too, but few; in the order of what they tell.
    fn telling_words(&self, text: &str) -> Result<String, Error> {
        let (analyzer, engine) = self.parts();
        let mut times: BTreeMap<String, u32> = BTreeMap::new();
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            let mut folded = String::new();
            fold(word, &mut folded);
            let long = (2..=40).contains(&folded.chars().count());
            if long && (times.len() < MOST_WORDS || times.contains_key(&folded)) {
                *times.entry(folded).or_default() += 1;
            }
        }
        let passages = self.info().passages.max(1) as f32;
        let mut told: Vec<(f32, String)> = Vec::new();
        for (word, times) in times {
            let found = engine.passages_with(analyzer, &word).map_err(of_engine)?;
            let rarity = (passages / found.max(1) as f32).ln();
            // What stands everywhere tells nothing, what stands only here finds nothing.
            if found >= 2 && rarity > 0.0 {
                told.push((rarity * (1.0 + (times as f32).ln()), word));
            }
        }
        told.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let words = told.into_iter().take(TELLING_WORDS).map(|(_, word)| word);
        Ok(words.collect::<Vec<_>>().join(" "))
    }
}
