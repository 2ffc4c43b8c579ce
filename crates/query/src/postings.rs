//! Sets of documents of a segment, put together from postings: one term, a union, an intersection, a phrase.

use std::ops::Range;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocId, DocSet, TERMINATED};

/// A set of documents of one segment, read in ascending order.
pub(crate) enum Matcher {
    /// No document.
    Nothing,
    /// The documents of one term.
    Term(Box<SegmentPostings>),
    /// The documents of any.
    Any(Union),
    /// The documents of all; never empty.
    All(Vec<Matcher>),
    /// The documents with the terms at their offsets from each other.
    Phrase(Box<PhraseMatcher>),
    /// Documents that were found before, ascending.
    List(std::vec::IntoIter<DocId>),
    /// The documents of ranges that were found before.
    Ranges(Ranges),
    /// The documents of the first but not of the second.
    Without(Box<(Matcher, Matcher)>),
}

impl Matcher {
    /// The documents of any of `matchers`.
    pub(crate) fn any(mut matchers: Vec<Self>) -> Self {
        matchers.retain(|matcher| matcher.doc() != TERMINATED);
        match matchers.len() {
            0 => Self::Nothing,
            1 => matchers.pop().unwrap_or(Self::Nothing),
            _ => Self::Any(Union::new(matchers)),
        }
    }

    /// The documents of all of `matchers`; of none there is nothing.
    pub(crate) fn all(mut matchers: Vec<Self>) -> Self {
        if matchers.is_empty() || matchers.iter().any(|matcher| matcher.doc() == TERMINATED) {
            return Self::Nothing;
        }
        // The rarest leads, so that the others skip.
        matchers.sort_by_key(Self::cost);
        if matchers.len() == 1 {
            return matchers.pop().unwrap_or(Self::Nothing);
        }
        let first = matchers[0].doc();
        let mut all = Self::All(matchers);
        all.settle(first);
        all
    }

    /// The documents of `wanted` that are not among `excluded`.
    pub(crate) fn without(wanted: Self, excluded: Self) -> Self {
        if excluded.doc() == TERMINATED {
            return wanted;
        }
        let mut without = Self::Without(Box::new((wanted, excluded)));
        without.pass_excluded();
        without
    }

    /// The current document, `TERMINATED` at the end.
    pub(crate) fn doc(&self) -> DocId {
        match self {
            Self::Without(without) => without.0.doc(),
            Self::Nothing => TERMINATED,
            Self::Term(postings) => postings.doc(),
            Self::Any(union) => union.doc,
            Self::All(matchers) => matchers[0].doc(),
            Self::Phrase(phrase) => phrase.doc,
            Self::List(docs) => docs.as_slice().first().copied().unwrap_or(TERMINATED),
            Self::Ranges(ranges) => ranges.doc,
        }
    }

    /// How often what is looked for stands in the current document: phrases are counted, anything else counts once.
    pub(crate) fn frequency(&self) -> u32 {
        match self {
            Self::Phrase(phrase) => phrase.begins.len() as u32,
            Self::Without(without) => without.0.frequency(),
            Self::Any(union) => {
                let here = union.matchers.iter();
                let here = here.filter(|matcher| matcher.doc() == union.doc);
                here.map(Self::frequency).max().unwrap_or(1)
            }
            _ => 1,
        }
    }

    /// Moves to the next document.
    pub(crate) fn advance(&mut self) -> DocId {
        match self {
            Self::Nothing => TERMINATED,
            Self::Term(postings) => postings.advance(),
            Self::Any(union) => union.advance(),
            _ => {
                let doc = self.doc();
                if doc == TERMINATED {
                    TERMINATED
                } else {
                    self.seek(doc + 1)
                }
            }
        }
    }

    /// Moves to the first document at or after `target`; stays when it is already there.
    pub(crate) fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() >= target {
            return self.doc();
        }
        match self {
            Self::Nothing => TERMINATED,
            Self::Term(postings) => postings.seek(target),
            Self::Any(union) => union.seek(target),
            Self::All(_) => self.settle(target),
            Self::Phrase(phrase) => phrase.seek(target),
            Self::List(docs) => {
                let before = docs.as_slice().partition_point(|&doc| doc < target);
                if before > 0 {
                    docs.nth(before - 1);
                }
                self.doc()
            }
            Self::Ranges(ranges) => ranges.seek(target),
            Self::Without(without) => {
                without.0.seek(target);
                self.pass_excluded()
            }
        }
    }

    /// An upper bound on the number of documents, good enough to choose an order.
    pub(crate) fn cost(&self) -> u64 {
        match self {
            Self::Nothing => 0,
            Self::Term(postings) => u64::from(postings.doc_freq()),
            Self::Any(union) => union.matchers.iter().map(Self::cost).sum(),
            Self::All(matchers) => matchers.iter().map(Self::cost).min().unwrap_or(0),
            Self::Phrase(phrase) => phrase.slots.iter().map(Slot::cost).min().unwrap_or(0),
            Self::List(docs) => docs.len() as u64,
            Self::Ranges(ranges) => ranges.cost(),
            Self::Without(without) => without.0.cost(),
        }
    }

    /// Moves to the first document that is not excluded.
    fn pass_excluded(&mut self) -> DocId {
        let Self::Without(without) = self else {
            return self.doc();
        };
        let (wanted, excluded) = &mut **without;
        let mut doc = wanted.doc();
        while doc != TERMINATED && excluded.seek(doc) == doc {
            doc = wanted.advance();
        }
        doc
    }

    /// Moves an intersection to the first common document at or after `target`.
    fn settle(&mut self, target: DocId) -> DocId {
        let Self::All(matchers) = self else {
            return self.doc();
        };
        let mut candidate = matchers[0].seek(target);
        'candidate: while candidate != TERMINATED {
            for matcher in &mut matchers[1..] {
                let doc = matcher.seek(candidate);
                if doc > candidate {
                    candidate = matchers[0].seek(doc);
                    continue 'candidate;
                }
            }
            return candidate;
        }
        TERMINATED
    }
}

/// The documents of any of some matchers.
pub(crate) struct Union {
    matchers: Vec<Matcher>,
    /// The first of their current documents.
    doc: DocId,
}

impl Union {
    fn new(matchers: Vec<Matcher>) -> Self {
        let doc = matchers.iter().map(Matcher::doc).min();
        Self {
            matchers,
            doc: doc.unwrap_or(TERMINATED),
        }
    }

    fn advance(&mut self) -> DocId {
        let here = self.doc;
        let past = |matcher: &mut Matcher| match matcher.doc() {
            // The next document is mostly the next in the block, which `advance` finds without a search.
            doc if doc == here => matcher.advance(),
            doc => doc,
        };
        let next = self.matchers.iter_mut().map(past).min();
        self.doc = next.unwrap_or(TERMINATED);
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let next = self.matchers.iter_mut();
        let next = next.map(|matcher| matcher.seek(target)).min();
        self.doc = next.unwrap_or(TERMINATED);
        self.doc
    }
}

/// Ranges of documents, in order and apart.
pub(crate) struct Ranges {
    ranges: Vec<Range<DocId>>,
    at: usize,
    doc: DocId,
}

impl Ranges {
    /// The documents of any of `ranges`, in whatever order they are.
    pub(crate) fn new(mut ranges: Vec<Range<DocId>>) -> Self {
        ranges.retain(|range| !range.is_empty());
        ranges.sort_unstable_by_key(|range| (range.start, range.end));
        let mut apart: Vec<Range<DocId>> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match apart.last_mut().filter(|last| range.start <= last.end) {
                Some(last) => last.end = last.end.max(range.end),
                None => apart.push(range),
            }
        }
        let doc = apart.first().map_or(TERMINATED, |range| range.start);
        Self {
            ranges: apart,
            at: 0,
            doc,
        }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let rest = &self.ranges[self.at..];
        self.at += rest.partition_point(|range| range.end <= target);
        self.doc = self
            .ranges
            .get(self.at)
            .map_or(TERMINATED, |range| range.start.max(target));
        self.doc
    }

    fn cost(&self) -> u64 {
        let ranges = self.ranges.iter();
        ranges.map(|range| u64::from(range.end - range.start)).sum()
    }
}

/// One place of a phrase: the terms that may stand there, at an offset in tokens from the phrase's begin.
pub(crate) struct Slot {
    offset: u32,
    alternatives: Vec<SegmentPostings>,
}

impl Slot {
    /// A place with its alternatives, which must have positions.
    pub(crate) fn new(offset: u32, alternatives: Vec<SegmentPostings>) -> Self {
        Self {
            offset,
            alternatives,
        }
    }

    fn cost(&self) -> u64 {
        self.alternatives
            .iter()
            .map(|postings| u64::from(postings.doc_freq()))
            .sum()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let to = |postings: &mut SegmentPostings| {
            if postings.doc() < target {
                postings.seek(target)
            } else {
                postings.doc()
            }
        };
        self.alternatives
            .iter_mut()
            .map(to)
            .min()
            .unwrap_or(TERMINATED)
    }

    /// Positions in the current document where a phrase with this slot would begin, ascending.
    fn begins(&mut self, doc: DocId, out: &mut Vec<u32>, scratch: &mut Vec<u32>) {
        out.clear();
        for postings in self
            .alternatives
            .iter_mut()
            .filter(|postings| postings.doc() == doc)
        {
            postings.positions(scratch);
            out.extend(
                scratch
                    .iter()
                    .filter_map(|position| position.checked_sub(self.offset)),
            );
        }
        if self.alternatives.len() > 1 {
            out.sort_unstable();
            out.dedup();
        }
    }
}

/// The documents in which every slot of a phrase is filled at its offset.
///
/// The engine's own phrase query allows one term a place; Hangul needs two (a syllable pair inside a word, or over a
/// space).
pub(crate) struct PhraseMatcher {
    slots: Vec<Slot>,
    doc: DocId,
    begins: Vec<u32>,
    next: Vec<u32>,
    scratch: Vec<u32>,
}

impl PhraseMatcher {
    /// A phrase of at least one slot.
    pub(crate) fn new(mut slots: Vec<Slot>) -> Self {
        slots.sort_by_key(Slot::cost);
        let (begins, next, scratch) = (Vec::new(), Vec::new(), Vec::new());
        let mut phrase = Self {
            slots,
            doc: TERMINATED,
            begins,
            next,
            scratch,
        };
        phrase.seek(0);
        phrase
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let Some((first, rest)) = self.slots.split_first_mut() else {
            self.doc = TERMINATED;
            return TERMINATED;
        };
        let mut candidate = first.seek(target);
        'candidate: while candidate != TERMINATED {
            for slot in rest.iter_mut() {
                let doc = slot.seek(candidate);
                if doc > candidate {
                    candidate = first.seek(doc);
                    continue 'candidate;
                }
            }
            first.begins(candidate, &mut self.begins, &mut self.scratch);
            for slot in rest.iter_mut() {
                if self.begins.is_empty() {
                    break;
                }
                slot.begins(candidate, &mut self.next, &mut self.scratch);
                keep_common(&mut self.begins, &self.next);
            }
            if !self.begins.is_empty() {
                break;
            }
            candidate = first.seek(candidate + 1);
        }
        self.doc = candidate;
        candidate
    }
}

/// Keeps of the ascending `kept` what `other` holds too.
fn keep_common(kept: &mut Vec<u32>, other: &[u32]) {
    let mut at = 0;
    kept.retain(|&position| {
        while at < other.len() && other[at] < position {
            at += 1;
        }
        other.get(at) == Some(&position)
    });
}

#[cfg(test)]
mod tests;
