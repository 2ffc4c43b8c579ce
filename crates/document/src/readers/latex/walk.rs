//! The walk through a body: one pass, in which braces and environments remember what ends with them.

mod environments;
mod notes;

use std::collections::{HashMap, VecDeque};

use super::commands::{
    TAKES_ONE, TAKES_TWO, behind_condition, heading_level, is_citation, is_citation_of_several,
    unescaped, without_groups, without_options,
};
use super::letters::{accented, is_accent, sign};
use super::{enclosed, group};
use crate::draft::Shape;
use crate::rendering::Rendering;
use crate::tree::SectionKind;

/// Braces and environments nested deeper than this are passed over.
const DEEPEST: usize = 500;
/// So many abbreviations are written out in a text, and so deep in each other.
const MOST_EXPANSIONS: usize = 20_000;
const DEEPEST_EXPANSION: usize = 8;
/// The longest mathematics that is kept, in bytes.
const LONGEST_FORMULA: usize = 4 * 1024;

/// What ends with a brace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ends {
    Nothing,
    Bold,
    Italic,
    /// A part of its own, as a heading, a caption, a note.
    Part,
    /// A note, after which the paragraph goes on.
    Note,
}

/// An environment that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Within {
    List {
        number: usize,
        counts: Option<usize>,
    },
    Table {
        number: usize,
    },
    Float {
        table: usize,
    },
    Bibliography,
    Other,
}

pub(super) struct Walk<'a> {
    abbreviations: &'a HashMap<String, String>,
    out: Rendering,
    /// What the braces that are open end.
    braces: Vec<Ends>,
    within: Vec<(String, Within)>,
    /// Whether a paragraph, item, entry or row is open that text goes into.
    is_open: bool,
    /// Parts within which text goes: headings, captions, notes.
    parts: usize,
    notes: usize,
    /// Notes that were called and stand at the end of their section, so that none parts a paragraph: label and source.
    called: VecDeque<(String, String)>,
    with_notes: bool,
    keys: Vec<String>,
    expansions: usize,
    depth: usize,
    is_cut: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(abbreviations: &'a HashMap<String, String>) -> Self {
        Self {
            abbreviations,
            out: Rendering::default(),
            braces: Vec::new(),
            within: Vec::new(),
            is_open: false,
            parts: 0,
            notes: 0,
            called: VecDeque::new(),
            with_notes: true,
            keys: Vec::new(),
            expansions: 0,
            depth: 0,
            is_cut: false,
        }
    }

    /// Passes notes over: thanks below a title are no part of it.
    pub(super) fn without_notes(&mut self) {
        self.with_notes = false;
    }

    /// The rendering, the keys that are cited, and whether limits cut it.
    pub(super) fn finish(mut self) -> (Rendering, Vec<String>, bool) {
        self.close();
        (self.out, self.keys, self.is_cut)
    }

    /// The text of what was read, in one line.
    pub(super) fn text(mut self) -> String {
        self.close();
        let (text, _) = self.out.finish();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Reads a piece of a body.
    pub(super) fn read(&mut self, text: &str) {
        let mut rest = text;
        while let Some(ch) = rest.chars().next() {
            let behind = &rest[ch.len_utf8()..];
            rest = match ch {
                '\\' => self.command(behind),
                '{' => {
                    self.open_brace(Ends::Nothing);
                    behind
                }
                '}' => {
                    self.close_brace();
                    behind
                }
                '$' => self.formula(behind),
                '~' => {
                    self.push("\u{a0}");
                    behind
                }
                '&' if self.table().is_some() => {
                    self.out.cell();
                    behind
                }
                '\n' => {
                    let line = behind.trim_start_matches([' ', '\t']);
                    match line.starts_with('\n') {
                        true if self.parts == 0 => self.end_paragraph(),
                        _ => self.line_break(),
                    }
                    line
                }
                '`' | '\'' | '-' => self.dash_or_quote(ch, behind),
                _ => {
                    let end = rest
                        .find(|ch: char| "\\{}$~&\n`'-".contains(ch))
                        .unwrap_or(rest.len())
                        .max(ch.len_utf8());
                    self.push(&rest[..end]);
                    &rest[end..]
                }
            };
        }
    }

    fn dash_or_quote<'t>(&mut self, ch: char, behind: &'t str) -> &'t str {
        let repeats = 1 + behind.chars().take(2).take_while(|&own| own == ch).count();
        let (text, length) = match (ch, repeats) {
            ('-', 3) => ("—", 3),
            ('-', 2) => ("–", 2),
            ('`', 2..) => ("“", 2),
            ('`', _) => ("‘", 1),
            ('\'', 2..) => ("”", 2),
            ('\'', _) => ("’", 1),
            _ => ("-", 1),
        };
        self.push(text);
        &behind[length - 1..]
    }

    /// A line of the source ends, maybe in the middle of a word that is repaired later.
    fn line_break(&mut self) {
        if self.table().is_some() {
            // A row ends where it says so.
            return self.push(" ");
        }
        let so_far = self.out.so_far();
        let is_within = self.is_open || self.parts > 0;
        if is_within && !so_far.is_empty() && !so_far.ends_with('\n') {
            self.out.line_break();
        }
    }

    /// Text goes into what is open; without anything a paragraph begins.
    fn push(&mut self, text: &str) {
        if self.parts == 0 && !self.is_open {
            if text.trim().is_empty() {
                return;
            }
            match self.table() {
                Some(table) => self.out.begin(Shape::Row { table }),
                None => self.out.begin(Shape::Paragraph),
            }
            self.is_open = true;
        }
        self.out.text(text);
    }

    fn end_paragraph(&mut self) {
        if self.is_open && self.parts == 0 {
            // A table's rows end where it says so.
            if self.table().is_none() {
                self.out.end();
                self.is_open = false;
            }
        }
    }

    fn end_part_now(&mut self) {
        if self.is_open && self.parts == 0 {
            self.out.end();
            self.is_open = false;
        }
    }

    fn close(&mut self) {
        while !self.braces.is_empty() {
            self.close_brace();
        }
        self.end_part_now();
        self.write_notes();
    }

    /// The number of the table that text stands in.
    fn table(&self) -> Option<usize> {
        match self.within.last() {
            Some((_, Within::Table { number })) if self.parts == 0 => Some(*number),
            _ => None,
        }
    }

    fn open_brace(&mut self, ends: Ends) {
        if self.braces.len() >= DEEPEST {
            self.is_cut = true;
            return;
        }
        match ends {
            Ends::Bold => self.out.bold(true),
            Ends::Italic => self.out.italic(true),
            Ends::Nothing | Ends::Part | Ends::Note => {}
        }
        self.braces.push(ends);
    }

    fn close_brace(&mut self) {
        match self.braces.pop() {
            Some(Ends::Bold) => self.out.bold(false),
            Some(Ends::Italic) => self.out.italic(false),
            Some(Ends::Part | Ends::Note) => {
                self.out.end();
                self.parts = self.parts.saturating_sub(1);
            }
            Some(Ends::Nothing) | None => {}
        }
    }

    /// Begins a part of its own that ends with the brace that follows; none follows: nothing begins.
    fn part<'t>(&mut self, shape: Shape, ends: Ends, rest: &'t str) -> &'t str {
        let rest = without_options(rest);
        let Some(inner) = rest.strip_prefix('{') else {
            return rest;
        };
        if self.braces.len() >= DEEPEST {
            self.is_cut = true;
            return inner;
        }
        if ends == Ends::Part {
            self.end_part_now();
        }
        self.out.begin(shape);
        self.parts += 1;
        self.open_brace(ends);
        inner
    }

    /// Reads a command; `rest` begins behind its backslash. Gives what stands behind it.
    fn command<'t>(&mut self, rest: &'t str) -> &'t str {
        let letters = rest
            .find(|ch: char| !(ch.is_ascii_alphabetic() || ch == '@'))
            .unwrap_or(rest.len());
        let name = match letters {
            0 => rest
                .get(..rest.chars().next().map_or(0, char::len_utf8))
                .unwrap_or_default(),
            end => &rest[..end],
        };
        let behind = &rest[name.len()..];
        if name == "\\" {
            return self.line_end(behind);
        }
        if is_accent(name)
            && let Some(rest) = self.accent(name, behind)
        {
            return rest;
        }
        if name == "(" || name == "[" {
            let close = if name == "(" { "\\)" } else { "\\]" };
            return self.until(behind, close);
        }
        if let Some(sign) = sign(name) {
            self.push(sign);
            // A space behind a word of letters only ends the word.
            return match letters {
                0 => behind,
                _ => behind
                    .strip_prefix("{}")
                    .unwrap_or_else(|| behind.strip_prefix(' ').unwrap_or(behind)),
            };
        }
        let behind = behind.strip_prefix('*').unwrap_or(behind);
        if let Some(level) = heading_level(name) {
            self.write_notes();
            return self.part(Shape::Heading { level }, Ends::Part, behind);
        }
        if is_citation(name) {
            let mut rest = self.cite(behind);
            while is_citation_of_several(name) && rest.trim_start().starts_with(['[', '{']) {
                let before = rest.len();
                rest = self.cite(rest);
                if rest.len() == before {
                    break;
                }
            }
            return rest;
        }
        let styled = |ends: Ends, walk: &mut Self| match behind.trim_start().strip_prefix('{') {
            Some(inner) => {
                walk.open_brace(ends);
                inner
            }
            None => behind,
        };
        match name {
            "textbf" | "textsf" => styled(Ends::Bold, self),
            "emph" | "textit" | "textsl" => styled(Ends::Italic, self),
            "footnote" | "endnote" | "thanks" => self.note(behind),
            "footnotemark" => self.note_mark(behind),
            "footnotetext" => self.note_text(behind),
            "multicolumn" => self.wide_cell(behind),
            "iffalse" => behind_condition(behind),
            "item" => self.item(behind),
            "bibitem" => self.bibitem(behind),
            "caption" => self.caption(behind),
            "begin" => self.begin(behind),
            "end" => self.end(behind),
            "par" => {
                self.end_paragraph();
                behind
            }
            "href" => match group(behind) {
                Some((target, rest)) => match group(rest) {
                    Some((shown, rest)) => {
                        let start = self.start();
                        self.expand(shown);
                        self.out.link(start, &unescaped(target));
                        rest
                    }
                    None => rest,
                },
                None => behind,
            },
            "url" | "path" | "nolinkurl" => match group(behind) {
                Some((target, rest)) => {
                    let target = unescaped(target);
                    let start = self.start();
                    self.push(&target);
                    self.out.link(start, &target);
                    rest
                }
                None => behind,
            },
            _ if TAKES_TWO.contains(&name) => without_groups(behind, 2),
            _ if TAKES_ONE.contains(&name) => without_groups(behind, 1),
            _ => match self.abbreviations.get(name) {
                Some(text) => {
                    let text = text.clone();
                    self.expand(&text);
                    behind.strip_prefix("{}").unwrap_or(behind)
                }
                // What it does is not known: what stands in its braces is text.
                None => self.arguments(without_options(behind)),
            },
        }
    }

    /// The arguments of a command that is not known: their words are parted, and the last is read where it stands.
    fn arguments<'t>(&mut self, mut rest: &'t str) -> &'t str {
        while let Some((own, behind)) = group(rest).filter(|(_, behind)| behind.starts_with('{')) {
            if self.depth >= DEEPEST_EXPANSION {
                break;
            }
            self.depth += 1;
            self.read_closed(own);
            self.depth -= 1;
            if !own.trim().is_empty() {
                self.push(" ");
            }
            rest = behind;
        }
        rest
    }

    /// Where what comes next begins in the open part.
    fn start(&mut self) -> usize {
        if self.parts == 0 && !self.is_open {
            self.out.begin(Shape::Paragraph);
            self.is_open = true;
        }
        self.out.here()
    }

    /// Reads a text that stands for a command.
    fn expand(&mut self, text: &str) {
        self.expansions += 1;
        if self.expansions > MOST_EXPANSIONS || self.depth >= DEEPEST_EXPANSION {
            self.is_cut = true;
            return;
        }
        self.depth += 1;
        self.read_closed(text);
        self.depth -= 1;
    }

    /// Reads a text and closes the braces that it leaves open.
    fn read_closed(&mut self, text: &str) {
        let open = self.braces.len();
        self.read(text);
        while self.braces.len() > open {
            self.close_brace();
        }
    }

    fn accent<'t>(&mut self, accent: &str, rest: &'t str) -> Option<&'t str> {
        let is_letter = accent.chars().all(|ch| ch.is_ascii_alphabetic());
        let (letter, behind) = match group(rest.trim_start()) {
            Some((letter, behind)) if letter.len() <= 16 => (letter, behind),
            Some(_) => return None,
            None => {
                let own = match is_letter {
                    true => rest.strip_prefix(' ')?,
                    false => rest,
                };
                let length = match own.strip_prefix('\\') {
                    Some(dotless) => 1 + dotless.chars().next().map_or(0, char::len_utf8),
                    None => own.chars().next().map_or(0, char::len_utf8),
                };
                (&own[..length], &own[length..])
            }
        };
        let letter = letter
            .strip_prefix('\\')
            .map_or(letter, |name| sign(name).unwrap_or(name));
        self.push(&accented(accent, letter));
        Some(behind)
    }

    fn line_end<'t>(&mut self, rest: &'t str) -> &'t str {
        let rest = without_options(rest.strip_prefix('*').unwrap_or(rest));
        if self.table().is_some() {
            self.end_part_now();
        } else if self.is_open || self.parts > 0 {
            self.push(" ");
        }
        rest
    }

    fn formula<'t>(&mut self, rest: &'t str) -> &'t str {
        match rest.strip_prefix('$') {
            Some(display) => self.until(display, "$$"),
            None => self.until(rest, "$"),
        }
    }

    /// Keeps mathematics as they stand; a sign that nothing closes is a sign.
    fn until<'t>(&mut self, rest: &'t str, close: &str) -> &'t str {
        let mut limit = rest.len().min(LONGEST_FORMULA);
        while !rest.is_char_boundary(limit) {
            limit -= 1;
        }
        let Some(end) = rest[..limit].find(close) else {
            return rest;
        };
        let start = self.start();
        self.out.text(&rest[..end]);
        self.out.code(start);
        &rest[end + close.len()..]
    }

    /// Writes the keys of a citation in brackets, with what stands around them: `[see tudor2015, p. 33]`.
    fn cite<'t>(&mut self, rest: &'t str) -> &'t str {
        let mut rest = rest.strip_prefix('*').unwrap_or(rest).trim_start();
        let mut options = Vec::new();
        while let Some((option, behind)) = enclosed(rest, '[', ']') {
            options.push(option);
            rest = behind.trim_start();
        }
        let Some((keys, behind)) = group(rest) else {
            return rest;
        };
        let keys: Vec<String> = keys
            .split(',')
            .map(|key| key.trim().to_owned())
            .filter(|key| !key.is_empty())
            .collect();
        let start = self.start();
        // Of two options the first stands before the keys.
        let (before, after) = match options.as_slice() {
            [before, after, ..] => (*before, *after),
            [after] => ("", *after),
            [] => ("", ""),
        };
        self.out.text("[");
        if !before.trim().is_empty() {
            self.expand(before);
            self.out.text(" ");
        }
        self.out.text(&keys.join("; "));
        if !after.trim().is_empty() {
            self.out.text(", ");
            self.expand(after);
        }
        self.out.text("]");
        self.out.mark(start, keys.clone());
        self.keys.extend(keys);
        behind
    }

    fn item<'t>(&mut self, rest: &'t str) -> &'t str {
        let (term, rest) = match enclosed(rest.trim_start(), '[', ']') {
            Some((term, rest)) => (Some(term), rest),
            None => (None, rest),
        };
        self.end_part_now();
        let list = self.within.iter_mut().rev().find_map(|(_, own)| match own {
            Within::List { number, counts } => Some((*number, counts)),
            _ => None,
        });
        let (list, label) = match list {
            Some((number, Some(count))) => {
                *count += 1;
                (number, Some(count.to_string()))
            }
            Some((number, None)) => (number, None),
            None => (0, None),
        };
        self.out.begin(Shape::Item { list, label });
        self.is_open = true;
        if let Some(term) = term {
            self.out.bold(true);
            self.expand(term);
            self.out.bold(false);
            self.push(" ");
        }
        rest
    }

    fn bibitem<'t>(&mut self, rest: &'t str) -> &'t str {
        let rest = without_options(rest.trim_start());
        let Some((key, behind)) = group(rest) else {
            return rest;
        };
        self.end_part_now();
        let label = Some(key.trim().to_owned()).filter(|key| !key.is_empty());
        self.out.begin(Shape::Entry { label });
        self.is_open = true;
        behind
    }

    fn caption<'t>(&mut self, rest: &'t str) -> &'t str {
        let table = self.within.iter().rev().find_map(|(_, own)| match own {
            Within::Table { number } => Some(*number),
            Within::Float { table } => Some(*table),
            _ => None,
        });
        let shape = match table {
            Some(table) => Shape::Caption { table },
            None => Shape::Paragraph,
        };
        self.part(shape, Ends::Part, rest)
    }

    fn heading(&mut self, title: &str, kind: SectionKind) {
        self.write_notes();
        self.out.heading(3, title, kind);
    }
}
