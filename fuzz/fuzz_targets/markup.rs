//! Any bytes as HTML, JATS, TEI, LaTeX, Markdown with citations, bibliographies and lists: reading never panics, and every span lies in the text on
//! character boundaries.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use seoji_document::{Source, read};

fuzz_target!(|bytes: &[u8]| {
    for (name, lead) in [
        ("fuzz.html", ""),
        ("fuzz.xml", "<article><body>"),
        ("fuzz.xml", "<TEI><text>"),
        ("fuzz.tex", "\\begin{document} "),
        ("fuzz.md", "[@"),
        ("fuzz.md", "[[a|"),
        ("fuzz.bib", ""),
        ("fuzz.ris", "TY  - JOUR\n"),
        ("fuzz.csljson", ""),
        ("fuzz.csv", ""),
        ("fuzz.xlsx", ""),
    ] {
        let bytes = [lead.as_bytes(), bytes].concat();
        let reading = read(&Source { path: Path::new(name), bytes: &bytes });
        for block in &reading.document.blocks {
            assert!(reading.text.get(block.span.clone()).is_some());
            let works = block.reference.iter().flat_map(|own| &own.citations);
            for part in works.flat_map(|work| work.title.iter().chain(&work.container)) {
                assert_eq!(block.text.get(part.span.clone()), Some(part.text.as_str()));
            }
            for marker in &block.markers {
                assert!(block.text.get(marker.span.clone()).is_some());
            }
        }
    }
});
