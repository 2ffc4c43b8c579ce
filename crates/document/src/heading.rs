//! Headings: their numbers, what their sections are for, and the tree they make.
//!
//! Numbers decide the nesting, because levels lie (`### 1.`, `## 2.`, `#### 4.`); levels place only headings without
//! a number.

use crate::tree::{Section, SectionKind};

/// The number of a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    /// As written, without the closing dot.
    pub(crate) written: String,
    pub(crate) style: Style,
    /// `2.1` → 2, 1; other styles have one.
    pub(crate) path: Vec<u32>,
}

/// A way of numbering, from the outermost to the innermost in Korean and English usage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Style {
    /// `Part II`, `제1부`, `제1편`.
    Part,
    /// `Chapter 3`, `제1장`.
    Chapter,
    /// `Appendix B`, `부록 1`.
    Appendix,
    /// `Section 2`, `제1절`.
    Section,
    /// `제1관`, `제1항`.
    Item,
    /// `IV.`, `Ⅳ.`
    Roman,
    /// `B.`
    Letter,
    /// `2.1`
    Decimal,
    /// `가.`
    Hangul,
    /// `1)`
    Paren,
    /// `가)`
    HangulParen,
    /// `(1)`
    Parens,
    /// `①`
    Circled,
    /// `b.`
    Small,
}

/// Splits the number off a heading: the number and the byte where the title begins.
pub(crate) fn split_number(text: &str) -> Option<(Number, usize)> {
    named(text)
        .or_else(|| korean_unit(text))
        .or_else(|| single_sign(text))
        .or_else(|| bracketed(text))
        .or_else(|| dotted(text))
}

fn number(written: &str, style: Style, path: Vec<u32>) -> Number {
    Number {
        written: written.to_owned(),
        style,
        path,
    }
}

/// The byte behind closing signs and white space, where those part a number from its title.
fn title_start(text: &str, after: usize, needs_sign: bool) -> Option<usize> {
    let rest = &text[after..];
    let unsigned = rest.trim_start_matches(['.', ':', '．', ')', '|', '–', '—']);
    let title = unsigned.trim_start();
    if title.is_empty() {
        return Some(text.len());
    }
    let signed = unsigned.len() < rest.len();
    let spaced = title.len() < unsigned.len();
    // `Ⅰ.서론` has no space; `3.5배` and `1.2GHz` are quantities.
    let glued = signed && title.starts_with(|ch: char| ch.is_alphabetic());
    ((spaced && (signed || !needs_sign)) || glued).then(|| {
        let title = title
            .trim_start_matches(['-', '–', '—', ':', '|'])
            .trim_start();
        text.len() - title.len()
    })
}

/// `Chapter 3: Title`, `Part II`, `Appendix A`, `부록 1`.
fn named(text: &str) -> Option<(Number, usize)> {
    const NAMES: [(&str, Style); 9] = [
        ("part", Style::Part),
        ("book", Style::Part),
        ("chapter", Style::Chapter),
        ("ch.", Style::Chapter),
        ("appendix", Style::Appendix),
        ("annex", Style::Appendix),
        ("section", Style::Section),
        ("§", Style::Section),
        ("부록", Style::Appendix),
    ];
    let (name, style) = NAMES.into_iter().find(|(name, _)| {
        text.get(..name.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(name))
    })?;
    let rest = text[name.len()..].trim_start();
    let at = text.len() - rest.len();
    if at == name.len()
        && style != Style::Section
        && rest.starts_with(|ch: char| !ch.is_ascii_digit())
    {
        return None;
    }
    let end = rest
        .find(|ch: char| !ch.is_alphanumeric() && ch != '.')
        .unwrap_or(rest.len());
    let word = rest[..end].trim_end_matches('.');
    let value = word
        .parse()
        .ok()
        .or_else(|| roman(word))
        .or_else(|| {
            (word.len() == 1)
                .then(|| word.bytes().next())
                .flatten()
                .filter(u8::is_ascii_uppercase)
                .map(|byte| u32::from(byte - b'A') + 1)
        })
        .or_else(|| {
            ENGLISH
                .iter()
                .position(|name| word.eq_ignore_ascii_case(name))
                .map(|at| at as u32 + 1)
        })?;
    let start = title_start(text, at + word.len(), false)?;
    Some((
        number(text[..at + word.len()].trim(), style, vec![value]),
        start,
    ))
}

const ENGLISH: [&str; 12] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];

/// `제1장 서론`, `제 2 절`.
fn korean_unit(text: &str) -> Option<(Number, usize)> {
    let rest = text.strip_prefix(['제', '第'])?.trim_start();
    let digits = rest.len()
        - rest
            .trim_start_matches(|ch: char| ch.is_ascii_digit())
            .len();
    let (value, used) = match rest[..digits].parse::<u32>() {
        Ok(value) => (value, digits),
        Err(_) => {
            let sign = rest.chars().next()?;
            let at = "일이삼사오육칠팔구십".chars().position(|own| own == sign);
            let at = at.or_else(|| "一二三四五六七八九十".chars().position(|own| own == sign))?;
            (at as u32 + 1, sign.len_utf8())
        }
    };
    let rest = rest[used..].trim_start();
    let unit = rest.chars().next()?;
    let style = match unit {
        '부' | '편' | '部' | '篇' | '編' => Style::Part,
        '장' | '章' => Style::Chapter,
        '절' | '節' => Style::Section,
        '관' | '항' | '款' | '項' => Style::Item,
        _ => return None,
    };
    let after = text.len() - rest.len() + unit.len_utf8();
    let start = title_start(text, after, false)?;
    Some((number(&text[..after], style, vec![value]), start))
}

/// `Ⅳ. 결론`, `① 목적`.
fn single_sign(text: &str) -> Option<(Number, usize)> {
    let sign = text.chars().next()?;
    let (style, value) = match sign {
        'Ⅰ'..='Ⅻ' => (Style::Roman, sign as u32 - 'Ⅰ' as u32 + 1),
        'ⅰ'..='ⅻ' => (Style::Roman, sign as u32 - 'ⅰ' as u32 + 1),
        '①'..='⑳' => (Style::Circled, sign as u32 - '①' as u32 + 1),
        _ => return None,
    };
    let after = sign.len_utf8();
    // Circled numbers and Roman signs are numbers even without a space behind them.
    let rest = text[after..].trim_start_matches(['.', ')', '．', ':', ' ', '\u{3000}', '\u{a0}']);
    // `Ⅱ-1. 제목` is a number of two.
    let written = &text[..after];
    if let Some((more, start)) = rest.strip_prefix('-').and_then(dotted) {
        let offset = text.len() - rest.len() + 1;
        let path = std::iter::once(value).chain(more.path).collect();
        return Some((
            number(&text[..offset + more.written.len()], style, path),
            offset + start,
        ));
    }
    Some((number(written, style, vec![value]), text.len() - rest.len()))
}

/// `(1) Title`, `(가) 제목`.
fn bracketed(text: &str) -> Option<(Number, usize)> {
    let inner = text.strip_prefix('(')?;
    let end = inner.char_indices().take(6).find(|(_, ch)| *ch == ')')?.0;
    let value = inner[..end]
        .parse()
        .ok()
        .or_else(|| hangul_ordinal(&inner[..end]))
        .or_else(|| small_letter(&inner[..end]))?;
    let after = end + 2;
    let start = title_start(text, after, false)?;
    Some((number(&text[..after], Style::Parens, vec![value]), start))
}

/// `2.1 Title`, `3. Title`, `IV. Title`, `A.2 Title`, `가. 제목`, `1) 제목`.
fn dotted(text: &str) -> Option<(Number, usize)> {
    let end = text
        .find(|ch: char| !ch.is_alphanumeric())
        .unwrap_or(text.len());
    let first = &text[..end];
    if first.is_empty() || first.len() > 8 {
        return None;
    }
    let closing = text[end..].chars().next();
    let decimal = first.bytes().all(|byte| byte.is_ascii_digit());
    let value: Option<(Style, u32)> = if decimal {
        // Four digits are a year.
        (first.len() <= 3)
            .then(|| first.parse().ok())
            .flatten()
            .map(|value| (Style::Decimal, value))
    } else if let Some(value) = hangul_ordinal(first) {
        matches!(closing, Some('.' | ')' | '．')).then_some((Style::Hangul, value))
    } else if let Some(value) = roman(first).filter(|_| !matches!(first, "C" | "D" | "L" | "M")) {
        Some((Style::Roman, value))
    } else if first.len() == 1 && first.as_bytes()[0].is_ascii_uppercase() {
        Some((Style::Letter, u32::from(first.as_bytes()[0] - b'A') + 1))
    } else {
        matches!(closing, Some('.' | ')'))
            .then(|| small_letter(first))
            .flatten()
            .map(|value| (Style::Small, value))
    };
    let (mut style, value) = value?;
    let mut path = vec![value];
    let mut at = end;
    loop {
        let rest = &text[at..];
        let Some(more) = rest.strip_prefix(['.', '-']) else {
            break;
        };
        let digits = more.len()
            - more
                .trim_start_matches(|ch: char| ch.is_ascii_digit())
                .len();
        if !(1..=3).contains(&digits) {
            break;
        }
        path.push(more[..digits].parse().ok()?);
        at += 1 + digits;
    }
    if path.len() > 1 && text[at..].starts_with(|ch: char| ch.is_alphanumeric() || ch == '%') {
        return None;
    }
    if text[at..].starts_with(')') {
        style = match style {
            Style::Decimal => Style::Paren,
            Style::Hangul => Style::HangulParen,
            other => other,
        };
    }
    // `2 Method` and `2.1 Method` need no sign, `A Method` and `I think` do; `II RESULTS` does not.
    let needs_sign = path.len() == 1 && !decimal && (first.len() == 1 || style != Style::Roman);
    let start = title_start(text, at, needs_sign)?;
    if style == Style::Roman && path.len() == 1 && !text[at..].starts_with(['.', ')', ':', '．']) {
        // `MIX paint` is no number: without a sign only in front of capitals.
        let title = &text[start..];
        if title
            .chars()
            .find(|ch| ch.is_alphabetic())
            .is_none_or(|ch| !ch.is_uppercase())
        {
            return None;
        }
    }
    Some((number(&text[..at], style, path), start))
}

fn hangul_ordinal(text: &str) -> Option<u32> {
    let mut chars = text.chars();
    let (Some(sign), None) = (chars.next(), chars.next()) else {
        return None;
    };
    "가나다라마바사아자차카타파하"
        .chars()
        .position(|own| own == sign)
        .map(|at| at as u32 + 1)
}

fn small_letter(text: &str) -> Option<u32> {
    match text.as_bytes() {
        [byte @ b'a'..=b'z'] => Some(u32::from(byte - b'a') + 1),
        _ => None,
    }
}

/// The value of a Roman number in capitals, up to 89.
pub(crate) fn roman(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 8 {
        return None;
    }
    let value_of = |byte| match byte {
        b'I' => Some(1),
        b'V' => Some(5),
        b'X' => Some(10),
        b'L' => Some(50),
        _ => None,
    };
    let values: Vec<u32> = text.bytes().map(value_of).collect::<Option<_>>()?;
    let mut total = 0;
    for (at, &value) in values.iter().enumerate() {
        // A smaller sign before a greater one is taken off: `IV`.
        match values.get(at + 1).is_some_and(|&next| next > value) {
            true => total -= value as i32,
            false => total += value as i32,
        }
    }
    u32::try_from(total).ok().filter(|&total| total > 0)
}

/// What a section is for by its title, in English and Korean; letters and Hanja only are compared.
pub(crate) fn kind_of(title: &str) -> SectionKind {
    let bare: String = title
        .chars()
        .filter(|ch| ch.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    KINDS
        .iter()
        .find(|(_, names)| names.contains(&bare.as_str()))
        .map_or(SectionKind::Body, |(kind, _)| *kind)
}

/// Titles without spaces and signs, in lower case.
const KINDS: [(SectionKind, &[&str]); 5] = [
    (
        SectionKind::Bibliography,
        &[
            "bibliography",
            "references",
            "reference",
            "referencelist",
            "listofreferences",
            "referencescited",
            "literaturecited",
            "literature",
            "workscited",
            "worksconsulted",
            "citedworks",
            "citations",
            "sources",
            "selectedbibliography",
            "selectbibliography",
            "furtherreading",
            "referencesandnotes",
            "notesandreferences",
            "bibliographyandreferences",
            "sourcesandreferences",
            "참고문헌",
            "참고문헌및자료",
            "참고자료",
            "인용문헌",
            "참고문헌목록",
            "참고도서",
            "문헌목록",
            "參考文獻",
            "参考文献",
            "bibliografia",
            "literatur",
            "literaturverzeichnis",
            "bibliographie",
            "références",
            "referencias",
            "bibliografía",
        ],
    ),
    (
        SectionKind::Notes,
        &[
            "notes",
            "note",
            "endnotes",
            "footnotes",
            "endnote",
            "footnote",
            "주석",
            "각주",
            "미주",
            "주",
            "註",
            "脚註",
            "후주",
            "註釋",
            "przypisy",
            "anmerkungen",
        ],
    ),
    (
        SectionKind::Definitions,
        &[
            "definitions",
            "definition",
            "glossary",
            "glossaryofterms",
            "abbreviations",
            "listofabbreviations",
            "abbreviationsandacronyms",
            "acronyms",
            "listofacronyms",
            "terms",
            "terminology",
            "keyterms",
            "definitionofterms",
            "용어정의",
            "용어의정의",
            "용어해설",
            "용어설명",
            "용어집",
            "약어",
            "약어표",
            "약어목록",
        ],
    ),
    (
        SectionKind::Abstract,
        &[
            "abstract",
            "summary",
            "executivesummary",
            "authorsummary",
            "synopsis",
            "digest",
            "elifedigest",
            "editorssummary",
            "초록",
            "국문초록",
            "영문초록",
            "요약",
            "국문요약",
            "영문요약",
            "요약문",
            "논문요약",
            "抄錄",
            "streszczenie",
            "zusammenfassung",
            "résumé",
            "resumen",
        ],
    ),
    (
        SectionKind::Matter,
        &[
            "abouttheauthor",
            "abouttheauthors",
            "authorbiography",
            "authorsbiography",
            "aboutus",
            "acknowledgements",
            "acknowledgments",
            "acknowledgement",
            "acknowledgment",
            "funding",
            "authorcontributions",
            "authorscontributions",
            "competinginterests",
            "conflictofinterest",
            "conflictsofinterest",
            "conflictofintereststatement",
            "declarationofinterest",
            "disclosure",
            "dataavailability",
            "dataavailabilitystatement",
            "dedication",
            "colophon",
            "imprint",
            "저자소개",
            "필자소개",
            "글쓴이",
            "지은이",
            "감사의글",
            "감사의말",
            "사사",
            "저자약력",
        ],
    ),
];

/// The single letters that numbered headings so far: `C. elegans` is a name where no `A.` and `B.` went before.
#[derive(Default)]
pub(crate) struct Signs {
    seen: u64,
}

impl Signs {
    /// Whether a number can stand where it stands; it is remembered if so.
    pub(crate) fn accept(&mut self, number: &Number) -> bool {
        let Some(letter) = number.written.bytes().next().filter(|_| {
            number.written.len() == 1 && matches!(number.style, Style::Letter | Style::Roman)
        }) else {
            return true;
        };
        let roman = match number.style {
            Style::Roman => number.path.first().copied().unwrap_or(1),
            _ => 0,
        };
        // Bits 0 to 25 are letters, 32 and on Roman numbers.
        let ordinal = letter.wrapping_sub(b'A') % 26;
        let by_letter = ordinal == 0 || self.seen & (1 << (ordinal - 1)) != 0;
        let by_roman =
            roman == 1 || (2..=25).contains(&roman) && self.seen & (1 << (32 + roman - 1)) != 0;
        if by_letter {
            self.seen |= 1 << ordinal;
        }
        if by_roman {
            self.seen |= 1 << (32 + roman);
        }
        by_letter || by_roman
    }
}

/// Builds the tree of sections from headings in reading order.
#[derive(Default)]
pub(crate) struct Tree {
    pub(crate) sections: Vec<Section>,
    /// Open sections from the outermost.
    open: Vec<Open>,
    /// Whether `1.` begins anew under headings without a number, so that those are the chapters.
    pub(crate) restarts: bool,
}

struct Open {
    section: usize,
    level: u8,
    number: Option<Number>,
}

impl Tree {
    /// Adds a section behind all others; its `parent` and inherited kind are set here.
    pub(crate) fn push(&mut self, mut section: Section, mut number: Option<Number>, level: u8) {
        if let Some(number) = &mut number {
            self.settle_letter(number);
        }
        let body_seen = self
            .sections
            .iter()
            .rev()
            .take(64)
            .any(|own| own.kind == SectionKind::Body);
        if section.kind == SectionKind::Abstract && body_seen && number.is_none() && level > 1 {
            // A "Summary" behind the text is a part of the text.
            section.kind = SectionKind::Body;
        }
        let nested = number.as_ref().is_some_and(|number| number.path.len() > 1);
        match &number {
            _ if section.kind != SectionKind::Body && !nested => self.open.clear(),
            Some(number) => self.make_room(number, level),
            None => {
                while self.open.last().is_some_and(|open| open.level >= level) {
                    self.open.pop();
                }
            }
        }
        section.parent = self.open.last().map(|open| open.section);
        if let Some(parent) = section.parent
            && section.kind == SectionKind::Body
        {
            section.kind = self.sections[parent].kind;
        }
        self.open.push(Open {
            section: self.sections.len(),
            level,
            number,
        });
        self.sections.push(section);
    }

    /// `I.` behind `H.` is a letter, and so are `V.` behind `U.` and `X.` behind `W.`
    fn settle_letter(&self, number: &mut Number) {
        let letter = match number.written.as_bytes() {
            [byte @ (b'I' | b'V' | b'X' | b'L')] if number.style == Style::Roman => {
                u32::from(byte - b'A') + 1
            }
            _ => return,
        };
        let before = self
            .open
            .iter()
            .filter_map(|open| open.number.as_ref())
            .find(|own| own.style == Style::Letter);
        if before.is_some_and(|own| own.path == [letter - 1]) {
            (number.style, number.path) = (Style::Letter, vec![letter]);
        }
    }

    /// Closes sections until the one that holds a section with this number is innermost.
    fn make_room(&mut self, number: &Number, level: u8) {
        if number.path.len() > 1 {
            // `2.1.3` belongs to the longest of `2.1`, `2` that is open.
            let holder = self.open.iter().rposition(|open| {
                open.number.as_ref().is_some_and(|own| {
                    own.path.len() < number.path.len()
                        && number.path.starts_with(&own.path)
                        && matches!(
                            own.style,
                            Style::Decimal
                                | Style::Roman
                                | Style::Letter
                                | Style::Chapter
                                | Style::Appendix
                                | Style::Section
                        )
                })
            });
            if let Some(holder) = holder {
                self.open.truncate(holder + 1);
                return;
            }
        }
        let same = |open: &Open| {
            open.number
                .as_ref()
                .is_some_and(|own| own.style == number.style && own.path.len() >= number.path.len())
        };
        if let Some(sibling) = self.open.iter().position(same) {
            self.open.truncate(sibling);
            return;
        }
        let first = number.path.last() == Some(&1);
        let outer = |open: &Open| match &open.number {
            // An enumeration that begins inside a numbered section is its part; one that goes on is placed by rank.
            Some(own) => {
                own.style < number.style
                    || own.style == number.style && own.path.len() < number.path.len()
                    || first && number.style > Style::Item
            }
            None => self.restarts && open.level < level && number.style >= Style::Roman,
        };
        let kept = self.open.iter().take_while(|open| outer(open)).count();
        self.open.truncate(kept);
    }
}
