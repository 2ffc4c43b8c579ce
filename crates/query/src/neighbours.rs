//! What to do when a query finds nothing as typed: look for the one good reading of the words that find nothing.
//!
//! A reading comes from the keyboard layout of the other language (`qkrwlsgur`, `ㅣㅁㅋㅁ견`), from initial consonants
//! (`ㄹㅈㄹㅅ`), from a syllable that is only begun (`라자룻`), or from a slip of a key (`라자류스`, `Lazrus`); the
//! words that are fine stay as they are, and a phrase, an exact or a field's value is never changed.
//! A reading counts only when the whole query finds something with it. One that is ten times as likely as any other is
//! answered at once; several are offered. Another person's name is offered, never answered.

pub(crate) mod automaton;
mod unquoted;
mod words;

use seoji_analysis::is_romanised_syllable;

use crate::parse::{Clause, Form, Query, parse_with};
use crate::results::{Hint, Neighbour, NeighbourKind, Results};
use crate::{Error, Index, Search};
pub(crate) use words::words_begun;
use words::{How, Reading, readings};

pub(crate) use words::slips;

/// With more words that find nothing there is nothing to guess from.
const MOST_LACKING: usize = 3;
/// At most this many readings of a word are tried in the query.
const MOST_TRIED: usize = 6;
/// Queries of more words than this are not repaired.
const MOST_WORDS: usize = 16;
/// At most this many queries are offered.
const MOST_OFFERED: usize = 5;
/// A reading is the only good one when any other is less likely by this factor (as a natural logarithm: ten).
const SURE: f32 = 2.3;

/// A query with one or more of its words read otherwise.
struct Repair {
    query: String,
    how: How,
    chance: f32,
    is_name: bool,
}

/// The answer to `search` with the words that find nothing read otherwise, or `results`, which found nothing, with the
/// queries that could be meant.
pub(crate) fn repair(index: &Index, search: &Search, results: Results) -> Result<Results, Error> {
    let mut results = results;
    let mut found: Vec<(Repair, Results)> = Vec::new();
    for repair in repairs(index, search)? {
        let again = search.clone().asking(repair.query.clone());
        let answer = index.answer(&again)?;
        if answer.total.documents > 0 {
            found.push((repair, answer));
        }
    }
    let Some((best, _)) = found.first() else {
        return unquoted::repair(index, search, results);
    };
    let next = found
        .get(1)
        .map_or(f32::NEG_INFINITY, |(other, _)| other.chance);
    if best.chance - next >= SURE && !best.is_name {
        let (repair, answer) = found.swap_remove(0);
        return Ok(instead(results, answer, repair.query));
    }
    let hints = found
        .into_iter()
        .take(MOST_OFFERED)
        .map(|(repair, answer)| Hint {
            message: format!(
                "{}, in {}",
                told(repair.how),
                passages(answer.total.passages)
            ),
            query: Some(repair.query),
            span: None,
        });
    results.hints.splice(0..0, hints);
    Ok(results)
}

/// The answer to `query`, given in place of that to another query, which found nothing.
fn instead(nothing: Results, mut answer: Results, query: String) -> Results {
    let mut hints = nothing.hints;
    // What could be asked instead is answered by now.
    hints.retain(|hint| hint.query.is_none());
    answer
        .hints
        .retain(|hint| !hints.iter().any(|known| known.message == hint.message));
    // Their places are in the other query.
    answer.hints.iter_mut().for_each(|hint| hint.span = None);
    answer.hints.splice(0..0, hints);
    answer.query = nothing.query;
    answer.answered = Some(query);
    answer
}

/// The words of the index that `word` may stand for, whether or not it finds something itself.
pub(crate) fn neighbours(index: &Index, word: &str) -> Result<Vec<Neighbour>, Error> {
    let found = index.readings(word)?;
    let neighbour = |reading: Reading| Neighbour {
        text: reading.text,
        kind: match reading.how {
            How::Layout => NeighbourKind::Layout,
            How::Initials => NeighbourKind::Initials,
            How::Begun => NeighbourKind::Begun,
            How::Slip => NeighbourKind::Slip,
        },
    };
    Ok(found.into_iter().map(neighbour).collect())
}

/// The repaired queries, the likeliest first.
fn repairs(index: &Index, search: &Search) -> Result<Vec<Repair>, Error> {
    let (group, _) = parse_with(&search.query, index.extra_names());
    let clauses = group.asked();
    if clauses.len() > MOST_WORDS {
        return Ok(Vec::new());
    }
    let mut repairs = vec![Repair {
        query: String::new(),
        how: How::Layout,
        chance: 0.0,
        is_name: false,
    }];
    let mut lacking = 0;
    let mut end = 0;
    for &clause in &clauses {
        let between = &search.query[end..clause.span.start];
        let as_typed = &search.query[clause.span.clone()];
        end = clause.span.end;
        let mut readings = if index.lacks(clause, search)? {
            lacking += 1;
            index.readings(&clause.text)?
        } else {
            Vec::new()
        };
        // `Yi Kang` is another person than `Yi Sang`.
        let beside = |other: &&Clause| other.span != clause.span && begins_with_capital(other);
        if begins_with_capital(clause) && clauses.iter().any(beside) {
            for reading in &mut readings {
                reading.is_name |= reading.how == How::Slip && is_romanised_syllable(&reading.text);
            }
        }
        if lacking > MOST_LACKING {
            return Ok(Vec::new());
        }
        if readings.is_empty() {
            for repair in &mut repairs {
                repair.query.extend([between, as_typed]);
            }
            continue;
        }
        let mut longer = Vec::new();
        for repair in &repairs {
            for reading in readings.iter().take(MOST_TRIED) {
                longer.push(Repair {
                    query: [&repair.query, between, &reading.text].concat(),
                    how: repair.how.max(reading.how),
                    chance: repair.chance + reading.chance,
                    is_name: repair.is_name || reading.is_name,
                });
            }
        }
        longer.sort_by(|a, b| b.chance.total_cmp(&a.chance));
        longer.truncate(MOST_TRIED);
        repairs = longer;
    }
    for repair in &mut repairs {
        repair.query.push_str(&search.query[end..]);
    }
    repairs.retain(|repair| repair.query != search.query);
    Ok(repairs)
}

impl Index {
    /// Whether nothing in the index answers a word of the query by itself; false for all that may not be changed.
    fn lacks(&self, clause: &Clause, search: &Search) -> Result<bool, Error> {
        if clause.form != Form::Word || clause.excluded {
            return Ok(false);
        }
        let (_, engine) = self.parts();
        let (plan, _) = self.plan(&Query::of(clause.clone()), search)?;
        Ok(!plan.items.is_empty() && !engine.finds(&plan).map_err(crate::error::of_engine)?)
    }

    fn readings(&self, word: &str) -> Result<Vec<Reading>, Error> {
        let (analyzer, engine) = self.parts();
        readings(engine, analyzer, word).map_err(crate::error::of_engine)
    }
}

fn begins_with_capital(clause: &Clause) -> bool {
    let first = clause.text.chars().find(|c| c.is_alphanumeric());
    first.is_some_and(char::is_uppercase)
}

/// A way of reading, as a hint says it.
fn told(how: How) -> &'static str {
    match how {
        How::Layout => "typed on the other keyboard layout",
        How::Initials => "with these initial consonants",
        How::Begun => "begins so",
        How::Slip => "spelled much like it",
    }
}

fn passages(count: u64) -> String {
    if count == 1 {
        "1 passage".to_owned()
    } else {
        format!("{count} passages")
    }
}
