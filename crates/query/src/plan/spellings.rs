//! The spellings of names and phrases that the index has.

use std::ops::Range;
use std::sync::Arc;

use seoji_analysis::names::foreign::{Bar, Reader};
use seoji_analysis::names::{Asked, Key, Relation, Tier};
use seoji_analysis::{Analyzer, Field, Language, TokenBuffer};
use seoji_schema::fold_form;

use super::names::{NameRun, bare};
use super::spacing::is_hangul;
use super::words::STEM_WEIGHT;
use super::{Home, Leaf, Plan, Planner, Proof, Variant, Way};
use crate::aliases::OwnList;
use crate::engine::{Clock, Engine};
use crate::neighbours::slips as slips_of;
use crate::parse::Form;

/// An item gets at most so many spellings, the closest.
pub(super) const MOST_VARIANTS: usize = 48;

/// Adds to the items of a plan the spellings of their names that the index has, but for those that the user's own list
/// says are other names.
///
/// # Errors
/// A damaged index.
pub(crate) fn add_spellings(
    plan: &mut Plan,
    analyzer: &Analyzer,
    engine: &Engine,
    own: &OwnList,
    clock: &Clock,
) -> tantivy::Result<()> {
    for plan in plan.below_mut() {
        add_spellings(plan, analyzer, engine, own, clock)?;
    }
    if plan.names.is_empty() && plan.phrases.is_empty() {
        return Ok(());
    }
    let mut planner = Planner {
        analyzer,
        languages: &[Language::Korean],
        buffer: TokenBuffer::new(),
        hints: Vec::new(),
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    // Those that need no look at their words: known in the other script, or told from another.
    let mut settled: Vec<Range<usize>> = Vec::new();
    let runs = std::mem::take(&mut plan.names);
    for (at, run) in runs.iter().enumerate() {
        let inside = |outer: &Range<usize>| {
            outer.start <= run.span.start && run.span.end <= outer.end && *outer != run.span
        };
        // `Rodong` is not also read as a name of its own where `Rodong Sinmun` is known.
        if found.iter().any(inside) {
            continue;
        }
        if clock.is_over_now() {
            break;
        }
        // A word that is read with and without its particle (라자루스의) is one name; the two readings are neighbours.
        let near = at.saturating_sub(1)..(at + 2).min(runs.len());
        let others: Vec<&str> = runs[near]
            .iter()
            .filter(|other| other.span == run.span)
            .map(|other| other.text.as_str())
            .collect();
        let spellings = planner.known_spellings(run, &others, engine, own)?;
        let Spellings { variants, refused } = &*spellings;
        // Where the whole name is told from another, its parts are not read as names of their own either: `Hyon-woo` of
        // `Kim Hyon-woo` would bring `Hyon-u` back.
        if variants.is_empty() && !*refused {
            continue;
        }
        found.push(run.span.clone());
        let of_hangul = run.text.split_whitespace().all(is_hangul);
        let is_other =
            |variant: &Variant| variant.text.split_whitespace().all(is_hangul) != of_hangul;
        if *refused || variants.iter().any(is_other) {
            settled.push(run.span.clone());
        }
        for item in plan.items.iter_mut().chain(&mut plan.excluded) {
            if run.span.start <= item.span.start && item.span.end <= run.span.end {
                let item = match &mut item.proof {
                    Some(Proof::Near { parts, .. }) => {
                        match parts.iter_mut().find(|part| bare(&part.text) == run.text) {
                            Some(part) => part,
                            None => continue,
                        }
                    }
                    _ => item,
                };
                for variant in variants {
                    if item.variants.len() < MOST_VARIANTS {
                        item.add_variant(variant.clone());
                    }
                }
            }
        }
    }
    for phrase in std::mem::take(&mut plan.phrases) {
        // One known name stays as it is.
        if settled.contains(&phrase.span) {
            continue;
        }
        if clock.is_over_now() {
            break;
        }
        let variants = planner.phrase_spellings(&phrase, engine, own)?;
        let mut items = plan.items.iter_mut().chain(&mut plan.excluded);
        if let Some(item) = items.find(|item| item.span == phrase.span) {
            for variant in variants {
                item.add_variant(variant);
            }
        }
    }
    Ok(())
}

/// A name as it is asked for, by which [`Spellings`] are remembered: words come again in other queries.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct NameAsked {
    text: String,
    asked: Asked,
    /// Its folded forms, where the user's own list says of any that they are not the same.
    folded: Vec<String>,
}

/// What the index has of a name.
#[derive(Default)]
pub(crate) struct Spellings {
    pub(super) variants: Vec<Variant>,
    /// Whether the own list refused one.
    refused: bool,
}

impl Planner<'_> {
    /// The spellings of a name that the index has, remembered, but for those that the user's own list says are other names
    /// than any of `forms`, as the name was typed.
    pub(super) fn known_spellings(
        &mut self,
        run: &NameRun,
        forms: &[&str],
        engine: &Engine,
        own: &OwnList,
    ) -> tantivy::Result<Arc<Spellings>> {
        let folded: Vec<String> = match own.rejects_any() {
            true => forms.iter().map(|form| fold_form(form)).collect(),
            false => Vec::new(),
        };
        let rejected = |surface: &str| {
            let mut folded = folded.iter();
            folded.any(|asked| own.rejects(asked, &fold_form(surface)))
        };
        let key = NameAsked {
            text: run.text.clone(),
            asked: run.name.asked(),
            folded: folded.clone(),
        };
        engine.spellings.get(key, |_| {
            self.spellings(run, engine, &rejected).map(Arc::new)
        })
    }

    /// The spellings of a name that the index has, the closest first.
    fn spellings(
        &mut self,
        run: &NameRun,
        engine: &Engine,
        rejected: &dyn Fn(&str) -> bool,
    ) -> tantivy::Result<Spellings> {
        let name = &run.name;
        let mut slips: Option<Vec<String>> = None;
        let mut found = Spellings::default();
        let second: &[Key] = match run.in_small_letters {
            true => &[],
            false => name.second_stage_keys(),
        };
        for keys in [name.keys(), second] {
            let surfaces = engine.surfaces(keys, &name.walk(keys))?;
            for chosen in name.choose(self.analyzer, surfaces.iter().map(String::as_str)) {
                let is_too_far = run.in_small_letters
                    && (chosen.tier > Tier::Variant || !is_hangul(&chosen.surface));
                if chosen.tier == Tier::Exact || is_too_far || found.variants.len() == MOST_VARIANTS
                {
                    continue;
                }
                if rejected(&chosen.surface) {
                    found.refused = true;
                    continue;
                }
                if chosen.relation == Relation::Foreign && is_latin(&run.text) {
                    let slips = match &mut slips {
                        Some(slips) => slips,
                        None => slips.insert(slips_of(engine, self.analyzer, &run.text)?),
                    };
                    if is_slip(&run.text, &chosen.surface, slips) {
                        continue;
                    }
                }
                found.variants.extend(self.spelling(&chosen, engine)?);
            }
            if !found.variants.is_empty() {
                break;
            }
        }
        for (spelled, relation) in name.spellings_of_place(self.analyzer) {
            let is_new = |known: &Variant| fold_form(&known.text) != spelled;
            if found.variants.iter().all(is_new)
                && !rejected(&spelled)
                && engine.has_literal_word(&spelled)?
            {
                found.variants.push(Variant {
                    weight: weight(Tier::SameSystem),
                    home: None,
                    rule: relation.to_string(),
                    evidence: None,
                    capital: false,
                    proven: None,
                    ways: self.literal_ways(&spelled, Form::Phrase),
                    text: spelled,
                });
            }
        }
        Ok(found)
    }

    /// A surface of the index as variants: as a word of Hangul, and where it is several; none where it stands in deleted
    /// documents only.
    fn spelling(
        &mut self,
        chosen: &seoji_analysis::names::Variant,
        engine: &Engine,
    ) -> tantivy::Result<Vec<Variant>> {
        let surface = chosen.surface.as_str();
        let variant = |ways, home| Variant {
            text: surface.to_owned(),
            weight: weight(chosen.tier),
            home,
            rule: chosen.relation.to_string(),
            evidence: None,
            ways,
            capital: false,
            proven: None,
        };
        let mut variants = Vec::new();
        if is_hangul(surface) && engine.has_word(surface)? {
            // As the one term that the analysis makes of it: 김일 does not stand in 김일성 then.
            let word = self.one_leaf(surface).unwrap_or_else(|| Leaf {
                field: Field::Stem,
                terms: vec![surface.to_owned()],
                weight: STEM_WEIGHT,
            });
            variants.push(variant(vec![Way::Leaves(vec![word])], None));
        }
        let documents = engine.documents_with(surface)?;
        if !documents.is_empty() {
            // In another document the same letters may be a part of another name: 김일 of 김일성.
            let home = Home {
                documents,
                elsewhere: 0.0,
            };
            let form = if surface.chars().all(|c| c < '\u{2000}') || is_hangul(surface) {
                Form::Phrase
            } else {
                // Hanja without their reading, which is a surface of its own.
                Form::Exact
            };
            let ways = self.literal_ways(surface, form);
            if !ways.is_empty() {
                variants.push(variant(ways, Some(home)));
            }
        }
        Ok(variants)
    }
}

/// Whether a word that the index lacks is rather a slip for one that it has: `Lazrus` sounds like 라자루스 too, but Lazarus
/// sounds more like it.
fn is_slip(word: &str, surface: &str, slips: &[String]) -> bool {
    let evidence = |word: &str| Reader::read(word)?.evidence(surface, Bar::Forced);
    let own = evidence(word);
    slips.iter().any(|slip| evidence(slip) > own)
}

fn is_latin(word: &str) -> bool {
    word.chars().all(|c| c.is_alphabetic() && c < '\u{2000}')
}

/// How much a spelling counts beside the one that was typed.
fn weight(tier: Tier) -> f32 {
    match tier {
        Tier::Exact => 1.0,
        Tier::SameLetters => 0.9,
        Tier::SameSystem => 0.8,
        Tier::Variant => 0.7,
        Tier::Fuzzy => 0.4,
    }
}
