//! Papers written out as people's files look: Markdown and plain text, in the habits of several writers.

use crate::papers::{Item, Paper, Reference};

/// How headings are numbered: `1.`, `1.1.`; papers without numbers give none.
struct Numbers {
    counts: Vec<usize>,
    apart: bool,
}

impl Numbers {
    /// The number of a heading at this depth; sections that papers do not number, and what stands in them, have none.
    fn next(&mut self, depth: usize, title: &str) -> Option<String> {
        if depth == 1 {
            self.apart = is_apart(title);
        }
        if self.apart {
            return None;
        }
        self.counts.resize(depth, 0);
        self.counts[depth - 1] += 1;
        let parts: Vec<String> = self
            .counts
            .iter()
            .map(|count| count.max(&1).to_string())
            .collect();
        Some(parts.join("."))
    }
}

fn is_apart(title: &str) -> bool {
    matches!(title, "Abstract" | "Acknowledgements")
}

/// Markdown; the writer's habits turn with `index`.
pub fn markdown(paper: &Paper, index: usize) -> String {
    let numbered = !index.is_multiple_of(3);
    let mut numbers = Numbers {
        counts: Vec::new(),
        apart: false,
    };
    let mut out = String::new();
    if !paper.title.is_empty() {
        out.push_str(&format!("# {}\n\n", escaped(&paper.title)));
    }
    let mut paragraphs = 0;
    for item in &paper.items {
        match item {
            Item::Heading(depth, title) => {
                // Levels of numbered headings lie, as they do in files that programs made of pages.
                let level = if numbered {
                    2 + (index + paragraphs) % 3
                } else {
                    (depth + 1).min(6)
                };
                let level = if is_apart(title) { 2 } else { level };
                let number = numbers.next(*depth, title).filter(|_| numbered);
                let number = number
                    .map(|number| format!("{number}. "))
                    .unwrap_or_default();
                out.push_str(&format!(
                    "{} {number}{}\n\n",
                    "#".repeat(level),
                    escaped(title)
                ));
            }
            Item::Paragraph(text, _) => {
                paragraphs += 1;
                let text = escaped(text)
                    .replace('\u{1}', "<sup>")
                    .replace('\u{2}', "</sup>");
                let text = if index % 4 == 1 && paragraphs % 5 == 0 {
                    cut(&text)
                } else {
                    text
                };
                out.push_str(&text);
                out.push_str("\n\n");
            }
            Item::Table(caption, rows) => {
                out.push_str(&format!("**{}**\n\n", escaped(caption)));
                let tabs = index % 2 == 1;
                for (position, row) in rows.iter().enumerate() {
                    let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
                    match tabs {
                        true => out.push_str(&cells.join("\t")),
                        false => out.push_str(&format!("| {} |", cells.join(" | "))),
                    }
                    out.push('\n');
                    if !tabs && position == 0 {
                        out.push_str(&format!("|{}\n", "---|".repeat(row.len())));
                    }
                }
                out.push('\n');
            }
        }
    }
    if !paper.references.is_empty() {
        let level = ["##", "###", "#"][index % 3];
        out.push_str(&format!("{level} References\n\n"));
        for entry in &paper.references {
            let text = escaped(&entry.text);
            let line = match (&entry.label, index % 4) {
                (Some(label), 0) => format!("- [{label}] {text}\n"),
                (Some(label), 1) => format!("{label}. {text}\n"),
                (Some(label), 2) => format!("[{label}] {text}\n\n"),
                (Some(label), _) => format!("\\[{label}\\] {text}\n\n"),
                (None, 0 | 1) => format!("- {text}\n"),
                (None, _) => format!("{text}\n\n"),
            };
            out.push_str(&line);
        }
    }
    out
}

/// A paragraph cut by a page: a blank line behind a word near its middle.
fn cut(text: &str) -> String {
    let Some(half) = text
        .char_indices()
        .nth(text.chars().count() / 2)
        .map(|(at, _)| at)
    else {
        return text.to_owned();
    };
    match text[half..].find(' ') {
        Some(space) => format!("{}\n\n{}", &text[..half + space], &text[half + space + 1..]),
        None => text.to_owned(),
    }
}

/// Text with the signs escaped that Markdown would read.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for ch in text.chars() {
        if matches!(ch, '*' | '_' | '<' | '`' | '#' | '~') {
            out.push('\\');
        }
        out.push(ch);
    }
    out
}

/// Columns of a line of plain text.
const WIDTH: usize = 80;
/// Lines of a page of plain text.
const PAGE: usize = 54;

/// Plain text; the writer's habits turn with `index`.
pub fn plain(paper: &Paper, index: usize) -> String {
    let numbered = !index.is_multiple_of(3);
    let pages = index % 4 < 2;
    let hyphens = index % 5 == 2;
    let mut numbers = Numbers {
        counts: Vec::new(),
        apart: false,
    };
    let mut lines: Vec<String> = Vec::new();
    if !paper.title.is_empty() {
        lines.extend(wrapped(&paper.title, 0, 0, false));
        lines.push(String::new());
    }
    for item in &paper.items {
        match item {
            Item::Heading(depth, title) => {
                let title = match numbers.next(*depth, title).filter(|_| numbered) {
                    Some(number) if index.is_multiple_of(2) => format!("{number}. {title}"),
                    Some(number) => format!("{number} {title}"),
                    None if !numbered && *depth == 1 => title.to_uppercase(),
                    None => title.clone(),
                };
                lines.extend(wrapped(&title, 0, 0, false));
            }
            Item::Paragraph(text, _) => lines.extend(wrapped(&raised(text), 0, 0, hyphens)),
            Item::Table(caption, rows) => {
                lines.extend(wrapped(caption, 0, 0, false));
                lines.push(String::new());
                lines.extend(rows.iter().map(|row| row.join("\t")));
            }
        }
        lines.push(String::new());
    }
    if !paper.references.is_empty() {
        lines.push(["REFERENCES", "References", "References"][index % 3].to_owned());
        lines.push(String::new());
        for entry in &paper.references {
            lines.extend(entry_lines(entry, index));
        }
    }
    let mut out = String::new();
    let mut page = 1;
    for (position, line) in lines.iter().enumerate() {
        if pages && position > 0 && position % PAGE == 0 {
            page += 1;
            out.push_str(&format!("\n{}\n\u{c}", page - 1));
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

fn entry_lines(entry: &Reference, index: usize) -> Vec<String> {
    let (text, hang) = match (&entry.label, index % 4) {
        (Some(label), 0) => (format!("[{label}] {}", entry.text), 4),
        (Some(label), 1) => (format!("{label}. {}", entry.text), 0),
        (Some(label), 2) => (format!("[{label}] {}", entry.text), 0),
        (Some(label), _) => (format!("{label}) {}", entry.text), 3),
        (None, 0 | 1) => (entry.text.clone(), 4),
        (None, _) => (entry.text.clone(), 0),
    };
    let mut lines = wrapped(&text, 0, hang, false);
    if entry.label.is_none() && hang == 0 || index % 4 == 3 {
        lines.push(String::new());
    }
    lines
}

/// Raised markers as the signs that Unicode has for them.
fn raised(text: &str) -> String {
    let mut out = String::new();
    let mut up = false;
    for ch in text.chars() {
        match ch {
            '\u{1}' => up = true,
            '\u{2}' => up = false,
            '0'..='9' if up => out.push(
                ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'][ch as usize - '0' as usize],
            ),
            '-' | '–' if up => out.push('⁻'),
            ' ' if up => {}
            _ => out.push(ch),
        }
    }
    out
}

/// The lines of a paragraph; with `hyphens` long words are cut at a line's end.
fn wrapped(text: &str, first: usize, hang: usize, hyphens: bool) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = " ".repeat(first);
    let mut count = first;
    for word in text.split(' ') {
        let length = word.chars().count();
        if count + length + 1 > WIDTH && count > hang {
            let room = WIDTH.saturating_sub(count + 2);
            let letters = word.chars().all(|ch| ch.is_ascii_lowercase());
            line = if hyphens && letters && length >= 9 && room >= 4 && room + 3 < length {
                let (head, tail) = word.split_at(room);
                lines.push(format!("{line} {head}-"));
                count = hang + tail.len();
                format!("{}{tail}", " ".repeat(hang))
            } else {
                lines.push(line);
                count = hang + length;
                format!("{}{word}", " ".repeat(hang))
            };
            continue;
        }
        if line.trim().is_empty() {
            line.push_str(word);
            count += length;
        } else {
            line.push(' ');
            line.push_str(word);
            count += length + 1;
        }
    }
    lines.push(line);
    lines
}
