//! The runs of a text that may be names.

use std::ops::Range;

use super::latin::Spelling;
use super::model::Model;
use super::{Surface, foreign, gate};
use crate::hangul::is_syllable;
use crate::korean::{Eojeol, Tag};
use crate::normalise::Normalised;
use crate::{Analyzer, Language, stop_words};

mod divided;

/// Writes the runs of `text` that may be names to `out`, which is cleared; `language` is that of the passage.
///
/// Spans are bytes of `text`. A run stands as often as it occurs. A foreign word in Latin letters is in lower case and
/// without marks: it has no other form to tell.
pub fn surfaces(analyzer: &Analyzer, text: &str, language: Language, out: &mut Vec<Surface>) {
    out.clear();
    let normal = Normalised::new(text);
    let text = normal.as_str();
    pieces(text, |piece| {
        let start = offset(text, piece.text);
        let first = out.len();
        piece.surfaces(analyzer, language, out);
        for surface in &mut out[first..] {
            let span = start + surface.span.start..start + surface.span.end;
            surface.span = normal.original(span);
        }
    });
}

/// A stretch of a text whose [`surfaces`] depend on nothing but itself: a word of Hangul, a name in Hangul with spaces, a row of Latin words with
/// capitals, another Latin word. What it was read as may be remembered.
#[derive(Debug)]
pub struct Piece<'t> {
    /// Its text.
    pub text: &'t str,
    /// The words of a Latin piece, in bytes of the whole text; none where it is Hangul.
    words: &'t [LatinWord<'t>],
}

/// Gives the pieces of a normalised text: those of Hangul in their order, then the Latin ones in theirs.
pub fn pieces(text: &str, mut give: impl FnMut(&Piece<'_>)) {
    for run in text.split(|c: char| !is_syllable(c)) {
        let syllables = run.chars().take(17).count();
        if (2..=16).contains(&syllables) {
            give(&Piece {
                text: run,
                words: &[],
            });
        }
        if (1..=2).contains(&syllables)
            && let Some(piece) = divided::piece(&text[offset(text, run)..], run)
        {
            give(&Piece {
                text: piece,
                words: &[],
            });
        }
    }
    let words = latin_words(text);
    let mut first = 0;
    while first < words.len() {
        let mut row = 1;
        if words[first].is_like_a_name() {
            // Names stand in rows of words with a capital.
            let follows = |word: &&LatinWord<'_>| word.joined && word.is_like_a_name();
            let rest = words[first + 1..].iter().take(LONGEST_ROW - 1);
            row += rest.take_while(follows).count();
        }
        let words = &words[first..first + row];
        give(&Piece {
            text: &text[words[0].start..words[row - 1].end()],
            words,
        });
        first += row;
    }
}

impl Piece<'_> {
    /// Adds its surfaces to `out`, with spans in bytes of the piece; `language` is that of the passage.
    pub fn surfaces(&self, analyzer: &Analyzer, language: Language, out: &mut Vec<Surface>) {
        match self.words {
            [] if self.text.contains(' ') => out.extend(divided::surface(analyzer, self.text)),
            [] => of_hangul(analyzer, self.text, out),
            words => of_latin(self.text, words, language, out),
        }
    }
}

fn of_hangul(analyzer: &Analyzer, run: &str, out: &mut Vec<Surface>) {
    let eojeol = analyzer.korean().eojeol(run);
    let span = eojeol.content_span();
    let content = &run[span.clone()];
    if (2..=16).contains(&content.chars().count()) && may_be_name(&eojeol, content) {
        out.push(Surface {
            text: content.to_owned(),
            is_word: is_word(&eojeol, content),
            span,
        });
    }
    if let Some(span) = foreign::misread(&eojeol, run) {
        out.push(Surface {
            text: run[span.clone()].to_owned(),
            is_word: false,
            span,
        });
    }
    for part in foreign::parts(&eojeol, run) {
        out.push(Surface {
            is_word: is_word(&eojeol, &run[part.clone()]),
            text: run[part.clone()].to_owned(),
            span: part,
        });
    }
}

/// Whether a word without its particles may be a name: it holds a noun, or it has the shape of a person's name, which the
/// analysis may have taken for a verb (고은, 정한).
fn may_be_name(eojeol: &Eojeol, content: &str) -> bool {
    // 낭인들, 도덕적: no name ends so, and what stands before the suffix is a word of its own.
    let last = eojeol.content().last();
    if last.is_some_and(|last| last.tag == Tag::Xsn && matches!(&*last.term, "들" | "적")) {
        return false;
    }
    let holds_noun = eojeol.content().any(|morpheme| {
        use Tag::{Nng, Nnp, Nr, Unknown, Xr};
        matches!(morpheme.tag, Unknown | Nng | Nnp | Nr | Xr)
    });
    holds_noun
        || content.chars().count() <= 3 && Model::committed().table.surname_of(content).is_some()
}

/// Whether a surface is a content morpheme of the word, or a part of one, in the form that stands in the text.
fn is_word(eojeol: &Eojeol, surface: &str) -> bool {
    let mut morphemes = eojeol.content();
    morphemes.any(|morpheme| {
        *morpheme.term == *surface || morpheme.parts.iter().any(|part| *part.term == *surface)
    })
}

/// Names of at most so many words are looked for: a surname and a given name in up to three, an organisation.
const MOST_WORDS: usize = 4;
/// A longer row of capitals (a heading, a list) is looked at in parts.
const LONGEST_ROW: usize = 32;
/// A name of more bytes is none.
const LONGEST_NAME: usize = 48;

/// The surfaces of a row of Latin words whose text is `text`.
fn of_latin(text: &str, words: &[LatinWord<'_>], language: Language, out: &mut Vec<Surface>) {
    let base = words[0].start;
    let mut is_named = vec![false; words.len()];
    if words[0].is_like_a_name() {
        let mut found = Vec::new();
        runs(Model::committed(), text, words, &mut found);
        for run in &found {
            is_named[run.start] |= run.len() == 1;
            let row = &words[run.clone()];
            let span = row[0].start - base..row[row.len() - 1].end() - base;
            out.push(Surface {
                text: one_space(&text[span.clone()]),
                is_word: false,
                span,
            });
        }
    }
    for (word, _) in words.iter().zip(is_named).filter(|(_, named)| !named) {
        for part in word.text.split(|c: char| !is_letter(c)) {
            if let Some(folded) = foreign::latin_surface(part, language) {
                let start = offset(text, part);
                out.push(Surface {
                    span: start..start + part.len(),
                    text: folded,
                    is_word: false,
                });
            }
        }
    }
}

/// Writes the runs of a row of words, whose text is `text`, that pass the gate to `found`, as ranges of words.
///
/// The beginning of a person's name is another person's: `Park Jin` of `PARK, Jin Hyok`. Its end is a name where it begins
/// with what may be a surname, and the first word may be none: `So Park Jin said`. What stands around a person's name is
/// no part of it.
fn runs(model: &Model, text: &str, row: &[LatinWord<'_>], found: &mut Vec<Range<usize>>) {
    found.clear();
    let base = row[0].start;
    for first in 0..row.len() {
        for count in 1..=MOST_WORDS.min(row.len() - first) {
            let last = &row[first + count - 1];
            // A comma stands behind the surname only: `Park, Jin Hyok`.
            if count > 2 && last.behind_comma || last.end() - row[first].start > LONGEST_NAME {
                break;
            }
            if gate::passes(model, &text[row[first].start - base..last.end() - base]) {
                found.push(first..first + count);
            }
        }
    }
    let is_surname = |at: usize| gate::is_surname_spelling(model, row[at].text);
    let persons: Vec<Range<usize>> = found
        .iter()
        .filter(|run| {
            is_person(&row[(*run).clone()]) && (is_surname(run.start) || is_surname(run.end - 1))
        })
        .cloned()
        .collect();
    found.retain(|run| {
        let within = |inner: &Range<usize>, outer: &Range<usize>| {
            inner != outer && outer.start <= inner.start && inner.end <= outer.end
        };
        // `Jong Hyok` of `Rim Jong Hyok`, not `Park Jin` of `So Park Jin`.
        let is_given_name = |person: &Range<usize>| {
            let first = row[person.start].text.to_lowercase();
            is_surname(person.start) && !stop_words::contains(&first, Language::English)
        };
        let is_part_of = |person: &Range<usize>| {
            let begins = person.start == run.start;
            within(run, person) && (begins || !is_surname(run.start) || is_given_name(person))
        };
        // `Kim Il Sung Square`, `In Kim Il Sung`
        let holds = |person: &Range<usize>| within(person, run) && !persons.contains(run);
        !persons
            .iter()
            .any(|person| is_part_of(person) || holds(person))
    });
}

/// Whether words have the shape of a person's name: two or three syllables, each a word or between hyphens.
fn is_person(words: &[LatinWord<'_>]) -> bool {
    let syllables = || words.iter().flat_map(|word| word.text.split(is_hyphen));
    words.len() > 1 && (2..=3).contains(&syllables().count()) && syllables().all(is_one_syllable)
}

/// One group of vowels in few letters, by whatever orthography: `Dzong`, `Čong`.
fn is_one_syllable(word: &str) -> bool {
    Spelling::read(word).is_some_and(|spelling| {
        spelling.letters.len() <= 7 && gate::syllables(&spelling.letters) == 1
    })
}

/// A word of Latin letters, with apostrophes and hyphens between them.
#[derive(Debug)]
struct LatinWord<'t> {
    /// In bytes of the text.
    start: usize,
    text: &'t str,
    /// Whether only spaces, or a comma and spaces, part it from the word before.
    joined: bool,
    behind_comma: bool,
}

impl LatinWord<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// It begins with a capital, or has a letter that only McCune–Reischauer has.
    fn is_like_a_name(&self) -> bool {
        self.text.starts_with(char::is_uppercase) || self.text.contains(['ŏ', 'ŭ'])
    }
}

fn latin_words(text: &str) -> Vec<LatinWord<'_>> {
    let mut words: Vec<LatinWord<'_>> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if !is_latin(first) {
            continue;
        }
        let mut end = start + first.len_utf8();
        let mut is_word = true;
        while let Some(&(at, c)) = chars.peek() {
            let inside = (is_hyphen(c) || is_apostrophe(c))
                && text[at + c.len_utf8()..].starts_with(is_latin);
            // `APT38` is no word of letters.
            is_word &= !c.is_numeric();
            if !(is_latin(c) || c.is_numeric() || inside) {
                break;
            }
            end = at + c.len_utf8();
            chars.next();
        }
        if !is_word || text[..start].ends_with(char::is_numeric) {
            continue;
        }
        // `Un’s`: not a part of the name.
        let possessive = ["'s", "’s"]
            .iter()
            .find(|&&own| text[start..end].ends_with(own));
        let end = end - possessive.map_or(0, |own| own.len());
        let between = &text[words.last().map_or(0, LatinWord::end)..start];
        let spaces = between.strip_prefix(',').unwrap_or(between);
        let joined = !words.is_empty()
            && !spaces.is_empty()
            && spaces.len() <= 4
            && spaces.chars().all(char::is_whitespace);
        words.push(LatinWord {
            start,
            text: &text[start..end],
            joined,
            behind_comma: joined && between.starts_with(','),
        });
    }
    words
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '\u{C0}'..='\u{24F}' | '\u{300}'..='\u{36F}' | '\u{1E00}'..='\u{1EFF}')
            && !matches!(c, '×' | '÷')
}

/// [`char::is_alphabetic`], quick for what mostly stands in a word of Latin letters.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || !c.is_ascii() && c.is_alphabetic()
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{AD}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | 'ʻ' | 'ʼ' | 'ʹ' | '′')
}

/// A text with one space for each row of white space.
fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where a part of `text` starts, in bytes.
fn offset(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The surfaces of each text, in order.
    #[test]
    fn runs_that_may_be_names_are_found() {
        let analyzer = Analyzer::embedded();
        let mut found = Vec::new();
        for (text, expected) in [
            (
                "is supposed to be Park Jin-hyok[22].",
                vec!["Park Jin-hyok"],
            ),
            (
                "The warrant names PARK, Jin Hyok as one.",
                vec!["PARK, Jin Hyok"],
            ),
            (
                "Rim Jong Hyok and Jong Song Hwa",
                vec!["Rim Jong Hyok", "Jong Song Hwa"],
            ),
            (
                "김 일 성은 왔고 남궁 억과 박 진혁도 왔다. 이 한 사람이 이 정도로 말하였다.",
                vec![
                    "김 일 성",
                    "남궁",
                    "남궁 억",
                    "박 진혁",
                    "진혁",
                    "사람",
                    "정도",
                ],
            ),
            ("So Park Jin said it.", vec!["So Park Jin", "Park Jin"]),
            ("In Kim Il Sung Square", vec!["In Kim Il", "Kim Il Sung"]),
            (
                "by Pak Chin-hyŏk, Yi Yŏngho and",
                vec!["Pak Chin-hyŏk", "Chin-hyŏk, Yi", "Yi Yŏngho", "Yŏngho"],
            ),
            ("a pulgŭn pyŏl over", vec!["pulgŭn", "pulgŭn pyŏl"]),
            ("Kim Dzong Un’s APT38 of 1Pak", vec!["Kim Dzong Un"]),
            ("a gun in the sun, so a song", vec![]),
        ] {
            surfaces(&analyzer, text, Language::English, &mut found);
            let korean = |surface: &&Surface| !foreign::is_latin_surface(&surface.text);
            let texts: Vec<&str> = found
                .iter()
                .filter(korean)
                .map(|surface| surface.text.as_str())
                .collect();
            assert_eq!(texts, expected, "{text}");
        }
    }

    #[test]
    fn a_text_of_capitals_only_takes_no_more_than_its_length() {
        let analyzer = Analyzer::embedded();
        let mut found = Vec::new();
        surfaces(
            &analyzer,
            &"Kim Il ".repeat(20_000),
            Language::English,
            &mut found,
        );
        assert!(found.len() < 40_000 * MOST_WORDS);
    }
}
