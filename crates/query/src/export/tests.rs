//! What is written can be read: BibTeX by a parser of that format, RIS and CSL-JSON by small strict readers.

use biblatex::{Bibliography, ChunksExt};
use proptest::prelude::*;
use seoji_schema::{Date, DatePart, Part, WorkKind, Year};
use serde::Deserialize;

use super::*;

fn part(text: &str) -> Option<Part> {
    (!text.is_empty()).then(|| Part {
        text: text.to_owned(),
        span: (0, 0),
        confidence: 90,
    })
}

fn person(name: &str, family: Option<&str>, given: Option<&str>) -> Person {
    Person {
        name: name.to_owned(),
        family: family.map(str::to_owned),
        given: given.map(str::to_owned),
        is_institution: false,
        span: (0, 0),
        confidence: 90,
    }
}

fn year(value: i32) -> Option<Year> {
    let from = YearSource::Printed;
    Some(Year { value, from })
}

fn day(year: i32, month: u8, day: u8) -> Option<DatePart> {
    Some(DatePart {
        date: Date {
            year,
            month: Some(month),
            day: Some(day),
        },
        span: (0, 0),
        confidence: 90,
    })
}

fn book(pages: &str) -> Citation {
    Citation {
        authors: vec![
            person("Moon, Ga-ram", Some("Moon"), Some("Ga-ram")),
            person("박하늘", None, None),
        ],
        title: part("Rivers & mountains of the DPRK: 100% {new} maps_of_1950 #1"),
        publisher: part("한강출판사"),
        place: part("서울"),
        pages: part(pages),
        year: year(2018),
        language: Some("en".to_owned()),
        ..Citation::default()
    }
}

fn page() -> Citation {
    Citation {
        organization: part("통일부"),
        title: part("남북 관계 ‘주요’ 일지"),
        url: part("https://www.example.kr/a_b/view?id=1%20&x={2}#top"),
        host: Some("www.example.kr".to_owned()),
        date: day(2019, 5, 2),
        year: year(2019),
        accessed: day(2019, 6, 20),
        ..Citation::default()
    }
}

fn article() -> Citation {
    Citation {
        authors: vec![person("Lee Yu-ji", Some("Lee"), Some("Yu-ji"))],
        title: part("A study"),
        container: part("Journal of Northern Studies"),
        volume: part("27"),
        issue: part("1"),
        pages: part("29–71"),
        year: year(2018),
        doi: part("10.1000/j_n.27(1)"),
        kind: Some(WorkKind::Article),
        ..Citation::default()
    }
}

fn sample() -> Vec<Reference> {
    references([
        CitingEntry::new("note", Some("1"), &[book("12")][..]),
        CitingEntry::new("note", Some("2"), &[page(), article()][..]),
        CitingEntry::new("note", Some("3"), &[book("15")][..]),
    ])
}

#[test]
fn one_work_is_one_reference_and_tells_its_pages() {
    let found = sample();
    assert_eq!(found.len(), 3);
    assert_eq!(
        remarks(&found[0]).as_deref(),
        Some("cited in note 1, p. 12; note 3, p. 15")
    );
    assert!(found[0].key.starts_with("moon2018-"), "{}", found[0].key);
    assert!(found[1].key.starts_with("example2019-"), "{}", found[1].key);
    let again = references([CitingEntry::new("note", Some("9"), &[book("99")][..])]);
    assert_eq!(found[0].key, again[0].key, "keys do not depend on the list");
}

#[test]
fn bibtex_is_read_by_a_parser_of_it() {
    let written = export(&sample(), ExportFormat::Bibtex);
    let read = Bibliography::parse(&written).unwrap_or_else(|error| panic!("{error}: {written}"));
    assert_eq!(read.len(), 3, "{written}");
    let entries: Vec<_> = read.iter().collect();
    let authors = entries[0].author().expect("authors");
    assert_eq!(
        (authors[0].name.as_str(), authors[0].given_name.as_str()),
        ("Moon", "Ga-ram")
    );
    assert_eq!(authors[1].name, "박하늘");
    let title = entries[0].title().expect("a title").format_verbatim();
    assert_eq!(
        title,
        "Rivers & mountains of the DPRK: 100% {new} maps_of_1950 #1"
    );
    assert_eq!(entries[1].author().expect("authors")[0].name, "통일부");
    let url = entries[1].url().expect("an address");
    assert_eq!(url, "https://www.example.kr/a_b/view?id=1%20&x=%7B2%7D#top");
    assert_eq!(entries[2].doi().expect("a DOI"), "10.1000/j_n.27(1)");
    assert!(written.contains("pages = {29--71}"), "{written}");
}

/// A reader of RIS that refuses what the specification does not have.
fn read_ris(text: &str) -> Vec<Vec<(String, String)>> {
    const TAGS: [&str; 23] = [
        "TY", "ID", "AU", "A2", "A4", "TI", "T2", "T3", "ET", "PB", "CY", "VL", "IS", "SP", "EP",
        "M3", "PY", "DA", "DO", "UR", "Y2", "LA", "N1",
    ];
    let mut entries = Vec::new();
    let mut open: Option<Vec<(String, String)>> = None;
    for line in text.split_terminator("\r\n") {
        assert!(!line.contains(['\r', '\n']), "{line:?}");
        let (tag, value) = line
            .split_once("  - ")
            .expect("tag, two spaces, hyphen, space");
        match (tag, &mut open) {
            ("TY", None) => open = Some(vec![("TY".to_owned(), value.to_owned())]),
            ("ER", Some(_)) => {
                assert!(value.is_empty());
                entries.extend(open.take());
            }
            (tag, Some(entry)) => {
                assert!(TAGS.contains(&tag) && tag != "TY", "{tag}");
                assert!(!value.is_empty(), "{tag}");
                entry.push((tag.to_owned(), value.to_owned()));
            }
            _ => panic!("outside of an entry: {line}"),
        }
    }
    assert!(open.is_none());
    entries
}

#[test]
fn ris_is_read_by_a_strict_reader() {
    let entries = read_ris(&export(&sample(), ExportFormat::Ris));
    assert_eq!(entries.len(), 3);
    let values = |entry: usize, tag: &str| -> Vec<&str> {
        let own = entries[entry].iter().filter(|(name, _)| name == tag);
        own.map(|(_, value)| value.as_str()).collect()
    };
    assert_eq!(values(0, "AU"), ["Moon, Ga-ram", "박하늘"]);
    assert_eq!(values(1, "DA"), ["2019/05/02"]);
    assert_eq!((values(2, "SP"), values(2, "EP")), (vec!["29"], vec!["71"]));
    assert_eq!(values(2, "TY"), ["JOUR"]);
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(
    dead_code,
    reason = "what is not looked at must be readable all the same"
)]
struct ReadItem {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    genre: Option<String>,
    #[serde(default)]
    author: Vec<ReadName>,
    #[serde(default)]
    editor: Vec<ReadName>,
    #[serde(default)]
    translator: Vec<ReadName>,
    title: Option<String>,
    container_title: Option<String>,
    collection_title: Option<String>,
    edition: Option<String>,
    publisher: Option<String>,
    publisher_place: Option<String>,
    volume: Option<String>,
    issue: Option<String>,
    page: Option<String>,
    issued: Option<ReadDate>,
    accessed: Option<ReadDate>,
    #[serde(rename = "URL")]
    url: Option<String>,
    #[serde(rename = "DOI")]
    doi: Option<String>,
    language: Option<String>,
    note: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(
    dead_code,
    reason = "what is not looked at must be readable all the same"
)]
struct ReadName {
    family: Option<String>,
    given: Option<String>,
    literal: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ReadDate {
    date_parts: [Vec<i32>; 1],
}

#[test]
fn csl_json_is_read_by_a_strict_reader() {
    let written = export(&sample(), ExportFormat::CslJson);
    let items: Vec<ReadItem> = serde_json::from_str(&written).unwrap();
    assert_eq!(items.len(), 3);
    assert_eq!(items[0].author[1].literal.as_deref(), Some("박하늘"));
    assert_eq!(
        items[1].issued.as_ref().unwrap().date_parts[0],
        [2019, 5, 2]
    );
    assert_eq!(items[2].kind, "article-journal");
}

#[test]
fn of_nothing_there_is_an_empty_list() {
    let none = references([CitingEntry::new(
        "note",
        Some("1"),
        &[Citation::default()][..],
    )]);
    assert!(none.is_empty());
    assert_eq!(export(&none, ExportFormat::Bibtex), "");
    assert_eq!(export(&none, ExportFormat::CslJson), "[]\n");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_a_citation_says_can_be_read_back(
        texts in proptest::collection::vec("[a-zA-Z가-힣北ø{}\\\\#$%&_~^\"'@,=<>. \t\n\u{7f}-]{0,24}", 8),
        number in -50..3000_i32,
    ) {
        let citation = Citation {
            authors: vec![person(&texts[0], None, None), person(&texts[1], Some(&texts[1]), Some(&texts[2]))],
            title: part(&texts[3]),
            container: part(&texts[4]),
            publisher: part(&texts[5]),
            pages: part(&texts[6]),
            url: part(&texts[7]),
            year: year(number),
            ..Citation::default()
        };
        let found = references([CitingEntry::new("note", Some("1"), &[citation][..])]);
        let written = export(&found, ExportFormat::Bibtex);
        let read = Bibliography::parse(&written);
        prop_assert!(read.is_ok(), "{:?}: {written}", read.err());
        prop_assert_eq!(read.unwrap().len(), found.len());
        prop_assert_eq!(read_ris(&export(&found, ExportFormat::Ris)).len(), found.len());
        let items: Vec<ReadItem> = serde_json::from_str(&export(&found, ExportFormat::CslJson)).unwrap();
        prop_assert_eq!(items.len(), found.len());
    }
}

#[test]
fn a_cited_page_is_told_in_a_note_and_a_range_in_a_journal_is_of_the_work() {
    let mut article = book("3–20");
    article.title = part("Confluence");
    article.container = part("현대북한연구");
    article.volume = part("3");
    let (cited, article) = ([book("62")], [article]);
    let works = references([
        CitingEntry::new("note", Some("1"), &cited[..]),
        CitingEntry::new("note", Some("2"), &article[..]),
    ]);
    let bibtex = export(&works, ExportFormat::Bibtex);
    assert!(!bibtex.contains("pages = {62}"), "{bibtex}");
    assert!(bibtex.contains("note = {cited p. 62}"), "{bibtex}");
    assert!(bibtex.contains("pages = {3--20}"), "{bibtex}");
    let ris = export(&works, ExportFormat::Ris);
    assert!(
        !ris.contains("SP  - 62") && ris.contains("N1  - cited p. 62"),
        "{ris}"
    );
    assert!(ris.contains("SP  - 3\r\nEP  - 20"), "{ris}");
    let csl = export(&works, ExportFormat::CslJson);
    assert!(
        !csl.contains("\"page\": \"62\"") && csl.contains("\"note\": \"cited p. 62\""),
        "{csl}"
    );
    assert!(csl.contains("\"page\": \"3–20\""), "{csl}");
}

#[test]
fn a_library_keeps_its_keys_and_the_kinds_of_its_works() {
    let thesis = Citation {
        kind: Some(WorkKind::MastersThesis),
        authors: vec![person("박하늘", None, None)],
        title: part("장마당 연구"),
        publisher: part("한강대학교"),
        year: year(2012),
        ..Citation::default()
    };
    let report = Citation {
        kind: Some(WorkKind::Report),
        authors: vec![person("Moon, Ga-ram", Some("Moon"), Some("Ga-ram"))],
        title: part("Bridges"),
        organization: part("River Institute"),
        year: year(2018),
        ..Citation::default()
    };
    let diss = Citation {
        kind: Some(WorkKind::Thesis),
        authors: vec![person("Hart, A.", Some("Hart"), Some("A."))],
        title: part("Signals"),
        container: part("University of the Delta"),
        year: year(1994),
        ..Citation::default()
    };
    let (thesis, report, diss) = ([thesis], [report], [diss]);
    let works = references([
        CitingEntry::new("entry", Some("박하늘2012"), &thesis[..]),
        CitingEntry::new("note", Some("moon"), &report[..]),
        CitingEntry::new("entry", Some("Hart 94}"), &diss[..]),
    ]);
    let keys: Vec<&str> = works.iter().map(|own| own.key.as_str()).collect();
    assert_eq!(keys[0], "박하늘2012");
    assert!(keys[1].starts_with("moon2018-"), "a note's label is no key");
    assert!(keys[2].starts_with("hart1994-"), "what BibTeX cannot read");

    // Two libraries may give one key to two works.
    let shared = references([
        CitingEntry::new("entry", Some("kim2012"), &thesis[..]),
        CitingEntry::new("entry", Some("kim2012"), &report[..]),
    ]);
    assert!(shared.iter().all(|own| own.key.contains("-")), "{shared:?}");

    let bibtex = export(&works, ExportFormat::Bibtex);
    let read = Bibliography::parse(&bibtex).unwrap();
    let types: Vec<String> = read.iter().map(|own| own.entry_type.to_string()).collect();
    assert_eq!(types, ["mastersthesis", "techreport", "phdthesis"]);
    assert!(bibtex.contains("  school = {한강대학교}"), "{bibtex}");
    assert!(
        bibtex.contains("  institution = {River Institute}"),
        "{bibtex}"
    );
    assert!(
        bibtex.contains("  school = {University of the Delta}"),
        "{bibtex}"
    );

    let ris = read_ris(&export(&works, ExportFormat::Ris));
    let own = |at: usize, tag: &str| {
        let found = ris[at].iter().find(|(name, _)| name == tag);
        found.map(|(_, value)| value.as_str())
    };
    assert_eq!(
        (own(0, "TY"), own(0, "PB")),
        (Some("THES"), Some("한강대학교"))
    );
    assert_eq!(own(0, "M3"), Some("Master's thesis"));
    assert_eq!(
        (own(1, "TY"), own(1, "PB")),
        (Some("RPRT"), Some("River Institute"))
    );
    assert_eq!((own(2, "M3"), own(2, "T2")), (None, None));

    let items: Vec<ReadItem> =
        serde_json::from_str(&export(&works, ExportFormat::CslJson)).unwrap();
    let kinds: Vec<&str> = items.iter().map(|own| own.kind.as_str()).collect();
    assert_eq!(kinds, ["thesis", "report", "thesis"]);
    assert_eq!(items[0].genre.as_deref(), Some("Master's thesis"));
    assert_eq!(
        items[2].publisher.as_deref(),
        Some("University of the Delta")
    );
}
