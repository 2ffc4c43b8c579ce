//! The reader for DOCX (ECMA-376, WordprocessingML): headings, lists, tables, notes with their anchors, properties.
//!
//! What was deleted under tracked changes, hidden text, fields' instructions, comments, headers and footers are no
//! text of the document.

mod numbering;
mod styles;
mod symbols;

use std::collections::HashMap;

use roxmltree::{Document, Node};

use super::flow::DEEPEST;
use super::spans::Spans;
use crate::fault::Fault;
use crate::html::{Calls, raised_sign};
use crate::package::{Package, attribute, child, is, text_within, tree};
use crate::properties;
use crate::transcript::{Form, Transcript, Words, raised};

use numbering::Numbering;
use styles::Styles;

/// Reads a DOCX file.
pub(crate) fn read(bytes: &[u8]) -> Result<Transcript, Fault> {
    let mut package = Package::open(bytes)?;
    let main = main_part(&mut package)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = |name: &str| match folder {
        "" => name.to_owned(),
        folder => format!("{folder}/{name}"),
    };
    let body_text = package.need(&main)?;
    let mut transcript = Transcript::default();
    // A part that is damaged costs what it holds, not the document.
    let mut optional = |name: &str, transcript: &mut Transcript| -> String {
        match package.text(name) {
            Ok(text) => text.unwrap_or_default(),
            Err(fault) => {
                transcript.warn(fault.trouble, fault.message);
                String::new()
            }
        }
    };
    let styles_text = optional(&beside("styles.xml"), &mut transcript);
    let numbering_text = optional(&beside("numbering.xml"), &mut transcript);
    let footnotes_text = optional(&beside("footnotes.xml"), &mut transcript);
    let endnotes_text = optional(&beside("endnotes.xml"), &mut transcript);
    let core_text = optional("docProps/core.xml", &mut transcript);
    let relations = |part: &str| beside(&format!("_rels/{part}.xml.rels"));
    let name = main.rsplit('/').next().unwrap_or(&main);
    let name = name.trim_end_matches(".xml").to_owned();
    let body_links = optional(&relations(&name), &mut transcript);
    let footnote_links = optional(&relations("footnotes"), &mut transcript);
    let endnote_links = optional(&relations("endnotes"), &mut transcript);

    let body = tree(&main, &body_text)?;
    let footnotes = side_tree("footnotes.xml", &footnotes_text, &mut transcript);
    let endnotes = side_tree("endnotes.xml", &endnotes_text, &mut transcript);
    let styles = side_tree("styles.xml", &styles_text, &mut transcript);
    let numbering = side_tree("numbering.xml", &numbering_text, &mut transcript);
    if let Some(core) = side_tree("core.xml", &core_text, &mut transcript) {
        properties::core(core.root_element(), &mut transcript);
    }
    let called = |name: &str| body.descendants().any(|node| is(node, name));
    let mut reader = Reader {
        transcript,
        styles: styles.as_ref().map(Styles::read).unwrap_or_default(),
        numbering: numbering.as_ref().map(Numbering::read).unwrap_or_default(),
        footnotes: Notes::read(footnotes.as_ref(), "footnote", &footnote_links, false),
        endnotes: Notes::read(
            endnotes.as_ref(),
            "endnote",
            &endnote_links,
            called("footnoteReference"),
        ),
        links: link_targets(&body_links),
        waiting: Vec::new(),
        lists: HashMap::new(),
        titled: false,
        authors: Vec::new(),
    };
    let body = child(body.root_element(), "body").unwrap_or(body.root_element());
    reader.blocks(body, 0);
    reader.notes();
    let Reader {
        mut transcript,
        titled,
        authors,
        ..
    } = reader;
    // What stands on the first page is what the authors call it; properties are what a program wrote.
    if titled {
        transcript.title = None;
    }
    if !authors.is_empty() {
        transcript.authors = authors;
    }
    Ok(transcript)
}

fn side_tree<'t>(name: &str, text: &'t str, transcript: &mut Transcript) -> Option<Document<'t>> {
    if text.is_empty() {
        return None;
    }
    match tree(name, text) {
        Ok(tree) => Some(tree),
        Err(fault) => {
            transcript.warn(fault.trouble, fault.message);
            None
        }
    }
}

/// The name of the part that holds the document's body.
fn main_part(package: &mut Package<'_>) -> Result<String, Fault> {
    let usual = "word/document.xml";
    if package.has(usual) {
        return Ok(usual.to_owned());
    }
    let relations = package.need("_rels/.rels")?;
    let relations = tree("_rels/.rels", &relations)?;
    relations
        .descendants()
        .filter(|node| is(*node, "Relationship"))
        .find(|node| attribute(*node, "Type").is_some_and(|kind| kind.ends_with("/officeDocument")))
        .and_then(|node| attribute(node, "Target"))
        .map(|target| target.trim_start_matches('/').to_owned())
        .ok_or_else(|| Fault::damaged("damaged package: no document in it"))
}

/// Relation ids and the addresses outside the package that they stand for.
fn link_targets(text: &str) -> HashMap<String, String> {
    let Ok(relations) = tree("relations", text) else {
        return HashMap::new();
    };
    relations
        .descendants()
        .filter(|node| {
            is(*node, "Relationship") && attribute(*node, "TargetMode") == Some("External")
        })
        .filter_map(|node| {
            let id = attribute(node, "Id")?.to_owned();
            Some((id, attribute(node, "Target")?.to_owned()))
        })
        .collect()
}

/// The notes of a kind by their ids.
#[derive(Default)]
struct Notes<'a, 'i> {
    bodies: HashMap<&'a str, Node<'a, 'i>>,
    links: HashMap<String, String>,
    /// Notes called so far.
    count: usize,
    /// Whether they are numbered i, ii, iii, because others are numbered 1, 2, 3.
    roman: bool,
}

impl<'a, 'i> Notes<'a, 'i> {
    fn read(tree: Option<&'a Document<'i>>, name: &str, links: &str, roman: bool) -> Self {
        let bodies = tree.map(|tree| {
            tree.root_element()
                .children()
                .filter(|node| is(*node, name))
                // Separators are notes by form only.
                .filter(|node| attribute(*node, "type").is_none_or(|kind| kind == "normal"))
                .filter_map(|node| Some((attribute(node, "id")?, node)))
                .collect()
        });
        Notes {
            bodies: bodies.unwrap_or_default(),
            links: link_targets(links),
            count: 0,
            roman,
        }
    }

    fn next_label(&mut self) -> String {
        self.count += 1;
        match self.roman {
            true => crate::number::to_roman(self.count as u32),
            false => self.count.to_string(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NoteKind {
    Footnote,
    Endnote,
}

struct Reader<'a, 'i> {
    transcript: Transcript,
    styles: Styles,
    numbering: Numbering,
    footnotes: Notes<'a, 'i>,
    endnotes: Notes<'a, 'i>,
    /// Targets of the links of the part that is read.
    links: HashMap<String, String>,
    /// Notes that were called and are not written yet.
    waiting: Vec<(NoteKind, String, Node<'a, 'i>)>,
    /// The list of the transcript that a numbering's items belong to.
    lists: HashMap<String, usize>,
    titled: bool,
    authors: Vec<String>,
}

/// What a paragraph holds: its words and the blocks that are anchored in it.
#[derive(Default)]
struct Inline<'a, 'i> {
    words: Words,
    boxes: Vec<Node<'a, 'i>>,
}

/// How a run looks.
#[derive(Clone, Copy, Default)]
struct Look {
    bold: bool,
    italic: bool,
    raised: bool,
    hidden: bool,
}

impl<'a, 'i> Reader<'a, 'i> {
    /// Reads the blocks in an element: paragraphs, tables, and whatever wraps them.
    fn blocks(&mut self, parent: Node<'a, 'i>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "p" => self.paragraph(node, depth),
                "tbl" => self.table(node, depth),
                "sectPr" | "del" | "moveFrom" | "Fallback" => {}
                _ => self.blocks(node, depth + 1),
            }
        }
    }

    fn paragraph(&mut self, node: Node<'a, 'i>, depth: usize) {
        let properties = child(node, "pPr");
        let value = |name: &str| {
            properties
                .and_then(|properties| child(properties, name))
                .and_then(|node| attribute(node, "val"))
        };
        let style = self.styles.of(value("pStyle"));
        let inline = self.inline(node);
        let own_level = value("outlineLvl").and_then(|level| level.parse::<u8>().ok());
        let level = own_level.or(style.level).filter(|&level| level < 9);
        let own_numbering = properties.and_then(|properties| child(properties, "numPr"));
        let number = match own_numbering {
            Some(own) => {
                let part = |name| child(own, name).and_then(|node| attribute(node, "val"));
                part("numId").map(|id| {
                    let level = part("ilvl").and_then(|level| level.parse().ok());
                    (id.to_owned(), level.unwrap_or(0))
                })
            }
            None => style.numbering.clone(),
        }
        .filter(|(id, _)| id != "0");
        let mut words = inline.words;
        let role = style.role;
        if !words.is_blank() {
            if style.bold && words.bold == 0 {
                words.bold = crate::run::solid(&words.text);
            }
            let label = number
                .as_ref()
                .and_then(|(id, level)| self.numbering.next(id, *level));
            match (role, level, number) {
                (styles::Role::Title, ..) => {
                    self.titled = true;
                    self.heading(1, words);
                }
                (styles::Role::Author, ..) => {
                    let names = words.text.split(['\n', ';', ',', '·']);
                    let names = names.map(str::trim).filter(|name| !name.is_empty());
                    self.authors.extend(names.map(str::to_owned));
                    self.transcript.push(Form::Paragraph, words);
                }
                (_, Some(level), _) => {
                    let mut numbered = Words::default();
                    if let Some(label) = label.filter(|label| !label.is_empty()) {
                        numbered.push(&label);
                        numbered.push(" ");
                    }
                    numbered.append(words, "");
                    self.heading(level + 1, numbered);
                }
                (_, None, Some((id, _))) => {
                    let list = match self.lists.get(&id) {
                        Some(list) => *list,
                        None => {
                            let list = self.transcript.new_list();
                            self.lists.insert(id, list);
                            list
                        }
                    };
                    let label = label.as_deref().and_then(bare_label);
                    self.transcript.push(Form::Item(list, label), words);
                }
                _ => self.transcript.push(Form::Paragraph, words),
            }
        }
        for text_box in inline.boxes {
            self.blocks(text_box, depth + 1);
        }
    }

    /// Writes a heading behind the notes of the section that it ends.
    fn heading(&mut self, level: u8, words: Words) {
        let calls = self.waiting.len();
        // A note that the heading itself calls belongs behind it.
        let own = words.text.matches("[^").count().min(calls);
        let own = self.waiting.split_off(calls - own);
        self.notes();
        self.waiting = own;
        self.transcript.push(Form::Heading(level), words);
    }

    /// Writes the notes that were called.
    fn notes(&mut self) {
        let mut waiting = std::mem::take(&mut self.waiting).into_iter();
        // A note may call another one, which then waits too; each note is written once.
        while let Some((kind, label, node)) = waiting.next() {
            let outer = {
                let links = match kind {
                    NoteKind::Footnote => &mut self.footnotes.links,
                    NoteKind::Endnote => &mut self.endnotes.links,
                };
                std::mem::replace(&mut self.links, std::mem::take(links))
            };
            let paragraphs: Vec<_> = node.descendants().filter(|node| is(*node, "p")).collect();
            let mut first = true;
            for paragraph in paragraphs {
                let mut words = self.inline(paragraph).words;
                if words.is_blank() {
                    continue;
                }
                words = super::flow::trimmed(words);
                let form = match first {
                    true => Form::Note(label.clone()),
                    false => Form::More,
                };
                first = false;
                self.transcript.push(form, words);
            }
            let own = std::mem::replace(&mut self.links, outer);
            match kind {
                NoteKind::Footnote => self.footnotes.links = own,
                NoteKind::Endnote => self.endnotes.links = own,
            }
            if waiting.len() == 0 {
                waiting = std::mem::take(&mut self.waiting).into_iter();
            }
        }
    }

    fn table(&mut self, node: Node<'a, 'i>, depth: usize) {
        let table = self.transcript.new_table();
        let mut boxes = Vec::new();
        // The text of each column's last cell that goes on in the rows below.
        let mut merged = Spans::default();
        for row in within(node, "tr") {
            let mut cells: Vec<Words> = Vec::new();
            for cell in within(row, "tc") {
                let mut words = Words::default();
                for paragraph in cell.descendants().filter(|node| is(*node, "p")) {
                    // Paragraphs in a text box are read with the box.
                    if boxed(paragraph, cell) {
                        continue;
                    }
                    let inline = self.inline(paragraph);
                    boxes.extend(inline.boxes);
                    let mut own = inline.words;
                    own.text = own.text.trim_end().to_owned();
                    words.append(own, " ");
                }
                let properties = child(cell, "tcPr");
                let merge = properties.and_then(|properties| child(properties, "vMerge"));
                let column = cells.len();
                match merge.map(|merge| attribute(merge, "val") == Some("restart")) {
                    Some(true) => merged.begin(column, usize::MAX, &words.text),
                    // A cell that goes on from the row above says nothing of its own.
                    Some(false) if words.is_blank() => {
                        words.push(&merged.take(column).unwrap_or_default());
                    }
                    _ => {}
                }
                cells.push(words);
                let span = properties
                    .and_then(|properties| child(properties, "gridSpan"))
                    .and_then(|span| attribute(span, "val"))
                    .and_then(|span| span.parse::<usize>().ok())
                    .unwrap_or(1);
                cells.extend((1..span.min(64)).map(|_| Words::default()));
            }
            self.transcript.push_row(table, cells);
        }
        for text_box in boxes {
            self.blocks(text_box, depth + 1);
        }
    }

    /// The words of a paragraph and the boxes anchored in it.
    fn inline(&mut self, node: Node<'a, 'i>) -> Inline<'a, 'i> {
        let mut inline = Inline::default();
        self.inline_into(node, Look::default(), &mut inline, 0);
        inline
    }

    fn inline_into(
        &mut self,
        parent: Node<'a, 'i>,
        look: Look,
        out: &mut Inline<'a, 'i>,
        depth: usize,
    ) {
        if depth > DEEPEST {
            return;
        }
        for node in parent.children().filter(Node::is_element) {
            let words = &mut out.words;
            match node.tag_name().name() {
                "pPr" | "rPr" | "del" | "moveFrom" | "instrText" | "delText" | "Fallback"
                | "footnoteRef" | "endnoteRef" | "annotationRef" | "sdtPr" => {}
                "t" if look.hidden => {}
                "t" => {
                    let text = text_within(node);
                    let sign = || {
                        raised(&text).or_else(|| raised_sign(&words.text, &text, Calls::Unknown))
                    };
                    match look.raised.then(sign).flatten() {
                        Some(sign) => words.push(&sign),
                        None => words.push_styled(&text, look.bold, look.italic),
                    }
                }
                "tab" | "ptab" => words.push(" "),
                "br" | "cr" => words.push("\n"),
                "noBreakHyphen" => words.push("-"),
                "softHyphen" => words.push("\u{ad}"),
                "sym" => {
                    let sign = symbols::sign(attribute(node, "font"), attribute(node, "char"));
                    words.push(sign.unwrap_or('\u{fffd}').encode_utf8(&mut [0; 4]));
                }
                "r" => {
                    let look = look_of(node);
                    self.inline_into(node, look, out, depth + 1);
                }
                "hyperlink" => {
                    let start = words.text.len();
                    self.inline_into(node, look, out, depth + 1);
                    let target = attribute(node, "id").and_then(|id| self.links.get(id));
                    if let Some(target) = target {
                        let end = out.words.text.len();
                        out.words.links.push((start..end, target.clone()));
                    }
                }
                "footnoteReference" => self.call(node, NoteKind::Footnote, out),
                "endnoteReference" => self.call(node, NoteKind::Endnote, out),
                // The reading stands before its base in the file.
                "ruby" => {
                    for part in ["rubyBase", "rt"] {
                        let parts = node.children().filter(|own| is(*own, part));
                        for own in parts {
                            let is_reading = part == "rt";
                            out.words.push(if is_reading { "(" } else { "" });
                            self.inline_into(own, look, out, depth + 1);
                            out.words.push(if is_reading { ")" } else { "" });
                        }
                    }
                }
                "txbxContent" => out.boxes.push(node),
                _ => self.inline_into(node, look, out, depth + 1),
            }
        }
    }

    fn call(&mut self, node: Node<'a, 'i>, kind: NoteKind, out: &mut Inline<'a, 'i>) {
        let notes = match kind {
            NoteKind::Footnote => &mut self.footnotes,
            NoteKind::Endnote => &mut self.endnotes,
        };
        // Each note is called once; a second call of it would write it twice.
        let Some(body) = attribute(node, "id").and_then(|id| notes.bodies.remove(id)) else {
            return;
        };
        let label = notes.next_label();
        out.words.call(&label);
        self.waiting.push((kind, label, body));
    }
}

/// Whether a paragraph stands in a text box within `outer`.
fn boxed(paragraph: Node<'_, '_>, outer: Node<'_, '_>) -> bool {
    paragraph
        .ancestors()
        .take_while(|node| *node != outer)
        .any(|node| is(node, "txbxContent") || is(node, "Fallback"))
}

/// Rows of a table, cells of a row: children of the name, in whatever wraps them.
fn within<'a, 'i>(parent: Node<'a, 'i>, name: &str) -> Vec<Node<'a, 'i>> {
    let mut found = Vec::new();
    for node in parent.children().filter(Node::is_element) {
        if is(node, name) {
            found.push(node);
        } else if ["sdt", "sdtContent", "ins", "customXml"]
            .iter()
            .any(|wrap| is(node, wrap))
        {
            let inner = node.descendants().filter(|inner| is(*inner, name));
            let nearest = inner.filter(|inner| {
                inner
                    .ancestors()
                    .skip(1)
                    .take_while(|outer| *outer != node)
                    .all(|outer| !is(outer, name))
            });
            found.extend(nearest);
        }
    }
    found
}

fn look_of(run: Node<'_, '_>) -> Look {
    let Some(properties) = child(run, "rPr") else {
        return Look::default();
    };
    let on = |name: &str| {
        child(properties, name).is_some_and(|node| {
            !matches!(attribute(node, "val"), Some("0" | "false" | "off" | "none"))
        })
    };
    Look {
        bold: on("b"),
        italic: on("i"),
        raised: child(properties, "vertAlign").and_then(|node| attribute(node, "val"))
            == Some("superscript"),
        hidden: on("vanish"),
    }
}

/// The label of an item without the signs around it: `3` of `3.`, `[3]`, `(3)`.
fn bare_label(written: &str) -> Option<String> {
    let bare = written.trim_matches(|ch: char| !ch.is_alphanumeric());
    (!bare.is_empty()).then(|| bare.to_owned())
}
