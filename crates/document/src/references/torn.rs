//! Addresses that a line break or a converter tore: `http ://`, `www. example.org`, `dx.doi. org/10.1000/182`.

use std::ops::Range;

/// Pieces that one address is joined from, at most.
const PIECES: usize = 8;

/// Ends of hosts that a torn host is known by.
const DOMAINS: [&str; 22] = [
    "com", "org", "net", "edu", "gov", "int", "info", "de", "fr", "uk", "kr", "jp", "cn", "eu",
    "pl", "ch", "at", "it", "es", "nl", "ru", "us",
];

/// Ends of files.
const FILES: [&str; 10] = [
    ".html", ".htm", ".pdf", ".aspx", ".asp", ".php", ".jsp", ".xml", ".shtml", ".cfm",
];

/// Words in brackets behind an address that do not belong to it.
const BEHIND: [&str; 8] = [
    "accessed",
    "retrieved",
    "visited",
    "viewed",
    "cited",
    "검색",
    "접속",
    "last",
];

/// Addresses whose beginning is torn or touches a word: `http ://`, `https: //`, `URLhttp://`, `www .`.
///
/// Each is given to its next white space; [`end`] joins the rest.
pub(crate) fn schemes(entry: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = entry[from..].find(['h', 'w']).map(|at| from + at) {
        from = at + 1;
        let rest = &entry[at..];
        let before = entry[..at].chars().next_back();
        let body = match rest.strip_prefix("http") {
            Some(body) => {
                let body = body.strip_prefix('s').unwrap_or(body);
                let slashes = body.trim_start_matches(' ').strip_prefix(':');
                let Some(body) =
                    slashes.and_then(|body| body.trim_start_matches(' ').strip_prefix('/'))
                else {
                    continue;
                };
                let body = body.trim_start_matches(' ');
                body.strip_prefix('/')
                    .unwrap_or(body)
                    .trim_start_matches(' ')
            }
            None => match rest.strip_prefix("www .") {
                Some(body) if before.is_none_or(|ch| !ch.is_alphanumeric() && ch != '/') => body,
                _ => continue,
            },
        };
        let start = entry.len() - body.len();
        let length = body.find(is_outside).unwrap_or(body.len());
        // A host has a dot, be it torn off.
        let dotted =
            body[..length].contains('.') || body[length..].trim_start_matches(' ').starts_with('.');
        let host = dotted && body.starts_with(|ch: char| ch.is_ascii_alphanumeric());
        // What is whole is found as in any text.
        let whole = entry[at..start].ends_with("://")
            && !entry[at..start].contains(' ')
            && before.is_none_or(|ch| !ch.is_ascii_alphanumeric());
        if host && !whole {
            let end = start + trimmed(&body[..length]).len();
            found.push(at..end);
            from = end.max(from);
        }
    }
    found
}

/// The end of an address that begins with these bytes: torn pieces are joined, what does not belong to it is cut.
pub(crate) fn end(entry: &str, start: Range<usize>) -> usize {
    let mut end = start.end;
    for _ in 0..PIECES {
        if cut(&entry[start.start..end]).is_some() {
            break;
        }
        let rest = &entry[end..];
        // A sign of the sentence before the space may be the address's own dot.
        let dots = rest.len() - rest.trim_start_matches('.').len();
        let behind = rest[dots..].trim_start_matches(' ');
        let next = behind.split(is_outside).next().unwrap_or("");
        let spaced = rest.len() - dots - behind.len();
        let address = &entry[start.start..end + dots];
        let after = behind[next.len()..].trim_start_matches(' ');
        // ` .org/ climateportal /index`: a word between torn pieces is one of them.
        let between = end > start.end
            && address.ends_with('/')
            && next.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && after.starts_with('/');
        if dots > 1 || !(1..=2).contains(&spaced) || !(between || goes_on(address, next)) {
            break;
        }
        end = entry.len() - behind.len() + trimmed(next).len();
    }
    match cut(&entry[start.start..end]) {
        Some(length) => start.start + length,
        None => start.start + trimmed(&entry[start.start..end]).len(),
    }
}

fn is_outside(ch: char) -> bool {
    ch.is_whitespace() || "<>\"“”«»[]「」『』".contains(ch)
}

/// A piece without the signs of the sentence behind it.
fn trimmed(piece: &str) -> &str {
    let mut piece = piece;
    while let Some(last) = piece.chars().next_back() {
        match last {
            '.' | ',' | ';' | ':' | '!' | '’' | '”' | '*' | '(' | '[' => {}
            ')' if !piece.contains('(') => {}
            _ => break,
        }
        piece = &piece[..piece.len() - last.len_utf8()];
    }
    piece
}

/// Whether an address goes on with the next word.
fn goes_on(address: &str, next: &str) -> bool {
    let word = trimmed(next);
    let first = word.chars().next();
    let (Some(last), Some(first)) = (address.chars().next_back(), first) else {
        return false;
    };
    let is_foreign = word.chars().any(|ch| ch >= '\u{1100}');
    if word.len() < 2 || word.starts_with("http") || is_foreign || address.contains('>') {
        return false;
    }
    let scheme = address.find(':').map_or(0, |at| at + 1);
    let body = address[scheme..].trim_start_matches(['/', ' ']);
    let has_path = body.contains('/');
    let lower = word.to_ascii_lowercase();
    let is_file = FILES.iter().any(|file| lower.ends_with(file));
    let is_plain = word.bytes().all(|byte| byte.is_ascii_alphabetic());
    // A number or date is no part of an address, unless its signs are: `2010/05/04`, `12-1914`.
    let is_number = word
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'/' | b'-'));
    if first == '.' || matches!(first, '/' | '?' | '&' | '=' | '_' | '%' | '#') {
        return word[1..].starts_with(|ch: char| ch.is_ascii_alphanumeric() || "_-~".contains(ch));
    }
    if first == '-' {
        return word[1..].contains(['-', '/', '.'])
            && word[1..].starts_with(|ch: char| ch.is_ascii_alphanumeric());
    }
    if !first.is_ascii_alphanumeric() && first != '~' {
        return false;
    }
    let is_piece = word.contains(['/', '=', '&', '_', '%', '?'])
        || is_file
        || word.contains('-') && word.bytes().any(|byte| byte.is_ascii_digit());
    match last {
        _ if body.is_empty() => word.contains('.'),
        '.' if !has_path => {
            let host = word.split(['/', '?', ':']).next().unwrap_or("");
            let domain = host.rsplit('.').next().unwrap_or("");
            body == "www."
                || DOMAINS.contains(&domain) && (word.len() > host.len() || host.contains('.'))
        }
        '.' => {
            first.is_ascii_lowercase() && (is_piece || is_file)
                || FILES.iter().any(|file| file[1..] == lower)
        }
        '/' | '-' | '_' | '=' | '&' | '?' | '%' | '#' | '~' => {
            !is_plain || last == '~' || last == '_' || last == '='
        }
        _ if is_number => false,
        _ => word.contains(['/', '=', '_']) && is_piece || is_file && has_path,
    }
}

/// Where an address ends before its last byte: `….pdf,NACA`, `…,in`, `…;http://`, `…(accessed: 2019`, `…(2019. 8. 1.`.
fn cut(address: &str) -> Option<usize> {
    let lower = address.to_ascii_lowercase();
    let file = FILES
        .iter()
        .filter_map(|file| lower.find(&format!("{file},")).map(|at| at + file.len()))
        .min();
    let bracket = address.match_indices('(').map(|(at, _)| at).find(|at| {
        let inside = lower[at + 1..].trim_start();
        let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
        BEHIND.iter().any(|word| inside.starts_with(word))
            || digits > 0 && inside[digits..].starts_with(['.', '/', '-']) && !inside.contains(')')
            || (1..=2).contains(&digits) && inside[digits..].starts_with('/')
            || digits == 4 && inside.len() == digits
    });
    let next = [";http", ",http"]
        .iter()
        .filter_map(|sign| lower.find(sign));
    let word = lower.rfind(',').filter(|at| {
        lower[at + 1..]
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic())
    });
    let end = file
        .into_iter()
        .chain(bracket)
        .chain(next)
        .chain(word)
        .min()?;
    Some(trimmed(&address[..end]).len())
}

#[cfg(test)]
mod tests {
    use super::super::addresses;

    #[test]
    fn torn_addresses_are_whole_again() {
        for (entry, expected) in [
            ("URLhttp://www.example.org/a", "http://www.example.org/a"),
            ("http ://example.org/a. In", "http://example.org/a"),
            ("https: //example.org/a 2010", "https://example.org/a"),
            ("http:/www.example.org/a", "http://www.example.org/a"),
            (
                "http: //www. example. com/show. cfm?id=1 and",
                "http://www.example.com/show.cfm?id=1",
            ),
            (
                "http://dx.doi. org/10.1000/182.",
                "http://dx.doi.org/10.1000/182",
            ),
            (
                "http://link .example .com/10.1000/182",
                "http://link.example.com/10.1000/182",
            ),
            (
                "http : // a .example .org/ path /index. cfm?p=q",
                "http://a.example.org/path/index.cfm?p=q",
            ),
            (
                "http://example.org/a/ b/ c.pdf",
                "http://example.org/a/b/c.pdf",
            ),
            (
                "http://example.org/a.pdf,NACA (1954)",
                "http://example.org/a.pdf",
            ),
            (
                "http://example.org/a;http://example.net/b",
                "http://example.org/a",
            ),
            ("http://example.org/a,in press", "http://example.org/a"),
            (
                "http://example.org/a.aspx(2019. 8. 1. 방문)",
                "http://example.org/a.aspx",
            ),
            (
                "https://example.org/a/.(accessed 2019-06-18)",
                "https://example.org/a/",
            ),
            ("http://example.org( 30/01/2015)", "http://example.org"),
            (
                "http://example.com. Another sentence.",
                "http://example.com",
            ),
            ("http://example.org/a, 2010/05/04", "http://example.org/a"),
            (
                "http://example.org/de-mo -tail-of-it",
                "http://example.org/de-mo-tail-of-it",
            ),
            ("www .example.org/x", "www.example.org/x"),
            ("http://example.org/a - a dash", "http://example.org/a"),
        ] {
            let found = addresses::find(entry);
            let address = found.first().and_then(|own| own.address.as_deref());
            assert_eq!(address, Some(expected), "{entry}");
        }
        for entry in ["http", "http : about it", "what www is", "https:// and"] {
            assert_eq!(addresses::find(entry), [], "{entry}");
        }
    }
}
