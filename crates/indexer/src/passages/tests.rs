//! How documents are cut: joining, splitting, bounds, ids, lines, links, and all of it in linear time.

use std::collections::HashSet;
use std::path::Path;
use std::time::Duration;

use cpu_time::ThreadTime;
use proptest::prelude::*;
use seoji_document::Source;
use seoji_schema::Mention;

use super::*;

fn cut(name: &str, text: &str) -> Vec<PassageRecord> {
    let reading = seoji_document::read(&Source {
        path: Path::new(name),
        bytes: text.as_bytes(),
    });
    passages(&reading, "doc", 0).0
}

fn sentences(count: usize) -> String {
    (0..count)
        .map(|at| format!("The sentence with number {at} says hardly anything at all. "))
        .collect()
}

#[test]
fn short_neighbours_are_joined_within_a_section() {
    let records = cut(
        "a.md",
        "# T\n\n## 1. One\n\nA short paragraph.\n\nAnd a second.\n\n## 2. Two\n\nAnother section.\n",
    );
    let texts: Vec<&str> = records.iter().map(|record| record.text.as_str()).collect();
    assert_eq!(
        texts,
        ["A short paragraph.\nAnd a second.", "Another section."]
    );
    assert_eq!(records[0].line_at(0), Some(5));
    assert_eq!(records[0].line_at("A short paragraph.\n".len()), Some(7));
    assert_eq!(records[1].line_at(0), Some(11));
    assert_eq!((records[0].ordinal, records[1].ordinal), (0, 1));
}

#[test]
fn a_passage_ends_where_the_language_changes() {
    let languages = |records: &[PassageRecord]| -> Vec<String> {
        let own = records.iter();
        own.map(|record| record.language.clone()).collect()
    };
    let stated = cut(
        "a.html",
        r#"<html lang="en"><body><main><h1>Mixed</h1><p>A paragraph about ships and ports in the city.</p>
<p>And one more of the ships.</p><p lang="ko">부산항이다.</p>
<p lang="fr">Un paragraphe sur les navires et la mer dans la ville de Paris.</p></main></body></html>"#,
    );
    assert_eq!(languages(&stated), ["en", "ko", "fr"]);
    assert!(stated[0].text.ends_with("And one more of the ships."));
    let shown = cut(
        "a.md",
        "# M\n\nA paragraph about ships and ports in the city.\n\n부산항의 배에 관한 문단이다. 여기에는 한국어가 있다.\n\n\
         Another paragraph about docks and the sea.\n",
    );
    assert_eq!(languages(&shown), ["en", "ko", "en"]);
}

#[test]
fn long_paragraphs_are_split_at_sentences() {
    let records = cut("a.md", &format!("# T\n\n{}\n", sentences(60)));
    assert!(records.len() > 2);
    for record in &records {
        assert!(record.text.starts_with("The sentence"), "{}", record.text);
        assert!(record.text.trim_end().ends_with("at all."));
        assert!(record.text.split_whitespace().count() <= SPLIT_ABOVE_WORDS);
    }
}

#[test]
fn no_passage_is_longer_than_the_bound() {
    for text in [
        "가".repeat(100_000),
        "x".repeat(100_000),
        "a ".repeat(60_000),
        format!("[1] {}", "x".repeat(100_000)),
        " \u{3000}".repeat(40_000) + "x",
        "e\u{301}".repeat(50_000),
    ] {
        for name in ["a.md", "a.txt"] {
            for record in cut(name, &text) {
                assert!(record.text.len() <= MOST_BYTES);
            }
        }
    }
}

#[test]
fn ids_depend_on_the_text_alone_and_differ() {
    let first = cut(
        "a.md",
        "# T\n\n## 1. A\n\nSame words.\n\n## 2. B\n\nSame words.\n\n## 3. C\n\nOther.\n",
    );
    let second = cut("a.txt", "Other.\n");
    let ids: Vec<&str> = first.iter().map(|record| record.id.as_str()).collect();
    assert_eq!(ids[1], format!("{}-2", ids[0]));
    assert_eq!(second[0].id, ids[2]);
    // Decomposed and differently spaced text is the same text.
    assert_eq!(
        cut("a.txt", "북한은  간다\n")[0].id,
        cut(
            "a.txt",
            "\u{1107}\u{116e}\u{11a8}\u{1112}\u{1161}\u{11ab}은 간다\n"
        )[0]
        .id
    );
}

/// A heading without text is still found: the next passage carries it.
#[test]
fn every_heading_before_a_passage_is_carried_once() {
    let records = cut(
        "a.md",
        "# T\n\n## 1. Empty one\n\n## 2. Part\n\n### 2.1 Inner\n\nText of the inner section.\n\n### 2.2 Next\n\nMore text.\n",
    );
    let headings: Vec<&str> = records.iter().map(|r| r.heading.as_str()).collect();
    assert_eq!(headings, ["1 Empty one\n2 Part\n2.1 Inner", "2.2 Next"]);
}

/// Headings that nothing follows are a passage of their own.
#[test]
fn headings_at_the_end_are_found() {
    let records = cut(
        "a.md",
        "# T\n\n## 1. Part\n\nText.\n\n## 2. Gamma\n\n### Axolotl\n",
    );
    let last = &records[records.len() - 1];
    assert_eq!(last.text, "2 Gamma\nAxolotl");
    assert_eq!((last.line_at(0), last.line_at(10)), (Some(7), Some(9)));
}

/// Code in an English report is not Danish because trigrams say so of one paragraph.
#[test]
fn running_text_is_in_the_languages_of_its_document() {
    let english =
        "The leader of the group is supposed to live in the north of the country.\n\n".repeat(30);
    let page = format!(
        "# T\n\n{english}## 2. B\n\nlet den = hvis; for det er ikke noget at gøre med det her i dag.\n"
    );
    let records = cut("a.md", &page);
    assert!(records.iter().all(|record| record.language == "en"));
}

#[test]
fn a_citation_means_the_next_entry_with_its_label() {
    let records = cut(
        "a.md",
        "# T\n\n## 1. A\n\nClaim[^1].\n\n[^1]: First note.\n\n## 2. B\n\nOther claim[^2].\n\n[^2]: Second note.\n",
    );
    let cited = |label: &str| -> Vec<String> {
        let notes = records.iter().filter(|r| r.label.as_deref() == Some(label));
        notes.flat_map(|r| r.cited_by.clone()).collect()
    };
    let citing = |label: &str| -> Vec<String> {
        let passages = records
            .iter()
            .filter(|r| r.cites.iter().any(|c| c == label));
        passages.map(|r| r.id.clone()).collect()
    };
    for label in ["1", "2"] {
        assert_eq!(citing(label).len(), 1, "{records:#?}");
        assert_eq!(cited(label), citing(label));
    }
}

pub(crate) fn record(kind: PassageKind, id: usize, label: Option<&str>) -> PassageRecord {
    PassageRecord {
        id: format!("d#{id}"),
        document: "d".to_owned(),
        document_number: 0,
        ordinal: id as u32,
        kind,
        sections: Vec::new(),
        paragraph: 1,
        label: label.map(str::to_owned),
        page: None,
        language: "en".to_owned(),
        heading: String::new(),
        text: String::new(),
        lines: vec![(0, 1)],
        source: (0, 0),
        cites: Vec::new(),
        cited_by: Vec::new(),
        mentions: Vec::new(),
        citing: Vec::new(),
        entry: None,
        citations: Vec::new(),
        tags: Vec::new(),
        collections: Vec::new(),
        equivalences: Vec::new(),
    }
}

#[test]
fn a_mention_knows_its_sentence_and_its_entries() {
    let records = cut(
        "a.md",
        "# T\n\n## 1. A\n\nA first claim. A second one[2] is here. “세 번째 주장이다.” [1, 2]\n\n## Bibliography\n\n[1] Kim, A Book, 2001.\n\n[2] Ibid., p. 5.\n",
    );
    let shown: Vec<(&str, &[u32])> = records[0]
        .mentions
        .iter()
        .map(|mention| {
            let (start, end) = mention.sentence;
            (
                &records[0].text[start as usize..end as usize],
                mention.entries.as_slice(),
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("A second one[2] is here.", &[2][..]),
            ("“세 번째 주장이다.” [1, 2]", &[1, 2])
        ]
    );
    assert_eq!(
        records[1].citing,
        [0, 2],
        "cited by the text and by the note that repeats it"
    );
    assert_eq!(
        (
            records[2].cites.as_slice(),
            records[2].mentions[0].entries.as_slice()
        ),
        (&["1".to_owned()][..], &[1][..])
    );
}

/// Chapters that count their notes anew: with every passage linked to every note of its label, 20,000 of each would
/// be 400 million links.
#[test]
fn a_note_that_repeats_a_citation_leads_to_it() {
    let records = cut(
        "a.md",
        "# T\n\nOne[1], two[2], three[3], four[4].\n\n## References\n\n\
         [1] 김민관, 『북한의 가상통화』, 서울: 통일부, 2019, 3쪽.\n\
         [2] 위의 책, 12쪽.\n\
         [3] Tudor, D. (2015). North Korea confidential. Tuttle.\n\
         [4] Ibid., p. 62.\n",
    );
    let note = |label: &str| {
        let found = records
            .iter()
            .find(|record| record.label.as_deref() == Some(label));
        found.expect("the note is a passage")
    };
    assert_eq!(note("2").cites, ["1"]);
    assert_eq!(note("4").cites, ["3"]);
    assert!(note("1").cites.is_empty() && note("3").cites.is_empty());
    assert!(note("3").cited_by.contains(&note("4").id));
    assert_eq!(
        note("1").cited_by.len(),
        2,
        "the text and the note behind it"
    );
}

#[test]
fn repeated_labels_link_each_citation_once() {
    let (mut records, mut found) = (Vec::new(), Vec::new());
    let marker = || mentions::Found {
        mention: Mention {
            marker: (0, 0),
            sentence: (0, 0),
            labels: vec!["1".to_owned()],
            entries: Vec::new(),
        },
        target: None,
        repeats: false,
    };
    for at in 0..20_000 {
        records.push(record(PassageKind::Paragraph, 2 * at, None));
        records.push(record(PassageKind::Note, 2 * at + 1, Some("1")));
        found.extend([vec![marker()], Vec::new()]);
    }
    records.push(record(PassageKind::Paragraph, 40_000, None));
    found.push(vec![marker()]);
    mentions::link(&mut records, found, &HashMap::new());
    assert_eq!(records[1].cited_by, ["d#0"]);
    assert_eq!(records[3].cited_by, ["d#2"]);
    // None follows the last citation: it means the last.
    assert_eq!(records[39_999].cited_by, ["d#39998", "d#40000"]);
}

/// One paragraph of a million mapped lines was once scanned as a whole for each of its passages.
#[test]
fn one_huge_block_is_cut_in_linear_time() {
    let time = |lines: usize| {
        let text: String = (0..lines)
            .map(|at| format!("line {at} of &amp; a \\* text without any blank line\n"))
            .collect();
        let reading = seoji_document::read(&Source {
            path: Path::new("a.md"),
            bytes: text.as_bytes(),
        });
        let begun = ThreadTime::now();
        let lines = Lines::new(&reading.text);
        let drafts = drafts(&reading.document, None, &lines);
        assert!(!drafts.is_empty());
        begun.elapsed()
    };
    let (small, large) = (time(4_000), time(64_000));
    // Sixteen times the text; the square would be 256 times.
    assert!(
        large < small * 32 + Duration::from_millis(200),
        "{small:?} {large:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn passages_of_any_text_hold_together(
        text in "([#=\\-*|\\[\\]:0-9 ]{0,3}[a-z가-힣北.\\[\\]^\u{301}]{0,12}[ \t\n]{1,2}){0,60}",
    ) {
        for name in ["a.md", "a.txt"] {
            let records = cut(name, &text);
            let ids: HashSet<&str> = records.iter().map(|record| record.id.as_str()).collect();
            prop_assert_eq!(ids.len(), records.len());
            let lines = text.matches('\n').count() as u32 + 1;
            for (at, record) in records.iter().enumerate() {
                prop_assert_eq!(record.ordinal as usize, at);
                prop_assert!(!record.text.trim().is_empty());
                prop_assert_eq!(record.lines[0].0, 0);
                for pair in record.lines.windows(2) {
                    prop_assert!(pair[0].0 < pair[1].0);
                }
                for &(byte, line) in &record.lines {
                    prop_assert!(byte as usize <= record.text.len() && (1..=lines).contains(&line));
                }
                prop_assert!(record.source.0 <= record.source.1 && record.source.1 <= text.len() as u64);
                for mention in &record.mentions {
                    let (start, end) = mention.sentence;
                    prop_assert!(record.text.get(start as usize..end as usize).is_some());
                    prop_assert!(start <= mention.marker.0 && mention.marker.1 <= end);
                }
                for id in &record.cited_by {
                    prop_assert!(ids.contains(id.as_str()));
                }
            }
            // The same text gives the same passages.
            prop_assert_eq!(cut(name, &text), records);
        }
    }
}
