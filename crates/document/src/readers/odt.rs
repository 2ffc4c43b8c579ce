//! The reader for ODT (ISO/IEC 26300): headings, lists, tables, notes with their anchors, properties.

use std::collections::HashMap;

use roxmltree::Node;

use crate::fault::Fault;
use crate::html::{Calls, raised_sign};
use crate::package::{Package, attribute, child, is, text_within, tree};
use crate::properties;
use crate::transcript::{Transcript, Words, raised};

use super::flow::{DEEPEST, Flow, Look, trimmed};
use super::spans::Spans;

/// Reads an ODT file.
pub(crate) fn read(bytes: &[u8]) -> Result<Transcript, Fault> {
    let mut package = Package::open(bytes)?;
    package.refuse_encrypted()?;
    let mut transcript = Transcript::default();
    if let Ok(Some(text)) = package.text("meta.xml") {
        match tree("meta.xml", &text) {
            Ok(tree) => {
                // `dc:creator` and `dc:date` are who saved it last, and when.
                let first = tree.descendants().find(|node| is(*node, "initial-creator"));
                if let Some(author) = first.and_then(|node| node.text()) {
                    properties::add_authors(&mut transcript, author);
                }
                let begun = tree.descendants().find(|node| is(*node, "creation-date"));
                if let Some(date) = begun.and_then(|node| node.text()) {
                    properties::set_date(&mut transcript, date);
                }
                let authors = transcript.authors.clone();
                properties::core(tree.root_element(), &mut transcript);
                if !authors.is_empty() {
                    transcript.authors = authors;
                }
            }
            Err(fault) => transcript.warn(fault.trouble, fault.message),
        }
    }
    let named = package.text("styles.xml").ok().flatten();
    let text = package.need("content.xml")?;
    let content = tree("content.xml", &text)?;
    let mut styles = HashMap::new();
    if let Some(named) = &named
        && let Ok(tree) = tree("styles.xml", named)
    {
        read_styles(tree.root_element(), &mut styles);
    }
    read_styles(content.root_element(), &mut styles);
    let body = content
        .descendants()
        .find(|node| is(*node, "body"))
        .and_then(|body| child(body, "text"))
        .ok_or_else(|| Fault::damaged("damaged package: no text in it"))?;
    let classes = |class: &str| {
        body.descendants()
            .any(|node| is(node, "note") && attribute(node, "note-class") == Some(class))
    };
    let both = classes("footnote") && classes("endnote");
    let title = transcript.title.take();
    let mut reader = Reader {
        flow: Flow::new(transcript, both),
        styles,
        titled: false,
    };
    reader.blocks(body, 0);
    let titled = reader.titled;
    let mut transcript = reader.flow.finish();
    // What stands on the first page is what the authors call it.
    transcript.title = title.filter(|_| !titled);
    Ok(transcript)
}

/// What a style says.
#[derive(Clone, Copy, Debug, Default)]
struct Style {
    bold: bool,
    italic: bool,
    raised: bool,
    hidden: bool,
    is_title: bool,
}

fn read_styles(root: Node<'_, '_>, styles: &mut HashMap<String, Style>) {
    for node in root.descendants().filter(|node| is(*node, "style")) {
        let Some(name) = attribute(node, "name") else {
            continue;
        };
        // A parent stands before its children in what offices write.
        let parent = attribute(node, "parent-style-name");
        let mut style = parent
            .and_then(|parent| styles.get(parent))
            .copied()
            .unwrap_or_default();
        style.is_title |= name == "Title" || parent == Some("Title");
        if let Some(text) = child(node, "text-properties") {
            if let Some(weight) = attribute(text, "font-weight") {
                style.bold = matches!(weight, "bold" | "600" | "700" | "800" | "900");
            }
            if let Some(slant) = attribute(text, "font-style") {
                style.italic = slant != "normal";
            }
            if let Some(shown) = attribute(text, "display") {
                style.hidden = shown == "none";
            }
            if let Some(position) = attribute(text, "text-position") {
                style.raised = position.starts_with("super");
            }
        }
        styles.insert(name.to_owned(), style);
    }
}

struct Reader {
    flow: Flow,
    styles: HashMap<String, Style>,
    titled: bool,
}

impl Reader {
    fn style(&self, node: Node<'_, '_>, outer: Style) -> Style {
        let own = attribute(node, "style-name").and_then(|name| self.styles.get(name));
        own.map_or(outer, |own| Style {
            bold: own.bold || outer.bold,
            italic: own.italic || outer.italic,
            raised: own.raised || outer.raised,
            hidden: own.hidden || outer.hidden,
            is_title: own.is_title,
        })
    }

    fn blocks(&mut self, parent: Node<'_, '_>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "h" => {
                    let level = attribute(node, "outline-level")
                        .and_then(|level| level.parse::<u8>().ok())
                        .unwrap_or(1);
                    self.paragraph(node, Look::Outline(level), depth);
                }
                "p" => {
                    let is_title = self.style(node, Style::default()).is_title
                        || attribute(node, "style-name") == Some("Title");
                    self.titled |= is_title;
                    let look = match is_title {
                        true => Look::Outline(1),
                        false => Look::Text,
                    };
                    self.paragraph(node, look, depth);
                }
                "list" => self.list(node, depth + 1),
                "table" => self.table(node, depth),
                "section" if attribute(node, "display") == Some("none") => {}
                "tracked-changes"
                | "forms"
                | "sequence-decls"
                | "table-of-content-source"
                | "index-title-template" => {}
                _ => self.blocks(node, depth + 1),
            }
        }
    }

    fn list(&mut self, node: Node<'_, '_>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        for item in node.children().filter(Node::is_element) {
            for node in item.children().filter(Node::is_element) {
                match node.tag_name().name() {
                    "p" => self.paragraph(node, Look::Item, depth),
                    "list" => self.list(node, depth + 1),
                    // Headings may be numbered as lists.
                    "h" => {
                        let level = attribute(node, "outline-level")
                            .and_then(|level| level.parse::<u8>().ok());
                        self.paragraph(node, Look::Outline(level.unwrap_or(1)), depth);
                    }
                    _ => {}
                }
            }
        }
    }

    fn paragraph(&mut self, node: Node<'_, '_>, look: Look, depth: usize) {
        let (mut words, mut boxes) = (Words::default(), Vec::new());
        let style = self.style(node, Style::default());
        self.inline(node, style, &mut words, &mut boxes, depth);
        self.flow.push(look, words);
        for text_box in boxes {
            self.blocks(text_box, depth + 1);
        }
    }

    fn inline<'a, 'i>(
        &mut self,
        parent: Node<'a, 'i>,
        style: Style,
        words: &mut Words,
        boxes: &mut Vec<Node<'a, 'i>>,
        depth: usize,
    ) {
        if depth > DEEPEST {
            return;
        }
        for node in parent.children() {
            if node.is_text() {
                if style.hidden {
                    continue;
                }
                let text = reduced(node.text().unwrap_or_default(), &words.text);
                let sign =
                    || raised(&text).or_else(|| raised_sign(&words.text, &text, Calls::Unknown));
                match style.raised.then(sign).flatten() {
                    Some(sign) => words.push(&sign),
                    None => words.push_styled(&text, style.bold, style.italic),
                }
                continue;
            }
            match node.tag_name().name() {
                "tab" | "s" => words.push(" "),
                "line-break" => words.push("\n"),
                "note" => {
                    let is_endnote = attribute(node, "note-class") == Some("endnote");
                    let called = self.flow.call(is_endnote, words);
                    let body = child(node, "note-body");
                    let paragraphs = body.map(|body| self.flat(body, depth + 1));
                    let paragraphs = paragraphs.into_iter().flatten().map(trimmed).collect();
                    self.flow.note(called, paragraphs);
                }
                "a" => {
                    let start = words.text.len();
                    self.inline(node, style, words, boxes, depth + 1);
                    if let Some(target) = attribute(node, "href").filter(|to| !to.starts_with('#'))
                    {
                        let end = words.text.len();
                        words.links.push((start..end, target.to_owned()));
                    }
                }
                "ruby-text" => {
                    words.push("(");
                    words.push(&text_within(node));
                    words.push(")");
                }
                "text-box" => boxes.push(node),
                "annotation" | "change" | "change-start" | "change-end" | "title" | "desc"
                | "hidden-text" | "hidden-paragraph" => {}
                _ => {
                    let own = self.style(node, style);
                    self.inline(node, own, words, boxes, depth + 1);
                }
            }
        }
    }

    /// The paragraphs within a node as words, those of lists and tables in it too.
    fn flat(&mut self, node: Node<'_, '_>, depth: usize) -> Vec<Words> {
        let mut found = Vec::new();
        if depth > DEEPEST {
            return found;
        }
        for node in node.children().filter(Node::is_element) {
            if !is(node, "p") && !is(node, "h") {
                found.extend(self.flat(node, depth + 1));
                continue;
            }
            let (mut words, mut boxes) = (Words::default(), Vec::new());
            let style = self.style(node, Style::default());
            self.inline(node, style, &mut words, &mut boxes, depth);
            found.push(words);
            for text_box in boxes {
                found.extend(self.flat(text_box, depth + 1));
            }
        }
        found.retain(|words| !words.is_blank());
        found
    }

    fn table(&mut self, node: Node<'_, '_>, depth: usize) {
        self.flow.end_list();
        /// Cells that say the same beside each other.
        const MOST_REPEATED: usize = 64;
        let table = self.flow.transcript.new_table();
        let mut spans = Spans::default();
        for line in rows(node) {
            let mut cells: Vec<Words> = Vec::new();
            for cell in line.children().filter(Node::is_element) {
                let mut words = Words::default();
                if is(cell, "table-cell") {
                    for paragraph in self.flat(cell, depth + 1) {
                        words.append(paragraph, " ");
                    }
                }
                let number = |name: &str| -> usize {
                    let value = attribute(cell, name);
                    value.and_then(|value| value.parse().ok()).unwrap_or(1)
                };
                match is(cell, "covered-table-cell") {
                    true => words.push(&spans.take(cells.len()).unwrap_or_default()),
                    false => spans.begin(cells.len(), number("number-rows-spanned"), &words.text),
                }
                // Empty columns to the edge of the sheet are none of the table.
                let times = number("number-columns-repeated").clamp(1, MOST_REPEATED);
                cells.extend(std::iter::repeat_n(words, times));
            }
            self.flow.transcript.push_row(table, cells);
        }
    }
}

/// The rows of a table: its own, those of its head and of its groups.
fn rows<'a, 'i>(node: Node<'a, 'i>) -> Vec<Node<'a, 'i>> {
    let mut found = Vec::new();
    let mut waiting: Vec<Node<'_, '_>> = node.children().filter(Node::is_element).collect();
    waiting.reverse();
    while let Some(node) = waiting.pop() {
        match node.tag_name().name() {
            "table-row" => found.push(node),
            "table-header-rows" | "table-rows" | "table-row-group" => {
                let mut inner: Vec<_> = node.children().filter(Node::is_element).collect();
                inner.reverse();
                waiting.extend(inner);
            }
            _ => {}
        }
    }
    found
}

/// White space of XML is one space, and none behind another.
fn reduced(text: &str, before: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut spaced = before.is_empty() || before.ends_with([' ', '\n']);
    for ch in text.chars() {
        let is_space = matches!(ch, ' ' | '\t' | '\n' | '\r');
        if !is_space {
            out.push(ch);
        } else if !spaced {
            out.push(' ');
        }
        spaced = is_space;
    }
    out
}
