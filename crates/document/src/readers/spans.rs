//! Cells that reach over several rows: the rows below say what they say too.

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
    pub(super) fn reaches(&self, column: usize) -> bool {
        let mut right = self.columns.iter().skip(column);
        right.any(|(rows, _)| *rows > 0)
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
