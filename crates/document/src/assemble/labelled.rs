//! Labels of entries that carry none: first author and year, with a letter where several entries have the same.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::authordate;
use crate::markers::Labels;
use crate::namesakes::Namesake;
use crate::references::{self, Reference, repeated};
use crate::tree::Block;

/// Letters that tell entries of one author and year apart; markers have no others.
const LETTERS: std::ops::RangeInclusive<u8> = b'a'..=b'k';

/// What an entry is read to be.
#[derive(Default)]
pub(super) struct Read {
    /// The works that it cites, where they had to be looked for.
    pub(super) parsed: Option<Box<Reference>>,
    /// The label by author and year, and the name in it.
    pub(super) label: Option<(String, String)>,
}

/// The entries of a list in their order, of which one may repeat the authors of the one before by a sign.
#[derive(Default)]
pub(super) struct Listed {
    section: Option<usize>,
    /// The authors of the entry before, where it was parsed.
    authors: Option<String>,
    /// The entry before and its italics, where it was not.
    before: Option<(String, Vec<Range<usize>>)>,
}

impl Listed {
    /// Reads an entry with what of it stands in italics; `is_bare` one that carries no label, `stated` what its format
    /// itself says of it.
    pub(super) fn read(
        &mut self,
        (entry, italics): (&str, &[Range<usize>]),
        section: Option<usize>,
        is_bare: bool,
        stated: Option<&Reference>,
    ) -> Read {
        // An entry of absurd length is cut in passages, each taken apart by itself.
        let is_absurd = entry.len() > references::MAX_ENTRY;
        if section != self.section || is_absurd {
            *self = Self {
                section,
                ..Self::default()
            };
        }
        if is_absurd {
            return Read::default();
        }
        let sign = repeated::sign_of(entry).filter(|_| stated.is_none());
        if let (Some(sign), Some(authors)) = (sign, sign.and_then(|_| self.authors())) {
            let whole = format!("{authors}{}", &entry[sign..]);
            let behind = italics.iter().filter(|span| span.start >= sign);
            let moved = |at: usize| at - sign + authors.len();
            let italics: Vec<_> = behind
                .map(|span| moved(span.start)..moved(span.end))
                .collect();
            let parsed = references::parse_emphasised(&whole, &italics);
            return Read {
                label: is_bare
                    .then(|| authordate::label_of(&whole, &parsed))
                    .flatten(),
                parsed: Some(Box::new(repeated::moved(parsed, sign, authors.len()))),
            };
        }
        self.authors = None;
        if !is_bare {
            self.before = Some((entry.to_owned(), italics.to_vec()));
            return Read::default();
        }
        self.before = None;
        let parsed = stated
            .is_none()
            .then(|| Box::new(references::parse_emphasised(entry, italics)));
        let Some(own) = stated.or(parsed.as_deref()) else {
            return Read::default();
        };
        self.authors = repeated::authors_of(entry, own).map(str::to_owned);
        Read {
            label: authordate::label_of(entry, own),
            parsed,
        }
    }

    /// The authors of the entry before.
    fn authors(&mut self) -> Option<String> {
        if let Some((before, italics)) = self.before.take() {
            let parsed = references::parse_emphasised(&before, &italics);
            self.authors = repeated::authors_of(&before, &parsed).map(str::to_owned);
        }
        self.authors.clone()
    }
}

/// Gives entries by author and year their labels: blocks with what authors and year give, and the name in it.
///
/// Entries of one author and year get letters in their order (`kim2018a`), as styles have it; one that is listed twice in
/// the same words is one.
pub(super) fn by_author(
    called: Vec<(usize, String, String)>,
    blocks: &mut [Block],
    labels: &mut Labels,
) {
    let mut texts: HashMap<&str, HashSet<String>> = HashMap::new();
    for (block, base, _) in &called {
        let words = text_of(&blocks[*block].text);
        texts.entry(base).or_default().insert(words);
    }
    let several: HashSet<String> = texts
        .into_iter()
        .filter(|(_, texts)| texts.len() > 1)
        .map(|(base, _)| base.to_owned())
        .collect();
    let mut given: HashMap<(String, String), String> = HashMap::new();
    let mut letters: HashMap<String, std::ops::RangeInclusive<u8>> = HashMap::new();
    for (block, base, name) in called {
        let block = &mut blocks[block];
        let label = match several.contains(&base) {
            false => base.clone(),
            true => given
                .entry((base.clone(), text_of(&block.text)))
                .or_insert_with(|| {
                    let dash = if base.ends_with(|c: char| c.is_ascii_digit()) {
                        ""
                    } else {
                        "-"
                    };
                    letters
                        .entry(base.clone())
                        .or_insert(LETTERS)
                        .map(|letter| format!("{base}{dash}{}", char::from(letter)))
                        .find(|label| !labels.has(label))
                        .unwrap_or_else(|| base.clone())
                })
                .clone(),
        };
        let parsed = block.reference.as_deref();
        let namesake = Namesake::of(label.clone(), &name, &block.text, parsed);
        labels.add(&label);
        labels.namesakes.add(base, namesake);
        labels.author_date = true;
        block.label = Some(label);
    }
}

/// The letters and digits of an entry.
fn text_of(entry: &str) -> String {
    entry
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
