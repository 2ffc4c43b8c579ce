//! The records of an HWP 5 stream: tag, level, data; a record's children follow it with higher levels.

use std::ops::Range;

/// Tags of records (table 13 of the specification; they count from 0x10).
pub(super) mod tag {
    pub(in super::super) const PARA_SHAPE: u16 = 25;
    pub(in super::super) const DISTRIBUTE_DOC_DATA: u16 = 28;
    pub(in super::super) const PARA_HEADER: u16 = 66;
    pub(in super::super) const PARA_TEXT: u16 = 67;
    pub(in super::super) const CTRL_HEADER: u16 = 71;
    pub(in super::super) const LIST_HEADER: u16 = 72;
    pub(in super::super) const TABLE: u16 = 77;
    pub(in super::super) const EQEDIT: u16 = 88;
}

/// A record of a stream.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) tag: u16,
    level: u16,
    /// Its data in bytes of the stream.
    pub(super) data: Range<usize>,
    /// Index of the first record behind it and all that it holds.
    end: usize,
}

/// The records of a stream, in order.
pub(super) struct Records {
    records: Vec<Record>,
}

impl Records {
    /// Reads a stream as far as it consists of records.
    pub(super) fn read(stream: &[u8]) -> Records {
        let mut records: Vec<Record> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut at = 0;
        while let Some(head) = u32_at(stream, at) {
            at += 4;
            let mut size = (head >> 20) as usize;
            // Sizes from 4095 on stand in four bytes of their own.
            if size == 0xFFF {
                let Some(own) = u32_at(stream, at) else {
                    break;
                };
                size = own as usize;
                at += 4;
            }
            let end = at.saturating_add(size).min(stream.len());
            let level = (head >> 10 & 0x3FF) as u16;
            while let Some(&last) = open.last()
                && records[last].level >= level
            {
                records[last].end = records.len();
                open.pop();
            }
            open.push(records.len());
            records.push(Record {
                tag: (head & 0x3FF) as u16,
                level,
                data: at..end,
                end: 0,
            });
            at = end;
        }
        let count = records.len();
        for last in open {
            records[last].end = count;
        }
        Records { records }
    }

    pub(super) fn all(&self) -> &[Record] {
        &self.records
    }

    /// Indices of the records that no other holds.
    pub(super) fn top(&self) -> Vec<usize> {
        self.siblings(0, self.records.len())
    }

    /// Indices of the records that a record holds itself.
    pub(super) fn children(&self, index: usize) -> Vec<usize> {
        self.siblings(index + 1, self.records[index].end)
    }

    fn siblings(&self, from: usize, to: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut at = from;
        while at < to {
            found.push(at);
            at = self.records[at].end.max(at + 1);
        }
        found
    }
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes([bytes[0], bytes[1]]))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
}

/// Text of UTF-16 units with their number before them; gives the byte behind it too.
pub(super) fn counted_text(bytes: &[u8], at: usize) -> Option<(String, usize)> {
    let count = u16_at(bytes, at)? as usize;
    let from = at + 2;
    let to = from + count * 2;
    Some((utf16(bytes.get(from..to)?), to))
}

/// Text of UTF-16 units; halves of characters are replaced.
pub(super) fn utf16(bytes: &[u8]) -> String {
    let units = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    char::decode_utf16(units)
        .map(|ch| ch.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}
