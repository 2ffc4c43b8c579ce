//! The names of columns: the first row, where it looks like names rather than like the rows below it.

use crate::name_columns::is_known;

/// The rows of a sheet by what they are.
pub(super) struct Head<'r> {
    /// Titles and remarks above the names of the columns.
    pub(super) above: &'r [Vec<String>],
    /// The names of the columns; none where no row looks like names.
    pub(super) names: &'r [String],
    /// The rows below.
    pub(super) body: &'r [Vec<String>],
}

/// Finds the names of the columns.
///
/// Rows that hold fewer cells before the first full one are titles and remarks of the sheet.
pub(super) fn head_of(rows: &[Vec<String>]) -> Head<'_> {
    let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.trim().is_empty()).count();
    let width = rows.iter().take(50).map(filled).max().unwrap_or(0);
    let first = rows
        .iter()
        .take(10)
        .position(|row| filled(row) * 2 > width && filled(row) > 0)
        .unwrap_or(0);
    match rows.get(first) {
        Some(row) if rows.len() > first + 1 && is_head(row, &rows[first + 1..]) => Head {
            above: &rows[..first],
            names: row,
            body: &rows[first + 1..],
        },
        _ => Head {
            above: &[],
            names: &[],
            body: rows,
        },
    }
}

/// Whether a row is names of columns: short words, most of them different, no numbers where numbers stand below.
fn is_head(row: &[String], below: &[Vec<String>]) -> bool {
    /// Longer cells are text.
    const LONGEST: usize = 60;
    let cells: Vec<&str> = row
        .iter()
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty())
        .collect();
    let is_number = |cell: &str| {
        cell.chars().any(|ch| ch.is_ascii_digit())
            && cell
                .chars()
                .all(|ch| ch.is_ascii_digit() || ".,-/:% ".contains(ch))
    };
    let mut sorted = cells.clone();
    sorted.sort_unstable();
    sorted.dedup();
    if cells.is_empty()
        || sorted.len() * 3 < cells.len() * 2
        || cells
            .iter()
            .any(|cell| cell.chars().count() > LONGEST || is_number(cell) || cell.contains("://"))
    {
        return false;
    }
    // Names known for names, or rows below that look otherwise: numbers, dates, longer text.
    let known = cells
        .iter()
        .any(|cell| KNOWN.contains(&cell.to_lowercase().as_str()) || is_known(cell));
    let sample = &below[..below.len().min(20)];
    let differs = (0..row.len()).any(|column| {
        let cells: Vec<&str> = sample
            .iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
            .collect();
        let numbers = cells.iter().filter(|cell| is_number(cell)).count();
        let long = cells.iter().map(|cell| cell.chars().count()).sum::<usize>();
        let own = row[column].trim().chars().count();
        !cells.is_empty() && (numbers * 2 > cells.len() || long > cells.len() * own.max(8) * 2)
    });
    known || differs || row.len() == 1
}

/// Names that columns have in lists of persons, works and places, beside those of names.
const KNOWN: [&str; 19] = [
    "id",
    "author",
    "authors",
    "date",
    "year",
    "type",
    "note",
    "notes",
    "url",
    "publisher",
    "born",
    "country",
    "저자",
    "연도",
    "날짜",
    "생년",
    "비고",
    "국적",
    "출판사",
];
