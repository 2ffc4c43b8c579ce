//! Links between the notes of a person's own collection: `[[Note]]`, `[[Note#Heading]]`, `[[Note|shown]]`, `![[picture]]`.

use std::ops::Range;

use crate::citekeys::is_in;
use crate::run::{Edit, Run};
use crate::tree::Link;

/// The longest link, in bytes.
const LONGEST: usize = 500;

/// What stands between the brackets.
struct Wikilink {
    /// The link with its brackets.
    whole: Range<usize>,
    /// What is shown.
    shown: Range<usize>,
    target: String,
}

/// Takes the brackets of such links away, so that what is shown is what a reader of the note sees, and makes it a link.
pub(super) fn resolve(run: &mut Run) {
    let found = wikilinks(&run.text, &run.code);
    if found.is_empty() {
        return;
    }
    let mut links = std::mem::take(&mut run.links);
    links.retain(|own| {
        let next = found.partition_point(|link| link.whole.end <= own.span.start);
        found
            .get(next)
            .is_none_or(|link| link.whole.start >= own.span.end)
    });
    links.extend(found.iter().map(|link| Link {
        target: link.target.clone(),
        span: link.shown.clone(),
    }));
    links.sort_by_key(|link| link.span.start);
    run.links = links;
    let cut = |range: Range<usize>| Edit { range, with: "" };
    let edits: Vec<Edit> = found
        .iter()
        .flat_map(|link| {
            [
                cut(link.whole.start..link.shown.start),
                cut(link.shown.end..link.whole.end),
            ]
        })
        .collect();
    *run = run.edited(&edits);
}

fn wikilinks(text: &str, code: &[Range<usize>]) -> Vec<Wikilink> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find("[[").map(|at| from + at) {
        from = open + 2;
        let bytes = text.as_bytes();
        let window = &bytes[from..bytes.len().min(from + LONGEST)];
        let Some(end) = window
            .iter()
            .position(|byte| matches!(byte, b']' | b'[' | b'\n'))
        else {
            continue;
        };
        let inner = from..from + end;
        let closed = text[inner.end..].starts_with("]]");
        let behind = text.get(inner.end + 2..).unwrap_or_default();
        let target = text[inner.clone()].split('|').next().unwrap_or_default();
        let target = target.trim().trim_end_matches('\\');
        // `[[1]](#n1)` calls a note, `[[@key]]` a work.
        let is_call = target.starts_with(['^', '@'])
            || target.bytes().all(|byte| byte.is_ascii_digit())
            || behind.starts_with('(');
        let is_code = is_in(code, open);
        if !closed || is_call || is_code {
            continue;
        }
        let shown = match text[inner.clone()].rfind('|') {
            Some(bar) if !text[inner.start + bar + 1..inner.end].trim().is_empty() => {
                inner.start + bar + 1..inner.end
            }
            _ => inner.start..inner.start + target_length(&text[inner.clone()]),
        };
        let start = match text[..open].ends_with('!') {
            true => open - 1,
            false => open,
        };
        found.push(Wikilink {
            whole: start..inner.end + 2,
            shown,
            target: target.to_owned(),
        });
        from = inner.end + 2;
    }
    found
}

/// The bytes of what stands before the bar.
fn target_length(inner: &str) -> usize {
    inner.find('|').unwrap_or(inner.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_shown_without_their_brackets() {
        for (text, shown, targets) in [
            ("see [[광명망]].", "see 광명망.", vec!["광명망"]),
            (
                "see [[Kwangmyong#Users|its users]].",
                "see its users.",
                vec!["Kwangmyong#Users"],
            ),
            (
                "![[map.png]] [[A]] [[b/C|]]",
                "map.png A b/C",
                vec!["map.png", "A", "b/C"],
            ),
            (
                "Word[[1]](#n1), [[2]], [[^a]], [[open",
                "Word[[1]](#n1), [[2]], [[^a]], [[open",
                vec![],
            ),
            ("[[a\nb]] [[c [d]]", "[[a\nb]] [[c [d]]", vec![]),
        ] {
            let mut run = Run::of_source(text, 0..text.len());
            resolve(&mut run);
            assert_eq!(run.text, shown);
            let found: Vec<&str> = run.links.iter().map(|link| link.target.as_str()).collect();
            assert_eq!(found, targets, "{text}");
            for link in &run.links {
                assert!(!run.text[link.span.clone()].contains(['[', '|']), "{text}");
            }
        }
        let mut code = Run::of_source("`[[a]]`", 0..7);
        code.code.push(0..7);
        resolve(&mut code);
        assert_eq!(code.text, "`[[a]]`");
    }
}
