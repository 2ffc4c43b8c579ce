//! A quoted phrase in the other script: `"Lazarus Group"` is found as 라자루스 그룹 too, since each of its words may be.

use std::ops::Range;

use seoji_analysis::names::{Asked, NameQuery};
use seoji_schema::fold_form;

use super::names::{NameRun, bare};
use super::spacing::is_hangul;
use super::{Planner, Variant};
use crate::aliases::OwnList;
use crate::engine::Engine;
use crate::parse::{Clause, Form};

/// A phrase of more words is found as it is written only.
const MOST_PLACES: usize = 4;
/// Of a word so many spellings are tried beside those of the others, the closest.
const MOST_OF_A_PLACE: usize = 6;
/// A phrase has at most so many spellings, the closest.
const MOST_PHRASES: usize = 48;

/// A quoted phrase whose words may have spellings in the other script.
#[derive(Clone, Debug)]
pub(crate) struct PhraseRun {
    /// Where it stands, in bytes of the query.
    pub(super) span: Range<usize>,
    places: Vec<Place>,
}

/// A word of a phrase.
#[derive(Clone, Debug)]
struct Place {
    text: String,
    /// What it may be read as: as it stands, without its particles.
    names: Vec<NameRun>,
}

/// A word, or a row of words, in one of its spellings.
#[derive(Clone)]
struct Spelled {
    text: String,
    weight: f32,
    /// By which rules it is the same, none of a word as it was typed.
    rules: Vec<String>,
}

impl Planner<'_> {
    /// A phrase one of whose words at least looks like a name; the others may be ordinary words then, since they only
    /// matter where they stand beside it.
    pub(super) fn phrase(&self, clause: &Clause) -> Option<PhraseRun> {
        if !matches!(clause.form, Form::Phrase | Form::Name) {
            return None;
        }
        let words: Vec<&str> = clause.text.split_whitespace().map(bare).collect();
        let words = match words.as_slice() {
            [word] if is_hangul(word) => self.nouns(word),
            _ => words,
        };
        let is_word = |word: &&str| !word.is_empty() && !self.is_stop_word(word);
        if !(2..=MOST_PLACES).contains(&words.len()) || !words.iter().all(is_word) {
            return None;
        }
        let mut by_shape = clause.form == Form::Name;
        let mut places = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let content = match at + 1 == words.len() {
                true => self.without_particles(word),
                false => None,
            };
            let mut names = Vec::new();
            for text in std::iter::once(*word).chain(content) {
                let read = |asked| NameQuery::read(self.analyzer, text, asked);
                by_shape = by_shape || read(Asked::ByShape).is_some();
                // What stands beside it makes up for what a word alone would have to show.
                let name = read(Asked::Forced);
                names.extend(name.map(|name| NameRun::new(clause, text.to_owned(), name)));
            }
            places.push(Place {
                text: (*word).to_owned(),
                names,
            });
        }
        by_shape.then_some(PhraseRun {
            span: clause.span.clone(),
            places,
        })
    }

    /// The words of a compound: 라자루스 and 그룹 of 라자루스그룹. What is one syllable belongs to what stands before it.
    fn nouns<'w>(&self, word: &'w str) -> Vec<&'w str> {
        let eojeol = self.analyzer.korean().eojeol(word);
        let content = eojeol.content_span();
        let mut starts: Vec<usize> = Vec::new();
        for morpheme in eojeol.content() {
            let (start, end) = (morpheme.span.start as usize, morpheme.span.end as usize);
            let is_long = word[start..end].chars().nth(1).is_some();
            if starts.is_empty() || is_long {
                starts.push(start);
            }
        }
        let ends = starts.iter().skip(1).copied().chain([content.end]);
        let parts = starts.iter().zip(ends);
        parts
            .filter_map(|(&start, end)| word.get(start..end))
            .collect()
    }

    /// The spellings of a phrase in which one word at least is in the other script, the closest first; whether the index
    /// has them beside each other, the phrase itself will tell.
    pub(super) fn phrase_spellings(
        &mut self,
        phrase: &PhraseRun,
        engine: &Engine,
        own: &OwnList,
    ) -> tantivy::Result<Vec<Variant>> {
        let mut rows = vec![Spelled {
            text: String::new(),
            weight: 1.0,
            rules: Vec::new(),
        }];
        for place in &phrase.places {
            let choices = self.choices(place, engine, own)?;
            rows = rows
                .iter()
                .flat_map(|row| choices.iter().map(move |choice| row.followed_by(choice)))
                .collect();
            rows.sort_by(|a, b| {
                b.weight
                    .total_cmp(&a.weight)
                    .then_with(|| a.text.cmp(&b.text))
            });
            // The row of words as they were typed is one of them.
            rows.truncate(MOST_PHRASES + 1);
        }
        let typed: Vec<&str> = phrase
            .places
            .iter()
            .map(|place| place.text.as_str())
            .collect();
        let typed = fold_form(&typed.join(" "));
        rows.retain(|row| !row.rules.is_empty() && !own.rejects(&typed, &fold_form(&row.text)));
        let variants = rows.into_iter().map(|row| {
            let ways = self.literal_ways(&row.text, Form::Phrase);
            Variant {
                text: row.text,
                weight: row.weight,
                home: None,
                rule: row.rules.join(", "),
                evidence: None,
                ways,
                capital: false,
                proven: None,
            }
        });
        Ok(variants
            .filter(|variant| !variant.ways.is_empty())
            .collect())
    }

    /// A word as it was typed, and its spellings in the other script.
    fn choices(
        &mut self,
        place: &Place,
        engine: &Engine,
        own: &OwnList,
    ) -> tantivy::Result<Vec<Spelled>> {
        let mut choices = vec![Spelled {
            text: place.text.clone(),
            weight: 1.0,
            rules: Vec::new(),
        }];
        for name in &place.names {
            let spellings = self.known_spellings(name, &[&place.text], engine, own)?;
            for variant in &spellings.variants {
                let is_other = is_hangul(&variant.text) != is_hangul(&place.text);
                let is_known = choices.iter().any(|choice| choice.text == variant.text);
                if is_other && !is_known && choices.len() <= MOST_OF_A_PLACE {
                    choices.push(Spelled {
                        text: variant.text.clone(),
                        weight: variant.weight,
                        rules: vec![variant.rule.clone()],
                    });
                }
            }
        }
        Ok(choices)
    }
}

impl Spelled {
    fn followed_by(&self, word: &Spelled) -> Spelled {
        let mut text = self.text.clone();
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&word.text);
        let mut rules = self.rules.clone();
        rules.extend(
            word.rules
                .iter()
                .filter(|rule| !self.rules.contains(rule))
                .cloned(),
        );
        Spelled {
            text,
            weight: self.weight * word.weight,
            rules,
        }
    }
}
