//! Notes that stand without a heading: at a page's foot, behind a rule, at the end of a text.
//!
//! Converters leave them as paragraphs and lists that begin with a number. What makes notes of them is that the text
//! calls them.

use std::collections::BTreeSet;

use crate::draft::Shape;
use crate::entries::{Sign, bare_label, entry_lines, signed_label};
use crate::joins::Placed;
use crate::markers;
use crate::tree::{Section, SectionKind};

/// Notes count up, but for some that a converter has lost.
const WIDEST_GAP: u32 = 3;

/// Turns into notes what begins with a number that the text calls.
pub(crate) fn settle(mut parts: Vec<Placed>, sections: &[Section]) -> Vec<Placed> {
    let kind = |placed: &Placed| match placed.section {
        Some(section) => sections[section].kind,
        None => SectionKind::Body,
    };
    settle_square(&mut parts, |placed| kind(placed) == SectionKind::Body);
    let mut known = Known {
        has_notes: parts.iter().any(|part| kind(part) == SectionKind::Notes),
        ..Known::default()
    };
    for placed in &parts {
        let part = &placed.part;
        if let Shape::Note { label } = &part.shape {
            known.notes.extend(label.parse::<u32>());
        } else if kind(placed) == SectionKind::Body && part.shape != Shape::Preformatted {
            known.read_calls(&part.run.text);
        }
    }
    if known.raised.is_empty() && known.level.is_empty() {
        return parts;
    }
    let numbers: Vec<Vec<(u32, Sign)>> = parts
        .iter()
        .map(|placed| match kind(placed) {
            SectionKind::Body => numbers(placed),
            _ => Vec::new(),
        })
        .collect();
    let mut is_note = vec![false; parts.len()];
    let mut from = 0;
    while from < parts.len() {
        let Some(&(_, sign)) = numbers[from].first() else {
            from += 1;
            continue;
        };
        let mut run = numbers[from].clone();
        let mut end = from + 1;
        while end < parts.len() && parts[end].section == parts[from].section {
            let last = run.last().map_or(0, |&(number, _)| number);
            match numbers[end].first() {
                Some(&(next, own)) if own == sign && next > last && next - last <= WIDEST_GAP => {
                    run.extend(&numbers[end]);
                    end += 1;
                }
                _ => break,
            }
        }
        let place = Place {
            is_behind_rule: from > 0 && parts[from - 1].part.shape == Shape::Rule,
            ends_section: parts
                .get(end)
                .is_none_or(|next| next.section != parts[from].section),
        };
        if known.are_notes(&run, &place) {
            is_note[from..end].fill(true);
        }
        from = end;
    }
    let mut out = Vec::with_capacity(parts.len());
    for (placed, is_note) in parts.into_iter().zip(is_note) {
        match is_note {
            true => out.extend(notes(placed)),
            false => out.push(placed),
        }
    }
    out
}

/// What a document's text says of its notes.
#[derive(Default)]
struct Known {
    /// Numbers that it calls by raised digits.
    raised: BTreeSet<u32>,
    /// Numbers that it calls by `[1]` or `word1)`.
    level: BTreeSet<u32>,
    /// Numbers of notes that its format knows for such.
    notes: BTreeSet<u32>,
    /// Whether it has a section of notes.
    has_notes: bool,
}

/// Where a run of numbered parts stands.
struct Place {
    is_behind_rule: bool,
    ends_section: bool,
}

impl Known {
    /// Takes down the calls of a text; a number that begins a line is a note's own.
    fn read_calls(&mut self, text: &str) {
        for (at, is_raised, number) in markers::calls(text) {
            let line = text[..at].rfind('\n').map_or(0, |at| at + 1);
            if !text[line..at].trim().is_empty() {
                match is_raised {
                    true => self.raised.insert(number),
                    false => self.level.insert(number),
                };
            }
        }
    }

    /// Whether numbers that count up are those of notes: the text calls half of them at least, and they stand where
    /// notes do. Raised digits begin nothing else.
    fn are_notes(&self, run: &[(u32, Sign)], place: &Place) -> bool {
        let Some(&(_, sign)) = run.first() else {
            return false;
        };
        let called = |&&(number, _): &&(u32, Sign)| {
            self.raised.contains(&number) || sign != Sign::Raised && self.level.contains(&number)
        };
        if run.iter().filter(called).count() * 2 < run.len() {
            return false;
        }
        let is_own = run.iter().any(|(number, _)| self.notes.contains(number));
        match sign {
            Sign::Raised => true,
            _ if self.has_notes || is_own => false,
            Sign::Bare => place.is_behind_rule,
            _ => place.is_behind_rule || place.ends_section && run.len() > 1,
        }
    }
}

/// The numbers that a part's lines begin with, in one writing and counting up; none where its first line has none.
fn numbers(placed: &Placed) -> Vec<(u32, Sign)> {
    let part = &placed.part;
    if part.stated.is_settled || part.stated.row.is_some() {
        return Vec::new();
    }
    let of = |text: &str| -> Option<(u32, Sign)> {
        let (label, _, sign) = signed_label(text).or_else(|| bare_label(text))?;
        Some((label.parse().ok()?, sign))
    };
    match &part.shape {
        Shape::Item { label, .. } => {
            let own = label.as_ref().and_then(|label| label.parse().ok());
            let raised = || of(&part.run.text).filter(|(_, sign)| *sign == Sign::Raised);
            let listed = own.map(|number| (number, Sign::Dot)).or_else(raised);
            listed.into_iter().collect()
        }
        Shape::Paragraph => {
            let mut found: Vec<(u32, Sign)> = Vec::new();
            for (at, line) in part.run.text.lines().enumerate() {
                match (of(line), found.last()) {
                    (Some(first), None) if at == 0 => found.push(first),
                    (_, None) => return found,
                    (Some((number, sign)), Some(&(last, own)))
                        if sign == own && number > last && number - last <= WIDEST_GAP =>
                    {
                        found.push((number, sign));
                    }
                    _ => {}
                }
            }
            found
        }
        _ => Vec::new(),
    }
}

/// The notes of a part: an item is one, a paragraph one for each number that begins a line.
fn notes(placed: Placed) -> Vec<Placed> {
    if let Shape::Item {
        label: Some(label), ..
    } = &placed.part.shape
    {
        let mut placed = Placed {
            part: crate::draft::Part {
                shape: Shape::Note {
                    label: label.clone(),
                },
                ..placed.part
            },
            ..placed
        };
        placed.part.stated.head = crate::run::Run::default();
        return vec![placed];
    }
    let mut placed = placed;
    placed.part.shape = Shape::Paragraph;
    let mut notes = entry_lines(placed);
    for note in &mut notes {
        let text = &note.part.run.text;
        if let Some((label, start, _)) = signed_label(text).or_else(|| bare_label(text)) {
            let run = &note.part.run;
            note.part.run = run.slice(start..run.text.len()).trimmed();
            note.part.shape = Shape::Note { label };
        }
    }
    notes
}

/// Turns runs of paragraphs or items that `[1]`, `[2]` … label outside any bibliography into notes: files that a
/// converter made have their notes at the end without a heading.
fn settle_square(parts: &mut [Placed], is_body: impl Fn(&Placed) -> bool) {
    let number = |placed: &Placed| -> Option<u32> {
        let fits = matches!(placed.part.shape, Shape::Paragraph | Shape::Item { .. });
        let square = fits && placed.part.run.text.starts_with('[') && is_body(placed);
        let (label, _, sign) = square
            .then(|| signed_label(&placed.part.run.text))
            .flatten()?;
        (sign == Sign::Square).then(|| label.parse().ok()).flatten()
    };
    let mut from = 0;
    while from < parts.len() {
        let Some(first) = number(&parts[from]) else {
            from += 1;
            continue;
        };
        // Paragraphs between two labels go on with the note before them, if they are few.
        let (mut last, mut end, mut count, mut at) = (first, from, 1, from + 1);
        while at < parts.len() && at <= end + 2 {
            // The same number again is a slip of the writer, and a note all the same.
            if let Some(next) = number(&parts[at]).filter(|next| *next >= last && *next - last <= 3)
            {
                (last, end) = (next, at);
                count += 1;
            }
            at += 1;
        }
        if count >= 3 {
            for placed in &mut parts[from..=end] {
                match signed_label(&placed.part.run.text)
                    .filter(|_| placed.part.run.text.starts_with('['))
                {
                    Some((label, start, Sign::Square)) => {
                        let run = &placed.part.run;
                        placed.part.run = run.slice(start..run.text.len()).trimmed();
                        placed.part.shape = Shape::Note { label };
                    }
                    _ if placed.part.shape == Shape::Paragraph => placed.part.shape = Shape::More,
                    _ => {}
                }
            }
        }
        from = end + 1;
    }
}
