//! From lines to paragraphs, headings, tables and notes.

mod habits;
mod notes;
mod tables;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::lines::{Cell, Line};
use crate::number::Style;
use crate::run::{push_stretch, solid_in};
use crate::transcript::{Form, Transcript, Words};
use habits::{Habits, LEVELS};
pub(super) use notes::note_number;
use notes::{Note, with_lone_numbers};
use tables::table_rows;

/// Lines are set at most this many sizes apart: double spaced.
const MOST_LEADING: f32 = 2.0;

struct Writer<'t> {
    habits: Habits,
    transcript: &'t mut Transcript,
    /// Notes that wait for the end of their section.
    notes: Vec<Note>,
    /// Labels that are given away.
    labels: HashSet<String>,
    /// Raised numbers that no note of their page has.
    unresolved: HashSet<String>,
    /// What is written, in order, with its page.
    written: Vec<(Form, Words, u32)>,
}

/// Writes the pages.
pub(super) fn write(pages: Vec<(u32, Vec<Line>)>, transcript: &mut Transcript) {
    let mut writer = Writer {
        habits: Habits::of(&pages),
        transcript,
        notes: Vec::new(),
        labels: HashSet::new(),
        unresolved: HashSet::new(),
        written: Vec::new(),
    };
    for (number, lines) in pages {
        writer.page(number, lines);
    }
    writer.write_notes();
    writer.find_endnotes();
    let Writer {
        written,
        transcript,
        ..
    } = writer;
    for (form, words, page) in written {
        transcript.push_on(form, words, page);
    }
}

impl Writer<'_> {
    fn page(&mut self, page: u32, lines: Vec<Line>) {
        let (body, notes) = self.part_notes(lines);
        let body = with_lone_numbers(body);
        let before = self.notes.len();
        self.read_notes(page, &notes);
        let labels: HashMap<String, String> = self.notes[before..]
            .iter()
            .map(|note| (note.number.clone(), note.label.clone()))
            .collect();
        let mut called = HashSet::new();
        let pitch = pitch(&body);
        let mut at = 0;
        while at < body.len() {
            let rows = table_rows(&body[at..]);
            if rows > 0 {
                self.table(page, &body[at..at + rows], &labels, &mut called);
                at += rows;
                continue;
            }
            let mut end = at + 1;
            while end < body.len()
                && !self.begins(&body[end - 1], &body[end], &body[at], pitch)
                && table_rows(&body[end..]) == 0
            {
                end += 1;
            }
            let lines = &body[at..end];
            at = end;
            for cell in lines.iter().flat_map(|line| &line.cells) {
                let numbers = cell
                    .raised
                    .iter()
                    .filter_map(|&(from, length)| cell.text.get(from..from + length));
                let free = numbers.filter(|number| !labels.contains_key(*number));
                self.unresolved.extend(free.map(str::to_owned));
            }
            let words = self.joined(lines, &labels, &mut called);
            let text = words.text.trim();
            let in_table = body
                .get(end)
                .is_some_and(|next| is_row_below(&lines[lines.len() - 1], next, pitch));
            let level = self
                .habits
                .level(lines[0].size)
                .or_else(|| set_apart(&words).filter(|_| !in_table))
                .filter(|_| {
                    text.chars().count() <= 250
                        && lines.len() <= 5
                        && text.chars().any(char::is_alphabetic)
                });
            match level {
                Some(level) => {
                    // Notes called on this page belong to the section that ends here as far as they were called.
                    self.write_called(&called);
                    self.written.push((Form::Heading(level), words, page));
                }
                None => self.paragraph(words, page),
            }
        }
    }

    /// Writes a paragraph, or an item where a bullet stands before it.
    fn paragraph(&mut self, mut words: Words, page: u32) {
        let Some(skip) = bullet(&words.text) else {
            self.written.push((Form::Paragraph, words, page));
            return;
        };
        drop_head(&mut words, skip);
        let list = match self.written.last() {
            Some((Form::Item(list, _), ..)) => *list,
            _ => self.transcript.new_list(),
        };
        self.written.push((Form::Item(list, None), words, page));
    }

    /// Whether a paragraph begins with a line.
    fn begins(&self, before: &Line, line: &Line, first: &Line, pitch: f32) -> bool {
        let size = before.size.max(line.size);
        if (before.size - line.size).abs() > 0.08 * size {
            return true;
        }
        if line
            .cells
            .first()
            .is_some_and(|cell| bullet(&cell.text).is_some())
        {
            return true;
        }
        let heading = self.habits.level(first.size).is_some();
        let is_bold = |line: &Line| {
            let bytes: usize = line
                .cells
                .iter()
                .map(|cell| crate::run::solid(&cell.text))
                .sum();
            let bold: usize = line.cells.iter().map(|cell| cell.bold).sum();
            bold >= bytes
        };
        if is_bold(before) != is_bold(line) {
            return true;
        }
        let next_column = before.column != line.column || line.y > before.y;
        if next_column {
            // A column that ends within a sentence goes on in the next.
            return heading
                || ends_sentence(&before.text())
                || before.right < before.edges.1 - 0.2 * width(before);
        }
        let gap = before.y - line.y;
        // Larger lines stand further apart, as far as the lines of the text do by their size.
        let leading = (pitch / self.habits.body).clamp(1.0, MOST_LEADING);
        let usual = if heading { size * leading } else { size };
        if gap > pitch.max(usual) * 1.35 {
            return true;
        }
        if heading {
            return begins_with_number(&line.text());
        }
        let indent = line.left - line.edges.0;
        let before_indent = before.left - before.edges.0;
        let hanging = first.left + 0.5 * size < line.left;
        // A first line that is set in, behind lines that are not.
        if indent > before_indent + 0.8 * size && !hanging {
            return true;
        }
        // A hanging entry: the line returns to the left of the lines before.
        if before_indent > indent + 0.8 * size && before.y != first.y {
            return true;
        }
        let short = before.right < before.edges.1 - 0.12 * width(before);
        short
            && (ends_sentence(&before.text())
                || width(before) > 100.0 && before.right < before.edges.1 - 0.4 * width(before))
    }

    /// The words of lines, with the markers of the notes that they call.
    fn joined(
        &self,
        lines: &[Line],
        labels: &HashMap<String, String>,
        called: &mut HashSet<String>,
    ) -> Words {
        let mut words = Words::default();
        let mut spaced = false;
        for line in lines {
            let mut own = Words::default();
            for cell in &line.cells {
                own.append(marked(cell, labels, called), " ");
            }
            let between = match words.text.is_empty() {
                true => "",
                false => self.habits.between(&words.text, spaced, &own.text),
            };
            words.append(own, between);
            spaced = line.spaced;
        }
        words
    }
}

fn width(line: &Line) -> f32 {
    line.edges.1 - line.edges.0
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end()
        .trim_end_matches(['"', '”', '’', ')', ']', '」', '』'])
        .ends_with(['.', '!', '?', ':', '。', ';'])
        || text.trim_end().ends_with(|ch: char| ch.is_ascii_digit())
            && text
                .trim_end()
                .trim_end_matches(|ch: char| ch.is_ascii_digit())
                .ends_with('.')
}

/// The words of a cell; raised numbers become markers of notes, or raised digits where the page has no such note.
fn marked(cell: &Cell, labels: &HashMap<String, String>, called: &mut HashSet<String>) -> Words {
    let mut words = Words::default();
    let mut at = 0;
    for &(from, length) in &cell.raised {
        let Some(number) = cell.text.get(from..from + length) else {
            continue;
        };
        push(&mut words, cell, at..from);
        at = from + length;
        match labels.get(number) {
            Some(label) => {
                words.call(label);
                called.insert(label.clone());
            }
            None => match crate::transcript::raised(number) {
                // A number at the head of a line is a note's own.
                Some(raised) if from > 0 => words.push(&raised),
                _ => words.push(number),
            },
        }
    }
    push(&mut words, cell, at..cell.text.len());
    words.bold = cell.bold;
    words
}

/// Adds a stretch of a cell's text, with what of it stands in italics.
fn push(words: &mut Words, cell: &Cell, range: Range<usize>) {
    let Some(text) = cell.text.get(range.clone()) else {
        return;
    };
    let start = words.text.len();
    words.push(text);
    for span in &cell.italic {
        let own = span.start.max(range.start)..span.end.min(range.end);
        if own.start < own.end {
            let moved = own.start - range.start + start..own.end - range.start + start;
            push_stretch(&mut words.italic, moved);
        }
    }
}

/// The bytes of a bullet and the space behind it.
fn bullet(text: &str) -> Option<usize> {
    let sign = text.chars().next()?;
    let rest = &text[sign.len_utf8()..];
    ("•‣▪▫○●■□◦◆◇▶▷❍※∙·".contains(sign) && rest.starts_with(' ') && rest.len() > 1)
        .then(|| sign.len_utf8() + 1)
}

/// Whether a line begins with the number of a heading and goes on: it is no further line of the heading above it.
fn begins_with_number(text: &str) -> bool {
    let text = text.trim();
    crate::number::split_number(text)
        .is_some_and(|(number, start)| number.style == Style::Decimal && start < text.len())
}

/// Whether the next line is a row of several cells right below: bold words above it are the head of a column, of which
/// the first line alone has no others beside it.
fn is_row_below(line: &Line, next: &Line, pitch: f32) -> bool {
    let gap = line.y - next.y;
    next.column == line.column
        && next.cells.len() > 1
        && gap > 0.0
        && gap <= pitch.max(line.size) * 1.35
}

/// The level of a short text in bold, or of a numbered one in italics, that ends no sentence.
fn set_apart(words: &Words) -> Option<u8> {
    let text = words.text.trim();
    let bytes = crate::run::solid(text);
    let numbered = crate::number::split_number(text).is_some_and(|(_, start)| start < text.len());
    let apart = words.bold >= bytes || numbered && solid_in(&words.text, &words.italic) >= bytes;
    let short = text.chars().count() <= 120
        && !text.contains(['\n', '\t'])
        && text.chars().any(char::is_alphabetic);
    // Below the headings that size tells.
    (apart && short && bytes > 1 && !ends_sentence(text) && !crate::table::is_caption(text))
        .then_some(LEVELS as u8)
}

/// Takes bytes from the head of words.
fn drop_head(words: &mut Words, bytes: usize) {
    words.drop_head(bytes);
    words.drop_head(words.text.len() - words.text.trim_start().len());
}

/// The usual distance of lines.
fn pitch(lines: &[Line]) -> f32 {
    let mut gaps: Vec<f32> = lines
        .windows(2)
        .filter(|pair| pair[0].column == pair[1].column)
        .map(|pair| pair[0].y - pair[1].y)
        .filter(|gap| *gap > 1.0 && *gap < 60.0)
        .collect();
    gaps.sort_by(f32::total_cmp);
    // Most lines follow one within a paragraph: a third of the way up is one of those.
    gaps.get(gaps.len() / 3).copied().unwrap_or(14.0)
}
