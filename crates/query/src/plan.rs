//! Clauses become a plan: what must match, in which ways, and what the score is summed from.

use std::collections::HashSet;
use std::ops::Range;

use seoji_analysis::{Analyzer, Field, Language, TokenBuffer, TokenKind, is_romanised_syllable};
use seoji_schema::{PassageKind, Zone};

use crate::parse::{Clause, FilterField, Form};
use crate::results::Hint;

/// Weight of a morpheme, stem, reading or normal form in the score.
const STEM_WEIGHT: f32 = 1.0;
/// Weight of the parts of a compound or hyphenated word, beside the whole.
const PART_WEIGHT: f32 = 0.5;
/// Weight of the surface (words and syllable pairs inside words); half, as measured (ARCHITECTURE.md).
const LITERAL_WEIGHT: f32 = 0.5;
/// Words of this many syllables and more are also found when a space divides them anywhere.
const DIVIDED_SYLLABLES: usize = 4;
/// A phrase is looked for by at most this many of its words and syllables: each is held against each of its begins.
const MOST_SLOTS: usize = 256;
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
    planner.unite_names(&mut plan.items, &mut run);
    planner.join_neighbours(&mut plan.items, &run);
    planner.unite_normal_forms(&mut plan.items, &run);
    (plan, planner.hints)
}

struct Planner<'a> {
    analyzer: &'a Analyzer,
    languages: &'a [Language],
    buffer: TokenBuffer,
    hints: Vec<Hint>,
}

/// A token of the stem field, owned.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct StemToken {
    span: (usize, usize),
    position: u32,
    term: String,
    kind: TokenKind,
}

/// What the stem field has for a word.
struct Stems {
    /// What must be there.
    required: Vec<Leaf>,
    /// Parts that add to the score.
    parts: Vec<Leaf>,
    /// From the first to the last of them, in bytes of the word: the word without its particles.
    span: Range<usize>,
}

/// Whether a word looks like a Korean given name in Latin letters: `Jin-hyok`, `Chol-Su`.
fn is_given_name(word: &str) -> bool {
    let mut syllables = word.split('-');
    match (syllables.next(), syllables.next(), syllables.next()) {
        (Some(first), Some(second), None) => is_surname(first) && is_romanised_syllable(second),
        _ => false,
    }
}

fn is_surname(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase) && is_romanised_syllable(word)
}

impl Planner<'_> {
    fn item(&mut self, clause: &Clause) -> Item {
        let text = clause.text.as_str();
        let content = clause.form != Form::Word || !self.is_stop_word(text);
        let mut ways = self.literal_ways(text, clause.form);
        if let Some(Way::Pattern(pattern)) = ways.first()
            && pattern.slots.len() >= MOST_SLOTS
        {
            self.hints.push(Hint {
                message: format!(
                    "a very long phrase is looked for by its first {MOST_SLOTS} words or syllables"
                ),
                query: None,
                span: Some(clause.span.clone().into()),
            });
        }
        let mut leaves = self.literal_leaves(text);
        if clause.form == Form::Word {
            let Stems {
                required,
                parts,
                span,
            } = self.stem_leaves(text);
            leaves.extend(required.iter().cloned().chain(parts));
            if required.len() == 1 {
                ways.push(Way::Leaves(required));
            } else if span.len() < text.len() {
                // A word of several morphemes is one thing: they must stand together, without the particles behind
                // them. Anywhere in the passage, 사회의 안전과 생활의 보장 would answer 안전보장이사회.
                let content = self.literal_ways(&text[span], Form::Word);
                ways.extend(
                    content
                        .into_iter()
                        .filter(|way| !ways.contains(way))
                        .collect::<Vec<_>>(),
                );
            }
        } else if leaves.is_empty() {
            leaves = self.stem_leaves(text).required;
        }
        Item {
            span: clause.span.clone(),
            text: clause.text.clone(),
            required: content,
            literal: clause.form != Form::Word,
            ways,
            leaves,
        }
    }

    fn is_stop_word(&self, text: &str) -> bool {
        self.analyzer.stop_word(text, Language::English)
    }

    /// The ways through the literal field: as written, by the Hangul reading, written together, divided by a space.
    fn literal_ways(&mut self, text: &str, form: Form) -> Vec<Way> {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        self.analyzer.literal(text, &mut buffer);
        let mut written: Vec<(u32, Vec<String>)> = Vec::new();
        let mut read: Vec<(u32, Vec<String>)> = Vec::new();
        let mut joined: Vec<String> = Vec::new();
        let mut has_reading = false;
        let tokens: Vec<_> = buffer.iter().collect();
        // Without quotes, commas and brackets around.
        let own = tokens
            .iter()
            .filter(|token| token.kind != TokenKind::Marker);
        let first_start = own.clone().map(|token| token.start).min().unwrap_or(0);
        let last_end = own.map(|token| token.end).max().unwrap_or(0);
        let bare = &text[first_start as usize..last_end as usize];
        for here in tokens.chunk_by(|a, b| a.position == b.position) {
            let position = here[0].position;
            let of = |kinds: &[TokenKind]| {
                here.iter()
                    .find(|token| kinds.contains(&token.kind))
                    .map(|token| token.term.to_owned())
            };
            let pair = of(&[TokenKind::Bigram, TokenKind::Bridge]);
            let single = of(&[TokenKind::Syllable]);
            let word = match form {
                Form::Exact => of(&[TokenKind::Accented]).or_else(|| of(&[TokenKind::Word])),
                _ => of(&[TokenKind::Word]),
            };
            let surface = word.or(pair).or(single);
            if let Some(surface) = &surface {
                written.push((position, vec![surface.clone()]));
            }
            let all = |kind: TokenKind| -> Vec<String> {
                let tokens = here.iter().filter(|token| token.kind == kind);
                tokens.map(|token| token.term.to_owned()).collect()
            };
            let mut readings = all(TokenKind::Reading);
            has_reading |= !readings.is_empty();
            if readings.is_empty() && surface.as_deref().is_some_and(is_bridge) {
                // The readings of a pair over a space are of its own kind (`國 北` → `국 북`).
                readings = all(TokenKind::Bridge);
            }
            if readings.is_empty() {
                readings.extend(surface);
            }
            if !readings.is_empty() {
                read.push((position, readings));
            }
            joined.extend(
                here.iter()
                    .filter(|token| {
                        token.kind == TokenKind::Joined
                            && token.start == first_start
                            && token.end == last_end
                    })
                    .map(|token| token.term.to_owned()),
            );
        }
        self.buffer = buffer;
        for slots in [&mut written, &mut read] {
            without_bridged_syllables(slots);
            slots.truncate(MOST_SLOTS);
        }
        let mut ways = Vec::new();
        if !written.is_empty() {
            if form == Form::Exact {
                ways.push(Way::Pattern(Pattern { slots: written }));
            } else if form == Form::Word && written.len() + 1 < DIVIDED_SYLLABLES && is_hangul(bare)
            {
                ways.push(Way::Pattern(Pattern {
                    slots: written.clone(),
                }));
                ways.extend(divided(bare).into_iter().map(Way::Pattern));
            } else {
                ways.push(Way::Pattern(Pattern {
                    slots: either_side_of_a_space(written),
                }));
            }
        }
        if form != Form::Exact {
            if has_reading {
                ways.push(Way::Pattern(Pattern {
                    slots: either_side_of_a_space(read),
                }));
            }
            ways.extend(joined.into_iter().map(|term| {
                Way::Pattern(Pattern {
                    slots: vec![(0, vec![term])],
                })
            }));
        }
        ways
    }

    /// What of the literal field scores: words, and syllable pairs inside words.
    fn literal_leaves(&mut self, text: &str) -> Vec<Leaf> {
        self.buffer.clear();
        self.analyzer.literal(text, &mut self.buffer);
        let mut leaves: Vec<Leaf> = Vec::new();
        let mut seen = HashSet::new();
        for token in self.buffer.iter() {
            let scores = matches!(
                token.kind,
                TokenKind::Word | TokenKind::Bigram | TokenKind::Syllable
            );
            if scores && seen.insert(token.term) {
                let terms = vec![token.term.to_owned()];
                leaves.push(Leaf {
                    field: Field::Literal,
                    terms,
                    weight: LITERAL_WEIGHT,
                });
            }
        }
        leaves
    }

    /// The stem field's tokens in every language of the index.
    fn stem_tokens(&mut self, text: &str) -> Vec<StemToken> {
        let mut tokens = Vec::new();
        for &language in self.languages {
            self.buffer.clear();
            self.analyzer.stem(text, language, &mut self.buffer);
            for token in self.buffer.iter() {
                let span = (token.start as usize, token.end as usize);
                tokens.push(StemToken {
                    span,
                    position: token.position,
                    term: token.term.to_owned(),
                    kind: token.kind,
                });
            }
        }
        tokens.sort();
        tokens.dedup();
        tokens
    }

    /// What must be there of the stem field, and the parts of it that add to the score.
    ///
    /// A token that covers others (a compound, a hyphenated word, a date) stands for them; tokens with the same span
    /// are alternatives.
    fn stem_leaves(&mut self, text: &str) -> Stems {
        let tokens = self.stem_tokens(text);
        let covered = covered_spans(&tokens);
        let mut required: Vec<((usize, usize), Leaf)> = Vec::new();
        let mut parts: Vec<Leaf> = Vec::new();
        let mut seen = HashSet::new();
        let start = tokens.iter().map(|token| token.span.0).min().unwrap_or(0);
        let end = tokens
            .iter()
            .map(|token| token.span.1)
            .max()
            .unwrap_or(start);
        for token in &tokens {
            let terms = vec![token.term.clone()];
            if covered.contains(&token.span) {
                if seen.insert(&token.term) {
                    parts.push(Leaf {
                        field: Field::Stem,
                        terms,
                        weight: PART_WEIGHT,
                    });
                }
                continue;
            }
            // In order of their spans, so that alternatives are neighbours.
            match required.last_mut().filter(|(span, _)| *span == token.span) {
                Some((_, leaf)) => {
                    if !leaf.terms.contains(&token.term) {
                        leaf.terms.push(token.term.clone());
                    }
                }
                None => {
                    required.push((
                        token.span,
                        Leaf {
                            field: Field::Stem,
                            terms,
                            weight: STEM_WEIGHT,
                        },
                    ));
                }
            }
        }
        let required = required.into_iter().map(|(_, leaf)| leaf).collect();
        Stems {
            required,
            parts,
            span: start..end,
        }
    }

    /// A surname beside a hyphenated given name is one person: `Pak Chol-su` is found whole, in either order, or not
    /// at all. Two persons who share the passage are no answer.
    fn unite_names(&mut self, items: &mut Vec<Item>, run: &mut Vec<&Clause>) {
        let mut at = 0;
        while at + 1 < run.len() {
            let (first, second) = (run[at], run[at + 1]);
            let (surname, given) = match (is_given_name(&first.text), is_given_name(&second.text)) {
                (false, true) if is_surname(&first.text) => (&first.text, &second.text),
                (true, false) if is_surname(&second.text) => (&second.text, &first.text),
                _ => {
                    at += 1;
                    continue;
                }
            };
            let joined = given.replace('-', "");
            let orders = [
                format!("{} {}", first.text, second.text),
                format!("{surname} {given}"),
                format!("{surname} {joined}"),
                format!("{given} {surname}"),
                format!("{joined} {surname}"),
            ];
            let mut ways: Vec<Way> = Vec::new();
            for order in &orders {
                for way in self.literal_ways(order, Form::Phrase) {
                    if !ways.contains(&way) {
                        ways.push(way);
                    }
                }
            }
            let span = first.span.start..second.span.end;
            let Some(place) = items.iter().position(|item| item.span == first.span) else {
                at += 1;
                continue;
            };
            let mut leaves = std::mem::take(&mut items[place].leaves);
            if let Some(other) = items.iter_mut().find(|item| item.span == second.span) {
                leaves.append(&mut other.leaves);
            }
            items.retain(|item| item.span != first.span && item.span != second.span);
            let item = Item {
                span,
                text: orders[0].clone(),
                required: true,
                literal: true,
                ways,
                leaves,
            };
            items.insert(place.min(items.len()), item);
            run.drain(at..at + 2);
        }
    }

    /// Lets neighbours be found written together: `South East` also as `Southeast`.
    ///
    /// Each of the two gets the joined form as a way of its own, so that they still count as two words asked for.
    fn join_neighbours(&mut self, items: &mut [Item], run: &[&Clause]) {
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
    fn unite_normal_forms(&mut self, items: &mut Vec<Item>, run: &[&Clause]) {
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
                terms: vec![normal.term.clone()],
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
            };
            items.insert(at, item);
            united.push(span);
        }
    }

    /// The pattern of all bare words as typed, without the stop words around them (`who is the leader of the Lazarus
    /// group?`); none for fewer than two.
    fn run(&mut self, run: &[&Clause]) -> Option<Pattern> {
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
                let known = KINDS
                    .iter()
                    .any(|kind| kind.name().eq_ignore_ascii_case(value));
                (known, KINDS.map(PassageKind::name).join(", "))
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

/// The terms of a hyphenated word of `length` bytes as a whole.
fn joined_terms(buffer: &TokenBuffer, length: usize) -> Vec<String> {
    let whole = buffer
        .iter()
        .filter(|token| token.kind == TokenKind::Joined && token.span() == (0..length));
    whole.map(|token| token.term.to_owned()).collect()
}

fn is_hangul(text: &str) -> bool {
    text.chars().all(|c| ('가'..='힣').contains(&c))
}

/// The term of two syllables with a space between.
fn bridge(pair: &str) -> Option<String> {
    let mut chars = pair.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(first), Some(second), None) => Some(seoji_analysis::bridge_term(
            first.encode_utf8(&mut [0; 4]),
            second.encode_utf8(&mut [0; 4]),
        )),
        _ => None,
    }
}

/// Lets each pair of syllables also stand with a space between, or without the one that was typed.
fn either_side_of_a_space(slots: Vec<(u32, Vec<String>)>) -> Vec<(u32, Vec<String>)> {
    slots
        .into_iter()
        .map(|(offset, mut terms)| {
            let others: Vec<String> = terms
                .iter()
                .filter_map(|term| match seoji_analysis::bridged_pair(term) {
                    Some((first, second)) => Some(format!("{first}{second}")),
                    None => bridge(term).filter(|_| term.chars().all(|c| !c.is_ascii())),
                })
                .collect();
            terms.extend(others);
            (offset, terms)
        })
        .collect()
}

/// Leaves out the syllables alone behind a space: the pair over the space holds them. As a word of its own such a
/// syllable would be asked of `토론회` where `토론 회` was typed, and of `그 집에서` where `그 집` was.
fn without_bridged_syllables(slots: &mut Vec<(u32, Vec<String>)>) {
    let mut behind_a_space = None;
    slots.retain(|(offset, terms)| {
        let single = terms.iter().all(|term| term.chars().nth(1).is_none());
        let bridged = behind_a_space == Some(*offset);
        behind_a_space = terms
            .iter()
            .any(|term| is_bridge(term))
            .then_some(offset + 1);
        !(single && bridged)
    });
}

fn is_bridge(term: &str) -> bool {
    seoji_analysis::bridged_pair(term).is_some()
}

/// The spans that a wider span of other tokens covers.
fn covered_spans(tokens: &[StemToken]) -> HashSet<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = tokens.iter().map(|token| token.span).collect();
    spans.sort_by_key(|&(start, end)| (start, std::cmp::Reverse(end)));
    spans.dedup();
    let mut furthest = 0;
    let mut covered = HashSet::new();
    // Whatever covers a span stands before it.
    for (start, end) in spans {
        if end <= furthest {
            covered.insert((start, end));
        }
        furthest = furthest.max(end);
    }
    covered
}

/// A word of two or three syllables divided by one space, the single syllables standing as words of their own: so
/// `토론회` finds `토론 회`, while `북한` does not find `동북 한국` nor `연구소` `연구 소개`.
fn divided(word: &str) -> Vec<Pattern> {
    let syllables: Vec<char> = word.chars().collect();
    let pair = |at: usize| format!("{}{}", syllables[at], syllables[at + 1]);
    let single = |at: usize| syllables[at].to_string();
    let over = |at: usize| seoji_analysis::bridge_term(&single(at), &single(at + 1));
    let slots = |list: Vec<(u32, String)>| Pattern {
        slots: list
            .into_iter()
            .map(|(offset, term)| (offset, vec![term]))
            .collect(),
    };
    match syllables.len() {
        2 => vec![slots(vec![(0, single(0)), (0, over(0)), (1, single(1))])],
        3 => vec![
            slots(vec![(0, pair(0)), (1, over(1)), (2, single(2))]),
            slots(vec![(0, single(0)), (0, over(0)), (1, pair(1))]),
        ],
        _ => Vec::new(),
    }
}
