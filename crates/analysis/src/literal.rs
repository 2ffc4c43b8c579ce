//! The `literal` field: folded words, and pairs of syllables, on one position scale.
//!
//! | text | tokens (position, term, kind) |
//! |---|---|
//! | `Saebø` | 0 `saebo` Word, 0 `saebø` Accented |
//! | `Jin-hyok` | 0 `jin` Word, 0 `jinhyok` Joined, 1 `hyok` Word |
//! | `APT38` | 0 `apt` Word, 0 `apt38` Joined, 1 `38` Word |
//! | `AT&T` | 0 `at` Word, 0 `at&t` Joined, 1 `t` Word |
//! | `C++` | 0 `c++` Word |
//! | `Notepad++` | 0 `notepad` Word, 0 `notepad++` Joined |
//! | `.hwp` | 0 `hwp` Word, 0 `.hwp` Joined |
//! | `26,100` | 0 `26` Word, 0 `26100` Joined, 1 `100` Word |
//! | `hyok[22]` | 0 `hyok` Word, 0 `22` Marker |
//! | `토론 회` | 0 `토론` Bigram, 1 `론 회` Bridge, 2 `회` Syllable |
//! | `美방송` | 0 `美방` Bigram, 0 `미방` Reading, 1 `방송` Bigram |
//! | `www.knf.gov.pl` | 0 `www`, 1 `knf`, 2 `gov`, 3 `pl`, all Word |
//!
//! Every word part and every syllable takes one position; tokens of the other kinds take none.
//! The scheme of an address is a word like its other parts, so that whatever a searcher copies of it is a phrase.

use std::ops::Range;

use crate::TokenKind;
use crate::emit::Emit;
use crate::fold::{fold, lower};
use crate::hanja::{self, Reading};
use crate::runs::{Link, Run, Script, continues_unit};

/// More parts than this are not written together.
const MOST_JOINED_PARTS: usize = 8;
/// Longest joined term in bytes.
const LONGEST_JOINED: usize = 64;
/// Longest syllable in characters (old jamo with marks); longer ones are cut.
const LONGEST_UNIT: usize = 8;

/// What stands between the syllables of a bridged pair, so that its term differs from that of a pair inside a word:
/// in one term space `동북 한국` would hold `북한`.
const BRIDGE: &str = " ";

/// The term of two neighbouring syllables with a space or punctuation between.
pub fn bridge_term(first: &str, second: &str) -> String {
    [first, BRIDGE, second].concat()
}

/// The two syllables of a bridged pair's term; none for any other term.
pub fn bridged_pair(term: &str) -> Option<(&str, &str)> {
    term.split_once(BRIDGE)
}

/// Memory of the literal field, used again for each text.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    folded: String,
    lowered: String,
    units: Vec<Unit>,
    readings: Vec<Option<Reading>>,
}

/// A syllable: bytes of the normalised text, and how it is read.
#[derive(Clone, Copy, Debug)]
struct Unit {
    start: u32,
    end: u32,
    reading: Option<Reading>,
}

/// Writes the tokens of the literal field.
pub(crate) fn analyse(runs: &[Run], scratch: &mut Scratch, emit: &mut Emit<'_>) {
    let mut position = 0;
    let mut at = 0;
    while let Some(run) = runs.get(at) {
        let end = at + group_len(&runs[at..]);
        let group = &runs[at..end];
        if run.link == Link::Marker {
            marker(run, scratch, emit, position);
        } else if run.script.in_pairs() {
            let next = runs[end..].iter().find(|run| run.link != Link::Marker);
            let next = next.filter(|next| next.script.in_pairs());
            position += syllables(group, next, scratch, emit, position);
        } else {
            position += words(group, scratch, emit, position);
        }
        at = end;
    }
}

/// How many runs at the start of `runs` belong together: syllables that touch, or the parts of a word.
pub(crate) fn group_len(runs: &[Run]) -> usize {
    let first = &runs[0];
    if first.link == Link::Marker {
        return 1;
    }
    let pairs = first.script.in_pairs();
    let mut before = first;
    let mut len = 1;
    for run in &runs[1..] {
        let belongs = match run.link {
            _ if run.script.in_pairs() != pairs => false,
            Link::Touching => true,
            _ if pairs => false,
            Link::Hyphen | Link::Dot | Link::Apostrophe | Link::Ampersand => true,
            Link::Comma | Link::NumberSpace => run.is_number() && before.is_number(),
            Link::Apart | Link::Punctuation | Link::Marker => false,
        };
        if !belongs {
            break;
        }
        before = run;
        len += 1;
    }
    len
}

/// Whether `next` is written together with the parts before it where hyphens are left out.
fn joins(chain: &[Run], next: &Run) -> bool {
    let Some(before) = chain.last() else {
        return true;
    };
    let numbers_only =
        || next.is_number() && chain.len() < MOST_JOINED_PARTS && chain.iter().all(Run::is_number);
    let letter = |run: &Run| run.script == Script::Latin && run.taken - run.start == 1;
    match next.link {
        Link::Touching | Link::Apostrophe => true,
        Link::Ampersand => true,
        Link::Hyphen => !numbers_only(),
        // A.k.a., U.S.: one letter at a time.
        Link::Dot => letter(before) && letter(next),
        // 26,100: groups of three digits.
        Link::Comma | Link::NumberSpace => {
            numbers_only() && next.end - next.start == 3 && chain[0].end - chain[0].start <= 3
        }
        Link::Apart | Link::Punctuation | Link::Marker => false,
    }
}

/// How many parts at the start of `group` are also written together; 1 where none are.
pub(crate) fn joined_len(group: &[Run]) -> usize {
    if group[0].in_address {
        return 1;
    }
    let mut len = 1;
    while len < group.len() && joins(&group[..len], &group[len]) {
        len += 1;
    }
    len
}

/// Whether the joined form of `parts` is worth a term.
fn is_joinable(parts: &[Run]) -> bool {
    // The number of parts is looked at first: this is asked for each part of a word that may be a megabyte long.
    (2..=MOST_JOINED_PARTS).contains(&parts.len())
        && parts.iter().map(|run| run.span().len()).sum::<usize>() <= LONGEST_JOINED
}

/// The joined forms that start at `parts[at]`, as the number of their parts: the whole, and in a word of several
/// hyphens also each pair of neighbours (`e-mail-based` → `emailbased`, `email`, `mailbased`).
pub(crate) fn joined_from(parts: &[Run], at: usize) -> impl Iterator<Item = usize> + '_ {
    let whole = (at == 0 && is_joinable(parts)).then_some(parts.len());
    let pair = (parts.len() > 2
        && at + 1 < parts.len()
        && is_joinable(parts)
        && parts[at + 1].link == Link::Hyphen
        && !parts[at].is_number()
        && !parts[at + 1].is_number())
    .then_some(2);
    whole.into_iter().chain(pair)
}

/// Appends the parts written together, each through `write`.
pub(crate) fn join(text: &str, parts: &[Run], out: &mut String, write: fn(&str, &mut String)) {
    for (at, run) in parts.iter().enumerate() {
        if at > 0 && run.link == Link::Ampersand {
            out.push('&');
        }
        write(&text[run.span()], out);
    }
}

/// The span of several runs.
pub(crate) fn span_of(parts: &[Run]) -> Range<usize> {
    let end = parts.last().map_or(0, |run| run.end);
    parts[0].start as usize..end as usize
}

fn words(group: &[Run], scratch: &mut Scratch, emit: &mut Emit<'_>, first: u32) -> u32 {
    let mut at = 0;
    while at < group.len() {
        let parts = &group[at..at + joined_len(&group[at..])];
        for (place, run) in parts.iter().enumerate() {
            let position = first + (at + place) as u32;
            word(run, scratch, emit, position);
            for len in joined_from(parts, place) {
                let parts = &parts[place..place + len];
                let text = emit.text();
                scratch.folded.clear();
                join(text, parts, &mut scratch.folded, fold);
                emit.push(&scratch.folded, span_of(parts), position, TokenKind::Joined);
            }
        }
        at += parts.len();
    }
    group.len() as u32
}

fn word(run: &Run, scratch: &mut Scratch, emit: &mut Emit<'_>, position: u32) {
    let surface = &emit.text()[run.span()];
    let (folded, lowered) = (&mut scratch.folded, &mut scratch.lowered);
    folded.clear();
    fold(surface, folded);
    // The sign makes another word of a single letter (C, C++), of a longer name only another spelling of it.
    let bare = folded.len() - run.sign as usize;
    if run.sign > 0 && bare > 1 {
        let span = run.start as usize..run.end as usize - run.sign as usize;
        emit.push(&folded[..bare], span, position, TokenKind::Word);
        emit.push(folded, run.span(), position, TokenKind::Joined);
    } else {
        emit.push(folded, run.span(), position, TokenKind::Word);
    }
    let plain = surface.bytes().all(|byte| byte.is_ascii() && byte != b'\'');
    if !plain {
        lowered.clear();
        lower(surface, lowered);
        if lowered != folded {
            emit.push(lowered, run.span(), position, TokenKind::Accented);
        }
    }
    if run.extension {
        folded.insert(0, '.');
        let span = run.start as usize - 1..run.end as usize;
        emit.push(folded, span, position, TokenKind::Joined);
    }
}

/// The number of a citation marker stands where the word stands that it is stuck to.
fn marker(run: &Run, scratch: &mut Scratch, emit: &mut Emit<'_>, position: u32) {
    scratch.folded.clear();
    fold(&emit.text()[run.span()], &mut scratch.folded);
    emit.push(
        &scratch.folded,
        run.span(),
        position.saturating_sub(1),
        TokenKind::Marker,
    );
}

fn syllables(
    group: &[Run],
    next: Option<&Run>,
    scratch: &mut Scratch,
    emit: &mut Emit<'_>,
    first: u32,
) -> u32 {
    let text = emit.text();
    collect_units(text, group, scratch);
    let units = &scratch.units;
    if let [unit] = units.as_slice() {
        let span = unit.start as usize..unit.end as usize;
        emit.push(
            &text[span.clone()],
            span.clone(),
            first,
            TokenKind::Syllable,
        );
        if let Some(reading) = unit.reading {
            for syllable in std::iter::once(reading.main).chain(reading.other) {
                emit.push(
                    syllable.encode_utf8(&mut [0; 4]),
                    span.clone(),
                    first,
                    TokenKind::Reading,
                );
            }
        }
    }
    for (place, pair) in units.windows(2).enumerate() {
        bigram(
            pair[0],
            pair[1],
            TokenKind::Bigram,
            emit,
            first + place as u32,
        );
    }
    if let (Some(&last), Some(next)) = (units.last(), next) {
        let after = first_unit(text, next);
        bigram(
            last,
            after,
            TokenKind::Bridge,
            emit,
            first + units.len() as u32 - 1,
        );
    }
    units.len() as u32
}

fn bigram(left: Unit, right: Unit, kind: TokenKind, emit: &mut Emit<'_>, position: u32) {
    let text = emit.text();
    let span = left.start as usize..right.end as usize;
    let (a, b) = (
        &text[left.start as usize..left.end as usize],
        &text[right.start as usize..right.end as usize],
    );
    let between = if kind == TokenKind::Bridge {
        BRIDGE
    } else {
        ""
    };
    emit.push_with(span.clone(), position, kind, |out| {
        out.push_str(a);
        out.push_str(between);
        out.push_str(b);
    });
    if left.reading.is_none() && right.reading.is_none() {
        return;
    }
    let kind = if kind == TokenKind::Bigram {
        TokenKind::Reading
    } else {
        kind
    };
    let mut buffers = [[0; 4]; 4];
    let [a1, a2, b1, b2] = &mut buffers;
    let left_main = left.reading.map_or(a, |r| r.main.encode_utf8(a1));
    let right_main = right.reading.map_or(b, |r| r.main.encode_utf8(b1));
    let left_other = left
        .reading
        .and_then(|r| r.other)
        .map(|c| &*c.encode_utf8(a2));
    let right_other = right
        .reading
        .and_then(|r| r.other)
        .map(|c| &*c.encode_utf8(b2));
    let pairs = [
        Some((left_main, right_main)),
        left_other.map(|left| (left, right_main)),
        right_other.map(|right| (left_main, right)),
    ];
    for (left, right) in pairs.into_iter().flatten() {
        emit.push_with(span.clone(), position, kind, |out| {
            out.push_str(left);
            out.push_str(between);
            out.push_str(right);
        });
    }
}

/// Cuts the runs of a group into syllables and reads the Hanja among them.
fn collect_units(text: &str, group: &[Run], scratch: &mut Scratch) {
    let Scratch {
        units, readings, ..
    } = scratch;
    units.clear();
    let span = span_of(group);
    let mut chars_in_unit = 0;
    for (at, c) in text[span.clone()].char_indices() {
        let start = (span.start + at) as u32;
        let end = start + c.len_utf8() as u32;
        match units.last_mut() {
            Some(unit) if chars_in_unit < LONGEST_UNIT && continues_unit(c) => {
                unit.end = end;
                chars_in_unit += 1;
            }
            _ => {
                units.push(Unit {
                    start,
                    end,
                    reading: None,
                });
                chars_in_unit = 1;
            }
        }
    }
    // Han beside Kana is Japanese, where a Korean reading says nothing.
    let has = |script| group.iter().any(|run| run.script == script);
    if has(Script::Han) && !has(Script::Syllabic) {
        hanja::read_into(&text[span.clone()], readings);
        let mut unit = 0;
        for (at, reading) in text[span.clone()]
            .char_indices()
            .map(|(at, _)| at)
            .zip(readings.iter())
        {
            let at = (span.start + at) as u32;
            while units[unit].end <= at {
                unit += 1;
            }
            if units[unit].start == at {
                units[unit].reading = *reading;
            }
        }
    }
}

/// The first syllable of a run, with the reading that it has at the start of a word.
fn first_unit(text: &str, run: &Run) -> Unit {
    let surface = &text[run.span()];
    let mut len = 0;
    for (place, c) in surface.chars().enumerate() {
        if place > 0 && (place >= LONGEST_UNIT || !continues_unit(c)) {
            break;
        }
        len += c.len_utf8();
    }
    Unit {
        start: run.start,
        end: run.start + len as u32,
        reading: match run.script {
            Script::Han => hanja::read_first(surface),
            _ => None,
        },
    }
}
