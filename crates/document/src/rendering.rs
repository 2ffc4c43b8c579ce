//! The text of a format that has no lines of text of its own, and the draft that refers to it.
//!
//! A reader begins parts, adds text, marks, links and ends them. Parts may stand within parts, as a note stands within
//! its paragraph: the text is put together in the order of their begins.

use std::ops::Range;

use crate::draft::{Draft, Part, Shape, Stated};
use crate::run::{Run, solid};
use crate::tree::{Link, Marker, SectionKind};

/// A text under construction with the parts it consists of.
///
/// ```text
/// let mut rendering = Rendering::default();
/// rendering.begin(Shape::Paragraph);
/// rendering.text("Kwangmyong");
/// rendering.marker("[1]", "1");
/// rendering.end();
/// let (text, draft) = rendering.finish();
/// ```
#[derive(Debug, Default)]
pub(crate) struct Rendering {
    written: Vec<Written>,
    /// Indices of the parts that have begun and not ended.
    open: Vec<usize>,
    lists: usize,
    tables: usize,
    bold: usize,
    italic: usize,
    /// Page and language of what begins from now on.
    page: Option<u32>,
    language: Option<String>,
    /// All text so far, in bytes.
    bytes: usize,
    is_cut: bool,
}

/// The most text that a file may render to, in bytes: no book has as much, an archive made to harm has more.
pub(crate) const MOST_TEXT: usize = 256 * 1024 * 1024;
/// The most parts that a file may have.
pub(crate) const MOST_PARTS: usize = 4_000_000;

#[derive(Debug)]
struct Written {
    shape: Shape,
    run: Run,
    stated: Stated,
    /// White space is one space, as in HTML; otherwise it stays.
    reduces: bool,
}

impl Rendering {
    /// Begins a part; text goes into it until it ends or another part begins.
    pub(crate) fn begin(&mut self, shape: Shape) {
        let stated = Stated {
            page: self.page,
            language: self.language.clone(),
            ..Stated::default()
        };
        self.open.push(self.written.len().min(MOST_PARTS));
        if self.written.len() >= MOST_PARTS {
            self.is_cut = true;
            return;
        }
        self.written.push(Written {
            reduces: shape != Shape::Preformatted,
            shape,
            run: Run::default(),
            stated,
        });
    }

    /// Writes a heading that the file does not print as one.
    pub(crate) fn heading(&mut self, level: u8, title: &str, kind: SectionKind) {
        self.begin(Shape::Heading { level });
        self.text(title);
        if let Some(stated) = self.stated() {
            stated.section = Some(kind);
            stated.is_settled = true;
        }
        self.end();
    }

    /// Ends the part that began last.
    pub(crate) fn end(&mut self) {
        if let Some(written) = self.current()
            && written.reduces
        {
            let kept = written.run.text.trim_end_matches(' ').len();
            if kept < written.run.text.len() {
                let bold = written.run.bold;
                written.run = written.run.slice(0..kept);
                written.run.bold = bold;
            }
        }
        self.open.pop();
    }

    /// Whether a part is open.
    pub(crate) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// The text of the open part so far.
    pub(crate) fn so_far(&self) -> &str {
        self.open
            .last()
            .and_then(|&index| self.written.get(index))
            .map_or("", |written| &written.run.text)
    }

    /// What the format says of the open part beyond its shape.
    pub(crate) fn stated(&mut self) -> Option<&mut Stated> {
        self.current().map(|written| &mut written.stated)
    }

    /// Whether limits cut the text; the reader then says so in a warning.
    pub(crate) fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Begins a list and gives its number.
    pub(crate) fn list(&mut self) -> usize {
        self.lists += 1;
        self.lists
    }

    /// Begins a table and gives its number.
    pub(crate) fn table(&mut self) -> usize {
        self.tables += 1;
        self.tables
    }

    /// Says on which page, counted from 1, parts begin from now on.
    pub(crate) fn page(&mut self, page: u32) {
        self.page = Some(page);
    }

    /// The page on which parts begin now.
    pub(crate) fn page_now(&self) -> Option<u32> {
        self.page
    }

    /// Says the language of the parts from now on, a tag of BCP 47, and gives the one before.
    pub(crate) fn language(&mut self, language: Option<String>) -> Option<String> {
        std::mem::replace(&mut self.language, language)
    }

    /// Text from now on is bold, or bold within bold.
    pub(crate) fn bold(&mut self, on: bool) {
        self.bold = match on {
            true => self.bold + 1,
            false => self.bold.saturating_sub(1),
        };
    }

    /// Text from now on is in italics.
    pub(crate) fn italic(&mut self, on: bool) {
        self.italic = match on {
            true => self.italic + 1,
            false => self.italic.saturating_sub(1),
        };
    }

    /// Adds text to the open part; where white space is reduced, none stands at its begin and no two together.
    pub(crate) fn text(&mut self, text: &str) {
        let (bold, italic) = (self.bold > 0, self.italic > 0);
        if self.bytes + text.len() > MOST_TEXT {
            self.is_cut = true;
            return;
        }
        let Some(written) = self.current() else {
            return;
        };
        let run = &mut written.run;
        let start = run.text.len();
        if written.reduces {
            for ch in text.chars() {
                // A space that does not break stays what it is: it is no layout.
                if ch.is_whitespace() && ch != '\u{a0}' {
                    if !run.text.is_empty() && !run.text.ends_with([' ', '\t', '\n']) {
                        run.text.push(' ');
                    }
                } else if !ch.is_control() {
                    run.text.push(ch);
                }
            }
        } else {
            run.text.push_str(text);
        }
        let added = run.text.len() - start;
        let signs = solid(&run.text[start..]);
        run.bold += if bold { signs } else { 0 };
        if italic {
            run.push_italic(start..run.text.len());
        }
        self.bytes += added;
    }

    /// Ends a line of the open part.
    pub(crate) fn line_break(&mut self) {
        self.sign('\n');
    }

    /// Begins the next cell of the open row.
    pub(crate) fn cell(&mut self) {
        self.sign('\t');
    }

    fn sign(&mut self, sign: char) {
        if let Some(written) = self.current() {
            while written.run.text.ends_with(' ') {
                written.run.text.pop();
            }
            if let Some(last) = written.run.italic.last_mut() {
                last.end = last.end.min(written.run.text.len());
            }
            written.run.text.push(sign);
            self.bytes += 1;
        }
    }

    /// The length of the open part's text in bytes: where what comes next will begin.
    pub(crate) fn here(&self) -> usize {
        self.so_far().len()
    }

    /// The text of the open part from `start` on is a marker that calls the entries or notes with these labels.
    pub(crate) fn mark(&mut self, start: usize, labels: Vec<String>) {
        if let Some(written) = self.current() {
            let span = trimmed(&written.run.text, start);
            let behind = written
                .run
                .markers
                .last()
                .is_none_or(|last| last.span.end <= span.start);
            if !span.is_empty() && behind && !labels.is_empty() {
                written.run.markers.push(Marker { labels, span });
            }
        }
    }

    /// Adds a marker that is shown as `shown` and calls the entry or note `label`.
    pub(crate) fn marker(&mut self, shown: &str, label: &str) {
        let start = self.here();
        self.text(shown);
        self.mark(start, vec![label.to_owned()]);
    }

    /// The text of the open part from `start` on is a link.
    pub(crate) fn link(&mut self, start: usize, target: &str) {
        if let Some(written) = self.current() {
            let span = trimmed(&written.run.text, start);
            let behind = written
                .run
                .links
                .last()
                .is_none_or(|last| last.span.end <= span.start);
            if !span.is_empty() && behind && !target.is_empty() {
                written.run.links.push(Link {
                    target: target.to_owned(),
                    span,
                });
            }
        }
    }

    /// The text of the open part from `start` on is code.
    pub(crate) fn code(&mut self, start: usize) {
        if let Some(written) = self.current()
            && start < written.run.text.len()
            && written.run.code.last().is_none_or(|last| last.end <= start)
        {
            written.run.code.push(start..written.run.text.len());
        }
    }

    fn current(&mut self) -> Option<&mut Written> {
        let index = *self.open.last()?;
        self.written.get_mut(index)
    }

    /// The text and the draft whose spans refer to it; parts without text are left out.
    pub(crate) fn finish(self) -> (String, Draft) {
        let mut text = String::with_capacity(self.bytes + 2 * self.written.len());
        let mut parts = Vec::with_capacity(self.written.len());
        for written in self.written {
            let Written {
                shape,
                mut run,
                stated,
                ..
            } = written;
            if run.text.trim().is_empty() && shape != Shape::Rule {
                continue;
            }
            if !text.is_empty() {
                let row = matches!(shape, Shape::Row { .. });
                text.push_str(if row { "\n" } else { "\n\n" });
            }
            let start = text.len();
            text.push_str(&run.text);
            let span = start..text.len();
            let mut own = Run::of_source(&text, span.clone());
            std::mem::swap(&mut own.pieces, &mut run.pieces);
            let mut part = Part::new(shape, run, span);
            part.stated = stated;
            parts.push(part);
        }
        (text, Draft { parts })
    }
}

/// The range from `start` to the end of a text without white space at its ends.
fn trimmed(text: &str, start: usize) -> Range<usize> {
    let Some(tail) = text.get(start..) else {
        return 0..0;
    };
    let lead = tail.len() - tail.trim_start().len();
    let kept = tail.trim_end().len();
    start + lead.min(kept)..start + kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_within_a_paragraph_stands_behind_it() {
        let mut rendering = Rendering::default();
        rendering.begin(Shape::Paragraph);
        rendering.text("  광명망은\n 내부망");
        rendering.marker("[1]", "1");
        rendering.begin(Shape::Note {
            label: "1".to_owned(),
        });
        rendering.text("김민관, 2019.");
        rendering.end();
        rendering.text("이다. ");
        rendering.end();
        let (text, draft) = rendering.finish();
        assert_eq!(text, "광명망은 내부망[1]이다.\n\n김민관, 2019.");
        let [paragraph, note] = &draft.parts[..] else {
            panic!("two parts: {draft:?}")
        };
        let marker = &paragraph.run.markers[0];
        assert_eq!(&paragraph.run.text[marker.span.clone()], "[1]");
        assert_eq!(&text[note.span.clone()], "김민관, 2019.");
        assert_eq!(note.run.source(), Some(note.span.clone()));
    }
}
