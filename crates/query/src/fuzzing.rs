//! What fuzzing and the properties ask of the private parts; no part of the promise of this crate.

use std::sync::LazyLock;

use seoji_analysis::{Analyzer, Language, TokenBuffer, sentences};

use crate::highlight::{AnalysedText, Wanted, marks};
use crate::parse::{Form, parse};
use crate::plan::{Item, Plan, Way, plan};
use crate::reasons::reasons;
use crate::results::Snippet;
use crate::search::Match;
use crate::snippet::snippets;

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(Analyzer::embedded);
const LANGUAGES: &[Language] = &[Language::English, Language::Korean];

/// Parses and plans a query; returns how many things it asks for.
///
/// # Panics
/// When a clause, hint or item does not lie in the query, or a plan cannot be run.
pub fn plan_query(query: &str) -> usize {
    planned(query).wanted().len()
}

fn planned(query: &str) -> Plan {
    let (group, mut hints) = parse(query);
    let clauses = group.asked();
    let mut end = 0;
    for clause in &clauses {
        assert!(end <= clause.span.start && clause.span.start < clause.span.end);
        end = clause.span.end;
        assert!(query.get(clause.span.clone()).is_some());
        assert!(query.get(clause.text_span.clone()).is_some());
        assert!(clause.text.chars().any(char::is_alphanumeric));
    }
    let (mut plan, more) = plan(&group, None, Match::All, &ANALYZER, LANGUAGES);
    hints.extend(more);
    for span in hints.iter().filter_map(|hint| hint.span) {
        assert!(query.get(span.range()).is_some());
    }
    let kept = clauses
        .iter()
        .filter(|clause| clause.must || !(clause.form == Form::Word || clause.form.is_condition()));
    // The words of a person's name are asked for as one thing, as a phrase is.
    let persons = plan.names.iter().filter(|name| {
        let item = plan.items.iter().find(|item| item.span == name.span);
        item.is_some_and(|item| item.literal)
    });
    let literal = plan.items.iter().filter(|item| item.literal).count();
    assert!(literal <= kept.count() + persons.count());
    assert!(plan.items.is_empty() || plan.items.iter().any(|item| item.required));
    let checked = plan.each_item_mut(&mut |item| {
        check(item, query);
        Ok::<(), std::convert::Infallible>(())
    });
    match checked {
        Ok(()) => plan,
        Err(never) => match never {},
    }
}

fn check(item: &Item, query: &str) {
    assert!(query.get(item.span.clone()).is_some());
    assert!(!item.ways.is_empty() || item.proof.is_some());
    for way in &item.ways {
        match way {
            Way::Pattern(pattern) => {
                assert!(!pattern.slots.is_empty());
                assert!(pattern.slots.is_sorted_by_key(|(offset, _)| *offset));
                assert!(pattern.slots.iter().all(|(_, terms)| !terms.is_empty()));
            }
            Way::Leaves(leaves) => {
                assert!(!leaves.is_empty() && leaves.iter().all(|leaf| !leaf.terms.is_empty()));
            }
        }
    }
}

/// Marks in `text` what `query` matches, and cuts at most `most` snippets of about `chars` chars; returns the text
/// with `⟦` and `⟧` around the marks, and the snippets.
///
/// # Panics
/// When a mark, reason or snippet is not what the text says.
pub fn mark_and_cut(query: &str, text: &str, most: usize, chars: usize) -> (String, Vec<Snippet>) {
    let plan = planned(query);
    let items = plan.wanted();
    let wanted = Wanted::new(&items);
    let mut buffer = TokenBuffer::new();
    let analysed = AnalysedText::new(&ANALYZER, text, Language::Korean, &wanted, &mut buffer);
    let occurrences = analysed.occurrences(&items);
    let marks = marks(text, &occurrences);
    let mut marked = String::new();
    let mut end = 0;
    for mark in &marks {
        assert!(mark.start < mark.end && (end < mark.start || end == 0));
        marked.push_str(&text[end..mark.start]);
        marked.extend(["⟦", &text[mark.clone()], "⟧"]);
        end = mark.end;
    }
    marked.push_str(&text[end..]);
    for occurrence in &occurrences {
        let span = &occurrence.span;
        let mark = &marks[marks.partition_point(|mark| mark.end < span.end)];
        assert!(mark.start <= span.start && span.end <= mark.end);
    }
    for reason in reasons(&items, text, &occurrences, "", &[]) {
        assert!(text.contains(&reason.matched) && !reason.rule.is_empty());
    }
    let pieces = snippets(text, &marks, &occurrences, &sentences(text), most, chars);
    assert!(pieces.len() <= if most == 0 { 0 } else { most + 1 });
    let mut end = 0;
    for piece in &pieces {
        assert!(end <= piece.start);
        end = piece.start + piece.text.len();
        assert_eq!(text.get(piece.start..end), Some(piece.text.as_str()));
        assert_eq!(
            (piece.start > 0, end < text.len()),
            (piece.more_before, piece.more_after)
        );
        // The highlights of a snippet are the marks that touch it: none is cut, none is left out.
        let touching = marks
            .iter()
            .filter(|mark| mark.start < end && piece.start < mark.end);
        let touching: Vec<_> = touching.cloned().collect();
        let shown = piece.highlights.iter();
        let shown: Vec<_> = shown
            .map(|span| piece.start + span.start..piece.start + span.end)
            .collect();
        assert_eq!(shown, touching);
    }
    (marked, pieces)
}

#[cfg(test)]
mod tests;
