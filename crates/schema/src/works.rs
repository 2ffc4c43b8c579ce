//! Which citations are of one work: keys that bring candidates together, and the comparison that decides.
//!
//! A work has no number of its own that would have to be given out: every citation carries keys made of nothing but
//! itself (DOI, address, title, author with year, volume with page). Citations that share a key are compared, those
//! that agree are joined, and what is joined to one is joined to all ([`cluster`]). So an index can be updated entry by
//! entry, and the same entries give the same works in any order.

mod normal;

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::citation::{Citation, Date};
use crate::hex;
use normal::{
    family_names, is_abbreviation, letters, likeness, main_title, normal_doi, normal_url, numbers,
    scripts, translation,
};

/// The letters of a title that make its key.
const KEY_LETTERS: usize = 14;
/// Titles of fewer letters say too little alone.
const SHORT_TITLE: usize = 10;
/// Within a key each citation is compared with so many before it, so that a key that thousands share stays linear.
const MOST_NEIGHBOURS: usize = 64;

/// What of a citation tells its work from others, in a normal form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WorkSketch {
    doi: Option<String>,
    url: Option<String>,
    /// Letters and digits of the whole title.
    title: String,
    /// Letters and digits of a translation in square brackets behind the title.
    translated: String,
    /// Of a title that is told in two scripts (`Pukhan kyŏngje 북한경제`), the letters and digits of either.
    scripts: Vec<String>,
    /// Letters and digits before the subtitle.
    main_title: String,
    /// Numbers in the title, which parts of a series differ by.
    numbers: Vec<String>,
    families: Vec<String>,
    /// How many of `families` are of the first author: two where the name stands in two scripts.
    of_first: usize,
    year: Option<i32>,
    container: String,
    volume: String,
    first_page: String,
    date: Option<Date>,
    /// Whether it repeats the citation of another note, so that what is equal is the same.
    is_repeat: bool,
}

/// What volume and first page say of two citations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// The same volume and page, of what may be the same journal.
    Same,
    /// The same volume, other pages: another article, or another page of this one.
    SameVolume,
    /// Another volume and another page.
    Other,
    Unknown,
}

/// The keys of a citation: short texts that citations of one work have at least one of in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkKeys {
    keys: Vec<String>,
}

impl WorkKeys {
    /// The keys of a citation; none where nothing in it tells its work from others.
    pub fn of(citation: &Citation) -> Self {
        WorkSketch::of(citation).keys()
    }

    /// The keys, the surest first.
    pub fn keys(&self) -> &[String] {
        &self.keys
    }
}

impl WorkSketch {
    /// The sketch of a citation.
    pub fn of(citation: &Citation) -> Self {
        let text = |part: &Option<crate::Part>| {
            part.as_ref()
                .map(|part| letters(&part.text))
                .unwrap_or_default()
        };
        let title = citation
            .title
            .as_ref()
            .map_or("", |part| part.text.as_str());
        let (title, translated) = translation(title);
        let people = if citation.authors.is_empty() {
            &citation.editors
        } else {
            &citation.authors
        };
        let mut families: Vec<String> = Vec::new();
        let mut of_first = 1;
        for (number, person) in people.iter().enumerate() {
            families.extend(family_names(person).filter(|name| !name.is_empty()));
            if number == 0 {
                of_first = families.len();
            }
        }
        if families.is_empty() {
            families.extend(
                citation
                    .organization
                    .as_ref()
                    .map(|part| letters(&part.text)),
            );
        }
        families.retain(|name| !name.is_empty());
        Self {
            doi: citation
                .doi
                .as_ref()
                .and_then(|part| normal_doi(&part.text)),
            url: citation
                .url
                .as_ref()
                .and_then(|part| normal_url(&part.text)),
            title: letters(title),
            translated: letters(translated),
            scripts: scripts(title),
            main_title: letters(main_title(title)),
            numbers: numbers(title),
            families,
            of_first,
            year: citation.year_value(),
            container: text(&citation.container),
            volume: text(&citation.volume),
            first_page: citation
                .pages
                .as_ref()
                .map(|part| numbers(&part.text).into_iter().next().unwrap_or_default())
                .unwrap_or_default(),
            date: citation.date.map(|date| date.date),
            is_repeat: citation.repeats.is_some(),
        }
    }

    /// The keys of the citation.
    pub fn keys(&self) -> WorkKeys {
        let mut keys: Vec<String> = Vec::new();
        keys.extend(self.doi.as_ref().map(|doi| hashed("d", &[doi])));
        keys.extend(self.url.as_ref().map(|url| hashed("u", &[url])));
        if self.main_title.chars().count() >= SHORT_TITLE {
            let begin: String = self.main_title.chars().take(KEY_LETTERS).collect();
            let mut end: Vec<char> = self.title.chars().rev().take(KEY_LETTERS).collect();
            end.reverse();
            keys.push(hashed("b", &[&begin]));
            keys.push(hashed("e", &[&end.into_iter().collect::<String>()]));
        }
        for title in &self.scripts {
            if title.chars().count() >= SHORT_TITLE {
                let begin: String = title.chars().take(KEY_LETTERS).collect();
                keys.push(hashed("b", &[&begin]));
            }
        }
        if let (Some(first), Some(year)) = (self.families.first(), self.year) {
            if self.title.is_empty() {
                keys.push(hashed(
                    "p",
                    &[first, &year.to_string(), &self.volume, &self.first_page],
                ));
            } else {
                let names = self.families.iter().take(self.of_first.max(1));
                keys.extend(names.map(|name| hashed("a", &[name, &year.to_string()])));
            }
        } else if let (Some(first), false) = (self.families.first(), self.title.is_empty()) {
            let begin: String = self.title.chars().take(4).collect();
            keys.push(hashed("f", &[first, &begin]));
        }
        if !self.volume.is_empty() && !self.first_page.is_empty() && !self.container.is_empty() {
            keys.push(hashed("v", &[&self.volume, &self.first_page]));
        }
        if keys.is_empty() && !self.title.is_empty() {
            // A title too short for the others, which a note repeats.
            let year = self.year.map(|year| year.to_string()).unwrap_or_default();
            keys.push(hashed("s", &[&self.title, &self.container, &year]));
        }
        keys.dedup();
        WorkKeys { keys }
    }

    /// Whether two citations are of one work.
    pub fn is_same(&self, other: &Self) -> bool {
        if let (Some(own), Some(others)) = (&self.doi, &other.doi) {
            return own == others;
        }
        if (self.is_repeat || other.is_repeat) && self.says_the_same(other) {
            return true;
        }
        let likeness = self.title_likeness(other);
        if let (Some(own), Some(others)) = (&self.url, &other.url)
            && own == others
        {
            // One page can list several works, but then their titles have nothing in common.
            return likeness.is_none_or(|likeness| likeness > 0.4) || self.translates(other);
        }
        let years_apart = match (self.year, other.year) {
            (Some(own), Some(others)) => Some(own.abs_diff(others)),
            _ => None,
        };
        let authors = self.authors_in_common(other);
        let place = self.place(other);
        let Some(likeness) = likeness else {
            return place == Place::Same
                && years_apart.is_none_or(|apart| apart == 0)
                && authors != Some(false);
        };
        match place {
            // One volume, one page: a title cut short or a year misprinted is a slip.
            Place::Same if years_apart.is_none_or(|apart| apart <= 2) => {
                return likeness >= if authors == Some(false) { 0.9 } else { 0.5 };
            }
            Place::Other => return false,
            _ => {}
        }
        if self.numbers_contradict(other) || years_apart.is_some_and(|apart| apart > 1) {
            return false;
        }
        let shorter = self.title.chars().count().min(other.title.chars().count());
        let needed = match (authors, years_apart) {
            (Some(true), Some(0)) if shorter >= SHORT_TITLE && place != Place::SameVolume => 0.85,
            (Some(true), None) if shorter >= SHORT_TITLE => 0.9,
            (Some(true), Some(_)) if shorter >= SHORT_TITLE => 0.95,
            (Some(true), _) => 0.99,
            // Without authors on one side, or with authors in two scripts.
            (None, Some(0)) if shorter >= SHORT_TITLE => 0.9,
            (None, None) if shorter >= SHORT_TITLE + 4 => 0.93,
            (None, Some(1)) if shorter >= 2 * SHORT_TITLE => 0.95,
            // What looks like other authors can be a misread name where all else agrees.
            (Some(false), Some(0)) if shorter >= 4 * SHORT_TITLE => 0.97,
            _ => return false,
        };
        likeness >= needed
    }

    /// Whether both say the same in all but their pages: `위의 글` cites what the note before does.
    fn says_the_same(&self, other: &Self) -> bool {
        let bare = |sketch: &Self| Self {
            first_page: String::new(),
            is_repeat: false,
            ..sketch.clone()
        };
        bare(self) == bare(other)
    }

    /// Whether the titles' numbers say that these are two parts of a series: both have some, and neither holds the
    /// other's.
    fn numbers_contradict(&self, other: &Self) -> bool {
        let within = |part: &[String], whole: &[String]| part.iter().all(|n| whole.contains(n));
        !(within(&self.numbers, &other.numbers) || within(&other.numbers, &self.numbers))
            || self.main_title == other.main_title
                && self.title.len() == other.title.len()
                && self.numbers != other.numbers
            || self.numbers.is_empty() != other.numbers.is_empty()
                && self
                    .numbers
                    .iter()
                    .chain(&other.numbers)
                    .all(|n| n.len() < 3)
                && self.main_title != other.main_title
    }

    /// What volume and first page say of where the works stand.
    fn place(&self, other: &Self) -> Place {
        let both = |own: &str, others: &str| !own.is_empty() && !others.is_empty();
        if !both(&self.volume, &other.volume) {
            return Place::Unknown;
        }
        let volume = self.volume == other.volume;
        if !both(&self.first_page, &other.first_page) {
            return Place::Unknown;
        }
        let containers = !both(&self.container, &other.container)
            || is_abbreviation(&self.container, &other.container);
        match (volume, self.first_page == other.first_page) {
            (true, true) if containers && self.first_page.len() > 1 => Place::Same,
            (true, false) => Place::SameVolume,
            (false, false) => Place::Other,
            _ => Place::Unknown,
        }
    }

    /// How alike the titles are, from 0 to 1; none where one has none.
    fn title_likeness(&self, other: &Self) -> Option<f32> {
        if self.title.is_empty() || other.title.is_empty() {
            return None;
        }
        let whole = likeness(&self.title, &other.title);
        // A subtitle that only one of them gives.
        let long = |title: &str| title.chars().count() >= SHORT_TITLE;
        let mut best = whole;
        for (own, others) in [(self, other), (other, self)] {
            let with_subtitle = own.main_title.len() < own.title.len();
            if with_subtitle && long(&own.main_title) && long(&others.title) {
                best = best.max(likeness(&own.main_title, &others.title) - 0.02);
            }
            // A title that the other gives in one of its scripts only.
            if others.scripts.is_empty() {
                for title in &own.scripts {
                    best = best.max(likeness(title, &others.title) - 0.02);
                }
            }
        }
        Some(best)
    }

    /// Whether the translation of one title is the other title, or its translation.
    fn translates(&self, other: &Self) -> bool {
        let alike = |own: &str, others: &str| {
            !own.is_empty() && !others.is_empty() && likeness(own, others) > 0.9
        };
        alike(&self.translated, &other.title)
            || alike(&self.title, &other.translated)
            || alike(&self.translated, &other.translated)
    }

    /// Whether they have an author in common; none where one has no author or they are in two scripts.
    fn authors_in_common(&self, other: &Self) -> Option<bool> {
        if self.families.is_empty() || other.families.is_empty() {
            return None;
        }
        let has = |names: &[String], latin: bool| names.iter().any(|own| own.is_ascii() == latin);
        let comparable = [true, false]
            .into_iter()
            .any(|latin| has(&self.families, latin) && has(&other.families, latin));
        if !comparable {
            return None;
        }
        let alike = |own: &String| {
            other.families.iter().any(|others| {
                own == others
                    || own.len() > 5 && others.len() > 5 && likeness(own, others) > 0.7
                    || own.len() > 3
                        && (others.starts_with(own.as_str()) || others.ends_with(own.as_str()))
                    || others.len() > 3
                        && (own.starts_with(others.as_str()) || own.ends_with(others.as_str()))
            })
        };
        Some(self.families.iter().take(32).any(alike))
    }

    /// What names the citation best by itself: the same for citations that agree in it.
    fn identity(&self) -> String {
        let first = self.families.first().map_or("", String::as_str);
        let year = self.year.map(|year| year.to_string()).unwrap_or_default();
        match (&self.doi, &self.url) {
            (Some(doi), _) => hashed("d", &[doi]),
            (None, _) if !self.title.is_empty() => hashed("t", &[&self.title, first, &year]),
            (None, Some(url)) => hashed("u", &[url]),
            (None, None) => hashed(
                "p",
                &[
                    first,
                    &year,
                    &self.container,
                    &self.volume,
                    &self.first_page,
                ],
            ),
        }
    }
}

/// The id of the work that these citations are of, whatever their order; empty for none.
pub fn work_id<'a>(citations: impl IntoIterator<Item = &'a WorkSketch>) -> String {
    citations
        .into_iter()
        .map(WorkSketch::identity)
        .min()
        .unwrap_or_default()
}

/// Puts citations of one work together: for each citation the index of the first of its work.
///
/// Takes time in proportion to the number of citations: those that share a key are compared, each with a bounded
/// number of neighbours.
pub fn cluster(sketches: &[WorkSketch]) -> Vec<usize> {
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, sketch) in sketches.iter().enumerate() {
        for key in sketch.keys().keys {
            blocks.entry(key).or_default().push(at);
        }
    }
    let mut first: Vec<usize> = (0..sketches.len()).collect();
    for mut block in blocks.into_values() {
        // Neighbours in the order of their titles are the likeliest to agree.
        block.sort_by(|&a, &b| (&sketches[a].title, a).cmp(&(&sketches[b].title, b)));
        for (place, &at) in block.iter().enumerate() {
            for &before in block[..place].iter().rev().take(MOST_NEIGHBOURS) {
                let (own, others) = (root(&mut first, at), root(&mut first, before));
                if own != others && sketches[at].is_same(&sketches[before]) {
                    first[own.max(others)] = own.min(others);
                }
            }
        }
    }
    (0..sketches.len()).map(|at| root(&mut first, at)).collect()
}

/// The first citation of a set of joined ones, with the path to it shortened.
fn root(first: &mut [usize], mut at: usize) -> usize {
    while first[at] != at {
        first[at] = first[first[at]];
        at = first[at];
    }
    at
}

/// Sixteen characters for a key: its kind and a hash of its parts.
fn hashed(kind: &str, parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let digest = hash.finalize();
    format!("{kind}{}", hex(&digest[..7]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citation::{Part, Person, Year, YearSource};

    fn work(author: &str, title: &str, year: i32) -> WorkSketch {
        let person = Person {
            name: author.to_owned(),
            family: author
                .starts_with(|c: char| c.is_ascii_alphabetic())
                .then(|| author.split(' ').next().unwrap_or_default().to_owned()),
            given: None,
            is_institution: false,
            span: (0, 0),
            confidence: 100,
        };
        WorkSketch::of(&Citation {
            authors: vec![person],
            title: Some(Part {
                text: title.to_owned(),
                span: (0, 0),
                confidence: 100,
            }),
            year: Some(Year {
                value: year,
                from: YearSource::Printed,
            }),
            ..Citation::default()
        })
    }

    #[test]
    fn a_title_in_two_scripts_is_the_title_in_either() {
        let both = work(
            "Kim Sŏngbo 김성보",
            "Nambukhan kyŏngje kujo ŭi kiwŏn 남북한 경제구조의 기원과 전개 [The origins of the economies]",
            2000,
        );
        for (other, is_same) in [
            (work("김성보", "남북한 경제구조의 기원과 전개", 2000), true),
            (work("Kim", "Nambukhan kyŏngje kujo ŭi kiwŏn", 2000), true),
            (work("김성보", "북한의 역사 1945~1960", 2000), false),
            (work("이종석", "남북한 경제구조의 기원과 전개", 2000), false),
            (
                work(
                    "Kim Sŏngbo 김성보",
                    "Nambukhan kyŏngje kujo ŭi chŏn'gae 남북한 농업구조의 전개",
                    2000,
                ),
                false,
            ),
        ] {
            let works = cluster(&[both.clone(), other.clone()]);
            assert_eq!(works[0] == works[1], is_same, "{other:?}");
        }
    }

    #[test]
    fn a_few_latin_words_before_a_korean_title_make_no_other_title() {
        let one = work("김하나", "SNS 이용자의 정치 참여", 2015);
        let other = work("김하나", "이용자의 정치 참여", 2015);
        assert_eq!(one.scripts, Vec::<String>::new());
        assert_eq!(other.scripts, Vec::<String>::new());
    }
}
