//! A file becomes a document tree: sections, paragraphs, tables, notes, bibliography, citation markers.

mod tree;

pub use tree::{Block, BlockKind, Document, Link, Marker, Piece, Section, SectionKind, SourceMap};
