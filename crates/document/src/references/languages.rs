//! The language of a title, told by its script, its letters and its small words.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::romanised;

/// Language of a text as an ISO 639-1 code; `None` where neither script nor words tell it.
///
/// A translation in brackets behind a title says nothing of it, and of a romanised title with the same in its own script
/// behind it the script does.
pub(crate) fn language(text: &str) -> Option<&'static str> {
    let text = match text
        .trim_end()
        .strip_suffix(']')
        .and_then(|own| own.rsplit_once(" ["))
    {
        Some((own, _)) if own.chars().any(char::is_alphabetic) => own,
        _ => text,
    };
    let eastern = |ch: char| matches!(ch, ' ' | '·' | '-' | '가'..='힣' | '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}');
    let latin = text.trim_end_matches(eastern);
    let text = match text[latin.len()..].trim() {
        own if own.chars().count() > 1 && romanised::is_title(latin) => own,
        _ => text,
    };
    let (mut hangul, mut kana, mut han, mut cyrillic, mut latin) = (0, 0, 0, 0, 0);
    for ch in text.chars() {
        match ch {
            '가'..='힣' | '\u{1100}'..='\u{11ff}' => hangul += 1,
            '\u{3041}'..='\u{30fa}' => kana += 1,
            '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => han += 1,
            '\u{400}'..='\u{4ff}' => cyrillic += 1,
            _ if ch.is_alphabetic() => latin += 1,
            _ => {}
        }
    }
    // A syllable says as much as two or three letters.
    let widest = (hangul * 3).max((kana + han) * 3).max(cyrillic).max(latin);
    match widest {
        0 => None,
        _ if hangul > 0 && hangul * 3 == widest => Some("ko"),
        _ if kana > 0 && (kana + han) * 3 == widest => Some("ja"),
        _ if han > 0 && han * 3 == widest => Some("zh"),
        // Cyrillic is written by many; their words are not told apart here.
        _ if cyrillic > 0 && cyrillic == widest => None,
        _ => latin_language(text),
    }
}

/// Languages with letters that few others have and with words that stand in many titles.
const LANGUAGES: [(&str, &str, &[&str]); 7] = [
    (
        "en",
        "",
        &[
            "the", "of", "and", "in", "on", "for", "to", "with", "by", "from", "at", "an", "is",
            "are", "its", "their", "how", "what", "why", "between", "under", "after", "through",
            "using", "as", "into",
        ],
    ),
    (
        "de",
        "äöüß",
        &[
            "der", "die", "das", "und", "des", "dem", "den", "von", "zur", "zum", "im", "in",
            "ein", "eine", "mit", "für", "über", "auf", "bei", "nach", "aus",
        ],
    ),
    (
        "fr",
        "éèêàçùœ",
        &[
            "le", "la", "les", "de", "des", "du", "et", "en", "un", "une", "sur", "dans", "pour",
            "par", "au", "aux", "l", "d",
        ],
    ),
    (
        "pl",
        "ąćęłńśźż",
        &[
            "w", "i", "z", "na", "do", "o", "od", "dla", "oraz", "pod", "nad", "się", "nie",
        ],
    ),
    (
        "es",
        "ñáíóú",
        &[
            "el", "la", "los", "las", "de", "del", "y", "en", "un", "una", "por", "para", "con",
            "al",
        ],
    ),
    (
        "it",
        "ìò",
        &[
            "il", "lo", "la", "gli", "le", "di", "del", "della", "dei", "e", "nel", "nella", "per",
            "con", "un", "una", "da",
        ],
    ),
    (
        "pt",
        "ãõâ",
        &[
            "o", "os", "as", "de", "do", "da", "dos", "das", "e", "em", "um", "uma", "para", "com",
            "no", "na",
        ],
    ),
];

/// The small words, each with a bit for each of its languages.
static SMALL_WORDS: LazyLock<BTreeMap<Key, u8>> = LazyLock::new(|| {
    let mut all = BTreeMap::new();
    for (at, (_, _, words)) in LANGUAGES.iter().enumerate() {
        for key in words.iter().filter_map(|word| key(word)) {
            *all.entry(key).or_default() |= 1 << at;
        }
    }
    all
});

/// A small word, filled up with zeros.
type Key = u64;

/// The key of a word; `None` of one that is longer than any small word.
fn key(word: &str) -> Option<Key> {
    let mut bytes = [0; size_of::<Key>()];
    bytes
        .get_mut(..word.len())?
        .copy_from_slice(word.as_bytes());
    Some(Key::from_be_bytes(bytes))
}

fn latin_language(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    // Small words such as `na` and `i` stand in Korean titles too, and in Polish ones.
    if romanised::is_title(&lower) {
        return Some("ko");
    }
    // A name alone tells no language: `Kim Il Sung` is not Italian.
    if romanised::is_name(text) {
        return None;
    }
    let mut scores = [0_u32; LANGUAGES.len()];
    for word in lower
        .split(|ch: char| !ch.is_alphabetic())
        .filter(|word| !word.is_empty())
    {
        if let Some(languages) = key(word).and_then(|key| SMALL_WORDS.get(&key)) {
            for (language, score) in scores.iter_mut().enumerate() {
                *score += u32::from(languages >> language & 1) * 2;
            }
        }
        if word.is_ascii() {
            continue;
        }
        for (score, (_, letters, _)) in scores.iter_mut().zip(&LANGUAGES) {
            *score += u32::from(word.chars().any(|ch| letters.contains(ch)));
        }
    }
    let best = *scores.iter().max()?;
    let mut winners = scores
        .iter()
        .enumerate()
        .filter(|(_, score)| **score == best);
    let first = winners.next()?.0;
    (best >= 2 && winners.next().is_none()).then_some(LANGUAGES[first].0)
}

#[cfg(test)]
mod tests {
    use super::language;

    #[test]
    fn every_small_word_has_a_key() {
        for word in super::LANGUAGES.iter().flat_map(|(_, _, words)| *words) {
            assert!(super::key(word).is_some(), "{word}");
        }
    }

    #[test]
    fn titles_tell_their_language() {
        for (title, expected) in [
            ("북한 블록체인 컨퍼런스", Some("ko")),
            ("4차 산업혁명의 IoT 산업 전략", Some("ko")),
            ("根の硏究", Some("ja")),
            ("張子和補法特點淺析", Some("zh")),
            ("Under the loving care of the fatherly leader", Some("en")),
            ("Szkic Portretu Dyktatora", None),
            ("Chosŏn minjok i na ŭi yŏksa", Some("ko")),
            ("Han'guk hyŏndaesa wa na", Some("ko")),
            ("Joseon minjok ui yeoksa wa na", Some("ko")),
            ("Historia Korei i na świecie", Some("pl")),
            ("Kim Il Sung", None),
            ("Na wojnie i w domu", Some("pl")),
            ("An American in Japan", Some("en")),
            (
                "Gospodarka Korei w okresie przemian i ideologia dżucze",
                Some("pl"),
            ),
            ("Zur Gattungsentwicklung von Superheldencomics", Some("de")),
            (
                "La Démocratie inachevée. Histoire de la souveraineté du peuple en France",
                Some("fr"),
            ),
            ("", None),
        ] {
            assert_eq!(language(title), expected, "{title}");
        }
    }
}
