//! Tables: lines whose cells stand in the same columns.

use std::collections::{HashMap, HashSet};

use super::{Writer, marked};
use crate::readers::pdf::lines::Line;
use crate::transcript::{Form, Words};

impl Writer<'_> {
    pub(super) fn table(
        &mut self,
        page: u32,
        lines: &[Line],
        labels: &HashMap<String, String>,
        called: &mut HashSet<String>,
    ) {
        let columns = starts_of_columns(lines);
        let table = self.transcript.new_table();
        let mut rows: Vec<Vec<Words>> = Vec::new();
        for line in lines {
            let mut row: Vec<Words> = vec![Words::default(); columns.len()];
            for cell in &line.cells {
                let place = columns
                    .iter()
                    .rposition(|&start| start <= cell.left + 0.5 * line.size)
                    .unwrap_or(0);
                row[place].append(marked(cell, labels, called), " ");
            }
            // A line without a first cell goes on with the cells of the row above.
            match rows.last_mut() {
                Some(above) if row[0].text.is_empty() => {
                    for (own, more) in above.iter_mut().zip(row) {
                        own.append(more, " ");
                    }
                }
                _ => rows.push(row),
            }
        }
        for row in rows {
            self.written
                .push((Form::Row(table), crate::transcript::row(row), page));
        }
    }
}

/// How many lines at the begin are rows of a table: two or more with cells that begin at the same places.
pub(super) fn table_rows(lines: &[Line]) -> usize {
    let Some(first) = lines.first().filter(|line| line.cells.len() >= 2) else {
        return 0;
    };
    let mut rows = 1;
    let mut full = 1;
    let mut last = first;
    for line in &lines[1..] {
        let near = last.y - line.y > 0.0
            && last.y - line.y < 4.0 * first.size
            && line.column == first.column;
        let aligned = line
            .cells
            .iter()
            .skip(usize::from(line.cells.len() > 1))
            .all(|cell| {
                first.cells.iter().any(|own| {
                    (own.left - cell.left).abs() < 1.5 * first.size
                        || (own.right - cell.right).abs() < 1.5 * first.size
                })
            });
        // A line with one cell goes on with a cell that is not the first.
        let one =
            line.cells.len() == 1 && line.cells[0].left < first.cells[1].left - 1.5 * first.size;
        if !near || !aligned || one || (line.size - first.size).abs() > 0.2 * first.size {
            break;
        }
        rows += 1;
        full += usize::from(line.cells.len() >= 2);
        last = line;
    }
    if full >= 2 { rows } else { 0 }
}

/// Where the columns of a table begin.
fn starts_of_columns(lines: &[Line]) -> Vec<f32> {
    let widest = lines.iter().max_by_key(|line| line.cells.len());
    let mut starts: Vec<f32> = widest
        .into_iter()
        .flat_map(|line| &line.cells)
        .map(|cell| {
            // The leftmost begin of a cell that overlaps this one.
            lines
                .iter()
                .flat_map(|line| &line.cells)
                .filter(|other| other.left <= cell.right && other.right >= cell.left)
                .map(|other| other.left)
                .fold(cell.left, f32::min)
        })
        .collect();
    starts.sort_by(f32::total_cmp);
    starts.dedup_by(|a, b| (*a - *b).abs() < 1.0);
    if let Some(first) = starts.first_mut() {
        *first = f32::MIN;
    }
    starts
}
