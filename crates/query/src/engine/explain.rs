//! Takes a score apart again: what each of its sources gives a passage.

use tantivy::{DocSet, SegmentReader, TERMINATED};

use super::scoring::Weights;
use super::{Candidate, Closeness, Engine, Group};
use crate::plan::Plan;
use crate::results::{DocumentScore, Explanation, FormCount, Level, PartKind, ScorePart};

/// Knows the weights of a plan, for the hits that are shown.
pub(crate) struct Explainer<'p> {
    weights: Weights<'p>,
}

impl Engine {
    pub(crate) fn explainer<'p>(&self, plan: &'p Plan) -> tantivy::Result<Explainer<'p>> {
        Ok(Explainer {
            weights: self.weights(plan)?,
        })
    }

    /// How the score of a hit of a group is made.
    pub(crate) fn explain(
        &self,
        explainer: &Explainer<'_>,
        candidate: &Candidate,
        group: &Group,
    ) -> tantivy::Result<Explanation> {
        let segment_ord = candidate.address.segment_ord;
        let segment = self.searcher.segment_reader(segment_ord);
        let mut parts = self.leaf_parts(&explainer.weights, candidate, segment)?;
        if group.closeness != Closeness::Some {
            let weights = &explainer.weights;
            let mut scoring = self.scoring(weights, segment_ord as usize, segment)?;
            let doc = candidate.address.doc_id;
            for ((matcher, adds), (item, _)) in scoring.typed.iter_mut().zip(&weights.typed) {
                if matcher.holds(doc) {
                    parts.push(added(&item.text, PartKind::AsTyped, *adds));
                }
            }
            for (matcher, adds) in &mut scoring.runs {
                if matcher.holds(doc) {
                    parts.push(added("", PartKind::InOrder, *adds));
                }
            }
        }
        let best = group.best_passage;
        Ok(Explanation {
            level: match group.closeness {
                Closeness::Passage => Level::Passage,
                Closeness::Document => Level::Document,
                Closeness::Some => Level::Some,
            },
            score: candidate.score,
            parts,
            document: DocumentScore {
                best_passage: best,
                context: group.score - best,
            },
        })
    }

    fn leaf_parts(
        &self,
        weights: &Weights<'_>,
        candidate: &Candidate,
        segment: &SegmentReader,
    ) -> tantivy::Result<Vec<ScorePart>> {
        let (fields, statistics) = (&self.fields, &self.statistics);
        let segment_ord = candidate.address.segment_ord as usize;
        let doc = candidate.address.doc_id;
        let mut parts = Vec::new();
        for (weight, (item, leaf)) in weights.leaves.iter().zip(&weights.sources) {
            let Some(mut scorer) = weight.scorer(segment_ord, segment, fields, statistics)? else {
                continue;
            };
            let score = scorer.score(doc);
            if score == 0.0 {
                continue;
            }
            let source = weight.source(statistics);
            let norms = segment.get_fieldnorms_reader(fields.text(source.field))?;
            let mut forms = Vec::new();
            let mut frequency = weight.counted(segment_ord, doc);
            for term in leaf.iter().flat_map(|leaf| &leaf.terms) {
                let count = self.count_in(fields.text(source.field), term, doc, segment)?;
                if count > 0 {
                    frequency += count as f32;
                    forms.push(FormCount {
                        form: term.replace('\u{1f}', "/"),
                        count,
                    });
                }
            }
            parts.push(ScorePart {
                query: item.text.clone(),
                kind: match (leaf, source.field) {
                    (None, _) => PartKind::Variants,
                    (_, seoji_analysis::Field::Literal) => PartKind::Surface,
                    (_, seoji_analysis::Field::Stem) => PartKind::Stem,
                },
                forms,
                weight: source.weight,
                rarity: source.rarity,
                passages: source.passages,
                frequency,
                length: norms.fieldnorm(doc),
                mean_length: source.mean_length,
                score,
            });
        }
        Ok(parts)
    }

    /// How often a term stands in a document of a segment.
    fn count_in(
        &self,
        field: tantivy::schema::Field,
        term: &str,
        doc: tantivy::DocId,
        segment: &SegmentReader,
    ) -> tantivy::Result<u32> {
        use tantivy::postings::Postings;
        let term = tantivy::Term::from_field_text(field, term);
        let option = tantivy::schema::IndexRecordOption::WithFreqs;
        let Some(mut postings) = segment
            .inverted_index(field)?
            .read_postings(&term, option)?
        else {
            return Ok(0);
        };
        if postings.doc() < doc {
            postings.seek(doc);
        }
        let here = postings.doc() == doc && doc != TERMINATED;
        Ok(if here { postings.term_freq() } else { 0 })
    }
}

/// A part that adds a fixed score.
fn added(query: &str, kind: PartKind, score: f32) -> ScorePart {
    ScorePart {
        query: query.to_owned(),
        kind,
        forms: Vec::new(),
        weight: 1.0,
        rarity: 0.0,
        passages: 0,
        frequency: 0.0,
        length: 0,
        mean_length: 0.0,
        score,
    }
}
