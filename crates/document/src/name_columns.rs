//! Which columns of a list give names of what a row is about, and where the names stand in a cell.
//!
//! The words are those that lists of names have: the label properties of SKOS (`prefLabel`, `altLabel`), schema.org
//! (`alternateName`), Wikidata's query service (`itemLabel`, `itemAltLabel`), Darwin Core (`scientificName`,
//! `vernacularName`), the sanctions lists of OFAC, the United Nations, the European Union and OpenSanctions (`SDN_Name`,
//! `good quality a.k.a.`, `weak alias`, `name non-latin script`), and Korean biographical dictionaries and authority
//! files (이칭, 별칭, 호, 자, 시호, 필명, 본명).

use std::ops::Range;

use crate::tree::{NameKind, RowName};

/// Columns with the name that a row is about, the surest first. All words are letters and digits in lower case.
const MAIN: &str = "fullname 성명 primaryname mainname preferredname authorizedname authorisedname 대표명 대표명칭 sdnname \
    wholename entityname personname personalname organizationname organisationname companyname \
    institutionname placename displayname name names 이름 인명 인물명 명칭 기관명 단체명 조직명 회사명 기업명 업체명 법인명 상호 상호명 지명 \
    문화재명 국가유산명 유물명 preflabel preferredlabel preferredterm itemlabel label 표제어 항목명 용어 표제 term entity \
    organization organisation company institution person place 기관 단체 title 제목";

/// Those that may hold a given name where another column holds the surname.
const GIVEN: &str = "name names 이름";
const SURNAME: &str = "surname lastname familyname 성 성씨 姓";

/// Columns of persons; only beside them 호 is a pen name and not the number of an issue or of a flat.
const PERSON: &str = "성명 이름 인명 인물명 name fullname personname personalname 대표명";
const OF_PERSONS: &str = "호 자 휘";

/// Columns with other names.
const ALIAS: &str = "alias aka alsoknownas otherwiseknownas knownas alsocalled goodqualityaka lowqualityaka strongaka \
    weakaka strongalias weakalias othername alternativename alternatename altname altlabel \
    alternativelabel itemaltlabel alternativeterm alternativetitle alternatetitle variant variantname \
    variantform variantlabel namevariant namevariation synonym nickname pseudonym penname stagename \
    courtesyname artname posthumousname templename birthname maidenname realname legalname codename \
    tradename doingbusinessas dba acronym abbreviation shortname vernacularname commonname 별칭 별명 별호 이명 \
    이칭 이형 이표기 이형표기 다른이름 다른명칭 다른표기 가명 필명 예명 본명 실명 아명 아호 당호 시호 법명 세례명 약칭 약어 통칭 동의어";

/// Columns with names of before.
const FORMER: &str = "formername formerly formerlyknownas fka previousname oldname 구명칭 구명 구칭 구이름 구지명 옛이름 옛명칭 옛지명 이전이름 이전명칭";

/// Columns with the name in another language or script.
const SPELLING: &str = "hangul hangeul hanja chinesecharacters romanization romanisation romanized romanised transliteration \
    originalscript nonlatinscript scientificname 한글 한자 로마자 로마자표기 영문표기 원어 원어명 학명";

/// What names a language or script before or behind a word for a name: `name_en`, 한자 성명, 성명(영문).
const LANGUAGES: &str = "english korean chinese japanese latin hangul hangeul hanja native original romanized romanised \
    nonlatin local en ko kr zh ja 한글 국문 한국어 영문 영어 한자 로마자 원어";

/// What a cell says that knows no name.
const NO_NAME: &str =
    "none na nil null unknown notknown no 없음 미상 불명 불상 해당없음 알수없음 모름";

/// What follows a name behind a comma and belongs to it.
const BEHIND_COMMA: &str =
    "ltd limited inc incorporated llc llp lp co corp plc gmbh ag sa srl jr sr ii iii iv phd md";

/// A row has at most this many names.
const MOST_NAMES: usize = 64;
/// A longer cell part is a sentence.
const LONGEST_NAME: usize = 100;
/// So many rows are looked at to tell what parts the names of a column.
const SAMPLE: usize = 2_000;

/// Whether a column with this name says what names a thing has.
pub(crate) fn is_known(name: &str) -> bool {
    let word = letters(name);
    // A single syllable may as well be a cell.
    word.chars().count() > 1 && (role(&word).is_some() || main_rank(&word).is_some())
}

/// Letters and digits of a column's name in lower case, what stands in brackets too: `성명한자` of `성명 (한자)`.
fn letters(name: &str) -> String {
    name.chars()
        .filter(|ch| ch.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A column's word without its number and plural: `alias` of `aliases` and `alias2`.
fn singular(word: &str) -> &str {
    let word = word.trim_end_matches(|ch: char| ch.is_ascii_digit());
    match word {
        "aliases" | "aliasname" | "aliasnames" | "wholealias" => "alias",
        "akas" | "akaname" => "aka",
        _ if word.len() > 4 => word
            .strip_suffix('s')
            .filter(|_| word != "alias")
            .unwrap_or(word),
        _ => word,
    }
}

/// Whether a word is one of those of a list.
fn has(words: &str, word: &str) -> bool {
    words.split(' ').any(|own| own == word)
}

fn main_rank(word: &str) -> Option<usize> {
    MAIN.split(' ').position(|main| main == word)
}

/// What kind of other name a column holds.
fn role(word: &str) -> Option<NameKind> {
    let bare = singular(word);
    let is = |words: &str| has(words, bare) || has(words, word);
    if is(ALIAS) || has(OF_PERSONS, word) {
        return Some(NameKind::Alias);
    }
    if is(FORMER) {
        return Some(NameKind::Former);
    }
    is_spelling(bare).then_some(NameKind::Spelling)
}

/// `hanja`, `name_en`, 한자명, 성명(영문).
fn is_spelling(word: &str) -> bool {
    let is_name = |rest: &str| main_rank(rest).is_some() || matches!(rest, "명" | "script");
    has(SPELLING, word)
        || LANGUAGES.split(' ').any(|language| {
            [word.strip_prefix(language), word.strip_suffix(language)]
                .into_iter()
                .flatten()
                .any(is_name)
        })
        // `name non-latin script`, `name original script`
        || word
            .strip_prefix("name")
            .is_some_and(|rest| has(SPELLING, rest))
}

/// The columns of a list that give names.
#[derive(Debug, Default)]
pub(crate) struct NameColumns {
    /// The kind of name in each column; the main one is one of them or none of the row's names counts.
    kinds: Vec<Option<NameKind>>,
    /// Whether a comma parts the names of a column.
    commas: Vec<bool>,
}

impl NameColumns {
    /// The columns with names, by the names of the columns; none where no column names what a row is about, or no
    /// other gives it another name.
    pub(crate) fn of(heads: &[String], rows: &[Vec<String>]) -> Self {
        Self::with_stub(heads, rows, None)
    }

    /// The same, where the column `stub` names what a row is about if no other does.
    fn with_stub(heads: &[String], rows: &[Vec<String>], stub: Option<usize>) -> Self {
        let words: Vec<String> = heads.iter().map(|head| letters(head)).collect();
        let surname = words.iter().any(|word| has(SURNAME, word));
        // `name` is the name, not a spelling of it.
        let own = |word: &String| main_rank(word).map_or_else(|| role(word), |_| None);
        let mut kinds: Vec<Option<NameKind>> = words.iter().map(own).collect();
        // `별칭/이명`, `별칭(이명)`
        for (kind, head) in kinds.iter_mut().zip(heads) {
            if kind.is_none() {
                let mut parts = head.split(['/', '·', ',', '(', ')', '|']).map(letters);
                *kind = parts.find_map(|part| role(&part).filter(|kind| *kind == NameKind::Alias));
            }
        }
        let main = words
            .iter()
            .enumerate()
            .filter(|(at, word)| kinds[*at].is_none() && !(surname && has(GIVEN, word)))
            .filter_map(|(at, word)| Some((main_rank(word)?, at)))
            .min()
            .map(|(_, at)| at)
            // `name_ko`, `name_en`: the first is what the others spell.
            .or_else(|| {
                kinds
                    .iter()
                    .position(|kind| *kind == Some(NameKind::Spelling))
            })
            .or_else(|| stub.filter(|&stub| kinds.get(stub).is_some_and(Option::is_none)));
        let Some(main) = main else {
            return Self::default();
        };
        let of_persons = has(PERSON, &words[main]);
        for (kind, word) in kinds.iter_mut().zip(&words) {
            if !of_persons && has(OF_PERSONS, word) {
                *kind = None;
            }
        }
        kinds[main] = Some(NameKind::Main);
        if kinds.iter().flatten().count() < 2 {
            return Self::default();
        }
        let sample = &rows[..rows.len().min(SAMPLE)];
        let cells = |column: usize| sample.iter().filter_map(move |row| row.get(column));
        let inverted = {
            let commas = cells(main).filter(|cell| cell.contains(',')).count();
            commas * 5 > sample.len()
        };
        let commas = kinds
            .iter()
            .enumerate()
            .map(|(column, kind)| {
                matches!(kind, Some(NameKind::Alias | NameKind::Former))
                    && commas_part(&mut cells(column).map(String::as_str), inverted)
            })
            .collect();
        Self { kinds, commas }
    }

    /// The kind of names in a column.
    pub(crate) fn kind(&self, column: usize) -> Option<NameKind> {
        self.kinds.get(column).copied().flatten()
    }

    /// Where the names stand in a cell of a column, in bytes; in order.
    pub(crate) fn names(&self, column: usize, cell: &str) -> Vec<Range<usize>> {
        let Some(kind) = self.kind(column) else {
            return Vec::new();
        };
        let parts = match kind {
            NameKind::Alias | NameKind::Former => {
                parts(cell, self.commas.get(column).copied().unwrap_or(false))
            }
            // `Foo; or, the Bar` is one title.
            _ => std::iter::once(0..cell.len()).collect(),
        };
        parts
            .into_iter()
            .filter_map(|part| name_in(cell, part))
            .take(MOST_NAMES)
            .collect()
    }
}

/// The names that the rows of a table give, in bytes of its text: cells parted by tabs, the first row its head.
///
/// The first column of a table names what a row is about (its stub), whatever its head says.
pub(crate) fn in_table(text: &str) -> Vec<RowName> {
    let mut lines: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        if line.contains('\t') {
            lines.push((at, line));
        }
        at += line.len() + 1;
    }
    let Some((&(_, head), body)) = lines.split_first() else {
        return Vec::new();
    };
    let cells = |line: &str| line.split('\t').map(str::to_owned).collect::<Vec<_>>();
    let heads = cells(head);
    // Most tables name nothing, and their cells are left alone.
    if !heads.iter().any(|head| is_known(head)) {
        return Vec::new();
    }
    let rows: Vec<Vec<String>> = body.iter().map(|(_, line)| cells(line)).collect();
    let columns = NameColumns::with_stub(&heads, &rows, Some(0));
    let mut names = Vec::new();
    for &(start, line) in body {
        let mut at = start;
        let before = names.len();
        for (column, cell) in line.split('\t').enumerate() {
            let kind = columns.kind(column);
            let found = columns.names(column, cell).into_iter();
            names.extend(
                found
                    .zip(kind.into_iter().cycle())
                    .map(|(name, kind)| RowName {
                        span: at + name.start..at + name.end,
                        kind,
                    }),
            );
            at += cell.len() + 1;
        }
        let own = &names[before..];
        if own.len() < 2 || !own.iter().any(|name| name.kind == NameKind::Main) {
            names.truncate(before);
        }
    }
    names
}

/// Whether commas part the names of a column, rather than standing in names (`Pak, Jin-hek`, `Co., Ltd.`).
///
/// Where another sign parts names, or the main names are written surname first with a comma, they do not. Else one
/// cell with three parts, with names in Hangul, or with a part of several words before its comma shows it.
fn commas_part(cells: &mut dyn Iterator<Item = &str>, inverted: bool) -> bool {
    if inverted {
        return false;
    }
    let mut shown = false;
    for cell in cells {
        if cell.contains([';', '|', '\n']) {
            return false;
        }
        let parts = comma_parts(cell, 0..cell.len());
        let text = |part: &Range<usize>| cell[part.clone()].trim();
        shown |= parts.len() > 2
            || parts.len() == 2
                && (parts
                    .iter()
                    .all(|part| text(part).chars().any(is_hangul_or_hanja))
                    || text(&parts[0]).contains(' '));
    }
    shown
}

fn is_hangul_or_hanja(ch: char) -> bool {
    matches!(ch, '가'..='힣' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// The parts of a cell, each a name or nothing.
fn parts(cell: &str, commas: bool) -> Vec<Range<usize>> {
    let strong = cut(cell, 0..cell.len(), |ch| {
        matches!(ch, ';' | '；' | '|' | '\n' | '\r' | '、')
    });
    let mut out = Vec::new();
    for part in strong {
        for part in slash_parts(cell, part) {
            match commas {
                true => out.extend(comma_parts(cell, part)),
                false => out.push(part),
            }
        }
    }
    out
}

fn cut(cell: &str, range: Range<usize>, is_sign: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut start = range.start;
    let mut out = Vec::new();
    for (at, ch) in cell[range.clone()].char_indices() {
        if is_sign(ch) {
            let at = range.start + at;
            out.push(start..at);
            start = at + ch.len_utf8();
        }
    }
    out.push(start..range.end);
    out
}

/// Cuts at strokes that part names: those with a space on each side, and those between two words of some length
/// (`AC/DC` is one name).
fn slash_parts(cell: &str, range: Range<usize>) -> Vec<Range<usize>> {
    // An address is no name and is not cut into some.
    if cell[range.clone()].contains("://") {
        return std::iter::once(range).collect();
    }
    let pieces = cut(cell, range, |ch| matches!(ch, '/' | '／'));
    let enough = |piece: &Range<usize>| {
        let text = cell[piece.clone()].trim();
        let letters = text.chars().filter(|ch| ch.is_alphabetic()).count();
        letters
            >= if text.chars().any(is_hangul_or_hanja) {
                2
            } else {
                4
            }
    };
    let mut out: Vec<Range<usize>> = Vec::new();
    for piece in pieces {
        let parts = out.last().is_none_or(|last| {
            let spaced = cell[last.clone()].ends_with(' ') && cell[piece.clone()].starts_with(' ');
            spaced || enough(last) && enough(&piece)
        });
        match out.last_mut() {
            Some(last) if !parts => last.end = piece.end,
            _ => out.push(piece),
        }
    }
    out
}

/// Cuts at commas, but for those before what belongs to the name (`Co., Ltd.`).
fn comma_parts(cell: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for piece in cut(cell, range, |ch| matches!(ch, ',' | '，')) {
        let word = letters(&cell[piece.clone()]);
        match out.last_mut() {
            Some(last) if has(BEHIND_COMMA, &word) => last.end = piece.end,
            _ if word.is_empty() => {}
            _ => out.push(piece),
        }
    }
    out
}

/// The name in a part of a cell: without quotation marks, what stands in a bracket behind it and `a.k.a.` before it;
/// none where the part is no name.
fn name_in(cell: &str, part: Range<usize>) -> Option<Range<usize>> {
    let is_quote = |ch: char| {
        ch.is_whitespace()
            || matches!(
                ch,
                '"' | '\'' | '“' | '”' | '‘' | '’' | '「' | '」' | '『' | '』'
            )
    };
    let mut name = trimmed(cell, part, is_quote);
    for lead in ["a.k.a.", "aka ", "f.k.a.", "also known as ", "일명 "] {
        let text = &cell[name.clone()];
        if text
            .get(..lead.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(lead))
        {
            name = trimmed(cell, name.start + lead.len()..name.end, is_quote);
        }
    }
    let text = &cell[name.clone()];
    if let Some(inner) = text.strip_suffix([')', '）'])
        && let Some(open) = inner.rfind(['(', '（']).filter(|&open| open > 0)
    {
        name = trimmed(cell, name.start..name.start + open, is_quote);
    }
    let text = &cell[name.clone()];
    let letters = letters(text);
    let is_name = letters.chars().any(char::is_alphabetic)
        && letters.chars().count() > 1
        // `101호`, `제3호`
        && !is_counted(text)
        && !text.contains("://")
        && text.chars().count() <= LONGEST_NAME
        && !has(NO_NAME, &letters);
    is_name.then_some(name)
}

/// A number with its counter.
fn is_counted(text: &str) -> bool {
    let bare = text
        .trim_start_matches('제')
        .trim_end_matches(['호', '번', '동', '권']);
    !bare.is_empty()
        && bare
            .chars()
            .all(|ch| ch.is_ascii_digit() || ch == '-' || ch == ' ')
}

fn trimmed(cell: &str, part: Range<usize>, is_sign: impl Fn(char) -> bool) -> Range<usize> {
    let text = &cell[part.clone()];
    let kept = text.trim_end_matches(&is_sign);
    let start = part.start + (kept.len() - kept.trim_start_matches(&is_sign).len());
    start..(part.start + kept.len()).max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of each cell of the last column, by a list's rows.
    fn names(rows: &[&[&str]]) -> Vec<Vec<String>> {
        let rows: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
            .collect();
        let columns = NameColumns::of(&rows[0], &rows[1..]);
        let last = rows[0].len() - 1;
        rows[1..]
            .iter()
            .map(|row| {
                let cell = &row[last];
                let found = columns.names(last, cell).into_iter();
                found.map(|name| cell[name].to_owned()).collect()
            })
            .collect()
    }

    #[test]
    fn columns_are_known_by_the_words_of_lists() {
        for (heads, kinds) in [
            ("Name|Aliases", "Main Alias"),
            ("ent_num|SDN_Name|A.K.A.", "- Main Alias"),
            ("item|itemLabel|itemAltLabel", "- Main Alias"),
            ("성명|한자|호|필명|생년", "Main Spelling Alias Alias -"),
            ("이름|별칭(이명)", "Main Alias"),
            ("성명(한글)|성명(영문)", "Main Spelling"),
            ("name_ko|name_en|also known as", "Main Spelling Alias"),
            (
                "Name|Name non-latin script|Good quality a.k.a.",
                "Main Spelling Alias",
            ),
            ("기관명|영문명|약칭|구 명칭", "Main Spelling Alias Former"),
            ("Nr.|Former names|Alias 1|Alias 2", "- - - -"),
            (
                "Organisation|Former names|Alias 1|Alias 2",
                "Main Former Alias Alias",
            ),
            ("scientificName|vernacularName", "Main Alias"),
            // The number of an issue, of a flat; a given name.
            ("제목|저자|권|호", "- - - -"),
            ("surname|name|alias", "- - -"),
            ("성|이름|성명|이명", "- - Main Alias"),
            ("title|name|aka", "- Main Alias"),
            ("name|born", "- -"),
        ] {
            let heads: Vec<String> = heads.split('|').map(str::to_owned).collect();
            let columns = NameColumns::of(&heads, &[]);
            let found: Vec<String> = (0..heads.len())
                .map(|column| match columns.kind(column) {
                    Some(kind) => format!("{kind:?}"),
                    None => "-".to_owned(),
                })
                .collect();
            assert_eq!(found.join(" "), kinds, "{heads:?}");
        }
    }

    #[test]
    fn a_table_names_what_its_rows_are_about() {
        let names = |text: &str| -> Vec<String> {
            let found = in_table(text).into_iter();
            found
                .map(|name| format!("{:?} {}", name.kind, &text[name.span]))
                .collect()
        };
        assert_eq!(
            names(
                "Table 1. Groups\nCluster\tAliases\tTargets\nAndariel\tOnyx Sleet; TA1\tbanks\nNone\t-\tall"
            ),
            ["Main Andariel", "Alias Onyx Sleet", "Alias TA1"]
        );
        assert!(names("Month\tDeliveries\nMay\t4,200").is_empty());
        assert!(names("Name\tBorn\nKim\t1912").is_empty());
    }

    #[test]
    fn the_names_of_a_cell_are_parted_with_care() {
        for (cell, expected) in [
            (
                "Guardians of Peace; “HIDDEN COBRA” | Zinc",
                "Guardians of Peace+HIDDEN COBRA+Zinc",
            ),
            ("APT 38 / Stardust\nChollima", "APT 38+Stardust+Chollima"),
            ("AC/DC", "AC/DC"),
            ("김성주/김일성", "김성주+김일성"),
            ("PAK, Jin Hek", "PAK, Jin Hek"),
            ("Korea Expo Co., Ltd.", "Korea Expo Co., Ltd."),
            ("a.k.a. 'Jin Hyok'", "Jin Hyok"),
            ("이도(李祹)、충녕대군", "이도+충녕대군"),
            ("N/A", ""),
            ("-; 없음; 미상; 101호; 12", ""),
            ("https://a.org", ""),
        ] {
            let found = names(&[&["name", "aliases"], &["X", cell]]);
            assert_eq!(found[0].join("+"), expected, "{cell}");
        }
    }

    #[test]
    fn commas_part_where_the_column_shows_that_they_do() {
        let column = |rows: &[(&str, &str)]| {
            let mut all: Vec<Vec<&str>> = vec![vec!["name", "aliases"]];
            all.extend(rows.iter().map(|(name, alias)| vec![*name, *alias]));
            let all: Vec<&[&str]> = all.iter().map(Vec::as_slice).collect();
            names(&all)
                .iter()
                .map(|names| names.join("+"))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            column(&[
                ("Lazarus", "Zinc, Cobra, APT 38"),
                ("Bluenoroff", "Copernicium, Foo")
            ]),
            ["Zinc+Cobra+APT 38", "Copernicium+Foo"]
        );
        assert_eq!(column(&[("백두산", "장백산, 태백산")]), ["장백산+태백산"]);
        // Surnames first, here and in the column of the names; another sign parts them.
        assert_eq!(column(&[("Lazarus", "Pak, Jin")]), ["Pak, Jin"]);
        assert_eq!(
            column(&[("PARK, Jin", "PAK, Jin, Hek Chin, Foo")]),
            ["PAK, Jin, Hek Chin, Foo"]
        );
        assert_eq!(
            column(&[("A", "Pak, Jin; Bak, Jin"), ("B", "Kim Il, U, Chol")]),
            ["Pak, Jin+Bak, Jin", "Kim Il, U, Chol"]
        );
        assert_eq!(
            column(&[("A", "One, Two, Korea Co., Ltd., Three")]),
            ["One+Two+Korea Co., Ltd.+Three"]
        );
    }
}
