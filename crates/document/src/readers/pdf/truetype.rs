//! The characters of an embedded TrueType font's glyphs, for files that do not tell the text of their codes.

use std::collections::HashMap;

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_be_bytes([pair[0], pair[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16_at(bytes, at)?) << 16 | u32::from(u16_at(bytes, at.checked_add(2)?)?))
}

/// Glyphs and the first character that each stands for; empty where the font has no table of them.
pub(super) fn unicode_of_glyphs(program: &[u8]) -> HashMap<u32, char> {
    let mut found = HashMap::new();
    let Some(cmap) = table(program, b"cmap") else {
        return found;
    };
    let count = u16_at(cmap, 2).unwrap_or(0).min(64) as usize;
    for index in 0..count {
        let at = 4 + index * 8;
        let (Some(platform), Some(encoding), Some(offset)) =
            (u16_at(cmap, at), u16_at(cmap, at + 2), u32_at(cmap, at + 4))
        else {
            break;
        };
        if !(platform == 0 || platform == 3 && matches!(encoding, 1 | 10)) {
            continue;
        }
        if let Some(own) = cmap.get(offset as usize..) {
            match u16_at(own, 0) {
                Some(4) => segments(own, &mut found),
                Some(12) => groups(own, &mut found),
                _ => {}
            }
        }
    }
    found
}

fn table<'p>(program: &'p [u8], name: &[u8; 4]) -> Option<&'p [u8]> {
    let count = u16_at(program, 4)?.min(256) as usize;
    (0..count)
        .map(|index| 12 + index * 16)
        .find(|&at| program.get(at..at + 4) == Some(name))
        .and_then(|at| program.get(u32_at(program, at + 8)? as usize..))
}

/// Format 4: segments of characters with a shift or a list of glyphs.
fn segments(own: &[u8], found: &mut HashMap<u32, char>) {
    let count = u16_at(own, 6).unwrap_or(0) as usize / 2;
    let (ends, starts) = (14, 16 + count * 2);
    let (shifts, offsets) = (starts + count * 2, starts + count * 4);
    let mut left: u32 = 1 << 17;
    for index in 0..count {
        let at = index * 2;
        let (Some(end), Some(start), Some(shift), Some(offset)) = (
            u16_at(own, ends + at),
            u16_at(own, starts + at),
            u16_at(own, shifts + at),
            u16_at(own, offsets + at),
        ) else {
            return;
        };
        for code in start..=end {
            left = left.saturating_sub(1);
            if left == 0 {
                return;
            }
            let glyph = match offset {
                0 => code.wrapping_add(shift),
                _ => {
                    let place = offsets + at + offset as usize + (code - start) as usize * 2;
                    match u16_at(own, place) {
                        Some(0) | None => continue,
                        Some(glyph) => glyph.wrapping_add(shift),
                    }
                }
            };
            if let (1.., Some(ch)) = (glyph, char::from_u32(u32::from(code))) {
                found.entry(u32::from(glyph)).or_insert(ch);
            }
        }
    }
}

/// Format 12: groups of characters whose glyphs count up with them.
fn groups(own: &[u8], found: &mut HashMap<u32, char>) {
    let count = u32_at(own, 12).unwrap_or(0).min(1 << 16) as usize;
    let mut left: u32 = 1 << 18;
    for index in 0..count {
        let at = 16 + index * 12;
        let (Some(start), Some(end), Some(glyph)) =
            (u32_at(own, at), u32_at(own, at + 4), u32_at(own, at + 8))
        else {
            return;
        };
        for code in start..=end {
            left = left.saturating_sub(1);
            if left == 0 {
                return;
            }
            if let Some(ch) = char::from_u32(code) {
                found
                    .entry(glyph.saturating_add(code - start))
                    .or_insert(ch);
            }
        }
    }
}
