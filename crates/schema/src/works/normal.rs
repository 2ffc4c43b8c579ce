//! Titles, names, addresses and DOIs in the forms in which they are compared.

use super::SHORT_TITLE;
use crate::citation::Person;

/// The letters and digits of a text, folded; Hanja by their reading.
pub(super) fn letters(text: &str) -> String {
    let normal = seoji_analysis::Normalised::new(text);
    let mut read = String::with_capacity(text.len());
    let readings = seoji_analysis::hanja::read(normal.as_str());
    for (c, reading) in normal.as_str().chars().zip(readings) {
        match reading {
            Some(reading) => read.push(reading.main),
            None if c.is_alphanumeric() => read.push(c),
            None => {}
        }
    }
    let mut folded = String::with_capacity(read.len());
    seoji_analysis::fold(&read, &mut folded);
    folded
}

/// The family name of a person, folded, in each script that the name is told in (`Kim Sŏngbo 김성보`).
pub(super) fn family_names(person: &Person) -> impl Iterator<Item = String> {
    let (latin, own) = in_scripts(&person.name);
    let latin = (!latin.is_empty() && !own.is_empty()).then(|| family_of(latin, person));
    let own = match own {
        "" => family_of(&person.name, person),
        own => letters(own),
    };
    [Some(own), latin].into_iter().flatten()
}

/// A family name, folded; of a Korean name in Hangul the whole, as family names tell little.
fn family_of(name: &str, person: &Person) -> String {
    if name.chars().any(is_east_asian) {
        return letters(name);
    }
    match &person.family {
        Some(family) if !person.is_institution => letters(family),
        // Which word is the family name is not known: names are compared by their begins and ends.
        _ => letters(name.split(',').next().unwrap_or_default()),
    }
}

/// What of a text is in Latin letters, and what stands in its own script behind; the second is empty where not both are
/// there, each apart.
fn in_scripts(text: &str) -> (&str, &str) {
    let own = |c: char| is_east_asian(c) || !c.is_alphanumeric();
    let latin = text.trim_end_matches(|c: char| own(c) || c.is_ascii_digit());
    let (before, behind) = (
        latin,
        text[latin.len()..].trim_matches(|c: char| !c.is_alphanumeric()),
    );
    let parted = text[before.len()..].starts_with(|c: char| !c.is_alphanumeric());
    let is_latin = before.chars().any(char::is_alphabetic) && !before.chars().any(is_east_asian);
    match parted && is_latin && behind.chars().any(is_east_asian) {
        true => (before, behind),
        false => (text, ""),
    }
}

/// The letters and digits of a title in each of its two scripts; none where it has one, or a few Latin words before it.
pub(super) fn scripts(title: &str) -> Vec<String> {
    let (latin, own) = in_scripts(title);
    let (latin, own) = (letters(latin), letters(own));
    match own.is_empty() || latin.chars().count() < SHORT_TITLE {
        true => Vec::new(),
        false => vec![latin, own],
    }
}

fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{9fff}' | '가'..='힣')
}

/// A title, and its translation where one stands behind it in square brackets (Chicago Manual of Style, 14.99); else
/// nothing.
pub(super) fn translation(title: &str) -> (&str, &str) {
    let inner = title.trim_end().strip_suffix(']');
    match inner.and_then(|inner| inner.rsplit_once('[')) {
        Some((own, translated))
            if own.chars().any(char::is_alphanumeric)
                && translated.chars().filter(|ch| ch.is_alphabetic()).count() > 3 =>
        {
            (own.trim_end(), translated)
        }
        _ => (title, ""),
    }
}

/// What stands before the subtitle.
pub(super) fn main_title(title: &str) -> &str {
    let end = title
        .char_indices()
        .skip(1)
        .find(|&(at, c)| {
            let spaced = title[at + c.len_utf8()..].starts_with(' ');
            let after_space = title[..at].ends_with(' ');
            match c {
                ':' | '?' | '!' | ';' => spaced || after_space,
                '–' | '—' | '―' | '-' => spaced && after_space || parts_titles(title, at, c),
                '.' => {
                    spaced
                        && title[..at]
                            .split_whitespace()
                            .last()
                            .is_some_and(|word| word.chars().count() > 3)
                }
                '(' | '[' | '「' | '『' => after_space,
                _ => false,
            }
        })
        .map_or(title.len(), |(at, _)| at);
    &title[..end]
}

/// Whether a dash without spaces parts a title from its subtitle, as Korean titles have it: `경제구조의 기원과 전개-북한
/// 농업체제`, `농민조합운동 연구―1930년대`. A hyphen inside words (`한-미`) has no title before it.
fn parts_titles(title: &str, at: usize, dash: char) -> bool {
    let (before, behind) = (&title[..at], &title[at + dash.len_utf8()..]);
    let last = before.chars().next_back();
    let sides = behind.starts_with(char::is_alphanumeric)
        && last.is_some_and(|c| c.is_alphabetic() || matches!(c, '」' | '』' | '’' | '”'));
    let is_long = before.chars().filter(|c| c.is_alphanumeric()).count() >= SHORT_TITLE;
    let is_korean = last.is_some_and(is_east_asian);
    sides && is_long && (is_korean || matches!(dash, '—' | '―'))
}

/// The numbers of a text, and the Roman ones that stand for parts.
pub(super) fn numbers(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        const ROMAN: [&str; 9] = ["II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "XI"];
        if let Some(at) = ROMAN.iter().position(|roman| *roman == word) {
            found.push((at + 2).to_string());
            continue;
        }
        let mut rest = word;
        while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
            let digits = rest[start..].bytes().take_while(u8::is_ascii_digit).count();
            let number = rest[start..start + digits].trim_start_matches('0');
            found.push(number.to_owned());
            rest = &rest[start + digits..];
        }
    }
    found
}

/// A DOI in lower case without resolver; none where there is none in the text.
pub(super) fn normal_doi(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let start = lower.find("10.")?;
    let doi = lower[start..].trim_end_matches(['.', ',', ';', ')', ' ']);
    doi.contains('/').then(|| doi.to_owned())
}

/// An address without what does not tell one page from another: scheme, `www.`, hyphens that a line's end may have
/// brought in, fragments, campaign parameters. None for the front page of a site.
pub(super) fn normal_url(url: &str) -> Option<String> {
    let lower = url.trim().to_lowercase();
    let rest = lower
        .split_once("://")
        .map_or(lower.as_str(), |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or_default();
    let (host, path) = match rest.find(['/', '?']) {
        Some(at) => rest.split_at(at),
        None => return None,
    };
    let mut host = host;
    for lead in ["www.", "m.", "mobile.", "en.", "ko."] {
        host = host.strip_prefix(lead).unwrap_or(host);
    }
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let parameters: Vec<&str> = query
        .split('&')
        .filter(|parameter| {
            !parameter.is_empty()
                && !["utm_", "fbclid", "gclid", "ref=", "sid="]
                    .iter()
                    .any(|lead| parameter.starts_with(lead))
        })
        .collect();
    let mut normal = String::from(host);
    let mut said = 0;
    for c in path
        .chars()
        .chain(['?'])
        .chain(parameters.join("&").chars())
    {
        if c.is_alphanumeric() {
            normal.push(c);
            said += 1;
        } else if !matches!(c, '-' | '_' | '%' | ' ' | '\\') && !normal.ends_with('/') {
            normal.push('/');
        }
    }
    let normal = normal.trim_end_matches('/');
    // Of `/en` or `/news` nothing can be told.
    (said > 5).then(|| normal.to_owned())
}

/// Whether one text can stand for the other: equal, or the letters of an abbreviation in their order.
pub(super) fn is_abbreviation(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut rest = long.chars();
    !short.is_empty()
        && short.chars().next() == long.chars().next()
        && short.chars().all(|c| rest.any(|other| other == c))
}

/// Twice the pairs of neighbouring characters in common over all pairs (Dice): 1 for the same text, 0 for nothing in
/// common.
pub(super) fn likeness(a: &str, b: &str) -> f32 {
    if a == b {
        return 1.0;
    }
    /// Longer titles are compared by their begin.
    const MOST_LETTERS: usize = 400;
    let pairs = |text: &str| {
        let letters: Vec<char> = text.chars().take(MOST_LETTERS).collect();
        let mut pairs: Vec<[char; 2]> = letters.windows(2).map(|pair| [pair[0], pair[1]]).collect();
        pairs.sort_unstable();
        pairs
    };
    let (own, others) = (pairs(a), pairs(b));
    let (mut at, mut behind, mut common) = (0, 0, 0);
    while at < own.len() && behind < others.len() {
        match own[at].cmp(&others[behind]) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => behind += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                at += 1;
                behind += 1;
            }
        }
    }
    2.0 * common as f32 / (own.len() + others.len()).max(1) as f32
}
