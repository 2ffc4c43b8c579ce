//! Short forms of notes, `Armstrong, *North Korean Revolution*, 77`: author and the main words of a title that is cited in
//! full elsewhere in the document (Chicago Manual of Style, 17th edition, 14.30).

use std::collections::HashMap;

use seoji_schema::{Citation, PassageRecord, Person};

/// So many works of an author are compared with a short form, the last before it first.
const MOST_WORKS: usize = 64;

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
            let Some(full) = meant(&records[at].citations[number], at, &works) else {
                continue;
            };
            let of = &records[full.record];
            let label = of.label.clone().unwrap_or_default();
            let whole = of.citations[full.citation].clone();
            let short = &mut records[at].citations[number];
            *short = Citation {
                span: short.span,
                pages: short.pages.take(),
                volume: short.volume.take().or_else(|| whole.volume.clone()),
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

/// The full citation that a citation is the short form of.
fn meant<'w>(
    citation: &Citation,
    at: usize,
    works: &'w HashMap<String, Vec<Full>>,
) -> Option<&'w Full> {
    let (author, title) = (citation.authors.first()?, citation.title.as_ref()?);
    let bare = citation.repeats.is_none() && !is_full(citation) && citation.pages.is_some();
    if !bare {
        return None;
    }
    let own = words(&title.text);
    let of_author = works.get(&key(author))?;
    let fits = |full: &&Full| holds(&full.words, &own);
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
