//! Lists of rows: CSV, TSV and workbooks. A row is a block of its own, each cell behind the name of its column.

mod columns;
mod separated;
mod workbook;

use std::ops::Range;

use super::Content;
use crate::draft::{Metadata, Row, Shape};
use crate::name_columns::NameColumns;
use crate::rendering::Rendering;
use crate::source::Warning;
use crate::tree::{NameKind, RowName};

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
    let columns::Head {
        above,
        names: heads,
        body,
    } = columns::head_of(rows);
    for row in above {
        let cells = row.iter().map(|cell| cell.trim());
        let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
        out.begin(Shape::Paragraph);
        out.text(&cells.join("; "));
        out.end();
    }
    let named = NameColumns::of(heads, body);
    for row in body.iter().take(MOST_ROWS) {
        out.begin(Shape::Paragraph);
        let mut begun = false;
        let mut names = Vec::new();
        for (column, cell) in row.iter().take(MOST_COLUMNS).enumerate() {
            let cell = cell.trim();
            if cell.is_empty() {
                continue;
            }
            if std::mem::replace(&mut begun, true) {
                out.text("; ");
            }
            let head = heads.get(column).map_or("", |head| head.trim());
            if !head.is_empty() {
                out.text(head);
                out.text(": ");
            }
            let start = out.here();
            match named.kind(column) {
                Some(kind) => {
                    let within = named.names(column, cell);
                    write_names(cell, &within, kind, out, &mut names);
                }
                None => out.text(cell),
            }
            if cell.starts_with("http://") || cell.starts_with("https://") {
                out.link(start, cell);
            }
        }
        // A main name alone, or others without one, say nothing.
        if names.len() < 2 || !names.iter().any(|name| name.kind == NameKind::Main) {
            names.clear();
        }
        if let Some(stated) = out.stated() {
            stated.is_settled = true;
            stated.row = Some(Row { names });
        }
        out.end();
    }
    body.len() > MOST_ROWS
}

/// Writes a cell and takes down where its names stand in the row's text.
fn write_names(
    cell: &str,
    within: &[Range<usize>],
    kind: NameKind,
    out: &mut Rendering,
    names: &mut Vec<RowName>,
) {
    let mut written = 0;
    for name in within {
        between(&cell[written..name.start], out);
        let start = out.here();
        out.text(&cell[name.clone()]);
        // Nothing is written where the text is too long.
        if out.here() > start {
            names.push(RowName {
                span: start..out.here(),
                kind,
            });
        }
        written = name.end;
    }
    between(&cell[written..], out);
}

/// Writes what stands between names; names on lines of their own stay apart.
fn between(text: &str, out: &mut Rendering) {
    match text.contains('\n') && text.trim().is_empty() {
        true => out.text("; "),
        false => out.text(text),
    }
}
