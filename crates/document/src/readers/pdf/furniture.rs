//! What every page shows and no page says: running heads, running feet, page numbers.

use std::collections::HashMap;

use super::lines::Line;

/// So many lines at the top and at the bottom of a page may be furniture.
const EDGE: usize = 3;
/// A line that returns on so many pages is furniture.
const RETURNS: usize = 3;

/// Takes running heads and page numbers out of the pages.
pub(super) fn take(pages: &mut [(u32, Vec<Line>)]) {
    let mut counts: HashMap<(String, i32), usize> = HashMap::new();
    for (_, lines) in pages.iter() {
        for at in edges(lines) {
            if let Some(key) = key(&lines[at]) {
                *counts.entry(key).or_default() += 1;
            }
        }
    }
    for (_, lines) in pages.iter_mut() {
        let order = edges(lines);
        let mut gone: Vec<usize> = Vec::new();
        for at in order {
            let line = &lines[at];
            let returns = key(line).is_some_and(|key| {
                // Heights differ by a little where programs round.
                let near = (-2..=2).map(|step| {
                    counts
                        .get(&(key.0.clone(), key.1 + step))
                        .copied()
                        .unwrap_or(0)
                });
                near.sum::<usize>() >= RETURNS
            });
            let alone = is_outermost(lines, at) && is_page_number(&line.text());
            if returns || alone {
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

/// What a running line has in common with its fellows: its letters without digits, and its height.
fn key(line: &Line) -> Option<(String, i32)> {
    let text = line.text();
    if text.chars().count() > 160 {
        return None;
    }
    let letters: String = text
        .chars()
        .filter(|ch| !ch.is_ascii_digit() && !ch.is_whitespace())
        .collect();
    Some((letters, (line.y / 2.0).round() as i32))
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
    let roman = (1..=7).contains(&bare.len()) && bare.bytes().all(|byte| b"ivxlc".contains(&byte));
    number && bare.len() <= 12 || roman
}
