//! The reader for Markdown: CommonMark by a library, and what real files do beside it.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::wikilinks;
use crate::citekeys;
use crate::draft::{Draft, Part, Shape};
use crate::html;
use crate::readers::{Content, Source, of_text};
use crate::references::month_of;
use crate::run::{Run, solid};
use crate::source::Warning;
use crate::tree::Link;

/// Reads a file of Markdown.
pub(super) fn read(input: &Source<'_>) -> Result<Content, Warning> {
    let mut content = of_text(input, draft)?;
    for part in &mut content.draft.parts {
        if part.shape != Shape::Preformatted {
            raise_marks(&mut part.run);
            wikilinks::resolve(&mut part.run);
            let cited = citekeys::bracketed(&part.run.text, &part.run.code);
            content
                .keys
                .extend(citekeys::keys(&part.run.text).map(|key| part.run.text[key].to_owned()));
            part.run.markers.extend(cited);
        }
    }
    Ok(content)
}

/// Reads Markdown. Front matter must have been blanked out before, see [`crate::front`].
///
/// Strike-through is not read: `70~80 Mbps, 3~5` is how Korean writes ranges. Nor are metadata blocks in the middle,
/// `---` is a page rule there.
pub(super) fn draft(source: &str) -> Draft {
    let parser = Parser::new_ext(
        source,
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_HEADING_ATTRIBUTES,
    );
    let mut definitions: Vec<(String, Range<usize>)> = parser
        .reference_definitions()
        .iter()
        .filter(|(label, _)| is_number(label))
        .map(|(label, definition)| (label.to_owned(), definition.span.clone()))
        .collect();
    definitions.sort_by_key(|(_, span)| span.start);
    let mut walk = Walk {
        source,
        ..Walk::default()
    };
    for (event, range) in parser.into_offset_iter() {
        walk.event(event, range);
    }
    walk.flush();
    let mut parts = walk.parts;
    // `[1]: https://…` is a definition to Markdown and a note to its author, unless some text is linked through it.
    let notes: Vec<Part> = definitions
        .into_iter()
        .filter(|(label, _)| !walk.linked_through.contains(label))
        .filter_map(|(label, span)| note_of_definition(source, label, span))
        .collect();
    if !notes.is_empty() {
        parts.extend(notes);
        parts.sort_by_key(|part| part.span.start);
    }
    Draft { parts }
}

fn is_number(label: &str) -> bool {
    (1..=4).contains(&label.len()) && label.bytes().all(|byte| byte.is_ascii_digit())
}

fn note_of_definition(source: &str, label: String, span: Range<usize>) -> Option<Part> {
    let colon = source[span.clone()].find("]:")?;
    let run = Run::of_source(source, span.start + colon + 2..span.end).trimmed();
    Some(Part::new(Shape::Note { label }, run, span))
}

/// What encloses the text that is being read.
enum Container {
    List {
        number: usize,
    },
    Item {
        list: usize,
        /// Its number, or the numbers that open lists within each other, as they stand in the source.
        head: Option<Range<usize>>,
        /// Whether a part of it has been handed on.
        begun: bool,
    },
    Note {
        label: String,
        begun: bool,
    },
}

#[derive(Default)]
struct Walk<'s> {
    source: &'s str,
    parts: Vec<Part>,
    containers: Vec<Container>,
    lists: usize,
    tables: usize,
    /// The part that text goes into.
    open: Option<Part>,
    bold: usize,
    italic: usize,
    /// Starts of open links in the open run, with the address and how it is written.
    links: Vec<(usize, String, LinkType)>,
    /// Start of an open superscript in the open run.
    superscript: Option<(usize, usize)>,
    /// Labels of numeric definitions that other text is linked through.
    linked_through: HashSet<String>,
    /// The text of an open block of code, and whether it is fenced.
    code: Option<(Run, bool)>,
    html: Option<Range<usize>>,
    cells: usize,
}

impl Walk<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) => self.code_span(&text, range),
            Event::SoftBreak | Event::HardBreak => self.line_break(range),
            Event::Html(_) => {
                let html = self.html.get_or_insert(range.clone());
                html.end = html.end.max(range.end);
            }
            Event::InlineHtml(tag) => self.inline_html(&tag, range),
            Event::FootnoteReference(_) => self.push(&self.source[range.clone()], range),
            Event::Rule => {
                self.flush();
                self.parts
                    .push(Part::new(Shape::Rule, Run::default(), range));
            }
            Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.open_block(range),
            Tag::Heading { level, .. } => {
                self.head_alone();
                self.open = Some(Part::new(
                    Shape::Heading { level: level as u8 },
                    Run::default(),
                    range,
                ));
            }
            Tag::CodeBlock(kind) => {
                self.head_alone();
                self.code = Some((Run::default(), matches!(kind, CodeBlockKind::Fenced(_))));
            }
            Tag::HtmlBlock => {
                self.head_alone();
                self.html = None;
            }
            Tag::List(_) => {
                self.flush();
                // A list that opens an item: `- 1968. 1. 23. Pueblo seized` are three lists to Markdown.
                let number = match self.containers.last() {
                    Some(Container::Item {
                        list, begun: false, ..
                    }) => *list,
                    _ => {
                        self.lists += 1;
                        self.lists
                    }
                };
                self.containers.push(Container::List { number });
            }
            Tag::Item => self.item(range),
            Tag::FootnoteDefinition(label) => {
                self.flush();
                self.containers.push(Container::Note {
                    label: label.into_string(),
                    begun: false,
                });
            }
            Tag::Table(_) => {
                self.head_alone();
                self.tables += 1;
            }
            Tag::TableHead | Tag::TableRow => {
                self.open = Some(Part::new(
                    Shape::Row { table: self.tables },
                    Run::default(),
                    range,
                ));
                self.cells = 0;
            }
            Tag::TableCell => {
                if self.cells > 0 {
                    self.push("\t", range.start..range.start);
                }
                self.cells += 1;
            }
            Tag::Strong => self.bold += 1,
            Tag::Emphasis => self.italic += 1,
            Tag::Link {
                link_type,
                dest_url,
                id,
                ..
            } => {
                if matches!(link_type, LinkType::Reference | LinkType::Collapsed) && is_number(&id)
                {
                    self.linked_through.insert(id.into_string());
                }
                self.ensure_open(range);
                let start = self.open.as_ref().map_or(0, |part| part.run.text.len());
                let target = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.into_string(),
                };
                self.links.push((start, target, link_type));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableHead | TagEnd::TableRow => {
                self.flush()
            }
            TagEnd::CodeBlock => {
                if let Some((run, fenced)) = self.code.take() {
                    self.code_block(run, fenced, range);
                }
            }
            TagEnd::HtmlBlock => {
                if let Some(html) = self.html.take() {
                    self.parts
                        .extend(html::blocks(self.source, html, &mut self.tables));
                }
            }
            TagEnd::Item => {
                self.head_alone();
                self.containers.pop();
            }
            TagEnd::List(_) | TagEnd::FootnoteDefinition => {
                self.flush();
                self.containers.pop();
            }
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Emphasis => self.italic = self.italic.saturating_sub(1),
            TagEnd::Link => self.end_link(range),
            _ => {}
        }
    }

    fn item(&mut self, range: Range<usize>) {
        let mut containers = self.containers.iter_mut().rev();
        let list = match containers.next() {
            Some(Container::List { number }) => *number,
            _ => 0,
        };
        let outer = match containers.next() {
            Some(Container::Item { head, begun, .. }) => {
                let is_first = !std::mem::replace(begun, true);
                head.take().filter(|_| is_first)
            }
            _ => None,
        };
        let own = end_of_number(&self.source[range.clone()])
            .map(|end| range.start..range.start + end)
            .or(outer.clone());
        let head = own.map(|own| outer.map_or(own.start, |outer| outer.start)..own.end);
        self.containers.push(Container::Item {
            list,
            head,
            begun: false,
        });
    }

    /// Ends the open part; the number of an item without text of its own is a part.
    fn head_alone(&mut self) {
        self.flush();
        if let Some(Container::Item { list, head, begun }) = self.containers.last_mut()
            && let Some(head) = head.take()
        {
            *begun = true;
            // A line that is a date alone is no list.
            let shape = match label_of_item(&self.source[head.start..]) {
                Some(_) => Shape::Item {
                    list: *list,
                    label: None,
                },
                None => Shape::Paragraph,
            };
            let run = Run::of_source(self.source, head.clone());
            self.parts.push(Part::new(shape, run, head));
        }
    }

    /// Begins a part for text in the innermost container.
    fn open_block(&mut self, mut range: Range<usize>) {
        self.flush();
        let mut head = Run::default();
        let shape = match self.containers.last_mut() {
            Some(Container::Item {
                list,
                head: own,
                begun,
            }) => match std::mem::replace(begun, true) {
                false => {
                    let mut label = None;
                    if let Some(own) = own.take() {
                        label = label_of_item(&self.source[own.start..]);
                        head.push_source(self.source, own.clone());
                        let gap = own.end..range.start.max(own.end);
                        match self.source[gap.clone()].bytes().all(|byte| byte == b' ') {
                            true => head.push_source(self.source, gap),
                            false => head.push_text(" ", gap),
                        }
                        range.start = own.start;
                    }
                    Shape::Item { list: *list, label }
                }
                true => Shape::More,
            },
            Some(Container::Note { label, begun }) => match std::mem::replace(begun, true) {
                false => Shape::Note {
                    label: label.clone(),
                },
                true => Shape::More,
            },
            _ => Shape::Paragraph,
        };
        let mut part = Part::new(shape, Run::default(), range);
        part.stated.head = head;
        self.open = Some(part);
    }

    fn ensure_open(&mut self, range: Range<usize>) {
        if self.open.is_none() {
            self.open_block(range);
        }
    }

    fn flush(&mut self) {
        self.links.clear();
        self.superscript = None;
        if let Some(mut part) = self.open.take()
            && let Some(source) = part.run.source()
        {
            part.span.start = part.span.start.min(source.start);
            part.span.end = part.span.end.max(source.end);
            self.parts.push(part);
        }
    }

    fn text(&mut self, text: &CowStr<'_>, range: Range<usize>) {
        if let Some((run, _)) = &mut self.code {
            match self.source.get(range.clone()) == Some(text) {
                true => run.push_source(self.source, range),
                false => run.push_text(text, range),
            }
            return;
        }
        self.push(text, range);
    }

    /// Appends text that stands in `range` of the source.
    fn push(&mut self, text: &str, range: Range<usize>) {
        self.ensure_open(range.clone());
        let (bold, italic) = (self.bold > 0, self.italic > 0);
        let Some(part) = &mut self.open else { return };
        let start = part.run.text.len();
        match self.source.get(range.clone()) == Some(text) {
            true => part.run.push_source(self.source, range),
            false => part.run.push_text(text, range),
        }
        if bold {
            part.run.bold += solid(text);
        }
        if italic {
            part.run.push_italic(start..part.run.text.len());
        }
    }

    fn code_span(&mut self, text: &CowStr<'_>, range: Range<usize>) {
        self.ensure_open(range.clone());
        let start = self.open.as_ref().map_or(0, |part| part.run.text.len());
        let whole = &self.source[range.clone()];
        let ticks = whole.len() - whole.trim_start_matches('`').len();
        let inner = whole.trim_matches('`');
        let from = range.start + ticks + (inner.len() - inner.trim_start().len());
        match self.source.get(from..from + text.len()) == Some(&**text) {
            true => self.push(text, from..from + text.len()),
            false => self.push(text, range),
        }
        if let Some(part) = &mut self.open {
            part.run.code.push(start..part.run.text.len());
        }
    }

    fn line_break(&mut self, range: Range<usize>) {
        let next = &self.source[range.end..];
        let indent = &next[..next.len() - next.trim_start_matches([' ', '\t']).len()];
        self.push("\n", range.clone());
        if indent.contains('\t') {
            // An empty first cell of a row parted by tabs; white space elsewhere is reduced later.
            self.push("\t", range.end..range.end + indent.len());
        }
    }

    fn inline_html(&mut self, tag: &str, range: Range<usize>) {
        match html::tag_name(tag).as_str() {
            "br" => self.push("\n", range),
            "b" | "strong" => self.bold += 1,
            "/b" | "/strong" => self.bold = self.bold.saturating_sub(1),
            "i" | "em" => self.italic += 1,
            "/i" | "/em" => self.italic = self.italic.saturating_sub(1),
            "sup" => {
                self.ensure_open(range);
                self.superscript = self
                    .open
                    .as_ref()
                    .map(|part| (part.run.text.len(), part.run.pieces.len()));
            }
            "/sup" => self.end_superscript(),
            _ => {}
        }
    }

    /// Raised digits stay raised: `word<sup>12</sup>` reads `word¹²`, not `word12`.
    fn end_superscript(&mut self) {
        let Some((start, pieces)) = self.superscript.take() else {
            return;
        };
        let Some(part) = &mut self.open else { return };
        let run = &mut part.run;
        let Some(raised) = run.text.get(start..).and_then(html::raised) else {
            return;
        };
        if run.links.last().is_some_and(|link| link.span.end > start) {
            run.links.retain(|link| link.span.end <= start);
        }
        let source = match (run.pieces.get(pieces), run.pieces.last()) {
            (Some(first), Some(last)) => first.source.start..last.source.end,
            // The digits were merged into the piece before them, which cannot be: a tag stands between.
            _ => return,
        };
        run.pieces.truncate(pieces);
        run.text.truncate(start);
        let is_italic = run.italic.last().is_some_and(|span| span.end > start);
        if let Some(last) = run.italic.last_mut() {
            last.end = last.end.min(start);
        }
        run.italic.retain(|span| !span.is_empty());
        run.push_text(&raised, source);
        if is_italic {
            run.push_italic(start..run.text.len());
        }
    }

    fn end_link(&mut self, range: Range<usize>) {
        let Some((start, target, kind)) = self.links.pop() else {
            return;
        };
        let Some(part) = &mut self.open else { return };
        let run = &mut part.run;
        let Some(shown) = run.text.get(start..) else {
            return;
        };
        let numeric = is_number(shown.trim_matches(['[', ']']));
        if numeric
            && (target.starts_with('#')
                || matches!(kind, LinkType::Shortcut | LinkType::ShortcutUnknown))
        {
            // `[3]` that happens to have a definition, or `[3](#fn3)` from a converter: a citation marker.
            let bare = shown.trim_matches(['[', ']']).to_owned();
            let cut = run.slice(0..start);
            let bold = run.bold;
            *run = Run { bold, ..cut };
            let marker = format!("[{bare}]");
            let at = range.start..range.start + marker.len();
            match self.source.get(at.clone()) == Some(marker.as_str()) {
                true => run.push_source(self.source, at),
                false => run.push_text(&marker, range),
            }
            return;
        }
        let end = run.text.len();
        if start < end {
            run.links.push(Link {
                target,
                span: start..end,
            });
        }
    }

    /// Indented text is code to Markdown; when it reads like prose, somebody only indented the paragraph.
    fn code_block(&mut self, run: Run, fenced: bool, range: Range<usize>) {
        let run = run.trimmed();
        if run.text.is_empty() {
            return;
        }
        let shape = match !fenced && (is_prose(&run.text) || run.text.contains('\t')) {
            true => Shape::Paragraph,
            false => Shape::Preformatted,
        };
        self.parts.push(Part::new(shape, run, range));
    }
}

/// Raises the numbers that other writings of Markdown raise: `$^{1}$`, `$^1$`, `^1^`.
fn raise_marks(run: &mut Run) {
    if !run.text.contains('^') {
        return;
    }
    let mut out = Run::default();
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = run.text[at..].find(['$', '^']) {
        let start = at + found;
        at = start + 1;
        let Some((length, raised)) = raised_mark(&run.text[start..]) else {
            continue;
        };
        let span = start..start + length;
        let is_code = run.code.iter().any(|code| code.contains(&start));
        let Some(source) = run.slice(span.clone()).source().filter(|_| !is_code) else {
            continue;
        };
        out.append(run.slice(from..start));
        out.push_text(&raised, source);
        (from, at) = (span.end, span.end);
    }
    if from > 0 {
        out.append(run.slice(from..run.text.len()));
        out.bold = run.bold.min(out.bold);
        if run.is_italic() {
            out.italic.clear();
            out.push_italic(0..out.text.len());
        }
        *run = out;
    }
}

/// The bytes of a raised number that a text begins with, and the number raised.
fn raised_mark(text: &str) -> Option<(usize, String)> {
    for (open, close) in [("$^{", "}$"), ("$^", "$"), ("^", "^")] {
        let Some(inner) = text.strip_prefix(open) else {
            continue;
        };
        let end = inner.bytes().take(16).position(|byte| {
            !(byte.is_ascii_digit() || matches!(byte, b',' | b'-' | b' ' | b')'))
        })?;
        if inner[end..].starts_with(close) {
            return Some((open.len() + end + close.len(), html::raised(&inner[..end])?));
        }
    }
    None
}

/// Whether text is sentences rather than code: nearly all letters and spaces, words in rows.
fn is_prose(text: &str) -> bool {
    let (mut letters, mut signs, mut words) = (0usize, 0usize, 0usize);
    for word in text.split_whitespace() {
        words += usize::from(word.chars().filter(|ch| ch.is_alphabetic()).count() > 1);
    }
    for ch in text.chars() {
        letters += usize::from(ch.is_alphabetic());
        signs += usize::from("{}=<>;$#|\\_*&/".contains(ch));
    }
    words >= 6 && signs * 25 < letters
}

/// The byte behind the number and sign of an item of an ordered list: 2 for `3. text`.
fn end_of_number(item: &str) -> Option<usize> {
    let digits = item.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0 && item[digits..].starts_with(['.', ')'])).then_some(digits + 1)
}

/// The number by which an item can be called: `3` of `3. text`; none where a date begins it (`1998. Kim Dae-jung …`,
/// `1968. 1. 23. Pueblo …`, `12. Dezember 1955. …`).
fn label_of_item(item: &str) -> Option<String> {
    let end = end_of_number(item)?;
    let number = &item[..end - 1];
    let is_year = |word: &str| word.len() == 4 && ("1500".."2100").contains(&word);
    let rest = item[end..].trim_start();
    let mut words = rest.split(|ch: char| !ch.is_alphanumeric());
    let begins_with_month = words.next().and_then(month_of).is_some();
    let dated = begins_with_month && words.next().is_some_and(is_year);
    let opens_another = end_of_number(rest).is_some();
    (!is_year(number) && !dated && !opens_another).then(|| number.to_owned())
}
