//! Citations by author and year, and the label they give to an entry that carries none: `tudor2015`.

use crate::tree::Marker;

/// The label of an entry by its first author's surname and its year: `Tudor, D., & Pearson, J. (2015). …` → `tudor2015`.
///
/// `None` where the entry does not begin with a name or shows no year.
pub(crate) fn label_of(entry: &str) -> Option<String> {
    let name = first_name(entry)?;
    let year = years(entry).map(|(_, year)| year).find(|_| true)?;
    Some(format!("{name}{year}"))
}

/// The surname that an entry begins with, letters only, in lower case.
fn first_name(entry: &str) -> Option<String> {
    let head: &str = entry.trim_start_matches(|ch: char| !ch.is_alphabetic());
    let end = head
        .char_indices()
        .take(80)
        .find(|(_, ch)| {
            matches!(ch, ',' | '.' | '(' | ';' | ':' | '“' | '"' | '「') || MIDDLE_DOTS.contains(ch)
        })?
        .0;
    let words: Vec<&str> = head[..end].split_whitespace().collect();
    let name = match words.as_slice() {
        [] => return None,
        [only] => only,
        // `Smith J`, `Vander Heiden MG`: initials behind; `Jang Sae-yul`, `J Smith`: the name as it stands.
        many => {
            let last = many[many.len() - 1];
            let initials =
                last.chars().count() <= 3 && last.chars().all(|ch| ch.is_uppercase() || ch == '-');
            match initials {
                true => return Some(plain(&many[..many.len() - 1].join(""))),
                false => many[0],
            }
        }
    };
    let name = plain(name);
    (!name.is_empty()).then_some(name)
}

fn plain(name: &str) -> String {
    name.chars()
        .filter(|ch| ch.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Years with their letter (`2010a`) and the byte where each begins.
fn years(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let start = at;
            let run = bytes[at..]
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .count();
            at += run.max(1);
            if run != 4 || !matches!(&bytes[start..start + 2], b"18" | b"19" | b"20") {
                continue;
            }
            if start > 0 && bytes[start - 1].is_ascii_alphanumeric() {
                continue;
            }
            let mut end = start + 4;
            let letter = bytes
                .get(end)
                .is_some_and(|byte| (b'a'..=b'k').contains(byte));
            if letter && !bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric) {
                end += 1;
                at = end;
            } else if bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
                continue;
            }
            return Some((start, &text[start..end]));
        }
        None
    })
}

/// The markers by author and year in a text: whole brackets `(Smith 2015; Kim et al., 2010a)`, or a name in the
/// sentence with its year, `Tudor and Pearson (2015)`. Only labels that `known` accepts are read.
pub(crate) fn markers(text: &str, known: impl Fn(&str) -> bool) -> Vec<Marker> {
    let mut found: Vec<Marker> = Vec::new();
    let mut open: Option<usize> = None;
    let mut last_end = 0;
    let mut scanned = 0;
    let mut inner: Vec<(String, usize)> = Vec::new();
    let mut name_in_bracket: Option<String> = None;
    for (start, year) in years(text) {
        // Brackets between the last year and this one.
        for (at, byte) in text.as_bytes()[scanned..start].iter().enumerate() {
            match byte {
                b'(' | b'[' => {
                    open = Some(scanned + at);
                    name_in_bracket = None;
                }
                b')' | b']' => {
                    close(&mut found, &mut inner, open, scanned + at + 1);
                    open = None;
                }
                _ => {}
            }
        }
        scanned = start + year.len();
        let from = open.map_or(0, |at| at + 1).max(last_end);
        let head = floor(text, from.max(start.saturating_sub(140)));
        let name = candidates(&text[head..start])
            .into_iter()
            .find(|name| known(&format!("{name}{year}")));
        match (open, name) {
            (Some(_), Some(name)) => {
                inner.push((format!("{name}{year}"), scanned));
                name_in_bracket = Some(name);
            }
            (Some(bracket), None) => {
                // `(Kim 2010a, 2011)`, or the name stands before the bracket: `Kim (2010)`.
                let outside = || {
                    let head = floor(
                        text,
                        bracket
                            .saturating_sub(80)
                            .max(found.last().map_or(0, |marker| marker.span.end)),
                    );
                    candidates(&text[head..bracket])
                        .into_iter()
                        .find(|name| known(&format!("{name}{year}")))
                };
                // Another name stands between, of whom nothing is listed: `(Kim 2010; Lee 2011)`.
                let names_another = text[from..start].contains(char::is_alphabetic);
                let name = name_in_bracket
                    .clone()
                    .filter(|_| !names_another)
                    .filter(|name| known(&format!("{name}{year}")))
                    .or_else(|| {
                        (inner.is_empty() && text[bracket + 1..start].trim().is_empty())
                            .then(outside)
                            .flatten()
                    });
                if let Some(name) = name {
                    inner.push((format!("{name}{year}"), scanned));
                    name_in_bracket = Some(name);
                }
            }
            (None, Some(name))
                if text[head..start].trim_end().ends_with([',', '.'])
                    || text[..start].ends_with(' ') =>
            {
                let begin = text[head..start]
                    .to_lowercase()
                    .rfind(&name)
                    .map_or(start, |_| start);
                found.push(Marker {
                    labels: vec![format!("{name}{year}")],
                    span: begin..scanned,
                });
            }
            _ => {}
        }
        last_end = scanned;
    }
    if open.is_some() && !inner.is_empty() {
        let end = text[scanned..]
            .bytes()
            .take(80)
            .position(|byte| matches!(byte, b')' | b']'))
            .map_or(scanned, |at| scanned + at + 1);
        close(&mut found, &mut inner, open, end);
    }
    found
}

/// A bracket ends: the labels found in it become one marker.
fn close(
    found: &mut Vec<Marker>,
    inner: &mut Vec<(String, usize)>,
    open: Option<usize>,
    end: usize,
) {
    let labels: Vec<String> = inner.drain(..).map(|(label, _)| label).collect();
    if let (Some(start), false) = (open, labels.is_empty()) {
        found.push(Marker {
            labels,
            span: start..end,
        });
    }
}

/// Surnames that a stretch of text before a year may name, the likeliest first.
fn candidates(before: &str) -> Vec<String> {
    let part = before.rsplit([';', '(', '[']).next().unwrap_or(before);
    let words: Vec<&str> = part
        .split(|ch: char| ch.is_whitespace() || MIDDLE_DOTS.contains(&ch))
        .filter(|word| !word.is_empty())
        .collect();
    let mut names = Vec::new();
    let capital = |word: &str| {
        word.chars()
            .find(|ch| ch.is_alphanumeric())
            .is_some_and(|ch| ch.is_alphabetic() && !ch.is_lowercase())
    };
    for (at, word) in words.iter().enumerate() {
        if !capital(word) && !PARTICLES.contains(word) {
            continue;
        }
        // Names of several words, `Barbier de Reuille`; the longest first.
        let mut own = Vec::new();
        let mut name = String::new();
        for part in words[at..].iter().take(4) {
            if !capital(part) && !PARTICLES.contains(part) {
                break;
            }
            name.push_str(&plain(part.trim_end_matches("’s").trim_end_matches("'s")));
            own.push(name.clone());
            if part.ends_with([',', '.', ')']) {
                break;
            }
        }
        names.extend(own.into_iter().rev());
        // `차문석과 박정진(2003)`: what joins two names behind the first; `김철수의 (2015)`: what stands behind the last.
        let joins = at + 2 == words.len() && word.ends_with(['와', '과']);
        let ends = at + 1 == words.len() && word.ends_with(['의', '은', '는', '이', '가']);
        if joins || ends {
            let mut bare = plain(word);
            bare.pop();
            names.push(bare);
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// What stands between the names of several authors: U+00B7, the Hangul letter that is typed for it, and its kin.
const MIDDLE_DOTS: [char; 5] = ['·', 'ㆍ', '・', '‧', '･'];

/// Small words that belong to a surname.
const PARTICLES: [&str; 16] = [
    "van", "von", "de", "den", "der", "da", "di", "la", "le", "ten", "ter", "du", "del", "dos",
    "el", "al",
];

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
