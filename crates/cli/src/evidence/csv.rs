//! An answer as a table: RFC 4180, a row a hit, safe to open in a spreadsheet.

use seoji_query::Results;

use super::{Line, Searched, form, lines, nothing_found};
use crate::ask::is_empty;
use crate::terminal::escape_row;

const HEAD: [&str; 15] = [
    "query", "document", "title", "authors", "date", "file", "sha256", "passage", "kind", "place",
    "page", "line", "quote", "marked", "reason",
];

/// Answers as one table; a query that found nothing has a row that says so and what was tried.
pub(crate) fn write(answers: &[Results], searched: Searched) -> String {
    let mut out = String::new();
    row(&mut out, HEAD.map(str::to_owned));
    for results in answers {
        for line in lines(results) {
            row(&mut out, of_line(&line));
        }
        if is_empty(results) {
            let forms: Vec<String> = results.tried.iter().map(form).collect();
            let mut cells = HEAD.map(|_| String::new());
            cells[0].clone_from(&results.query);
            cells[14] = format!("{}; tried: {}", nothing_found(searched), forms.join("; "));
            row(&mut out, cells);
        }
    }
    out
}

fn of_line(line: &Line<'_>) -> [String; 15] {
    let Line {
        query,
        document,
        hit,
    } = line;
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let snippets: Vec<&str> = hit
        .snippets
        .iter()
        .map(|snippet| snippet.text.as_str())
        .collect();
    let kind = serde_json::to_value(hit.kind).ok();
    let kind = kind
        .as_ref()
        .and_then(|kind| kind.as_str())
        .unwrap_or_default();
    [
        (*query).to_owned(),
        document.id.clone(),
        document.title.clone(),
        document.authors.join("; "),
        document.date.clone().unwrap_or_default(),
        document.path.clone(),
        document.sha256.clone().unwrap_or_default(),
        hit.id.clone(),
        kind.to_owned(),
        line.place(),
        number(hit.place.page),
        number(hit.place.line),
        snippets.join(" … "),
        line.marked().join("; "),
        line.reasons().join("; "),
    ]
}

fn row(out: &mut String, cells: [String; 15]) {
    for (at, text) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        out.push_str(&cell(text));
    }
    out.push_str("\r\n");
}

/// A cell that is text to every spreadsheet: what would begin a formula (also in full-width signs, and behind spaces)
/// gets an apostrophe before it, controls are written as escapes; line breaks stay, in quotes.
fn cell(text: &str) -> String {
    let lines: Vec<_> = text
        .split('\n')
        .map(|line| escape_row(line.trim_end_matches('\r')))
        .collect();
    let mut text = lines.join("\n");
    // https://owasp.org/www-community/attacks/CSV_Injection
    if text
        .trim_start()
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '|', '%'])
    {
        text.insert(0, '\'');
    }
    if text.contains([',', '"', '\n', '\r', ';'])
        || text.starts_with([' ', '\''])
        || text.ends_with(' ')
    {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_text_and_nothing_else() {
        for (text, written) in [
            ("북한", "북한"),
            ("a,b", "\"a,b\""),
            ("say \"no\"", "\"say \"\"no\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            (
                "=HYPERLINK(\"http://x\")",
                "\"'=HYPERLINK(\"\"http://x\"\")\"",
            ),
            ("  =1+1", "\"'  =1+1\""),
            ("＝1", "\"'＝1\""),
            ("-5", "\"'-5\""),
            ("@cmd", "\"'@cmd\""),
            ("\t=1", "\"' | =1\""),
            ("\r=1", "\\r=1"),
            ("a\u{1b}[31m", "a\\x1b[31m"),
            ("", ""),
        ] {
            assert_eq!(cell(text), written, "{text:?}");
        }
    }
}
