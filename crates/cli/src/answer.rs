//! An answer for people: documents, the places in them, highlighted snippets, reasons, counts.

mod bibliography;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Duration;

use seoji_query::{COUNTED, DocumentHits, Explanation, Hit, HitKind, Place, Results, Snippet};

use crate::links::Linker;
use crate::report::{counted, duration, grouped};
use crate::terminal::{Look, Run, Style, escape, escape_row, shorten, wrap};

/// So many files with the same text are named; JSON has all.
const MOST_COPIES: usize = 5;

/// How an answer for people is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Documents with their passages.
    ByDocument,
    /// Passages one by one.
    Flat,
}

/// The answer as text; empty when nothing was found.
pub(crate) fn render(
    results: &Results,
    layout: Layout,
    links: Option<&Linker>,
    look: &Look,
) -> String {
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
    let mut before: Option<&DocumentHits> = None;
    for document in &results.documents {
        // In a flat answer a document stands once above those of its passages that follow one another.
        if before.is_none_or(|before| before.id != document.id) {
            if before.is_some() {
                out.push('\n');
            }
            render_head(&mut out, document, look);
        }
        render_hits(&mut out, document, layout, links, look);
        before = Some(document);
    }
    if before.is_some() {
        out.push('\n');
    }
    if !results.documents.is_empty() {
        bibliography::render_facets(&mut out, &results.facets, look);
        out.push_str(&look.paint(Style::Faint, &summary(results)));
        out.push('\n');
    }
    out
}

/// The query above one of several answers.
pub(crate) fn heading(query: &str, look: &Look) -> String {
    let line = format!("== {}", escape(query));
    format!("{}\n\n", look.paint(Style::Title, &line))
}

fn render_head(out: &mut String, document: &DocumentHits, look: &Look) {
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
    if let Some(key) = &document.citation_key {
        about.push(format!("[@{}]", escape(key)));
    }
    about.push(escape(&document.path).into_owned());
    let _ = writeln!(out, "{}", look.paint(Style::Faint, &about.join(" · ")));
    if let Some(line) = also_as(document) {
        let _ = writeln!(out, "{}", look.paint(Style::Faint, &line));
    }
}

/// Other files with the same text: `also as report.hwp, report.docx`.
fn also_as(document: &DocumentHits) -> Option<String> {
    let paths = document.also_as.iter().take(MOST_COPIES);
    let paths: Vec<_> = paths.map(|copy| escape(&copy.path)).collect();
    if paths.is_empty() {
        return None;
    }
    let more = document.also_as.len() - paths.len();
    let more = match more {
        0 => String::new(),
        more => format!(" and {} more", grouped(more as u64)),
    };
    Some(format!("also as {}{more}", paths.join(", ")))
}

fn render_hits(
    out: &mut String,
    document: &DocumentHits,
    layout: Layout,
    links: Option<&Linker>,
    look: &Look,
) {
    let mut shown = bibliography::ShownWorks::default();
    for hit in &document.hits {
        match shown.again(hit) {
            Some(before) => bibliography::render_again(out, hit, before, look),
            None => render_hit(out, hit, &document.path, links, look),
        }
    }
    let more = document.passages.saturating_sub(document.hits.len() as u64);
    if more > 0 && layout == Layout::ByDocument {
        let note = format!(
            "  {} more here; --per-document {} shows them",
            grouped(more),
            document.passages
        );
        let _ = writeln!(out, "\n{}", look.paint(Style::Faint, &note));
    }
}

fn render_hit(out: &mut String, hit: &Hit, path: &str, links: Option<&Linker>, look: &Look) {
    let mut place = marked_breadcrumb(hit.kind, &hit.place, look);
    let mut position = String::new();
    match (&hit.place.link, hit.place.page) {
        // What a person can paste says the page too.
        (Some(link), _) => {
            let _ = write!(position, " · {}", escape(link));
        }
        (None, Some(page)) => {
            let _ = write!(position, " · page {page}");
        }
        (None, None) => {}
    }
    if let Some(line) = hit.place.line {
        let _ = write!(position, " · line {line}");
    }
    place.push_str(&look.paint(Style::Faint, &position));
    if let Some(links) = links {
        place = links.link(&place, path, &hit.place);
    }
    let _ = writeln!(out, "\n  {place}");
    for snippet in &hit.snippets {
        render_snippet(out, snippet, look);
    }
    for reason in reasons(hit) {
        let _ = writeln!(out, "    {}", look.paint(Style::Faint, &reason));
    }
    for line in hit.explanation.iter().flat_map(explained) {
        let _ = writeln!(out, "    {}", look.paint(Style::Faint, &line));
    }
    bibliography::render(out, hit, look);
}

/// The lines of an explanation; its forms come from foreign text.
fn explained(explanation: &Explanation) -> Vec<String> {
    let text = explanation.to_string();
    text.lines().map(|line| escape(line).into_owned()).collect()
}

/// What a hit cites and what cites it, a line each.
pub(crate) fn links_of(out: &mut String, hit: &Hit, look: &Look) {
    bibliography::render(out, hit, look);
}

/// The page and the line of a passage, where they are known: ` · page 7 · line 120`.
pub(crate) fn position(place: &Place) -> String {
    let page = place.page.map(|page| format!(" · page {page}"));
    let line = place.line.map(|line| format!(" · line {line}"));
    page.into_iter().chain(line).collect()
}

/// Where a passage stands, outermost first: `4 › The Lazarus Organization › ¶3`, `note 22`,
/// `… › Table 3`, `III › para. 35`.
pub(crate) fn breadcrumb(kind: HitKind, place: &Place) -> String {
    let (sections, own) = steps(kind, place);
    let sections = sections.iter().map(String::as_str);
    sections
        .chain([own.as_str()])
        .collect::<Vec<_>>()
        .join(STEP)
}

/// A [`breadcrumb`] for a terminal, with what matched in the headings marked.
fn marked_breadcrumb(kind: HitKind, place: &Place, look: &Look) -> String {
    let (sections, own) = steps(kind, place);
    let (open, close) = look.marks();
    let plain = |text: &str| look.paint(Style::Place, &escape(text));
    let mut out = String::new();
    let mut unmarked = String::new();
    for (number, section) in sections.iter().enumerate() {
        let mut at = 0;
        for span in place.section_highlights.get(number).into_iter().flatten() {
            unmarked.push_str(&section[at..span.start]);
            out.push_str(&plain(&std::mem::take(&mut unmarked)));
            let marked = format!("{open}{}{close}", escape(&section[span.range()]));
            out.push_str(&look.paint(Style::Mark, &marked));
            at = span.end;
        }
        unmarked.push_str(&section[at..]);
        unmarked.push_str(STEP);
    }
    unmarked.push_str(&own);
    out + &plain(&unmarked)
}

/// Parts the steps of a breadcrumb.
const STEP: &str = " › ";

/// The headings above a passage, as far as they are shown, and its own place under them.
fn steps(kind: HitKind, place: &Place) -> (&[String], String) {
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
        // The number by which a report counts its paragraphs, and others cite them.
        (HitKind::Paragraph, Some(label)) => format!("para. {label}"),
        (_, _) => place
            .paragraph
            .map_or_else(|| "text".to_owned(), |paragraph| format!("¶{paragraph}")),
    };
    // That a note stands in the bibliography goes without saying; that it belongs to a chapter does not.
    let obvious = matches!(kind, HitKind::Entry | HitKind::Note) && place.section.len() <= 1;
    let sections = if obvious { &[][..] } else { &place.section[..] };
    (sections, own)
}

/// A snippet's lines, wrapped and marked; in a table a line is a row and `|` parts the cells.
fn render_snippet(out: &mut String, snippet: &Snippet, look: &Look) {
    const INDENT: &str = "    ";
    let width = look
        .width
        .map(|width| width.saturating_sub(INDENT.len()).max(16));
    for line in lines(snippet, look) {
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
fn lines(snippet: &Snippet, look: &Look) -> Vec<Vec<Run>> {
    let (open, close) = look.marks();
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
        let run = Run {
            text: escape_row(line),
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

/// `1,000+ passages in 40 documents, 10 shown (0.8 ms)`.
fn summary(results: &Results) -> String {
    let count = |count: u64, noun: &str| {
        if results.total.at_least && count >= COUNTED {
            format!("{}+ {noun}s", grouped(count))
        } else {
            counted(count, noun)
        }
    };
    let total = results.total;
    let mut line = format!(
        "{} in {}",
        count(total.passages, "passage"),
        count(total.documents, "document")
    );
    // A flat answer shows a document again with each of its passages.
    let shown: BTreeSet<&str> = results
        .documents
        .iter()
        .map(|document| document.id.as_str())
        .collect();
    let shown = shown.len() as u64;
    if shown < total.documents || total.at_least && total.documents >= COUNTED {
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
    use crate::terminal::Colour;

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
             "place": {"section": ["4", "The Lazarus Organization"], "section_highlights": [[], [[4, 11]]],
                       "paragraph": null, "label": "Table 3", "page": null, "line": null},
             "language": "en", "text": "a\tb\nc\td", "highlights": [[2, 5]],
             "snippets": [{"text": "a\tb\nc\td", "highlights": [[2, 5]], "start": 0,
                           "more_before": false, "more_after": false}],
             "cites": [], "cited_by": ["d#1"], "why": []}]}]}"#;

    #[test]
    fn an_answer_in_a_pipe() {
        let shown = render(
            &results(ONE),
            Layout::ByDocument,
            None,
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

  4 › The «Lazarus» Organization › Table 3
    a | «b
    c» | d
    cited by #1

  1 more here; --per-document 3 shows them

1,204 passages in 3 documents, 1 shown (0.8 ms)
"
        );
    }

    #[test]
    fn an_answer_on_a_narrow_terminal_in_colour() {
        let shown = render(
            &results(ONE),
            Layout::ByDocument,
            None,
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
