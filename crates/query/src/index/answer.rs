//! Answers a search: from the query to the documents that are shown.

use std::borrow::Cow;
use std::time::Instant;

use seoji_analysis::TokenBuffer;
use seoji_schema::{DocumentHead, DocumentRecord, PassageRecord, Record};
use tantivy::DocAddress;

use super::evidence::{self, Source};
use super::order::Listed;
use super::shower::{Linked, Shower};
use super::unknown::unknown_condition;
use super::works::Works;
use super::{Index, Inner, counted, links};
use crate::aliases::widen;
use crate::citations::held as held_by;
use crate::engine::{Clock, Found, Group, Wish};
use crate::error::of_engine;
use crate::facets::facets;
use crate::highlight::Wanted;
use crate::parse::{Clause, Query};
use crate::plan::{Plan, add_author_spellings, add_spellings, plan};
use crate::results::{DocumentHits, Entry, Facet, Hint, RESULTS_VERSION, Results, Total};
use crate::{COUNTED, Counting, Error, Match, Search, Sort};

/// Of a question so many documents are looked for at least. A fixed number: neither order nor counts may depend on
/// how much of an answer is looked at.
pub(super) const ENOUGH_DOCUMENTS: usize = 100;
/// With nothing found, at most this many shorter queries are offered.
const SHORTER_QUERIES: usize = 3;

impl Index {
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
            most => self.facets(&found, most, &clock)?,
        };
        let listed = self.in_order(&found, search, &clock, &mut hints)?;
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

    /// The plan of a query, with what this index knows of their names as far as the time of the search allows.
    pub(crate) fn plan(&self, query: &Query, search: &Search) -> Result<(Plan, Vec<Hint>), Error> {
        let Inner {
            analyzer,
            languages,
            engine,
            ..
        } = &*self.inner;
        let clock = Clock::until(search.ends);
        let query = &*self.without_particles(query, search)?;
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
        add_spellings(&mut plan, analyzer, engine, &self.inner.own, &clock).map_err(of_engine)?;
        if search.matching >= Match::Names {
            add_author_spellings(&mut plan, analyzer, engine, &clock).map_err(of_engine)?;
        }
        hints.extend(engine.expand(&mut plan, analyzer, &clock)?);
        Ok((plan, hints))
    }

    /// What answers a plan as far as the search wishes and the clock allows.
    pub(super) fn found(
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

    fn document_head(&self, group: &Group) -> Result<DocumentHead, Error> {
        let head = self.inner.engine.document_head(group.record)?;
        head.ok_or_else(|| {
            let message = "a passage has no document before it".to_owned();
            seoji_schema::Error::DamagedRecord { message }.into()
        })
    }

    pub(super) fn document_record(&self, group: &Group) -> Result<DocumentRecord, Error> {
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
        let record = self.document_head(group)?;
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
    pub(super) fn linked(
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

    fn facets(&self, found: &Found, most: usize, clock: &Clock) -> Result<Vec<Facet>, Error> {
        let counts = self.inner.engine.count(found, clock).map_err(of_engine)?;
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
