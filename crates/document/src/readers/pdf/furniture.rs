//! What every page shows and no page says: running heads, running feet, page numbers.

use std::collections::HashMap;

use super::lines::Line;
use super::structure::note_number;

/// So many lines at the top and at the bottom of a page may be furniture.
const EDGE: usize = 3;
/// A line that returns on so many pages is furniture, unless it is of a note.
const RETURNS: usize = 3;

/// Takes running heads and page numbers out of the pages.
pub(super) fn take(pages: &mut [(u32, Vec<Line>)]) {
    let mut counts: HashMap<(String, i32), usize> = HashMap::new();
    for (page, lines) in pages.iter() {
        for at in edges(lines) {
            let height = height(&lines[at]);
            for text in returning(&lines[at], *page) {
                *counts.entry((text, height)).or_default() += 1;
            }
        }
    }
    for (page, lines) in pages.iter_mut() {
        let order = edges(lines);
        let mut gone: Vec<usize> = Vec::new();
        for at in order {
            let line = &lines[at];
            let height = height(line);
            let returns = returning(line, *page).into_iter().any(|text| {
                // Heights differ by a little where programs round.
                let near = (-2..=2).map(|step| {
                    counts
                        .get(&(text.clone(), height + step))
                        .copied()
                        .unwrap_or(0)
                });
                near.sum::<usize>() >= RETURNS
            });
            let alone = is_outermost(lines, at) && is_page_number(&line.text());
            if alone || returns && !is_of_note(lines, at) {
                gone.push(at);
            }
        }
        let mut index = 0;
        lines.retain(|_| {
            index += 1;
            !gone.contains(&(index - 1))
        });
    }
}

/// Whether a line is a note or goes on with one, however often its words return: `Ibid., p. 12.`, `위의 책, 12쪽`.
fn is_of_note(lines: &[Line], at: usize) -> bool {
    /// So many sizes apart the lines of notes are led at most.
    const LED: f32 = 1.6;
    /// The most lines that a note has on a page.
    const LONGEST: usize = 60;
    let (mut own, mut at) = (&lines[at], at);
    for _ in 0..LONGEST {
        if begins_note(lines, at) {
            return true;
        }
        let above = lines.iter().enumerate().filter(|(_, line)| {
            let gap = line.y - own.y;
            let near = gap > 0.1 * own.size && gap <= LED * own.size;
            let overlaps = line.left <= own.right && line.right >= own.left;
            near && overlaps && (line.size - own.size).abs() <= 0.08 * own.size
        });
        let Some((index, line)) = above.min_by(|a, b| a.1.y.total_cmp(&b.1.y)) else {
            return false;
        };
        (own, at) = (line, index);
    }
    false
}

/// Whether a line begins with the number of a note: a raised one, one with a bracket behind it, or one that a raised
/// number of the page calls.
fn begins_note(lines: &[Line], at: usize) -> bool {
    let Some((number, _)) = note_number(&lines[at]) else {
        return false;
    };
    let text = lines[at].text();
    let raised = |line: &Line, is_head: bool| {
        line.cells.iter().enumerate().any(|(index, cell)| {
            cell.raised.iter().any(|&(from, length)| {
                (index == 0 && from == 0) == is_head
                    && cell.text.get(from..from + length) == Some(number.as_str())
            })
        })
    };
    raised(&lines[at], true)
        || text[number.len()..].starts_with(')')
        || lines.iter().any(|line| raised(line, false))
}

/// Indices of the uppermost and lowermost lines.
fn edges(lines: &[Line]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by(|&a, &b| lines[b].y.total_cmp(&lines[a].y));
    let mut found: Vec<usize> = order
        .iter()
        .take(EDGE)
        .chain(order.iter().rev().take(EDGE))
        .copied()
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn is_outermost(lines: &[Line], at: usize) -> bool {
    let y = lines[at].y;
    lines.iter().all(|line| line.y >= y - 0.5) || lines.iter().all(|line| line.y <= y + 0.5)
}

fn height(line: &Line) -> i32 {
    (line.y / 2.0).round() as i32
}

/// What a running line has in common with its fellows: all of it, or all but numbers that count with the pages (one of
/// them, or each). Other numbers tell lines apart: `Ibid., p. 3.` and `Ibid., p. 7.` are no running foot.
fn returning(line: &Line, page: u32) -> Vec<String> {
    /// Of a line of more numbers each is taken as it stands.
    const MOST_NUMBERS: usize = 8;
    let text = line.text();
    if text.chars().count() > 160 {
        return Vec::new();
    }
    let text: String = text.chars().filter(|ch| !ch.is_whitespace()).collect();
    let mut pieces: Vec<&str> = Vec::new();
    let mut at = 0;
    for (index, ch) in text.char_indices().skip(1) {
        let last = text[..index].chars().next_back();
        if last.is_some_and(|last| last.is_ascii_digit()) != ch.is_ascii_digit() {
            pieces.push(&text[at..index]);
            at = index;
        }
    }
    pieces.push(&text[at..]);
    // The sign before a number that counts with the pages is one that no text holds.
    let counted = |piece: &str| {
        let number = piece.parse::<i64>().ok()?;
        Some(format!("\u{0}{}", number - i64::from(page)))
    };
    let numbers: Vec<usize> = (0..pieces.len())
        .filter(|&index| counted(pieces[index]).is_some())
        .collect();
    let mut found = vec![text.clone()];
    if numbers.len() > MOST_NUMBERS {
        return found;
    }
    let with = |at: &[usize]| -> String {
        let own = pieces.iter().enumerate().map(|(index, piece)| {
            let counted = at.contains(&index).then(|| counted(piece)).flatten();
            counted.unwrap_or_else(|| (*piece).to_owned())
        });
        own.collect()
    };
    found.extend(numbers.iter().map(|&index| with(&[index])));
    if numbers.len() > 1 {
        found.push(with(&numbers));
    }
    found
}

/// `12`, `- 12 -`, `12 / 30`, `xiv`, `Page 12 of 30`, `12쪽`.
fn is_page_number(text: &str) -> bool {
    let bare = text
        .trim()
        .trim_start_matches("Page ")
        .trim_start_matches("page ")
        .trim_end_matches('쪽')
        .trim_matches(['-', '–', '—', '|', '[', ']', '(', ')', ' ', '·', '―']);
    let digits = bare.chars().filter(char::is_ascii_digit).count();
    let rest: String = bare.chars().filter(|ch| !ch.is_ascii_digit()).collect();
    let number = (1..=8).contains(&digits) && matches!(rest.trim(), "" | "/" | "of" | "/ ");
    number && bare.len() <= 12 || is_roman(bare)
}

/// A Roman number as prefaces count: `xiv`, and not `civil`.
fn is_roman(text: &str) -> bool {
    let mut rest = text;
    for [nine, five, four, one] in [
        ["", "", "", "c"],
        ["xc", "l", "xl", "x"],
        ["ix", "v", "iv", "i"],
    ] {
        let pair = [nine, four]
            .into_iter()
            .find(|pair| !pair.is_empty() && rest.starts_with(pair));
        if let Some(pair) = pair {
            rest = &rest[pair.len()..];
            continue;
        }
        if !five.is_empty() {
            rest = rest.strip_prefix(five).unwrap_or(rest);
        }
        for _ in 0..3 {
            rest = rest.strip_prefix(one).unwrap_or(rest);
        }
    }
    !text.is_empty() && rest.is_empty()
}
