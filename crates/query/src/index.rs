//! Opens an index and answers searches.

mod answer;
mod bare;
mod copies;
mod evidence;
mod extra;
mod links;
mod order;
mod passage;
mod planned;
mod references;
mod shower;
mod similar;
mod unknown;
mod works;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use seoji_analysis::{Analyzer, Language};
use seoji_schema::{
    DocumentRecord, DocumentTable, FieldKind, IndexFolder, Manifest, PassageKind, Record,
    USER_ALIASES_FILE, UserAliases,
};
use serde::{Deserialize, Serialize};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, TERMINATED, Term};

use crate::aliases::{Knowledge, OwnList};
use crate::engine::Engine;
use crate::error::of_engine;
use crate::neighbours::{neighbours, repair};
use crate::remembered::Remembered;
use crate::results::{Hint, HitKind, Neighbour, Results};
use crate::{Error, Search};
use copies::CopyGroups;
pub use passage::{Named, PassageInContext};
use planned::{Planned, QueryAsked};

/// Words of a query are stemmed in at most this many languages, the most frequent of the index.
const QUERY_LANGUAGES: usize = 6;
/// An opened index; cloning is cheap and clones can be used from many threads.
///
/// # Example
/// ```no_run
/// use seoji_query::{Index, Search};
/// let index = Index::open("index")?;
/// for document in index.search(&Search::new("Park Jin-hyok"))?.documents {
///     println!("{}: {}", document.title, document.hits[0].snippets[0].mark("**", "**"));
/// }
/// # Ok::<(), seoji_query::Error>(())
/// ```
#[derive(Clone)]
pub struct Index {
    inner: Arc<Inner>,
}

struct Inner {
    info: Info,
    analyzer: Analyzer,
    languages: Vec<Language>,
    engine: Engine,
    own: OwnList,
    manifest: Manifest,
    documents: OnceLock<DocumentTable>,
    /// The names of the fields that a program gave its documents, in the order of their numbers.
    extra_names: Vec<String>,
    plans: Remembered<QueryAsked, Arc<Planned>>,
    copies: OnceLock<CopyGroups>,
}

/// What an index is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Info {
    /// Its folder.
    pub path: PathBuf,
    /// Number of the generation, counted from 1.
    pub generation: u64,
    /// When it was built, seconds since 1970-01-01 UTC.
    pub created: u64,
    /// Documents.
    pub documents: u64,
    /// Passages.
    pub passages: u64,
    /// Bytes of source text.
    pub text_bytes: u64,
    /// Bytes of the index's files.
    pub index_bytes: u64,
    /// Passages by language (ISO 639-1 code).
    pub languages: BTreeMap<String, u64>,
    /// The folders or files that were read.
    pub corpus: Vec<String>,
    /// Files of the corpus that could not be read or hold no text.
    pub unreadable: u64,
    /// Words of the user's own dictionary.
    pub own_words: u64,
    /// The fields that a program gave its documents, and what their values are.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, FieldKind>,
    /// Version of the index format.
    pub format: u32,
    /// Fingerprint of the analysis.
    pub fingerprint: String,
    /// Why an older generation is read, when the newest is damaged.
    pub fallback: Option<String>,
}

/// A document of an index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DocumentInfo {
    /// Citable id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Authors as written.
    pub authors: Vec<String>,
    /// Date as written.
    pub date: Option<String>,
    /// Path of its file.
    pub path: String,
    /// Number of passages.
    pub passages: u32,
}

impl From<DocumentRecord> for DocumentInfo {
    fn from(record: DocumentRecord) -> Self {
        Self {
            id: record.id,
            title: record.title,
            authors: record.authors,
            date: record.date,
            path: record.path,
            passages: record.passages,
        }
    }
}

impl Index {
    /// Opens the index in `folder` for reading; nothing is written, a read-only folder will do.
    ///
    /// # Errors
    /// No index, an unfinished or damaged one, one of another format or another analysis; the message says what to do.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, Error> {
        let analyzer = Analyzer::embedded();
        let folder = IndexFolder::at(folder.as_ref());
        let generation = folder.open(&seoji_schema::fingerprint(&analyzer)?)?;
        let engine = Engine::new(generation.reader.searcher()).map_err(of_engine)?;
        let manifest = generation.manifest;
        let kept = manifest.clone();
        let extra_names = manifest.fields.keys().cloned().collect();
        let analyzer = analyzer.with_user_dictionary(&generation.dictionary);
        let own = match folder.side_file_of(&manifest, USER_ALIASES_FILE)? {
            Some(bytes) => OwnList::new(UserAliases::from_bytes(&bytes)?),
            None => OwnList::default(),
        };
        let mut languages: Vec<(&String, &u64)> = manifest.languages.iter().collect();
        languages.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        let mut languages: Vec<Language> = languages
            .into_iter()
            .filter_map(|(code, _)| Language::from_code(code))
            .take(QUERY_LANGUAGES)
            .collect();
        if languages.is_empty() {
            languages.push(Language::English);
        }
        let info = Info {
            path: folder.path().to_path_buf(),
            generation: manifest.generation,
            created: manifest.created,
            documents: manifest.documents,
            passages: manifest.passages,
            text_bytes: manifest.text_bytes,
            index_bytes: manifest.files.iter().map(|file| file.bytes).sum(),
            languages: manifest.languages,
            corpus: manifest.corpus,
            unreadable: manifest.unreadable,
            own_words: generation.dictionary.len() as u64,
            fields: manifest.fields,
            format: manifest.format,
            fingerprint: manifest.fingerprint,
            fallback: generation.fallback,
        };
        Ok(Self {
            inner: Arc::new(Inner {
                info,
                analyzer,
                languages,
                engine,
                own,
                manifest: kept,
                documents: OnceLock::new(),
                extra_names,
                plans: Remembered::new(planned::REMEMBERED),
                copies: OnceLock::new(),
            }),
        })
    }

    /// The nearest folder named `index` that holds an index, in `start` or a folder above it.
    pub fn find_from(start: &Path) -> Option<PathBuf> {
        let candidates = start.ancestors().map(|folder| folder.join("index"));
        candidates
            .into_iter()
            .find(|folder| IndexFolder::at(folder).is_index())
    }

    /// What this index is.
    pub fn info(&self) -> &Info {
        &self.inner.info
    }

    /// Says so when the corpus has changed since the index was brought up to date.
    ///
    /// It looks at the files and folders that changed last, some hundred at most, and never walks a corpus: a change
    /// of a file that nobody has touched for long in a large corpus can be missed. Nothing is said where the corpus is
    /// away, or by a clone of an index that was updated in the meantime.
    pub fn behind(&self) -> Option<Hint> {
        let info = self.info();
        let seen = IndexFolder::at(&info.path).corpus_as_seen(info.generation)?;
        let changed = seen.changed()?;
        Some(Hint {
            message: format!(
                "the corpus has changed since the index was made ({}); bring it up to date with search-index update --index {}",
                changed.display(),
                info.path.display()
            ),
            query: None,
            span: None,
        })
    }

    /// The document with this id, if there is one.
    ///
    /// # Errors
    /// A damaged index.
    pub fn document(&self, id: &str) -> Result<Option<DocumentInfo>, Error> {
        let found = self.find_document(id)?;
        Ok(found.map(|(_, record)| record.into()))
    }

    /// The record of the document with this id, and its address.
    fn find_document(&self, id: &str) -> Result<Option<(DocAddress, DocumentRecord)>, Error> {
        Ok(match self.find_record(id)? {
            Some((address, Record::Document(record))) => Some((address, record)),
            _ => None,
        })
    }

    /// The record with this id, and its address.
    fn find_record(&self, id: &str) -> Result<Option<(DocAddress, Record)>, Error> {
        let found = self.find_address(id)?;
        let record = |address| Ok((address, self.record(address)?));
        found.map(record).transpose()
    }

    /// The address of the record with this id.
    fn find_address(&self, id: &str) -> Result<Option<DocAddress>, Error> {
        let engine = &self.inner.engine;
        let term = Term::from_field_text(engine.fields().id, id);
        for (segment_ord, segment) in engine.searcher.segment_readers().iter().enumerate() {
            let inverted = segment
                .inverted_index(engine.fields().id)
                .map_err(of_engine)?;
            let Some(mut postings) = inverted
                .read_postings(&term, IndexRecordOption::Basic)
                .map_err(of_engine)?
            else {
                continue;
            };
            let alive = segment.alive_bitset();
            while postings.doc() != TERMINATED {
                if alive.is_none_or(|alive| alive.is_alive(postings.doc())) {
                    let address = DocAddress::new(segment_ord as u32, postings.doc());
                    return Ok(Some(address));
                }
                postings.advance();
            }
        }
        Ok(None)
    }

    pub(crate) fn knowledge(&self) -> Knowledge<'_> {
        Knowledge {
            engine: &self.inner.engine,
            own: &self.inner.own,
        }
    }

    /// Answers a search.
    ///
    /// Every string is a query: what is odd about one comes back in [`Results::hints`]. Where nothing answers it as it
    /// was typed and there is one good reading of it, that is answered and told in [`Results::answered`]
    /// ([`Search::no_fix`] turns that off).
    ///
    /// # Errors
    /// A damaged index.
    pub fn search(&self, search: &Search) -> Result<Results, Error> {
        let begun = Instant::now();
        let search = &search.begun(begun);
        let mut results = self.answer(search)?;
        if search.fix && results.total.documents == 0 && !results.partial {
            results = repair(self, search, results)?;
            results.elapsed_us = begun.elapsed().as_micros() as u64;
        }
        Ok(results)
    }

    /// The words of this index that `word` may stand for if it was typed wrongly (on the other keyboard layout, by
    /// initial consonants, not to its end, with a slip of a key), the likeliest first.
    ///
    /// # Errors
    /// A damaged index.
    pub fn neighbours(&self, word: &str) -> Result<Vec<Neighbour>, Error> {
        neighbours(self, word)
    }

    /// What reading a query needs.
    pub(crate) fn parts(&self) -> (&Analyzer, &Engine) {
        (&self.inner.analyzer, &self.inner.engine)
    }

    fn record(&self, address: DocAddress) -> Result<Record, Error> {
        self.inner.engine.record(address)
    }
}

fn hit_kind(kind: PassageKind) -> HitKind {
    match kind {
        PassageKind::Document => HitKind::Document,
        PassageKind::Paragraph => HitKind::Paragraph,
        PassageKind::Table => HitKind::Table,
        PassageKind::List => HitKind::List,
        PassageKind::Entry => HitKind::Entry,
        PassageKind::Note => HitKind::Note,
    }
}

fn counted(count: u64, one: &str, many: &str) -> String {
    if count == 1 {
        format!("1 {one}")
    } else {
        format!("{count} {many}")
    }
}

/// Indexes can be shared between threads.
const _: fn() = || {
    fn shared<T: Send + Sync>() {}
    shared::<Index>();
};
