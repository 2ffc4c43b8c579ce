//! CSV and TSV, and what spreadsheets of other countries write by these names: semicolons, bars, tabs.

use super::{MOST_COLUMNS, MOST_ROWS, Sheet, content};
use crate::readers::{Content, Source};
use crate::source::{self, Warning, WarningKind};

/// Reads rows of cells.
pub(in crate::readers) fn read(input: &Source<'_>) -> Result<Content, Warning> {
    let mut warnings = Vec::new();
    let text = source::decode(input.bytes, &mut warnings);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut faults = 0;
    for record in reader.records() {
        match record {
            Ok(record) => rows.push(
                record
                    .iter()
                    .take(MOST_COLUMNS)
                    .map(str::to_owned)
                    .collect(),
            ),
            Err(_) => faults += 1,
        }
        if rows.len() > MOST_ROWS {
            break;
        }
    }
    if faults > 0 {
        let message = format!("{faults} rows that could not be read");
        warnings.push(Warning::new(WarningKind::Incomplete, message));
    }
    Ok(content(vec![Sheet { name: None, rows }], warnings))
}

/// The sign that parts cells: the one that the first lines have most alike.
fn delimiter(text: &str) -> u8 {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(20)
        .collect();
    let score = |sign: char| {
        let counts: Vec<usize> = lines
            .iter()
            .map(|line| line.matches(sign).count())
            .collect();
        let first = counts.first().copied().unwrap_or(0);
        let alike = counts.iter().filter(|&&count| count == first).count();
        match first {
            0 => 0,
            _ => alike * 1000 + first.min(999),
        }
    };
    [b'\t', b',', b';', b'|']
        .into_iter()
        .max_by_key(|&sign| score(char::from(sign)))
        .unwrap_or(b',')
}
