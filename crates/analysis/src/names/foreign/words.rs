//! The words of a text that may be foreign.

use std::ops::Range;

use super::{LEAST_LETTERS, LEAST_LOOK, LEAST_SYLLABLES, is_syllable, look, slots};
use crate::fold::fold;
use crate::korean::{Eojeol, Tag};
use crate::{Language, stop_words};

/// The form by which an index knows a Latin word that is no Korean name: folded. `None` where it is too short or too
/// long to be found by its sound, has other letters, or is a stop word of `language` or of English.
pub(in crate::names) fn latin_surface(word: &str, language: Language) -> Option<String> {
    if word.len() < LEAST_LETTERS || word.len() > 2 * slots::MOST_LETTERS {
        return None;
    }
    let mut folded = String::with_capacity(word.len());
    fold(word, &mut folded);
    let is_word = (LEAST_LETTERS..=slots::MOST_LETTERS).contains(&folded.len())
        && folded.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_stop_word = || {
        stop_words::contains(&folded, language) || stop_words::contains(&folded, Language::English)
    };
    (is_word && !is_stop_word()).then_some(folded)
}

/// The foreign words inside a word of Hangul, in bytes of it: 해킹 of 해킹조직, 인터넷 and 뱅킹 of 인터넷뱅킹. Not the
/// whole word without its particles, which stands for itself.
pub(in crate::names) fn parts(eojeol: &Eojeol, word: &str) -> Vec<Range<usize>> {
    let whole = eojeol.content_span();
    let mut out = Vec::new();
    // Neighbours that all look foreign are one word too, which the dictionary does not know (워너 + 크라이).
    let mut joined: Option<Range<usize>> = None;
    let mut add = |span: Range<usize>| {
        let long_enough = || {
            word[span.clone()]
                .chars()
                .nth(LEAST_SYLLABLES - 1)
                .is_some()
        };
        if span != whole
            && !out.contains(&span)
            && long_enough()
            && looks_foreign(&word[span.clone()])
        {
            out.push(span);
        }
    };
    let nouns = eojeol.content().filter(|morpheme| {
        let tag = morpheme.tag;
        matches!(tag, Tag::Unknown | Tag::Nng | Tag::Nnp)
    });
    for morpheme in nouns {
        let span = morpheme.span.start as usize..morpheme.span.end as usize;
        joined = match joined {
            Some(before) if before.end == span.start && looks_foreign(&word[span.clone()]) => {
                Some(before.start..span.end)
            }
            before => {
                before.into_iter().for_each(&mut add);
                looks_foreign(&word[span.clone()]).then(|| span.clone())
            }
        };
        for part in &morpheme.parts {
            add(part.span.start as usize..part.span.end as usize);
        }
        add(span);
    }
    joined.into_iter().for_each(&mut add);
    out
}

/// What the dictionary takes for a pronoun with a suffix and a particle for want of a better reading, but looks foreign:
/// 모네로 and 모네로의 (모 + 네 + 로). In bytes of `word`, without what is rather a particle.
pub(in crate::names) fn misread(eojeol: &Eojeol, word: &str) -> Option<Range<usize>> {
    let tags: Vec<Tag> = eojeol.content().map(|morpheme| morpheme.tag).collect();
    if tags != [Tag::Np, Tag::Xsn] {
        return None;
    }
    let ends = eojeol
        .morphemes
        .iter()
        .map(|morpheme| morpheme.span.end as usize);
    let looks = ends.filter_map(|end| {
        let part = word.get(..end)?;
        part.chars().nth(LEAST_SYLLABLES - 1)?;
        Some((end, look(part)?))
    });
    let (end, nats) = looks.max_by(|a, b| a.1.total_cmp(&b.1))?;
    let whole = eojeol.content_span();
    (nats >= LEAST_LOOK && end > whole.end).then_some(whole.start..end)
}

fn looks_foreign(word: &str) -> bool {
    word.starts_with(is_syllable) && look(word).is_some_and(|nats| nats >= LEAST_LOOK)
}

/// Whether a surface is one word of Latin letters.
pub(in crate::names) fn is_latin_word(surface: &str) -> bool {
    let mut letters = surface.chars();
    letters.all(|c| c.is_alphabetic() && c < '\u{2000}')
}

/// Whether a surface is what [`latin_surface`] makes of a word; Korean names in Latin letters have a capital, a mark or
/// several words.
pub(in crate::names) fn is_latin_surface(surface: &str) -> bool {
    surface.bytes().all(|byte| byte.is_ascii_lowercase())
}
