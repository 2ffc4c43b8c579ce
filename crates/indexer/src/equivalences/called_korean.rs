//! What Korean text says to be called otherwise: `X, 일명 Y`, `X는 Y라고도 한다`, `X의 본명은 Y이다`.

use std::ops::Range;

use seoji_analysis::korean::Korean;

use super::called::{Named, Subject, sentence_start};
use super::kind::is_hangul_person;
use super::phrase::{hangul_before, is_bare_noun, is_namelike, latin_before, quoted_before};
use super::script::{Script, is_hangul, quotation_after, words_after, words_before};

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
    let words = words_after(text, start, 4);
    let mut end = None;
    for word in &words {
        let own = &text[word.span.clone()];
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
    let end = before.strip_suffix('의')?.len();
    let word = words_before(text, end, 1).into_iter().next()?.span;
    let of = match is_hangul_person(&text[word.clone()]) {
        true => word,
        false => subject_noun(text, end, korean)?,
    };
    let start = sentence_start(text, lead.start);
    if text[start..of.start]
        .trim_matches(['‘', '“', '"', '\'', '「', '『'])
        .trim()
        != ""
    {
        return None;
    }
    let (name, end) = person_before_copula(text, lead.end)
        .or_else(|| korean_name_after(text, lead.end, korean))?;
    Some(Named {
        span: of.start..end,
        of: Subject::Phrase(of),
        forms: vec![name],
    })
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
