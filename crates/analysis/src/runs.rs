//! Cuts a normalised text into runs: stretches of letters of one kind or of digits, with what links them.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// The kind of a run's characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Script {
    /// Hangul syllables and jamo.
    Hangul,
    /// Han characters (Hanja).
    Han,
    /// Kana, and scripts whose words are written without spaces (Thai, Lao, Khmer, Burmese, Tibetan).
    Syllabic,
    /// The Latin alphabet.
    Latin,
    /// Another alphabet: Cyrillic, Greek, Arabic, Hebrew, Devanagari …
    Alphabet,
    /// Digits.
    Number,
}

impl Script {
    /// Whether words are found by pairs of characters rather than by spaces.
    pub(crate) fn in_pairs(self) -> bool {
        matches!(self, Script::Hangul | Script::Han | Script::Syllabic)
    }
}

/// What stands between a run and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// White space, or the start of the text.
    Apart,
    /// Nothing.
    Touching,
    /// One hyphen or dash.
    Hyphen,
    /// One full stop.
    Dot,
    /// One comma.
    Comma,
    /// One apostrophe (`80's`).
    Apostrophe,
    /// One ampersand.
    Ampersand,
    /// A space that belongs to a number (no-break, thin).
    NumberSpace,
    /// Other punctuation without white space.
    Punctuation,
    /// The run is the number of a citation marker stuck to what stands before it: `Jin-hyok[22]`, `word²`.
    Marker,
}

/// A stretch of characters of one script.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    /// First byte.
    pub(crate) start: u32,
    /// End of what the run means: without the English possessive (`Picture's`), with the sign of `C++`.
    pub(crate) end: u32,
    /// End of what the run takes of the text.
    pub(crate) taken: u32,
    pub(crate) script: Script,
    pub(crate) link: Link,
    /// Part of a web address.
    pub(crate) in_address: bool,
    /// Whether the run ends with `++` or `#`: the length of the sign in bytes.
    pub(crate) sign: u8,
    /// A file name extension by itself: a dot stands before the run and nothing before the dot (`.hwp`).
    pub(crate) extension: bool,
}

impl Run {
    pub(crate) fn span(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    pub(crate) fn is_number(&self) -> bool {
        self.script == Script::Number
    }
}

/// Longer runs are cut after this many characters, so that no term grows without bound.
const LONGEST_RUN: usize = 64;

/// What one character is to the scanner.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Word(Script),
    Superscript,
    Mark,
    Other,
}

/// Fills `runs` with the runs of `text`, in their order.
pub(crate) fn scan(text: &str, runs: &mut Vec<Run>) {
    runs.clear();
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut address_end = 0;
    let mut marker_end = 0;
    while at < bytes.len() {
        let (class, width) = classify(text, at);
        let script = match class {
            Class::Word(script) => script,
            Class::Superscript => Script::Number,
            Class::Other if bytes[at] == b'[' => {
                if let Some(end) = marker(text, at) {
                    marker_end = end;
                }
                at += 1;
                continue;
            }
            Class::Mark | Class::Other => {
                at += width;
                continue;
            }
        };
        let superscript = class == Class::Superscript;
        let mut run = if superscript {
            superscripts(text, at)
        } else {
            take(text, at, width, script)
        };
        let before = runs.last().map_or(0, |run| run.taken as usize);
        run.link = if at < marker_end {
            Link::Marker
        } else {
            link(&text[before..at], runs.is_empty())
        };
        if superscript && at > 0 && !ends_with_space(&text[..at]) {
            run.link = Link::Marker;
        }
        if script == Script::Latin {
            if at >= address_end && starts_address(text, at, run.taken as usize) {
                address_end = end_of_address(text, at);
            }
            run.in_address = at < address_end;
            if !run.in_address {
                add_sign(text, &mut run);
                run.extension = is_extension(text, &run);
            }
        } else {
            run.in_address = at < address_end;
        }
        at = run.taken as usize;
        runs.push(run);
    }
}

/// The run that starts at `start` with a character of `width` bytes.
fn take(text: &str, start: usize, width: usize, script: Script) -> Run {
    let mut end = start + width;
    let mut chars = 1;
    let mut last_apostrophe = None;
    while end < text.len() && chars < LONGEST_RUN {
        let (class, width) = classify(text, end);
        match class {
            Class::Word(next) if next == script => end += width,
            Class::Mark => end += width,
            _ if matches!(script, Script::Latin | Script::Alphabet) => {
                let Some(width) = apostrophe(text, end) else {
                    break;
                };
                let after = end + width;
                if after >= text.len() || classify(text, after).0 != Class::Word(script) {
                    break;
                }
                last_apostrophe = Some(end);
                end = after;
            }
            _ => break,
        }
        chars += 1;
    }
    let possessive = last_apostrophe
        .filter(|&at| matches!(text[at..end].chars().nth(1), Some('s' | 'S')))
        .filter(|&at| text[at..end].chars().count() == 2);
    Run {
        start: start as u32,
        end: possessive.unwrap_or(end) as u32,
        taken: end as u32,
        script,
        link: Link::Apart,
        in_address: false,
        sign: 0,
        extension: false,
    }
}

fn superscripts(text: &str, start: usize) -> Run {
    let mut end = start;
    for c in text[start..].chars().take(LONGEST_RUN) {
        if superscript_digit(c).is_none() {
            break;
        }
        end += c.len_utf8();
    }
    Run {
        start: start as u32,
        end: end as u32,
        taken: end as u32,
        script: Script::Number,
        link: Link::Apart,
        in_address: false,
        sign: 0,
        extension: false,
    }
}

/// `C++`, `Notepad++`, `C#`, `F#`.
fn add_sign(text: &str, run: &mut Run) {
    let rest = &text[run.taken as usize..];
    let sign = if rest.starts_with("++") && !rest.starts_with("+++") {
        2
    } else if run.taken - run.start == 1
        && rest.starts_with('#')
        && !rest[1..].starts_with(|c: char| c.is_alphanumeric() || c == '#')
    {
        1
    } else {
        return;
    };
    run.sign = sign as u8;
    run.end = run.taken + sign;
    run.taken = run.end;
}

fn is_extension(text: &str, run: &Run) -> bool {
    let (start, end) = (run.start as usize, run.taken as usize);
    let before = &text[..start];
    (2..=5).contains(&(end - start))
        && before.ends_with('.')
        && before[..before.len() - 1]
            .chars()
            .next_back()
            .is_none_or(|c| {
                c.is_whitespace()
                    || matches!(c, '(' | '[' | '"' | '\'' | '“' | '‘' | '*' | '`' | '/')
            })
        && text[end..]
            .chars()
            .next()
            .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | '/' | '-' | '_'))
}

/// Whether an address starts with the Latin run `start..end`: `https://…`, `www.…`.
fn starts_address(text: &str, start: usize, end: usize) -> bool {
    let rest = &text[end..];
    rest.starts_with("://")
        || (rest.starts_with('.') && text[start..end].eq_ignore_ascii_case("www"))
}

/// Where the address that starts at `start` ends.
fn end_of_address(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let end = rest
        .find(|c: char| {
            c.is_whitespace()
                || matches!(c, '<' | '>' | '"' | '“' | '”' | '„' | '|' | ']' | '`' | '»')
        })
        .unwrap_or(rest.len());
    start + end
}

/// The end of the citation marker that opens at `open`, if one does and it is stuck to what stands before.
fn marker(text: &str, open: usize) -> Option<usize> {
    if open == 0 || ends_with_space(&text[..open]) {
        return None;
    }
    let mut digits = 0;
    let mut total = 0;
    for (at, c) in text[open + 1..].char_indices().take(40) {
        match c {
            '0'..='9' => {
                digits += 1;
                total += 1;
                if digits > 3 {
                    return None;
                }
            }
            ',' | ';' | '-' | '–' | ' ' | '^' => digits = 0,
            ']' => return (total > 0).then_some(open + 1 + at),
            _ => return None,
        }
    }
    None
}

fn ends_with_space(text: &str) -> bool {
    text.chars().next_back().is_none_or(char::is_whitespace)
}

fn link(gap: &str, first: bool) -> Link {
    if first {
        return Link::Apart;
    }
    let mut chars = gap.chars();
    let Some(c) = chars.next() else {
        return Link::Touching;
    };
    if chars.next().is_none() {
        match c {
            '-' | '\u{2010}'..='\u{2013}' | '\u{2212}' => return Link::Hyphen,
            '.' => return Link::Dot,
            ',' => return Link::Comma,
            '&' => return Link::Ampersand,
            '\u{A0}' | '\u{2009}' | '\u{202F}' => return Link::NumberSpace,
            _ if is_apostrophe(c) => return Link::Apostrophe,
            _ => {}
        }
    }
    if gap.contains(char::is_whitespace) {
        Link::Apart
    } else {
        Link::Punctuation
    }
}

/// Signs that stand for an apostrophe inside words, in English and in romanised Korean.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '’' | '‘' | '´' | 'ʼ' | 'ʻ' | 'ʾ' | 'ʿ' | '′' | 'ʹ'
    )
}

fn apostrophe(text: &str, at: usize) -> Option<usize> {
    let c = text[at..].chars().next()?;
    is_apostrophe(c).then(|| c.len_utf8())
}

/// The digit of a superscript.
pub(crate) fn superscript_digit(c: char) -> Option<char> {
    Some(match c {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => char::from(b'4' + (c as u32 - '⁴' as u32) as u8),
        _ => return None,
    })
}

/// Whether `c` only adds to the character before it: vowel and final jamo, marks.
pub(crate) fn continues_unit(c: char) -> bool {
    match c {
        '\0'..='\u{2FF}' | '가'..='힣' | '\u{3400}'..='\u{9FFF}' => false,
        '\u{1160}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FF}' => true,
        _ => is_mark(c),
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}') || is_combining_mark(c)
}

/// Whether `c` is a letter of the Latin alphabet.
pub(crate) fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || !c.is_ascii() && classify_wide(c) == Class::Word(Script::Latin)
}

/// The class of the character at `at` and its length in bytes.
#[inline]
fn classify(text: &str, at: usize) -> (Class, usize) {
    let byte = text.as_bytes()[at];
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' => return (Class::Word(Script::Latin), 1),
        b'0'..=b'9' => return (Class::Word(Script::Number), 1),
        0..=0x7F => return (Class::Other, 1),
        _ => {}
    }
    let c = text[at..]
        .chars()
        .next()
        .expect("`at` is a char boundary inside the text");
    (classify_wide(c), c.len_utf8())
}

fn classify_wide(c: char) -> Class {
    match c {
        '가'..='힣'
        | '\u{1100}'..='\u{11FF}'
        | '\u{3131}'..='\u{318E}'
        | '\u{A960}'..='\u{A97C}'
        | '\u{D7B0}'..='\u{D7FB}' => {
            if matches!(c, '\u{3164}' | '\u{115F}' | '\u{1160}') {
                Class::Other
            } else {
                Class::Word(Script::Hangul)
            }
        }
        _ if crate::hanja::is_han(c) => Class::Word(Script::Han),
        '\u{300}'..='\u{36F}' => Class::Mark,
        'ʼ' | 'ʻ' | 'ʾ' | 'ʿ' | 'ʹ' => Class::Other,
        '\u{C0}'..='\u{2AF}' if c != '×' && c != '÷' => Class::Word(Script::Latin),
        '\u{1E00}'..='\u{1EFF}'
        | '\u{2C60}'..='\u{2C7F}'
        | '\u{A722}'..='\u{A7FF}'
        | '\u{AB30}'..='\u{AB64}' => Class::Word(Script::Latin),
        'ª' | 'º' => Class::Word(Script::Latin),
        '\u{2000}'..='\u{206F}' | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' => Class::Other,
        '\u{3041}'..='\u{3096}'
        | '\u{30A1}'..='\u{30FA}'
        | '\u{30FC}'..='\u{30FF}'
        | '\u{3105}'..='\u{312F}'
        | '\u{31A0}'..='\u{31BF}'
        | '\u{31F0}'..='\u{31FF}'
        | '\u{309D}'..='\u{309F}' => Class::Word(Script::Syllabic),
        _ if superscript_digit(c).is_some() => Class::Superscript,
        _ if is_mark(c) => Class::Mark,
        _ if c.is_alphabetic() => match c {
            '\u{E00}'..='\u{FFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' => {
                Class::Word(Script::Syllabic)
            }
            _ => Class::Word(Script::Alphabet),
        },
        _ if c.is_numeric() => Class::Word(Script::Number),
        _ => Class::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(text: &str) -> Vec<(&str, Script, Link)> {
        let mut runs = Vec::new();
        scan(text, &mut runs);
        runs.iter()
            .map(|run| (&text[run.span()], run.script, run.link))
            .collect()
    }

    #[test]
    fn scripts_part_and_links_are_told() {
        use Link::*;
        use Script::*;
        assert_eq!(
            runs("APT-38의 美방송"),
            [
                ("APT", Latin, Apart),
                ("38", Number, Hyphen),
                ("의", Hangul, Touching),
                ("美", Han, Apart),
                ("방송", Hangul, Touching)
            ]
        );
    }

    #[test]
    fn apostrophes_belong_to_words() {
        let words = |text| runs(text).into_iter().map(|run| run.0).collect::<Vec<_>>();
        assert_eq!(
            words("Chosŏnk'ŏmp'yut'ŏwiwŏnhoe"),
            ["Chosŏnk'ŏmp'yut'ŏwiwŏnhoe"]
        );
        assert_eq!(
            words("P’yŏngyang won't 'quoted' Picture's"),
            ["P’yŏngyang", "won't", "quoted", "Picture"]
        );
        assert_eq!(words("80's"), ["80", "s"]);
        assert_eq!(
            words("Visual C++, C# and C."),
            ["Visual", "C++", "C#", "and", "C"]
        );
    }

    #[test]
    fn markers_are_cut_off() {
        use Link::*;
        use Script::*;
        assert_eq!(runs("hyok[22].")[1], ("22", Number, Marker));
        assert_eq!(runs("hyok[3, 5–7]")[2], ("5", Number, Marker));
        assert_eq!(runs("hyok [22]")[1], ("22", Number, Apart));
        assert_eq!(runs("hyok²³")[1], ("²³", Number, Marker));
        assert_eq!(runs("a[2019]")[1], ("2019", Number, Punctuation));
    }

    #[test]
    fn long_runs_are_cut() {
        let text = "a".repeat(1000);
        let mut out = Vec::new();
        scan(&text, &mut out);
        assert!(out.iter().all(|run| run.span().len() <= LONGEST_RUN));
        assert_eq!(out.iter().map(|run| run.span().len()).sum::<usize>(), 1000);
    }
}
