//! The record within what the engine stores of a document, read where it lies.
//!
//! The engine's own reader makes a document of it, byte by byte: of a query that shows ten documents that was an eighth
//! of the time.

use crate::{Error, Fields};

/// The engine's code of a value of bytes (`tantivy::schema::document::type_codes`).
const BYTES_CODE: u8 = 4;
/// The last byte of a number (`tantivy_common::VInt`).
const STOP_BIT: u8 = 0x80;

/// The bytes of the record in what the engine stores of a document: the number of stored fields, then of each its number,
/// the kind of its value and the value. The record is the only one that is stored ([`Fields::new`]).
///
/// # Errors
/// Bytes that are something else: the index is damaged.
pub fn record_bytes<'b>(stored: &'b [u8], fields: &Fields) -> Result<&'b [u8], Error> {
    let record = || {
        let (count, rest) = number(stored)?;
        let (field, rest) = rest.split_first_chunk::<4>()?;
        let (&code, rest) = rest.split_first()?;
        let (length, rest) = number(rest)?;
        let is_record = count == 1
            && u32::from_le_bytes(*field) == fields.record.field_id()
            && code == BYTES_CODE
            && length == rest.len() as u64;
        is_record.then_some(rest)
    };
    record().ok_or_else(|| Error::DamagedRecord {
        message: "it is missing".to_owned(),
    })
}

/// The number that begins here, seven bits a byte, the lowest first, and what is behind it.
fn number(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut value = 0_u64;
    for (at, &byte) in bytes.iter().enumerate().take(10) {
        value |= u64::from(byte & !STOP_BIT).checked_shl(7 * at as u32)?;
        if byte & STOP_BIT != 0 {
            return Some((value, &bytes[at + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use seoji_analysis::Analyzer;
    use tantivy::schema::Value;
    use tantivy::{Index, IndexWriter, TantivyDocument};

    use super::*;
    use crate::register_tokenizers;

    #[test]
    fn records_are_found_as_the_engine_finds_them() {
        let fields = Fields::new();
        let index = Index::create_in_ram(fields.schema());
        register_tokenizers(index.tokenizers(), &Analyzer::embedded());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
        let lengths = [0, 1, 127, 128, 300, 20_000, 100_000];
        for length in lengths {
            let mut document = TantivyDocument::new();
            document.add_text(fields.literal, "text");
            document.add_u64(fields.ordinal, 7);
            document.add_bytes(fields.record, &vec![length as u8; length]);
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        let mut found = Vec::new();
        for segment in searcher.segment_readers() {
            let store = segment.get_store_reader(1).unwrap();
            for doc in 0..segment.max_doc() {
                let stored = store.get_document_bytes(doc).unwrap();
                let own = record_bytes(&stored, &fields).unwrap();
                let document: TantivyDocument = store.get(doc).unwrap();
                let engines = document.get_first(fields.record).unwrap();
                assert_eq!(Some(own), engines.as_bytes());
                found.push(own.len());
                // Cut anywhere it is no record, and no panic.
                for end in 0..stored.len().min(12) {
                    assert!(record_bytes(&stored[..end], &fields).is_err(), "{end}");
                }
            }
        }
        found.sort_unstable();
        assert_eq!(found, lengths);
    }

    #[test]
    fn anything_else_is_a_damaged_record() {
        let fields = Fields::new();
        for bytes in [&[][..], &[0x80], &[0x7f; 40], &[0x81, 0, 0, 0, 0, 4, 0x80]] {
            assert!(record_bytes(bytes, &fields).is_err(), "{bytes:?}");
        }
    }
}
