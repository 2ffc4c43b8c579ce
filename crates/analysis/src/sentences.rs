//! Where sentences end, in English and Korean.

use std::ops::Range;

/// The sentences of `text` as byte ranges, without the white space around them; in order, never empty.
///
/// A sentence ends at `.`, `!`, `?`, `…`, `。` with the closing quotes and citation markers after it, when white space
/// follows; and at an empty line. A full stop of an abbreviation (`Prof.`, `A.k.a.`, `p.`), of an initial (`J. A.`),
/// of an ordinal (`2019. 4. 2.`) or before a small letter ends none.
///
/// ```
/// # use seoji_analysis::sentences;
/// let text = "He met J. A. Kim (cf. p. 3). “It works.” 북한은 부인했다. 그러나 증거가 있다.";
/// let found: Vec<&str> = sentences(text).into_iter().map(|span| &text[span]).collect();
/// assert_eq!(found, ["He met J. A. Kim (cf. p. 3).", "“It works.”", "북한은 부인했다.", "그러나 증거가 있다."]);
/// ```
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\n' && blank_line_follows(&text[at + 1..]) {
            push(text, start..at, &mut out);
            start = at + 1;
            continue;
        }
        if !is_end(c) {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some(&(next, c)) = chars.peek() {
            if is_end(c) || is_closing(c) {
                end = next + c.len_utf8();
                chars.next();
            } else {
                break;
            }
        }
        end = skip_markers(text, end);
        while chars.peek().is_some_and(|&(next, _)| next < end) {
            chars.next();
        }
        let rest = &text[end..];
        let wide = matches!(c, '。' | '！' | '？');
        if !(wide || rest.is_empty() || rest.starts_with(char::is_whitespace)) {
            continue;
        }
        if c == '.' && end == at + 1 && continues(&text[start..at], rest) {
            continue;
        }
        push(text, start..end, &mut out);
        start = end;
    }
    push(text, start..text.len(), &mut out);
    out
}

/// Abbreviations whose full stop ends no sentence, in lower case, sorted.
const ABBREVIATIONS: &[&str] = &[
    "acad", "adm", "al", "approx", "apr", "art", "asst", "assoc", "aug", "bros", "ca", "capt",
    "cf", "ch", "chap", "co", "col", "corp", "dec", "dept", "dr", "ed", "eds", "esp", "etc", "feb",
    "fig", "figs", "fn", "gen", "gov", "hon", "ibid", "id", "inc", "jan", "jr", "jul", "jun", "lt",
    "ltd", "maj", "mar", "messrs", "min", "mr", "mrs", "ms", "mt", "nov", "no", "nos", "oct", "op",
    "p", "par", "ph", "pp", "pres", "prof", "publ", "red", "ref", "rep", "repr", "rev", "sec",
    "sen", "sep", "sept", "ser", "sgt", "sr", "st", "trans", "univ", "viz", "vol", "vols", "vs",
    "wyd",
];

/// Whether the full stop after `before` and in front of `after` is no end.
fn continues(before: &str, after: &str) -> bool {
    let next = after.trim_start().chars().next();
    let Some(next) = next else { return false };
    let word_start = before
        .char_indices()
        .rev()
        .take(24)
        .find(|&(_, c)| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '"' | '‘' | '\'' | '–'))
        .map(|(at, c)| at + c.len_utf8());
    let word =
        &before[word_start.unwrap_or_else(|| floor(before, before.len().saturating_sub(24)))..];
    let is_number = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    if next.is_lowercase() {
        return true;
    }
    if next.is_ascii_digit() {
        // `2019. 4. 2.`, `p. 3`, `No. 5`; but `in 2014. 571 million` ends one.
        return is_number && word.len() <= 4 && date_goes_on(after) || is_abbreviation(word);
    }
    if is_number {
        // A list's number at the start of a sentence: `1. Introduction`.
        return word.len() <= 3 && word.len() == before.trim_start().len();
    }
    is_abbreviation(word)
}

/// Whether `after` starts with the next number of a date written with full stops.
fn date_goes_on(after: &str) -> bool {
    let after = after.trim_start();
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits) && after[digits..].starts_with('.')
}

fn is_abbreviation(word: &str) -> bool {
    let mut chars = word.chars();
    let first = chars.next();
    // One capital is an initial; letters with full stops between are an abbreviation.
    if first.is_some_and(char::is_uppercase) && chars.next().is_none() {
        return true;
    }
    let dotted = word.contains('.')
        && word
            .split('.')
            .all(|part| part.chars().nth(2).is_none() && part.is_ascii());
    if dotted {
        return true;
    }
    word.len() <= 8 && word.is_ascii() && {
        let lower = word.to_ascii_lowercase();
        ABBREVIATIONS.contains(&lower.as_str())
    }
}

fn is_end(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』' | '›' | '*' | '_'
    )
}

/// The end of the citation markers that stand at `from`: `[22]`, `[3, 5]`.
fn skip_markers(text: &str, mut from: usize) -> usize {
    while text[from..].starts_with('[') {
        let inside = text[from + 1..].bytes().take(24);
        let len = inside
            .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b' ' | b'-'))
            .count();
        if len == 0 || text.as_bytes().get(from + 1 + len) != Some(&b']') {
            break;
        }
        from += len + 2;
    }
    from
}

fn blank_line_follows(rest: &str) -> bool {
    rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n')
}

fn push(text: &str, span: Range<usize>, out: &mut Vec<Range<usize>>) {
    let piece = &text[span.clone()];
    let start = span.start + piece.len() - piece.trim_start().len();
    let end = start + piece.trim().len();
    if start < end {
        out.push(start..end);
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text)
            .into_iter()
            .map(|span| &text[span])
            .collect()
    }

    #[test]
    fn sentences_end_where_they_do() {
        for (text, expected) in [
            ("One. Two! Three?", &["One.", "Two!", "Three?"][..]),
            (
                "Park Jin-hyok[22]. Born on the 15 August 1994.",
                &["Park Jin-hyok[22].", "Born on the 15 August 1994."],
            ),
            (
                "citizens.[6] However, it is.",
                &["citizens.[6]", "However, it is."],
            ),
            (
                "He said \"yes.\" She left.",
                &["He said \"yes.\"", "She left."],
            ),
            (
                "Prof. Kim et al. Published it.",
                &["Prof. Kim et al. Published it."],
            ),
            (
                "A.k.a. Pak Jin-hek. He left.",
                &["A.k.a. Pak Jin-hek.", "He left."],
            ),
            (
                "Version 3.0 is out. It works.",
                &["Version 3.0 is out.", "It works."],
            ),
            (
                "2019. 4. 2. 발표했다. 그렇다.",
                &["2019. 4. 2.", "발표했다.", "그렇다."],
            ),
            (
                "북한은 부인했다. 그러나 그래요! 정말?",
                &["북한은 부인했다.", "그러나 그래요!", "정말?"],
            ),
            ("First\n\nSecond", &["First", "Second"]),
            ("1. Introduction", &["1. Introduction"]),
            (
                "in 2015. 571 million dollars",
                &["in 2015.", "571 million dollars"],
            ),
            ("これは。それは。", &["これは。", "それは。"]),
            ("", &[]),
            (" . ", &["."]),
        ] {
            assert_eq!(cut(text), expected, "{text}");
        }
    }
}
