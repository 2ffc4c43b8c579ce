//! Clauses become a plan: what must match, in which ways, and what the score is summed from.

mod authors;
mod citations;
mod names;
mod open;
mod phrases;
mod questions;
mod spacing;
mod spellings;
mod together;
mod variants;
mod words;

use std::ops::Range;

use seoji_analysis::{Analyzer, Field, Language, TokenBuffer};
use seoji_schema::{Attribute, EntryKind, PassageKind, WorkKind, Zone};

use crate::citations::{CitationField, Condition};
use crate::engine::Proven;
use crate::parse::{Clause, FilterField, Form, Query};
use crate::results::Hint;
use crate::search::Match;
use crate::since::DaysBetween;

pub(crate) use authors::add_author_spellings;
pub(crate) use citations::{days_between, numbers_between};
pub(crate) use names::NameRun;
pub(crate) use open::Proof;
pub(crate) use phrases::PhraseRun;
pub(crate) use spellings::{NameAsked, Spellings, add_spellings};
pub(crate) use variants::{Home, Variant};
pub(crate) use words::{decade_of, year_of};

/// Questions of this many content words and more are answered by passages that hold fewer of them.
const QUESTION_WORDS: usize = 4;

/// What to do for a query, or for a part of it in brackets: a tree, whose nodes ask for all that is in them.
///
/// A query without `OR` and brackets is one node.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    /// What is asked for, in the order of the query.
    pub(crate) items: Vec<Item>,
    /// Of each list one plan must be fulfilled (`a OR b`).
    pub(crate) alternatives: Vec<Vec<Plan>>,
    /// What must not match.
    pub(crate) excluded: Vec<Item>,
    /// Plans of which none may be fulfilled (`-(a b)`).
    pub(crate) without: Vec<Plan>,
    /// Conditions on the record.
    pub(crate) filters: Vec<Filter>,
    /// Runs that may be names, the longest first; [`add_spellings`] looks them up.
    pub(crate) names: Vec<NameRun>,
    /// Quoted phrases whose words may have other spellings; [`add_spellings`] looks them up too.
    pub(crate) phrases: Vec<PhraseRun>,
    /// Conditions that one of an entry's citations, or the document of a passage, must fulfil all of.
    pub(crate) citation: Vec<Condition>,
    /// Conditions on what a passage cites.
    pub(crate) cites: Vec<Condition>,
    /// Conditions that no citation may fulfil.
    pub(crate) not_cited: Vec<Condition>,
    /// All bare words as they were typed, one after another.
    pub(crate) run: Option<Pattern>,
    /// Whether the query begins or ends as a question does, or has words that only ask.
    pub(crate) asks: bool,
}

impl Plan {
    /// Whether passages with some of the words are an answer; who writes `OR` and brackets says which.
    pub(crate) fn is_question(&self) -> bool {
        let required = self.items.iter().filter(|item| item.required).count();
        self.alternatives.is_empty() && required > 0 && (self.asks || required >= QUESTION_WORDS)
    }

    /// All that is looked for, that of alternatives among it.
    pub(crate) fn wanted(&self) -> Vec<&Item> {
        let plans = self.with_alternatives().into_iter();
        plans.flat_map(|plan| &plan.items).collect()
    }

    /// The plan and its alternatives, and theirs.
    pub(crate) fn with_alternatives(&self) -> Vec<&Self> {
        let mut plans = vec![self];
        for plan in self.alternatives.iter().flatten() {
            plans.extend(plan.with_alternatives());
        }
        plans
    }

    /// The items that must match, each in whatever passage of a document.
    pub(crate) fn required(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.required)
    }

    /// Whether there are things that may stand in different passages of a document.
    pub(crate) fn has_parts(&self) -> bool {
        self.required().count() + self.alternatives.len() > 1
            || self.alternatives.iter().flatten().any(Self::has_parts)
    }

    /// Calls `visit` for the items of the whole tree, those to be left out among them.
    pub(crate) fn each_item_mut<E>(
        &mut self,
        visit: &mut impl FnMut(&mut Item) -> Result<(), E>,
    ) -> Result<(), E> {
        for item in self.items.iter_mut().chain(&mut self.excluded) {
            visit(item)?;
        }
        for plan in self.alternatives.iter_mut().flatten() {
            plan.each_item_mut(visit)?;
        }
        for plan in &mut self.without {
            plan.each_item_mut(visit)?;
        }
        Ok(())
    }

    /// Demands all that another plan does beside this one.
    pub(crate) fn demand(&mut self, other: Self) {
        let words = !other.items.is_empty() || !other.alternatives.is_empty();
        self.filters.extend(other.filters);
        self.citation.extend(other.citation);
        self.cites.extend(other.cites);
        self.not_cited.extend(other.not_cited);
        self.excluded.extend(other.excluded);
        self.without.extend(other.without);
        if words {
            self.alternatives.push(vec![Self {
                items: other.items,
                alternatives: other.alternatives,
                ..Self::default()
            }]);
        }
    }

    /// The plans below this one.
    pub(crate) fn below_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        self.alternatives
            .iter_mut()
            .flatten()
            .chain(&mut self.without)
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
    /// What must be seen in the text, where the ways find too much.
    pub(crate) proof: Option<Proof>,
    /// The documents of each segment whose text was read and proves it.
    pub(crate) proven: Option<Proven>,
}

impl Item {
    /// Makes it something that is never left out.
    fn keep(&mut self) {
        self.required = true;
        self.literal = true;
    }
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
    query: &Query,
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
    let mut plan = planner.query(query, matching);
    if let Some(zone) = zone {
        // A filter of its own: `in:` in the query narrows it, never widens.
        plan.filters.push(Filter {
            field: FilterField::Zone,
            values: vec![zone.name().to_owned()],
            excluded: false,
        });
    }
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
    /// The plan of a query, with those of its brackets.
    fn query(&mut self, query: &Query, matching: Match) -> Plan {
        let mut plan = self.clauses(&query.clauses, matching);
        for alternatives in &query.alternatives {
            let plans = alternatives.iter();
            let plans = plans.map(|query| self.query(query, matching));
            let plans: Vec<Plan> = plans.filter(Plan::says_something).collect();
            if !plans.is_empty() {
                plan.alternatives.push(plans);
            }
        }
        for query in &query.excluded {
            let excluded = self.query(query, matching);
            if excluded.says_something() {
                plan.without.push(excluded);
            }
        }
        plan
    }

    fn clauses(&mut self, clauses: &[Clause], matching: Match) -> Plan {
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
            if clause.form == Form::Filter(FilterField::Kind) && is_work_kind(&clause.text) {
                if let Some(condition) = self.condition(CitationField::Kind, clause, false) {
                    plan.add_condition(condition, clause.excluded);
                }
                continue;
            }
            if let Form::Filter(field) = clause.form {
                if let Some(value) = self.filter_value(field, clause) {
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
                if let Some(condition) = self.condition(field, clause, quoted) {
                    plan.add_condition(condition, clause.excluded);
                }
                continue;
            }
            let same = |other: &&Clause| {
                (other.form, other.excluded, &other.text)
                    == (clause.form, clause.excluded, &clause.text)
            };
            if let Some(first) = clauses[..at].iter().find(same) {
                // Asked for already; as typed it stands in the run once more.
                if clause.form == Form::Word && !clause.excluded {
                    run.push(clause);
                }
                if clause.must {
                    let item = plan.items.iter_mut().find(|item| item.span == first.span);
                    item.into_iter().for_each(Item::keep);
                }
                continue;
            }
            let Some(mut item) = self.item_of(clause) else {
                continue;
            };
            if clause.must {
                item.keep();
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
        let mut words = clauses
            .iter()
            .filter(|clause| clause.form == Form::Word && !clause.excluded)
            .map(|clause| &clause.text);
        plan.asks = words.clone().count() > 1
            && (words.clone().any(|word| self.asks(word))
                || words
                    .next()
                    .is_some_and(|first| self.begins_question(first)))
            || words
                .next_back()
                .is_some_and(|last| self.ends_question(last));
        if plan.is_question() {
            // A question of four words stays one when two of them only ask.
            plan.asks |= self.loosen_question_words(&mut plan.items);
        }
        if plan.items.iter().all(|item| !item.required) {
            // Nothing but stop words: then they are what is asked for.
            plan.items.iter_mut().for_each(|item| item.required = true);
        }
        // A stop word says nothing of what a passage is about; in a small index it is rare enough to seem to.
        for item in plan.items.iter_mut().filter(|item| !item.required) {
            item.leaves.clear();
        }
        plan.run = self.run(&run);
        if matching >= Match::Names {
            plan.names = self.names(clauses, &mut plan.items, &mut run);
            plan.phrases = clauses
                .iter()
                .filter_map(|clause| self.phrase(clause))
                .collect();
        }
        self.join_neighbours(&mut plan.items, &run);
        self.unite_normal_forms(&mut plan.items, &run);
        plan
    }

    /// What a clause asks for; none where there is nothing to look for.
    fn item_of(&mut self, clause: &Clause) -> Option<Item> {
        let item = match clause.form {
            Form::Near(slop) => self.near(clause, slop),
            Form::Glob => self.open(clause)?,
            _ => self.item(clause),
        };
        (!item.ways.is_empty() || item.proof.is_some()).then_some(item)
    }

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
                    .chain(WorkKind::ALL.iter().map(|kind| kind.name()))
                    .collect();
                let known = names.iter().any(|name| name.eq_ignore_ascii_case(value));
                (known, names.join(", "))
            }
            FilterField::Added | FilterField::Modified => (
                DaysBetween::parse(value).is_some(),
                "a day (2026-11-20), a range of them (2026-11-01..2026-11-20), today, yesterday, 12h, 7d, 2w"
                    .to_owned(),
            ),
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
            FilterField::Document
            | FilterField::Added
            | FilterField::Modified
            | FilterField::Path
            | FilterField::Extra(_) => value.to_owned(),
            FilterField::Tag => Attribute::Tag.term(value),
            FilterField::Collection => Attribute::Collection.term(value),
            FilterField::Type => Attribute::Type.term(value),
            // As it stands in the text: `[22]`, `[^note]`.
            FilterField::Label => value.trim_matches(['[', ']', '(', ')', '^']).to_lowercase(),
            _ => value.to_lowercase(),
        })
    }
}

/// Whether `kind:` asks for the kind of a cited work with this value, rather than for that of a passage.
fn is_work_kind(value: &str) -> bool {
    let named = |kind: &WorkKind| kind.name().eq_ignore_ascii_case(value.trim());
    WorkKind::ALL.iter().any(named)
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
    // A document has several tags: two of them are both meant. Of the other fields it has one value.
    let joins = field != FilterField::Tag || excluded;
    match filters
        .iter_mut()
        .find(|filter| joins && filter.field == field && filter.excluded == excluded)
    {
        Some(filter) => filter.values.push(value),
        None => filters.push(Filter {
            field,
            values: vec![value],
            excluded,
        }),
    }
}
