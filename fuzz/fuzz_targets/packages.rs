//! Any bytes as PDF and HWP, and as the main member of HWPX, DOCX, ODT and EPUB: reading never panics, and every span
//! lies in the text on character boundaries.
#![no_main]

#[path = "../../crates/document/tests/spans/mod.rs"]
mod spans;

use std::io::{Cursor, Write as _};
use std::path::Path;

use libfuzzer_sys::fuzz_target;
use seoji_document::{Source, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What a package must have beside its main member to be read as one.
const PACKAGES: [(&str, &str, &[(&str, &str)]); 4] = [
    ("fuzz.hwpx", "Contents/section0.xml", &[("mimetype", "application/hwp+zip")]),
    ("fuzz.docx", "word/document.xml", &[("[Content_Types].xml", "<Types/>")]),
    ("fuzz.odt", "content.xml", &[("mimetype", "application/vnd.oasis.opendocument.text")]),
    (
        "fuzz.epub",
        "c.xhtml",
        &[
            ("mimetype", "application/epub+zip"),
            ("META-INF/container.xml", "<c><rootfile full-path=\"o.opf\"/></c>"),
            ("o.opf", "<package><metadata/><manifest><item id=\"c\" href=\"c.xhtml\"/></manifest><spine><itemref idref=\"c\"/></spine></package>"),
        ],
    ),
];

fuzz_target!(|bytes: &[u8]| {
    for (name, lead) in [("fuzz.pdf", &b"%PDF-1.7\n"[..]), ("fuzz.hwp", b""), ("fuzz.hwpx", b"")] {
        check(name, &[lead, bytes].concat());
    }
    for (name, member, others) in PACKAGES {
        let mut package = ZipWriter::new(Cursor::new(Vec::new()));
        let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for (other, content) in others {
            package.start_file(*other, stored).expect("memory takes it");
            package.write_all(content.as_bytes()).expect("memory takes it");
        }
        package.start_file(member, stored).expect("memory takes it");
        package.write_all(bytes).expect("memory takes it");
        check(name, &package.finish().expect("memory takes it").into_inner());
    }
});

fn check(name: &str, bytes: &[u8]) {
    spans::check_spans(&read(&Source { path: Path::new(name), bytes }));
}
