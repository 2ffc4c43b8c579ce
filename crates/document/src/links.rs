//! Addresses in running text: found, joined where a line broke them, freed of Markdown's escapes.

use std::ops::Range;

use crate::run::{Edit, Run};
use crate::tree::Link;

/// Whether a line ends inside an address and the next one goes on with it.
///
/// The author's characters stay, a hyphen at the break too: an address may contain one.
pub(crate) fn is_cut_address(before: &str, after: &str) -> bool {
    let tail = match before
        .char_indices()
        .rev()
        .take(400)
        .find(|(_, ch)| ch.is_whitespace())
    {
        Some((at, ch)) => &before[at + ch.len_utf8()..],
        None if before.len() <= 1600 => before,
        None => return false,
    };
    let Some(start) = address_start(tail) else {
        return false;
    };
    let address = &tail[start..];
    if address.contains(['>', ')', '"', '”', '»', ']']) {
        return false;
    }
    let bracketed = start > 0 && tail[..start].ends_with('<');
    let next: &str = after.split(char::is_whitespace).next().unwrap_or("");
    if next.is_empty()
        || address_start(next) == Some(0)
        || next.starts_with(['(', '[', '<', '“', '„'])
    {
        return false;
    }
    if bracketed {
        return next.contains('>') || is_address_like(next);
    }
    if address.ends_with(['/', '-', '_', '=', '&', '?', '%', '#']) {
        return next.starts_with(|ch: char| ch.is_ascii_alphanumeric())
            && (is_address_like(next) || !is_plain_word(next));
    }
    let host_only = !address.contains("://") || address.matches('/').count() < 3;
    if address.ends_with('.') && !host_only {
        return next.starts_with(|ch: char| ch.is_ascii_lowercase()) && is_address_like(next);
    }
    next.starts_with(['/', '?', '&', '=', '_', '%', '#', '.']) && next.len() > 1
        || next.starts_with(|ch: char| ch.is_ascii_alphanumeric())
            && next.contains(['/', '=', '_'])
            && is_address_like(next)
}

/// Whether a word can only be a part of an address: a path, a parameter, a file's ending.
fn is_address_like(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',', ';', ')', '>']);
    word.is_ascii()
        && (word.contains(['/', '=', '&', '_', '%', '?'])
            || [
                ".html", ".htm", ".pdf", ".asp", ".aspx", ".php", ".jsp", ".xml", ".do", ".com",
                ".org", ".net",
            ]
            .iter()
            .any(|ending| word.to_ascii_lowercase().ends_with(ending))
            || word.contains('-') && word.bytes().any(|byte| byte.is_ascii_digit()))
}

fn is_plain_word(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',', ';', ':', ')']);
    word.chars().all(char::is_alphabetic)
}

/// The byte where the first address of a text begins; the text is read no further than that.
fn address_start(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().find_map(|(at, byte)| match byte {
        b':' if bytes[at..].starts_with(b"://") => ["https", "http", "ftp"]
            .iter()
            .find(|scheme| bytes[..at].ends_with(scheme.as_bytes()))
            .map(|scheme| at - scheme.len()),
        // An address with a scheme would have been seen at its colon, unless `www.` stands in it.
        b'w' if bytes[at..].starts_with(b"www.") && !bytes[..at].ends_with(b"://") => Some(at),
        _ => None,
    })
}

/// Takes Markdown's escapes out of addresses and finds the addresses that carry no markup.
///
/// A link that shows an address shows its target; brackets of `<https://…>` that Markdown left standing go.
pub(crate) fn settled(run: &Run) -> Run {
    if !run.text.contains("://") && !run.text.contains("www.") {
        return run.clone();
    }
    let mut edits: Vec<Edit> = Vec::new();
    let mut wrapped_until = 0;
    for found in addresses(&run.text) {
        if found.start < wrapped_until {
            continue;
        }
        let shown = &run.text[found.clone()];
        // `[https://…](https://…)` where no reader took it for a link.
        let wrapped = match run.text[..found.start].ends_with('[') {
            true => wrapper(&run.text[found.end..]).map(|length| found.end + length),
            false => None,
        };
        if wrapped.is_some() {
            edits.push(Edit {
                range: found.start - 1..found.start,
                with: "",
            });
        }
        let opened = run.text[..found.start].ends_with('<');
        let closed = run.text[found.end..].starts_with('>');
        if opened && closed {
            edits.push(Edit {
                range: found.start - 1..found.start,
                with: "",
            });
        }
        let mut signs = shown.char_indices().peekable();
        while let Some((at, ch)) = signs.next() {
            let escaped = signs
                .peek()
                .is_some_and(|(_, next)| "_&#~*\\[]()-=+.".contains(*next));
            if ch == '\\' && escaped {
                edits.push(Edit {
                    range: found.start + at..found.start + at + 1,
                    with: "",
                });
                // `\\_` was escaped twice.
                if signs.peek().is_some_and(|(_, next)| *next != '\\') {
                    signs.next();
                }
            }
        }
        if opened && closed {
            edits.push(Edit {
                range: found.end..found.end + 1,
                with: "",
            });
        }
        if let Some(end) = wrapped {
            edits.push(Edit {
                range: found.end..end,
                with: "",
            });
            wrapped_until = end;
        }
    }
    let mut run = run.edited(&edits);
    let mut links = Vec::new();
    let mut known = std::mem::take(&mut run.links).into_iter().peekable();
    for found in addresses(&run.text) {
        while known
            .peek()
            .is_some_and(|link| link.span.end <= found.start)
        {
            links.extend(known.next());
        }
        if known.peek().is_some_and(|link| link.span.start < found.end) {
            continue;
        }
        let shown = &run.text[found.clone()];
        let target = match shown.starts_with("www.") {
            true => format!("http://{shown}"),
            false => shown.to_owned(),
        };
        links.push(Link {
            target,
            span: found,
        });
    }
    links.extend(known);
    for link in &mut links {
        let shown = &run.text[link.span.clone()];
        let target: String = link
            .target
            .chars()
            .filter(|ch| !ch.is_whitespace())
            .collect();
        link.target = match target.contains('\\') && shown.contains("://") && !shown.contains('\\')
        {
            true => shown.to_owned(),
            false => target,
        };
    }
    run.links = links;
    run
}

/// The addresses of a text, without the signs of the sentence behind them.
pub(crate) fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = address_start(&text[at..]) {
        let start = at + offset;
        let rest = &text[start..];
        let end = rest
            .char_indices()
            .find(|(at, ch)| {
                let wraps = *ch == ']' && rest[at + 1..].starts_with('(');
                wraps || ch.is_whitespace() || "<>\"“”„«»「」『』".contains(*ch)
            })
            .map_or(text.len(), |(at, _)| start + at);
        let mut shown = without_sentence_signs(&text[start..end]);
        // Korean goes on without a space: `https://example.org에서`.
        if let Some(hangul) = shown.find(|ch: char| ('가'..='힣').contains(&ch)) {
            let particle = shown[hangul..].chars().count() <= 3 && !shown[hangul..].contains('/');
            if particle {
                shown = &shown[..hangul];
            }
        }
        let scheme = shown.find("://").map_or(4, |at| at + 3);
        if shown.len() > scheme && !text[..start].ends_with(|ch: char| ch.is_ascii_alphanumeric()) {
            found.push(start..start + shown.len());
        }
        at = start + shown.len().max(1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    found
}

/// An address without the stops, quotes and brackets of the sentence that it stands in.
fn without_sentence_signs(mut address: &str) -> &str {
    let opened = address.matches('(').count();
    let mut closed = address.matches(')').count();
    let list = address.contains('[');
    while let Some(last) = address.chars().next_back() {
        match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '*' => {}
            ')' if opened < closed => closed -= 1,
            ']' if !list => {}
            _ => break,
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address
}

/// The length of `](https://…)` that a text begins with, if it is closed within 2,048 bytes.
pub(crate) fn wrapper(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("](")?;
    let address = ["http", "www.", "ftp:"]
        .iter()
        .any(|head| rest.starts_with(head));
    let end = rest
        .bytes()
        .take(2048)
        .position(|byte| matches!(byte, b')' | b' ' | b'\n' | b'['))?;
    (address && rest[end..].starts_with(')')).then_some(end + 3)
}
