//! Several indexes asked as one.

use std::collections::{BTreeMap, VecDeque};
use std::time::Instant;

use seoji_schema::Date;

use crate::results::{DocumentHits, Facet, Results};
use crate::search::Sort;
use crate::{Error, Index, Search};

/// Several indexes that are asked as one; cloning is cheap.
///
/// Each index ranks by its own statistics, as the shards of a distributed search do: the order within an index is
/// kept, and documents of different indexes stand by their scores. Ids are unique within an index only.
///
/// # Example
/// ```no_run
/// use seoji_query::{Index, Indexes, Search};
/// let both = Indexes::new(vec![Index::open("reports/index")?, Index::open("papers/index")?]);
/// let results = both.search(&Search::new("박진혁").limit(20))?;
/// # Ok::<(), seoji_query::Error>(())
/// ```
#[derive(Clone)]
pub struct Indexes {
    indexes: Vec<Index>,
}

impl Indexes {
    /// These indexes as one; of equal scores those of the first stand first.
    pub fn new(indexes: Vec<Index>) -> Self {
        Self { indexes }
    }

    /// The indexes.
    pub fn indexes(&self) -> &[Index] {
        &self.indexes
    }

    /// Answers a search from all indexes: limit and offset, counts and facets are those of all together (how many
    /// values a facet has beyond those told is that of the index with most). A query is read otherwise than typed only
    /// where no index answers it, and then alike in all.
    ///
    /// # Errors
    /// A damaged index.
    pub fn search(&self, search: &Search) -> Result<Results, Error> {
        let begun = Instant::now();
        // They share the time that there is.
        let mut each = search
            .begun(begun)
            .offset(0)
            .limit(search.offset.saturating_add(search.limit));
        each.fix = false;
        let mut answers = self.ask(&each)?;
        let mut answered = None;
        if search.fix && answers.iter().all(|answer| answer.total.documents == 0) {
            each.fix = true;
            let repaired = self.ask(&each)?;
            answered = repaired.iter().find_map(|answer| answer.answered.clone());
            answers = match &answered {
                Some(query) => {
                    each.fix = false;
                    self.ask(&each.asking(query.clone()))?
                }
                None => repaired,
            };
        }
        let mut merged = Results {
            version: crate::RESULTS_VERSION,
            query: search.query.clone(),
            elapsed_us: 0,
            total: crate::Total::default(),
            match_mode: search.matching.name().to_owned(),
            answered,
            partial: false,
            hints: Vec::new(),
            documents: Vec::new(),
            tried: Vec::new(),
            facets: Vec::new(),
        };
        let found = answers.iter().any(|answer| answer.total.documents > 0);
        let mut lists = Vec::with_capacity(answers.len());
        for answer in answers {
            let own = answer.total;
            merged.partial |= answer.partial;
            merged.total.documents += own.documents;
            merged.total.passages += own.passages;
            merged.total.at_least |= own.at_least;
            for hint in answer.hints {
                // What to ask instead is no matter where another index answers.
                let matters = own.documents > 0 || !found;
                if matters && !merged.hints.contains(&hint) {
                    merged.hints.push(hint);
                }
            }
            for tried in answer.tried {
                if !found && !merged.tried.contains(&tried) {
                    merged.tried.push(tried);
                }
            }
            merge_facets(&mut merged.facets, answer.facets);
            lists.push(answer.documents);
        }
        if search.counting == crate::Counting::UpToAThousand
            && merged.total.passages > crate::COUNTED
        {
            merged.total.at_least = true;
            merged.total.passages = crate::COUNTED;
            merged.total.documents = merged.total.documents.min(crate::COUNTED);
        }
        for facet in &mut merged.facets {
            let values = &mut facet.values;
            values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
            facet.more += values.len().saturating_sub(search.facets) as u64;
            values.truncate(search.facets);
        }
        let documents = merge(lists, search.sort).into_iter();
        merged.documents = documents.skip(search.offset).take(search.limit).collect();
        merged.elapsed_us = begun.elapsed().as_micros() as u64;
        Ok(merged)
    }

    fn ask(&self, search: &Search) -> Result<Vec<Results>, Error> {
        let answers = self.indexes.iter().map(|index| index.search(search));
        answers.collect()
    }
}

/// The lists as one, the order of each kept.
fn merge(lists: Vec<Vec<DocumentHits>>, sort: Sort) -> Vec<DocumentHits> {
    let mut lists: Vec<VecDeque<DocumentHits>> = lists.into_iter().map(VecDeque::from).collect();
    let mut merged = Vec::new();
    loop {
        let mut next: Option<usize> = None;
        for at in 0..lists.len() {
            let Some(own) = lists[at].front() else {
                continue;
            };
            let best = next.and_then(|best: usize| lists[best].front());
            if best.is_none_or(|best| stands_before(own, best, sort)) {
                next = Some(at);
            }
        }
        match next.and_then(|at| lists[at].pop_front()) {
            Some(document) => merged.push(document),
            None => return merged,
        }
    }
}

fn stands_before(own: &DocumentHits, other: &DocumentHits, sort: Sort) -> bool {
    let date = |document: &DocumentHits| document.date.as_deref().and_then(Date::first_in);
    let cited = |document: &DocumentHits| document.hits.first().map_or(0, |hit| hit.cited_by.len());
    match sort {
        Sort::Relevance => own.score > other.score,
        Sort::Date => date(own) > date(other),
        Sort::Document | Sort::Place => own.id < other.id,
        Sort::Cited => cited(own) > cited(other),
    }
}

fn merge_facets(merged: &mut Vec<Facet>, facets: Vec<Facet>) {
    for facet in facets {
        let Some(known) = merged.iter_mut().find(|known| known.field == facet.field) else {
            merged.push(facet);
            continue;
        };
        known.more = known.more.max(facet.more);
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for (at, value) in known.values.iter().enumerate() {
            places.insert(value.value.clone(), at);
        }
        for value in facet.values {
            match places.get(&value.value) {
                Some(&at) => known.values[at].count += value.count,
                None => known.values.push(value),
            }
        }
    }
}
