//! The reader for HWPX (KS X 6101, OWPML): paragraphs, outline levels, tables, captions, notes with their anchors.
//!
//! Header, footer and hidden comment of a section stand behind the text, each once.

use std::collections::HashMap;

use roxmltree::{Document, Node};

use crate::fault::Fault;
use crate::package::{Package, attribute, child, is, text_within, tree};
use crate::properties;
use crate::transcript::{Transcript, Words};

use super::flow::{DEEPEST, Flow, Look, address};

/// Reads an HWPX file.
pub(crate) fn read(bytes: &[u8]) -> Result<Transcript, Fault> {
    let mut package = Package::open(bytes)?;
    package.refuse_encrypted()?;
    let mut transcript = Transcript::default();
    let mut looks = HashMap::new();
    match header(&mut package) {
        Ok(found) => looks = found,
        Err(fault) => transcript.warn(fault.trouble, fault.message),
    }
    if let Ok(Some(text)) = package.text("Contents/content.hpf")
        && let Ok(tree) = tree("content.hpf", &text)
    {
        metadata(&tree, &mut transcript);
    }
    let sections = sections(&package);
    if sections.is_empty() {
        return Err(Fault::damaged("damaged package: no section of text in it"));
    }
    let mut texts = Vec::with_capacity(sections.len());
    for name in &sections {
        match package.need(name) {
            Ok(text) => texts.push((name, text)),
            Err(fault) => transcript.warn(fault.trouble, fault.message),
        }
    }
    // Footnotes and endnotes that would share their numbers have numerals of their own.
    let both = texts.iter().any(|(_, text)| text.contains(":footNote "))
        && texts.iter().any(|(_, text)| text.contains(":endNote "));
    let mut reader = Reader {
        flow: Flow::new(transcript, both),
        looks,
        numbers: HashMap::new(),
        links: Vec::new(),
        deleted: 0,
    };
    for (name, text) in &texts {
        // One tree at a time: a section may be large.
        match tree(name, text) {
            Ok(tree) => reader.list_of_paragraphs(tree.root_element(), 0),
            Err(fault) => reader.flow.transcript.warn(fault.trouble, fault.message),
        }
    }
    Ok(reader.flow.finish())
}

/// The sections in order of their numbers.
fn sections(package: &Package<'_>) -> Vec<String> {
    let mut numbered: Vec<(u32, String)> = package
        .names()
        .into_iter()
        .filter_map(|name| {
            let number = name
                .strip_prefix("Contents/section")?
                .strip_suffix(".xml")?
                .parse()
                .ok()?;
            Some((number, name))
        })
        .collect();
    numbered.sort();
    numbered.into_iter().map(|(_, name)| name).collect()
}

/// The looks of paragraph shapes that are more than text, by their ids.
fn header(package: &mut Package<'_>) -> Result<HashMap<String, Look>, Fault> {
    let name = "Contents/header.xml";
    let text = package.need(name)?;
    let tree = tree(name, &text)?;
    let mut looks = HashMap::new();
    for node in tree.descendants().filter(|node| is(*node, "paraPr")) {
        let (Some(id), Some(heading)) = (
            attribute(node, "id"),
            node.descendants().find(|node| is(*node, "heading")),
        ) else {
            continue;
        };
        let level = attribute(heading, "level").and_then(|level| level.parse::<u8>().ok());
        let look = match attribute(heading, "type") {
            Some("OUTLINE") => Look::Outline(level.unwrap_or(0).saturating_add(1)),
            Some("NUMBER" | "BULLET") => Look::Item,
            _ => continue,
        };
        looks.insert(id.to_owned(), look);
    }
    Ok(looks)
}

fn metadata(tree: &Document<'_>, transcript: &mut Transcript) {
    for node in tree.descendants() {
        let text = node.text().unwrap_or_default();
        if is(node, "title") {
            properties::set_title(transcript, text);
        } else if is(node, "language") {
            properties::set_language(transcript, text);
        } else if is(node, "meta") {
            match attribute(node, "name") {
                Some("creator") => properties::add_authors(transcript, text),
                Some("CreatedDate") => properties::set_date(transcript, text),
                Some("subject") => properties::add(transcript, "subject", text),
                Some("description") => properties::add(transcript, "description", text),
                Some("keyword") => properties::add(transcript, "keywords", text),
                _ => {}
            }
        }
    }
}

/// What is anchored in a paragraph and stands behind it.
enum Anchored<'a, 'i> {
    Table(Node<'a, 'i>),
    Caption(Node<'a, 'i>),
    /// A list of paragraphs in a drawing.
    Box(Node<'a, 'i>),
}

struct Reader {
    flow: Flow,
    looks: HashMap<String, Look>,
    /// The numbers of captions by their kind.
    numbers: HashMap<String, u32>,
    /// Links that have begun: their address and the byte of the words.
    links: Vec<(String, usize)>,
    /// Deletions under tracked changes that have begun and not ended.
    deleted: usize,
}

impl Reader {
    /// Writes the paragraphs of a section, of a box.
    fn list_of_paragraphs(&mut self, parent: Node<'_, '_>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        for node in parent.children().filter(|node| is(*node, "p")) {
            let (words, anchored) = self.paragraph(node, depth);
            let look = attribute(node, "paraPrIDRef")
                .and_then(|id| self.looks.get(id))
                .copied()
                .unwrap_or(Look::Text);
            self.flow.push(look, words);
            for thing in anchored {
                match thing {
                    Anchored::Table(node) => self.table(node, depth + 1),
                    Anchored::Caption(node) => self.caption(node, depth + 1),
                    Anchored::Box(node) => self.list_of_paragraphs(node, depth + 1),
                }
            }
        }
    }

    /// A paragraph's words and what is anchored in it.
    fn paragraph<'a, 'i>(
        &mut self,
        node: Node<'a, 'i>,
        depth: usize,
    ) -> (Words, Vec<Anchored<'a, 'i>>) {
        let (mut words, mut anchored) = (Words::default(), Vec::new());
        self.links.clear();
        self.inline(node, &mut words, &mut anchored, depth);
        (words, anchored)
    }

    fn inline<'a, 'i>(
        &mut self,
        parent: Node<'a, 'i>,
        words: &mut Words,
        anchored: &mut Vec<Anchored<'a, 'i>>,
        depth: usize,
    ) {
        if depth > DEEPEST {
            return;
        }
        for node in parent.children() {
            if node.is_text() {
                if self.deleted == 0 && (is(parent, "t") || within_text(parent)) {
                    words.push(node.text().unwrap_or_default());
                }
                continue;
            }
            match node.tag_name().name() {
                "lineBreak" => words.push("\n"),
                "tab" | "nbSpace" | "fwSpace" => words.push(" "),
                "hyphen" => words.push("-"),
                "footNote" | "endNote" => {
                    let called = self.flow.call(is(node, "endNote"), words);
                    let paragraphs = self.flat(node, depth + 1);
                    self.flow.note(called, paragraphs);
                }
                "header" | "footer" | "hiddenComment" => {
                    let paragraphs = self.flat(node, depth + 1);
                    self.flow.aside(paragraphs);
                }
                "autoNum" | "newNum" => self.number(node, words),
                "fieldBegin" => {
                    let target = link_target(node).unwrap_or_default();
                    // A memo is a field that holds its text.
                    let paragraphs = self.flat(node, depth + 1);
                    self.flow.aside(paragraphs);
                    self.links.push((target, words.text.len()));
                }
                "fieldEnd" => {
                    if let Some((target, start)) = self.links.pop()
                        && start < words.text.len()
                        && words.links.last().is_none_or(|(last, _)| last.end <= start)
                    {
                        words.links.push((start..words.text.len(), target));
                    }
                }
                "tbl" => anchored.push(Anchored::Table(node)),
                "caption" => anchored.push(Anchored::Caption(node)),
                "subList" => anchored.push(Anchored::Box(node)),
                "equation" => {
                    let script = child(node, "script").map(text_within).unwrap_or_default();
                    words.push(" ");
                    words.push(script.trim());
                    words.push(" ");
                    self.inline(node, words, anchored, depth + 1);
                }
                "compose" => {
                    let own = attribute(node, "composeText").unwrap_or_default();
                    words.push(own);
                }
                "dutmal" => {
                    let part = |name| child(node, name).map(text_within).unwrap_or_default();
                    words.push(&part("mainText"));
                    let above = part("subText");
                    if !above.is_empty() {
                        words.push(&format!("({above})"));
                    }
                }
                // A deletion may go on into the next paragraph.
                "deleteBegin" => self.deleted = self.deleted.saturating_add(1),
                "deleteEnd" => self.deleted = self.deleted.saturating_sub(1),
                "linesegarray" | "secPr" | "script" | "shapeComment" => {}
                _ => self.inline(node, words, anchored, depth + 1),
            }
        }
    }

    /// The number that a caption or note has of its kind; a note's own is its label.
    fn number(&mut self, node: Node<'_, '_>, words: &mut Words) {
        let kind = attribute(node, "numType").unwrap_or_default();
        let written = attribute(node, "num").and_then(|number| number.parse::<u32>().ok());
        let count = self.numbers.entry(kind.to_owned()).or_default();
        *count = written.unwrap_or(count.saturating_add(1));
        if node.tag_name().name() == "autoNum" && matches!(kind, "TABLE" | "PICTURE" | "EQUATION") {
            words.push(&count.to_string());
        }
    }

    /// All paragraphs within a node, those in its tables and boxes too, as words.
    fn flat(&mut self, node: Node<'_, '_>, depth: usize) -> Vec<Words> {
        let mut found = Vec::new();
        if depth > DEEPEST {
            return found;
        }
        for node in node.children().filter(Node::is_element) {
            if !is(node, "p") {
                found.extend(self.flat(node, depth + 1));
                continue;
            }
            let links = std::mem::take(&mut self.links);
            let (words, anchored) = self.paragraph(node, depth);
            self.links = links;
            found.push(words);
            for thing in anchored {
                let (Anchored::Table(node) | Anchored::Caption(node) | Anchored::Box(node)) = thing;
                found.extend(self.flat(node, depth + 1));
            }
        }
        found.retain(|words| !words.is_blank());
        found
    }

    fn caption(&mut self, node: Node<'_, '_>, depth: usize) {
        for words in self.flat(node, depth) {
            self.flow.push(Look::Text, words);
        }
    }

    fn table(&mut self, node: Node<'_, '_>, depth: usize) {
        self.flow.end_list();
        let caption = child(node, "caption");
        let below = caption.and_then(|caption| attribute(caption, "side")) == Some("BOTTOM");
        if let (Some(caption), false) = (caption, below) {
            self.caption(caption, depth);
        }
        let rows: Vec<_> = node.children().filter(|node| is(*node, "tr")).collect();
        let cells = |row: &Node<'_, '_>| row.children().filter(|node| is(*node, "tc")).count();
        // A frame around text: its paragraphs and tables are those of the document.
        let framed = rows.len() == 1 && cells(&rows[0]) == 1;
        if framed {
            let lists = node.descendants().find(|node| is(*node, "tc"));
            let lists = lists.and_then(|cell| child(cell, "subList"));
            if let Some(list) = lists {
                self.list_of_paragraphs(list, depth + 1);
            }
        } else {
            let table = self.flow.transcript.new_table();
            for row in rows {
                let mut cells = Vec::new();
                for cell in row.children().filter(|node| is(*node, "tc")) {
                    let mut words = Words::default();
                    for list in cell.children().filter(|node| is(*node, "subList")) {
                        for paragraph in self.flat(list, depth + 1) {
                            words.append(paragraph, " ");
                        }
                    }
                    cells.push(words);
                    let span = child(cell, "cellSpan")
                        .and_then(|span| attribute(span, "colSpan"))
                        .and_then(|span| span.parse::<usize>().ok())
                        .unwrap_or(1);
                    cells.extend((1..span.min(64)).map(|_| Words::default()));
                }
                self.flow.transcript.push_row(table, cells);
            }
        }
        if let (Some(caption), true) = (caption, below) {
            self.caption(caption, depth);
        }
    }
}

/// Whether an element that holds text stands in a `t`: marks such as `markpenBegin` may hold more of it.
fn within_text(node: Node<'_, '_>) -> bool {
    node.ancestors().take(4).any(|outer| is(outer, "t"))
}

/// The address of a field that is a link.
fn link_target(field: Node<'_, '_>) -> Option<String> {
    if attribute(field, "type") != Some("HYPERLINK") {
        return None;
    }
    let parameters: Vec<_> = field
        .descendants()
        .filter(|node| is(*node, "stringParam"))
        .collect();
    let named = |name: &str| {
        parameters
            .iter()
            .find(|node| attribute(**node, "name") == Some(name))
            .map(|node| text_within(*node))
    };
    let path = named("Path").or_else(|| named("Command"))?;
    address(&path)
}
