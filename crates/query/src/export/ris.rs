//! RIS: a line a tag, as the specification of Research Information Systems has it (2011).

use std::fmt::Write as _;

use seoji_schema::{Date, Person, WorkKind};

use super::{Imprint, Name, Reference, name_of, one_line, remarks, safe_url};

/// The references as a file; lines end in CR LF as the specification wants.
pub(super) fn write(references: &[Reference]) -> String {
    let mut out = String::new();
    for reference in references {
        entry(reference, &mut out);
    }
    out
}

fn entry(reference: &Reference, out: &mut String) {
    let citation = &reference.citation;
    let mut tag = |tag: &str, value: &str| {
        let value = one_line(value);
        if !value.is_empty() {
            let _ = write!(out, "{tag}  - {value}\r\n");
        }
    };
    tag(
        "TY",
        match citation.kind {
            Some(WorkKind::Article) => "JOUR",
            Some(WorkKind::News) => "NEWS",
            Some(WorkKind::Book) => "BOOK",
            Some(WorkKind::Chapter) => "CHAP",
            Some(WorkKind::Conference) => "CPAPER",
            Some(WorkKind::Thesis | WorkKind::MastersThesis) => "THES",
            Some(WorkKind::Report) => "RPRT",
            Some(WorkKind::Manuscript) => "UNPB",
            Some(WorkKind::Web) => "ELEC",
            Some(WorkKind::Patent) => "PAT",
            Some(WorkKind::Law) => "STAT",
            Some(WorkKind::Dataset) => "DATA",
            Some(WorkKind::Software) => "COMP",
            None => "GEN",
        },
    );
    tag("ID", &reference.key);
    for author in &citation.authors {
        tag("AU", &name(author));
    }
    if let (true, Some(organization)) = (citation.authors.is_empty(), &citation.organization) {
        tag("AU", &organization.text);
    }
    for editor in &citation.editors {
        tag("A2", &name(editor));
    }
    for translator in &citation.translators {
        tag("A4", &name(translator));
    }
    let text = |part: &Option<seoji_schema::Part>| {
        let own = part.as_ref().map(|part| part.text.clone());
        own.unwrap_or_default()
    };
    tag("TI", &text(&citation.title));
    let imprint = Imprint::of(citation);
    let is_thesis = matches!(
        citation.kind,
        Some(WorkKind::Thesis | WorkKind::MastersThesis)
    );
    match (is_thesis, imprint.container) {
        (false, own) => tag("T2", own.unwrap_or_default()),
        (true, Some(own)) => tag("M3", own),
        (true, None) if citation.kind == Some(WorkKind::MastersThesis) => {
            tag("M3", "Master's thesis");
        }
        (true, None) => {}
    }
    tag("T3", &text(&citation.series));
    tag("ET", &text(&citation.edition));
    tag("PB", imprint.publisher.unwrap_or_default());
    tag("CY", &text(&citation.place));
    tag("VL", &text(&citation.volume));
    tag("IS", &text(&citation.issue));
    if let Some(pages) = &citation.pages {
        match pages.text.split_once(['-', '–', '—', '~']) {
            Some((first, last)) if !last.trim().is_empty() => {
                tag("SP", first);
                tag("EP", last);
            }
            _ => tag("SP", &pages.text),
        }
    }
    if let Some(year) = citation.year {
        tag("PY", &format!("{:04}", year.value));
    }
    if let Some(date) = citation.date {
        tag("DA", &slashed(date.date));
    }
    if let Some(doi) = &citation.doi {
        tag("DO", &safe_url(&doi.text));
    }
    if let Some(url) = &citation.url {
        tag("UR", &safe_url(&url.text));
    }
    if let Some(accessed) = citation.accessed {
        tag("Y2", &slashed(accessed.date));
    }
    tag("LA", citation.language.as_deref().unwrap_or_default());
    tag("N1", &remarks(reference).unwrap_or_default());
    out.push_str("ER  - \r\n");
}

fn name(person: &Person) -> String {
    match name_of(person) {
        Name::Parted { family, given } => format!("{family}, {given}"),
        Name::Whole(name) => name.to_owned(),
    }
}

/// `YYYY/MM/DD/`, with what is not known left empty.
fn slashed(date: Date) -> String {
    let part = |value: Option<u8>| value.map(|value| format!("{value:02}")).unwrap_or_default();
    format!("{:04}/{}/{}", date.year, part(date.month), part(date.day))
}
