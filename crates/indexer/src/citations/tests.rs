//! Notes that repeat a citation carry it, with their own pages.

use seoji_document::Source;

use super::*;

fn notes(texts: &[&str]) -> Vec<PassageRecord> {
    let mut page = String::from("# Title\n\n## 1. Text\n\nText");
    for number in 1..=texts.len() {
        page.push_str(&format!(" word[^{number}]"));
    }
    page.push_str(".\n\n");
    for (at, text) in texts.iter().enumerate() {
        page.push_str(&format!("[^{}]: {text}\n", at + 1));
    }
    let reading = seoji_document::read(&Source {
        path: Path::new("a.md"),
        bytes: page.as_bytes(),
    });
    let (records, _) = crate::passages::passages(&reading, "a", 0);
    let own = |record: &PassageRecord| record.kind == PassageKind::Note;
    records.into_iter().filter(own).collect()
}

#[test]
fn a_repeated_citation_has_its_own_pages() {
    let records = notes(&[
        "Moon, G., & Hong, R. (2015). Rivers of the North. Seoul: Hangang Press, p. 62.",
        "Ibid., pp. 70-72.",
        "홍길순, 『북녘의 강』, 한강출판사, 2018, 12쪽.",
        "위의 책, 34쪽.",
        "Moon, op. cit., p. 5.",
    ]);
    let shown = |at: usize| {
        let citation = records[at].citations.last().unwrap();
        let pages = citation.pages.as_ref().map(|pages| pages.text.as_str());
        (citation.year_value(), pages, citation.repeats.as_deref())
    };
    assert_eq!(shown(1), (Some(2015), Some("70-72"), Some("1")));
    assert_eq!(shown(3), (Some(2018), Some("34"), Some("3")));
    assert_eq!(shown(4), (Some(2015), Some("5"), Some("1")));
    for at in [1, 3, 4] {
        assert_eq!(
            records[at].citations.len(),
            1,
            "{:#?}",
            records[at].citations
        );
        assert_eq!(records[at].entry, Some(EntryKind::Citation));
    }
}

#[test]
fn a_short_form_is_the_work_that_was_cited_in_full() {
    let records = notes(&[
        "Charles K. Armstrong, *The North Korean Revolution, 1945–1950* (Ithaca: Cornell University Press, 2003), 12.",
        "Charles K. Armstrong, *Tyranny of the Weak* (Ithaca: Cornell University Press, 2013), 40.",
        "Armstrong, *North Korean Revolution*, 77.",
        "Armstrong, *Another Book*, 5.",
        "Cumings, *North Korean Revolution*, 7.",
        "Ibid., 78.",
    ]);
    let shown = |at: usize| {
        let citation = records[at].citations.last().unwrap();
        let pages = citation.pages.as_ref().map(|pages| pages.text.as_str());
        (citation.year_value(), pages, citation.repeats.as_deref())
    };
    assert_eq!(shown(2), (Some(2003), Some("77"), Some("1")));
    assert_eq!(shown(3), (None, Some("5"), None), "no such book");
    assert_eq!(shown(4), (None, Some("7"), None), "another author");
    let sketch = |at: usize| seoji_schema::WorkSketch::of(&records[at].citations[0]);
    let works = seoji_schema::cluster(&[sketch(0), sketch(1), sketch(2)]);
    assert_eq!(works, [0, 1, 0]);
}

#[test]
fn a_translated_title_in_brackets_is_of_the_same_work() {
    let records = notes(&[
        "Moon Ga-ram, “북녘의 강과 사람들”, <https://news.example.org/view/20190523-43> (accessed: 20.06.2019).",
        "Moon Ga-ram, “북녘의 강과 사람들 [Rivers and People of the North]”, <https://news.example.org/view/20190523-43>.",
        "Moon Ga-ram, “Rivers and People of the North”, <https://news.example.org/view/20190523-43>.",
        "Moon Ga-ram, “Mountains of the South Coast”, <https://news.example.org/view/20190523-43>.",
    ]);
    let sketches: Vec<_> = records
        .iter()
        .map(|record| seoji_schema::WorkSketch::of(&record.citations[0]))
        .collect();
    assert_eq!(seoji_schema::cluster(&sketches), [0, 0, 0, 3]);
}

#[test]
fn an_impossible_date_is_told_with_its_line() {
    let page = "# T\n\nWord[1].\n\n## Bibliography\n\n[1] Moon Ga-ram, Rivers, <https://example.org/rivers> (accessed: 0.06.2019)\n";
    let reading = seoji_document::read(&Source {
        path: Path::new("a.md"),
        bytes: page.as_bytes(),
    });
    let (_, oddities) = crate::passages::passages(&reading, "a", 0);
    let told: Vec<_> = oddities
        .iter()
        .map(|odd| (odd.line, odd.message.as_str()))
        .collect();
    assert_eq!(told, [(Some(7), "0.06.2019 is no date of any calendar")]);
}

/// The passages of a file, and what was odd in it.
fn file(page: &str) -> (Vec<PassageRecord>, Vec<String>) {
    let reading = seoji_document::read(&Source {
        path: Path::new("a.md"),
        bytes: page.as_bytes(),
    });
    let (records, oddities) = crate::passages::passages(&reading, "a", 0);
    (
        records,
        oddities.into_iter().map(|odd| odd.message).collect(),
    )
}

/// `note→entries` of each note, by their labels.
fn listed(records: &[PassageRecord]) -> Vec<String> {
    let of_kind = |kind: PassageKind| move |record: &&PassageRecord| record.kind == kind;
    let label = |record: &PassageRecord| record.label.clone().unwrap_or_default();
    let entries: Vec<&PassageRecord> = records.iter().filter(of_kind(PassageKind::Entry)).collect();
    let notes = records.iter().filter(of_kind(PassageKind::Note));
    notes
        .map(|note| {
            let cited = entries
                .iter()
                .filter(|entry| entry.citing.contains(&note.ordinal));
            let cited: Vec<String> = cited.map(|entry| label(entry)).collect();
            format!("{}→{}", label(note), cited.join(","))
        })
        .collect()
}

#[test]
fn a_repetition_means_the_work_that_it_names() {
    let records = notes(&[
        "한재덕, 『북녘의 강과 사람들』, 한강출판사, 1983; 문성보, 『강의 기원과 전개』, 한강출판사, 2000; 박솔림, 『다리의 발발과 기원』, 나루, 1996, 189쪽.",
        "문성보, 앞의 책, 130쪽.",
        "문성보, 「북녘의 다리」, 『강과 비평』 40, 1996, 12쪽.",
        "문성보, 앞의 책, 140쪽.",
        "문성보, 앞의 글, 15쪽.",
        "한재덕, 앞의 책, 20쪽; 박솔림, 앞의 책, 22쪽.",
    ]);
    let shown = |at: usize| -> Vec<(Option<i32>, &str, Option<&str>)> {
        let own = records[at].citations.iter();
        own.map(|citation| {
            let pages = citation.pages.as_ref().map_or("", |pages| &pages.text);
            (citation.year_value(), pages, citation.repeats.as_deref())
        })
        .collect()
    };
    assert_eq!(shown(1), [(Some(2000), "130", Some("1"))]);
    assert_eq!(shown(3), [(Some(2000), "140", Some("1"))], "no article");
    assert_eq!(shown(4), [(Some(1996), "15", Some("3"))]);
    assert_eq!(
        shown(5),
        [(Some(1983), "20", Some("1")), (Some(1996), "22", Some("1"))]
    );
}

#[test]
fn a_short_form_may_name_the_note_with_the_whole() {
    let records = notes(&[
        "Moritz Wald: Die Flüsse und Nordkorea, Aachen: Fluss 1996, S. 55.",
        "Wald: Flüsse und Nordkorea (wie Anm. 1), S. 40.",
    ]);
    let citation = &records[1].citations[0];
    let pages = citation.pages.as_ref().map(|pages| pages.text.as_str());
    assert_eq!(
        (citation.year_value(), pages, citation.repeats.as_deref()),
        (Some(1996), Some("40"), Some("1"))
    );
}

#[test]
fn short_titles_in_italics_are_joined() {
    let records = notes(&[
        "Cheehyung Harrison Moon, *Rivers and Bridges: Work as Life in the North* (New York: Columbia University Press, 2018), 102.",
        "B. R. Hong, *The Cleanest River: How Northerners See Themselves* (Brooklyn: Melville House, 2010), 22.",
        "Heonik Kang and Byung-Ho Seo, *North Bridge: Beyond Charismatic Rivers* (Lanham, MD: Rowman & Littlefield, 2012), 3.",
        "Moon, *Rivers and Bridges*, 140.",
        "Hong, *Cleanest River*, 30–31.",
        "Kang and Seo, *North Bridge*, 45.",
        "Hong, *Rivers and Bridges*, 9.",
    ]);
    let shown = |at: usize| {
        let citation = &records[at].citations[0];
        let pages = citation.pages.as_ref().map(|pages| pages.text.as_str());
        (citation.year_value(), pages, citation.repeats.as_deref())
    };
    assert_eq!(shown(3), (Some(2018), Some("140"), Some("1")));
    assert_eq!(shown(4), (Some(2010), Some("30–31"), Some("2")));
    assert_eq!(shown(5), (Some(2012), Some("45"), Some("3")));
    assert_eq!(shown(6).0, None, "another author's");
}

#[test]
fn notes_cite_the_entries_that_list_their_works() {
    let (records, odd) = file(
        "# Rivers\n\nOne.[^1] Two.[^2] Three.[^3] Four.[^4]\n\n\
        [^1]: Cheehyung Harrison Moon, *Rivers and Bridges: Work as Life in the Postwar North, 1953–1961* (New York: Columbia University Press, 2018), 102.\n\
        [^2]: Sunah Moon, \"Screens of the Northern Rivers,\" *Journal of Rivers* 23 (2018): 12.\n\
        [^3]: James Lee, \"The Moon Jong Un Era in 2018,\" *Asian Survey* 60 (2020): 12.\n\
        [^4]: Moon, *Rivers and Bridges*, 140.\n\n\
        ## Bibliography\n\n\
        Moon, Cheehyung Harrison. *Rivers and Bridges: Work as Life in the Postwar North*. New York: Columbia University Press, 2018.\n\n\
        Moon, Sunah. \"Screens of the Northern Rivers.\" *Journal of Rivers* 23 (2018): 12–30.\n\n\
        Schmid, Andre. \"Historicizing the Northern Bridges.\" *American Historical Review* 123, no. 2 (2018): 439–62.\n",
    );
    assert_eq!(
        listed(&records),
        ["1→moon2018a", "2→moon2018b", "3→", "4→moon2018a"]
    );
    assert_eq!(odd, ["no marker names the entry or note schmid2018"]);
    // The place in the note is told as a marker is.
    let mention = &records[1].mentions[0];
    assert_eq!(mention.labels, ["moon2018a"]);
    assert_eq!(records[1].cites, ["moon2018a"]);
}
