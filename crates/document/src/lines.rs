//! Lines of plain text, and what a line or a chunk of them looks like by itself.

use std::ops::Range;

use crate::entries;
use crate::joins::ends_sentence;

/// A line without the white space around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'s> {
    pub(crate) text: &'s str,
    /// Byte of the source where the text begins.
    pub(crate) start: usize,
    /// White space before the text, in columns: a tab counts four.
    pub(crate) indent: usize,
    /// Characters of the text, a wide one counts two.
    pub(crate) width: usize,
}

impl<'s> Line<'s> {
    pub(crate) fn new(source: &'s str, range: Range<usize>) -> Self {
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

    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// A chunk, and apart from it the number of its page, which may stand right under the last line of running text.
pub(crate) fn without_foot<'c, 's>(chunk: &'c [Line<'s>]) -> Vec<&'c [Line<'s>]> {
    match chunk {
        [.., before, _] if before.width > 40 && is_page_number(&chunk[chunk.len() - 1..]) => {
            let (text, number) = chunk.split_at(chunk.len() - 1);
            vec![text, number]
        }
        _ => vec![chunk],
    }
}

/// Whether a chunk is a number alone, as pages carry it.
pub(crate) fn is_page_number(chunk: &[Line<'_>]) -> bool {
    let text = chunk[0].text.trim_matches(['-', '–', '—', ' ']);
    chunk.len() == 1
        && (1..=4).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// How the paragraphs of a chunk are indented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Indent {
    /// All lines but the first.
    Hanging,
    /// The first line.
    First,
}

pub(crate) fn is_hanging(lines: &[Line<'_>]) -> Option<Indent> {
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

pub(crate) fn joined(lines: &[Line<'_>]) -> String {
    lines
        .iter()
        .map(|line| line.text)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether a line can be a title: it begins with a capital, a figure, Hangul or a quote, and is no address.
pub(crate) fn is_title(text: &str) -> bool {
    text.chars()
        .next()
        .is_some_and(|ch| ch.is_alphanumeric() && !ch.is_lowercase() || "“\"'‘「『<《".contains(ch))
        && text.chars().filter(|ch| ch.is_alphabetic()).count() >= 2
        && !text.contains("://")
        && !text.contains('@')
}

/// Whether a line is written in capitals: four letters at least, none of them small.
pub(crate) fn is_capitals(text: &str) -> bool {
    text.chars().filter(|ch| ch.is_uppercase()).count() >= 4
        && !text.chars().any(char::is_lowercase)
        && text.chars().count() <= 120
}

pub(crate) fn is_rule(text: &str) -> bool {
    text.chars().count() >= 3 && text.chars().all(|ch| "-_=*─━—–~ ".contains(ch))
}

/// The level of a heading that is underlined.
pub(crate) fn underline(title: Line<'_>, line: Line<'_>) -> Option<u8> {
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

pub(crate) const BULLETS: [char; 18] = [
    '•', '·', '‣', '◦', '○', '●', '▪', '■', '□', '◆', '◇', '▶', '※', '❍', '–', '-', '*', 'ㅇ',
];

/// The label of a list's item, none for a bullet, and the byte where its text begins.
pub(crate) fn bullet(text: &str) -> Option<(Option<String>, usize)> {
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
pub(crate) fn bar_cells(row: &str) -> Vec<Range<usize>> {
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
pub(crate) fn column_cells(row: &str) -> Vec<Range<usize>> {
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
pub(crate) fn aligned(lines: &[Line<'_>]) -> bool {
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

/// The columns, counted from the page's edge, where the groups of a line like `-----  ---  ------` begin.
///
/// `None` where a line is anything else, or one group only.
pub(crate) fn ruler(line: Line<'_>) -> Option<Vec<usize>> {
    let groups = line.text.split(' ').filter(|group| !group.is_empty());
    let drawn = line
        .text
        .bytes()
        .all(|byte| matches!(byte, b'-' | b'=' | b' '))
        && line.text.len() >= 7;
    if !drawn || groups.clone().count() < 2 || groups.clone().any(|group| group.len() < 3) {
        return None;
    }
    let bytes = line.text.as_bytes();
    let begins = |at: &usize| bytes[*at] != b' ' && (*at == 0 || bytes[*at - 1] == b' ');
    Some(
        (0..bytes.len())
            .filter(begins)
            .map(|at| line.indent + at)
            .collect(),
    )
}

/// Whether a line keeps clear of a ruler's borders: in front of each that it reaches stands white space.
pub(crate) fn fits(line: Line<'_>, ruler: &[usize]) -> bool {
    let mut borders = ruler.iter().copied().skip(1).peekable();
    let mut column = line.indent;
    let mut clear = true;
    for ch in line.text.chars() {
        if borders.next_if(|border| column >= *border).is_some() && !clear {
            return is_rule(line.text);
        }
        clear = ch.is_whitespace();
        column += if ch >= '\u{1100}' { 2 } else { 1 };
    }
    true
}

/// The cells of a row under a ruler, in bytes of the row; a wide character takes two columns.
pub(crate) fn ruled_cells(line: Line<'_>, ruler: &[usize]) -> Vec<Range<usize>> {
    let mut cells: Vec<Range<usize>> = Vec::with_capacity(ruler.len());
    let mut column = line.indent;
    let mut next = ruler.iter().copied().skip(1).peekable();
    let mut from = 0;
    for (at, ch) in line.text.char_indices() {
        if next.next_if(|border| column >= *border).is_some() {
            cells.push(from..at);
            from = at;
        }
        column += if ch >= '\u{1100}' { 2 } else { 1 };
    }
    cells.push(from..line.text.len());
    for cell in &mut cells {
        let text = &line.text[cell.clone()];
        let start = cell.start + (text.len() - text.trim_start().len());
        *cell = start..start + text.trim().len();
    }
    cells
}
