//! Opens an index and answers searches.

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

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use seoji_analysis::{Analyzer, Language, TokenBuffer};
use seoji_schema::{
    DocumentRecord, DocumentTable, FieldKind, IndexFolder, Manifest, PassageKind, PassageRecord,
    Record, USER_ALIASES_FILE, UserAliases,
};
use serde::{Deserialize, Serialize};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, TERMINATED, Term};

use crate::aliases::{Knowledge, OwnList, widen};
use crate::citations::held as held_by;
use crate::engine::{Clock, Engine, Found, Group, Wish};
use crate::error::of_engine;
use crate::facets::facets;
use crate::highlight::Wanted;
use crate::neighbours::{neighbours, repair};
use crate::parse::{Clause, Query};
use crate::plan::{Plan, add_author_spellings, add_spellings, plan};
use crate::remembered::Remembered;
use crate::results::{
    DocumentHits, Entry, Facet, Hint, HitKind, Neighbour, RESULTS_VERSION, Results, Total,
};
use crate::{COUNTED, Counting, Error, Match, Search, Sort};
use copies::CopyGroups;
use evidence::Source;
use order::Listed;
pub use passage::{Named, PassageInContext};
use planned::{Planned, QueryAsked};
use shower::{Linked, Shower};
use unknown::unknown_condition;
use works::Works;

/// Words of a query are stemmed in at most this many languages, the most frequent of the index.
const QUERY_LANGUAGES: usize = 6;
/// Of a question so many documents are looked for at least. A fixed number: neither order nor counts may depend on
/// how much of an answer is looked at.
const ENOUGH_DOCUMENTS: usize = 100;
/// With nothing found, at most this many shorter queries are offered.
const SHORTER_QUERIES: usize = 3;

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
            searcher: &self.inner.engine.searcher,
            fields: self.inner.engine.fields(),
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

    /// Answers a search as it was typed.
    pub(crate) fn answer(&self, search: &Search) -> Result<Results, Error> {
        let begun = Instant::now();
        let Inner {
            info,
            analyzer,
            engine,
            ..
        } = &*self.inner;
        let clock = Clock::until(search.ends);
        let planned = self.planned(search)?;
        let mut hints = planned.hints.clone();
        if let Some(damage) = &info.fallback {
            let message = format!("an older state of the index is searched, because {damage}");
            hints.push(Hint {
                message,
                query: None,
                span: None,
            });
        }
        let (plan, nothing_new) = self.restricted(Cow::Borrowed(&planned.plan), search)?;
        hints.extend(nothing_new);
        let asked = plan.asks_anything();
        let found = if asked {
            self.found(&plan, search, &clock, ENOUGH_DOCUMENTS, in_order(search))?
        } else {
            Found::default()
        };
        if !asked && plan.says_something() {
            hints.push(Hint {
                message: "this only leaves out, and there is nothing to look for; type a word, or ask for all the text but this".to_owned(),
                query: Some(format!("in:body {}", search.query.trim())),
                span: None,
            });
        } else if !asked {
            let message = "there is nothing to look for in this query; type a word".to_owned();
            hints.push(Hint {
                message,
                query: None,
                span: None,
            });
        } else if found.groups.is_empty() && !clock.was_over() {
            let unknown = engine.unknown_filters(&plan).map_err(of_engine)?;
            // Of no documents nothing was typed.
            for filter in unknown
                .into_iter()
                .filter(|filter| !filter.values.is_empty())
            {
                hints.push(self.unknown_value(filter)?);
            }
            for condition in engine.unknown_conditions(&plan).map_err(of_engine)? {
                hints.push(unknown_condition(condition));
            }
            hints.extend(self.shorter_queries(&planned.query, &plan, search, &clock)?);
        }
        let total = total(&found, search);
        let mut documents = Vec::new();
        let items = plan.wanted();
        let mut shower = Shower {
            analyzer,
            plan: &plan,
            wanted: Wanted::new(match search.snippets {
                0 => &[],
                _ => &items,
            }),
            items,
            search,
            buffer: TokenBuffer::new(),
            works: Works::default(),
            explainer: match search.explain {
                true => Some(engine.explainer(&plan).map_err(of_engine)?),
                false => None,
            },
        };
        let facets = match search.facets {
            0 => Vec::new(),
            most => self.facets(&found, most)?,
        };
        let listed = self.in_order(&found, search, &mut hints)?;
        for line in listed.iter().skip(search.offset).take(search.limit) {
            // With nothing to show the time was spent for nothing.
            if !documents.is_empty() && clock.is_over_now() {
                break;
            }
            documents.push(self.document_hits(line, &mut shower)?);
        }
        let partial = clock.was_over();
        if partial {
            let message = "the time ran out; this is what was found by then, not all there is";
            hints.insert(
                0,
                Hint {
                    message: message.to_owned(),
                    query: None,
                    span: None,
                },
            );
        }
        Ok(Results {
            version: RESULTS_VERSION,
            query: search.query.clone(),
            elapsed_us: begun.elapsed().as_micros() as u64,
            total,
            match_mode: search.matching.name().to_owned(),
            answered: None,
            partial,
            tried: match search.evidence && total.documents == 0 {
                true => evidence::tried(&plan),
                false => Vec::new(),
            },
            hints,
            documents,
            facets,
        })
    }

    /// The plan of a query, with what this index knows of their names.
    pub(crate) fn plan(&self, query: &Query, search: &Search) -> Result<(Plan, Vec<Hint>), Error> {
        let Inner {
            analyzer,
            languages,
            engine,
            ..
        } = &*self.inner;
        let (mut plan, mut hints) = plan(query, search.zone, search.matching, analyzer, languages);
        hints.extend(self.look_up_documents(&mut plan)?);
        // First what documents say: of two reasons for the same words that one can be looked up.
        if search.matching >= Match::All {
            let knowledge = self.knowledge();
            widen(
                &mut plan,
                &query.asked(),
                &search.query,
                analyzer,
                &knowledge,
            )?;
        }
        add_spellings(&mut plan, analyzer, engine, &self.inner.own).map_err(of_engine)?;
        if search.matching >= Match::Names {
            add_author_spellings(&mut plan, analyzer, engine).map_err(of_engine)?;
        }
        hints.extend(engine.expand(&mut plan, analyzer)?);
        Ok((plan, hints))
    }

    /// What answers a plan as far as the search wishes and the clock allows.
    fn found(
        &self,
        plan: &Plan,
        search: &Search,
        clock: &Clock,
        documents: usize,
        in_order: usize,
    ) -> Result<Found, Error> {
        let copies = self.shown_once(search)?;
        let same_text = copies.map(|copies| |record| copies.of(record));
        let wish = Wish {
            documents,
            in_order,
            clock,
            same_text: same_text.as_ref().map(|same| same as _),
        };
        self.inner.engine.run(plan, &wish).map_err(of_engine)
    }

    /// With nothing found for all words: the queries with one word less that find something, the fullest first.
    fn shorter_queries(
        &self,
        query: &Query,
        full: &Plan,
        search: &Search,
        clock: &Clock,
    ) -> Result<Vec<Hint>, Error> {
        let asked = query.asked();
        let words: Vec<usize> = (0..query.clauses.len())
            .filter(|&at| {
                let clause = &query.clauses[at];
                // Without a word that stands there twice the query asks for the same.
                let again = |other: &&Clause| other.text == clause.text;
                !clause.excluded
                    && !clause.form.is_condition()
                    && query.clauses.iter().filter(again).count() == 1
            })
            .collect();
        if asked.len() < 2 || full.items.len() > 8 {
            return Ok(Vec::new());
        }
        let mut found: Vec<(u64, String, String)> = Vec::new();
        for &left_out in &words {
            let mut rest = query.clone();
            let clause = rest.clauses.remove(left_out);
            let (plan, _) = self.plan(&rest, search)?;
            let (plan, _) = self.restricted(Cow::Owned(plan), search)?;
            if !plan.asks_anything() {
                continue;
            }
            let documents = self.found(&plan, search, clock, 1, 0)?.groups.len() as u64;
            if clock.was_over() {
                break;
            }
            if documents > 0 {
                let (before, after) = (
                    search.query[..clause.span.start].trim_end(),
                    search.query[clause.span.end..].trim_start(),
                );
                let query = format!("{before} {after}").trim().to_owned();
                found.push((documents, clause.text, query));
            }
        }
        found.sort_by_key(|&(documents, ..)| std::cmp::Reverse(documents));
        let hint = |(documents, word, query): (u64, String, String)| Hint {
            message: format!(
                "without \"{word}\" {} found",
                counted(documents, "document is", "documents are")
            ),
            query: Some(query),
            span: None,
        };
        Ok(found.into_iter().take(SHORTER_QUERIES).map(hint).collect())
    }

    fn document_record(&self, group: &Group) -> Result<DocumentRecord, Error> {
        match self.record(group.record)? {
            Record::Document(record) => Ok(record),
            Record::Passage(passage) => {
                let message = format!("passage {} has no document before it", passage.id);
                Err(seoji_schema::Error::DamagedRecord { message }.into())
            }
        }
    }

    fn document_hits(
        &self,
        line: &Listed<'_>,
        shower: &mut Shower<'_>,
    ) -> Result<DocumentHits, Error> {
        let group = line.group;
        let record = self.document_record(group)?;
        let source = match shower.search.evidence {
            true => self.source(&record.id)?,
            false => Source::default(),
        };
        let mut hits = Vec::new();
        for candidate in line.hits.iter().take(shower.search.per_document) {
            let mut hit = match self.record(candidate.address)? {
                Record::Document(record) => shower.title(record, candidate.score),
                Record::Passage(passage) => {
                    let linked = self.linked(&passage, candidate.address, group.record, shower)?;
                    shower.passage(passage, candidate.score, linked)
                }
            };
            if let Some(explainer) = &shower.explainer {
                let explained = self.inner.engine.explain(explainer, candidate, group);
                hit.explanation = Some(explained.map_err(of_engine)?);
            }
            hits.push(hit);
        }
        for hit in &mut hits {
            hit.place.link = links::link(&record.path, hit.place.page);
        }
        Ok(DocumentHits {
            id: record.id,
            title: record.title,
            authors: record.authors,
            date: record.date,
            path: record.path,
            citation_key: record.citation_key,
            also_as: self.copies_of(group.record, shower.search)?,
            added: source.added,
            sha256: source.sha256,
            score: group.score,
            passages: group.passages() as u64,
            hits,
        })
    }

    /// What of the bibliography is shown with a passage.
    fn linked(
        &self,
        passage: &PassageRecord,
        address: DocAddress,
        document: DocAddress,
        shower: &mut Shower<'_>,
    ) -> Result<Linked, Error> {
        let mut entry = Entry::new(passage.entry, passage.citations.clone());
        if shower.search.snippets == 0 {
            return Ok(Linked {
                entry,
                ..Linked::default()
            });
        }
        if let Some(entry) = &mut entry {
            shower.works.complete(entry, address, self)?;
        }
        let cited = self.cited(passage, document)?;
        let mut held = Vec::new();
        for plan in shower.plan.with_alternatives() {
            let mut own = match plan.citation.as_slice() {
                [] => Vec::new(),
                conditions => held_by(conditions, passage, shower.analyzer),
            };
            own.extend(links::citing_markers(
                &plan.cites,
                passage,
                &cited,
                shower.analyzer,
            ));
            // Two alternatives may hold of the same part.
            own.retain(|one| !held.contains(one));
            held.extend(own);
        }
        Ok(Linked {
            entry,
            notes: cited.iter().map(links::note).collect(),
            cited_at: self.cited_at(passage, document)?,
            held,
        })
    }

    fn facets(&self, found: &Found, most: usize) -> Result<Vec<Facet>, Error> {
        let counts = self.inner.engine.count(found).map_err(of_engine)?;
        // Only those that will be told: each costs a look at its record.
        let mut groups: Vec<&Group> = found.groups.iter().collect();
        groups.sort_by_key(|group| (std::cmp::Reverse(group.passages()), group.record));
        let more = groups.len().saturating_sub(most) as u64;
        let mut documents = Vec::new();
        for group in groups.into_iter().take(most) {
            if let Record::Document(record) = self.record(group.record)? {
                documents.push((record.id, group.passages() as u64));
            }
        }
        let mut facets = facets(counts, documents, most);
        if let Some(last) = facets.iter_mut().find(|facet| facet.field == "doc") {
            last.more = more;
        }
        Ok(facets)
    }

    fn record(&self, address: DocAddress) -> Result<Record, Error> {
        self.inner.engine.record(address)
    }
}

/// So many documents of an answer are put in order: those that are shown, unless others depend on their order.
fn in_order(search: &Search) -> usize {
    match search.sort {
        Sort::Relevance if !search.flat => search.offset.saturating_add(search.limit),
        _ => usize::MAX,
    }
}

/// How much was found, counted as far as the search asks.
fn total(found: &Found, search: &Search) -> Total {
    let (documents, passages) = (found.groups.len() as u64, found.passages());
    if search.counting == Counting::All || passages <= COUNTED {
        return Total {
            documents,
            passages,
            at_least: false,
        };
    }
    Total {
        documents: documents.min(COUNTED),
        passages: COUNTED,
        at_least: true,
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
