//! What the header says of the text.

use roxmltree::Node;

use super::references;
use crate::draft::Metadata;
use crate::readers::xml::{all, attribute, child, first, text};

pub(super) fn read(root: Node<'_, '_>) -> Metadata {
    let mut metadata = Metadata::default();
    let header = first(root, "teiHeader");
    let language = header
        .and_then(|header| first(header, "language"))
        .and_then(|language| attribute(language, "ident"))
        .or_else(|| first(root, "text").and_then(|text| attribute(text, "lang")))
        .or_else(|| attribute(root, "lang"));
    metadata.language = language.map(str::to_owned);
    let Some(header) = header else {
        return metadata;
    };
    let described = first(header, "fileDesc").unwrap_or(header);
    let statement = child(described, "titleStmt");
    let source = first(described, "sourceDesc").and_then(|source| first(source, "biblStruct"));
    metadata.title = statement
        .and_then(|statement| child(statement, "title"))
        .map(text)
        .filter(|title| !title.is_empty());
    let persons = |node: Option<Node<'_, '_>>| -> Vec<String> {
        let Some(node) = node else { return Vec::new() };
        all(node, "author")
            .filter_map(references::person)
            .map(|person| person.shown())
            .filter(|name| !name.is_empty())
            .collect()
    };
    metadata.authors = persons(statement);
    if metadata.authors.is_empty() {
        metadata.authors = persons(source);
    }
    let date = source
        .and_then(|source| first(source, "date"))
        .or_else(|| child(described, "publicationStmt").and_then(|own| first(own, "date")));
    metadata.date = date
        .map(|date| attribute(date, "when").map_or_else(|| text(date), str::to_owned))
        .filter(|date| !date.is_empty());
    if let Some(keywords) = first(header, "keywords") {
        let terms: Vec<String> = all(keywords, "term").map(text).collect();
        metadata.keywords = match terms.is_empty() {
            true => text(keywords)
                .split([',', ';'])
                .map(|word| word.trim().to_owned())
                .collect(),
            false => terms,
        };
        metadata.keywords.retain(|keyword| !keyword.is_empty());
    }
    let mut other = |key: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            metadata.other.push((key.to_owned(), value));
        }
    };
    let journal = source.and_then(|source| {
        all(source, "title").find(|title| attribute(*title, "level") == Some("j"))
    });
    other("journal", journal.map(text));
    other(
        "publisher",
        child(described, "publicationStmt")
            .and_then(|own| child(own, "publisher"))
            .map(text),
    );
    let doi = source
        .and_then(|source| all(source, "idno").find(|id| attribute(*id, "type") == Some("DOI")));
    other("doi", doi.map(text));
    metadata
}
