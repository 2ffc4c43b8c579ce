//! CSL-JSON, as the schema of the Citation Style Language 1.0.2 has it.

use seoji_schema::{Date, Person, WorkKind};
use serde::Serialize;

use super::{Imprint, Name, Reference, name_of, one_line, remarks, safe_url};

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Item {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    genre: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<CslName>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    editor: Vec<CslName>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    translator: Vec<CslName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    container_title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    collection_title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher_place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    volume: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issue: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<CslDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<CslDate>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(rename = "DOI", skip_serializing_if = "Option::is_none")]
    doi: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum CslName {
    Parted { family: String, given: String },
    Literal { literal: String },
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct CslDate {
    date_parts: [Vec<i32>; 1],
}

/// The references as one array.
pub(super) fn write(references: &[Reference]) -> String {
    let items: Vec<Item> = references.iter().map(item).collect();
    let mut json =
        serde_json::to_string_pretty(&items).expect("strings and numbers always serialise");
    json.push('\n');
    json
}

fn item(reference: &Reference) -> Item {
    let citation = &reference.citation;
    let text = |part: &Option<seoji_schema::Part>| part.as_ref().map(|part| one_line(&part.text));
    let mut author: Vec<CslName> = citation.authors.iter().map(name).collect();
    if let (true, Some(organization)) = (author.is_empty(), text(&citation.organization)) {
        author.push(CslName::Literal {
            literal: organization,
        });
    }
    let year = citation.year.map(|year| Date {
        year: year.value,
        month: None,
        day: None,
    });
    let imprint = Imprint::of(citation);
    let printed = citation.date.map(|date| date.date);
    Item {
        id: reference.key.clone(),
        kind: match citation.kind {
            Some(WorkKind::Article) => "article-journal",
            Some(WorkKind::News) => "article-newspaper",
            Some(WorkKind::Book) => "book",
            Some(WorkKind::Chapter) => "chapter",
            Some(WorkKind::Conference) => "paper-conference",
            Some(WorkKind::Thesis | WorkKind::MastersThesis) => "thesis",
            Some(WorkKind::Report) => "report",
            Some(WorkKind::Manuscript) => "manuscript",
            Some(WorkKind::Web) => "webpage",
            Some(WorkKind::Patent) => "patent",
            Some(WorkKind::Law) => "legislation",
            Some(WorkKind::Dataset) => "dataset",
            Some(WorkKind::Software) => "software",
            None => "document",
        },
        genre: genre(citation.kind, imprint.container),
        author,
        editor: citation.editors.iter().map(name).collect(),
        translator: citation.translators.iter().map(name).collect(),
        title: text(&citation.title),
        container_title: imprint
            .container
            .filter(|_| !is_thesis(citation.kind))
            .map(one_line),
        collection_title: text(&citation.series),
        edition: text(&citation.edition),
        publisher: imprint.publisher.map(one_line),
        publisher_place: text(&citation.place),
        volume: text(&citation.volume),
        issue: text(&citation.issue),
        page: text(&citation.pages),
        issued: printed.or(year).map(date),
        accessed: citation.accessed.map(|accessed| date(accessed.date)),
        url: citation.url.as_ref().map(|part| safe_url(&part.text)),
        doi: citation.doi.as_ref().map(|part| safe_url(&part.text)),
        language: citation.language.clone(),
        note: remarks(reference),
    }
}

fn is_thesis(kind: Option<WorkKind>) -> bool {
    matches!(kind, Some(WorkKind::Thesis | WorkKind::MastersThesis))
}

/// What a thesis calls itself; the standard has one type for all degrees.
fn genre(kind: Option<WorkKind>, own: Option<&str>) -> Option<String> {
    let own = own.filter(|_| is_thesis(kind)).map(one_line);
    own.or_else(|| (kind == Some(WorkKind::MastersThesis)).then(|| "Master's thesis".to_owned()))
}

fn name(person: &Person) -> CslName {
    match name_of(person) {
        Name::Parted { family, given } => CslName::Parted {
            family: one_line(family),
            given: one_line(given),
        },
        Name::Whole(name) => CslName::Literal {
            literal: one_line(name),
        },
    }
}

fn date(date: Date) -> CslDate {
    let month = date.month.map(i32::from);
    let day = date.day.map(i32::from).filter(|_| month.is_some());
    let parts = [Some(date.year), month, day];
    CslDate {
        date_parts: [parts.into_iter().flatten().collect()],
    }
}
