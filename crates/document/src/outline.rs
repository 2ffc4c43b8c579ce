//! The outline of a document: how it was understood, one line an item, as plain data.

use crate::tree::{BlockKind, Document, SectionKind};

/// One line of an outline.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OutlineItem {
    /// How deep it stands, 0 at the top level.
    pub depth: usize,
    /// What it is.
    pub item: OutlineKind,
    /// Its first line in the source, counted from 1.
    pub line: usize,
    /// Page where it begins, when known.
    pub page: Option<u32>,
    /// A section's number, an entry's, note's or table's label.
    pub label: Option<String>,
    /// A section's title, or the beginning of a block's text, cut at a word at about 60 characters.
    pub text: String,
    /// Labels that a block's markers name, in order.
    pub cites: Vec<String>,
}

/// What a line of an outline stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OutlineKind {
    /// A section.
    Section(SectionKind),
    /// A block.
    Block(BlockKind),
}

/// How many characters of a block an outline shows at most, a word more or less.
const SHOWN: usize = 60;

impl Document {
    /// Sections and blocks in reading order.
    pub fn outline(&self) -> Vec<OutlineItem> {
        let mut depths: Vec<usize> = Vec::with_capacity(self.sections.len());
        for section in &self.sections {
            depths.push(
                section
                    .parent
                    .and_then(|parent| depths.get(parent))
                    .map_or(0, |depth| depth + 1),
            );
        }
        let mut items = Vec::with_capacity(self.sections.len() + self.blocks.len());
        let mut sections = self.sections.iter().enumerate().peekable();
        let push_section = |items: &mut Vec<OutlineItem>, index: usize| {
            let section = &self.sections[index];
            items.push(OutlineItem {
                depth: depths[index],
                item: OutlineKind::Section(section.kind),
                line: section.line,
                page: None,
                label: section.number.clone(),
                text: section.title.clone(),
                cites: Vec::new(),
            });
        };
        for block in &self.blocks {
            while let Some((index, _)) =
                sections.next_if(|(index, _)| block.section.is_some_and(|own| *index <= own))
            {
                push_section(&mut items, index);
            }
            items.push(OutlineItem {
                depth: block.section.map_or(0, |section| depths[section] + 1),
                item: OutlineKind::Block(block.kind),
                line: block.line,
                page: block.page,
                label: block.label.clone(),
                text: beginning(&block.text),
                cites: block
                    .markers
                    .iter()
                    .flat_map(|marker| marker.labels.iter().cloned())
                    .collect(),
            });
        }
        for (index, _) in sections {
            push_section(&mut items, index);
        }
        items
    }
}

fn beginning(text: &str) -> String {
    let line = text.split('\n').next().unwrap_or(text);
    let mut out = String::new();
    for word in line.split(' ') {
        if out.chars().count() >= SHOWN {
            out.push('…');
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        // A word may be a megabyte long.
        out.extend(word.chars().take(2 * SHOWN));
    }
    out
}
