//! The reader for JATS (NISO Z39.96) and NLM, the XML of journals.

mod front;
mod references;

use std::collections::HashMap;

use roxmltree::Node;

use super::spans::{RowCells, Spans};
use super::xml::{attribute, child, first, name, text, text_without};
use super::{Content, Source, xml};
use crate::draft::Shape;
use crate::html::{Calls, raised, raised_sign};
use crate::rendering::Rendering;
use crate::source::{self, Warning, WarningKind};
use crate::tree::SectionKind;

/// Reads an article.
pub(super) fn read(input: &Source<'_>) -> Result<Content, Warning> {
    let mut warnings = Vec::new();
    let source = source::decode_declared(input.bytes, &mut warnings);
    let source = xml::with_known_entities(source);
    let document = xml::parse(&source)?;
    let root = document.root_element();
    let article = match name(root) {
        "article" => root,
        _ => first(root, "article").ok_or_else(|| {
            Warning::new(WarningKind::Damaged, "no article in the file, not read")
        })?,
    };
    let metadata = front::read(article);
    let mut walk = Walk::new(article);
    walk.article(article);
    let message = "the article is larger than is read; what stands at its end is missing";
    Ok(Content::rendered(
        walk.out, metadata, warnings, false, message,
    ))
}

struct Walk<'a> {
    out: Rendering,
    /// Labels of references and notes by their `id`.
    labels: HashMap<&'a str, String>,
    korean: bool,
    depth: u8,
}

impl<'a> Walk<'a> {
    fn new(article: Node<'a, '_>) -> Self {
        Walk {
            out: Rendering::default(),
            labels: references::labels(article),
            korean: attribute(article, "lang").is_some_and(|lang| lang.starts_with("ko")),
            depth: 1,
        }
    }

    fn article(&mut self, article: Node<'_, '_>) {
        if let Some(meta) = child(article, "front").and_then(|front| child(front, "article-meta")) {
            for own in meta.children() {
                match name(own) {
                    "abstract" | "trans-abstract" => {
                        let word = if self.korean { "초록" } else { "Abstract" };
                        self.section(own, Some(SectionKind::Abstract), Some(word));
                    }
                    _ => {}
                }
            }
        }
        for part in ["body", "back", "floats-group"] {
            if let Some(part) = child(article, part) {
                self.blocks(part);
            }
        }
        // Replies and parts that are articles of their own.
        for own in article.children() {
            if matches!(name(own), "sub-article" | "response") {
                let title = first(own, "article-title").map(text);
                self.out.heading(
                    self.depth.min(6),
                    title.as_deref().unwrap_or_default(),
                    SectionKind::Matter,
                );
                self.depth += 1;
                for part in ["body", "back"] {
                    if let Some(part) = child(own, part) {
                        self.blocks(part);
                    }
                }
                self.depth -= 1;
            }
        }
    }

    fn section(&mut self, node: Node<'_, '_>, kind: Option<SectionKind>, default: Option<&str>) {
        let title = child(node, "title").filter(|title| !text(*title).is_empty());
        let label = child(node, "label")
            .map(text)
            .filter(|label| !label.is_empty());
        let is_part = matches!(name(node), "app" | "boxed-text");
        let headed = title.is_some() || default.is_some() || is_part && label.is_some();
        if !headed && let Some(label) = &label {
            self.out.begin(Shape::Paragraph);
            self.out.text(label);
            self.out.end();
        }
        if headed {
            self.out.begin(Shape::Heading {
                level: self.depth.min(6),
            });
            let label = label.as_deref().unwrap_or_default();
            self.out.text(label);
            self.out.text(" ");
            match title {
                Some(title) => self.inline(title),
                None => self.out.text(default.unwrap_or_default()),
            }
            if let Some(stated) = self.out.stated() {
                stated.section = kind;
                stated.is_settled = true;
            }
            self.out.end();
        }
        self.depth = self.depth.saturating_add(u8::from(headed));
        self.blocks(node);
        self.depth -= u8::from(headed);
    }

    fn blocks(&mut self, node: Node<'_, '_>) {
        for own in node.children() {
            self.block(own);
        }
    }

    fn block(&mut self, node: Node<'_, '_>) {
        let language = attribute(node, "lang").map(str::to_owned);
        let before = language.map(|language| self.out.language(Some(language)));
        match name(node) {
            "sec" | "app" => self.section(node, None, None),
            "boxed-text" => self.boxed(node),
            "ack" => {
                let word = if self.korean {
                    "감사의 글"
                } else {
                    "Acknowledgements"
                };
                self.section(node, Some(SectionKind::Matter), Some(word));
            }
            "bio" | "notes" => self.section(node, Some(SectionKind::Matter), None),
            "glossary" => self.section(node, Some(SectionKind::Definitions), None),
            "ref-list" => {
                let word = if self.korean {
                    "참고문헌"
                } else {
                    "References"
                };
                self.section(node, Some(SectionKind::Bibliography), Some(word));
            }
            "ref" => self.reference(node),
            "fn" => self.note(node),
            "fn-group" | "app-group" | "table-wrap-group" | "fig-group" | "alternatives" => {
                match child(node, "title") {
                    Some(_) => self.section(node, None, None),
                    None => self.labelled(node),
                }
            }
            // Of the elements that have one, those with a place for it have written it.
            "caption" => {
                for own in node.children().filter(Node::is_element) {
                    self.paragraph(own);
                }
            }
            "p" | "verse-line" | "attrib" | "disp-formula" | "speech" => self.paragraph(node),
            "list" => self.list(node),
            "def-list" => self.definitions(node),
            "table-wrap" => self.table(node),
            "fig" | "supplementary-material" | "media" | "graphic" => self.figure(node),
            "code" | "preformat" => {
                self.out.begin(Shape::Preformatted);
                let whole: String = node
                    .descendants()
                    .filter(Node::is_text)
                    .filter_map(|own| own.text())
                    .collect();
                self.out.text(&whole);
                self.out.end();
            }
            "title" | "label" | "object-id" | "sec-meta" | "tex-math" | "" => {}
            _ => {
                // Text that stands where only blocks should is a paragraph.
                let loose = node.children().any(|own| {
                    own.is_text() && own.text().is_some_and(|text| !text.trim().is_empty())
                });
                match loose {
                    true => self.paragraph(node),
                    false => self.labelled(node),
                }
            }
        }
        if let Some(before) = before {
            self.out.language(before);
        }
    }

    /// A box; its heading is its label and the title of its caption.
    fn boxed(&mut self, node: Node<'_, '_>) {
        let caption = child(node, "caption");
        let Some(title) = caption.and_then(|caption| child(caption, "title")) else {
            return self.section(node, None, None);
        };
        let label = child(node, "label").map(text);
        let heading: Vec<String> = label.into_iter().chain([text(title)]).collect();
        self.out
            .heading(self.depth.min(6), &heading.join(" "), SectionKind::Body);
        self.depth = self.depth.saturating_add(1);
        for own in node.children() {
            match name(own) {
                "caption" => {
                    let inner = own.children().filter(Node::is_element);
                    for part in inner.filter(|part| *part != title) {
                        self.paragraph(part);
                    }
                }
                _ => self.block(own),
            }
        }
        self.depth -= 1;
    }

    /// What stands in an element that is no section, behind its label and title: `Theorem 1. On ports`.
    fn labelled(&mut self, node: Node<'_, '_>) {
        self.out.begin(Shape::Paragraph);
        self.caption(node);
        if let Some(title) = child(node, "title") {
            self.part_of_caption(title);
        }
        self.out.end();
        for own in node.children().filter(|own| name(*own) != "caption") {
            self.block(own);
        }
    }

    fn paragraph(&mut self, node: Node<'_, '_>) {
        self.out.begin(Shape::Paragraph);
        self.flow(node, &Shape::Paragraph);
        self.out.end();
    }

    /// What stands in a paragraph; blocks within it part it.
    fn flow(&mut self, node: Node<'_, '_>, behind: &Shape) {
        for own in node.children() {
            match name(own) {
                "list"
                | "def-list"
                | "table-wrap"
                | "fig"
                | "boxed-text"
                | "disp-quote"
                | "supplementary-material"
                | "code"
                | "preformat"
                | "fig-group"
                | "verse-group" => {
                    self.out.end();
                    self.block(own);
                    self.out.begin(behind.clone());
                }
                "p" => {
                    self.out.end();
                    self.out.begin(behind.clone());
                    self.flow(own, behind);
                }
                _ => self.inline_node(own),
            }
        }
    }

    fn inline(&mut self, node: Node<'_, '_>) {
        for own in node.children() {
            self.inline_node(own);
        }
    }

    fn inline_node(&mut self, node: Node<'_, '_>) {
        if node.is_text() {
            return self.out.text(node.text().unwrap_or_default());
        }
        match name(node) {
            "xref" => self.call(node),
            "fn" => {
                let label = self.label_of(node);
                self.out.marker(&format!("[{label}]"), &label);
                self.note(node);
            }
            "bold" => {
                self.out.bold(true);
                self.inline(node);
                self.out.bold(false);
            }
            "italic" => {
                self.out.italic(true);
                self.inline(node);
                self.out.italic(false);
            }
            "sup" => self.superscript(node),
            "break" => self.out.line_break(),
            "tex-math" | "object-id" => {}
            // Of one formula in several notations one is enough.
            "alternatives" => match node.children().find(|own| name(*own) == "math") {
                Some(math) => self.inline(math),
                None => self.inline(node),
            },
            "ext-link" | "uri" | "email" => {
                let start = self.out.here();
                self.inline(node);
                let target = attribute(node, "href").map(str::to_owned);
                let target = target.unwrap_or_else(|| text(node));
                match name(node) {
                    "email" => self.out.link(start, &format!("mailto:{target}")),
                    _ => self.out.link(start, &target),
                }
            }
            "monospace" => {
                let start = self.out.here();
                self.inline(node);
                self.out.code(start);
            }
            _ => self.inline(node),
        }
    }

    /// Raised digits stay raised; raised calls stand in brackets.
    fn superscript(&mut self, node: Node<'_, '_>) {
        let shown = text(node);
        let calls = node.descendants().any(|own| self.calls(own));
        if calls && !shown.starts_with(['[', '(']) {
            self.out.text("[");
            self.inline(node);
            self.out.text("]");
            return;
        }
        // What calls a note of its table leads to none of the text's notes.
        let is_called = node.ancestors().chain(node.descendants()).any(calls_note);
        let called = match is_called {
            true => Calls::NoteOfTable,
            false => Calls::Unknown,
        };
        let sign = raised(&shown).or_else(|| raised_sign(self.out.so_far(), &shown, called));
        match sign.filter(|_| !calls) {
            Some(sign) => self.out.text(&sign),
            None => self.inline(node),
        }
    }

    /// Whether an element calls a reference or note.
    fn calls(&self, node: Node<'_, '_>) -> bool {
        name(node) == "xref" && !self.targets(node).is_empty()
    }

    /// The labels of what an `xref` calls.
    fn targets(&self, node: Node<'_, '_>) -> Vec<String> {
        let ids = attribute(node, "rid").unwrap_or_default();
        ids.split_whitespace()
            .filter_map(|id| self.labels.get(id).cloned())
            .collect()
    }

    fn call(&mut self, node: Node<'_, '_>) {
        let targets = self.targets(node);
        let shown = text(node);
        let sign = match calls_note(node) {
            true if targets.is_empty() => {
                raised_sign(self.out.so_far(), &shown, Calls::NoteOfTable)
            }
            true => raised_sign(self.out.so_far(), &shown, Calls::NoteOfText),
            false => None,
        };
        if let Some(sign) = sign {
            let start = self.out.here();
            self.out.text(&sign);
            return self.out.mark(start, targets);
        }
        if targets.is_empty() || shown.is_empty() {
            return self.inline(node);
        }
        let bare = shown.trim_matches(['[', ']', '(', ')']);
        let number =
            (1..=4).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_digit());
        let before = self.out.so_far().chars().next_back();
        // `word1` would be another word.
        let grown = before.is_some_and(|ch| {
            ch.is_alphanumeric() || matches!(ch, '.' | '”' | '"' | '’' | '\'' | ')')
        });
        if number && (grown || shown.starts_with('[')) {
            let start = self.out.here();
            self.out.text(&format!("[{bare}]"));
            return self.out.mark(start, targets);
        }
        let start = self.out.here();
        self.inline(node);
        self.out.mark(start, targets);
    }

    /// The label of a note: its own, else its `id`.
    fn label_of(&self, node: Node<'_, '_>) -> String {
        let known = attribute(node, "id").and_then(|id| self.labels.get(id).cloned());
        known.unwrap_or_else(|| {
            let label = child(node, "label").map(text).unwrap_or_default();
            match label.is_empty() {
                true => format!("n{}", node.id().get()),
                false => label,
            }
        })
    }

    fn note(&mut self, node: Node<'_, '_>) {
        let known = attribute(node, "id").is_some_and(|id| self.labels.contains_key(id));
        let shape = match known || child(node, "label").is_some() || self.out.is_open() {
            true => Shape::Note {
                label: self.label_of(node),
            },
            // Conflicts of interest and their like: the text never calls them.
            false => Shape::Paragraph,
        };
        let mut shape = Some(shape);
        for own in node.children().filter(Node::is_element) {
            if name(own) == "label" {
                continue;
            }
            self.out.begin(shape.take().unwrap_or(Shape::More));
            self.flow(own, &Shape::More);
            if let Some(stated) = self.out.stated() {
                stated.is_settled = true;
            }
            self.out.end();
        }
    }

    fn list(&mut self, node: Node<'_, '_>) {
        let ordered = matches!(attribute(node, "list-type"), Some("order" | "arabic"));
        if let Some(title) = child(node, "title") {
            self.paragraph(title);
        }
        let list = self.out.list();
        let items = node.children().filter(|own| name(*own) == "list-item");
        for (index, item) in items.enumerate() {
            let number = index + 1;
            let own = child(item, "label").map(text);
            let label = own.or_else(|| ordered.then(|| number.to_string()));
            let mut shape = Some(Shape::Item { list, label });
            for own in item.children().filter(Node::is_element) {
                match name(own) {
                    "label" => {}
                    "p" | "title" => {
                        self.out.begin(shape.take().unwrap_or(Shape::More));
                        self.flow(own, &Shape::More);
                        self.out.end();
                    }
                    _ => self.block(own),
                }
            }
        }
    }

    fn definitions(&mut self, node: Node<'_, '_>) {
        for item in node.children() {
            match name(item) {
                "def-item" => {}
                "title" | "term-head" | "def-head" => {
                    self.paragraph(item);
                    continue;
                }
                "def-list" => {
                    self.definitions(item);
                    continue;
                }
                _ => continue,
            }
            self.out.begin(Shape::Paragraph);
            if let Some(term) = child(item, "term") {
                self.inline(term);
            }
            for own in item.children().filter(|own| name(*own) == "def") {
                self.out.text(": ");
                let words = text(own);
                self.out.text(&words);
            }
            self.out.end();
        }
    }

    /// `Table 2. Number of addresses`
    fn caption(&mut self, node: Node<'_, '_>) {
        for own in node.children() {
            match name(own) {
                "label" => self.inline(own),
                "caption" => {
                    for part in own.children().filter(Node::is_element) {
                        self.part_of_caption(part);
                    }
                }
                _ => {}
            }
        }
    }

    /// A piece of a caption behind those before it.
    fn part_of_caption(&mut self, part: Node<'_, '_>) {
        let before = self.out.so_far().trim_end();
        if !before.is_empty() {
            let ended = before.ends_with(['.', ':', '?', '!']);
            self.out.text(if ended { " " } else { ". " });
        }
        self.inline(part);
    }

    fn figure(&mut self, node: Node<'_, '_>) {
        self.out.begin(Shape::Paragraph);
        self.caption(node);
        self.out.end();
        for own in node.children() {
            if !matches!(
                name(own),
                "label" | "caption" | "graphic" | "object-id" | "alt-text" | "long-desc"
            ) {
                self.block(own);
            }
        }
    }

    fn table(&mut self, node: Node<'_, '_>) {
        let table = self.out.table();
        self.out.begin(Shape::Caption { table });
        self.caption(node);
        self.out.end();
        let mut spans = Spans::default();
        for row in node.descendants().filter(|own| name(*own) == "tr") {
            self.row(row, table, &mut spans);
        }
        for foot in node
            .children()
            .filter(|own| name(*own) == "table-wrap-foot")
        {
            for own in foot.children().filter(Node::is_element) {
                self.out.begin(Shape::Caption { table });
                if let Some(label) = child(own, "label") {
                    self.inline(label);
                    self.out.text(" ");
                }
                let written = text_without(own, &["label", "tex-math"]);
                self.out.text(&written);
                self.out.end();
            }
        }
    }

    fn row(&mut self, row: Node<'_, '_>, table: usize, spans: &mut Spans) {
        let mut written = RowCells::begin(&mut self.out, table, spans);
        let cells = row.children();
        for cell in cells.filter(|own| matches!(name(*own), "td" | "th")) {
            let start = written.next(&mut self.out);
            self.cell(cell);
            written.end_cell(&mut self.out, start, |wanted| attribute(cell, wanted));
        }
        written.end(&mut self.out);
    }

    fn cell(&mut self, node: Node<'_, '_>) {
        for own in node.children() {
            match name(own) {
                "p" | "list" | "list-item" | "def" => {
                    self.out.text(" ");
                    self.cell(own);
                    self.out.text(" ");
                }
                "break" => self.out.text(" "),
                _ => self.inline_node(own),
            }
        }
    }
}

/// Whether an element calls a note of the text or of a table.
fn calls_note(node: Node<'_, '_>) -> bool {
    name(node) == "xref" && matches!(attribute(node, "ref-type"), Some("fn" | "table-fn"))
}
