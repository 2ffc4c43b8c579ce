//! The romanised name that stands before a gloss in Hangul or Hanja: how far it reaches, and where a title parts the two.

use std::ops::Range;

use seoji_analysis::is_romanised_syllable;

use super::phrase::{is_function_word, is_namelike};
use super::script::{Script, is_hangul, words_before};
use super::sound::{distance, vowel_groups};

/// The words before byte `end` that are the romanisation of a Hangul word: one to a word a syllable.
pub(super) fn romanised_before(text: &str, end: usize, hangul: &str) -> Option<Range<usize>> {
    let syllables = hangul.chars().filter(|c| is_hangul(*c)).count();
    let words = words_before(text, end, syllables.min(6));
    let last = words.first()?.span.end;
    let mut best: Option<(f32, Range<usize>)> = None;
    for word in &words {
        let span = word.span.start..last;
        let own = &text[span.clone()];
        if Script::of(own) != Script::Latin || is_function_word(&text[word.span.clone()]) {
            break;
        }
        // A romanisation has a syllable for a syllable; a foreign word in Hangul begins with a capital or is one word.
        if let Some(distance) = distance(hangul, own)
            && distance <= 0.26
            && best.as_ref().is_none_or(|(least, _)| distance < *least)
        {
            best = Some((distance, span));
        }
    }
    best.map(|(_, span)| with_silent_surname(text, span, hangul))
}

/// `O Kuk-ryol`, `U Tong-chuk`, `Yi Sun-sin`, `Ri Yong-ho`: a surname whose syllable has no consonant in Hangul (오, 우,
/// 이) is not heard by [`distance`], so it is told by its place: the syllable that the name before lacks.
fn with_silent_surname(text: &str, span: Range<usize>, hangul: &str) -> Range<usize> {
    let syllables: Vec<char> = hangul.chars().filter(|c| is_hangul(*c)).collect();
    let silent = |c: &char| (*c as u32 - '가' as u32) / 588 == 11;
    if !syllables.first().is_some_and(silent)
        || vowel_groups(&text[span.clone()]) >= syllables.len()
    {
        return span;
    }
    let Some(word) = words_before(text, span.start, 1).into_iter().next() else {
        return span;
    };
    let surname = &text[word.span.clone()];
    // 이 is Ri and Lee where the initial law does not hold.
    let longer = &text[word.span.start..span.end];
    let heard = longer.trim_start_matches(['R', 'L']);
    let opens = heard.starts_with(|c: char| "AEIOUYWaeiouyw".contains(c));
    let fits = longer.starts_with(char::is_uppercase)
        && opens
        && is_romanised_syllable(surname)
        && !is_function_word(surname)
        && vowel_groups(longer) <= syllables.len()
        && distance(hangul, heard).is_some_and(|distance| distance <= 0.26);
    if fits {
        word.span.start..span.end
    } else {
        span
    }
}

/// The name that sounds as a gloss does, before at most five words that say what the person is.
pub(super) fn named_before_title(text: &str, end: usize, hangul: &str) -> Option<Range<usize>> {
    words_before(text, end, 5).into_iter().find_map(|word| {
        let before = text[..word.span.start].trim_end_matches(' ');
        let before = before.strip_suffix(',').unwrap_or(before);
        let of = romanised_before(text, before.len(), hangul)?;
        is_namelike(&text[of.clone()]).then_some(of)
    })
}
