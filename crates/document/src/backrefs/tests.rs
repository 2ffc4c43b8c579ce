//! Which note a note repeats.

use std::path::Path;

use crate::{Reading, Source, read};

/// Notes as a file would have them, `[^1]: …` each.
fn notes(texts: &[&str]) -> Reading {
    let mut page = String::from("# Title\n\nText");
    for number in 1..=texts.len() {
        page.push_str(&format!(" word[^{number}]"));
    }
    page.push_str(".\n\n");
    for (at, text) in texts.iter().enumerate() {
        page.push_str(&format!("[^{}]: {text}\n", at + 1));
    }
    read(&Source {
        path: Path::new("a.md"),
        bytes: page.as_bytes(),
    })
}

/// `note→note` for each back reference, `~` for one that repeats a citation.
fn links(texts: &[&str]) -> Vec<String> {
    let document = notes(texts).document;
    let label = |at: usize| document.blocks[at].label.clone().unwrap_or_default();
    let mut found = Vec::new();
    for (at, block) in document.blocks.iter().enumerate() {
        for reference in &block.back_references {
            let sign = if reference.repeats { "~" } else { "→" };
            found.push(format!("{}{sign}{}", label(at), label(reference.target)));
        }
    }
    found
}

#[test]
fn a_note_repeats_the_one_before() {
    assert_eq!(
        links(&[
            "Tudor, D., & Pearson, J. (2015). North Korea Confidential. Tuttle, p. 62.",
            "Ibid., p. 70.",
            "이유지, 「북한 해킹그룹」, 『바이라인』, 2019, 3쪽.",
            "위의 글, 5쪽.",
            "같은 글.",
        ]),
        ["2~1", "4~3", "5~4"]
    );
}

#[test]
fn a_name_says_which_earlier_note() {
    assert_eq!(
        links(&[
            "Daniel Tudor, North Korea Confidential (Tuttle, 2015), 62.",
            "김민관, 『북한의 가상통화』, 산업은행, 2018, 10쪽.",
            "Tudor, op. cit., p. 63.",
            "김민관, 앞의 책, 12쪽.",
            "Tudor, dz. cyt., s. 9.",
        ]),
        ["3~1", "4~2", "5~1"]
    );
}

#[test]
fn a_number_says_which_note() {
    assert_eq!(
        links(&[
            "A book, 2001.",
            "See note 1.",
            "각주 2 참조.",
            "On the note 1 of the scale, see Smith.",
            "supra n. 3"
        ]),
        ["2→1", "3→2", "5→3"]
    );
}

#[test]
fn a_book_is_no_article() {
    assert_eq!(
        links(&[
            "한재덕, 『제국의 강』, 한강출판사, 1983; 문성보, 『강의 기원』, 한강출판사, 2000.",
            "문성보, 「강의 다리」, 『강과 비평』 40, 1996, 12쪽.",
            "문성보, 앞의 책, 130쪽.",
            "문성보, 앞의 글, 13쪽.",
            "한재덕, 앞의 글, 9쪽.",
        ]),
        ["3~1", "4~2", "5~1"]
    );
}

#[test]
fn a_short_form_names_the_note_that_has_the_whole() {
    assert_eq!(
        links(&[
            "Moritz Wald: Die Flüsse und Nordkorea, Aachen: Fluss 1996, S. 55.",
            "Wald: Flüsse (wie Anm. 1), S. 40.",
            "Wald, supra note 1, at 5.",
            "Zum Ganzen siehe Anm. 1.",
        ]),
        ["2~1", "3~1", "4→1"]
    );
}

#[test]
fn words_of_a_sentence_point_nowhere() {
    let none: Vec<String> = Vec::new();
    assert_eq!(
        links(&[
            "A, 2001.",
            "앞의 글에서 말한 바와 같다.",
            "They say the same book is id. est nothing in it."
        ]),
        none
    );
    assert_eq!(
        links(&["Kim, Book A, 2001, p. 3; ibid., p. 5."]),
        none,
        "the same note"
    );
    assert_eq!(links(&["Ibid., p. 70."]), none, "nothing before");
}

#[test]
fn a_name_that_no_earlier_note_has_means_none() {
    for (texts, expected) in [
        (
            vec![
                "「경제」, 『로동신문』, 2019.1.1.",
                "위의 글.",
                "김흥광, 앞의 책, 33쪽.",
            ],
            vec!["2~1"],
        ),
        (
            vec![
                "김흥광, 『북한』, 서울, 2010, 3쪽.",
                "「경제」, 『로동신문』, 2019.",
                "김흥광, 앞의 책, 33쪽.",
            ],
            vec!["3~1"],
        ),
        (
            vec![
                "Kim Heung, Book A, Seoul, 2001.",
                "Kim Chol, Book B, Seoul, 2002.",
                "Kim Heung, op. cit., p. 3.",
            ],
            vec!["3~1"],
        ),
        (
            vec![
                "Tudor, D., North Korea, Tuttle, 2015.",
                "See Daniel Tudor, op. cit., p. 3.",
            ],
            vec!["2~1"],
        ),
        (
            vec![
                "Tudor, D., North Korea, Tuttle, 2015.",
                "Smith, op. cit., p. 3.",
            ],
            vec![],
        ),
    ] {
        assert_eq!(links(&texts), expected, "{texts:?}");
    }
    let warned = notes(&[
        "Tudor, D., North Korea, Tuttle, 2015.",
        "Smith, op. cit., p. 3.",
    ]);
    let messages: Vec<&str> = warned
        .warnings
        .iter()
        .map(|warning| warning.message.as_str())
        .collect();
    assert_eq!(
        messages,
        ["no note before has what these repeat: op. cit. (in 2)"]
    );
}
