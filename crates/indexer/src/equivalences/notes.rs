//! Notes that give another name of what their marker touches: `[22] A.k.a Pak Jin-hek.`, `[21] 라자루스 그룹 in Korean.`

use std::ops::Range;

use seoji_analysis::korean::Korean;
use seoji_schema::Stated;

use super::acronym::is_acronym;
use super::called::{names_of_korean_note, names_of_note, without_aside};
use super::leads::{BIRTH_LEADS, LEADS};
use super::phrase::{Before, Edge, hangul_before, latin_before, quoted_before};
use super::script::{Script, is_hangul};

/// What a note says of the phrase that its marker touches.
pub(super) struct NoteNames {
    /// The names that it gives.
    pub(super) forms: Vec<String>,
    /// How.
    pub(super) stated: Stated,
    /// Bytes of the note's text.
    pub(super) span: Range<usize>,
}

/// How a note may open before its lead.
const OPENINGS: &[&str] = &[
    "Also: ", "Or ", "He is ", "She is ", "It is ", "He was ", "She was ",
];

/// The names that a note gives of what its marker touches, when it opens with a lead or is nothing but a name and its
/// language.
pub(super) fn read(text: &str, korean: &Korean) -> Option<NoteNames> {
    let lead_in = text.len() - text.trim_start().len();
    let mut at = lead_in;
    for opening in OPENINGS {
        if text[at..].starts_with(opening) {
            at += opening.len();
        }
    }
    let head_end = super::script::floor(text, (at + 48).min(text.len()));
    let head = text[at..head_end].to_ascii_lowercase();
    let opens = |lead: &str| head.starts_with(lead) && !BIRTH_LEADS.contains(&lead);
    if let Some((lead, stated)) = LEADS.iter().find(|(lead, _)| opens(lead)) {
        let from = at + lead.len();
        let apart = lead.ends_with('.') || text[from..].starts_with([' ', ':', '.', ',']);
        if apart && !matches!(*lead, "라고도" | "으로도 불" | "으로도 알려") {
            let from = from + text[from..].len()
                - text[from..].trim_start_matches(['.', ',', ':', ' ']).len();
            let (forms, end) = match lead.is_ascii() || !lead.chars().any(is_hangul) {
                true => names_of_note(text, from, korean)?,
                false => names_of_korean_note(text, from, korean)?,
            };
            return Some(NoteNames {
                forms,
                stated: *stated,
                span: lead_in..end,
            });
        }
    }
    in_language(text, korean).or_else(|| quotative(text, korean))
}

/// `라자루스 그룹 in Korean.`, `Komisja Nadzoru Finansowego (https://…) in Polish.`, `Korean: 라자루스 그룹.`
fn in_language(text: &str, _korean: &Korean) -> Option<NoteNames> {
    let whole = text.trim().trim_end_matches('.');
    if whole.len() > 300 {
        return None;
    }
    let lower = whole.to_ascii_lowercase();
    let named = LANGUAGES.iter().find_map(|language| {
        lower
            .strip_suffix(language)
            .and_then(|rest| {
                rest.strip_suffix(" in ")
                    .or(rest.strip_suffix(" po "))
                    .or(rest.strip_suffix(" auf "))
            })
            .map(str::len)
    });
    let name = match named {
        Some(length) => without_address(whole.get(..length)?),
        None => {
            let (label, name) = whole.split_once(':')?;
            let label = label.trim().to_lowercase();
            let known = LANGUAGES.contains(&label.trim_start_matches("in "))
                || KOREAN_LABELS.contains(&label.as_str());
            known.then_some(name.trim())?
        }
    };
    let name = name.trim_matches([' ', '“', '”', '"', '‘', '’', '\'', '*', '_', ',']);
    let words = name.split_whitespace().count();
    let form = (1..=7).contains(&words)
        && name.len() <= 90
        && matches!(
            Script::of(name),
            Script::Hangul | Script::Hanja | Script::Latin
        )
        && name
            .chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || Script::of(name) != Script::Latin)
        && !name.contains(['.', ';', ':', '(', ')', '/']);
    form.then(|| NoteNames {
        forms: vec![name.to_owned()],
        stated: Stated::Gloss,
        span: 0..text.trim_end().len(),
    })
}

const LANGUAGES: &[&str] = &[
    "korean",
    "english",
    "chinese",
    "japanese",
    "russian",
    "german",
    "polish",
    "french",
    "hangul",
    "hanja",
    "koreańsku",
    "angielsku",
    "polsku",
    "niemiecku",
    "rosyjsku",
    "koreanisch",
    "englisch",
    "deutsch",
];

const KOREAN_LABELS: &[&str] = &[
    "한국어로",
    "한글로",
    "영어로",
    "한자로",
    "조선어로",
    "한글",
    "영문",
    "영어",
    "한자",
    "원어",
    "원명",
];

/// A name without the address in brackets behind it.
fn without_address(name: &str) -> &str {
    let name = name.trim_end();
    match name.rfind('(') {
        Some(open) if name.ends_with(')') && name[open..].contains("://") => {
            name[..open].trim_end()
        }
        _ => name,
    }
}

/// `Y라고도 한다.` as the whole note.
fn quotative(text: &str, korean: &Korean) -> Option<NoteNames> {
    let whole = text.trim();
    let at = whole.find("라고도")?;
    let tail = whole[at + "라고도".len()..].trim_start();
    let said = [
        "한다",
        "함",
        "불린다",
        "부른다",
        "불림",
        "불렸다",
        "하였다",
        "했다",
    ];
    let end = said.iter().find(|said| tail.starts_with(**said))?;
    if tail[end.len()..].trim_start_matches('.').chars().count() > 0 {
        return None;
    }
    let (stated, forms) = super::called::in_bracket(whole.trim_end_matches('.'), false, korean)?;
    Some(NoteNames {
        forms,
        stated,
        span: 0..text.trim_end().len(),
    })
}

/// The byte before a bracket with an acronym, or with letters of another script, that ends at byte `end`.
fn short_aside(text: &str, end: usize) -> Option<usize> {
    let before = without_aside(text, end);
    let content = text[before..end]
        .trim_start()
        .strip_prefix('(')?
        .strip_suffix(')')?;
    let script = Script::of(content);
    (is_acronym(content) || matches!(script, Script::Hangul | Script::Hanja)).then_some(before)
}

/// The phrase that a marker at byte `at` touches: only a name, nothing indefinite.
pub(super) fn marked(text: &str, at: usize, korean: &Korean) -> Option<Range<usize>> {
    if text[..at].ends_with("  ") {
        return None;
    }
    // `Mining Development Corporation (MDC)[5]`: a short form or another script is an aside.
    let at = match short_aside(text, at) {
        Some(before) => before,
        None => at,
    };
    if let Some(quoted) = quoted_before(text, at) {
        let words = text[quoted.span()].split_whitespace().count();
        return (words <= 7).then(|| quoted.span());
    }
    let last = text[..at].trim_end_matches(' ').chars().next_back()?;
    if is_hangul(last) {
        let nouns = hangul_before(text, at, 3, korean);
        let span = nouns.last()?.start..nouns.first()?.end;
        return (text[span.clone()].chars().count() >= 2).then_some(span);
    }
    if !last.is_alphanumeric() {
        return None;
    }
    let phrase: Before = latin_before(text, at)?;
    (phrase.edge != Edge::Indefinite).then(|| phrase.span())
}
