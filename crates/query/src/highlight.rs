//! Marks what a query matched in a text: the text is analysed again by the functions that made the index.

use std::cmp::Ordering;
use std::ops::Range;

use rustc_hash::FxHashMap;
use seoji_analysis::{Analyzer, Field, Language, StemTerms, TokenBuffer, TokenKind};

use crate::plan::{Item, Leaf, Pattern, Proof, Way, year_of};
use crate::reasons::Rule;

mod proofs;

/// What one item matched in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Occurrence {
    /// The matched text, in bytes.
    pub(crate) span: Range<usize>,
    /// Index of the item in the plan.
    pub(crate) item: usize,
    /// Why it matched.
    pub(crate) rule: Rule,
}

/// The terms of a plan, each with a number, made once for a search.
///
/// A passage has hundreds of tokens and a query a handful of terms; only where those stand is kept.
pub(crate) struct Wanted<'p> {
    literal: FxHashMap<&'p str, usize>,
    stem: FxHashMap<&'p str, usize>,
    /// What the terms of the stem field may come from.
    sought: StemTerms,
}

impl<'p> Wanted<'p> {
    /// The terms by which `items` match.
    pub(crate) fn new(items: &[&'p Item]) -> Self {
        let mut wanted = Self {
            literal: FxHashMap::default(),
            stem: FxHashMap::default(),
            sought: StemTerms::ALL,
        };
        for item in items {
            wanted.add_item(item);
        }
        let mut terms: Vec<&str> = wanted.stem.keys().copied().collect();
        terms.sort_unstable();
        wanted.sought = StemTerms::of(terms);
        wanted
    }

    fn add_item(&mut self, item: &'p Item) {
        match &item.proof {
            Some(Proof::Near { parts, .. }) => {
                return parts.iter().for_each(|part| self.add_item(part));
            }
            // Its words are read in the text.
            Some(Proof::Syllables(_)) => return,
            Some(Proof::Word(_)) | None => {}
        }
        let variants = item.variants.iter().flat_map(|variant| &variant.ways);
        for way in item.ways.iter().chain(variants) {
            match way {
                Way::Pattern(pattern) => {
                    pattern
                        .slots
                        .iter()
                        .flat_map(|(_, terms)| terms)
                        .for_each(|term| self.add(Field::Literal, term));
                }
                Way::Leaves(leaves) => {
                    for leaf in leaves {
                        leaf.terms
                            .iter()
                            .for_each(|term| self.add(leaf.field, term));
                    }
                }
            }
        }
    }

    fn add(&mut self, field: Field, term: &'p str) {
        let terms = match field {
            Field::Literal => &mut self.literal,
            Field::Stem => &mut self.stem,
        };
        let number = terms.len();
        terms.entry(term).or_insert(number);
    }

    fn field(&self, field: Field) -> &FxHashMap<&'p str, usize> {
        match field {
            Field::Literal => &self.literal,
            Field::Stem => &self.stem,
        }
    }
}

/// Where the terms of a plan stand in a text.
pub(crate) struct AnalysedText<'t> {
    analyzer: &'t Analyzer,
    text: &'t str,
    wanted: &'t Wanted<'t>,
    literal: Vec<Vec<Place>>,
    stem: Vec<Vec<Place>>,
}

#[derive(Clone, Copy)]
struct Place {
    position: u32,
    start: usize,
    end: usize,
    kind: TokenKind,
}

impl<'t> AnalysedText<'t> {
    /// Analyses `text` as the index did.
    pub(crate) fn new(
        analyzer: &'t Analyzer,
        text: &'t str,
        language: Language,
        wanted: &'t Wanted<'t>,
        buffer: &mut TokenBuffer,
    ) -> Self {
        let mut places_of = |field| {
            let terms = wanted.field(field);
            let mut places: Vec<Vec<Place>> = vec![Vec::new(); terms.len()];
            if terms.is_empty() {
                return places;
            }
            match field {
                Field::Literal => analyzer.literal(text, buffer),
                Field::Stem => analyzer.stems_among(&wanted.sought, text, language, buffer),
            }
            for token in buffer.iter() {
                if let Some(&number) = terms.get(token.term) {
                    let (position, kind) = (token.position, token.kind);
                    places[number].push(Place {
                        position,
                        start: token.start as usize,
                        end: token.end as usize,
                        kind,
                    });
                }
            }
            places
        };
        let literal = places_of(Field::Literal);
        let stem = places_of(Field::Stem);
        Self {
            analyzer,
            text,
            wanted,
            literal,
            stem,
        }
    }

    /// What `items` matched, in order of the text; occurrences of different items may overlap.
    pub(crate) fn occurrences(&self, items: &[&Item]) -> Vec<Occurrence> {
        let mut found = Vec::new();
        for (index, item) in items.iter().enumerate() {
            self.item_occurrences(index, item, &mut found);
        }
        found.sort_by_key(|occurrence| {
            (
                occurrence.span.start,
                std::cmp::Reverse(occurrence.span.end),
                occurrence.item,
            )
        });
        found.dedup();
        note_missing_spaces(&mut found);
        self.without_lone_stop_words(items, found)
    }

    /// A stop word is marked only between other words of the query: `leader of the Lazarus group`, but no other `of`.
    fn without_lone_stop_words(&self, items: &[&Item], found: Vec<Occurrence>) -> Vec<Occurrence> {
        if items.iter().all(|item| item.required) {
            return found;
        }
        let required = |occurrence: &Occurrence| items[occurrence.item].required;
        let touch = |first: &Occurrence, second: &Occurrence| {
            let gap = self.text.get(first.span.end..second.span.start);
            gap.is_none_or(is_word_space)
        };
        let mut kept = Vec::with_capacity(found.len());
        for chain in found.chunk_by(touch) {
            let first = chain.iter().position(required);
            let last = chain.iter().rposition(required);
            if let (Some(first), Some(last)) = (first, last) {
                kept.extend_from_slice(&chain[first..=last]);
            }
        }
        kept
    }

    fn item_occurrences(&self, index: usize, item: &Item, found: &mut Vec<Occurrence>) {
        let begun = found.len();
        match &item.proof {
            Some(Proof::Syllables(glob)) => return self.fitting(index, glob, found),
            Some(Proof::Near { parts, slop }) => return self.near(index, parts, *slop, found),
            Some(Proof::Word(_)) | None => {}
        }
        for way in &item.ways {
            match way {
                Way::Pattern(pattern) => {
                    for (span, reading) in self.pattern(pattern) {
                        let rule = Rule::of_text(&item.text, &self.text[span.clone()], reading);
                        found.push(Occurrence {
                            span,
                            item: index,
                            rule,
                        });
                    }
                }
                Way::Leaves(leaves) => {
                    // Parts that stand apart are marked only where nothing stands as a whole.
                    if leaves.len() > 1 && found.len() > begun {
                        continue;
                    }
                    if leaves.iter().all(|leaf| self.leaf(leaf).next().is_some()) {
                        for place in leaves.iter().flat_map(|leaf| self.leaf(leaf)) {
                            let span = place.start..self.with_year(item, place.end);
                            let rule = match item.proof {
                                Some(_) => Rule::Open,
                                None => {
                                    Rule::of_token(&item.text, &self.text[span.clone()], place.kind)
                                }
                            };
                            found.push(Occurrence {
                                span,
                                item: index,
                                rule,
                            });
                        }
                    }
                }
            }
        }
        keep_widest(found, begun);
        self.variant_occurrences(index, item, begun, found);
    }

    /// The byte behind 년 where a year was asked for with it and a number ends at byte `end`, else `end`.
    fn with_year(&self, item: &Item, end: usize) -> usize {
        let is_year = year_of(&item.text).is_some() && self.text[end..].starts_with('년');
        end + if is_year { '년'.len_utf8() } else { 0 }
    }

    /// Marks variants where the item itself does not stand: `Lazarus` is not also marked as a part of another of its
    /// names.
    fn variant_occurrences(
        &self,
        index: usize,
        item: &Item,
        begun: usize,
        found: &mut Vec<Occurrence>,
    ) {
        let own = found.len();
        for (number, variant) in item.variants.iter().enumerate() {
            for way in &variant.ways {
                let spans: Vec<Range<usize>> = match way {
                    Way::Pattern(pattern) => {
                        let places = self.pattern(pattern).into_iter();
                        places.map(|(span, _)| span).collect()
                    }
                    Way::Leaves(leaves) => {
                        let places = leaves.iter().flat_map(|leaf| self.leaf(leaf));
                        places.map(|place| place.start..place.end).collect()
                    }
                };
                for span in spans {
                    if variant.capital && !begins_with_capital(&self.text[span.clone()]) {
                        continue;
                    }
                    let overlaps = |other: &Occurrence| {
                        other.span.start < span.end && span.start < other.span.end
                    };
                    if !found[begun..own].iter().any(overlaps) {
                        found.push(Occurrence {
                            span,
                            item: index,
                            rule: Rule::Variant(number),
                        });
                    }
                }
            }
        }
        keep_widest(found, own);
    }

    fn places(&self, field: Field, term: &str) -> &[Place] {
        let places = match field {
            Field::Literal => &self.literal,
            Field::Stem => &self.stem,
        };
        self.wanted
            .field(field)
            .get(term)
            .and_then(|&number| places.get(number))
            .map_or(&[], Vec::as_slice)
    }

    fn leaf<'a>(&'a self, leaf: &'a Leaf) -> impl Iterator<Item = Place> + 'a {
        leaf.terms
            .iter()
            .flat_map(|term| self.places(leaf.field, term).iter().copied())
    }

    /// Where a pattern stands, and whether a Hanja reading took part.
    fn pattern(&self, pattern: &Pattern) -> Vec<(Range<usize>, bool)> {
        let Some(((first_offset, first), rest)) = pattern.slots.split_first() else {
            return Vec::new();
        };
        let mut found = Vec::new();
        let begins = first
            .iter()
            .flat_map(|term| self.places(Field::Literal, term));
        'begin: for begin in begins {
            let Some(base) = begin.position.checked_sub(*first_offset) else {
                continue;
            };
            let (mut start, mut end) = (begin.start, begin.end);
            let mut reading = begin.kind == TokenKind::Reading;
            for (offset, terms) in rest {
                let Some(place) = self.place_at(terms, base + offset) else {
                    continue 'begin;
                };
                start = start.min(place.start);
                end = end.max(place.end);
                reading |= place.kind == TokenKind::Reading;
            }
            let end = start + before_bracket(&self.text[start..end]);
            found.push((start..end, reading));
        }
        found
    }

    /// Where one of `terms` stands at a position of the literal field.
    fn place_at(&self, terms: &[String], position: u32) -> Option<Place> {
        terms.iter().find_map(|term| {
            // Positions never go back in a text, so the places of a term are in their order.
            let places = self.places(Field::Literal, term);
            let at = places.partition_point(|place| place.position < position);
            places
                .get(at)
                .filter(|place| place.position == position)
                .copied()
        })
    }
}

/// Two words of the query that stand in the text without the space that was typed between them.
fn note_missing_spaces(found: &mut [Occurrence]) {
    for at in 1..found.len() {
        let (first, second) = (&found[at - 1], &found[at]);
        if first.item + 1 == second.item
            && first.span.end == second.span.start
            && first.rule == Rule::Exact
            && second.rule == Rule::Exact
        {
            found[at - 1].rule = Rule::Spacing;
            found[at].rule = Rule::Spacing;
        }
    }
}

/// Of the occurrences of one item from `begun` on, keeps those that no wider one holds; of two that share a part the
/// closer one: of `Kim Kirim, Kim Namch'ŏn` not `Kirim, Kim` as well.
fn keep_widest(found: &mut Vec<Occurrence>, begun: usize) {
    let mut own = found.split_off(begun);
    own.sort_by(|a, b| {
        let order = a
            .span
            .start
            .cmp(&b.span.start)
            .then(b.span.end.cmp(&a.span.end));
        order.then(a.rule.distance().cmp(&b.rule.distance()))
    });
    for occurrence in own {
        match found[begun..].last() {
            Some(last) if occurrence.span.end <= last.span.end => {}
            Some(last) if occurrence.span.start < last.span.end => {
                match occurrence.rule.distance().cmp(&last.rule.distance()) {
                    Ordering::Greater => {}
                    Ordering::Equal => found.push(occurrence),
                    Ordering::Less => {
                        found.pop();
                        found.push(occurrence);
                    }
                }
            }
            _ => found.push(occurrence),
        }
    }
}

/// The length of a text up to a bracket that is closed in it and not opened: of `金日成)을` the name is meant.
fn before_bracket(text: &str) -> usize {
    let mut open = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '（' => open += 1,
            ')' | ']' | '）' if open == 0 && at > 0 => return at,
            ')' | ']' | '）' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    text.len()
}

/// Whether a gap only parts words; a tab parts cells, a line break items and paragraphs.
fn is_word_space(gap: &str) -> bool {
    gap.chars()
        .all(|c| c.is_whitespace() && !matches!(c, '\t' | '\n'))
}

/// The marks of a text: occurrences joined where they overlap, and where neighbours in the text are different words
/// of the query with nothing but a space between, so that a name or phrase is one mark.
pub(crate) fn marks(text: &str, occurrences: &[Occurrence]) -> Vec<Range<usize>> {
    let mut marks: Vec<(Range<usize>, usize)> = Vec::new();
    for occurrence in occurrences {
        if let Some((mark, item)) = marks.last_mut() {
            let touches = occurrence.span.start <= mark.end;
            let neighbours = occurrence.item != *item
                && occurrence.span.start > mark.end
                && is_word_space(&text[mark.end..occurrence.span.start]);
            if touches || neighbours {
                if occurrence.span.end > mark.end {
                    mark.end = occurrence.span.end;
                    *item = occurrence.item;
                }
                continue;
            }
        }
        marks.push((occurrence.span.clone(), occurrence.item));
    }
    marks.into_iter().map(|(mark, _)| mark).collect()
}
/// Whether a text begins with a capital letter.
fn begins_with_capital(text: &str) -> bool {
    let first = text.chars().find(|c| c.is_alphanumeric());
    first.is_some_and(char::is_uppercase)
}
