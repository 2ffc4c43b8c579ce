//! The reader for HTML: the content of a page without what its site puts around it.

mod content;
mod metadata;
mod notes;
mod render;
mod tokens;
mod tree;

use crate::readers::{Content, Input};
use crate::source::{self, Warning, WarningKind};

/// Reads a page.
pub(super) fn read(input: &Input<'_>) -> Result<Content, Warning> {
    let mut warnings = Vec::new();
    let source = source::decode_declared(input.bytes, source::declared(input.bytes), &mut warnings);
    let mut content = page(&source);
    warnings.append(&mut content.warnings);
    content.warnings = warnings;
    Ok(content)
}

/// The content of a page whose text is known.
pub(super) fn page(source: &str) -> Content {
    let tree = tree::Tree::read(source);
    let mut found = content::Content::find(&tree);
    let notes = notes::find(&tree, &mut found);
    let metadata = metadata::read(&tree, &found);
    let rendering = render::render(&tree, &found, &notes, &metadata);
    let mut warnings = Vec::new();
    if tree.is_cut || rendering.is_cut() {
        let message = "the page is larger than is read; what stands at its end is missing";
        warnings.push(Warning::new(WarningKind::Incomplete, message));
    }
    let (text, draft) = rendering.finish();
    Content {
        text,
        is_source: false,
        draft,
        metadata,
        warnings,
    }
}
