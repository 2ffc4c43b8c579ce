//! Names: which runs of a query may be one, and the spellings of it that the index has.

use std::ops::Range;
use std::sync::Arc;

use seoji_analysis::names::foreign::{Bar, Reader};
use seoji_analysis::names::{Asked, NameQuery, Relation, Tier};
use seoji_analysis::{Analyzer, Field, Language, TokenBuffer, is_romanised_syllable};
use seoji_schema::fold_form;

use super::spacing::is_hangul;
use super::words::STEM_WEIGHT;
use super::{Home, Item, Leaf, Plan, Planner, Proof, Variant, Way};
use crate::aliases::OwnList;
use crate::engine::{Clock, Engine};
use crate::neighbours::slips as slips_of;
use crate::parse::{Clause, Form};

/// A name has at most so many words.
const MOST_WORDS: usize = 4;
/// An item gets at most so many spellings, the closest.
const MOST_VARIANTS: usize = 48;

/// A run of the query that may be a name.
#[derive(Clone, Debug)]
pub(crate) struct NameRun {
    /// Its words, in bytes of the query.
    pub(crate) span: Range<usize>,
    /// The words as they are read, without particles.
    text: String,
    name: NameQuery,
}

impl Planner<'_> {
    /// The runs that may be names, the longest first. Persons become one item: they are found whole, in some spelling
    /// and in either order, or not at all; two persons who share the passage are no answer.
    pub(super) fn names(
        &mut self,
        clauses: &[Clause],
        items: &mut Vec<Item>,
        run: &mut Vec<&Clause>,
    ) -> Vec<NameRun> {
        let mut names = Vec::new();
        for count in (2..=MOST_WORDS).rev() {
            let mut at = 0;
            while at + count <= run.len() {
                let words = &run[at..at + count];
                let Some((text, name)) = self.name_of(words) else {
                    at += 1;
                    continue;
                };
                let span = words[0].span.start..words[count - 1].span.end;
                let proper = text.chars().any(char::is_uppercase);
                if proper && is_person(&text) && self.unite(items, words, &text) {
                    run.drain(at..at + count);
                } else {
                    at += 1;
                }
                names.push(NameRun { span, text, name });
            }
        }
        for clause in clauses {
            let read = |text: &str, asked| {
                let name = NameQuery::read(self.analyzer, text, asked)?;
                Some((text.to_owned(), name))
            };
            let text = bare(&clause.text);
            let found = match clause.form {
                Form::Name => [read(&clause.text, Asked::Forced), None],
                Form::Phrase => [read(text, Asked::ByShape), None],
                Form::Word => {
                    let content = self.without_particles(text);
                    [
                        read(text, Asked::ByShape),
                        content.and_then(|content| read(content, Asked::ByShape)),
                    ]
                }
                Form::Near(_) => {
                    // Each of its words may be a name.
                    let words = clause.text.split_whitespace().map(bare);
                    names.extend(words.filter_map(|word| {
                        let (text, name) = read(word, Asked::ByShape)?;
                        let span = clause.span.clone();
                        Some(NameRun { span, text, name })
                    }));
                    continue;
                }
                Form::Glob | Form::Exact | Form::Filter(_) | Form::Citation { .. } => continue,
            };
            let span = clause.span.clone();
            names.extend(found.into_iter().flatten().map(|(text, name)| NameRun {
                span: span.clone(),
                text,
                name,
            }));
        }
        names
    }

    /// Reads neighbouring words as a name: Latin words, or a family name in Hangul that a space divides from the rest.
    fn name_of(&self, words: &[&Clause]) -> Option<(String, NameQuery)> {
        let latin = |clause: &&Clause| {
            let mut letters = clause.text.chars().filter(|c| c.is_alphanumeric());
            letters.all(|c| c.is_alphabetic() && c < '\u{2000}')
        };
        let is_name = if words.iter().all(latin) {
            self.may_be_latin_name(words)
        } else {
            self.is_divided_name(words)
        };
        if !is_name {
            return None;
        }
        let text: Vec<&str> = words.iter().map(|clause| clause.text.as_str()).collect();
        let text = text.join(" ");
        let text = bare(&text);
        // Between two names of a list there is no name; `Park, Jin Hyok` has one comma, behind its first word.
        let commas = words[..words.len() - 1]
            .iter()
            .map(|word| word.text.as_str());
        let ends = |word: &str| word.ends_with(|c: char| !c.is_alphanumeric());
        if commas
            .enumerate()
            .any(|(at, word)| ends(word) && !(at == 0 && word.ends_with(',')))
        {
            return None;
        }
        let name = NameQuery::read(self.analyzer, text, Asked::ByShape)?;
        Some((text.to_owned(), name))
    }

    /// Whether words of Latin letters may be one name rather than a part of a sentence.
    ///
    /// In small letters only syllables are taken for one (`kim jong un`, `park jin-hyok`). A stop word that is a surname
    /// too (`In`, `An`, `No`) begins a name only where a given name of two syllables that are told apart follows.
    fn may_be_latin_name(&self, words: &[&Clause]) -> bool {
        let texts: Vec<&str> = words.iter().map(|word| bare(&word.text)).collect();
        let proper =
            |text: &&str| text.starts_with(char::is_uppercase) || text.contains(['ŏ', 'ŭ']);
        if !texts.iter().all(proper) {
            return texts
                .iter()
                .all(|text| text.split('-').all(is_romanised_syllable))
                && texts.iter().flat_map(|text| text.split('-')).count() == 3
                && !texts.iter().any(|text| self.is_stop_word(text));
        }
        if !self.is_stop_word(texts[0]) {
            return true;
        }
        let given = &texts[1..];
        is_person(&texts.join(" ")) && (given.len() == 2 || given[0].contains(['-', 'ŏ', 'ŭ']))
    }

    /// Whether two words of Hangul are a family name and a given name that a space divides: no other word is like the
    /// second.
    fn is_divided_name(&self, words: &[&Clause]) -> bool {
        let [family, given] = words else {
            return false;
        };
        let (family, given) = (bare(&family.text), bare(&given.text));
        if !is_hangul(family) || !is_hangul(given) {
            return false;
        }
        let given = self.without_particles(given).unwrap_or(given);
        let korean = self.analyzer.korean();
        korean.is_personal_name(&[family, given].concat()) && !korean.is_common_word(given)
    }

    /// Makes one item of the words of a person's name.
    fn unite(&mut self, items: &mut Vec<Item>, words: &[&Clause], text: &str) -> bool {
        let inside = |item: &Item| words.iter().any(|word| word.span == item.span);
        let Some(place) = items.iter().position(inside) else {
            return false;
        };
        let mut leaves = Vec::new();
        for word in words {
            for leaf in self.item(word).leaves {
                if !leaves.contains(&leaf) {
                    leaves.push(leaf);
                }
            }
        }
        let mut ways: Vec<Way> = Vec::new();
        for order in orders(text) {
            for way in self.literal_ways(&order, Form::Phrase) {
                if !ways.contains(&way) {
                    ways.push(way);
                }
            }
        }
        items.retain(|item| !inside(item));
        let item = Item {
            span: words[0].span.start..words[words.len() - 1].span.end,
            text: text.to_owned(),
            required: true,
            literal: true,
            ways,
            leaves,
            variants: Vec::new(),
            proof: None,
            proven: None,
        };
        items.insert(place.min(items.len()), item);
        true
    }

    /// A word of Hangul without the particles behind it; none where it has none.
    fn without_particles<'w>(&self, word: &'w str) -> Option<&'w str> {
        if !is_hangul(word) {
            return None;
        }
        let content = self.analyzer.korean().eojeol(word).content_span();
        let content = word.get(content)?;
        (!content.is_empty() && content.len() < word.len()).then_some(content)
    }
}

/// A text without the punctuation around it.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether a run that looks Korean is the name of a person: a family name of one syllable, and one or two syllables
/// in one or two words before or behind it.
fn is_person(text: &str) -> bool {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
        .collect();
    let given = |words: &[&str]| {
        let counts = words.iter().map(|word| romanised_syllables(word));
        let count: Option<usize> = counts.sum();
        matches!(count, Some(1 | 2))
    };
    match words.as_slice() {
        [first, rest @ ..] if !rest.is_empty() => {
            let [before @ .., last] = words.as_slice() else {
                return false;
            };
            (is_romanised_syllable(first) && given(rest))
                || (is_romanised_syllable(last) && given(before))
        }
        _ => false,
    }
}

/// How many romanised syllables a word has, up to two; none where it is not made of them.
fn romanised_syllables(word: &str) -> Option<usize> {
    if is_romanised_syllable(word) {
        return Some(1);
    }
    if let Some((first, second)) = word.split_once('-') {
        return (is_romanised_syllable(first) && is_romanised_syllable(second)).then_some(2);
    }
    word.char_indices()
        .skip(1)
        .map(|(at, _)| word.split_at(at))
        .any(|(first, second)| is_romanised_syllable(first) && is_romanised_syllable(second))
        .then_some(2)
}

/// The orders and hyphenations in which a person's name may stand: as typed, and with the family name on the other
/// side.
fn orders(text: &str) -> Vec<String> {
    let mut orders = vec![text.to_owned()];
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
        .collect();
    let mut add = |family: &str, given: &[&str]| {
        let apart = given.join(" ");
        let together = given.concat().replace('-', "");
        for given in [apart, together] {
            orders.push(format!("{family} {given}"));
            orders.push(format!("{given} {family}"));
        }
    };
    if let [first, rest @ ..] = words.as_slice()
        && is_romanised_syllable(first)
    {
        add(first, rest);
    }
    if let [before @ .., last] = words.as_slice()
        && is_romanised_syllable(last)
        && !text.contains(',')
        && !is_romanised_syllable(words[0])
    {
        add(last, before);
    }
    orders
}

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
    if plan.names.is_empty() {
        return Ok(());
    }
    let mut planner = Planner {
        analyzer,
        languages: &[Language::Korean],
        buffer: TokenBuffer::new(),
        hints: Vec::new(),
    };
    let mut found: Vec<Range<usize>> = Vec::new();
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
        let asked: Vec<String> = runs[near]
            .iter()
            .filter(|other| own.rejects_any() && other.span == run.span)
            .map(|other| fold_form(&other.text))
            .collect();
        let rejected = |surface: &str| {
            asked
                .iter()
                .any(|asked| own.rejects(asked, &fold_form(surface)))
        };
        let key = NameAsked {
            text: run.text.clone(),
            asked: run.name.asked(),
            folded: asked.clone(),
        };
        let spellings = engine.spellings.get(key, |_| {
            planner.spellings(run, engine, &rejected).map(Arc::new)
        })?;
        let Spellings { variants, refused } = &*spellings;
        // Where the whole name is told from another, its parts are not read as names of their own either: `Hyon-woo` of
        // `Kim Hyon-woo` would bring `Hyon-u` back.
        if variants.is_empty() && !*refused {
            continue;
        }
        found.push(run.span.clone());
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
    variants: Vec<Variant>,
    /// Whether the own list refused one.
    refused: bool,
}

impl Planner<'_> {
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
        for keys in [name.keys(), name.second_stage_keys()] {
            let surfaces = engine.surfaces(keys, &name.walk(keys))?;
            for chosen in name.choose(surfaces.iter().map(String::as_str)) {
                if chosen.tier == Tier::Exact || found.variants.len() == MOST_VARIANTS {
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
