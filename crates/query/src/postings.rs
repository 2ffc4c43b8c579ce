//! Sets of documents of a segment, put together from postings: one term, a union, an intersection, a phrase.
//!
//! A matcher works in two steps: its **candidates** are documents that hold the terms, cheap to find; whether they stand
//! there as a phrase is looked up last, and only for documents that all else allows.

mod window;

use std::ops::Range;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocId, DocSet, TERMINATED};

pub(crate) use window::Window;

/// Of a window with less than one document in so many the documents are sought one by one; else all postings there are
/// read.
const SPARSE: usize = 32;
/// The postings of so many terms are read together: a union would look at all of them for each of its documents.
const MOST_APART: usize = 8;

/// A definition of a set of documents of one segment, read in ascending order by [`Matches`] or asked of documents by
/// [`Matcher::holds`].
#[derive(Clone)]
pub(crate) enum Matcher {
    /// No document.
    Nothing,
    /// The documents of one term.
    Term(Box<SegmentPostings>),
    /// The documents of any.
    Any(Union),
    /// The documents of all; never empty.
    All(Intersection),
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
        matchers.retain(|matcher| matcher.candidate() != TERMINATED);
        match matchers.len() {
            0 => Self::Nothing,
            1 => matchers.pop().unwrap_or(Self::Nothing),
            _ => Self::Any(Union::new(matchers)),
        }
    }

    /// The documents of any of some terms.
    pub(crate) fn any_term(postings: Vec<SegmentPostings>) -> Self {
        if postings.len() > MOST_APART {
            return Self::List(united(postings).into_iter());
        }
        let terms = postings.into_iter();
        Self::any(terms.map(|term| Self::Term(Box::new(term))).collect())
    }

    /// The documents of all of `matchers`; of none there is nothing.
    pub(crate) fn all(mut matchers: Vec<Self>) -> Self {
        let nothing = |matcher: &Self| matcher.candidate() == TERMINATED;
        if matchers.is_empty() || matchers.iter().any(nothing) {
            return Self::Nothing;
        }
        if matchers.len() == 1 {
            return matchers.pop().unwrap_or(Self::Nothing);
        }
        Self::All(Intersection::new(matchers))
    }

    /// The documents of `wanted` that are not among `excluded`.
    pub(crate) fn without(wanted: Self, excluded: Self) -> Self {
        if excluded.candidate() == TERMINATED {
            return wanted;
        }
        Self::Without(Box::new((wanted, excluded)))
    }

    /// Whether `doc` is one of the documents; documents must be asked for in ascending order.
    pub(crate) fn holds(&mut self, doc: DocId) -> bool {
        match self {
            Self::Nothing => false,
            Self::Any(union) => union.matchers.iter_mut().any(|matcher| matcher.holds(doc)),
            Self::All(all) => all.matchers.iter_mut().all(|matcher| matcher.holds(doc)),
            Self::Phrase(phrase) => phrase.holds(doc),
            Self::Without(without) => without.0.holds(doc) && !without.1.holds(doc),
            Self::Term(_) | Self::List(_) | Self::Ranges(_) => self.approach(doc) == doc,
        }
    }

    /// Adds to `found` those of the documents that `wanted` means, a window of the same range; windows must be given in
    /// ascending order.
    pub(crate) fn mark(&mut self, wanted: &Window, found: &mut Window) {
        let range = wanted.range();
        match self {
            Self::Nothing => {}
            Self::Term(postings) if wanted.count() >= range.len() / SPARSE => {
                let mut doc = match postings.doc() {
                    doc if doc < range.start => postings.seek(range.start),
                    doc => doc,
                };
                while doc < range.end {
                    if wanted.has(doc) {
                        found.add(doc);
                    }
                    doc = postings.advance();
                }
            }
            Self::Any(union) => {
                let mut rest = wanted.clone();
                for matcher in &mut union.matchers {
                    if rest.count() == 0 {
                        break;
                    }
                    // What one holds need not be looked up in the others.
                    let mut here = wanted.none_of_it();
                    matcher.mark(&rest, &mut here);
                    rest.remove(&here);
                    found.unite(&here);
                }
            }
            Self::All(all) => {
                let mut common = wanted.clone();
                for matcher in &mut all.matchers {
                    let mut here = wanted.none_of_it();
                    matcher.mark(&common, &mut here);
                    common = here;
                    if common.count() == 0 {
                        return;
                    }
                }
                found.unite(&common);
            }
            Self::Without(without) => {
                let (mut own, mut excluded) = (wanted.none_of_it(), wanted.none_of_it());
                without.0.mark(wanted, &mut own);
                without.1.mark(&own, &mut excluded);
                own.remove(&excluded);
                found.unite(&own);
            }
            Self::Term(_) | Self::Phrase(_) | Self::List(_) | Self::Ranges(_) => {
                let mut next = wanted.next(range.start);
                while let Some(doc) = next {
                    let candidate = self.approach(doc);
                    if candidate >= range.end {
                        break;
                    }
                    if wanted.has(candidate) && self.verify() {
                        found.add(candidate);
                    }
                    next = wanted.next(candidate + 1);
                }
            }
        }
    }

    /// An upper bound on the number of documents, good enough to choose an order.
    pub(crate) fn cost(&self) -> u64 {
        match self {
            Self::Nothing => 0,
            Self::Term(postings) => u64::from(postings.doc_freq()),
            Self::Any(union) => union.matchers.iter().map(Self::cost).sum(),
            Self::All(all) => all.matchers.iter().map(Self::cost).min().unwrap_or(0),
            Self::Phrase(phrase) => phrase.slots.iter().map(Slot::cost).min().unwrap_or(0),
            Self::List(docs) => docs.len() as u64,
            Self::Ranges(ranges) => ranges.cost(),
            Self::Without(without) => without.0.cost(),
        }
    }

    /// The current candidate, `TERMINATED` at the end.
    pub(crate) fn candidate(&self) -> DocId {
        match self {
            Self::Nothing => TERMINATED,
            Self::Term(postings) => postings.doc(),
            Self::Any(union) => union.doc,
            Self::All(all) => all.doc,
            Self::Phrase(phrase) => phrase.doc,
            Self::List(docs) => docs.as_slice().first().copied().unwrap_or(TERMINATED),
            Self::Ranges(ranges) => ranges.doc,
            Self::Without(without) => without.0.candidate(),
        }
    }

    /// Moves to the first candidate at or after `target`; stays when it is already there.
    pub(crate) fn approach(&mut self, target: DocId) -> DocId {
        match self {
            Self::Nothing => TERMINATED,
            Self::Term(postings) => match postings.doc() {
                doc if doc >= target => doc,
                _ => postings.seek(target),
            },
            Self::Any(union) => union.approach(target),
            Self::All(all) => all.approach(target),
            Self::Phrase(phrase) => phrase.approach(target),
            Self::List(docs) => {
                let left = docs.as_slice();
                let before = match left {
                    [first, ..] if *first >= target => 0,
                    // Mostly it is the next.
                    [_, second, ..] if *second >= target => 1,
                    _ => left.partition_point(|&doc| doc < target),
                };
                if before > 0 {
                    docs.nth(before - 1);
                }
                docs.as_slice().first().copied().unwrap_or(TERMINATED)
            }
            Self::Ranges(ranges) => ranges.approach(target),
            Self::Without(without) => without.0.approach(target),
        }
    }

    /// Whether the current candidate is one of the documents.
    fn verify(&mut self) -> bool {
        match self {
            Self::Nothing => false,
            Self::Term(_) | Self::List(_) | Self::Ranges(_) => true,
            Self::Any(union) => {
                let doc = union.doc;
                let mut here = union.matchers.iter_mut();
                here.any(|matcher| matcher.candidate() == doc && matcher.verify())
            }
            Self::All(all) => all.matchers.iter_mut().all(Self::verify),
            Self::Phrase(phrase) => phrase.verify(),
            Self::Without(without) => {
                let doc = without.0.candidate();
                without.0.verify() && !without.1.holds(doc)
            }
        }
    }

    /// Whether a candidate may be none of the documents.
    fn must_be_verified(&self) -> bool {
        match self {
            Self::Nothing | Self::Term(_) | Self::List(_) | Self::Ranges(_) => false,
            Self::Any(union) => union.matchers.iter().any(Self::must_be_verified),
            Self::All(all) => all.matchers.iter().any(Self::must_be_verified),
            Self::Phrase(_) | Self::Without(_) => true,
        }
    }

    /// How often what is looked for stands in the current document, which was verified: phrases are counted, anything
    /// else counts once.
    fn frequency(&mut self) -> u32 {
        match self {
            Self::Phrase(phrase) => phrase.begins.len() as u32,
            Self::Without(without) => without.0.frequency(),
            Self::Any(union) => {
                let doc = union.doc;
                let here = union.matchers.iter_mut();
                let here = here.filter(|matcher| matcher.candidate() == doc);
                let counts = here.map(|matcher| match matcher.verify() {
                    true => matcher.frequency(),
                    false => 1,
                });
                counts.max().unwrap_or(1)
            }
            _ => 1,
        }
    }
}

/// Reads the documents of a matcher in ascending order.
pub(crate) struct Matches(Matcher);

impl Matches {
    /// Begins at the first document.
    pub(crate) fn new(matcher: Matcher) -> Self {
        let mut matches = Self(matcher);
        matches.settle();
        matches
    }

    /// The current document, `TERMINATED` at the end.
    pub(crate) fn doc(&self) -> DocId {
        self.0.candidate()
    }

    /// Moves to the next document.
    pub(crate) fn advance(&mut self) -> DocId {
        match self.doc() {
            TERMINATED => TERMINATED,
            doc => self.seek(doc + 1),
        }
    }

    /// Moves to the first document at or after `target`; stays when it is already there.
    pub(crate) fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() >= target {
            return self.doc();
        }
        self.0.approach(target);
        self.settle()
    }

    /// How often what is looked for stands in the current document: phrases are counted, anything else counts once.
    pub(crate) fn frequency(&mut self) -> u32 {
        self.0.frequency()
    }

    /// As [`Matcher::cost`].
    pub(crate) fn cost(&self) -> u64 {
        self.0.cost()
    }

    /// Passes over candidates that are none of the documents.
    fn settle(&mut self) -> DocId {
        let mut doc = self.0.candidate();
        while doc != TERMINATED && !self.0.verify() {
            doc = self.0.approach(doc + 1);
        }
        doc
    }
}

/// The documents of any of these postings, ascending.
fn united(postings: Vec<SegmentPostings>) -> Vec<DocId> {
    const BITS: usize = u64::BITS as usize;
    let mut words: Vec<u64> = Vec::new();
    for mut postings in postings {
        let mut doc = postings.doc();
        while doc != TERMINATED {
            let at = doc as usize / BITS;
            if at >= words.len() {
                words.resize(at + 1, 0);
            }
            words[at] |= 1 << (doc as usize % BITS);
            doc = postings.advance();
        }
    }
    let mut docs = Vec::with_capacity(words.iter().map(|word| word.count_ones() as usize).sum());
    for (at, mut word) in words.into_iter().enumerate() {
        while word != 0 {
            docs.push((at * BITS) as DocId + word.trailing_zeros());
            word &= word - 1;
        }
    }
    docs
}

/// The documents of any of some matchers.
#[derive(Clone)]
pub(crate) struct Union {
    matchers: Vec<Matcher>,
    /// The first of their current candidates.
    doc: DocId,
}

impl Union {
    fn new(matchers: Vec<Matcher>) -> Self {
        // The parts of a union that stands in a union are its own.
        let mut flat = Vec::with_capacity(matchers.len());
        for matcher in matchers {
            match matcher {
                Matcher::Any(union) => flat.extend(union.matchers),
                other => flat.push(other),
            }
        }
        let mut matchers = flat;
        // Where one holds a document, the phrases behind it need not be looked up.
        matchers.sort_by_key(Matcher::must_be_verified);
        let doc = matchers.iter().map(Matcher::candidate).min();
        Self {
            matchers,
            doc: doc.unwrap_or(TERMINATED),
        }
    }

    fn approach(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            let next = self.matchers.iter_mut();
            let next = next.map(|matcher| matcher.approach(target)).min();
            self.doc = next.unwrap_or(TERMINATED);
        }
        self.doc
    }
}

/// The documents of all of some matchers.
#[derive(Clone)]
pub(crate) struct Intersection {
    matchers: Vec<Matcher>,
    /// The candidate of all.
    doc: DocId,
}

impl Intersection {
    fn new(mut matchers: Vec<Matcher>) -> Self {
        // The rarest leads, so that the others skip.
        matchers.sort_by_key(Matcher::cost);
        let mut all = Self { matchers, doc: 0 };
        all.settle(0);
        all
    }

    fn approach(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.settle(target);
        }
        self.doc
    }

    /// Moves to the first common candidate at or after `target`.
    fn settle(&mut self, target: DocId) {
        let Some((first, rest)) = self.matchers.split_first_mut() else {
            self.doc = TERMINATED;
            return;
        };
        let mut candidate = first.approach(target);
        'candidate: while candidate != TERMINATED {
            for matcher in rest.iter_mut() {
                let doc = matcher.approach(candidate);
                if doc > candidate {
                    candidate = first.approach(doc);
                    continue 'candidate;
                }
            }
            break;
        }
        self.doc = candidate;
    }
}

/// Ranges of documents, in order and apart.
#[derive(Clone)]
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

    fn approach(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
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
#[derive(Clone)]
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

/// The documents in which every slot of a phrase is filled at its offset; candidates hold a term of every slot.
///
/// The engine's own phrase query allows one term a place; Hangul needs two (a syllable pair inside a word, or over a
/// space).
#[derive(Clone)]
pub(crate) struct PhraseMatcher {
    slots: Vec<Slot>,
    doc: DocId,
    /// Whether the places in the current candidate were looked at.
    is_read: bool,
    /// Where the phrase begins in it.
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
            doc: 0,
            is_read: false,
            begins,
            next,
            scratch,
        };
        phrase.settle(0);
        phrase
    }

    fn approach(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.settle(target);
        }
        self.doc
    }

    /// Moves to the first candidate at or after `target`.
    fn settle(&mut self, target: DocId) {
        self.is_read = false;
        self.begins.clear();
        let Some((first, rest)) = self.slots.split_first_mut() else {
            self.doc = TERMINATED;
            return;
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
            break;
        }
        self.doc = candidate;
    }

    /// Whether `doc` holds the phrase, without a look at the documents behind it.
    fn holds(&mut self, doc: DocId) -> bool {
        if self.doc < doc {
            if !self.slots.iter_mut().all(|slot| slot.seek(doc) == doc) {
                return false;
            }
            self.doc = doc;
            self.is_read = false;
            self.begins.clear();
        }
        self.doc == doc && self.verify()
    }

    /// Whether the phrase stands in the current candidate.
    fn verify(&mut self) -> bool {
        if !self.is_read && self.doc != TERMINATED {
            self.is_read = true;
            self.read();
        }
        !self.begins.is_empty()
    }

    /// Looks up where the phrase begins.
    fn read(&mut self) {
        let Some((first, rest)) = self.slots.split_first_mut() else {
            return;
        };
        first.begins(self.doc, &mut self.begins, &mut self.scratch);
        for slot in rest {
            if self.begins.is_empty() {
                break;
            }
            slot.begins(self.doc, &mut self.next, &mut self.scratch);
            keep_common(&mut self.begins, &self.next);
        }
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
