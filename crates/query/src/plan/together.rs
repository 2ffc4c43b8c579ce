//! Words that are one thing together: two words written as one, a date or sum, the words as they were typed.

use std::ops::Range;

use seoji_analysis::{Field, TokenBuffer, TokenKind};

use super::spacing::is_hangul;
use super::words::{STEM_WEIGHT, StemToken, with_days};
use super::{Item, Leaf, Pattern, Planner, Way};
use crate::parse::{Clause, Form};

impl Planner<'_> {
    /// Lets neighbours be found written together: `South East` also as `Southeast`.
    ///
    /// Each of the two gets the joined form as a way of its own, so that they still count as two words asked for.
    pub(super) fn join_neighbours(&mut self, items: &mut [Item], run: &[&Clause]) {
        for pair in run.windows(2) {
            let [first, second] = [&pair[0], &pair[1]];
            let alphabetic = |clause: &Clause| clause.text.chars().all(char::is_alphabetic);
            if !alphabetic(first)
                || !alphabetic(second)
                || is_hangul(&first.text)
                || is_hangul(&second.text)
            {
                continue;
            }
            // The hyphen makes the analysis write the two together, folded and stemmed as the index has them.
            let joined = format!("{}-{}", first.text, second.text);
            let mut ways = Vec::new();
            self.buffer.clear();
            self.analyzer.literal(&joined, &mut self.buffer);
            let literal: Vec<String> = joined_terms(&self.buffer, joined.len());
            ways.extend(literal.into_iter().map(|term| {
                Way::Pattern(Pattern {
                    slots: vec![(0, vec![term])],
                })
            }));
            let mut stems: Vec<String> = Vec::new();
            for &language in self.languages {
                self.buffer.clear();
                self.analyzer.stem(&joined, language, &mut self.buffer);
                stems.extend(joined_terms(&self.buffer, joined.len()));
            }
            stems.sort();
            stems.dedup();
            if !stems.is_empty() {
                ways.push(Way::Leaves(vec![Leaf {
                    field: Field::Stem,
                    terms: stems,
                    weight: STEM_WEIGHT,
                }]));
            }
            for item in items
                .iter_mut()
                .filter(|item| item.span == first.span || item.span == second.span)
            {
                item.ways.extend(ways.iter().cloned());
            }
        }
    }

    /// Words that are one date, sum or range together (`15 August 1994`) become one item that their normal form
    /// matches too.
    pub(super) fn unite_normal_forms(&mut self, items: &mut Vec<Item>, run: &[&Clause]) {
        if run.len() < 2 {
            return;
        }
        let mut text = String::new();
        let mut places: Vec<(Range<usize>, &Clause)> = Vec::new();
        for clause in run {
            if !text.is_empty() {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(&clause.text);
            // A bracket or a comma around is no part of a date.
            let outside = |c: char| !c.is_alphanumeric();
            let bare = clause.text.trim_end_matches(outside).len();
            let from = clause.text.len() - clause.text.trim_start_matches(outside).len();
            places.push((start + from..start + bare, clause));
        }
        let mut normals: Vec<StemToken> = self
            .stem_tokens(&text)
            .into_iter()
            .filter(|token| token.kind == TokenKind::Normal)
            .collect();
        normals.sort_by_key(|token| std::cmp::Reverse(token.span.1 - token.span.0));
        let mut united: Vec<Range<usize>> = Vec::new();
        for normal in &normals {
            let inside: Vec<&Clause> = places
                .iter()
                .filter(|(place, _)| normal.span.0 <= place.start && place.end <= normal.span.1)
                .map(|(_, clause)| *clause)
                .collect();
            let (Some(first), Some(last)) = (inside.first(), inside.last()) else {
                continue;
            };
            let span = first.span.start..last.span.end;
            let same = united.contains(&span);
            if inside.len() < 2
                || (!same
                    && united
                        .iter()
                        .any(|other| other.start < span.end && span.start < other.end))
            {
                continue;
            }
            let leaf = Leaf {
                field: Field::Stem,
                terms: with_days(&normal.term),
                weight: STEM_WEIGHT,
            };
            if same {
                // Another reading of the same words (day and month the other way round).
                if let Some(item) = items.iter_mut().find(|item| item.span == span) {
                    item.ways.push(Way::Leaves(vec![leaf.clone()]));
                    item.leaves.push(leaf);
                }
                continue;
            }
            let at = items
                .iter()
                .position(|item| item.span.start >= span.start)
                .unwrap_or(items.len());
            let phrase = &text[normal.span.0..normal.span.1];
            let mut ways = self.literal_ways(phrase, Form::Phrase);
            ways.push(Way::Leaves(vec![leaf.clone()]));
            // The words apart score a little: a passage with two of the three is closer than one with none.
            let mut leaves = vec![leaf];
            leaves.extend(self.literal_leaves(phrase));
            // A phrase or a condition may stand between the words; it stays.
            items.retain(|item| !inside.iter().any(|clause| clause.span == item.span));
            let at = at.min(items.len());
            let item = Item {
                span: span.clone(),
                text: phrase.to_owned(),
                required: true,
                literal: false,
                ways,
                leaves,
                variants: Vec::new(),
                proof: None,
                proven: None,
            };
            items.insert(at, item);
            united.push(span);
        }
    }

    /// The pattern of all bare words as typed, without the stop words around them (`who is the leader of the Lazarus
    /// group?`); none for fewer than two.
    pub(super) fn run(&mut self, run: &[&Clause]) -> Option<Pattern> {
        let says = |clause: &&Clause| !self.is_stop_word(&clause.text);
        let first = run.iter().position(says).unwrap_or(0);
        let last = run
            .iter()
            .rposition(says)
            .unwrap_or(run.len().saturating_sub(1));
        if first >= last {
            return None;
        }
        let run = &run[first..=last];
        let text = run
            .iter()
            .map(|clause| clause.text.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        match self.literal_ways(&text, Form::Phrase).into_iter().next() {
            Some(Way::Pattern(pattern)) => Some(pattern),
            _ => None,
        }
    }
}

/// The terms of a hyphenated word of `length` bytes as a whole.
fn joined_terms(buffer: &TokenBuffer, length: usize) -> Vec<String> {
    let whole = buffer
        .iter()
        .filter(|token| token.kind == TokenKind::Joined && token.span() == (0..length));
    whole.map(|token| token.term.to_owned()).collect()
}
