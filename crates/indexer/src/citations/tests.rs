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
