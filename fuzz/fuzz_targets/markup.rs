//! Any bytes as HTML, JATS, TEI, LaTeX, Markdown with citations, bibliographies and lists: reading never panics, and
//! every span lies in the text on character boundaries.
#![no_main]

#[path = "../../crates/document/tests/spans/mod.rs"]
mod spans;

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
        spans::check_spans(&read(&Source { path: Path::new(name), bytes: &bytes }));
    }
});
