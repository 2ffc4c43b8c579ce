//! BibTeX and BibLaTeX: each entry is parsed by itself, so that a bad one costs itself alone.

use std::borrow::Cow;
use std::collections::HashMap;

use biblatex::{Bibliography, ChunksExt, Entry, Pair, Person, RawBibliography, RawChunk};

use super::{Works, bare_doi, language_of, text_of, unread};
use crate::beside::ItemFile;
use crate::readers::Source;
use crate::readers::works::{Dated, Field, Keyed, Name, Work};
use crate::references::WorkKind;
use crate::tags;

/// The longest entry, in bytes: abstracts and all.
const LONGEST_ENTRY: usize = 256 * 1024;
/// The longest abbreviation, in bytes, and the most that an entry may name.
const LONGEST_STRING: usize = 1024;
const MOST_STRINGS: usize = 20;
/// Braces nested deeper than this are a fault.
const DEEPEST: usize = 60;
/// What is inherited from a work comes from at most so many works behind one another.
const MOST_PARENTS: usize = 3;

/// The works of a bibliography.
pub(super) fn works(input: &Source<'_>) -> Works {
    let mut warnings = Vec::new();
    let text = text_of(input, &mut warnings);
    let mut read: Vec<Parsed> = Vec::new();
    let mut lost = Vec::new();
    // Abbreviations hold for the entries behind them; each entry gets those that it names.
    let mut strings: HashMap<String, Cow<'_, str>> = HashMap::new();
    for entry in entries(&text) {
        let kind = entry.kind.to_ascii_lowercase();
        match kind.as_str() {
            "comment" | "preamble" => continue,
            "string" => {
                if entry.text.len() <= LONGEST_STRING {
                    let name = key_of(entry.text).to_lowercase();
                    strings.insert(name, in_braces(entry.text));
                }
                continue;
            }
            _ => {}
        }
        if entry.text.len() > LONGEST_ENTRY || depth(entry.text) > DEEPEST {
            lost.push(key_of(entry.text));
            continue;
        }
        match parsed(&strings, &in_braces(entry.text)) {
            Some(own) => read.push(own),
            None => lost.push(key_of(entry.text)),
        }
    }
    inherit(&mut read);
    let keyed = |parsed: &Parsed| Keyed {
        key: Some(parsed.entry.key.trim().to_owned()).filter(|key| !key.is_empty()),
        work: work(&parsed.entry),
    };
    let works = read.iter().map(keyed).collect();
    warnings.extend(unread(&lost));
    Ok((works, warnings))
}

/// An entry, and the key of the work that it takes over what it does not say itself from (`crossref`).
struct Parsed {
    entry: Entry,
    parent: Option<String>,
}

/// Gives the entries what they inherit: of a collection its title is where the chapter stands, and the rest holds for
/// both (the manual of BibLaTeX, §2.4.1 and appendix B).
fn inherit(entries: &mut [Parsed]) {
    /// What says of a work alone what it is.
    const OWN: [&str; 13] = [
        "abstract",
        "author",
        "crossref",
        "doi",
        "file",
        "ids",
        "keywords",
        "label",
        "note",
        "pages",
        "shorttitle",
        "subtitle",
        "url",
    ];
    let mut places: HashMap<String, usize> = HashMap::new();
    for (at, parsed) in entries.iter().enumerate() {
        places.entry(parsed.entry.key.clone()).or_insert(at);
    }
    let parent_of = |entries: &[Parsed], at: usize| {
        let key = entries[at].parent.as_ref()?;
        places.get(key).copied().filter(|&parent| parent != at)
    };
    for at in 0..entries.len() {
        let mut next = parent_of(entries, at);
        let mut passed = 0;
        while let Some(parent) = next.filter(|_| passed < MOST_PARENTS) {
            let inherited = entries[parent].entry.fields.clone();
            let fields = &mut entries[at].entry.fields;
            // Before what the work behind may have taken over itself.
            if let Some(title) = inherited.get("title") {
                let container = fields.entry("booktitle".to_owned());
                container.or_insert_with(|| title.clone());
            }
            for (name, value) in inherited {
                if name != "title" && !OWN.contains(&name.as_str()) {
                    fields.entry(name).or_insert(value);
                }
            }
            passed += 1;
            next = parent_of(entries, parent);
        }
    }
}

/// An entry in the braces that everybody reads: `@article(…)` becomes `@article{…}`.
fn in_braces(text: &str) -> Cow<'_, str> {
    let open = text.find(['{', '(']);
    match open.map(|open| text.split_at(open)) {
        Some((kind, rest)) if rest.starts_with('(') && rest.ends_with(')') => {
            Cow::Owned(format!("{kind}{{{}}}", &rest[1..rest.len() - 1]))
        }
        _ => Cow::Borrowed(text),
    }
}

/// The abbreviations that an entry names, as they are written.
fn named(strings: &HashMap<String, Cow<'_, str>>, text: &str) -> String {
    let mut found: Vec<&str> = Vec::new();
    if !strings.is_empty() {
        let words = text.split(|ch: char| !(ch.is_alphanumeric() || ch == '_' || ch == '-'));
        for own in words.filter_map(|word| strings.get(&word.to_lowercase())) {
            if !found.contains(&&**own) && found.len() < MOST_STRINGS {
                found.push(own);
            }
        }
    }
    found.concat()
}

/// Parses one entry: with the abbreviations that it names, and with its key mended.
fn parsed(strings: &HashMap<String, Cow<'_, str>>, text: &str) -> Option<Parsed> {
    let strings = named(strings, text);
    first(&format!("{strings}{text}")).or_else(|| {
        // A key with spaces or braces, or none at all: the key that was written is kept.
        let written = key_of(text);
        let open = text.find(['{', '('])?;
        let (fields, key) = match text[open..].find(',') {
            Some(comma) if !text[open..open + comma].contains('=') => {
                (text[open + comma..].to_owned(), written)
            }
            // An entry without a key: `@book{title = …`.
            _ => (format!(",{}", &text[open + 1..]), String::new()),
        };
        let mut parsed = first(&format!("{strings}{}key{fields}", &text[..=open]))?;
        parsed.entry.key = key;
        Some(parsed)
    })
}

/// The one entry of a source, where it can be parsed.
///
/// The library follows what entries and abbreviations refer to until the stack ends; so it does not get to see what
/// refers to itself.
fn first(source: &str) -> Option<Parsed> {
    let mut raw = RawBibliography::parse(source).ok()?;
    raw.entries = raw.entries.pop().into_iter().collect();
    let fields = &mut raw.entries.first_mut()?.v.fields;
    let named = |pair: &Pair<'_>, name: &str| pair.key.v.eq_ignore_ascii_case(name);
    let parent = fields.iter().find(|pair| named(pair, "crossref"));
    let parent = parent.map(|pair| {
        let text = pair.value.v.iter().map(|chunk| match chunk.v {
            RawChunk::Normal(text) | RawChunk::Abbreviation(text) => text,
        });
        text.collect::<String>().trim().to_owned()
    });
    fields.retain(|pair| !named(pair, "crossref") && !named(pair, "xdata"));
    let last: HashMap<&str, usize> = (raw.abbreviations.iter().enumerate())
        .map(|(at, pair)| (pair.key.v, at))
        .collect();
    for (at, pair) in raw.abbreviations.iter_mut().enumerate() {
        spell_out(pair, |name| last.get(name).is_some_and(|&last| last < at));
    }
    for pair in fields {
        spell_out(pair, |name| last.contains_key(name) || is_month(name));
    }
    let mut entries = Bibliography::from_raw(raw).ok()?.into_vec();
    let entry = entries.pop()?;
    Some(Parsed { entry, parent })
}

/// Takes the names of abbreviations that are not `known` for text.
fn spell_out(pair: &mut Pair<'_>, known: impl Fn(&str) -> bool) {
    for chunk in &mut pair.value.v {
        if let RawChunk::Abbreviation(name) = chunk.v
            && !known(name)
        {
            chunk.v = RawChunk::Normal(name);
        }
    }
}

/// Whether an abbreviation is one of the months that every style knows.
fn is_month(name: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "apr", "aug", "dec", "feb", "jan", "jul", "jun", "mar", "may", "nov", "oct", "sep",
    ];
    MONTHS.binary_search(&name).is_ok()
}

/// The key of an entry as it is written.
fn key_of(text: &str) -> String {
    let inner = text.find(['{', '(']).map_or("", |open| &text[open + 1..]);
    let end = inner.find([',', '\n', '=']).unwrap_or(inner.len());
    inner[..end].trim().chars().take(60).collect()
}

/// An entry of the file.
struct Raw<'s> {
    kind: &'s str,
    /// From `@` to the brace that closes it.
    text: &'s str,
}

/// The entries of a file: each ends where its braces close, else where a line begins with `@`.
fn entries(text: &str) -> Vec<Raw<'_>> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(next) = text[at..].find('@') {
        let start = at + next;
        let name = text[start + 1..]
            .bytes()
            .take_while(u8::is_ascii_alphabetic)
            .count();
        let open = start + 1 + name;
        let gap = text[open..].len() - text[open..].trim_start().len();
        let brace = open + gap;
        if name == 0 || !matches!(bytes.get(brace), Some(b'{' | b'(')) {
            at = start + 1;
            continue;
        }
        let end = end_of(text, brace);
        found.push(Raw {
            kind: &text[start + 1..open],
            text: &text[start..end],
        });
        at = end;
    }
    found
}

/// The byte behind the entry whose brace opens at `open`.
fn end_of(text: &str, open: usize) -> usize {
    let bytes = text.as_bytes();
    let round = bytes[open] == b'(';
    let mut depth = 0usize;
    let mut line_start = false;
    for (index, &byte) in bytes.iter().enumerate().skip(open) {
        match byte {
            _ if index > open && bytes[index - 1] == b'\\' => {}
            b'{' => depth += 1,
            b'(' if round && index == open => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b')' if round && depth == 1 => depth = 0,
            // The entry before was not closed.
            b'@' if line_start => return index,
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
        line_start = byte == b'\n' || line_start && byte == b' ';
    }
    text.len()
}

fn depth(text: &str) -> usize {
    let (mut depth, mut most) = (0usize, 0);
    for byte in text.bytes() {
        match byte {
            b'{' => {
                depth += 1;
                most = most.max(depth);
            }
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    most
}

fn work(entry: &Entry) -> Work {
    let mut work = Work::default();
    let get = |key: &str| {
        let value = entry.get(key)?.format_verbatim();
        let value = plain(&value);
        (!value.is_empty()).then_some(value)
    };
    let people = |key: &str| -> Vec<Name> {
        let found: Option<Vec<Person>> = entry.get_as(key).ok();
        found
            .into_iter()
            .flatten()
            // `and others` is nobody.
            .filter(|person| !(person.name == "others" && person.given_name.is_empty()))
            .map(|person| name(&person))
            .collect()
    };
    work.authors = people("author");
    work.editors = people("editor");
    work.translators = people("translator");
    let title = get("title").map(|title| match get("subtitle") {
        Some(subtitle) => format!("{title}: {subtitle}"),
        None => title,
    });
    work.kind = kind(entry, &get);
    // Where a work came from: a thesis from its school, a report from its institution.
    let issues = |kind: Option<WorkKind>| {
        use WorkKind::{MastersThesis, Report, Thesis};
        matches!(kind, Some(Thesis | MastersThesis | Report))
    };
    let institution = ["school", "institution"].iter().find_map(|key| get(key));
    let (publisher, institution) = match get("publisher") {
        None if issues(work.kind) => (institution.or_else(|| get("organization")), None),
        publisher => (publisher, institution.or_else(|| get("organization"))),
    };
    let fields = [
        (Field::Title, title),
        (
            Field::Container,
            ["journaltitle", "journal", "booktitle", "maintitle"]
                .iter()
                .find_map(|key| get(key)),
        ),
        (Field::Series, get("series")),
        (Field::Publisher, publisher),
        (Field::Organization, institution),
        (Field::Place, get("location").or_else(|| get("address"))),
        (Field::Volume, get("volume")),
        (Field::Issue, get("issue").or_else(|| get("number"))),
        (
            Field::Pages,
            get("pages").map(|pages| pages.replace("--", "–")),
        ),
        (Field::Edition, get("edition")),
        (Field::Doi, get("doi").map(|doi| bare_doi(&doi))),
        (
            Field::Url,
            get("url").or_else(|| get("howpublished").filter(|own| own.contains("://"))),
        ),
        (
            Field::Identifier,
            ["isbn", "eprint", "issn"].iter().find_map(|key| get(key)),
        ),
    ];
    for (field, value) in fields {
        if let Some(value) = value {
            work.set(field, value);
        }
    }
    work.date = get("date")
        .and_then(|date| Dated::of(&date))
        .or_else(|| get("year").and_then(|year| Dated::of(&year)));
    work.accessed = get("urldate").and_then(|date| Dated::of(&date));
    work.language = get("langid")
        .or_else(|| get("language"))
        .and_then(|language| language_of(&language));
    work.tags = get("keywords")
        .map(|own| tags::listed(&own))
        .unwrap_or_default();
    // `groups` is JabRef's word for them.
    for key in ["groups", "collections"] {
        let own = get(key).into_iter();
        work.collections.extend(
            own.flat_map(|own| tags::listed(&own))
                .filter(|own| !own.is_empty()),
        );
    }
    work.files = entry
        .get("file")
        .map(|own| files(&own.format_verbatim()))
        .unwrap_or_default();
    // Other titles of the work and what is said of it are found too.
    for key in [
        "titleaddon",
        "origtitle",
        "shorttitle",
        "keywords",
        "note",
        "abstract",
    ] {
        if let Some(remark) = get(key) {
            work.remarks.push(remark);
        }
    }
    work
}

/// The kind that an entry's type stands for, with the degree of a thesis and the sort of a periodical.
fn kind(entry: &Entry, get: &impl Fn(&str) -> Option<String>) -> Option<WorkKind> {
    let kind = WorkKind::stated(&entry.entry_type.to_string())?;
    let sort = get("entrysubtype").and_then(|own| WorkKind::stated(&own));
    match (kind, sort) {
        (WorkKind::Article, Some(WorkKind::News)) => Some(WorkKind::News),
        _ => Some(kind.with_degree(&get("type").unwrap_or_default())),
    }
}

/// The paths of a `file` field: `path`, or `description:path:type` as reference managers write it; several parted by
/// semicolons, signs of these with a backslash before them.
fn files(value: &str) -> Vec<ItemFile> {
    let mut found = Vec::new();
    for file in parted(value, ';') {
        let parts = parted(&file, ':');
        // `C:\…` has a colon of its own.
        let path = match parts.as_slice() {
            [_, path, _] => path.clone(),
            [_, middle @ .., _] if middle.len() > 1 => middle.join(":"),
            _ => file.clone(),
        };
        let path = without_escapes(&path);
        if !path.trim().is_empty() {
            found.push(ItemFile::at(path.trim().to_owned()));
        }
    }
    found
}

/// The parts of a text between signs that no backslash stands before; backslashes stay.
fn parted(text: &str, sign: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut escaped = false;
    for ch in text.chars() {
        if ch == sign && !escaped {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(ch);
        }
        escaped = ch == '\\' && !escaped;
    }
    parts
}

/// A path without the backslashes that stand before signs; those between folders stay.
fn without_escapes(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut chars = path.chars().peekable();
    while let Some(ch) = chars.next() {
        let escapes = ch == '\\'
            && chars.peek().is_some_and(|next| {
                matches!(next, ':' | ';' | '\\' | '_' | '&' | '%' | '#' | '{' | '}')
            });
        match (escapes, chars.peek()) {
            (true, Some(_)) => out.extend(chars.next()),
            _ => out.push(ch),
        }
    }
    out
}

/// Text without the commands that only set it.
fn plain(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        let name = behind.bytes().take_while(u8::is_ascii_alphabetic).count();
        rest = match name {
            0 => behind,
            _ => &behind[name..],
        };
    }
    out.push_str(rest);
    let out = out.replace(['{', '}'], "").replace('~', " ");
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn name(person: &Person) -> Name {
    let family = match person.prefix.is_empty() {
        true => person.name.clone(),
        false => format!("{} {}", person.prefix, person.name),
    };
    let family = plain(&family);
    let given = plain(&person.given_name);
    match given.is_empty() {
        // `{National Security Agency}` or `{김민관}`: braces keep it in one piece.
        true => Name {
            is_institution: family.contains(' '),
            whole: Some(family),
            ..Name::default()
        },
        false => Name {
            family: Some(family),
            given: Some(given),
            ..Name::default()
        },
    }
}
