//! The reader for plain text: lines become headings, paragraphs, items, rows and labelled entries.
//!
//! Blank lines part the text into chunks. What a chunk is follows from its lines: their indents, bullets, labels,
//! lengths, and from its neighbours. Text in a text file that is plainly Markdown is read as such.

mod headings;

use crate::draft::{Draft, Part, Shape};
use crate::entries;
use crate::heading;
use crate::joins::ends_sentence;
use crate::lines::{
    Indent, Line, aligned, bar_cells, bullet, column_cells, fits, is_capitals, is_hanging,
    is_page_number, is_rule, joined, ruled_cells, ruler, underline, without_foot,
};
use crate::number::{Number, split_number};
use crate::readers::{Content, Source, markdown, of_text};
use crate::run::Run;
use crate::source::{Lines, Warning};
use crate::table;
use crate::tree::SectionKind;

/// Reads a file of plain text.
pub(super) fn read(input: &Source<'_>) -> Result<Content, Warning> {
    of_text(input, draft)
}

/// Reads plain text.
fn draft(source: &str) -> Draft {
    let lines: Vec<Line<'_>> = Lines::new(source)
        .ranges(source)
        .map(|range| Line::new(source, range))
        .collect();
    if is_markdown(&lines) {
        return markdown::draft(source);
    }
    let mut scan = Scan {
        source,
        ..Scan::default()
    };
    let chunks: Vec<&[Line<'_>]> = lines
        .split(|line| line.text.is_empty())
        .filter(|chunk| !chunk.is_empty())
        .flat_map(without_foot)
        .collect();
    scan.capitals = chunks
        .iter()
        .filter(|chunk| {
            chunk.len() == 1
                && is_capitals(chunk[0].text)
                && heading::kind_of(chunk[0].text) == SectionKind::Body
        })
        .count();
    for (index, chunk) in chunks.iter().enumerate() {
        // A page's number is not what a heading stands over.
        let mut behind = chunks[index + 1..]
            .iter()
            .take(4)
            .filter(|next| !is_page_number(next))
            .copied();
        let next = behind.next();
        scan.chunk(chunk, next, behind.next());
    }
    Draft { parts: scan.parts }
}

/// Whether the lines are Markdown: a heading with `#` at the head or between blank lines, or several.
fn is_markdown(lines: &[Line<'_>]) -> bool {
    let is_heading = |line: &Line<'_>| {
        let title = line.text.trim_start_matches('#');
        let signs = line.text.len() - title.len();
        line.indent == 0 && (1..=6).contains(&signs) && title.starts_with(' ') && title.len() > 2
    };
    let blank = |index: Option<usize>| {
        index
            .and_then(|index| lines.get(index))
            .is_none_or(|line| line.text.is_empty())
    };
    let headings = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| is_heading(line));
    let mut count = 0;
    for (index, _) in headings {
        count += 1;
        if count > 1 || blank(index.checked_sub(1)) && blank(Some(index + 1)) {
            return true;
        }
    }
    false
}

/// A chunk from this length on, in columns, is running text.
const TEXT: usize = 100;
/// Lines longer than this, in columns, are not wrapped: each is a paragraph of its own.
const UNWRAPPED: usize = 150;

#[derive(Default)]
struct Scan<'s> {
    source: &'s str,
    parts: Vec<Part>,
    lists: usize,
    tables: usize,
    /// Chunks that are lines in capitals.
    capitals: usize,
    /// What the last heading's section is for; none before the first heading.
    kind: Option<SectionKind>,
    /// Whether running text has begun.
    begun: bool,
    /// The number of the last heading.
    number: Option<Number>,
    /// The indent of first lines, in columns, where the entries of this section hang behind theirs.
    hanging: Option<usize>,
    /// The columns of a framed table that is not closed yet.
    ruler: Option<Vec<usize>>,
}

impl Scan<'_> {
    fn chunk(&mut self, chunk: &[Line<'_>], next: Option<&[Line<'_>]>, then: Option<&[Line<'_>]>) {
        let (first, rest) = (chunk[0], &chunk[1..]);
        if rest.is_empty() && is_rule(first.text) {
            return self.push(Shape::Rule, chunk);
        }
        if self.ruler.is_some() && self.table(chunk) {
            return;
        }
        if let Some(level) = rest.first().and_then(|second| underline(first, *second)) {
            self.heading(level, &chunk[..1]);
            if rest.len() > 1 {
                self.chunk(&chunk[2..], next, then);
            }
            return;
        }
        if let Some(level) = self.heading_level(chunk, next, then) {
            return self.heading(level, chunk);
        }
        if self.table(chunk) {
            return;
        }
        // A heading without a blank line around it.
        let width = chunk.iter().map(|line| line.width).max().unwrap_or(0);
        let mut from = 0;
        for index in 0..chunk.len().saturating_sub(1) {
            let before = index.checked_sub(1).map(|before| chunk[before]);
            if let Some(level) = self.tight_heading(before, chunk[index], chunk[index + 1], width) {
                self.text(&chunk[from..index], width);
                self.heading(level, &chunk[index..=index]);
                from = index + 1;
            }
        }
        self.text(&chunk[from..], width);
    }

    fn push(&mut self, shape: Shape, lines: &[Line<'_>]) {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
            return;
        };
        let mut run = Run::default();
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                run.push_text("\n", lines[index - 1].end()..line.start);
            }
            run.push_source(self.source, line.start..line.end());
        }
        if matches!(shape, Shape::Paragraph)
            && lines.iter().map(|line| line.width).sum::<usize>() > TEXT
        {
            self.begun = true;
        }
        self.parts
            .push(Part::new(shape, run, first.start..last.end()));
    }

    fn heading(&mut self, level: u8, lines: &[Line<'_>]) {
        self.ruler = None;
        let title = joined(lines);
        let (number, start) =
            split_number(&title).map_or((None, 0), |(number, start)| (Some(number), start));
        self.hanging = None;
        if level > 1 || number.is_some() {
            self.kind = Some(heading::kind_of(title[start..].trim_end_matches(':')));
        }
        if number.is_some() {
            self.number = number;
        }
        self.push(Shape::Heading { level }, lines);
    }

    /// Rows between bars, or columns that stand under each other; false where the chunk is no table.
    fn table(&mut self, chunk: &[Line<'_>]) -> bool {
        let barred = chunk.len() >= 2
            && chunk
                .iter()
                .all(|line| line.text.contains('|') || is_rule(line.text))
            && chunk
                .iter()
                .filter(|line| line.text.matches('|').count() >= 1)
                .count()
                >= 2;
        // Between two lines across it a table may have blank lines; the ruler of its head holds for all of it.
        let closed = chunk.len() > 1 && is_rule(chunk[chunk.len() - 1].text);
        let open = self
            .ruler
            .take()
            .filter(|ruler| chunk.iter().all(|line| fits(*line, ruler)));
        let goes_on = open.is_some() && !barred;
        let ruler = match barred {
            true => None,
            false => chunk.iter().find_map(|line| ruler(*line)).or(open),
        };
        let listed = bullet(chunk[0].text).is_some();
        let columns = !barred && ruler.is_none() && !listed && chunk.len() >= 2 && aligned(chunk);
        if !barred && !columns && ruler.is_none() {
            return false;
        }
        if !goes_on {
            self.tables += 1;
        }
        let framed = is_rule(chunk[0].text) && chunk.len() > 2;
        if !closed && (goes_on || framed) {
            self.ruler.clone_from(&ruler);
        }
        for line in chunk {
            if line.text.chars().all(|ch| "|-:=+ ─━┼│".contains(ch)) {
                continue;
            }
            let mut run = Run::default();
            let cells = match &ruler {
                Some(ruler) => ruled_cells(*line, ruler),
                None if barred => bar_cells(line.text),
                None => column_cells(line.text),
            };
            let mut end = line.start;
            for (index, cell) in cells.into_iter().enumerate() {
                let range = line.start + cell.start..line.start + cell.end;
                if index > 0 {
                    run.push_text("\t", end..range.start);
                }
                end = range.end;
                run.push_source(self.source, range);
            }
            self.parts.push(Part::new(
                Shape::Row { table: self.tables },
                run,
                line.start..line.end(),
            ));
        }
        true
    }

    /// Running text, items, entries.
    fn text(&mut self, lines: &[Line<'_>], width: usize) {
        if lines.is_empty() {
            return;
        }
        if table::is_rows(
            &lines
                .iter()
                .map(|line| line.text)
                .collect::<Vec<_>>()
                .join("\n"),
        ) {
            return self.push(Shape::Paragraph, lines);
        }
        let entries = matches!(
            self.kind,
            Some(SectionKind::Bibliography | SectionKind::Notes)
        );
        if entries && is_hanging(lines) == Some(Indent::Hanging) {
            self.hanging.get_or_insert(lines[0].indent);
        }
        let starts = self.starts(lines, width);
        self.lists += 1;
        let mut from = 0;
        for at in 1..=lines.len() {
            if at < lines.len() && starts[at] == Start::None {
                continue;
            }
            let own = &lines[from..at];
            match starts[from] {
                Start::Item => self.item(own),
                Start::Note => self.note(own),
                // A page cut the entry: its lines go on, still hanging.
                Start::None => self.push(
                    if self.parts.is_empty() {
                        Shape::Paragraph
                    } else {
                        Shape::More
                    },
                    own,
                ),
                Start::Paragraph => self.push(Shape::Paragraph, own),
            }
            from = at;
        }
    }

    fn item(&mut self, lines: &[Line<'_>]) {
        let Some((label, skip)) = bullet(lines[0].text) else {
            return self.push(Shape::Paragraph, lines);
        };
        // Loose lists have blank lines between their items.
        let list = match self.parts.last() {
            Some(Part {
                shape:
                    Shape::Item {
                        list,
                        label: before,
                    },
                ..
            }) if before.is_some() == label.is_some() => *list,
            _ => self.lists,
        };
        let first = lines[0];
        let text = &first.text[skip..];
        let cut = Line {
            text,
            start: first.start + skip,
            ..first
        };
        let mut own = vec![cut];
        own.extend_from_slice(&lines[1..]);
        let numbered = label.is_some();
        self.push(Shape::Item { list, label }, &own);
        if let Some(part) = self.parts.last_mut() {
            part.span.start = first.start;
            if numbered {
                part.stated.head = Run::of_source(self.source, first.start..first.start + skip);
            }
        }
    }

    fn note(&mut self, lines: &[Line<'_>]) {
        let first = lines[0];
        let Some((label, skip)) = entries::label(first.text) else {
            return self.push(Shape::Paragraph, lines);
        };
        let mut own = vec![Line {
            text: &first.text[skip..],
            start: first.start + skip,
            ..first
        }];
        own.extend_from_slice(&lines[1..]);
        self.push(Shape::Note { label }, &own);
        if let Some(part) = self.parts.last_mut() {
            part.span.start = first.start;
        }
    }

    /// What begins at each line of a chunk.
    fn starts(&self, lines: &[Line<'_>], width: usize) -> Vec<Start> {
        let entries = matches!(
            self.kind,
            Some(SectionKind::Bibliography | SectionKind::Notes)
        );
        let mut starts = vec![Start::None; lines.len()];
        let hanging = is_hanging(lines).map(|own| {
            if self.hanging.is_some() {
                Indent::Hanging
            } else {
                own
            }
        });
        let base = self.hanging.unwrap_or(lines[0].indent);
        let listed = lines[0].text.starts_with('[') && entries::label(lines[0].text).is_some();
        let mut last: Option<u32> = None;
        for (index, line) in lines.iter().enumerate() {
            let before = index.checked_sub(1).map(|before| lines[before]);
            let ended = before.is_none_or(|before| ends_sentence(before.text));
            let label = entries::label(line.text);
            let number = label
                .as_ref()
                .and_then(|(label, _)| label.parse::<u32>().ok());
            let square = line.text.starts_with('[');
            let rising = match (last, number) {
                (Some(before), Some(number)) => number > before && number - before <= 5,
                (None, Some(number)) => index == 0 || square || ended && (number == 1 || entries),
                (_, None) => square,
            };
            starts[index] =
                if line.text.starts_with("[^") && line.text.contains("]:") && label.is_some() {
                    Start::Note
                } else if entries && label.is_some() && rising
                    || square && label.is_some() && (index == 0 || ended && listed)
                {
                    last = number.or(last);
                    Start::Paragraph
                } else if bullet(line.text).is_some_and(|(label, _)| {
                    label.is_none() || rising && !entries && (index == 0 || ended || last.is_some())
                }) && (index == 0
                    || ended
                    || starts.contains(&Start::Item)
                    || before.is_some_and(|before| before.text.ends_with([':', ';'])))
                {
                    last = number.or(last);
                    Start::Item
                } else if index == 0 {
                    if self.hanging.is_some_and(|base| line.indent > base + 1) {
                        Start::None
                    } else {
                        Start::Paragraph
                    }
                } else if let Some(hanging) = hanging {
                    let flush = line.indent <= base;
                    let begins = match hanging {
                        Indent::Hanging => flush,
                        Indent::First => {
                            line.indent > lines.iter().map(|line| line.indent).min().unwrap_or(0)
                                && ended
                        }
                    };
                    if begins {
                        Start::Paragraph
                    } else {
                        Start::None
                    }
                } else if width > UNWRAPPED {
                    // Each line is a paragraph; whether it goes on is seen later, where paragraphs are joined.
                    Start::Paragraph
                } else {
                    // A line that had room for the next word ends its paragraph, if it ends a sentence.
                    let word = line
                        .text
                        .split(' ')
                        .next()
                        .map_or(0, |word| word.chars().count());
                    let room = before.is_some_and(|before| before.width + word + 1 < width * 3 / 4);
                    let upper = line.text.starts_with(|ch: char| {
                        ch.is_alphabetic() && !ch.is_lowercase() || "“\"‘".contains(ch)
                    });
                    if room && ended && upper && lines.len() > 2 {
                        Start::Paragraph
                    } else {
                        Start::None
                    }
                };
        }
        starts
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    None,
    Paragraph,
    Item,
    Note,
}
