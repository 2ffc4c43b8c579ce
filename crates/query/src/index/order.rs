//! The order of an answer: which documents and passages stand where, whatever part of it is shown.

use std::borrow::Cow;
use std::cmp::Reverse;

use seoji_schema::{Date, DocumentRecord, Record};

use super::Index;
use crate::engine::{Candidate, Clock, Closeness, Found, Group};
use crate::results::Hint;
use crate::search::Sort;
use crate::{Error, Search};

/// So many documents or passages, the best ones, are put into another order than that of relevance: each costs a look
/// at its record.
const MOST_SORTED: usize = 20_000;

/// A line of an answer: a document with passages of it, all of them or, in a flat answer, one.
pub(super) struct Listed<'f> {
    pub(super) group: &'f Group,
    pub(super) hits: Cow<'f, [Candidate]>,
}

impl Index {
    /// What was found in the order that the search asks for, as far as the clock allows: what was not looked at by then
    /// stands behind the rest.
    pub(super) fn in_order<'f>(
        &self,
        found: &'f Found,
        search: &Search,
        clock: &Clock,
        hints: &mut Vec<Hint>,
    ) -> Result<Vec<Listed<'f>>, Error> {
        let mut listed: Vec<Listed<'f>> = found
            .groups
            .iter()
            .map(|group| Listed {
                group,
                hits: Cow::Borrowed(found.hits(group)),
            })
            .collect();
        let sorted = listed.len().min(MOST_SORTED);
        match search.sort {
            Sort::Relevance if search.flat => return Ok(by_score(found)),
            Sort::Relevance => {}
            Sort::Date => {
                let dates = self.of_documents(&listed[..sorted], clock, |record| {
                    record.date.as_deref().and_then(Date::first_in)
                })?;
                reorder(&mut listed, dates, |date| Reverse(*date));
            }
            Sort::Document | Sort::Place => {
                let ids = self.of_documents(&listed[..sorted], clock, |record| record.id)?;
                reorder(&mut listed, ids, String::clone);
                if search.sort == Sort::Place {
                    for line in &mut listed {
                        // Passages lie in a segment as they follow one another.
                        line.hits.to_mut().sort_unstable_by_key(|hit| hit.address);
                    }
                }
            }
            Sort::Cited => return self.by_citations(listed, search, clock, hints),
        }
        if search.sort != Sort::Relevance && found.groups.len() > sorted {
            hints.push(only_the_best(sorted, "documents"));
        }
        Ok(if search.flat { apart(listed) } else { listed })
    }

    fn by_citations<'f>(
        &self,
        listed: Vec<Listed<'f>>,
        search: &Search,
        clock: &Clock,
        hints: &mut Vec<Hint>,
    ) -> Result<Vec<Listed<'f>>, Error> {
        let mut looked_at = 0;
        let mut counted: Vec<(usize, Listed<'f>)> = Vec::with_capacity(listed.len());
        for mut line in listed {
            let mut hits: Vec<(usize, Candidate)> = Vec::with_capacity(line.hits.len());
            for &hit in line.hits.iter() {
                looked_at += 1;
                let citing = match looked_at <= MOST_SORTED && !clock.is_over() {
                    true => match self.record(hit.address)? {
                        Record::Passage(passage) => passage.citing.len(),
                        Record::Document(_) => 0,
                    },
                    false => 0,
                };
                hits.push((citing, hit));
            }
            hits.sort_by_key(|&(citing, _)| Reverse(citing));
            if search.flat {
                let group = line.group;
                counted.extend(hits.into_iter().map(|(citing, hit)| {
                    let hits = Cow::Owned(vec![hit]);
                    (citing, Listed { group, hits })
                }));
                continue;
            }
            let most = hits.first().map_or(0, |&(citing, _)| citing);
            line.hits = hits.into_iter().map(|(_, hit)| hit).collect();
            counted.push((most, line));
        }
        if looked_at > MOST_SORTED {
            hints.push(only_the_best(MOST_SORTED, "passages"));
        }
        counted.sort_by_key(|&(citing, _)| Reverse(citing));
        Ok(counted.into_iter().map(|(_, line)| line).collect())
    }

    /// Something of the record of each document, of the first ones only when the time is over.
    fn of_documents<T>(
        &self,
        listed: &[Listed<'_>],
        clock: &Clock,
        what: impl Fn(DocumentRecord) -> T,
    ) -> Result<Vec<T>, Error> {
        let mut found = Vec::with_capacity(listed.len());
        for line in listed.iter().take_while(|_| !clock.is_over()) {
            found.push(what(self.document_record(line.group)?));
        }
        Ok(found)
    }
}

/// Orders the first lines by their keys; what has no key stays behind them, and equals keep their order.
fn reorder<T, K: Ord>(listed: &mut Vec<Listed<'_>>, keys: Vec<T>, by: impl Fn(&T) -> K) {
    let rest = listed.split_off(keys.len());
    let mut keyed: Vec<(K, Listed<'_>)> = keys.iter().map(by).zip(listed.drain(..)).collect();
    keyed.sort_by(|a, b| a.0.cmp(&b.0));
    listed.extend(keyed.into_iter().map(|(_, line)| line));
    listed.extend(rest);
}

/// Each passage on its own, in the order of the documents.
fn apart(listed: Vec<Listed<'_>>) -> Vec<Listed<'_>> {
    let mut alone = Vec::with_capacity(listed.len());
    for Listed { group, hits } in listed {
        alone.extend(hits.iter().map(|&hit| Listed {
            group,
            hits: Cow::Owned(vec![hit]),
        }));
    }
    alone
}

/// Each passage on its own, the best first; what its title gives to a document it gives to each of its passages.
fn by_score(found: &Found) -> Vec<Listed<'_>> {
    let mut scored: Vec<(Closeness, f32, Listed<'_>)> = Vec::new();
    for group in &found.groups {
        let of_title = group.score - group.best_passage;
        for &hit in found.hits(group) {
            let own = if hit.address == group.record {
                0.0
            } else {
                hit.score
            };
            let hits = Cow::Owned(vec![hit]);
            scored.push((group.closeness, own + of_title, Listed { group, hits }));
        }
    }
    // Stable: of equal ones those of the better document stand first.
    scored.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    scored.into_iter().map(|(_, _, line)| line).collect()
}

fn only_the_best(sorted: usize, what: &str) -> Hint {
    Hint {
        message: format!(
            "only the {sorted} best {what} were put into this order; ask for less, with more words or conditions"
        ),
        query: None,
        span: None,
    }
}
