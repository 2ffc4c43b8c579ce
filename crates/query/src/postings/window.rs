//! A row of documents of a segment, of which some are meant.

use std::ops::Range;

use tantivy::DocId;

/// Documents of a segment that lie within a range, a bit for each.
#[derive(Clone, Debug)]
pub(crate) struct Window {
    range: Range<DocId>,
    words: Vec<u64>,
    count: usize,
}

impl Window {
    /// None of the documents of a range.
    pub(crate) fn of_none(range: Range<DocId>) -> Self {
        let words = range.len().div_ceil(u64::BITS as usize);
        Self {
            range,
            words: vec![0; words],
            count: 0,
        }
    }

    /// None of the same documents.
    pub(crate) fn none_of_it(&self) -> Self {
        Self::of_none(self.range.clone())
    }

    /// Means a range within the window, too.
    pub(crate) fn add_range(&mut self, range: Range<DocId>) {
        let mut at = range.start - self.range.start;
        let end = range.end - self.range.start;
        while at < end {
            let bit = at % u64::BITS;
            let bits = (end - at).min(u64::BITS - bit);
            let word = &mut self.words[(at / u64::BITS) as usize];
            let before = word.count_ones();
            *word |= (u64::MAX >> (u64::BITS - bits)) << bit;
            self.count += (word.count_ones() - before) as usize;
            at += bits;
        }
    }

    /// The first document, meant or not, and what is behind the last.
    pub(crate) fn range(&self) -> Range<DocId> {
        self.range.clone()
    }

    /// How many are meant.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// Means a document of the range, too.
    #[inline]
    pub(crate) fn add(&mut self, doc: DocId) {
        let at = doc - self.range.start;
        let word = &mut self.words[(at / u64::BITS) as usize];
        let bit = 1 << (at % u64::BITS);
        self.count += usize::from(*word & bit == 0);
        *word |= bit;
    }

    /// Whether a document of the range is meant.
    #[inline]
    pub(crate) fn has(&self, doc: DocId) -> bool {
        let at = doc - self.range.start;
        self.words[(at / u64::BITS) as usize] >> (at % u64::BITS) & 1 != 0
    }

    /// The first that is meant at or behind `doc`.
    pub(crate) fn next(&self, doc: DocId) -> Option<DocId> {
        let at = doc.saturating_sub(self.range.start);
        let mut word_at = (at / u64::BITS) as usize;
        let mut word = self.words.get(word_at)? & (u64::MAX << (at % u64::BITS));
        while word == 0 {
            word_at += 1;
            word = *self.words.get(word_at)?;
        }
        Some(self.range.start + word_at as DocId * u64::BITS + word.trailing_zeros())
    }

    /// Those that are meant, ascending.
    pub(crate) fn iter(&self) -> impl Iterator<Item = DocId> + '_ {
        let words = self.words.iter().enumerate();
        words.flat_map(move |(at, &word)| {
            let first = self.range.start + at as DocId * u64::BITS;
            let mut left = word;
            std::iter::from_fn(move || {
                (left != 0).then(|| {
                    let bit = left.trailing_zeros();
                    left &= left - 1;
                    first + bit
                })
            })
        })
    }

    /// Means all that another window of the same range does, too.
    pub(crate) fn unite(&mut self, other: &Self) {
        self.combine(other, |own, other| own | other);
    }

    /// No longer means what another window of the same range does.
    pub(crate) fn remove(&mut self, other: &Self) {
        self.combine(other, |own, other| own & !other);
    }

    fn combine(&mut self, other: &Self, combine: impl Fn(u64, u64) -> u64) {
        let mut count = 0;
        for (own, other) in self.words.iter_mut().zip(&other.words) {
            *own = combine(*own, *other);
            count += own.count_ones();
        }
        self.count = count as usize;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_window_is_a_set_of_documents(
            start in 0..500_u32,
            length in 1..300_u32,
            one in prop::collection::btree_set(0..300_u32, 0..40),
            ranges in prop::collection::vec((0..300_u32, 0..300_u32), 0..4),
            asked in 0..900_u32,
        ) {
            let range = start..start + length;
            let mut own = Window::of_none(range.clone());
            let mut known = BTreeSet::new();
            for &(a, b) in &ranges {
                let part = start + a.min(b).min(length)..start + a.max(b).min(length);
                own.add_range(part.clone());
                known.extend(part);
            }
            let mut other = own.none_of_it();
            let others: BTreeSet<u32> = one.iter().filter(|&&at| at < length).map(|at| start + at).collect();
            for &doc in &others {
                other.add(doc);
                other.add(doc);
            }
            for (window, set) in [(&own, &known), (&other, &others)] {
                prop_assert_eq!(&window.iter().collect::<BTreeSet<_>>(), set);
                prop_assert_eq!(window.count(), set.len());
                prop_assert!(range.clone().all(|doc| window.has(doc) == set.contains(&doc)));
                prop_assert_eq!(window.next(asked), set.range(asked..).next().copied());
            }
            let mut all = own.clone();
            all.unite(&other);
            prop_assert_eq!(all.iter().collect::<Vec<_>>(), known.union(&others).copied().collect::<Vec<_>>());
            prop_assert_eq!(all.count(), all.iter().count());
            own.remove(&other);
            prop_assert_eq!(own.iter().collect::<Vec<_>>(), known.difference(&others).copied().collect::<Vec<_>>());
            prop_assert_eq!(own.count(), own.iter().count());
        }
    }
}
