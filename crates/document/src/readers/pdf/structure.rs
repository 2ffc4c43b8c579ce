//! From lines to paragraphs, headings, tables and notes.

use std::collections::{HashMap, HashSet};

use super::lines::Line;
use crate::html::RAISED;
use crate::transcript::{Form, Transcript, Words};

/// A line smaller than the body's by this factor may be a note's.
const NOTE_SIZE: f32 = 0.94;
/// A line larger than the body's by this factor may be a heading.
const HEADING_SIZE: f32 = 1.12;
/// Levels of headings by size.
const LEVELS: usize = 4;

/// What the document as a whole tells.
struct Habits {
    /// The size of most of its letters.
    body: f32,
    /// Sizes of headings, largest first.
    headings: Vec<f32>,
    /// Whether lines that end between words end in a space.
    spaced: bool,
    /// Words within lines, to tell whether a line's end cuts one.
    words: HashSet<String>,
    /// How often a syllable ends a word and goes on, begins a word and goes on before it.
    syllables: HashMap<char, Syllable>,
}

#[derive(Clone, Copy, Default)]
struct Syllable {
    ends: f32,
    goes_on: f32,
    begins: f32,
    follows: f32,
}

/// Syllables that end words more often than not in any Korean text: particles and endings.
const ENDINGS: &str = "은는이가을를의에서로와과도만고며다지면게한할된";

impl Habits {
    fn of(pages: &[(u32, Vec<Line>)]) -> Habits {
        let mut letters: HashMap<i32, usize> = HashMap::new();
        let mut words = HashSet::new();
        let mut syllables: HashMap<char, Syllable> = HashMap::new();
        for ch in ENDINGS.chars() {
            syllables.entry(ch).or_default().ends = 2.0;
        }
        let (mut ends, mut spaced) = (0usize, 0usize);
        for line in pages.iter().flat_map(|(_, lines)| lines) {
            let text = line.text();
            *letters.entry(half_points(line.size)).or_default() += text.len();
            if text.ends_with(is_hangul) {
                ends += 1;
                spaced += usize::from(line.spaced);
            }
            let own: Vec<&str> = text.split(' ').collect();
            // The first and the last word of a line may be halves.
            for word in own.iter().skip(1).take(own.len().saturating_sub(2)) {
                let mut before: Option<char> = None;
                for ch in word.chars().map(Some).chain([None]) {
                    match (
                        before.filter(|ch| is_hangul(*ch)),
                        ch.filter(|ch| is_hangul(*ch)),
                    ) {
                        (Some(first), Some(second)) => {
                            syllables.entry(first).or_default().goes_on += 1.0;
                            syllables.entry(second).or_default().follows += 1.0;
                        }
                        (Some(first), None) => syllables.entry(first).or_default().ends += 1.0,
                        (None, Some(second)) => syllables.entry(second).or_default().begins += 1.0,
                        (None, None) => {}
                    }
                    before = ch;
                }
                if words.len() < 500_000 {
                    words.insert(bare(word).to_owned());
                }
            }
        }
        let body = letters
            .iter()
            .max_by_key(|&(size, count)| (*count, -*size))
            .map_or(20, |(size, _)| *size);
        let mut sizes: Vec<i32> = letters
            .iter()
            .filter(|&(size, _)| *size as f32 > body as f32 * HEADING_SIZE)
            .map(|(size, _)| *size)
            .collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        Habits {
            body: body as f32 / 2.0,
            headings: sizes.into_iter().map(|size| size as f32 / 2.0).collect(),
            spaced: spaced * 5 > ends,
            words,
            syllables,
        }
    }

    /// The level of a heading of this size.
    fn level(&self, size: f32) -> Option<u8> {
        let size = half_points(size) as f32 / 2.0;
        (size > self.body * HEADING_SIZE).then(|| {
            let place = self
                .headings
                .iter()
                .filter(|own| **own > size + 0.1)
                .count();
            place.min(LEVELS - 1) as u8 + 1
        })
    }

    /// What stands between a line and the next: a space, a line break for [`crate::repair`], nothing within a word.
    fn between(&self, text: &str, spaced: bool, next: &str) -> &'static str {
        let both = text.ends_with(is_hangul) && next.starts_with(is_hangul);
        if !both || spaced {
            return "\n";
        }
        if self.spaced {
            return "";
        }
        let last = text.rsplit([' ', '\n']).next().unwrap_or_default();
        let first = next.split(' ').next().unwrap_or_default();
        let joined = format!("{last}{first}");
        let known = |word: &str| self.words.contains(bare(word));
        if known(&joined) != (known(last) && known(first)) {
            return if known(&joined) { "" } else { "\n" };
        }
        // What the two syllables do within lines they do at the ends of lines.
        let of = |ch: Option<char>| {
            ch.and_then(|ch| self.syllables.get(&ch))
                .copied()
                .unwrap_or_default()
        };
        let (end, begin) = (of(text.chars().next_back()), of(next.chars().next()));
        let parts = (end.ends + 0.5) * (begin.begins + 0.5);
        let joins = (end.goes_on + 0.5) * (begin.follows + 0.5);
        if parts >= joins { "\n" } else { "" }
    }
}

fn half_points(size: f32) -> i32 {
    (size * 2.0).round() as i32
}

fn is_hangul(ch: char) -> bool {
    ('가'..='힣').contains(&ch)
}

/// A word without the signs around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|ch: char| !ch.is_alphanumeric())
}

/// A note of a page, under construction.
struct Note {
    number: String,
    label: String,
    page: u32,
    paragraphs: Vec<Words>,
}

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
            let level = self
                .habits
                .level(lines[0].size)
                .or_else(|| set_apart(&words))
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

    /// Parts the notes at the foot of each column from the text above.
    fn part_notes(&self, lines: Vec<Line>) -> (Vec<Line>, Vec<Line>) {
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

    fn read_notes(&mut self, page: u32, lines: &[Line]) {
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
    fn write_called(&mut self, called: &HashSet<String>) {
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

    fn write_notes(&mut self) {
        for note in std::mem::take(&mut self.notes) {
            self.write_note(note);
        }
    }

    /// Makes notes of the paragraphs behind the text that are numbered 1, 2, 3 and are called by raised numbers.
    fn find_endnotes(&mut self) {
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
        if gap > pitch.max(size) * 1.35 {
            return true;
        }
        if heading {
            return false;
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

    fn table(
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
fn marked(
    cell: &super::lines::Cell,
    labels: &HashMap<String, String>,
    called: &mut HashSet<String>,
) -> Words {
    let mut words = Words::default();
    let mut at = 0;
    for &(from, length) in &cell.raised {
        let (Some(text), Some(number)) =
            (cell.text.get(at..from), cell.text.get(from..from + length))
        else {
            continue;
        };
        words.push(text);
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
    words.push(cell.text.get(at..).unwrap_or_default());
    words.bold = cell.bold;
    words.italic = cell.italic;
    words
}

/// The bytes of a bullet and the space behind it.
fn bullet(text: &str) -> Option<usize> {
    let sign = text.chars().next()?;
    let rest = &text[sign.len_utf8()..];
    ("•‣▪▫○●■□◦◆◇▶▷❍※∙·".contains(sign) && rest.starts_with(' ') && rest.len() > 1)
        .then(|| sign.len_utf8() + 1)
}

/// The number with which a note begins, and the bytes up to its text.
fn note_number(line: &Line) -> Option<(String, usize)> {
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

/// The level of a short text in bold, or of a numbered one in italics, that ends no sentence.
fn set_apart(words: &Words) -> Option<u8> {
    let text = words.text.trim();
    let bytes = crate::run::solid(text);
    let numbered = crate::number::split_number(text).is_some_and(|(_, start)| start < text.len());
    let apart = words.bold >= bytes || numbered && words.italic >= bytes;
    let short = text.chars().count() <= 120
        && !text.contains(['\n', '\t'])
        && text.chars().any(char::is_alphabetic);
    // Below the headings that size tells.
    (apart && short && bytes > 1 && !ends_sentence(text) && !crate::table::is_caption(text))
        .then_some(LEVELS as u8)
}

/// Raised numbers that a line's end parted from their word go back to it.
fn with_lone_numbers(lines: Vec<Line>) -> Vec<Line> {
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

/// Takes bytes from the head of words.
fn drop_head(words: &mut Words, bytes: usize) {
    if words.text.is_char_boundary(bytes) && bytes <= words.text.len() {
        words.text.drain(..bytes);
    }
    let kept = words.text.trim_start().len();
    words.text.drain(..words.text.len() - kept);
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

/// How many lines at the begin are rows of a table: two or more with cells that begin at the same places.
fn table_rows(lines: &[Line]) -> usize {
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
