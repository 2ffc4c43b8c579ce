//! What kind of thing a form names, by its shape: a person never equals a group.

use seoji_analysis::is_romanised_syllable;
use seoji_analysis::korean::{Korean, Tag};
use seoji_schema::ThingKind;

use super::script::{Script, is_hangul};

/// The kind of a form.
pub(super) fn kind_of(form: &str) -> ThingKind {
    match Script::of(form) {
        Script::Latin => latin(form),
        Script::Hangul => hangul(form),
        _ => ThingKind::Thing,
    }
}

/// The kind of several forms that mean the same; none when they cannot.
pub(super) fn common(forms: &[&str]) -> Option<ThingKind> {
    let mut common = ThingKind::Thing;
    for form in forms {
        match (common, kind_of(form)) {
            (ThingKind::Thing, kind) => common = kind,
            (_, ThingKind::Thing) => {}
            (one, other) if one == other => {}
            // A university is a group at a place.
            (ThingKind::Group, ThingKind::Place) | (ThingKind::Place, ThingKind::Group) => {}
            _ => return None,
        }
    }
    Some(common)
}

fn latin(form: &str) -> ThingKind {
    let words: Vec<&str> = form.split_whitespace().collect();
    let last = words.last().copied().unwrap_or("");
    if words.iter().any(|word| is_group_head(word)) {
        return ThingKind::Group;
    }
    if PLACE_WORDS.contains(&last.to_lowercase().as_str()) {
        return ThingKind::Place;
    }
    match is_korean_person(&words) {
        true => ThingKind::Person,
        false => ThingKind::Thing,
    }
}

fn hangul(form: &str) -> ThingKind {
    let last = form.split_whitespace().last().unwrap_or("");
    if KOREAN_GROUPS
        .iter()
        .any(|head| last.ends_with(head) && (last.len() > head.len() || form.len() > last.len()))
    {
        return ThingKind::Group;
    }
    if KOREAN_PLACES
        .iter()
        .any(|head| last.ends_with(head) && last.len() > head.len() + 3)
    {
        return ThingKind::Place;
    }
    ThingKind::Thing
}

/// A surname with one or two syllables that may be a given name, as Koreans are called in Latin letters:
/// `Park Jin-hyok`, `Kim Jong Un`, `PAK, Chinhyok`.
fn is_korean_person(words: &[&str]) -> bool {
    if !(2..=3).contains(&words.len()) {
        return false;
    }
    let surname = |word: &str| is_surname(word.trim_end_matches(','));
    let syllables = |word: &str| {
        let count = word.split('-').count();
        (1..=2).contains(&count) && word.split('-').all(is_romanised_syllable)
    };
    let given = |words: &[&str]| match words {
        [one] => {
            one.contains('-') && syllables(one)
                || one.split('-').count() == 1 && is_two_syllables(one)
        }
        [first, second] => is_romanised_syllable(first) && is_romanised_syllable(second),
        _ => false,
    };
    let last = words.len() - 1;
    surname(words[0]) && given(&words[1..]) || surname(words[last]) && given(&words[..last])
}

/// Whether a word is a Korean surname in Latin letters.
pub(super) fn is_surname(word: &str) -> bool {
    let mut folded = String::new();
    seoji_analysis::fold(word, &mut folded);
    SURNAMES.contains(&folded.as_str())
}

/// `Jinhyok`, `Chinhyŏk`: two syllables written as one word.
fn is_two_syllables(word: &str) -> bool {
    word.char_indices().skip(2).any(|(at, _)| {
        let (first, second) = word.split_at(at);
        second.len() > 1 && is_romanised_syllable(first) && is_romanised_syllable(second)
    })
}

/// Whether a form in Hangul is a personal name for all that its shape tells: a surname and two syllables.
pub(super) fn is_hangul_person(form: &str) -> bool {
    let syllables: Vec<char> = form.chars().collect();
    syllables.len() == 3
        && syllables.iter().all(|c| is_hangul(*c))
        && HANGUL_SURNAMES.contains(syllables[0])
        && hangul(form) == ThingKind::Thing
}

/// Whether a gloss in Hangul, or the reading of one in Hanja, is more likely a person's name than a word: a surname and
/// one or two syllables (two surnames have two), that the dictionary does not know as a common noun.
pub(super) fn is_person_gloss(form: &str, korean: &Korean) -> bool {
    let syllables: Vec<char> = form.chars().collect();
    if !(2..=4).contains(&syllables.len()) || !syllables.iter().all(|c| is_hangul(*c)) {
        return false;
    }
    let long = ["남궁", "황보", "선우", "제갈", "사공", "독고", "서문"]
        .iter()
        .any(|surname| form.starts_with(surname));
    let surname = long || syllables.len() < 4 && HANGUL_SURNAMES.contains(syllables[0]);
    if !surname || hangul(form) != ThingKind::Thing {
        return false;
    }
    let eojeol = korean.eojeol(form);
    match &eojeol.morphemes[..] {
        [one] => one.tag != Tag::Nng,
        // 지도국, 조직부: a word and what kind of office, law or book it is.
        [first, last] => {
            let head = form[last.span.start as usize..].chars().next();
            !(first.tag == Tag::Nng
                && first.span.len() >= 6
                && head.is_some_and(|c| "국부청처대당회소단과실론법어".contains(c)))
        }
        _ => true,
    }
}

/// Whether a word is an office or rank that stands beside a person's name.
pub(super) fn is_title(word: &str) -> bool {
    const TITLES: &[&str] = &[
        "admiral",
        "ambassador",
        "author",
        "captain",
        "chairman",
        "chairwoman",
        "chief",
        "colonel",
        "commander",
        "delegate",
        "deputy",
        "diplomat",
        "director",
        "envoy",
        "general",
        "governor",
        "king",
        "leader",
        "marshal",
        "member",
        "minister",
        "negotiator",
        "officer",
        "premier",
        "president",
        "professor",
        "queen",
        "secretary",
        "spokesman",
        "spokeswoman",
        "spokesperson",
    ];
    TITLES.contains(&word.to_lowercase().as_str())
}

/// A name without the form of address before it: `Han In-su` of `Mr. Han In-su`.
pub(super) fn without_honorific(name: &str) -> &str {
    ["Mr. ", "Ms. ", "Mrs. ", "Mr ", "Ms ", "Mrs ", "Dr. ", "Dr "]
        .iter()
        .find_map(|lead| name.strip_prefix(lead))
        .unwrap_or(name)
}

/// Whether a word says that a name is that of a group, an organisation or an office.
pub(super) fn is_group_head(word: &str) -> bool {
    let lower = word.to_lowercase();
    GROUP_WORDS.contains(&lower.as_str())
}

/// A word that ends the name of a group and says nothing more, in each language: `Lazarus Group`, `라자루스 그룹`.
pub(super) fn without_head(form: &str) -> Option<&str> {
    let cut = form.rfind(' ')?;
    let (name, head) = (form[..cut].trim_end(), form[cut..].trim());
    let bare = matches!(
        head.to_lowercase().as_str(),
        "group"
            | "gang"
            | "network"
            | "company"
            | "system"
            | "team"
            | "organisation"
            | "organization"
            | "grupa"
            | "gruppe"
    ) || matches!(
        head,
        "그룹" | "조직" | "회사" | "네트워크" | "망" | "팀" | "집단"
    );
    (bare && !name.is_empty()).then_some(name)
}

/// The name before `Group` or `그룹`, when it is a name by itself.
pub(super) fn without_group(form: &str) -> Option<&str> {
    let name = without_head(form)?;
    let head = form[name.len()..].trim();
    let named = name
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || is_hangul(c));
    (named && (head.eq_ignore_ascii_case("group") || head == "그룹")).then_some(name)
}

/// Latin spellings of the surnames that most Koreans have, in every romanisation; folded.
const SURNAMES: &[&str] = &[
    "ahn", "an", "baek", "baik", "bae", "bak", "byun", "cha", "chae", "chang", "cho", "choe",
    "choi", "chon", "chong", "chu", "chun", "chung", "gang", "gim", "go", "gwak", "gwon", "ha",
    "ham", "han", "heo", "ho", "hong", "hwang", "hyon", "hyun", "im", "jang", "jeon", "jeong",
    "ji", "jin", "jo", "jon", "joo", "ju", "jun", "jung", "kang", "kil", "kim", "ko", "koo", "ku",
    "kwak", "kwon", "lee", "li", "lim", "ma", "maeng", "min", "moon", "mun", "na", "nam", "no",
    "noh", "o", "oh", "ok", "paek", "pae", "paik", "pak", "park", "pang", "pyo", "pyon", "rhee",
    "ri", "rim", "ro", "roh", "ryang", "ryom", "ryu", "seo", "shim", "shin", "sim", "sin", "so",
    "sohn", "son", "song", "suh", "sung", "thae", "u", "um", "won", "woo", "wang", "yang", "yi",
    "yim", "yom", "yoo", "yoon", "yu", "yun", "dzong", "dzang",
];

const HANGUL_SURNAMES: &str = "김이리박최정강조윤윤장임림한오서신권황안송류유홍전고문양량손배백허남심노로하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕옥육인맹제모탁국어은편용";

const GROUP_WORDS: &[&str] = &[
    "academy",
    "administration",
    "agency",
    "army",
    "assembly",
    "association",
    "authority",
    "bank",
    "battalion",
    "board",
    "brigade",
    "bureau",
    "cabinet",
    "center",
    "centre",
    "church",
    "club",
    "college",
    "command",
    "commission",
    "committee",
    "company",
    "conference",
    "congress",
    "consortium",
    "corporation",
    "corps",
    "council",
    "crew",
    "department",
    "directorate",
    "division",
    "enterprise",
    "federation",
    "firm",
    "force",
    "forces",
    "foundation",
    "front",
    "fund",
    "gang",
    "government",
    "group",
    "guard",
    "institute",
    "institution",
    "laboratory",
    "league",
    "ministry",
    "network",
    "newspaper",
    "office",
    "orchestra",
    "organisation",
    "organization",
    "parliament",
    "party",
    "police",
    "regiment",
    "school",
    "secretariat",
    "service",
    "society",
    "squad",
    "syndicate",
    "team",
    "troupe",
    "union",
    "unit",
    "university",
    "akademia",
    "bank",
    "biuro",
    "gmbh",
    "grupa",
    "gruppe",
    "inc.",
    "instytut",
    "komisja",
    "komitet",
    "ltd.",
    "ministerstwo",
    "partia",
    "rada",
    "spółka",
    "stowarzyszenie",
    "uniwersytet",
    "urząd",
    "zespół",
    "amt",
    "ausschuss",
    "behörde",
    "gesellschaft",
    "kommission",
    "ministerium",
    "partei",
    "universität",
    "verband",
    "verein",
];

const PLACE_WORDS: &[&str] = &[
    "airport",
    "avenue",
    "bay",
    "bridge",
    "building",
    "canal",
    "castle",
    "city",
    "county",
    "district",
    "hall",
    "hotel",
    "island",
    "islands",
    "lake",
    "mountain",
    "mountains",
    "palace",
    "peninsula",
    "plateau",
    "port",
    "province",
    "region",
    "river",
    "sea",
    "station",
    "street",
    "temple",
    "tower",
    "town",
    "valley",
    "village",
];

const KOREAN_GROUPS: &[&str] = &[
    "그룹",
    "부대",
    "위원회",
    "대학교",
    "대학",
    "학교",
    "회사",
    "은행",
    "정당",
    "연맹",
    "협회",
    "학회",
    "연구소",
    "연구원",
    "본부",
    "총국",
    "정찰국",
    "사령부",
    "노동당",
    "로동당",
    "기구",
    "재단",
    "센터",
    "공사",
    "공단",
    "조직",
    "팀",
    "연합",
    "동맹",
    "정부",
    "부처",
    "재판소",
    "법원",
    "신문사",
    "방송사",
    "통신사",
    "국회",
];

const KOREAN_PLACES: &[&str] = &[
    "특별시",
    "광역시",
    "자치도",
    "반도",
    "고원",
    "산맥",
    "시내",
    "공항",
    "해협",
    "호텔",
];
