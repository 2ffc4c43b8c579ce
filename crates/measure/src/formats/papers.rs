//! Papers in JATS and TEI beside what their XML says, which is taken from it here without the reader.

use std::collections::BTreeMap;
use std::path::Path;

use roxmltree::{Document as Xml, Node, ParsingOptions};
use seoji_document::{BlockKind, Reading};

use super::score::{Bigrams, letters, share, text_of};
use super::{files, print, timed};

#[derive(Default)]
struct Counts {
    files: usize,
    failed: usize,
    pairs: usize,
    own_pairs: usize,
    common: usize,
    known: usize,
    references: usize,
    references_found: usize,
    calls: usize,
    calls_linked: usize,
    headings: usize,
    headings_found: usize,
    time: f64,
}

pub(super) fn measure(folder: &Path, shown: Option<&str>) -> anyhow::Result<()> {
    let mut all: BTreeMap<&str, Counts> = BTreeMap::new();
    for path in files(folder)? {
        if path.extension().is_none_or(|ending| ending != "xml") {
            continue;
        }
        let source = std::fs::read_to_string(&path)?;
        let options = ParsingOptions {
            allow_dtd: true,
            ..ParsingOptions::default()
        };
        let xml = Xml::parse_with_options(&source, options)?;
        let format = match xml.root_element().tag_name().name() {
            "article" => "jats",
            _ => "tei",
        };
        let counts = all.entry(format).or_default();
        counts.files += 1;
        let (reading, time) = timed(&path)?;
        counts.time += time;
        let truth = match format {
            "jats" => jats(&xml),
            _ => tei(&xml),
        };
        // Two of the files hold no text.
        if reading.document.blocks.is_empty() && !truth.text.trim().is_empty() {
            counts.failed += 1;
            println!(
                "  failed: {} {:?}",
                path.display(),
                reading.warnings.first()
            );
            continue;
        }
        let shown = shown.is_some_and(|shown| path.to_string_lossy().contains(shown));
        compare(counts, &truth, &reading, shown);
    }
    for (format, counts) in &all {
        let print = |metric: &str, value: f64, n: usize| {
            print(&format!("papers-{format}"), metric, value, n)
        };
        print(
            "bigram-recall",
            share(counts.common, counts.pairs),
            counts.pairs,
        );
        print(
            "bigram-precision",
            share(counts.known, counts.own_pairs),
            counts.own_pairs,
        );
        print(
            "headings-recall",
            share(counts.headings_found, counts.headings),
            counts.headings,
        );
        print(
            "references-found",
            share(counts.references_found, counts.references),
            counts.references,
        );
        print(
            "markers-linked",
            share(counts.calls_linked, counts.calls),
            counts.calls,
        );
        print("failed", counts.failed as f64, counts.files);
        print("milliseconds", counts.time, counts.files);
    }
    Ok(())
}

/// What the XML of a paper says.
#[derive(Default)]
struct Truth {
    /// Title, abstract and text: what must be found.
    text: String,
    /// All that stands in the file: what may be found.
    whole: String,
    headings: Vec<String>,
    /// Per reference the letters by which it is known, and how often the text calls it.
    references: Vec<(String, usize)>,
}

fn compare(counts: &mut Counts, truth: &Truth, reading: &Reading, shown: bool) {
    let (pairs, own) = (Bigrams::of(&truth.text), Bigrams::of(&text_of(reading)));
    counts.pairs += pairs.count();
    counts.own_pairs += own.count();
    counts.common += pairs.common(&own);
    counts.known += Bigrams::of(&truth.whole).common(&own);
    let document = &reading.document;
    let headings: Vec<String> = document
        .sections
        .iter()
        .map(|section| {
            letters(&format!(
                "{}{}",
                section.number.as_deref().unwrap_or_default(),
                section.title
            ))
        })
        .collect();
    counts.headings += truth.headings.len();
    for heading in &truth.headings {
        let found = headings
            .iter()
            .any(|own| own.ends_with(heading.as_str()) || heading.ends_with(own.as_str()));
        counts.headings_found += usize::from(found);
        if shown && !found {
            println!("  heading lost: {heading}");
        }
    }
    let mut calls: BTreeMap<String, usize> = BTreeMap::new();
    for label in document
        .blocks
        .iter()
        .flat_map(|block| &block.markers)
        .flat_map(|marker| &marker.labels)
    {
        *calls.entry(label.to_lowercase()).or_default() += 1;
    }
    let mut entries: Vec<(String, usize)> = document
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Entry)
        .map(|block| {
            let label = block.label.as_deref().unwrap_or_default().to_lowercase();
            (
                letters(&block.text),
                calls.get(&label).copied().unwrap_or(0),
            )
        })
        .collect();
    for (reference, called) in &truth.references {
        counts.references += 1;
        counts.calls += called;
        let found = entries
            .iter()
            .position(|(text, _)| text.contains(reference.as_str()));
        let Some(found) = found else {
            if shown {
                println!("  reference lost: {reference}");
            }
            continue;
        };
        let (_, own) = entries.remove(found);
        counts.references_found += 1;
        counts.calls_linked += own.min(*called);
        if shown && own < *called {
            println!("  {own} of {called} calls linked: {reference}");
        }
    }
    if shown {
        println!(
            "  pairs: {} of {} found, {} shown",
            pairs.common(&own),
            pairs.count(),
            own.count()
        );
    }
}

/// All text within a node but for elements that show none, elements of a line apart parted by spaces.
fn text(node: Node<'_, '_>, unseen: &[&str], out: &mut String) {
    for own in node.descendants() {
        if own.is_text()
            && !own
                .ancestors()
                .take_while(|around| *around != node)
                .any(|around| unseen.contains(&around.tag_name().name()))
        {
            out.push_str(own.text().unwrap_or_default());
            let inline = [
                "italic",
                "bold",
                "sup",
                "sub",
                "xref",
                "ext-link",
                "hi",
                "ref",
                "sc",
                "lb",
                "styled-content",
                "underline",
                "named-content",
                "monospace",
            ];
            let parent = own.parent().map_or("", |parent| parent.tag_name().name());
            if !inline.contains(&parent)
                && own
                    .next_sibling()
                    .is_none_or(|next| !inline.contains(&next.tag_name().name()))
            {
                out.push(' ');
            }
        }
    }
    out.push('\n');
}

fn squeezed(node: Node<'_, '_>) -> String {
    let all: String = node
        .descendants()
        .filter_map(|own| if own.is_text() { own.text() } else { None })
        .collect();
    letters(&all)
}

fn named<'a, 'i>(node: Node<'a, 'i>, name: &str) -> impl Iterator<Item = Node<'a, 'i>> {
    let name = name.to_owned();
    node.descendants()
        .filter(move |own| own.tag_name().name() == name)
}

/// What names a reference: its first element of these, else its begin.
fn key(reference: Node<'_, '_>, elements: &[&str]) -> String {
    elements
        .iter()
        .find_map(|name| {
            named(reference, name)
                .map(squeezed)
                .find(|key| key.len() > 4)
        })
        .unwrap_or_else(|| {
            let label = named(reference, "label")
                .next()
                .map(squeezed)
                .unwrap_or_default();
            let whole = squeezed(reference);
            let own = whole.strip_prefix(&label).unwrap_or(&whole);
            own.chars().take(40).collect()
        })
}

fn jats(xml: &Xml<'_>) -> Truth {
    const UNSEEN: [&str; 9] = [
        "tex-math",
        "mml:math",
        "math",
        "object-id",
        "pub-id",
        "label",
        "sub-article",
        "response",
        "contrib-group",
    ];
    let mut truth = Truth::default();
    let root = xml.root_element();
    text(root, &[], &mut truth.whole);
    let inside = |own: &Node<'_, '_>| {
        !own.ancestors()
            .any(|around| matches!(around.tag_name().name(), "sub-article" | "response"))
    };
    for name in ["article-title", "abstract", "body"] {
        let node = match name {
            "article-title" => named(root, "title-group")
                .next()
                .and_then(|group| named(group, name).next()),
            _ => named(root, name).find(inside),
        };
        if let Some(node) = node {
            text(node, &UNSEEN, &mut truth.text);
        }
    }
    for section in named(root, "sec").filter(inside) {
        if section
            .ancestors()
            .any(|around| matches!(around.tag_name().name(), "back" | "boxed-text" | "front"))
        {
            continue;
        }
        if let Some(title) = section
            .children()
            .find(|own| own.tag_name().name() == "title")
        {
            let title = squeezed(title);
            if !title.is_empty() {
                truth.headings.push(title);
            }
        }
    }
    let mut calls: BTreeMap<&str, usize> = BTreeMap::new();
    for call in named(root, "xref").filter(inside) {
        let shown = !squeezed(call).is_empty();
        let in_text = call
            .ancestors()
            .any(|around| matches!(around.tag_name().name(), "body" | "abstract"));
        if shown && in_text && call.attribute("ref-type") == Some("bibr") {
            for id in call.attribute("rid").unwrap_or_default().split_whitespace() {
                *calls.entry(id).or_default() += 1;
            }
        }
    }
    for reference in named(root, "ref").filter(inside) {
        let id = reference.attribute("id").unwrap_or_default();
        let key = key(reference, &["article-title", "chapter-title", "source"]);
        if !key.is_empty() {
            truth
                .references
                .push((key, calls.get(id).copied().unwrap_or(0)));
        }
    }
    truth
}

fn tei(xml: &Xml<'_>) -> Truth {
    const UNSEEN: [&str; 3] = ["formula", "label", "idno"];
    let mut truth = Truth::default();
    let root = xml.root_element();
    text(root, &[], &mut truth.whole);
    if let Some(body) = named(root, "text").next() {
        text(body, &UNSEEN, &mut truth.text);
    }
    for head in named(root, "head") {
        let in_figure = head
            .ancestors()
            .any(|around| matches!(around.tag_name().name(), "figure" | "table"));
        let title = squeezed(head);
        if !in_figure && !title.is_empty() {
            truth.headings.push(title);
        }
    }
    let mut calls: BTreeMap<&str, usize> = BTreeMap::new();
    for call in named(root, "ref").filter(|call| call.attribute("type") == Some("bibr")) {
        if let Some(id) = call
            .attribute("target")
            .and_then(|target| target.strip_prefix('#'))
        {
            *calls.entry(id).or_default() += 1;
        }
    }
    for list in named(root, "listBibl") {
        for reference in list
            .children()
            .filter(|own| matches!(own.tag_name().name(), "biblStruct" | "bibl" | "biblFull"))
        {
            let id = reference
                .attributes()
                .find(|attribute| attribute.name() == "id")
                .map_or("", |attribute| attribute.value());
            let key = key(reference, &["title"]);
            if !key.is_empty() {
                truth
                    .references
                    .push((key, calls.get(id).copied().unwrap_or(0)));
            }
        }
    }
    truth
}
