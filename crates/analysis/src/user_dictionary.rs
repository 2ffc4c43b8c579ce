//! The user's own words: names of persons, organisations and programs that no dictionary has.
//!
//! ```text
//! # Lines that begin with this sign are comments.
//! 한우철 : person
//! 채굴기 = 채굴 + 기        # a compound and its parts; a tab will do for the sign
//! KCC망
//! ```

use std::collections::BTreeMap;

use crate::fold::fold;
use crate::hangul::is_syllable;
use crate::hanja;
use crate::normalise::Normalised;

/// A dictionary has at most this many words; what is beyond is told and left.
const MOST_WORDS: usize = 20_000;
/// A word has at most this many chars; also the longest step of a look-up.
const LONGEST_WORD: usize = 30;
/// A compound has at most this many parts.
const MOST_PARTS: usize = 8;
/// A longer line, in bytes, is no word and its parts.
const LONGEST_LINE: usize = 1_000;
/// So many odd lines of a text are told one by one.
const MOST_ODDITIES: usize = 100;

/// What kind of thing a word names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WordKind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place.
    Place,
    /// Anything that is no name.
    Word,
}

/// What a dictionary says of a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct UserWord {
    /// The parts of a compound, two or more; empty when it is simple.
    pub parts: Vec<String>,
    /// What it names, when that was said.
    pub kind: Option<WordKind>,
}

/// A line of a dictionary that says nothing, or not what it seems to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oddity {
    /// Its number, counted from 1.
    pub line: usize,
    /// What is odd and what to do, lower case, without a full stop.
    pub message: String,
}

/// Words that the Korean analysis knows besides those of its own dictionary.
///
/// A word is of Hangul, two syllables or more, or of letters or digits with Hangul behind (`KCC망`).
///
/// ```
/// use seoji_analysis::UserDictionary;
///
/// let mut own = UserDictionary::default();
/// let odd = own.add("붉은별\n한우철 : person\n채굴기 = 채굴 + 기\nnonsense\n");
/// assert_eq!((own.len(), odd[0].line), (3, 4));
/// assert_eq!(own.to_text(), "붉은별\n채굴기 = 채굴 + 기\n한우철 : person\n");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserDictionary {
    words: BTreeMap<String, UserWord>,
}

impl WordKind {
    /// The name of a kind in a dictionary.
    pub fn name(self) -> &'static str {
        match self {
            WordKind::Person => "person",
            WordKind::Organisation => "organisation",
            WordKind::Place => "place",
            WordKind::Word => "word",
        }
    }

    fn from_name(name: &str) -> Option<WordKind> {
        Some(match name.to_lowercase().as_str() {
            "person" | "인명" | "사람" => WordKind::Person,
            "organisation" | "organization" | "기관" | "단체" => WordKind::Organisation,
            "place" | "지명" => WordKind::Place,
            "word" | "낱말" => WordKind::Word,
            _ => return None,
        })
    }
}

impl UserDictionary {
    /// Adds the words of a text, one a line; gives the lines that say nothing. The first line of a word counts.
    ///
    /// Takes time and memory linear in the text, whatever it holds.
    pub fn add(&mut self, text: &str) -> Vec<Oddity> {
        let mut odd = Vec::new();
        let mut untold = 0;
        for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let number = at + 1;
            let added = match line.len() > LONGEST_LINE {
                true => Err(format!(
                    "this line is longer than {LONGEST_LINE} bytes; write one word a line"
                )),
                false => said(without_comment(line)),
            };
            let message = match added {
                Ok(None) => continue,
                Ok(Some((word, _))) if self.words.contains_key(&word) => {
                    format!("{word} is in the dictionary already; its first line counts")
                }
                Ok(Some(_)) if self.words.len() == MOST_WORDS => {
                    odd.push(Oddity {
                        line: number,
                        message: format!(
                            "a dictionary has at most {MOST_WORDS} words; this line and those behind it are not read"
                        ),
                    });
                    break;
                }
                Ok(Some((word, what))) => {
                    self.words.insert(word, what);
                    continue;
                }
                Err(message) => message,
            };
            if odd.len() < MOST_ODDITIES {
                odd.push(Oddity {
                    line: number,
                    message,
                });
            } else {
                untold += 1;
            }
        }
        if untold > 0 {
            odd.push(Oddity {
                line: text.lines().count(),
                message: format!("{untold} more lines say nothing either"),
            });
        }
        odd
    }

    /// The words in order, as a text that [`UserDictionary::add`] reads.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        for (word, what) in &self.words {
            out.push_str(word);
            if !what.parts.is_empty() {
                out.push_str(" = ");
                out.push_str(&what.parts.join(" + "));
            }
            if let Some(kind) = what.kind {
                out.push_str(" : ");
                out.push_str(kind.name());
            }
            out.push('\n');
        }
        out
    }

    /// The words in order and what is said of them.
    pub fn words(&self) -> impl Iterator<Item = (&str, &UserWord)> {
        self.words.iter().map(|(word, what)| (word.as_str(), what))
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words that only one of two dictionaries has, or that they say different things of.
    pub fn changed_words(&self, other: &UserDictionary) -> WordsSought {
        let differs = |words: &BTreeMap<String, UserWord>, word: &str, what: &UserWord| {
            words.get(word) != Some(what)
        };
        let mine = self
            .words()
            .filter(|(word, what)| differs(&other.words, word, what));
        let others = other
            .words()
            .filter(|(word, what)| differs(&self.words, word, what));
        WordsSought::new(mine.chain(others).map(|(word, _)| word))
    }
}

/// Words to be found wherever the analysis of a text may have met them.
///
/// The analysis meets a word also in the reading of Hanja (`韓友哲` 한우철) and in the other spelling of the initial
/// law (`로선` 노선); that is sought too, rather too often than too seldom.
#[derive(Clone, Debug, Default)]
pub struct WordsSought {
    /// Words of Hangul by [`initial_class`], sorted.
    hangul: Vec<Box<[char]>>,
    mixed: MixedWords,
}

impl WordsSought {
    fn new<'a>(words: impl Iterator<Item = &'a str>) -> WordsSought {
        let mut sought = WordsSought::default();
        for word in words {
            if word.chars().all(is_syllable) {
                sought
                    .hangul
                    .push(word.chars().map(initial_class).collect());
            } else {
                sought.mixed.add(word);
            }
        }
        sought.hangul.sort_unstable();
        sought.hangul.dedup();
        sought
    }

    /// Whether there is no word to seek.
    pub fn is_empty(&self) -> bool {
        self.hangul.is_empty() && self.mixed.is_empty()
    }

    /// Whether the analysis of a text may have met one of the words.
    pub fn occur_in(&self, text: &str) -> bool {
        if self.is_empty() {
            return false;
        }
        let normal = Normalised::new(text);
        let text = normal.as_str();
        let is_korean = |c: char| is_syllable(c) || hanja::is_han(c);
        let mut at = 0;
        while let Some(start) = text[at..].find(is_korean).map(|found| at + found) {
            let len = text[start..].find(|c| !is_korean(c));
            let end = len.map_or(text.len(), |len| start + len);
            let run = &text[start..end];
            if self.mixed.tail(&text[..start], run).is_some() || self.stand_in(run) {
                return true;
            }
            at = end;
        }
        false
    }

    /// Whether one of the words of Hangul stands in a run of Hangul and Hanja.
    fn stand_in(&self, run: &str) -> bool {
        if self.hangul.is_empty() {
            return false;
        }
        let readings = match run.chars().any(hanja::is_han) {
            true => hanja::read(run),
            false => Vec::new(),
        };
        let read = |other: bool| -> Vec<char> {
            let syllable = |(at, c): (usize, char)| match readings.get(at).copied().flatten() {
                Some(reading) if other => reading.other.unwrap_or(reading.main),
                Some(reading) => reading.main,
                None => c,
            };
            run.chars()
                .enumerate()
                .map(syllable)
                .map(initial_class)
                .collect()
        };
        let found = |chars: Vec<char>| {
            (0..chars.len()).any(|at| {
                let mut any = false;
                each_prefix(&self.hangul, |word| word, &chars[at..], |_, _| any = true);
                any
            })
        };
        found(read(false)) || !readings.is_empty() && found(read(true))
    }
}

/// Words of letters or digits with Hangul behind: the Hangul of `KCC망` directly behind `KCC`.
#[derive(Clone, Debug, Default)]
pub(crate) struct MixedWords {
    /// The folded letters, and the Hangul behind them.
    words: std::collections::BTreeSet<(String, String)>,
}

impl MixedWords {
    pub(crate) fn add(&mut self, word: &str) {
        let tail = word.find(is_syllable).unwrap_or(word.len());
        let mut letters = String::new();
        fold(&word[..tail], &mut letters);
        self.words.insert((letters, word[tail..].to_owned()));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The bytes of `run`, which stands directly behind `before`, that end the longest word which begins there.
    pub(crate) fn tail(&self, before: &str, run: &str) -> Option<usize> {
        if self.is_empty() {
            return None;
        }
        let letter = |c: char| c.is_alphanumeric() && !is_syllable(c) && !hanja::is_han(c);
        let mut starts = before.char_indices().rev();
        let letters: Vec<usize> = starts
            .by_ref()
            .take(LONGEST_WORD + 1)
            .take_while(|&(_, c)| letter(c))
            .map(|(at, _)| at)
            .collect();
        let start = *letters.last().filter(|_| letters.len() <= LONGEST_WORD)?;
        let mut folded = String::new();
        fold(&before[start..], &mut folded);
        let ends = run.char_indices().take(LONGEST_WORD);
        let ends: Vec<usize> = ends.map(|(at, c)| at + c.len_utf8()).collect();
        ends.into_iter().rev().find(|&end| {
            self.words
                .contains(&(folded.clone(), run[..end].to_owned()))
        })
    }
}

/// Gives each of the sorted `words` that `text` begins with: its place in `words` and its length in chars.
pub(crate) fn each_prefix<T>(
    words: &[T],
    chars: impl Fn(&T) -> &[char],
    text: &[char],
    mut give: impl FnMut(usize, usize),
) {
    let (mut first, mut end) = (0, words.len());
    for (depth, char) in text.iter().enumerate() {
        let range = &words[first..end];
        let begin = range.partition_point(|word| chars(word).get(depth) < Some(char));
        let alike = range[begin..].partition_point(|word| chars(word).get(depth) == Some(char));
        (first, end) = (first + begin, first + begin + alike);
        if first == end {
            return;
        }
        if chars(&words[first]).len() == depth + 1 {
            give(first, depth + 1);
        }
    }
}

/// A syllable without what the initial law changes: ㄹ and ㄴ at its start are as nothing.
fn initial_class(c: char) -> char {
    const ONSET: u32 = 21 * 28;
    const NIEUN: u32 = 2;
    const RIEUL: u32 = 5;
    const NONE: u32 = 11;
    let index = (c as u32).wrapping_sub('가' as u32);
    match index / ONSET {
        NIEUN | RIEUL if is_syllable(c) => {
            char::from_u32('가' as u32 + NONE * ONSET + index % ONSET).unwrap_or(c)
        }
        _ => c,
    }
}

/// The line without what stands behind ` #`.
fn without_comment(line: &str) -> &str {
    let begins = |at: &usize| {
        let before = line[..*at].chars().next_back();
        before.is_none_or(char::is_whitespace)
    };
    let mut signs = line.match_indices('#').map(|(at, _)| at);
    line[..signs.find(begins).unwrap_or(line.len())].trim()
}

/// The word of a line and what is said of it, or what is wrong; `None` for a line that is empty.
fn said(line: &str) -> Result<Option<(String, UserWord)>, String> {
    if line.is_empty() {
        return Ok(None);
    }
    let (line, kind) = match line.split_once(':') {
        Some((line, name)) => {
            let kind = WordKind::from_name(name.trim()).ok_or_else(|| {
                "no kind that is known behind the colon; write person, organisation, place or word"
                    .to_owned()
            })?;
            (line.trim(), Some(kind))
        }
        None => (line, None),
    };
    let (word, parts) = match line.split_once(['=', '\t']) {
        Some((word, parts)) => (word, Some(parts)),
        None => (line, None),
    };
    let word = normal(word);
    let of_hangul = word.chars().all(is_syllable);
    let tail = word
        .trim_start_matches(|c: char| c.is_alphanumeric() && !is_syllable(c) && !hanja::is_han(c));
    if word.is_empty() {
        return Err("no word before the sign".to_owned());
    }
    if word.chars().count() > LONGEST_WORD {
        return Err(format!("a word has at most {LONGEST_WORD} characters"));
    }
    if word.contains(char::is_whitespace) {
        return Err("a word has no space; names of several words belong into aliases.txt, one form a side of =".to_owned());
    }
    if word.chars().any(hanja::is_han) {
        return Err("write the word in Hangul; its Hanja are read so".to_owned());
    }
    if tail.is_empty() {
        return Err(
            "words without Hangul are found as they are; only words with Hangul belong here"
                .to_owned(),
        );
    }
    if !tail.chars().all(is_syllable) {
        return Err("a word is of Hangul, or of letters with Hangul behind (KCC망)".to_owned());
    }
    if of_hangul && word.chars().nth(1).is_none() {
        return Err(
            "a word of one syllable would be read into others; write a longer one".to_owned(),
        );
    }
    let parts = match parts {
        None => Vec::new(),
        Some(_) if !of_hangul => {
            return Err(
                "a word that begins with letters takes no parts; leave them out".to_owned(),
            );
        }
        Some(parts) => parts.split('+').map(normal).collect(),
    };
    let fits = |part: &String| {
        !part.is_empty() && part.chars().all(is_syllable) && part.chars().count() <= LONGEST_WORD
    };
    let said = !parts.is_empty();
    if said && (!(2..=MOST_PARTS).contains(&parts.len()) || !parts.iter().all(fits)) {
        return Err(format!(
            "a compound has 2 to {MOST_PARTS} parts of Hangul; write: 채굴기 = 채굴 + 기"
        ));
    }
    Ok(Some((word, UserWord { parts, kind })))
}

fn normal(text: &str) -> String {
    Normalised::new(text.trim()).as_str().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (UserDictionary, Vec<Oddity>) {
        let mut own = UserDictionary::default();
        let odd = own.add(text);
        (own, odd)
    }

    #[test]
    fn a_line_says_a_word_its_parts_and_its_kind() {
        let text = "\u{feff}# mine\n\n한우철 : person  # a hacker\n채굴기 = 채굴 + 기\n광명망\t광명 + 망 : 지명\nKCC망\n\u{1107}\u{116E}\u{11AF}꽃\n";
        let (own, odd) = read(text);
        assert_eq!(odd, []);
        let told = "KCC망\n광명망 = 광명 + 망 : place\n불꽃\n채굴기 = 채굴 + 기\n한우철 : person\n";
        assert_eq!(own.to_text(), told);
        assert_eq!(
            read(&own.to_text()),
            (own, Vec::new()),
            "the copy reads as the original"
        );
    }

    #[test]
    fn lines_that_say_nothing_are_told() {
        let lines = [
            "Monero",
            "붉은 별",
            "망",
            "赤星",
            "= 채굴 + 기",
            "채굴기 = 채굴",
            "채굴기 = + 기",
            "채굴기 : thing",
            "한글2판",
            "KCC망 = KCC + 망",
            "\0",
            "붉은별",
            "붉은별 : person",
            "가나=다+라\u{0}",
        ];
        let (own, odd) = read(&lines.join("\n"));
        assert_eq!(own.to_text(), "붉은별\n");
        let numbers: Vec<usize> = odd.iter().map(|odd| odd.line).collect();
        assert_eq!(
            numbers,
            [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14],
            "{odd:?}"
        );
    }

    #[test]
    fn a_hostile_text_is_bounded() {
        let syllable = |at: u32| char::from_u32('가' as u32 + at).unwrap();
        let many: String = (0..1_000_000)
            .map(|at| format!("{}{}\n", syllable(at / 1000), syllable(at % 1000)))
            .collect();
        let (own, odd) = read(&many);
        assert_eq!(
            (own.len(), odd.len(), odd[0].line),
            (MOST_WORDS, 1, MOST_WORDS + 1)
        );
        let (own, odd) = read(&"x\n".repeat(1_000_000));
        assert_eq!((own.len(), odd.len()), (0, MOST_ODDITIES + 1));
        let (own, odd) = read(&"가".repeat(500_000));
        assert_eq!((own.len(), odd.len()), (0, 1));
    }

    #[test]
    fn changed_words_are_sought_where_the_analysis_meets_them() {
        let (before, _) = read("한우철\n노선\n붉은별\nKCC망\n");
        let (after, _) = read("붉은별\n채굴기 = 채굴 + 기\n");
        let sought = before.changed_words(&after);
        for text in [
            "한우철이",
            "故 한우철은",
            "韓友哲",
            "로선을",
            "채굴기",
            "KCC망에서",
            "kcc망",
        ] {
            assert!(sought.occur_in(text), "{text}");
        }
        for text in [
            "",
            "붉은별",
            "한 우철",
            "한우",
            "망",
            "AKCC망",
            "KCC 망",
            "채굴",
        ] {
            assert!(!sought.occur_in(text), "{text}");
        }
        assert!(before.changed_words(&before).is_empty());
    }
}
