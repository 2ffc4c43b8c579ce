//! A page as a tree of elements, built in linear time whatever the page holds.
//!
//! The standard's own tree building searches its stack of open elements again and again, which is square time on a
//! hostile page; here elements are nested at most [`DEEPEST`] levels and only the elements that people leave open
//! (`<p>`, `<li>`, `<td>` …) are closed for them.

use std::ops::Range;

use super::tokens::{Token, Tokens};

/// Elements nested deeper than this are children of the element at this depth.
const DEEPEST: usize = 100;
/// The most nodes of a page.
const MOST_NODES: usize = 4_000_000;

/// An index of a node in its tree.
pub(super) type NodeId = usize;

/// The document itself, which holds all other nodes.
pub(super) const ROOT: NodeId = 0;

/// A page.
#[derive(Debug)]
pub(super) struct Tree<'s> {
    source: &'s str,
    nodes: Vec<Node>,
    /// Whether the page has more nodes than are read.
    pub(super) is_cut: bool,
}

#[derive(Debug)]
struct Node {
    kind: Kind,
    parent: NodeId,
    first: Option<NodeId>,
    last: Option<NodeId>,
    next: Option<NodeId>,
}

#[derive(Debug)]
enum Kind {
    /// Name in lower case, and the attributes in bytes of the source.
    Element(Box<str>, Range<usize>),
    Text(Range<usize>),
}

impl<'s> Tree<'s> {
    /// Reads a page.
    pub(super) fn read(source: &'s str) -> Self {
        let mut tree = Tree {
            source,
            nodes: vec![Node::new(Kind::Element("#document".into(), 0..0), ROOT)],
            is_cut: false,
        };
        let mut open: Vec<NodeId> = vec![ROOT];
        for token in Tokens::new(source) {
            if tree.nodes.len() >= MOST_NODES {
                tree.is_cut = true;
                break;
            }
            match token {
                Token::Text(range) => {
                    let parent = open[open.len() - 1];
                    tree.add(Kind::Text(range), parent);
                }
                Token::Start {
                    name,
                    attributes,
                    closed,
                } => {
                    tree.close_implied(&name, &mut open);
                    let void = VOID.contains(&&*name) || closed && !KNOWN_OPEN.contains(&&*name);
                    let parent = open[open.len() - 1];
                    let id = tree.add(Kind::Element(name.into(), attributes), parent);
                    if !void && open.len() < DEEPEST {
                        open.push(id);
                    }
                }
                Token::End(name) => {
                    // An end tag closes what stands within its element; without such an element it means nothing.
                    let found = open
                        .iter()
                        .rposition(|&id| tree.name(id) == Some(&name))
                        // What stands behind `</body>` or `</html>` is in the body still (HTML 13.2.6.4.22).
                        .filter(|&at| at > 0 && !matches!(&*name, "html" | "body"));
                    let barred = |at: usize| {
                        // A stray `</p>` or `</b>` in a cell closes nothing outside of it.
                        let outside = &*name == "table";
                        !outside
                            && open[at + 1..]
                                .iter()
                                .any(|&id| tree.name(id) == Some("table"))
                    };
                    if let Some(at) = found
                        && !barred(at)
                    {
                        open.truncate(at);
                    }
                }
            }
        }
        tree
    }

    /// Closes the elements that a start tag ends without saying so.
    fn close_implied(&self, name: &str, open: &mut Vec<NodeId>) {
        let Some(&(_, closes, barriers)) =
            IMPLIED.iter().find(|(starts, ..)| starts.contains(&name))
        else {
            return;
        };
        // At most as many steps as elements may be nested.
        for at in (1..open.len()).rev() {
            let own = self.name(open[at]).unwrap_or_default();
            if closes.contains(&own) {
                open.truncate(at);
            } else if barriers.contains(&own) {
                return;
            }
        }
    }

    fn add(&mut self, kind: Kind, parent: NodeId) -> NodeId {
        let id = self.nodes.len();
        self.nodes.push(Node::new(kind, parent));
        match self.nodes[parent].last {
            Some(before) => self.nodes[before].next = Some(id),
            None => self.nodes[parent].first = Some(id),
        }
        self.nodes[parent].last = Some(id);
        id
    }

    /// All nodes; a parent stands before its children, and they are in order of the page.
    pub(super) fn ids(&self) -> Range<NodeId> {
        0..self.nodes.len()
    }

    /// The name of an element in lower case; none for text.
    pub(super) fn name(&self, id: NodeId) -> Option<&str> {
        match &self.nodes[id].kind {
            Kind::Element(name, _) => Some(name),
            Kind::Text(_) => None,
        }
    }

    /// The text of a text node, entities resolved.
    pub(super) fn text(&self, id: NodeId) -> Option<std::borrow::Cow<'s, str>> {
        match &self.nodes[id].kind {
            Kind::Text(range) => Some(html_escape::decode_html_entities(
                &self.source[range.clone()],
            )),
            Kind::Element(..) => None,
        }
    }

    /// The length of a text node in bytes of the source, white space apart; nought for an element.
    pub(super) fn solid(&self, id: NodeId) -> usize {
        match &self.nodes[id].kind {
            Kind::Text(range) => crate::run::solid(&self.source[range.clone()]),
            Kind::Element(..) => 0,
        }
    }

    pub(super) fn parent(&self, id: NodeId) -> NodeId {
        self.nodes[id].parent
    }

    /// The node and those around it, from the inside out, the document apart.
    pub(super) fn around(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let mut next = id;
        std::iter::from_fn(move || {
            let own = next;
            next = self.nodes[own].parent;
            (own != ROOT).then_some(own)
        })
    }

    /// The children of a node in order.
    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let mut next = self.nodes[id].first;
        std::iter::from_fn(move || {
            let own = next?;
            next = self.nodes[own].next;
            Some(own)
        })
    }

    /// The nodes within a node, itself first, in order of the page. They are a range: what stands in an element follows
    /// it and comes before what follows the element.
    pub(super) fn within(&self, id: NodeId) -> Range<NodeId> {
        let end = self
            .around(id)
            .find_map(|own| self.nodes[own].next)
            .unwrap_or(self.nodes.len());
        id..if id == ROOT { self.nodes.len() } else { end }
    }

    /// The value of an element's attribute, entities resolved.
    pub(super) fn attribute(&self, id: NodeId, name: &str) -> Option<String> {
        let Kind::Element(_, range) = &self.nodes[id].kind else {
            return None;
        };
        attributes(&self.source[range.clone()])
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| html_escape::decode_html_entities(value).into_owned())
    }

    /// All text within a node, white space reduced.
    pub(super) fn inner_text(&self, id: NodeId) -> String {
        let mut out = String::new();
        for own in self.within(id) {
            if let Some(text) = self.text(own) {
                out.push_str(&text);
            }
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl Node {
    fn new(kind: Kind, parent: NodeId) -> Self {
        Node {
            kind,
            parent,
            first: None,
            last: None,
            next: None,
        }
    }
}

/// The most attributes of a tag that are read.
const MOST_ATTRIBUTES: usize = 200;

/// Names and values of the attributes in a tag.
pub(super) fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = tag;
    let next = move || {
        rest = rest.trim_start_matches(|ch: char| ch.is_ascii_whitespace() || ch == '/');
        if rest.is_empty() {
            return None;
        }
        // The sign that a name begins with belongs to it, whatever it is.
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(_, ch)| ch.is_ascii_whitespace() || matches!(ch, '=' | '/'))
            .map_or(rest.len(), |(at, _)| at);
        let name = &rest[..end];
        let after = rest[end..].trim_start();
        let Some(value) = after.strip_prefix('=') else {
            rest = &rest[end..];
            return Some((name, ""));
        };
        let value = value.trim_start();
        let (shown, length) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inner = &value[1..];
                let end = inner.find(quote).unwrap_or(inner.len());
                (&inner[..end], (end + 2).min(value.len()))
            }
            _ => {
                let end = value
                    .find(|ch: char| ch.is_ascii_whitespace())
                    .unwrap_or(value.len());
                (&value[..end], end)
            }
        };
        rest = &value[length..];
        Some((name, shown))
    };
    std::iter::from_fn(next).take(MOST_ATTRIBUTES)
}

/// Elements that hold nothing.
const VOID: [&str; 16] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "basefont", "frame",
];

/// Elements that `/>` does not close in HTML, whatever their authors thought.
const KNOWN_OPEN: [&str; 8] = ["p", "div", "li", "ul", "ol", "table", "tr", "td"];

/// Start tags that close elements without saying so: the start tags, what they close, what they do not look beyond.
const IMPLIED: [(&[&str], &[&str], &[&str]); 6] = [
    (
        &[
            "p",
            "div",
            "ul",
            "ol",
            "dl",
            "table",
            "pre",
            "blockquote",
            "section",
            "article",
            "aside",
            "header",
            "footer",
            "nav",
            "main",
            "figure",
            "form",
            "fieldset",
            "address",
            "details",
            "hr",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
        ],
        &["p"],
        &[
            "table",
            "td",
            "th",
            "div",
            "li",
            "section",
            "article",
            "blockquote",
            "body",
            "button",
            "caption",
            "dd",
            "figure",
        ],
    ),
    (
        &["li"],
        &["li", "p"],
        &["ul", "ol", "menu", "table", "body"],
    ),
    (&["dt", "dd"], &["dt", "dd", "p"], &["dl", "table", "body"]),
    (&["td", "th"], &["td", "th", "p"], &["tr", "table"]),
    (&["tr"], &["tr", "td", "th", "p"], &["table"]),
    (
        &["thead", "tbody", "tfoot"],
        &[
            "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup",
        ],
        &["table"],
    ),
];
