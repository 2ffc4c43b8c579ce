//! Title and authors at the head of a document.

use crate::byline;
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
                && part.run.is_bold()
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
        if crate::table::is_rows(&part.run.text) {
            break;
        }
        let text = shown(part);
        if Some(letters(&text)) == title {
            continue;
        }
        let lines = part.run.lines();
        let lines: Vec<String> = lines
            .iter()
            .map(|line| repaired(line, Space::Reduce, evidence).text)
            .collect();
        let found = byline::read(&text, &lines, part.run.is_italic());
        if document.authors.is_empty() {
            document.authors = found.authors;
        }
        document.date = document.date.take().or(found.date);
        if !document.authors.is_empty() && document.date.is_some() {
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
