//! The first report of the corpus, as it is understood: outline, entries, markers, repairs.

use std::collections::HashSet;
use std::path::Path;

use seoji_document::{BlockKind, OutlineKind, Reading, Source, read};

const REPORT: &str = "../../corpus/levi-internet-cryptocurrencies-blockchains-north-korea.md";

fn report() -> Reading {
    let bytes = std::fs::read(REPORT).expect("the report is part of the repository");
    read(&Source {
        path: Path::new(REPORT),
        bytes: &bytes,
    })
}

fn text(kind: BlockKind, label: &str) -> String {
    let reading = report();
    let block = reading
        .document
        .blocks
        .iter()
        .find(|block| block.kind == kind && block.label.as_deref() == Some(label));
    block
        .unwrap_or_else(|| panic!("no {kind:?} {label}"))
        .text
        .clone()
}

#[test]
fn outline() {
    let reading = report();
    let document = &reading.document;
    let mut out = format!(
        "title: {}\nauthors: {}\n",
        document.title.as_deref().unwrap_or("-"),
        document.authors.join("; ")
    );
    for item in document.outline() {
        let kind = match item.item {
            OutlineKind::Section(kind) => format!("== {kind:?}"),
            OutlineKind::Block(kind) => format!("{kind:?}"),
            _ => unreachable!("an outline has sections and blocks"),
        };
        let label = item
            .label
            .map(|label| format!(" {label}"))
            .unwrap_or_default();
        let cites = if item.cites.is_empty() {
            String::new()
        } else {
            format!(" -> {}", item.cites.join(" "))
        };
        out.push_str(&format!(
            "{:3} {}{kind}{label}: {}{cites}\n",
            item.line,
            "  ".repeat(item.depth),
            item.text
        ));
    }
    insta::assert_snapshot!(out);
}

#[test]
fn every_entry_is_found_with_its_text() {
    let reading = report();
    let entries: Vec<_> = reading
        .document
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Entry)
        .collect();
    let labels: Vec<String> = entries
        .iter()
        .filter_map(|entry| entry.label.clone())
        .collect();
    let wanted: Vec<String> = (1..=32).map(|number| number.to_string()).collect();
    assert_eq!(labels, wanted);
    insta::assert_snapshot!(
        entries
            .iter()
            .map(|entry| format!(
                "{}: {}\n",
                entry.label.as_deref().unwrap_or("-"),
                entry.text
            ))
            .collect::<String>()
    );
}

#[test]
fn every_marker_names_an_entry() {
    let reading = report();
    assert_eq!(reading.warnings, []);
    let cited: HashSet<String> = reading
        .document
        .blocks
        .iter()
        .flat_map(|block| &block.markers)
        .flat_map(|marker| marker.labels.clone())
        .collect();
    assert_eq!(cited.len(), 32, "each of the 32 notes is cited");
    assert!(
        cited
            .iter()
            .all(|label| reading.document.entry(label).is_some())
    );
}

#[test]
fn a_cut_word_leads_back_to_its_halves() {
    let reading = report();
    let block = reading
        .document
        .blocks
        .iter()
        .find(|block| block.text.contains("Technology University of Hamheung"))
        .expect("joined");
    let at = block
        .text
        .find("Technology University of Hamheung")
        .expect("found above");
    let source = block
        .map
        .source_range(at..at + "Technology".len())
        .expect("mapped");
    assert_eq!(&reading.text[source], "Tech-\n\nnology");
    assert_eq!(block.line, 35);
}

#[test]
fn tables_are_whole() {
    insta::assert_snapshot!(text(BlockKind::Table, "Table 2"), @r"
    Table 2. Number of IP addresses in North Korea
    Type (year between brackets)	Number of registered IP addresses
    Maximum (2013)	26100
    Minimum (2008)	2800
    Last data (2015)	13000
    Previous data (2014)	7700
    Source: Trading Economics Korea. Data are provided for the period 2008-2015
    ");
    let table = text(BlockKind::Table, "Table 3");
    assert!(
        table.starts_with("Table 3. Structure of the Lazarus Group\nGroups considered"),
        "{table}"
    );
    assert!(
        table.ends_with("South Korean ATMs\nSource: own research"),
        "{table}"
    );
}

#[test]
fn addresses_are_shown_once() {
    let entry = text(BlockKind::Entry, "16");
    assert_eq!(
        entry,
        "“평양서 첫 블록체인 국제대회... 100여명 참가”, https://www.rfa.org/korean/in-focus/food_international_org/blockchain-04192019143335.html, „Rfa.org” (accessed 14.5.2019)"
    );
    let reading = report();
    let link = &reading.document.entry("16").expect("entry").links[0];
    assert_eq!(link.target, &entry[link.span.clone()]);
    assert!(
        text(BlockKind::Entry, "18").contains("article-View.html"),
        "the author's hyphen stays"
    );
}

#[test]
fn the_same_text_reads_the_same_with_other_line_ends_and_marks() {
    let plain = report();
    let source = plain.text.replace('\n', "\r\n");
    let bytes = format!("\u{feff}{source}");
    let other = read(&Source {
        path: Path::new("report.md"),
        bytes: bytes.as_bytes(),
    });
    let texts = |reading: &Reading| {
        reading
            .document
            .blocks
            .iter()
            .map(|block| block.text.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(texts(&plain), texts(&other));
    assert_eq!(
        plain
            .document
            .sections
            .iter()
            .map(|section| section.line)
            .collect::<Vec<_>>(),
        other
            .document
            .sections
            .iter()
            .map(|section| section.line)
            .collect::<Vec<_>>()
    );
}

/// The report with its markup taken off, as a text file: the same entries are cited in the same order.
#[test]
fn as_plain_text() {
    let source = report()
        .text
        .replace("**", "")
        .replace('*', "")
        .replace("- [", "[")
        .replace("\\_", "_");
    let stripped: String = source
        .lines()
        .map(|line| format!("{}\n", line.trim_start_matches(['#']).trim()))
        .collect();
    let reading = read(&Source {
        path: Path::new("report.txt"),
        bytes: stripped.as_bytes(),
    });
    let document = &reading.document;
    let labels: Vec<_> = document
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Entry)
        .filter_map(|entry| entry.label.clone())
        .collect();
    assert_eq!(
        labels,
        (1..=32)
            .map(|number| number.to_string())
            .collect::<Vec<_>>()
    );
    let titles: Vec<_> = document
        .sections
        .iter()
        .map(|section| section.title.as_str())
        .collect();
    for title in [
        "INTRODUCTION",
        "THE IT SECTOR IN NORTH KOREA",
        "INTERNET IN NORTH KOREA",
        "NORTH KOREAN IT ATTACKS",
        "THE LAZARUS ORGANIZATION",
        "FINDINGS",
        "DEFINITIONS",
        "ABOUT THE AUTHOR",
        "BIBLIOGRAPHY",
    ] {
        assert!(titles.contains(&title), "{title} in {titles:?}");
    }
}
