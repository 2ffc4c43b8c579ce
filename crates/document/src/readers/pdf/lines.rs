//! From glyphs to lines: words by gaps and spaces, columns by gutters, lines in reading order.

use std::ops::Range;

use super::content::Glyph;
use crate::run::push_stretch;

/// A line of a column.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its pieces, parted by wide gaps: one in running text, several in a table.
    pub(super) cells: Vec<Cell>,
    pub(super) left: f32,
    pub(super) right: f32,
    /// Its baseline from the bottom of the page.
    pub(super) y: f32,
    /// The size of most of its letters.
    pub(super) size: f32,
    /// Whether a space stands at its end.
    pub(super) spaced: bool,
    /// The column that it stands in, and that column's edges.
    pub(super) column: usize,
    pub(super) edges: (f32, f32),
}

/// A piece of a line.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    /// Bytes of it, white space apart, in bold.
    pub(super) bold: usize,
    /// What stands in italics, in bytes of the text.
    pub(super) italic: Vec<Range<usize>>,
    /// Raised numbers: their byte in the text and their length.
    pub(super) raised: Vec<(usize, usize)>,
}

impl Line {
    pub(super) fn text(&self) -> String {
        let cells: Vec<&str> = self.cells.iter().map(|cell| cell.text.as_str()).collect();
        cells.join(" ")
    }
}

/// Glyphs of one baseline without a wide gap between them.
struct Fragment {
    glyphs: Vec<Glyph>,
    left: f32,
    right: f32,
    y: f32,
    size: f32,
}

/// A gap that is so much wider than that between letters, in sizes of the font, parts words where the page has no
/// spaces of its own: TeX sets 0.2 to 0.5, between letters 0.
const WORD_GAP: f32 = 0.16;
/// The same where it has: LibreOffice sets 0.31 for the spaces of Hangul and writes those of Latin.
const WORD_GAP_SPACED: f32 = 0.22;
/// A gap from this width on parts fragments: columns, cells of a table.
const WIDE_GAP: f32 = 1.4;
/// What stands higher and is smaller than its line by this factor is raised.
const RAISED_SIZE: f32 = 0.95;
/// The most fragments of a page that are put into columns.
const MOST_FRAGMENTS: usize = 20_000;

/// The lines of a page in reading order.
pub(super) fn lines(glyphs: Vec<Glyph>) -> Vec<Line> {
    let glyphs = upright(glyphs);
    let letters = glyphs
        .iter()
        .filter(|glyph| !glyph.text.trim().is_empty())
        .count();
    let spaces = glyphs.len() - letters;
    // A word has six letters at most in the languages that part them by spaces.
    let is_spaced = spaces * 12 >= letters;
    let fragments = fragments(glyphs);
    if fragments.len() > MOST_FRAGMENTS {
        return stacked(fragments, 0, is_spaced);
    }
    let mut sizes: Vec<f32> = fragments.iter().map(|fragment| fragment.size).collect();
    sizes.sort_by(f32::total_cmp);
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or(10.0);
    let mut found = Vec::new();
    let mut columns = 0;
    cut(fragments, usual, 0, &mut |region| {
        found.extend(stacked(region, columns, is_spaced));
        columns += 1;
    });
    found
}

/// The glyphs in the direction of most; of others come last those that stand in their own.
fn upright(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let mut counts = [0usize; 4];
    for glyph in &glyphs {
        counts[glyph.turn as usize] += 1;
    }
    let most = (0..4u8)
        .max_by_key(|&turn| counts[turn as usize])
        .unwrap_or(0);
    // Stamps along the edge (`arXiv:…`) are no text of the page.
    glyphs
        .into_iter()
        .filter(|glyph| glyph.turn == most)
        .collect()
}

fn fragments(glyphs: Vec<Glyph>) -> Vec<Fragment> {
    let mut found: Vec<Fragment> = Vec::new();
    for glyph in glyphs {
        let is_space = glyph.text.trim().is_empty();
        if let Some(last) = found.last_mut() {
            let size = last.size.max(glyph.size).max(1.0);
            let gap = glyph.x - last.right;
            let near = gap > -0.6 * size && gap < WIDE_GAP * size;
            // A raised number belongs to its word.
            let level = (glyph.y - last.y).abs() < 0.1 * size
                || (glyph.y - last.y).abs() < 0.55 * size && glyph.size < RAISED_SIZE * last.size
                || last.glyphs.len() <= 4
                    && (glyph.y - last.y).abs() < 0.55 * size
                    && last.size < RAISED_SIZE * glyph.size;
            if near && level {
                // Text that is printed twice for weight is read once.
                let doubled = last.glyphs.last().is_some_and(|before| {
                    before.text == glyph.text
                        && (before.x - glyph.x).abs() < 0.15 * size
                        && !is_space
                });
                if doubled {
                    continue;
                }
                if glyph.size > last.size * 1.15 {
                    last.y = glyph.y;
                    last.size = glyph.size;
                }
                if !is_space {
                    last.right = last.right.max(glyph.end);
                }
                last.glyphs.push(glyph);
                continue;
            }
        }
        if is_space {
            // A space at a line's begin is none.
            continue;
        }
        found.push(Fragment {
            left: glyph.x,
            right: glyph.end,
            y: glyph.y,
            size: glyph.size,
            glyphs: vec![glyph],
        });
    }
    found
}

/// Cuts a region where a gutter parts columns of text, or where a wide gap parts what stands above from what stands
/// below; gives the regions that are not cut in reading order.
fn cut(fragments: Vec<Fragment>, usual: f32, depth: usize, give: &mut dyn FnMut(Vec<Fragment>)) {
    if fragments.is_empty() {
        return;
    }
    if depth < 24 {
        let all: Vec<&Fragment> = fragments.iter().collect();
        if let Some(x) = gutter(&all, usual) {
            let (left, right): (Vec<_>, Vec<_>) = fragments
                .into_iter()
                .partition(|fragment| fragment.right <= x);
            cut(left, usual, depth + 1, give);
            cut(right, usual, depth + 1, give);
            return;
        }
        // What stands over both columns hides the gutter between them: look for a band that has one.
        if let Some(cuts) = band(&fragments, usual, depth == 0) {
            let mut rest = fragments;
            for y in cuts {
                let (above, below): (Vec<_>, Vec<_>) =
                    rest.into_iter().partition(|fragment| fragment.y > y);
                cut(above, usual, depth + 1, give);
                rest = below;
            }
            cut(rest, usual, depth + 1, give);
            return;
        }
    }
    give(fragments);
}

/// The middle of a gutter: a stripe without text from top to bottom, with running text on both sides.
fn gutter(fragments: &[&Fragment], usual: f32) -> Option<f32> {
    let mut spans: Vec<(f32, f32)> = fragments
        .iter()
        .map(|fragment| (fragment.left, fragment.right))
        .collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut right = spans.first()?.1;
    let mut gaps: Vec<(f32, f32)> = Vec::new();
    for &(from, to) in &spans {
        let width = from - right;
        if width > 0.8 * usual {
            gaps.push((width, right + width / 2.0));
        }
        right = right.max(to);
    }
    // Pages have a few columns; a page made to harm has a gap for each letter.
    gaps.sort_by(|a, b| b.0.total_cmp(&a.0));
    let side = |is_left: bool, x: f32| {
        fragments
            .iter()
            .copied()
            .filter(move |fragment| (fragment.right <= x) == is_left)
    };
    gaps.iter()
        .take(8)
        .map(|&(_, x)| x)
        .find(|&x| is_text(side(true, x)) && is_text(side(false, x)))
}

/// Whether fragments are running text: several lines that fill most of their column and are long enough.
fn is_text<'f>(fragments: impl Iterator<Item = &'f Fragment> + Clone) -> bool {
    let count = fragments.clone().count();
    let left = fragments
        .clone()
        .map(|fragment| fragment.left)
        .fold(f32::MAX, f32::min);
    let right = fragments
        .clone()
        .map(|fragment| fragment.right)
        .fold(f32::MIN, f32::max);
    let width = (right - left).max(1.0);
    let letters: usize = fragments
        .clone()
        .map(|fragment| fragment.glyphs.len())
        .sum();
    let filled: f32 = fragments
        .clone()
        .map(|fragment| fragment.right - fragment.left)
        .sum();
    let mut levels: Vec<i32> = fragments
        .map(|fragment| fragment.y.round() as i32)
        .collect();
    levels.sort_unstable();
    levels.dedup();
    count >= 4
        && levels.len() >= 4
        && letters >= levels.len() * 14
        && filled >= 0.55 * width * levels.len() as f32
}

/// Heights at which cutting lets a gutter be seen, from top to bottom: one where it shows below or above; of a whole page
/// two where it shows between what stands over the columns (a running head) and what stands under them (its number).
fn band(fragments: &[Fragment], usual: f32, is_page: bool) -> Option<Vec<f32>> {
    /// The widest gaps that are tried alone, and in pairs.
    const TRIED: usize = 12;
    const PAIRED: usize = 8;
    /// The lines that columns between a head and a foot have at least.
    const LONG: usize = 12;
    let mut order: Vec<&Fragment> = fragments.iter().collect();
    order.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut gaps: Vec<(f32, f32)> = order
        .windows(2)
        .map(|pair| (pair[0].y - pair[1].y, (pair[0].y + pair[1].y) / 2.0))
        .filter(|(gap, _)| *gap > 1.1 * usual)
        .collect();
    gaps.sort_by(|a, b| b.0.total_cmp(&a.0));
    let shows = |top: f32, bottom: f32| -> bool {
        let own: Vec<&Fragment> = fragments
            .iter()
            .filter(|fragment| fragment.y <= top && fragment.y > bottom)
            .collect();
        own.len() >= 8 && gutter(&own, usual).is_some()
    };
    let tried: Vec<f32> = gaps.iter().take(TRIED).map(|&(_, y)| y).collect();
    let single = tried
        .iter()
        .find(|&&y| shows(f32::MAX, y) || shows(y, f32::MIN));
    if let Some(&y) = single {
        return Some(vec![y]);
    }
    if !is_page {
        return None;
    }
    let mut heights: Vec<f32> = tried.into_iter().take(PAIRED).collect();
    heights.sort_by(|a, b| b.total_cmp(a));
    // The largest band first.
    let mut pairs: Vec<(f32, f32)> = Vec::new();
    for (at, &top) in heights.iter().enumerate() {
        pairs.extend(heights[at + 1..].iter().map(|&bottom| (top, bottom)));
    }
    pairs.sort_by(|a, b| (b.0 - b.1).total_cmp(&(a.0 - a.1)));
    let within = |top: f32, bottom: f32| {
        let own = fragments.iter();
        own.filter(move |fragment| fragment.y <= top && fragment.y > bottom)
    };
    let letters = |top: f32, bottom: f32| -> usize {
        within(top, bottom)
            .map(|fragment| fragment.glyphs.len())
            .sum()
    };
    let all = letters(f32::MAX, f32::MIN);
    let pair = pairs.into_iter().find(|&(top, bottom)| {
        // What has a head and a foot may be a table too: columns are long and hold most of the page.
        let mut levels: Vec<i32> = within(top, bottom)
            .map(|fragment| fragment.y.round() as i32)
            .collect();
        levels.sort_unstable();
        levels.dedup();
        levels.len() >= LONG && letters(top, bottom) * 2 > all && shows(top, bottom)
    });
    pair.map(|(top, bottom)| vec![top, bottom])
}

/// The lines of a region from top to bottom.
fn stacked(mut fragments: Vec<Fragment>, column: usize, is_spaced: bool) -> Vec<Line> {
    let left = fragments
        .iter()
        .map(|fragment| fragment.left)
        .fold(f32::MAX, f32::min);
    let right = fragments
        .iter()
        .map(|fragment| fragment.right)
        .fold(f32::MIN, f32::max);
    fragments.sort_by(|a, b| b.y.total_cmp(&a.y));
    // Each row with the place of its largest fragment.
    let mut rows: Vec<(usize, Vec<Fragment>)> = Vec::new();
    for fragment in fragments {
        let same = rows.last().is_some_and(|(largest, row)| {
            // Against the largest of the row: a raised number may come first.
            let base = &row[*largest];
            let size = base.size.max(fragment.size);
            let distance = (base.y - fragment.y).abs();
            // A raised number stands higher the larger its line is set.
            let smaller = base.size.min(fragment.size) < RAISED_SIZE * size;
            let upper = if base.size < fragment.size {
                base
            } else {
                &fragment
            };
            let is_raised = upper.y > base.y.min(fragment.y) && upper.glyphs.len() <= 4;
            distance < 0.25 * size
                || smaller && distance < 0.4 * size
                || smaller && is_raised && distance < 0.75 * size
        });
        match rows.last_mut() {
            Some((largest, row)) if same => {
                // Of fragments of one size the last counts.
                if row[*largest].size.total_cmp(&fragment.size).is_le() {
                    *largest = row.len();
                }
                row.push(fragment);
            }
            _ => rows.push((0, vec![fragment])),
        }
    }
    rows.into_iter()
        .filter_map(|(_, row)| line_of(row, column, (left, right), is_spaced))
        .collect()
}

fn line_of(
    mut row: Vec<Fragment>,
    column: usize,
    edges: (f32, f32),
    is_spaced: bool,
) -> Option<Line> {
    row.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut sizes: Vec<f32> = row
        .iter()
        .flat_map(|fragment| &fragment.glyphs)
        .filter(|glyph| !glyph.text.trim().is_empty())
        .map(|glyph| glyph.size)
        .collect();
    sizes.sort_by(f32::total_cmp);
    let size = *sizes.get(sizes.len() / 2)?;
    let base = row
        .iter()
        .flat_map(|fragment| &fragment.glyphs)
        .filter(|glyph| (glyph.size - size).abs() < 0.1 * size)
        .map(|glyph| glyph.y)
        .next()
        .unwrap_or(row[0].y);
    let mut line = Line {
        cells: Vec::new(),
        left: row[0].left,
        right: row
            .iter()
            .map(|fragment| fragment.right)
            .fold(f32::MIN, f32::max),
        y: base,
        size,
        spaced: false,
        column,
        edges,
    };
    let mut pen = f32::MIN;
    for fragment in row {
        let first = fragment.left;
        let gap = first - pen;
        // The gap behind a bullet is no gap between cells.
        let is_listed = line.cells.len() == 1 && is_bullet(&line.cells[0].text) && gap < 5.0 * size;
        if line.cells.is_empty() || gap >= WIDE_GAP * size && !is_listed {
            line.cells.push(Cell {
                left: first,
                ..Cell::default()
            });
        } else if let Some(cell) = line.cells.last_mut()
            && gap > WORD_GAP * size
            && !cell.text.ends_with(' ')
        {
            cell.text.push(' ');
        }
        if let Some(cell) = line.cells.last_mut() {
            fill(cell, &fragment, size, base, is_spaced);
            cell.right = fragment.right;
        }
        pen = fragment.right;
    }
    line.spaced = line
        .cells
        .last()
        .is_some_and(|cell| cell.text.ends_with(' '));
    for cell in &mut line.cells {
        cell.text = cell.text.trim_end().to_owned();
    }
    line.cells.retain(|cell| !cell.text.trim().is_empty());
    (!line.cells.is_empty()).then_some(line)
}

/// Adds a fragment's text to a cell.
fn fill(cell: &mut Cell, fragment: &Fragment, size: f32, base: f32, is_spaced: bool) {
    let gap_of_words =
        letter_gap(fragment) / size + if is_spaced { WORD_GAP_SPACED } else { WORD_GAP };
    let mut pen = fragment.left;
    for glyph in &fragment.glyphs {
        let gap = glyph.x - pen;
        pen = glyph.end;
        if glyph.text.trim().is_empty() {
            if !cell.text.is_empty() && !cell.text.ends_with(' ') {
                cell.text.push(' ');
            }
            continue;
        }
        if gap > gap_of_words * size && !cell.text.is_empty() && !cell.text.ends_with(' ') {
            cell.text.push(' ');
        }
        let at = cell.text.len();
        for ch in glyph.text.chars() {
            match ch {
                '\u{ad}' | '\u{2010}' => cell.text.push('-'),
                ch if ch.is_control() => {}
                '\u{fb00}' => cell.text.push_str("ff"),
                '\u{fb01}' => cell.text.push_str("fi"),
                '\u{fb02}' => cell.text.push_str("fl"),
                '\u{fb03}' => cell.text.push_str("ffi"),
                '\u{fb04}' => cell.text.push_str("ffl"),
                ch => cell.text.push(ch),
            }
        }
        let bytes = cell.text.len() - at;
        cell.bold += if glyph.bold { bytes } else { 0 };
        if glyph.italic {
            push_stretch(&mut cell.italic, at..cell.text.len());
        }
        let is_raised = glyph.size < RAISED_SIZE * size && glyph.y > base + 0.15 * size;
        let is_number = !glyph.text.is_empty() && glyph.text.chars().all(|ch| ch.is_ascii_digit());
        if is_raised && is_number {
            match cell.raised.last_mut() {
                Some((from, length)) if *from + *length == at => *length += bytes,
                _ => cell.raised.push((at, bytes)),
            }
        }
    }
}

/// The gap between most letters of a fragment: letters are set apart in titles and in justified Korean.
fn letter_gap(fragment: &Fragment) -> f32 {
    let solid = |glyph: &Glyph| !glyph.text.trim().is_empty();
    let mut gaps: Vec<f32> = fragment
        .glyphs
        .windows(2)
        .filter(|pair| solid(&pair[0]) && solid(&pair[1]))
        .map(|pair| pair[1].x - pair[0].end)
        .collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 2).copied().unwrap_or(0.0).max(0.0)
}

/// Whether a text is the sign before an item alone: a bullet, `3.`, `(a)`, `가)`.
pub(super) fn is_bullet(text: &str) -> bool {
    let text = text.trim();
    let bare = text.trim_matches(['(', ')', '.', '[', ']']);
    let count = bare.chars().count();
    let bullet = text.chars().count() == 1 && !text.starts_with(|ch: char| ch.is_alphanumeric());
    let signed = bare.len() < text.len() && text.ends_with(['.', ')', ']']);
    let number = bare.bytes().all(|byte| byte.is_ascii_digit()) && count <= 3;
    bullet || signed && (number || count == 1)
}
