//! RIS: lines of a tag, two spaces, a dash and a value; `TY` begins an entry, `ER` ends it.

use super::{Works, bare_doi, text_of};
use crate::beside::ItemFile;
use crate::readers::Source;
use crate::readers::works::{Dated, Field, Keyed, Name, Work};
use crate::references::WorkKind;

/// The works of a bibliography.
pub(super) fn works(input: &Source<'_>) -> Works {
    let mut warnings = Vec::new();
    let text = text_of(input, &mut warnings);
    let mut works = Vec::new();
    let mut lines: Vec<(&str, String)> = Vec::new();
    for line in text.lines() {
        match tagged(line) {
            Some(("TY", value)) => {
                finish(&mut lines, &mut works);
                lines.push(("TY", value.to_owned()));
            }
            Some(("ER", _)) => finish(&mut lines, &mut works),
            Some((tag, value)) => lines.push((tag, value.to_owned())),
            // A value that goes on in the next line.
            None => {
                if let Some((_, value)) = lines.last_mut()
                    && !line.trim().is_empty()
                {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
        }
    }
    finish(&mut lines, &mut works);
    Ok((works, warnings))
}

/// Tag and value of a line: `AU  - Kim, Min-gwan`.
fn tagged(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches('\u{feff}');
    let tag = line.get(..2)?;
    let sound = tag.as_bytes()[0].is_ascii_uppercase()
        && (tag.as_bytes()[1].is_ascii_uppercase() || tag.as_bytes()[1].is_ascii_digit());
    let value = line[2..].trim_start_matches(' ').strip_prefix('-')?;
    (sound && line[2..].starts_with("  ")).then(|| (tag, value.trim()))
}

fn finish(lines: &mut Vec<(&str, String)>, works: &mut Vec<Keyed>) {
    let lines = std::mem::take(lines);
    if lines.is_empty() {
        return;
    }
    let kind = lines[0].1.clone();
    let get = |tags: &[&str]| {
        tags.iter().find_map(|tag| {
            lines
                .iter()
                .find(|(own, value)| own == tag && !value.is_empty())
                .map(|(_, value)| value.clone())
        })
    };
    let people = |tags: &[&str]| -> Vec<Name> {
        lines
            .iter()
            .filter(|(own, value)| tags.contains(own) && !value.is_empty())
            .map(|(_, value)| Name::of(value))
            .collect()
    };
    let mut work = Work {
        authors: people(&["AU", "A1"]),
        editors: people(&["ED", "A2"]),
        translators: people(&["A4"]),
        ..Work::default()
    };
    let thesis = get(&["M3", "U1"]).unwrap_or_default();
    work.kind = WorkKind::stated(&kind).map(|kind| kind.with_degree(&thesis));
    let part = kind == "ABST"
        || matches!(
            work.kind,
            Some(WorkKind::Article | WorkKind::News | WorkKind::Chapter | WorkKind::Conference)
        );
    let pages = match (get(&["SP"]), get(&["EP"])) {
        (Some(first), Some(last)) if first != last && !first.contains(['-', '–']) => {
            Some(format!("{first}–{last}"))
        }
        (first, _) => first,
    };
    let container = match part {
        true => get(&["JO", "JF", "T2", "JA", "BT", "J2", "T3"]),
        false => get(&["JO", "JF", "JA", "J2"]),
    };
    let series = if part {
        get(&["T3"])
    } else {
        get(&["T2", "T3"])
    };
    for (field, value) in [
        (Field::Title, get(&["TI", "T1", "CT", "BT"])),
        (Field::Container, container),
        (Field::Series, series),
        (Field::Publisher, get(&["PB"])),
        (Field::Place, get(&["CY", "PP"])),
        (Field::Volume, get(&["VL"])),
        (Field::Issue, get(&["IS"])),
        (Field::Pages, pages),
        (Field::Edition, get(&["ET"])),
        (Field::Doi, get(&["DO"]).map(|doi| bare_doi(&doi))),
        (Field::Url, get(&["UR", "L2"])),
        (Field::Identifier, get(&["SN"])),
    ] {
        if let Some(value) = value {
            work.set(field, value);
        }
    }
    // `2019/05/23/` with empty parts; the year alone stands in PY.
    work.date = get(&["DA", "PY", "Y1"])
        .map(|date| {
            date.split('/')
                .filter(|part| !part.trim().is_empty())
                .take(3)
                .collect::<Vec<_>>()
                .join("-")
        })
        .and_then(|date| Dated::of(&date))
        .filter(|date| date.year.is_some())
        .or_else(|| get(&["PY", "Y1"]).and_then(|year| Dated::of(&year)));
    work.accessed = get(&["Y2"]).and_then(|date| Dated::of(&date.replace('/', "-")));
    let all = |tags: &[&str]| -> Vec<String> {
        let own = lines
            .iter()
            .filter(|(own, value)| tags.contains(own) && !value.is_empty());
        own.map(|(_, value)| value.clone()).collect()
    };
    work.tags = all(&["KW"]);
    // L1 and L4 are files; `internal-pdf://` names what only its program finds.
    work.files = all(&["L1", "L4"])
        .into_iter()
        .filter(|path| {
            !path.starts_with("internal-") && !path.contains("://") || path.starts_with("file://")
        })
        .map(ItemFile::at)
        .collect();
    for tag in ["ST", "TT", "KW", "N1", "AB", "N2"] {
        for (_, value) in lines
            .iter()
            .filter(|(own, value)| *own == tag && !value.is_empty())
        {
            work.remarks.push(value.clone());
        }
    }
    works.push(Keyed {
        key: get(&["ID"]).or_else(|| get(&["LB"])),
        work,
    });
}
