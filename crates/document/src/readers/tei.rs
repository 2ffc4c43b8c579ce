//! The reader for TEI, as editors, Pandoc and GROBID write it.

mod header;
mod references;

use std::collections::{HashMap, HashSet};

use roxmltree::{Node, NodeId};

use super::xml::{all, attribute, child, first, name, text};
use super::{Content, Source, xml};
use crate::draft::Shape;
use crate::html::{Calls, raised, raised_sign};
use crate::rendering::Rendering;
use crate::source::{self, Warning};
use crate::tree::SectionKind;

/// Reads a text, or a corpus of texts.
pub(super) fn read(input: &Source<'_>) -> Result<Content, Warning> {
    let mut warnings = Vec::new();
    let source = source::decode_declared(input.bytes, &mut warnings);
    let source = xml::with_known_entities(source);
    let document = xml::parse(&source)?;
    let root = document.root_element();
    let metadata = header::read(root);
    let mut walk = Walk {
        out: Rendering::default(),
        labels: labels(root),
        depth: 1,
        pending: Vec::new(),
    };
    if let Some(summary) = first(root, "profileDesc").and_then(|profile| first(profile, "abstract"))
        && !text(summary).is_empty()
    {
        walk.division(summary, Some((SectionKind::Abstract, "Abstract")));
    }
    for own in all(root, "text").filter(|own| !inside(*own, "text")) {
        walk.blocks(own);
        walk.notes();
    }
    let message = "the text is larger than is read; what stands at its end is missing";
    Ok(Content::rendered(
        walk.out, metadata, warnings, false, message,
    ))
}

fn inside(node: Node<'_, '_>, wanted: &str) -> bool {
    node.ancestors()
        .skip(1)
        .any(|around| name(around) == wanted)
}

/// Elements that are one entry of a bibliography.
const ENTRIES: [&str; 4] = ["biblStruct", "bibl", "biblFull", "msDesc"];

/// Whether an element is an entry of a list rather than a citation in the text.
fn is_entry(node: Node<'_, '_>) -> bool {
    ENTRIES.contains(&name(node))
        && node
            .ancestors()
            .skip(1)
            .take(6)
            .any(|around| name(around) == "listBibl")
}

/// The labels of notes and entries.
#[derive(Default)]
struct Labels {
    by_node: HashMap<NodeId, String>,
    by_id: HashMap<String, String>,
}

/// Gives every note and entry a label of its own: the number that it carries, else a free one.
fn labels(root: Node<'_, '_>) -> Labels {
    let mut labels = Labels::default();
    let mut taken: HashSet<String> = HashSet::new();
    let mut add = |node: Node<'_, '_>, wanted: Option<String>, labels: &mut Labels| {
        let id = attribute(node, "id");
        let label = wanted
            .filter(|label| !taken.contains(label))
            .or_else(|| id.map(str::to_owned).filter(|id| !taken.contains(id)))
            .unwrap_or_else(|| format!("n{}", node.id().get()));
        taken.insert(label.clone());
        labels.by_node.insert(node.id(), label.clone());
        if let Some(id) = id {
            labels.by_id.entry(id.to_owned()).or_insert(label);
        }
    };
    let notes: Vec<_> = all(root, "note").filter(|own| is_note(*own)).collect();
    for (index, note) in notes.iter().enumerate() {
        let own = attribute(*note, "n").or_else(|| attribute(*note, "label"));
        let number = own.map_or_else(|| (index + 1).to_string(), |own| own.trim().to_owned());
        add(*note, Some(number), &mut labels);
    }
    for entry in root.descendants().filter(|own| is_entry(*own)) {
        let printed = child(entry, "label")
            .map(text)
            .or_else(|| attribute(entry, "n").map(str::to_owned));
        let printed = printed.map(|label| {
            label
                .trim_matches(['[', ']', '(', ')', '.', ' '])
                .to_owned()
        });
        add(
            entry,
            printed.filter(|label| !label.is_empty()),
            &mut labels,
        );
    }
    labels
}

/// Whether a `note` is one to the text, rather than one of an entry or of the header.
fn is_note(node: Node<'_, '_>) -> bool {
    !node.ancestors().skip(1).any(|around| {
        ENTRIES.contains(&name(around))
            || matches!(name(around), "teiHeader" | "note" | "figure" | "monogr")
    }) && !text(node).is_empty()
}

struct Walk<'a, 'i> {
    out: Rendering,
    labels: Labels,
    depth: u8,
    /// Notes within the paragraphs of the section that is being read, and the pages on which they are called: they stand
    /// at its end, so that paragraphs follow each other as they do in print.
    pending: Vec<(Node<'a, 'i>, Option<u32>)>,
}

impl<'a, 'i> Walk<'a, 'i> {
    fn division(&mut self, node: Node<'a, 'i>, stated: Option<(SectionKind, &str)>) {
        let head = child(node, "head").filter(|head| !text(*head).is_empty());
        let headed = head.is_some() || stated.is_some();
        if headed {
            self.head(head, stated);
        }
        self.depth = self.depth.saturating_add(u8::from(headed));
        for own in node.children().filter(|own| Some(*own) != head) {
            self.block(own);
        }
        self.notes();
        self.depth -= u8::from(headed);
    }

    /// Writes the notes that the section has called so far.
    fn notes(&mut self) {
        let here = self.out.page_now();
        // A note may call another: that comes right behind.
        while !self.pending.is_empty() {
            for (note, page) in std::mem::take(&mut self.pending) {
                if let Some(page) = page {
                    self.out.page(page);
                }
                self.note(note);
            }
        }
        if let Some(here) = here {
            self.out.page(here);
        }
    }

    fn head(&mut self, head: Option<Node<'a, 'i>>, stated: Option<(SectionKind, &str)>) {
        // GROBID's training texts have heads with levels and no divisions.
        let level = head
            .and_then(|head| attribute(head, "level"))
            .and_then(|level| level.parse().ok())
            .unwrap_or(self.depth);
        self.notes();
        self.out.begin(Shape::Heading {
            level: level.clamp(1, 6),
        });
        match head {
            Some(head) => {
                if let Some(number) = attribute(head, "n")
                    && !text(head).starts_with(number)
                {
                    self.out.text(number);
                    self.out.text(" ");
                }
                self.inline(head);
            }
            None => self.out.text(stated.map_or("", |(_, word)| word)),
        }
        if let Some(own) = self.out.stated() {
            own.section = stated.map(|(kind, _)| kind);
            own.is_settled = true;
        }
        self.out.end();
    }

    fn blocks(&mut self, node: Node<'a, 'i>) {
        for own in node.children() {
            self.block(own);
        }
    }

    fn block(&mut self, node: Node<'a, 'i>) {
        if node.is_text() {
            let words = node.text().unwrap_or_default();
            if !words.trim().is_empty() {
                self.out.begin(Shape::Paragraph);
                self.out.text(words);
                self.out.end();
            }
            return;
        }
        let language = attribute(node, "lang").map(str::to_owned);
        let before = language.map(|language| self.out.language(Some(language)));
        match name(node) {
            "div" | "div1" | "div2" | "div3" | "div4" | "div5" | "div6" => {
                let kind = attribute(node, "type").map(str::to_lowercase);
                let stated = match kind.as_deref() {
                    Some("bibliography" | "references") => {
                        Some((SectionKind::Bibliography, "References"))
                    }
                    Some("abstract") => Some((SectionKind::Abstract, "Abstract")),
                    Some("acknowledgement" | "acknowledgment" | "acknowledgements") => {
                        Some((SectionKind::Matter, "Acknowledgements"))
                    }
                    _ => None,
                };
                // An empty division around the list says nothing that the list does not.
                match stated {
                    Some((SectionKind::Bibliography, _)) if child(node, "head").is_none() => {
                        self.blocks(node)
                    }
                    _ => self.division(node, stated),
                }
            }
            "listBibl" => {
                let has_own = node.children().any(is_entry);
                let word = (SectionKind::Bibliography, "References");
                match has_own && !inside(node, "listBibl") {
                    true => self.division(node, Some(word)),
                    false => self.blocks(node),
                }
            }
            "head" => self.head(Some(node), None),
            "p" | "ab" | "l" | "u" | "opener" | "closer" | "byline" | "dateline" | "salute"
            | "signed" | "docTitle" | "docAuthor" | "trailer" | "formula" | "item" | "quote"
            | "said" | "sp" | "lg" | "stage" => self.paragraph(node, Shape::Paragraph),
            "note" => self.note(node),
            "list" => self.list(node),
            "table" => self.table(node, node),
            "figure" => self.figure(node),
            "pb" => self.page(node),
            "fw" | "teiHeader" | "gb" | "cb" | "milestone" | "anchor" | "" => {}
            _ if is_entry(node) => self.entry(node),
            _ => {
                let loose = node.children().any(|own| {
                    own.is_text() && own.text().is_some_and(|text| !text.trim().is_empty())
                });
                match loose {
                    true => self.paragraph(node, Shape::Paragraph),
                    false => self.blocks(node),
                }
            }
        }
        if let Some(before) = before {
            self.out.language(before);
        }
    }

    fn page(&mut self, node: Node<'a, 'i>) {
        let number = attribute(node, "n").and_then(|number| number.trim().parse().ok());
        if let Some(page) = number {
            self.out.page(page);
        }
    }

    fn paragraph(&mut self, node: Node<'a, 'i>, shape: Shape) {
        let behind = match shape {
            Shape::Paragraph => Shape::Paragraph,
            _ => Shape::More,
        };
        self.out.begin(shape);
        self.flow(node, &behind);
        self.out.end();
    }

    /// What stands in a paragraph; blocks within it part it.
    fn flow(&mut self, node: Node<'a, 'i>, behind: &Shape) {
        for own in node.children() {
            match name(own) {
                "list" | "table" | "figure" | "listBibl" | "div" => {
                    self.out.end();
                    self.block(own);
                    self.out.begin(behind.clone());
                }
                "p" | "l" | "lg" => {
                    if !self.out.so_far().trim().is_empty() {
                        self.out.end();
                        self.out.begin(behind.clone());
                    }
                    self.flow(own, behind);
                }
                _ => self.inline_node(own),
            }
        }
    }

    fn inline(&mut self, node: Node<'a, 'i>) {
        for own in node.children() {
            self.inline_node(own);
        }
    }

    fn inline_node(&mut self, node: Node<'a, 'i>) {
        if node.is_text() {
            return self.out.text(node.text().unwrap_or_default());
        }
        match name(node) {
            "note" => {
                if let Some(label) = self.labels.by_node.get(&node.id()).cloned() {
                    self.out.marker(&format!("[{label}]"), &label);
                    self.pending.push((node, self.out.page_now()));
                }
            }
            // What stands on a line of its own in print, and what replaces the words before it.
            "speaker" | "stage" | "signed" | "dateline" | "salute" | "byline" | "address"
            | "addrLine" | "add" | "del"
                if parts_words(node) =>
            {
                self.room();
                self.inline(node);
                self.room();
            }
            // The line of print ends here, perhaps within a word.
            "lb" => self.out.line_break(),
            "pb" => self.page(node),
            "fw" | "gap" | "rdg" | "sic" | "orig" | "abbr" if in_choice(node) => {}
            "fw" => {}
            "ref" | "ptr" => self.call(node),
            "hi" | "emph" | "title" | "foreign" => {
                let rend = attribute(node, "rend").unwrap_or_default().to_lowercase();
                if rend.contains("super") || rend == "sup" {
                    let shown = text(node);
                    let sign = raised(&shown)
                        .or_else(|| raised_sign(self.out.so_far(), &shown, Calls::Unknown));
                    match sign {
                        Some(sign) => self.out.text(&sign),
                        None => self.inline(node),
                    }
                    return;
                }
                let bold = rend.contains("bold");
                let italic = rend.contains("italic") || rend == "i" || name(node) == "emph";
                if bold {
                    self.out.bold(true);
                }
                if italic {
                    self.out.italic(true);
                }
                self.inline(node);
                if bold {
                    self.out.bold(false);
                }
                if italic {
                    self.out.italic(false);
                }
            }
            _ => self.inline(node),
        }
    }

    /// A space, where words would run into each other.
    fn room(&mut self) {
        if !self.out.so_far().is_empty() {
            self.out.text(" ");
        }
    }

    fn call(&mut self, node: Node<'a, 'i>) {
        let target = attribute(node, "target").unwrap_or_default();
        let labels: Vec<String> = target
            .split_whitespace()
            .filter_map(|target| target.strip_prefix('#'))
            .filter_map(|id| self.labels.by_id.get(id).cloned())
            .collect();
        let shown = text(node);
        let start = self.out.here();
        if labels.is_empty() || shown.is_empty() {
            self.inline(node);
            if target.contains("://") {
                self.out.link(start, target);
            }
            return;
        }
        let bare = shown.trim_matches(['[', ']']);
        let number =
            (1..=4).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_digit());
        let before = self.out.so_far().chars().next_back();
        let grown = before.is_some_and(|ch| ch.is_alphanumeric() || ".”\"’')".contains(ch));
        match number && (grown || shown.starts_with('[')) {
            true => self.out.text(&format!("[{bare}]")),
            false => match raised_sign(self.out.so_far(), &shown, Calls::NoteOfText) {
                Some(sign) => self.out.text(&sign),
                None => self.inline(node),
            },
        }
        self.out.mark(start, labels);
    }

    fn note(&mut self, node: Node<'a, 'i>) {
        let Some(label) = self.labels.by_node.get(&node.id()).cloned() else {
            return;
        };
        let mut shape = Some(Shape::Note { label });
        let parted = child(node, "p").is_some();
        if !parted {
            return self.paragraph(node, shape.take().unwrap_or(Shape::More));
        }
        for own in node.children().filter(Node::is_element) {
            match name(own) {
                "p" => self.paragraph(own, shape.take().unwrap_or(Shape::More)),
                _ => self.block(own),
            }
        }
    }

    fn list(&mut self, node: Node<'a, 'i>) {
        let kind = attribute(node, "type").or_else(|| attribute(node, "rend"));
        let ordered =
            kind.is_some_and(|kind| kind.contains("ordered") || kind.contains("numbered"));
        let list = self.out.list();
        let mut number = 0;
        let mut printed: Option<Node<'a, 'i>> = None;
        for own in node.children() {
            match name(own) {
                "head" => self.paragraph(own, Shape::Paragraph),
                "label" => {
                    if let Some(before) = printed.replace(own) {
                        self.paragraph(before, Shape::Paragraph);
                    }
                }
                "item" => {
                    number += 1;
                    let (sign, term) = match printed.take() {
                        Some(printed) if is_number(&text(printed)) => (Some(text(printed)), None),
                        other => (None, other),
                    };
                    let label = sign
                        .or_else(|| attribute(own, "n").map(str::to_owned))
                        .or_else(|| ordered.then(|| number.to_string()));
                    self.out.begin(Shape::Item { list, label });
                    if let Some(term) = term {
                        self.inline(term);
                        self.out.text(": ");
                    }
                    self.flow(own, &Shape::More);
                    self.out.end();
                }
                "pb" => self.page(own),
                _ => {}
            }
        }
        if let Some(last) = printed {
            self.paragraph(last, Shape::Paragraph);
        }
    }

    fn figure(&mut self, node: Node<'a, 'i>) {
        if let Some(table) = first(node, "table") {
            return self.table(node, table);
        }
        self.out.begin(Shape::Paragraph);
        self.caption(node);
        self.out.end();
    }

    /// What a figure says beside its table.
    fn caption(&mut self, node: Node<'a, 'i>) {
        for own in node.children() {
            match name(own) {
                "table" | "graphic" => {}
                "label"
                    if child(node, "head").is_some_and(|head| text(head).contains(&text(own))) => {}
                _ => {
                    self.inline_node(own);
                    if own.is_element() {
                        self.out.text(" ");
                    }
                }
            }
        }
    }

    fn table(&mut self, figure: Node<'a, 'i>, node: Node<'a, 'i>) {
        let table = self.out.table();
        self.out.begin(Shape::Caption { table });
        match figure == node {
            true => {
                if let Some(head) = child(node, "head") {
                    self.inline(head);
                }
            }
            false => self.caption(figure),
        }
        self.out.end();
        let mut rows = 0;
        for row in all(node, "row") {
            rows += 1;
            self.out.begin(Shape::Row { table });
            let mut begun = false;
            for cell in row.children().filter(|own| name(*own) == "cell") {
                if std::mem::replace(&mut begun, true) {
                    self.out.cell();
                }
                self.cell(cell);
            }
            self.out.end();
        }
        if rows == 0 && !text(node).is_empty() {
            // Rows that nobody has marked.
            self.out.begin(Shape::Row { table });
            self.cell(node);
            self.out.end();
        }
    }

    /// What stands in a cell, in one line.
    fn cell(&mut self, node: Node<'a, 'i>) {
        for own in node.children() {
            match name(own) {
                "lb" => self.out.text(" "),
                "p" | "list" | "item" => {
                    self.out.text(" ");
                    self.cell(own);
                    self.out.text(" ");
                }
                "head" => {}
                _ => self.inline_node(own),
            }
        }
    }

    fn entry(&mut self, node: Node<'a, 'i>) {
        let label = self.labels.by_node.get(&node.id()).cloned();
        references::write(node, label, &mut self.out);
    }
}

/// Whether an element's words are others than those beside it. What an author adds may be the end of a word; what stands
/// for something deleted is none.
fn parts_words(node: Node<'_, '_>) -> bool {
    match name(node) {
        "add" | "del" => node.parent().is_some_and(|around| name(around) == "subst"),
        _ => true,
    }
}

/// Whether the label of an item counts it: `3.`, `(b)`, `IV`.
fn is_number(label: &str) -> bool {
    let bare = label.trim_matches(|ch: char| !ch.is_alphanumeric());
    let digits = bare.bytes().all(|byte| byte.is_ascii_digit()) && bare.len() <= 4;
    digits || bare.chars().count() == 1 || crate::number::roman(bare).is_some()
}

fn in_choice(node: Node<'_, '_>) -> bool {
    node.parent()
        .is_some_and(|around| matches!(name(around), "choice" | "app"))
}
