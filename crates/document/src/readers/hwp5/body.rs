//! The body of an HWP 5 document: paragraphs with their controls become text, tables, notes.

use super::super::flow::{DEEPEST, Flow, Look, address};
use super::records::{Records, counted_text, tag, u16_at, u32_at, utf16};
use crate::transcript::{Transcript, Words};

/// Reads the sections in order.
pub(super) fn read(sections: &[Vec<u8>], looks: Vec<Look>, flow: Flow) -> Transcript {
    let mut reader = Reader {
        flow,
        looks,
        links: Vec::new(),
    };
    let parsed: Vec<(Records, &[u8])> = sections
        .iter()
        .map(|stream| (Records::read(stream), stream.as_slice()))
        .collect();
    let calls = |id: &[u8; 4]| {
        parsed.iter().any(|(records, stream)| {
            let controls = records.all().iter();
            controls
                .filter(|record| record.tag == tag::CTRL_HEADER)
                .any(|record| control_id(&stream[record.data.clone()]) == Some(*id))
        })
    };
    reader.flow.roman = calls(b"fn  ") && calls(b"en  ");
    for (records, stream) in &parsed {
        let section = Section { records, stream };
        let mut list = List::default();
        for index in records.top() {
            match records.all()[index].tag {
                tag::PARA_HEADER => list.paragraphs.push(index),
                // Memos and master pages stand behind the text.
                _ => {
                    for aside in section.lists(index) {
                        let words = reader.flat(&section, &aside, 0);
                        reader.flow.aside(words);
                    }
                }
            }
        }
        reader.paragraphs(&section, &list, 0);
    }
    reader.flow.finish()
}

/// A section's stream and its records.
#[derive(Clone, Copy)]
struct Section<'s> {
    records: &'s Records,
    stream: &'s [u8],
}

/// A list of paragraphs: a cell, a caption, a box, a note.
#[derive(Default)]
struct List {
    /// The list's header.
    header: Option<usize>,
    paragraphs: Vec<usize>,
    /// Whether it stands behind the record of the table itself: a cell.
    is_cell: bool,
}

impl Section<'_> {
    fn data(&self, index: usize) -> &[u8] {
        &self.stream[self.records.all()[index].data.clone()]
    }

    fn tag(&self, index: usize) -> u16 {
        self.records.all()[index].tag
    }

    /// The lists of paragraphs that a record holds, those of shapes within shapes too.
    fn lists(&self, index: usize) -> Vec<List> {
        let mut lists: Vec<List> = Vec::new();
        let mut waiting: Vec<usize> = self.records.children(index);
        waiting.reverse();
        let mut is_cell = false;
        while let Some(index) = waiting.pop() {
            match self.tag(index) {
                tag::TABLE => is_cell = true,
                tag::PARA_HEADER => match lists.last_mut() {
                    Some(list) => list.paragraphs.push(index),
                    None => lists.push(List {
                        paragraphs: vec![index],
                        ..List::default()
                    }),
                },
                own => {
                    if own == tag::LIST_HEADER {
                        lists.push(List {
                            header: Some(index),
                            paragraphs: Vec::new(),
                            is_cell,
                        });
                    }
                    // Shapes of a group hold their texts themselves.
                    let mut inner = self.records.children(index);
                    inner.reverse();
                    waiting.extend(inner);
                }
            }
        }
        lists
    }
}

/// The id of a control, such as `tbl `; it is stored from its last letter to its first.
fn control_id(data: &[u8]) -> Option<[u8; 4]> {
    u32_at(data, 0).map(u32::to_be_bytes)
}

/// What is anchored in a paragraph and stands behind it.
enum Anchored {
    Table(usize),
    Lists(Vec<List>),
}

struct Reader {
    flow: Flow,
    looks: Vec<Look>,
    /// Links that have begun: their address and the byte of the words.
    links: Vec<(String, usize)>,
}

impl Reader {
    fn paragraphs(&mut self, section: &Section<'_>, list: &List, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        for &index in &list.paragraphs {
            let (words, anchored) = self.paragraph(section, index, depth);
            let shape = u16_at(section.data(index), 8).unwrap_or(0) as usize;
            let look = self.looks.get(shape).copied().unwrap_or_default();
            self.flow.push(look, words);
            for thing in anchored {
                match thing {
                    Anchored::Table(index) => self.table(section, index, depth + 1),
                    Anchored::Lists(lists) => {
                        for list in lists {
                            self.paragraphs(section, &list, depth + 1);
                        }
                    }
                }
            }
        }
    }

    /// A paragraph's words and what is anchored in it.
    fn paragraph(
        &mut self,
        section: &Section<'_>,
        index: usize,
        depth: usize,
    ) -> (Words, Vec<Anchored>) {
        let (mut words, mut anchored) = (Words::default(), Vec::new());
        let outer = std::mem::take(&mut self.links);
        let children = section.records.children(index);
        let mut controls = children
            .iter()
            .copied()
            .filter(|&child| section.tag(child) == tag::CTRL_HEADER);
        let texts = children
            .iter()
            .copied()
            .filter(|&child| section.tag(child) == tag::PARA_TEXT);
        for text in texts {
            let data = section.data(text);
            let mut at = 0;
            let mut plain = at;
            while let Some(unit) = u16_at(data, at) {
                if unit >= 32 {
                    at += 2;
                    continue;
                }
                words.push(&utf16(&data[plain..at]));
                // Controls of one unit; all others take eight (table 6 of the specification).
                at += match unit {
                    0 | 10 | 13 | 24..=31 => 2,
                    _ => 16,
                };
                plain = at.min(data.len());
                match unit {
                    9 | 25..=31 => words.push(" "),
                    10 => words.push("\n"),
                    24 => words.push("-"),
                    4 => self.end_link(&mut words),
                    1..=3 | 11..=12 | 14..=18 | 21..=23 => {
                        if let Some(control) = controls.next() {
                            self.control(section, control, &mut words, &mut anchored, depth);
                        }
                    }
                    _ => {}
                }
            }
            words.push(&utf16(&data[plain..at.min(data.len())]));
        }
        // Controls without a sign in the text are text all the same.
        for control in controls {
            self.control(section, control, &mut words, &mut anchored, depth);
        }
        self.links = outer;
        (words, anchored)
    }

    fn control(
        &mut self,
        section: &Section<'_>,
        index: usize,
        words: &mut Words,
        anchored: &mut Vec<Anchored>,
        depth: usize,
    ) {
        let data = section.data(index);
        let Some(id) = control_id(data) else { return };
        match &id {
            b"tbl " => anchored.push(Anchored::Table(index)),
            b"fn  " | b"en  " => {
                let called = self.flow.call(id == *b"en  ", words);
                let paragraphs = self.all_flat(section, index, depth);
                self.flow.note(called, paragraphs);
            }
            b"head" | b"foot" | b"tcmt" | b"secd" => {
                let paragraphs = self.all_flat(section, index, depth);
                self.flow.aside(paragraphs);
            }
            // Numbers of pictures, tables and equations; a note's own is its label.
            b"atno" => {
                let kind = u32_at(data, 4).unwrap_or(0) & 0xF;
                if let (3..=5, Some(number)) = (kind, u16_at(data, 8)) {
                    words.push(&number.to_string());
                }
            }
            b"tcps" => words.push(&counted_text(data, 4).map_or(String::new(), |(text, _)| text)),
            b"tdut" => {
                if let Some((main, behind)) = counted_text(data, 4) {
                    words.push(&main);
                    if let Some((above, _)) = counted_text(data, behind)
                        && !above.is_empty()
                    {
                        words.push(&format!("({above})"));
                    }
                }
            }
            b"eqed" => {
                let script = section
                    .records
                    .children(index)
                    .into_iter()
                    .find(|&child| section.tag(child) == tag::EQEDIT)
                    .and_then(|child| counted_text(section.data(child), 4));
                if let Some((script, _)) = script {
                    words.push(" ");
                    words.push(script.trim());
                    words.push(" ");
                }
                anchored.push(Anchored::Lists(section.lists(index)));
            }
            b"%hlk" => {
                let target = counted_text(data, 9).and_then(|(command, _)| address(&command));
                self.links
                    .push((target.unwrap_or_default(), words.text.len()));
            }
            [b'%', ..] => {
                self.links.push((String::new(), words.text.len()));
                let paragraphs = self.all_flat(section, index, depth);
                self.flow.aside(paragraphs);
            }
            _ => anchored.push(Anchored::Lists(section.lists(index))),
        }
    }

    fn end_link(&mut self, words: &mut Words) {
        if let Some((target, start)) = self.links.pop()
            && start < words.text.len()
            && words.links.last().is_none_or(|(last, _)| last.end <= start)
        {
            words.links.push((start..words.text.len(), target));
        }
    }

    /// All paragraphs that a control holds, as words.
    fn all_flat(&mut self, section: &Section<'_>, index: usize, depth: usize) -> Vec<Words> {
        let mut found = Vec::new();
        for list in section.lists(index) {
            found.extend(self.flat(section, &list, depth + 1));
        }
        found
    }

    /// The paragraphs of a list, those in its tables and boxes too, as words.
    fn flat(&mut self, section: &Section<'_>, list: &List, depth: usize) -> Vec<Words> {
        let mut found = Vec::new();
        if depth > DEEPEST {
            return found;
        }
        for &index in &list.paragraphs {
            let (words, anchored) = self.paragraph(section, index, depth);
            found.push(words);
            for thing in anchored {
                let lists = match thing {
                    Anchored::Table(index) => section.lists(index),
                    Anchored::Lists(lists) => lists,
                };
                for list in lists {
                    found.extend(self.flat(section, &list, depth + 1));
                }
            }
        }
        found.retain(|words| !words.is_blank());
        found
    }

    fn table(&mut self, section: &Section<'_>, index: usize, depth: usize) {
        self.flow.end_list();
        let (cells, captions): (Vec<_>, Vec<_>) = section
            .lists(index)
            .into_iter()
            .partition(|list| list.is_cell);
        // A caption's side stands behind its list's head: 3 is below.
        let below = |list: &List| {
            list.header
                .and_then(|header| u32_at(section.data(header), 8))
                .is_some_and(|properties| properties & 3 == 3)
        };
        let (behind, before): (Vec<_>, Vec<_>) = captions.into_iter().partition(below);
        for caption in before {
            self.paragraphs(section, &caption, depth);
        }
        match cells.as_slice() {
            // A frame around text: its paragraphs and tables are those of the document.
            [cell] => self.paragraphs(section, cell, depth + 1),
            cells => self.rows(section, cells, depth),
        }
        for caption in behind {
            self.paragraphs(section, &caption, depth);
        }
    }

    fn rows(&mut self, section: &Section<'_>, cells: &[List], depth: usize) {
        let table = self.flow.transcript.new_table();
        let mut row: Vec<Words> = Vec::new();
        let mut number = None;
        for cell in cells {
            let place = |at: usize| {
                cell.header
                    .and_then(|header| u16_at(section.data(header), at))
            };
            let own = place(10);
            if number.is_some() && own != number {
                self.flow
                    .transcript
                    .push_row(table, std::mem::take(&mut row));
            }
            number = own;
            let mut words = Words::default();
            for paragraph in self.flat(section, cell, depth + 1) {
                words.append(paragraph, " ");
            }
            row.push(words);
            let span = place(12).unwrap_or(1).min(64);
            row.extend((1..span).map(|_| Words::default()));
        }
        self.flow.transcript.push_row(table, row);
    }
}
