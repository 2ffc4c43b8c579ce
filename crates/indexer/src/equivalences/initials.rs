//! Acronyms that stand for the only name in the document with these initials: `KFA`, where the Korean Friendship
//! Association is named.

use std::collections::BTreeMap;
use std::ops::Range;

use super::phrase::is_function_word;
use super::script::{Script, is_letter_or_digit};

/// A place in a document: the number of the block and the bytes of its text.
pub(super) type Spot = (usize, Range<usize>);

/// What was seen of acronyms and of names in running text.
#[derive(Default)]
pub(super) struct Initials {
    acronyms: BTreeMap<String, Spot>,
    names: BTreeMap<String, Vec<(String, Spot)>>,
}

/// Acronyms have at least this many letters; with two any two words would do.
const LEAST: usize = 3;
const MOST: usize = 7;

impl Initials {
    /// Reads a block of running text.
    pub(super) fn read(&mut self, block: usize, text: &str) {
        let mut run: Vec<Range<usize>> = Vec::new();
        let mut at = 0;
        for word in text.split(' ') {
            let start = at;
            at += word.len() + 1;
            let bare = word.trim_end_matches(|c| !is_letter_or_digit(c));
            let ends = bare.len() < word.len();
            let opens = word.starts_with(|c| !is_letter_or_digit(c));
            let own = bare.trim_start_matches(|c| !is_letter_or_digit(c));
            let span = start + bare.len() - own.len()..start + bare.len();
            if opens {
                self.name(block, text, &mut run);
            }
            self.acronym(block, own, &span);
            let first = own.chars().next();
            if first.is_some_and(char::is_uppercase)
                && own.chars().all(|c| {
                    c.is_alphabetic() && Script::of(c.encode_utf8(&mut [0; 4])) == Script::Latin
                        || matches!(c, '-' | '\'' | '’')
                })
            {
                run.push(span);
            } else if matches!(own, "of" | "for" | "and" | "the") && !run.is_empty() {
                // Kept while a name may go on; `name` drops what hangs at its end.
                run.push(span);
            } else {
                self.name(block, text, &mut run);
            }
            if ends || run.len() > 10 {
                self.name(block, text, &mut run);
            }
        }
        self.name(block, text, &mut run);
    }

    fn acronym(&mut self, block: usize, word: &str, span: &Range<usize>) {
        let letters = word.len();
        if (LEAST..=MOST).contains(&letters)
            && word.bytes().all(|byte| byte.is_ascii_uppercase())
            && !self.acronyms.contains_key(word)
            && self.acronyms.len() < 500
        {
            self.acronyms.insert(word.to_owned(), (block, span.clone()));
        }
    }

    /// Takes the run of capitalised words as a name.
    fn name(&mut self, block: usize, text: &str, run: &mut Vec<Range<usize>>) {
        while run
            .first()
            .is_some_and(|word| is_function_word(&text[word.clone()]))
        {
            run.remove(0);
        }
        while run
            .last()
            .is_some_and(|word| is_function_word(&text[word.clone()]))
        {
            run.pop();
        }
        if run.len() < LEAST {
            run.clear();
            return;
        }
        let content: Vec<&str> = run
            .iter()
            .map(|word| &text[word.clone()])
            .filter(|word| !is_function_word(word))
            .collect();
        let shouted = content
            .iter()
            .all(|word| word.chars().all(|c| !c.is_lowercase()));
        if content.len() >= LEAST && content.len() <= MOST && !shouted && self.names.len() < 5_000 {
            let initials: String = content
                .iter()
                .filter_map(|word| word.chars().next())
                .collect();
            let span = run[0].start..run[run.len() - 1].end;
            let name = text[span.clone()]
                .trim_end_matches("'s")
                .trim_end_matches("’s")
                .to_owned();
            let known = self.names.entry(initials).or_default();
            if known.len() < 3 && !known.iter().any(|(own, _)| *own == name) {
                known.push((name, (block, span)));
            }
        }
        run.clear();
    }

    /// Acronyms with the one name that has their initials: the acronym, the name, where the name stands.
    pub(super) fn pairs(self) -> Vec<(String, String, Spot)> {
        let mut pairs = Vec::new();
        for acronym in self.acronyms.into_keys() {
            if let Some([(name, spot)]) = self.names.get(&acronym).map(Vec::as_slice) {
                pairs.push((acronym, name.clone(), spot.clone()));
            }
        }
        pairs
    }
}
