//! Opens an index and answers searches.

mod links;
mod references;
mod works;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use seoji_analysis::{Analyzer, Language, TokenBuffer};
use seoji_schema::{
    DocumentRecord, IndexFolder, PassageKind, PassageRecord, Record, USER_ALIASES_FILE, UserAliases,
};
use serde::Serialize;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, DocSet, TERMINATED, TantivyDocument, Term};

use crate::aliases::{Knowledge, OwnList, widen};
use crate::citations::{CitationField, Condition, Held, held};
use crate::engine::{Engine, Found, Group};
use crate::error::of_engine;
use crate::facets::facets;
use crate::highlight::{AnalysedText, Wanted, marks};
use crate::neighbours::{neighbours, repair};
use crate::parse::{Clause, FilterField, parse};
use crate::plan::{Filter, Plan, add_author_spellings, add_spellings, plan};
use crate::reasons::reasons;
use crate::results::{
    CitedAt, CitedNote, DocumentHits, Entry, Facet, Hint, Hit, HitKind, Neighbour, Place,
    RESULTS_VERSION, Results, Total,
};
use crate::snippet::snippets;
use crate::{Error, Match, Search};
use works::Works;

/// Words of a query are stemmed in at most this many languages, the most frequent of the index.
const QUERY_LANGUAGES: usize = 6;
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
    /// Words of the user's own dictionary.
    pub own_words: u64,
    /// Version of the index format.
    pub format: u32,
    /// Fingerprint of the analysis.
    pub fingerprint: String,
    /// Why an older generation is read, when the newest is damaged.
    pub fallback: Option<String>,
}

/// A document of an index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
            own_words: generation.dictionary.len() as u64,
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
        Ok(found.map(|(_, record)| DocumentInfo {
            id: record.id,
            title: record.title,
            authors: record.authors,
            date: record.date,
            path: record.path,
            passages: record.passages,
        }))
    }

    /// The record of the document with this id, and its address.
    fn find_document(&self, id: &str) -> Result<Option<(DocAddress, DocumentRecord)>, Error> {
        let engine = &self.inner.engine;
        let term = Term::from_field_text(engine.fields().id, id);
        for (segment_ord, segment) in engine.searcher.segment_readers().iter().enumerate() {
            let inverted = segment
                .inverted_index(engine.fields().id)
                .map_err(of_engine)?;
            let Some(postings) = inverted
                .read_postings(&term, IndexRecordOption::Basic)
                .map_err(of_engine)?
            else {
                continue;
            };
            if postings.doc() == TERMINATED {
                continue;
            }
            let address = DocAddress::new(segment_ord as u32, postings.doc());
            if let Record::Document(record) = self.record(address)? {
                return Ok(Some((address, record)));
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
        let mut results = self.answer(search)?;
        if search.fix && results.total.documents == 0 {
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
        let (clauses, mut hints) = parse(&search.query);
        let (plan, more) = self.plan(&clauses, search)?;
        hints.extend(more);
        if let Some(damage) = &info.fallback {
            let message = format!("an older state of the index is searched, because {damage}");
            hints.push(Hint {
                message,
                query: None,
                span: None,
            });
        }
        let asked = plan.asks_anything();
        let wanted = search.offset.saturating_add(search.limit);
        let found = if asked {
            engine.run(&plan, wanted).map_err(of_engine)?
        } else {
            Default::default()
        };
        if !asked {
            let message = "there is nothing to look for in this query; type a word".to_owned();
            hints.push(Hint {
                message,
                query: None,
                span: None,
            });
        } else if found.groups.is_empty() {
            for filter in engine.unknown_filters(&plan).map_err(of_engine)? {
                hints.push(self.unknown_value(filter));
            }
            for condition in engine.unknown_conditions(&plan).map_err(of_engine)? {
                hints.push(unknown_condition(condition));
            }
            hints.extend(self.shorter_queries(&clauses, &plan, search)?);
        }
        let total = Total {
            documents: found.groups.len() as u64,
            passages: found.passages,
        };
        let mut documents = Vec::new();
        let mut shower = Shower {
            analyzer,
            plan: &plan,
            wanted: Wanted::new(&plan.items),
            search,
            buffer: TokenBuffer::new(),
            works: Works::default(),
        };
        let facets = match search.facets {
            0 => Vec::new(),
            most => self.facets(&found, most)?,
        };
        for group in found.groups.iter().skip(search.offset).take(search.limit) {
            documents.push(self.document_hits(group, &mut shower)?);
        }
        Ok(Results {
            version: RESULTS_VERSION,
            query: search.query.clone(),
            elapsed_us: begun.elapsed().as_micros() as u64,
            total,
            match_mode: search.matching.name().to_owned(),
            answered: None,
            hints,
            documents,
            facets,
        })
    }

    /// The plan of clauses, with what this index knows of their names.
    pub(crate) fn plan(
        &self,
        clauses: &[Clause],
        search: &Search,
    ) -> Result<(Plan, Vec<Hint>), Error> {
        let Inner {
            analyzer,
            languages,
            engine,
            ..
        } = &*self.inner;
        let (mut plan, hints) = plan(clauses, search.zone, search.matching, analyzer, languages);
        // First what documents say: of two reasons for the same words that one can be looked up.
        if search.matching >= Match::All {
            let knowledge = self.knowledge();
            widen(&mut plan, clauses, &search.query, analyzer, &knowledge)?;
        }
        add_spellings(&mut plan, analyzer, engine, &self.inner.own).map_err(of_engine)?;
        if search.matching >= Match::Names {
            add_author_spellings(&mut plan, analyzer, engine).map_err(of_engine)?;
        }
        Ok((plan, hints))
    }

    /// A condition that nothing in the index fulfils, with what it could say.
    fn unknown_value(&self, filter: &Filter) -> Hint {
        let value = filter.values.first().map_or("", String::as_str);
        let message = match filter.field {
            FilterField::Document => {
                format!(
                    "no document has the id \"{value}\"; an id is the path below the corpus folder without its ending"
                )
            }
            FilterField::Language => {
                let known: Vec<&str> = self
                    .inner
                    .info
                    .languages
                    .keys()
                    .map(String::as_str)
                    .collect();
                format!(
                    "no passage is in language \"{value}\"; here are {}",
                    known.join(", ")
                )
            }
            FilterField::Label => format!("no note, entry or table has the label \"{value}\""),
            FilterField::Kind => format!("no passage is of the kind \"{value}\""),
            FilterField::Zone => format!("no passage is in the {value}"),
        };
        Hint {
            message,
            query: None,
            span: None,
        }
    }

    /// With nothing found for all words: the queries with one word less that find something, the fullest first.
    fn shorter_queries(
        &self,
        clauses: &[Clause],
        full: &Plan,
        search: &Search,
    ) -> Result<Vec<Hint>, Error> {
        let words: Vec<usize> = (0..clauses.len())
            .filter(|&at| !clauses[at].excluded && !clauses[at].form.is_condition())
            .collect();
        if words.len() < 2 || full.items.len() > 8 {
            return Ok(Vec::new());
        }
        let mut found: Vec<(u64, String, String)> = Vec::new();
        for &left_out in &words {
            let rest: Vec<Clause> = clauses
                .iter()
                .enumerate()
                .filter(|&(at, _)| at != left_out)
                .map(|(_, clause)| clause.clone())
                .collect();
            let (plan, _) = self.plan(&rest, search)?;
            let documents = self
                .inner
                .engine
                .run(&plan, 1)
                .map_err(of_engine)?
                .groups
                .len() as u64;
            if documents > 0 {
                let query: Vec<&str> = rest
                    .iter()
                    .map(|clause| &search.query[clause.span.clone()])
                    .collect();
                found.push((documents, clauses[left_out].text.clone(), query.join(" ")));
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

    fn document_hits(&self, group: &Group, shower: &mut Shower<'_>) -> Result<DocumentHits, Error> {
        let record = match self.record(group.record)? {
            Record::Document(record) => record,
            Record::Passage(passage) => {
                let message = format!("passage {} has no document before it", passage.id);
                return Err(seoji_schema::Error::DamagedRecord { message }.into());
            }
        };
        let mut hits = Vec::new();
        for candidate in group.hits.iter().take(shower.search.per_document) {
            hits.push(match self.record(candidate.address)? {
                Record::Document(record) => shower.title(record, candidate.score),
                Record::Passage(passage) => {
                    let linked = self.linked(&passage, candidate.address, group.record, shower)?;
                    shower.passage(passage, candidate.score, linked)
                }
            });
        }
        Ok(DocumentHits {
            id: record.id,
            title: record.title,
            authors: record.authors,
            date: record.date,
            path: record.path,
            score: group.score,
            passages: group.hits.len() as u64,
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
        let mut held = match shower.plan.citation.as_slice() {
            [] => Vec::new(),
            conditions => held(conditions, passage, shower.analyzer),
        };
        held.extend(links::citing_markers(
            &shower.plan.cites,
            passage,
            &cited,
            shower.analyzer,
        ));
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
        groups.sort_by_key(|group| (std::cmp::Reverse(group.hits.len()), group.record));
        let more = groups.len().saturating_sub(most) as u64;
        let mut documents = Vec::new();
        for group in groups.into_iter().take(most) {
            if let Record::Document(record) = self.record(group.record)? {
                documents.push((record.id, group.hits.len() as u64));
            }
        }
        let mut facets = facets(counts, documents, most);
        if let Some(last) = facets.iter_mut().find(|facet| facet.field == "doc") {
            last.more = more;
        }
        Ok(facets)
    }

    fn record(&self, address: DocAddress) -> Result<Record, Error> {
        let engine = &self.inner.engine;
        let stored: TantivyDocument = engine.searcher.doc(address).map_err(of_engine)?;
        let bytes = stored
            .get_first(engine.fields().record)
            .and_then(|value| value.as_bytes());
        let missing = || seoji_schema::Error::DamagedRecord {
            message: "it is missing".to_owned(),
        };
        Ok(Record::from_bytes(bytes.ok_or_else(missing)?)?)
    }
}

/// Makes hits of records: marks, snippets and reasons for what one search asked.
struct Shower<'s> {
    analyzer: &'s Analyzer,
    plan: &'s Plan,
    wanted: Wanted<'s>,
    search: &'s Search,
    buffer: TokenBuffer,
    works: Works,
}

/// What of the bibliography is shown with a passage.
#[derive(Default)]
struct Linked {
    entry: Option<Entry>,
    notes: Vec<CitedNote>,
    cited_at: Vec<CitedAt>,
    held: Vec<Held>,
}

#[derive(Default)]
struct Shown {
    highlights: Vec<crate::Span>,
    snippets: Vec<crate::Snippet>,
    why: Vec<crate::Reason>,
}

impl Shower<'_> {
    fn title(&mut self, record: DocumentRecord, score: f32) -> Hit {
        let language = record
            .language
            .as_deref()
            .and_then(Language::from_code)
            .unwrap_or(Language::English);
        let mut text = record.title.clone();
        for author in &record.authors {
            text.push('\n');
            text.push_str(author);
        }
        let shown = self.show(&text, "", language, HitKind::Document, &[]);
        Hit {
            id: record.id,
            ordinal: 0,
            kind: HitKind::Document,
            score,
            place: Place::default(),
            language: record.language,
            text,
            highlights: shown.highlights,
            snippets: shown.snippets,
            cites: Vec::new(),
            cited_by: Vec::new(),
            why: shown.why,
            entry: None,
            notes: Vec::new(),
            cited_at: Vec::new(),
        }
    }

    fn passage(&mut self, record: PassageRecord, score: f32, linked: Linked) -> Hit {
        let language = Language::from_code(&record.language).unwrap_or(Language::English);
        let kind = hit_kind(record.kind);
        let shown = self.show(&record.text, &record.heading, language, kind, &linked.held);
        let first = shown
            .highlights
            .first()
            .map_or(0, |highlight| highlight.start);
        let place = links::place(&record, first);
        Hit {
            id: record.id,
            ordinal: record.ordinal,
            kind,
            score,
            place,
            language: Some(record.language),
            text: record.text,
            highlights: shown.highlights,
            snippets: shown.snippets,
            cites: record.cites,
            cited_by: record.cited_by,
            why: shown.why,
            entry: linked.entry,
            notes: linked.notes,
            cited_at: linked.cited_at,
        }
    }

    fn show(
        &mut self,
        text: &str,
        heading: &str,
        language: Language,
        kind: HitKind,
        held: &[Held],
    ) -> Shown {
        if self.search.snippets == 0 {
            return Shown::default();
        }
        let Self {
            analyzer,
            plan,
            wanted,
            search,
            buffer,
            ..
        } = self;
        let in_text =
            AnalysedText::new(analyzer, text, language, wanted, buffer).occurrences(&plan.items);
        let in_heading = match heading {
            "" => Vec::new(),
            heading => AnalysedText::new(analyzer, heading, language, wanted, buffer)
                .occurrences(&plan.items),
        };
        let marks = with_held(text, marks(text, &in_text), held);
        let sentences = match kind {
            HitKind::Table | HitKind::List => lines(text),
            _ => seoji_analysis::sentences(text),
        };
        let snippets = snippets(
            text,
            &marks,
            &in_text,
            &sentences,
            search.snippets,
            search.snippet_chars,
        );
        let mut why = reasons(&plan.items, text, &in_text, heading, &in_heading);
        why.extend(held.iter().map(Held::reason));
        Shown {
            highlights: marks.into_iter().map(Into::into).collect(),
            snippets,
            why,
        }
    }
}

/// The marks with the parts of citations that conditions asked for; what touches becomes one.
fn with_held(
    text: &str,
    mut marks: Vec<std::ops::Range<usize>>,
    held: &[Held],
) -> Vec<std::ops::Range<usize>> {
    let spans = held.iter().filter_map(|held| held.span);
    let parts = spans.map(|(start, end)| start as usize..end as usize);
    marks.extend(parts.filter(|part| !part.is_empty() && text.get(part.clone()).is_some()));
    marks.sort_unstable_by_key(|mark| (mark.start, mark.end));
    let mut apart: Vec<std::ops::Range<usize>> = Vec::with_capacity(marks.len());
    for mark in marks {
        match apart.last_mut().filter(|last| mark.start < last.end) {
            Some(last) => last.end = last.end.max(mark.end),
            None => apart.push(mark),
        }
    }
    apart
}

/// A condition that no citation of the index fulfils.
fn unknown_condition(condition: &Condition) -> Hint {
    let text = &condition.text;
    let message = match condition.field {
        CitationField::Author => format!("no document and no cited work has an author \"{text}\""),
        CitationField::Title => {
            format!("no document and no cited work has \"{text}\" in its title")
        }
        CitationField::Year => format!("no document and no cited work is of {text}"),
        CitationField::Accessed => format!("no citation was accessed {text}"),
        CitationField::Site => format!("no citation leads to the site \"{text}\""),
        CitationField::Cites => format!("no passage cites \"{text}\""),
    };
    Hint {
        message,
        query: None,
        span: Some(condition.span.clone().into()),
    }
}

fn lines(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        lines.push(at..at + line.len());
        at += line.len();
    }
    lines
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
