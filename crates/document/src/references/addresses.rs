//! Addresses and DOIs in an entry, repaired.

use std::ops::Range;

use super::{dois, torn};
use crate::links;

/// An address or DOI in an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Where it stands, markup (`<…>`, `[…](…)`) and prefix (`doi:`) included, in bytes of the entry.
    pub(crate) span: Range<usize>,
    /// The address or DOI itself, in bytes of the entry.
    pub(crate) inner: Range<usize>,
    /// The address, repaired; `None` of a DOI that is not printed as one.
    pub(crate) address: Option<String>,
    /// The DOI without its prefix: `10.1000/182`.
    pub(crate) doi: Option<String>,
}

impl Found {
    fn touches(&self, other: &Range<usize>) -> bool {
        self.span.start < other.end && other.start < self.span.end
    }
}

/// The addresses and DOIs of an entry, in order.
pub(crate) fn find(entry: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for inner in torn::schemes(entry) {
        if found.last().is_none_or(|last| inner.start >= last.span.end) {
            found.push(address(entry, inner));
        }
    }
    if entry.contains("://") || entry.contains("www.") {
        let mut whole: Vec<Found> = Vec::new();
        for inner in links::addresses(entry) {
            let known = whole.last().into_iter().chain(&found);
            if !known.into_iter().any(|own| own.touches(&inner)) {
                whole.push(address(entry, inner));
            }
        }
        found.extend(whole);
    }
    let dois = dois::find(entry, &found);
    // `https://doi.org/ 10.1000/182`: the address before the DOI is its prefix.
    found.retain(|own| !dois.iter().any(|doi| own.touches(&doi.span)));
    found.extend(dois);
    found.sort_by_key(|found| found.span.start);
    let mut end = 0;
    found.retain(|own| {
        let apart = own.span.start >= end;
        end = end.max(own.span.end);
        apart
    });
    found
}

fn address(entry: &str, inner: Range<usize>) -> Found {
    let mut inner = inner;
    let span;
    // `https://example.org/a- b.html>`: a line broke inside the brackets.
    let bracketed = entry[..inner.start].ends_with('<');
    if bracketed
        && let Some(length) = entry[inner.start..]
            .bytes()
            .take(1024)
            .position(|byte| byte == b'>')
        && entry[inner.start..inner.start + length]
            .split_whitespace()
            .count()
            <= 3
        && !entry[inner.start..inner.start + length].contains('<')
    {
        inner.end = inner.start + length;
        span = inner.start - 1..inner.end + 1;
    } else if entry[..inner.start].ends_with('[')
        && let Some(length) = links::wrapper(&entry[inner.end..])
    {
        // `[https://…](https://…)`: the second is the target.
        span = inner.start - 1..inner.end + length;
        inner = inner.end + 2..inner.end + length - 1;
    } else {
        inner.end = torn::end(entry, inner.clone());
        let doi = entry[inner.clone()]
            .find("doi.org/")
            .map(|at| inner.start + at + "doi.org/".len())
            .map(|at| at + entry[at..].len() - entry[at..].trim_start_matches(' ').len());
        // `http://dx.doi.org/10.1016/j. ces.2012.05.033`
        if let Some(end) = doi.and_then(|at| dois::torn(entry, at)) {
            inner.end = inner.end.max(end);
        }
        span = inner.clone();
    }
    let target = target(&entry[inner.clone()]);
    let doi = target
        .find("doi.org/")
        .map(|at| unescaped(&target[at + "doi.org/".len()..]))
        .filter(|doi| dois::is_doi(doi))
        .map(|doi| dois::bare(&doi).to_owned());
    Found {
        span,
        inner,
        address: Some(target),
        doi,
    }
}

/// An address without white space and Markdown's escapes.
fn target(inner: &str) -> String {
    let mut target = String::with_capacity(inner.len());
    let mut signs = inner.chars().peekable();
    while let Some(ch) = signs.next() {
        match ch {
            // Markdown's escapes, once or twice: `food\\_international`.
            '\\' if signs
                .peek()
                .is_some_and(|next| "_&#~*\\[]()-=+.".contains(*next)) => {}
            _ if ch.is_whitespace() => {}
            _ => target.push(ch),
        }
    }
    // `http:/example.org`: a slash was lost.
    for scheme in ["http:/", "https:/"] {
        if let Some(rest) = target.strip_prefix(scheme)
            && !rest.starts_with('/')
        {
            target = format!("{scheme}/{rest}");
        }
    }
    target
}

/// A DOI as an address has it, without escapes (RFC 3986 §2.1): `10.5334%2Fjcms.7011`. Those of no sign of ASCII stay.
fn unescaped(doi: &str) -> String {
    let mut rest = doi;
    let mut out = String::with_capacity(doi.len());
    while let Some((before, behind)) = rest.split_once('%') {
        out.push_str(before);
        let sign = behind
            .get(..2)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok())
            .filter(u8::is_ascii_graphic);
        match sign {
            Some(sign) => {
                out.push(char::from(sign));
                rest = &behind[2..];
            }
            None => {
                out.push('%');
                rest = behind;
            }
        }
    }
    out + rest
}

/// The host of an address, without `www.`, in lower case.
pub(crate) fn host(address: &str) -> Option<String> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest
        .split(['/', '?', '#', ':'])
        .next()?
        .rsplit('@')
        .next()?;
    let host = host.strip_prefix("www.").unwrap_or(host).to_lowercase();
    (host.contains('.') && !host.starts_with('.')).then_some(host)
}

/// The year of a date in an address: `/2019/05/23-43/`, `/20110216/`, `…-04192019143335.html`, `MY-H20140109011300038`.
pub(crate) fn year(address: &str) -> Option<i32> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = &path[path.find('/')?..];
    let bytes = path.as_bytes();
    let number = |from: usize, to: usize| path[from..to].parse::<u32>().unwrap_or(0);
    let day = |month: u32, day: u32| (1..=12).contains(&month) && (1..=31).contains(&day);
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes[at..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if length == 0 {
            at += 1;
            continue;
        }
        let (start, end) = (at, at + length);
        at = end;
        let year = |from: usize| {
            let value = number(from, from + 4);
            (1990..=2099).contains(&value).then_some(value as i32)
        };
        // `/2019/05/`, `/2019-05-`: year and month parted by the same sign.
        if length == 4
            && start > 0
            && let (Some(found), Some(sign @ (b'/' | b'-' | b'_' | b'.'))) =
                (year(start), bytes.get(end))
        {
            let month = bytes[end + 1..]
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .count();
            let behind = bytes.get(end + 1 + month);
            if (1..=2).contains(&month)
                && (1..=12).contains(&number(end + 1, end + 1 + month))
                && (behind == Some(sign)
                    || month == 2 && behind.is_none_or(|byte| !byte.is_ascii_alphanumeric()))
            {
                return Some(found);
            }
        }
        // `20110216`, with or without a time or number behind.
        if length >= 8 {
            if let Some(found) = year(start)
                .filter(|_| day(number(start + 4, start + 6), number(start + 6, start + 8)))
            {
                return Some(found);
            }
            // `04192019143335`, as Radio Free Asia writes it.
            if let Some(found) = year(start + 4).filter(|_| {
                (length == 8 || length == 14)
                    && day(number(start, start + 2), number(start + 2, start + 4))
            }) {
                return Some(found);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn a_doi_has_no_escapes() {
        for (entry, doi) in [
            ("http://dx.doi.org/10.5334%2Fjcms.7011", "10.5334/jcms.7011"),
            ("https://doi.org/10.1000/a%zz%2", "10.1000/a%zz%2"),
        ] {
            assert_eq!(find(entry)[0].doi.as_deref(), Some(doi), "{entry}");
        }
    }

    #[test]
    fn an_address_of_a_doi_is_whole_however_torn() {
        for (entry, address) in [
            (
                "Chem. Eng. Sci. 80: 219. http://dx.doi.org/10.1016/j. ces.2012.05.033.",
                "http://dx.doi.org/10.1016/j.ces.2012.05.033",
            ),
            (
                "http://dx.doi.org/10.1061/(ASCE)0733-9372(2002)128: 11(1056). Pope, S.B., 2000.",
                "http://dx.doi.org/10.1061/(ASCE)0733-9372(2002)128:11(1056)",
            ),
            (
                "http://dx.doi.org/ 10.1061/(ASCE)0733-9372(2002)128: 11(1056). Pope, S.B., 2000.",
                "http://dx.doi.org/10.1061/(ASCE)0733-9372(2002)128:11(1056)",
            ),
            (
                "https://doi.org/10.1000/182. 2010",
                "https://doi.org/10.1000/182",
            ),
        ] {
            let found = find(entry);
            assert_eq!(found.len(), 1, "{entry}");
            assert_eq!(found[0].address.as_deref(), Some(address), "{entry}");
            let doi = address.split_once("doi.org/").map(|(_, doi)| doi);
            assert_eq!(found[0].doi.as_deref(), doi, "{entry}");
        }
    }
}
