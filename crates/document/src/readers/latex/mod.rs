//! The reader for sources of LaTeX: headings, lists, tables, notes, citations and the entries of a bibliography.
//!
//! It runs nothing: what a package would make of a command is not known, so a command that is not known here gives way to
//! what stands in its braces. Abbreviations without arguments (`\newcommand{\DPRK}{North Korea}`) are written out.

mod commands;
mod letters;
mod walk;

use std::collections::HashMap;

use crate::draft::Metadata;
use crate::readers::{Content, Source};
use crate::source::{self, Warning};

/// Reads a source text.
pub(super) fn read(input: &Source<'_>) -> Result<Content, Warning> {
    let mut warnings = Vec::new();
    let text = source::decode(input.bytes, &mut warnings);
    let text = without_comments(&text);
    let (preamble, body) = match text.split_once("\\begin{document}") {
        Some((preamble, body)) => {
            let end = body.find("\\end{document}").unwrap_or(body.len());
            (preamble, &body[..end])
        }
        // A chapter that another file includes.
        None => ("", text.as_str()),
    };
    let abbreviations = abbreviations(preamble);
    let mut metadata = metadata(preamble, &abbreviations);
    if metadata.title.is_none() {
        metadata = Metadata {
            language: metadata.language,
            ..self::metadata(body, &abbreviations)
        };
    }
    let mut walk = walk::Walk::new(&abbreviations);
    walk.read(body);
    let (rendering, keys, is_cut) = walk.finish();
    let message = "the text is larger or deeper than is read; what stands at its end is missing";
    let mut content = Content::rendered(rendering, metadata, warnings, is_cut, message);
    content.keys = keys;
    Ok(content)
}

/// The text without comments; a line that is nothing else is gone, so that it parts no paragraph.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let mut escaped = false;
        let comment = line.char_indices().find(|&(_, ch)| {
            let found = ch == '%' && !escaped;
            escaped = ch == '\\' && !escaped;
            found
        });
        match comment {
            Some((at, _)) => out.push_str(&line[..at]),
            None => out.push_str(line),
        }
    }
    out
}

/// The most abbreviations that are read.
const MOST_ABBREVIATIONS: usize = 2000;

/// What commands without arguments stand for.
fn abbreviations(preamble: &str) -> HashMap<String, String> {
    let mut found = HashMap::new();
    for command in [
        "\\newcommand",
        "\\renewcommand",
        "\\providecommand",
        "\\def",
    ] {
        for (at, _) in preamble.match_indices(command) {
            let rest = preamble[at + command.len()..]
                .trim_start_matches('*')
                .trim_start();
            let (name, rest) = match group(rest) {
                Some((name, rest)) => (name.trim(), rest),
                None => {
                    let bare = rest.strip_prefix('\\').unwrap_or_default();
                    let end = bare
                        .find(|ch: char| !ch.is_ascii_alphabetic())
                        .unwrap_or(bare.len());
                    let length = rest.len() - bare.len() + end;
                    (&rest[..length], &rest[length..])
                }
            };
            let name = name.strip_prefix('\\').unwrap_or_default();
            // With arguments (`[1]`, `#1`) it is no abbreviation.
            if let Some((text, _)) = group(rest.trim_start())
                && !name.is_empty()
                && !text.contains('#')
                && found.len() < MOST_ABBREVIATIONS
            {
                found.insert(name.to_owned(), text.to_owned());
            }
        }
    }
    found
}

/// The longest group that is read as one argument, in bytes.
const LONGEST_GROUP: usize = 8 * 1024;

/// What stands in the braces that a text begins with, and what stands behind them.
fn group(text: &str) -> Option<(&str, &str)> {
    enclosed(text, '{', '}')
}

/// The same of any pair of signs; braces within count too.
fn enclosed(text: &str, open: char, close: char) -> Option<(&str, &str)> {
    let inner = text.strip_prefix(open)?;
    let (mut depth, mut braces) = (0usize, 0usize);
    let mut escaped = false;
    for (at, ch) in inner.char_indices() {
        if at > LONGEST_GROUP {
            return None;
        }
        match ch {
            _ if escaped => {}
            ch if ch == close && depth == 0 && braces == 0 => {
                return Some((&inner[..at], &inner[at + ch.len_utf8()..]));
            }
            ch if ch == close && ch != '}' && braces == 0 => depth -= 1,
            ch if ch == open && ch != '{' && braces == 0 => depth += 1,
            '{' => braces += 1,
            '}' => braces = braces.saturating_sub(1),
            _ => {}
        }
        escaped = ch == '\\' && !escaped;
    }
    None
}

/// The argument of the first such command in a text.
fn argument<'t>(text: &'t str, command: &str) -> Option<&'t str> {
    text.match_indices(command).find_map(|(at, _)| {
        let rest = text[at + command.len()..].trim_start();
        let rest = enclosed(rest, '[', ']').map_or(rest, |(_, rest)| rest.trim_start());
        group(rest).map(|(inner, _)| inner)
    })
}

fn metadata(text: &str, abbreviations: &HashMap<String, String>) -> Metadata {
    let plain = |source: &str| {
        let mut walk = walk::Walk::new(abbreviations);
        walk.without_notes();
        walk.read(source);
        walk.text()
    };
    let mut metadata = Metadata {
        title: argument(text, "\\title")
            .map(plain)
            .filter(|title| !title.is_empty()),
        ..Metadata::default()
    };
    if let Some(authors) = argument(text, "\\author") {
        for author in authors.split("\\and").flat_map(|own| own.split("\\And")) {
            // What stands in later lines is where the author works.
            let name = author.split("\\\\").next().unwrap_or_default();
            metadata
                .authors
                .extend(Some(plain(name)).filter(|name| !name.is_empty()));
        }
    }
    metadata.date = argument(text, "\\date")
        .filter(|date| !date.contains("\\today"))
        .map(plain)
        .filter(|date| !date.is_empty());
    if let Some(keywords) = argument(text, "\\keywords") {
        metadata.keywords = crate::tags::listed(&plain(keywords));
    }
    metadata.language = argument(text, "pdflang=").map(str::to_owned);
    metadata
}

#[cfg(test)]
mod tests;
