//! Holds conditions against positions: of the postings of a segment, or of the terms of one record.

use seoji_schema::WORK_STRIDE;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocId, DocSet, TERMINATED};

use super::{Condition, Terms};

/// The occurrences of a term in documents, read in ascending order.
pub(crate) trait Occurrences {
    /// The current document, `TERMINATED` at the end.
    fn doc(&self) -> DocId;
    /// Moves to the first document at or after `target`; stays when it is already there.
    fn seek_to(&mut self, target: DocId) -> DocId;
    /// The positions in the current document, ascending.
    fn positions_into(&mut self, out: &mut Vec<u32>);
}

impl Occurrences for SegmentPostings {
    fn doc(&self) -> DocId {
        DocSet::doc(self)
    }

    fn seek_to(&mut self, target: DocId) -> DocId {
        if DocSet::doc(self) < target {
            self.seek(target)
        } else {
            DocSet::doc(self)
        }
    }

    fn positions_into(&mut self, out: &mut Vec<u32>) {
        self.positions(out);
    }
}

/// The positions of a term in the only document there is, with number 0.
pub(super) struct Listed {
    pub(super) positions: Vec<u32>,
    pub(super) passed: bool,
}

impl Occurrences for Listed {
    fn doc(&self) -> DocId {
        if self.passed { TERMINATED } else { 0 }
    }

    fn seek_to(&mut self, target: DocId) -> DocId {
        self.passed |= target > 0;
        self.doc()
    }

    fn positions_into(&mut self, out: &mut Vec<u32>) {
        out.clone_from(&self.positions);
    }
}

/// A condition with the occurrences of its terms.
struct Opened<P> {
    ways: Vec<OpenedWay<P>>,
}

struct OpenedWay<P> {
    stride: u32,
    parts: Vec<Vec<Pattern<P>>>,
}

/// Slots at their offsets; each has at least one term that occurs.
struct Pattern<P> {
    slots: Vec<(u32, Vec<P>)>,
}

impl<P: Occurrences> Opened<P> {
    fn open<E>(
        condition: &Condition,
        open: &mut impl FnMut(&Terms) -> Result<Vec<P>, E>,
    ) -> Result<Self, E> {
        let mut ways = Vec::new();
        'ways: for way in &condition.ways {
            let mut parts = Vec::new();
            for part in &way.parts {
                let mut patterns = Vec::new();
                'patterns: for pattern in &part.patterns {
                    let mut slots = Vec::new();
                    for (offset, alternatives) in pattern {
                        let mut opened = Vec::new();
                        for terms in alternatives {
                            opened.extend(open(terms)?);
                        }
                        if opened.is_empty() {
                            continue 'patterns;
                        }
                        slots.push((*offset, opened));
                    }
                    patterns.push(Pattern { slots });
                }
                if patterns.is_empty() {
                    continue 'ways;
                }
                parts.push(patterns);
            }
            if !parts.is_empty() {
                let stride = way.stride;
                ways.push(OpenedWay { stride, parts });
            }
        }
        Ok(Self { ways })
    }

    /// The first document at or after `target` that may fulfil the condition.
    fn seek(&mut self, target: DocId) -> DocId {
        let ways = self.ways.iter_mut().map(|way| way.seek(target));
        ways.min().unwrap_or(TERMINATED)
    }

    /// The blocks of `doc` that fulfil the condition, ascending.
    fn blocks(&mut self, doc: DocId, scratch: &mut Scratch) -> Vec<u32> {
        let mut blocks = Vec::new();
        for way in &mut self.ways {
            blocks.extend(way.blocks(doc, scratch));
        }
        blocks.sort_unstable();
        blocks.dedup();
        blocks
    }
}

#[derive(Default)]
struct Scratch {
    begins: Vec<u32>,
    next: Vec<u32>,
    positions: Vec<u32>,
}

impl<P: Occurrences> OpenedWay<P> {
    fn seek(&mut self, target: DocId) -> DocId {
        let mut candidate = target;
        loop {
            let mut furthest = candidate;
            for part in &mut self.parts {
                let patterns = part.iter_mut().map(|pattern| pattern.seek(candidate));
                furthest = furthest.max(patterns.min().unwrap_or(TERMINATED));
            }
            if furthest == candidate || furthest == TERMINATED {
                return furthest;
            }
            candidate = furthest;
        }
    }

    fn blocks(&mut self, doc: DocId, scratch: &mut Scratch) -> Vec<u32> {
        let mut common: Option<Vec<u32>> = None;
        for part in &mut self.parts {
            let mut stretches = Vec::new();
            for pattern in part {
                pattern.begins(doc, scratch);
                stretches.extend(scratch.begins.iter().map(|begin| begin / self.stride));
            }
            stretches.sort_unstable();
            stretches.dedup();
            match &mut common {
                None => common = Some(stretches),
                Some(common) => common.retain(|own| stretches.binary_search(own).is_ok()),
            }
        }
        let stretches = common.unwrap_or_default().into_iter();
        stretches
            .map(|stretch| stretch * self.stride / WORK_STRIDE)
            .collect()
    }
}

impl<P: Occurrences> Pattern<P> {
    fn seek(&mut self, target: DocId) -> DocId {
        let mut candidate = target;
        loop {
            let mut furthest = candidate;
            for (_, alternatives) in &mut self.slots {
                let next = alternatives
                    .iter_mut()
                    .map(|terms| terms.seek_to(candidate));
                furthest = furthest.max(next.min().unwrap_or(TERMINATED));
            }
            if furthest == candidate || furthest == TERMINATED {
                return furthest;
            }
            candidate = furthest;
        }
    }

    /// Where the pattern begins in `doc`, into `scratch.begins`, ascending.
    fn begins(&mut self, doc: DocId, scratch: &mut Scratch) {
        scratch.begins.clear();
        for (at, (offset, alternatives)) in self.slots.iter_mut().enumerate() {
            scratch.next.clear();
            for terms in alternatives {
                if terms.doc() > doc || terms.seek_to(doc) != doc {
                    continue;
                }
                terms.positions_into(&mut scratch.positions);
                let begins = scratch.positions.iter();
                scratch
                    .next
                    .extend(begins.filter_map(|position| position.checked_sub(*offset)));
            }
            scratch.next.sort_unstable();
            scratch.next.dedup();
            if at == 0 {
                std::mem::swap(&mut scratch.begins, &mut scratch.next);
            } else {
                let next = &scratch.next;
                scratch
                    .begins
                    .retain(|begin| next.binary_search(begin).is_ok());
            }
        }
    }
}

/// The documents of which one citation fulfils all conditions, ascending.
///
/// # Errors
/// Those of `open`, which gives the occurrences of terms.
pub(crate) fn matching_docs<P: Occurrences, E>(
    conditions: &[&Condition],
    mut open: impl FnMut(&Terms) -> Result<Vec<P>, E>,
) -> Result<Vec<DocId>, E> {
    let mut docs = Vec::new();
    each_match(conditions, &mut open, |doc, _| docs.push(doc))?;
    Ok(docs)
}

/// The citations of the one record there is that fulfil all conditions, by number.
pub(crate) fn matching_blocks<P: Occurrences>(
    conditions: &[&Condition],
    mut open: impl FnMut(&Terms) -> Vec<P>,
) -> Vec<u32> {
    let mut found = Vec::new();
    let mut open = |terms: &Terms| Ok::<_, std::convert::Infallible>(open(terms));
    match each_match(conditions, &mut open, |_, blocks| found = blocks) {
        Ok(()) => found,
        Err(never) => match never {},
    }
}

fn each_match<P: Occurrences, E>(
    conditions: &[&Condition],
    open: &mut impl FnMut(&Terms) -> Result<Vec<P>, E>,
    mut visit: impl FnMut(DocId, Vec<u32>),
) -> Result<(), E> {
    let mut opened = Vec::new();
    for condition in conditions {
        opened.push(Opened::open(condition, open)?);
    }
    if opened.is_empty() {
        return Ok(());
    }
    let mut scratch = Scratch::default();
    let mut doc = 0;
    loop {
        let mut furthest = doc;
        for condition in &mut opened {
            furthest = furthest.max(condition.seek(furthest));
        }
        if furthest == TERMINATED {
            return Ok(());
        }
        if furthest > doc {
            // The first ones may stand before where the last one is.
            doc = furthest;
            continue;
        }
        let mut common: Option<Vec<u32>> = None;
        for condition in &mut opened {
            let blocks = condition.blocks(doc, &mut scratch);
            match &mut common {
                None => common = Some(blocks),
                Some(common) => common.retain(|block| blocks.binary_search(block).is_ok()),
            }
        }
        let common = common.unwrap_or_default();
        if !common.is_empty() {
            visit(doc, common);
        }
        doc += 1;
    }
}
