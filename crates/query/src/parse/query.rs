//! The tree of a query: what must hold together, and what may stand for it.

use std::ops::Range;

use super::Clause;

/// What must hold together: all clauses, one of each list of alternatives, none of what is excluded.
///
/// What brackets hold is a query of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Query {
    /// In order of the query; an excluded one must not match.
    pub(crate) clauses: Vec<Clause>,
    /// Of each list one must match (`a OR b`).
    pub(crate) alternatives: Vec<Vec<Query>>,
    /// Groups of which none may match as a whole (`-(a b)`).
    pub(crate) excluded: Vec<Query>,
}

/// A query as it is read, before brackets that change nothing are taken away.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Clause(Clause),
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
}

impl Query {
    /// A query of one clause.
    pub(crate) fn of(clause: Clause) -> Self {
        Self {
            clauses: vec![clause],
            ..Self::default()
        }
    }

    pub(super) fn from_node(node: Node) -> Self {
        let mut query = Self::default();
        query.add(node, false);
        query.clauses.sort_by_key(|clause| clause.span.start);
        query
    }

    /// Whether nothing is in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.clauses.is_empty() && self.alternatives.is_empty() && self.excluded.is_empty()
    }

    /// Whether it has no brackets and no `OR` that mean something.
    pub(crate) fn is_flat(&self) -> bool {
        self.alternatives.is_empty() && self.excluded.is_empty()
    }

    /// All clauses that are asked for, those of alternatives among them, in order of the query.
    pub(crate) fn asked(&self) -> Vec<&Clause> {
        let mut asked = Vec::new();
        self.each_asked(&mut |clause| asked.push(clause));
        asked.sort_by_key(|clause| clause.span.start);
        asked
    }

    fn each_asked<'g>(&'g self, visit: &mut impl FnMut(&'g Clause)) {
        let asked = self.clauses.iter().filter(|clause| !clause.excluded);
        asked.for_each(&mut *visit);
        for query in self.alternatives.iter().flatten() {
            query.each_asked(visit);
        }
    }

    fn add(&mut self, node: Node, excluded: bool) {
        match node {
            Node::Clause(mut clause) => {
                clause.excluded ^= excluded;
                self.clauses.push(clause);
            }
            Node::Not(node) => self.add(*node, !excluded),
            Node::All(nodes) if !excluded || nodes.len() == 1 => {
                nodes.into_iter().for_each(|node| self.add(node, excluded));
            }
            // Neither of two is wanted.
            Node::Any(nodes) if excluded => {
                nodes.into_iter().for_each(|node| self.add(node, true));
            }
            Node::All(nodes) => self.exclude(Self::from_node(Node::All(nodes))),
            Node::Any(nodes) => {
                let mut queries: Vec<Self> = Vec::new();
                for node in nodes {
                    let query = Self::from_node(node);
                    if !query.is_empty() && !queries.iter().any(|known| known.same(&query)) {
                        queries.push(query);
                    }
                }
                match <[Self; 1]>::try_from(queries) {
                    Ok([query]) => self.merge(query),
                    Err(queries) if queries.is_empty() => {}
                    Err(queries) => self.alternatives.push(queries),
                }
            }
        }
    }

    fn exclude(&mut self, mut query: Self) {
        if query.is_flat() && query.clauses.len() == 1 {
            for clause in &mut query.clauses {
                clause.excluded = !clause.excluded;
            }
            self.merge(query);
        } else if query.clauses.is_empty()
            && query.excluded.is_empty()
            && query.alternatives.len() == 1
        {
            // `-((a OR b))`: none of them.
            let alternatives = std::mem::take(&mut query.alternatives);
            for query in alternatives.into_iter().flatten() {
                self.exclude(query);
            }
        } else if !query.is_empty() {
            self.excluded.push(query);
        }
    }

    fn merge(&mut self, other: Self) {
        self.clauses.extend(other.clauses);
        self.alternatives.extend(other.alternatives);
        self.excluded.extend(other.excluded);
    }

    /// Whether two queries ask for the same, wherever they stand in the query.
    fn same(&self, other: &Self) -> bool {
        let clauses = |one: &Clause, other: &Clause| {
            (one.form, one.excluded, one.must, &one.text)
                == (other.form, other.excluded, other.must, &other.text)
        };
        let queries = |one: &[Self], other: &[Self]| {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.same(other))
        };
        self.clauses.len() == other.clauses.len()
            && self
                .clauses
                .iter()
                .zip(&other.clauses)
                .all(|(one, other)| clauses(one, other))
            && self.alternatives.len() == other.alternatives.len()
            && self
                .alternatives
                .iter()
                .zip(&other.alternatives)
                .all(|(one, other)| queries(one, other))
            && queries(&self.excluded, &other.excluded)
    }
}

/// The span of a list of nodes: from the first to the last clause.
pub(super) fn joined(spans: impl IntoIterator<Item = Range<usize>>) -> Range<usize> {
    let mut joined: Option<Range<usize>> = None;
    for span in spans {
        joined = Some(match joined {
            Some(known) => known.start.min(span.start)..known.end.max(span.end),
            None => span,
        });
    }
    joined.unwrap_or_default()
}
