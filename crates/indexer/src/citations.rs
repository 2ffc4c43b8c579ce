//! Entries and notes are taken apart: what they are for, the works they cite, the notes whose citation they repeat.

mod listed;
mod repeats;
mod short_forms;

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use seoji_document::Block;
use seoji_document::references::{self, OddityKind, ReferenceKind};
use seoji_schema::{
    Citation, Date, DatePart, EntryKind, Part, PassageKind, PassageRecord, Person, TextSpan,
    WorkKind, Year, YearSource,
};

pub(crate) use listed::{link, uncited};

use crate::passages::mentions::Repeat;
use crate::report::Warning;

/// Something odd in an entry.
pub(crate) struct Oddity {
    pub(crate) line: Option<u32>,
    pub(crate) message: String,
}

impl Oddity {
    /// The warning of the file that it was found in.
    pub(crate) fn warning(self, path: &Path) -> Warning {
        Warning {
            path: path.to_path_buf(),
            line: self.line.map(|line| line as usize),
            message: self.message,
        }
    }
}

/// Takes the entries and notes among a document's passages apart; `repeats` are in order of the notes.
///
/// `blocks` are those that the passages were made of.
pub(crate) fn read(
    records: &mut [PassageRecord],
    repeats: &[Repeat],
    blocks: &HashMap<usize, &Block>,
) -> Vec<Oddity> {
    let mut oddities = Vec::new();
    // The notes of a paper cite the same works in the same words.
    let mut known: HashMap<Set, Arc<references::Reference>> = HashMap::new();
    for (at, record) in records.iter_mut().enumerate() {
        if !matches!(record.kind, PassageKind::Entry | PassageKind::Note) {
            continue;
        }
        let block = blocks.get(&at);
        if let Some(own) = block.and_then(|block| block.reference.as_deref()) {
            record.entry = Some(kind(own.kind));
            record.citations = own.citations.iter().map(citation).collect();
            oddities.extend(odd(record, own));
            continue;
        }
        // A block that was cut in passages says nothing of their bytes.
        let block = block.filter(|block| block.text == record.text);
        let set = Set {
            text: record.text.clone(),
            italics: block.map_or(Vec::new(), |block| block.italics.clone()),
        };
        let reference = match known.get(&set) {
            Some(reference) => Arc::clone(reference),
            None => {
                let parsed = references::parse_emphasised(&set.text, &set.italics);
                let reference = Arc::new(parsed);
                known.insert(set, Arc::clone(&reference));
                reference
            }
        };
        record.entry = Some(kind(reference.kind));
        record.citations = reference.citations.iter().map(citation).collect();
        oddities.extend(odd(record, &reference));
    }
    short_forms::join(records);
    for repeat in repeats {
        repeats::settle(records, *repeat);
    }
    oddities
}

/// An entry as it is set.
#[derive(PartialEq, Eq, Hash)]
struct Set {
    text: String,
    /// What of it stands in italics.
    italics: Vec<Range<usize>>,
}

/// What was odd in an entry.
fn odd(record: &PassageRecord, reference: &references::Reference) -> Vec<Oddity> {
    let told = reference.oddities.iter().map(|oddity| {
        let words = record.text.get(oddity.span.clone()).unwrap_or_default();
        let message = match oddity.kind {
            OddityKind::ImpossibleDate => format!("{words} is no date of any calendar"),
            _ => "an entry is too long to be taken apart to its end".to_owned(),
        };
        Oddity {
            line: record.line_at(oddity.span.start),
            message,
        }
    });
    told.collect()
}

/// Takes one entry apart the way that a build would: what it is for, and the works it cites.
///
/// ```
/// let (kind, citations) = seoji_indexer::read_entry("Tudor, D., & Pearson, J. (2015). North Korea confidential. Tuttle.");
/// assert_eq!(kind.name(), "citation");
/// assert_eq!(citations[0].year_value(), Some(2015));
/// ```
pub fn read_entry(text: &str) -> (EntryKind, Vec<Citation>) {
    let reference = references::parse(text);
    let citations = reference.citations.iter().map(citation).collect();
    (kind(reference.kind), citations)
}

fn kind(kind: ReferenceKind) -> EntryKind {
    match kind {
        ReferenceKind::Citation => EntryKind::Citation,
        ReferenceKind::Alias => EntryKind::Alias,
        ReferenceKind::Mixed => EntryKind::Mixed,
        _ => EntryKind::Comment,
    }
}

fn citation(own: &references::Citation) -> Citation {
    let part = |part: &Option<references::Part>| {
        let part = part.as_ref().filter(|part| !part.text.trim().is_empty())?;
        Some(Part {
            text: part.text.clone(),
            span: span(&part.span),
            confidence: percent(part.confidence),
        })
    };
    let people = |people: &[references::Person]| people.iter().map(person).collect();
    Citation {
        span: span(&own.span),
        kind: own.kind.and_then(work_kind),
        authors: people(&own.authors),
        editors: people(&own.editors),
        translators: people(&own.translators),
        organization: part(&own.organization),
        title: part(&own.title),
        container: part(&own.container),
        series: part(&own.series),
        publisher: part(&own.publisher),
        place: part(&own.place),
        volume: part(&own.volume),
        issue: part(&own.issue),
        pages: part(&own.pages),
        edition: part(&own.edition),
        identifier: part(&own.identifier),
        date: own.date.as_ref().and_then(date),
        year: own.year.map(|year| Year {
            value: year.value,
            from: match year.from {
                references::YearSource::Printed => YearSource::Printed,
                references::YearSource::Address => YearSource::Address,
            },
        }),
        url: part(&own.url),
        host: own.host.clone(),
        doi: part(&own.doi),
        accessed: own.accessed.as_ref().and_then(date),
        language: own.language.clone(),
        repeats: None,
    }
}

fn work_kind(kind: references::WorkKind) -> Option<WorkKind> {
    use references::WorkKind as Told;
    Some(match kind {
        Told::Article => WorkKind::Article,
        Told::News => WorkKind::News,
        Told::Book => WorkKind::Book,
        Told::Chapter => WorkKind::Chapter,
        Told::Conference => WorkKind::Conference,
        Told::Thesis => WorkKind::Thesis,
        Told::MastersThesis => WorkKind::MastersThesis,
        Told::Report => WorkKind::Report,
        Told::Manuscript => WorkKind::Manuscript,
        Told::Web => WorkKind::Web,
        Told::Patent => WorkKind::Patent,
        Told::Law => WorkKind::Law,
        Told::Dataset => WorkKind::Dataset,
        Told::Software => WorkKind::Software,
        _ => return None,
    })
}

fn person(own: &references::Person) -> Person {
    Person {
        name: own.written.clone(),
        family: own.family.clone(),
        given: own.given.clone(),
        is_institution: own.is_institution,
        span: span(&own.span),
        confidence: percent(own.confidence),
    }
}

/// A date that a calendar has; what was odd about another is told elsewhere.
fn date(own: &references::Date) -> Option<DatePart> {
    let date = Date {
        year: own.year?,
        month: own.month,
        day: own.day.filter(|_| own.month.is_some()),
    };
    Some(DatePart {
        date,
        span: span(&own.span),
        confidence: percent(own.confidence),
    })
}

/// Passages have at most 16 KiB.
fn span(own: &std::ops::Range<usize>) -> TextSpan {
    (own.start as u32, own.end as u32)
}

fn percent(confidence: f32) -> u8 {
    (confidence.clamp(0.0, 1.0) * 100.0).round() as u8
}

#[cfg(test)]
mod tests;
