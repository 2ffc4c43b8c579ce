//! Countries before the Korean names of organisations, and the letters that they give to acronyms.

use std::ops::Range;

use seoji_analysis::korean::Korean;
use seoji_schema::ThingKind;

use super::kind::kind_of;
use super::phrase::meaning_parts;

/// 북한 정찰총국(RGB): a country before the name of an organisation belongs to it only where the acronym begins with the
/// country (한국개발연구원, KDI). The words behind the country, where they are an organisation, or have a part for each
/// letter but one (총국 is two words in English and one here).
pub(super) fn without_country(
    text: &str,
    nouns: &[Range<usize>],
    acronym: &str,
    korean: &Korean,
) -> Option<Range<usize>> {
    let last = nouns.first()?;
    // Nearest first: the noun behind the country is the one before it in the list.
    let (start, initials) = nouns.windows(2).find_map(|pair| {
        let initials = country_initials(&text[pair[1].clone()])?;
        Some((pair[0].start, initials))
    })?;
    let first = acronym.chars().next()?.to_ascii_uppercase();
    let rest = &text[start..last.end];
    let letters = acronym.chars().filter(|c| c.is_alphabetic()).count();
    let whole = kind_of(rest) == ThingKind::Group || meaning_parts(rest, korean).1 + 1 >= letters;
    (!initials.contains(first) && whole).then_some(start..last.end)
}

/// The letters with which the names of a country begin in acronyms; none for what is no country.
pub(super) fn country_initials(word: &str) -> Option<&'static str> {
    Some(match word {
        "북한" | "조선" | "북조선" => "NDKC",
        "남한" | "한국" | "대한민국" | "남조선" => "KRSC",
        "미국" => "UA",
        "영국" => "UBG",
        "중국" => "CP",
        "대만" => "TR",
        "일본" => "JN",
        "러시아" | "소련" => "RSU",
        "독일" | "서독" | "동독" => "GDFB",
        "프랑스" => "F",
        "이탈리아" => "I",
        "인도" | "이란" | "이라크" | "이스라엘" | "인도네시아" => "I",
        "캐나다" => "CR",
        "호주" => "A",
        "베트남" => "VN",
        "폴란드" => "P",
        "유럽" => "E",
        _ => return None,
    })
}
