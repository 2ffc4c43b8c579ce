//! Citations by key as Pandoc writes them: `[@tudor2015, p. 33]`, `[see @levi2019; -@kim2001]`, `@tudor2015 says`.
//!
//! The rules are those of Pandoc's manual ("Citation syntax").

use std::ops::Range;

use crate::tree::Marker;

/// The longest citation in brackets, in bytes: several keys with their prefixes and pages.
const LONGEST: usize = 1000;
/// The longest key, in bytes.
const LONGEST_KEY: usize = 200;

/// The citations in brackets of a text, in order; `code` are ranges in which there are none.
pub(crate) fn bracketed(text: &str, code: &[Range<usize>]) -> Vec<Marker> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find('[').map(|at| from + at) {
        from = open + 1;
        let bytes = text.as_bytes();
        let window = &bytes[open + 1..bytes.len().min(open + 1 + LONGEST)];
        let Some(end) = window
            .iter()
            .position(|byte| matches!(byte, b']' | b'['))
            .filter(|&end| window[end] == b']')
        else {
            continue;
        };
        let inner = open + 1..open + 1 + end;
        let labels: Vec<String> = keys(&text[inner.clone()])
            .map(|key| text[inner.clone()][key].to_owned())
            .collect();
        if !labels.is_empty() && !is_in(code, open) {
            from = inner.end + 1;
            found.push(Marker {
                labels,
                span: open..inner.end + 1,
            });
        }
    }
    found
}

/// Whether a byte lies in one of some ranges that are in order.
pub(crate) fn is_in(ranges: &[Range<usize>], at: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= at);
    ranges.get(next).is_some_and(|range| range.contains(&at))
}

/// The keys that a text names by `@key` or `@{key}`, as ranges of the key alone.
pub(crate) fn keys(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices('@')
        .filter_map(|(at, _)| key_at(text, at))
}

/// The key that the `@` at a byte names. An address of mail (`kim@snu.ac.kr`) names none.
pub(crate) fn key_at(text: &str, at: usize) -> Option<Range<usize>> {
    let before = text[..at].chars().next_back();
    if before.is_some_and(|ch| ch.is_alphanumeric() || ch == '_' || ch == '/') {
        return None;
    }
    let rest = text.get(at + 1..)?;
    if let Some(braced) = rest.strip_prefix('{') {
        let end = braced
            .bytes()
            .take(LONGEST_KEY)
            .position(|byte| byte == b'}')?;
        return (end > 0).then_some(at + 2..at + 2 + end);
    }
    let inside = |ch: char| ch.is_alphanumeric() || ch == '_';
    if !rest.starts_with(inside) {
        return None;
    }
    let mut end = 0;
    for (index, ch) in rest.char_indices() {
        // A sign belongs to the key only where the key goes on behind it: a full stop ends the sentence.
        match ch {
            ch if inside(ch) => end = index + ch.len_utf8(),
            ':' | '.' | '#' | '$' | '%' | '&' | '-' | '+' | '?' | '<' | '>' | '~' | '/'
                if end == index => {}
            _ => break,
        }
        if end > LONGEST_KEY {
            return None;
        }
    }
    Some(at + 1..at + 1 + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_name_their_keys() {
        for (text, labels) in [
            ("so [@tudor2015, p. 33].", vec![vec!["tudor2015"]]),
            (
                "[see @a; -@b:c, pp. 3-5; @{d e}]",
                vec![vec!["a", "b:c", "d e"]],
            ),
            ("[@김민관2019]는", vec![vec!["김민관2019"]]),
            ("[@a.] [@b.c.]", vec![vec!["a"], vec!["b.c"]]),
            ("[a link] [1] [kim@snu.ac.kr] [@] [@ x]", vec![]),
            ("[[@a]]", vec![vec!["a"]]),
            ("[open @a", vec![]),
        ] {
            let found: Vec<Vec<String>> = bracketed(text, &[])
                .into_iter()
                .map(|marker| marker.labels)
                .collect();
            assert_eq!(found, labels, "{text}");
        }
        let code = std::iter::once(0..4).collect::<Vec<_>>();
        assert_eq!(bracketed("[@a]", &code), []);
    }
}
