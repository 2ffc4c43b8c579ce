//! The lines under a title: who wrote the document, and when.

use std::path::Path;

use seoji_document::{Document, Source, read};

/// What a document says of itself under its title.
fn document(lines: &str) -> Document {
    let text = format!(
        "# Markets of Hyesan\n\n{lines}\n\n## 1. Introduction\n\nThe market opened in 1998.\n"
    );
    let source = Source {
        path: Path::new("a.md"),
        bytes: text.as_bytes(),
    };
    read(&source).document
}

#[test]
fn who_wrote_it_is_read_in_the_forms_that_people_write() {
    for (line, expected) in [
        ("Nicolas Levi", "Nicolas Levi"),
        ("Nicolas Levi Ph.D.", "Nicolas Levi"),
        ("by Jane Doe and Kim Chol-su", "Jane Doe + Kim Chol-su"),
        (
            "By J. Scott Gale and Homer B. Hulbert.",
            "J. Scott Gale + Homer B. Hulbert",
        ),
        ("Min Hong (Dongguk University)", "Min Hong"),
        ("By Min Hong, Dongguk University", "Min Hong"),
        ("von Katrin Vogelsang", "Katrin Vogelsang"),
        (
            "Von Katrin Vogelsang (Universität Leipzig)",
            "Katrin Vogelsang",
        ),
        ("dr Joanna Rurarz", "Joanna Rurarz"),
        ("Prof. Dr. Rüdiger Frank", "Rüdiger Frank"),
        ("Kim, Jong-su; Lee, Min-ho", "Kim, Jong-su + Lee, Min-ho"),
        ("김성보(연세대학교)", "김성보"),
        ("정영권 (한국현대사학회 연구위원)", "정영권"),
        ("김성보 지음", "김성보"),
        ("김성보 / 연세대학교 교수", "김성보"),
        ("김성보 기자", "김성보"),
        ("홍길동 · 이순신", "홍길동 + 이순신"),
        ("김 성 보", "김성보"),
        ("金成甫", "金成甫"),
        ("홍민", "홍민"),
        ("남궁 억 지음", "남궁 억"),
        // No names.
        ("머리말", ""),
        ("초록", ""),
        ("United Nations S/2023/171", ""),
        ("North Korean Studies", ""),
        ("The market of Hyesan opened in 1998.", ""),
        ("Rice (Oryza sativa) is grown there", ""),
        ("Dongguk University", ""),
        ("연세대학교 교수", ""),
    ] {
        assert_eq!(document(line).authors.join(" + "), expected, "{line}");
    }
}

#[test]
fn a_line_that_is_a_date_is_the_date() {
    for (line, expected) in [
        ("2019. 5. 23.", Some("2019-05-23")),
        ("2019-05-23", Some("2019-05-23")),
        ("2019년 5월 23일", Some("2019-05-23")),
        ("2019년 5월", Some("2019-05")),
        ("발행일: 2019년 5월 23일", Some("2019-05-23")),
        ("23 May 2019", Some("2019-05-23")),
        ("May 23rd, 2019", Some("2019-05-23")),
        ("Published: May 2019", Some("2019-05")),
        ("2019", Some("2019")),
        ("Gdynia, May 2021", Some("2021-05")),
        ("서울, 2019년 5월", Some("2019-05")),
        ("무용사연구 제38집 (2019. 12), 101~132쪽", Some("2019-12")),
        ("Korean Studies, vol. 12 (2010), 1–20", Some("2010")),
        ("The war (1950) was long", None),
        ("Kim Chol (1950)", None),
        ("38", None),
        ("2019. 13. 1.", None),
        ("Seoul 2019", None),
        ("It opened on 23 May 2019", None),
    ] {
        assert_eq!(document(line).date.as_deref(), expected, "{line}");
    }
}

#[test]
fn names_and_a_date_stand_on_lines_of_their_own() {
    for lines in [
        "Min Hong\nDongguk University\n23 May 2019",
        "Min Hong\n\n23 May 2019",
        "Min Hong (Dongguk University)\n\nDate: 2019-05-23",
    ] {
        let found = document(lines);
        assert_eq!(found.authors, ["Min Hong"], "{lines}");
        assert_eq!(found.date.as_deref(), Some("2019-05-23"), "{lines}");
    }
    let text = document("Min Hong\nopened the market.");
    assert!(text.authors.is_empty() && text.date.is_none());
}
