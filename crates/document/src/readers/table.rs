//! Lists of rows: CSV, TSV and workbooks. A row is a paragraph of its own, each cell behind the name of its column.

mod columns;
mod separated;
mod workbook;

use super::Content;
use crate::draft::{Metadata, Shape};
use crate::rendering::Rendering;
use crate::source::Warning;

pub(super) use separated::read as read_separated;
pub(super) use workbook::read as read_workbook;

/// The most rows of a file.
const MOST_ROWS: usize = 1_000_000;
/// The most columns of a row.
const MOST_COLUMNS: usize = 500;

/// A sheet: its name, where it has one, and its rows of cells.
struct Sheet {
    name: Option<String>,
    rows: Vec<Vec<String>>,
}

/// The content of sheets.
fn content(sheets: Vec<Sheet>, warnings: Vec<Warning>) -> Content {
    let mut out = Rendering::default();
    let several = sheets.len() > 1;
    let mut cut = false;
    for sheet in sheets {
        if let Some(name) = sheet.name.filter(|_| several) {
            out.begin(Shape::Heading { level: 1 });
            out.text(&name);
            if let Some(stated) = out.stated() {
                stated.is_settled = true;
            }
            out.end();
        }
        cut |= rows(&sheet.rows, &mut out);
    }
    let message = format!("more than {MOST_ROWS} rows; those behind are missing");
    Content::rendered(out, Metadata::default(), warnings, cut, &message)
}

/// Writes rows; tells whether there were too many.
fn rows(rows: &[Vec<String>], out: &mut Rendering) -> bool {
    let (names, body) = columns::head_of(rows);
    for row in body.iter().take(MOST_ROWS) {
        out.begin(Shape::Paragraph);
        let mut begun = false;
        for (column, cell) in row.iter().take(MOST_COLUMNS).enumerate() {
            let cell = cell.trim();
            if cell.is_empty() {
                continue;
            }
            if std::mem::replace(&mut begun, true) {
                out.text("; ");
            }
            let name = names.get(column).map_or("", |name| name.trim());
            if !name.is_empty() {
                out.text(name);
                out.text(": ");
            }
            let start = out.here();
            out.text(cell);
            if cell.starts_with("http://") || cell.starts_with("https://") {
                out.link(start, cell);
            }
        }
        if let Some(stated) = out.stated() {
            stated.is_settled = true;
        }
        out.end();
    }
    body.len() > MOST_ROWS
}
