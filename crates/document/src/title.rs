//! Title and authors at the head of a document.

use crate::draft::{Part, Shape};
use crate::heading;
use crate::number;
use crate::repair::{Evidence, Space, repaired};
use crate::tree::{Document, SectionKind};

/// The longest text that is taken for a title, in characters.
const LONGEST: usize = 300;

/// Sets title and authors where the metadata did not; the heading that is the title leaves the parts.
pub(crate) fn take(parts: &mut Vec<Part>, document: &mut Document, evidence: &Evidence) {
    let shown = |part: &Part| repaired(&part.run, Space::Reduce, evidence).text;
    let heading = parts
        .iter()
        .position(|part| matches!(part.shape, Shape::Heading { .. }));
    let mut behind = 0;
    if let Some(at) = heading {
        let title = shown(&parts[at]);
        let Shape::Heading { level } = parts[at].shape else {
            return;
        };
        let highest = !parts
            .iter()
            .any(|part| matches!(part.shape, Shape::Heading { level: other } if other < level));
        let alone = parts
            .iter()
            .filter(|part| part.shape == Shape::Heading { level })
            .count()
            == 1;
        let numbered = number::split_number(&title).is_some();
        let generic = heading::kind_of(&title) != SectionKind::Body
            || GENERIC.contains(&letters(&title).as_str());
        // A second-level heading is the title only where it stands above all others, at the head.
        let head = parts[..at]
            .iter()
            .all(|part| part.run.text.chars().count() <= 200);
        let fits = !generic
            && highest
            && head
            && title.chars().count() <= LONGEST
            && (level == 1 || alone && at == 0);
        let same = document
            .title
            .as_ref()
            .is_some_and(|own| letters(own) == letters(&title));
        if same
            || fits && !numbered && document.title.is_none()
            || fits && numbered && alone && level == 1 && document.title.is_none()
        {
            document.title.get_or_insert(title);
            parts.remove(at);
            behind = at;
        }
    }
    let first_heading = parts
        .iter()
        .position(|part| matches!(part.shape, Shape::Heading { .. }))
        .unwrap_or(parts.len());
    if document.title.is_none() {
        // No heading is the title: the longest bold line of the head, else its first line if that is one.
        let head = &parts[..first_heading.min(6)];
        let bold = head.iter().filter(|part| {
            part.shape == Shape::Paragraph
                && part.run.all(part.run.bold)
                && !crate::table::is_caption(&part.run.text)
        });
        let best = bold
            .max_by_key(|part| part.run.text.chars().count().min(LONGEST))
            .or_else(|| {
                head.first().filter(|part| {
                    part.shape == Shape::Paragraph
                        && is_title_line(&part.run.text)
                        && first_heading < parts.len()
                })
            });
        if let Some(part) = best {
            let title = shown(part);
            if title.chars().count() <= LONGEST {
                document.title = Some(title);
            }
        }
    }
    if !document.authors.is_empty() {
        return;
    }
    let title = document.title.as_deref().map(letters);
    let near = parts
        .iter()
        .skip(behind)
        .take(4)
        .chain(parts[..behind.min(first_heading)].iter().take(8));
    for part in near {
        if part.shape != Shape::Paragraph {
            if matches!(part.shape, Shape::Rule) {
                continue;
            }
            break;
        }
        let text = shown(part);
        if Some(letters(&text)) == title {
            continue;
        }
        if let Some(names) = names(&text, part.run.all(part.run.italic)) {
            document.authors = names;
            return;
        }
    }
}

/// Headings that every document has; none of them is a title.
const GENERIC: [&str; 12] = [
    "introduction",
    "contents",
    "tableofcontents",
    "preface",
    "foreword",
    "conclusion",
    "conclusions",
    "background",
    "서론",
    "머리말",
    "목차",
    "차례",
];

fn letters(text: &str) -> String {
    text.chars()
        .filter(|ch| ch.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn is_title_line(text: &str) -> bool {
    let count = text.chars().count();
    (3..=200).contains(&count)
        && !text.trim_end().ends_with(['.', ',', ';', ':', '!'])
        && text.chars().next().is_some_and(|ch| {
            ch.is_alphanumeric() && !ch.is_lowercase() || "“\"'‘<「『".contains(ch)
        })
        && !text.contains("://")
        && !crate::table::is_rows(text)
        && !crate::table::is_caption(text)
}

/// The names in a line under a title: `Nicolas Levi`, `by Jane Doe and Kim Chol-su`, `김민관`, `홍길동 · 이순신`.
fn names(text: &str, italic: bool) -> Option<Vec<String>> {
    let text = text.trim();
    if text.chars().count() > 300 || text.is_empty() {
        return None;
    }
    let lead = [
        "by ",
        "By ",
        "BY ",
        "Author: ",
        "Authors: ",
        "저자: ",
        "글: ",
        "글쓴이: ",
        "지은이: ",
    ]
    .iter()
    .find_map(|lead| text.strip_prefix(lead));
    let sure = lead.is_some() || italic;
    let text = lead.unwrap_or(text);
    let mut names = Vec::new();
    for name in text
        .replace(" and ", ",")
        .replace(" & ", ",")
        .split([',', ';', '·', '、', '\n'])
    {
        let name = name
            .trim()
            .trim_end_matches(|ch: char| ch.is_ascii_digit() || "*†‡¹²³⁴⁵⁶⁷⁸⁹⁰".contains(ch))
            .trim();
        if name.is_empty() {
            continue;
        }
        if !is_name(name, sure) {
            return None;
        }
        names.push(name.to_owned());
    }
    (!names.is_empty()).then_some(names)
}

/// Whether a text has the shape of a person's name.
fn is_name(name: &str, sure: bool) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let hangul = |word: &str| word.chars().all(|ch| ('가'..='힣').contains(&ch));
    if words.iter().all(|word| hangul(word)) {
        // Three syllables are a name's length; two and four only where the line says that names follow.
        let syllables: usize = words.iter().map(|word| word.chars().count()).sum();
        return words.len() <= 2 && (syllables == 3 || sure && (2..=4).contains(&syllables));
    }
    let capital = |word: &str| {
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_uppercase)
            && chars.all(|ch| ch.is_alphabetic() || ".'’-".contains(ch))
    };
    let particle = |word: &str| {
        [
            "van", "von", "de", "der", "den", "di", "da", "la", "el", "bin", "al",
        ]
        .contains(&word)
    };
    let all_capitals = name.chars().all(|ch| !ch.is_lowercase());
    (2..=5).contains(&words.len())
        && words.iter().all(|word| capital(word) || particle(word))
        && (sure || !all_capitals)
        && !words
            .iter()
            .any(|word| NO_NAMES.contains(&word.to_lowercase().trim_end_matches('.')))
}

/// Words that stand under titles in capitals and belong to no name.
const NO_NAMES: [&str; 30] = [
    "institute",
    "university",
    "department",
    "school",
    "center",
    "centre",
    "press",
    "journal",
    "report",
    "working",
    "paper",
    "draft",
    "version",
    "volume",
    "research",
    "college",
    "the",
    "ministry",
    "academy",
    "studies",
    "review",
    "article",
    "original",
    "north",
    "south",
    "korea",
    "korean",
    "january",
    "abstract",
    "introduction",
];
