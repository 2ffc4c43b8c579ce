//! References from one note to another: `Ibid., p. 5`, `위의 책, 34쪽`, `Tudor, op. cit., p. 62`, `앞의 글`, `see note 12`.
//!
//! A word that repeats the last citation means the note before; one that repeats an earlier citation means the last
//! note by the author before it (`이유지, 앞의 글`), or the note before where no name is given. Where no earlier note is by
//! that author it means nothing that is known.

use std::collections::HashMap;
use std::ops::Range;

use crate::markers::number_list;
use crate::tree::{BackReference, Block, BlockKind};
use crate::work_form::{QUOTES_OF_ARTICLES, QUOTES_OF_BOOKS, WorkForm, name_words};

/// Words that repeat the citation of the note before (Chicago Manual of Style 14.34; Korean style guides: 위의, 같은,
/// 上揭; Polish tamże; German ebenda).
const PREVIOUS: &[&str] = &[
    "ibidem",
    "ibid",
    "ib.",
    "idem",
    "id.",
    "tamże",
    "ebenda",
    "ebd.",
    "loc. cit",
    "loc.cit",
    "위의 책",
    "위의 글",
    "위의 논문",
    "위의 기사",
    "위의 자료",
    "위의 보고서",
    "위 책",
    "위 글",
    "위 논문",
    "위 기사",
    "위 자료",
    "같은 책",
    "같은 글",
    "같은 논문",
    "같은 기사",
    "같은 자료",
    "같은 보고서",
    "같은 곳",
    "같은 쪽",
    "상게서",
    "상게논문",
    "상게 논문",
    "상게글",
    "동게서",
    "상동",
    "上揭書",
    "上揭論文",
    "上同",
    "同書",
];

/// Words that repeat an earlier citation of the author before them.
const EARLIER: &[&str] = &[
    "op. cit",
    "op.cit",
    "dz. cyt",
    "dz.cyt",
    "a.a.o",
    "a. a. o",
    "앞의 책",
    "앞의 글",
    "앞의 논문",
    "앞의 기사",
    "앞의 자료",
    "앞의 보고서",
    "앞 책",
    "앞 글",
    "앞 논문",
    "앞책",
    "앞글",
    "전게서",
    "전게논문",
    "전게 논문",
    "전게글",
    "前揭書",
    "前揭論文",
];

/// Words before the number of another note; those that end in a full stop need one of [`LEADS`] before them.
const NUMBERED: &[&str] = &[
    "footnotes",
    "footnote",
    "notes",
    "note",
    "nn.",
    "n.",
    "fn.",
    "anmerkung",
    "anm.",
    "przyp.",
    "각주",
    "주석",
    "주",
];

/// What stands before the number of the note that cites a short form's work in full: `Frank: DDR (wie Anm. 2)`,
/// `Tudor, supra note 4, at 5`.
const AS_IN: &[&str] = &["wie", "supra", "jak w", "as in"];

/// What must stand before a bare `note 12` for it to mean another note of the document.
const LEADS: &[&str] = &[
    "see", "cf.", "supra", "above", "zob.", "vgl.", "siehe", "wie", "jak w",
];

/// Words before a name that are no part of it, in lower case.
const SIGNALS: &[&str] = &[
    "see", "also", "cf", "compare", "but", "and", "in", "quoted", "supra", "zob", "por", "vgl",
    "siehe", "the", "또한", "한편", "참조",
];
/// The quotes of titles.
const QUOTES: [(char, char); 8] = [
    ('「', '」'),
    ('『', '』'),
    ('《', '》'),
    ('〈', '〉'),
    ('“', '”'),
    ('„', '”'),
    ('<', '>'),
    ('"', '"'),
];
/// So many words of a name are compared.
const MOST_NAME_WORDS: usize = 8;
/// So many notes with a name are looked at, the last first.
const MOST_LOOKED_BACK: usize = 256;

/// So much of a note is looked at for words that point back, in bytes.
const LOOKED_AT: usize = 4096;
/// So much of a note's begin is looked at for names that later notes may repeat, in bytes.
const NAMES_WITHIN: usize = 400;
/// So much of what stands behind a semicolon is looked at for the names of a further work, in bytes.
const FURTHER_NAMES_WITHIN: usize = 200;
/// A name before `op. cit.` is at most so long, in bytes; after more there is a sentence.
const LONGEST_LEAD: usize = 120;

/// A place that repeats a citation which no note before has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unresolved {
    /// The block in which it stands.
    pub(crate) block: usize,
    /// The words, in bytes of the block's text.
    pub(crate) span: Range<usize>,
}

/// Finds the back references of all notes and entries, and tells which repeat nothing; takes time linear in their
/// length.
pub(crate) fn find(blocks: &mut [Block]) -> Vec<Unresolved> {
    let mut labels: HashMap<String, usize> = HashMap::new();
    for (at, block) in blocks.iter().enumerate() {
        if let (true, Some(label)) = (is_note(block), &block.label) {
            labels.entry(label.to_lowercase()).or_insert(at);
        }
    }
    let mut known = KnownNotes::default();
    let mut before: Option<usize> = None;
    let mut unresolved = Vec::new();
    for (at, block) in blocks.iter_mut().enumerate() {
        if !is_note(block) {
            continue;
        }
        let text = &block.text;
        let mut found = Vec::new();
        let mut repeats = false;
        for (span, target) in repeated(text, before, &known) {
            if repeats_its_own(text, &span) {
                continue;
            }
            repeats = true;
            match target {
                Some(target) => found.push(BackReference {
                    span,
                    target,
                    repeats: true,
                }),
                None => unresolved.push(Unresolved { block: at, span }),
            }
        }
        found.extend(
            numbered(text)
                .into_iter()
                .filter_map(|(label, span, repeats)| {
                    let target = *labels.get(&label)?;
                    let marked = block
                        .markers
                        .iter()
                        .any(|marker| marker.span.start < span.end && span.start < marker.span.end);
                    (target != at && !marked).then_some(BackReference {
                        span,
                        target,
                        repeats,
                    })
                }),
        );
        found.sort_by_key(|reference| reference.span.start);
        if !repeats {
            known.add(at, text);
        }
        before = Some(at);
        block.back_references = found;
    }
    unresolved
}

/// Whether words repeat what their own note cites before them: `O Chi-yŏng, Tonghaksa (1940), 57. Ibid., 60`.
fn repeats_its_own(text: &str, words: &Range<usize>) -> bool {
    let own = text[words.clone()].to_lowercase();
    let before = text[..words.start].trim_end();
    let is_year =
        |digits: &[u8]| digits.iter().all(u8::is_ascii_digit) && matches!(digits[0], b'1' | b'2');
    let begins_anew = before.ends_with(['.', ';', '。']) || crate::joins::ends_sentence(before);
    PREVIOUS.iter().any(|word| own.starts_with(word))
        && begins_anew
        && before.as_bytes().windows(4).any(is_year)
}

/// The notes that cite works of their own, by the words of their begins.
#[derive(Default)]
struct KnownNotes {
    /// Words outside titles in quotes: names. The notes ascend.
    names: HashMap<String, Vec<usize>>,
    /// All words.
    words: HashMap<String, Vec<usize>>,
    /// What each note cites, work by work.
    works: HashMap<usize, Vec<Work>>,
}

/// A work that a note cites, by its words.
struct Work {
    form: Option<WorkForm>,
    /// Words outside titles in quotes.
    names: Vec<String>,
    /// All words.
    words: Vec<String>,
    /// The single letters of names, which stand for given names.
    initials: Vec<String>,
}

impl Work {
    fn of(citation: &str) -> Self {
        let bare = without_quotes(citation);
        let letters = bare.split(|c: char| !c.is_alphanumeric());
        Self {
            form: shown(citation),
            names: name_words(&bare).collect(),
            words: name_words(citation).collect(),
            initials: letters
                .filter(|word| word.chars().count() == 1)
                .map(str::to_lowercase)
                .collect(),
        }
    }

    /// Whether all words stand in the citation; of given names the initial will do.
    fn has(&self, name: &[String], quoted: bool) -> bool {
        let own = if quoted { &self.words } else { &self.names };
        name.iter().all(|word| {
            let initial = word.chars().next().map(String::from).unwrap_or_default();
            own.contains(word) || self.initials.contains(&initial)
        })
    }
}

impl KnownNotes {
    fn add(&mut self, at: usize, text: &str) {
        let push = |index: &mut HashMap<String, Vec<usize>>, word: &String| {
            let notes = index.entry(word.clone()).or_default();
            if notes.last() != Some(&at) {
                notes.push(at);
            }
        };
        let mut works = Vec::new();
        let text = &text[..floor(text, LOOKED_AT)];
        for (number, clause) in text.split([';', '；']).enumerate() {
            let within = if number == 0 {
                NAMES_WITHIN
            } else {
                FURTHER_NAMES_WITHIN
            };
            let work = Work::of(&clause[..floor(clause, within)]);
            for word in &work.words {
                push(&mut self.words, word);
            }
            for word in &work.names {
                push(&mut self.names, word);
            }
            works.push(work);
        }
        self.works.insert(at, works);
    }

    /// The last note that the words before `op. cit.` mean: all of them stand in a work that it cites, of given names
    /// the initial will do. A work of another form than `said` is meant only where there is no other. `Err` where there
    /// are no words.
    fn meant(&self, lead: &str, said: Option<WorkForm>) -> Result<Option<usize>, NoName> {
        let lead = lead.trim_start();
        let quoted = lead.starts_with(QUOTES.map(|(open, _)| open));
        let wanted = |text: &str| -> Vec<String> {
            name_words(text)
                .filter(|word| !SIGNALS.contains(&word.as_str()))
                .collect()
        };
        let mut name = if quoted {
            wanted(lead)
        } else {
            let parts = lead.split([',', '，']).map(wanted);
            parts
                .into_iter()
                .find(|words| !words.is_empty())
                .unwrap_or_default()
        };
        name.truncate(MOST_NAME_WORDS);
        if name.is_empty() {
            return Err(NoName);
        }
        let index = if quoted { &self.words } else { &self.names };
        let none = Vec::new();
        let lists: Vec<&Vec<usize>> = name
            .iter()
            .map(|word| index.get(word).unwrap_or(&none))
            .collect();
        let fits = |at: usize, said: Option<WorkForm>| {
            let works = self.works.get(&at).into_iter().flatten();
            let mut fitting = works.filter(|work| work.has(&name, quoted));
            fitting.any(|work| said.is_none() || work.form.is_none() || work.form == said)
        };
        // The rarest word that stands in any note tells most; an initial alone tells nothing.
        let rarest = lists
            .iter()
            .filter(|list| !list.is_empty())
            .min_by_key(|list| list.len());
        let found = rarest.and_then(|list| {
            let mut latest = list.iter().rev().take(MOST_LOOKED_BACK).copied();
            let of_form = latest.clone().find(|&at| fits(at, said));
            of_form.or_else(|| latest.find(|&at| fits(at, None)))
        });
        Ok(found)
    }
}

/// That no name stands before the words that repeat.
struct NoName;

/// A text without what stands in the quotes of titles.
fn without_quotes(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut close = None;
    for c in text.chars() {
        match close {
            Some(end) if c == end => {
                close = None;
                bare.push(' ');
            }
            Some(_) => {}
            None => match QUOTES.iter().find(|(open, _)| *open == c) {
                Some((_, end)) => close = Some(*end),
                None => bare.push(c),
            },
        }
    }
    bare
}

fn is_note(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Entry | BlockKind::Note)
}

/// The places of a note that repeat a citation, with the note that they mean.
fn repeated(
    text: &str,
    before: Option<usize>,
    known: &KnownNotes,
) -> Vec<(Range<usize>, Option<usize>)> {
    let mut found = Vec::new();
    let mut start = 0;
    // A note of several citations parts them by semicolons.
    for clause in text[..floor(text, LOOKED_AT)].split_inclusive([';', '；']) {
        let from = start;
        start += clause.len();
        let previous = phrase(clause, PREVIOUS).map(|span| (span, true));
        let earlier = || phrase(clause, EARLIER).map(|span| (span, false));
        let Some((span, is_previous)) = previous.or_else(earlier) else {
            continue;
        };
        let target = match known.meant(&clause[..span.start], WorkForm::said(&clause[span.clone()]))
        {
            Ok(named) => named,
            // Behind another citation of the same note it repeats that one.
            Err(NoName) if from > 0 && is_previous => continue,
            Err(NoName) => before,
        };
        found.push((from + span.start..from + span.end, target));
    }
    found
}

/// The first of the phrases that stands where a citation would: at the begin, or behind a name and a comma, and with
/// nothing but a page behind it.
fn phrase(clause: &str, phrases: &[&str]) -> Option<Range<usize>> {
    let lower = clause.to_lowercase();
    // Lower case may have another length (İ); then the places would not fit.
    let lower = if lower.len() == clause.len() {
        lower
    } else {
        clause.to_owned()
    };
    let mut best: Option<Range<usize>> = None;
    for phrase in phrases {
        let Some(start) = lower.find(phrase) else {
            continue;
        };
        let mut end = start + phrase.len();
        let stop = lower[end..].starts_with('.');
        end += usize::from(stop);
        let lead = lower[..start].trim_end();
        let after = lower[end..].trim_start();
        let begins = lead.is_empty()
            || lead.ends_with([',', '.', '(', ':', '“', '"', '「', '『', '<'])
            || lead.len() < start
                && lead.len() <= LONGEST_LEAD / 2
                && is_hangul_phrase(phrase)
                && !lead.contains(' ');
        let ends = after.is_empty()
            || after.starts_with([',', '.', ';', ':', ')', '」', '』', '>', '”', '"', '(', '['])
            || after.starts_with(|c: char| c.is_ascii_digit())
            || ["p.", "pp.", "s.", "str.", "at ", "제", "쪽", "면", "p "]
                .iter()
                .any(|sign| after.starts_with(sign));
        if begins
            && ends
            && lead.len() <= LONGEST_LEAD
            && best.as_ref().is_none_or(|best| start < best.start)
        {
            best = Some(start..end);
        }
    }
    best
}

fn is_hangul_phrase(phrase: &str) -> bool {
    phrase.starts_with(|c: char| !c.is_ascii())
}

/// The labels of other notes that a note names, with the places, and whether what stands before is a short form of what
/// they cite: `see note 12`, `각주 5 참조`, `Frank: DDR (wie Anm. 2)`.
pub(crate) fn numbered(text: &str) -> Vec<(String, Range<usize>, bool)> {
    let text = &text[..floor(text, LOOKED_AT)];
    let lower = text.to_ascii_lowercase();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(digit) = lower[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + digit;
        let digits = lower[start..]
            .bytes()
            .take_while(u8::is_ascii_digit)
            .count();
        at = start + digits;
        let before = lower[..start].trim_end();
        let Some(word) = NUMBERED.iter().find(|word| before.ends_with(**word)) else {
            continue;
        };
        let lead = &before[..before.len() - word.len()];
        if lead.ends_with(char::is_alphanumeric) {
            continue;
        }
        let lead = lead.trim_end();
        let behind = lower[at..].trim_start_matches([')', '）', ' ']);
        let points = match *word {
            "각주" => true,
            "주석" | "주" => [
                "참조",
                "참고",
                "을 보라",
                "를 보라",
                "과 같",
                "와 같",
                "의 책",
                "의 글",
                "의 논문",
            ]
            .iter()
            .any(|sign| behind.starts_with(sign)),
            _ => {
                LEADS.iter().any(|sign| lead.ends_with(sign))
                    || behind.starts_with("above")
                    || behind.starts_with("supra")
            }
        };
        if let (true, Some(labels)) = (points && digits <= 4, number_list(&lower[start..at])) {
            let from = before.len() - word.len();
            let short = AS_IN
                .iter()
                .find_map(|sign| lead.strip_suffix(sign))
                .map(str::trim_end)
                .filter(|short| short.ends_with([',', '(']));
            let repeats = short.is_some_and(|short| {
                let clause = text[..short.len()]
                    .rsplit([';', '；'])
                    .next()
                    .unwrap_or_default();
                name_words(clause).any(|word| !SIGNALS.contains(&word.as_str()))
            });
            found.extend(labels.into_iter().map(|label| (label, from..at, repeats)));
        }
    }
    found
}

/// What the quotes of a citation say: an article stands in others than a book.
fn shown(citation: &str) -> Option<WorkForm> {
    match () {
        () if citation.contains(QUOTES_OF_ARTICLES) => Some(WorkForm::Article),
        () if citation.contains(QUOTES_OF_BOOKS) => Some(WorkForm::Book),
        () => None,
    }
}

/// The last char boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests;
