//! `papers`: how well documents are understood, on papers whose truth is known from their XML (JATS, TEI).
//!
//! Each paper is written out as Markdown and as plain text the way real files look, read with
//! `seoji_document::read`, and what was found is compared with what the XML says:
//! `eval: papers <md|txt> <sections|markers|entries|paragraphs> <recall|precision> <value> n=<n>`.
//! `DATA` names the folder that holds `corpora/papers`, `../shared` where it is not set.
//! A first argument shows the losses of the papers whose name contains it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use roxmltree::{Document as Xml, Node, ParsingOptions};
use seoji_document::{BlockKind, Reading, Source, read};

use crate::papers_written::{markdown, plain};

/// A paper as its XML tells it.
pub struct Paper {
    /// Name of its file.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What stands in it, in order.
    pub items: Vec<Item>,
    /// Its bibliography.
    pub references: Vec<Reference>,
}

/// A piece of a paper.
pub enum Item {
    /// A heading and how deep it stands, 1 for the top level.
    Heading(usize, String),
    /// A paragraph with the references that it cites; raised markers stand between `\u{1}` and `\u{2}`.
    Paragraph(String, Vec<usize>),
    /// A table: caption and rows of cells.
    Table(String, Vec<Vec<String>>),
}

/// An entry of the bibliography.
pub struct Reference {
    /// Its number, where the paper cites by numbers.
    pub label: Option<String>,
    /// Its text.
    pub text: String,
}

/// Runs the instrument.
pub fn run(shown: Option<&str>) -> anyhow::Result<()> {
    let data = crate::data_folder();
    let folder = data.join("corpora/papers");
    if !folder.is_dir() {
        println!(
            "eval: papers skipped: {} is not there; name a folder with DATA",
            folder.display()
        );
        return Ok(());
    }
    let mut files = Vec::new();
    collect(&folder, &mut files)?;
    files.sort();
    let mut papers: Vec<Paper> = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file)?;
        let options = ParsingOptions {
            allow_dtd: true,
            ..ParsingOptions::default()
        };
        let Ok(xml) = Xml::parse_with_options(&text, options) else {
            continue;
        };
        let name = file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let paper = match xml.root_element().tag_name().name() {
            "article" => jats(name, &xml),
            "tei" | "TEI" => tei(name, &xml),
            _ => continue,
        };
        // The same TEI file stands in several folders.
        let twice = papers.iter().any(|own| own.name == paper.name);
        let paragraphs = paper
            .items
            .iter()
            .filter(|item| matches!(item, Item::Paragraph(..)))
            .count();
        if paragraphs >= 5 && !twice {
            papers.push(paper);
        }
    }
    for (form, write) in [
        ("md", markdown as fn(&Paper, usize) -> String),
        ("txt", plain),
    ] {
        let mut sums: BTreeMap<&str, Score> = BTreeMap::new();
        for (index, paper) in papers.iter().enumerate() {
            let written = write(paper, index);
            let name = format!("{}.{form}", paper.name);
            let reading = read(&Source {
                path: Path::new(&name),
                bytes: written.as_bytes(),
            });
            let losses = shown.is_some_and(|shown| paper.name.contains(shown));
            if losses {
                std::fs::write(std::env::temp_dir().join(&name), &written)?;
            }
            for (metric, score) in compare(paper, &reading, losses) {
                if shown == Some("") || losses {
                    println!(
                        "{form} {} {metric} {:.3} {:.3} n={}",
                        paper.name,
                        score.recall(),
                        score.precision(),
                        score.truth
                    );
                }
                let sum = sums.entry(metric).or_default();
                sum.truth += score.truth;
                sum.found += score.found;
                sum.both += score.both;
                sum.documents += usize::from(score.truth > 0);
            }
        }
        for (metric, sum) in &sums {
            println!(
                "eval: papers {form} {metric} recall {:.4} n={}",
                sum.recall(),
                sum.truth
            );
            println!(
                "eval: papers {form} {metric} precision {:.4} n={}",
                sum.precision(),
                sum.found
            );
            println!(
                "eval: papers {form} {metric} documents {} n={}",
                sum.documents,
                papers.len()
            );
        }
    }
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true => collect(&path, files)?,
            false if path.extension().is_some_and(|ending| ending == "xml") => files.push(path),
            false => {}
        }
    }
    Ok(())
}

#[derive(Default)]
struct Score {
    truth: usize,
    found: usize,
    both: usize,
    documents: usize,
}

impl Score {
    fn recall(&self) -> f64 {
        self.both as f64 / self.truth.max(1) as f64
    }

    fn precision(&self) -> f64 {
        self.both as f64 / self.found.max(1) as f64
    }
}

/// Letters and digits alone, in lower case.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|ch| ch.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// What was found against the truth, as bags; what differs is printed where `losses` says so.
fn score(metric: &str, truth: Vec<String>, found: Vec<String>, losses: bool) -> Score {
    let mut bag: BTreeMap<&str, i64> = BTreeMap::new();
    for item in &truth {
        *bag.entry(item).or_default() += 1;
    }
    let mut both = 0;
    for item in &found {
        let count = bag.entry(item).or_default();
        both += usize::from(*count > 0);
        *count -= 1;
    }
    if losses {
        for (item, count) in bag.iter().filter(|(_, count)| **count != 0) {
            let sign = if *count > 0 { "lost" } else { "wrong" };
            println!(
                "  {metric} {sign} {}: {}",
                count.abs(),
                item.chars().take(150).collect::<String>()
            );
        }
    }
    Score {
        truth: truth.len(),
        found: found.len(),
        both,
        documents: 0,
    }
}

fn compare(paper: &Paper, reading: &Reading, losses: bool) -> Vec<(&'static str, Score)> {
    let document = &reading.document;
    let mut headings = Vec::new();
    let mut paragraphs = Vec::new();
    let mut cited = Vec::new();
    for item in &paper.items {
        match item {
            Item::Heading(_, title) => headings.push(bare(title)),
            Item::Paragraph(text, cites) => {
                paragraphs.push(bare(text));
                cited.extend(cites.iter().copied());
            }
            Item::Table(..) => {}
        }
    }
    let with_references = !paper.references.is_empty();
    if with_references {
        headings.push("references".to_owned());
    }
    let own = document
        .sections
        .iter()
        .map(|section| bare(&section.title))
        .collect();
    let kept = |kind: BlockKind| {
        document
            .blocks
            .iter()
            .filter(move |block| block.kind == kind)
    };
    // The title, where the reader leaves it among the blocks, is no paragraph of the text.
    let title = bare(&paper.title);
    let found: Vec<String> = kept(BlockKind::Paragraph)
        .map(|block| bare(&block.text))
        .filter(|text| *text != title)
        .collect();
    let mut scores = vec![
        ("sections", score("sections", headings, own, losses)),
        ("paragraphs", score("paragraphs", paragraphs, found, losses)),
    ];
    if !with_references {
        return scores;
    }
    let key = |label: Option<&str>, text: &str| format!("{}|{}", label.unwrap_or(""), bare(text));
    let truth: Vec<String> = paper
        .references
        .iter()
        .map(|entry| key(entry.label.as_deref(), &entry.text))
        .collect();
    let numbered = paper.references.iter().any(|entry| entry.label.is_some());
    let entries: Vec<_> = kept(BlockKind::Entry)
        .chain(kept(BlockKind::Note))
        .collect();
    let found = entries
        .iter()
        .map(|block| key(block.label.as_deref().filter(|_| numbered), &block.text))
        .collect();
    scores.push(("entries", score("entries", truth, found, losses)));
    // A marker is right when an entry with its label is the one that the paper cites.
    let mut by_label: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for block in &entries {
        let Some(label) = &block.label else { continue };
        let text = bare(&block.text);
        let matching = paper
            .references
            .iter()
            .enumerate()
            .filter(|(_, entry)| bare(&entry.text) == text);
        by_label
            .entry(label.to_lowercase())
            .or_default()
            .extend(matching.map(|(index, _)| index));
    }
    let mut left: BTreeMap<usize, i64> = BTreeMap::new();
    for index in &cited {
        *left.entry(*index).or_default() += 1;
    }
    let mut found = Vec::new();
    for marker in document
        .blocks
        .iter()
        .filter(|block| {
            !matches!(
                block.kind,
                BlockKind::Entry | BlockKind::Note | BlockKind::Table
            )
        })
        .flat_map(|block| &block.markers)
    {
        for label in &marker.labels {
            let choices = by_label.get(&label.to_lowercase());
            let right = choices.and_then(|choices| {
                choices
                    .iter()
                    .find(|index| left.get(index).is_some_and(|count| *count > 0))
            });
            if let Some(index) = right {
                *left.entry(*index).or_default() -= 1;
            }
            found.push(right.map_or_else(|| format!("? {label}"), |index| index.to_string()));
        }
    }
    let truth = cited.iter().map(usize::to_string).collect();
    let result = score("markers", truth, found, losses);
    if losses {
        for (index, count) in left.iter().filter(|(_, count)| **count > 0) {
            println!(
                "    lost {count} of {index}: {}",
                paper.references[*index]
                    .text
                    .chars()
                    .take(90)
                    .collect::<String>()
            );
        }
    }
    scores.push(("markers", result));
    scores
}

fn clean(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('|', "/")
}

fn text_of(node: Node<'_, '_>) -> String {
    clean(
        &node
            .descendants()
            .filter(Node::is_text)
            .filter_map(|text| text.text())
            .collect::<String>(),
    )
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.has_tag_name(name))
}

/// Reads a JATS article.
fn jats(name: String, xml: &Xml<'_>) -> Paper {
    let root = xml.root_element();
    let title = root
        .descendants()
        .find(|node| node.has_tag_name("article-title"))
        .map(text_of)
        .unwrap_or_default();
    let nodes: Vec<Node<'_, '_>> = root
        .descendants()
        .filter(|node| node.has_tag_name("ref"))
        .collect();
    let bodies: Vec<Node<'_, '_>> = root
        .children()
        .filter(|node| matches!(node.tag_name().name(), "front" | "body" | "back"))
        .collect();
    let mut ids = BTreeMap::new();
    let mut references = Vec::new();
    for node in nodes {
        let text = reference(node);
        if text.chars().count() < 15 {
            continue;
        }
        if let Some(id) = node.attribute("id") {
            ids.insert(id.to_owned(), references.len());
        }
        references.push(Reference { label: None, text });
    }
    // A paper cites by numbers when its markers are numbers.
    let markers: Vec<String> = root
        .descendants()
        .filter(|node| node.attribute("ref-type") == Some("bibr"))
        .map(text_of)
        .collect();
    let numeric = markers
        .iter()
        .filter(|text| {
            text.chars()
                .all(|ch| ch.is_ascii_digit() || "[](), –-".contains(ch))
        })
        .count();
    if numeric * 2 > markers.len() {
        for (index, entry) in references.iter_mut().enumerate() {
            entry.label = Some((index + 1).to_string());
        }
    }
    let mut paper = Paper {
        name,
        title: title.clone(),
        items: Vec::new(),
        references,
    };
    for body in bodies {
        match body.tag_name().name() {
            "front" => {
                if let Some(summary) = body.descendants().find(|node| {
                    node.has_tag_name("abstract") && node.attribute("abstract-type").is_none()
                }) {
                    paper.items.push(Item::Heading(1, "Abstract".to_owned()));
                    section(summary, 1, &ids, &mut paper.items);
                }
            }
            "body" => section(body, 0, &ids, &mut paper.items),
            _ => {
                if let Some(thanks) = body.children().find(|node| node.has_tag_name("ack")) {
                    paper
                        .items
                        .push(Item::Heading(1, "Acknowledgements".to_owned()));
                    for node in thanks.descendants().filter(|node| node.has_tag_name("p")) {
                        paragraph(node, &ids, &mut paper.items);
                    }
                }
            }
        }
    }
    paper
}

fn section(node: Node<'_, '_>, depth: usize, ids: &BTreeMap<String, usize>, items: &mut Vec<Item>) {
    for child in node.children().filter(Node::is_element) {
        match child.tag_name().name() {
            "sec" => {
                let title = self::child(child, "title").map(text_of).unwrap_or_default();
                let title = title.trim_end_matches([':', '.']).trim().to_owned();
                // Run-in titles and sections without one are the paragraph's business.
                if title.chars().any(char::is_alphabetic) {
                    items.push(Item::Heading(depth + 1, title));
                }
                section(child, depth + 1, ids, items);
            }
            "p" => paragraph(child, ids, items),
            "table-wrap" => table(child, items),
            _ => {}
        }
    }
}

fn table(node: Node<'_, '_>, items: &mut Vec<Item>) {
    let label = child(node, "label").map(text_of).unwrap_or_default();
    let caption = node
        .descendants()
        .find(|node| node.has_tag_name("title"))
        .map(text_of)
        .unwrap_or_default();
    let rows: Vec<Vec<String>> = node
        .descendants()
        .filter(|node| node.has_tag_name("tr"))
        .map(|row| {
            row.children()
                .filter(|cell| matches!(cell.tag_name().name(), "td" | "th"))
                .map(text_of)
                .collect()
        })
        .filter(|row: &Vec<String>| row.len() > 1)
        .collect();
    if rows.len() > 1 && !label.is_empty() {
        items.push(Item::Table(
            format!("{}. {caption}", label.trim_end_matches('.'))
                .trim()
                .to_owned(),
            rows,
        ));
    }
}

fn paragraph(node: Node<'_, '_>, ids: &BTreeMap<String, usize>, items: &mut Vec<Item>) {
    let mut text = String::new();
    let mut cited: Vec<(usize, usize, usize)> = Vec::new();
    flatten(node, ids, &mut text, &mut cited);
    let mut cites: Vec<usize> = Vec::new();
    for (position, (index, start, _)) in cited.iter().enumerate() {
        // `[3]–[5]` cites what lies between.
        if let Some((before, _, end)) = position.checked_sub(1).map(|before| cited[before]) {
            let between = text
                .get(end..*start)
                .unwrap_or("")
                .trim_matches([' ', '[', ']', '(', ')', '\u{1}', '\u{2}']);
            if matches!(between, "–" | "-" | "—") && *index > before && index - before < 60 {
                cites.extend(before + 1..*index);
            }
        }
        cites.push(*index);
    }
    let text = clean(&text);
    if text.chars().count() > 30 {
        items.push(Item::Paragraph(text, cites));
    }
    for table in node
        .descendants()
        .filter(|node| node.has_tag_name("table-wrap"))
    {
        self::table(table, items);
    }
}

fn flatten(
    node: Node<'_, '_>,
    ids: &BTreeMap<String, usize>,
    text: &mut String,
    cited: &mut Vec<(usize, usize, usize)>,
) {
    for child in node.children() {
        match child.tag_name().name() {
            _ if child.is_text() => text.push_str(child.text().unwrap_or("")),
            "xref" if child.attribute("ref-type") == Some("bibr") => {
                let start = text.len();
                flatten(child, ids, text, &mut Vec::new());
                for id in child.attribute("rid").unwrap_or("").split_whitespace() {
                    if let Some(index) = ids.get(id) {
                        cited.push((*index, start, text.len()));
                    }
                }
            }
            "sup"
                if child
                    .descendants()
                    .any(|node| node.attribute("ref-type") == Some("bibr")) =>
            {
                text.push('\u{1}');
                flatten(child, ids, text, cited);
                text.push('\u{2}');
            }
            "table-wrap"
            | "fig"
            | "disp-formula"
            | "list"
            | "supplementary-material"
            | "media"
            | "boxed-text"
            | "fig-group"
            | "disp-quote"
            | "def-list"
            | "tex-math"
            | "math"
            | "inline-formula" => {}
            _ => flatten(child, ids, text, cited),
        }
    }
}

/// The text of a reference: as printed, or made of its fields.
fn reference(node: Node<'_, '_>) -> String {
    if let Some(mixed) = node
        .children()
        .find(|child| child.has_tag_name("mixed-citation") || child.has_tag_name("citation"))
    {
        let text = text_of(mixed);
        // Fields without signs between them were never printed so.
        if text.contains(['.', ','])
            && text.contains(' ')
            && mixed.children().any(|child| {
                child.is_text()
                    && child
                        .text()
                        .is_some_and(|text| text.contains(['.', ',', ':']))
            })
        {
            return text;
        }
    }
    let field = |name: &str| {
        node.descendants()
            .find(|child| child.has_tag_name(name))
            .map(text_of)
            .filter(|text| !text.is_empty())
    };
    let mut names = Vec::new();
    for name in node
        .descendants()
        .filter(|child| child.has_tag_name("name") || child.has_tag_name("collab"))
    {
        let part = |own: &str| child(name, own).map(text_of).unwrap_or_default();
        match name.has_tag_name("collab") {
            true => names.push(text_of(name)),
            false => names.push(clean(&format!(
                "{} {}",
                part("surname"),
                part("given-names")
            ))),
        }
    }
    let mut text = names.join(", ");
    if let Some(year) = field("year") {
        text.push_str(&format!(" ({year})"));
    }
    for name in ["article-title", "chapter-title", "source"] {
        if let Some(value) = field(name) {
            text.push_str(&format!(". {}", value.trim_end_matches('.')));
        }
    }
    if let Some(volume) = field("volume") {
        text.push_str(&format!(" {volume}"));
    }
    if let Some(first) = field("fpage") {
        text.push_str(&format!(": {first}"));
        if let Some(last) = field("lpage") {
            text.push_str(&format!("–{last}"));
        }
    }
    text.push('.');
    clean(&text)
}

/// Reads a TEI training file: headings and paragraphs in order, no bibliography.
fn tei(name: String, xml: &Xml<'_>) -> Paper {
    let mut items = Vec::new();
    for node in xml.descendants() {
        match node.tag_name().name() {
            "head"
                if !node
                    .ancestors()
                    .any(|above| matches!(above.tag_name().name(), "figure" | "table")) =>
            {
                let title = text_of(node);
                if title.chars().filter(|ch| ch.is_alphabetic()).count() > 2
                    && title.chars().count() < 150
                {
                    let (depth, title) = without_number(&title);
                    items.push(Item::Heading(
                        depth,
                        title.trim_end_matches([':', '.']).trim().to_owned(),
                    ));
                }
            }
            "p" if !node
                .ancestors()
                .any(|above| matches!(above.tag_name().name(), "figure" | "table" | "note")) =>
            {
                let mut text = String::new();
                flatten_tei(node, &mut text);
                let text = clean(&text);
                // What stands behind a formula in small letters goes on with the paragraph.
                if let Some(Item::Paragraph(before, _)) = items.last_mut()
                    && text.starts_with(|ch: char| ch.is_lowercase())
                {
                    before.push(' ');
                    before.push_str(&text);
                } else if text.chars().count() > 60 {
                    items.push(Item::Paragraph(text, Vec::new()));
                }
            }
            _ => {}
        }
    }
    Paper {
        name,
        title: String::new(),
        items,
        references: Vec::new(),
    }
}

/// A heading's depth by its own number, and its title without that.
fn without_number(title: &str) -> (usize, &str) {
    let title = title.trim_start_matches(['/', '|', ' ', '■']);
    // `IV. Title`, `B. Title`.
    if let Some((sign, rest)) = title
        .split_once(". ")
        .filter(|(sign, _)| !sign.is_empty() && sign.chars().all(|ch| "IVXABCDEFG".contains(ch)))
    {
        return (
            if sign.chars().all(|ch| "IVX".contains(ch)) {
                1
            } else {
                2
            },
            rest.trim(),
        );
    }
    let rest = title.trim_start_matches(|ch: char| ch.is_ascii_digit() || ch == '.' || ch == ' ');
    let number = title[..title.len() - rest.len()].trim_matches(['.', ' ']);
    let parted = title[..title.len() - rest.len()].ends_with(['.', ' ']);
    match number.is_empty() || !parted || rest.starts_with('-') {
        true => (1, title),
        false => (
            number.split('.').count().min(4),
            rest.trim_start_matches(['|', '/', ' ', '■']),
        ),
    }
}

fn flatten_tei(node: Node<'_, '_>, text: &mut String) {
    for child in node.children() {
        match child.tag_name().name() {
            _ if child.is_text() => text.push_str(child.text().unwrap_or("")),
            // The line's hyphen is layout; the word is whole in the truth unless the hyphen was the author's.
            "lb" if text.ends_with('-') => {
                text.pop();
            }
            "lb" => text.push(' '),
            "figure" | "table" | "note" | "formula" => {}
            _ => flatten_tei(child, text),
        }
    }
}
