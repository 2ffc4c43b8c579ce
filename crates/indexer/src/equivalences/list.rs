//! Names in a row: `APT 38, HIDDEN COBRA and Zinc`, `KIM, Yo-chong; a.k.a. KIM, Yo Jong; DOB 26 Sep 1989`.

use seoji_analysis::korean::Korean;

use super::inverted::is_inverted;
use super::phrase::is_bare_noun;
use super::script::{Script, is_hangul, is_hanja};

/// Names that fill a text to its end: `APT 38, HIDDEN COBRA and Zinc`; none when anything else stands there.
pub(super) fn listed(text: &str, catalogue: bool, korean: &Korean) -> Option<Vec<String>> {
    let mut forms = Vec::new();
    for piece in pieces(text, catalogue) {
        let piece = without_lead(piece);
        let piece = piece.trim_matches([
            ' ', '.', ',', ';', '"', '“', '”', '‘', '’', '\'', '«', '»', '「', '」', '『', '』',
            '《', '》', '〈', '〉',
        ]);
        let piece = ["the ", "The ", "a ", "an ", "or ", "and "]
            .iter()
            .fold(piece, |piece, lead| {
                piece.strip_prefix(lead).unwrap_or(piece)
            });
        let piece = piece
            .strip_suffix("라 한다")
            .or(piece.strip_suffix("라 함"))
            .unwrap_or(piece);
        if piece.is_empty() {
            continue;
        }
        // 안필승安必承
        if let Some((name, hanja)) = with_hanja(piece) {
            forms.extend([name.to_owned(), hanja.to_owned()]);
            continue;
        }
        // `UN list: KPe.020` says something else.
        if !forms.is_empty() && piece.contains(": ") {
            break;
        }
        // What follows the names says something else of their bearer.
        if is_detail(piece) {
            break;
        }
        let words: Vec<&str> = piece.split_whitespace().collect();
        if words.len() > 7 || piece.len() > 90 {
            return None;
        }
        let whole = match Script::of(piece) {
            Script::Hangul => words.len() <= 5 && is_bare_noun(words[words.len() - 1], korean),
            Script::Hanja => true,
            Script::Latin => !words.iter().any(|word| ends_list(word)),
            Script::Other => false,
        };
        if !whole {
            return None;
        }
        forms.push(piece.to_owned());
    }
    (!forms.is_empty() && forms.len() <= 12).then_some(forms)
}

/// A name in Hangul and as many Hanja behind it.
fn with_hanja(piece: &str) -> Option<(&str, &str)> {
    let at = piece.find(is_hanja)?;
    let (name, hanja) = piece.split_at(at);
    let same = name.chars().count() == hanja.chars().count();
    (same && name.chars().all(is_hangul) && hanja.chars().all(is_hanja)).then_some((name, hanja))
}

fn pieces(text: &str, catalogue: bool) -> impl Iterator<Item = &str> {
    text.split([';', '/', '、'])
        .flat_map(move |piece| at_commas(piece, catalogue))
        .flat_map(|piece| piece.split(" or "))
        .flat_map(|piece| piece.split(" and "))
        .flat_map(|piece| piece.split(" 또는 "))
}

/// Cuts at commas, but for those inside `KIM, Yo-chong`.
fn at_commas(text: &str, catalogue: bool) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut joined = false;
    for (at, _) in text.match_indices(',') {
        let next = text[at + 1..]
            .find(',')
            .map_or(text.len(), |next| at + 1 + next);
        let (surname, given) = (without_lead(&text[start..at]), text[at + 1..next].trim());
        joined = !joined && is_inverted(surname, given, catalogue);
        if !joined {
            pieces.push(&text[start..at]);
            start = at + 1;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

/// A piece of a list without the lead that is said again before each name: `a.k.a. PAK, Jin Hek`.
pub(super) fn without_lead(piece: &str) -> &str {
    let piece = piece.trim_start();
    let short = [
        "a.k.a.", "a.k.a", "a/k/a", "aka", "f.k.a.", "f.k.a", "f/k/a", "fka", "n.k.a.", "n.k.a",
        "nka",
    ];
    let lead = short.into_iter().find(|lead| {
        let head = piece.get(..lead.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(lead))
            && piece[lead.len()..].starts_with([' ', ':', '"', '“', '‘', '\''])
    });
    lead.map_or(piece, |lead| {
        piece[lead.len()..].trim_start_matches([' ', ':'])
    })
}

fn ends_list(word: &str) -> bool {
    matches!(
        word.to_ascii_lowercase().as_str(),
        "is" | "was"
            | "are"
            | "were"
            | "has"
            | "have"
            | "who"
            | "which"
            | "that"
            | "in"
            | "since"
            | "until"
            | "he"
            | "she"
            | "it"
            | "see"
            | "from"
            | "by"
            | "as"
    )
}

/// Whether a piece tells something of a person or thing that is no name of it: when and where born, its documents and
/// addresses, as sanctions lists (OFAC, United Nations) and catalogues write it behind names.
pub(super) fn is_detail(piece: &str) -> bool {
    const DETAILS: &str = "dob d.o.b. pob p.o.b. passport nationality citizen gender imo mmsi flag address email \
        website phone fax telephone swift/bic registration tax national identification c/o secondary linked \
        b. d. r. fl. ca. born died active since until no. nr. title designation position program programme \
        출생 사망 생몰 생년 국적 여권";
    let words = || piece.split_whitespace();
    let first = words().next().unwrap_or("").to_lowercase();
    let first = first.trim_end_matches([':', ',']);
    let is_year = |word: &str| {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        digits == 4 && ("1500".."2100").contains(&&word[..4])
    };
    // `25 Nov 1983`, `1912년 출생`, `1896~1957`: a name has no day before its year.
    let dated = piece.starts_with(|ch: char| ch.is_ascii_digit()) && words().any(is_year);
    !piece.chars().any(char::is_alphabetic)
        || dated
        || DETAILS.split_whitespace().any(|detail| detail == first)
}

#[cfg(test)]
mod tests {
    use super::is_detail;

    #[test]
    fn details_are_no_names() {
        for detail in [
            "DOB 25 Nov 1983",
            "d.o.b. 14 May 1972",
            "nationality Korea, North",
            "25 Nov 1983",
            "1896~1957",
            "1912년 출생",
            "b. 1912",
            "IMO 9132612",
        ] {
            assert!(is_detail(detail), "{detail}");
        }
        for name in [
            "Sim Ali",
            "8 Bureau",
            "3대혁명",
            "Office 39",
            "Unit 1947 Group",
            "TA444",
        ] {
            assert!(!is_detail(name), "{name}");
        }
    }
}
