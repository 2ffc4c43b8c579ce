//! Labelled tokens become citations: runs of one label are fields, trimmed and read.

use std::ops::Range;

use super::accessed::Access;
use super::addresses::{self, Found};
use super::citation::{Citation, Date, Oddity, OddityKind, Part, Year, YearSource};
use super::dates::Reader;
use super::labels::{Label, State};
use super::persons;
use super::tokens::{Class, Token, is_one_of};

/// An entry with its tokens and what they were found to be.
pub(crate) struct Labelled<'t> {
    pub(crate) entry: &'t str,
    pub(crate) tokens: &'t [Token],
    pub(crate) states: &'t [State],
    /// How sure each state is, from 0 to 1.
    pub(crate) sure: &'t [f32],
    /// Addresses and DOIs in order.
    pub(crate) addresses: &'t [Found],
    /// Dates of access in order.
    pub(crate) accesses: &'t [Access],
}

/// A run of tokens of one field.
#[derive(Clone, Debug)]
struct Run {
    label: Label,
    tokens: Range<usize>,
}

impl Labelled<'_> {
    /// The citation that some tokens make; `None` where they hold no field.
    pub(crate) fn citation(
        &self,
        range: Range<usize>,
        oddities: &mut Vec<Oddity>,
    ) -> Option<Citation> {
        let runs = self.runs(range.clone());
        let mut citation = Citation::default();
        for run in &runs {
            self.read(run, &mut citation, oddities);
        }
        self.atoms(range.clone(), &mut citation, oddities);
        if citation == Citation::default() {
            return None;
        }
        self.institution(&mut citation);
        edited(&mut citation);
        let first = &self.tokens[range.start];
        let last = &self.tokens[range.end - 1];
        citation.span = first.start..last.end;
        citation.year = citation
            .date
            .as_ref()
            .and_then(|date| date.year)
            .map(|value| Year {
                value,
                from: YearSource::Printed,
            })
            .or_else(|| {
                let url = citation.url.as_ref().filter(|_| citation.doi.is_none());
                let value = addresses::year(&url?.text)?;
                Some(Year {
                    value,
                    from: YearSource::Address,
                })
            });
        let named = citation.title.as_ref().or(citation.container.as_ref());
        citation.language = named.and_then(Part::language).map(str::to_owned);
        Some(citation)
    }

    /// `Ministry of Unification (https://…)`: an institution with its address alone is no title.
    fn institution(&self, citation: &mut Citation) {
        let alone = citation.authors.is_empty()
            && citation.organization.is_none()
            && citation.container.is_none()
            && citation.date.is_none();
        if let (Some(title), Some(url)) = (&citation.title, &citation.url)
            && alone
            && persons::is_institution(&title.text)
            && let Some(between) = self.entry.get(title.span.end..url.span.start)
            && between.trim_matches(['*', '_', ' ', '<']) == "("
        {
            citation.organization = citation.title.take();
        }
    }

    fn runs(&self, range: Range<usize>) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for at in range {
            let (label, goes_on) = (self.states[at].label(), self.states[at].goes_on());
            match runs.last_mut() {
                Some(last) if goes_on && last.label == label && last.tokens.end == at => {
                    last.tokens.end = at + 1
                }
                _ if label.is_field() => runs.push(Run {
                    label,
                    tokens: at..at + 1,
                }),
                _ => {}
            }
        }
        // Emphasis alone is no field.
        let says = |at: usize| !matches!(self.tokens[at].text(self.entry), "*" | "_");
        runs.retain(|run| run.tokens.clone().any(says));
        runs
    }

    fn sure(&self, tokens: Range<usize>) -> f32 {
        self.sure[tokens].iter().copied().fold(1.0, f32::min)
    }

    fn read(&self, run: &Run, citation: &mut Citation, oddities: &mut Vec<Oddity>) {
        let sure = self.sure(run.tokens.clone());
        let part = || self.part(run, sure);
        let first = |slot: &mut Option<Part>| {
            if slot.is_none() {
                *slot = Some(part());
            }
        };
        match self.label(run) {
            Label::Author => {
                let part = self.names(run, sure);
                citation
                    .authors
                    .extend(persons::read(self.entry, self.list(&part), sure));
                match &mut citation.byline {
                    None => citation.byline = Some(part),
                    // A second run goes on with the list where only signs and small words stand between.
                    Some(byline) if part.span.start - byline.span.end <= 8 => {
                        byline.span.end = part.span.end;
                        byline.text = self.entry[byline.span.clone()].to_owned();
                        byline.confidence = byline.confidence.min(sure);
                    }
                    Some(_) => {}
                }
            }
            Label::Editor => citation.editors.extend(persons::read(
                self.entry,
                self.list(&self.names(run, sure)),
                sure,
            )),
            Label::Translator => {
                citation.translators.extend(persons::read(
                    self.entry,
                    self.list(&self.names(run, sure)),
                    sure,
                ));
            }
            Label::Title => first(&mut citation.title),
            Label::Container => first(&mut citation.container),
            Label::Series => first(&mut citation.series),
            Label::Publisher => first(&mut citation.publisher),
            Label::Place => first(&mut citation.place),
            Label::Organization => first(&mut citation.organization),
            Label::Volume => first(&mut citation.volume),
            Label::Issue => first(&mut citation.issue),
            Label::Edition => first(&mut citation.edition),
            Label::Identifier => first(&mut citation.identifier),
            Label::Pages => match &mut citation.pages {
                None => citation.pages = Some(part()),
                // `p. 347; p. 610`, not the pages of an erratum with its own volume and year.
                Some(pages) if self.is_list(pages.span.end, run.tokens.start) => {
                    let more = part();
                    pages.text = format!("{}; {}", pages.text, more.text);
                    pages.span.end = more.span.end;
                    pages.confidence = pages.confidence.min(sure);
                }
                Some(_) => {}
            },
            Label::Date if citation.date.is_none() => {
                citation.date = self.date(run, sure, oddities)
            }
            _ => {}
        }
    }

    /// The label of a run of names, by the word that stands at it: `Novak, M. E., eds.`, `(A. Berman, Trans.)`.
    fn label(&self, run: &Run) -> Label {
        if !matches!(run.label, Label::Author | Label::Editor | Label::Translator) {
            return run.label;
        }
        let text = |at: usize| {
            self.tokens
                .get(at)
                .map_or("", |token| token.text(self.entry))
        };
        // `trans. E. F. N. Jephcott`, `translated by`
        let mut first = run.tokens.start;
        while first > 0 && first + 2 > run.tokens.start && matches!(text(first - 1), "." | "by") {
            first -= 1;
        }
        if first > 0
            && is_one_of(
                text(first - 1),
                &[
                    "trans",
                    "transl",
                    "translated",
                    "übers",
                    "tłum",
                    "przeł",
                    "trad",
                ],
            )
        {
            return Label::Translator;
        }
        let mut at = run.tokens.end;
        while at < run.tokens.end + 3 && matches!(text(at), "," | "(" | "." | "[" | "et" | "al") {
            at += 1;
        }
        // `Berlin: Ed. Sigma` and `Ed Reina` are none: the word ends a list of names.
        let word = text(at).to_lowercase();
        let ends = matches!(text(at + 1), "." | ")" | "," | "]" | ":" | "");
        match word.as_str() {
            _ if !ends => run.label,
            "ed" | "eds" | "editor" | "editors" | "hg" | "hrsg" | "éd" | "éds" | "coord"
            | "coords" | "편" | "엮음" | "편저" | "red"
                if at > run.tokens.end || run.label == Label::Editor =>
            {
                Label::Editor
            }
            "trans" | "transl" | "translator" | "translators" | "übers" | "trad" | "tłum"
            | "przeł" | "역" | "옮김" | "번역" => Label::Translator,
            _ => run.label,
        }
    }

    /// Whether only signs, words of pages and `and` stand between a byte and a token.
    fn is_list(&self, from: usize, to: usize) -> bool {
        let first = self.tokens.partition_point(|token| token.start < from);
        (first..to).all(|at| {
            let token = &self.tokens[at];
            token.class == Class::Sign
                || PAGES.contains(&token.text(self.entry).to_lowercase().as_str())
        })
    }

    /// The tokens of a part.
    fn list(&self, part: &Part) -> &[Token] {
        let from = self
            .tokens
            .partition_point(|token| token.start < part.span.start);
        let to = self
            .tokens
            .partition_point(|token| token.end <= part.span.end);
        &self.tokens[from..to.max(from)]
    }

    /// A list of names: the stop behind a last initial belongs to it.
    fn names(&self, run: &Run, sure: f32) -> Part {
        let mut part = self.part(run, sure);
        let last = &self.tokens[run.tokens.end - 1];
        if last.class == Class::Letters
            && last.end - last.start <= 2
            && part.span.end == last.end
            && self.entry[part.span.end..].starts_with('.')
        {
            part.span.end += 1;
            part.text = self.entry[part.span.clone()].to_owned();
        }
        part
    }

    fn part(&self, run: &Run, confidence: f32) -> Part {
        let tokens = &self.tokens[run.tokens.clone()];
        let span = whole(self.entry, tokens[0].start..tokens[tokens.len() - 1].end);
        let text: String = self.entry[span.clone()]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        Part {
            text: signed(&self.entry[..span.start], text.trim_matches(['*', '_'])),
            span,
            confidence,
        }
    }

    fn date(&self, run: &Run, confidence: f32, oddities: &mut Vec<Oddity>) -> Option<Date> {
        let reader = Reader {
            entry: self.entry,
            tokens: self.tokens,
        };
        let mut year: Option<Date> = None;
        for at in run.tokens.clone() {
            let Some(read) = reader
                .date(at)
                .filter(|read| at + read.taken <= run.tokens.end + 1)
            else {
                continue;
            };
            if read.is_impossible {
                oddities.push(Oddity {
                    kind: OddityKind::ImpossibleDate,
                    span: read.date.span.clone(),
                });
            }
            if read.date.month.is_some() || read.date.season.is_some() || read.is_impossible {
                return Some(Date {
                    confidence,
                    ..read.date
                });
            }
            year.get_or_insert(Date {
                confidence,
                ..read.date
            });
        }
        year
    }

    /// What rules know: addresses, DOIs, dates of access.
    fn atoms(&self, range: Range<usize>, citation: &mut Citation, oddities: &mut Vec<Oddity>) {
        let bytes = self.tokens[range.start].start..self.tokens[range.end - 1].end;
        let before = |at: usize| {
            self.addresses
                .partition_point(|found| found.span.start < at)
        };
        let known = before(bytes.start)..before(bytes.end);
        for found in &self.addresses[known] {
            let part = |text: &String| Part {
                text: text.clone(),
                span: found.inner.clone(),
                confidence: 1.0,
            };
            if citation.url.is_none() {
                citation.url = found.address.as_ref().map(part);
            }
            if citation.doi.is_none() {
                citation.doi = found.doi.as_ref().map(part);
            }
        }
        citation.host = citation
            .url
            .as_ref()
            .and_then(|url| addresses::host(&url.text));
        let before = |at: usize| {
            self.accesses
                .partition_point(|own| own.date.span.start < at)
        };
        for access in &self.accesses[before(bytes.start)..before(bytes.end)] {
            if access.is_impossible {
                oddities.push(Oddity {
                    kind: OddityKind::ImpossibleDate,
                    span: access.date.span.clone(),
                });
            }
            if citation.accessed.is_none() {
                citation.accessed = Some(access.date.clone());
            }
        }
    }
}

/// A book that its editors head, with no title beside it, is a work rather than what one stands in.
fn edited(citation: &mut Citation) {
    let alone =
        citation.title.is_none() && citation.authors.is_empty() && citation.volume.is_none();
    if let (Some(editor), Some(container)) = (citation.editors.first(), &citation.container)
        && alone
        && editor.span.start < container.span.start
    {
        citation.title = citation.container.take();
    }
}

/// A field of which the begin stands in quotation marks or emphasis and the rest behind them, without those signs:
/// `"Hyŏndaesŏng kwa yŏnghwa" 현대성과 영화`, `*Chosŏn yŏnghwa* 조선영화`.
fn signed(before: &str, text: &str) -> String {
    let is_behind = |rest: &str| {
        rest.trim_start().starts_with(|ch: char| {
            matches!(ch, '[' | '(' | '가'..='힣' | '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}')
        })
    };
    for (open, close) in [("*", "*"), ("_", "_"), ("\"", "\""), ("“", "”"), ("‘", "’")] {
        let inner = match text.strip_prefix(open) {
            Some(inner) => inner,
            None if before.ends_with(open) => text,
            None => continue,
        };
        if let Some((own, rest)) = inner.split_once(close)
            && rest.starts_with(' ')
            && is_behind(rest)
            && !rest.contains(close)
        {
            return format!("{own}{rest}");
        }
    }
    text.to_owned()
}

/// Words between the pages of a list.
const PAGES: [&str; 13] = [
    "p", "pp", "s", "ss", "page", "pages", "and", "et", "und", "i", "쪽", "면", "및",
];

/// Signs that open and close something, the same where no direction shows.
const PAIRS: [(char, char); 14] = [
    ('(', ')'),
    ('[', ']'),
    ('“', '”'),
    ('‘', '’'),
    ('„', '”'),
    ('«', '»'),
    ('「', '」'),
    ('『', '』'),
    ('〈', '〉'),
    ('《', '》'),
    ('<', '>'),
    ('（', '）'),
    ('{', '}'),
    ('\'', '\''),
];

/// More signs than these at an end of a field are noise.
const MOST_SIGNS: usize = 6;

/// Takes in the signs that a trimmed field has lost: `?`, `...`, the bracket or quote whose partner stands inside.
fn whole(entry: &str, span: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = span;
    for _ in 0..MOST_SIGNS {
        let inside = &entry[start..end];
        let rest = &entry[end..];
        let Some(next) = rest.chars().next() else {
            break;
        };
        let closes = PAIRS.iter().any(|(open, close)| {
            *close == next
                && *open != *close
                && inside.matches(*open).count() > inside.matches(*close).count()
        });
        let dots = rest.starts_with("...") || next == '…';
        if closes
            || dots
            || matches!(next, '?' | '!' | '？' | '！' | '%' | '+' | '#')
                && !rest[1..].starts_with('#')
        {
            end += if rest.starts_with("...") {
                3
            } else {
                next.len_utf8()
            };
            continue;
        }
        break;
    }
    for _ in 0..MOST_SIGNS {
        let Some(before) = entry[..start].chars().next_back() else {
            break;
        };
        let inside = &entry[start..end];
        let opens = PAIRS.iter().any(|(open, close)| {
            *open == before
                && *open != *close
                && inside.matches(*close).count() > inside.matches(*open).count()
        });
        // `'제목' 나머지`: a straight quote closed inside.
        let straight = before == '\'' && inside.matches('\'').count() == 1 && inside.contains("' ");
        if !opens && !straight {
            break;
        }
        start -= before.len_utf8();
    }
    start..end
}
