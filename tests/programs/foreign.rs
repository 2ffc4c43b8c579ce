//! Files of foreign formats: read in processes of their own, each costing at most itself; what was read is kept.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;

use seoji_tests::Workplace;
use serde_json::Value;
use zip::write::SimpleFileOptions;

use crate::run::{Ran, ran, search, search_index, search_index_in};

/// A DOCX file of one paragraph.
fn docx(text: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive
        .start_file("word/document.xml", SimpleFileOptions::default())
        .unwrap();
    let document = format!(
        "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    );
    archive.write_all(document.as_bytes()).unwrap();
    archive.finish().unwrap().into_inner()
}

/// What is kept of foreign files in an index.
fn kept(place: &Workplace) -> Vec<std::path::PathBuf> {
    let Ok(entries) = fs::read_dir(place.path().join("index/transcripts")) else {
        return Vec::new();
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn a_foreign_file_is_found_shown_and_listed() {
    let place = Workplace::empty();
    place.write("corpus/report.docx", docx("The Koryolink network"));
    search_index(place.path(), ["build"]).ended(0);
    let found = search(place.path(), ["Koryolink"]).ended(0);
    assert!(found.stdout.contains("report.docx"), "{}", found.stdout);
    let shown = search_index(place.path(), ["show", "corpus/report.docx"]).ended(0);
    assert!(shown.stdout.contains("Koryolink"), "{}", shown.stdout);
    let formats: Value = search_index(place.path(), ["formats", "--json"])
        .ended(0)
        .json();
    let docx = formats["formats"]
        .as_array()
        .unwrap()
        .iter()
        .find(|format| format["name"] == "DOCX")
        .unwrap();
    assert_eq!(docx["is_foreign"], true);
}

#[test]
fn what_was_read_is_kept_used_again_and_goes_with_its_file() {
    let place = Workplace::empty();
    place.write("corpus/report.docx", docx("The Koryolink network"));
    place.write("corpus/other.docx", docx("The Naenara portal"));
    search_index(place.path(), ["build"]).ended(0);
    let first = kept(&place);
    assert_eq!(first.len(), 2, "{first:?}");

    // Damage is seen and mended.
    for path in &first {
        let mut bytes = fs::read(path).unwrap();
        let last = bytes.len() - 1;
        bytes[last] ^= 0xFF;
        fs::write(path, bytes).unwrap();
    }
    search_index(place.path(), ["build"]).ended(0);
    search(place.path(), ["Koryolink"]).ended(0);
    search(place.path(), ["Naenara"]).ended(0);

    // A reader that fails now is not asked: the answer is kept.
    #[cfg(debug_assertions)]
    {
        let ran = with_faults(place.path(), "report.docx=stack,other.docx=stack");
        assert!(!ran.stderr.contains("skipped"), "{}", ran.stderr);
    }

    fs::remove_file(place.path().join("corpus/other.docx")).unwrap();
    search_index(place.path(), ["build"]).ended(0);
    assert_eq!(kept(&place).len(), 1);
}

/// Builds with readers that commit these faults; only programs built for tests know how.
#[cfg(debug_assertions)]
fn with_faults(folder: &Path, faults: &str) -> Ran {
    let mut command = search_index_in(folder);
    command
        .arg("build")
        .env("SEOJI_WORKER_FAULTS", faults)
        .env("SEOJI_WORKER_SECONDS", "4");
    ran(command.output().unwrap()).ended(0)
}

#[cfg(all(unix, debug_assertions))]
#[test]
fn a_reader_that_crashes_loops_or_eats_memory_costs_one_file() {
    let place = Workplace::empty();
    for name in ["loop", "memory", "panic", "sound", "stack"] {
        place.write(
            &format!("corpus/{name}.docx"),
            docx(&format!("The network {name}")),
        );
    }
    let faults = ["loop", "memory", "panic", "stack"];
    let faults: Vec<String> = faults.map(|name| format!("{name}.docx={name}")).into();
    let ran = with_faults(place.path(), &faults.join(","));
    let skipped: Vec<&str> = ran
        .stderr
        .lines()
        .filter_map(|line| line.split_once("skipped corpus/"))
        .map(|(_, told)| told)
        .collect();
    assert_eq!(skipped.len(), 4, "{}", ran.stderr);
    assert!(
        skipped[0].contains("took longer than 4 seconds"),
        "{skipped:?}"
    );
    assert!(skipped[2].contains("a fault of a test"), "{skipped:?}");
    for told in &skipped {
        assert!(told.contains("not read: "), "{told}");
    }
    search(place.path(), ["sound"]).ended(0);
    // Nothing of what failed is kept: it may be read another time.
    let kept = kept(&place);
    assert_eq!(kept.len(), 1, "{kept:?} {}", ran.stderr);
}

#[test]
fn a_damaged_or_guarded_file_is_named_as_such() {
    let place = Workplace::empty();
    place.write("corpus/whole.md", "The Koryolink network\n");
    let sound = docx("The Naenara portal");
    place.write("corpus/cut.docx", &sound[..sound.len() / 2]);
    let ran = search_index(place.path(), ["build"]).ended(0);
    assert!(ran.stderr.contains("cut.docx: damaged"), "{}", ran.stderr);
    search(place.path(), ["Koryolink"]).ended(0);
}

#[test]
fn a_hit_in_a_pdf_links_to_its_page() {
    let place = Workplace::empty();
    place.write("corpus/two.pdf", two_pages());
    search_index(place.path(), ["build"]).ended(0);
    let shown = search(place.path(), ["Koryolink"]).ended(0);
    assert!(
        shown.stdout.contains("corpus/two.pdf#page=2"),
        "{}",
        shown.stdout
    );
    let json: Value = search(place.path(), ["--json", "Koryolink"])
        .ended(0)
        .json();
    let place = &json["documents"][0]["hits"][0]["place"];
    assert_eq!(place["page"], 2);
    assert_eq!(place["link"], "corpus/two.pdf#page=2");
}

#[test]
fn a_library_for_pdf_that_cannot_be_loaded_is_named_before_anything_is_read() {
    let place = Workplace::empty();
    place.write("corpus/two.pdf", two_pages());
    let nowhere = place.path().join("nowhere/libpdfium.so");
    for arguments in [
        &["build"][..],
        &["formats"],
        &["show", "corpus/two.pdf"],
        &["export", "corpus/two.pdf"],
    ] {
        let mut command = search_index_in(place.path());
        command.args(arguments).env("SEARCH_PDFIUM", &nowhere);
        let told = ran(command.output().unwrap()).ended(2);
        let reason = match cfg!(feature = "pdfium") {
            true => "nowhere/libpdfium.so cannot be loaded",
            false => "build it with the feature pdfium",
        };
        told.complained("search-index", &[reason, "unset SEARCH_PDFIUM"]);
    }
    assert!(!place.path().join("index").exists());
    // One that is named by nothing is none.
    let mut command = search_index_in(place.path());
    command.arg("build").env("SEARCH_PDFIUM", "");
    ran(command.output().unwrap()).ended(0);
}

/// Run with `SEARCH_PDFIUM=library cargo test -p seoji-cli --features pdfium`.
#[cfg(feature = "pdfium")]
#[test]
fn a_library_for_pdf_reads_in_the_worker_and_what_it_read_is_kept_apart() {
    let Some(library) = std::env::var_os("SEARCH_PDFIUM") else {
        println!("skipped: SEARCH_PDFIUM names no library of PDFium");
        return;
    };
    let place = Workplace::empty();
    place.write("corpus/two.pdf", two_pages());
    let with_library = |arguments: &[&str]| {
        let mut command = search_index_in(place.path());
        command.args(arguments).env("SEARCH_PDFIUM", &library);
        ran(command.output().unwrap()).ended(0)
    };
    let own = search_index(place.path(), ["formats"]).ended(0).stdout;
    // Where the system has a library, that is no other.
    let is_own = !own.contains("PDFium");
    search_index(place.path(), ["build"]).ended(0);
    let before = kept(&place);
    with_library(&["build"]);
    let now = kept(&place);
    assert_eq!((before.len(), now.len()), (1, 1));
    assert!(now[0].to_string_lossy().contains(".pdf-pdfium-"), "{now:?}");
    assert!(!is_own || before != now, "{before:?}");
    let found = search(place.path(), ["Koryolink"]).ended(0).stdout;
    assert!(found.contains("corpus/two.pdf#page=2"), "{found}");
    let formats = with_library(&["formats"]).stdout;
    assert!(formats.contains("by PDFium: "), "{formats}");
    let formats: Value = with_library(&["formats", "--json"]).json();
    let formats = formats["formats"].as_array().unwrap();
    let named: Vec<&Value> = formats
        .iter()
        .filter(|format| format.get("library").is_some())
        .collect();
    assert_eq!(named.len(), 1);
    assert_eq!(named[0]["name"], "PDF");

    // A reader that dies costs its file, with the library as without.
    #[cfg(all(unix, debug_assertions))]
    {
        place.write("corpus/eater.pdf", two_pages());
        fs::remove_dir_all(place.path().join("index")).unwrap();
        let mut command = search_index_in(place.path());
        command
            .arg("build")
            .env("SEARCH_PDFIUM", &library)
            .env("SEOJI_WORKER_FAULTS", "eater.pdf=memory");
        let told = ran(command.output().unwrap()).ended(0).stderr;
        assert!(told.contains("eater.pdf: not read"), "{told}");
        search(place.path(), ["Koryolink"]).ended(0);
    }
}

/// A PDF of two pages.
fn two_pages() -> Vec<u8> {
    let mut pdf = String::from("%PDF-1.4\n");
    let mut starts = Vec::new();
    let mut object = |text: String| {
        starts.push(pdf.len());
        let number = starts.len();
        pdf.push_str(&format!("{number} 0 obj\n{text}\nendobj\n"));
    };
    object("<< /Type /Catalog /Pages 2 0 R >>".to_owned());
    object("<< /Type /Pages /Kids [4 0 R 6 0 R] /Count 2 >>".to_owned());
    object(
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
    );
    for (page, text) in [
        (4, "The first page tells of the portal."),
        (6, "The second tells of Koryolink."),
    ] {
        object(format!(
            "<< /Type /Page /Parent 2 0 R /Contents {} 0 R /MediaBox [0 0 600 800] \
             /Resources << /Font << /F1 3 0 R >> >> >>",
            page + 1
        ));
        let content = format!("BT /F1 12 Tf 50 700 Td ({text}) Tj ET");
        object(format!(
            "<< /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        ));
    }
    let table = pdf.len();
    pdf.push_str(&format!(
        "xref\n0 {}\n0000000000 65535 f \n",
        starts.len() + 1
    ));
    for start in &starts {
        pdf.push_str(&format!("{start:010} 00000 n \n"));
    }
    pdf.push_str(&format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
        starts.len() + 1
    ));
    pdf.into_bytes()
}
