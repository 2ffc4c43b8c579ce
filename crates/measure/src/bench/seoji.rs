//! The engine of this repository.

use std::path::Path;

use anyhow::Context;
use seoji_analysis::Analyzer;
use seoji_query::{Counting, Index, Search};
use tantivy::TantivyDocument;

use super::engine::{Engine, LIMIT, Mode};
use super::queries::{Form, Query};

/// An index of this engine.
pub(super) struct Seoji(Index);

impl Seoji {
    pub(super) fn open(index: &Path) -> anyhow::Result<Seoji> {
        Ok(Seoji(Index::open(index)?))
    }
}

impl Engine for Seoji {
    fn name(&self) -> &'static str {
        "seoji"
    }

    fn ask(&self, query: &Query, mode: Mode) -> anyhow::Result<u64> {
        let text = match query.form {
            Form::All => query.words.join(" "),
            Form::Phrase => format!("\"{}\"", query.words.join(" ")),
            Form::Any => query.words.join(" OR "),
            Form::Prefix => format!("{}*", query.words.concat()),
        };
        let counting = match mode.counts {
            true => Counting::All,
            false => Counting::UpToAThousand,
        };
        let search = Search::new(text)
            .limit(LIMIT)
            .per_document(1)
            .counting(counting)
            .snippets(usize::from(mode.snippets));
        Ok(self.0.search(&search)?.total.passages)
    }
}

/// The text and stored record of each passage of an index.
pub(super) fn passages(index: &Path) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let fingerprint = Analyzer::embedded().fingerprint()?;
    let generation = seoji_schema::IndexFolder::at(index).open(&fingerprint)?;
    let reader = generation.index.reader()?;
    let field = seoji_schema::Fields::new().record;
    let mut passages = Vec::new();
    for segment in reader.searcher().segment_readers() {
        let store = segment.get_store_reader(10)?;
        for document in store.iter::<TantivyDocument>(segment.alive_bitset()) {
            let document = document?;
            let bytes = document
                .get_first(field)
                .and_then(|value| tantivy::schema::Value::as_bytes(&value));
            let bytes = bytes.context("a record without bytes")?.to_vec();
            if let seoji_schema::Record::Passage(passage) =
                seoji_schema::Record::from_bytes(&bytes)?
            {
                passages.push((passage.text, bytes));
            }
        }
    }
    Ok(passages)
}
