//! RIS: a line a tag, as the specification of Research Information Systems has it (2011).

use std::fmt::Write as _;

use seoji_schema::{Date, Person};

use super::{Kind, Name, Reference, kind_of, name_of, one_line, remarks, safe_url};

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
    let kind = kind_of(citation);
    let mut tag = |tag: &str, value: &str| {
        let value = one_line(value);
        if !value.is_empty() {
            let _ = write!(out, "{tag}  - {value}\r\n");
        }
    };
    tag(
        "TY",
        match kind {
            Kind::Article => "JOUR",
            Kind::News => "NEWS",
            Kind::Chapter => "CHAP",
            Kind::Thesis => "THES",
            Kind::Book => "BOOK",
            Kind::Page => "ELEC",
            Kind::Other => "GEN",
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
    let mut part = |name: &str, part: &Option<seoji_schema::Part>| {
        if let Some(part) = part {
            tag(name, &part.text);
        }
    };
    part("TI", &citation.title);
    part("T2", &citation.container);
    part("T3", &citation.series);
    part("ET", &citation.edition);
    part("PB", &citation.publisher);
    part("CY", &citation.place);
    part("VL", &citation.volume);
    part("IS", &citation.issue);
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
