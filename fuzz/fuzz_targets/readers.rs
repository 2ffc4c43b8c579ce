//! Each reader alone: whatever the parts of a file of its format hold, reading never panics, and every span lies in the
//! text on character boundaries.
//!
//! `SEOJI_FUZZ_READER` names the reader; without it every reader gets every input. An input of a format with several
//! parts (the members of a package, the content and the fonts of a PDF) holds them one after another, parted by
//! [`BETWEEN`], so that changes reach what the parts say and not the container, whose reader is another's.
#![no_main]

#[path = "../../crates/document/tests/spans/mod.rs"]
mod spans;

use std::io::{Cursor, Write as _};
use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use seoji_document::{Source, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What stands between the parts of a file: a character that XML does not allow, on a line of its own.
const BETWEEN: &[u8] = b"\n\x1e\n";

/// A reader by the name of its format, a file of the format and how its bytes are made of its parts.
struct Reader {
    name: &'static str,
    file: &'static str,
    form: Form,
}

enum Form {
    /// The bytes of the file.
    Bytes,
    /// A package: members that are always there, and those that the parts are.
    Package(&'static [(&'static str, &'static str)], &'static [&'static str]),
    Pdf,
    Hwp,
}

const fn plain(name: &'static str, file: &'static str) -> Reader {
    Reader { name, file, form: Form::Bytes }
}

const fn package(
    name: &'static str,
    file: &'static str,
    always: &'static [(&'static str, &'static str)],
    members: &'static [&'static str],
) -> Reader {
    Reader { name, file, form: Form::Package(always, members) }
}

const READERS: [Reader; 18] = [
    plain("markdown", "a.md"),
    plain("text", "a.txt"),
    plain("html", "a.html"),
    plain("jats", "a.jats"),
    plain("tei", "a.tei"),
    plain("latex", "a.tex"),
    plain("bibtex", "a.bib"),
    plain("ris", "a.ris"),
    plain("csljson", "a.csljson"),
    plain("csv", "a.csv"),
    plain("tsv", "a.tsv"),
    package(
        "docx",
        "a.docx",
        &[("[Content_Types].xml", "<Types/>")],
        &[
            "word/document.xml",
            "word/styles.xml",
            "word/numbering.xml",
            "word/footnotes.xml",
            "word/endnotes.xml",
            "word/_rels/document.xml.rels",
            "docProps/core.xml",
        ],
    ),
    package(
        "odt",
        "a.odt",
        &[("mimetype", "application/vnd.oasis.opendocument.text")],
        &["content.xml", "styles.xml", "meta.xml"],
    ),
    package(
        "hwpx",
        "a.hwpx",
        &[("mimetype", "application/hwp+zip")],
        &["Contents/section0.xml", "Contents/header.xml", "Contents/content.hpf"],
    ),
    package(
        "epub",
        "a.epub",
        &[
            ("mimetype", "application/epub+zip"),
            ("META-INF/container.xml", "<c><rootfile full-path=\"o.opf\"/></c>"),
        ],
        &["o.opf", "a.xhtml", "b.xhtml"],
    ),
    package(
        "xlsx",
        "a.xlsx",
        &[],
        &[
            "xl/workbook.xml",
            "xl/_rels/workbook.xml.rels",
            "xl/worksheets/sheet1.xml",
            "xl/sharedStrings.xml",
            "xl/styles.xml",
        ],
    ),
    Reader { name: "hwp", file: "a.hwp", form: Form::Hwp },
    Reader { name: "pdf", file: "a.pdf", form: Form::Pdf },
];

static CHOSEN: LazyLock<Vec<&'static Reader>> = LazyLock::new(|| match std::env::var("SEOJI_FUZZ_READER") {
    Ok(name) => {
        let reader = READERS.iter().find(|reader| reader.name == name);
        let known: Vec<&str> = READERS.iter().map(|reader| reader.name).collect();
        vec![reader.unwrap_or_else(|| panic!("no reader is called {name}; there are {}", known.join(", ")))]
    }
    Err(_) => READERS.iter().collect(),
});

fuzz_target!(|bytes: &[u8]| {
    for reader in CHOSEN.iter() {
        let file = match reader.form {
            Form::Bytes => bytes.to_vec(),
            Form::Package(always, members) => packed(always, members, &parts(bytes)),
            Form::Pdf => pdf(&parts(bytes)),
            Form::Hwp => hwp(&parts(bytes)),
        };
        spans::check_spans(&read(&Source { path: Path::new(reader.file), bytes: &file }));
    }
});

fn parts(bytes: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(BETWEEN.len()).position(|window| window == BETWEEN) {
        parts.push(&rest[..at]);
        rest = &rest[at + BETWEEN.len()..];
    }
    parts.push(rest);
    parts
}

/// A package of the members that are always there and of as many as there are parts.
fn packed(always: &[(&str, &str)], members: &[&str], parts: &[&[u8]]) -> Vec<u8> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let always = always.iter().map(|(name, text)| (*name, text.as_bytes()));
    for (name, content) in always.chain(members.iter().copied().zip(parts.iter().copied())) {
        package.start_file(name, stored).expect("memory takes it");
        package.write_all(content).expect("memory takes it");
    }
    package.finish().expect("memory takes it").into_inner()
}

/// An HWP 5 file of a section, what stands in it of styles, and its summary.
fn hwp(parts: &[&[u8]]) -> Vec<u8> {
    let mut header = b"HWP Document File".to_vec();
    header.resize(256, 0);
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory takes it");
    file.create_storage("/BodyText").expect("memory takes it");
    let names = ["/BodyText/Section0", "/DocInfo", "/\u{5}HwpSummaryInformation"];
    let streams = names.into_iter().zip(parts.iter().copied());
    for (name, content) in [("/FileHeader", header.as_slice())].into_iter().chain(streams) {
        let mut stream = file.create_stream(name).expect("memory takes it");
        stream.write_all(content).expect("memory takes it");
    }
    file.into_inner().into_inner()
}

/// A PDF of one page: its content, the map of its first font to Unicode, an embedded TrueType font, and the entries of
/// the dictionaries of a simple and of a composite font.
fn pdf(parts: &[&[u8]]) -> Vec<u8> {
    let part = |at: usize| parts.get(at).copied().unwrap_or_default();
    let stream = |bytes: &[u8]| {
        let head = format!("<</Length {}>>stream\n", bytes.len());
        [head.as_bytes(), bytes, b"\nendstream"].concat()
    };
    let entries = |own: &str, bytes: &[u8]| [b"<<", own.as_bytes(), bytes, b">>"].concat();
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R\
          /Resources<</Font<</A 5 0 R/B 6 0 R/C 7 0 R>>/XObject<</F 4 0 R>>>>>>"
            .to_vec(),
        stream(part(0)),
        entries("/Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/ToUnicode 10 0 R", b""),
        entries("/Type/Font/Subtype/TrueType/BaseFont/Times ", part(3)),
        entries("/Type/Font/Subtype/Type0/BaseFont/Batang/DescendantFonts[8 0 R] ", part(4)),
        entries("/Type/Font/Subtype/CIDFontType2/BaseFont/Batang/FontDescriptor 9 0 R ", part(5)),
        b"<</Type/FontDescriptor/FontName/Batang/FontFile2 11 0 R>>".to_vec(),
        stream(part(1)),
        stream(part(2)),
    ];
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n", at + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let table = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let count = objects.len() + 1;
    file.extend(format!("trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").bytes());
    file
}
