//! Front matter: the metadata between `---` lines at the head of a file.

use std::ops::Range;

use crate::draft::Metadata;
use crate::source::{Lines, Warning, WarningKind};
use crate::tags;

/// Reads the front matter of a text into its metadata and returns its range, for the reader to pass over.
///
/// The YAML that people write there is `key: value`, `key: [a, b]`, `- item` lines, folded text (`>`, `|`); deeper
/// structure is kept as text. A head that does not look like this is no front matter.
pub(crate) fn read(
    source: &str,
    metadata: &mut Metadata,
    warnings: &mut Vec<Warning>,
) -> Option<Range<usize>> {
    let body = source.strip_prefix("---")?;
    let line_end = body.find(['\n', '\r'])?;
    if !body[..line_end].trim().is_empty() {
        return None;
    }
    let lines = Lines::new(source);
    let mut pairs: Vec<(String, Vec<String>)> = Vec::new();
    let mut end = None;
    for (index, range) in lines.ranges(source).enumerate().skip(1).take(400) {
        let line = &source[range.clone()];
        if matches!(line.trim_end(), "---" | "...") {
            end = Some(range.end);
            break;
        }
        if index == 1
            && (line.trim().is_empty() || key_of(line).is_none() && !line.starts_with('#'))
        {
            return None;
        }
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let indented = line.starts_with([' ', '\t']);
        match key_of(line).filter(|_| !indented && !trimmed.starts_with("- ")) {
            Some((key, value)) => pairs.push((key.to_owned(), values(value))),
            None => {
                let Some((_, own)) = pairs.last_mut() else {
                    continue;
                };
                match trimmed.strip_prefix("- ") {
                    Some(item) => {
                        let item = key_of(item)
                            .filter(|(key, _)| *key == "name")
                            .map_or(item, |(_, name)| name);
                        own.push(unquoted(item).to_owned());
                    }
                    None => match (own.last_mut(), key_of(trimmed)) {
                        (Some(last), Some(("affiliation" | "email" | "orcid", _)))
                            if !last.is_empty() => {}
                        (Some(last), _) => {
                            last.push(' ');
                            last.push_str(unquoted(trimmed));
                        }
                        (None, _) => own.push(unquoted(trimmed).to_owned()),
                    },
                }
            }
        }
    }
    let Some(end) = end else {
        if pairs.len() > 1 {
            let warning = Warning::new(
                WarningKind::FrontMatter,
                "front matter without an end, read as text; close it with a line ---",
            );
            warnings.push(warning.at(&lines, 0..3));
        }
        return None;
    };
    for (key, values) in pairs {
        let values: Vec<String> = values
            .into_iter()
            .map(|value| value.trim().to_owned())
            .filter(|value| !value.is_empty())
            .collect();
        let joined = values.join(", ");
        if joined.is_empty() {
            continue;
        }
        match key.to_lowercase().as_str() {
            "title" if metadata.title.is_none() => metadata.title = Some(values.join(" ")),
            "author" | "authors" | "by" | "저자" | "지은이" => metadata.authors.extend(values),
            "date" | "published" | "year" | "날짜" if metadata.date.is_none() => {
                metadata.date = Some(joined)
            }
            "lang" | "language" if metadata.language.is_none() => {
                metadata.language = Some(joined);
            }
            "tags" | "tag" | "keywords" | "keyword" | "태그" | "주제어" | "키워드" => {
                let listed = values.iter().flat_map(|value| tags::listed(value));
                metadata.tags.extend(listed);
            }
            "collections" | "collection" | "컬렉션" => metadata.collections.extend(values),
            "citekey" | "citation-key" | "citation_key" | "bibkey"
                if metadata.citation_key.is_none() =>
            {
                metadata.citation_key = Some(joined.trim_start_matches('@').to_owned());
            }
            _ => metadata.other.push((key, joined)),
        }
    }
    Some(0..end)
}

/// `key: value` of a line.
fn key_of(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let key = key.trim();
    let sound = !key.is_empty()
        && key.len() <= 60
        && key
            .chars()
            .all(|ch| ch.is_alphanumeric() || "-_ .".contains(ch));
    (sound && (value.is_empty() || value.starts_with([' ', '\t']))).then(|| (key, value.trim()))
}

fn values(value: &str) -> Vec<String> {
    if matches!(value, "" | ">" | "|" | ">-" | "|-") {
        return Vec::new();
    }
    match value
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        Some(list) => list
            .split(',')
            .map(|item| unquoted(item).to_owned())
            .collect(),
        None => vec![unquoted(value).to_owned()],
    }
}

fn unquoted(value: &str) -> &str {
    let value = value.trim();
    ['"', '\'']
        .iter()
        .find_map(|quote| {
            value
                .strip_prefix(*quote)
                .and_then(|rest| rest.strip_suffix(*quote))
        })
        .unwrap_or(value)
}
