//! What a page says of itself: its language, title, authors, date, as Highwire, Dublin Core and Open Graph name them.

use super::content::{Content, is_of_site};
use super::tree::{NodeId, Tree};
use crate::draft::Metadata;

/// Reads the metadata of a page.
pub(super) fn read(tree: &Tree<'_>, content: &Content) -> Metadata {
    let mut metadata = Metadata::default();
    let mut told: Vec<(String, String)> = Vec::new();
    let mut title = None;
    let mut time = None;
    let mut heading: Option<String> = None;
    let mut headings = 0;
    for id in tree.ids() {
        match tree.name(id) {
            Some("html") => {
                metadata.language = metadata.language.or_else(|| language(tree, id));
            }
            Some("meta") => {
                let key = ["name", "property", "itemprop"]
                    .into_iter()
                    .find_map(|attribute| tree.attribute(id, attribute));
                let value = tree.attribute(id, "content");
                if let (Some(key), Some(value)) = (key, value)
                    && !value.trim().is_empty()
                {
                    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
                    told.push((key.trim().to_lowercase(), value));
                }
            }
            Some("title") if title.is_none() => {
                title = Some(tree.inner_text(id)).filter(|title| !title.is_empty());
            }
            Some("h1") if !content.is_left_out(id) && !is_of_site(tree, id) => {
                headings += 1;
                heading.get_or_insert_with(|| shown_text(tree, content, id));
            }
            Some("time") if time.is_none() && !content.is_left_out(id) => {
                time = tree
                    .attribute(id, "datetime")
                    .filter(|time| !time.is_empty());
            }
            _ => {}
        }
    }
    let first = |keys: &[&str]| {
        keys.iter().find_map(|key| {
            told.iter()
                .find(|(own, _)| own == key)
                .map(|(_, value)| value.clone())
        })
    };
    let all = |keys: &[&str]| -> Vec<String> {
        for key in keys {
            let values: Vec<String> = told
                .iter()
                .filter(|(own, value)| own == key && !value.contains("://"))
                .map(|(_, value)| value.clone())
                .collect();
            if !values.is_empty() {
                return values;
            }
        }
        Vec::new()
    };
    let heading = heading.filter(|heading| !heading.is_empty() && headings == 1);
    let stated = first(&["citation_title", "dc.title", "dcterms.title"]);
    metadata.title = stated.or_else(|| match (heading, title) {
        // `Title | Site`: the heading is the title without the site.
        (Some(heading), Some(title)) if title.contains(&heading) => Some(heading),
        (heading, title) => first(&["og:title"])
            .map(|stated| match &title {
                Some(title) if title.contains(&stated) => stated,
                Some(title) if stated.contains(title.as_str()) => title.clone(),
                _ => stated,
            })
            .or(title)
            .or(heading),
    });
    metadata.authors = all(&["citation_author", "dc.creator", "dcterms.creator"]);
    if metadata.authors.is_empty() {
        // Two authors in one field stand with a comma or `and` between them; one may be `Family, Given`.
        metadata.authors = all(&["author", "article:author"])
            .iter()
            .flat_map(|value| value.split([';', '·']).map(str::trim).map(str::to_owned))
            .filter(|value| !value.is_empty())
            .collect();
    }
    metadata.date = first(&[
        "citation_publication_date",
        "citation_date",
        "dc.date",
        "dcterms.date",
        "dcterms.issued",
        "article:published_time",
        "datepublished",
        "date",
    ])
    .or(time)
    .map(|date| day(&date));
    metadata.language = metadata
        .language
        .or_else(|| first(&["citation_language", "dc.language", "language"]));
    let keywords = all(&["citation_keywords", "keywords", "dc.subject", "article:tag"]);
    metadata.keywords = keywords
        .iter()
        .flat_map(|value| value.split([',', ';']))
        .map(|keyword| keyword.trim().to_owned())
        .filter(|keyword| !keyword.is_empty())
        .collect();
    for (name, keys) in [
        ("journal", &["citation_journal_title"][..]),
        ("publisher", &["citation_publisher", "dc.publisher"][..]),
        ("doi", &["citation_doi", "dc.identifier"][..]),
        ("site", &["og:site_name"][..]),
        ("url", &["og:url"][..]),
        ("description", &["description", "og:description"][..]),
    ] {
        if let Some(value) = first(keys) {
            metadata.other.push((name.to_owned(), value));
        }
    }
    metadata
}

/// The text of an element without what is left out of it.
fn shown_text(tree: &Tree<'_>, content: &Content, id: NodeId) -> String {
    let mut out = String::new();
    for own in tree.within(id).filter(|&own| !content.is_left_out(own)) {
        if let Some(text) = tree.text(own) {
            out.push_str(&text);
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The language that an element states.
pub(super) fn language(tree: &Tree<'_>, id: NodeId) -> Option<String> {
    tree.attribute(id, "lang")
        .or_else(|| tree.attribute(id, "xml:lang"))
        .map(|tag| tag.trim().to_owned())
        .filter(|tag| !tag.is_empty())
}

/// A date without its time: `2019-05-23` of `2019-05-23T09:00:00+09:00`.
fn day(date: &str) -> String {
    let is_time = date.split_once('T').is_some_and(|(day, time)| {
        day.len() >= 8 && time.starts_with(|ch: char| ch.is_ascii_digit())
    });
    match is_time {
        true => date.split('T').next().unwrap_or(date).to_owned(),
        false => date.trim().to_owned(),
    }
}
