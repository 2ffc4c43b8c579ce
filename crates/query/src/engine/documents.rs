//! Documents of a segment that hold things in whatever passages of theirs.

use tantivy::{DocId, SegmentReader, TERMINATED};

use super::{Columns, is_alive};
use crate::postings::Matches;

/// A set of documents, told by their own records, read in ascending order.
///
/// What is rare leads: of what is frequent only the documents are looked at that hold all else.
pub(super) enum Documents {
    /// Those with a passage that matches.
    With(Matches),
    /// Those in all of the sets; of no sets there is nothing.
    All(Vec<Documents>),
    /// Those in any.
    Any(Vec<Documents>),
}

/// What tells the document of a passage.
pub(super) struct Records<'s> {
    pub(super) columns: &'s Columns,
    pub(super) segment: &'s SegmentReader,
}

impl Documents {
    /// The documents in all of `sets`.
    pub(super) fn all(mut sets: Vec<Self>) -> Self {
        sets.sort_by_key(Self::cost);
        match sets.len() {
            1 => sets.remove(0),
            _ => Self::All(sets),
        }
    }

    /// The record of the first document at or after `target`, `TERMINATED` where there is none; `target` must not be
    /// less than in the call before.
    pub(super) fn seek(&mut self, target: DocId, records: &Records<'_>) -> DocId {
        match self {
            Self::With(matches) => {
                let mut doc = matches.seek(target);
                while doc != TERMINATED {
                    let record = records.columns.document_of(doc).start;
                    // A passage behind `target` may be of a document that begins before it.
                    if record >= target && is_alive(doc, records.segment) {
                        return record;
                    }
                    doc = matches.advance();
                }
                TERMINATED
            }
            Self::All(sets) => {
                let Some((first, rest)) = sets.split_first_mut() else {
                    return TERMINATED;
                };
                let mut candidate = first.seek(target, records);
                'candidate: while candidate != TERMINATED {
                    for set in rest.iter_mut() {
                        let record = set.seek(candidate, records);
                        if record > candidate {
                            candidate = first.seek(record, records);
                            continue 'candidate;
                        }
                    }
                    break;
                }
                candidate
            }
            Self::Any(sets) => {
                let first = sets.iter_mut().map(|set| set.seek(target, records)).min();
                first.unwrap_or(TERMINATED)
            }
        }
    }

    /// An upper bound on the number of passages that are looked at, good enough to choose an order.
    fn cost(&self) -> u64 {
        match self {
            Self::With(matches) => matches.cost(),
            Self::All(sets) => sets.iter().map(Self::cost).min().unwrap_or(0),
            Self::Any(sets) => sets.iter().map(Self::cost).sum(),
        }
    }
}
