//! Notes: those that stand where they are called, and those whose text stands apart from their mark.

use super::{Ends, Walk};
use crate::draft::Shape;
use crate::readers::latex::commands::without_options;
use crate::readers::latex::{enclosed, group};

impl Walk<'_> {
    /// The mark of a note whose text stands elsewhere: `\footnotemark`, `\footnotemark[7]`.
    pub(super) fn note_mark<'t>(&mut self, rest: &'t str) -> &'t str {
        let (stated, rest) = stated_number(rest);
        if !self.with_notes {
            return rest;
        }
        let label = stated.map_or_else(
            || {
                self.notes += 1;
                self.notes.to_string()
            },
            str::to_owned,
        );
        self.start();
        self.out.marker(&format!("[{label}]"), &label);
        rest
    }

    /// The text of a note that was marked: `\footnotetext[7]{…}`; without a number the one that was counted last.
    pub(super) fn note_text<'t>(&mut self, rest: &'t str) -> &'t str {
        let (stated, rest) = stated_number(rest);
        let Some((note, behind)) = group(rest) else {
            return rest;
        };
        if self.with_notes {
            let label = stated.map_or_else(|| self.notes.to_string(), str::to_owned);
            self.called.push_back((label, note.to_owned()));
        }
        behind
    }

    pub(super) fn note<'t>(&mut self, rest: &'t str) -> &'t str {
        let rest = without_options(rest);
        if !self.with_notes {
            return group(rest).map_or(rest, |(_, rest)| rest);
        }
        if !rest.starts_with('{') {
            return rest;
        }
        self.notes += 1;
        let label = self.notes.to_string();
        self.start();
        self.out.marker(&format!("[{label}]"), &label);
        match group(rest) {
            Some((note, rest)) => {
                self.called.push_back((label, note.to_owned()));
                rest
            }
            // One that is longer than an argument stands where it is called.
            None => self.part(Shape::Note { label }, Ends::Note, rest),
        }
    }

    /// Writes the notes that were called since the last time.
    pub(super) fn write_notes(&mut self) {
        if self.called.is_empty() || self.parts > 0 {
            return;
        }
        self.end_part_now();
        // A note may call another.
        while let Some((label, note)) = self.called.pop_front() {
            self.out.begin(Shape::Note { label });
            self.parts += 1;
            self.read_closed(&note);
            self.out.end();
            self.parts = self.parts.saturating_sub(1);
        }
    }
}

/// The number in brackets that a note's mark or text begins with.
fn stated_number(rest: &str) -> (Option<&str>, &str) {
    match enclosed(rest, '[', ']') {
        Some((number, behind)) => (Some(number.trim()).filter(|own| !own.is_empty()), behind),
        None => (None, rest),
    }
}
