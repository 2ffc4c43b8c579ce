//! Makes hits of records: marks, snippets and reasons for what one search asked.

use seoji_analysis::{Analyzer, Language, TokenBuffer};
use seoji_schema::{DocumentRecord, PassageRecord};

use super::works::Works;
use super::{hit_kind, links};
use crate::Search;
use crate::citations::Held;
use crate::engine::Explainer;
use crate::highlight::{AnalysedText, Wanted, marks};
use crate::plan::{Item, Plan};
use crate::reasons::reasons;
use crate::results::{CitedAt, CitedNote, Entry, Hit, HitKind, Place};
use crate::snippet::snippets;

/// Makes hits of records: marks, snippets and reasons for what one search asked.
pub(super) struct Shower<'s> {
    pub(super) analyzer: &'s Analyzer,
    pub(super) plan: &'s Plan,
    pub(super) items: Vec<&'s Item>,
    pub(super) wanted: Wanted<'s>,
    pub(super) search: &'s Search,
    pub(super) buffer: TokenBuffer,
    pub(super) works: Works,
    pub(super) explainer: Option<Explainer<'s>>,
}

/// What of the bibliography is shown with a passage.
#[derive(Default)]
pub(super) struct Linked {
    pub(super) entry: Option<Entry>,
    pub(super) notes: Vec<CitedNote>,
    pub(super) cited_at: Vec<CitedAt>,
    pub(super) held: Vec<Held>,
}

#[derive(Default)]
struct Shown {
    highlights: Vec<crate::Span>,
    snippets: Vec<crate::Snippet>,
    why: Vec<crate::Reason>,
    /// Whether something asked for stands in the heading.
    in_heading: bool,
}

impl Shower<'_> {
    pub(super) fn title(&mut self, record: DocumentRecord, score: f32) -> Hit {
        let language = record
            .language
            .as_deref()
            .and_then(Language::from_code)
            .unwrap_or(Language::English);
        let text = record.head();
        let shown = self.show(&text, "", language, HitKind::Document, &[]);
        Hit {
            id: record.id,
            ordinal: 0,
            kind: HitKind::Document,
            score,
            place: Place::default(),
            language: record.language,
            text,
            highlights: shown.highlights,
            snippets: shown.snippets,
            cites: Vec::new(),
            cited_by: Vec::new(),
            why: shown.why,
            entry: None,
            notes: Vec::new(),
            cited_at: Vec::new(),
            explanation: None,
        }
    }

    pub(super) fn passage(&mut self, record: PassageRecord, score: f32, linked: Linked) -> Hit {
        let language = Language::from_code(&record.language).unwrap_or(Language::English);
        let kind = hit_kind(record.kind);
        let shown = self.show(&record.text, &record.heading, language, kind, &linked.held);
        let first = shown
            .highlights
            .first()
            .map_or(0, |highlight| highlight.start);
        let mut place = links::place(&record, first);
        if shown.in_heading {
            let marks = |title: &String| self.marks(title, language);
            place.section_highlights = place.section.iter().map(marks).collect();
        }
        Hit {
            id: record.id,
            ordinal: record.ordinal,
            kind,
            score,
            place,
            language: Some(record.language),
            text: record.text,
            highlights: shown.highlights,
            snippets: shown.snippets,
            cites: record.cites,
            cited_by: record.cited_by,
            why: shown.why,
            entry: linked.entry,
            notes: linked.notes,
            cited_at: linked.cited_at,
            explanation: None,
        }
    }

    fn show(
        &mut self,
        text: &str,
        heading: &str,
        language: Language,
        kind: HitKind,
        held: &[Held],
    ) -> Shown {
        if self.search.snippets == 0 {
            return Shown::default();
        }
        let Self {
            analyzer,
            items,
            wanted,
            search,
            buffer,
            ..
        } = self;
        let in_text =
            AnalysedText::new(analyzer, text, language, wanted, buffer).occurrences(items);
        let in_heading = match heading {
            "" => Vec::new(),
            heading => {
                AnalysedText::new(analyzer, heading, language, wanted, buffer).occurrences(items)
            }
        };
        let marks = with_held(text, marks(text, &in_text), held);
        let sentences = match kind {
            HitKind::Table | HitKind::List => lines(text),
            _ => seoji_analysis::sentences(text),
        };
        let snippets = snippets(
            text,
            &marks,
            &in_text,
            &sentences,
            search.snippets,
            search.snippet_chars,
        );
        let mut why = reasons(items, text, &in_text, heading, &in_heading);
        why.extend(held.iter().map(Held::reason));
        Shown {
            highlights: marks.into_iter().map(Into::into).collect(),
            snippets,
            why,
            in_heading: !in_heading.is_empty(),
        }
    }

    /// What matched in a title, in bytes of it.
    fn marks(&mut self, title: &str, language: Language) -> Vec<crate::Span> {
        let text = AnalysedText::new(
            self.analyzer,
            title,
            language,
            &self.wanted,
            &mut self.buffer,
        );
        let found = marks(title, &text.occurrences(&self.items));
        found.into_iter().map(Into::into).collect()
    }
}

/// The marks with the parts of citations that conditions asked for; what touches becomes one.
fn with_held(
    text: &str,
    mut marks: Vec<std::ops::Range<usize>>,
    held: &[Held],
) -> Vec<std::ops::Range<usize>> {
    let spans = held.iter().filter_map(|held| held.span);
    let parts = spans.map(|(start, end)| start as usize..end as usize);
    marks.extend(parts.filter(|part| !part.is_empty() && text.get(part.clone()).is_some()));
    marks.sort_unstable_by_key(|mark| (mark.start, mark.end));
    let mut apart: Vec<std::ops::Range<usize>> = Vec::with_capacity(marks.len());
    for mark in marks {
        match apart.last_mut().filter(|last| mark.start < last.end) {
            Some(last) => last.end = last.end.max(mark.end),
            None => apart.push(mark),
        }
    }
    apart
}

fn lines(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        lines.push(at..at + line.len());
        at += line.len();
    }
    lines
}
