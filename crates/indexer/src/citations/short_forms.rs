//! Short forms of notes, `Armstrong, *North Korean Revolution*, 77`: author and the main words of a title that is cited in
//! full elsewhere in the document (Chicago Manual of Style, 17th edition, 14.30).

use std::collections::HashMap;

use seoji_schema::{Citation, Part, PassageRecord, Person};

use super::repeats::pages_behind;

/// So many works of an author are compared with a short form, the last before it first.
const MOST_WORKS: usize = 64;

/// A name in a short form has at most so many words, with what leads to it (`See also`).
const MOST_NAME_WORDS: usize = 6;

/// So many words of a title are compared.
const MOST_WORDS: usize = 64;

/// A work cited in full.
struct Full {
    record: usize,
    citation: usize,
    words: Vec<String>,
}

/// Gives short forms what the full citation says, with their own pages.
///
/// It is the last one before; else the first behind, as in a bibliography at the end. Takes time linear in the number of
/// citations.
pub(super) fn join(records: &mut [PassageRecord]) {
    let mut works: HashMap<String, Vec<Full>> = HashMap::new();
    for (record, own) in records.iter().enumerate() {
        for (citation, cited) in own.citations.iter().enumerate() {
            let (Some(author), Some(title)) = (cited.authors.first(), &cited.title) else {
                continue;
            };
            if cited.repeats.is_none() && is_full(cited) {
                works.entry(key(author)).or_default().push(Full {
                    record,
                    citation,
                    words: words(&title.text),
                });
            }
        }
    }
    for at in 0..records.len() {
        for number in 0..records[at].citations.len() {
            let own = &records[at];
            let Some(short) = Short::of(own, &own.citations[number]) else {
                continue;
            };
            let Some(full) = meant(&short, at, &works) else {
                continue;
            };
            let pages = short.pages;
            let of = &records[full.record];
            let label = of.label.clone().unwrap_or_default();
            let whole = of.citations[full.citation].clone();
            let short = &mut records[at].citations[number];
            *short = Citation {
                span: short.span,
                pages,
                volume: match short.title.is_some() {
                    true => short.volume.take().or_else(|| whole.volume.clone()),
                    // A page was taken for it.
                    false => whole.volume.clone(),
                },
                repeats: Some(label),
                ..whole
            };
        }
    }
}

/// Whether a citation tells more of its work than author, title and pages.
fn is_full(citation: &Citation) -> bool {
    citation.year.is_some()
        || citation.publisher.is_some()
        || citation.container.is_some()
        || citation.url.is_some()
        || citation.doi.is_some()
}

/// A citation that may be a short form.
struct Short {
    author: String,
    words: Vec<String>,
    pages: Option<Part>,
}

impl Short {
    /// Reads a citation of a passage; none where it tells more than a short form does.
    fn of(record: &PassageRecord, citation: &Citation) -> Option<Self> {
        if citation.repeats.is_some() {
            return None;
        }
        match (citation.authors.first(), &citation.title) {
            (Some(author), Some(title)) => {
                (!is_full(citation) && citation.pages.is_some()).then(|| Self {
                    author: key(author),
                    words: words(&title.text),
                    pages: citation.pages.clone(),
                })
            }
            _ => Self::in_text(record, citation),
        }
    }

    /// Reads the text of a citation of which no author and title were made: `Myers, *Cleanest Race*, 30–31`,
    /// `Frank: DDR und Nordkorea, S. 40`.
    fn in_text(record: &PassageRecord, citation: &Citation) -> Option<Self> {
        let tells_more = citation.year.is_some()
            || citation.publisher.is_some()
            || citation.url.is_some()
            || citation.doi.is_some();
        if tells_more {
            return None;
        }
        let (start, end) = (citation.span.0 as usize, citation.span.1 as usize);
        let text = record.text.get(start..end)?;
        let name_ends = text.find([',', ':'])?;
        let name = text[..name_ends].trim();
        // The pages stand behind the last comma.
        let title_ends = name_ends + 1 + text[name_ends + 1..].rfind(',')?;
        let pages = pages_behind(&record.text, (start + title_ends) as u32)?;
        let first = [" and ", " und ", " & ", "·", " i "]
            .iter()
            .find_map(|joining| name.split_once(joining))
            .map_or(name, |(first, _)| first);
        let own = match first.chars().any(|ch| ch >= '\u{1100}') {
            true => first,
            false => first.split_whitespace().next_back()?,
        };
        let short = Self {
            author: letters(own),
            words: words(&text[name_ends + 1..title_ends]),
            pages: Some(pages),
        };
        (first.split_whitespace().count() <= MOST_NAME_WORDS).then_some(short)
    }
}

/// The full citation that a short form is of.
fn meant<'w>(short: &Short, at: usize, works: &'w HashMap<String, Vec<Full>>) -> Option<&'w Full> {
    let of_author = works.get(&short.author)?;
    let fits = |full: &&Full| holds(&full.words, &short.words);
    let before = of_author.partition_point(|full| full.record < at);
    let (before, behind) = of_author.split_at(before);
    before
        .iter()
        .rev()
        .take(MOST_WORKS)
        .find(fits)
        .or_else(|| behind.iter().take(MOST_WORKS).find(fits))
}

/// What names an author in a short form: the family name, of a name in Hangul or Chinese characters the whole.
fn key(author: &Person) -> String {
    let eastern = author.name.chars().any(|ch| ch >= '\u{1100}');
    let name = match &author.family {
        Some(family) if !eastern => family,
        _ => &author.name,
    };
    letters(name)
}

fn letters(name: &str) -> String {
    name.chars()
        .filter(|ch| ch.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The words of a title in small letters, without the article at its begin.
fn words(title: &str) -> Vec<String> {
    let mut words: Vec<String> = title
        .split(|ch: char| !ch.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(MOST_WORDS)
        .map(str::to_lowercase)
        .collect();
    if words.len() > 1 && matches!(words[0].as_str(), "the" | "a" | "an") {
        words.remove(0);
    }
    words
}

/// Whether a short title stands in a full one.
fn holds(full: &[String], short: &[String]) -> bool {
    !short.is_empty() && full.windows(short.len()).any(|words| words == short)
}
