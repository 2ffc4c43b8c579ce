//! XML as a tree, within limits, and what JATS and TEI have in common.

use std::collections::HashSet;

use roxmltree::{Document, Node, ParsingOptions};

use crate::source::{Warning, WarningKind};

/// The most nodes of a file.
const MOST_NODES: u32 = 4_000_000;
/// Elements nested deeper than this are no text's: the file is refused.
const DEEPEST: usize = 400;
/// The most attributes of a tag; the parser compares each with all others.
const MOST_ATTRIBUTES: usize = 256;
/// The most declarations of entities and of name spaces, which the parser looks up one after the other.
const MOST_DECLARATIONS: usize = 2000;

/// Parses a file.
///
/// # Errors
/// XML that is not well-formed, or that breaks the limits: entities that name each other, nesting, numbers of nodes.
pub(super) fn parse(source: &str) -> Result<Document<'_>, Warning> {
    if let Some(message) = beyond_limits(source) {
        return Err(Warning::new(WarningKind::TooLarge, message));
    }
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(source, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => Warning::new(
            WarningKind::TooLarge,
            "an XML file with more elements than are read; split it",
        ),
        error => Warning::new(
            WarningKind::Damaged,
            format!("not well-formed XML, not read: {error}"),
        ),
    })
}

/// A source whose entities the parser knows. DTDs of journals and editions name signs (`&mdash;`, `&eacute;`) in files of
/// their own, which are not read: names that HTML has too stand for the same signs; others stay as they are written.
pub(super) fn with_known_entities(source: String) -> String {
    /// The longest names that HTML has, in bytes.
    const LONGEST: usize = 32;
    const PREDEFINED: [&str; 5] = ["amp", "lt", "gt", "quot", "apos"];
    if !source.contains('&') {
        return source;
    }
    // What the file declares itself goes before.
    let declared: HashSet<&str> = source
        .match_indices("<!ENTITY")
        .take(MOST_DECLARATIONS)
        .filter_map(|(at, _)| source[at + "<!ENTITY".len()..].split_whitespace().next())
        .collect();
    let mut out = String::with_capacity(source.len());
    let mut rest = source.as_str();
    while let Some(at) = rest.find(['&', '<']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        // What is marked as data holds no entities.
        if from.starts_with('<') {
            let length = match from.starts_with("<![CDATA[") {
                true => from.find("]]>").unwrap_or(from.len()),
                false => 1,
            };
            out.push_str(&from[..length]);
            rest = &from[length..];
            continue;
        }
        let inner = &from.as_bytes()[1..from.len().min(LONGEST + 2)];
        let length = inner
            .iter()
            .position(|byte| !byte.is_ascii_alphanumeric())
            .unwrap_or(inner.len());
        let name = &from[1..=length];
        let is_entity = inner.get(length) == Some(&b';')
            && name.starts_with(|ch: char| ch.is_ascii_alphabetic())
            && !PREDEFINED.contains(&name)
            && !declared.contains(name);
        if !is_entity {
            out.push('&');
            rest = &from[1..];
            continue;
        }
        let written = &from[..length + 2];
        let sign = html_escape::decode_html_entities(written);
        for ch in sign.chars() {
            match ch {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                ch => out.push(ch),
            }
        }
        rest = &from[length + 2..];
    }
    out.push_str(rest);
    out
}

/// Says which limit a file breaks; in one walk over its tags, before the parser sees it.
fn beyond_limits(source: &str) -> Option<&'static str> {
    let bytes = source.as_bytes();
    let (mut depth, mut declarations) = (0usize, 0usize);
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|&byte| byte == b'<') {
        let start = at + found;
        let rest = &bytes[start..];
        if rest.starts_with(b"<!--") || rest.starts_with(b"<![CDATA[") {
            let end = if rest.starts_with(b"<!--") {
                "-->"
            } else {
                "]]>"
            };
            match source[start..].find(end) {
                Some(end) => at = start + end + 3,
                None => return None,
            }
            continue;
        }
        if rest.starts_with(b"<!ENTITY") {
            declarations += 1;
        }
        let (mut quote, mut attributes, mut last, mut end) = (None, 0, 0, bytes.len());
        for (index, &byte) in rest.iter().enumerate().skip(1) {
            match (quote, byte) {
                (Some(own), _) if own == byte => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'=') => attributes += 1,
                (None, b'>') => {
                    end = start + index + 1;
                    break;
                }
                // A declaration within the document type.
                (None, b'<') => {
                    end = start + index;
                    break;
                }
                _ => {}
            }
            last = byte;
        }
        match rest.get(1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'!' | b'?') => {}
            _ if last == b'/' => {}
            _ => depth += 1,
        }
        let tag = &bytes[start..end.min(bytes.len())];
        if attributes > 0 && tag.windows(5).any(|own| own == b"xmlns") {
            declarations += 1;
        }
        if attributes > MOST_ATTRIBUTES {
            return Some("an XML file with more attributes in a tag than are read");
        }
        if depth > DEEPEST {
            return Some("an XML file with elements nested deeper than are read");
        }
        if declarations > MOST_DECLARATIONS {
            return Some("an XML file with more declarations than are read");
        }
        at = end.max(start + 1);
    }
    None
}

/// The local name of an element; empty for anything else.
pub(super) fn name<'a>(node: Node<'a, '_>) -> &'a str {
    node.tag_name().name()
}

/// The first child element with a name.
pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, wanted: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|own| name(*own) == wanted)
}

/// The first element with a name within a node.
pub(super) fn first<'a, 'i>(node: Node<'a, 'i>, wanted: &str) -> Option<Node<'a, 'i>> {
    node.descendants().skip(1).find(|own| name(*own) == wanted)
}

/// The elements with a name within a node.
pub(super) fn all<'a, 'i>(
    node: Node<'a, 'i>,
    wanted: &'a str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    node.descendants()
        .skip(1)
        .filter(move |own| name(*own) == wanted)
}

/// The text within a node, elements with these names apart, white space reduced.
pub(super) fn text_without(node: Node<'_, '_>, unseen: &[&str]) -> String {
    fn add(node: Node<'_, '_>, unseen: &[&str], out: &mut String) {
        for own in node.children() {
            if own.is_text() {
                out.push_str(own.text().unwrap_or_default());
            } else if !unseen.contains(&name(own)) {
                // Nested at most as deep as the limit of the file.
                add(own, unseen, out);
            }
        }
    }
    let mut out = String::new();
    add(node, unseen, &mut out);
    reduced(&out)
}

/// The text within a node, white space reduced.
pub(super) fn text(node: Node<'_, '_>) -> String {
    text_without(node, &[])
}

fn reduced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The value of an attribute, whatever its name space: `id` of `xml:id`.
pub(super) fn attribute<'a>(node: Node<'a, '_>, wanted: &str) -> Option<&'a str> {
    node.attributes()
        .find(|own| own.name() == wanted)
        .map(|own| own.value())
        .filter(|value| !value.trim().is_empty())
}
