//! What is known of a file from beside it.

use std::path::{Path, PathBuf};

use super::*;

/// A corpus of these files and what stands beside them.
fn corpus(files: &[(&str, &str)]) -> (tempfile::TempDir, Besides) {
    let folder = tempfile::tempdir().unwrap();
    let mut listed = Vec::new();
    for (name, content) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        listed.push(SourceFile {
            id: (*name).to_owned(),
            bytes: content.len() as u64,
            role: Role::Document,
            path,
        });
    }
    let besides = Besides::gather(&listed, Vec::new());
    (folder, besides)
}

#[test]
fn a_file_is_described_by_what_bears_its_name_or_names_it() {
    let (folder, besides) = corpus(&[
        ("a.pdf", ""),
        ("a.yml", "title: By its name\ntags: [one]\n"),
        ("b.pdf", ""),
        ("b.pdf.yaml", "title: By its whole name\n"),
        ("c.pdf", ""),
        (
            "c.bib",
            "@book{c2019, title = {By its bibliography}, keywords = {two, three}}",
        ),
        ("deep/키.pdf", ""),
        (
            "deep/refs.bib",
            "@book{키, title = {By its key}}\n@book{y, title = {By its path}, file = {Full Text:sub/d 1.pdf:application/pdf}}",
        ),
        ("deep/sub/d 1.pdf", ""),
        ("e.pdf", ""),
        (
            "deep/lib.json",
            r#"[{"id":"e1","type":"book","title":"By JSON","file":"../e.pdf","keyword":"four","collections":["X/Y"]}]"#,
        ),
        ("f.pdf", ""),
    ]);
    let of = |name: &str| {
        let path = folder.path().join(name);
        let found = besides.of(&path);
        found.described.map(|described| described.item.clone())
    };
    for (name, title) in [
        ("a.pdf", "By its name"),
        ("b.pdf", "By its whole name"),
        ("c.pdf", "By its bibliography"),
        ("deep/키.pdf", "By its key"),
        ("deep/\u{110f}\u{1175}.pdf", "By its key"),
        ("deep/sub/d 1.pdf", "By its path"),
        ("e.pdf", "By JSON"),
    ] {
        let item = of(name).unwrap_or_else(|| panic!("{name} is described"));
        assert_eq!(item.title.as_deref(), Some(title), "{name}");
    }
    assert_eq!(of("f.pdf"), None);
    assert_eq!(of("c.bib"), None, "a bibliography does not describe itself");
    assert_eq!(of("c.pdf").unwrap().tags, ["two", "three"]);
    let json = of("e.pdf").unwrap();
    assert_eq!(
        (json.tags, json.collections),
        (vec!["four".to_owned()], vec!["X/Y".to_owned()])
    );
}

#[test]
fn a_text_cites_from_the_nearest_bibliography() {
    let (folder, besides) = corpus(&[
        (
            "refs.bib",
            "@book{kim, title = {Far}}\n@book{lee, title = {Only far}}",
        ),
        ("deep/refs.bib", "@book{kim, title = {Near}}"),
        ("other/refs.bib", "@book{park, title = {Elsewhere}}"),
    ]);
    let note = folder.path().join("deep/note.md");
    let titles = |path: &Path, key: &str| {
        let found = besides.of(path);
        let item = found.bibliographies.iter().find_map(|own| own.get(key));
        item.and_then(|item| item.title.clone())
    };
    assert_eq!(titles(&note, "kim").as_deref(), Some("Near"));
    assert_eq!(titles(&note, "lee").as_deref(), Some("Only far"));
    assert_eq!(titles(&note, "park"), None);
    let keys = ["kim".to_owned()];
    assert_ne!(
        besides.hash(&note, &keys),
        besides.hash(&folder.path().join("note.md"), &keys)
    );
    assert_eq!(besides.hash(&note, &["nobody".to_owned()]), None);
}

#[test]
fn paths_are_meant_as_libraries_write_them() {
    let folder = Path::new("/home/me/refs");
    for (written, path) in [
        ("files/1/a b.pdf", "/home/me/refs/files/1/a b.pdf"),
        ("/else/a.pdf", "/else/a.pdf"),
        ("file:///else/a%20b%EA%B0%80.pdf", "/else/a b가.pdf"),
        ("file://localhost/x%", "/x%"),
    ] {
        assert_eq!(meant(written, folder), PathBuf::from(path));
    }
}
