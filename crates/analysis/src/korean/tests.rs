//! The golden table and the properties of the analysis of Korean.

use std::sync::OnceLock;

use proptest::prelude::*;

use super::{Dictionary, Eojeol, Korean, Morpheme, Role};

const GOLDEN: &str = include_str!("golden.md");

fn korean() -> &'static Korean {
    static KOREAN: OnceLock<Korean> = OnceLock::new();
    KOREAN.get_or_init(|| Korean::new(Dictionary::embedded()))
}

/// `연구소/NNG{연구 소} 에서/JKB-`: surface or `surface→term`, part of speech, `-` for function, parts, reading.
fn written(text: &str, morphemes: &[Morpheme]) -> String {
    let morpheme = |m: &Morpheme| {
        let surface = &text[m.span.start as usize..m.span.end as usize];
        let mut out = surface.to_owned();
        if *m.term != *surface {
            out += &format!("→{}", m.term);
        }
        out += &format!("/{}", m.tag.name());
        if m.role == Role::Function {
            out.push('-');
        }
        if !m.parts.is_empty() {
            let parts: Vec<&str> = m.parts.iter().map(|part| &*part.term).collect();
            out += &format!("{{{}}}", parts.join(" "));
        }
        if let Some(reading) = &m.reading {
            out += &format!("({reading})");
        }
        out
    };
    morphemes.iter().map(morpheme).collect::<Vec<_>>().join(" ")
}

fn line(text: &str, eojeol: &Eojeol) -> String {
    let word = &text[eojeol.content_span()];
    format!("| {text} | {} | {word} |", written(text, &eojeol.morphemes))
}

#[test]
fn golden_table() {
    let mut wrong = Vec::new();
    let mut rows = 0;
    let mut attached = false;
    for row in GOLDEN.lines() {
        if row.starts_with("## ") {
            attached = row.contains("attached");
        }
        let Some(text) = row
            .strip_prefix("| ")
            .and_then(|rest| rest.split(" |").next())
        else {
            continue;
        };
        if text == "eojeol" {
            continue;
        }
        rows += 1;
        let korean = korean();
        let eojeol = if attached {
            korean.attached(text)
        } else {
            korean.eojeol(text)
        };
        let now = line(text, &eojeol);
        if now != row {
            wrong.push(format!("table {row}\nnow   {now}"));
        }
    }
    assert!(rows > 60, "the table is read");
    assert!(
        wrong.is_empty(),
        "golden.md differs in {} rows:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn inflections_of_a_verb_meet_in_its_stem() {
    let families: [(&str, &[&str]); 7] = [
        ("돕", &["도와", "돕는", "도왔다", "돕고"]),
        ("고맙", &["고마운", "고맙다", "고마워", "고마웠다"]),
        ("아름답", &["아름다운", "아름답다", "아름다워"]),
        ("하", &["했다", "하였다", "한다", "하고"]),
        ("있", &["있다", "있는", "있었다", "있습니다"]),
        ("열리", &["열린다", "열렸다", "열리는"]),
        ("부르", &["불렀다", "부르는", "불러"]),
    ];
    for (stem, forms) in families {
        for form in forms {
            let eojeol = korean().eojeol(form);
            let terms: Vec<&str> = eojeol.content().map(|m| &*m.term).collect();
            assert!(terms.contains(&stem), "{form} gives {terms:?}, not {stem}");
        }
    }
}

#[test]
fn a_sentence_is_read_like_mecab_ko_reads_it() {
    let text = "김정은 국무위원장이 말했다.";
    assert_eq!(
        written(text, &korean().sentence(text)),
        "김정은/NNP 국무/NNG 위원장/NNG{위원 장} 이/JKS- 말/NNG 했→하/XSV- 다/EF- ./SF-"
    );
}

#[test]
fn a_megabyte_in_one_line_is_linear_and_whole() {
    let long = ["이다"].map(|unit| (unit, 1_000_000));
    let units = [
        "가",
        "ㅋ",
        "\u{1100}",
        "힣뷁",
        "a",
        "9",
        "\u{0301}",
        "漢",
        "\u{10ffff}",
        "한 ",
    ];
    for (unit, bytes) in long.into_iter().chain(units.map(|unit| (unit, 60_000))) {
        let text = unit.repeat(bytes / unit.len());
        let eojeol = korean().eojeol(&text);
        check(&text, &eojeol.morphemes);
        assert!(!korean().sentence(&text).is_empty());
    }
}

#[test]
fn threads_agree() {
    let words = ["북한은", "연구소에서", "도와", "뷁", "이다", "하지만"];
    let alone: Vec<Eojeol> = words
        .iter()
        .map(|word| korean().eojeol_uncached(word))
        .collect();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..1000 {
                    for (word, alone) in words.iter().zip(&alone) {
                        assert_eq!(*korean().eojeol(word), *alone);
                    }
                }
            });
        }
    });
}

#[test]
fn words_of_one_left_id_agree_in_their_space_penalty() {
    let dictionary = Dictionary::embedded();
    let entries = dictionary
        .lindera()
        .prefix_dictionary
        .vals_data
        .as_chunks::<10>()
        .0;
    assert!(entries.len() > 800_000);
    for entry in entries {
        let id = u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]);
        let left = u16::from_le_bytes([entry[6], entry[7]]);
        let penalty = |class: seoji_ko_dic::WordClass| super::lattice::space_penalty(class.tag());
        assert_eq!(
            penalty(dictionary.class(id)),
            penalty(dictionary.left_class(left)),
            "{id}"
        );
    }
}

/// Spans lie on char boundaries, never go back and join to the text (white space aside); terms are not empty.
fn check(text: &str, morphemes: &[Morpheme]) {
    let mut end = 0;
    for morpheme in morphemes {
        let (from, to) = (morpheme.span.start as usize, morpheme.span.end as usize);
        assert!(
            end <= from && from < to && to <= text.len(),
            "{:?} of {text:?}",
            morpheme.span
        );
        assert!(text.is_char_boundary(from) && text.is_char_boundary(to));
        assert!(
            text[end..from].chars().all(is_space),
            "{:?} left out",
            &text[end..from]
        );
        assert!(!morpheme.term.is_empty());
        for part in &morpheme.parts {
            let (from, to) = (part.span.start as usize, part.span.end as usize);
            assert!(morpheme.span.start <= part.span.start && part.span.end <= morpheme.span.end);
            assert!(from < to && text.is_char_boundary(from) && text.is_char_boundary(to));
            assert!(!part.term.is_empty());
        }
        end = to;
    }
    assert!(
        text[end..].chars().all(is_space),
        "{:?} left out",
        &text[end..]
    );
}

/// The dictionary's class SPACE, which belongs to no word.
fn is_space(char: char) -> bool {
    matches!(char, '\u{9}'..='\u{b}' | '\r' | ' ')
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[가-힣]{1,12}",
        "[가각은는이가를의에서다요하했습니다북한조선연구소]{1,16}",
        "[ㄱ-ㆎ가-힣a-zA-Z0-9一-龥\u{1100}-\u{11ff}\u{300}-\u{36f}]{0,20}",
        any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn pieces_join_to_the_text(text in any_text()) {
        check(&text, &korean().eojeol(&text).morphemes);
        check(&text, &korean().attached(&text).morphemes);
        check(&text, &korean().sentence(&text));
    }

    #[test]
    fn the_cache_changes_nothing(text in any_text()) {
        let fresh = korean().eojeol_uncached(&text);
        prop_assert_eq!(&*korean().eojeol(&text), &fresh);
        prop_assert_eq!(&*korean().eojeol(&text), &fresh);
        prop_assert_eq!(&*Korean::new(Dictionary::embedded()).eojeol(&text), &fresh);
    }

    #[test]
    fn an_eojeol_never_gives_nothing(text in any_text()) {
        let eojeol = korean().eojeol(&text);
        prop_assert_eq!(eojeol.content().count() == 0, text.is_empty());
        let span = eojeol.content_span();
        prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
        prop_assert_eq!(span.is_empty(), text.is_empty());
    }
}
