//! The reader for EPUB (versions 2 and 3): the chapters in their reading order are read as one page of HTML, so that
//! notes in a file of their own are those of the chapters that call them.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;

use crate::draft::Metadata;
use crate::fault::Fault;
use crate::package::{Package, attribute, child, is, text_within, tree};
use crate::readers::html::{self, Fragment};
use crate::readers::{Content, Source};
use crate::source::{Warning, WarningKind};
use crate::tags;
use crate::transcript::Trouble;

/// The most files of a book.
const MOST_CHAPTERS: usize = 5000;

/// Reads a book.
pub(super) fn read(input: &Source<'_>) -> Result<Content, Warning> {
    let book = Book::open(input.bytes).map_err(|fault| warning(&fault))?;
    let bytes = book.page.as_bytes();
    let mut content = html::read(&Source {
        path: input.path,
        bytes,
    })?;
    let found = content.metadata;
    let said = book.metadata;
    content.metadata = Metadata {
        title: said.title.or(found.title),
        language: said.language.or(found.language),
        ..said
    };
    content.warnings.extend(book.warnings);
    Ok(content)
}

fn warning(fault: &Fault) -> Warning {
    let kind = match fault.trouble {
        Trouble::Encrypted => WarningKind::Encrypted,
        Trouble::TooLarge => WarningKind::TooLarge,
        _ => WarningKind::Damaged,
    };
    Warning::new(kind, fault.message.clone())
}

/// A book: what its package says of it, and its chapters as one page.
struct Book {
    metadata: Metadata,
    page: String,
    warnings: Vec<Warning>,
}

impl Book {
    fn open(bytes: &[u8]) -> Result<Book, Fault> {
        let mut package = Package::open(bytes)?;
        let container = package.need("META-INF/container.xml")?;
        let root = rootfile(&container)?;
        let text = package.need(&root)?;
        let opf = tree(&root, &text)?;
        let opf = opf.root_element();
        let metadata = metadata(opf);
        let guarded = guarded(&mut package)?;
        let mut warnings = Vec::new();
        let mut missing = 0;
        let chapters = spine(opf, &root);
        // A title is the text of the page, and may hold anything.
        let title = metadata.title.as_deref().unwrap_or_default();
        let mut page = format!(
            "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>{}</title></head><body>",
            title.replace('&', "&amp;").replace('<', "&lt;")
        );
        for (number, chapter) in chapters.iter().take(MOST_CHAPTERS).enumerate() {
            if guarded.contains(chapter) {
                return Err(Fault::new(
                    Trouble::Encrypted,
                    "guarded by digital rights management; nothing of it was read",
                ));
            }
            let Some(text) = package.text(chapter)? else {
                missing += 1;
                continue;
            };
            // It says again what the package says.
            if html::is_of_type(
                &text,
                &["titlepage", "halftitlepage", "cover", "toc", "landmarks"],
            ) {
                continue;
            }
            let fragment = Fragment {
                number,
                file_number: &|target| {
                    let path = resolved(chapter, target);
                    chapters.iter().position(|own| *own == path)
                },
            };
            fragment.write(&text, &mut page);
        }
        page.push_str("</body></html>");
        if missing > 0 || chapters.len() > MOST_CHAPTERS {
            let message = format!("{missing} chapters are listed and not in the book");
            warnings.push(Warning::new(WarningKind::Incomplete, message));
        }
        Ok(Book {
            metadata,
            page,
            warnings,
        })
    }
}

/// The path of the package file that the container names.
fn rootfile(container: &str) -> Result<String, Fault> {
    let container = tree("META-INF/container.xml", container)?;
    container
        .descendants()
        .filter(|node| is(*node, "rootfile"))
        .find_map(|node| attribute(node, "full-path"))
        .map(str::to_owned)
        .ok_or_else(|| Fault::damaged("damaged book: its container names no package"))
}

/// The members that are encrypted; fonts are often mangled and are no text.
fn guarded(package: &mut Package<'_>) -> Result<Vec<String>, Fault> {
    let Some(text) = package.text("META-INF/encryption.xml")? else {
        return Ok(Vec::new());
    };
    let encryption = tree("META-INF/encryption.xml", &text)?;
    Ok(encryption
        .descendants()
        .filter(|node| is(*node, "CipherReference"))
        .filter_map(|node| attribute(node, "URI"))
        .map(|address| resolved("", address))
        .collect())
}

fn metadata(opf: roxmltree::Node<'_, '_>) -> Metadata {
    let mut metadata = Metadata::default();
    let refined = Refinements::of(opf);
    let mut others = Vec::new();
    for node in child(opf, "metadata")
        .into_iter()
        .flat_map(|node| node.descendants())
    {
        let text = text_within(node);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !node.is_element() || text.is_empty() {
            continue;
        }
        match node.tag_name().name() {
            // Version 3 may name a subtitle, a collection or an edition first.
            "title" => match refined.of_node(node, "title-type") {
                None | Some("main") if metadata.title.is_none() => metadata.title = Some(text),
                _ => others.push(text),
            },
            // `aut` is who wrote it; translators and illustrators are named as creators too.
            "creator" => {
                let role = attribute(node, "role").or_else(|| refined.of_node(node, "role"));
                match role {
                    None | Some("aut" | "edt" | "cre" | "dub" | "oth") => {
                        metadata.authors.push(text);
                    }
                    Some(_) => metadata.other.push(("contributor".to_owned(), text)),
                }
            }
            "language" if metadata.language.is_none() => metadata.language = Some(text),
            // When the file was changed says nothing of the book.
            "date" if attribute(node, "event") == Some("modification") => {}
            "date" if metadata.date.is_none() => {
                let day = text.split('T').next().unwrap_or_default();
                metadata.date = Some(day.to_owned());
            }
            "subject" => metadata.keywords.extend(tags::listed(&text)),
            "publisher" | "identifier" | "description" => {
                let key = node.tag_name().name().to_owned();
                metadata.other.push((key, text));
            }
            _ => {}
        }
    }
    if metadata.title.is_none() && !others.is_empty() {
        metadata.title = Some(others.remove(0));
    }
    metadata
}

/// What `meta` elements say of others (EPUB 3.3, 5.4): `<meta refines="#t2" property="title-type">subtitle</meta>`.
struct Refinements(HashMap<(String, String), String>);

impl Refinements {
    fn of(opf: roxmltree::Node<'_, '_>) -> Self {
        let metas = opf.descendants().filter(|node| is(*node, "meta"));
        let said = metas.filter_map(|node| {
            let of = attribute(node, "refines")?
                .trim_start_matches('#')
                .to_owned();
            let property = attribute(node, "property")?.to_owned();
            Some(((of, property), text_within(node).trim().to_owned()))
        });
        Refinements(said.collect())
    }

    fn of_node(&self, node: roxmltree::Node<'_, '_>, property: &str) -> Option<&str> {
        let id = attribute(node, "id")?.to_owned();
        let said = self.0.get(&(id, property.to_owned()))?;
        Some(said.as_str())
    }
}

/// The paths of the chapters in their reading order, each once.
fn spine(opf: roxmltree::Node<'_, '_>, root: &str) -> Vec<String> {
    let items: HashMap<&str, &str> = opf
        .descendants()
        .filter(|node| is(*node, "item"))
        .filter(|node| {
            // The table of contents says again what the headings say.
            !attribute(*node, "properties")
                .is_some_and(|own| own.split(' ').any(|own| own == "nav"))
        })
        .filter_map(|node| Some((attribute(node, "id")?, attribute(node, "href")?)))
        .collect();
    let mut seen = std::collections::HashSet::new();
    opf.descendants()
        .filter(|node| is(*node, "itemref"))
        .filter_map(|node| items.get(attribute(node, "idref")?))
        .map(|address| resolved(root, address))
        .filter(|path| seen.insert(path.clone()))
        .collect()
}

/// The path that an address means in the file at `base`, without what stands behind `#`.
fn resolved(base: &str, address: &str) -> String {
    let address = address.split('#').next().unwrap_or_default();
    if address.is_empty() {
        return base.to_owned();
    }
    let decoded = percent_decode_str(address).decode_utf8_lossy();
    let mut parts: Vec<&str> = match decoded.starts_with('/') {
        true => Vec::new(),
        false => base.split('/').collect(),
    };
    parts.pop();
    for part in decoded.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_resolved() {
        for (base, address, path) in [
            (
                "EPUB/text/ch1.xhtml",
                "notes.xhtml#n1",
                "EPUB/text/notes.xhtml",
            ),
            ("EPUB/text/ch1.xhtml", "../a%20b.xhtml", "EPUB/a b.xhtml"),
            ("EPUB/text/ch1.xhtml", "#n1", "EPUB/text/ch1.xhtml"),
            ("content.opf", "ch1.xhtml", "ch1.xhtml"),
            ("a/b", "../../../c", "c"),
            ("a/b", "/c", "c"),
        ] {
            assert_eq!(resolved(base, address), path, "{address}");
        }
    }
}
