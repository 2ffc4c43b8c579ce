//! Sets of documents of a segment: of a whole plan, of an item, of a way to match it.

use std::cell::RefCell;
use std::ops::Range;

use rustc_hash::FxHashMap;
use seoji_analysis::Field;
use tantivy::index::SegmentId;
use tantivy::schema::{Field as TantivyField, IndexRecordOption};
use tantivy::{DocId, SegmentReader, TERMINATED, Term};

use super::Engine;
use crate::parse::FilterField;
use crate::plan::{Filter, Item, Pattern, Plan, Variant, Way};
use crate::postings::{Matcher, Matches, PhraseMatcher, Ranges, Slot};

/// The matchers of items at their begin, by segment. Who looks for words in one passage and then in one document needs
/// each of them three times: to copy one costs a tenth of looking its terms up and unpacking their first blocks.
#[derive(Default)]
pub(super) struct Opened(RefCell<FxHashMap<(SegmentId, *const Item), Matcher>>);

impl Engine {
    /// The passages that fulfil a plan by themselves.
    pub(super) fn plan_matcher(
        &self,
        plan: &Plan,
        segment: &SegmentReader,
        opened: Option<&Opened>,
    ) -> tantivy::Result<Matcher> {
        let mut matchers = Vec::new();
        for item in plan.required() {
            matchers.push(self.opened_item(item, segment, opened)?);
        }
        for alternatives in &plan.alternatives {
            let any = alternatives.iter();
            let any = any.map(|plan| self.plan_matcher(plan, segment, opened));
            matchers.push(Matcher::any(any.collect::<tantivy::Result<_>>()?));
        }
        matchers.extend(self.included(plan, segment)?);
        self.without_excluded(plan, matchers, segment)
    }

    /// The passages that hold something of a plan and may stand in its answer.
    pub(super) fn parts_matcher(
        &self,
        plan: &Plan,
        segment: &SegmentReader,
        opened: Option<&Opened>,
    ) -> tantivy::Result<Matcher> {
        let mut parts = Vec::new();
        for item in plan.required() {
            parts.push(self.opened_item(item, segment, opened)?);
        }
        for alternatives in &plan.alternatives {
            let any = alternatives.iter();
            let any = any.map(|plan| self.parts_matcher(plan, segment, opened));
            parts.push(Matcher::any(any.collect::<tantivy::Result<_>>()?));
        }
        let mut matchers = self.included(plan, segment)?;
        if !parts.is_empty() {
            matchers.push(Matcher::any(parts));
        }
        self.without_excluded(plan, matchers, segment)
    }

    /// The passages that hold an item; opened once for a segment, where `opened` keeps what was.
    pub(super) fn opened_item(
        &self,
        item: &Item,
        segment: &SegmentReader,
        opened: Option<&Opened>,
    ) -> tantivy::Result<Matcher> {
        let Some(opened) = opened else {
            return self.item_matcher(item, segment);
        };
        let key = (segment.segment_id(), std::ptr::from_ref(item));
        if let Some(known) = opened.0.borrow().get(&key) {
            return Ok(known.clone());
        }
        let matcher = self.item_matcher(item, segment)?;
        opened.0.borrow_mut().insert(key, matcher.clone());
        Ok(matcher)
    }

    /// The passages of all `matchers` (every passage, when there is none) but those that a plan leaves out.
    pub(super) fn without_excluded(
        &self,
        plan: &Plan,
        matchers: Vec<Matcher>,
        segment: &SegmentReader,
    ) -> tantivy::Result<Matcher> {
        let wanted = if matchers.is_empty() {
            self.every_passage(segment)?
        } else {
            Matcher::all(matchers)
        };
        Ok(Matcher::without(wanted, self.excluded(plan, segment)?))
    }

    /// All passages of a segment: all records but those of documents.
    fn every_passage(&self, segment: &SegmentReader) -> tantivy::Result<Matcher> {
        let records = &self.columns(segment)?.records;
        let mut ranges: Vec<Range<DocId>> = Vec::with_capacity(records.len() + 1);
        let mut start = 0;
        for &record in records {
            ranges.push(start..record);
            start = record + 1;
        }
        ranges.push(start..segment.max_doc());
        Ok(Matcher::Ranges(Ranges::new(ranges)))
    }

    pub(super) fn item_matcher(
        &self,
        item: &Item,
        segment: &SegmentReader,
    ) -> tantivy::Result<Matcher> {
        if let Some(proven) = &item.proven {
            let docs = proven.get(&segment.segment_id()).cloned();
            return Ok(Matcher::List(docs.unwrap_or_default().into_iter()));
        }
        let mut any = vec![self.ways_matcher(&item.ways, segment)?];
        for variant in &item.variants {
            let matcher = self.variant_matcher(variant, segment)?;
            any.push(self.at_home(variant, matcher, segment)?);
        }
        Ok(Matcher::any(any))
    }

    /// The passages that hold a variant, wherever it means the same thing.
    pub(super) fn variant_matcher(
        &self,
        variant: &Variant,
        segment: &SegmentReader,
    ) -> tantivy::Result<Matcher> {
        match &variant.proven {
            Some(proven) => {
                let docs = proven.get(&segment.segment_id()).cloned();
                Ok(Matcher::List(docs.unwrap_or_default().into_iter()))
            }
            None => self.ways_matcher(&variant.ways, segment),
        }
    }

    /// Leaves out the documents in which a variant does not mean the same thing.
    fn at_home(
        &self,
        variant: &Variant,
        matcher: Matcher,
        segment: &SegmentReader,
    ) -> tantivy::Result<Matcher> {
        if variant
            .home
            .as_ref()
            .is_none_or(|home| home.elsewhere > 0.0)
        {
            return Ok(matcher);
        }
        let columns = self.columns(segment)?;
        let mut docs = Vec::new();
        let mut matches = Matches::new(matcher);
        let mut doc = matches.doc();
        while doc != TERMINATED {
            if variant.weight_in(columns.document(doc)) > 0.0 {
                docs.push(doc);
            }
            doc = matches.advance();
        }
        Ok(Matcher::List(docs.into_iter()))
    }

    pub(super) fn ways_matcher(
        &self,
        ways: &[Way],
        segment: &SegmentReader,
    ) -> tantivy::Result<Matcher> {
        let mut any = Vec::new();
        for way in ways {
            any.push(match way {
                Way::Pattern(pattern) => self.pattern_matcher(pattern, segment)?,
                Way::Leaves(leaves) => {
                    let mut all = Vec::new();
                    for leaf in leaves {
                        all.push(self.terms_matcher(
                            self.fields.text(leaf.field),
                            &leaf.terms,
                            segment,
                        )?);
                    }
                    Matcher::all(all)
                }
            });
        }
        Ok(Matcher::any(any))
    }

    fn terms_matcher(
        &self,
        field: TantivyField,
        terms: &[String],
        segment: &SegmentReader,
    ) -> tantivy::Result<Matcher> {
        let inverted = segment.inverted_index(field)?;
        let mut any = Vec::with_capacity(terms.len());
        for term in terms {
            let term = Term::from_field_text(field, term);
            any.extend(inverted.read_postings(&term, IndexRecordOption::Basic)?);
        }
        Ok(Matcher::any_term(any))
    }

    pub(super) fn pattern_matcher(
        &self,
        pattern: &Pattern,
        segment: &SegmentReader,
    ) -> tantivy::Result<Matcher> {
        let field = self.fields.text(Field::Literal);
        if let [(_, terms)] = pattern.slots.as_slice() {
            return self.terms_matcher(field, terms, segment);
        }
        let inverted = segment.inverted_index(field)?;
        let mut slots = Vec::with_capacity(pattern.slots.len());
        for (offset, terms) in &pattern.slots {
            let mut alternatives = Vec::with_capacity(terms.len());
            for term in terms {
                let term = Term::from_field_text(field, term);
                alternatives.extend(
                    inverted.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?,
                );
            }
            if alternatives.is_empty() {
                return Ok(Matcher::Nothing);
            }
            slots.push(Slot::new(*offset, alternatives));
        }
        Ok(Matcher::Phrase(Box::new(PhraseMatcher::new(slots))))
    }

    pub(super) fn included(
        &self,
        plan: &Plan,
        segment: &SegmentReader,
    ) -> tantivy::Result<Vec<Matcher>> {
        let filters = plan.filters.iter().filter(|filter| !filter.excluded);
        let mut included = filters
            .map(|filter| self.filter_matcher(filter, segment))
            .collect::<tantivy::Result<Vec<_>>>()?;
        included.extend(self.cited_matchers(plan, segment)?);
        Ok(included)
    }

    pub(super) fn excluded(
        &self,
        plan: &Plan,
        segment: &SegmentReader,
    ) -> tantivy::Result<Matcher> {
        let mut any = Vec::new();
        for filter in plan.filters.iter().filter(|filter| filter.excluded) {
            any.push(self.filter_matcher(filter, segment)?);
        }
        for item in &plan.excluded {
            any.push(self.item_matcher(item, segment)?);
        }
        for plan in &plan.without {
            any.push(self.plan_matcher(plan, segment, None)?);
        }
        for condition in &plan.not_cited {
            any.push(self.condition_matcher(condition, segment)?);
        }
        Ok(Matcher::any(any))
    }

    pub(super) fn filter_field(&self, field: FilterField) -> TantivyField {
        match field {
            FilterField::Zone => self.fields.zone,
            FilterField::Document
            | FilterField::Added
            | FilterField::Modified
            | FilterField::Path => self.fields.document,
            FilterField::Tag | FilterField::Collection | FilterField::Type => {
                self.fields.attributes
            }
            FilterField::Extra(_) => self.fields.extra,
            FilterField::Language => self.fields.language,
            FilterField::Label => self.fields.label,
            FilterField::Kind => self.fields.kind,
        }
    }

    fn filter_matcher(&self, filter: &Filter, segment: &SegmentReader) -> tantivy::Result<Matcher> {
        self.terms_matcher(self.filter_field(filter.field), &filter.values, segment)
    }
}
