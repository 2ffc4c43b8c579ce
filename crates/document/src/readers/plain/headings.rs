//! What is a heading in plain text: numbers, capitals, known names, short lines over text.

use super::{Scan, TEXT};
use crate::draft::Shape;
use crate::entries;
use crate::heading;
use crate::joins::ends_sentence;
use crate::lines::{BULLETS, Line, is_capitals, is_title, joined};
use crate::markers::{Labels, markers};
use crate::number::{Number, Style, split_number};
use crate::table;
use crate::tree::SectionKind;

/// Longest heading, in characters.
const LONGEST_HEADING: usize = 200;
/// A chunk from this length on, in columns, is running text if it ends like a sentence.
const SENTENCE: usize = 45;

impl Scan<'_> {
    /// The level of a chunk that is a heading between blank lines.
    pub(super) fn heading_level(
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
        let numbered = split_number(&title).filter(|(number, start)| {
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
        number: &Number,
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
        let sibling = split_number(&following).is_some_and(|(other, start)| {
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
    pub(super) fn tight_heading(
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
        let numbered = split_number(line.text).filter(|(_, start)| *start < line.text.len());
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

/// Whether a number goes on from the one before: its sibling, its first child, or the sibling of an ancestor.
fn follows(before: Option<&Number>, number: &Number) -> bool {
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
