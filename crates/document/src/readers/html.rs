//! The reader for HTML: the content of a page without what its site puts around it.

mod content;
#[cfg(feature = "epub")]
mod fragment;
mod lines;
mod metadata;
mod notes;
mod render;
mod tokens;
mod tree;

#[cfg(feature = "epub")]
pub(super) use fragment::{Fragment, is_of_type};

pub use lines::text_of_html;

use crate::readers::{Content, Source};
use crate::source::{self, Warning};

/// Reads a page.
pub(super) fn read(input: &Source<'_>) -> Result<Content, Warning> {
    let mut warnings = Vec::new();
    let source = source::decode_declared(input.bytes, &mut warnings);
    let tree = tree::Tree::read(&source);
    let mut found = content::Content::find(&tree);
    let notes = notes::find(&tree, &mut found);
    let metadata = metadata::read(&tree, &found);
    let rendering = render::render(&tree, &found, &notes, &metadata);
    let message = "the page is larger than is read; what stands at its end is missing";
    Ok(Content::rendered(
        rendering,
        metadata,
        warnings,
        tree.is_cut,
        message,
    ))
}
