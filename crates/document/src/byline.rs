//! The lines under a title: who wrote it, and when.

use crate::references::month_of;

/// What a paragraph under a title tells.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Byline {
    /// Names as written, titles and affiliations left out.
    pub(crate) authors: Vec<String>,
    /// A date of ISO 8601: a year, a month or a day.
    pub(crate) date: Option<String>,
}

/// Reads a paragraph, whole or line by line; nothing of one that says more than names, affiliations and a date.
pub(crate) fn read(whole: &str, lines: &[String], italic: bool) -> Byline {
    if let Some(authors) = names(whole, italic) {
        return Byline {
            authors,
            date: None,
        };
    }
    let mut found = Byline::default();
    for line in lines {
        match (date(line), names(line, italic)) {
            (Some(date), _) => found.date = found.date.take().or(Some(date)),
            (_, Some(authors)) => found.authors.extend(authors),
            (None, None) if is_affiliation(line) && line.chars().count() <= 120 => {}
            (None, None) => return Byline::default(),
        }
    }
    found
}

/// The names in a line under a title: `Nicolas Levi`, `by Jane Doe and Kim Chol-su (Seoul National University)`,
/// `김민관`, `홍길동 · 이순신`, `김성보 지음`.
fn names(text: &str, italic: bool) -> Option<Vec<String>> {
    let text = text.trim();
    if text.chars().count() > 300 || text.is_empty() {
        return None;
    }
    let lead = LEADS.iter().find_map(|lead| text.strip_prefix(lead));
    let mut sure = lead.is_some() || italic;
    let text = lead.unwrap_or(text);
    // `von Katrin Vogelsang` is by her, `von Bismarck` a name.
    let by_german = ["von ", "Von "]
        .iter()
        .find_map(|lead| text.strip_prefix(lead));
    let by_german = by_german.filter(|rest| without_brackets(rest).split_whitespace().count() > 1);
    sure |= by_german.is_some();
    let plain = without_brackets(by_german.unwrap_or(text));
    sure |= text.len() > plain.len() && is_affiliation(text);
    let plain = plain.trim();
    // `Kim, Jong-su; Lee, Min-ho`
    if plain.contains(';') && plain.split(';').all(is_inverted) {
        let names = plain.split(';').map(|name| name.trim().to_owned());
        return Some(names.collect());
    }
    let mut names = Vec::new();
    for piece in plain
        .replace(" and ", ",")
        .replace(" und ", ",")
        .replace(" & ", ",")
        .replace(" / ", ",")
        .split([',', ';', '·', '、', '\n', '|'])
    {
        let (name, titled) = without_titles(piece);
        if name.is_empty() {
            continue;
        }
        if !is_name(name, sure || titled) {
            // `By Min Hong, Dongguk University`, `김성보 / 연세대학교 교수`: from here on it says where.
            if !names.is_empty() && is_affiliation(piece) {
                break;
            }
            return None;
        }
        names.push(written(name));
    }
    (!names.is_empty()).then_some(names)
}

/// What says that names follow.
const LEADS: [&str; 14] = [
    "by ",
    "By ",
    "BY ",
    "Author: ",
    "Authors: ",
    "Autor: ",
    "Autorin: ",
    "저자: ",
    "저자 : ",
    "글: ",
    "글쓴이: ",
    "지은이: ",
    "필자: ",
    "글 ",
];

/// A name whose syllables stand apart is written together: `김 성 보`.
fn written(name: &str) -> String {
    let words = || name.split_whitespace();
    let apart = words().count() > 2 && words().all(|word| word.chars().count() == 1);
    match apart
        && name
            .chars()
            .all(|ch| ch == ' ' || ('가'..='힣').contains(&ch))
    {
        true => words().collect(),
        false => name.to_owned(),
    }
}

/// A text without what stands in round brackets.
fn without_brackets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0usize;
    for ch in text.chars() {
        match ch {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(ch),
            _ => {}
        }
    }
    out
}

/// `Kim, Jong-su`: a surname and given names.
fn is_inverted(piece: &str) -> bool {
    let Some((family, given)) = piece.trim().split_once(", ") else {
        return false;
    };
    let capital = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word
                .chars()
                .all(|ch| ch.is_alphabetic() || ".'’-".contains(ch))
    };
    family.split(' ').count() <= 2
        && given.split(' ').count() <= 3
        && family.split(' ').chain(given.split(' ')).all(capital)
}

/// A name without academic titles, signs of notes and the verb or office behind it, and whether one of the last stood
/// there.
fn without_titles(piece: &str) -> (&str, bool) {
    let mut name = piece
        .trim()
        .trim_end_matches(|ch: char| ch.is_ascii_digit() || "*†‡¹²³⁴⁵⁶⁷⁸⁹⁰".contains(ch))
        .trim();
    let mut titled = false;
    for _ in 0..3 {
        if let Some((first, rest)) = name.split_once(' ')
            && BEFORE.contains(&first.to_lowercase().trim_end_matches('.'))
        {
            (name, titled) = (rest.trim_start(), true);
        }
        if let Some((rest, last)) = name.rsplit_once(' ') {
            let bare = last.replace('.', "").to_lowercase();
            if BEHIND.contains(&bare.as_str()) {
                (name, titled) = (rest.trim_end(), true);
            }
        }
    }
    // `Homer B. Hulbert.`: the stop of a line; that of `Jr.` and of initials stays.
    let last = name.rsplit(' ').next().unwrap_or("");
    let stop = last
        .strip_suffix('.')
        .is_some_and(|word| word.chars().count() > 2);
    (
        if stop {
            name.trim_end_matches('.')
        } else {
            name
        },
        titled,
    )
}

/// Academic titles before a name, in lower case and without their stop.
const BEFORE: [&str; 12] = [
    "dr",
    "prof",
    "professor",
    "hab",
    "mgr",
    "inż",
    "doc",
    "pd",
    "mr",
    "mrs",
    "ms",
    "rev",
];

/// What stands behind a name: degrees, what its bearer did or is.
const BEHIND: [&str; 24] = [
    "phd",
    "ma",
    "md",
    "dphil",
    "지음",
    "저",
    "씀",
    "글",
    "엮음",
    "편",
    "편저",
    "편집",
    "저자",
    "기자",
    "교수",
    "박사",
    "연구원",
    "연구위원",
    "선임연구원",
    "책임연구원",
    "특파원",
    "논설위원",
    "위원",
    "작가",
];

/// Whether a text says where somebody works or can be written to.
fn is_affiliation(text: &str) -> bool {
    const PLACES: [&str; 36] = [
        "univers",
        "uniwersytet",
        "institut",
        "instytut",
        "college",
        "school",
        "depart",
        "cent",
        "academy",
        "akademi",
        "ministry",
        "press",
        "laborator",
        "faculty",
        "professor",
        "researcher",
        "fellow",
        "correspondent",
        "@",
        "대학",
        "연구",
        "학회",
        "교수",
        "기자",
        "신문",
        "통신사",
        "협회",
        "재단",
        "위원",
        "박사",
        "센터",
        "학교",
        "강사",
        "대표",
        "소장",
        "과정",
    ];
    let text = text.to_lowercase();
    PLACES.iter().any(|place| text.contains(place))
}

/// The date that a line is or tells: `Gdynia, May 2021`, `무용사연구 제38집 (2019. 12), 101~132쪽`.
fn date(line: &str) -> Option<String> {
    let line = line.trim();
    bare_date(line)
        .or_else(|| date_behind_place(line))
        .or_else(|| date_of_issue(line))
}

/// `Gdynia, May 2021`: a month at least, since a name may stand before a year.
fn date_behind_place(line: &str) -> Option<String> {
    let (place, rest) = line.split_once(", ")?;
    let is_capital = |word: &str| {
        word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic)
            || word.chars().all(|ch| ('가'..='힣').contains(&ch))
    };
    let fits = place.split(' ').count() <= 3 && place.split(' ').all(is_capital);
    let date = bare_date(rest).filter(|_| fits)?;
    (date.len() > "2021".len()).then_some(date)
}

/// The date in brackets behind the number of a journal's issue.
fn date_of_issue(line: &str) -> Option<String> {
    /// What numbers an issue, before the number and behind it.
    const BEFORE: [&str; 8] = ["vol", "no", "nr", "jg", "heft", "band", "issue", "제"];
    const BEHIND: [&str; 7] = ["집", "권", "호", "輯", "卷", "號", "号"];
    if line.chars().count() > 160 {
        return None;
    }
    let (before, rest) = line.split_once(['(', '（'])?;
    let (inside, _) = rest.split_once([')', '）'])?;
    let lower = before.to_lowercase();
    let is_issue = lower.char_indices().any(|(at, ch)| {
        if !ch.is_ascii_digit() {
            return false;
        }
        let word = lower[..at].trim_end_matches([' ', '.']);
        let word = word
            .rsplit(|ch: char| !ch.is_alphanumeric())
            .next()
            .unwrap_or("");
        let behind = lower[at..].trim_start_matches(|ch: char| ch.is_ascii_digit());
        BEFORE.contains(&word) || BEHIND.iter().any(|unit| behind.starts_with(unit))
    });
    bare_date(inside).filter(|_| is_issue)
}

/// The date that a line is: `2019. 5. 23.`, `23 May 2019`, `May 2019`, `발행일: 2019년 5월 23일`, `2019`.
fn bare_date(line: &str) -> Option<String> {
    let line = line.trim();
    if line.chars().count() > 60 {
        return None;
    }
    let line = line.split_once([':', '：']).map_or(line, |(lead, rest)| {
        match DATE_LEADS.contains(&lead.trim().to_lowercase().as_str()) {
            true => rest.trim(),
            false => line,
        }
    });
    let line = line
        .trim_matches(['(', ')', '[', ']', ' ', '.'])
        .trim_end_matches("에 발행");
    let mut numbers: Vec<u32> = Vec::new();
    let mut named = None;
    for word in line.split([' ', '.', '-', '/', ',', '년', '월', '일', '\u{a0}']) {
        if word.is_empty() {
            continue;
        }
        let ordinal = word.trim_end_matches(|ch: char| ch.is_ascii_lowercase());
        let is_ordinal = ["st", "nd", "rd", "th"]
            .iter()
            .any(|end| word.strip_suffix(end) == Some(ordinal));
        match word
            .parse()
            .ok()
            .or(ordinal.parse().ok().filter(|_| is_ordinal))
        {
            Some(number) => numbers.push(number),
            None if named.is_none() => named = Some(month_of(word)?),
            None => return None,
        }
    }
    let is_year = |number: &u32| (1800..2100).contains(number);
    let day = |number: &u32| (1..=31).contains(number);
    match (named, &numbers[..]) {
        (None, [year]) if is_year(year) => Some(year.to_string()),
        (None, [year, month]) if is_year(year) && (1..=12).contains(month) => {
            Some(format!("{year}-{month:02}"))
        }
        (None, [year, month, own]) if is_year(year) && (1..=12).contains(month) && day(own) => {
            Some(format!("{year}-{month:02}-{own:02}"))
        }
        (Some(month), [year]) if is_year(year) => Some(format!("{year}-{month:02}")),
        (Some(month), [own, year]) if is_year(year) && day(own) => {
            Some(format!("{year}-{month:02}-{own:02}"))
        }
        _ => None,
    }
}

/// What stands before a date, in lower case.
const DATE_LEADS: [&str; 14] = [
    "date",
    "published",
    "published on",
    "posted",
    "updated",
    "datum",
    "data",
    "stand",
    "날짜",
    "발행일",
    "작성일",
    "등록일",
    "입력",
    "게재일",
];

/// Whether a text has the shape of a person's name.
fn is_name(name: &str, sure: bool) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let hangul = |word: &str| word.chars().all(|ch| ('가'..='힣').contains(&ch));
    if words.iter().all(|word| hangul(word)) {
        let syllables: usize = words.iter().map(|word| word.chars().count()).sum();
        let whole: String = words.concat();
        let surname = whole.chars().next().is_some_and(|ch| SURNAMES.contains(ch));
        if HEADS.contains(&whole.as_str()) {
            return false;
        }
        // Three syllables are a name's length; two with a surname may be one, four only where the line says so.
        return (words.len() <= 2 || words.len() == syllables)
            && (syllables == 3
                || syllables == 2 && surname
                || sure && (2..=4).contains(&syllables));
    }
    let hanja = |ch: char| matches!(ch, '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}');
    if name.chars().all(hanja) {
        let count = name.chars().count();
        return count == 3 || sure && (2..=4).contains(&count);
    }
    let capital = |word: &str| {
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_uppercase)
            && chars.all(|ch| ch.is_alphabetic() || ".'’-".contains(ch))
    };
    let particle = |word: &str| {
        [
            "van", "von", "de", "der", "den", "di", "da", "la", "el", "bin", "al",
        ]
        .contains(&word)
    };
    let all_capitals = name.chars().all(|ch| !ch.is_lowercase());
    (2..=5).contains(&words.len())
        && words.iter().all(|word| capital(word) || particle(word))
        && (sure || !all_capitals)
        && !words
            .iter()
            .any(|word| NO_NAMES.contains(&word.to_lowercase().trim_end_matches('.')))
}

/// The first syllables of Korean names: the surnames that most have.
const SURNAMES: &str = "김이리박최정강조윤장임림한오서신권황안송류유홍전고문양손배백허남심노로하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕옥육인맹제모탁국어은편용";

/// Words that stand at the head of a text and look like names.
const HEADS: [&str; 40] = [
    "서문",
    "서론",
    "초록",
    "목차",
    "차례",
    "요약",
    "본문",
    "원문",
    "전문",
    "주석",
    "자료",
    "정보",
    "소개",
    "연구",
    "고찰",
    "기고",
    "기사",
    "공지",
    "노트",
    "문서",
    "이력",
    "주제",
    "고시",
    "성명",
    "안내",
    "명단",
    "현황",
    "선언",
    "연설",
    "인사",
    "머리말",
    "들어가며",
    "신년사",
    "보고서",
    "성명서",
    "연설문",
    "제안서",
    "선언문",
    "기사문",
    "여는글",
];

/// Words that stand under titles in capitals and belong to no name.
const NO_NAMES: [&str; 32] = [
    "nations",
    "united",
    "institute",
    "university",
    "department",
    "school",
    "center",
    "centre",
    "press",
    "journal",
    "report",
    "working",
    "paper",
    "draft",
    "version",
    "volume",
    "research",
    "college",
    "the",
    "ministry",
    "academy",
    "studies",
    "review",
    "article",
    "original",
    "north",
    "south",
    "korea",
    "korean",
    "january",
    "abstract",
    "introduction",
];
