//! Names of persons in Hangul with spaces between their parts: 김 일 성, 남궁 억, 박 봉주.
//!
//! Old prints, bylines and lists write them so. One syllable with a space behind it is mostly another word (이 사람, 한
//! 번), so the given name has to be one that was seen, or to be of usual syllables that all stand apart.

use crate::Analyzer;
use crate::hangul::is_syllable;
use crate::korean::without_particles;
use crate::names::model::Model;
use crate::names::{Surface, is_given_name};

/// The most syllables of the last part with its particles.
const LONGEST_PART: usize = 5;

/// The beginning of `text` that may be a name with spaces, whose first word is `surname`: with the particles behind it.
pub(super) fn piece<'t>(text: &'t str, surname: &str) -> Option<&'t str> {
    Model::committed().table.surnames.place(surname)?;
    let rest = text[surname.len()..].strip_prefix(' ')?;
    let second = word(rest)?;
    let mut end = surname.len() + 1 + second.len();
    let is_syllable_alone = |word: &str| word.chars().count() == 1;
    if is_syllable_alone(surname) && is_syllable_alone(second) {
        end += 1 + word(rest[second.len()..].strip_prefix(' ')?)?.len();
    }
    Some(&text[..end])
}

/// The word of Hangul at the beginning of a text; none where it is too long for a part of a name.
fn word(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !is_syllable(c)).unwrap_or(text.len());
    let word = &text[..end];
    (1..=LONGEST_PART)
        .contains(&word.chars().count())
        .then_some(word)
}

/// The name that such a piece is, without what stands behind it.
pub(super) fn surface(analyzer: &Analyzer, piece: &str) -> Option<Surface> {
    let joined = piece.replace(' ', "");
    let mut names = vec![joined.as_str()];
    names.extend(without_particles(&joined));
    let name = names
        .into_iter()
        .find(|name| is_divided_name(analyzer, piece, name))?;
    let last = name.chars().count() - 1;
    let mut syllables = piece.char_indices().filter(|&(_, c)| c != ' ');
    let (at, c) = syllables.nth(last)?;
    let span = 0..at + c.len_utf8();
    Some(Surface {
        text: piece[span.clone()].to_owned(),
        is_word: false,
        span,
    })
}

/// Whether the parts of a piece are a surname and a given name that together are `name`.
fn is_divided_name(analyzer: &Analyzer, piece: &str, name: &str) -> bool {
    let model = Model::committed();
    let Some((surname, _)) = piece.split_once(' ') else {
        return false;
    };
    let given = &name[surname.len()..];
    let syllables: Vec<char> = given.chars().collect();
    match (surname.chars().count(), &syllables[..]) {
        // 남궁 억: two syllables that are a surname are seldom anything else.
        (2, [alone]) => model.given_syllables[0].contains(alone) || is_given_name(given),
        (2, [_, _]) => is_given_name(given),
        (1, &[first, second]) => {
            let all_apart = piece[surname.len()..].matches(' ').count() == 2;
            let is_usual = || {
                model.given_syllables[1].contains(&first)
                    && model.given_syllables[2].contains(&second)
            };
            (is_given_name(given) || is_usual())
                && (all_apart || !analyzer.korean().is_ordinary_word(given))
        }
        _ => false,
    }
}
