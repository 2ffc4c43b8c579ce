//! Where documents come from, and what was tried: what a report on an answer needs beside it.

use std::borrow::Cow;

use seoji_schema::{DOCUMENTS_FILE, DocumentRow, DocumentTable, IndexFolder, hex};

use super::Index;
use crate::parse::{FilterField, parse_with};
use crate::paths::PathPattern;
use crate::plan::{Filter, Plan};
use crate::results::{Hint, Tried};
use crate::since::{DaysBetween, timestamp};
use crate::{Error, Match, Search};

/// Where a document comes from, as far as it is known.
#[derive(Default)]
pub(super) struct Source {
    pub(super) added: Option<String>,
    pub(super) sha256: Option<String>,
}

impl Index {
    /// The table of the documents, which is read when it is first asked for.
    fn document_table(&self) -> Result<&DocumentTable, Error> {
        let inner = &self.inner;
        if let Some(table) = inner.documents.get() {
            return Ok(table);
        }
        let folder = IndexFolder::at(&inner.info.path);
        let bytes = folder.side_file_of(&inner.manifest, DOCUMENTS_FILE)?;
        let table = match bytes {
            Some(bytes) => DocumentTable::from_bytes(&bytes)?.unwrap_or_default(),
            None => DocumentTable::default(),
        };
        Ok(inner.documents.get_or_init(|| table))
    }

    /// Where a document comes from.
    pub(super) fn source(&self, id: &str) -> Result<Source, Error> {
        let row = self.document_table()?.get(id);
        Ok(row.map_or_else(Source::default, |row| Source {
            added: Some(timestamp(row.added)),
            sha256: Some(hex(&row.sha256)),
        }))
    }

    /// Looks up which documents the days of `added:` and `modified:` and the places of `path:` mean, in the whole plan;
    /// what to tell where there are none.
    pub(super) fn look_up_documents(&self, plan: &mut Plan) -> Result<Option<Hint>, Error> {
        let mut none = None;
        for filter in &mut plan.filters {
            if let FilterField::Extra(field) = filter.field {
                let asked = std::mem::take(&mut filter.values);
                let (terms, hint) = self.extra_terms(field, &asked)?;
                filter.values = terms;
                none = none.or(hint.filter(|_| !filter.excluded));
                continue;
            }
            let Some(is_meant) = meant(filter) else {
                continue;
            };
            let asked = std::mem::take(&mut filter.values);
            let rows = self.document_table()?.rows().iter();
            let rows = rows.filter(|row| is_meant(row));
            filter.values = rows.map(|row| row.id.clone()).collect();
            if filter.values.is_empty() && !filter.excluded {
                let asked = asked.join(" or ");
                let message = match filter.field {
                    FilterField::Added => format!("no document was added {asked}"),
                    FilterField::Modified => format!("no document was modified {asked}"),
                    _ => format!("no document lies in \"{asked}\""),
                };
                none = Some(Hint {
                    message,
                    query: None,
                    span: None,
                });
            }
        }
        for plan in plan.below_mut() {
            none = none.or(self.look_up_documents(plan)?);
        }
        Ok(none)
    }

    /// The plan with what the search demands whatever its query says, and what to tell where no document fulfils it.
    pub(super) fn restricted<'p>(
        &self,
        mut plan: Cow<'p, Plan>,
        search: &Search,
    ) -> Result<(Cow<'p, Plan>, Option<Hint>), Error> {
        if let Some(filter) = &search.filter {
            let (query, _) = parse_with(filter, self.extra_names());
            // Of names and aliases a filter knows nothing: it must mean the same whatever the index has learnt.
            let exact = Search::new("").matching(Match::Words);
            let (filter, _) = self.plan(&query, &exact)?;
            plan.to_mut().demand(filter);
        }
        let Some(since) = search.since else {
            return Ok((plan, None));
        };
        let rows = self.document_table()?.rows();
        let new = rows.iter().filter(|row| row.added >= since.seconds());
        let values: Vec<String> = new.map(|row| row.id.clone()).collect();
        // Without a day nothing is known to be new; of an index from before days were kept that is all.
        if !rows.is_empty() && values.len() == rows.len() {
            return Ok((plan, None));
        }
        let hint = values.is_empty().then(|| Hint {
            message: match rows.is_empty() {
                true => "the index does not say since when it has its documents; rebuild it with search-index build"
                    .to_owned(),
                false => format!("no document is new since {}", timestamp(since.seconds())),
            },
            query: None,
            span: None,
        });
        plan.to_mut().filters.push(Filter {
            field: FilterField::Document,
            values,
            excluded: false,
        });
        Ok((plan, hint))
    }
}

/// Whether a document is one that a filter means.
type IsMeant = Box<dyn Fn(&DocumentRow) -> bool>;

/// Which documents a filter on days or places means; none for another filter.
fn meant(filter: &Filter) -> Option<IsMeant> {
    let in_days = |time: fn(&DocumentRow) -> u64| -> IsMeant {
        let values = filter.values.iter();
        let days: Vec<DaysBetween> = values
            .filter_map(|value| DaysBetween::parse(value))
            .collect();
        // Without a time nothing is known of it.
        Box::new(move |row| time(row) > 0 && days.iter().any(|days| days.holds(time(row))))
    };
    match filter.field {
        FilterField::Added => Some(in_days(|row| row.added)),
        FilterField::Modified => Some(in_days(|row| row.modified)),
        FilterField::Path => {
            let values = filter.values.iter();
            let paths: Vec<PathPattern> = values.map(|value| PathPattern::new(value)).collect();
            Some(Box::new(move |row| {
                paths.iter().any(|path| path.matches(&row.path))
            }))
        }
        _ => None,
    }
}

/// Every form of a query's words that was looked for.
pub(super) fn tried(plan: &Plan) -> Vec<Tried> {
    let mut tried = Vec::new();
    for item in plan.wanted() {
        let rule = match item.literal {
            true => "as typed",
            false => "as typed, and its other forms",
        };
        tried.push(Tried {
            query: item.text.clone(),
            form: item.text.clone(),
            rule: rule.to_owned(),
        });
        tried.extend(item.variants.iter().map(|variant| Tried {
            query: item.text.clone(),
            form: variant.text.clone(),
            rule: variant.rule.clone(),
        }));
    }
    tried
}
