//! Which captions are those of a table: in its marks, before it, behind it.

use super::Stub;
use crate::draft::Shape;
use crate::joins::Placed;
use crate::table;
use crate::tree::BlockKind;

/// The captions among a table's parts.
pub(super) fn captions(rows: &[Placed]) -> Vec<&str> {
    rows.iter()
        .filter(|row| match row.part.shape {
            Shape::Caption { .. } => true,
            Shape::Paragraph => {
                let text = row.part.run.text.as_str();
                !table::is_rows(text) && table::is_table_caption(text.trim())
            }
            _ => false,
        })
        .map(|row| row.part.run.text.trim())
        .collect()
}

/// Whether one of the captions names its table by a number.
pub(super) fn is_labelled(captions: &[&str]) -> bool {
    captions
        .iter()
        .any(|caption| table::caption_label(caption).is_some())
}

/// Whether the paragraph before a table is its caption; `own` are those that stand in the table or behind it.
pub(super) fn caption_before(
    stubs: &[Stub],
    section: Option<usize>,
    own: &[&str],
    is_caption: fn(&str) -> bool,
) -> bool {
    let last = stubs.last();
    last.is_some_and(|last| {
        last.kind == BlockKind::Paragraph
            && last.section == section
            && is_caption(last.text())
            && !is_labelled(own)
    })
}
