//! BibTeX in UTF-8.

use std::fmt::Write as _;

use seoji_schema::{Person, WorkKind};

use super::{Imprint, Name, Reference, name_of, one_line, remarks, safe_url};

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The references as a file.
pub(super) fn write(references: &[Reference]) -> String {
    let mut out = String::new();
    for reference in references {
        if !out.is_empty() {
            out.push('\n');
        }
        entry(reference, &mut out);
    }
    out
}

fn entry(reference: &Reference, out: &mut String) {
    let citation = &reference.citation;
    // What BibTeX itself does not know BibLaTeX does, and styles of BibTeX set as `misc`.
    let name = match citation.kind {
        Some(WorkKind::Article | WorkKind::News) => "article",
        Some(WorkKind::Book) => "book",
        Some(WorkKind::Chapter) => "incollection",
        Some(WorkKind::Conference) => "inproceedings",
        Some(WorkKind::Thesis) => "phdthesis",
        Some(WorkKind::MastersThesis) => "mastersthesis",
        Some(WorkKind::Report) => "techreport",
        Some(WorkKind::Manuscript) => "unpublished",
        Some(WorkKind::Web) => "online",
        Some(WorkKind::Patent) => "patent",
        Some(WorkKind::Law) => "legislation",
        Some(WorkKind::Dataset) => "dataset",
        Some(WorkKind::Software) => "software",
        None => "misc",
    };
    let is_thesis = matches!(
        citation.kind,
        Some(WorkKind::Thesis | WorkKind::MastersThesis)
    );
    let _ = writeln!(out, "@{name}{{{},", reference.key);
    let mut field = |name: &str, value: String| {
        if !value.is_empty() {
            let _ = writeln!(out, "  {name} = {{{value}}},");
        }
    };
    let text = |part: &Option<seoji_schema::Part>| {
        part.as_ref()
            .map(|part| escape(&one_line(&part.text)))
            .unwrap_or_default()
    };
    let mut authors = people(&citation.authors);
    if let (true, Some(organization)) = (authors.is_empty(), &citation.organization) {
        authors = format!("{{{}}}", escape(&one_line(&organization.text)));
    }
    field("author", authors);
    field("editor", people(&citation.editors));
    field("translator", people(&citation.translators));
    let title = citation.title.as_ref().map(|part| one_line(&part.text));
    field(
        "title",
        title.map(|title| protected(&title)).unwrap_or_default(),
    );
    if citation.kind == Some(WorkKind::News) {
        field("entrysubtype", "newspaper".to_owned());
    }
    let imprint = Imprint::of(citation);
    let own = |text: Option<&str>| text.map(|text| escape(&one_line(text))).unwrap_or_default();
    let container = match citation.kind {
        Some(WorkKind::Chapter | WorkKind::Conference) => "booktitle",
        _ if is_thesis => "type",
        _ => "journal",
    };
    field(container, own(imprint.container));
    let publisher = match citation.kind {
        Some(WorkKind::Report) => "institution",
        _ if is_thesis => "school",
        _ if citation.publisher.is_none() => "organization",
        _ => "publisher",
    };
    field(publisher, own(imprint.publisher));
    field("series", text(&citation.series));
    field("edition", text(&citation.edition));
    field("address", text(&citation.place));
    field("volume", text(&citation.volume));
    field("number", text(&citation.issue));
    field(
        "pages",
        text(&citation.pages)
            .replace(['–', '—', '~'], "--")
            .replace("---", "--"),
    );
    field(
        "year",
        citation
            .year
            .map(|year| year.value.to_string())
            .unwrap_or_default(),
    );
    let url = citation.url.as_ref().map(|part| safe_url(&part.text));
    let doi = citation.doi.as_ref().map(|part| safe_url(&part.text));
    field("doi", doi.unwrap_or_default());
    field("url", url.unwrap_or_default());
    field(
        "urldate",
        citation
            .accessed
            .map(|date| date.date.to_string())
            .unwrap_or_default(),
    );
    field("language", citation.language.clone().unwrap_or_default());
    field(
        "note",
        remarks(reference)
            .map(|note| escape(&one_line(&note)))
            .unwrap_or_default(),
    );
    // Months are known by their names, without braces.
    let month = citation.date.and_then(|date| date.date.month);
    let month = month.and_then(|month| MONTHS.get(usize::from(month).checked_sub(1)?));
    if let (Some(month), true) = (month, citation.year.is_some()) {
        let _ = writeln!(out, "  month = {month},");
    }
    out.push_str("}\n");
}

fn people(people: &[Person]) -> String {
    let names = people.iter().map(|person| match name_of(person) {
        Name::Parted { family, given } => {
            format!("{}, {}", name_part(family), name_part(given))
        }
        Name::Whole(name) => {
            let name = one_line(name);
            let plain =
                !person.is_institution && !is_korean(&name) && name.contains(' ') && !is_odd(&name);
            if plain {
                escape(&name)
            } else {
                format!("{{{}}}", escape(&name))
            }
        }
    });
    names.collect::<Vec<_>>().join(" and ")
}

/// A part of a name; what BibTeX would take for two names or a comma of its own is held together by braces.
fn name_part(part: &str) -> String {
    let part = one_line(part);
    if is_odd(&part) {
        format!("{{{}}}", escape(&part))
    } else {
        escape(&part)
    }
}

fn is_korean(name: &str) -> bool {
    name.chars().any(|c| c >= '\u{1100}')
}

fn is_odd(name: &str) -> bool {
    name.contains(',') || name.split(' ').any(|word| word.eq_ignore_ascii_case("and"))
}

/// A title of which styles must not lower the letters of acronyms (`DPRK`, `eLife`).
fn protected(title: &str) -> String {
    let words = title.split(' ').map(|word| {
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        let inner = word.chars().skip_while(|c| !c.is_alphabetic()).skip(1);
        let mixed = capitals >= 2 || capitals == 1 && inner.clone().any(char::is_uppercase);
        if mixed {
            format!("{{{}}}", escape(word))
        } else {
            escape(word)
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// What has a meaning to TeX, written so that it has none; braces are balanced whatever the text.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '#' | '$' | '%' | '&' | '_' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            '\\' => out.push_str("{\\textbackslash}"),
            '~' => out.push_str("{\\textasciitilde}"),
            '^' => out.push_str("{\\textasciicircum}"),
            c => out.push(c),
        }
    }
    out
}
