//! One word in the two spellings of the North and the South: the initial law (두음법칙).
//!
//! The South writes ㄴ for ㄹ at the start of a word, and nothing for ㄴ and ㄹ before ㅣ and the glides (한글 맞춤법,
//! 제10–12항, also for the second word of a compound); 렬, 률 behind a vowel or ㄴ are 열, 율 (제11항 붙임 1). The North
//! writes each Hanja as it sounds by itself (조선말규범집, 맞춤법 제25항).
//!
//! The law alone would make 로비 (lobby) of 노비 (slave) and 리본 (ribbon) of 이본 (another edition), so a table says
//! which words it was at work in: `data/initial_law.txt`, made from Hanja by `tools/initial_law.py`, which tells how.

use std::ops::Range;

use super::Syllable;
use super::is_syllable;
use crate::sorted_lines::SortedLines;

/// Lines `northern TAB southern`, and `TAB rare` where the southern spelling is mostly another word; sorted.
pub(super) static TABLE: SortedLines = SortedLines::new(LINES);
pub(super) const LINES: &str = include_str!("../../data/initial_law.txt");
/// The longest word of the table in syllables.
const LONGEST: usize = 4;
/// A word inside another begins behind this many syllables and more.
const BEFORE: usize = 2;
/// Words longer than this in syllables are left as they are.
const LONGEST_WORD: usize = 64;

/// The spelling that a twin is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standard {
    /// 로동, 녀성, 력사.
    North,
    /// 노동, 여성, 역사.
    South,
}

/// A word in the other spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twin {
    /// The word.
    pub text: String,
    /// Which spelling that is.
    pub standard: Standard,
}

/// The word of the table at the start of `text`, the longest: its bytes in `text`, its southern spelling, and whether
/// that is mostly another word.
pub(crate) fn southern_prefix(text: &str) -> Option<(usize, &'static str, bool)> {
    let ends: Vec<usize> = text
        .char_indices()
        .take(LONGEST)
        .map(|(at, c)| at + c.len_utf8())
        .collect();
    // Nearly all words are told by their letters, or by their first two syllables, to be in no table.
    let differs = |end: &&usize| text[..**end].chars().any(may_change);
    ends.last().filter(differs)?;
    if !TABLE.any_begins(&text[..*ends.get(1)?]) {
        return None;
    }
    ends.iter().skip(1).rev().find_map(|&end| {
        let (south, rare) = look_up(&text[..end])?;
        Some((end, south, rare))
    })
}

/// The southern spelling of a northern word of the table, and whether that is mostly another word.
fn look_up(north: &str) -> Option<(&'static str, bool)> {
    let mut fields = TABLE.find(north)?;
    Some((fields.next()?, fields.next().is_some()))
}

/// A text with its northern words in their southern spelling, and the syllables that changed, in bytes of both (they are
/// the same: each syllable stays one); none where nothing changes.
///
/// A word may begin at the start, and at those bytes for which `begins` is true (where a morpheme with a meaning
/// begins: 으로선 is no 노선).
///
/// ```
/// use seoji_analysis::hangul::south_of;
///
/// let anywhere = |_: usize| true;
/// assert_eq!(south_of("로동신문", anywhere).unwrap().0, "노동신문");
/// assert_eq!(south_of("조선로동당", anywhere).unwrap().0, "조선노동당");
/// assert_eq!(south_of("투표률", anywhere).unwrap().0, "투표율");
/// assert_eq!(south_of("라디오", anywhere), None);
/// ```
pub fn south_of(text: &str, begins: impl Fn(usize) -> bool) -> Option<(String, Vec<Range<usize>>)> {
    if !text.chars().any(may_change) || text.chars().nth(LONGEST_WORD).is_some() {
        return None;
    }
    let out = respelled(text, begins, |rest, may_begin, before| {
        if let Some((_, south, _)) = may_begin.then(|| southern_prefix(rest)).flatten() {
            return Some(south.to_owned());
        }
        let open = before.and_then(Syllable::of);
        let open = open.is_some_and(|syllable| matches!(syllable.coda, 0 | 4));
        match rest.chars().next() {
            Some('렬') if open => Some("열".to_owned()),
            Some('률') if open => Some("율".to_owned()),
            _ => None,
        }
    });
    let changed: Vec<Range<usize>> = text
        .char_indices()
        .zip(out.chars())
        .filter(|((_, one), other)| one != other)
        .map(|((at, one), _)| at..at + one.len_utf8())
        .collect();
    (!changed.is_empty()).then_some((out, changed))
}

/// A text in which `replace` has its say at each place: given the rest of the text, whether a word may begin there and
/// the syllable before, it gives what stands there instead, as long as what it stands for.
fn respelled(
    text: &str,
    begins: impl Fn(usize) -> bool,
    replace: impl Fn(&str, bool, Option<char>) -> Option<String>,
) -> String {
    let mut out = String::with_capacity(text.len());
    let mut syllables = 0;
    while let Some(c) = text[out.len()..].chars().next() {
        let at = out.len();
        let may_begin = syllables == 0 || syllables >= BEFORE && begins(at);
        let piece = replace(&text[at..], may_begin, out.chars().next_back());
        let piece = piece.unwrap_or_else(|| c.to_string());
        syllables += piece.chars().count();
        out.push_str(&piece);
    }
    out
}

/// A word's other spellings: the southern one of a northern word, the northern ones of a southern word.
///
/// `begins` as for [`south_of`]. A southern spelling that is mostly another word (이상 for 리상) is left out.
///
/// ```
/// use seoji_analysis::hangul::{Standard, twins};
///
/// let texts = |word: &str| twins(word, |_| true).into_iter().map(|twin| twin.text).collect::<Vec<_>>();
/// assert_eq!(texts("노동신문"), ["로동신문"]);
/// assert_eq!(texts("련합"), ["연합"]);
/// assert!(texts("노비").is_empty() && texts("양").is_empty());
/// ```
pub fn twins(word: &str, begins: impl Fn(usize) -> bool) -> Vec<Twin> {
    let mut twins = Vec::new();
    if !word.chars().all(is_syllable) || word.chars().nth(LONGEST_WORD).is_some() {
        return twins;
    }
    if let Some((text, changed)) = south_of(word, &begins) {
        let rare = |range: &Range<usize>| {
            southern_prefix(&word[range.start..]).is_some_and(|(_, _, rare)| rare)
        };
        if !changed.iter().any(rare) {
            let standard = Standard::South;
            twins.push(Twin { text, standard });
        }
    }
    let out = respelled(word, begins, |rest, may_begin, _| {
        may_begin.then(|| northern_prefix(rest)).flatten()
    });
    if out != word {
        let (text, standard) = (out, Standard::North);
        twins.push(Twin { text, standard });
    }
    twins
}

/// The spelling that `matched` is in, where it says the same as `typed` or its beginning in the other one.
///
/// ```
/// use seoji_analysis::hangul::{Standard, spelled_otherwise};
///
/// assert_eq!(spelled_otherwise("노동신문은", "로동신문"), Some(Standard::North));
/// assert_eq!(spelled_otherwise("로동", "노동"), Some(Standard::South));
/// assert_eq!(spelled_otherwise("노동", "노동"), None);
/// ```
pub fn spelled_otherwise(typed: &str, matched: &str) -> Option<Standard> {
    let south = |text: &str| south_of(text, |_| true).map(|(text, _)| text);
    if typed.starts_with(matched) {
        return None;
    }
    match (south(typed), south(matched)) {
        (typed_south, Some(south))
            if typed_south.as_deref().unwrap_or(typed).starts_with(&south) =>
        {
            Some(Standard::North)
        }
        (Some(south), None) if south.starts_with(matched) => Some(Standard::South),
        _ => None,
    }
}

/// The longest word at the start of `text` that the North spells otherwise, in that spelling.
fn northern_prefix(text: &str) -> Option<String> {
    let first = text.chars().next()?;
    let ends: Vec<usize> = text
        .char_indices()
        .take(LONGEST)
        .map(|(at, c)| at + c.len_utf8())
        .collect();
    for &end in ends.iter().skip(1).rev() {
        for own in own_sounds(first) {
            let north = format!("{own}{}", &text[first.len_utf8()..end]);
            if look_up(&north).is_some_and(|(south, _)| south == &text[..end]) {
                return Some(north);
            }
        }
    }
    None
}

/// The sounds that a first syllable may have by itself.
fn own_sounds(c: char) -> impl Iterator<Item = char> {
    const NIEUN: usize = 2;
    const RIEUL: usize = 5;
    const NONE: usize = 11;
    let syllable = Syllable::of(c);
    let own = move |onset: usize| syllable.map(|syllable| Syllable { onset, ..syllable }.compose());
    let onsets: &[usize] = match syllable.map(|syllable| syllable.onset) {
        Some(NIEUN) => &[RIEUL],
        Some(NONE) => &[RIEUL, NIEUN],
        _ => &[],
    };
    onsets.iter().filter_map(move |&onset| own(onset))
}

/// Whether a northern spelling may have this syllable where the southern one has another.
fn may_change(c: char) -> bool {
    Syllable::of(c).is_some_and(|syllable| matches!(syllable.onset, 2 | 5))
}
