//! From the words that the lattice found to the morphemes of an eojeol.

use std::ops::Range;
use std::sync::OnceLock;

use seoji_ko_dic::Tag;

use super::context::Context;
use super::lattice::{Found, Lattice, SENTENCE, Spacing, Surroundings, Words};
use super::morpheme::{self, Morpheme, Role};
use super::southern::SouthernWord;

/// The analysis of an eojeol.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Eojeol {
    /// All morphemes in their order, particles and endings included.
    pub morphemes: Box<[Morpheme]>,
    /// What it has in southern spelling, once that was asked.
    pub(super) southern: OnceLock<Box<[SouthernWord]>>,
}

impl PartialEq for Eojeol {
    fn eq(&self, other: &Eojeol) -> bool {
        self.morphemes == other.morphemes
    }
}

impl Eq for Eojeol {}

impl Eojeol {
    /// Bytes from the first to the last content morpheme: the word without its particles.
    /// Empty (`0..0`) when there is no content.
    pub fn content_span(&self) -> Range<usize> {
        let mut content = self.content();
        let Some(first) = content.next() else {
            return 0..0;
        };
        let last = content.last().unwrap_or(first);
        first.span.start as usize..last.span.end as usize
    }

    /// The morphemes that carry meaning.
    pub fn content(&self) -> impl Iterator<Item = &Morpheme> {
        self.morphemes
            .iter()
            .filter(|morpheme| morpheme.role == Role::Content)
    }
}

/// Longest piece given to the lattice at once, in chars. No eojeol of a language is longer; what is, is no word, and
/// the memory of the search stays small.
const MAX_EOJEOL: usize = 512;

/// The same for running text, which is cut at a space.
const MAX_SENTENCE: usize = 4096;

/// Analyses a run of Hangul between its virtual neighbours.
pub(super) fn analyse(
    words: Words<'_>,
    lattice: &mut Lattice,
    found: &mut Vec<Found>,
    text: &str,
    around: Surroundings<'_>,
    context: Context,
) -> Eojeol {
    let mut morphemes = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, after) = split_at_chars(rest, MAX_EOJEOL);
        let base = (text.len() - rest.len()) as u32;
        let spacing = if base == 0 {
            around.spacing
        } else {
            Spacing::Joined
        };
        lattice.search(words, piece, Surroundings { spacing, ..around }, found);
        for &word in &*found {
            morpheme::read(words, piece, word, base, &mut morphemes);
        }
        rest = after;
    }
    if context == Context::Word {
        ensure_content(text, &mut morphemes);
    }
    Eojeol {
        morphemes: morphemes.into(),
        southern: OnceLock::new(),
    }
}

/// Analyses running text.
pub(super) fn sentence(
    words: Words<'_>,
    lattice: &mut Lattice,
    found: &mut Vec<Found>,
    text: &str,
) -> Vec<Morpheme> {
    let mut morphemes = Vec::new();
    let mut base = 0;
    for line in text.split_inclusive('\n') {
        let mut rest = line;
        while !rest.is_empty() {
            let (mut piece, mut after) = split_at_chars(rest, MAX_SENTENCE);
            if !after.is_empty()
                && let Some(space) = piece.rfind(' ')
                && space > 0
            {
                (piece, after) = rest.split_at(space);
            }
            lattice.search(words, piece, SENTENCE, found);
            for &word in &*found {
                morpheme::read(words, piece, word, base, &mut morphemes);
            }
            base += piece.len() as u32;
            rest = after;
        }
    }
    morphemes
}

/// Makes sure that an eojeol gives something to find.
///
/// A word that consists of function morphemes alone is either an auxiliary or a verb-making suffix that stands for
/// its verb here (`있는`, `했다`, `않은`: the stem is kept, so that its other forms meet it) or misread (`은`, `이다`,
/// `그`: the whole eojeol is kept as it is).
fn ensure_content(text: &str, morphemes: &mut Vec<Morpheme>) {
    if text.is_empty()
        || morphemes
            .iter()
            .any(|morpheme| morpheme.role == Role::Content)
    {
        return;
    }
    match morphemes.first_mut() {
        Some(first) if matches!(first.tag, Tag::Vx | Tag::Vcn | Tag::Xsv | Tag::Xsa) => {
            first.role = Role::Content;
        }
        _ => {
            morphemes.clear();
            morphemes.push(morpheme::whole(text, 0..text.len() as u32));
        }
    }
}

/// At most the first `chars` chars of `text`, and the rest.
fn split_at_chars(text: &str, chars: usize) -> (&str, &str) {
    match text.char_indices().nth(chars) {
        Some((offset, _)) => text.split_at(offset),
        None => (text, ""),
    }
}
