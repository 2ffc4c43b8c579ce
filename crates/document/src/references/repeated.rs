//! The sign that stands for the authors of the entry before: `———. 2014. DMZ Crossing`, `______. 2011. 『북한의 역사』`.
//!
//! Chicago Manual of Style, 17th edition, 14.67; Korean lists draw a line or set `〃` (ditto).

use std::ops::Range;

use super::citation::{Citation, Reference};

/// The longest sign, in bytes; a longer line parts sections.
const LONGEST_SIGN: usize = 90;
/// The longest names that a sign repeats, in bytes.
const LONGEST_AUTHORS: usize = 400;

/// The length in bytes of the sign for repeated authors that an entry begins with.
pub(crate) fn sign_of(entry: &str) -> Option<usize> {
    let is_dash = |c: char| matches!(c, '—' | '―' | '─' | '⸺' | '⸻');
    let is_line = |c: char| is_dash(c) || matches!(c, '_' | '-' | '–' | '－' | '＿');
    let head = entry.trim_start();
    let start = entry.len() - head.len();
    if let Some(rest) = head.strip_prefix('〃') {
        return ends(rest).then(|| entry.len() - rest.len());
    }
    let length = head.find(|c| !is_line(c))?;
    let (line, rest) = head.split_at(length);
    let count = line.chars().count();
    let long = count >= 3 || count >= 1 && line.chars().all(is_dash);
    (long && length <= LONGEST_SIGN && ends(rest)).then_some(start + length)
}

/// Whether what stands behind the sign is what stands behind names: a stop, a bracket, a year, a title in quotes.
fn ends(rest: &str) -> bool {
    let spaced = rest.trim_start();
    rest.starts_with(['.', ',', ':'])
        || spaced.starts_with(['(', '（', '「', '『', '《', '〈', '“', '"', '＜'])
        || spaced.starts_with(|c: char| c.is_ascii_digit())
}

/// The authors that an entry begins with, as written, for the entries behind that repeat them.
pub(crate) fn authors_of<'e>(entry: &'e str, parsed: &Reference) -> Option<&'e str> {
    let work = parsed.citations.first()?;
    let span = match (work.authors.first(), work.authors.last()) {
        (Some(first), Some(last)) => first.span.start..last.span.end,
        _ => work.organization.as_ref()?.span.clone(),
    };
    // Where the names stand behind the title nothing is repeated by a sign at the begin.
    let lead = entry.get(..span.start)?;
    let begins = !lead.contains(char::is_alphanumeric);
    let names = entry.get(span)?.trim_end_matches(['.', ' ']);
    (begins && !names.is_empty() && names.len() <= LONGEST_AUTHORS).then_some(names)
}

/// What was parsed of an entry with `authors` bytes of names in the place of its first `sign` bytes, as of the entry
/// itself: the authors' spans are the sign's.
pub(crate) fn moved(mut parsed: Reference, sign: usize, authors: usize) -> Reference {
    let own = |span: &mut Range<usize>| {
        let moved = |at: usize, inside: usize| match at.checked_sub(authors) {
            Some(behind) => sign + behind,
            None => inside,
        };
        *span = moved(span.start, 0)..moved(span.end, sign);
    };
    for oddity in &mut parsed.oddities {
        own(&mut oddity.span);
    }
    for citation in &mut parsed.citations {
        spans(citation, own);
    }
    parsed
}

/// Calls `with` for every span of a citation.
fn spans(citation: &mut Citation, with: impl Fn(&mut Range<usize>)) {
    with(&mut citation.span);
    let people = [
        &mut citation.authors,
        &mut citation.editors,
        &mut citation.translators,
    ];
    for person in people.into_iter().flatten() {
        with(&mut person.span);
    }
    let parts = [
        &mut citation.byline,
        &mut citation.title,
        &mut citation.container,
        &mut citation.series,
        &mut citation.publisher,
        &mut citation.place,
        &mut citation.volume,
        &mut citation.issue,
        &mut citation.pages,
        &mut citation.edition,
        &mut citation.organization,
        &mut citation.identifier,
        &mut citation.url,
        &mut citation.doi,
    ];
    for part in parts.into_iter().flatten() {
        with(&mut part.span);
    }
    for date in [&mut citation.date, &mut citation.accessed]
        .into_iter()
        .flatten()
    {
        with(&mut date.span);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_for_repeated_authors() {
        for (entry, expected) in [
            ("———. 2014. DMZ Crossing.", Some("———")),
            ("______. 2011. 『북한의 역사』.", Some("______")),
            ("-----. 2012.", Some("-----")),
            ("―――, 『농지개혁』", Some("―――")),
            ("〃, 2013.", Some("〃")),
            ("—. 2014. Title.", Some("—")),
            ("⸻. Title.", Some("⸻")),
            ("—— (2014) Title.", Some("——")),
            ("- a dash of a list", None),
            ("--. Two", None),
            ("---", None),
            ("— Said by nobody", None),
            ("Kim, S. ———. 2014.", None),
            ("", None),
        ] {
            let sign = sign_of(entry).map(|length| &entry[..length]);
            assert_eq!(sign, expected, "{entry}");
        }
    }

    #[test]
    fn what_is_parsed_behind_a_sign_stands_where_the_entry_has_it() {
        let before =
            "Moon, Suk-Ja. 2010. Rivers of the North. Ann Arbor: University of Michigan Press.";
        let authors = authors_of(before, &super::super::parse(before)).unwrap();
        assert_eq!(authors, "Moon, Suk-Ja");
        let entry = "———. 2014. Crossing the River. New York: Columbia University Press.";
        let sign = sign_of(entry).unwrap();
        let whole = format!("{authors}{}", &entry[sign..]);
        let parsed = moved(super::super::parse(&whole), sign, authors.len());
        let work = &parsed.citations[0];
        assert_eq!(work.authors[0].family.as_deref(), Some("Moon"));
        assert_eq!(&entry[work.authors[0].span.clone()], "———");
        let title = work.title.as_ref().unwrap();
        assert_eq!(&entry[title.span.clone()], "Crossing the River");
        assert_eq!(title.text, "Crossing the River");
        assert_eq!(&entry[work.date.as_ref().unwrap().span.clone()], "2014");
    }
}
