//! Other spellings of the authors asked for, as the index has them: `author:이유지` is also `Lee Yu-ji`.

use std::ops::Range;

use seoji_analysis::Analyzer;
use seoji_analysis::names::{Asked, NameQuery, Tier};
use seoji_schema::{PERSON_STRIDE, WORK_STRIDE, may_be_korean};

use super::Plan;
use crate::citations::{CitationField, Condition, Part, Spelling, Terms, Way};
use crate::engine::{Clock, Engine};

/// An author gets at most so many spellings, the closest.
const MOST_SPELLINGS: usize = 48;

/// Adds to the conditions on authors the names of the index that spell the same person.
///
/// # Errors
/// A damaged index.
pub(crate) fn add_author_spellings(
    plan: &mut Plan,
    analyzer: &Analyzer,
    engine: &Engine,
    clock: &Clock,
) -> tantivy::Result<()> {
    for plan in plan.below_mut() {
        add_author_spellings(plan, analyzer, engine, clock)?;
    }
    let conditions = plan
        .citation
        .iter_mut()
        .chain(&mut plan.not_cited)
        .chain(&mut plan.cites);
    for condition in conditions {
        if clock.is_over_now() {
            break;
        }
        match condition.field {
            // A pattern is no name to spell.
            CitationField::Author if condition.text.contains(['*', '?']) => {}
            CitationField::Author => {
                let text = condition.text.clone();
                add(condition, &text, &[], analyzer, engine)?;
            }
            CitationField::Cites => {
                let text = condition.text.clone();
                // `cites:"이유지 2019"` is an author with a year; the year is a part of each of its ways.
                let (name, year) = with_year(&text);
                add(condition, &text[name], &year, analyzer, engine)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Where the name stands before a year, and the year as a part; the whole text where there is none.
fn with_year(text: &str) -> (Range<usize>, Vec<Part>) {
    let whole = (0..text.len(), Vec::new());
    let Some((name, last)) = text.trim_end().rsplit_once(char::is_whitespace) else {
        return whole;
    };
    let year = last.trim_matches(['(', ')', ',']);
    if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return whole;
    }
    let year = Part::any(vec![Terms::One(format!("y{year}"))]);
    (0..name.trim_end_matches([' ', ',']).len(), vec![year])
}

/// A name with a capital at each word where it has none at all.
fn capitalised(name: &str) -> String {
    if name.chars().any(char::is_uppercase) {
        return name.to_owned();
    }
    let mut written = String::with_capacity(name.len());
    let mut begins = true;
    for ch in name.chars() {
        match begins {
            true => written.extend(ch.to_uppercase()),
            false => written.push(ch),
        }
        begins = ch.is_whitespace();
    }
    written
}

fn add(
    condition: &mut Condition,
    text: &str,
    also: &[Part],
    analyzer: &Analyzer,
    engine: &Engine,
) -> tantivy::Result<()> {
    // In small letters throughout nothing is told by them: `jin-hee park` is `Jin-hee Park`.
    let capitals = capitalised(text);
    // Of one syllable nobody can be told.
    if text.chars().filter(|c| c.is_alphabetic()).count() < 2 || !may_be_korean(&capitals) {
        return Ok(());
    }
    let Some(name) = NameQuery::read(analyzer, &capitals, Asked::Forced) else {
        return Ok(());
    };
    // What is only nearly a spelling may be another person: the second stage is not asked.
    let authors = engine.authors(name.keys())?;
    let chosen = name.choose(analyzer, authors.iter().map(String::as_str));
    let chosen = chosen
        .into_iter()
        .filter(|chosen| !matches!(chosen.tier, Tier::Exact | Tier::Fuzzy));
    for chosen in chosen.take(MOST_SPELLINGS) {
        let own = Part::any(vec![Terms::One(format!("p{}", chosen.surface))]);
        let stride = if also.is_empty() {
            PERSON_STRIDE
        } else {
            WORK_STRIDE
        };
        condition.ways.push(Way {
            stride,
            parts: std::iter::once(own).chain(also.iter().cloned()).collect(),
        });
        condition.spellings.push(Spelling {
            name: chosen.surface,
            relation: chosen.relation.to_string(),
        });
    }
    Ok(())
}
