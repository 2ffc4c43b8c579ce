//! The summary of a document: a property set ([MS-OLEPS]) with title, author, dates.

use time::Month;

use super::records::{u32_at, utf16};
use crate::calendar::{days_after, iso};
use crate::properties;
use crate::transcript::Transcript;

/// The most properties that are read.
const MOST: u32 = 64;

/// Reads the summary's stream.
pub(super) fn read(stream: &[u8], transcript: &mut Transcript) {
    // The head is 28 bytes, then each set's name of 16 bytes and its offset.
    let Some(set) = u32_at(stream, 44).and_then(|offset| stream.get(offset as usize..)) else {
        return;
    };
    let count = u32_at(set, 4).unwrap_or(0).min(MOST) as usize;
    let property = |id: u32| {
        (0..count)
            .map(|index| 8 + index * 8)
            .find(|&at| u32_at(set, at) == Some(id))
            .and_then(|at| set.get(u32_at(set, at + 4)? as usize..))
    };
    let text = |id: u32| {
        let value = property(id).filter(|value| u32_at(value, 0) == Some(31))?;
        let length = u32_at(value, 4)? as usize;
        let end = length.checked_mul(2)?.checked_add(8)?;
        let text = utf16(value.get(8..end)?);
        Some(text.trim_end_matches('\0').trim().to_owned())
    };
    if let Some(title) = text(2) {
        properties::set_title(transcript, &title);
    }
    if let Some(author) = text(4) {
        properties::add_authors(transcript, &author);
    }
    for (id, key) in [(3, "subject"), (5, "keywords"), (6, "description")] {
        if let Some(value) = text(id) {
            properties::add(transcript, key, &value);
        }
    }
    let created = property(12).filter(|value| u32_at(value, 0) == Some(64));
    if let Some((low, high)) =
        created.and_then(|value| Some((u32_at(value, 4)?, u32_at(value, 8)?)))
    {
        let ticks = u64::from(high) << 32 | u64::from(low);
        if let Some(date) = day_of(ticks) {
            properties::set_date(transcript, &date);
        }
    }
}

/// The day of a time in units of 100 ns since 1601, as `2014-03-03`.
fn day_of(ticks: u64) -> Option<String> {
    if ticks == 0 {
        return None;
    }
    let days = (ticks / (10_000_000 * 86_400)) as i64;
    days_after(1601, Month::January, 1, days)
        .filter(|date| (1980..2200).contains(&date.year()))
        .map(iso)
}
