//! Links both ways for the hits that are shown: what a passage cites, and the sentences that cite an entry.

use seoji_analysis::Analyzer;
use seoji_schema::{Citation, Heading, PassageKind, PassageRecord, Person, Record};
use tantivy::DocAddress;

use super::{Index, hit_kind};
use crate::Error;
use crate::citations::{Condition, Held, is_cited};
use crate::results::{CitedAt, CitedNote, Place};

/// So many entries that a passage cites, and places that cite an entry, are shown.
const MOST_SHOWN: usize = 24;
/// A short reference has about so many chars of a title or remark.
const SHORT_CHARS: usize = 70;

impl Index {
    /// The entries and notes that a passage cites; `document` is the address of its document's record.
    pub(super) fn cited(
        &self,
        passage: &PassageRecord,
        document: DocAddress,
    ) -> Result<Vec<PassageRecord>, Error> {
        let mut ordinals: Vec<u32> = Vec::new();
        for mention in &passage.mentions {
            for &ordinal in &mention.entries {
                if ordinals.len() < MOST_SHOWN && !ordinals.contains(&ordinal) {
                    ordinals.push(ordinal);
                }
            }
        }
        let mut cited = Vec::with_capacity(ordinals.len());
        for ordinal in ordinals {
            cited.extend(self.neighbour(passage, ordinal, document)?);
        }
        Ok(cited)
    }

    /// The places that cite an entry or note.
    pub(super) fn cited_at(
        &self,
        passage: &PassageRecord,
        document: DocAddress,
    ) -> Result<Vec<CitedAt>, Error> {
        let mut places = Vec::new();
        for &ordinal in passage.citing.iter().take(MOST_SHOWN) {
            let Some(citing) = self.neighbour(passage, ordinal, document)? else {
                continue;
            };
            for mention in &citing.mentions {
                if places.len() == MOST_SHOWN || !mention.entries.contains(&passage.ordinal) {
                    continue;
                }
                let (start, end) = (mention.sentence.0 as usize, mention.sentence.1 as usize);
                let marker = (mention.marker.0 as usize, mention.marker.1 as usize);
                let Some(sentence) = citing.text.get(start..end) else {
                    continue;
                };
                let marker = marker.0.saturating_sub(start)..marker.1.saturating_sub(start);
                places.push(CitedAt {
                    id: citing.id.clone(),
                    kind: hit_kind(citing.kind),
                    place: place(&citing, start),
                    sentence: sentence.to_owned(),
                    marker: (marker.start.min(sentence.len())..marker.end.min(sentence.len()))
                        .into(),
                });
            }
        }
        Ok(places)
    }

    /// Another passage of the same document: the writer puts them behind the document's record, in their order.
    pub(super) fn neighbour(
        &self,
        passage: &PassageRecord,
        ordinal: u32,
        document: DocAddress,
    ) -> Result<Option<PassageRecord>, Error> {
        let doc = document.doc_id.saturating_add(1).saturating_add(ordinal);
        let segment = self
            .inner
            .engine
            .searcher
            .segment_reader(document.segment_ord);
        if doc >= segment.max_doc() {
            return Ok(None);
        }
        match self.record(DocAddress::new(document.segment_ord, doc))? {
            Record::Passage(found) if found.document == passage.document => Ok(Some(found)),
            _ => Ok(None),
        }
    }
}

/// The markers that fulfil conditions on what a passage cites, each with what it cites.
pub(super) fn citing_markers(
    conditions: &[Condition],
    passage: &PassageRecord,
    cited: &[PassageRecord],
    analyzer: &Analyzer,
) -> Vec<Held> {
    let mut held = Vec::new();
    for condition in conditions {
        for mention in &passage.mentions {
            let own = cited
                .iter()
                .filter(|entry| mention.entries.contains(&entry.ordinal));
            for entry in own {
                let labels: Vec<String> = entry.label.iter().cloned().collect();
                if is_cited(condition, &labels, entry, analyzer) {
                    held.push(Held {
                        query: format!("{}:{}", condition.field.name(), condition.text),
                        matched: short_reference(entry),
                        rule: "what is cited".to_owned(),
                        span: Some(mention.marker),
                    });
                }
            }
        }
    }
    held
}

/// An entry or note that is cited, briefly.
pub(super) fn note(entry: &PassageRecord) -> CitedNote {
    CitedNote {
        id: entry.id.clone(),
        kind: hit_kind(entry.kind),
        label: entry.label.clone(),
        reference: short_reference(entry),
    }
}

/// Where byte `at` of a passage stands.
pub(super) fn place(record: &PassageRecord, at: usize) -> Place {
    let headings = record.sections.iter().cloned();
    Place {
        line: record.line_at(at),
        section: headings
            .flat_map(|Heading { number, title }| number.into_iter().chain([title]))
            .collect(),
        section_highlights: Vec::new(),
        paragraph: (record.kind == PassageKind::Paragraph).then_some(record.paragraph),
        label: record.label.clone(),
        page: record.page,
        link: None,
    }
}

/// The address of a page, as viewers of PDF understand it (RFC 8118): `report.pdf#page=12`.
pub(super) fn link(path: &str, page: Option<u32>) -> Option<String> {
    let page = page?;
    let is_pdf = std::path::Path::new(path)
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
    is_pdf.then(|| format!("{path}#page={page}"))
}

/// What an entry or note says, in a line: who, when, what; of a remark its begin.
fn short_reference(record: &PassageRecord) -> String {
    let works = record.citations.iter().map(short_citation);
    let works: Vec<String> = works.filter(|short| !short.is_empty()).collect();
    if works.is_empty() {
        return cut(&record.text, SHORT_CHARS);
    }
    works.join("; ")
}

fn short_citation(citation: &Citation) -> String {
    let names: Vec<String> = citation.authors.iter().map(short_name).collect();
    let who = match names.as_slice() {
        [] => citation
            .organization
            .as_ref()
            .map(|part| part.text.clone())
            .unwrap_or_default(),
        [one] => one.clone(),
        [one, two] => format!("{one} & {two}"),
        [one, ..] => format!("{one} et al."),
    };
    let when = citation.year.map(|year| year.value.to_string());
    let head: Vec<String> = [Some(who), when]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    let what = [&citation.title, &citation.container, &citation.url]
        .into_iter()
        .flatten()
        .next();
    let what = what.map(|part| cut(&part.text, SHORT_CHARS));
    let parts: Vec<String> = std::iter::once(head.join(" "))
        .chain(what)
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(", ")
}

fn short_name(person: &Person) -> String {
    let hangul = person.name.chars().any(|c| ('가'..='힣').contains(&c));
    match &person.family {
        Some(family) if !hangul => family.clone(),
        _ => person.name.clone(),
    }
}

/// The begin of a text on one line, with `…` where something is left out.
fn cut(text: &str, chars: usize) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    let line = line.join(" ");
    match line.char_indices().nth(chars) {
        None => line,
        Some((end, _)) => {
            let end = line[..end]
                .rfind(' ')
                .filter(|&space| space > end / 2)
                .unwrap_or(end);
            format!(
                "{}…",
                line[..end].trim_end_matches([',', '.', ';', ':', ' '])
            )
        }
    }
}
