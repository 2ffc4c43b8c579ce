//! Names: which runs of a query may be one, and the spellings of it that the index has.

use std::ops::Range;

use seoji_analysis::is_romanised_syllable;
use seoji_analysis::names::{Asked, NameQuery, has_the_shape_of_a_person, is_given_name};

use super::spacing::is_hangul;
use super::words::add_ways;
use super::{Item, Planner, Way};
use crate::parse::{Clause, Form};

/// A name has at most so many words.
const MOST_WORDS: usize = 4;

/// A run of the query that may be a name.
#[derive(Clone, Debug)]
pub(crate) struct NameRun {
    /// Its words, in bytes of the query.
    pub(crate) span: Range<usize>,
    /// The words as they are read, without particles.
    pub(super) text: String,
    pub(super) name: NameQuery,
    /// Whether its words in small letters may be any words: then only what fits well counts, in Hangul.
    pub(super) in_small_letters: bool,
}

impl NameRun {
    /// A clause, or what is read of it.
    pub(super) fn new(clause: &Clause, text: String, name: NameQuery) -> Self {
        Self {
            span: clause.span.clone(),
            text,
            name,
            in_small_letters: false,
        }
    }
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
                let Some((text, name, in_small_letters)) = self.name_of(words) else {
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
                names.push(NameRun {
                    span,
                    text,
                    name,
                    in_small_letters,
                });
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
                        Some(NameRun::new(clause, text, name))
                    }));
                    continue;
                }
                Form::Glob | Form::Exact | Form::Filter(_) | Form::Citation { .. } => continue,
            };
            let found = found.into_iter().flatten();
            names.extend(found.map(|(text, name)| NameRun::new(clause, text, name)));
        }
        names
    }

    /// Reads neighbouring words as a name: Latin words, or a family name in Hangul that a space divides from the rest;
    /// and whether its words in small letters may be any words.
    fn name_of(&self, words: &[&Clause]) -> Option<(String, NameQuery, bool)> {
        let latin = |clause: &&Clause| {
            let mut letters = clause.text.chars().filter(|c| c.is_alphanumeric());
            letters.all(|c| c.is_alphabetic() && c < '\u{2000}')
        };
        let is_latin = words.iter().all(latin);
        let is_name = if is_latin {
            self.may_be_latin_name(words)
        } else {
            self.is_divided_name(words)
        };
        let in_small_letters = !is_name && is_latin && self.may_be_in_small_letters(words);
        if !is_name && !in_small_letters {
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
        let name = match in_small_letters {
            true => NameQuery::read(self.analyzer, &capitalised(text), Asked::ByShape)?,
            false => NameQuery::read(self.analyzer, text, Asked::ByShape)?,
        };
        Some((text.to_owned(), name, in_small_letters))
    }

    /// Whether two words in small letters may be the name of a place or an organisation: `rodong sinmun`. Both are made of
    /// romanised syllables, two or more each.
    fn may_be_in_small_letters(&self, words: &[&Clause]) -> bool {
        let is_romanised = |word: &&Clause| {
            let text = bare(&word.text);
            text.chars().all(|c| c.is_ascii_lowercase())
                && is_romanised(text, 2)
                && !self.is_stop_word(text)
        };
        words.len() == 2 && words.iter().all(is_romanised)
    }

    /// Whether words of Latin letters may be one name rather than a part of a sentence.
    ///
    /// In small letters only syllables are taken for one (`kim jong un`, `park jin-hyok`). A stop word that is a surname
    /// too (`In`, `An`, `No`) begins a name only where a given name of two syllables that are told apart follows, unless
    /// it seldom stands before a capital (`I Sunsin`, `No T'aeu`).
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
        let told_apart = |given: &str| given.contains(['-', 'ŏ', 'ŭ', '\'', '’']);
        // `I Am` and `An Ox` are no names.
        let is_seldom = matches!(texts[0], "An" | "Im" | "I" | "No")
            && romanised_syllables(given[0]) == Some(2);
        is_person(&texts.join(" ")) && (given.len() == 2 || told_apart(given[0]) || is_seldom)
    }

    /// Whether words of Hangul or Hanja are a person's name that spaces divide: a family name and a given name that is like
    /// no other word, but for one that is a given name too (김 일성); or syllables that all stand apart (김 일 성).
    fn is_divided_name(&self, words: &[&Clause]) -> bool {
        let texts: Vec<&str> = words.iter().map(|word| bare(&word.text)).collect();
        let korean = self.analyzer.korean();
        match texts[..] {
            [family, given] if is_hanja(family) && is_hanja(given) => {
                family.chars().count() == 1 && (1..=2).contains(&given.chars().count())
            }
            [family, first, second] if is_hanja(family) && is_hanja(first) && is_hanja(second) => {
                texts.iter().all(|text| text.chars().count() == 1)
            }
            [family, given] if is_hangul(family) && is_hangul(given) => {
                let given = self.without_particles(given).unwrap_or(given);
                let name = [family, given].concat();
                let is_known = korean.is_personal_name(&name)
                    && (!korean.is_common_word(given) || is_given_name(given));
                // 남궁 억: two syllables that are a family name are seldom anything else.
                is_known || family.chars().count() == 2 && has_the_shape_of_a_person(&name)
            }
            [family, first, last] if [family, first, last].into_iter().all(is_hangul) => {
                let name = texts.concat();
                let all_apart = texts.iter().all(|text| text.chars().count() == 1);
                all_apart && has_the_shape_of_a_person(&name) && !korean.is_ordinary_word(&name)
            }
            _ => false,
        }
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
            add_ways(&mut ways, self.literal_ways(&order, Form::Phrase));
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
    pub(super) fn without_particles<'w>(&self, word: &'w str) -> Option<&'w str> {
        if !is_hangul(word) {
            return None;
        }
        let content = self.analyzer.korean().eojeol(word).content_span();
        let content = word.get(content)?;
        (!content.is_empty() && content.len() < word.len()).then_some(content)
    }
}

fn is_hanja(word: &str) -> bool {
    let mut chars = word.chars();
    !word.is_empty()
        && chars.all(|c| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'))
}

/// A text without the punctuation around it.
pub(super) fn bare(text: &str) -> &str {
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
    let is_apostrophe = |c| matches!(c, '\'' | '’' | '‘' | 'ʻ' | 'ʼ');
    let letters: String = word.chars().filter(|&c| !is_apostrophe(c)).collect();
    let word = letters.as_str();
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

/// Whether a word of ASCII letters is made of so many romanised syllables or more.
fn is_romanised(word: &str, least: usize) -> bool {
    // How many syllables, up to `least`, the letters before each place are; none where they are no whole syllables.
    let mut reached: Vec<Option<usize>> = vec![None; word.len() + 1];
    reached[0] = Some(0);
    for start in 0..word.len() {
        let Some(syllables) = reached[start] else {
            continue;
        };
        let ends = start + 1..=word.len().min(start + LONGEST_SYLLABLE);
        for end in ends.filter(|&end| is_romanised_syllable(&word[start..end])) {
            reached[end] = reached[end].max(Some((syllables + 1).min(least)));
        }
    }
    reached[word.len()] == Some(least)
}

/// Letters of the longest syllable (`kkwaeng`).
const LONGEST_SYLLABLE: usize = 7;

/// A text with a capital at the beginning of each word.
fn capitalised(text: &str) -> String {
    let mut capitalised = String::with_capacity(text.len());
    let mut begins = true;
    for c in text.chars() {
        match begins {
            true => capitalised.extend(c.to_uppercase()),
            false => capitalised.push(c),
        }
        begins = c.is_whitespace();
    }
    capitalised
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
