//! The draft of a document: what a format's reader hands on, before anything is understood.

use std::ops::Range;

use crate::references::Reference;
use crate::run::Run;
use crate::tree::{RowName, SectionKind};

/// What a reader found, in order of the text.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) parts: Vec<Part>,
}

/// What a file says of itself in its own fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Metadata {
    pub(crate) title: Option<String>,
    /// In order, as written.
    pub(crate) authors: Vec<String>,
    /// As written.
    pub(crate) date: Option<String>,
    /// A language tag (BCP 47) or an ISO 639-1 code.
    pub(crate) language: Option<String>,
    pub(crate) keywords: Vec<String>,
    /// The tags that a person gave it.
    pub(crate) tags: Vec<String>,
    /// The collections that it belongs to, `/` between one and what it holds.
    pub(crate) collections: Vec<String>,
    /// The key by which it is cited.
    pub(crate) citation_key: Option<String>,
    /// Other fields and their values in the order of the file (`journal`, `doi` …).
    pub(crate) other: Vec<(String, String)>,
}

/// A stretch of text that the format itself shows as one.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) shape: Shape,
    pub(crate) run: Run,
    /// The whole part, markup included, in bytes of the text.
    pub(crate) span: Range<usize>,
    /// Whether a page begins between the part before and this one.
    pub(crate) paged: bool,
    /// What only some formats say.
    pub(crate) stated: Stated,
}

/// What a format says of a part beyond its shape; nothing of it is said by most.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stated {
    /// Of a heading: what its section is for. Without it the heading's words tell.
    pub(crate) section: Option<SectionKind>,
    /// Page on which the part begins, counted from 1.
    pub(crate) page: Option<u32>,
    /// Language of the part, a tag of BCP 47.
    pub(crate) language: Option<String>,
    /// Of an entry: the works it cites, already taken apart, with spans in the part's run.
    pub(crate) reference: Option<Box<Reference>>,
    /// Of an entry: the tags of the work.
    pub(crate) tags: Vec<String>,
    /// Of an entry: the collections that the work belongs to.
    pub(crate) collections: Vec<String>,
    /// Of an item: its number with its sign and the space behind it, as it stands before the run (`34. `).
    pub(crate) head: Run,
    /// Of a paragraph: the number by which others cite it (`34` of `34. The Panel …`).
    pub(crate) number: Option<String>,
    /// Of a paragraph: that it is a row of a list, and the names that it gives.
    pub(crate) row: Option<Row>,
    /// Whether the text is right as it stands and nothing in it is repaired, joined or parted.
    pub(crate) is_settled: bool,
}

/// What a format says of a row of a list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    /// The names of what it is about, in bytes of the run.
    pub(crate) names: Vec<RowName>,
}

/// What the format says about a part. Line breaks in a run's text are the breaks of the source's lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A heading; level 1 is the highest.
    Heading { level: u8 },
    /// A paragraph.
    Paragraph,
    /// A list item; items of one list share its number. The label is the item's own (`3` of `3.`), none for bullets.
    Item { list: usize, label: Option<String> },
    /// A footnote with the label by which the text calls it.
    Note { label: String },
    /// An entry of a bibliography with the label by which the text calls it.
    Entry { label: Option<String> },
    /// A further paragraph of the item or note before it.
    More,
    /// The caption of the table with this number; it stands right before or right behind its rows.
    Caption { table: usize },
    /// A table's row, cells parted by a tab; rows of one table share its number. The rows of its head come first.
    Row { table: usize },
    /// Text to be kept as it stands.
    Preformatted,
    /// A line across the page.
    Rule,
}

impl Part {
    pub(crate) fn new(shape: Shape, run: Run, span: Range<usize>) -> Self {
        Part {
            shape,
            run,
            span,
            paged: false,
            stated: Stated::default(),
        }
    }

    /// Puts the number of an item back before its text; formats that count themselves give the label alone.
    pub(crate) fn take_head(&mut self) {
        let mut head = std::mem::take(&mut self.stated.head);
        if let Shape::Item {
            label: Some(label), ..
        } = &self.shape
            && head.text.is_empty()
            && label.contains(char::is_alphanumeric)
        {
            let sign = match label.ends_with(char::is_alphanumeric) {
                true => ". ",
                false => " ",
            };
            let at = self.run.source().map_or(self.span.start, |run| run.start);
            head.push_text(&format!("{label}{sign}"), at..at);
        }
        head.append(std::mem::take(&mut self.run));
        self.run = head;
    }
}
