//! An answer for people: documents, the places in them, highlighted snippets, reasons, counts.

mod bibliography;

use std::fmt::Write as _;
use std::time::Duration;

use seoji_query::{DocumentHits, Hit, HitKind, Place, Results, Snippet};

use crate::report::{counted, duration, grouped};
use crate::terminal::{Colour, Look, Run, Style, escape, shorten, wrap};

/// The answer as text; empty when nothing was found.
pub(crate) fn render(results: &Results, look: &Look) -> String {
    let mut out = String::new();
    if let Some(answered) = &results.answered {
        // Part of the answer: whoever reads it later must know that it answers something else.
        let (asked, answered) = (shorten(&results.query, 60), shorten(answered, 60));
        let _ = writeln!(
            out,
            "nothing for \"{}\"; showing \"{}\"\n",
            escape(&asked),
            escape(&answered)
        );
    }
    for document in &results.documents {
        render_document(&mut out, document, look);
    }
    if !results.documents.is_empty() {
        bibliography::render_facets(&mut out, &results.facets, look);
        out.push_str(&look.paint(Style::Faint, &summary(results)));
        out.push('\n');
    }
    out
}

fn render_document(out: &mut String, document: &DocumentHits, look: &Look) {
    let title = [Run {
        text: escape(&document.title).into_owned(),
        marked: false,
    }];
    for line in wrap(&title, look.width) {
        for run in line {
            out.push_str(&look.paint(Style::Title, &run.text));
        }
        out.push('\n');
    }
    let mut about = Vec::new();
    if !document.authors.is_empty() {
        about.push(escape(&document.authors.join(", ")).into_owned());
    }
    about.extend(
        document
            .date
            .as_deref()
            .map(|date| escape(date).into_owned()),
    );
    about.push(escape(&document.path).into_owned());
    let _ = writeln!(out, "{}", look.paint(Style::Faint, &about.join(" · ")));
    let mut shown = bibliography::ShownWorks::default();
    for hit in &document.hits {
        match shown.again(hit) {
            Some(before) => bibliography::render_again(out, hit, before, look),
            None => render_hit(out, hit, look),
        }
    }
    let more = document.passages.saturating_sub(document.hits.len() as u64);
    if more > 0 {
        let note = format!(
            "  {} more here; --passages {} shows them",
            grouped(more),
            document.passages
        );
        let _ = writeln!(out, "\n{}", look.paint(Style::Faint, &note));
    }
    out.push('\n');
}

fn render_hit(out: &mut String, hit: &Hit, look: &Look) {
    let mut place = look.paint(Style::Place, &escape(&breadcrumb(hit.kind, &hit.place)));
    let mut position = String::new();
    if let Some(page) = hit.place.page {
        let _ = write!(position, " · page {page}");
    }
    if let Some(line) = hit.place.line {
        let _ = write!(position, " · line {line}");
    }
    place.push_str(&look.paint(Style::Faint, &position));
    let _ = writeln!(out, "\n  {place}");
    for snippet in &hit.snippets {
        render_snippet(out, snippet, look);
    }
    for reason in reasons(hit) {
        let _ = writeln!(out, "    {}", look.paint(Style::Faint, &reason));
    }
    bibliography::render(out, hit, look);
}

/// Where a passage stands, outermost first: `4 › The Lazarus Organization › ¶3`, `note 22`, `… › Table 3`.
pub(crate) fn breadcrumb(kind: HitKind, place: &Place) -> String {
    let own = match (kind, &place.label) {
        (HitKind::Document, _) => "document".to_owned(),
        (HitKind::Entry, Some(label)) => format!("entry {label}"),
        (HitKind::Entry, None) => "entry".to_owned(),
        (HitKind::Note, Some(label)) => format!("note {label}"),
        (HitKind::Note, None) => "note".to_owned(),
        // A label that is only a number says nothing alone; `Table 3` does.
        (HitKind::Table, Some(label)) if label.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("table {label}")
        }
        (HitKind::Table, Some(label)) => label.clone(),
        (HitKind::Table, None) => "table".to_owned(),
        (HitKind::List, _) => "list".to_owned(),
        (_, _) => place
            .paragraph
            .map_or_else(|| "text".to_owned(), |paragraph| format!("¶{paragraph}")),
    };
    // That a note stands in the bibliography goes without saying; that it belongs to a chapter does not.
    let obvious = matches!(kind, HitKind::Entry | HitKind::Note) && place.section.len() <= 1;
    let sections = if obvious { &[][..] } else { &place.section[..] };
    sections
        .iter()
        .map(String::as_str)
        .chain([own.as_str()])
        .collect::<Vec<_>>()
        .join(" › ")
}

/// A snippet's lines, wrapped and marked; in a table a line is a row and `|` parts the cells.
fn render_snippet(out: &mut String, snippet: &Snippet, look: &Look) {
    const INDENT: &str = "    ";
    let width = look
        .width
        .map(|width| width.saturating_sub(INDENT.len()).max(16));
    for line in lines(snippet, look.colour) {
        for wrapped in wrap(&line, width) {
            out.push_str(INDENT);
            for run in wrapped {
                let style = if run.marked {
                    look.paint(Style::Mark, &run.text)
                } else {
                    run.text
                };
                out.push_str(&style);
            }
            out.push('\n');
        }
    }
}

/// Cuts a snippet at its newlines into runs; without colours the marks are written into the text.
fn lines(snippet: &Snippet, colour: Colour) -> Vec<Vec<Run>> {
    let (open, close) = match colour {
        Colour::On => ("", ""),
        Colour::Off => ("«", "»"),
    };
    let mut lines = vec![Vec::new()];
    if snippet.more_before {
        push(&mut lines, "… ", false);
    }
    let mut at = 0;
    for highlight in &snippet.highlights {
        push(&mut lines, &snippet.text[at..highlight.start], false);
        push(&mut lines, open, true);
        push(&mut lines, &snippet.text[highlight.range()], true);
        push(&mut lines, close, true);
        at = highlight.end;
    }
    push(&mut lines, &snippet.text[at..], false);
    if snippet.more_after {
        push(&mut lines, " …", false);
    }
    lines.retain(|line: &Vec<Run>| line.iter().any(|run| !run.text.trim().is_empty()));
    lines
}

fn push(lines: &mut Vec<Vec<Run>>, text: &str, marked: bool) {
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            lines.push(Vec::new());
        }
        if line.is_empty() {
            continue;
        }
        let cells: Vec<_> = line.split('\t').map(|cell| escape(cell)).collect();
        let run = Run {
            text: cells.join(" | "),
            marked,
        };
        lines
            .last_mut()
            .expect("a snippet has a first line")
            .push(run);
    }
}

/// Why a passage was found, where it does not say so itself: one line for each thing that matched otherwise than typed.
fn reasons(hit: &Hit) -> Vec<String> {
    let mut reasons = Vec::new();
    for reason in hit.why.iter().filter(|reason| reason.rule != "exact") {
        let (query, matched) = (shorten(&reason.query, 40), shorten(&reason.matched, 40));
        let mut line = if reason.query == reason.matched {
            format!("{}: {}", escape(&matched), escape(&reason.rule))
        } else {
            format!(
                "{} → {}: {}",
                escape(&query),
                escape(&matched),
                escape(&reason.rule)
            )
        };
        if let Some(evidence) = &reason.evidence {
            let _ = write!(line, ", {}", escape(evidence));
        }
        if !reasons.contains(&line) {
            reasons.push(line);
        }
    }
    reasons
}

fn summary(results: &Results) -> String {
    let mut line = format!(
        "{} in {}",
        counted(results.total.passages, "passage"),
        counted(results.total.documents, "document")
    );
    let shown = results.documents.len() as u64;
    if shown < results.total.documents {
        let _ = write!(line, ", {} shown", grouped(shown));
    }
    let _ = write!(
        line,
        " ({})",
        duration(Duration::from_micros(results.elapsed_us))
    );
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn results(json: &str) -> Results {
        serde_json::from_str(json).unwrap()
    }

    const ONE: &str = r#"{"version": 1, "query": "북한은 table", "elapsed_us": 812,
        "total": {"documents": 3, "passages": 1204}, "match": "all", "answered": null, "hints": [],
        "documents": [{"id": "d", "title": "Blockchains in \u001b[31mNorth Korea", "authors": ["Nicolas Levi"],
            "date": "2019", "path": "corpus/d.md", "score": 2.0, "passages": 3, "hits": [
            {"id": "d#1", "ordinal": 4, "kind": "paragraph", "score": 2.0,
             "place": {"section": ["4", "The Lazarus Organization"], "paragraph": 3, "label": null, "page": 7, "line": 120},
             "language": "ko", "text": "가상화폐 비트코인 북한서 첫 거래", "highlights": [[26, 32]],
             "snippets": [{"text": "비트코인 북한서 첫 거래", "highlights": [[13, 19]], "start": 13,
                           "more_before": true, "more_after": true}],
             "cites": ["20", "21"], "cited_by": [],
             "why": [{"query": "북한은", "matched": "북한", "rule": "same word, other form", "evidence": null},
                     {"query": "북한은", "matched": "북한", "rule": "same word, other form", "evidence": null},
                     {"query": "table", "matched": "table", "rule": "exact", "evidence": null}]},
            {"id": "d#2", "ordinal": 5, "kind": "table", "score": 1.0,
             "place": {"section": ["4", "The Lazarus Organization"], "paragraph": null, "label": "Table 3", "page": null, "line": null},
             "language": "en", "text": "a\tb\nc\td", "highlights": [[2, 5]],
             "snippets": [{"text": "a\tb\nc\td", "highlights": [[2, 5]], "start": 0,
                           "more_before": false, "more_after": false}],
             "cites": [], "cited_by": ["d#1"], "why": []}]}]}"#;

    #[test]
    fn an_answer_in_a_pipe() {
        let shown = render(
            &results(ONE),
            &Look {
                colour: Colour::Off,
                width: None,
            },
        );
        assert_eq!(
            shown,
            "\
Blockchains in \\x1b[31mNorth Korea
Nicolas Levi · 2019 · corpus/d.md

  4 › The Lazarus Organization › ¶3 · page 7 · line 120
    … 비트코인 «북한»서 첫 거래 …
    북한은 → 북한: same word, other form
    cites notes 20, 21

  4 › The Lazarus Organization › Table 3
    a | «b
    c» | d
    cited by #1

  1 more here; --passages 3 shows them

1,204 passages in 3 documents, 1 shown (0.8 ms)
"
        );
    }

    #[test]
    fn an_answer_on_a_narrow_terminal_in_colour() {
        let shown = render(
            &results(ONE),
            &Look {
                colour: Colour::On,
                width: Some(20),
            },
        );
        assert!(
            shown.contains("    … 비트코인\n    \u{1b}[1;31m북한\u{1b}[0m서 첫 거래 …\n"),
            "{shown}"
        );
        assert!(
            shown.starts_with("\u{1b}[1mBlockchains in\u{1b}[0m\n"),
            "{shown}"
        );
        assert!(!shown.contains('«'), "{shown}");
    }

    #[test]
    fn places_are_told_as_people_say_them() {
        let place = |section: &[&str], label: Option<&str>, paragraph| {
            let section: Vec<_> = section.iter().map(|&title| title.to_owned()).collect();
            let json = serde_json::json!({
                "section": section, "label": label, "paragraph": paragraph, "page": null, "line": null
            });
            serde_json::from_value::<Place>(json).unwrap()
        };
        let cases = [
            (
                HitKind::Paragraph,
                place(&["2", "Internet"], None, Some(1)),
                "2 › Internet › ¶1",
            ),
            (HitKind::Paragraph, place(&[], None, None), "text"),
            (
                HitKind::Note,
                place(&["Notes"], Some("22"), None),
                "note 22",
            ),
            (
                HitKind::Note,
                place(&["3", "Attacks", "Notes"], Some("5"), None),
                "3 › Attacks › Notes › note 5",
            ),
            (
                HitKind::Entry,
                place(&["Bibliography"], None, None),
                "entry",
            ),
            (
                HitKind::Table,
                place(&["4"], Some("3"), None),
                "4 › table 3",
            ),
            (
                HitKind::Table,
                place(&["4"], Some("Table 3"), None),
                "4 › Table 3",
            ),
            (HitKind::Document, place(&[], None, None), "document"),
        ];
        for (kind, place, expected) in cases {
            assert_eq!(breadcrumb(kind, &place), expected);
        }
    }
}
