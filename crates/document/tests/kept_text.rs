//! What a writer wrote is kept: numbers of lists and paragraphs, dates at the head of a line.

use std::path::Path;

use seoji_document::{BlockKind, Reading, Source, read};

fn read_as(name: &str, text: &str) -> Reading {
    read(&Source {
        path: Path::new(name),
        bytes: text.as_bytes(),
    })
}

/// A block a line: kind, label, text.
fn blocks(name: &str, text: &str) -> String {
    let reading = read_as(name, text);
    let lines = reading.document.blocks.iter().map(|block| {
        let label = block.label.as_deref().unwrap_or("-");
        format!(
            "{:?} {label} | {}",
            block.kind,
            block.text.replace('\n', " / ")
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_list_keeps_its_numbers() {
    for (name, text) in [
        ("a.md", "# T\n\n1. Rice.\n2. Maize.\n"),
        ("a.md", "# T\n\n1. Rice.\n\n2. Maize.\n"),
        ("a.txt", "Title\n\n1. Rice.\n2. Maize.\n"),
        ("a.html", "<h1>T</h1><ol><li>Rice.</li><li>Maize.</li></ol>"),
        (
            "a.tex",
            "\\documentclass{article}\\begin{document}\\begin{enumerate}\\item Rice.\\item Maize.\\end{enumerate}\\end{document}",
        ),
    ] {
        let found = blocks(name, text);
        let list = found.lines().find(|line| line.starts_with("List"));
        assert_eq!(list, Some("List - | 1. Rice. / 2. Maize."), "{name}");
    }
    assert_eq!(
        blocks("a.md", "# T\n\n3) *Rice*.\n4) [Maize](http://a.org).\n"),
        "List - | 3) Rice. / 4) Maize."
    );
    // In a bibliography the number is the label.
    assert_eq!(
        blocks(
            "a.md",
            "# T\n\nA.[1]\n\n## References\n\n1. Kim, A. 2001. Rice. Seoul.\n2. Lee, B. 2002. Maize. Seoul.\n"
        ),
        "Paragraph - | A.[1]\nEntry 1 | Kim, A. 2001. Rice. Seoul.\nEntry 2 | Lee, B. 2002. Maize. Seoul."
    );
}

#[test]
fn a_date_at_the_head_of_a_line_is_no_number_of_a_list() {
    for (text, expected) in [
        (
            "- 1945. 8. 15. Liberation.\n- 1968. 1. 23. *Pueblo* seized.\n* 1994. Kim Il Sung dies.\n",
            "List - | 1945. 8. 15. Liberation. / 1968. 1. 23. Pueblo seized.\nList - | 1994. Kim Il Sung dies.",
        ),
        (
            "1998. Kim Dae-jung is inaugurated.\n1999. The first battle of Yeonpyeong.\n",
            "List - | 1998. Kim Dae-jung is inaugurated. / 1999. The first battle of Yeonpyeong.",
        ),
        (
            "12. Dezember 1955. Die Gruppe trifft ein.",
            "List - | 12. Dezember 1955. Die Gruppe trifft ein.",
        ),
        (
            "1. 15 August: Liberation.\n2. 9 September: Foundation.",
            "List - | 1. 15 August: Liberation. / 2. 9 September: Foundation.",
        ),
        // Nothing behind the number, or something that is no text.
        (
            "1945.\n\nLiberation.",
            "Paragraph - | 1945.\nParagraph - | Liberation.",
        ),
        ("1.     code\n", "List - | 1.\nPreformatted - | code"),
    ] {
        assert_eq!(
            blocks("a.md", &format!("# T\n\n{text}")),
            expected,
            "{text}"
        );
    }
    // Works by year in a bibliography.
    let works = blocks(
        "a.md",
        "# T\n\n## References\n\n1998. Kim, A. Rice. Seoul.\n1999. Lee, B. Maize. Seoul.\n",
    );
    assert!(
        works.contains("| 1998. Kim") && works.contains("| 1999. Lee"),
        "{works}"
    );
}

const PANEL: &str =
    "The Panel observed the tanker at Nampo and continues its investigation of its owners.";

#[test]
fn paragraphs_that_a_report_counts_through_have_their_numbers() {
    for name in ["a.md", "a.txt"] {
        let report = format!(
            "# Final report\n\n## Maritime\n\n34. {PANEL}\n\n35. {PANEL}\n\nTable 1 shows it.\n\n36. {PANEL}\n\n## Finance\n\n37. {PANEL}\n"
        );
        assert_eq!(
            blocks(name, &report),
            format!(
                "Paragraph 34 | 34. {PANEL}\nParagraph 35 | 35. {PANEL}\nParagraph - | Table 1 shows it.\n\
                 Paragraph 36 | 36. {PANEL}\nParagraph 37 | 37. {PANEL}"
            ),
            "{name}"
        );
    }
    // Numbers that Markdown would read as a list are escaped by converters.
    let escaped =
        format!("# R\n\n## A\n\n34\\. {PANEL}\n\n35\\. {PANEL}\n\n## B\n\n36\\. {PANEL}\n");
    assert_eq!(
        blocks("a.md", &escaped),
        format!(
            "Paragraph 34 | 34. {PANEL}\nParagraph 35 | 35. {PANEL}\nParagraph 36 | 36. {PANEL}"
        )
    );
    // The items of a list may be long, but are few.
    let long = format!("{PANEL} {PANEL} {PANEL} {PANEL}");
    let list = |count: u32| {
        let items: Vec<String> = (1..=count)
            .map(|number| format!("{number}. {long}\n"))
            .collect();
        blocks("a.md", &format!("# R\n\n## A\n\n{}", items.concat()))
    };
    assert!(list(4).starts_with("List - | 1. The"));
    assert_eq!(
        list(12)
            .lines()
            .filter(|line| line.starts_with("Paragraph 1"))
            .count(),
        4
    );
    // Lists that each begin anew, and short ones, are lists.
    let lists =
        format!("# R\n\n## A\n\n1. {PANEL}\n2. {PANEL}\n\n## B\n\n1. {PANEL}\n2. {PANEL}\n");
    assert!(
        blocks("a.md", &lists)
            .lines()
            .all(|line| line.starts_with("List - | 1. The"))
    );
    let short = "# R\n\n## A\n\n1. Rice.\n2. Maize.\n\n## B\n\n3. Millet.\n4. Beans.\n";
    assert_eq!(
        blocks("a.md", short),
        "List - | 1. Rice. / 2. Maize.\nList - | 3. Millet. / 4. Beans."
    );
}

/// The notes of a text with what calls them: `1←Paragraph`.
fn linked(name: &str, text: &str) -> Vec<String> {
    let reading = read_as(name, text);
    let blocks = &reading.document.blocks;
    let notes = blocks.iter().filter(|block| block.kind == BlockKind::Note);
    let called = |label: &str| {
        let mut markers = blocks.iter().flat_map(|block| &block.markers);
        markers.any(|marker| marker.labels.iter().any(|own| own == label))
    };
    notes
        .map(|note| {
            let label = note.label.as_deref().unwrap_or("-");
            format!(
                "{label}{} {}",
                if called(label) { "←" } else { "" },
                note.text
            )
        })
        .collect()
}

#[test]
fn notes_without_a_heading_are_notes_where_the_text_calls_them() {
    let expected = ["1← Lankov, *Crisis*, p. 53.", "2← Kim, *Origins*, p. 21."];
    let expected = expected.map(|note| note.replace('*', ""));
    for (call, close, definition) in [
        ("<sup>", "</sup>", "<sup>N</sup> "),
        ("<sup>", "</sup>", "N. "),
        ("<sup>", "</sup>", "N) "),
        ("<sup>", "</sup>", "N\\. "),
        ("<sup>", "</sup>", "N "),
        ("<sup>", "</sup>", "- <sup>N</sup> "),
        ("<sup>[", "]</sup>", "\\[N\\] "),
        ("<sup>", ")</sup>", "<sup>N)</sup> "),
        ("<sup>", ")</sup>", "N) "),
        ("\\[", "\\]", "\\[N\\] "),
        ("[", "]", "N. "),
        ("", ")", "N) "),
        ("", ")", "N\\) "),
        ("$^{", "}$", "$^{N}$ "),
        ("$^", "$", "N. "),
        ("^", "^", "N. "),
        ("^", "^", "^N^ "),
        ("<sup><a href=\"#fn1\">", "</a></sup>", "N. "),
    ] {
        for (head, gap) in [
            ("---\n\n", "\n\n"),
            ("---\n\n", "\n"),
            ("## Notes\n\n", "\n\n"),
            ("## 각주\n\n", "\n"),
        ] {
            // Lines that begin with a raised number each are one paragraph of several notes.
            let note = |number: &str, text: &str| definition.replace('N', number) + text;
            let text = format!(
                "# T\n\n## Introduction\n\nThe speed was great{call}1{close}. Others said so.{call}2{close} It was.\n\n\
                 ## Conclusion\n\nThat is all.\n\n{head}{}{gap}{}\n",
                note("1", "Lankov, *Crisis*, p. 53."),
                note("2", "Kim, *Origins*, p. 21."),
            );
            assert_eq!(linked("a.md", &text), expected, "{text}");
        }
    }
}

#[test]
fn notes_at_the_foot_of_a_page_stand_between_paragraphs() {
    let text = "# T\n\n## A\n\nRice.<sup>1</sup> Maize.<sup>2</sup>\n\n<sup>1</sup> Lankov, p. 81.\n\n\
                <sup>2</sup> Interview.\n\n## B\n\nBeans.<sup>3</sup> More.\n\n<sup>3</sup> Daily.\n\nThe end.\n";
    assert_eq!(
        linked("a.md", text),
        ["1← Lankov, p. 81.", "2← Interview.", "3← Daily."]
    );
    let text = "# T\n\n## A\n\nRice.<sup>1</sup> Maize.<sup>2</sup>\n\n1. Lankov, p. 81.\n2. Interview.\n\n## B\n\nBeans.\n";
    assert_eq!(linked("a.md", text), ["1← Lankov, p. 81.", "2← Interview."]);
}

#[test]
fn what_no_text_calls_is_no_note() {
    for text in [
        "# T\n\nTwo steps.\n\n---\n\n1. Wash the rice.\n2. Boil it.\n",
        "# T\n\nIt weighs 10³ tons and 5 km² of land.\n\n---\n\n2. Wash the rice.\n3. Boil it.\n",
        "# T\n\nRice.[^1] Maize.[^2]\n\n1. Wash it.\n2. Boil it.\n\n[^1]: Lankov.\n\n[^2]: Kim.\n",
        "# T\n\nRice.[1] Maize.[2]\n\n1. Wash it.\n2. Boil it.\n\nText.\n\n## Notes\n\n[1] Lankov.\n\n[2] Kim.\n",
        "# T\n\nCalled in 1950) and 1951).\n\n---\n\n1950 War.\n1951 War.\n",
    ] {
        let found = linked("a.md", text);
        let steps = found
            .iter()
            .filter(|note| note.contains("Wash") || note.contains("War"));
        assert_eq!(steps.count(), 0, "{found:?}");
    }
}

#[test]
fn elements_of_a_reference_that_touch_are_words_of_their_own() {
    let article = "<article><body><p>A.</p></body><back><ref-list><ref id=\"b1\"><label>1</label><mixed-citation>\
        <name><surname>First</surname><given-names>MB</given-names></name>, \
        <name><surname>Young</surname><given-names>S</given-names></name> (<year>1997</year>) \
        <source>User\u{2019}s <italic>g</italic>uide</source><volume>3</volume>:<fpage>4</fpage><lpage>9</lpage>.\
        </mixed-citation></ref></ref-list></back></article>";
    assert_eq!(
        blocks("a.xml", article),
        "Paragraph - | A.\nEntry 1 | First MB, Young S (1997) User\u{2019}s guide 3:4–9."
    );
}

#[test]
fn a_given_name_that_a_line_cuts_keeps_its_hyphen() {
    for (text, expected) in [
        (
            "Then Kim Jong-\nun visited it.",
            "Then Kim Jong-un visited it.",
        ),
        (
            "Then Kim Jong-\n\nun visited it.",
            "Then Kim Jong-un visited it.",
        ),
        (
            "The trader Ri Chol-\nsu left.",
            "The trader Ri Chol-su left.",
        ),
        (
            "The trader Chol-\nsu Kim left.",
            "The trader Chol-su Kim left.",
        ),
        // Words, and a name that the text writes together elsewhere.
        (
            "The Japan-\nese left. The Park man-\nager too.",
            "The Japanese left. The Park manager too.",
        ),
        (
            "Kim Jongun spoke. Kim Jong-\nun left.",
            "Kim Jongun spoke. Kim Jongun left.",
        ),
    ] {
        let found = blocks("a.md", &format!("# T\n\n{text}\n"));
        let found = found.replace("\nParagraph - | ", " / ");
        assert_eq!(found, format!("Paragraph - | {expected}"), "{text}");
    }
}

#[test]
fn heads_of_pages_with_their_numbers_are_no_text() {
    let page = |number: &str, text: &str| format!("{number}\n\n{text}\n\n");
    let text = page(
        "THE KOREA REVIEW                417",
        "The chief products are rice, beans and ginseng.",
    ) + &page(
        "418                THE KOREA REVIEW",
        "Min Young Whan opposed him in the council of that year.",
    ) + &page(
        "                        419",
        "The people of Songdo live by the red ginseng.",
    ) + &page(
        "THE KOREA REVIEW                420",
        "In Fusan the harbour dues were low.",
    );
    let reading = read_as("a.txt", &text);
    let shown = blocks("a.txt", &text);
    assert!(
        !shown.contains("REVIEW") && !shown.contains("419"),
        "{shown}"
    );
    assert!(reading.document.sections.is_empty() && reading.document.title.is_none());
    let pages: Vec<_> = reading
        .document
        .blocks
        .iter()
        .map(|block| block.page)
        .collect();
    assert_eq!(pages, [Some(417), Some(418), Some(419), Some(420)]);
    // Sections and years are no pages.
    let lectures =
        "Lecture Notes 10\n\nRice.\n\nLecture Notes 20\n\nMaize.\n\nLecture Notes 30\n\nBeans.\n";
    let reading = read_as("a.txt", lectures);
    let document = &reading.document;
    let kept = document.sections.len() + usize::from(document.title.is_some());
    let kept = kept + blocks("a.txt", lectures).matches("Lecture Notes").count();
    assert!(kept >= 3, "{document:?}");
}

#[test]
fn what_a_page_has_between_the_halves_of_a_word_is_no_text() {
    let text = "# The Korean Market\n\n## 1. Introduction\n\n\
        The market of Hyesan was moved to the river bank by order of the city com-\n\n12\n\nTHE KOREAN MARKET\n\n\
        mittee in 2003. Traders paid a stall fee to the manager of the mar-\n\n\
        *Journal of Korean Studies 14 (2016)*\n\n13\n\nket every month.\n\nPage 14 of 30\n";
    assert_eq!(
        blocks("a.md", text),
        "Paragraph - | The market of Hyesan was moved to the river bank by order of the city committee in 2003. \
         Traders paid a stall fee to the manager of the market every month."
    );
}

#[test]
fn a_note_may_repeat_what_it_cites_itself() {
    let text = "# T\n\nThe scriptures.[^8] Others.[^9]\n\n\
        [^8]: O Chi-yŏng, *Tonghaksa* (Keijō: Yŏngch'ang Sŏgwan, 1940), 57. Ibid., 60, gives another date.\n\n\
        [^9]: Ibid., 61.\n";
    let reading = read_as("a.md", text);
    assert!(reading.warnings.is_empty(), "{:?}", reading.warnings);
    let notes: Vec<usize> = reading
        .document
        .blocks
        .iter()
        .map(|block| block.back_references.len())
        .collect();
    assert_eq!(notes, [0, 0, 1]);
    let places = "# 글\n\n강조되었다(김성보 2000, 21).\n\n자료: 『조선중앙년감』(평양: 조선중앙통신사, 1959), 190쪽.\n\n\
        ## 참고문헌\n\n김성보. 2000. 『남북한 경제구조의 기원과 전개』. 서울: 역사비평사.\n";
    let reading = read_as("a.md", places);
    assert!(reading.warnings.is_empty(), "{:?}", reading.warnings);
}
