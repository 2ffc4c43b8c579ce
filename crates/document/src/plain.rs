//! The reader for plain text: lines become headings, paragraphs, items, rows and labelled entries.
//!
//! Blank lines part the text into chunks. What a chunk is follows from its lines: their indents, bullets, labels,
//! lengths, and from its neighbours. Text in a text file that is plainly Markdown is read as such.

use std::ops::Range;

use crate::draft::{Draft, Part, Shape};
use crate::entries;
use crate::heading::{self, Style};
use crate::joins::ends_sentence;
use crate::markdown;
use crate::markers::{Labels, markers};
use crate::run::Run;
use crate::source::Lines;
use crate::table;
use crate::tree::SectionKind;

/// Reads plain text.
pub(crate) fn read(source: &str) -> Draft {
    let lines: Vec<Line<'_>> = Lines::new(source)
        .ranges(source)
        .map(|range| Line::new(source, range))
        .collect();
    if is_markdown(&lines) {
        return markdown::read(source);
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

/// A line without the white space around it.
#[derive(Clone, Copy, Debug)]
struct Line<'s> {
    text: &'s str,
    /// Byte of the source where the text begins.
    start: usize,
    /// White space before the text, in columns: a tab counts four.
    indent: usize,
    /// Characters of the text, a wide one counts two.
    width: usize,
}

impl<'s> Line<'s> {
    fn new(source: &'s str, range: Range<usize>) -> Self {
        let whole = &source[range.clone()];
        let text = whole.trim_start();
        let indent = whole[..whole.len() - text.len()]
            .chars()
            .map(|ch| if ch == '\t' { 4 } else { 1 })
            .sum();
        let start = range.end - text.len();
        // A tab at the end is an empty cell.
        let text = text.trim_end_matches(|ch: char| ch.is_whitespace() && ch != '\t');
        let width = text
            .chars()
            .map(|ch| if ch >= '\u{1100}' { 2 } else { 1 })
            .sum();
        Line {
            text,
            start,
            indent,
            width,
        }
    }

    fn end(&self) -> usize {
        self.start + self.text.len()
    }
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

/// Longest heading, in characters.
const LONGEST_HEADING: usize = 200;
/// A chunk from this length on, in columns, is running text.
const TEXT: usize = 100;
/// A chunk from this length on, in columns, is running text if it ends like a sentence.
const SENTENCE: usize = 45;
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
    number: Option<heading::Number>,
    /// The indent of first lines, in columns, where the entries of this section hang behind theirs.
    hanging: Option<usize>,
}

impl Scan<'_> {
    fn chunk(&mut self, chunk: &[Line<'_>], next: Option<&[Line<'_>]>, then: Option<&[Line<'_>]>) {
        let (first, rest) = (chunk[0], &chunk[1..]);
        if rest.is_empty() && is_rule(first.text) {
            return self.push(Shape::Rule, chunk);
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
        let title = joined(lines);
        let (number, start) = heading::split_number(&title)
            .map_or((None, 0), |(number, start)| (Some(number), start));
        self.hanging = None;
        if level > 1 || number.is_some() {
            self.kind = Some(heading::kind_of(title[start..].trim_end_matches(':')));
        }
        if number.is_some() {
            self.number = number;
        }
        self.push(Shape::Heading { level }, lines);
    }

    /// The level of a chunk that is a heading between blank lines.
    fn heading_level(
        &self,
        chunk: &[Line<'_>],
        next: Option<&[Line<'_>]>,
        then: Option<&[Line<'_>]>,
    ) -> Option<u8> {
        let first = chunk[0];
        if chunk.len() > 3 || table::is_rows(first.text) || first.text.contains("....") {
            return None;
        }
        // A heading of several lines was wrapped: all but the last are nearly full.
        if chunk[..chunk.len() - 1].iter().any(|line| line.width < 40) {
            return None;
        }
        let title = joined(chunk);
        if title.chars().count() > LONGEST_HEADING
            || entries::label(&title).is_some() && title.starts_with('[')
        {
            return None;
        }
        if table::is_caption(&title) || table::is_source(&title) {
            return None;
        }
        let numbered = heading::split_number(&title).filter(|(number, start)| {
            // `C. elegans` has no number.
            let letter =
                number.written.len() == 1 && matches!(number.style, Style::Letter | Style::Roman);
            *start < title.len()
                && (!letter || number.path == [1] || follows(self.number.as_ref(), number))
        });
        let bare = &title[numbered.as_ref().map_or(0, |(_, start)| *start)..];
        let known = heading::kind_of(bare.trim_end_matches(':'));
        // Where chapters are in capitals, a name that is not stands among the lower headings.
        let level = if self.capitals >= 2 && !is_capitals(&title) {
            3
        } else {
            2
        };
        if known != SectionKind::Body {
            return Some(level);
        }
        if self.parts.is_empty()
            && numbered.is_none()
            && is_title(&title)
            && !GENERIC.contains(&bare.to_lowercase().as_str())
        {
            let whole = !title.ends_with(['-', ',', ';', ':']) && !ends_sentence(&title);
            let cites = title.contains('[') && !markers(&title, &[], &Labels::default()).is_empty();
            let goes_on = next.is_none_or(|next| next[0].text.starts_with(char::is_lowercase));
            return (whole && !cites && !goes_on).then_some(1);
        }
        if bare.ends_with([',', ';', ':', '.'])
            || ends_sentence(bare) && !bare.ends_with(['?', ')'])
        {
            let deep = numbered
                .as_ref()
                .is_some_and(|(number, _)| number.path.len() > 1);
            if !(deep && bare.ends_with('.') && title.chars().count() <= 80) {
                return None;
            }
        }
        // The last text has no heading behind it; what follows a heading is text or a lower heading.
        let next = next?;
        let entries = matches!(
            self.kind,
            Some(SectionKind::Bibliography | SectionKind::Notes)
        );
        if let Some((number, _)) = &numbered {
            return self
                .is_numbered_heading(number, bare, &title, next, entries)
                .then_some(2 + (number.path.len().min(4) - 1) as u8);
        }
        if !is_title(&title) || chunk.len() > 1 && title.chars().count() > 160 {
            return None;
        }
        if is_capitals(&title) {
            return (!entries || !title.contains([',', '.'])).then_some(2);
        }
        if GENERIC.contains(&bare.to_lowercase().as_str()) {
            return Some(2);
        }
        // Under a heading stands text, or a lower heading with its text.
        let is_running = |chunk: &[Line<'_>]| {
            let upper = chunk[0]
                .text
                .chars()
                .find(|ch| ch.is_alphanumeric())
                .is_none_or(|ch| !ch.is_lowercase());
            let width: usize = chunk.iter().map(|line| line.width).sum();
            let last = chunk[chunk.len() - 1].text;
            let sentence = width > SENTENCE && (ends_sentence(last) || last.ends_with(':'));
            upper && (chunk.len() > 2 || width > TEXT || sentence)
        };
        let is_heading = |chunk: &[Line<'_>]| {
            chunk.len() == 1
                && is_title(chunk[0].text)
                && !ends_sentence(chunk[0].text)
                && !chunk[0].text.ends_with([',', ';', ':'])
                && !table::is_caption(chunk[0].text)
                && !chunk[0].text.contains('\t')
        };
        let running = is_running(next) || is_heading(next) && then.is_some_and(is_running);
        let before = self.parts.last().is_none_or(|last| {
            matches!(
                last.shape,
                Shape::Heading { .. } | Shape::Row { .. } | Shape::Rule
            ) || ends_sentence(&last.run.text)
                || table::is_rows(&last.run.text)
        });
        let calm =
            !entries || !title.contains(|ch: char| ch.is_ascii_digit() || ch == ',' || ch == '.');
        (self.begun
            && before
            && calm
            && running
            && title.chars().count() <= 120
            && !first.text.starts_with(BULLETS))
        .then_some(level)
    }

    fn is_numbered_heading(
        &self,
        number: &heading::Number,
        bare: &str,
        title: &str,
        next: &[Line<'_>],
        entries: bool,
    ) -> bool {
        let follows = follows(self.number.as_ref(), number);
        let deep = number.path.len() > 1 && follows;
        if !deep
            && !bare.starts_with(|ch: char| {
                ch.is_alphabetic() && !ch.is_lowercase()
                    || "“\"'‘「『<(¿".contains(ch)
                    || ch.is_ascii_digit()
            })
        {
            return false;
        }
        // Entries are numbered too; only a bare title in the sequence of the headings is a heading among them.
        let in_sequence = number.style <= Style::Decimal
            && number.path.len() == 1
            && follows
            && self.number.is_some();
        let fielded = bare.contains(|ch: char| ch == ',' || ch == '.' || ch.is_ascii_digit());
        if entries && (!in_sequence || fielded) {
            return false;
        }
        // `3 Results` needs its sign unless it goes on from the headings before it.
        let signed = !title[number.written.len()..].starts_with(char::is_whitespace)
            || number.path.len() > 1
            || number.style < Style::Item;
        if !signed && !follows {
            return false;
        }
        // Items follow on each other without text between them; headings do not.
        let following = joined(&next[..next.len().min(3)]);
        let sibling = heading::split_number(&following).is_some_and(|(other, start)| {
            other.style == number.style
                && other.path.len() == number.path.len()
                && start < following.len()
                && following.chars().count() <= LONGEST_HEADING
        });
        // But chapters that stand in the sequence of the headings may be empty.
        let among_items = matches!(
            self.parts.last().map(|last| &last.shape),
            Some(Shape::Item { .. })
        );
        !sibling || follows && self.number.is_some() && !among_items
    }

    /// The level of a line that is a heading though no blank line parts it from the text.
    fn tight_heading(
        &self,
        before: Option<Line<'_>>,
        line: Line<'_>,
        after: Line<'_>,
        width: usize,
    ) -> Option<u8> {
        if before.is_some_and(|before| !ends_sentence(before.text))
            || line.width * 10 > width * 7 && line.width > 40
            || line.text.ends_with(['.', ',', ';'])
            || after.width * 10 < width * 6
        {
            return None;
        }
        if entries::label(line.text).is_some() && line.text.starts_with('[')
            || table::is_caption(line.text)
            || line.text.contains('\t')
            || after.text.starts_with(BULLETS)
        {
            return None;
        }
        let numbered =
            heading::split_number(line.text).filter(|(_, start)| *start < line.text.len());
        let bare = &line.text[numbered.as_ref().map_or(0, |(_, start)| *start)..];
        if heading::kind_of(bare.trim_end_matches(':')) != SectionKind::Body {
            return Some(2);
        }
        let entries = matches!(
            self.kind,
            Some(SectionKind::Bibliography | SectionKind::Notes)
        );
        let upper = after.text.starts_with(|ch: char| {
            ch.is_alphabetic() && !ch.is_lowercase() || "“\"‘([".contains(ch)
        });
        if entries || !upper || !is_title(bare) {
            return None;
        }
        match numbered {
            Some((number, _)) => (number.style < Style::Item
                || follows(self.number.as_ref(), &number))
            .then_some(2 + (number.path.len().min(4) - 1) as u8),
            None => (is_capitals(line.text) && line.text.contains(' ')).then_some(2),
        }
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
        let columns = !barred && chunk.len() >= 2 && aligned(chunk);
        if !barred && !columns {
            return false;
        }
        self.tables += 1;
        for line in chunk {
            if line.text.chars().all(|ch| "|-:=+ ─━┼│".contains(ch)) {
                continue;
            }
            let mut run = Run::default();
            let cells = if barred {
                bar_cells(line.text)
            } else {
                column_cells(line.text)
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
        self.push(Shape::Item { list, label }, &own);
        if let Some(part) = self.parts.last_mut() {
            part.span.start = first.start;
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

/// A chunk, and apart from it the number of its page, which may stand right under the last line of running text.
fn without_foot<'c, 's>(chunk: &'c [Line<'s>]) -> Vec<&'c [Line<'s>]> {
    match chunk {
        [.., before, _] if before.width > 40 && is_page_number(&chunk[chunk.len() - 1..]) => {
            let (text, number) = chunk.split_at(chunk.len() - 1);
            vec![text, number]
        }
        _ => vec![chunk],
    }
}

/// Whether a chunk is a number alone, as pages carry it.
fn is_page_number(chunk: &[Line<'_>]) -> bool {
    let text = chunk[0].text.trim_matches(['-', '–', '—', ' ']);
    chunk.len() == 1
        && (1..=4).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    None,
    Paragraph,
    Item,
    Note,
}

/// How the paragraphs of a chunk are indented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Indent {
    /// All lines but the first.
    Hanging,
    /// The first line.
    First,
}

fn is_hanging(lines: &[Line<'_>]) -> Option<Indent> {
    let base = lines.iter().map(|line| line.indent).min()?;
    let indented = |line: &Line<'_>| line.indent > base + 1;
    if lines.len() < 2 || !lines.iter().any(indented) || lines.iter().all(indented) {
        return None;
    }
    if indented(&lines[0]) {
        return Some(Indent::First);
    }
    let (mut hanging, mut first) = (0, 0);
    for pair in lines.windows(2) {
        let ended = ends_sentence(pair[0].text);
        match (indented(&pair[0]), indented(&pair[1])) {
            (_, true) if ended && !indented(&pair[0]) => first += 1,
            (_, true) => hanging += 1,
            (true, false) if !ended => first += 1,
            _ => {}
        }
    }
    Some(if first > hanging {
        Indent::First
    } else {
        Indent::Hanging
    })
}

fn joined(lines: &[Line<'_>]) -> String {
    lines
        .iter()
        .map(|line| line.text)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Headings of papers and reports that carry no other sign of being one.
const GENERIC: [&str; 34] = [
    "introduction",
    "background",
    "methods",
    "method",
    "materials and methods",
    "methodology",
    "results",
    "discussion",
    "results and discussion",
    "conclusion",
    "conclusions",
    "findings",
    "recommendations",
    "related work",
    "experiments",
    "evaluation",
    "literature review",
    "theory",
    "data",
    "analysis",
    "limitations",
    "future work",
    "preface",
    "foreword",
    "contents",
    "table of contents",
    "supporting information",
    "서론",
    "본론",
    "결론",
    "머리말",
    "맺음말",
    "들어가며",
    "나가며",
];

fn is_title(text: &str) -> bool {
    text.chars()
        .next()
        .is_some_and(|ch| ch.is_alphanumeric() && !ch.is_lowercase() || "“\"'‘「『<《".contains(ch))
        && text.chars().filter(|ch| ch.is_alphabetic()).count() >= 2
        && !text.contains("://")
        && !text.contains('@')
}

/// Whether a line is written in capitals: four letters at least, none of them small.
fn is_capitals(text: &str) -> bool {
    text.chars().filter(|ch| ch.is_uppercase()).count() >= 4
        && !text.chars().any(char::is_lowercase)
        && text.chars().count() <= 120
}

fn is_rule(text: &str) -> bool {
    text.chars().count() >= 3 && text.chars().all(|ch| "-_=*─━—–~ ".contains(ch))
}

/// The level of a heading that is underlined.
fn underline(title: Line<'_>, line: Line<'_>) -> Option<u8> {
    let sign = line.text.chars().next()?;
    let drawn = line.text.chars().count() >= 3 && line.text.chars().all(|ch| ch == sign);
    let fits = line.width * 2 >= title.width
        && title.width <= 120
        && title.text.contains(char::is_alphanumeric);
    match sign {
        '=' if drawn && fits => Some(1),
        '-' | '─' if drawn && fits => Some(2),
        '~' | '^' | '"' | '.' if drawn && fits => Some(3),
        _ => None,
    }
}

const BULLETS: [char; 18] = [
    '•', '·', '‣', '◦', '○', '●', '▪', '■', '□', '◆', '◇', '▶', '※', '❍', '–', '-', '*', 'ㅇ',
];

/// The label of a list's item, none for a bullet, and the byte where its text begins.
fn bullet(text: &str) -> Option<(Option<String>, usize)> {
    let sign = text.chars().next()?;
    if BULLETS.contains(&sign) {
        let rest = text[sign.len_utf8()..].trim_start();
        let spaced = text[sign.len_utf8()..].starts_with(char::is_whitespace);
        return (spaced && !rest.is_empty()).then(|| (None, text.len() - rest.len()));
    }
    if text.starts_with('[') {
        return None;
    }
    entries::label(text).map(|(label, start)| (Some(label), start))
}

/// The cells of a row between bars, in bytes of the row.
fn bar_cells(row: &str) -> Vec<Range<usize>> {
    let start = usize::from(row.starts_with('|'));
    let end = row.len() - usize::from(row.ends_with('|') && row.len() > 1);
    let mut cells = Vec::new();
    let mut from = start;
    for (at, _) in row[..end.max(start)]
        .match_indices('|')
        .filter(|(at, _)| *at >= start)
        .chain([(end.max(start), "")])
    {
        let cell = &row[from..at];
        let head = from + (cell.len() - cell.trim_start().len());
        cells.push(head..head + cell.trim().len());
        from = at + 1;
    }
    cells
}

/// The cells of a row whose columns two spaces or more part, in bytes of the row.
fn column_cells(row: &str) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let mut from = 0;
    let bytes = row.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let gap = bytes[at..].iter().take_while(|byte| **byte == b' ').count();
        if gap >= 2 {
            cells.push(from..at);
            from = at + gap;
        }
        at += gap.max(1);
    }
    cells.push(from..row.len());
    cells
}

/// Whether lines are rows of one table: two cells or more each, at least one column under the same sign of each row.
fn aligned(lines: &[Line<'_>]) -> bool {
    let mut common: Option<Vec<usize>> = None;
    for line in lines {
        let cells = column_cells(line.text);
        if cells.len() < 2 || cells.len() > 40 {
            return false;
        }
        let columns = |byte: usize| line.indent + line.text[..byte].chars().count();
        // Left or right edges: numbers stand under each other at their end.
        let starts: Vec<usize> = cells
            .iter()
            .skip(1)
            .flat_map(|cell| [2 * columns(cell.start), 2 * columns(cell.end) + 1])
            .collect();
        common = Some(match common {
            None => starts,
            Some(before) => before
                .into_iter()
                .filter(|column| starts.contains(column))
                .collect(),
        });
        if common.as_ref().is_some_and(Vec::is_empty) {
            return false;
        }
    }
    common.is_some()
}

/// Whether a number goes on from the one before: its sibling, its first child, or the sibling of an ancestor.
fn follows(before: Option<&heading::Number>, number: &heading::Number) -> bool {
    let Some(before) = before else {
        return number.path.iter().all(|part| *part == 1);
    };
    if before.style != number.style {
        return number.path.last() == Some(&1);
    }
    let (own, last) = (&number.path, &before.path);
    if own.len() == last.len() + 1 {
        return own.starts_with(last) && own.last() == Some(&1);
    }
    own.len() <= last.len() && own[..own.len() - 1] == last[..own.len() - 1] && {
        let (this, that) = (own[own.len() - 1], last[own.len() - 1]);
        this > that && this - that <= 2
    }
}
