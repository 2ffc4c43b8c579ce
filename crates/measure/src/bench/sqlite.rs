//! SQLite with FTS5 and its trigram tokenizer as a baseline: what a program without a search engine would take.

use std::path::Path;

use rusqlite::Connection;

use super::engine::{Engine, LIMIT, Mode};
use super::queries::{Form, Passages, Query};

/// A table of the passages and its index.
pub(super) struct Sqlite(Connection);

impl Sqlite {
    pub(super) fn build(file: &Path, passages: &Passages) -> anyhow::Result<Sqlite> {
        let mut connection = Connection::open(file)?;
        // The text is kept once, in a table of its own; where a passage stands in its document is left out.
        connection.execute_batch(
            "CREATE TABLE passages (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
             CREATE VIRTUAL TABLE found USING fts5
                 (text, content = 'passages', content_rowid = 'id', tokenize = 'trigram');",
        )?;
        let transaction = connection.transaction()?;
        {
            let mut keep = transaction.prepare("INSERT INTO passages VALUES (?, ?)")?;
            let mut index = transaction.prepare("INSERT INTO found (rowid, text) VALUES (?, ?)")?;
            for (id, (text, _)) in passages.iter().enumerate() {
                keep.execute((id as i64, text))?;
                index.execute((id as i64, text))?;
            }
        }
        transaction.commit()?;
        Ok(Sqlite(connection))
    }
}

impl Engine for Sqlite {
    fn name(&self) -> &'static str {
        "SQLite FTS5 trigram"
    }

    fn ask(&self, query: &Query, mode: Mode) -> anyhow::Result<u64> {
        let string = |word: &String| format!("\"{}\"", word.replace('"', "\"\""));
        let words = || query.words.iter().map(string).collect::<Vec<_>>();
        let matching = match query.form {
            Form::All => words().join(" AND "),
            Form::Any => words().join(" OR "),
            // A string of trigrams is found anywhere, so that a beginning is found too.
            Form::Phrase | Form::Prefix => string(&query.words.join(" ")),
        };
        let shown = match mode.snippets {
            true => "snippet(found, 0, '[', ']', '…', 32)",
            false => "text",
        };
        let mut best = self.0.prepare_cached(&format!(
            "SELECT {shown} FROM found WHERE found MATCH ? ORDER BY rank LIMIT {LIMIT}"
        ))?;
        let mut rows = best.query([&matching])?;
        let mut found = 0;
        while let Some(row) = rows.next()? {
            std::hint::black_box(row.get_ref(0)?.as_str()?);
            found += 1;
        }
        if mode.counts {
            let mut count = self
                .0
                .prepare_cached("SELECT count(*) FROM found WHERE found MATCH ?")?;
            let counted: i64 = count.query_row([&matching], |row| row.get(0))?;
            found = u64::try_from(counted)?;
        }
        Ok(found)
    }
}
