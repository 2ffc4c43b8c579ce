//! Entries whose first author and year are the same: which of them a marker means.
//!
//! APA 7 (8.20) adds initials, other styles given names or the names of further authors: `(Kim, S. 2018)`,
//! `Kim Sunah (2018)`, `(Kim & Lee 2018)`. Where nothing tells, the marker leads to the first.

use std::collections::HashMap;

use crate::references::Reference;

/// So many words around a name are looked at.
const MOST_WORDS: usize = 12;
/// Of an entry that shows no authors so much is looked at for their names, in bytes.
const NAMES_WITHIN: usize = 80;

/// The entries that are called by author and year.
#[derive(Clone, Debug, Default)]
pub(crate) struct Namesakes(HashMap<String, Vec<Namesake>>);

/// An entry as its authors tell it from others.
#[derive(Clone, Debug)]
pub(crate) struct Namesake {
    /// The label that the entry has for itself.
    label: String,
    /// The first letters of the first author's names but the family name, in order.
    initials: Vec<char>,
    /// Whether the first author's given names stand there as initials.
    is_abbreviated: bool,
    /// All words of the authors' names, letters only, in lower case.
    words: Vec<String>,
    /// Whether there is but one author.
    is_alone: bool,
}

impl Namesake {
    /// What an entry labelled `label` tells of its authors; `name` is the family name that the label begins with.
    pub(crate) fn of(label: String, name: &str, entry: &str, parsed: Option<&Reference>) -> Self {
        let work = parsed.and_then(|parsed| parsed.citations.first());
        let authors = work.map(|work| &work.authors);
        let mut written: Vec<&str> = authors
            .into_iter()
            .flatten()
            .map(|author| author.written.as_str())
            .collect();
        if written.is_empty() {
            let mut end = entry.len().min(NAMES_WITHIN);
            while !entry.is_char_boundary(end) {
                end -= 1;
            }
            written.push(&entry[..end]);
        }
        let first = authors.and_then(|authors| authors.first());
        let given = first.and_then(|author| author.given.as_deref());
        let given: Vec<&str> = words(given.unwrap_or(written[0]))
            .filter(|word| plain(word) != name)
            .collect();
        let is_abbreviated = given.first().is_some_and(|word| is_initials(word));
        let initials = given.into_iter().flat_map(initials).collect();
        let words = written.iter().flat_map(|author| words(author));
        Self {
            label,
            initials,
            words: words.map(plain).filter(|word| !word.is_empty()).collect(),
            is_abbreviated,
            is_alone: written.len() == 1,
        }
    }

    /// How well the words around a name agree with the entry's authors: all of them, and those of the name alone;
    /// below 0 they contradict.
    fn agreement(&self, around: &Around) -> (i32, i32) {
        let mut sum = 0;
        for word in &around.behind {
            sum += match self.fit(word) {
                Fit::Word => 4,
                Fit::Initial => 3,
                Fit::None if is_initials(word) => -6,
                Fit::None => -2,
            };
        }
        for word in &around.before {
            sum += match self.fit(word) {
                Fit::Word => 4,
                Fit::Initial => 3,
                Fit::None if is_initials(word) => -6,
                // `The Kim (2018)`: a word before a name need not be a part of it.
                Fit::None => 0,
            };
        }
        let own = sum;
        for word in &around.others {
            sum += match self.fit(word) {
                Fit::Word => 4,
                Fit::Initial | Fit::None => 0,
            };
        }
        (sum, own)
    }

    fn fit(&self, word: &str) -> Fit {
        let own = plain(word);
        let first = self.initials.first();
        if is_initials(word) {
            let letters = initials(word);
            return match letters.first() == first && first.is_some() {
                true => Fit::Initial,
                false => Fit::None,
            };
        }
        if self.words.contains(&own) {
            return Fit::Word;
        }
        let begins = own.chars().next();
        let abbreviates = self.is_abbreviated && begins.is_some() && begins == first.copied();
        // A name in parts: `Suk Young` for `Suk-Young`.
        let is_part = !own.is_empty() && self.words.iter().any(|word| word.starts_with(&own));
        match abbreviates || is_part {
            true => Fit::Initial,
            false => Fit::None,
        }
    }
}

/// How a word agrees with the names of an entry.
enum Fit {
    Word,
    Initial,
    None,
}

/// The words around the name of a marker.
struct Around<'t> {
    before: Vec<&'t str>,
    behind: Vec<&'t str>,
    /// The names of further authors.
    others: Vec<&'t str>,
    /// Whether more authors are named or told of.
    has_others: bool,
}

impl Namesakes {
    /// Adds an entry under the label that author and year give.
    pub(crate) fn add(&mut self, base: String, entry: Namesake) {
        self.0.entry(base).or_default().push(entry);
    }

    /// Whether author and year give some entry's label.
    pub(crate) fn has(&self, base: &str) -> bool {
        self.0.contains_key(base)
    }

    /// The label of the entry that `base` means in a marker with these words, if any; `base` itself where it is no label
    /// by author and year.
    ///
    /// With `strict` an entry whose authors have other given names than the words say is not meant even where it is
    /// the only one.
    pub(crate) fn meant(&self, base: &str, name: &str, words: &str, strict: bool) -> Vec<String> {
        let Some(entries) = self.0.get(base) else {
            return vec![base.to_owned()];
        };
        let around = Around::of(words, name);
        let agreements: Vec<(i32, i32)> = entries
            .iter()
            .map(|entry| entry.agreement(&around))
            .collect();
        let best = agreements.iter().copied().max().unwrap_or_default();
        if strict && best.1 < 0 {
            return Vec::new();
        }
        let mut meant: Vec<&Namesake> = entries
            .iter()
            .zip(&agreements)
            .filter(|(_, own)| **own == best)
            .map(|(entry, _)| entry)
            .collect();
        if meant
            .iter()
            .any(|entry| entry.is_alone != around.has_others)
        {
            meant.retain(|entry| entry.is_alone != around.has_others);
        }
        meant
            .first()
            .map(|entry| entry.label.clone())
            .into_iter()
            .collect()
    }
}

impl<'t> Around<'t> {
    /// Reads the words around the last place of `name` in a text.
    fn of(text: &'t str, name: &str) -> Self {
        let all: Vec<&str> = text.split_whitespace().collect();
        let all = &all[all.len().saturating_sub(MOST_WORDS)..];
        let mut around = Around {
            before: Vec::new(),
            behind: Vec::new(),
            others: Vec::new(),
            has_others: text.contains(['&', '·', 'ㆍ', '・'])
                || all.iter().any(|word| joins(word) || is_rest(word)),
        };
        let own = |word: &&str| {
            let word = plain(word.trim_end_matches("’s").trim_end_matches("'s"));
            !word.is_empty() && (word == name || name.starts_with(&word) && word.len() > 2)
        };
        let Some(at) = all.iter().rposition(own) else {
            return around;
        };
        let mut is_other = false;
        let mut before = all[at];
        for word in &all[at + 1..] {
            is_other |= joins(word) || before.ends_with(',') && !is_initials(word);
            before = word;
            if joins(word) {
                continue;
            }
            if !is_capital(word) || is_rest(word) {
                break;
            }
            match is_other {
                true => around.others.push(word),
                false => around.behind.push(word),
            }
        }
        for word in all[..at].iter().rev().take(2) {
            let parted = word.ends_with([',', ';', ':']);
            if parted || !is_capital(word) || word.ends_with('.') && !is_initials(word) {
                break;
            }
            around.before.push(word);
        }
        // Of several initials the first stands first: `C. H. Kim`.
        if around.before.iter().all(|word| is_initials(word)) {
            around.before.reverse();
            around.before.truncate(1);
        }
        around
    }
}

/// Whether a word joins two names.
pub(crate) fn joins(word: &str) -> bool {
    matches!(
        word.trim_end_matches(','),
        "and" | "und" | "et" | "y" | "i" | "&" | "및" | "와" | "과"
    )
}

/// Whether a word stands for authors who are not named.
pub(crate) fn is_rest(word: &str) -> bool {
    let word = word.trim_end_matches([',', '.']);
    matches!(word, "al" | "외" | "등" | "others" | "colleagues")
}

/// Whether a word is nothing but initials: `S.`, `C.H.`, `M.-S.`, `SY`.
pub(crate) fn is_initials(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic());
    let count = letters.clone().count();
    let stops = word.contains('.');
    (1..=3).contains(&count)
        && letters.clone().all(char::is_uppercase)
        && (count == 1 || stops || letters.clone().all(|c| c.is_ascii()))
        && letters.clone().all(|c| c < '\u{1100}')
}

fn is_capital(word: &str) -> bool {
    word.chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
}

/// The words of a name.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| word.chars().any(char::is_alphabetic))
}

/// The letters that a part of a name gives as initials, in lower case: of `M.-S.` both, of `Suk-Young` both.
fn initials(word: &str) -> Vec<char> {
    let parts = word.split(|c: char| !c.is_alphabetic());
    let letters = parts.flat_map(|part| {
        let all = if is_initials(part) { 3 } else { 1 };
        part.chars().take(all)
    });
    letters.flat_map(char::to_lowercase).collect()
}

fn plain(word: &str) -> String {
    word.chars()
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::references::parse;

    fn meant(entries: &[&str], words: &str, strict: bool) -> String {
        let mut namesakes = Namesakes::default();
        for (at, entry) in entries.iter().enumerate() {
            let label = char::from(b'a' + at as u8).to_string();
            let entry = Namesake::of(label, "moon", entry, Some(&parse(entry)));
            namesakes.add("moon2018".to_owned(), entry);
        }
        namesakes.meant("moon2018", "moon", words, strict).concat()
    }

    #[test]
    fn names_and_initials_tell_entries_of_one_surname_and_year_apart() {
        let entries = [
            "Moon, C. H. (2018). Rivers and valleys. New York: Columbia University Press.",
            "Moon, Suk-Ja (2018). Screens of the North. Journal of Rivers, 23(1), 12–30.",
            "Moon, C. H., & Hong, R. (2018). Bridges of the South. Journal of Rivers, 24(1), 1–9.",
        ];
        for (words, expected) in [
            ("Moon, S. ", "b"),
            ("Moon, C. ", "a"),
            ("S. Moon ", "b"),
            ("C. H. Moon ", "a"),
            ("Moon Suk-Ja ", "b"),
            ("the work of Moon Chol ", "a"),
            ("Moon & Hong ", "c"),
            ("Moon and Hong ", "c"),
            ("Moon et al. ", "c"),
            ("As Moon ", "a"),
            ("Moon, ", "a"),
        ] {
            assert_eq!(meant(&entries, words, false), expected, "{words}");
        }
    }

    #[test]
    fn other_given_names_are_another_person() {
        let entries = ["Moon, Suk-Ja (2018). Screens. Journal of Rivers, 23(1), 12–30."];
        assert_eq!(meant(&entries, "Moon Il Sung ", true), "");
        assert_eq!(meant(&entries, "Moon Suk-Ja ", true), "a");
        assert_eq!(meant(&entries, "Moon ", true), "a");
        assert_eq!(meant(&entries, "The Moon ", true), "a");
    }
}
