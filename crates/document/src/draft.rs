//! The draft of a document: what a format's reader hands on, before anything is understood.

use std::ops::Range;

use crate::run::Run;

/// What a reader found, in order of the source.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) parts: Vec<Part>,
}

/// A stretch of text that the format itself shows as one.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) shape: Shape,
    pub(crate) run: Run,
    /// The whole part, markup included, in bytes of the source.
    pub(crate) span: Range<usize>,
    /// Whether a page begins between the part before and this one.
    pub(crate) paged: bool,
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
    /// A further paragraph of the item or note before it.
    More,
    /// A table's row, cells parted by a tab; rows of one table share its number.
    Row { table: usize },
    /// Text to be kept as it stands.
    Preformatted,
    /// A line across the page.
    Rule,
}

impl Part {
    pub(crate) fn new(shape: Shape, run: Run, span: Range<usize>) -> Self {
        Part { shape, run, span, paged: false }
    }
}
