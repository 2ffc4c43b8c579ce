//! Which script a text is in, and where its words begin and end.

use std::ops::Range;

/// The script of a form, as far as glosses care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// Hangul syllables, perhaps with digits and a few Latin letters (`IT산업`).
    Hangul,
    /// Chinese characters alone.
    Hanja,
    /// Letters of an alphabet, perhaps with digits.
    Latin,
    /// Anything else: numbers, kana, mixtures.
    Other,
}

impl Script {
    /// The script of a text.
    pub(super) fn of(text: &str) -> Self {
        let (mut hangul, mut hanja, mut latin, mut other) = (0, 0, 0, 0);
        for c in text.chars() {
            match c {
                _ if is_hangul(c) => hangul += 1,
                _ if is_hanja(c) => hanja += 1,
                '\u{3040}'..='\u{30ff}' => other += 1,
                _ if c.is_alphabetic() => latin += 1,
                _ => {}
            }
        }
        match (hangul, hanja, latin, other) {
            (_, _, _, 1..) | (0, 0, 0, 0) => Self::Other,
            (1.., 0, latin, 0) if latin <= hangul => Self::Hangul,
            (0, 1.., 0, 0) => Self::Hanja,
            (0, 0, 1.., 0) => Self::Latin,
            _ => Self::Other,
        }
    }
}

pub(super) fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

pub(super) fn is_hanja(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// [`char::is_alphanumeric`], quick for what most texts here are in.
pub(super) fn is_letter_or_digit(c: char) -> bool {
    is_hangul(c) || c.is_alphanumeric()
}

/// Whether a char can stand inside a word of a name: letters, digits, and what ties them (`AT&T`, `Jin-hyok`, `R.S.`).
fn is_word(c: char) -> bool {
    is_letter_or_digit(c)
        || matches!(
            c,
            '\'' | '’' | 'ʻ' | 'ʼ' | '-' | '‐' | '‑' | '&' | '+' | '.' | '·'
        )
}

/// A word of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Bytes of the text, without a full stop or hyphen around it.
    pub(super) span: Range<usize>,
    /// Whether only white space stands between it and the word nearer to where the search began.
    pub(super) touches: bool,
}

/// The words before byte `end`, nearest first: at most `most`, no further than the beginning of the line.
///
/// The first word must touch `end` but for one space; the walk ends where anything but a space parts two words.
pub(super) fn words_before(text: &str, end: usize, most: usize) -> Vec<Word> {
    let mut words = Vec::new();
    let mut at = end;
    while words.len() < most {
        let mut gap = text[..at].trim_end_matches([' ', '\u{a0}']);
        // `Technology Co., Ltd.`: the comma belongs to the name.
        if let Some(Word { span, .. }) = words.last()
            && is_firm_ending(&text[span.clone()])
            && let Some(before) = gap.strip_suffix(',')
        {
            gap = before;
        }
        if at - gap.len() > 2 || !words.is_empty() && gap.len() == at {
            break;
        }
        let mut start = gap.len();
        for (place, c) in gap.char_indices().rev() {
            // No word of a name is longer; a line without a space is not walked to its begin.
            if !is_word(c) || gap.len() - place > 80 {
                break;
            }
            start = place;
        }
        let Some(span) = bare(text, start..gap.len(), words.is_empty()) else {
            break;
        };
        at = start;
        words.push(Word {
            span,
            touches: true,
        });
    }
    words
}

/// The words from byte `start` on: at most `most`, up to a sign that parts them.
///
/// `touches` of the last says whether the walk went on to its end; false when a sign follows it.
pub(super) fn words_after(text: &str, start: usize, most: usize) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut at = start;
    while words.len() < most {
        let rest = &text[at..];
        let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
        if gap > 2 || gap == 0 && !words.is_empty() {
            break;
        }
        let from = at + gap;
        let length = text[from..]
            .char_indices()
            .take_while(|(at, c)| is_word(*c) && *at < 80)
            .last()
            .map_or(0, |(at, c)| at + c.len_utf8());
        let whole = from..from + length;
        let Some(span) = bare_after(text, whole.clone()) else {
            break;
        };
        let touches = span.end == whole.end;
        at = whole.end;
        words.push(Word { span, touches });
        if !touches {
            break;
        }
    }
    words
}

/// A word without the stop or hyphen around it; none when nothing is left, or when a full stop ends it that is no
/// part of an abbreviation (then it belongs to another sentence).
fn bare(text: &str, word: Range<usize>, first: bool) -> Option<Range<usize>> {
    let own = &text[word.clone()];
    if own == "&" {
        return Some(word);
    }
    let ends_sentence = own.ends_with('.') && !is_abbreviation(own);
    if ends_sentence && !first || own.is_empty() {
        return None;
    }
    let from = word.start + own.len()
        - own
            .trim_start_matches(['-', '‐', '‑', '.', '·', '&', '+', '\'', '’'])
            .len();
    let trimmed = match is_abbreviation(own) {
        true => own,
        false => own.trim_end_matches(['.', '-', '‐', '‑', '·', '&']),
    };
    let end = word.start + trimmed.len();
    (from < end).then_some(from..end)
}

fn bare_after(text: &str, word: Range<usize>) -> Option<Range<usize>> {
    let own = &text[word.clone()];
    let end = match own.strip_suffix('.') {
        Some(short) if !is_abbreviation(own) => word.start + short.len(),
        _ => word.end,
    };
    let own = &text[word.start..end];
    (own.chars().next().is_some_and(char::is_alphanumeric) && !own.is_empty())
        .then_some(word.start..end)
}

/// `R.`, `R.S.`, `U.S.`, `Inc.`, `St.`: the full stop belongs to the word.
pub(super) fn is_abbreviation(word: &str) -> bool {
    let Some(stem) = word.strip_suffix('.') else {
        return false;
    };
    let initials = stem
        .split('.')
        .all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase));
    initials
        || [
            "Inc", "Ltd", "Co", "Corp", "St", "Dr", "Mr", "Mrs", "Ms", "Prof", "Gen", "Col", "Jr",
            "Sr", "vs", "No", "Gov", "Sen", "Rep", "Lt", "Capt",
        ]
        .contains(&stem)
}

/// Whether a text is what says how a firm is held and no name: `Ltd.`, `Co., Ltd.`, `Inc`.
pub(super) fn is_firm_ending(text: &str) -> bool {
    const ENDINGS: [&str; 17] = [
        "ltd",
        "limited",
        "inc",
        "incorporated",
        "llc",
        "llp",
        "lp",
        "plc",
        "corp",
        "co",
        "gmbh",
        "ag",
        "sa",
        "srl",
        "pty",
        "pte",
        "jsc",
    ];
    let mut words = text
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .peekable();
    words.peek().is_some()
        && words.all(|word| {
            let bare = word.replace('.', "");
            // `CO`, `SA` and `AG` are words of their own where no stop follows.
            let sure = bare.len() > 2 || word.ends_with('.');
            sure && ENDINGS
                .iter()
                .any(|ending| bare.eq_ignore_ascii_case(ending))
        })
}

/// The quotation that ends right before byte `end` (one space may part them), without its marks.
pub(super) fn quotation_before(text: &str, end: usize) -> Option<Range<usize>> {
    let before = text[..end].trim_end_matches(' ');
    if end - before.len() > 1 {
        return None;
    }
    let close = before.chars().next_back()?;
    let inner_end = before.len() - close.len_utf8();
    let window = floor(text, inner_end.saturating_sub(LONGEST_QUOTATION));
    let inside = &text[window..inner_end];
    let opens = QUOTES
        .iter()
        .filter(|(_, closing)| *closing == close)
        .map(|(opening, _)| *opening);
    let (at, open) = opens
        .filter_map(|open| inside.rfind(open).map(|at| (at, open)))
        .max()?;
    // A straight apostrophe opens only behind a space or bracket.
    let before_open = text[..window + at].chars().next_back();
    if open == '\'' && before_open.is_some_and(|c| c.is_alphanumeric()) {
        return None;
    }
    let span = window + at + open.len_utf8()..inner_end;
    let text = &text[span.clone()];
    (!text.trim().is_empty() && !text.contains('\n')).then_some(span)
}

/// The quotation that begins at byte `start` (spaces skipped): the words inside and the byte behind it.
pub(super) fn quotation_after(text: &str, start: usize) -> Option<(Range<usize>, usize)> {
    let rest = &text[start..];
    let from = start + rest.len() - rest.trim_start_matches(' ').len();
    let open = text[from..].chars().next()?;
    let inner = from + open.len_utf8();
    let window = floor(text, (inner + LONGEST_QUOTATION).min(text.len()));
    let inside = &text[inner..window];
    let closes = QUOTES
        .iter()
        .filter(|(opening, _)| *opening == open)
        .map(|(_, closing)| *closing);
    let (at, close) = closes
        .filter_map(|close| inside.find(close).map(|at| (at, close)))
        .min()?;
    let words = inside[..at].trim_end_matches([',', '.']);
    (!words.trim().is_empty() && !words.contains('\n'))
        .then_some((inner..inner + words.len(), inner + at + close.len_utf8()))
}

/// Pairs of quotation marks; German and Polish ones among them.
const QUOTES: &[(char, char)] = &[
    ('“', '”'),
    ('„', '”'),
    ('„', '“'),
    ('‘', '’'),
    ('‚', '‘'),
    ('"', '"'),
    ('\'', '\''),
    ('«', '»'),
    ('»', '«'),
    ('「', '」'),
    ('『', '』'),
    ('《', '》'),
    ('〈', '〉'),
];

/// No name between quotation marks is longer, in bytes.
const LONGEST_QUOTATION: usize = 120;

/// The char boundary at or before a byte.
pub(super) fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether a sentence begins at a byte.
pub(super) fn begins_sentence(text: &str, at: usize) -> bool {
    let window = floor(text, at.saturating_sub(16));
    let before = text[window..at].trim_end();
    match before.chars().next_back() {
        None => window == 0 || at == 0,
        Some(c) => {
            matches!(c, '.' | '!' | '?' | '。' | ':' | ';' | ']') || {
                // A quotation or bracket that opens a sentence.
                matches!(c, '"' | '“' | '‘' | '「' | '『' | '(')
                    && before[..before.len() - c.len_utf8()]
                        .trim_end()
                        .chars()
                        .next_back()
                        .is_none_or(|c| matches!(c, '.' | '!' | '?' | '。'))
            }
        }
    }
}
