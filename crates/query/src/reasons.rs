//! Why something matched, in plain words.

use seoji_analysis::hangul::{Standard, spelled_otherwise};
use seoji_analysis::{Normalised, TokenKind};

use crate::highlight::Occurrence;
use crate::plan::{Item, Variant, decade_of};
use crate::results::Reason;

/// Why a text matched what was typed; the closest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// The same characters, upper and lower case aside.
    Exact,
    /// The same letters; accents differ.
    Accents,
    /// The same letters; spaces or hyphens differ.
    Spacing,
    /// The same date, number, sum or range in another form.
    NormalForm,
    /// The same name; family and given name stand the other way round.
    Order,
    /// Hanja in the one are Hangul in the other.
    Hanja,
    /// The same word as the other Korea spells it.
    Spelling(Standard),
    /// The same word in another form.
    Inflected,
    /// A word that fits what was left open.
    Open,
    /// One of words near each other, which stand in this range of bytes.
    Near(std::ops::Range<usize>),
    /// The item's variant with this number: another spelling of a name, another name.
    Variant(usize),
}

impl Rule {
    /// The rule by which `matched` answers `typed` when both went through the literal field.
    pub(crate) fn of_text(typed: &str, matched: &str, reading: bool) -> Self {
        let (typed_letters, matched_letters) = (letters(typed), letters(matched));
        if reading || has_hanja(typed) != has_hanja(matched) {
            Self::Hanja
        } else if decade_of(typed).is_some_and(|other| other == matched) {
            Self::NormalForm
        } else if is_part(&typed_letters, &matched_letters) {
            Self::Spacing
        } else if matched_letters.starts_with(|c| matches!(c, '가'..='힣'))
            && typed_letters.starts_with(&matched_letters)
            && typed_letters != matched_letters
        {
            // 김수키 of 김수키는: the word without its particle.
            Self::Inflected
        } else if let Some(standard) = spelled_otherwise(&typed_letters, &matched_letters) {
            Self::Spelling(standard)
        } else if typed_letters != matched_letters {
            if is_reordered(&typed_letters, &matched_letters) {
                Self::Order
            } else {
                Self::Accents
            }
        } else if gaps(typed) == gaps(matched) {
            Self::Exact
        } else if typed_letters.chars().all(char::is_numeric) {
            Self::NormalForm
        } else {
            Self::Spacing
        }
    }

    /// The rule by which a token of the stem field answers `typed`.
    pub(crate) fn of_token(typed: &str, matched: &str, kind: TokenKind) -> Self {
        let same = letters(typed) == letters(matched);
        let spelled = || spelled_otherwise(&letters(typed), &letters(matched));
        match kind {
            _ if same && gaps(typed) == gaps(matched) => Self::Exact,
            TokenKind::Normal => Self::NormalForm,
            _ if has_hanja(typed) != has_hanja(matched) => Self::Hanja,
            _ if same => Self::Spacing,
            _ if spelled().is_some() => spelled().map_or(Self::Inflected, Self::Spelling),
            TokenKind::Joined if is_part(&letters(typed), &letters(matched)) => Self::Spacing,
            _ => Self::Inflected,
        }
    }

    /// How far the match is from what was typed.
    pub(crate) fn distance(&self) -> u8 {
        match self {
            Self::Exact => 0,
            Self::Accents => 1,
            Self::Spacing => 2,
            Self::NormalForm => 3,
            Self::Order => 4,
            Self::Hanja => 5,
            Self::Spelling(_) => 6,
            Self::Inflected => 7,
            Self::Open => 8,
            Self::Near(_) => 9,
            Self::Variant(_) => 10,
        }
    }

    fn in_words(&self, typed: &str, variants: &[Variant], matched: &str) -> String {
        match self {
            Self::Exact => "exact".to_owned(),
            Self::Accents => "same letters, accents aside".to_owned(),
            Self::Spacing => "spacing differs".to_owned(),
            Self::NormalForm => "same date or number, written differently".to_owned(),
            Self::Order => "same name, in the other order".to_owned(),
            Self::Hanja if has_hanja(matched) => read_as(matched, typed),
            Self::Hanja => read_as(typed, matched),
            Self::Spelling(Standard::North) => "North Korean spelling".to_owned(),
            Self::Spelling(Standard::South) => "South Korean spelling".to_owned(),
            Self::Inflected => "same word, other form".to_owned(),
            Self::Open => match typed.strip_suffix('*') {
                Some(begins) if !begins.contains(['*', '?']) => format!("begins with {begins}"),
                _ => format!("fits {typed}"),
            },
            Self::Near(_) => "words near each other".to_owned(),
            Self::Variant(number) => variants
                .get(*number)
                .map(|variant| variant.rule.clone())
                .unwrap_or_default(),
        }
    }
}

/// A reason for each item that the passage matched: its closest occurrence, or the heading above it.
pub(crate) fn reasons(
    items: &[&Item],
    text: &str,
    in_text: &[Occurrence],
    heading: &str,
    in_heading: &[Occurrence],
) -> Vec<Reason> {
    let closest = |occurrences: &[Occurrence], index: usize| {
        let own = occurrences
            .iter()
            .filter(|occurrence| occurrence.item == index);
        let number = |occurrence: &Occurrence| match occurrence.rule {
            Rule::Variant(number) => number,
            _ => 0,
        };
        own.min_by_key(|occurrence| {
            (
                occurrence.rule.distance(),
                number(occurrence),
                occurrence.span.start,
            )
        })
        .cloned()
    };
    let mut reasons: Vec<Reason> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        if let Some(best) = closest(in_text, index) {
            let matched = match &best.rule {
                Rule::Near(range) => &text[range.clone()],
                _ => &text[best.span.clone()],
            };
            let evidence = match best.rule {
                Rule::Variant(number) => item
                    .variants
                    .get(number)
                    .and_then(|variant| variant.evidence.clone()),
                _ => None,
            };
            let rule = best.rule.in_words(&item.text, &item.variants, matched);
            // Words of one name (`HIDDEN COBRA`, `Rodong Sinmun`) that another text answers have one reason.
            if let Some(last) = reasons.last_mut()
                && matches!(best.rule, Rule::Variant(_))
                && (&last.rule, &last.evidence, last.matched.as_str())
                    == (&rule, &evidence, matched)
            {
                last.query = format!("{} {}", last.query, item.text);
                continue;
            }
            reasons.push(Reason {
                query: item.text.clone(),
                matched: matched.to_owned(),
                rule,
                evidence,
            });
        } else if let Some(best) = closest(in_heading, index) {
            let matched = heading[best.span.clone()].to_owned();
            let rule = "in the heading above".to_owned();
            reasons.push(Reason {
                query: item.text.clone(),
                matched,
                rule,
                evidence: None,
            });
        }
    }
    reasons
}

/// Whether two texts hold the same letters, accents aside, in another order; both went through a pattern of the same
/// words, so that this means the words and not the letters were moved.
fn is_reordered(typed: &str, matched: &str) -> bool {
    let folded = |text: &str| {
        let mut folded = String::new();
        seoji_analysis::fold(text, &mut folded);
        folded
    };
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    let (typed, matched) = (folded(typed), folded(matched));
    typed != matched && sorted(&typed) == sorted(&matched)
}

/// Whether `whole` is `part` with more letters on one side: two words written as one.
fn is_part(part: &str, whole: &str) -> bool {
    whole.len() > part.len() && (whole.starts_with(part) || whole.ends_with(part))
}

/// How Hanja are read, as `hangul` reads them where it can be: 金 of 金正恩 as 김.
fn read_as(text: &str, hangul: &str) -> String {
    let letters =
        |text: &str| -> Vec<char> { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let (written, read) = (letters(text), letters(hangul));
    let readings = seoji_analysis::hanja::read(&written.iter().collect::<String>());
    let is_hanja = |c: &char| has_hanja(c.encode_utf8(&mut [0; 4]));
    let known = written.iter().zip(readings).enumerate();
    let (hanja, reading): (String, String) = known
        .filter(|(_, (c, _))| is_hanja(c))
        .map(|(at, (&c, reading))| {
            let own = read.get(at).filter(|&&own| {
                reading.is_some_and(|reading| reading.main == own || reading.other == Some(own))
            });
            (
                c,
                own.copied()
                    .or(reading.map(|reading| reading.main))
                    .unwrap_or(c),
            )
        })
        .unzip();
    format!("Hanja {hanja} read {reading}")
}

/// The letters and digits of a text, lower-cased and composed.
fn letters(text: &str) -> String {
    Normalised::new(text)
        .as_str()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Before which letters (by number) something else stands.
fn gaps(text: &str) -> Vec<usize> {
    let mut gaps = Vec::new();
    let (mut letters, mut gap) = (0, false);
    for c in Normalised::new(text).as_str().chars() {
        if c.is_alphanumeric() {
            if gap && letters > 0 {
                gaps.push(letters);
            }
            gap = false;
            letters += 1;
        } else {
            gap = true;
        }
    }
    gaps
}

fn has_hanja(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'))
}

#[cfg(test)]
mod tests;
