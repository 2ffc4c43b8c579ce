//! Clauses become a plan: what must match, in which ways, and what the score is summed from.

mod authors;
mod citations;
mod names;
mod spacing;
mod together;
mod variants;
mod words;

use std::ops::Range;

use seoji_analysis::{Analyzer, Field, Language, TokenBuffer};
use seoji_schema::{EntryKind, PassageKind, Zone};

use crate::citations::Condition;
use crate::parse::{Clause, FilterField, Form};
use crate::results::Hint;
use crate::search::Match;

pub(crate) use authors::add_author_spellings;
pub(crate) use names::{NameRun, add_spellings};
pub(crate) use variants::{Home, Variant};

/// Questions of this many content words and more are answered by passages that hold fewer of them.
const QUESTION_WORDS: usize = 4;

/// What to do for a query.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    /// What is asked for, in the order of the query.
    pub(crate) items: Vec<Item>,
    /// What must not match.
    pub(crate) excluded: Vec<Item>,
    /// Conditions on the record.
    pub(crate) filters: Vec<Filter>,
    /// Runs that may be names, the longest first; [`add_spellings`] looks them up.
    pub(crate) names: Vec<NameRun>,
    /// Conditions that one of an entry's citations, or the document of a passage, must fulfil all of.
    pub(crate) citation: Vec<Condition>,
    /// Conditions on what a passage cites.
    pub(crate) cites: Vec<Condition>,
    /// Conditions that no citation may fulfil.
    pub(crate) not_cited: Vec<Condition>,
    /// All bare words as they were typed, one after another.
    pub(crate) run: Option<Pattern>,
    /// Whether the query ends as a question does.
    pub(crate) asks: bool,
}

impl Plan {
    /// Whether passages with some of the words are an answer.
    pub(crate) fn is_question(&self) -> bool {
        self.asks || self.items.iter().filter(|item| item.required).count() >= QUESTION_WORDS
    }
}

/// One thing asked for.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// Where it stands, in bytes of the query.
    pub(crate) span: Range<usize>,
    /// What was typed.
    pub(crate) text: String,
    /// Whether a passage without it is no answer (a stop word beside other words is not required).
    pub(crate) required: bool,
    /// Whether it is quoted or exact: then it is never left out, nor taken apart.
    pub(crate) literal: bool,
    /// The ways to match, the closest first; any will do.
    pub(crate) ways: Vec<Way>,
    /// What its share of the score is summed from.
    pub(crate) leaves: Vec<Leaf>,
    /// Other texts that mean the same thing: spellings of a name, names of the same thing.
    pub(crate) variants: Vec<Variant>,
}

/// A way to match an item.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Way {
    /// Terms of the literal field at their offsets from each other.
    Pattern(Pattern),
    /// All of these, wherever they stand in the passage.
    Leaves(Vec<Leaf>),
}

/// Terms of the literal field at their offsets from each other.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pattern {
    /// Offset in tokens and the terms that may stand there, by offset.
    pub(crate) slots: Vec<(u32, Vec<String>)>,
}

/// One thing that scores: the postings of its terms are united and have one document frequency.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Leaf {
    /// The field of the terms.
    pub(crate) field: Field,
    /// The terms, alternatives of each other.
    pub(crate) terms: Vec<String>,
    /// What its score is multiplied with.
    pub(crate) weight: f32,
}

/// A condition on the record: any of the values, or none of them when excluded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Filter {
    pub(crate) field: FilterField,
    pub(crate) values: Vec<String>,
    pub(crate) excluded: bool,
}

/// Makes the plan of a query for an index with these languages.
pub(crate) fn plan(
    clauses: &[Clause],
    zone: Option<Zone>,
    matching: Match,
    analyzer: &Analyzer,
    languages: &[Language],
) -> (Plan, Vec<Hint>) {
    let mut planner = Planner {
        analyzer,
        languages,
        buffer: TokenBuffer::new(),
        hints: Vec::new(),
    };
    let mut plan = Plan::default();
    let as_written: Vec<Clause>;
    let clauses = if matching == Match::Literal {
        as_written = clauses.iter().map(Clause::exactly).collect();
        &as_written
    } else {
        clauses
    };
    let mut run: Vec<&Clause> = Vec::new();
    for (at, clause) in clauses.iter().enumerate() {
        if let Form::Filter(field) = clause.form {
            if let Some(value) = planner.filter_value(field, clause) {
                // People type what they see, a path: its ending is no part of the id.
                let bare = value.rsplit_once('.').map(|(bare, _)| bare.to_owned());
                add_filter(&mut plan.filters, field, value, clause.excluded);
                if let (FilterField::Document, Some(bare)) = (field, bare) {
                    add_filter(&mut plan.filters, field, bare, clause.excluded);
                }
            }
            continue;
        }
        if let Form::Citation { field, quoted } = clause.form {
            if let Some(condition) = planner.condition(field, clause, quoted) {
                plan.add_condition(condition, clause.excluded);
            }
            continue;
        }
        let same = |other: &Clause| {
            (other.form, other.excluded, &other.text)
                == (clause.form, clause.excluded, &clause.text)
        };
        if clauses[..at].iter().any(same) {
            // Asked for already; as typed it stands in the run once more.
            if clause.form == Form::Word && !clause.excluded {
                run.push(clause);
            }
            continue;
        }
        let item = planner.item(clause);
        if item.ways.is_empty() {
            continue;
        }
        if clause.excluded {
            plan.excluded.push(item);
        } else {
            if clause.form == Form::Word {
                run.push(clause);
            }
            plan.items.push(item);
        }
    }
    if let Some(zone) = zone {
        // A filter of its own: `in:` in the query narrows it, never widens.
        plan.filters.push(Filter {
            field: FilterField::Zone,
            values: vec![zone.name().to_owned()],
            excluded: false,
        });
    }
    if plan.items.iter().all(|item| !item.required) {
        // Nothing but stop words: then they are what is asked for.
        plan.items.iter_mut().for_each(|item| item.required = true);
    }
    // A stop word says nothing of what a passage is about; in a small index it is rare enough to seem to.
    for item in plan.items.iter_mut().filter(|item| !item.required) {
        item.leaves.clear();
    }
    plan.asks = clauses
        .last()
        .is_some_and(|clause| clause.form == Form::Word && clause.text.ends_with(['?', '？']));
    plan.run = planner.run(&run);
    if matching >= Match::Names {
        plan.names = planner.names(clauses, &mut plan.items, &mut run);
    }
    planner.join_neighbours(&mut plan.items, &run);
    planner.unite_normal_forms(&mut plan.items, &run);
    (plan, planner.hints)
}

/// The patterns of a text as it stands: its words and syllables one after another, whatever the spaces.
pub(crate) fn row(analyzer: &Analyzer, text: &str) -> Vec<Pattern> {
    let mut planner = Planner {
        analyzer,
        languages: &[],
        buffer: TokenBuffer::new(),
        hints: Vec::new(),
    };
    let ways = planner.literal_ways(text, Form::Word).into_iter().take(1);
    let pattern = |way| match way {
        Way::Pattern(pattern) => Some(pattern),
        Way::Leaves(_) => None,
    };
    ways.filter_map(pattern).collect()
}

struct Planner<'a> {
    analyzer: &'a Analyzer,
    languages: &'a [Language],
    buffer: TokenBuffer,
    hints: Vec<Hint>,
}

impl Planner<'_> {
    fn filter_value(&mut self, field: FilterField, clause: &Clause) -> Option<String> {
        let value = clause.text.trim();
        let (known, names): (bool, String) = match field {
            FilterField::Zone => {
                let known = Zone::from_name(&value.to_lowercase()).is_some();
                (
                    known,
                    format!("{} and {}", Zone::Body.name(), Zone::Bibliography.name()),
                )
            }
            FilterField::Kind => {
                let names: Vec<&str> = KINDS
                    .iter()
                    .map(|kind| kind.name())
                    .chain(EntryKind::ALL.iter().map(|kind| kind.name()))
                    .collect();
                let known = names.iter().any(|name| name.eq_ignore_ascii_case(value));
                (known, names.join(", "))
            }
            _ => (true, String::new()),
        };
        if !known {
            let message =
                format!("\"{value}\" is not known here and was left out; known are {names}");
            self.hints.push(Hint {
                message,
                query: None,
                span: Some(clause.span.clone().into()),
            });
            return None;
        }
        Some(match field {
            FilterField::Document => value.to_owned(),
            // As it stands in the text: `[22]`, `[^note]`.
            FilterField::Label => value.trim_matches(['[', ']', '(', ')', '^']).to_lowercase(),
            _ => value.to_lowercase(),
        })
    }
}

const KINDS: [PassageKind; 6] = [
    PassageKind::Document,
    PassageKind::Paragraph,
    PassageKind::Table,
    PassageKind::List,
    PassageKind::Entry,
    PassageKind::Note,
];

fn add_filter(filters: &mut Vec<Filter>, field: FilterField, value: String, excluded: bool) {
    match filters
        .iter_mut()
        .find(|filter| filter.field == field && filter.excluded == excluded)
    {
        Some(filter) => filter.values.push(value),
        None => filters.push(Filter {
            field,
            values: vec![value],
            excluded,
        }),
    }
}
