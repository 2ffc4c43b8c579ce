//! Cells that reach over several rows: the rows below say what they say too.

use crate::draft::Shape;
use crate::rendering::Rendering;

/// The longest text that is said again, in bytes: a whole passage is none.
const LONGEST: usize = 120;
/// Cells that reach further are a fault or mischief.
const MOST_ROWS: usize = 1000;

/// What the cells of the rows above reach down with, by column.
#[derive(Debug, Default)]
pub(super) struct Spans {
    columns: Vec<(usize, String)>,
}

impl Spans {
    /// A cell at a column reaches over so many rows, its own among them.
    pub(super) fn begin(&mut self, column: usize, rows: usize, text: &str) {
        if rows <= 1 {
            return;
        }
        if self.columns.len() <= column {
            self.columns.resize(column + 1, (0, String::new()));
        }
        let text = match text.len() <= LONGEST {
            true => without_calls(text.trim()),
            false => String::new(),
        };
        self.columns[column] = (rows.min(MOST_ROWS) - 1, text);
    }

    /// What a cell above says at a column of the row that is read; `None` where none reaches down.
    pub(super) fn take(&mut self, column: usize) -> Option<String> {
        let (rows, text) = self.columns.get_mut(column).filter(|(rows, _)| *rows > 0)?;
        *rows -= 1;
        Some(text.clone())
    }

    /// Whether a cell above reaches down at a column or to the right of it.
    fn reaches(&self, column: usize) -> bool {
        let mut right = self.columns.iter().skip(column);
        right.any(|(rows, _)| *rows > 0)
    }
}

/// A row of a table whose cells are written one after another, with what cells above reach down with between them.
pub(super) struct RowCells<'s> {
    spans: &'s mut Spans,
    column: usize,
}

impl<'s> RowCells<'s> {
    /// Begins the part of a row of `table`.
    pub(super) fn begin(out: &mut Rendering, table: usize, spans: &'s mut Spans) -> Self {
        out.begin(Shape::Row { table });
        Self { spans, column: 0 }
    }

    /// Goes to the next cell; gives where it begins in the text of the row, in bytes.
    pub(super) fn next(&mut self, out: &mut Rendering) -> usize {
        while let Some(above) = self.spans.take(self.column) {
            self.say_again(out, &above);
        }
        if self.column > 0 {
            out.cell();
        }
        out.here()
    }

    /// Ends the cell that begins at `start`; `attribute` gives what it says of how far it reaches (`rowspan`, `colspan`).
    pub(super) fn end_cell<S: AsRef<str>>(
        &mut self,
        out: &mut Rendering,
        start: usize,
        attribute: impl Fn(&str) -> Option<S>,
    ) {
        /// Wider cells are a fault or mischief.
        const WIDEST: usize = 50;
        let number = |name: &str| -> usize {
            let value = attribute(name);
            value
                .and_then(|value| value.as_ref().trim().parse().ok())
                .unwrap_or(1)
        };
        let rows = number("rowspan");
        let text = out.so_far().get(start..).unwrap_or_default();
        self.spans.begin(self.column, rows, text);
        self.column += 1;
        for _ in 1..number("colspan").min(WIDEST) {
            out.cell();
            self.spans.begin(self.column, rows, "");
            self.column += 1;
        }
    }

    /// Ends the row.
    pub(super) fn end(mut self, out: &mut Rendering) {
        while self.spans.reaches(self.column) {
            let above = self.spans.take(self.column).unwrap_or_default();
            self.say_again(out, &above);
        }
        out.end();
    }

    fn say_again(&mut self, out: &mut Rendering, above: &str) {
        if self.column > 0 {
            out.cell();
        }
        out.text(above);
        self.column += 1;
    }
}

/// A text without the signs that call notes: they are called once.
fn without_calls(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('[') {
        out.push_str(before);
        let called = from.split_once(']').filter(|(label, _)| {
            let label = label.trim_start_matches('^');
            let number = label.bytes().all(|byte| byte.is_ascii_digit());
            !label.is_empty() && (number || label.len() == 1 || from.starts_with('^'))
        });
        rest = match called {
            Some((_, behind)) => behind,
            None => {
                out.push('[');
                from
            }
        };
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reaches_down_is_said_again_without_calls() {
        let mut spans = Spans::default();
        spans.begin(1, 3, "Busan[^1][a] [sic]");
        assert_eq!(spans.take(0), None);
        assert!(spans.reaches(0));
        for _ in 0..2 {
            assert_eq!(spans.take(1).as_deref(), Some("Busan [sic]"));
        }
        assert_eq!(spans.take(1), None);
        assert!(!spans.reaches(0));
    }
}
