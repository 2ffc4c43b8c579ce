//! Conditions on what is cited, as sets of documents of a segment.

use std::ops::Range;

use seoji_schema::PassageKind;
use tantivy::postings::SegmentPostings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::Engine;
use crate::citations::{CitationField, Condition, Terms, matching_docs};
use crate::plan::Plan;
use crate::postings::{Matcher, Matches, Ranges};

/// Between two ends (years, days) so many different terms are looked at.
const MOST_TERMS: usize = 4096;
/// Of the terms that begin as a pattern does so many are looked at.
const MOST_LOOKED_AT: usize = 65_536;
/// The term of passages that cite works of their own.
const OWN: &str = "=";

impl Engine {
    /// The passages that the conditions on citations allow, a set for each thing that must hold.
    pub(super) fn cited_matchers(
        &self,
        plan: &Plan,
        segment: &SegmentReader,
    ) -> tantivy::Result<Vec<Matcher>> {
        let mut matchers = Vec::new();
        if !plan.citation.is_empty() {
            let conditions: Vec<&Condition> = plan.citation.iter().collect();
            let inherit = plan.asks_for_passages();
            matchers.push(self.works_matcher(&conditions, inherit, segment)?);
        }
        for condition in &plan.cites {
            matchers.push(self.condition_matcher(condition, segment)?);
        }
        Ok(matchers)
    }

    /// The passages that fulfil one condition.
    pub(super) fn condition_matcher(
        &self,
        condition: &Condition,
        segment: &SegmentReader,
    ) -> tantivy::Result<Matcher> {
        match condition.field {
            CitationField::Cites => {
                let docs = self.docs(&[condition], self.fields.cited, segment)?;
                Ok(ranges(docs.into_iter().map(|doc| doc..doc + 1).collect()))
            }
            _ => self.works_matcher(&[condition], true, segment),
        }
    }

    /// The entries and documents of which one work fulfils all conditions; with `inherit` also the passages of those
    /// documents that cite no works of their own.
    fn works_matcher(
        &self,
        conditions: &[&Condition],
        inherit: bool,
        segment: &SegmentReader,
    ) -> tantivy::Result<Matcher> {
        let docs = self.docs(conditions, self.fields.citation, segment)?;
        let mut found: Vec<Range<DocId>> = docs.iter().map(|&doc| doc..doc + 1).collect();
        if inherit {
            let records = &self.columns(segment)?.records;
            let mut own = self.own_works(segment)?;
            for doc in docs {
                let Ok(at) = records.binary_search(&doc) else {
                    continue;
                };
                let end = records.get(at + 1).copied().unwrap_or(segment.max_doc());
                passages(doc + 1..end, own.as_mut(), &mut found);
            }
        }
        Ok(ranges(found))
    }

    /// The documents' own records of a segment, in order.
    pub(super) fn document_records(&self, segment: &SegmentReader) -> tantivy::Result<Vec<DocId>> {
        let term = Term::from_field_text(self.fields.kind, PassageKind::Document.name());
        let inverted = segment.inverted_index(self.fields.kind)?;
        let mut records = Vec::new();
        if let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? {
            while postings.doc() != TERMINATED {
                records.push(postings.doc());
                postings.advance();
            }
        }
        Ok(records)
    }

    fn own_works(&self, segment: &SegmentReader) -> tantivy::Result<Option<SegmentPostings>> {
        let term = Term::from_field_text(self.fields.citation, OWN);
        let inverted = segment.inverted_index(self.fields.citation)?;
        Ok(inverted.read_postings(&term, IndexRecordOption::Basic)?)
    }

    fn docs(
        &self,
        conditions: &[&Condition],
        field: Field,
        segment: &SegmentReader,
    ) -> tantivy::Result<Vec<DocId>> {
        matching_docs(conditions, |terms| open(terms, field, segment))
    }

    /// The conditions that no record fulfils, whatever else is asked.
    pub(crate) fn unknown_conditions<'p>(
        &self,
        plan: &'p Plan,
    ) -> tantivy::Result<Vec<&'p Condition>> {
        let mut unknown = Vec::new();
        for condition in plan.citation.iter().chain(&plan.cites) {
            let mut known = false;
            for segment in self.searcher.segment_readers() {
                let matcher = self.condition_matcher(condition, segment)?;
                known |= Matches::new(matcher).doc() != TERMINATED;
            }
            if !known {
                unknown.push(condition);
            }
        }
        Ok(unknown)
    }
}

/// The occurrences of terms in a segment.
fn open(
    terms: &Terms,
    field: Field,
    segment: &SegmentReader,
) -> tantivy::Result<Vec<SegmentPostings>> {
    let inverted = segment.inverted_index(field)?;
    let option = IndexRecordOption::WithFreqsAndPositions;
    let mut found = Vec::new();
    match terms {
        Terms::One(term) => {
            found.extend(inverted.read_postings(&Term::from_field_text(field, term), option)?);
        }
        Terms::Between(from, to) => {
            let mut stream = inverted.terms().range().ge(from).le(to).into_stream()?;
            while found.len() < MOST_TERMS && stream.advance() {
                found.push(inverted.read_postings_from_terminfo(stream.value(), option)?);
            }
        }
        Terms::Fitting(letter, glob) => {
            let begins = format!("{letter}{}", glob.begins());
            let mut stream = inverted.terms().range().ge(&begins).into_stream()?;
            let mut looked_at = 0;
            while found.len() < MOST_TERMS && looked_at < MOST_LOOKED_AT && stream.advance() {
                let term = std::str::from_utf8(stream.key()).unwrap_or_default();
                if !term.starts_with(&begins) {
                    break;
                }
                looked_at += 1;
                if terms.hold(term) {
                    found.push(inverted.read_postings_from_terminfo(stream.value(), option)?);
                }
            }
        }
    }
    Ok(found)
}

/// The documents of a range that cite no works of their own; ranges must be asked for in order.
fn passages(range: Range<DocId>, own: Option<&mut SegmentPostings>, found: &mut Vec<Range<DocId>>) {
    let mut start = range.start;
    if let Some(own) = own {
        let mut doc = own.doc();
        if doc < start {
            doc = own.seek(start);
        }
        while doc < range.end {
            found.push(start..doc);
            start = doc + 1;
            doc = own.advance();
        }
    }
    found.push(start..range.end);
}

fn ranges(found: Vec<Range<DocId>>) -> Matcher {
    Matcher::Ranges(Ranges::new(found))
}
