//! What an article's front says of it.

use roxmltree::Node;

use crate::draft::Metadata;
use crate::readers::works::{Dated, Name};
use crate::readers::xml::{all, attribute, child, first, name, text, text_without};

pub(super) fn read(article: Node<'_, '_>) -> Metadata {
    let mut metadata = Metadata {
        language: attribute(article, "lang").map(str::to_owned),
        ..Metadata::default()
    };
    let Some(front) = child(article, "front") else {
        return metadata;
    };
    let meta = child(front, "article-meta").unwrap_or(front);
    let title = child(meta, "title-group").and_then(|group| child(group, "article-title"));
    metadata.title = title
        .map(|title| text_without(title, &["xref", "fn"]))
        .filter(|title| !title.is_empty());
    let contributors = meta
        .children()
        .filter(|own| name(*own) == "contrib-group")
        .flat_map(|group| all(group, "contrib"))
        .filter(|own| {
            attribute(*own, "contrib-type").is_none_or(|kind| kind.starts_with("author"))
        });
    metadata.authors = contributors
        .filter_map(person)
        .map(|person| person.shown())
        .filter(|name| !name.is_empty())
        .collect();
    let dates: Vec<Node<'_, '_>> = meta
        .children()
        .filter(|own| name(*own) == "pub-date")
        .collect();
    let kind = |own: &Node<'_, '_>| {
        let kind = attribute(*own, "pub-type").or_else(|| attribute(*own, "date-type"));
        kind.unwrap_or_default().to_owned()
    };
    metadata.date = ["epub", "pub", "ppub", "collection"]
        .iter()
        .find_map(|wanted| dates.iter().find(|own| kind(own) == *wanted))
        .or(dates.first())
        .and_then(|own| date(*own))
        .map(|date| date.written);
    for group in all(meta, "kwd-group") {
        metadata.keywords.extend(
            all(group, "kwd")
                .map(text)
                .filter(|keyword| !keyword.is_empty()),
        );
    }
    let mut other = |key: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            metadata.other.push((key.to_owned(), value));
        }
    };
    other("journal", first(front, "journal-title").map(text));
    other("publisher", first(front, "publisher-name").map(text));
    for key in ["volume", "issue"] {
        other(key, child(meta, key).map(text));
    }
    let doi = meta
        .children()
        .find(|own| name(*own) == "article-id" && attribute(*own, "pub-id-type") == Some("doi"));
    other("doi", doi.map(text));
    other("subtitle", first(meta, "subtitle").map(text));
    other("translated-title", first(meta, "trans-title").map(text));
    metadata
}

/// A `contrib`, `name` or `string-name`.
pub(super) fn person(node: Node<'_, '_>) -> Option<Name> {
    let named = match name(node) {
        "name" | "string-name" | "collab" | "institution" => Some(node),
        _ => ["name", "string-name", "collab", "institution"]
            .iter()
            .find_map(|kind| first(node, kind)),
    }?;
    if matches!(name(named), "collab" | "institution") {
        let whole = text_without(named, &["contrib-group", "xref"]);
        return (!whole.is_empty()).then(|| Name {
            whole: Some(whole),
            is_institution: true,
            ..Name::default()
        });
    }
    let part = |kind: &str| child(named, kind).map(text).filter(|text| !text.is_empty());
    let (family, given) = (part("surname"), part("given-names"));
    let given = match (given, part("suffix")) {
        (Some(given), Some(suffix)) => Some(format!("{given} {suffix}")),
        (given, _) => given,
    };
    match (&family, &given) {
        (None, None) => {
            let whole = text_without(named, &["xref"]);
            (!whole.is_empty()).then(|| Name::of(&whole))
        }
        _ => Some(Name {
            family,
            given,
            ..Name::default()
        }),
    }
}

/// A date in its elements.
pub(super) fn date(node: Node<'_, '_>) -> Option<Dated> {
    let number = |kind: &str| child(node, kind).map(text);
    let year = number("year")?;
    let year: i32 = year.get(..4)?.parse().ok()?;
    let month = number("month").and_then(|month| {
        month
            .parse()
            .ok()
            .or_else(|| crate::references::month_of(&month))
    });
    let day = number("day").and_then(|day| day.parse().ok());
    Some(Dated::from_numbers(year, month, day))
}
