//! The document tree: what a file says, whatever its format.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::references::Reference;

/// A document as it was understood: metadata, sections in reading order, blocks in reading order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Document {
    /// The title, repaired, or none where nothing in the file looks like one.
    pub title: Option<String>,
    /// Authors as written, in order.
    pub authors: Vec<String>,
    /// Date as written in the metadata, if any.
    pub date: Option<String>,
    /// Language that the metadata states, as an ISO 639-1 code.
    pub language: Option<String>,
    /// Tags and keywords, without `#`, none twice.
    pub tags: Vec<String>,
    /// The collections that it belongs to, `/` between one and what it holds.
    pub collections: Vec<String>,
    /// The key by which it is cited, where something states one.
    pub citation_key: Option<String>,
    /// Other metadata (front matter keys and their values), in the order of the file.
    pub metadata: Vec<(String, String)>,
    /// Sections in reading order; a section's parent stands before it.
    pub sections: Vec<Section>,
    /// Blocks in reading order.
    pub blocks: Vec<Block>,
}

/// A section: its heading and its place in the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Section {
    /// The number before the title as written without the closing dot (`4`, `2.1`, `제3장`, `IV`), if any.
    pub number: Option<String>,
    /// The title, repaired, without its number and markup.
    pub title: String,
    /// Index of the enclosing section in [`Document::sections`], none at the top level.
    pub parent: Option<usize>,
    /// What the section is for.
    pub kind: SectionKind,
    /// The heading in bytes of the source text.
    pub span: Range<usize>,
    /// The heading's line in the source, counted from 1.
    pub line: usize,
}

/// What a section is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum SectionKind {
    /// Running text.
    Body,
    /// Abstract, summary, 초록, 요약.
    Abstract,
    /// Definitions, glossary, abbreviations.
    Definitions,
    /// Bibliography, references, works cited, 참고문헌.
    Bibliography,
    /// Notes, 주석, 각주, 미주.
    Notes,
    /// About the author, acknowledgements and the like.
    Matter,
}

/// A block: a piece of text that belongs together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Block {
    /// What the block is.
    pub kind: BlockKind,
    /// Index of the section that holds it in [`Document::sections`]; none before the first heading.
    pub section: Option<usize>,
    /// Label of an entry, note or table as its markers name it (`22`, `smith2015`, `Table 2`), without brackets.
    pub label: Option<String>,
    /// The text as shown: repaired, without markup, one paragraph (tables: a row a line, cells parted by a tab;
    /// lists: an item a line). Label and list bullet are not part of it.
    pub text: String,
    /// Where the pieces of `text` stand in the source.
    pub map: SourceMap,
    /// The whole block in bytes of the source text.
    pub span: Range<usize>,
    /// The block's first line in the source, counted from 1.
    pub line: usize,
    /// Page where it begins, counted from 1, when the source shows pages.
    pub page: Option<u32>,
    /// Citation markers in `text`.
    pub markers: Vec<Marker>,
    /// Links in `text`.
    pub links: Vec<Link>,
    /// Of an entry or note: what stands in italics, in bytes of `text` and in order.
    pub italics: Vec<Range<usize>>,
    /// Places where a note or entry points back to another (`Ibid.`, `see note 12`), in order of the text.
    pub back_references: Vec<BackReference>,
    /// The language that the format states for the block, as an ISO 639-1 code.
    pub language: Option<String>,
    /// Of an entry: the works it cites, where the format itself has them taken apart, or where the label had to be made
    /// of them; spans are in bytes of `text`.
    pub reference: Option<Box<Reference>>,
    /// Of an entry: the tags and keywords of the work it cites.
    pub tags: Vec<String>,
    /// Of an entry: the collections that the work belongs to.
    pub collections: Vec<String>,
    /// Of a row: the names that it gives to what it is about, in order of the text; none, or the main one and others.
    pub names: Vec<RowName>,
}

/// A name that a row of a list gives to what the row is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RowName {
    /// The name, in bytes of [`Block::text`].
    pub span: Range<usize>,
    /// What its column says of it.
    pub kind: NameKind,
}

/// What a column of a list says of the names in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum NameKind {
    /// The name that the row is about: name, 성명, 기관명.
    Main,
    /// Another name: alias, a.k.a., 이칭, 필명.
    Alias,
    /// A name of before: former name, 구 명칭.
    Former,
    /// The name in another language or script: `name_en`, 한자.
    Spelling,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum BlockKind {
    /// A paragraph of running text.
    Paragraph,
    /// A list with its items.
    List,
    /// A table: caption, header, rows and source together.
    Table,
    /// A term with its definition.
    Definition,
    /// A block of code or other text kept as it stands.
    Preformatted,
    /// A bibliography entry.
    Entry,
    /// A footnote or endnote.
    Note,
    /// A row of a list (CSV, a workbook), each cell behind the name of its column.
    Row,
}

/// A citation marker in running text: `[22]`, `[3, 5–7]`, `[^note]`, or what the format itself shows as one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Marker {
    /// The labels it names, ranges written out (`[3, 5–7]` → 3, 5, 6, 7).
    pub labels: Vec<String>,
    /// The marker, its brackets included where it has any, in bytes of [`Block::text`].
    pub span: Range<usize>,
}

/// A place where a note or entry points back to another: `Ibid., p. 5`, `위의 책`, `see note 12`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BackReference {
    /// The words that point back, in bytes of [`Block::text`].
    pub span: Range<usize>,
    /// Index of the note or entry in [`Document::blocks`].
    pub target: usize,
    /// Whether the words repeat its citation, rather than naming the note.
    pub repeats: bool,
}

/// A link in running text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Link {
    /// The address, repaired (escapes removed, broken lines joined).
    pub target: String,
    /// What stands for it in [`Block::text`], in bytes.
    pub span: Range<usize>,
}

/// Maps bytes of a block's text to bytes of the source.
///
/// Pieces are in order of the text, do not overlap in it and cover it; within a verbatim piece byte `i` of the text
/// is byte `i` of the source, any other piece stands for its source range as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceMap {
    pieces: Vec<Piece>,
}

/// One piece of a [`SourceMap`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Bytes of the block's text.
    pub text: Range<usize>,
    /// Bytes of the source.
    pub source: Range<usize>,
    /// Whether the two are the same bytes.
    pub verbatim: bool,
}

impl Document {
    /// Indices of the sections that lead to section `index`, from the top level down to `index` itself.
    ///
    /// Empty where there is no such section.
    pub fn section_path(&self, index: usize) -> Vec<usize> {
        let mut path = Vec::new();
        let mut next = (index < self.sections.len()).then_some(index);
        while let Some(at) = next {
            path.push(at);
            // A parent stands before its child, so the walk ends.
            next = self.sections[at].parent.filter(|&parent| parent < at);
        }
        path.reverse();
        path
    }

    /// The first entry or note with this label, compared without regard to case.
    pub fn entry(&self, label: &str) -> Option<&Block> {
        let label = label.to_lowercase();
        self.blocks.iter().find(|block| {
            matches!(block.kind, BlockKind::Entry | BlockKind::Note)
                && block
                    .label
                    .as_ref()
                    .is_some_and(|own| own.to_lowercase() == label)
        })
    }
}

impl SourceMap {
    /// The pieces, in order of the text.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The bytes of the source that a range of bytes of the text stands for.
    ///
    /// A part of a piece that is not verbatim stands for the whole piece.
    /// Returns `None` for an empty map and for a range that begins behind the text.
    pub fn source_range(&self, text: Range<usize>) -> Option<Range<usize>> {
        let first = self
            .pieces
            .partition_point(|piece| piece.text.end <= text.start);
        let from = self.pieces.get(first)?;
        let last = self
            .pieces
            .partition_point(|piece| piece.text.start < text.end);
        let to = &self.pieces[last.saturating_sub(1).max(first)];
        let start = match from.verbatim {
            true => from.source.start + text.start.saturating_sub(from.text.start),
            false => from.source.start,
        };
        let end = match to.verbatim {
            true => to.source.end - to.text.end.saturating_sub(text.end.max(to.text.start)),
            false => to.source.end,
        };
        // Text may stand in another order than its source where a caption was moved.
        Some(start.min(end)..end.max(start))
    }

    pub(crate) fn from_pieces(pieces: Vec<Piece>) -> Self {
        SourceMap { pieces }
    }
}
