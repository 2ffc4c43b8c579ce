//! References: golden parses and what holds for any entry.

use std::ops::Range;
use std::time::Duration;

use cpu_time::ThreadTime;
use proptest::prelude::*;
use seoji_document::references::{
    Date, MAX_ENTRY, OddityKind, Part, Person, ReferenceKind, YearSource, parse,
};

#[test]
fn an_apa_book() {
    let note = parse(
        "Tudor, D., & Pearson, J. (2015). North Korea confidential. Tuttle Publishing, p. 62.",
    );
    let citation = &note.citations[0];
    assert_eq!(citation.year.unwrap().value, 2015);
}

#[test]
fn a_year_in_an_address_is_marked() {
    let note = parse(
        "“평양서 첫 블록체인 국제대회”, https://www.rfa.org/korean/blockchain-04192019143335.html, (accessed 14.5.2019)",
    );
    let year = note.citations[0].year.unwrap();
    assert_eq!((year.value, year.from), (2019, YearSource::Address));
    assert_eq!(note.citations[0].host.as_deref(), Some("rfa.org"));
    assert_eq!(
        note.citations[0].accessed.as_ref().unwrap().iso().unwrap(),
        "2019-05-14"
    );
}

/// `authors (family, given) | title | container | pages` of the first work of an entry.
fn told(entry: &str) -> String {
    let reference = parse(entry);
    let Some(citation) = reference.citations.first() else {
        return String::new();
    };
    let part = |part: &Option<Part>| {
        part.as_ref()
            .map_or(String::new(), |part| part.text.clone())
    };
    let name = |person: &Person| match (&person.family, &person.given) {
        (Some(family), Some(given)) => format!("{family}, {given}"),
        _ => person.written.clone(),
    };
    let authors: Vec<String> = citation.authors.iter().map(name).collect();
    format!(
        "{} | {} | {} | {}",
        authors.join("; "),
        part(&citation.title),
        part(&citation.container),
        part(&citation.pages)
    )
}

#[test]
fn names_in_lists_are_whole_and_in_their_order() {
    for (entry, expected) in [
        (
            "Tudor, Daniel, and James Pearson. *North Korea Confidential*. Tuttle, 2015.",
            "Tudor, Daniel; Pearson, James | North Korea Confidential |  | ",
        ),
        (
            "Choe Sang-Hun, “North Korea Tests Missile,” *New York Times*, March 3, 2016.",
            "Choe, Sang-Hun | North Korea Tests Missile | New York Times | ",
        ),
        (
            "Mary Smith-Jones, *Ports of the East Sea* (London: Verso, 2003), 77.",
            "Smith-Jones, Mary | Ports of the East Sea |  | 77",
        ),
    ] {
        assert_eq!(told(entry), expected, "{entry}");
    }
}

#[test]
fn a_name_in_an_italic_title_is_no_author() {
    for (entry, expected) in [
        (
            "Dae-Sook Suh, *Kim Il Sung: The North Korean Leader* (New York: Columbia University Press, 1988), 55.",
            "Suh, Dae-Sook | Kim Il Sung: The North Korean Leader |  | 55",
        ),
        (
            "*Kim Il Sung*. Pyongyang: Foreign Languages Publishing House, 1972.",
            " | Kim Il Sung |  | ",
        ),
        ("Suh, *Kim Il Sung*, 55.", "Suh | Kim Il Sung |  | 55"),
    ] {
        assert_eq!(told(entry), expected, "{entry}");
    }
}

#[test]
fn a_short_form_tells_author_title_and_pages() {
    for (entry, expected) in [
        (
            "Armstrong, *North Korean Revolution*, 77.",
            "Armstrong | North Korean Revolution |  | 77",
        ),
        (
            "Armstrong, North Korean Revolution, 77–79.",
            "Armstrong | North Korean Revolution |  | 77–79",
        ),
        (
            "Tudor and Pearson, *North Korea Confidential*, 62, 64–66.",
            "Tudor; Pearson | North Korea Confidential |  | 62, 64–66",
        ),
        (
            "Armstrong, Another Book, 5.",
            "Armstrong | Another Book |  | 5",
        ),
        ("Suh, Kim Il Sung, 55.", "Suh | Kim Il Sung |  | 55"),
        ("Kim, Fifty Years, p. 5.", "Kim | Fifty Years |  | 5"),
        (
            "Cumings, “Kim’s Korean Communism,” 41.",
            "Cumings | Kim’s Korean Communism |  | 41",
        ),
    ] {
        assert_eq!(told(entry), expected, "{entry}");
    }
}

#[test]
fn a_quoted_title_ends_where_its_journal_begins() {
    for (entry, expected) in [
        (
            "“Succession”. Korea Journal 12, no. 3 (1999): 4–20.",
            " | Succession | Korea Journal | 4–20",
        ),
        (
            "\"Succession\". Korea Journal, 1999.",
            " | Succession | Korea Journal | ",
        ),
        (
            "\"Succession\". Korea Journal",
            " | Succession | Korea Journal | ",
        ),
    ] {
        assert_eq!(told(entry), expected, "{entry}");
    }
}

/// Text with every sign that a reference has and some that it never has.
/// Another name, and what the entry is; a citation beside it has no author of the alias's words.
#[test]
fn what_an_alias_names_is_no_author() {
    for (entry, kind) in [
        (
            "The Harbour Group is also known as BLUE GULL, Keepers of the Tide, Quay Team and Tin.",
            ReferenceKind::Alias,
        ),
        ("A.k.a. the Sea Trading Company.", ReferenceKind::Alias),
        (
            "Nils Berg is better known as Captain Tide. He never left Oslo.",
            ReferenceKind::Alias,
        ),
        (
            "A.k.a. Quay Trading Company. Novak, Anna B. *Ports and politics*. Harbour Press, 2004, p. 347.",
            ReferenceKind::Mixed,
        ),
        (
            "A.k.a. Quay Trading Company, <https://www.example.org/quay> (accessed: 14.06.2019).",
            ReferenceKind::Mixed,
        ),
    ] {
        let reference = parse(entry);
        assert_eq!(reference.kind, kind, "{entry}: {reference:#?}");
        for citation in &reference.citations {
            let named = |person: &Person| {
                person.written.starts_with("A.k") || person.written.contains("Quay")
            };
            assert!(
                !citation.authors.iter().any(named),
                "{entry}: {citation:#?}"
            );
        }
    }
}

fn entries() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just(", ".to_owned()),
        Just(". ".to_owned()),
        Just("; ".to_owned()),
        Just(" ".to_owned()),
        "[(){}\\[\\]“”‘’\"'「」『』《》<>:*_\\\\/~–-]",
        "[0-9]{1,5}",
        "(19|20)[0-9]{2}",
        "[A-Z][a-zéłŏ]{0,9}",
        "[가-힣]{1,6}",
        "[一-龥]{1,4}",
        Just("https://example.org/a_b?c=1".to_owned()),
        Just("http ://www. example.org/a- b.html".to_owned()),
        Just("doi: 10. 1000/182(3".to_owned()),
        Just("(검색일: 2019. 4. 2.)".to_owned()),
        Just("(accessed: 0.06.2019)".to_owned()),
        Just("제12권 3호".to_owned()),
        Just("pp. 3–7".to_owned()),
        Just("March 2, 2019".to_owned()),
        "\\PC{0,6}",
    ];
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

fn check(entry: &str) {
    let reference = parse(entry);
    let whole = |span: &Range<usize>| {
        assert!(entry.get(span.clone()).is_some(), "{span:?} of {entry:?}");
    };
    let part = |part: &Part| {
        whole(&part.span);
        assert!((0.0..=1.0).contains(&part.confidence), "{part:?}");
        assert!(!part.text.is_empty(), "{part:?} of {entry:?}");
    };
    let mut last = 0;
    for citation in &reference.citations {
        whole(&citation.span);
        assert!(citation.span.start >= last, "citations in order: {entry:?}");
        last = citation.span.end;
        let parts = [
            &citation.byline,
            &citation.title,
            &citation.container,
            &citation.series,
            &citation.publisher,
            &citation.place,
            &citation.volume,
            &citation.issue,
            &citation.pages,
            &citation.edition,
            &citation.organization,
            &citation.identifier,
            &citation.url,
            &citation.doi,
        ];
        parts.into_iter().flatten().for_each(part);
        for person in citation
            .authors
            .iter()
            .chain(&citation.editors)
            .chain(&citation.translators)
        {
            whole(&person.span);
            assert_eq!(entry[person.span.clone()], person.written);
        }
        for date in citation.date.iter().chain(&citation.accessed) {
            whole(&date.span);
            assert_eq!(entry[date.span.clone()], date.written);
            assert!(date.month.is_none_or(|month| (1..=12).contains(&month)));
        }
    }
    for oddity in &reference.oddities {
        whole(&oddity.span);
    }
    if matches!(
        reference.kind,
        ReferenceKind::Alias | ReferenceKind::Comment
    ) {
        assert_eq!(reference.citations, []);
    }
    assert_eq!(parse(entry), reference, "twice the same");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_entry_is_parsed_within_its_bounds(entry in entries()) {
        check(&entry);
    }

    #[test]
    fn any_text_is_parsed_within_its_bounds(entry in "\\PC{0,200}") {
        check(&entry);
    }
}

/// What could make a parser slow: each piece again and again.
const HOSTILE: [&str; 24] = [
    "https://example.org/1 ",
    "http ://a. b. ",
    "http://a/(1.",
    "www.",
    "10.1234/a ",
    "doi: 10.",
    "(",
    ")",
    "[",
    "“",
    "'",
    "a;",
    "a; ",
    "Kim, A., ",
    "가·",
    "2019. ",
    "2019. 4. 2. 검색 ",
    "accessed: ",
    "1-",
    ". ",
    "h",
    "*_",
    "「가」, ",
    "& ",
];

fn time(entry: &str) -> Duration {
    let start = ThreadTime::now();
    parse(entry);
    start.elapsed()
}

#[test]
fn hostile_entries_take_linear_time() {
    parse("the model is read once");
    for piece in HOSTILE {
        let small = piece.repeat(2048 / piece.len());
        let large = small.repeat(8);
        // Another process may take the caches for a while; square growth fails every time.
        let linear = (0..5).any(|_| {
            let first = time(&small).max(Duration::from_millis(2));
            time(&large) < first * 8 * 4
        });
        assert!(linear, "{piece:?}");
    }
}

#[test]
fn no_entry_is_read_beyond_what_a_reference_can_be() {
    parse("the model is read once");
    for piece in HOSTILE.into_iter().step_by(3) {
        let longest = piece.repeat(MAX_ENTRY / piece.len());
        let million = piece.repeat(1_000_000 / piece.len());
        let constant = (0..5).any(|_| {
            let first = time(&longest).max(Duration::from_millis(20));
            time(&million) < first * 4
        });
        assert!(constant, "{piece:?}");
        let reference = parse(&million);
        assert!(
            reference
                .oddities
                .iter()
                .any(|own| own.kind == OddityKind::TooLong),
            "{piece:?}"
        );
    }
}

/// Made-up entries in the styles of the field; what is read from them stands in the snapshot.
const ENTRIES: [&str; 24] = [
    "Novak, A., & Hansen, P. (2012). The price of rice in Wonsan: markets and ministries. Harbour Press, p. 62.",
    "Anna Novak, “Markets after the Famine,” Journal of Northern Studies 12, no. 3 (2015): 45–67.",
    "Peter Hansen, *A Town by the Sea* (London: Harbour Press, 2005), 45.",
    "Novak A, Hansen PJ, Li W, et al. Mortality in coastal towns. Int J Coast Health. 2010;12(4):345-52. doi:10.1000/ijch.2010.45",
    "Hansen, P. (ed.) (1999), Ports of the North, Oslo: Havn Forlag.",
    "A. Kowalska, Język i władza, wyd. Znak, Kraków 2011, s. 23–25.",
    "Schmidt, Karl: Häfen des Nordens. In: Zeitschrift für Küstenforschung 12 (1998), H. 3, S. 23–45.",
    "홍길동, 「북한 시장의 변화에 관한 연구」, 『북방연구』 제12권 3호 (2015), 45-67쪽.",
    "홍길동·김철수, 『원산의 쌀값』 (서울: 바다출판사, 2012), 62쪽.",
    "김영희(2019). 청소년의 언어 사용에 대한 고찰. 한국언어연구, 27(4), 261-300.",
    "박민수, 「항구의 역사」, 이순신 편, 『바다의 책』 (부산: 바다출판사, 2001), 12-30쪽.",
    "李丙燾, 「高句麗 古墳 硏究」, 『歷史學報』 5, 1953.",
    "『한겨레』, 2016년 5월 7일.",
    // Known to be wrong: a headline that begins with what could be a name.
    "원산항, 다시 열린다, <https://www.example.co.kr/news/2019/05/23/123> (검색일: 2019. 6. 2.)",
    "Lee Min-ji, “원산항 다시 열린다”, 23 May 2019, <https://www.example.net/a> (accessed: 0.06.2019)",
    "원산의 쌀값 동향, 김철수, 한국해양연구소, <https://www.example.org/rice> (accessed: 14.06.2019)",
    "Lee Min-ji, “원산항 다시 열린다”, 23 May 2019, https://www.example.net/a; Novak, A. (2018). Ports and politics. Harbour Press, p. 3.",
    "The harbour was closed for two years after the storm. Novak, Anna B. *Ports and politics*. Harbour Press, 2004, p. 347; p. 610.",
    "The harbour was closed for two years after the storm.",
    "A.k.a. Rim Min-su.",
    "바다 그룹 in Korean.",
    "Ministry of Fisheries (https://www.example.go.kr) in Korean.",
    "Hansen, The Life of Nils Berg (1912–1994), Oslo 2001.",
    "https: //www. example.org/a/b. html (accessed 2 April 2019).",
];

/// A reference as a few lines.
fn shown(entry: &str) -> String {
    let reference = parse(entry);
    let mut lines = vec![format!("{entry}\n    is {:?}", reference.kind)];
    for citation in &reference.citations {
        let mut own = Vec::new();
        let names = |people: &[Person]| {
            let shown = |person: &Person| match (&person.family, &person.given) {
                (Some(family), Some(given)) => format!("{family}|{given}"),
                _ => person.written.clone(),
            };
            people.iter().map(shown).collect::<Vec<_>>().join("; ")
        };
        for (field, people) in [
            ("authors", &citation.authors),
            ("editors", &citation.editors),
            ("translators", &citation.translators),
        ] {
            if !people.is_empty() {
                own.push(format!("{field}: {}", names(people)));
            }
        }
        for (field, part) in [
            ("title", &citation.title),
            ("container", &citation.container),
            ("series", &citation.series),
            ("publisher", &citation.publisher),
            ("place", &citation.place),
            ("organization", &citation.organization),
            ("volume", &citation.volume),
            ("issue", &citation.issue),
            ("pages", &citation.pages),
            ("doi", &citation.doi),
            ("url", &citation.url),
        ] {
            own.extend(part.iter().map(|part| format!("{field}: {}", part.text)));
        }
        for (field, date) in [("date", &citation.date), ("accessed", &citation.accessed)] {
            let shown = |date: &Date| {
                date.iso()
                    .unwrap_or_else(|| format!("impossible {}", date.written))
            };
            own.extend(date.iter().map(|date| format!("{field}: {}", shown(date))));
        }
        own.extend(
            citation
                .year
                .iter()
                .map(|year| format!("year: {} {:?}", year.value, year.from)),
        );
        own.extend(
            citation
                .language
                .iter()
                .map(|language| format!("language: {language}")),
        );
        lines.push(own.iter().map(|line| format!("\n    {line}")).collect());
    }
    for oddity in &reference.oddities {
        lines.push(format!(
            "\n    odd: {:?} {:?}",
            oddity.kind,
            &entry[oddity.span.clone()]
        ));
    }
    lines.concat()
}

#[test]
fn entries_of_many_styles() {
    let shown: Vec<String> = ENTRIES.iter().map(|entry| shown(entry)).collect();
    insta::assert_snapshot!(shown.join("\n\n"));
}
