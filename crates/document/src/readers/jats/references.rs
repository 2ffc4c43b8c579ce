//! The references of an article: their labels, their text, their fields.

use std::collections::{HashMap, HashSet};

use roxmltree::Node;

use super::Walk;
use super::front::person;
use crate::draft::Shape;
use crate::readers::works::{Dated, Entry, Field, Name, Role, Work};
use crate::readers::xml::{all, attribute, child, first, name, text};
use crate::references::WorkKind;
use crate::rendering::Rendering;

/// The elements that hold a reference.
const CITATIONS: [&str; 5] = [
    "mixed-citation",
    "element-citation",
    "nlm-citation",
    "citation",
    "note",
];

/// The labels by which references and notes are called, by their `id`.
///
/// A number that the article prints is the label; else the first author's name with the year where that is unique, as
/// citations by author and year name it; else the `id`.
pub(super) fn labels<'a>(article: Node<'a, '_>) -> HashMap<&'a str, String> {
    let mut labels = HashMap::new();
    let mut taken: HashSet<String> = HashSet::new();
    let references: Vec<_> = all(article, "ref").collect();
    let wanted: Vec<Option<String>> = references.iter().map(|own| wanted(*own)).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for label in wanted.iter().flatten() {
        *counts.entry(label).or_default() += 1;
    }
    for (reference, wanted) in references.iter().zip(&wanted) {
        let Some(id) = attribute(*reference, "id") else {
            continue;
        };
        let label = wanted
            .clone()
            .filter(|label| counts[label.as_str()] == 1)
            .unwrap_or_else(|| id.to_owned());
        taken.insert(label.clone());
        labels.entry(id).or_insert(label);
    }
    for note in all(article, "fn") {
        let outside = note.ancestors().any(|around| {
            matches!(
                name(around),
                "table-wrap" | "contrib-group" | "author-notes" | "front"
            )
        });
        let Some(id) = attribute(note, "id").filter(|_| !outside) else {
            continue;
        };
        // `<fn id="fn3"><p>` without a label: what calls it shows the number.
        let own = child(note, "label").map(text).map(|label| bare(&label));
        let label = own
            .filter(|label| !label.is_empty() && !taken.contains(label))
            .or_else(|| {
                let digits = id.trim_start_matches(|ch: char| !ch.is_ascii_digit());
                let number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
                (number && !taken.contains(digits)).then(|| digits.to_owned())
            })
            .unwrap_or_else(|| id.to_owned());
        taken.insert(label.clone());
        labels.entry(id).or_insert(label);
    }
    labels
}

fn bare(label: &str) -> String {
    label
        .trim_matches(|ch: char| matches!(ch, '[' | ']' | '(' | ')' | '.' | ' '))
        .to_owned()
}

fn wanted(reference: Node<'_, '_>) -> Option<String> {
    let label = child(reference, "label")
        .map(text)
        .map(|label| bare(&label))
        .filter(|label| !label.is_empty());
    if label.is_some() {
        return label;
    }
    let name = first(reference, "surname").or_else(|| first(reference, "collab"))?;
    let year = first(reference, "year").map(text)?;
    let year = year.get(..4)?.to_owned();
    let name: String = text(name)
        .chars()
        .filter(|ch| ch.is_alphabetic())
        .flat_map(char::to_lowercase)
        .take(32)
        .collect();
    (!name.is_empty() && year.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| format!("{name}{year}"))
}

impl Walk<'_> {
    /// A reference; one with several citations is several entries, of which the first has the label.
    pub(super) fn reference(&mut self, node: Node<'_, '_>) {
        let mut label = attribute(node, "id").and_then(|id| self.labels.get(id).cloned());
        for own in node.descendants().filter(|own| {
            CITATIONS.contains(&name(*own))
                && own
                    .parent()
                    .is_some_and(|around| matches!(name(around), "ref" | "citation-alternatives"))
        }) {
            let printed = own.children().any(|part| {
                part.is_text() && part.text().is_some_and(|text| !text.trim().is_empty())
            });
            match printed {
                true => mixed(own, label.take(), &mut self.out),
                false => element(own).write(label.take(), &mut self.out),
            }
            let several = own
                .parent()
                .is_some_and(|around| name(around) == "citation-alternatives");
            if several {
                break;
            }
        }
    }
}

/// The kind that a citation states (`publication-type`, in older articles `citation-type`).
fn kind(citation: Node<'_, '_>) -> Option<WorkKind> {
    let stated = ["publication-type", "citation-type"]
        .iter()
        .find_map(|own| attribute(citation, own))?;
    let chapter = ["chapter-title", "part-title", "article-title"]
        .iter()
        .any(|own| child(citation, own).is_some());
    match WorkKind::stated(stated)? {
        WorkKind::Book if chapter && child(citation, "source").is_some() => Some(WorkKind::Chapter),
        kind => Some(kind),
    }
}

/// The field that an element is.
fn field(element: Node<'_, '_>, has_title: bool) -> Option<Field> {
    Some(match name(element) {
        "article-title" | "chapter-title" | "part-title" | "data-title" => Field::Title,
        "source" | "conf-name" if has_title => Field::Container,
        "source" => Field::Title,
        "conf-name" => Field::Container,
        "series" => Field::Series,
        "publisher-name" => Field::Publisher,
        "publisher-loc" | "conf-loc" => Field::Place,
        "volume" => Field::Volume,
        "issue" => Field::Issue,
        "edition" => Field::Edition,
        "institution" => Field::Organization,
        "ext-link" | "uri" => Field::Url,
        "pub-id" => match attribute(element, "pub-id-type") {
            Some("doi") => Field::Doi,
            _ => Field::Identifier,
        },
        "isbn" | "issn" => Field::Identifier,
        _ => return None,
    })
}

fn has_title(citation: Node<'_, '_>) -> bool {
    citation.children().any(|own| {
        matches!(
            name(own),
            "article-title" | "chapter-title" | "part-title" | "data-title"
        )
    })
}

/// A reference in its elements alone.
fn element(citation: Node<'_, '_>) -> Work {
    let mut work = Work {
        kind: kind(citation),
        ..Work::default()
    };
    let has_title = has_title(citation);
    for own in citation.children().filter(Node::is_element) {
        match name(own) {
            "person-group" => {
                let people = people(own);
                match attribute(own, "person-group-type") {
                    Some("editor") => work.editors.extend(people),
                    Some("translator") => work.translators.extend(people),
                    _ => work.authors.extend(people),
                }
            }
            "name" | "string-name" | "collab" => work.authors.extend(person(own)),
            "year" if work.date.is_none() => {
                work.date = super::front::date(citation).or_else(|| Dated::of(&text(own)));
                if let Some(date) = &mut work.date {
                    // `2010a` names one of several works of the year.
                    date.written = text(own);
                }
            }
            "date-in-citation" | "access-date" => work.accessed = Dated::of(&text(own)),
            "lpage" | "fpage" | "page-range" | "elocation-id" => {
                let first = child(citation, "fpage").map(text);
                let last = child(citation, "lpage").map(text);
                let pages = match (first, last) {
                    (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
                    (Some(first), _) => first,
                    _ => text(own),
                };
                work.set(Field::Pages, pages);
            }
            "comment" | "annotation" => work.remarks.push(text(own)),
            _ => {
                if let Some(field) = field(own, has_title) {
                    let target = attribute(own, "href").filter(|_| field == Field::Url);
                    work.set(field, target.map_or_else(|| text(own), str::to_owned));
                }
            }
        }
    }
    if work.is_empty() {
        work.set(Field::Title, text(citation));
    }
    work
}

fn people(group: Node<'_, '_>) -> Vec<Name> {
    group
        .children()
        .filter(|own| matches!(name(*own), "name" | "string-name" | "collab"))
        .filter_map(person)
        .collect()
}

/// A reference as the article prints it, its fields marked.
fn mixed(citation: Node<'_, '_>, label: Option<String>, out: &mut Rendering) {
    out.begin(Shape::Entry { label });
    let mut entry = Entry::default();
    entry.citation.kind = kind(citation);
    let has_title = has_title(citation);
    marked(citation, Role::Author, has_title, &mut entry, out);
    let first_page = all(citation, "fpage").next().is_some();
    let end = out.here();
    if first_page && let Some(pages) = &mut entry.citation.pages {
        // The last page stands behind a dash.
        let text = out.so_far();
        let rest = &text[pages.span.end..];
        let dash = rest.trim_start_matches(['–', '-', '—', ' ']);
        let digits = dash
            .find(|ch: char| !ch.is_alphanumeric())
            .unwrap_or(dash.len());
        let gap = rest.len() - dash.len();
        if gap > 0 && digits > 0 && rest[..gap].contains(['–', '-', '—']) {
            let span = pages.span.start..pages.span.end + gap + digits;
            pages.text = text[span.clone()].to_owned();
            pages.span = span;
        }
    }
    entry.finish(out, end);
    out.end();
}

/// Elements that are things of their own, as against letters of a word in italics or raised.
const PARTS: [&str; 26] = [
    "name",
    "string-name",
    "collab",
    "person-group",
    "surname",
    "given-names",
    "prefix",
    "suffix",
    "year",
    "month",
    "day",
    "article-title",
    "chapter-title",
    "part-title",
    "source",
    "series",
    "conf-name",
    "conf-loc",
    "publisher-name",
    "publisher-loc",
    "volume",
    "issue",
    "fpage",
    "lpage",
    "comment",
    "edition",
];

/// Parts two elements that touch: `<surname>First</surname><given-names>MB</given-names>` are two words, whatever
/// stands between the tags.
fn part_from_before(element: Node<'_, '_>, out: &mut Rendering) {
    let is_part = |node: &Node<'_, '_>| PARTS.contains(&name(*node));
    let touches = is_part(&element)
        && element
            .prev_sibling()
            .is_some_and(|before| is_part(&before));
    if touches && out.so_far().ends_with(|ch: char| !ch.is_whitespace()) {
        out.text(match name(element) {
            "lpage" => "–",
            _ => " ",
        });
    }
}

fn marked(node: Node<'_, '_>, role: Role, has_title: bool, entry: &mut Entry, out: &mut Rendering) {
    for own in node.children() {
        if own.is_text() {
            out.text(own.text().unwrap_or_default());
            continue;
        }
        part_from_before(own, out);
        let start = out.here();
        match name(own) {
            "person-group" => {
                let role = match attribute(own, "person-group-type") {
                    Some("editor") => Role::Editor,
                    Some("translator") => Role::Translator,
                    _ => Role::Author,
                };
                marked(own, role, has_title, entry, out);
            }
            "name" | "string-name" | "collab" => {
                marked(own, role, has_title, &mut Entry::default(), out);
                if let Some(person) = person(own) {
                    entry.person(role, &person, start..out.here(), out);
                }
            }
            "year" => {
                out.text(&text(own));
                if let Some(date) = Dated::of(&text(own)) {
                    entry.dated(&date, start, out);
                }
            }
            "fpage" | "elocation-id" | "page-range" => {
                out.text(&text(own));
                entry.stands(Field::Pages, start, out);
            }
            "label" | "tex-math" => {}
            _ => match field(own, has_title) {
                Some(field) => {
                    marked(own, role, has_title, &mut Entry::default(), out);
                    entry.stands(field, start, out);
                    if field == Field::Url {
                        let target =
                            attribute(own, "href").map_or_else(|| text(own), str::to_owned);
                        out.link(start, &target);
                    }
                }
                None => marked(own, role, has_title, entry, out),
            },
        }
    }
}
