//! How Hanja is read in Korean: by words first, then by characters with the initial law (두음법칙).
//!
//! The tables are files made by `tools/hanja.py`; `data/README.md` names their sources and licences.
//! They are searched as they lie, so that reading costs nothing before the first Hanja.

use std::cmp::Ordering;

/// Lines of 7 bytes: a character, its reading, a line feed; sorted.
static CHARACTERS: &[u8] = include_bytes!("../data/hanja.txt");
/// Lines `word TAB reading`, sorted by word.
static WORDS: &str = include_str!("../data/hanja_words.txt");

const RECORD: usize = 7;
/// The longest word of the table in characters.
const LONGEST_WORD: usize = 6;

/// Surnames whose sound differs from that of the character in words.
const SURNAMES: [(char, char); 5] = [
    ('金', '김'),
    ('沈', '심'),
    ('葉', '섭'),
    ('車', '차'),
    ('皮', '피'),
];

/// One Hanja character read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The reading that most words would have here.
    pub main: char,
    /// Another that is usual at this place: of a surname (金 김), without the initial law (李 리, 力 력 in the
    /// North) or with it.
    pub other: Option<char>,
}

/// Reads `text`: for each of its chars a reading, or `None` where the char is no Hanja or has no reading.
///
/// ```
/// # use seoji_analysis::hanja;
/// let read = |text| hanja::read(text).iter().map(|r| r.unwrap().main).collect::<String>();
/// assert_eq!(read("統一部長官"), "통일부장관");
/// assert_eq!(read("女性"), "여성");
/// assert_eq!(hanja::read("金正恩")[0].unwrap().other, Some('김'));
/// ```
pub fn read(text: &str) -> Vec<Option<Reading>> {
    let mut out = Vec::new();
    read_into(text, &mut out);
    out
}

/// [`read`] into a vector whose memory is used again.
pub(crate) fn read_into(text: &str, out: &mut Vec<Option<Reading>>) {
    out.clear();
    let mut rest = text;
    let mut at_start = true;
    let mut place = 0;
    let mut before: Option<char> = None;
    while let Some(c) = rest.chars().next() {
        if !is_han(c) {
            at_start = false;
            place = 0;
            before = Some(c);
            out.push(None);
            rest = &rest[c.len_utf8()..];
            continue;
        }
        if let Some((word, reading)) = listed_word(rest) {
            for (within, (c, main)) in word.chars().zip(reading.chars()).enumerate() {
                let original = character(c);
                let first = at_start && within == 0;
                let other = if first { surname(c) } else { None }
                    .or(original.filter(|_| first))
                    .filter(|&other| other != main);
                out.push(Some(Reading { main, other }));
                before = Some(main);
            }
            place += reading.chars().count();
            rest = &rest[word.len()..];
            at_start = false;
            continue;
        }
        rest = &rest[c.len_utf8()..];
        let reading = character(c).map(|original| {
            let main = if c == '不' {
                negation(rest)
            } else if at_start {
                initial_law(original)
            } else {
                after_vowel(original, before)
            };
            let other = match place {
                _ if c == '不' => None,
                0 if at_start => surname(c).or(Some(original)),
                // The second word of a compound may begin here (朝鮮勞動黨 조선노동당).
                2.. => Some(initial_law(original)),
                _ => Some(original),
            };
            let other = other.filter(|&other| other != main);
            Reading { main, other }
        });
        before = reading.map(|r| r.main);
        at_start = false;
        place += 1;
        out.push(reading);
    }
}

/// The reading of the first character of `text`, at the start of a word.
pub(crate) fn read_first(text: &str) -> Option<Reading> {
    let end = text
        .char_indices()
        .nth(LONGEST_WORD + 1)
        .map_or(text.len(), |(at, _)| at);
    read(&text[..end]).first().copied().flatten()
}

/// Whether `c` is a Han character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFD}' | '々' | '〇')
}

/// The sound of ㄹ and ㄴ at the start of a word in the South: 리 → 이, 로 → 노, 녀 → 여.
pub fn initial_law(c: char) -> char {
    const RIEUL: u32 = 5;
    const NIEUN: u32 = 2;
    const IEUNG: u32 = 11;
    // ㅑ ㅕ ㅖ ㅛ ㅠ ㅣ
    const GLIDES: [u32; 6] = [2, 6, 7, 12, 17, 20];
    let Some(index) = syllable(c) else { return c };
    let (onset, rest) = (index / 588, index % 588);
    let glide = GLIDES.contains(&(rest / 28));
    let onset = match (onset, glide) {
        (RIEUL | NIEUN, true) => IEUNG,
        (RIEUL, false) => NIEUN,
        _ => return c,
    };
    char::from_u32('가' as u32 + onset * 588 + rest).unwrap_or(c)
}

/// 렬 and 률 lose their ㄹ after a vowel or ㄴ (비율, 선열).
fn after_vowel(c: char, before: Option<char>) -> char {
    let open = before
        .and_then(syllable)
        .is_some_and(|index| matches!(index % 28, 0 | 4));
    match c {
        '렬' if open => '열',
        '률' if open => '율',
        _ => c,
    }
}

/// 不 is 부 before ㄷ and ㅈ, otherwise 불.
fn negation(rest: &str) -> char {
    let onset = rest
        .chars()
        .next()
        .and_then(character)
        .and_then(syllable)
        .map(|index| index / 588);
    if matches!(onset, Some(3 | 12)) {
        '부'
    } else {
        '불'
    }
}

fn surname(c: char) -> Option<char> {
    SURNAMES
        .iter()
        .find(|&&(han, _)| han == c)
        .map(|&(_, reading)| reading)
}

/// The index of a modern syllable from 가 = 0.
fn syllable(c: char) -> Option<u32> {
    matches!(c, '가'..='힣').then(|| c as u32 - '가' as u32)
}

/// The reading of one character without regard to its neighbours.
fn character(c: char) -> Option<char> {
    if c.len_utf8() != 3 {
        return None;
    }
    let mut wanted = [0; 3];
    c.encode_utf8(&mut wanted);
    let (mut low, mut high) = (0, CHARACTERS.len() / RECORD);
    while low < high {
        let middle = low.midpoint(high);
        let record = &CHARACTERS[middle * RECORD..][..RECORD];
        match record[..3].cmp(&wanted) {
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
            Ordering::Equal => return std::str::from_utf8(&record[3..6]).ok()?.chars().next(),
        }
    }
    None
}

/// The longest word of the table that `text` starts with, and its reading.
fn listed_word(text: &str) -> Option<(&'static str, &'static str)> {
    let mut ends = [0; LONGEST_WORD];
    let mut count = 0;
    for (at, c) in text.char_indices().take(LONGEST_WORD) {
        if !is_han(c) {
            break;
        }
        ends[count] = at + c.len_utf8();
        count += 1;
    }
    (2..=count)
        .rev()
        .find_map(|chars| find_word(&text[..ends[chars - 1]]))
}

fn find_word(word: &str) -> Option<(&'static str, &'static str)> {
    let bytes = WORDS.as_bytes();
    let (mut low, mut high) = (0, WORDS.len());
    // Both ends always stand at the start of a line.
    while low < high {
        let middle = low.midpoint(high);
        let start = bytes[..middle]
            .iter()
            .rposition(|&b| b == b'\n')
            .map_or(0, |at| at + 1);
        let end = bytes[middle..]
            .iter()
            .position(|&b| b == b'\n')
            .map_or(WORDS.len(), |at| middle + at);
        let (listed, reading) = WORDS[start..end].split_once('\t')?;
        match listed.cmp(word) {
            Ordering::Less => low = (end + 1).min(WORDS.len()),
            Ordering::Greater => high = start,
            Ordering::Equal => return Some((listed, reading)),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn main_reading(text: &str) -> String {
        read(text)
            .iter()
            .zip(text.chars())
            .map(|(r, c)| r.map_or(c, |r| r.main))
            .collect()
    }

    #[test]
    fn words_and_characters() {
        for (hanja, hangul) in [
            ("北", "북"),
            ("朝鮮民主主義人民共和國", "조선민주주의인민공화국"),
            ("統一部", "통일부"),
            ("勞動黨", "노동당"),
            ("朝鮮勞動黨", "조선로동당"),
            ("李承晩", "이승만"),
            ("林彪", "임표"),
            ("柳韓", "유한"),
            ("樂園", "낙원"),
            ("音樂", "음악"),
            ("比率", "비율"),
            ("法律", "법률"),
            ("不動産", "부동산"),
            ("不可能", "불가능"),
            ("新女性", "신여성"),
            ("美방송위", "미방송위"),
        ] {
            assert_eq!(main_reading(hanja), hangul, "{hanja}");
        }
    }

    #[test]
    fn surnames_and_northern_spellings_are_the_other_reading() {
        let other = |text: &str| {
            read(text)
                .iter()
                .zip(text.chars())
                .map(|(r, c)| r.map_or(c, |r| r.other.unwrap_or(r.main)))
                .collect::<String>()
        };
        let either =
            |text: &str, hangul: &str| other(text) == hangul || main_reading(text) == hangul;
        assert!(either("金正恩", "김정은"));
        assert!(either("金日成", "김일성"));
        assert!(either("李雪主", "리설주"));
        assert!(either("勞動新聞", "로동신문"));
        assert!(either("朝鮮勞動黨", "조선노동당"));
    }

    #[test]
    fn the_tables_are_sorted_and_whole() {
        assert_eq!(CHARACTERS.len() % RECORD, 0);
        let text = std::str::from_utf8(CHARACTERS).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.is_sorted());
        assert!(
            lines
                .iter()
                .all(|line| line.chars().count() == 2 && line.len() == 6)
        );
        let words: Vec<&str> = WORDS
            .lines()
            .map(|line| line.split_once('\t').unwrap().0)
            .collect();
        assert!(words.is_sorted());
        for line in WORDS.lines() {
            let (word, reading) = line.split_once('\t').unwrap();
            assert_eq!(word.chars().count(), reading.chars().count());
            assert_eq!(find_word(word), Some((word, reading)));
        }
    }
}
