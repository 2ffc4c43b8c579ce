//! Workbooks of Office Open XML (ECMA-376 part 1, SpreadsheetML). What a cell shows is read, not how it is computed.

use std::collections::HashMap;

use roxmltree::Node;
use time::Month;

use super::{MOST_COLUMNS, MOST_ROWS, Sheet, content};
use crate::calendar::{days_after, iso};
use crate::fault::Fault;
use crate::package::{Package, attribute, child, is, text_within, tree};
use crate::readers::{Content, Source};
use crate::source::{Warning, WarningKind};
use crate::transcript::Trouble;

/// Reads a workbook.
pub(in crate::readers) fn read(input: &Source<'_>) -> Result<Content, Warning> {
    if !input.bytes.starts_with(b"PK") {
        return Err(Warning::new(
            WarningKind::NotRead,
            "a workbook of Excel 97 to 2003 or under a password, not read; save it as XLSX or CSV without one",
        ));
    }
    workbook(input.bytes).map_err(|fault| {
        let kind = match fault.trouble {
            Trouble::Encrypted => WarningKind::Encrypted,
            Trouble::TooLarge => WarningKind::TooLarge,
            Trouble::UnknownFormat => WarningKind::NotRead,
            _ => WarningKind::Damaged,
        };
        Warning::new(kind, fault.message)
    })
}

fn workbook(bytes: &[u8]) -> Result<Content, Fault> {
    const BOOK: &str = "xl/workbook.xml";
    let mut package = Package::open(bytes)?;
    if !package.has(BOOK) {
        return Err(Fault::new(
            Trouble::UnknownFormat,
            "a workbook that is not XLSX, not read; save it as XLSX or CSV",
        ));
    }
    let strings = strings(&mut package)?;
    let dates = date_styles(&mut package)?;
    let parts = relations(&mut package)?;
    let book = package.need(BOOK)?;
    let book = tree(BOOK, &book)?;
    let mut warnings = Vec::new();
    let mut sheets = Vec::new();
    for sheet in book.descendants().filter(|own| is(*own, "sheet")) {
        let name = attribute(sheet, "name").unwrap_or_default().to_owned();
        let Some(part) = attribute(sheet, "id").and_then(|id| parts.get(id)) else {
            continue;
        };
        let text = match package.text(part) {
            Ok(Some(text)) => text,
            Ok(None) => continue,
            Err(fault) => {
                let message = format!("the sheet {name} is not read: {}", fault.message);
                warnings.push(Warning::new(WarningKind::Incomplete, message));
                continue;
            }
        };
        let own = tree(part, &text)?;
        let rows: Vec<Vec<String>> = own
            .descendants()
            .filter(|own| is(*own, "row"))
            .take(MOST_ROWS)
            .map(|row| cells(row, &strings, &dates))
            .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()))
            .collect();
        if !rows.is_empty() {
            sheets.push(Sheet {
                name: Some(name),
                rows,
            });
        }
    }
    Ok(content(sheets, warnings))
}

/// The parts that relations of the workbook name, by their ids.
fn relations(package: &mut Package<'_>) -> Result<HashMap<String, String>, Fault> {
    const RELATIONS: &str = "xl/_rels/workbook.xml.rels";
    let Some(text) = package.text(RELATIONS)? else {
        return Ok(HashMap::new());
    };
    let relations = tree(RELATIONS, &text)?;
    Ok(relations
        .descendants()
        .filter(|own| is(*own, "Relationship"))
        .filter_map(|own| {
            let target = attribute(own, "Target")?;
            let part = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("xl/{target}"),
            };
            Some((attribute(own, "Id")?.to_owned(), part))
        })
        .collect())
}

/// The strings that cells share.
fn strings(package: &mut Package<'_>) -> Result<Vec<String>, Fault> {
    const STRINGS: &str = "xl/sharedStrings.xml";
    let Some(text) = package.text(STRINGS)? else {
        return Ok(Vec::new());
    };
    let strings = tree(STRINGS, &text)?;
    Ok(strings
        .root_element()
        .children()
        .filter(|own| is(*own, "si"))
        .map(written)
        .collect())
}

/// The text of a string, how it is to be pronounced (`rPh`) apart.
fn written(string: Node<'_, '_>) -> String {
    let mut out = String::new();
    for own in string.children() {
        if is(own, "t") || is(own, "r") {
            out.push_str(&text_within(own));
        }
    }
    out
}

/// Which styles of cells show a number as a date.
fn date_styles(package: &mut Package<'_>) -> Result<Vec<bool>, Fault> {
    const STYLES: &str = "xl/styles.xml";
    let Some(text) = package.text(STYLES)? else {
        return Ok(Vec::new());
    };
    let styles = tree(STYLES, &text)?;
    let own: HashMap<&str, bool> = styles
        .descendants()
        .filter(|own| is(*own, "numFmt"))
        .filter_map(|own| {
            let code = attribute(own, "formatCode")?.to_lowercase();
            Some((attribute(own, "numFmtId")?, code.contains("yy")))
        })
        .collect();
    let Some(list) = child(styles.root_element(), "cellXfs") else {
        return Ok(Vec::new());
    };
    Ok(list
        .children()
        .filter(|own| is(*own, "xf"))
        .map(|style| {
            let id = attribute(style, "numFmtId").unwrap_or_default();
            // The formats 14 to 17 and 22 are dates, 27 to 36 and 50 to 58 those of East Asia (18.8.30).
            let built_in = id
                .parse::<u32>()
                .is_ok_and(|id| matches!(id, 14..=17 | 22 | 27..=31 | 36 | 50..=58));
            own.get(id).copied().unwrap_or(built_in)
        })
        .collect())
}

/// The cells of a row as a person would see them.
fn cells(row: Node<'_, '_>, strings: &[String], dates: &[bool]) -> Vec<String> {
    let mut cells: Vec<String> = Vec::new();
    for cell in row.children().filter(|own| is(*own, "c")) {
        let column = attribute(cell, "r").map_or(Some(cells.len()), column_of);
        let Some(column) = column.filter(|&column| column < MOST_COLUMNS) else {
            continue;
        };
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        let value = child(cell, "v").map(text_within).unwrap_or_default();
        cells[column] = match attribute(cell, "t") {
            Some("s") => {
                let index: Option<usize> = value.trim().parse().ok();
                index
                    .and_then(|index| strings.get(index))
                    .cloned()
                    .unwrap_or_default()
            }
            Some("inlineStr") => child(cell, "is").map(written).unwrap_or_default(),
            Some("b") => (if value.trim() == "1" { "TRUE" } else { "FALSE" }).to_owned(),
            Some("e") => String::new(),
            Some(_) => value,
            None => {
                let style: Option<usize> =
                    attribute(cell, "s").and_then(|style| style.parse().ok());
                let is_date = style.and_then(|style| dates.get(style)).copied();
                let day: Option<f64> = value.trim().parse().ok();
                match (is_date, day) {
                    (Some(true), Some(day)) => date_of(day).unwrap_or(value),
                    _ => value,
                }
            }
        };
    }
    cells
}

/// The column of a cell, counted from 0: 27 of `AB12`.
fn column_of(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let mut column = 0usize;
    for letter in letters.take(4) {
        column = column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    column.checked_sub(1)
}

/// The date of a day counted from the end of 1899, as ISO 8601 writes it.
fn date_of(day: f64) -> Option<String> {
    if !(1.0..2_958_466.0).contains(&day) {
        return None;
    }
    // 1900 counts as a leap year there, for the sake of an older program.
    let day = day as i64 + i64::from(day < 60.0);
    days_after(1899, Month::December, 30, day).map(iso)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_columns() {
        assert_eq!(date_of(43_608.0).as_deref(), Some("2019-05-23"));
        assert_eq!(date_of(1.0).as_deref(), Some("1900-01-01"));
        assert_eq!(date_of(61.0).as_deref(), Some("1900-03-01"));
        assert_eq!(column_of("A1"), Some(0));
        assert_eq!(column_of("AB12"), Some(27));
        assert_eq!(column_of("12"), None);
    }
}
