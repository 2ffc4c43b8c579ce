//! The plans of the queries that were asked last: who turns pages, sorts otherwise or counts asks the same again.

use std::sync::Arc;

use seoji_schema::Zone;

use super::Index;
use crate::engine::Clock;
use crate::parse::{FilterField, Form, Query, parse_with};
use crate::plan::Plan;
use crate::results::Hint;
use crate::{Error, Match, Search};

/// So many plans are remembered; one can hold the documents that prove it, a list of numbers.
pub(super) const REMEMBERED: usize = 64;

/// What of a search its plan depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct QueryAsked {
    query: String,
    zone: Option<Zone>,
    matching: Match,
}

/// A query as it was read, and what to do for it in this index.
pub(super) struct Planned {
    pub(super) query: Query,
    pub(super) plan: Plan,
    pub(super) hints: Vec<Hint>,
}

impl Index {
    /// Reads the query of a search and plans what to do for it.
    pub(super) fn planned(&self, search: &Search) -> Result<Arc<Planned>, Error> {
        let asked = QueryAsked {
            query: search.query.clone(),
            zone: search.zone,
            matching: search.matching,
        };
        if let Some(known) = self.inner.plans.known(&asked) {
            return Ok(known);
        }
        let (query, mut hints) = parse_with(&search.query, self.extra_names());
        let (plan, more) = self.plan(&query, search)?;
        hints.extend(more);
        let planned = Arc::new(Planned { query, plan, hints });
        // A plan that was cut short would be a poor one for who has more time.
        let cut_short = Clock::until(search.ends).is_over_now();
        if !depends_on_now(&planned.query) && !cut_short {
            self.inner.plans.keep(asked, Arc::clone(&planned));
        }
        Ok(planned)
    }
}

/// Whether a query means something else tomorrow (`added:today`).
fn depends_on_now(query: &Query) -> bool {
    let days = |form| {
        matches!(
            form,
            Form::Filter(FilterField::Added | FilterField::Modified)
        )
    };
    query.clauses.iter().any(|clause| days(clause.form))
        || query.alternatives.iter().flatten().any(depends_on_now)
        || query.excluded.iter().any(depends_on_now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

    #[test]
    fn a_day_that_is_counted_from_now_is_not_remembered() {
        for query in [
            "added:today",
            "modified:1w",
            "박진혁 -added:7d",
            "(a added:2d) OR b",
            "a -(b added:today)",
        ] {
            assert!(depends_on_now(&parse(query).0), "{query}");
        }
        for query in [
            "박진혁",
            "doc:report lang:ko",
            "\"added:today\"",
            "a OR (b c)",
        ] {
            assert!(!depends_on_now(&parse(query).0), "{query}");
        }
    }
}
