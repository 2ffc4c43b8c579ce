//! Numbered paragraphs: reports whose paragraphs are counted through, so that others cite `para. 35`.

use crate::draft::Shape;
use crate::entries;
use crate::joins::{Placed, ends_sentence};

/// Numbers that go on behind a gap no wider than this are one count; paragraphs of an excerpt are left out.
const WIDEST_GAP: u32 = 20;
/// Fewer are a list.
const FEWEST: usize = 3;
/// Without anything between them so many are paragraphs, where their mean length in bytes is that of paragraphs: the
/// items of a list may be long, but are few.
const MANY: usize = 10;
const LONG: usize = 300;
/// What goes on over headings and other text may be shorter, but is no phrase either.
const SENTENCE: usize = 50;

/// Makes paragraphs with a number of their own of the items that are a report's numbered paragraphs; `is_body` tells
/// whether a section has running text.
pub(crate) fn settle(parts: &mut [Placed], is_body: impl Fn(Option<usize>) -> bool) {
    let mut count: Vec<(usize, u32)> = Vec::new();
    let mut at = 0;
    while at <= parts.len() {
        let number = parts
            .get(at)
            .filter(|placed| is_body(placed.section))
            .and_then(number);
        let goes_on = match (number, count.last()) {
            (Some(number), Some(&(_, last))) => number > last && number - last <= WIDEST_GAP,
            (Some(_), None) => true,
            (None, _) => at < parts.len(),
        };
        if !goes_on {
            if are_paragraphs(parts, &count) {
                for (at, _) in count.drain(..) {
                    settle_one(&mut parts[at]);
                }
            }
            count.clear();
        }
        count.extend(number.map(|number| (at, number)));
        at += 1;
    }
}

/// The number that a part begins with, where it may be one of a row of numbered paragraphs.
fn number(placed: &Placed) -> Option<u32> {
    let part = &placed.part;
    match &part.shape {
        Shape::Item { label, .. } => label.as_ref()?.parse().ok(),
        Shape::Paragraph if part.stated.row.is_none() => {
            let text = part.run.text.trim_start();
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let signed = text[digits..].starts_with(". ") && entries::label(text).is_some();
            (signed && digits <= 3)
                .then(|| text[..digits].parse().ok())
                .flatten()
        }
        _ => None,
    }
}

fn are_paragraphs(parts: &[Placed], count: &[(usize, u32)]) -> bool {
    let (Some(&(first, _)), Some(&(last, _))) = (count.first(), count.last()) else {
        return false;
    };
    if count.len() < FEWEST {
        return false;
    }
    let text = |&(at, _): &(usize, u32)| parts[at].part.run.text.trim_end();
    let sentences = count.iter().map(text).filter(|text| ends_sentence(text));
    let mean = count.iter().map(text).map(str::len).sum::<usize>() / count.len();
    // Headings stand between, or other text.
    let goes_on = parts[first].section != parts[last].section || last - first >= count.len();
    let long = goes_on && mean >= SENTENCE || count.len() >= MANY && mean >= LONG;
    long && sentences.count() * 2 > count.len()
}

fn settle_one(placed: &mut Placed) {
    let part = &mut placed.part;
    part.stated.number = number_written(part);
    part.take_head();
    part.shape = Shape::Paragraph;
}

fn number_written(part: &crate::draft::Part) -> Option<String> {
    match &part.shape {
        Shape::Item { label, .. } => label.clone(),
        _ => entries::label(part.run.text.trim_start()).map(|(label, _)| label),
    }
}
