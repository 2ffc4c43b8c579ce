//! Works with their fields, as bibliographies and reference managers keep them: their entry's text, and where in it each
//! field stands.

use std::ops::Range;

use serde::Serialize;

use crate::beside::ItemFile;
use crate::draft::Shape;
use crate::references::{
    Citation, Date, Part, Person, Reference, ReferenceKind, WorkKind, Year, YearSource, host_of,
    kind_of,
};
use crate::rendering::Rendering;

/// A field of a work that is text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) enum Field {
    Title,
    Container,
    Series,
    Publisher,
    Place,
    Volume,
    Issue,
    Pages,
    Edition,
    Organization,
    Identifier,
    Url,
    Doi,
}

/// A person or institution.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Name {
    pub(super) family: Option<String>,
    pub(super) given: Option<String>,
    /// The name in one piece, where it is not parted.
    pub(super) whole: Option<String>,
    pub(super) is_institution: bool,
}

impl Name {
    /// A name in one piece; `Family, Given` is parted.
    pub(super) fn of(written: &str) -> Name {
        let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
        match written.split_once(',') {
            Some((family, given)) if !family.trim().is_empty() && !given.trim().is_empty() => {
                Name {
                    family: Some(family.trim().to_owned()),
                    given: Some(given.trim().to_owned()),
                    ..Name::default()
                }
            }
            _ => Name {
                whole: Some(written),
                ..Name::default()
            },
        }
    }

    /// As it stands in an entry: `Family, Given`, of a name in Hangul or Hanja the family name right before the given.
    pub(super) fn written(&self) -> String {
        let own = |part: &Option<String>| part.as_deref().unwrap_or_default().trim().to_owned();
        let (family, given) = (own(&self.family), own(&self.given));
        match (family.is_empty(), given.is_empty()) {
            (true, true) => own(&self.whole),
            (false, true) => family,
            (true, false) => given,
            (false, false) if is_east_asian(&family) && is_east_asian(&given) => {
                format!("{family}{given}")
            }
            (false, false) => format!("{family}, {given}"),
        }
    }

    /// As a person is named in a list of authors: `Given Family`.
    pub(crate) fn shown(&self) -> String {
        match (&self.family, &self.given) {
            (Some(family), Some(given)) if !is_east_asian(family) => format!("{given} {family}"),
            _ => self.written(),
        }
    }
}

fn is_east_asian(text: &str) -> bool {
    text.chars()
        .any(|ch| ('가'..='힣').contains(&ch) || ('\u{4e00}'..='\u{9fff}').contains(&ch))
}

/// A work and its fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Work {
    /// What its format says it is.
    pub(super) kind: Option<WorkKind>,
    pub(crate) authors: Vec<Name>,
    pub(crate) editors: Vec<Name>,
    pub(super) translators: Vec<Name>,
    pub(super) fields: Vec<(Field, String)>,
    /// As written, with what it says where that is known.
    pub(crate) date: Option<Dated>,
    pub(super) accessed: Option<Dated>,
    pub(crate) language: Option<String>,
    /// What is said of it beside its fields (an abstract, keywords), each a line of its own.
    pub(super) remarks: Vec<String>,
    pub(crate) tags: Vec<String>,
    /// `/` between a collection and what it holds.
    pub(crate) collections: Vec<String>,
    pub(crate) files: Vec<ItemFile>,
}

/// A work with the key by which it is cited.
#[derive(Clone, Debug)]
pub(crate) struct Keyed {
    pub(crate) key: Option<String>,
    pub(crate) work: Work,
}

/// A date and how it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Dated {
    pub(crate) written: String,
    pub(super) year: Option<i32>,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
}

impl Dated {
    /// A date as written: `2019`, `2019-05-23`, `2019/05`, `23 May 2019`, `c2019`.
    pub(super) fn of(written: &str) -> Option<Dated> {
        let written = written.trim();
        let mut numbers = written
            .split(|ch: char| !ch.is_ascii_digit())
            .filter(|part| !part.is_empty());
        let is_year = |part: &&str| part.len() == 4;
        let first = numbers.next();
        let (year, rest) = match first {
            Some(part) if is_year(&part) => (part.parse().ok(), numbers.collect::<Vec<_>>()),
            _ => {
                let year = written.split(|ch: char| !ch.is_ascii_digit()).find(is_year);
                (year.and_then(|year| year.parse().ok()), Vec::new())
            }
        };
        let part = |at: usize, most: u8| {
            let own = rest.get(at)?.parse().ok()?;
            (1..=most).contains(&own).then_some(own)
        };
        let month = part(0, 12);
        let day = month.and_then(|_| part(1, 31));
        (!written.is_empty()).then(|| Dated {
            written: written.to_owned(),
            year,
            month,
            day,
        })
    }

    /// A date from its numbers.
    pub(super) fn from_numbers(year: i32, month: Option<u8>, day: Option<u8>) -> Dated {
        let month = month.filter(|month| (1..=12).contains(month));
        let day = day.filter(|day| month.is_some() && (1..=31).contains(day));
        let written = match (month, day) {
            (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
            (Some(month), None) => format!("{year}-{month:02}"),
            _ => year.to_string(),
        };
        Dated {
            written,
            year: Some(year),
            month,
            day,
        }
    }
}

impl Work {
    pub(super) fn set(&mut self, field: Field, value: impl Into<String>) {
        let value: String = value.into();
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if !value.is_empty() && self.get(field).is_none() {
            self.fields.push((field, value));
        }
    }

    pub(crate) fn get(&self, field: Field) -> Option<&str> {
        self.fields
            .iter()
            .find(|(own, _)| *own == field)
            .map(|(_, value)| value.as_str())
    }

    /// Whether nothing is known of it.
    pub(super) fn is_empty(&self) -> bool {
        self.authors.is_empty() && self.editors.is_empty() && self.fields.is_empty()
    }

    /// Writes the entry of a work, as a part with the label by which it is called.
    pub(crate) fn write(&self, label: Option<String>, out: &mut Rendering) {
        out.begin(Shape::Entry { label });
        let mut entry = Entry::default();
        entry.citation.kind = self.kind;
        self.names(&self.authors, Role::Author, out, &mut entry);
        if self.authors.is_empty() {
            self.names(&self.editors, Role::Editor, out, &mut entry);
        }
        if let Some(date) = &self.date {
            self.sign(" (", out);
            entry.date(out, date);
            out.text(")");
        }
        if let Some(title) = self.get(Field::Title) {
            self.sign(". ", out);
            entry.field(out, Field::Title, title);
        }
        if !self.authors.is_empty() && !self.editors.is_empty() {
            self.sign(". ", out);
            self.names(&self.editors, Role::Editor, out, &mut entry);
        }
        if !self.translators.is_empty() {
            self.sign(". ", out);
            self.names(&self.translators, Role::Translator, out, &mut entry);
        }
        for (field, lead, close) in [
            (Field::Container, ". ", ""),
            (Field::Volume, ", ", ""),
            (Field::Issue, " (", ")"),
            (Field::Pages, ", ", ""),
            (Field::Series, ". ", ""),
            (Field::Edition, ". ", ""),
            (Field::Place, ". ", ""),
            (Field::Publisher, ": ", ""),
            (Field::Organization, ". ", ""),
            (Field::Identifier, ". ", ""),
            (Field::Doi, ". doi:", ""),
            (Field::Url, ". ", ""),
        ] {
            let Some(value) = self.get(field) else {
                continue;
            };
            let lead = match field {
                Field::Publisher if self.get(Field::Place).is_none() => ". ",
                _ => lead,
            };
            self.sign(lead, out);
            entry.field(out, field, value);
            out.text(close);
        }
        if let Some(date) = &self.accessed {
            self.sign(" (accessed ", out);
            let start = out.here();
            out.text(&date.written);
            entry.citation.accessed = Some(dated(date, start..out.here()));
            out.text(")");
        }
        self.sign(".", out);
        let end = out.here();
        for remark in &self.remarks {
            out.line_break();
            out.text(remark);
        }
        entry.citation.language.clone_from(&self.language);
        if let Some(stated) = out.stated() {
            stated.tags.clone_from(&self.tags);
            stated.collections.clone_from(&self.collections);
        }
        entry.finish(out, end);
        out.end();
    }

    /// Adds a sign that parts fields, not doubled, and none at the entry's begin.
    fn sign(&self, sign: &str, out: &mut Rendering) {
        let before = out.so_far().trim_end();
        if before.is_empty() {
            if sign.ends_with(':') {
                out.text(sign.trim_start_matches(['.', ' ']));
            } else if sign.contains('(') {
                out.text(sign.trim_start());
            }
            return;
        }
        let doubled = before.ends_with(['.', '?', '!', '…', ',', ':', ';'])
            && sign.starts_with(['.', ',', ':', ';']);
        match doubled {
            true => out.text(&sign[1..]),
            false => out.text(sign),
        }
    }

    fn names(&self, names: &[Name], role: Role, out: &mut Rendering, entry: &mut Entry) {
        for (index, name) in names.iter().enumerate() {
            if index > 0 {
                out.text("; ");
            }
            let start = out.here();
            out.text(&name.written());
            entry.person(role, name, start..out.here(), out);
        }
        if names.is_empty() {
            return;
        }
        match role {
            Role::Author => {}
            Role::Editor => out.text(" (ed.)"),
            Role::Translator => out.text(" (tr.)"),
        }
    }
}

/// What a person did for a work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Author,
    Editor,
    Translator,
}

/// The citation of an entry whose text is being written.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) citation: Citation,
}

impl Entry {
    /// Writes a field.
    pub(super) fn field(&mut self, out: &mut Rendering, field: Field, value: &str) {
        let start = out.here();
        out.text(value);
        if matches!(field, Field::Url) {
            out.link(start, value);
        }
        self.stands(field, start, out);
    }

    /// What was written from `start` on is a field.
    pub(super) fn stands(&mut self, field: Field, start: usize, out: &Rendering) {
        let Some(part) = part(out.so_far(), start) else {
            return;
        };
        let own = &mut self.citation;
        let slot = match field {
            Field::Title => &mut own.title,
            Field::Container => &mut own.container,
            Field::Series => &mut own.series,
            Field::Publisher => &mut own.publisher,
            Field::Place => &mut own.place,
            Field::Volume => &mut own.volume,
            Field::Issue => &mut own.issue,
            Field::Pages => &mut own.pages,
            Field::Edition => &mut own.edition,
            Field::Organization => &mut own.organization,
            Field::Identifier => &mut own.identifier,
            Field::Url => &mut own.url,
            Field::Doi => &mut own.doi,
        };
        slot.get_or_insert(part);
    }

    /// Writes a date.
    pub(super) fn date(&mut self, out: &mut Rendering, date: &Dated) {
        let start = out.here();
        out.text(&date.written);
        self.dated(date, start, out);
    }

    /// What was written from `start` on is the date.
    pub(super) fn dated(&mut self, date: &Dated, start: usize, out: &Rendering) {
        if self.citation.date.is_some() {
            return;
        }
        let end = out.so_far().trim_end().len().max(start);
        self.citation.date = Some(dated(date, start..end));
        self.citation.year = date.year.map(|value| Year {
            value,
            from: YearSource::Printed,
        });
    }

    /// The name in a range is a person's.
    pub(super) fn person(&mut self, role: Role, name: &Name, span: Range<usize>, out: &Rendering) {
        let Some(written) = out.so_far().get(span.clone()) else {
            return;
        };
        let kept = written.trim();
        if kept.is_empty() {
            return;
        }
        let start = span.start + (written.len() - written.trim_start().len());
        let person = Person {
            written: kept.to_owned(),
            family: name.family.clone(),
            given: name.given.clone(),
            is_institution: name.is_institution,
            span: start..start + kept.len(),
            confidence: 1.0,
        };
        match role {
            Role::Author => self.citation.authors.push(person),
            Role::Editor => self.citation.editors.push(person),
            Role::Translator => self.citation.translators.push(person),
        }
    }

    /// States the citation of the open part, whose citation ends at `end`.
    pub(super) fn finish(mut self, out: &mut Rendering, end: usize) {
        // A space at the end of a part is taken away when it is written.
        self.citation.span = 0..end.min(out.so_far().trim_end().len());
        let url = self.citation.url.as_ref().map(|part| part.text.as_str());
        self.citation.host = url.and_then(host_of);
        if self.citation.language.is_none() {
            let title = self
                .citation
                .title
                .as_ref()
                .or(self.citation.container.as_ref());
            self.citation.language = title.and_then(|title| title.language()).map(str::to_owned);
        }
        if self.citation.kind.is_none() {
            self.citation.kind = kind_of(out.so_far(), &self.citation);
        }
        let empty = self.citation.title.is_none()
            && self.citation.container.is_none()
            && self.citation.authors.is_empty();
        let Some(stated) = out.stated() else {
            return;
        };
        stated.is_settled = true;
        // Of an entry without fields its text may say more.
        if !empty {
            stated.reference = Some(Box::new(Reference {
                kind: ReferenceKind::Citation,
                citations: vec![self.citation],
                oddities: Vec::new(),
            }));
        }
    }
}

fn dated(date: &Dated, span: Range<usize>) -> Date {
    Date {
        written: date.written.clone(),
        year: date.year,
        month: date.month,
        day: date.day,
        season: None,
        span,
        confidence: 1.0,
    }
}

fn part(text: &str, start: usize) -> Option<Part> {
    let tail = text.get(start..)?;
    let kept = tail.trim();
    if kept.is_empty() {
        return None;
    }
    let start = start + (tail.len() - tail.trim_start().len());
    Some(Part {
        text: kept.to_owned(),
        span: start..start + kept.len(),
        confidence: 1.0,
    })
}
