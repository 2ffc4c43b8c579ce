//! One spelling for texts that look the same, with a map back to the original bytes.
//!
//! In this order: characters that nobody sees are dropped (soft hyphen, zero width space, byte order mark,
//! variation selectors, marks of direction), forms kept for old character sets become ordinary ones (fullwidth
//! letters, ligatures, Roman numerals, squared units), and the whole becomes NFC (Unicode Standard Annex 15).

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::char::{
    canonical_combining_class, decompose_canonical, decompose_compatible,
};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A text in its one spelling, and where each of its characters stood.
#[derive(Debug, Default)]
pub struct Normalised<'a> {
    text: Cow<'a, str>,
    map: Option<Map>,
}

/// For each byte of the normalised text the span of its source; bytes of one character share it.
#[derive(Debug, Default)]
struct Map {
    starts: Vec<u32>,
    ends: Vec<u32>,
}

impl<'a> Normalised<'a> {
    /// Normalises `text`; borrows where there is nothing to change, in linear time otherwise.
    ///
    /// ```
    /// use seoji_analysis::Normalised;
    ///
    /// let decomposed = "\u{1107}\u{116E}\u{11A8}\u{1112}\u{1161}\u{11AB}은"; // 북한 in conjoining jamo
    /// let text = Normalised::new(decomposed);
    /// assert_eq!(text.as_str(), "북한은");
    /// assert_eq!(&decomposed[text.original(0..6)], "\u{1107}\u{116E}\u{11A8}\u{1112}\u{1161}\u{11AB}");
    /// ```
    pub fn new(text: &'a str) -> Self {
        if is_normal(text) {
            return Self {
                text: Cow::Borrowed(text),
                map: None,
            };
        }
        let (text, map) = rewrite(text);
        Self {
            text: Cow::Owned(text),
            map: Some(map),
        }
    }

    /// Holds another text, in memory of its own that is used again.
    pub(crate) fn read_again(&mut self, text: &str) {
        if !is_normal(text) {
            let (text, map) = rewrite(text);
            (self.text, self.map) = (Cow::Owned(text), Some(map));
            return;
        }
        let mut own = std::mem::take(&mut self.text).into_owned();
        own.clear();
        own.push_str(text);
        (self.text, self.map) = (Cow::Owned(own), None);
    }

    /// The normalised text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the text was normal already, so that its offsets are the original ones.
    pub fn is_original(&self) -> bool {
        self.map.is_none()
    }

    /// The span of the original text (bytes) for a span of the normalised one (bytes, on char boundaries).
    pub fn original(&self, span: Range<usize>) -> Range<usize> {
        match &self.map {
            None => span,
            Some(map) if span.start < span.end => {
                map.starts[span.start] as usize..map.ends[span.end - 1] as usize
            }
            Some(map) => {
                let at = map
                    .starts
                    .get(span.start)
                    .or(map.ends.last())
                    .map_or(0, |&at| at as usize);
                at..at
            }
        }
    }
}

/// Whether `c` is dropped: it is not seen and cuts no word.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether `c` is written in its compatibility decomposition: only forms that differ in looks alone.
///
/// Superscripts stay (`²²` may be a citation marker), and so do compatibility jamo (ㄱ is a letter by itself).
fn is_compatibility_form(c: char) -> bool {
    matches!(c,
        '\u{A0}' | '\u{17F}' | '\u{132}'..='\u{133}' | '\u{1C4}'..='\u{1CC}' | '\u{1F1}'..='\u{1F3}'
        | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{2160}'..='\u{217F}'
        | '\u{3000}' | '\u{3200}'..='\u{321E}' | '\u{3260}'..='\u{327E}' | '\u{3371}'..='\u{337A}'
        | '\u{3380}'..='\u{33DF}' | '\u{FB00}'..='\u{FB06}' | '\u{FF01}'..='\u{FF5E}'
        | '\u{FF61}'..='\u{FF9F}' | '\u{FFE0}'..='\u{FFE6}' | '\u{1D400}'..='\u{1D7FF}')
        && !is_number_space(c)
}

/// Spaces that stand inside a number in many languages (`26 100`); they keep their kind.
fn is_number_space(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{2009}' | '\u{202F}')
}

/// A quick and safe answer: `false` may also mean that only the full way can tell.
fn is_normal(text: &str) -> bool {
    if text.is_ascii() {
        return true;
    }
    let mut sure = true;
    for c in text.chars() {
        match c {
            '\0'..='\u{AC}'
            | '\u{AE}'..='\u{131}'
            | '\u{134}'..='\u{17E}'
            | '\u{180}'..='\u{1C3}' => {}
            '가'..='힣' | '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' => {}
            '\u{2010}'..='\u{2029}' | '\u{2030}'..='\u{205E}' | '\u{3001}'..='\u{3096}' => {}
            '\u{309B}'..='\u{31FF}' | '\u{1E00}'..='\u{1E99}' | '\u{1EA0}'..='\u{1EFF}' => {}
            '\u{400}'..='\u{482}' | '\u{48A}'..='\u{52F}' => {}
            _ if is_invisible(c) || is_compatibility_form(c) => return false,
            _ => sure = false,
        }
    }
    sure || is_nfc_quick(text.chars()) == IsNormalized::Yes
}

/// Writes the normal form, part by part: a part starts at a character that nothing before it can change.
fn rewrite(text: &str) -> (String, Map) {
    let mut out = String::with_capacity(text.len());
    let mut map = Map::default();
    // The visible characters of the current part, each with its span in the original text.
    let mut part: Vec<(char, Range<usize>)> = Vec::new();
    let mut expanded: Vec<char> = Vec::new();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if is_invisible(c) {
            continue;
        }
        expanded.clear();
        if is_compatibility_form(c) {
            decompose_compatible(c, |d| expanded.push(d));
        } else {
            expanded.push(c);
        }
        for &d in &expanded {
            if starts_part(d) {
                close(&mut part, &mut out, &mut map);
            }
            part.push((d, at..end));
        }
    }
    close(&mut part, &mut out, &mut map);
    (out, map)
}

/// Writes a part. What was composed stands for all that it was composed of; marks behind it that no letter takes stand
/// for themselves, as they do where the letter was composed before.
fn close(part: &mut Vec<(char, Range<usize>)>, out: &mut String, map: &mut Map) {
    let from = out.len();
    match part.as_slice() {
        [] => return,
        [(c, _)] if c.is_ascii() => out.push(*c),
        _ => out.extend(part.iter().map(|(c, _)| *c).nfc()),
    }
    let unchanged = out[from..]
        .chars()
        .rev()
        .zip(part.iter().rev())
        .take_while(|(written, (c, _))| written == c)
        .count();
    let (composed, alone) = part.split_at(part.len() - unchanged);
    let mut add = |bytes: usize, span: Range<usize>| {
        let of = |at: usize| std::iter::repeat_n(at as u32, bytes);
        map.starts.extend(of(span.start));
        map.ends.extend(of(span.end));
    };
    if let (Some((_, first)), Some((_, last))) = (composed.first(), composed.last()) {
        let behind: usize = alone.iter().map(|(c, _)| c.len_utf8()).sum();
        add(out.len() - from - behind, first.start..last.end);
    }
    for (c, span) in alone {
        add(c.len_utf8(), span.clone());
    }
    debug_assert_eq!(map.starts.len(), out.len(), "every byte has its source");
    part.clear();
}

/// Whether composition can never join `c` to what stands before it.
fn starts_part(c: char) -> bool {
    if c.is_ascii() {
        return true;
    }
    let mut first = None;
    decompose_canonical(c, |d| first = first.or(Some(d)));
    let first = first.unwrap_or(c);
    canonical_combining_class(first) == 0
        && is_nfc_quick(std::iter::once(first)) == IsNormalized::Yes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_that_look_the_same_are_the_same() {
        for (text, normal) in [
            ("Saebø", "Saebø"),
            ("Wo\u{142}owiec", "Wołowiec"),
            ("Kwangmyo\u{306}ng", "Kwangmyŏng"),
            ("개\u{200B}인", "개인"),
            ("crypto\u{AD}currency", "cryptocurrency"),
            ("\u{F9E1}", "李"),
            ("ＩＴ　３．０", "IT 3.0"),
            ("ﬁnance Ⅳ", "finance IV"),
            ("㈜조선 ㎏", "(주)조선 kg"),
            ("\u{FEFF}북", "북"),
        ] {
            assert_eq!(Normalised::new(text).as_str(), normal, "{text}");
        }
    }

    #[test]
    fn what_is_normal_is_borrowed() {
        for text in [
            "plain",
            "북한의 토론회",
            "Chosŏnk'ŏmp'yut'ŏ",
            "北 美방송위",
            "26\u{A0}100",
        ] {
            assert!(Normalised::new(text).is_original(), "{text}");
        }
    }

    #[test]
    fn spans_lead_back() {
        let text = "a\u{200B}e\u{301}ﬁ";
        let normal = Normalised::new(text);
        assert_eq!(normal.as_str(), "aéfi");
        assert_eq!(normal.original(0..1), 0..1);
        assert_eq!(normal.original(1..3), 4..7);
        // Both letters of a ligature stand for the whole of it.
        assert_eq!(normal.original(3..4), 7..10);
        assert_eq!(normal.original(0..5), 0..10);
        assert_eq!(normal.original(5..5), 10..10);
    }
}
