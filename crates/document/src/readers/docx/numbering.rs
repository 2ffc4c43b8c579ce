//! Automatic numbers of a DOCX file: what Word prints before a paragraph and does not write into it.

use std::collections::HashMap;

use roxmltree::{Document, Node};

use crate::number::to_roman;
use crate::package::{attribute, child, is};

/// Levels of a list; the format has nine.
const LEVELS: usize = 9;

#[derive(Clone, Debug, Default)]
struct Level {
    /// The format's name, such as `decimal`; `bullet` and `none` print no number.
    format: String,
    /// `%1.%2` where `%n` is the number of level n.
    pattern: String,
    start: u32,
}

#[derive(Clone, Debug)]
struct List {
    levels: Vec<Level>,
    counts: [Option<u32>; LEVELS],
}

#[derive(Default)]
pub(super) struct Numbering {
    /// Lists by the id of their abstract numbering: instances of one go on counting.
    lists: HashMap<String, List>,
    /// From the id that paragraphs name to the abstract numbering, and the starts that the instance sets.
    instances: HashMap<String, (String, Vec<(usize, u32)>)>,
}

impl Numbering {
    pub(super) fn read(tree: &Document<'_>) -> Numbering {
        let mut numbering = Numbering::default();
        for node in tree.root_element().children() {
            if is(node, "abstractNum") {
                let Some(id) = attribute(node, "abstractNumId") else {
                    continue;
                };
                let mut levels = vec![Level::default(); LEVELS];
                for level in node.children().filter(|node| is(*node, "lvl")) {
                    if let Some(at) = number(level, "ilvl").filter(|&at| (at as usize) < LEVELS) {
                        levels[at as usize] = level_of(level);
                    }
                }
                let counts = [None; LEVELS];
                numbering
                    .lists
                    .insert(id.to_owned(), List { levels, counts });
            } else if is(node, "num") {
                let of = child(node, "abstractNumId").and_then(|node| attribute(node, "val"));
                let (Some(id), Some(of)) = (attribute(node, "numId"), of) else {
                    continue;
                };
                let starts = node
                    .children()
                    .filter(|node| is(*node, "lvlOverride"))
                    .filter_map(|own| {
                        let at = number(own, "ilvl")? as usize;
                        let start = child(own, "startOverride")?;
                        Some((at.min(LEVELS - 1), number(start, "val")?))
                    })
                    .collect();
                numbering
                    .instances
                    .insert(id.to_owned(), (of.to_owned(), starts));
            }
        }
        numbering
    }

    /// Counts one more paragraph and gives what is printed before it; `None` for bullets and unknown lists.
    pub(super) fn next(&mut self, id: &str, level: usize) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let (of, starts) = self.instances.get_mut(id)?;
        let list = self.lists.get_mut(of)?;
        // The first paragraph of an instance begins where the instance says.
        for (at, start) in starts.drain(..) {
            list.counts[at] = start.checked_sub(1);
        }
        let start = list.levels[level].start;
        list.counts[level] = Some(match list.counts[level] {
            Some(count) => count.saturating_add(1),
            None => start,
        });
        for deeper in &mut list.counts[level + 1..] {
            *deeper = None;
        }
        let own = &list.levels[level];
        if matches!(own.format.as_str(), "bullet" | "none" | "") {
            return None;
        }
        let mut printed = String::new();
        let mut signs = own.pattern.chars().peekable();
        while let Some(sign) = signs.next() {
            let at = match (sign, signs.peek().and_then(|digit| digit.to_digit(10))) {
                ('%', Some(digit @ 1..=9)) => digit as usize - 1,
                _ => {
                    printed.push(sign);
                    continue;
                }
            };
            signs.next();
            let count = list.counts[at].unwrap_or(list.levels[at].start);
            printed.push_str(&written(count, &list.levels[at].format));
        }
        Some(printed)
    }
}

fn number(node: Node<'_, '_>, name: &str) -> Option<u32> {
    attribute(node, name)?.parse().ok()
}

fn level_of(node: Node<'_, '_>) -> Level {
    let value = |name: &str| child(node, name).and_then(|node| attribute(node, "val"));
    Level {
        format: value("numFmt").unwrap_or("decimal").to_owned(),
        pattern: value("lvlText")
            .unwrap_or_default()
            .chars()
            .take(40)
            .collect(),
        start: value("start")
            .and_then(|start| start.parse().ok())
            .unwrap_or(1),
    }
}

/// A number as a format writes it (ECMA-376 part 1, 17.18.59); formats that are rare here are written in digits.
fn written(count: u32, format: &str) -> String {
    let letter = |alphabet: &[char]| {
        let index = (count.max(1) as usize - 1) % alphabet.len();
        alphabet[index].to_string()
    };
    match format {
        "upperRoman" => to_roman(count).to_uppercase(),
        "lowerRoman" => to_roman(count),
        "upperLetter" => letter(&('A'..='Z').collect::<Vec<_>>()),
        "lowerLetter" => letter(&('a'..='z').collect::<Vec<_>>()),
        "ganada" => letter(&"가나다라마바사아자차카타파하".chars().collect::<Vec<_>>()),
        "chosung" => letter(&"ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ".chars().collect::<Vec<_>>()),
        "decimalEnclosedCircle" => {
            let circle = char::from_u32(0x245F + count).filter(|_| (1..=20).contains(&count));
            circle.map_or_else(|| count.to_string(), String::from)
        }
        "decimalZero" => format!("{count:02}"),
        _ => count.to_string(),
    }
}
