//! Paragraph styles of a DOCX file: what a style says of outline level, numbering and role, its ancestors included.

use std::collections::HashMap;

use roxmltree::Document;

use crate::package::{attribute, child, is};

/// What a paragraph of a style is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    #[default]
    Text,
    Title,
    Author,
}

/// What a style says, its ancestors included.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    /// Outline level from 0.
    pub(super) level: Option<u8>,
    /// Numbering and level in it.
    pub(super) numbering: Option<(String, usize)>,
    pub(super) role: Role,
    pub(super) bold: bool,
    based_on: Option<String>,
}

#[derive(Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
}

/// Styles that build on each other further than this are not followed; Word allows 11.
const LONGEST_CHAIN: usize = 12;

impl Styles {
    pub(super) fn read(tree: &Document<'_>) -> Styles {
        let mut styles = HashMap::new();
        for node in tree.root_element().children() {
            if !is(node, "style") || attribute(node, "type").is_some_and(|kind| kind != "paragraph")
            {
                continue;
            }
            let Some(id) = attribute(node, "styleId") else {
                continue;
            };
            let value = |name: &str| child(node, name).and_then(|node| attribute(node, "val"));
            let properties = child(node, "pPr");
            let paragraph = |name: &str| properties.and_then(|own| child(own, name));
            let name = value("name").unwrap_or(id).to_lowercase();
            let outline = paragraph("outlineLvl")
                .and_then(|node| attribute(node, "val"))
                .and_then(|level| level.parse().ok());
            let numbering = paragraph("numPr").and_then(|own| {
                let id = child(own, "numId").and_then(|node| attribute(node, "val"))?;
                let level = child(own, "ilvl").and_then(|node| attribute(node, "val"));
                let level = level.and_then(|level| level.parse().ok()).unwrap_or(0);
                Some((id.to_owned(), level))
            });
            let bold = child(node, "rPr")
                .and_then(|own| child(own, "b"))
                .is_some_and(|node| !matches!(attribute(node, "val"), Some("0" | "false" | "off")));
            styles.insert(
                id.to_owned(),
                Style {
                    level: outline.or_else(|| level_by_name(&name)),
                    numbering,
                    role: role_by_name(&name),
                    bold,
                    based_on: value("basedOn").map(str::to_owned),
                },
            );
        }
        Styles { styles }
    }

    /// What a paragraph of the style is; `None` is the default style.
    pub(super) fn of(&self, id: Option<&str>) -> Style {
        let mut found = Style::default();
        let mut next = id;
        for step in 0..LONGEST_CHAIN {
            let Some(style) = next.and_then(|id| self.styles.get(id)) else {
                // A file without its styles still has their ids.
                if let (0, Some(id)) = (step, next) {
                    let name = id.to_lowercase();
                    found.level = level_by_name(&name);
                    found.role = role_by_name(&name);
                }
                break;
            };
            found.level = found.level.or(style.level);
            found.numbering = found.numbering.or_else(|| style.numbering.clone());
            found.bold |= style.bold;
            if step == 0 {
                found.role = style.role;
            }
            next = style.based_on.as_deref();
        }
        found
    }
}

/// The outline level, from 0, of `heading 2`, `Heading2`, `제목 2`, `개요 2`, `Überschrift 2`, `Nagłówek 2`.
fn level_by_name(name: &str) -> Option<u8> {
    const NAMES: [&str; 6] = [
        "heading",
        "제목",
        "개요",
        "überschrift",
        "nagłówek",
        "titre",
    ];
    let rest = NAMES.iter().find_map(|word| name.strip_prefix(word))?;
    match rest.trim().parse::<u8>() {
        Ok(level @ 1..=9) => Some(level - 1),
        _ => None,
    }
}

fn role_by_name(name: &str) -> Role {
    match name {
        "title" | "표제" | "제목" | "논문제목" | "논문 제목" => Role::Title,
        "author" | "authors" | "저자" | "글쓴이" | "저자명" => Role::Author,
        _ => Role::Text,
    }
}
