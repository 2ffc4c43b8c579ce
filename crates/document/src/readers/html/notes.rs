//! The notes and entries of a page, and the links in the text that call them.
//!
//! Pandoc, Wikipedia, Word, EPUB and people write them in many ways; all have a short link to a place further down.

use std::collections::{HashMap, HashSet};

use super::content::Content;
use super::tree::{NodeId, ROOT, Tree};

/// Notes and entries with those that call them.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The element that a note or entry is, with its label.
    pub(super) notes: HashMap<NodeId, Called>,
    /// The link that calls a note or entry, with the label of that.
    pub(super) calls: HashMap<NodeId, String>,
    /// Links in notes that lead back, and signs that repeat the note's label: nothing of them is shown.
    pub(super) back: HashSet<NodeId>,
}

/// A note or entry that the text calls.
#[derive(Clone, Debug)]
pub(super) struct Called {
    pub(super) label: String,
    /// An entry of a bibliography.
    pub(super) is_entry: bool,
}

/// Elements that are in a line of text: an `id` on one of them means the block around it.
const INLINE: [&str; 14] = [
    "a", "sup", "span", "b", "i", "em", "strong", "small", "sub", "cite", "font", "u", "code",
    "label",
];

/// Finds the notes of a page.
pub(super) fn find(tree: &Tree<'_>, content: &mut Content) -> Notes {
    let mut notes = Notes::default();
    let mut places: HashMap<String, NodeId> = HashMap::new();
    for id in tree.ids() {
        let anchor = tree.name(id) == Some("a");
        let own = tree
            .attribute(id, "id")
            .or_else(|| tree.attribute(id, "name").filter(|_| anchor));
        if let Some(own) = own.filter(|own| !own.is_empty()) {
            places.entry(own).or_insert(id);
        }
    }
    // Ids on or around the links that call: what leads to them leads back.
    let mut callers: HashSet<NodeId> = HashSet::new();
    let mut taken: HashMap<String, NodeId> = HashMap::new();
    let mut candidates: Vec<(NodeId, NodeId, String, bool)> = Vec::new();
    for id in tree.ids() {
        if tree.name(id) != Some("a") {
            continue;
        }
        let Some(target) = tree.attribute(id, "href") else {
            continue;
        };
        let Some(place) = target
            .strip_prefix('#')
            .and_then(|fragment| places.get(fragment))
        else {
            continue;
        };
        let block = block_of(tree, *place);
        // A link within the note itself leads back, and so does one to a place before it.
        if block == ROOT || block < id {
            continue;
        }
        let shown = tree.inner_text(id);
        let entry = is_entry(tree, block, &target);
        let stated = is_stated(tree, id, block, &target);
        if stated && !shown.is_empty() && shown.chars().count() <= 120
            || is_sign(&shown) && !holds_heading(tree, block)
        {
            candidates.push((id, block, shown, entry));
        }
    }
    for (id, block, shown, entry) in candidates {
        // A block cannot be a note twice, nor hold another that is one.
        let label = match notes.notes.get(&block) {
            Some(known) => known.label.clone(),
            None => {
                let wanted = label_of(&shown)
                    .filter(|label| !entry || label.bytes().all(|byte| byte.is_ascii_digit()));
                let own = || {
                    let id = tree.attribute(block, "id");
                    id.unwrap_or_else(|| format!("n{block}"))
                };
                let mut label = wanted.unwrap_or_else(own);
                if taken.contains_key(&label) {
                    label = own();
                }
                taken.insert(label.clone(), block);
                let called = Called {
                    label: label.clone(),
                    is_entry: entry,
                };
                notes.notes.insert(block, called);
                label
            }
        };
        notes.calls.insert(id, label);
        callers.insert(id);
        callers.extend(tree.around(id).skip(1).take(2).filter(|&own| {
            tree.name(own)
                .is_some_and(|name| matches!(name, "sup" | "span" | "small"))
        }));
    }
    let mut blocks: Vec<NodeId> = taken.into_values().collect();
    blocks.sort_unstable();
    for block in blocks {
        content.keep(tree, block);
        // A long block of many notes is walked once: blocks stand beside each other.
        for own in tree.within(block) {
            if named(
                tree,
                own,
                &["mw-cite-backlink", "footnote-back", "backlink"],
            ) {
                notes.back.insert(own);
            }
            let back = tree.name(own) == Some("a")
                && tree
                    .attribute(own, "href")
                    .and_then(|target| target.strip_prefix('#').map(str::to_owned))
                    .and_then(|fragment| places.get(&fragment).copied())
                    .is_some_and(|place| {
                        callers.contains(&place)
                            || tree
                                .within(place)
                                .take(8)
                                .any(|inner| callers.contains(&inner))
                    });
            if back {
                notes.back.insert(own);
            }
        }
    }
    notes
}

/// The block that a place is, or stands in.
fn block_of(tree: &Tree<'_>, place: NodeId) -> NodeId {
    let inline = |id: NodeId| tree.name(id).is_some_and(|name| INLINE.contains(&name));
    // An empty anchor that stands between blocks names the one behind it, which is rare: then it is no note.
    tree.around(place).find(|&id| !inline(id)).unwrap_or(ROOT)
}

/// Whether the page says itself that a link calls a note or entry.
fn is_stated(tree: &Tree<'_>, link: NodeId, block: NodeId, target: &str) -> bool {
    let says = |id: NodeId, attribute: &str, words: &[&str]| {
        tree.attribute(id, attribute).is_some_and(|value| {
            value
                .split_whitespace()
                .any(|word| words.contains(&word.to_lowercase().as_str()))
        })
    };
    let refers = ["doc-noteref", "doc-biblioref"];
    says(link, "role", &refers)
        || says(link, "epub:type", &["noteref", "biblioref"])
        || says(
            link,
            "class",
            &["footnote-ref", "footnoteref", "noteref", "fnref"],
        )
        || says(
            block,
            "role",
            &["doc-footnote", "doc-endnote", "doc-biblioentry"],
        )
        || says(
            block,
            "epub:type",
            &["footnote", "endnote", "rearnote", "note"],
        )
        || says(block, "class", &["csl-entry", "footnote"])
        || target.starts_with("#fn:")
        || target.starts_with("#cite_note")
        || target.starts_with("#_ftn")
        || target.starts_with("#_edn")
}

/// Whether a block is an entry of a bibliography rather than a note.
fn is_entry(tree: &Tree<'_>, block: NodeId, target: &str) -> bool {
    let says = |id: NodeId, words: &[&str]| {
        ["role", "class", "epub:type"].into_iter().any(|attribute| {
            tree.attribute(id, attribute).is_some_and(|value| {
                value
                    .split_whitespace()
                    .any(|word| words.contains(&word.to_lowercase().as_str()))
            })
        })
    };
    target.starts_with("#ref-")
        || says(block, &["csl-entry", "doc-biblioentry", "biblioentry"])
        || tree
            .around(block)
            .take(4)
            .any(|own| says(own, &["doc-bibliography", "bibliography", "csl-bib-body"]))
}

/// Whether a link's text is the sign of a note: `12`, `[12]`, `12)`, `주3`, `*`, `a`.
fn is_sign(shown: &str) -> bool {
    let bare = shown.trim_matches(['[', ']', '(', ')', '^', '.', ' ']);
    let bare = bare.trim_start_matches(['주', '註']).trim_start();
    let digits = (1..=4).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_digit());
    let symbol = (1..=3).contains(&bare.chars().count())
        && bare
            .chars()
            .all(|ch| matches!(ch, '*' | '†' | '‡' | '§' | '¶'));
    let letter = shown.starts_with('[')
        && bare.len() <= 6
        && bare
            .chars()
            .all(|ch| ch.is_ascii_alphanumeric() || ch == ' ');
    digits || symbol || letter && !bare.is_empty()
}

/// The label that a call shows.
fn label_of(shown: &str) -> Option<String> {
    let bare = shown.trim_matches(['[', ']', '(', ')', '^', '.', ' ', '\u{a0}']);
    let bare = bare.trim_start_matches(['주', '註']).trim_start();
    let fits = (1..=12).contains(&bare.chars().count()) && !bare.contains(char::is_whitespace);
    fits.then(|| bare.to_owned())
}

/// Whether a block begins with a heading: a section, not a note.
fn holds_heading(tree: &Tree<'_>, block: NodeId) -> bool {
    tree.within(block).take(12).any(|id| {
        tree.name(id)
            .is_some_and(|name| matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6"))
    })
}

fn named(tree: &Tree<'_>, id: NodeId, classes: &[&str]) -> bool {
    tree.attribute(id, "class").is_some_and(|value| {
        value
            .split_whitespace()
            .any(|class| classes.contains(&class))
    })
}
