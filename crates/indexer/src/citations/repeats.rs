//! Notes that repeat a citation of another note, `김성보, 앞의 책, 130쪽`: which of its works they mean.

use seoji_document::{WorkForm, name_words};
use seoji_schema::{Citation, EntryKind, Part, PassageRecord, TextSpan};

use crate::passages::mentions::Repeat;

/// So many words before the repeating ones are compared with names and titles.
const MOST_WORDS: usize = 24;

/// Gives a note that repeats a citation what it repeats, with its own pages.
pub(super) fn settle(records: &mut [PassageRecord], repeat: Repeat) {
    let (before, from) = records.split_at_mut(repeat.note);
    let (Some(of), Some(note)) = (before.get(repeat.of), from.first_mut()) else {
        return;
    };
    let Some(cited) = meant(of, &note.text, repeat.words) else {
        return;
    };
    let touches =
        |citation: &Citation| citation.span.0 < repeat.words.1 && repeat.words.0 < citation.span.1;
    // What the parser made of `Ibid., p. 5` is no work.
    let own = note.citations.iter().find(|citation| touches(citation));
    let pages = own
        .and_then(|own| own.pages.clone())
        .or_else(|| pages_behind(&note.text, repeat.words.1));
    let repeated = Citation {
        span: repeat.words,
        pages,
        repeats: Some(of.label.clone().unwrap_or_default()),
        ..cited.clone()
    };
    note.citations.retain(|citation| !touches(citation));
    note.citations.push(repeated);
    note.citations.sort_by_key(|citation| citation.span);
    note.entry = match note.entry {
        Some(EntryKind::Comment) | None => Some(EntryKind::Citation),
        kind => kind,
    };
}

/// The pages that stand right behind byte `at`: `, p. 5`, `, 34-36쪽`.
pub(super) fn pages_behind(text: &str, at: u32) -> Option<Part> {
    let mut start = at as usize;
    let mut rest = text.get(start..)?;
    rest = rest.strip_prefix(')').unwrap_or(rest);
    for lead in [", ", ",", ". ", " "] {
        if let Some(after) = rest.strip_prefix(lead) {
            rest = after;
            break;
        }
    }
    for lead in [
        "pp. ", "pp.", "p. ", "p.", "s. ", "S. ", "SS. ", "Ss. ", "str. ", "at ", "제",
    ] {
        if let Some(after) = rest.strip_prefix(lead) {
            rest = after;
            break;
        }
    }
    start = text.len() - rest.len();
    let digits = |c: char| c.is_ascii_digit() || matches!(c, '-' | '–' | '~' | '—');
    let length = rest.find(|c| !digits(c)).unwrap_or(rest.len());
    let pages = rest[..length].trim_end_matches(|c: char| !c.is_ascii_digit());
    let sound = pages.starts_with(|c: char| c.is_ascii_digit()) && pages.len() <= 16;
    sound.then(|| Part {
        text: pages.to_owned(),
        span: (start as u32, (start + pages.len()) as u32),
        confidence: 80,
    })
}

/// The work of a note that the words before and in a repetition mean: the one of which they name most, of the form that
/// they say (`앞의 책` is no article), else the last.
fn meant<'r>(of: &'r PassageRecord, text: &str, words: TextSpan) -> Option<&'r Citation> {
    let (start, end) = (words.0 as usize, words.1 as usize);
    let before = text.get(..start)?;
    let lead = before.rsplit([';', '；']).next().unwrap_or(before);
    let named: Vec<String> = names(lead).collect();
    let said = WorkForm::said(text.get(start..end)?);
    let score = |citation: &Citation| {
        let people = citation
            .authors
            .iter()
            .chain(&citation.editors)
            .map(|person| person.name.as_str());
        let parts = [&citation.organization, &citation.title, &citation.container];
        let parts = parts.into_iter().flatten().map(|part| part.text.as_str());
        let own: Vec<String> = people.chain(parts).flat_map(names).collect();
        let in_common = named.iter().filter(|word| own.contains(word)).count();
        let agrees = said.is_some() && form(of, citation) == said;
        (in_common, agrees)
    };
    // Of several that are as good the last one counts.
    of.citations.iter().max_by_key(|citation| score(citation))
}

/// The first words that can be a part of a name.
fn names(text: &str) -> impl Iterator<Item = String> {
    name_words(text).take(MOST_WORDS)
}

/// What a work is: the quotes of its title tell, else what it stands in.
fn form(of: &PassageRecord, citation: &Citation) -> Option<WorkForm> {
    // The title of what is repeated stands in another note.
    let title = citation
        .title
        .as_ref()
        .filter(|_| citation.repeats.is_none());
    let before = title.and_then(|title| of.text.get(..title.span.0 as usize));
    let quote = before.and_then(|before| before.trim_end().chars().next_back());
    if let Some(form) = quote.and_then(WorkForm::of_quote) {
        return Some(form);
    }
    match (&citation.container, &citation.publisher) {
        (Some(_), _) => Some(WorkForm::Article),
        (None, Some(_)) => Some(WorkForm::Book),
        (None, None) => None,
    }
}
