//! A word or phrase becomes an item: its ways through both fields, and what of it scores.

use std::collections::HashSet;
use std::ops::Range;

use seoji_analysis::{Field, Language, TokenKind};

use super::spacing::{
    divided, either_side_of_a_space, is_bridge, is_hangul, without_bridged_syllables,
};
use super::{Item, Leaf, Pattern, Planner, Way};
use crate::parse::{Clause, Form};
use crate::results::Hint;

/// Weight of a morpheme, stem, reading or normal form in the score.
pub(super) const STEM_WEIGHT: f32 = 1.0;

/// Weight of the parts of a compound or hyphenated word, beside the whole.
const PART_WEIGHT: f32 = 0.5;

/// Weight of the surface (words and syllable pairs inside words); half, as measured (ARCHITECTURE.md).
const LITERAL_WEIGHT: f32 = 0.5;

/// Words of this many syllables and more are also found when a space divides them anywhere.
const DIVIDED_SYLLABLES: usize = 4;

/// Words of this many syllables and more are also looked for as the other Korea spells them, letter for letter.
const SPELLED_SYLLABLES: usize = 3;

/// A phrase is looked for by at most this many of its words and syllables: each is held against each of its begins.
const MOST_SLOTS: usize = 256;

/// A token of the stem field, owned.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct StemToken {
    pub(super) span: (usize, usize),
    position: u32,
    pub(super) term: String,
    pub(super) kind: TokenKind,
}

/// What the stem field has for a word.
pub(super) struct Stems {
    /// What must be there.
    pub(super) required: Vec<Leaf>,
    /// Parts that add to the score.
    parts: Vec<Leaf>,
    /// From the first to the last of them, in bytes of the word: the word without its particles.
    span: Range<usize>,
}

impl Planner<'_> {
    pub(super) fn item(&mut self, clause: &Clause) -> Item {
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
        let mut leaves;
        if clause.form == Form::Word {
            let Stems {
                required,
                parts,
                span,
            } = self.stem_leaves(text);
            let twins = self.spelled_otherwise(&text[span.clone()]);
            add_ways(&mut ways, twins);
            // Pairs that reach into the particle say nothing: 헤이그와 is not about 그와.
            let says = match !required.is_empty() && is_hangul(&text[span.clone()]) {
                true => &text[span.clone()],
                false => text,
            };
            if let Some(year) = year_of(text) {
                // English writes the number alone, and 년 stands behind every other year.
                let number = Leaf {
                    field: Field::Stem,
                    terms: vec![year.to_owned()],
                    weight: STEM_WEIGHT,
                };
                leaves = vec![number.clone()];
                ways.push(Way::Leaves(vec![number]));
            } else {
                leaves = self.literal_leaves(says);
                leaves.extend(required.iter().cloned().chain(parts));
                if let Some(decade) = decade_of(text) {
                    ways.extend(self.literal_ways(&decade, Form::Word));
                } else if required.len() == 1 || is_counted(text) {
                    ways.push(Way::Leaves(required));
                } else if span.len() < text.len() {
                    // A word of several morphemes is one thing: they must stand together, without the particles
                    // behind them. Anywhere in the passage, 사회의 안전과 생활의 보장 would answer 안전보장이사회.
                    add_ways(&mut ways, self.literal_ways(&text[span], Form::Word));
                }
            }
        } else {
            leaves = self.literal_leaves(text);
            if leaves.is_empty() {
                leaves = self.stem_leaves(text).required;
            }
        }
        Item {
            span: clause.span.clone(),
            text: clause.text.clone(),
            required: content,
            literal: clause.form != Form::Word,
            ways,
            leaves,
            variants: Vec::new(),
            proof: None,
            proven: None,
        }
    }

    /// The ways through the literal field to a word as the other Korea spells it.
    ///
    /// Shorter words meet in the stem field, which knows where a word begins (현재로선 is no 노선).
    fn spelled_otherwise(&mut self, word: &str) -> Vec<Way> {
        if word.chars().nth(SPELLED_SYLLABLES - 1).is_none() || !is_hangul(word) {
            return Vec::new();
        }
        let eojeol = self.analyzer.korean().eojeol(word);
        let begins = |at: usize| {
            eojeol
                .content()
                .any(|morpheme| morpheme.span.start as usize == at)
        };
        let twins = seoji_analysis::hangul::twins(word, begins);
        let ways = twins
            .iter()
            .flat_map(|twin| self.literal_ways(&twin.text, Form::Word));
        ways.collect()
    }

    pub(super) fn is_stop_word(&self, text: &str) -> bool {
        self.analyzer.stop_word(text, Language::English)
    }

    /// The ways through the literal field: as written, by the Hangul reading, written together, divided by a space.
    pub(super) fn literal_ways(&mut self, text: &str, form: Form) -> Vec<Way> {
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
    pub(super) fn literal_leaves(&mut self, text: &str) -> Vec<Leaf> {
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
    pub(super) fn stem_tokens(&mut self, text: &str) -> Vec<StemToken> {
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

    /// The one term of the stem field that stands for the whole of `text`, where there is one.
    pub(super) fn one_leaf(&mut self, text: &str) -> Option<Leaf> {
        let Stems { required, span, .. } = self.stem_leaves(text);
        match <[Leaf; 1]>::try_from(required) {
            Ok([leaf]) if span == (0..text.len()) => Some(leaf),
            _ => None,
        }
    }

    /// What must be there of the stem field, and the parts of it that add to the score.
    ///
    /// A token that covers others (a compound, a hyphenated word, a date) stands for them; tokens with the same span
    /// are alternatives.
    pub(super) fn stem_leaves(&mut self, text: &str) -> Stems {
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
            let terms = match token.kind {
                TokenKind::Normal => with_days(&token.term),
                _ => vec![token.term.clone()],
            };
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
                    let new = terms.into_iter().filter(|term| !leaf.terms.contains(term));
                    let new: Vec<String> = new.collect();
                    leaf.terms.extend(new);
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
}

/// Adds the ways that are not there yet.
pub(super) fn add_ways(ways: &mut Vec<Way>, more: Vec<Way>) {
    for way in more {
        if !ways.contains(&way) {
            ways.push(way);
        }
    }
}

/// Whether a word is a number with what it counts (25000명): the number may be written otherwise (25,000명).
fn is_counted(word: &str) -> bool {
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    word.starts_with(|c: char| c.is_ascii_digit()) && !unit.is_empty() && is_hangul(unit)
}

/// The digits of a year in Korean (1377년, 1961년에).
pub(crate) fn year_of(word: &str) -> Option<&str> {
    let year = word.get(..4).filter(|year| is_year(year))?;
    let unit = &word[4..];
    (unit.starts_with('년') && !unit.starts_with("년대") && is_hangul(unit)).then_some(year)
}

/// A decade as the other language writes it: `1990s`, 1990년대.
pub(crate) fn decade_of(word: &str) -> Option<String> {
    let year = word
        .get(..4)
        .filter(|year| is_year(year) && year.ends_with('0'))?;
    match &word[4..] {
        "s" | "'s" | "’s" => Some(format!("{year}년대")),
        unit if unit.starts_with("년대") && is_hangul(unit) => Some(format!("{year}s")),
        _ => None,
    }
}

fn is_year(digits: &str) -> bool {
    digits.bytes().all(|byte| byte.is_ascii_digit()) && ("1000".."3000").contains(&digits)
}

/// A normal form, and those of its days where it is a month (`1938-02`): a day is a day of its month.
pub(super) fn with_days(term: &str) -> Vec<String> {
    let is_month = matches!(term.as_bytes(), [a, b, c, d, b'-', e, f]
        if [a, b, c, d, e, f].into_iter().all(u8::is_ascii_digit));
    let days = (1..=31)
        .filter(|_| is_month)
        .map(|day| format!("{term}-{day:02}"));
    std::iter::once(term.to_owned()).chain(days).collect()
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
