//! The `stem` field: what a text is about, whatever its inflection, spelling of compounds and script.
//!
//! | text (language) | tokens (position, term, kind) |
//! |---|---|
//! | `cryptocurrencies` (en) | 0 `cryptocurr␟en` Stem |
//! | `crypto-currencies` (en) | 0 `crypto␟en` Stem, 0 `cryptocurr␟en` Joined, 1 `currenc␟en` Stem |
//! | `of` (en) | nothing; the position is taken |
//! | `연구소에서` | 0 `연구소` Compound, 0 `연구` Morpheme, 1 `소` Morpheme |
//! | `로동신문` | 0 `노동` Spelling, 0 `로동` Morpheme, 1 `신문` Morpheme |
//! | `北` | 0 `北` Morpheme, 0 `북` Reading |
//! | `26,100` | 0 `26100` Normal |
//! | `15 August 1994` | 0 `1994-08-15` Normal, 0 `15` Normal, 1 `august␟en` Stem, 2 `1994` Normal |
//!
//! `␟` is U+001F. A stem carries the language whose rules made it, so that a question can ask for each language's
//! stem of a word and never for that of another.
//! Where the marks of a word change its stem, the stem of the folded word stands beside it: what is typed without
//! marks is found.

use std::ops::Range;

use crate::TokenKind;
use crate::emit::Emit;
use crate::fold::{fold, lower};
use crate::hanja::{self, Reading};
use crate::korean::{Eojeol, Korean, Morpheme, Role, Tag};
use crate::language::Language;
use crate::literal::{group_len, join, joined_from, joined_len, span_of};
use crate::normal::{Expressions, Literal};
use crate::runs::{Link, Run, Script, is_apostrophe};
use crate::stem_memory::StemMemory;
use crate::stem_terms::StemTerms;
use crate::stop_words;

/// Stands between a stem and the code of its language.
pub(crate) const STEM_MARK: char = '\u{1F}';

/// Longest eojeol that is analysed as one, in characters; longer ones are cut.
const LONGEST_EOJEOL: usize = 64;

/// Memory of the stem field, used again for each text.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    expressions: Expressions,
    words: Words,
    readings: Vec<Option<Reading>>,
    read: String,
    ends: Vec<u32>,
}

#[derive(Debug, Default)]
struct Words {
    memory: StemMemory,
    lowered: String,
    folded: String,
    term: String,
    other: String,
}

/// Writes the tokens of the stem field for a passage in `language`: all that are `sought`, and some others. Positions are
/// right where all terms are sought.
pub(crate) fn analyse(
    runs: &[Run],
    language: Language,
    sought: &StemTerms,
    korean: &Korean,
    scratch: &mut Scratch,
    emit: &mut Emit<'_>,
) {
    let found_in = if sought.values { runs } else { &[] };
    scratch.expressions.find(emit.text(), found_in);
    let mut position = 0;
    let mut at = 0;
    while let Some(run) = runs.get(at) {
        let end = at + group_len(&runs[at..]);
        if run.link == Link::Marker {
            at = end;
        } else if run.script.in_pairs() {
            scratch.expressions.emit_until(at, position, emit);
            let attached = at > 0 && run.link != Link::Apart;
            if !sought.eojeol(&emit.text()[span_of(&runs[at..end])]) {
                at = end;
                continue;
            }
            position += eojeol(&runs[at..end], attached, korean, scratch, emit, position);
            at = end;
        }
        if !sought.words() {
            at = end;
        }
        while at < end {
            let rest = &runs[at..end];
            at += if rest[0].is_number() {
                scratch.expressions.emit_until(at, position, emit);
                number(rest, scratch, emit, &mut position)
            } else {
                let len = joined_len(rest);
                words(
                    at,
                    &rest[..len],
                    language,
                    sought,
                    scratch,
                    emit,
                    &mut position,
                );
                len
            };
        }
    }
}

/// Index terms of the stem field for one word in a passage of `language`; nothing for a stop word.
pub(crate) fn stems(word: &str, script: Script, language: Language, out: &mut Vec<String>) {
    let mut words = Words::default();
    let language = language.for_script(script);
    words.prepare(word, language);
    if stop_words::contains(&words.folded, language) {
        return;
    }
    words.stem(language, |term| out.push(term.to_owned()));
}

impl Words {
    /// Fills the lower-case and folded forms of a word, without a leading article (`l'homme`).
    fn prepare(&mut self, surface: &str, language: Language) {
        let surface = without_elision(surface, language);
        let surface = without_plural(surface, language);
        self.folded.clear();
        fold(surface, &mut self.folded);
        self.lowered.clear();
        if surface.is_ascii() {
            self.lowered.push_str(&self.folded);
        } else {
            lower(surface, &mut self.lowered);
            self.lowered.retain(|c| c != '\'');
        }
    }

    /// Gives the terms of the prepared word: its stem, and that of the folded word where it differs.
    fn stem(&mut self, language: Language, mut give: impl FnMut(&str)) {
        let Self {
            memory,
            lowered,
            folded,
            term,
            other,
        } = self;
        let mut write = |word: &str, term: &mut String| {
            memory.term(word, language, term, |term| {
                match language.stemmer() {
                    Some(stemmer) => fold(&stemmer.stem(word), term),
                    None => fold(word, term),
                }
                term.push(STEM_MARK);
                term.push_str(language.code());
            });
        };
        write(lowered, term);
        give(term);
        if lowered != folded {
            write(folded, other);
            if other != term {
                give(other);
            }
        }
    }
}

/// Parts of addresses that say nothing of what is found there.
fn is_address_frame(folded: &str) -> bool {
    matches!(
        folded,
        "http" | "https" | "ftp" | "www" | "html" | "htm" | "php"
    )
}

/// Takes off the article or pronoun that French and Italian write before a vowel.
fn without_elision(word: &str, language: Language) -> &str {
    if !matches!(language, Language::French | Language::Italian)
        || word.is_ascii() && !word.contains('\'')
    {
        return word;
    }
    let Some((at, c)) = word.char_indices().find(|&(_, c)| is_apostrophe(c)) else {
        return word;
    };
    let short = [
        "l", "d", "j", "m", "t", "s", "n", "c", "qu", "un", "all", "dell", "nell", "sull", "dall",
    ];
    if short
        .iter()
        .any(|elided| word[..at].eq_ignore_ascii_case(elided))
    {
        &word[at + c.len_utf8()..]
    } else {
        word
    }
}

/// Takes the plural's s off an acronym (`NGOs`): the stemmer keeps it where no vowel stands before it.
fn without_plural(word: &str, language: Language) -> &str {
    match word.strip_suffix('s') {
        Some(acronym)
            if language == Language::English
                && acronym.len() > 1
                && acronym.bytes().all(|byte| byte.is_ascii_uppercase()) =>
        {
            acronym
        }
        _ => word,
    }
}

/// The parts of a word, of which the first is run `first` of the text.
fn words(
    first: usize,
    parts: &[Run],
    language: Language,
    sought: &StemTerms,
    scratch: &mut Scratch,
    emit: &mut Emit<'_>,
    position: &mut u32,
) {
    let text = emit.text();
    let words = &mut scratch.words;
    for (place, run) in parts.iter().enumerate() {
        scratch
            .expressions
            .emit_until(first + place, *position, emit);
        if run.is_number() {
            words.folded.clear();
            fold(&text[run.span()], &mut words.folded);
            let value = words.folded.trim_start_matches('0');
            let term = if value.is_empty() {
                &words.folded
            } else {
                value
            };
            emit.push(term, run.span(), *position, TokenKind::Normal);
        } else {
            let language = language.for_script(run.script);
            words.prepare(&text[run.span()], language);
            let says_nothing = !sought.stem(&words.folded)
                || stop_words::contains(&words.folded, language)
                || run.in_address && is_address_frame(&words.folded);
            if !says_nothing {
                words.stem(language, |term| {
                    emit.push(term, run.span(), *position, TokenKind::Stem)
                });
            }
        }
        for len in joined_from(parts, place) {
            let parts = &parts[place..place + len];
            let language = language.for_script(parts[0].script);
            words.folded.clear();
            join(text, parts, &mut words.folded, fold);
            if !sought.stem(&words.folded) {
                continue;
            }
            words.lowered.clear();
            if text[span_of(parts)].is_ascii() {
                words.lowered.push_str(&words.folded);
            } else {
                join(text, parts, &mut words.lowered, lower);
                words.lowered.retain(|c| c != '\'');
            }
            words.stem(language, |term| {
                emit.push(term, span_of(parts), *position, TokenKind::Joined)
            });
        }
        *position += 1;
    }
}

/// A number with its likely values; what is none to reckon with keeps its parts. Returns the runs taken.
fn number(runs: &[Run], scratch: &mut Scratch, emit: &mut Emit<'_>, position: &mut u32) -> usize {
    let text = emit.text();
    let Some(literal) = Literal::read(text, runs) else {
        let words = &mut scratch.words;
        words.folded.clear();
        fold(&text[runs[0].span()], &mut words.folded);
        emit.push(&words.folded, runs[0].span(), *position, TokenKind::Normal);
        *position += 1;
        return 1;
    };
    let parts = &runs[..literal.runs];
    let span = span_of(parts);
    for value in [literal.value, literal.other].into_iter().flatten() {
        emit.push_with(span.clone(), *position, TokenKind::Normal, |out| {
            use std::fmt::Write as _;
            write!(out, "{value}").expect("writing to a string does not fail");
        });
    }
    if literal.value.is_some() {
        *position += 1;
        return literal.runs;
    }
    emit.push(&text[span.clone()], span, *position, TokenKind::Normal);
    if parts.len() > 1 {
        for run in parts {
            emit.push(&text[run.span()], run.span(), *position, TokenKind::Normal);
            *position += 1;
        }
    } else {
        *position += 1;
    }
    literal.runs
}

/// Korean: morphemes; Hanja also by its readings; text with Kana by pairs. Returns the positions taken.
fn eojeol(
    group: &[Run],
    attached: bool,
    korean: &Korean,
    scratch: &mut Scratch,
    emit: &mut Emit<'_>,
    first: u32,
) -> u32 {
    let text = emit.text();
    let mut position = first;
    let has = |script| group.iter().any(|run| run.script == script);
    if has(Script::Syllabic) {
        pairs(span_of(group), emit, position);
        return 1;
    }
    if has(Script::Han) {
        for run in group.iter().filter(|run| run.script == Script::Han) {
            surface(run, emit, position);
        }
    }
    let whole = span_of(group);
    let mut rest = whole.clone();
    if attached
        && !has(Script::Han)
        && let Some(end) = korean.tail_of_own(&text[..whole.start], &text[whole.clone()])
    {
        let tail = whole.start..whole.start + end;
        emit.push(
            &text[tail.clone()],
            tail.clone(),
            position,
            TokenKind::Morpheme,
        );
        position += 1;
        rest.start = tail.end;
    }
    let begin = rest.start;
    while !rest.is_empty() {
        let len = text[rest.clone()]
            .char_indices()
            .nth(LONGEST_EOJEOL)
            .map_or(rest.len(), |(at, _)| at);
        let span = rest.start..rest.start + len;
        rest.start = span.end;
        let attached = attached && span.start == begin;
        position = if has(Script::Han) {
            by_reading(span, attached, korean, scratch, emit, position)
        } else {
            let found = look_up(korean, &text[span.clone()], attached);
            if !attached {
                for word in korean.southern(&text[span.clone()], &found) {
                    let at =
                        span.start + word.span.start as usize..span.start + word.span.end as usize;
                    emit.push(&word.term, at, position, TokenKind::Spelling);
                }
            }
            let place = |at: Range<usize>| (span.start + at.start..span.start + at.end, false);
            morphemes(&found, place, emit, position)
        };
    }
    (position - first).max(1)
}

fn look_up(korean: &Korean, text: &str, attached: bool) -> std::sync::Arc<Eojeol> {
    if attached {
        korean.attached(text)
    } else {
        korean.eojeol(text)
    }
}

/// The plural suffix: a word of its own it would stand in every other sentence, and 인민들 be found in 사람들.
fn is_plural(morpheme: &Morpheme) -> bool {
    morpheme.tag == Tag::Xsn && &*morpheme.term == "들"
}

/// Adds the content morphemes and gives the next position; `place` tells the span of a morpheme in the text and
/// whether it has a Hanja among its syllables.
fn morphemes(
    found: &Eojeol,
    place: impl Fn(Range<usize>) -> (Range<usize>, bool),
    emit: &mut Emit<'_>,
    mut position: u32,
) -> u32 {
    let kind = |kind, hanja| if hanja { TokenKind::Reading } else { kind };
    for morpheme in found
        .morphemes
        .iter()
        .filter(|morpheme| morpheme.role == Role::Content && !is_plural(morpheme))
    {
        let (span, hanja) = place(morpheme.span.start as usize..morpheme.span.end as usize);
        if span.is_empty() {
            continue;
        }
        if morpheme.parts.is_empty() {
            emit.push(
                &morpheme.term,
                span,
                position,
                kind(TokenKind::Morpheme, hanja),
            );
            position += 1;
            continue;
        }
        emit.push(
            &morpheme.term,
            span,
            position,
            kind(TokenKind::Compound, hanja),
        );
        for part in &morpheme.parts {
            let (span, hanja) = place(part.span.start as usize..part.span.end as usize);
            if !span.is_empty() {
                emit.push(&part.term, span, position, kind(TokenKind::Morpheme, hanja));
                position += 1;
            }
        }
    }
    position
}

/// An eojeol with Hanja is analysed as its reading, and once more where another reading is usual.
fn by_reading(
    span: Range<usize>,
    attached: bool,
    korean: &Korean,
    scratch: &mut Scratch,
    emit: &mut Emit<'_>,
    first: u32,
) -> u32 {
    let text = &emit.text()[span.clone()];
    let Scratch {
        readings,
        read,
        ends,
        ..
    } = scratch;
    hanja::read_into(text, readings);
    // The reading with each Hanja's main (or other) sound, and for each of its bytes the offset in `text` of the
    // char that it stands for.
    let mut write = |other: bool| {
        read.clear();
        ends.clear();
        for ((at, c), reading) in text.char_indices().zip(readings.iter()) {
            let syllable = match reading {
                Some(reading) if other => reading.other.unwrap_or(reading.main),
                Some(reading) => reading.main,
                None => c,
            };
            read.push(syllable);
            ends.resize(read.len(), at as u32);
        }
        (look_up(korean, read, attached), ends.clone())
    };
    let place = |ends: &[u32], at: Range<usize>| {
        let Some(&start) = ends.get(at.start) else {
            return (0..0, false);
        };
        let end = ends.get(at.end).map_or(text.len(), |&end| end as usize);
        let hanja = text[start as usize..end].chars().any(hanja::is_han);
        (span.start + start as usize..span.start + end, hanja)
    };
    let (main, ends) = write(false);
    if readings
        .iter()
        .flatten()
        .any(|reading| reading.other.is_some())
    {
        // The other reading stands at the first place, for what it adds.
        let (other, ends) = write(true);
        for morpheme in other.content() {
            let (span, _) = place(
                &ends,
                morpheme.span.start as usize..morpheme.span.end as usize,
            );
            if !span.is_empty() && main.content().all(|known| known.term != morpheme.term) {
                emit.push(&morpheme.term, span, first, TokenKind::Reading);
            }
        }
    }
    morphemes(&main, |at| place(&ends, at), emit, first)
}

/// Hanja as it is written: a short word as one term, longer text by pairs.
fn surface(run: &Run, emit: &mut Emit<'_>, position: u32) {
    let text = &emit.text()[run.span()];
    if text.chars().nth(4).is_none() {
        emit.push(text, run.span(), position, TokenKind::Morpheme);
    } else {
        pairs(run.span(), emit, position);
    }
}

/// Pairs of neighbouring characters, all at one position.
fn pairs(span: Range<usize>, emit: &mut Emit<'_>, position: u32) {
    let text = &emit.text()[span.clone()];
    let starts = text.char_indices().map(|(at, _)| at);
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let mut single = true;
    for (start, end) in starts.zip(ends.skip(1)) {
        emit.push(
            &text[start..end],
            span.start + start..span.start + end,
            position,
            TokenKind::Morpheme,
        );
        single = false;
    }
    if single {
        emit.push(text, span, position, TokenKind::Morpheme);
    }
}
