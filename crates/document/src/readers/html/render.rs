//! The content of a page becomes parts: headings, paragraphs, items, rows, notes.

use super::content::Content;
use super::metadata;
use super::notes::Notes;
use super::tree::{NodeId, Tree};
use crate::draft::{Metadata, Shape};
use crate::html::{Calls, raised, raised_sign};
use crate::readers::spans::{RowCells, Spans};
use crate::rendering::Rendering;

/// Renders the content of a page.
pub(super) fn render(
    tree: &Tree<'_>,
    content: &Content,
    notes: &Notes,
    metadata: &Metadata,
) -> Rendering {
    let mut walk = Walk {
        tree,
        content,
        notes,
        metadata,
        out: Rendering::default(),
        containers: Vec::new(),
        link_end: 0,
    };
    walk.children(content.root);
    walk.end_text();
    // Notes that stand outside of the element with the content are content all the same.
    let inside = tree.within(content.root);
    let mut outside: Vec<NodeId> = notes
        .notes
        .keys()
        .copied()
        .filter(|id| !inside.contains(id))
        .collect();
    outside.sort_unstable();
    for id in outside {
        // One within another has been shown with it.
        if !tree
            .around(tree.parent(id))
            .any(|around| notes.notes.contains_key(&around))
        {
            walk.node(id);
            walk.end_text();
        }
    }
    walk.out
}

/// What the next paragraph belongs to.
enum Container {
    /// A list's item, until its first paragraph has begun.
    Item {
        list: usize,
        label: Option<String>,
        begun: bool,
    },
    /// A note, until its first paragraph has begun.
    Note { shape: Shape, begun: bool },
    /// A list: its number, and what the next item counts where it is ordered.
    List { number: usize, next: Option<u32> },
    /// A place of its own, such as a table's cell that holds blocks: items around it are over.
    Plain,
}

struct Walk<'a, 's> {
    tree: &'a Tree<'s>,
    content: &'a Content,
    notes: &'a Notes,
    metadata: &'a Metadata,
    out: Rendering,
    containers: Vec<Container>,
    /// The node behind the last link.
    link_end: NodeId,
}

impl Walk<'_, '_> {
    fn children(&mut self, id: NodeId) {
        let tree = self.tree;
        for child in tree.children(id) {
            self.node(child);
        }
    }

    fn node(&mut self, id: NodeId) {
        let tree = self.tree;
        if self.content.is_left_out(id) || self.notes.back.contains(&id) {
            return;
        }
        let Some(name) = tree.name(id) else {
            if let Some(text) = tree.text(id) {
                self.text(&text);
            }
            return;
        };
        let language = match is_block(name) {
            true => metadata::language(tree, id),
            false => None,
        };
        match language {
            Some(language) => {
                let before = self.out.language(Some(language));
                self.element(id, name);
                self.out.language(before);
            }
            None => self.element(id, name),
        }
    }

    fn element(&mut self, id: NodeId, name: &str) {
        if let Some(called) = self.notes.notes.get(&id) {
            return self.note(id, called);
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(id, name.as_bytes()[1] - b'0'),
            "ul" | "ol" | "menu" => self.list(id, name),
            "li" => self.item(id),
            "table" => self.table(id),
            "pre" => self.preformatted(id),
            "br" => {
                if self.out.is_open() {
                    self.out.line_break();
                }
            }
            "hr" => {
                self.end_text();
                self.out.begin(Shape::Rule);
                self.out.end();
            }
            "caption" => {}
            "p" if self.is_byline(id) => {}
            "b" | "strong" => {
                self.out.bold(true);
                self.children(id);
                self.out.bold(false);
            }
            "i" | "em" | "cite" | "dfn" => {
                self.out.italic(true);
                self.children(id);
                self.out.italic(false);
            }
            "code" | "kbd" | "samp" | "tt" => {
                let start = self.here();
                self.children(id);
                self.out.code(start);
            }
            "sup" => self.superscript(id),
            "a" => self.anchor(id),
            "rt" => {
                let bracketed = self
                    .tree
                    .children(self.tree.parent(id))
                    .any(|own| self.tree.name(own) == Some("rp"));
                match bracketed {
                    true => self.children(id),
                    false => {
                        self.text("(");
                        self.children(id);
                        self.text(")");
                    }
                }
            }
            "q" => {
                self.text("“");
                self.children(id);
                self.text("”");
            }
            _ if self.is_heading(id) => {
                let level = self.tree.attribute(id, "aria-level");
                let level = level.and_then(|level| level.trim().parse().ok());
                self.heading(id, level.unwrap_or(2u8).clamp(1, 6));
            }
            _ if is_block(name) => {
                self.end_text();
                self.children(id);
                self.end_text();
            }
            _ => self.children(id),
        }
    }

    fn is_heading(&self, id: NodeId) -> bool {
        self.tree
            .attribute(id, "role")
            .is_some_and(|role| role == "heading")
    }

    /// Whether a paragraph is the line of author or date below the title, which the page states as such.
    fn is_byline(&self, id: NodeId) -> bool {
        let class = self.tree.attribute(id, "class");
        if !class.is_some_and(|class| matches!(class.trim(), "author" | "date")) {
            return false;
        }
        let text = self.tree.inner_text(id);
        self.metadata.authors.contains(&text) || self.metadata.date.as_ref() == Some(&text)
    }

    /// Where text goes, begun where there is none yet.
    fn here(&mut self) -> usize {
        self.begin_text();
        self.out.here()
    }

    fn text(&mut self, text: &str) {
        if !self.out.is_open() {
            if text.trim().is_empty() {
                return;
            }
            self.begin_text();
        }
        self.out.text(text);
    }

    /// Begins the part that text goes into.
    fn begin_text(&mut self) {
        if self.out.is_open() {
            return;
        }
        let shape = match self.containers.last_mut() {
            Some(Container::Item { list, label, begun }) => match std::mem::replace(begun, true) {
                false => Shape::Item {
                    list: *list,
                    label: label.take(),
                },
                true => Shape::More,
            },
            Some(Container::Note { shape, begun }) => match std::mem::replace(begun, true) {
                false => shape.clone(),
                true => Shape::More,
            },
            _ => Shape::Paragraph,
        };
        self.out.begin(shape);
    }

    /// Ends the part that text goes into.
    fn end_text(&mut self) {
        while self.out.is_open() {
            self.out.end();
        }
    }

    fn heading(&mut self, id: NodeId, level: u8) {
        self.end_text();
        self.out.begin(Shape::Heading { level });
        self.children(id);
        self.end_text();
    }

    fn list(&mut self, id: NodeId, name: &str) {
        self.end_text();
        let start = self.tree.attribute(id, "start");
        let start = start.and_then(|start| start.trim().parse().ok());
        let number = self.out.list();
        self.containers.push(Container::List {
            number,
            next: (name == "ol").then(|| start.unwrap_or(1)),
        });
        self.children(id);
        self.end_text();
        self.containers.pop();
    }

    fn item(&mut self, id: NodeId) {
        self.end_text();
        let value = self.tree.attribute(id, "value");
        let value: Option<u32> = value.and_then(|value| value.trim().parse().ok());
        let (list, label) = match self.containers.last_mut() {
            Some(Container::List { number, next }) => {
                let label = next.map(|own| value.unwrap_or(own));
                *next = label.map(|own| own.saturating_add(1));
                (*number, label.map(|label| label.to_string()))
            }
            _ => (0, None),
        };
        self.within(
            id,
            Container::Item {
                list,
                label,
                begun: false,
            },
        );
    }

    fn note(&mut self, id: NodeId, called: &super::notes::Called) {
        self.end_text();
        let label = called.label.clone();
        let shape = match called.is_entry {
            true => Shape::Entry { label: Some(label) },
            false => Shape::Note { label },
        };
        let mark = self.containers.len();
        self.within(
            id,
            Container::Note {
                shape,
                begun: false,
            },
        );
        debug_assert_eq!(mark, self.containers.len(), "containers are balanced");
        // `<li id="fn3">` counts as an item of its list.
        if let Some(Container::List {
            next: Some(next), ..
        }) = self.containers.last_mut()
        {
            *next = next.saturating_add(1);
        }
    }

    /// Walks through a container's content.
    fn within(&mut self, id: NodeId, container: Container) {
        self.containers.push(container);
        match self.tree.name(id) {
            Some("table") => self.table(id),
            _ => self.children(id),
        }
        self.end_text();
        self.containers.pop();
    }

    fn preformatted(&mut self, id: NodeId) {
        self.end_text();
        self.out.begin(Shape::Preformatted);
        let tree = self.tree;
        for own in tree.within(id) {
            match tree.text(own) {
                Some(text) => self.out.text(&text),
                None if tree.name(own) == Some("br") => self.out.line_break(),
                None => {}
            }
        }
        self.end_text();
    }

    /// Raised digits stay raised unless they are the sign of a note.
    fn superscript(&mut self, id: NodeId) {
        let tree = self.tree;
        let calls = tree
            .within(id)
            .any(|own| self.notes.calls.contains_key(&own));
        let shown = tree.inner_text(id);
        let sign =
            raised(&shown).or_else(|| raised_sign(self.out.so_far(), &shown, Calls::Unknown));
        match sign.filter(|_| !calls) {
            Some(sign) => self.text(&sign),
            None => self.children(id),
        }
    }

    fn anchor(&mut self, id: NodeId) {
        if let Some(label) = self.notes.calls.get(&id) {
            let shown = self.tree.inner_text(id);
            let bare = shown.trim_matches(['[', ']', '(', ')', ' ']);
            let sign = bare.chars().count() <= 12 && !bare.contains(char::is_whitespace);
            let start = self.here();
            match sign && (label == bare || bare.bytes().all(|byte| byte.is_ascii_digit())) {
                true => self.text(&format!("[{bare}]")),
                false => self.children(id),
            }
            self.out.mark(start, vec![label.clone()]);
            return;
        }
        let target = self.tree.attribute(id, "href").unwrap_or_default();
        let target = target.trim();
        // The sign beside a heading that gives its address.
        let shown = self.tree.inner_text(id);
        if target.starts_with('#') && matches!(shown.trim(), "¶" | "#" | "🔗") {
            return;
        }
        // What pages set apart by styles would run together.
        if self.link_end == id && self.out.so_far().ends_with(char::is_alphanumeric) {
            self.text(" ");
        }
        self.link_end = self.tree.within(id).end;
        let elsewhere = !target.is_empty()
            && !target.starts_with('#')
            && !target.to_ascii_lowercase().starts_with("javascript:");
        if !elsewhere || !self.out.is_open() && shown.is_empty() {
            return self.children(id);
        }
        let start = self.here();
        self.children(id);
        if self.out.is_open() && self.out.here() > start {
            self.out.link(start, target);
        }
    }

    fn table(&mut self, id: NodeId) {
        self.end_text();
        if self.is_layout(id) {
            self.containers.push(Container::Plain);
            self.children(id);
            self.end_text();
            self.containers.pop();
            return;
        }
        let tree = self.tree;
        let table = self.out.table();
        let mut spans = Spans::default();
        for own in tree.within(id) {
            if self.content.is_left_out(own) {
                continue;
            }
            match tree.name(own) {
                Some("caption") => {
                    self.out.begin(Shape::Caption { table });
                    self.children(own);
                    self.end_text();
                }
                Some("tr") => self.row(own, table, &mut spans),
                _ => {}
            }
        }
    }

    fn row(&mut self, id: NodeId, table: usize, spans: &mut Spans) {
        let tree = self.tree;
        let mut written = RowCells::begin(&mut self.out, table, spans);
        for cell in tree.children(id) {
            if !matches!(tree.name(cell), Some("td" | "th")) || self.content.is_left_out(cell) {
                continue;
            }
            let start = written.next(&mut self.out);
            self.inline(cell);
            written.end_cell(&mut self.out, start, |wanted| tree.attribute(cell, wanted));
        }
        written.end(&mut self.out);
    }

    /// What stands in a cell, in one line.
    fn inline(&mut self, id: NodeId) {
        let tree = self.tree;
        for own in tree.children(id) {
            if self.content.is_left_out(own) || self.notes.back.contains(&own) {
                continue;
            }
            match tree.name(own) {
                None => {
                    if let Some(text) = tree.text(own) {
                        self.out.text(&text);
                    }
                }
                Some("br") => self.out.text(" "),
                Some("a") if self.notes.calls.contains_key(&own) => self.anchor(own),
                Some("sup") => self.superscript(own),
                Some(name) if is_block(name) => {
                    self.out.text(" ");
                    self.inline(own);
                    self.out.text(" ");
                }
                Some("a") => {
                    let start = self.out.here();
                    self.inline(own);
                    let target = tree.attribute(own, "href").unwrap_or_default();
                    if !target.starts_with('#') {
                        self.out.link(start, &target);
                    }
                }
                Some(_) => self.inline(own),
            }
        }
    }

    /// Whether a table only places what is no table: it holds other tables, headings, or cells as long as pages.
    fn is_layout(&self, id: NodeId) -> bool {
        /// The longest cell of a table, in bytes without white space.
        const LONGEST: usize = 4000;
        let tree = self.tree;
        if tree
            .attribute(id, "role")
            .is_some_and(|role| role == "presentation" || role == "none")
        {
            return true;
        }
        let (mut cells, mut rows) = (0, 0);
        for own in tree.within(id).skip(1) {
            match tree.name(own) {
                Some("table" | "h1" | "h2" | "h3") => return true,
                Some("td" | "th") => {
                    cells += 1;
                    let long: usize = tree.within(own).map(|inner| tree.solid(inner)).sum();
                    if long > LONGEST {
                        return true;
                    }
                }
                Some("tr") => rows += 1,
                None => {}
                Some(_) if self.notes.notes.contains_key(&own) => return true,
                Some(_) => {}
            }
        }
        rows == 0 || cells <= 1
    }
}

/// Elements that stand in no line of text.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "html"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}
