//! Counts of what was found, by author, year, language, site, kind and document.

use std::collections::BTreeMap;

use seoji_schema::{EntryKind, WorkKind, field_and_value};

use crate::engine::facets::Counts;
use crate::results::{Facet, FacetValue};

/// The facets of an answer; `documents` are ids with the passages found in each.
pub(crate) fn facets(counts: Counts, documents: Vec<(String, u64)>, most: usize) -> Vec<Facet> {
    let is_entry_kind = |kind: &String| EntryKind::ALL.iter().any(|known| known.name() == kind);
    let is_work_kind = |kind: &String| WorkKind::ALL.iter().any(|known| known.name() == kind);
    let (entries, kinds): (BTreeMap<_, _>, BTreeMap<_, _>) = counts
        .kinds
        .into_iter()
        .partition(|(kind, _)| is_entry_kind(kind));
    let (works, kinds): (BTreeMap<_, _>, BTreeMap<_, _>) =
        kinds.into_iter().partition(|(kind, _)| is_work_kind(kind));
    let years = counts
        .years
        .into_iter()
        .map(|(year, count)| (year.to_string(), count));
    let mut extra: BTreeMap<&str, Vec<(String, u64)>> = BTreeMap::new();
    for (counted, &count) in &counts.extra {
        if let Some((field, value)) = field_and_value(counted) {
            let values = extra.entry(field).or_default();
            values.push((value.to_owned(), count));
        }
    }
    let extra = extra
        .into_iter()
        .map(|(field, values)| facet(field, field, values, most))
        .collect::<Vec<_>>();
    let mut facets = vec![
        facet("author", "author", counts.authors, most),
        facet("year", "year", years, most),
        facet("lang", "lang", counts.languages, most),
        facet("site", "site", counts.sites, most),
        facet("kind", "kind", kinds, most),
        facet("entry", "kind", entries, most),
        facet("work", "kind", works, most),
        facet("doc", "doc", documents, most),
    ];
    facets.extend(extra);
    facets
}

fn facet(
    name: &str,
    field: &str,
    values: impl IntoIterator<Item = (String, u64)>,
    most: usize,
) -> Facet {
    let mut values: Vec<(String, u64)> = values.into_iter().collect();
    values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let more = values.len().saturating_sub(most) as u64;
    values.truncate(most);
    let values = values.into_iter().map(|(value, count)| FacetValue {
        query: query(field, &value),
        value,
        count,
    });
    Facet {
        field: name.to_owned(),
        values: values.collect(),
        more,
    }
}

/// A query for a value; quotes around what has spaces.
fn query(field: &str, value: &str) -> String {
    let plain =
        !value.contains(|c: char| c.is_whitespace() || "\"“”„«».,".contains(c)) || field == "site";
    if plain {
        format!("{field}:{value}")
    } else {
        format!("{field}:\"{}\"", value.replace('"', " "))
    }
}
