//! PDF by a library of PDFium: what our own reader cannot tell is read, and what it can stays as it is.
//!
//! `SEARCH_PDFIUM` names the library; without it the tests are skipped visibly. The library is settled once for a process,
//! so that these tests have one of their own.

#![cfg(feature = "pdfium")]
#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests")]
#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]

use std::path::{Path, PathBuf};

use seoji_document::{BlockKind, Reading, Source, WarningKind, load_pdf_library, read};

/// Whether there is a library to test; loads it.
fn is_loaded() -> bool {
    let Some(named) = std::env::var_os("SEARCH_PDFIUM") else {
        eprintln!("skipped: SEARCH_PDFIUM names no library of PDFium");
        return false;
    };
    load_pdf_library(Some(Path::new(&named))).unwrap().is_some()
}

fn reading(bytes: &[u8]) -> Reading {
    read(&Source {
        path: Path::new("a.pdf"),
        bytes,
    })
}

/// A PDF of these objects, numbered from 1; the first is the catalogue.
fn pdf(objects: &[String]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).bytes());
    }
    let table = file.len();
    let count = objects.len() + 1;
    file.extend(format!("xref\n0 {count}\n0000000000 65535 f \n").bytes());
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").bytes());
    }
    file.extend(
        format!("trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").bytes(),
    );
    file
}

/// A page with this content, a Korean font in Adobe's numbers of glyphs without a map to Unicode (A) and a Latin
/// one (B).
fn page(content: &str) -> Vec<u8> {
    pdf(&[
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R\
         /Resources<</Font<</A 5 0 R/B 7 0 R>>>>>>"
            .to_owned(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type0/BaseFont/HYSMyeongJo-Medium/Encoding/Identity-H\
         /DescendantFonts[6 0 R]>>"
            .to_owned(),
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/HYSMyeongJo-Medium/DW 1000\
         /CIDSystemInfo<</Registry(Adobe)/Ordering(Korea1)/Supplement 1>>>>"
            .to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ])
}

#[test]
fn letters_that_only_the_numbers_of_glyphs_tell_are_read() {
    if !is_loaded() {
        return;
    }
    // The collection of Adobe-Korea1 has the Hangul of KS X 1001 from 1086 on: 가 각 간.
    let reading = reading(&page("BT /A 12 Tf 72 700 Td <043E043F0440> Tj ET"));
    assert_eq!(reading.document.blocks[0].text, "가각간");
    assert_eq!(reading.warnings, []);
}

#[test]
fn lines_and_raised_numbers_are_put_together_as_of_our_own_reader() {
    if !is_loaded() {
        return;
    }
    let content = "BT /B 10 Tf 72 700 Td (The Kwangmyong net-) Tj 0 -12 Td (work is closed.) Tj \
                   5 Ts /B 6 Tf (1) Tj 0 Ts /B 10 Tf 0 -12 Td (It is an intranet.) Tj \
                   /B 8 Tf 1 0 0 1 72 80 Tm (1 Tudor 2015, p. 3.) Tj ET";
    let reading = reading(&page(content));
    let told: Vec<(BlockKind, &str)> = reading
        .document
        .blocks
        .iter()
        .map(|block| (block.kind, block.text.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (
                BlockKind::Paragraph,
                "The Kwangmyong network is closed.[^1]"
            ),
            (BlockKind::Paragraph, "It is an intranet."),
            (BlockKind::Note, "Tudor 2015, p. 3."),
        ]
    );
    assert_eq!(reading.document.blocks[0].page, Some(1));
}

#[test]
fn a_page_without_text_and_a_damaged_file_are_named() {
    if !is_loaded() {
        return;
    }
    let scan = "q 500 0 0 700 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID a EI Q";
    assert_eq!(
        reading(&page(scan)).warnings[0].kind,
        WarningKind::NoTextLayer
    );
    let whole = page("BT /B 10 Tf 72 700 Td (The Kwangmyong) Tj ET");
    for at in (0..whole.len()).step_by(11) {
        let _ = reading(&whole[..at]);
        let mut flipped = whole.clone();
        flipped[at] ^= 0x55;
        let _ = reading(&flipped);
    }
    // The table of objects is gone: our own reader gives up, the library looks for the objects.
    let cut = &whole[..whole.windows(4).position(|own| own == b"xref").unwrap()];
    assert_eq!(reading(cut).document.blocks[0].text, "The Kwangmyong");
}

#[test]
fn the_pages_of_real_files_read_as_well_as_by_our_own_reader() {
    if !is_loaded() {
        return;
    }
    let shared = ["DATA", "SEOJI_SHARED"]
        .into_iter()
        .find_map(std::env::var_os)
        .map(PathBuf::from);
    let folder = shared.map(|shared| shared.join("corpora/formats/from-seed"));
    let Some(folder) = folder.filter(|folder| folder.is_dir()) else {
        eprintln!("skipped: no corpora/formats/from-seed in the folder with real data");
        return;
    };
    for name in ["seed_lo.pdf", "seed_ty.pdf", "seed_wp.pdf"] {
        let reading = reading(&std::fs::read(folder.join(name)).unwrap());
        let document = &reading.document;
        let notes = document
            .blocks
            .iter()
            .filter(|block| block.kind == BlockKind::Note || block.kind == BlockKind::Entry)
            .count();
        assert!(document.sections.len() >= 10, "{name}");
        assert!(notes >= 30, "{name}: {notes}");
    }
}
