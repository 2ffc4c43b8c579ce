//! What a word in northern spelling has in the southern one.

use std::ops::Range;

use super::{Eojeol, Korean, Morpheme, Tag};
use crate::hangul;

/// A noun that a word has in southern spelling and not as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SouthernWord {
    /// In bytes of the eojeol.
    pub(crate) span: Range<u32>,
    pub(crate) term: Box<str>,
}

impl Korean {
    /// What an eojeol in northern spelling has in the southern one: the spelling that most texts and dictionaries are
    /// in, so that a northern word is known (`로선을` is 노선 and 을, where the dictionary sees 로+선을).
    ///
    /// `found` is what [`Korean::eojeol`] gives for `text`; it remembers the answer.
    pub(crate) fn southern<'e>(&self, text: &str, found: &'e Eojeol) -> &'e [SouthernWord] {
        found
            .southern
            .get_or_init(|| self.read_southern(text, found))
    }

    fn read_southern(&self, text: &str, found: &Eojeol) -> Box<[SouthernWord]> {
        let noun = |tag: Tag| matches!(tag, Tag::Nng | Tag::Nnp);
        let begins = |at: usize| {
            let mut content = found.content();
            content.any(|morpheme| morpheme.span.start as usize == at && noun(morpheme.tag))
        };
        let Some((south, changed)) = hangul::south_of(text, begins) else {
            return Box::default();
        };
        let new = |span: &Range<u32>, term: &str| {
            let meets = |range: &Range<usize>| {
                (span.start as usize) < range.end && range.start < span.end as usize
            };
            let known = |morpheme: &Morpheme| &*morpheme.term == term;
            changed.iter().any(meets) && !found.content().any(known)
        };
        let mut words = Vec::new();
        let mut add = |span: &Range<u32>, term: &str, tag: Tag| {
            if noun(tag) && term.chars().nth(1).is_some() && new(span, term) {
                words.push(SouthernWord {
                    span: span.clone(),
                    term: term.into(),
                });
            }
        };
        for morpheme in self.eojeol(&south).content() {
            add(&morpheme.span, &morpheme.term, morpheme.tag);
            for part in &morpheme.parts {
                add(&part.span, &part.term, part.tag);
            }
        }
        words.into()
    }
}
