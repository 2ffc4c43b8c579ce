//! An answer as Markdown (CommonMark): quotes under the titles of their documents, with place and reason.

use std::fmt::Write as _;

use seoji_query::{Hit, Results, Snippet};

use super::{Line, Searched, form, lines, nothing_found};
use crate::answer::position;
use crate::ask::is_empty;
use crate::report::counted;
use crate::terminal::{escape as visible, escape_row};

/// Answers one after another; a query that found nothing says what was tried.
pub(crate) fn write(answers: &[Results], searched: Searched) -> String {
    let mut out = String::new();
    for results in answers {
        if !out.is_empty() {
            out.push('\n');
        }
        of_results(&mut out, results, searched);
    }
    out
}

fn of_results(out: &mut String, results: &Results, searched: Searched) {
    let _ = writeln!(out, "# {}\n", text(&results.query));
    if let Some(answered) = &results.answered {
        let _ = writeln!(out, "Nothing for this; shown is: {}\n", text(answered));
    }
    if is_empty(results) {
        let _ = writeln!(out, "{}.", sentence(&text(&nothing_found(searched))));
        if !results.tried.is_empty() {
            out.push_str("Tried:\n\n");
            for tried in &results.tried {
                let _ = writeln!(out, "- {}", text(&form(tried)));
            }
        }
        return;
    }
    let more = if results.total.at_least {
        " or more"
    } else {
        ""
    };
    let _ = writeln!(
        out,
        "{}{more} in {}.",
        counted(results.total.passages, "passage"),
        counted(results.total.documents, "document"),
    );
    let mut document = "";
    for line in lines(results) {
        if document != line.document.id {
            document = &line.document.id;
            head(out, &line);
        }
        of_line(out, &line);
    }
}

fn head(out: &mut String, line: &Line<'_>) {
    let document = line.document;
    let _ = writeln!(out, "\n## {}\n", text(&document.title));
    let mut about = Vec::new();
    if !document.authors.is_empty() {
        about.push(text(&document.authors.join(", ")));
    }
    about.extend(document.date.as_deref().map(text));
    about.push(code(&document.path));
    about.extend(
        document
            .also_as
            .iter()
            .map(|copy| format!("also as {}", code(&copy.path))),
    );
    if let Some(sha256) = &document.sha256 {
        about.push(format!("SHA-256 {}", code(sha256)));
    }
    let _ = writeln!(out, "{}", about.join(" · "));
}

fn of_line(out: &mut String, line: &Line<'_>) {
    let hit = line.hit;
    let mut place = text(&line.place());
    place.push_str(&position(&hit.place));
    let _ = writeln!(out, "\n### {place}\n\n{}", quote(hit));
    for reason in line.reasons() {
        let _ = writeln!(out, "- {}", text(&reason));
    }
    let _ = writeln!(out, "- passage {}", code(&hit.id));
}

/// The pieces of a passage as a block quote, what matched in bold.
fn quote(hit: &Hit) -> String {
    let pieces = hit.snippets.iter().map(|snippet| {
        let (before, after) = (
            if snippet.more_before { "… " } else { "" },
            if snippet.more_after { " …" } else { "" },
        );
        format!("{before}{}{after}", marked(snippet))
    });
    let quote = pieces.collect::<Vec<_>>().join("\n\n");
    let mut out = String::new();
    for line in quote.split('\n') {
        let line = line.trim();
        out.push_str(if line.is_empty() { ">" } else { "> " });
        out.push_str(line);
        out.push('\n');
    }
    out
}

fn marked(snippet: &Snippet) -> String {
    let mut out = String::new();
    let mut at = 0;
    for highlight in &snippet.highlights {
        out.push_str(&block(&snippet.text[at..highlight.start]));
        let matched = &snippet.text[highlight.range()];
        // Asterisks beside signs are asterisks (CommonMark 6.2); beside letters they always mark.
        let letters =
            matched.starts_with(char::is_alphanumeric) && matched.ends_with(char::is_alphanumeric);
        let (open, close) = if letters {
            ("**", "**")
        } else {
            ("<mark>", "</mark>")
        };
        let lines: Vec<String> = matched
            .split('\n')
            .map(|line| format!("{open}{}{close}", text(line)))
            .collect();
        out.push_str(&lines.join("  \n"));
        at = highlight.end;
    }
    out.push_str(&block(&snippet.text[at..]));
    out
}

/// Text of several lines, each of which stays one.
fn block(raw: &str) -> String {
    let lines: Vec<String> = raw.split('\n').map(text).collect();
    lines.join("  \n")
}

/// Text on one line that means nothing to Markdown: signs of it stand behind a backslash, controls are escapes, tabs
/// of a table's row are bars.
fn text(raw: &str) -> String {
    let visible = escape_row(raw);
    let mut out = String::with_capacity(visible.len() + 8);
    for (at, c) in visible.char_indices() {
        let begins = visible[..at].trim_start().is_empty();
        let numbered = matches!(c, '.' | ')')
            && !visible[..at].is_empty()
            && visible[..at]
                .trim_start()
                .chars()
                .all(|c| c.is_ascii_digit());
        let sign = matches!(
            c,
            '\\' | '`'
                | '*'
                | '_'
                | '['
                | ']'
                | '<'
                | '>'
                | '#'
                | '|'
                | '~'
                | '&'
                | '$'
                | '!'
                | '^'
                | '='
        ) || begins && matches!(c, '+' | '-' | ':')
            || numbered;
        if sign {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Text in a code span, with a fence longer than any in it.
fn code(raw: &str) -> String {
    let raw = visible(raw);
    let longest = raw
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if raw.starts_with('`') || raw.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{raw}{pad}{fence}")
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_means_nothing_to_markdown() {
        for (raw, written) in [
            ("북한은 3.1 운동", "북한은 3.1 운동"),
            ("# *a* [b](c) <i>", "\\# \\*a\\* \\[b\\](c) \\<i\\>"),
            ("- list", "\\- list"),
            ("1. list", "1\\. list"),
            ("12) list", "12\\) list"),
            ("a\tb", "a \\| b"),
            ("\u{1b}[31m", "\\\\x1b\\[31m"),
            ("https://x.kr/a_b", "https://x.kr/a\\_b"),
        ] {
            assert_eq!(text(raw), written, "{raw:?}");
        }
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`a"), "`` `a ``");
    }

    #[test]
    fn what_matched_is_bold_in_its_line() {
        let snippet: Snippet = serde_json::from_str(
            r#"{"text": "비트코인 북한서\nC++", "highlights": [[13, 19], [23, 26]], "start": 0, "more_before": false, "more_after": false}"#,
        )
        .unwrap();
        assert_eq!(marked(&snippet), "비트코인 **북한**서  \n<mark>C++</mark>");
    }
}
