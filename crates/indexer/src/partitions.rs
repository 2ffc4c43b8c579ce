//! How a corpus is cut for many cores, and put together again for the readers.
//!
//! Each partition is read, analysed and written by one thread as a segment of its own. A segment costs every query a
//! look-up and repeats the terms of the others, so that neighbouring partitions are merged when they are written: this
//! takes a tenth of a build, makes the index smaller by a sixth and queries quicker by a fifth to a third.

use std::ops::Range;

use rayon::prelude::*;
use seoji_schema::{Error, Folder};

use crate::corpus::SourceFile;
use crate::memory::{LEAST_PARTITION_BYTES, Memory};
use crate::writer;

/// So many partitions a thread, where they are not too large: with one, a thread whose files are quickly read would
/// wait for the others; each more writes the terms of all once more.
const PARTITIONS_A_THREAD: u64 = 2;
/// A segment has at most about this many bytes of source text: beyond, several threads merge.
const SEGMENT_BYTES: u64 = 128 * 1024 * 1024;

/// Cuts the corpus into contiguous partitions of about the same size. What they say together does not depend on where
/// it is cut.
pub(crate) fn cut(files: &[SourceFile], memory: &Memory) -> Vec<Range<usize>> {
    let total: u64 = files.iter().map(|file| file.bytes).sum();
    let count = (total / LEAST_PARTITION_BYTES)
        .clamp(1, PARTITIONS_A_THREAD * memory.threads() as u64)
        .max(total.div_ceil(memory.largest_partition()));
    let target = total / count;
    let mut ranges = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, file) in files.iter().enumerate() {
        bytes += file.bytes;
        if bytes >= target && at + 1 < files.len() && (ranges.len() as u64) + 1 < count {
            ranges.push(start..at + 1);
            (start, bytes) = (at + 1, 0);
        }
    }
    if start < files.len() {
        ranges.push(start..files.len());
    }
    ranges
}

/// Merges the segments of neighbouring partitions, given with their bytes of source text, into few; gives the folders
/// of what is left in the same order.
///
/// The folders of merged partitions stay until the merged segment is written, for a build that goes on after this one
/// was interrupted.
pub(crate) fn put_together(
    parts: Vec<(Folder, u64)>,
    target: &Folder,
) -> Result<Vec<Folder>, Error> {
    let mut segments: Vec<(Vec<Folder>, u64)> = Vec::new();
    for (part, bytes) in parts {
        match segments.last_mut() {
            Some((parts, sum)) if *sum + bytes <= SEGMENT_BYTES => {
                parts.push(part);
                *sum += bytes;
            }
            _ => segments.push((vec![part], bytes)),
        }
    }
    segments
        .into_par_iter()
        .enumerate()
        .map(|(number, (mut parts, _))| {
            if parts.len() == 1 {
                return Ok(parts.remove(0));
            }
            let segment = target.join(format!("segment-{number}"));
            writer::merge_into(&parts, &segment)?;
            for part in parts {
                let removed = part.storage().remove_folder(part.path());
                removed.map_err(|source| Error::io("remove", part.path(), source))?;
            }
            Ok(segment)
        })
        .collect()
}
