//! DOIs in an entry (DOI Handbook §2.2).

use std::ops::Range;

use super::addresses::Found;

/// What stands behind a DOI without a space and is no part of it.
const BEHIND: [&str; 8] = [",", ";", "URL", "PMID", "PMCID", "[", "&", "?"];

/// The longest DOI, in bytes; there is no limit, but none is nearly as long.
const LONGEST: usize = 512;

/// Whether a text begins as a DOI does: `10.`, four to nine digits, a slash.
pub(crate) fn is_doi(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("10.") else {
        return false;
    };
    let digits = rest
        .bytes()
        .take(13)
        .take_while(|byte| byte.is_ascii_digit() || *byte == b'.')
        .count();
    (4..=12).contains(&digits) && rest[digits..].starts_with('/') && rest.len() > digits + 1
}

/// DOIs that stand outside the known addresses.
pub(crate) fn find(entry: &str, known: &[Found]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut known = known.iter().peekable();
    while let Some(at) = entry[from..].find("10").map(|at| from + at) {
        from = at + 2;
        if !entry[from..].trim_start_matches(' ').starts_with('.') {
            continue;
        }
        while known.next_if(|other| other.span.end <= at).is_some() {}
        if known.peek().is_some_and(|other| other.span.start <= at)
            || entry[..at].ends_with(|ch: char| ch.is_ascii_digit())
        {
            continue;
        }
        let prefix = prefix(entry, at);
        let Some(end) = (match &prefix {
            // `doi: 10. 1103 /PhysRevD.10.2445`: the word says that it is one, however torn.
            Some(_) => torn_end(entry, at),
            None if is_doi(&entry[at..]) => Some(end(entry, at)),
            None => None,
        }) else {
            continue;
        };
        let (doi, inner) = without_behind(entry, at..end);
        if !is_doi(&doi) {
            continue;
        }
        let (start, address) = prefix.unwrap_or((at, None));
        from = end.max(from);
        found.push(Found {
            span: start..inner.end,
            inner,
            address: address.map(|head| format!("{head}{doi}")),
            doi: Some(doi),
        });
    }
    found
}

/// Where the DOI that begins at a byte ends, if white space tears it.
pub(crate) fn torn(entry: &str, at: usize) -> Option<usize> {
    let (_, inner) = without_behind(entry, at..torn_end(entry, at)?);
    entry[inner.clone()]
        .contains(char::is_whitespace)
        .then_some(inner.end)
}

/// A DOI that may be torn, and where it stands, without what [`bare`] cuts.
fn without_behind(entry: &str, span: Range<usize>) -> (String, Range<usize>) {
    let whole: String = entry[span.clone()].split_whitespace().collect();
    let doi = bare(&whole);
    let mut left = doi.len();
    let end = entry[span.clone()].char_indices().find_map(|(at, ch)| {
        if left == 0 {
            return Some(span.start + at);
        }
        if !ch.is_whitespace() {
            left -= ch.len_utf8();
        }
        None
    });
    (doi.to_owned(), span.start..end.unwrap_or(span.end))
}

/// Where a DOI with its prefix (`doi:`, `https://doi.org/`) begins, and the prefix where it is an address.
fn prefix(entry: &str, at: usize) -> Option<(usize, Option<String>)> {
    let head = entry[..at].trim_end_matches([' ', ':', '/', '=', '\u{a0}']);
    let word = ["doi.org", "doi", "DOI", "Doi"]
        .iter()
        .find(|word| head.ends_with(**word))?;
    let before = &head[..head.len() - word.len()];
    let before = before.strip_suffix("dx.").unwrap_or(before);
    let scheme = ["https://", "http://"]
        .iter()
        .find(|scheme| before.ends_with(**scheme));
    let start = before.len() - scheme.map_or(0, |scheme| scheme.len());
    if entry[..start].ends_with(|ch: char| ch.is_ascii_lowercase()) {
        return None;
    }
    let address = scheme.map(|_| format!("{}/", &entry[start..head.len()]));
    Some((start, address))
}

/// The end of the DOI that begins at a byte.
fn end(entry: &str, at: usize) -> usize {
    let mut open = 0_i32;
    let length = entry[at..].char_indices().find(|(length, ch)| match ch {
        '(' | '[' => {
            open += 1;
            false
        }
        ')' | ']' => {
            open -= 1;
            open < 0
        }
        _ => {
            ch.is_whitespace()
                || *length > LONGEST
                || "<>\"“”«»「」『』{}".contains(*ch)
                || !ch.is_ascii() && ch.is_alphabetic()
        }
    });
    length.map_or(entry.len(), |(length, _)| at + length)
}

/// The end of a DOI that white space may tear: `10. 1103/…`, `10.1103 /…`, `10.1103/PhysRevLett. 113.091601`,
/// `10.1016/j. ces.2012.05.033` (one without any digit is not whole yet), `10.1061/(ASCE)0733-9372(2002)128: 11(1056)`.
fn torn_end(entry: &str, at: usize) -> Option<usize> {
    let spaces =
        |at: usize| at + (entry[at..].len() - entry[at..].trim_start_matches(' ').len()).min(2);
    let stop = spaces(at + 2);
    if !entry[stop..].starts_with('.') {
        return None;
    }
    let mut next = spaces(stop + 1);
    let digits = entry[next..]
        .bytes()
        .take(13)
        .take_while(|byte| byte.is_ascii_digit() || *byte == b'.')
        .count();
    if !(4..=12).contains(&digits) {
        return None;
    }
    next = spaces(next + digits);
    if !entry[next..].starts_with('/') {
        return None;
    }
    let start = spaces(next + 1);
    let mut last = end(entry, start);
    if last == start {
        return None;
    }
    for _ in 0..3 {
        let behind = spaces(last);
        let word = &entry[behind..end(entry, behind)];
        let numbers = word
            .bytes()
            .take_while(|byte| byte.is_ascii_digit() || *byte == b'.')
            .count();
        let inner_stop = word[..numbers].trim_end_matches('.').contains('.');
        let own = &entry[start..last];
        let stem = own.strip_suffix('.');
        let small_or_digit = |ch: char| ch.is_ascii_lowercase() || ch.is_ascii_digit();
        // `10.1111/ j. 0012-155X. 2005.00401. x`: the last sign of an old DOI of Wiley's.
        let last_sign = word.trim_end_matches(['.', ',']) == "x"
            && stem.is_some_and(|stem| stem.ends_with(|ch: char| ch.is_ascii_digit()));
        let goes_on = word.starts_with('/') && word.len() > 1
            || last_sign
            || stem.is_some_and(|stem| stem.ends_with(|ch: char| ch.is_ascii_alphabetic()))
                && inner_stop
            || stem.is_some()
                && !own.contains(|ch: char| ch.is_ascii_digit())
                && word.starts_with(small_or_digit)
                && word.contains(|ch: char| ch.is_ascii_digit())
            || own.ends_with(':')
                && own.contains(')')
                && word.starts_with(|ch: char| ch.is_ascii_digit());
        if behind == last || !goes_on {
            break;
        }
        last = behind + word.len();
    }
    Some(last)
}

/// A DOI without what follows it unspaced: stops, `,in press`, `.URL`, a bracket that does not close.
pub(crate) fn bare(doi: &str) -> &str {
    let mut doi = doi;
    for end in BEHIND {
        doi = doi.split(end).next().unwrap_or(doi);
    }
    if let Some(open) = doi.rfind('(')
        && !doi[open..].contains(')')
    {
        doi = &doi[..open];
    }
    doi.trim_end_matches(['.', ':', '\'', '*', '_'])
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn dois_are_found_however_torn() {
        for (entry, expected) in [
            (
                "Nature 2019. doi:10.1038/s41586-019-1666-5.",
                "10.1038/s41586-019-1666-5",
            ),
            (
                "Phys. Rev. D 10 (1974) doi:10. 1103/PhysRevD.10.2445.",
                "10.1103/PhysRevD.10.2445",
            ),
            ("doi: 10.1093/molbev /msu300.", "10.1093/molbev/msu300"),
            (
                "doi: 10.1103/PhysRevLett. 113.091601 . 2014",
                "10.1103/PhysRevLett.113.091601",
            ),
            (
                "DOI 10.1126/science.1193063.PMID:20847271",
                "10.1126/science.1193063",
            ),
            (
                "10.1016/S0043-1354(98)00447-3, in press",
                "10.1016/S0043-1354(98)00447-3",
            ),
            (
                "(https://doi.org/10.22590/ecee.2017.21.1.39)",
                "10.22590/ecee.2017.21.1.39",
            ),
            ("doi: 10.1000/182. 2010", "10.1000/182"),
            ("doi: 10.1002/ ldr. 1091", "10.1002/ldr.1091"),
            ("doi: 10.1002/ldr. in press 2011", "10.1002/ldr"),
            (
                "doi:10.1061/(ASCE)0733-9372(2002)128: 11(1056). Pope, S.B., 2000.",
                "10.1061/(ASCE)0733-9372(2002)128:11(1056)",
            ),
            ("doi :10 .1098/rsta.2011.0466.", "10.1098/rsta.2011.0466"),
            (
                "doi: 10.1111/ j. 0012-155X. 2005.00401. x Dorward AR",
                "10.1111/j.0012-155X.2005.00401.x",
            ),
        ] {
            let found = find(entry, &[]);
            assert_eq!(found.len(), 1, "{entry}");
            assert_eq!(found[0].doi.as_deref(), Some(expected), "{entry}");
            let inner: String = entry[found[0].inner.clone()].split_whitespace().collect();
            assert_eq!(inner, expected, "{entry}");
        }
        for entry in [
            "10.5 kg and 10.12 m",
            "vol. 10. 1103 pages",
            "110.1234/x",
            "doi: 10.12",
            "doi: 10.1000/(a. b1",
        ] {
            assert_eq!(find(entry, &[]), [], "{entry}");
        }
    }
}
