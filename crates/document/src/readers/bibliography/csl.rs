//! CSL-JSON: what Zotero, Mendeley and Pandoc exchange.

use serde_json::Value;

use super::{Works, language_of, text_of, unread};
use crate::beside::{Annotation, ItemFile};
use crate::readers::Source;
use crate::readers::works::{Dated, Field, Keyed, Name, Work};
use crate::references::WorkKind;
use crate::source::{Warning, WarningKind};
use crate::tags;

/// The works of a bibliography; a file that is no JSON at all is damaged.
pub(super) fn works(input: &Source<'_>) -> Works {
    let mut warnings = Vec::new();
    let text = text_of(input, &mut warnings);
    // The parser refuses deep nesting itself.
    let value: Value =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
            Warning::new(
                WarningKind::Damaged,
                format!("not well-formed JSON, not read: {error}"),
            )
        })?;
    let items = match value {
        Value::Array(items) => items,
        Value::Object(mut whole) => {
            match whole.remove("items").or_else(|| whole.remove("references")) {
                Some(Value::Array(items)) => items,
                _ => vec![Value::Object(whole)],
            }
        }
        _ => Vec::new(),
    };
    let mut works = Vec::new();
    let mut lost = Vec::new();
    for (index, item) in items.iter().enumerate() {
        match item.is_object() {
            true => works.push(Keyed {
                key: string(item, "citation-key").or_else(|| string(item, "id")),
                work: work(item),
            }),
            false => lost.push(format!("number {}", index + 1)),
        }
    }
    warnings.extend(unread(&lost));
    Ok((works, warnings))
}

/// A field as text; numbers are written out.
fn string(item: &Value, key: &str) -> Option<String> {
    let text = match item.get(key)? {
        Value::String(text) => without_markup(text),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.trim().is_empty()).then_some(text)
}

/// Titles may hold `<i>`, `<sup>` and their like.
fn without_markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let tag = &rest[open..];
        let end = tag.find('>').filter(|end| {
            let inner = &tag[1..*end];
            inner.len() <= 40
                && inner
                    .trim_start_matches('/')
                    .starts_with(|ch: char| ch.is_ascii_alphabetic())
        });
        out.push_str(&rest[..open]);
        match end {
            Some(end) => rest = &tag[end + 1..],
            None => {
                out.push('<');
                rest = &tag[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// Strings of a list, or one alone; of objects what they are called.
fn strings(item: &Value, key: &str) -> Vec<String> {
    let own = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(_) => string(value, "tag").or_else(|| string(value, "name")),
        _ => None,
    };
    match item.get(key) {
        Some(Value::Array(list)) => list.iter().filter_map(own).collect(),
        Some(value) => own(value).into_iter().collect(),
        None => Vec::new(),
    }
}

/// The files of a work: `file`, a path or several; `attachments`, objects with a `path` and what is marked in them.
fn files(item: &Value) -> Vec<ItemFile> {
    let bare = strings(item, "file").into_iter().map(ItemFile::at);
    let mut found: Vec<ItemFile> = bare.collect();
    let attachments = item.get("attachments").and_then(Value::as_array);
    for attachment in attachments.into_iter().flatten() {
        let text = |value: &Value, key: &str| {
            let own = value.get(key).and_then(Value::as_str);
            own.unwrap_or_default().trim().to_owned()
        };
        let path = text(attachment, "path");
        if path.is_empty() {
            continue;
        }
        let marked = attachment.get("annotations").and_then(Value::as_array);
        let annotations = marked.into_iter().flatten().map(|own| Annotation {
            text: text(own, "text"),
            comment: text(own, "comment"),
            page: own
                .get("page")
                .and_then(Value::as_u64)
                .and_then(|page| u32::try_from(page).ok()),
        });
        found.push(ItemFile {
            path,
            annotations: annotations
                .filter(|own| !own.text.is_empty() || !own.comment.is_empty())
                .collect(),
        });
    }
    found
}

fn people(item: &Value, key: &str) -> Vec<Name> {
    let Some(Value::Array(names)) = item.get(key) else {
        return Vec::new();
    };
    names
        .iter()
        .filter_map(|own| {
            let part = |key: &str| string(own, key);
            if let Some(literal) = part("literal") {
                return Some(Name {
                    is_institution: literal.contains(' '),
                    whole: Some(literal),
                    ..Name::default()
                });
            }
            let family = match (part("non-dropping-particle"), part("family")) {
                (Some(particle), Some(family)) => Some(format!("{particle} {family}")),
                (_, family) => family,
            };
            let given = part("given");
            (family.is_some() || given.is_some()).then(|| Name {
                family,
                given,
                ..Name::default()
            })
        })
        .collect()
}

fn date(item: &Value, key: &str) -> Option<Dated> {
    let date = item.get(key)?;
    let parts = date.get("date-parts").and_then(|parts| parts.get(0));
    let number = |at: usize| -> Option<i64> {
        match parts?.get(at)? {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    };
    if let Some(year) = number(0).and_then(|year| i32::try_from(year).ok()) {
        let small = |at: usize| number(at).and_then(|own| u8::try_from(own).ok());
        return Some(Dated::from_numbers(year, small(1), small(2)));
    }
    string(date, "literal")
        .or_else(|| string(date, "raw"))
        .or_else(|| date.as_str().map(str::to_owned))
        .and_then(|written| Dated::of(&written))
}

/// The kind that a type stands for. `article` is one that stands in nothing: a preprint.
fn kind(item: &Value) -> Option<WorkKind> {
    let stated = string(item, "type")?;
    if stated == "article" {
        return Some(WorkKind::Manuscript);
    }
    let degree = string(item, "genre").unwrap_or_default();
    Some(WorkKind::stated(&stated)?.with_degree(&degree))
}

fn work(item: &Value) -> Work {
    let mut work = Work {
        kind: kind(item),
        authors: people(item, "author"),
        editors: people(item, "editor"),
        translators: people(item, "translator"),
        date: date(item, "issued"),
        accessed: date(item, "accessed"),
        language: string(item, "language").and_then(|tag| language_of(&tag)),
        ..Work::default()
    };
    for (field, key) in [
        (Field::Title, "title"),
        (Field::Container, "container-title"),
        (Field::Series, "collection-title"),
        (Field::Publisher, "publisher"),
        (Field::Place, "publisher-place"),
        (Field::Volume, "volume"),
        (Field::Issue, "issue"),
        (Field::Pages, "page"),
        (Field::Edition, "edition"),
        (Field::Doi, "DOI"),
        (Field::Url, "URL"),
        (Field::Identifier, "ISBN"),
    ] {
        if let Some(value) = string(item, key) {
            work.set(field, value);
        }
    }
    work.tags = string(item, "keyword")
        .map(|own| tags::listed(&own))
        .unwrap_or_default();
    work.tags.extend(strings(item, "tags"));
    work.collections = strings(item, "collections");
    work.files = files(item);
    for key in [
        "title-short",
        "original-title",
        "keyword",
        "note",
        "abstract",
    ] {
        work.remarks.extend(string(item, key));
    }
    work.remarks.extend(strings(item, "notes"));
    work
}
