//! tantivy with its own analysers as baselines.

use std::path::Path;

use anyhow::Context;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, Occur, PhrasePrefixQuery, PhraseQuery, TermQuery};
use tantivy::schema::{
    Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::snippet::SnippetGenerator;
use tantivy::tokenizer::{LowerCaser, NgramTokenizer, SimpleTokenizer, TextAnalyzer, TokenStream};
use tantivy::{TantivyDocument, Term};

use super::engine::{Engine, LIMIT, Mode};
use super::queries::{Form, Passages, Query};
use crate::english::EnglishStemmer;

/// What the writer may hold before it writes a segment, in bytes: all of it.
const WRITER_MEMORY: usize = 1_000_000_000;

/// How text becomes terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Analysis {
    /// Pairs of characters, as the engine offers for languages without spaces.
    Ngram,
    /// Words, lower case, stemmed.
    English,
}

impl Analysis {
    pub(super) fn name(self) -> &'static str {
        match self {
            Analysis::Ngram => "tantivy ngram(2,2)",
            Analysis::English => "tantivy English",
        }
    }

    fn analyzer(self) -> TextAnalyzer {
        match self {
            Analysis::Ngram => {
                let pairs = NgramTokenizer::new(2, 2, false).expect("2 is a length");
                TextAnalyzer::builder(pairs).filter(LowerCaser).build()
            }
            Analysis::English => TextAnalyzer::builder(SimpleTokenizer::default())
                .filter(LowerCaser)
                .filter(EnglishStemmer)
                .build(),
        }
    }
}

/// An index over the same passages with the same stored records.
pub(super) struct Tantivy {
    searcher: tantivy::Searcher,
    analysis: Analysis,
    analyzer: TextAnalyzer,
    text: Field,
    record: Field,
}

impl Tantivy {
    pub(super) fn build(
        folder: &Path,
        analysis: Analysis,
        passages: &Passages,
    ) -> anyhow::Result<Tantivy> {
        let mut builder = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("baseline")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let text = builder.add_text_field(
            "text",
            TextOptions::default().set_indexing_options(indexing),
        );
        let record = builder.add_bytes_field("record", STORED);
        let index = tantivy::Index::create_in_dir(folder, builder.build())?;
        let analyzer = analysis.analyzer();
        index.tokenizers().register("baseline", analyzer.clone());
        let mut writer = index.writer_with_num_threads(1, WRITER_MEMORY)?;
        for (passage, stored) in passages {
            let mut document = TantivyDocument::new();
            document.add_text(text, passage);
            document.add_bytes(record, stored);
            writer.add_document(document)?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        Ok(Tantivy {
            searcher: index.reader()?.searcher(),
            analysis,
            analyzer,
            text,
            record,
        })
    }

    fn query(&self, query: &Query) -> Box<dyn tantivy::query::Query> {
        let mut analyzer = self.analyzer.clone();
        let mut terms = |word: &str| {
            let mut terms = Vec::new();
            let mut stream = analyzer.token_stream(word);
            while stream.advance() {
                terms.push(Term::from_field_text(self.text, &stream.token().text));
            }
            terms
        };
        let of_words: Vec<Vec<Term>> = query.words.iter().map(|word| terms(word)).collect();
        let all = || of_words.iter().flatten().cloned();
        match query.form {
            // Pairs of characters all have position 0, so that no phrase can be checked, and a word's beginning is as
            // many pairs as the word.
            Form::Phrase if self.analysis == Analysis::English && all().count() > 1 => {
                Box::new(PhraseQuery::new(all().collect()))
            }
            Form::Prefix if self.analysis == Analysis::English => {
                let begin = query.words.concat().to_lowercase();
                Box::new(PhrasePrefixQuery::new(vec![Term::from_field_text(
                    self.text, &begin,
                )]))
            }
            Form::Any => Box::new(BooleanQuery::union(
                of_words.into_iter().map(conjunction).collect(),
            )),
            _ => conjunction(all().collect()),
        }
    }
}

fn conjunction(terms: Vec<Term>) -> Box<dyn tantivy::query::Query> {
    let clause = |term| -> (Occur, Box<dyn tantivy::query::Query>) {
        let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
        (Occur::Must, Box::new(query))
    };
    Box::new(BooleanQuery::new(terms.into_iter().map(clause).collect()))
}

impl Engine for Tantivy {
    fn name(&self) -> &'static str {
        self.analysis.name()
    }

    fn ask(&self, query: &Query, mode: Mode) -> anyhow::Result<u64> {
        let query = self.query(query);
        let best = TopDocs::with_limit(LIMIT).order_by_score();
        let (top, found) = match mode.counts {
            true => self.searcher.search(&*query, &(best, Count))?,
            false => {
                let top = self.searcher.search(&*query, &best)?;
                let found = top.len();
                (top, found)
            }
        };
        let generator = match mode.snippets {
            true => Some(SnippetGenerator::create(
                &self.searcher,
                &*query,
                self.text,
            )?),
            false => None,
        };
        for (_, address) in &top {
            let document: TantivyDocument = self.searcher.doc(*address)?;
            if let Some(generator) = &generator {
                let stored = document.get_first(self.record);
                let bytes = stored.as_ref().and_then(|value| value.as_bytes());
                let record = seoji_schema::Record::from_bytes(bytes.context("no record")?)?;
                if let seoji_schema::Record::Passage(passage) = record {
                    std::hint::black_box(generator.snippet(&passage.text));
                }
            }
            std::hint::black_box(document);
        }
        Ok(found as u64)
    }
}
