//! Numbers of headings: `2.1`, `Ⅳ.`, `제1장`, `가.`, `Chapter 3`.

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

/// A number in small Roman numerals; 0 and numbers from 4000 on in digits.
pub(crate) fn to_roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let (mut left, mut written) = (number, String::new());
    for (value, sign) in SIGNS {
        while left >= value {
            written.push_str(sign);
            left -= value;
        }
    }
    written
}
