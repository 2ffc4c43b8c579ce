//! Lists of authors, editors and translators: where one name ends and the next begins, and which part is the family name.

use std::ops::Range;

use super::citation::Person;
use super::features::FAMILIES;
use super::romanised;
use super::tokens::{Class, Token};

/// Small words that belong to a family name.
const PARTICLES: [&str; 24] = [
    "van", "von", "de", "den", "der", "da", "di", "la", "le", "ten", "ter", "du", "del", "dos",
    "el", "al", "della", "des", "zu", "zum", "bin", "ibn", "st", "do",
];

/// Words that stand between names or behind them and are no names.
const JOINS: [&str; 18] = [
    "and", "und", "et", "y", "i", "e", "with", "en", "och", "og", "및", "와", "과", "외", "등",
    "und", "mit", "avec",
];

/// Words of institutions; a name that holds one is no person's.
#[rustfmt::skip]
const INSTITUTION: [&str; 72] = [
    "university", "institute", "ministry", "department", "office", "agency", "committee", "commission", "association",
    "organization", "organisation", "council", "bank", "center", "centre", "society", "press", "group", "government", "bureau",
    "foundation", "administration", "service", "services", "collaboration", "consortium", "union", "nations", "federation",
    "ministère", "ministerium", "institut", "universität", "université", "urząd", "ministerstwo", "instytut", "library",
    "komisja", "rada", "biuro", "kommission", "verband", "gesellschaft", "stiftung", "bundesamt", "comité", "agence",
    "ministerio", "board", "team", "corporation", "inc", "ltd", "company", "lab", "labs", "laboratory", "laboratories",
    "watch", "international", "experts", "panel", "network", "alliance", "coalition", "museum", "archive", "archives",
    "parliament", "senate", "congress",
];

/// Endings of Korean institutions.
#[rustfmt::skip]
const KOREAN_INSTITUTION: [&str; 38] = [
    "연구원", "연구소", "연구회", "학회", "협회", "대학교", "대학", "위원회", "통일부", "외교부", "국방부", "교육부", "노동부",
    "환경부", "복지부", "통계청", "기상청", "경찰청", "정보원", "은행", "신문사", "방송", "통신", "신문", "재단", "센터", "공사",
    "공단", "진흥원", "개발원", "평가원", "도서관", "박물관", "편찬위", "출판사", "본부", "일보", "국회",
];

/// The names in a list, with their spans in the entry.
///
/// `confidence` is the list's own.
pub(crate) fn read(entry: &str, tokens: &[Token], confidence: f32) -> Vec<Person> {
    let mut names: Vec<Name> = Vec::new();
    let pieces = pieces(entry, tokens);
    let are_two = pieces.len() == 2;
    for piece in pieces {
        push(entry, &tokens[piece], &mut names, are_two);
    }
    // In a list with `Kim Won-yong`, or in an entry with breves, `Kim Chewon` is in Korean order too.
    let in_order = |name: &Name| romanised::is_name(&entry[name.first.clone()]);
    let is_korean = romanised::is_marked(entry) || names.iter().any(in_order);
    names
        .into_iter()
        .filter_map(|name| name.person(entry, is_korean, confidence))
        .collect()
}

/// A name under way: the part before a comma and the part behind it.
struct Name {
    first: Range<usize>,
    second: Option<Range<usize>>,
}

/// Cuts a list at semicolons, `and`, `&`, the dot of Korean lists, and commas; brackets are not cut.
fn pieces(entry: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut depth = 0_i32;
    for (at, token) in tokens.iter().enumerate() {
        let text = token.text(entry);
        depth += i32::from(matches!(text, "(" | "[" | "（"));
        depth -= i32::from(matches!(text, ")" | "]" | "）"));
        if depth > 0 {
            continue;
        }
        let hard = matches!(text, ";" | "&" | "·" | "ㆍ" | "・" | "∙" | "•" | "," | "，" | "、" | "/" | "+" | "‧")
            || joins(entry, tokens, at) && at > start
            // `趙宜萱.徐雲飛`, `박정아.장영수`: a stop between Korean names.
            || text == "."
                && at > 0
                && matches!(tokens[at - 1].class, Class::Hangul | Class::Han)
                && tokens.get(at + 1).is_some_and(|next| matches!(next.class, Class::Hangul | Class::Han));
        // `Tudor, Daniel, and James Pearson`: behind a comma the word only leads to the next name.
        let leads = start > 0 && at == start && joins(entry, tokens, at);
        if hard || leads {
            if at > start {
                pieces.push(start..at);
            }
            start = at + 1;
        }
    }
    if start < tokens.len() {
        pieces.push(start..tokens.len());
    }
    pieces
}

/// Whether a word stands between names. The `i` of `Ch'i-u` and the `y` of `Mira-y-Lopez` are parts of one.
fn joins(entry: &str, tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    let glues = |own: &Token| {
        matches!(
            own.text(entry),
            "-" | "‐" | "‑" | "'" | "’" | "‘" | "ʼ" | "´" | "`" | "_"
        )
    };
    let glued = at > 0 && !token.spaced && glues(&tokens[at - 1])
        || tokens
            .get(at + 1)
            .is_some_and(|next| !next.spaced && glues(next));
    token.class != Class::Sign && JOINS.contains(&token.text(entry)) && !glued
}

/// Adds a piece as a name of its own, or as what stands behind the comma of the name before it; `are_two` where the list
/// has two pieces.
fn push(entry: &str, piece: &[Token], names: &mut Vec<Name>, are_two: bool) {
    let Some(first) = piece
        .iter()
        .position(|token| token.class != Class::Sign || "([『".contains(token.text(entry)))
    else {
        return;
    };
    let piece = &piece[first..];
    let span = piece[0].start..piece[piece.len() - 1].end;
    let text = &entry[span.clone()];
    if is_closing_word(text) {
        return;
    }
    // `Tudor, D.`, `Martin, Bradley K.`: only where a bare comma stands between.
    if let Some(last) = names.last_mut()
        && last.second.is_none()
        && entry[last.first.end..span.start].trim() == ","
        && (belongs(entry, &last.first, piece)
            || are_two && is_turned(&entry[last.first.clone()], text))
    {
        last.second = Some(span);
        return;
    }
    // `Attrep, Jr, M.`: the initials stand behind the suffix.
    if let Some(last) = names.last_mut()
        && let Some(second) = &mut last.second
        && is_suffix(&entry[second.clone()])
        && text.split_whitespace().all(is_initials)
    {
        second.end = span.end;
        return;
    }
    if let Some(last) = names.last_mut()
        && is_suffix(text)
    {
        // `Wilson, A. J., Jr.`
        match &mut last.second {
            Some(second) => second.end = span.end,
            None => last.first.end = span.end,
        }
        return;
    }
    names.push(Name {
        first: span,
        second: None,
    });
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word.to_lowercase().as_str())
}

fn is_suffix(text: &str) -> bool {
    matches!(
        text.trim_matches('.'),
        "Jr" | "Sr" | "II" | "III" | "IV" | "jr"
    )
}

/// `et al.`, `others`, `외`, `등`: no name.
fn is_closing_word(text: &str) -> bool {
    let text = text.trim_matches(|ch: char| !ch.is_alphanumeric());
    [
        "et al", "et. al", "al", "others", "et coll", "i in", "u a", "외", "등", "eds", "ed",
    ]
    .iter()
    .any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether a piece behind a comma belongs to the name before: initials, or given names behind a single family name.
fn belongs(entry: &str, before: &Range<usize>, piece: &[Token]) -> bool {
    let before = &entry[before.clone()];
    if before.chars().any(|ch| ('가'..='힣').contains(&ch)) || before.contains('(') {
        return false;
    }
    // `J. Smith, A. Miller` and `Smith J, Miller A`: the one before is whole already.
    let words: Vec<&str> = before
        .split_whitespace()
        .filter(|word| !is_particle(word) && !is_suffix(word))
        .collect();
    // Initials are nobody's family name: `Attrep, Jr, M., Quintana, L. R.`
    let dotted = |word: &&str| word.contains('.') && is_initials(word);
    if !words.is_empty() && words.iter().all(dotted) {
        return false;
    }
    let whole = words.len() > 1 && words.iter().any(|word| is_initials(word));
    if whole {
        return false;
    }
    let last = piece[piece.len() - 1].end;
    let text = &entry[piece[0].start..last];
    let mut own = text
        .split_whitespace()
        .filter(|word| !is_particle(word.trim_end_matches('.')));
    let all_initials = own.clone().all(is_initials);
    if all_initials {
        return true;
    }
    // `Martin, Bradley K.`, `Kelleter, Frank`: one family name, then one to three given names.
    words.len() <= 2
        && words.len() == 1
        && own.clone().count() <= 3
        && own.all(|word| word.starts_with(char::is_uppercase))
}

/// `푸코, 미셸`: a foreign family name in Hangul, and given names behind the comma. What looks like a Korean name on both
/// sides are two persons.
pub(super) fn is_turned(family: &str, given: &str) -> bool {
    let is_hangul = |text: &str| {
        let mut chars = text.chars();
        chars
            .clone()
            .next()
            .is_some_and(|ch| ('가'..='힣').contains(&ch))
            && chars.all(|ch| matches!(ch, '가'..='힣' | ' ' | '.' | '-' | 'A'..='Z'))
            && text.split_whitespace().count() <= 2
    };
    let may_be_korean = |name: &str| {
        let count = name.chars().count();
        let double = DOUBLE.iter().any(|family| name.starts_with(family));
        matches!(count, 2 | 3) && is_korean_family(name) || count == 4 && double
    };
    let (own, other) = (may_be_korean(family), may_be_korean(given));
    let is_person = !is_institution(family) && !is_institution(given);
    let turned = !other || !own;
    is_hangul(family) && is_hangul(given) && is_person && turned && !is_closing_word(given)
}

/// Whether a name in Hangul begins with a usual Korean family name.
fn is_korean_family(name: &str) -> bool {
    name.get(..3)
        .is_some_and(|family| FAMILIES.contains(&family))
}

/// `J.`, `J.-P.`, `JA`, `Yu.`
fn is_initials(word: &str) -> bool {
    let letters = word.chars().filter(|ch| ch.is_alphabetic()).count();
    let dotted = word.contains('.');
    let capitals = word
        .chars()
        .filter(|ch| ch.is_alphabetic())
        .all(char::is_uppercase);
    letters > 0
        && (capitals && letters <= 3
            || dotted && letters <= 2
            || dotted && word.split('.').all(|part| part.chars().count() <= 2))
}

impl Name {
    fn person(self, entry: &str, is_korean: bool, confidence: f32) -> Option<Person> {
        let end = self
            .second
            .as_ref()
            .map_or(self.first.end, |second| second.end);
        let mut span = self.first.start..end;
        // `25. Spickett-Jones, J. G.`: the number of the entry.
        span.start += numbered(&entry[span.clone()]);
        let mut written = entry[span.clone()].trim_end_matches([',', ';', ':', ' ', '*', '_']);
        // The stop behind a whole word ends the list; behind an initial it belongs to the name.
        if let Some(bare) = written.strip_suffix('.')
            && !bare
                .rsplit(|ch: char| ch.is_whitespace() || ch == '.')
                .next()
                .is_some_and(|word| is_initials(word) || is_suffix(word))
        {
            written = bare;
        }
        let written = written.trim();
        span.end = span.start + written.len();
        if !written.chars().any(char::is_alphanumeric)
            && !written.contains('—')
            && !written.contains("--")
        {
            return None;
        }
        let is_institution = is_institution(written) || self.second.is_none() && is_phrase(written);
        let (family, given) = match (&self.second, is_institution) {
            (_, true) => (None, None),
            (Some(second), false) => {
                let family = entry[span.start..self.first.end.max(span.start)].trim();
                let given = entry[second.start..span.end.max(second.start)].trim();
                (Some(family.to_owned()), Some(given.to_owned()))
            }
            (None, false) => order(written, is_korean),
        };
        Some(Person {
            written: written.to_owned(),
            family,
            given,
            is_institution,
            span,
            confidence,
        })
    }
}

/// How many bytes a number takes that stands before a name: `25. `, `5-`.
fn numbered(name: &str) -> usize {
    let behind = name.trim_start_matches(|ch: char| ch.is_ascii_digit());
    let digits = name.len() - behind.len();
    let rest = behind.trim_start_matches(['.', '-', ')', ']', ' ']);
    let is_number = (1..=3).contains(&digits)
        && rest.len() < behind.len()
        && rest.starts_with(char::is_uppercase);
    match is_number {
        true => name.len() - rest.len(),
        false => 0,
    }
}

/// Whether a name is an institution's.
pub(crate) fn is_institution(name: &str) -> bool {
    let korean = name
        .split(|ch: char| !('가'..='힣').contains(&ch))
        .any(|word| {
            word.chars().count() >= 3
                && KOREAN_INSTITUTION
                    .iter()
                    .any(|ending| word.ends_with(ending))
        });
    korean
        || name
            .to_lowercase()
            .split(|ch: char| !ch.is_alphabetic())
            .any(|word| INSTITUTION.contains(&word))
}

/// `Panel of Experts`, `Office for Disarmament`: no person has such a word within the name.
fn is_phrase(name: &str) -> bool {
    let mut words = name.split_whitespace().skip(1);
    words.any(|word| matches!(word, "of" | "for" | "on" | "against" | "für" | "ds."))
}

/// Korean family names of two syllables.
const DOUBLE: [&str; 8] = [
    "남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방",
];

/// Family and given name of a name without comma; `among_korean` where something around it tells that it may be in Korean
/// order.
fn order(name: &str, among_korean: bool) -> (Option<String>, Option<String>) {
    let own = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    // `오다쇼고(小田省吾)`: the reading in brackets is no part of the name's order.
    let plain = name.split(['(', '（', '[']).next().unwrap_or(name).trim();
    let (plain, script) = romanised_of(plain);
    let chars: Vec<char> = plain.chars().collect();
    let asian = |ch: &char| ('가'..='힣').contains(ch) || ('\u{4e00}'..='\u{9fff}').contains(ch);
    if !chars.is_empty() && chars.iter().all(asian) {
        return match chars.len() {
            2..=4 => {
                let double = chars.len() > 2
                    && DOUBLE.iter().any(|family| plain.starts_with(family))
                    || chars.len() == 4;
                let cut = plain
                    .char_indices()
                    .nth(if double { 2 } else { 1 })
                    .map_or(plain.len(), |(at, _)| at);
                (own(&plain[..cut]), own(&plain[cut..]))
            }
            _ => (None, None),
        };
    }
    let words: Vec<&str> = plain.split_whitespace().collect();
    // `Smith J`, `Vander Heiden MG`, `Westphal. N`, `Machida M. N.`
    if let Some(cut) = behind_family(&words).filter(|cut| *cut > 0) {
        let family = words[..cut].join(" ");
        return (
            own(family.trim_end_matches('.')),
            own(&words[cut..].join(" ")),
        );
    }
    match words.as_slice() {
        [] | [_] => (None, None),
        // `Smith J`, `Vander Heiden MG`, `Westphal. N`, `Machida M. N.`
        // `Ch'oe Sun-u`: the apostrophe is no hyphen.
        [family, given] if romanised::is_korean(family, &[given]) => (own(family), own(given)),
        // `Jang Sae-yul`, `Kim Il-sung`: Korean order shows in the hyphen and small letter.
        [family, given]
            if is_korean_given(given) && !family.contains('-') && !is_initials(family) =>
        {
            (own(family), own(given))
        }
        // `Sae-yul Jang`
        [given, family] if is_korean_given(given) => (own(family), own(given)),
        // `Kim Myŏngsu`, in an entry that spells Korean with breves, or beside its own script.
        [family, given]
            if (among_korean || !script.is_empty()) && romanised::is_united(family, given) =>
        {
            (own(family), own(given))
        }
        // `Wada Haruki 和田春樹`: beside its own script a name keeps its order.
        [family, given] if is_han(script) && !romanised::is_family(given) => {
            (own(family), own(given))
        }
        // `Choe Sang-Hun`, `Kim Il Sung`, and neither `Mary Smith-Jones` nor `Chung Hee Park`.
        [family, given @ ..] if romanised::is_korean(family, given) => {
            (own(family), own(&given.join(" ")))
        }
        _ => {
            let mut cut = words.len() - 1;
            while cut > 1 && PARTICLES.contains(&words[cut - 1].to_lowercase().as_str()) {
                cut -= 1;
            }
            if cut + 1 == words.len() && is_suffix(words[cut]) && cut > 1 {
                cut -= 1;
            }
            (own(&words[cut..].join(" ")), own(&words[..cut].join(" ")))
        }
    }
}

/// `Kim Myŏngsu 김명수`: a name in Latin letters, and the same name in its own script where that stands behind it.
fn romanised_of(name: &str) -> (&str, &str) {
    let asian = |ch: char| matches!(ch, ' ' | '가'..='힣' | '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}');
    let latin = name.trim_end_matches(asian);
    let (own, script) = (latin.trim_end(), name[latin.len()..].trim());
    let parted = name[own.len()..].starts_with(' ');
    // `B. R. 마이어스` has a family name in Hangul.
    let is_name = own
        .split_whitespace()
        .any(|word| word.chars().count() > 1 && !is_initials(word));
    match parted && is_name {
        true => (own, script),
        false => (name, ""),
    }
}

/// Whether a name is written in Chinese characters or kana.
fn is_han(name: &str) -> bool {
    name.chars()
        .any(|ch| matches!(ch, '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'))
}

/// Where the initials behind a family name begin, if the name ends in initials and has none before.
fn behind_family(words: &[&str]) -> Option<usize> {
    // Short family names and particles in capitals look like initials: `YE W.M.`, `DE HEERING A.`
    let first = words.first().map_or(0, |word| {
        usize::from(!word.contains('.') && word.chars().count() > 1)
    });
    let initials = words[first..]
        .iter()
        .rev()
        .take_while(|word| is_initials(word))
        .count();
    let cut = words.len() - initials;
    let whole = words[first..cut].iter().any(|word| is_initials(word));
    (initials > 0 && !whole).then_some(cut)
}

/// `Sae-yul`, `Yu-ji`, `Jin-hyok`: two syllables with a hyphen, the second small.
fn is_korean_given(word: &str) -> bool {
    word.split_once(['-', '‐', '‑', '\'', '’'])
        .is_some_and(|(first, second)| {
            first.starts_with(char::is_uppercase)
                && second.starts_with(char::is_lowercase)
                && (2..=6).contains(&first.chars().count())
                && (2..=6).contains(&second.chars().count())
                && second.chars().all(char::is_alphabetic)
        })
}

#[cfg(test)]
mod tests {
    use super::super::parse;

    #[test]
    fn family_and_given_names_are_told_apart() {
        for (entry, family, given) in [
            (
                "Pak Ch'i-u, “Sasang kwa hyŏnsil,” Sinch'ŏnji 3 (1946): 12.",
                "Pak",
                "Ch'i-u",
            ),
            (
                "Camões, Luís de. Os Lusiadas. Lisbon: Sá da Costa, 1968.",
                "Camões",
                "Luís de",
            ),
            ("Machida M. N., 2008, ApJ, 677, 813", "Machida", "M. N."),
            (
                "T. Moto-oka, “Overview of the project,” in Proc. Conference on Computers, 1981, pp. 3-12.",
                "Moto-oka",
                "T.",
            ),
        ] {
            let reference = parse(entry);
            let author = &reference.citations[0].authors[0];
            let told = [author.family.as_deref(), author.given.as_deref()];
            assert_eq!(told, [Some(family), Some(given)], "{entry}");
        }
    }
}
