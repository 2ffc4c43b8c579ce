//! The entries of a bibliography: `biblStruct` in its elements, `bibl` as it is printed.

use roxmltree::Node;

use crate::draft::Shape;
use crate::readers::works::{Dated, Entry, Field, Name, Role, Work};
use crate::readers::xml::{all, attribute, child, first, name, text, text_without};
use crate::references::WorkKind;
use crate::rendering::Rendering;

/// Writes an entry.
pub(super) fn write(node: Node<'_, '_>, label: Option<String>, out: &mut Rendering) {
    match name(node) {
        "bibl" => printed(node, label, out),
        _ => structured(node).write(label, out),
    }
}

/// A person or institution in `author`, `editor` and their like.
pub(super) fn person(node: Node<'_, '_>) -> Option<Name> {
    let named = first(node, "persName").unwrap_or(node);
    let join = |kind: &str| {
        let parts: Vec<String> = all(named, kind)
            .map(text)
            .filter(|part| !part.is_empty())
            .collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    let (family, given) = (join("surname"), join("forename"));
    if family.is_some() || given.is_some() {
        return Some(Name {
            family,
            given,
            ..Name::default()
        });
    }
    let institution = first(node, "orgName").map(text);
    let is_institution = institution.is_some();
    let whole = institution
        .unwrap_or_else(|| text_without(named, &["affiliation", "email", "idno", "note"]));
    (!whole.is_empty()).then(|| match is_institution {
        true => Name {
            whole: Some(whole),
            is_institution,
            ..Name::default()
        },
        false => Name::of(&whole),
    })
}

/// The kind that an entry states, or that its titles do: one of a journal makes it an article.
fn kind(node: Node<'_, '_>) -> Option<WorkKind> {
    let stated = attribute(node, "type").and_then(WorkKind::stated);
    let of_journal = |own| attribute(own, "level") == Some("j");
    stated.or_else(|| {
        let analytic = all(node, "title").any(|own| attribute(own, "level") == Some("a"));
        let article = analytic && all(node, "title").any(of_journal);
        article.then_some(WorkKind::Article)
    })
}

fn structured(node: Node<'_, '_>) -> Work {
    let mut work = Work {
        kind: kind(node),
        ..Work::default()
    };
    let analytic = child(node, "analytic");
    let part = analytic
        .into_iter()
        .chain(node.children().filter(|own| name(*own) == "monogr"));
    for (index, part) in part.enumerate() {
        for own in part.children().filter(Node::is_element) {
            match name(own) {
                "author" => work.authors.extend(person(own)),
                "editor" => work.editors.extend(person(own)),
                "title" => {
                    let within =
                        attribute(own, "level") == Some("j") || index > 0 && analytic.is_some();
                    match within && analytic.is_some_and(|own| child(own, "title").is_some()) {
                        true => work.set(Field::Container, text(own)),
                        false => work.set(Field::Title, text(own)),
                    }
                }
                "meeting" => work.set(Field::Container, text(own)),
                "idno" => {
                    let kind = attribute(own, "type").unwrap_or_default().to_lowercase();
                    match kind.as_str() {
                        "doi" => work.set(Field::Doi, text(own)),
                        _ => work.set(Field::Identifier, text(own)),
                    }
                }
                "ptr" => {
                    if let Some(target) = attribute(own, "target") {
                        work.set(Field::Url, target);
                    }
                }
                "edition" => work.set(Field::Edition, text(own)),
                "imprint" => imprint(own, &mut work),
                _ => {}
            }
        }
    }
    if let Some(series) = child(node, "series").and_then(|series| child(series, "title")) {
        work.set(Field::Series, text(series));
    }
    for own in node
        .children()
        .filter(|own| matches!(name(*own), "note" | "ptr" | "idno"))
    {
        match (name(own), attribute(own, "type"), attribute(own, "target")) {
            ("ptr", _, Some(target)) => work.set(Field::Url, target),
            ("idno", Some("DOI"), _) => work.set(Field::Doi, text(own)),
            // What GROBID took apart, as it was printed.
            ("note", Some("raw_reference"), _) if work.is_empty() => {
                work.set(Field::Title, text(own))
            }
            ("note", kind, _) if kind != Some("raw_reference") => work.remarks.push(text(own)),
            _ => {}
        }
    }
    if work.is_empty() {
        work.set(Field::Title, text(node));
    }
    work
}

fn imprint(node: Node<'_, '_>, work: &mut Work) {
    for own in node.children().filter(Node::is_element) {
        match name(own) {
            "publisher" => work.set(Field::Publisher, text(own)),
            "pubPlace" => work.set(Field::Place, text(own)),
            "date" if work.date.is_none() => {
                let when = attribute(own, "when").map_or_else(|| text(own), str::to_owned);
                work.date = Dated::of(&when);
            }
            "biblScope" => {
                let unit = attribute(own, "unit").or_else(|| attribute(own, "type"));
                let range = match (attribute(own, "from"), attribute(own, "to")) {
                    (Some(from), Some(to)) if from != to => format!("{from}–{to}"),
                    (Some(from), _) => from.to_owned(),
                    _ => text(own),
                };
                match unit {
                    Some("volume" | "vol") => work.set(Field::Volume, range),
                    Some("issue") => work.set(Field::Issue, range),
                    Some("page" | "pp") => work.set(Field::Pages, range),
                    _ => {}
                }
            }
            _ => {}
        }
    }
}

/// An entry as it is printed, its fields marked.
fn printed(node: Node<'_, '_>, label: Option<String>, out: &mut Rendering) {
    out.begin(Shape::Entry { label });
    let mut entry = Entry::default();
    entry.citation.kind = kind(node);
    let levels =
        all(node, "title").filter(|title| matches!(attribute(*title, "level"), Some("a" | "m")));
    let has_title = levels.count() > 0 || all(node, "title").count() == 1;
    marked(node, has_title, &mut entry, out);
    let end = out.here();
    entry.finish(out, end);
    out.end();
}

fn marked(node: Node<'_, '_>, has_title: bool, entry: &mut Entry, out: &mut Rendering) {
    for own in node.children() {
        if own.is_text() {
            out.text(own.text().unwrap_or_default());
            continue;
        }
        let start = out.here();
        let role = match name(own) {
            "author" => Some(Role::Author),
            "editor" => Some(Role::Editor),
            _ => None,
        };
        let unit = attribute(own, "unit").or_else(|| attribute(own, "type"));
        let field = match name(own) {
            "title" if matches!(attribute(own, "level"), Some("j" | "s")) && has_title => {
                Some(Field::Container)
            }
            "title" => Some(Field::Title),
            "publisher" => Some(Field::Publisher),
            "pubPlace" => Some(Field::Place),
            "orgName" => Some(Field::Organization),
            "edition" => Some(Field::Edition),
            "idno" if unit == Some("DOI") => Some(Field::Doi),
            "idno" => Some(Field::Identifier),
            "ptr" | "ref" => Some(Field::Url),
            "biblScope" => match unit {
                Some("volume" | "vol") => Some(Field::Volume),
                Some("issue") => Some(Field::Issue),
                Some("page" | "pp") => Some(Field::Pages),
                _ => None,
            },
            _ => None,
        };
        match (name(own), role, field) {
            ("lb", ..) => out.text(" "),
            ("label", ..) => {}
            ("date", ..) => {
                out.text(&text(own));
                if let Some(date) = Dated::of(&text(own)) {
                    entry.dated(&date, start, out);
                }
            }
            (_, Some(role), _) => {
                marked(own, has_title, &mut Entry::default(), out);
                if let Some(person) = person(own) {
                    entry.person(role, &person, start..out.here(), out);
                }
            }
            (_, _, Some(field)) => {
                marked(own, has_title, &mut Entry::default(), out);
                if let Some(target) = attribute(own, "target").filter(|_| field == Field::Url) {
                    if out.here() == start {
                        out.text(target);
                    }
                    out.link(start, target);
                }
                entry.stands(field, start, out);
            }
            _ => marked(own, has_title, entry, out),
        }
    }
}
