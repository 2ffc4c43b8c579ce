//! The reader for HWP 5 (Hancom's "한글 문서 파일 형식 5.0", revision 1.3): paragraphs, outline levels, tables, captions, notes
//! with their anchors; documents for distribution too.

mod body;
mod records;
mod summary;
mod unlock;

use std::io::{Cursor, Read as _};

use flate2::read::DeflateDecoder;

use crate::fault::Fault;
use crate::transcript::{Transcript, Trouble};

use super::flow::{Flow, Look};
use records::{Record, Records, tag};

/// The largest stream that is unpacked, in bytes.
const LARGEST_STREAM: u64 = 64 << 20;
/// The most that is unpacked of one file, in bytes.
const LARGEST_FILE: u64 = 160 << 20;
/// The most sections that are looked for.
const MOST_SECTIONS: usize = 4096;

/// Reads an HWP 5 file.
pub(crate) fn read(bytes: &[u8]) -> Result<Transcript, Fault> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes))
        .map_err(|error| Fault::damaged(format!("damaged compound file: {error}")))?;
    let header = stream(&mut file, "/FileHeader", 4096)?
        .filter(|header| header.len() >= 40 && header.starts_with(b"HWP Document File"))
        .ok_or_else(|| Fault::damaged("damaged: no header of an HWP document"))?;
    let flags = u32::from_le_bytes([header[36], header[37], header[38], header[39]]);
    let on = |bit: u32| flags & (1 << bit) != 0;
    // Bits 1, 4, 8 and 10: password, rights management, certificate, both of these.
    if on(1) {
        return Err(Fault::guarded());
    }
    if on(4) || on(8) || on(10) {
        let message = "guarded by a certificate or by rights management; save it without";
        return Err(Fault::new(Trouble::Encrypted, message));
    }
    let is_packed = on(0);
    let storage = if on(2) { "ViewText" } else { "BodyText" };
    let mut left = LARGEST_FILE;
    let mut transcript = Transcript::default();
    let mut looks = Vec::new();
    match stream(&mut file, "/DocInfo", LARGEST_STREAM)?
        .map(|packed| unpacked(packed, is_packed, &mut left))
    {
        Some(Ok(info)) => looks = paragraph_looks(&info),
        Some(Err(fault)) => transcript.warn(fault.trouble, fault.message),
        None => transcript.warn(Trouble::Damaged, "damaged: no information on styles"),
    }
    if let Ok(Some(summary)) = stream(&mut file, "/\u{5}HwpSummaryInformation", 1 << 20) {
        summary::read(&summary, &mut transcript);
    }
    let mut sections = Vec::new();
    for number in 0..MOST_SECTIONS {
        let name = format!("/{storage}/Section{number}");
        let Some(packed) = stream(&mut file, &name, LARGEST_STREAM)? else {
            break;
        };
        let unlocked = if on(2) {
            unlock::unlocked(packed)
        } else {
            Ok(packed)
        };
        match unlocked.and_then(|packed| unpacked(packed, is_packed, &mut left)) {
            Ok(section) => sections.push(section),
            Err(fault) => transcript.warn(fault.trouble, fault.message),
        }
    }
    if sections.is_empty() && transcript.is_whole() {
        return Err(Fault::damaged("damaged: no section of text in it"));
    }
    Ok(body::read(&sections, looks, Flow::new(transcript, false)))
}

/// A stream of the compound file; `None` where there is none of this name.
fn stream(
    file: &mut cfb::CompoundFile<Cursor<&[u8]>>,
    name: &str,
    limit: u64,
) -> Result<Option<Vec<u8>>, Fault> {
    if !file.is_stream(name) {
        return Ok(None);
    }
    let damaged = |error| Fault::damaged(format!("damaged stream {name}: {error}"));
    let mut bytes = Vec::new();
    file.open_stream(name)
        .map_err(damaged)?
        .take(limit)
        .read_to_end(&mut bytes)
        .map_err(damaged)?;
    Ok(Some(bytes))
}

/// Unpacks a stream; `left` are the bytes that may still be unpacked of the file.
fn unpacked(packed: Vec<u8>, is_packed: bool, left: &mut u64) -> Result<Vec<u8>, Fault> {
    if !is_packed {
        return Ok(packed);
    }
    let limit = LARGEST_STREAM.min(*left);
    let mut bytes = Vec::new();
    let read = DeflateDecoder::new(packed.as_slice())
        .take(limit + 1)
        .read_to_end(&mut bytes);
    if bytes.len() as u64 > limit {
        let message = "a stream unpacks to more than is read";
        return Err(Fault::new(Trouble::TooLarge, message));
    }
    *left -= bytes.len() as u64;
    match read {
        // What stands before the damage is text all the same.
        Err(error) if bytes.is_empty() => Err(Fault::damaged(format!("damaged stream: {error}"))),
        _ => Ok(bytes),
    }
}

/// The looks of the paragraph shapes, in order.
fn paragraph_looks(info: &[u8]) -> Vec<Look> {
    let records = Records::read(info);
    let shapes = records
        .all()
        .iter()
        .filter(|record| record.tag == tag::PARA_SHAPE);
    shapes.map(|record| look_of(record, info)).collect()
}

/// Bits 23 and 24 of a shape's properties are the kind of its head, bits 25 to 27 its level.
fn look_of(record: &Record, info: &[u8]) -> Look {
    let properties = records::u32_at(&info[record.data.clone()], 0).unwrap_or(0);
    match properties >> 23 & 3 {
        1 => Look::Outline((properties >> 25 & 7) as u8 + 1),
        2 | 3 => Look::Item,
        _ => Look::Text,
    }
}
