//! What Korean text says to be called otherwise: `X, 일명 Y`, `X는 Y라고도 한다`, `X의 본명은 Y이다`.

use std::ops::Range;

use seoji_analysis::korean::Korean;

use super::called::{Named, Subject, sentence_start, without_aside};
use super::kind::is_hangul_person;
use super::leads::LEADS;
use super::phrase::{hangul_before, is_bare_noun, is_namelike, latin_before, quoted_before};
use super::script::{Script, is_hangul, is_hanja, quotation_after, words_after, words_before};

/// `정찰총국, 일명 ‘121국’`.
pub(super) fn ilmyeong(text: &str, lead: Range<usize>, korean: &Korean) -> Option<Named> {
    let before = text[..lead.start].trim_end_matches(' ');
    let end = before.strip_suffix(',')?.len();
    let of = subject_noun(text, end, korean)?;
    let (name, end) = korean_name_after(text, lead.end, korean)?;
    Some(Named {
        span: of.start..end,
        of: Subject::Phrase(of),
        forms: vec![name],
    })
}

fn subject_noun(text: &str, end: usize, korean: &Korean) -> Option<Range<usize>> {
    if let Some(quoted) = quoted_before(text, end) {
        return Some(quoted.span());
    }
    let last = text[..end].chars().next_back()?;
    if !is_hangul(last) {
        return latin_before(text, end).map(|phrase| phrase.span());
    }
    let nouns = hangul_before(text, end, 4, korean);
    let span = nouns.last()?.start..nouns.first()?.end;
    (text[span.clone()].chars().count() >= 2).then_some(span)
}

/// A quotation, or the nouns before a particle, behind a Korean lead.
pub(super) fn korean_name_after(
    text: &str,
    start: usize,
    korean: &Korean,
) -> Option<(String, usize)> {
    if let Some((span, end)) = quotation_after(text, start) {
        let short = text[span.clone()].split_whitespace().count() <= 6;
        return short.then(|| (text[span].to_owned(), end));
    }
    if let Some(found) = person_before_copula(text, start) {
        return Some(found);
    }
    let words = words_after(text, start, 4);
    let mut end = None;
    for word in &words {
        let own = &text[word.span.clone()];
        if is_whole_name(text, &word.span, korean) {
            end = Some(word.span.end);
            break;
        }
        if is_bare_noun(own, korean) || is_namelike(own) && Script::of(own) == Script::Latin {
            end = Some(word.span.end);
            if !word.touches {
                break;
            }
            continue;
        }
        let content = korean.eojeol(own).content_span();
        if !content.is_empty() && content.start == 0 && is_bare_noun(&own[content.clone()], korean)
        {
            end = Some(word.span.start + content.end);
        }
        break;
    }
    let first = words.first()?.span.start;
    let end = end?;
    (text[first..end].chars().count() >= 2).then(|| (text[first..end].to_owned(), end))
}

/// Whether a word only looks as if a particle ended it (정부은, 한병도): as many Hanja follow it in a bracket, or it is a
/// surname and two syllables and nothing follows that a particle could lead to.
fn is_whole_name(text: &str, word: &Range<usize>, korean: &Korean) -> bool {
    let own = &text[word.clone()];
    let content = korean.eojeol(own).content_span();
    let is_cut = content.start == 0
        && content.end < own.len()
        && is_bare_noun(&own[content.clone()], korean);
    if !is_cut {
        return false;
    }
    let behind = &text[word.end..];
    if let Some(inner) = behind.strip_prefix(['(', '（']) {
        let hanja = inner.chars().take_while(|&c| is_hanja(c)).count();
        if hanja > 0 {
            return hanja == own.chars().count();
        }
    }
    let ends = behind.is_empty() || behind.starts_with(['.', ',', ';', ')', '）', '(', '（', '\n']);
    ends && is_hangul_person(own)
}

/// `X는 흔히 Y라고도 한다`, `Y라고도 불리는 X`.
pub(super) fn rago(text: &str, lead: Range<usize>, korean: &Korean) -> Option<Named> {
    let name = name_before_quotative(text, lead.start, korean)?;
    let start = sentence_start(text, lead.start);
    let topic = text[start..name.start]
        .trim_end_matches(['‘', '\'', '"', '“', '「', '『', '《', '〈', ' ']);
    let form = text[name.clone()].to_owned();
    // The verb follows: 한다, 하며, 불린다, 불리는, 부르는, 알려진.
    let tail = text[lead.start..]
        .trim_start_matches("라고도")
        .trim_start_matches("으로도")
        .trim_start();
    let verb = tail.split_whitespace().next().unwrap_or("");
    let said = ["하", "한", "함", "불", "부", "알려"]
        .iter()
        .any(|begin| verb.starts_with(begin));
    if !said {
        return None;
    }
    if topic.is_empty() {
        // Of what follows: only an attribute.
        let attribute = ["하는", "불리는", "부르는", "알려진", "불린", "불리던"].contains(&verb);
        if !attribute {
            return None;
        }
        let from = text.len() - tail.len() + verb.len();
        let (of, end) = korean_name_after(text, from, korean)?;
        let at = text[from..].find(&of)? + from;
        return Some(Named {
            span: name.start..end,
            of: Subject::Phrase(at..at + of.len()),
            forms: vec![form],
        });
    }
    if !(verb.ends_with("다")
        || verb.ends_with("며")
        || verb.ends_with("고")
        || verb.ends_with('.')
        || verb.ends_with(',')
        || verb.ends_with("함"))
    {
        return None;
    }
    let topic = without_adverbs(topic);
    let bare = topic.strip_suffix(['은', '는'])?;
    let words: Vec<&str> = bare.split_whitespace().collect();
    let demonstrative = [
        "이", "그", "저", "이것", "그것", "이들", "그들", "여기", "이곳", "우리", "나", "이는",
        "이를",
    ];
    if words.is_empty()
        || words.len() > 3
        || bare.chars().count() < 2
        || demonstrative.contains(&words[0])
    {
        return None;
    }
    if !words
        .iter()
        .all(|word| is_bare_noun(word, korean) || Script::of(word) == Script::Latin)
    {
        return None;
    }
    let of = start..start + bare.len();
    Some(Named {
        span: start..lead.end,
        of: Subject::Phrase(of),
        forms: vec![form],
    })
}

fn without_adverbs(topic: &str) -> &str {
    let mut topic = topic.trim_end();
    for _ in 0..3 {
        let cut = topic.rfind(' ').map_or(0, |at| at + 1);
        if ![
            "또한",
            "흔히",
            "보통",
            "영어로",
            "영어로는",
            "한국어로",
            "때로",
            "때로는",
            "종종",
            "간단히",
            "줄여서",
            "다른 말로",
            "일명",
        ]
        .contains(&&topic[cut..])
        {
            break;
        }
        topic = topic[..cut].trim_end();
    }
    topic
}

/// The name right before `라고도` or `이라고도` (which begins at byte `at`): a quotation or bare nouns.
pub(super) fn name_before_quotative(
    text: &str,
    at: usize,
    korean: &Korean,
) -> Option<Range<usize>> {
    let before = &text[..at];
    // 이 is the copula behind a consonant.
    let bare = match before.strip_suffix('이') {
        Some(rest)
            if rest.chars().next_back().is_some_and(|c| {
                is_hangul(c) && !(c as u32 - '가' as u32).is_multiple_of(28) || !is_hangul(c)
            }) =>
        {
            rest
        }
        _ => before,
    };
    if let Some(quoted) = quoted_before(text, bare.len()) {
        return Some(quoted.span());
    }
    let last = bare.chars().next_back()?;
    if !is_hangul(last) {
        return latin_before(text, bare.len()).map(|phrase| phrase.span());
    }
    let nouns = hangul_before(text, bare.len(), 4, korean);
    let span = nouns.last()?.start..nouns.first()?.end;
    (text[span.clone()].chars().count() >= 2).then_some(span)
}

/// `X의 다른 이름은 Y이다`.
pub(super) fn other_name(text: &str, lead: Range<usize>, korean: &Korean) -> Option<Named> {
    let before = text[..lead.start].trim_end();
    let end = without_aside(text, before.strip_suffix('의')?.len());
    let word = words_before(text, end, 1).into_iter().next()?.span;
    let is_person = is_hangul_person(&text[word.clone()]);
    let of = match is_person {
        true => word,
        false => subject_noun(text, end, korean)?,
    };
    let start = sentence_start(text, lead.start);
    let first = text[start..of.start]
        .trim_matches(['‘', '“', '"', '\'', '「', '『'])
        .trim();
    // 소설가 한설야: what somebody is, without a particle.
    let is_office = || {
        let words: Vec<&str> = first.split(' ').collect();
        words.len() <= 2 && words.iter().all(|word| is_bare_noun(word, korean))
    };
    let is_bound = first.is_empty() || is_person && is_office();
    if !is_bound {
        return None;
    }
    let (name, end) = korean_name_after(text, lead.end, korean)?;
    let behind = &text[without_bracket(text, end)..];
    // 홍기문이 아니다
    let is_denied = ["이 아니", "가 아니", "은 아니", "는 아니"];
    if is_denied.iter().any(|denied| behind.starts_with(denied)) {
        return None;
    }
    Some(Named {
        span: of.start..end,
        of: Subject::Phrase(of),
        forms: vec![name],
    })
}

/// The byte behind a bracket that begins at byte `at`, else `at`.
fn without_bracket(text: &str, at: usize) -> usize {
    let close = match text[at..].chars().next() {
        Some('(') => ')',
        Some('（') => '）',
        _ => return at,
    };
    let found = text[at..]
        .char_indices()
        .take(40)
        .find(|&(_, c)| c == close);
    found.map_or(at, |(place, c)| at + place + c.len_utf8())
}

/// The names that a note gives one after another: `본명은 이무종이다. 필명은 이은(李恩).` Given the first, the byte where
/// it ends; the others are added to it.
pub(super) fn further_names(
    text: &str,
    first: (String, usize),
    korean: &Korean,
) -> (Vec<String>, usize) {
    /// A note has so many names at most.
    const MOST: usize = 6;
    let (mut names, mut end) = (vec![first.0], first.1);
    while names.len() < MOST {
        let behind = &text[without_bracket(text, end)..];
        let copula = [
            "이었고",
            "이었다",
            "이다",
            "이며",
            "이고",
            "였다",
            "였고",
            "다",
            "고",
            "며",
        ];
        let behind = copula
            .iter()
            .find_map(|copula| behind.strip_prefix(copula))
            .unwrap_or(behind);
        let behind = behind.trim_start_matches([',', '.', ';', ' ']);
        let lead = LEADS
            .iter()
            .find(|(lead, _)| lead.ends_with(['은', '는']) && behind.starts_with(lead));
        let Some((lead, _)) = lead else { break };
        let from = text.len() - behind.len() + lead.len();
        let Some((name, ends)) = korean_name_after(text, from, korean) else {
            break;
        };
        names.push(name);
        end = ends;
    }
    (names, end)
}

/// `백봉석이다`: a name that the dictionary does not know would be cut anywhere.
fn person_before_copula(text: &str, start: usize) -> Option<(String, usize)> {
    let word = words_after(text, start, 1).into_iter().next()?.span;
    let own = &text[word.clone()];
    let name = ["이었다", "이다", "이며", "이고", "였다", "다"]
        .iter()
        .find_map(|copula| own.strip_suffix(copula))?;
    is_hangul_person(name).then(|| (name.to_owned(), word.start + name.len()))
}
