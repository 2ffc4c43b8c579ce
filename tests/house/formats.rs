//! The same report in other formats answers as it does in Markdown.
//!
//! Reads `corpora/formats/from-seed` of the folder with real data (`DATA`, `SEOJI_SHARED`, else `../shared` beside the
//! repository), and is skipped visibly where that is absent.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use seoji_query::{Index, Search};
use seoji_tests::{Workplace, repository};

/// The report in the formats that hold all of it.
const FORMATS: [&str; 10] = [
    "seed.html",
    "seed.jats.xml",
    "seed.tei.xml",
    "seed.docx",
    "seed.odt",
    "seed.epub",
    "seed.tex",
    "seed_lo.pdf",
    "seed_ty.pdf",
    "seed_wp.pdf",
];
/// The converter wrote `…` for `...`, by which half a note in English and half in Korean changes its language.
const OTHER_TEXT: [&str; 1] = ["lang:ko 북한"];
/// Queries that a format answers otherwise, because the converter set the author's name, which Markdown has in its front
/// matter, as a line of the text.
const WITH_AUTHOR_LINE: (&[&str], &[&str]) = (
    &["seed.docx", "seed.odt", "seed_lo.pdf", "seed_wp.pdf"],
    &["Nicolas Levi"],
);
/// A PDF has no tables and paragraphs, only words at places: what stands in a table may be found beside its caption, as
/// text, or in another cell, and a paragraph may end elsewhere.
const CUT_OTHERWISE: [&str; 19] = [
    "HIDDEN COBRA",
    "\"HIDDEN COBRA\"",
    "라자루스",
    "라자루스는",
    "라자루스 그룹",
    "Zinc",
    "\"Lazarus group\" -Sony",
    "26,100",
    "Koryolink Bluenoroff",
    "블루노로프",
    "비트코인",
    "Specialization Bluenoroff",
    "registered IP addresses 2800",
    "universities",
    "\"Kim Chaek University of Technology\"",
    "South East Asia",
    "붉은별",
    "Bulgeunbyeol",
    "thebchain.co.kr",
];
/// Of these PDFs the title is no title to the file, or stands on a page of its own as text.
const UNTITLED: (&[&str], &[&str]) = (
    &["seed_ty.pdf", "seed_wp.pdf"],
    &[
        "Nicolas Levi",
        "crypto-currencies",
        "블록체인",
        "What is a blockchain?",
    ],
);

/// Whether a format is known to answer a query otherwise, for one of the reasons above.
fn may_differ(name: &str, query: &str) -> bool {
    let is_of =
        |(names, queries): (&[&str], &[&str])| names.contains(&name) && queries.contains(&query);
    OTHER_TEXT.contains(&query)
        || is_of(WITH_AUTHOR_LINE)
        || is_of(UNTITLED)
        || name.ends_with(".pdf") && CUT_OTHERWISE.contains(&query)
}

#[test]
fn other_formats_answer_as_markdown_does() {
    let Some(folder) = seeds() else {
        println!("skipped: no corpora/formats/from-seed in the folder with real data");
        return;
    };
    let queries = queries();
    assert!(queries.len() > 40, "expectations were read");
    let (_own, truth) = index_of(&folder.join("seed.md"));
    let mut complaints = Vec::new();
    for name in FORMATS {
        let (_own, index) = index_of(&folder.join(name));
        let different: Vec<String> = queries
            .iter()
            .filter(|query| !may_differ(name, query))
            .filter_map(|query| {
                let (wanted, given) = (answers(&truth, query), answers(&index, query));
                let lost: Vec<_> = wanted.difference(&given).take(3).collect();
                let made: Vec<_> = given.difference(&wanted).take(3).collect();
                (wanted != given)
                    .then(|| format!("{query}\n    lost: {lost:?}\n    made: {made:?}"))
            })
            .collect();
        if !different.is_empty() {
            complaints.push(format!(
                "{name}: {} of {} queries are answered otherwise:\n  {}",
                different.len(),
                queries.len(),
                different.join("\n  ")
            ));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

fn seeds() -> Option<PathBuf> {
    let named = ["DATA", "SEOJI_SHARED"]
        .into_iter()
        .find_map(std::env::var_os);
    let shared = named.map_or_else(|| repository().join("../shared"), PathBuf::from);
    let folder = shared.join("corpora/formats/from-seed");
    folder.is_dir().then_some(folder)
}

/// The queries of all expectations.
fn queries() -> Vec<String> {
    let all = crate::expectations::all();
    all.into_iter()
        .map(|(_, expectation)| expectation.q)
        .collect()
}

fn index_of(file: &Path) -> (Workplace, Index) {
    let workplace = Workplace::empty();
    let name = file.file_name().unwrap().to_string_lossy().into_owned();
    let ending = name.split_once('.').map_or("md", |(_, ending)| ending);
    let content = std::fs::read(file).unwrap();
    workplace.write(&format!("corpus/report.{ending}"), content);
    workplace.build(None);
    let index = workplace.open();
    (workplace, index)
}

/// The passages that answer: what each is, its label, and the letters of what is marked in it.
fn answers(index: &Index, query: &str) -> BTreeSet<String> {
    let results = index
        .search(&Search::new(query).per_document(1_000))
        .unwrap();
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|ch| ch.is_alphanumeric())
            .collect::<String>()
            .to_lowercase()
    };
    let mut found = BTreeSet::new();
    for hit in results.documents.iter().flat_map(|document| &document.hits) {
        let label = hit.place.label.as_deref().unwrap_or_default();
        let marks: Vec<String> = hit
            .highlights
            .iter()
            .map(|mark| letters(&hit.text[mark.start..mark.end]))
            .collect();
        found.insert(format!("{:?} {label} {}", hit.kind, marks.join(" ")));
    }
    found
}
