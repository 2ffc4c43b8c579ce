//! Glosses in brackets: `Red Star (붉은별; – Pulgŭnbyŏl)`, `라자루스(Lazarus)`, `국가보위성(國家保衛省)`, and
//! acronyms with their expansion.

use std::ops::Range;

use seoji_analysis::korean::{Korean, Tag};
use seoji_analysis::{hanja, is_romanised_syllable};
use seoji_schema::Stated;

use super::acronym::{expansion_before, is_acronym, is_expansion, is_hangul_short_form, singular};
use super::country::{country_initials, without_country};
use super::kind::{is_hangul_person, is_person_gloss, is_title};
use super::phrase::{
    Before, Edge, determined_before, hangul_before, is_bare_noun, is_function_word, is_namelike,
    latin_before, meaning_parts, quoted_before,
};
use super::romanised::{named_before_title, romanised_before};
use super::script::{Script, floor, is_firm_ending, is_hangul, is_hanja, words_before};
use super::sound::{alike, distance};

/// A gloss has at most this many words.
const MOST_WORDS: usize = 7;

/// What a bracket states: the phrase before it, and the forms inside.
pub(super) struct Gloss {
    /// Bytes of the phrase before the bracket.
    pub(super) of: Range<usize>,
    /// The forms inside, as written.
    pub(super) forms: Vec<String>,
    /// How it is stated.
    pub(super) stated: Stated,
}

/// What the content of a bracket that opens at byte `end` of the text says of the phrase before it.
pub(super) fn gloss(text: &str, end: usize, content: &str, korean: &Korean) -> Option<Gloss> {
    let parts = parts(content)?;
    let (first, others) = parts.split_first()?;
    let last = text[..end].trim_end_matches(' ').chars().next_back()?;
    let quoted = quoted_before(text, end).map(|quoted| Script::of(&text[quoted.span()]));
    let before = match quoted {
        Some(script) => script,
        None if is_hangul(last) => Script::Hangul,
        None if is_hanja(last) => Script::Hanja,
        None if last.is_alphanumeric() || matches!(last, '\'' | '’' | '.' | '+') => Script::Latin,
        None => return None,
    };
    let mut gloss = match (before, first.script) {
        (Script::Hangul, Script::Hanja) => hanja_of(text, end, first, korean)?,
        (Script::Hangul, Script::Latin) => latin_of_hangul(text, end, first, others, korean)?,
        (Script::Hangul, Script::Hangul) => short_of_hangul(text, end, first, korean)?,
        (Script::Hanja, Script::Hangul) => hangul_of_hanja(text, end, first)?,
        (Script::Latin, Script::Hangul | Script::Hanja) => {
            korean_of_latin(text, end, first, korean)?
        }
        (Script::Latin, Script::Latin) => acronym_of(text, end, first)?,
        _ => return None,
    };
    let of = text[gloss.of.clone()].to_owned();
    add_others(&mut gloss, &of, first, others)?;
    // `Reconnaissance General Bureau (RGB; 정찰총국)`: the letters have told how far the name reaches.
    if gloss.stated == Stated::Acronym && before == Script::Latin {
        let words = of.split_whitespace().filter(|word| !is_function_word(word));
        let wanted = words.count().div_ceil(2);
        for other in others {
            let enough = match other.script {
                Script::Hangul => {
                    ends_as_noun(other.text, korean)
                        && meaning_parts(other.text, korean).1 >= wanted
                        && !is_person_gloss(other.text, korean)
                }
                Script::Hanja => other.text.chars().count() >= wanted,
                _ => false,
            };
            if enough && !gloss.forms.iter().any(|form| form == other.text) {
                gloss.forms.push(other.text.to_owned());
            }
        }
    }
    Some(gloss)
}

/// A part of the content of a bracket.
struct Part<'a> {
    text: &'a str,
    script: Script,
    /// Whether a language or script is named before it (`Korean: …`).
    labelled: bool,
}

/// The parts of a bracket's content that may be forms; none when it says something else.
fn parts(content: &str) -> Option<Vec<Part<'_>>> {
    let content = content.trim();
    if content.is_empty()
        || content.len() > 160
        || content.contains("://")
        || content.contains("www.")
    {
        return None;
    }
    let mut parts = Vec::new();
    for piece in split(content) {
        let (piece, labelled) = without_label(piece.trim())?;
        let piece = piece.trim_matches([
            '“', '”', '‘', '’', '"', '\'', '„', '«', '»', '–', '—', '-', ' ', ',', '《', '》',
            '「', '」', '*', '_', '†',
        ]);
        if piece.is_empty() {
            continue;
        }
        let script = Script::of(piece);
        if script == Script::Other && !piece.chars().any(char::is_alphabetic) {
            // A date, a number, a page: it says nothing of the name, and nothing against the rest.
            if parts.is_empty() {
                return None;
            }
            continue;
        }
        if !is_form(piece, script) {
            // What follows the forms may be anything (`김일성, 1912년 출생`), what comes first decides.
            if parts.is_empty() {
                return None;
            }
            continue;
        }
        parts.push(Part {
            text: piece,
            script,
            labelled,
        });
    }
    (parts.len() <= 4).then_some(parts)
}

/// Cuts at commas, semicolons, equals signs, slashes and dashes with a space on some side.
fn split(content: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, c) in content.char_indices() {
        let next = at + c.len_utf8();
        let spaced = content[..at].ends_with(' ') || content[next..].starts_with(' ');
        let cuts = matches!(c, ',' | ';' | '=' | '；' | '，' | '、')
            || matches!(c, '–' | '—' | '-' | '/' | '·') && spaced;
        if cuts {
            pieces.push(&content[start..at]);
            start = next;
        }
    }
    pieces.push(&content[start..]);
    pieces
}

/// A piece without the language or script named before it, and whether one was; none for another label (`출처 : …`).
fn without_label(piece: &str) -> Option<(&str, bool)> {
    for lead in [
        "in Korean",
        "in English",
        "lit.",
        "Kor.",
        "Chin.",
        "Jap.",
        "kor.",
        "ang.",
        "koreanisch",
        "kor ",
    ] {
        if let Some(rest) = piece.strip_prefix(lead) {
            return Some((rest.trim_start_matches([':', ' ']), true));
        }
    }
    let Some((label, rest)) = piece.split_once([':', '：']) else {
        return Some((piece, false));
    };
    let label = label.trim();
    let known = [
        "Korean",
        "Hangul",
        "Hanja",
        "Chosŏn'gŭl",
        "Chosongul",
        "Chinese",
        "English",
        "Japanese",
        "Russian",
        "German",
        "Polish",
        "MR",
        "RR",
        "M–R",
        "McCune–Reischauer",
        "koreański",
        "angielski",
        "Koreanisch",
        "Englisch",
        "한국어",
        "조선어",
        "영어",
        "한자",
        "중국어",
        "일본어",
        "러시아어",
        "독일어",
        "프랑스어",
        "영문",
        "한글",
        "네덜란드어",
        "스페인어",
        "이탈리아어",
        "라틴어",
        "폴란드어",
    ]
    .contains(&label);
    known.then_some((rest.trim(), true))
}

/// Whether a piece may be a form: of a length and shape that names and terms have.
fn is_form(piece: &str, script: Script) -> bool {
    let words: Vec<&str> = piece.split_whitespace().collect();
    let chars = piece.chars().count();
    if words.len() > MOST_WORDS || chars > 90 || chars < 2 && script != Script::Hanja {
        return false;
    }
    // Code, file names, formulas.
    if piece.contains([
        '_', '<', '>', '{', '}', '`', '\\', '=', '@', '%', '?', '!', '"', '*', '|', '~', '→', '±',
        '+', '^', '№', '§', '#', '$',
    ]) || piece.contains("()")
        || piece.split(' ').any(|word| {
            word.contains('.') && !super::script::is_abbreviation(word) && !word.ends_with('.')
        })
    {
        return false;
    }
    match script {
        Script::Latin => {
            let first = words[0].trim_end_matches('.').to_lowercase();
            !is_function_word(words[0])
                && !LEADS.contains(&first.as_str())
                && !words
                    .iter()
                    .any(|word| word.ends_with(".js") || *word == "et" || *word == "al.")
                && !piece.starts_with(|c: char| c.is_ascii_digit())
                && !words[words.len() - 1]
                    .chars()
                    .all(|c| c.is_ascii_digit() || matches!(c, '-' | '–'))
                && !piece.chars().all(|c| "IVX".contains(c))
                && (chars > 2 || piece.chars().all(char::is_uppercase))
        }
        Script::Hangul => {
            let last = words[words.len() - 1];
            words.len() <= 5
                && !words.contains(&"및")
                // 3대혁명 is a name, 230만 갤런 and 12명 are not.
                && !(piece.starts_with(|c: char| c.is_ascii_digit()) && (chars < 4 || words.len() > 1))
                && ![
                    "출처",
                    "참고",
                    "참조",
                    "예",
                    "단",
                    "또는",
                    "혹은",
                    "및",
                    "등",
                    "이하",
                    "약",
                    "구",
                    "현",
                    "전",
                    "당시",
                    "즉",
                    "특히",
                    "이후",
                    "이상",
                    "미만",
                    "제외",
                    "포함",
                    "사진",
                    "그림",
                    "표",
                    "부록",
                    "주",
                    "상",
                    "하",
                    "좌",
                    "우",
                    "왼쪽",
                    "오른쪽",
                    "가운데",
                    "뒤",
                    "앞",
                ]
                .contains(&words[0])
                && ![
                    "등", "외", "제외", "포함", "참조", "이상", "이하", "기준", "예정", "때", "중",
                    "쪽", "면", "년", "월", "일", "명", "개", "세",
                ]
                .contains(&last)
        }
        Script::Hanja => chars <= 16,
        Script::Other => false,
    }
}

/// First words of brackets that are no gloss.
const LEADS: &[&str] = &[
    "see", "cf", "eg", "ie", "e.g", "i.e", "ex", "fig", "figs", "figure", "table", "eq", "ref",
    "refs", "left", "right", "top", "bottom", "n", "p", "pp", "vol", "no", "ca", "approx", "est",
    "born", "died", "d", "b", "r", "vocal", "feat", "source", "photo", "courtesy", "note", "notes",
    "et", "ibid", "op", "pers", "data", "reviewed", "adapted", "shown", "image", "doc", "pdf",
    "zip", "tif", "xls", "http", "https", "north", "south", "east", "west", "yes", "min", "max",
    "mean", "median", "eur", "usd", "krw", "kpw", "jpy", "gbp", "pln", "click", "chapter",
    "section", "sic", "emphasis", "total", "default",
];

/// Abbreviations in brackets that say where somebody or something belongs, not what it is called.
const TAGS: &[&str] = &[
    "UK", "US", "USA", "U.S.", "U.K.", "EU", "UN", "UAE", "USSR", "AP", "AFP", "AM", "PM", "BC",
    "AD", "CE", "BCE", "MVP", "GK", "FW", "MF", "DF", "KBS", "MBC", "SBS", "EBS", "JTBC", "TV",
    "OST", "CD", "DVD", "PDF", "URL", "GMT", "KST", "UTC", "KM", "OK", "VS", "TBD", "NA", "N/A",
];

/// 국가보위성(國家保衛省): as many syllables as characters when they read so, else the one word before.
fn hanja_of(text: &str, end: usize, part: &Part<'_>, korean: &Korean) -> Option<Gloss> {
    let stated = Stated::Gloss;
    let forms = vec![part.text.to_owned()];
    if let Some(quoted) = quoted_before(text, end) {
        let of = quoted.span();
        return (Script::of(&text[of.clone()]) == Script::Hangul).then_some(Gloss {
            of,
            forms,
            stated,
        });
    }
    if let Some(of) = read_before(text, end, part.text) {
        return Some(Gloss { of, forms, stated });
    }
    // A Chinese or Japanese name: the word before, where no other bare noun stands before it.
    let nouns = hangul_before(text, end, 2, korean);
    let characters = part.text.chars().count();
    match &nouns[..] {
        [one] if text[one.clone()].chars().count() >= characters => Some(Gloss {
            of: one.clone(),
            forms,
            stated,
        }),
        _ => None,
    }
}

/// The syllables before byte `end` that read as the Hanja do, spaces between them allowed; they begin a word.
fn read_before(text: &str, end: usize, characters: &str) -> Option<Range<usize>> {
    let readings = hanja::read(characters);
    let before = text[..end].trim_end_matches(' ');
    let mut syllables = before.char_indices().rev().filter(|(_, c)| *c != ' ');
    let mut start = before.len();
    for (reading, character) in readings.iter().rev().zip(characters.chars().rev()) {
        if character == ' ' {
            continue;
        }
        let reading = (*reading)?;
        let (at, syllable) = syllables.next()?;
        let law = |c: char| {
            c == syllable || hanja::initial_law(c) == syllable || hanja::initial_law(syllable) == c
        };
        if !law(reading.main) && !reading.other.is_some_and(law) {
            return None;
        }
        start = at;
    }
    let begins = text[..start]
        .chars()
        .next_back()
        .is_none_or(|c| !is_hangul(c));
    (begins && start < before.len()).then_some(start..before.len())
}

/// 金正恩(김정은).
fn hangul_of_hanja(text: &str, end: usize, part: &Part<'_>) -> Option<Gloss> {
    let before = text[..end].trim_end_matches(' ');
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_hanja(*c))
        .take(17)
        .last()
        .map(|(at, _)| at)?;
    let characters = &before[start..];
    let syllables = part.text.chars().filter(|c| is_hangul(*c)).count();
    (characters.chars().count() == syllables && syllables <= 16).then(|| Gloss {
        of: start..before.len(),
        forms: vec![part.text.to_owned()],
        stated: Stated::Gloss,
    })
}

/// 라자루스(Lazarus), 자각몽(lucid dream), 국제원자력기구(IAEA).
fn latin_of_hangul(
    text: &str,
    end: usize,
    part: &Part<'_>,
    others: &[Part<'_>],
    korean: &Korean,
) -> Option<Gloss> {
    let forms = vec![part.text.to_owned()];
    let words: Vec<&str> = part.text.split_whitespace().collect();
    let content = words.iter().filter(|word| !is_function_word(word)).count();
    let acronym = words.len() == 1 && is_acronym(singular(words[0]));
    let stated = if acronym {
        Stated::Acronym
    } else {
        Stated::Gloss
    };
    if words.len() == 1 && TAGS.contains(&words[0]) {
        return None;
    }
    // 호출(call)하면: a verb.
    let close = text[end..]
        .find([')', '）'])
        .map_or(text.len(), |at| end + at);
    let behind = text[close..].trim_start_matches([')', '）']);
    let verbal = [
        "하", "한", "할", "함", "합", "해", "했", "되", "된", "될", "됨", "됩", "돼", "시키",
    ];
    if !part.text.starts_with(char::is_uppercase)
        && verbal.iter().any(|verb| behind.starts_with(verb))
    {
        return None;
    }
    if let Some(quoted) = quoted_before(text, end) {
        let of = quoted.span();
        let words = text[of.clone()].split_whitespace().count();
        return (words <= 6).then_some(Gloss { of, forms, stated });
    }
    let letters = words[0].chars().filter(|c| c.is_alphabetic()).count();
    let most = if acronym { letters } else { content.max(1) };
    // The same sounds say exactly how far the name reaches, and need no dictionary.
    if !acronym && let Some(of) = sounding_before(text, end, part.text) {
        return Some(Gloss {
            of,
            forms,
            stated: Stated::Gloss,
        });
    }
    // 쿠싱(Glen Cushing): the surname is what sounds alike, and no more is bound.
    if let Some((of, surname)) = surname_before(text, end, &words) {
        return Some(Gloss {
            of,
            forms: vec![surname],
            stated: Stated::Gloss,
        });
    }
    let most = most.min(6);
    let nouns = hangul_before(text, end, most + 1, korean);
    if acronym && let Some(of) = without_country(text, &nouns, words[0], korean) {
        return Some(Gloss { of, forms, stated });
    }
    // 가족 계획 연맹(Planned Parenthood): where more nouns stand than the gloss has words, its reach cannot be told.
    if nouns.len() > most || part.labelled && nouns.len() > 1 {
        return None;
    }
    let (first, last) = (nouns.last()?, nouns.first()?);
    let of = first.start..last.end;
    let phrase = &text[of.clone()];
    if others.iter().any(|other| {
        other.script == Script::Latin && !is_expansion(part.text, singular(other.text))
    }) {
        return None;
    }
    // `김철수(KBS)`: where somebody works. A person's name would sound like the gloss.
    if is_hangul_person(phrase) && part.text.chars().next().is_some_and(char::is_uppercase) {
        return None;
    }
    if phrase.chars().count() < 2 || part.text.chars().count() < 2 {
        return None;
    }
    // `MyComponent`: names of code.
    let code = |word: &&str| {
        let capitals = word.chars().skip(1).filter(|c| c.is_uppercase()).count();
        let small = word.chars().filter(|c| c.is_lowercase()).count();
        capitals >= 1 && small >= 2 && !word.contains('-')
    };
    if words.iter().any(code) {
        return None;
    }
    // 나무(pohutukawa trees), 왕립협회(RSPCA): a part of what the gloss says, the rest stands further left.
    let (parts, most_parts) = meaning_parts(phrase, korean);
    let enough = match acronym {
        true => {
            let one_word = nouns.len() == 1 && phrase.chars().count() >= most * 2;
            let code = words[0].contains(|c: char| c.is_ascii_digit() || c == '-');
            !code && (parts >= letters || one_word && parts + 1 >= letters)
        }
        false => most_parts >= content && !part.text.contains(|c: char| c.is_ascii_digit()),
    };
    if acronym && enough {
        // 산업별 국내총생산(GDP): the last words that have a part for each letter.
        for (at, noun) in nouns.iter().enumerate() {
            let mut shorter = noun.start..last.end;
            if meaning_parts(&text[shorter.clone()], korean).0 >= letters {
                // 한국 개발연구원(KDI): the acronym begins with the country.
                if let Some(further) = nouns.get(at + 1)
                    && country_initials(&text[further.clone()])
                        .is_some_and(|initials| words[0].starts_with(|c| initials.contains(c)))
                {
                    shorter.start = further.start;
                }
                return Some(Gloss {
                    of: shorter,
                    forms,
                    stated,
                });
            }
        }
    }
    // 관심(Interest): two common words; a gloss of a name or a term has more to it.
    let ordinary = parts == 1 && content == 1 && !acronym && is_common_noun(phrase, korean);
    if ordinary {
        return None;
    }
    // …하는 방식(Scaffolding): a common word with all that modifies it.
    if !enough || parts == 1 && follows_modifier(text, of.start, korean) {
        return None;
    }
    Some(Gloss { of, forms, stated })
}

/// Whether the dictionary knows a word as a common noun.
fn is_common_noun(word: &str, korean: &Korean) -> bool {
    let eojeol = korean.eojeol(word);
    eojeol.morphemes.iter().all(|morpheme| {
        !matches!(
            morpheme.tag,
            Tag::Nnp | Tag::Unknown | Tag::Sl | Tag::Sh | Tag::Sn
        )
    })
}

/// Whether the word before byte `start` is a verb or adjective that modifies what follows.
fn follows_modifier(text: &str, start: usize, korean: &Korean) -> bool {
    let Some(word) = words_before(text, start, 1).into_iter().next() else {
        return false;
    };
    let own = &text[word.span];
    if !own.chars().any(is_hangul) || own.chars().count() > 30 {
        return false;
    }
    let eojeol = korean.eojeol(own);
    eojeol.morphemes.last().is_some_and(|last| {
        matches!(
            last.tag,
            Tag::Etm | Tag::Vv | Tag::Va | Tag::Vx | Tag::Xsv | Tag::Xsa | Tag::Vcp
        )
    })
}

/// The one word before byte `end` that sounds as the last word of a name of several does, and that word.
fn surname_before(text: &str, end: usize, words: &[&str]) -> Option<(Range<usize>, String)> {
    let last = words.last().filter(|_| words.len() >= 2)?;
    let named = words
        .iter()
        .all(|word| is_namelike(word) || is_function_word(word));
    let word = words_before(text, end, 1).into_iter().next()?.span;
    (named && last.chars().count() >= 3 && alike(&text[word.clone()], last))
        .then(|| (word, (*last).to_owned()))
}

/// The words before byte `end`, at most as many as the Latin name has and two more, that sound as it does.
fn sounding_before(text: &str, end: usize, latin: &str) -> Option<Range<usize>> {
    let most = latin.split_whitespace().count() + 2;
    let words = words_before(text, end, most.min(8));
    let last = words.first()?.span.end;
    let mut best: Option<(f32, Range<usize>)> = None;
    for word in &words {
        let span = word.span.start..last;
        let own = &text[span.clone()];
        if Script::of(own) != Script::Hangul {
            break;
        }
        if let Some(distance) = distance(own, latin)
            && distance <= 0.26
            && best.as_ref().is_none_or(|(least, _)| distance < *least)
        {
            best = Some((distance, span));
        }
    }
    best.map(|(_, span)| span)
}

/// 국가정보원(국정원).
fn short_of_hangul(text: &str, end: usize, part: &Part<'_>, korean: &Korean) -> Option<Gloss> {
    let nouns = hangul_before(text, end, 4, korean);
    let last = nouns.first()?.end;
    for noun in &nouns {
        let of = noun.start..last;
        let own = &text[of.clone()];
        if is_hangul_short_form(own, part.text)
            || is_hangul_short_form(part.text, own) && of.start == nouns[0].start
        {
            return Some(Gloss {
                of,
                forms: vec![part.text.to_owned()],
                stated: Stated::Acronym,
            });
        }
    }
    None
}

/// Red Star (붉은별), yangban (양반), the military-first policy (선군정치).
fn korean_of_latin(text: &str, end: usize, part: &Part<'_>, korean: &Korean) -> Option<Gloss> {
    let hangul: String = match part.script {
        Script::Hanja => hanja::read(part.text)
            .into_iter()
            .filter_map(|reading| reading.map(|reading| reading.main))
            .collect(),
        _ => part.text.to_owned(),
    };
    let done = |of: Range<usize>| {
        Some(Gloss {
            of,
            forms: vec![part.text.to_owned()],
            stated: Stated::Gloss,
        })
    };
    if let Some(quoted) = quoted_before(text, end) {
        return done(quoted.span());
    }
    let person = is_person_gloss(&hangul, korean);
    // 오극렬 has the consonants of `general`.
    let named = |of: &Range<usize>| {
        let mut words = text[of.clone()].split([' ', '-']);
        text[of.clone()].starts_with(char::is_uppercase) && !words.clone().any(is_title)
            || words.all(is_romanised_syllable)
    };
    if let Some(of) = romanised_before(text, end, &hangul).filter(|of| !person || named(of)) {
        return done(of);
    }
    // `Ri Yong-ho, the foreign minister (리용호)`: the name before what the person is, never the title itself.
    if person && let Some(of) = named_before_title(text, end, &hangul) {
        return done(of);
    }
    if part.script == Script::Hangul && !ends_as_noun(part.text, korean) {
        return None;
    }
    let (_, parts) = meaning_parts(&hangul, korean);
    if let Some(before) = latin_before(text, end) {
        let of = without_descriptor(text, &before, parts);
        let own = &text[of.clone()];
        if person && own.split_whitespace().next_back().is_some_and(is_title) {
            return None;
        }
        let names = own
            .split_whitespace()
            .filter(|word| !is_function_word(word) && !is_firm_ending(word))
            .count();
        // `240km(시속 149마일)`, `SNS(인스타그램·유튜브)`.
        if own.starts_with(|c: char| c.is_ascii_digit()) || part.text.contains('·') || names > 6 {
            return None;
        }
        // In Korean text what stands behind Latin letters in brackets is as often a remark: `API(유료)`,
        // `Playstore(안드로이드)`. There it must have as many parts as the name has words or letters.
        let korean_text = text[floor(text, of.start.saturating_sub(60))..of.start]
            .chars()
            .any(is_hangul);
        let wanted = match is_acronym(own) {
            true => own
                .chars()
                .filter(|c| c.is_alphabetic())
                .count()
                .saturating_sub(1)
                .max(2),
            false if korean_text && names == 1 => return None,
            false if korean_text => names,
            false => names.div_ceil(2),
        };
        return (parts >= wanted).then(|| done(of)).flatten();
    }
    if person {
        return None;
    }
    let before = determined_before(text, end, (parts + 1).min(4))?;
    match before.edge {
        Edge::Of | Edge::Within => None,
        _ => done(before.span()),
    }
}

/// Whether a gloss is a noun phrase: 붉은별, not 붉은 or 붉다.
fn ends_as_noun(phrase: &str, korean: &Korean) -> bool {
    let last = phrase.split_whitespace().last().unwrap_or("");
    if is_bare_noun(last, korean) {
        return true;
    }
    last.chars().count() <= 30
        && korean
            .eojeol(last)
            .morphemes
            .last()
            .is_some_and(|morpheme| {
                matches!(morpheme.tag, Tag::Nng | Tag::Nnp | Tag::Xsn | Tag::Unknown)
            })
}

/// `the Operating System Red Star (붉은별)`: what kind of thing it is may stand before the name; the number of parts
/// that the gloss has says how many words the name has.
fn without_descriptor(text: &str, before: &Before, parts: usize) -> Range<usize> {
    let span = before.span();
    let content = before
        .words
        .iter()
        .filter(|word| !is_function_word(&text[(*word).clone()]))
        .count();
    // `Silverstar Network Technology Co., Ltd.`: a firm's name says what it does.
    let is_firm = is_firm_ending(&text[before.words.last().map_or(span.clone(), Range::clone)]);
    if before.edge == Edge::Quoted || content <= parts.max(1) || is_firm {
        return span;
    }
    let cut = before.words.iter().enumerate().rev().find(|(at, word)| {
        let left = before.words.len() - at - 1;
        left >= 1
            && left >= parts.min(left.max(1))
            && left >= parts.min(2)
            && is_descriptor(&text[(*word).clone()])
    });
    match cut {
        Some((at, _)) if is_namelike(&text[before.words[at + 1].clone()]) => {
            before.words[at + 1].start..span.end
        }
        _ => span,
    }
}

/// What a thing or person is, before its name.
fn is_descriptor(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "system"
            | "software"
            | "program"
            | "programme"
            | "project"
            | "operation"
            | "company"
            | "firm"
            | "group"
            | "network"
            | "newspaper"
            | "magazine"
            | "president"
            | "chairman"
            | "leader"
            | "secretary"
            | "minister"
            | "general"
            | "marshal"
            | "professor"
            | "director"
            | "premier"
            | "emperor"
            | "king"
            | "queen"
            | "prince"
            | "province"
            | "county"
            | "city"
            | "mount"
            | "river"
            | "satellite"
            | "missile"
            | "rocket"
            | "tablet"
            | "smartphone"
            | "phone"
            | "computer"
            | "browser"
            | "website"
            | "app"
            | "platform"
            | "intranet"
            | "university"
            | "hotel"
            | "restaurant"
            | "novel"
            | "film"
            | "movie"
            | "song"
            | "opera"
    )
}

/// International Atomic Energy Agency (IAEA), KFA (Korean Friendship Association).
fn acronym_of(text: &str, end: usize, part: &Part<'_>) -> Option<Gloss> {
    let short = singular(part.text);
    let stated = Stated::Acronym;
    if !part.text.contains(' ') && is_acronym(short) {
        if TAGS.contains(&short) && short.len() < 3 {
            return None;
        }
        let of = match quoted_before(text, end) {
            Some(quoted) if is_expansion(&text[quoted.span()], short) => quoted.span(),
            _ => expansion_before(text, end, short)?,
        };
        return Some(Gloss {
            of,
            forms: vec![short.to_owned()],
            stated,
        });
    }
    let nearest = words_before(text, end, 1).into_iter().next()?.span;
    let token = singular(&text[nearest.clone()]);
    (is_acronym(token) && is_expansion(part.text, token)).then(|| Gloss {
        of: nearest.start..nearest.start + token.len(),
        forms: vec![part.text.to_owned()],
        stated,
    })
}

/// The other parts of the bracket that are forms of the same thing: its romanisation, its Hanja, its acronym.
/// None when they show that the bracket lists things.
fn add_others(gloss: &mut Gloss, of: &str, first: &Part<'_>, others: &[Part<'_>]) -> Option<()> {
    for other in others {
        let mut known = vec![of];
        known.extend(gloss.forms.iter().map(String::as_str));
        let same = known.iter().any(|form| is_same(form, other));
        if same {
            let form = match other.script {
                Script::Latin => singular(other.text),
                _ => other.text,
            };
            gloss.forms.push(form.to_owned());
        } else if other.script == first.script && !other.labelled && !alike_any(&known, first) {
            // `축제(Reading, Leeds)`: examples.
            return None;
        }
    }
    Some(())
}

fn alike_any(known: &[&str], first: &Part<'_>) -> bool {
    known
        .iter()
        .any(|form| match (Script::of(form), first.script) {
            (Script::Hangul, Script::Latin) => alike(form, first.text),
            (Script::Latin, Script::Hangul) => alike(first.text, form),
            (_, Script::Hanja) => true,
            _ => is_expansion(form, first.text) || is_expansion(first.text, form),
        })
}

fn is_same(form: &str, other: &Part<'_>) -> bool {
    match (Script::of(form), other.script) {
        (Script::Hangul, Script::Latin) => {
            alike(form, other.text) || is_romanised(form, other.text)
        }
        (Script::Latin, Script::Hangul) => alike(other.text, form),
        (Script::Latin, Script::Latin) => {
            is_expansion(form, singular(other.text)) || is_expansion(other.text, singular(form))
        }
        (Script::Hangul, Script::Hanja) => {
            read_before(form, form.len(), other.text).is_some_and(|span| span.start == 0)
        }
        (Script::Hanja, Script::Hangul) => {
            read_before(other.text, other.text.len(), form).is_some_and(|span| span.start == 0)
        }
        (Script::Hanja, Script::Latin) => {
            let read: String = hanja::read(form)
                .into_iter()
                .filter_map(|reading| reading.map(|reading| reading.main))
                .collect();
            alike(&read, other.text)
        }
        _ => other.labelled && other.script != Script::of(form) && other.script != Script::Other,
    }
}

/// `Pulgŭnbyŏl`, `Chosŏnk'ŏmp'yut'ŏwiwŏnhoe`: the diacritics and apostrophes of a romanisation are seen at once.
fn is_romanised(hangul: &str, latin: &str) -> bool {
    let marked = latin.contains(['ŏ', 'ŭ', 'Ŏ', 'Ŭ']);
    marked && distance(hangul, latin).is_some_and(|distance| distance < 0.45)
        || latin.split(['-', ' ']).all(is_romanised_syllable) && alike(hangul, latin)
}
