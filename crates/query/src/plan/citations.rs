//! Conditions on what is cited: a clause such as `author:"Lee Yu-ji"` or `year:2015..2019` becomes terms to look for.

use seoji_schema::{PERSON_STRIDE, WORK_STRIDE};

use super::spacing::is_hangul;
use super::{Pattern, Plan, Planner, Way as ItemWay};
use crate::citations::{CitationField, Condition, Part, Terms, Way};
use crate::parse::{Clause, FilterField, Form, Glob, is_glob};
use crate::results::Hint;

/// So many words of a name are looked for.
const MOST_NAME_WORDS: usize = 8;

impl Plan {
    /// Adds a condition. Two years, kinds, sites or days are alternatives, two authors or words of a title are both meant.
    pub(super) fn add_condition(&mut self, condition: Condition, excluded: bool) {
        if excluded {
            self.not_cited.push(condition);
            return;
        }
        if condition.field == CitationField::Cites {
            self.cites.push(condition);
            return;
        }
        let alternative = matches!(
            condition.field,
            CitationField::Year
                | CitationField::Kind
                | CitationField::Site
                | CitationField::Accessed
        );
        match self
            .citation
            .iter_mut()
            .find(|known| alternative && known.field == condition.field)
        {
            Some(known) => {
                known.ways.extend(condition.ways);
                known.spellings.extend(condition.spellings);
                known.text = format!("{} {}", known.text, condition.text);
            }
            None => self.citation.push(condition),
        }
    }

    /// Whether it asks for anything, rather than only leaving out.
    pub(crate) fn asks_anything(&self) -> bool {
        !self.items.is_empty()
            || !self.alternatives.is_empty()
            || !self.citation.is_empty()
            || !self.cites.is_empty()
            || self.filters.iter().any(|filter| !filter.excluded)
    }

    /// Whether it asks for anything or leaves anything out.
    pub(crate) fn says_something(&self) -> bool {
        self.asks_anything()
            || !self.excluded.is_empty()
            || !self.without.is_empty()
            || !self.not_cited.is_empty()
            || !self.filters.is_empty()
    }

    /// Whether anything but conditions on what is cited limits the passages.
    pub(crate) fn asks_for_passages(&self) -> bool {
        !self.items.is_empty()
            || !self.alternatives.is_empty()
            || !self.cites.is_empty()
            || self
                .filters
                .iter()
                .any(|filter| !filter.excluded && filter.field != FilterField::Document)
    }
}

impl Planner<'_> {
    /// The condition that a clause sets; none, with a hint, where its value says nothing.
    pub(super) fn condition(
        &mut self,
        field: CitationField,
        clause: &Clause,
        quoted: bool,
    ) -> Option<Condition> {
        let text = clause.text.trim();
        let (ways, wanted) = match field {
            CitationField::Author => (self.author_ways(text, !quoted), "a name"),
            CitationField::Title => (self.title_ways(text, quoted), "words of a title"),
            CitationField::Year => (year_ways(text), "a year such as 2019, or 2015..2019"),
            CitationField::Kind => (kind_ways(text), "the kind of a work such as thesis"),
            CitationField::Accessed => (
                accessed_ways(text),
                "a date such as 2019, 2019-06 or 2019-06-20, or two with .. between",
            ),
            CitationField::Site => (site_ways(text), "a host such as yna.co.kr"),
            CitationField::Key => (key_ways(text), "a citation key such as tudor2015"),
            CitationField::Cites => (self.cites_ways(text), "a label, an author or a title"),
        };
        if ways.is_empty() {
            let name = field.name();
            let message =
                format!("\"{text}\" is not what {name}: looks for and was left out; type {wanted}");
            self.hints.push(Hint {
                message,
                query: None,
                span: Some(clause.span.clone().into()),
            });
            return None;
        }
        if is_reversed(field, text) {
            self.hints.push(Hint {
                message: format!(
                    "the range runs backwards; \"{text}\" was read the other way round"
                ),
                query: None,
                span: Some(clause.span.clone().into()),
            });
        }
        Some(Condition {
            field,
            text: text.to_owned(),
            span: clause.span.clone(),
            ways,
            spellings: Vec::new(),
        })
    }

    /// All words of the name in one person, in any order; of the given names the initial will do (`Tudor, D.`). With
    /// `open` words may be patterns.
    fn author_ways(&mut self, text: &str, open: bool) -> Vec<Way> {
        if let Some(names) = several(text) {
            return self.several_ways(&names);
        }
        let words = name_words(text);
        let mut full: Vec<Part> = Vec::new();
        let mut relaxed: Vec<Part> = Vec::new();
        for word in words.iter().take(MOST_NAME_WORDS) {
            // Names in syllables are kept whole, others by their words.
            if let Some(part) = fitting(word, &['a', 'p']).filter(|_| open) {
                full.push(part.clone());
                relaxed.push(part);
                continue;
            }
            let own = self.part('a', word, Form::Word);
            let initial = initial(word);
            let is_initial = word.chars().filter(|c| c.is_alphanumeric()).count() == 1;
            let mut more = own.clone();
            let parts = hyphenated(word);
            if parts.len() > 1 {
                more.patterns.extend(abbreviated(&words, word, &parts));
            } else if let Some(initial) = initial {
                let letter = if is_initial { 'i' } else { 'a' };
                more.patterns
                    .push(vec![(0, vec![Terms::One(format!("{letter}{initial}"))])]);
            }
            if own.patterns.is_empty() && more.patterns.is_empty() {
                continue;
            }
            if !is_initial && !own.patterns.is_empty() {
                full.push(own);
            } else {
                full.push(Part {
                    patterns: Vec::new(),
                });
            }
            relaxed.push(more);
        }
        let mut ways = Vec::new();
        // At least one word must stand there as a whole.
        for (at, own) in full.iter().enumerate() {
            if own.patterns.is_empty() {
                continue;
            }
            let mut parts = relaxed.clone();
            parts[at] = own.clone();
            ways.push(Way {
                stride: PERSON_STRIDE,
                parts,
            });
        }
        if ways.is_empty() && !relaxed.is_empty() {
            ways.push(Way {
                stride: PERSON_STRIDE,
                parts: relaxed,
            });
        }
        ways
    }

    /// The words of several names among the persons of one work.
    fn several_ways(&mut self, names: &[&str]) -> Vec<Way> {
        let mut parts = Vec::new();
        for word in names.iter().flat_map(|name| name_words(name)) {
            let part = self.part('a', &word, Form::Word);
            parts.extend((!part.patterns.is_empty()).then_some(part));
            if parts.len() == MOST_NAME_WORDS {
                break;
            }
        }
        let stride = WORK_STRIDE;
        (!parts.is_empty())
            .then_some(Way { stride, parts })
            .into_iter()
            .collect()
    }

    /// The words of a title as they stand, or (unless quoted) all of them in any form and order.
    fn title_ways(&mut self, text: &str, quoted: bool) -> Vec<Way> {
        if !quoted && text.split_whitespace().any(is_glob) {
            return self.open_title_ways(text);
        }
        let form = if quoted { Form::Phrase } else { Form::Word };
        let phrase = self.part('t', text, form);
        let mut ways = Vec::new();
        if !phrase.patterns.is_empty() {
            ways.push(Way {
                stride: WORK_STRIDE,
                parts: vec![phrase],
            });
        }
        if !quoted {
            let stems = self.stem_leaves(text).required;
            let parts: Vec<Part> = stems
                .into_iter()
                .map(|leaf| {
                    Part::any(
                        leaf.terms
                            .iter()
                            .map(|term| Terms::One(format!("m{term}")))
                            .collect(),
                    )
                })
                .collect();
            if !parts.is_empty() {
                ways.push(Way {
                    stride: WORK_STRIDE,
                    parts,
                });
            }
        }
        ways
    }

    /// The words of a title in any order, some of them patterns.
    fn open_title_ways(&mut self, text: &str) -> Vec<Way> {
        let mut parts = Vec::new();
        for word in text.split_whitespace() {
            match fitting(word, &['t', 'v']) {
                Some(part) => parts.push(part),
                None => {
                    let part = self.part('t', word, Form::Word);
                    parts.extend((!part.patterns.is_empty()).then_some(part));
                }
            }
        }
        let stride = WORK_STRIDE;
        (!parts.is_empty())
            .then_some(Way { stride, parts })
            .into_iter()
            .collect()
    }

    /// What a passage cites: a label, an author, a title, a year, or an author with a year.
    fn cites_ways(&mut self, text: &str) -> Vec<Way> {
        let label = text.trim_matches(['[', ']', '(', ')', '^']).to_lowercase();
        let mut ways = Vec::new();
        if !label.is_empty() && !label.contains(char::is_whitespace) {
            ways.push(one(Part::any(vec![Terms::One(format!("l{label}"))])));
        }
        ways.extend(self.author_ways(text, false));
        // People leave out what stands between two names: `Haggard Noland`.
        let names: Vec<&str> = text.split_whitespace().collect();
        if names.len() > 1 && several(text).is_none() {
            ways.extend(self.several_ways(&names));
        }
        ways.extend(self.title_ways(text, true));
        let years = year_ways(text);
        if years.is_empty() {
            let words: Vec<&str> = text.split_whitespace().collect();
            if let Some((year, name)) = words.split_last().filter(|(_, name)| !name.is_empty())
                && let [with_year] = &year_ways(year.trim_matches(['(', ')', ','])).as_slice()
            {
                for way in self.author_ways(&name.join(" "), false) {
                    let mut parts = way.parts;
                    parts.extend(with_year.parts.iter().cloned());
                    ways.push(Way {
                        stride: WORK_STRIDE,
                        parts,
                    });
                }
            }
        } else {
            ways.extend(years);
        }
        ways
    }

    fn part(&mut self, letter: char, text: &str, form: Form) -> Part {
        let terms = |pattern: Pattern| -> Vec<(u32, Vec<Terms>)> {
            let slots = pattern.slots.into_iter();
            slots
                .map(|(offset, terms)| {
                    let own = terms
                        .iter()
                        .map(|term| Terms::One(format!("{letter}{term}")));
                    (offset, own.collect())
                })
                .collect()
        };
        let ways = self.literal_ways(text, form).into_iter();
        let patterns = ways.filter_map(|way| match way {
            ItemWay::Pattern(pattern) if !pattern.slots.is_empty() => Some(terms(pattern)),
            _ => None,
        });
        Part {
            patterns: patterns.collect(),
        }
    }
}

/// A word that is a pattern as a part that any term with one of these letters fulfils; none where it is a word like
/// others, or leaves too much open.
fn fitting(word: &str, letters: &[char]) -> Option<Part> {
    let glob = is_glob(word).then(|| Glob::new(word))??;
    let terms = letters.iter();
    let terms = terms.map(|&letter| Terms::Fitting(letter, glob.clone()));
    Some(Part::any(terms.collect()))
}

/// The key of a work, or with an asterisk at its end what keys begin with.
fn key_ways(text: &str) -> Vec<Way> {
    let key = text.trim_start_matches('@').to_lowercase();
    let terms = match key.strip_suffix('*') {
        Some(begins) => Terms::Between(format!("k{begins}"), format!("k{begins}\u{10ffff}")),
        None => Terms::One(format!("k{key}")),
    };
    match key.chars().any(char::is_alphanumeric) {
        true => vec![one(Part::any(vec![terms]))],
        false => Vec::new(),
    }
}

/// The names that a list of persons joins as citations do: `Haggard and Noland`, `Kim & Yang`, `차문석·박정진`; none where
/// it joins none. What stands for those who are not named (`et al.`, `외`) is left out.
fn several(text: &str) -> Option<Vec<&str>> {
    const JOINING: [&str; 7] = ["and", "und", "et", "y", "i", "및", "&"];
    const OTHERS: [&str; 4] = ["al", "al.", "others", "외"];
    let mut names = Vec::new();
    let mut joined = false;
    for part in text.split(['·', '・', ';', '&']) {
        joined |= part.len() < text.len();
        let mut start = 0;
        let mut at = 0;
        for word in part.split_inclusive(char::is_whitespace) {
            let bare = word.trim();
            let is_joining = JOINING.contains(&bare) && at > 0 && at + word.len() < part.len();
            if is_joining || OTHERS.contains(&bare) {
                joined |= is_joining;
                names.push(part[start..at].trim());
                start = at + word.len();
            }
            at += word.len();
        }
        names.push(part[start..].trim());
    }
    names.retain(|name| name.chars().any(char::is_alphanumeric));
    (joined && !names.is_empty()).then_some(names)
}

/// The words of a name; a Hangul name in two parts is one word.
fn name_words(text: &str) -> Vec<String> {
    let words: Vec<&str> = text
        .split([',', ' ', '\t', ';', '.'])
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .collect();
    if words.len() == 2 && words.iter().all(|word| is_hangul(word)) {
        return vec![words.concat()];
    }
    words.into_iter().map(str::to_owned).collect()
}

/// The parts of a given name that a hyphen joins, `Suk-Young`; none where it has but letters for them, or a script
/// without initials.
fn hyphenated(word: &str) -> Vec<&str> {
    let parts: Vec<&str> = word
        .split(['-', '‐', '‑', '–'])
        .filter(|part| part.chars().any(char::is_alphanumeric))
        .collect();
    let are_names = parts.iter().all(|part| {
        part.chars().filter(|c| c.is_alphanumeric()).count() > 1 && initial(part).is_some()
    });
    if are_names { parts } else { Vec::new() }
}

/// How a hyphenated given name is abbreviated: to the initials of its parts in their order (`Kim, S.-Y.`, `Kim SY`), or to
/// the first alone (`Kim, S.`). Other initials are another person's.
fn abbreviated(words: &[String], word: &str, parts: &[&str]) -> Vec<Vec<(u32, Vec<Terms>)>> {
    let letters: Vec<String> = parts.iter().filter_map(|part| initial(part)).collect();
    let in_order = letters
        .iter()
        .enumerate()
        .map(|(at, letter)| (at as u32, vec![Terms::One(format!("a{letter}"))]));
    let mut patterns = vec![
        in_order.collect(),
        vec![(0, vec![Terms::One(format!("a{}", letters.concat()))])],
    ];
    // Names are not counted by their words, so that the first alone is told by the whole name.
    let others: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|own| *own != word)
        .collect();
    let Some(first) = letters.first().map(|first| first.to_uppercase()) else {
        return patterns;
    };
    if let [family] = others.as_slice() {
        let mut begins = family.chars();
        let capital = begins
            .next()
            .map(|begin| begin.to_uppercase().chain(begins).collect());
        let capital: String = capital.unwrap_or_default();
        for family in [capital, family.to_uppercase()] {
            for name in [
                format!("{family}, {first}."),
                format!("{family}, {first}"),
                format!("{family} {first}."),
                format!("{family} {first}"),
                format!("{first}. {family}"),
                format!("{first} {family}"),
            ] {
                patterns.push(vec![(0, vec![Terms::One(format!("p{name}"))])]);
            }
        }
    }
    patterns
}

/// The folded first letter of a word in a script that has initials.
fn initial(word: &str) -> Option<String> {
    let first = word.chars().find(|c| c.is_alphanumeric())?;
    if !first.is_alphabetic() || ('\u{1100}'..='\u{11ff}').contains(&first) || first >= '\u{3040}' {
        return None;
    }
    let mut folded = String::new();
    seoji_analysis::fold(first.encode_utf8(&mut [0; 4]), &mut folded);
    (!folded.is_empty()).then_some(folded)
}

fn one(part: Part) -> Way {
    Way {
        stride: WORK_STRIDE,
        parts: vec![part],
    }
}

/// The two ends of `a..b`, `a–b`, `..b`, `a..`; both the same for a single value. `None` where there is no end at all.
fn ends<T>(
    text: &str,
    signs: &[&str],
    read: impl Fn(&str) -> Option<T>,
) -> Option<(Option<T>, Option<T>)> {
    if let Some(value) = read(text) {
        let again = read(text)?;
        return Some((Some(value), Some(again)));
    }
    for sign in signs {
        let Some((from, to)) = text.split_once(sign) else {
            continue;
        };
        let (from, to) = (from.trim(), to.trim());
        let end = |text: &str| {
            if text.is_empty() {
                Some(None)
            } else {
                read(text).map(Some)
            }
        };
        match (end(from), end(to)) {
            (Some(None), Some(None)) => {}
            (Some(from), Some(to)) => return Some((from, to)),
            _ => {}
        }
    }
    None
}

/// What may stand between two years.
const YEAR_SIGNS: &[&str] = &["...", "..", "…", "–", "—", "-", "~"];
/// What may stand between two days or numbers; a hyphen is a part of them.
const SIGNS: &[&str] = &["...", "..", "…", "~", "–"];

/// Whether the first end of a range is behind the second.
fn is_reversed(field: CitationField, text: &str) -> bool {
    match field {
        CitationField::Year => {
            matches!(ends(text, YEAR_SIGNS, year), Some((Some(from), Some(to))) if from > to)
        }
        CitationField::Accessed => {
            matches!(ends(text, SIGNS, iso_date), Some((Some(from), Some(to))) if from > to)
        }
        _ => false,
    }
}

fn year(text: &str) -> Option<u16> {
    let digits = text.trim().trim_end_matches('년').trim();
    let sound =
        !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if sound { digits.parse().ok() } else { None }
}

fn year_ways(text: &str) -> Vec<Way> {
    let Some((from, to)) = ends(text, YEAR_SIGNS, year) else {
        return Vec::new();
    };
    let (from, to) = (from.unwrap_or(0), to.unwrap_or(9999));
    let (from, to) = (from.min(to), from.max(to));
    let terms = Terms::Between(format!("y{from:04}"), format!("y{to:04}"));
    vec![one(Part::any(vec![terms]))]
}

fn accessed_ways(text: &str) -> Vec<Way> {
    let Some((from, to)) = days_between(text) else {
        return Vec::new();
    };
    vec![one(Part::any(vec![Terms::Between(
        format!("c{from}"),
        format!("c{to}"),
    )]))]
}

/// The first and the last that the written days of a range sort between, both included.
pub(crate) fn days_between(text: &str) -> Option<(String, String)> {
    let (from, to) = ends(text, SIGNS, iso_date)?;
    let (from, to) = (
        from.unwrap_or_default(),
        to.unwrap_or_else(|| "9999".to_owned()),
    );
    let (from, to) = if from > to { (to, from) } else { (from, to) };
    // A day of the last month sorts behind the month alone and before `~`.
    Some((from, format!("{to}~")))
}

/// The ends of a range of numbers, both included: `12`, `10..20`, `..-0.5`.
pub(crate) fn numbers_between(text: &str) -> Option<(f64, f64)> {
    let number = |text: &str| -> Option<f64> {
        let number: f64 = text.trim().replace(',', "").parse().ok()?;
        number.is_finite().then_some(number)
    };
    let (from, to) = ends(text, SIGNS, number)?;
    let (from, to) = (from.unwrap_or(f64::MIN), to.unwrap_or(f64::MAX));
    Some((from.min(to), from.max(to)))
}

/// `2019`, `2019-6`, `2019.06.20`, `20.06.2019` as the index writes them.
fn iso_date(text: &str) -> Option<String> {
    if text.contains("..") {
        return None;
    }
    let mut numbers: Vec<(usize, u32)> = Vec::new();
    for number in text
        .trim()
        .trim_end_matches(['.', '일', '월', '년'])
        .split(['-', '.', '/', '년', '월', ' '])
    {
        let number = number.trim();
        if number.is_empty() {
            continue;
        }
        let sound = number.len() <= 4 && number.bytes().all(|byte| byte.is_ascii_digit());
        numbers.push((number.len(), number.parse().ok().filter(|_| sound)?));
    }
    if matches!(numbers.as_slice(), [(1..=2, _), .., (4, _)]) {
        numbers.reverse();
    }
    match numbers.as_slice() {
        [(4, year)] => Some(format!("{year:04}")),
        [(4, year), (_, month @ 1..=12)] => Some(format!("{year:04}-{month:02}")),
        [(4, year), (_, month @ 1..=12), (_, day @ 1..=31)] => {
            Some(format!("{year:04}-{month:02}-{day:02}"))
        }
        _ => None,
    }
}

/// The kind of a work by its name.
fn kind_ways(text: &str) -> Vec<Way> {
    vec![one(Part::any(vec![Terms::One(format!(
        "f{}",
        text.to_lowercase()
    ))]))]
}

fn site_ways(text: &str) -> Vec<Way> {
    let lower = text.to_lowercase();
    let rest = lower
        .split_once("://")
        .map_or(lower.as_str(), |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let host = host.trim_matches(['.', '*']);
    let host = host.strip_prefix("www.").unwrap_or(host);
    if host.is_empty() || host.contains(char::is_whitespace) {
        return Vec::new();
    }
    vec![one(Part::any(vec![Terms::One(format!("s{host}"))]))]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(ways: &[Way]) -> Option<(&str, &str)> {
        let [Way { parts, .. }] = ways else {
            return None;
        };
        match &parts[0].patterns[0][0].1[0] {
            Terms::Between(from, to) => Some((from, to)),
            Terms::One(_) | Terms::Fitting(..) => None,
        }
    }

    #[test]
    fn years_and_their_ranges() {
        for (text, expected) in [
            ("2019", Some(("y2019", "y2019"))),
            ("2015..2019", Some(("y2015", "y2019"))),
            ("2019..2015", Some(("y2015", "y2019"))),
            ("..2010", Some(("y0000", "y2010"))),
            ("2010..", Some(("y2010", "y9999"))),
            ("2015-2019", Some(("y2015", "y2019"))),
            ("2015~2019", Some(("y2015", "y2019"))),
            ("2019년", Some(("y2019", "y2019"))),
            ("..", None),
            ("soon", None),
            ("20190", None),
        ] {
            assert_eq!(between(&year_ways(text)), expected, "{text}");
        }
    }

    #[test]
    fn persons_are_joined_in_many_ways() {
        for (text, expected) in [
            ("Haggard and Noland", Some(vec!["Haggard", "Noland"])),
            ("Kim & Yang", Some(vec!["Kim", "Yang"])),
            ("Kim&Yang", Some(vec!["Kim", "Yang"])),
            ("차문석·박정진", Some(vec!["차문석", "박정진"])),
            ("Levi, N.; Tudor, D.", Some(vec!["Levi, N.", "Tudor, D."])),
            ("Smith, Jones and Lee", Some(vec!["Smith, Jones", "Lee"])),
            ("Haggard et al.", Some(vec!["Haggard"])),
            ("Haggard", None),
            ("Lee Yu-ji", None),
            ("and", None),
            ("Kim I", None),
            ("·", None),
        ] {
            assert_eq!(several(text), expected, "{text}");
        }
    }

    #[test]
    fn hyphenated_names_are_abbreviated_in_their_order() {
        let words = ["Moon".to_owned(), "Suk-Ja".to_owned()];
        let parts = hyphenated(&words[1]);
        assert_eq!(parts, ["Suk", "Ja"]);
        let patterns = abbreviated(&words, &words[1], &parts);
        let has = |terms: &[(u32, &str)]| {
            let wanted: Vec<(u32, Vec<Terms>)> = terms
                .iter()
                .map(|(at, term)| (*at, vec![Terms::One((*term).to_owned())]))
                .collect();
            patterns.contains(&wanted)
        };
        assert!(has(&[(0, "as"), (1, "aj")]), "Moon, S.-J.");
        assert!(has(&[(0, "asj")]), "Moon SJ");
        assert!(has(&[(0, "pMoon, S.")]) && has(&[(0, "pMOON S")]));
        assert!(!has(&[(0, "as")]), "Moon, M.-S., Moon, S. H.");
        for (word, expected) in [
            ("Yu-ji", vec!["Yu", "ji"]),
            ("Daniel", vec![]),
            ("M.-S.", vec![]),
            ("이-유", vec![]),
        ] {
            let parts = hyphenated(word);
            assert_eq!(
                if parts.len() > 1 { parts } else { vec![] },
                expected,
                "{word}"
            );
        }
    }

    #[test]
    fn dates_of_access() {
        for (text, expected) in [
            ("2019", Some(("c2019", "c2019~"))),
            ("2019-06", Some(("c2019-06", "c2019-06~"))),
            ("2019-6-20", Some(("c2019-06-20", "c2019-06-20~"))),
            ("20.06.2019", Some(("c2019-06-20", "c2019-06-20~"))),
            ("2019.06.20", Some(("c2019-06-20", "c2019-06-20~"))),
            ("2019년6월", Some(("c2019-06", "c2019-06~"))),
            ("2019-04..2019-06", Some(("c2019-04", "c2019-06~"))),
            ("..2019-06", Some(("c", "c2019-06~"))),
            ("2019-13", None),
            ("June", None),
        ] {
            assert_eq!(between(&accessed_ways(text)), expected, "{text}");
        }
    }

    #[test]
    fn sites_are_typed_in_many_ways() {
        for text in [
            "rfa.org",
            "www.rfa.org",
            "https://www.rfa.org/korean/",
            ".RFA.org",
            "*.rfa.org",
        ] {
            let terms = vec![Terms::One("srfa.org".to_owned())];
            assert_eq!(site_ways(text), [one(Part::any(terms))], "{text}");
        }
        assert!(site_ways("https://").is_empty());
    }
}
