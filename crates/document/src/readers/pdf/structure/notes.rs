//! Notes: at the foot of a page, or behind the text; each paired with the raised numbers that call it.

use std::collections::{HashMap, HashSet};

use super::habits::NOTE_SIZE;
use super::{Writer, drop_head};
use crate::html::RAISED;
use crate::readers::pdf::lines::Line;
use crate::transcript::{Form, Words};

/// A note of a page, under construction.
pub(super) struct Note {
    pub(super) number: String,
    pub(super) label: String,
    page: u32,
    paragraphs: Vec<Words>,
}

impl Writer<'_> {
    /// Parts the notes at the foot of each column from the text above.
    pub(super) fn part_notes(&self, lines: Vec<Line>) -> (Vec<Line>, Vec<Line>) {
        let mut is_note = vec![false; lines.len()];
        let mut at = 0;
        while at < lines.len() {
            let column = lines[at].column;
            let end = lines[at..]
                .iter()
                .take_while(|line| line.column == column)
                .count()
                + at;
            // The small lines at the column's foot.
            let mut start = end;
            while start > at && lines[start - 1].size < self.habits.body * NOTE_SIZE {
                start -= 1;
            }
            if let Some(foot) = raised_foot(&lines[at..end]) {
                start = start.min(at + foot);
            }
            let first = (start..end).find(|&index| note_number(&lines[index]).is_some());
            if let Some(first) = first
                && (start > at || self.is_foot(&lines, start))
            {
                // What stands before the first number goes on from the page before.
                is_note[start.min(first)..end].fill(true);
            }
            at = end;
        }
        let mut marks = is_note.into_iter();
        lines
            .into_iter()
            .partition(|_| !marks.next().unwrap_or(false))
    }

    /// Whether a column of small lines stands below all text of the body's size.
    fn is_foot(&self, lines: &[Line], start: usize) -> bool {
        let y = lines[start].y;
        let mut body = lines
            .iter()
            .filter(|line| line.size >= self.habits.body * NOTE_SIZE)
            .peekable();
        body.peek().is_some()
            && body.all(|line| {
                line.y > y || line.right < lines[start].left || line.left > lines[start].right
            })
    }

    pub(super) fn read_notes(&mut self, page: u32, lines: &[Line]) {
        let mut last: Option<u32> = None;
        let mut at = 0;
        while at < lines.len() {
            let starts = |line: &Line| {
                note_number(line).filter(|(number, _)| {
                    let number: u32 = number.parse().unwrap_or(0);
                    last.is_none_or(|last| number > last && number <= last + 3)
                })
            };
            let found = starts(&lines[at]);
            if let Some((number, _)) = &found {
                last = number.parse().ok();
            }
            let mut end = at + 1;
            while end < lines.len()
                && !{
                    note_number(&lines[end]).is_some_and(|(number, _)| {
                        let number: u32 = number.parse().unwrap_or(0);
                        last.is_none_or(|last| number > last && number <= last + 3)
                    })
                }
            {
                end += 1;
            }
            let none = HashMap::new();
            let mut words = self.joined(&lines[at..end], &none, &mut HashSet::new());
            at = end;
            match found {
                Some((number, skip)) => {
                    drop_head(&mut words, skip);
                    let mut label = number.clone();
                    // Numbers that begin anew on each page are told apart by the page.
                    if !self.labels.insert(label.clone()) {
                        label = format!("{number}-p{page}");
                        self.labels.insert(label.clone());
                    }
                    self.notes.push(Note {
                        number,
                        label,
                        page,
                        paragraphs: vec![words],
                    });
                }
                None => match self.notes.last_mut() {
                    Some(note) => match note.paragraphs.last_mut() {
                        Some(before) => before.append(words, "\n"),
                        None => note.paragraphs.push(words),
                    },
                    None => self.written.push((Form::Paragraph, words, page)),
                },
            }
        }
    }

    /// Writes the notes of pages before, and those of this page that were called.
    pub(super) fn write_called(&mut self, called: &HashSet<String>) {
        let notes = std::mem::take(&mut self.notes);
        let last = notes.last().map(|note| note.page);
        for note in notes {
            if Some(note.page) == last && !called.contains(&note.label) {
                self.notes.push(note);
            } else {
                self.write_note(note);
            }
        }
    }

    pub(super) fn write_notes(&mut self) {
        for note in std::mem::take(&mut self.notes) {
            self.write_note(note);
        }
    }

    /// Makes notes of the paragraphs behind the text that are numbered 1, 2, 3 and are called by raised numbers.
    pub(super) fn find_endnotes(&mut self) {
        let number = |(form, words, _): &(Form, Words, u32)| match form {
            Form::Paragraph => endnote_number(words.text.trim_start()),
            _ => None,
        };
        let starts = self
            .written
            .iter()
            .enumerate()
            .filter(|(_, own)| number(own).is_some_and(|(number, _)| number == 1));
        let Some(start) = starts.map(|(index, _)| index).next_back() else {
            return;
        };
        let mut last = 0;
        let mut found: Vec<(usize, u32, usize)> = Vec::new();
        for (index, own) in self.written.iter().enumerate().skip(start) {
            if let Some((number, skip)) =
                number(own).filter(|(number, _)| *number > last && *number <= last + 3)
            {
                found.push((index, number, skip));
                last = number;
            }
        }
        let called = found
            .iter()
            .filter(|(_, number, _)| self.unresolved.contains(&number.to_string()))
            .count();
        if found.len() < 2 || called * 10 < found.len() * 6 {
            return;
        }
        let numbers: HashSet<String> = found
            .iter()
            .map(|(_, number, _)| number.to_string())
            .collect();
        let mut last = 0;
        for (_, words, _) in &mut self.written[..start] {
            call_raised(words, &numbers, &mut last);
        }
        let mut is_note = false;
        let mut found = found.into_iter().peekable();
        for (index, (form, words, _)) in self.written.iter_mut().enumerate().skip(start) {
            if let Some((_, number, skip)) = found.next_if(|(own, ..)| *own == index) {
                let label = number.to_string();
                is_note = self.labels.insert(label.clone());
                if is_note {
                    *form = Form::Note(label);
                    drop_head(words, skip);
                }
            } else if is_note && *form == Form::Paragraph && found.peek().is_some() {
                *form = Form::More;
            }
            // Browsers print the way back to the text.
            let kept = words.text.trim_end_matches(['↩', '\u{fe0e}', ' ']).len();
            words.text.truncate(kept);
        }
    }

    fn write_note(&mut self, note: Note) {
        let mut label = Some(note.label);
        for words in note.paragraphs {
            let form = label.take().map_or(Form::More, Form::Note);
            self.written.push((form, words, note.page));
        }
    }
}

/// The number with which an endnote begins, and the bytes up to its text: `12. `, `12) `, `[12] `.
fn endnote_number(text: &str) -> Option<(u32, usize)> {
    let inner = text.trim_start_matches('[');
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &inner[digits..];
    let sign = rest.len() - rest.trim_start_matches([']', ')', '.', ' ']).len();
    let ends = rest.starts_with(['.', ')', ']', ' ']);
    ((1..=3).contains(&digits) && ends && sign < rest.len())
        .then(|| {
            Some((
                inner[..digits].parse().ok()?,
                text.len() - rest.len() + sign,
            ))
        })
        .flatten()
}

/// The number with which a note begins, and the bytes up to its text.
pub(in crate::readers::pdf) fn note_number(line: &Line) -> Option<(String, usize)> {
    let text = line.text();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) || text.starts_with('0') {
        return None;
    }
    let rest = &text[digits..];
    let raised = line
        .cells
        .first()?
        .raised
        .first()
        .is_some_and(|&(from, _)| from == 0);
    let signed =
        rest.starts_with([')', '.', ' ']) && !rest.starts_with(". ") || rest.starts_with(". ");
    let sign = rest.len() - rest.trim_start_matches([')', '.', ' ']).len();
    let text_follows = rest[sign..]
        .chars()
        .next()
        .is_some_and(|ch| !ch.is_ascii_digit());
    (text_follows && (raised || signed)).then(|| (text[..digits].to_owned(), digits + sign))
}

/// Raised numbers that a line's end parted from their word go back to it.
pub(super) fn with_lone_numbers(lines: Vec<Line>) -> Vec<Line> {
    let mut found: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        let text = line.text();
        let is_number = text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
        match found.last_mut() {
            Some(before) if is_number && line.size < 0.8 * before.size => {
                if let Some(cell) = before.cells.last_mut() {
                    cell.raised.push((cell.text.len(), text.len()));
                    cell.text.push_str(&text);
                }
            }
            _ => found.push(line),
        }
    }
    found
}

/// Makes markers of raised numbers that name endnotes. A power (`10²`) is none: calls count up.
fn call_raised(words: &mut Words, numbers: &HashSet<String>, last: &mut u32) {
    let plain = |ch: char| RAISED.iter().position(|raised| *raised == ch);
    if !words.text.contains(RAISED) {
        return;
    }
    let (mut text, mut run) = (String::with_capacity(words.text.len()), String::new());
    let mut before = None;
    for ch in words.text.chars().map(Some).chain([None]) {
        if let Some(digit) = ch.and_then(plain) {
            run.push_str(&digit.to_string());
            continue;
        }
        if !run.is_empty() {
            let number: u32 = run.parse().unwrap_or(0);
            let counts_up = number > *last && number <= *last + 3;
            let behind_digit = before.is_some_and(|ch: char| ch.is_ascii_digit());
            if numbers.contains(&run) && (counts_up || number <= *last && !behind_digit) {
                text.push_str(&format!("[^{run}]"));
                *last = number.max(*last);
            } else {
                text.extend(crate::transcript::raised(&run));
            }
            run.clear();
        }
        before = ch;
        text.extend(ch);
    }
    words.text = text;
}

/// The first of the lines at a column's foot that are notes of the body's size: each note begins with a raised number,
/// and numbers count up; what stands above calls the first of them.
fn raised_foot(lines: &[Line]) -> Option<usize> {
    let own = |line: &Line| -> Option<u32> {
        let raised = line.cells.first()?.raised.first()?;
        (raised.0 == 0)
            .then(|| note_number(line)?.0.parse().ok())
            .flatten()
    };
    let (mut first, mut next) = (None, u32::MAX);
    for (index, line) in lines.iter().enumerate().rev() {
        let Some(number) = own(line) else { continue };
        if number >= next {
            break;
        }
        let is_called = lines[..index]
            .iter()
            .flat_map(|line| &line.cells)
            .any(|cell| {
                cell.raised.iter().any(|&(from, length)| {
                    from > 0
                        && cell
                            .text
                            .get(from..from + length)
                            .and_then(|text| text.parse().ok())
                            == Some(number)
                })
            });
        next = number;
        // A note may go on from the page before: its number is called there, not here.
        if is_called || first.is_some() {
            first = Some(index);
        }
    }
    first
}
