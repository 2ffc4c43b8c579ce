//! Libraries of references, files beside files, and what documents are filed under.

use std::fs;

use seoji_query::Results;
use seoji_tests::Workplace;

use crate::run::{search, search_index};

/// The ids of the documents that a query finds, in order of their names.
#[track_caller]
fn found(place: &Workplace, query: &str) -> Vec<String> {
    let ran = search(place.path(), ["--json", query]);
    assert!(ran.status < 2, "{query}: {}", ran.stderr);
    let results: Results = ran.json();
    let mut ids: Vec<String> = results
        .documents
        .into_iter()
        .map(|document| document.id)
        .collect();
    ids.sort();
    ids
}

fn library() -> Workplace {
    let place = Workplace::empty();
    place.write(
        "corpus/2019/note.md",
        "---\ntitle: Note\ntags: [DPRK, asia/korea]\ncollection: Thesis\n---\n\nKwangmyong as [@tudor2015, p. 3] says; see [[Red Star|the system]].\n",
    );
    place.write(
        "corpus/2019/refs.bib",
        "@book{tudor2015, title = {North Korea Confidential}, author = {Tudor, Daniel}, year = {2015}, publisher = {Tuttle}, keywords = {economy; DPRK}}\n",
    );
    place.write("corpus/2018/plain.txt", "Kwangmyong in plain words.\n");
    place.write(
        "corpus/2018/plain.yml",
        "title: Intranets\nauthor: 김민관\ndate: 2018-05-01\ntags:\n- intranet\ncitekey: kim2018\n",
    );
    // The name of a file as macOS keeps it.
    place.write(
        "corpus/2018/\u{1107}\u{1169}\u{1100}\u{1169}\u{1109}\u{1165}.txt",
        "Kwangmyong again.\n",
    );
    place
}

#[test]
fn a_file_is_shown_with_what_stands_beside_it() {
    let place = library();
    let shown = search_index(place.path(), ["show", "corpus/2018/plain.txt"])
        .ended(0)
        .stdout;
    assert!(
        shown.starts_with("Intranets\n") && shown.contains("김민관"),
        "{shown}"
    );
    // The work that it cites stands behind its text, from the bibliography of its folder.
    let shown = search_index(place.path(), ["show", "corpus/2019/note.md"])
        .ended(0)
        .stdout;
    assert!(shown.contains("North Korea Confidential"), "{shown}");
    // In the folder itself too.
    let shown = search_index(&place.path().join("corpus/2018"), ["show", "plain.txt"])
        .ended(0)
        .stdout;
    assert!(shown.starts_with("Intranets\n"), "{shown}");
}

#[test]
fn a_file_is_shown_with_what_stands_in_the_folders_above_it() {
    let place = library();
    place.write(
        "corpus/2019/deep/cites.md",
        "Kwangmyong as [@tudor2015] and [@lee2012] say.\n",
    );
    place.write(
        "corpus/shelf.bib",
        "@book{lee2012, title = {Four Networks}, author = {Lee, Yu-ji}, year = {2012}}\n\
         @book{own, title = {Named from Above}, file = {2019/deep/plain.txt}}\n",
    );
    place.write("corpus/2019/deep/plain.txt", "Kwangmyong in words.\n");
    // Outside of the corpus: a build does not see it.
    place.write(
        "outside.bib",
        "@book{other, title = {Named from Outside}, file = {corpus/2018/else.txt}}\n",
    );
    place.write("corpus/2018/else.txt", "Kwangmyong elsewhere.\n");
    let shown = |folder: &str, path: &str| {
        search_index(&place.path().join(folder), ["show", path])
            .ended(0)
            .stdout
    };
    let cites = "corpus/2019/deep/cites.md";
    // Nothing says where the corpus begins.
    assert!(!shown("", cites).contains("North Korea Confidential"));
    place.write("corpus/seoji.toml", "");
    let with_settings = shown("", cites);
    fs::remove_file(place.path().join("corpus/seoji.toml")).unwrap();
    search_index(place.path(), ["build"]).ended(0);
    for told in [
        with_settings,
        shown("", cites),
        shown("corpus/2019/deep", "cites.md"),
        shown("corpus", "2018/../2019/deep/cites.md"),
    ] {
        assert!(told.contains("North Korea Confidential"), "{told}");
        assert!(told.contains("Four Networks"), "{told}");
    }
    assert!(shown("", "corpus/2019/deep/plain.txt").starts_with("Named from Above\n"));
    assert!(!shown("", "corpus/2018/else.txt").contains("Outside"));
    let exported = search_index(place.path(), ["export", cites])
        .ended(0)
        .stdout;
    assert!(exported.contains("Four Networks"), "{exported}");
    // Nor does another index, which was not made of the file.
    let other = Workplace::empty();
    other.write("corpus/a.md", "Naenara\n");
    search_index(other.path(), ["build"]).ended(0);
    let index = other.path().join("index").to_string_lossy().into_owned();
    let told = search_index(place.path(), ["show", cites, "--index", index.as_str()]).ended(0);
    assert!(!told.stdout.contains("Four Networks"), "{}", told.stdout);
}

#[test]
fn a_file_of_a_library_is_shown_as_the_library_of_its_index_describes_it() {
    let place = Workplace::empty();
    place.write("files/paper.txt", "Kwangmyong in words.\n");
    place.write(
        "shelf/library.bib",
        "@book{own, title = {Named by a Library}, file = {../files/paper.txt}}\n",
    );
    search_index(place.path(), ["build", "--library", "shelf/library.bib"]).ended(0);
    let shown = || search_index(place.path(), ["show", "files/paper.txt"]).ended(0);
    assert!(shown().stdout.starts_with("Named by a Library\n"));
    fs::remove_file(place.path().join("shelf/library.bib")).unwrap();
    let told = shown().stdout;
    assert!(told.contains("library.bib"), "{told}");
}

#[test]
fn documents_are_asked_for_by_what_they_are_filed_under() {
    let place = library();
    search_index(place.path(), ["build"]).ended(0);
    let all = ["2018/plain", "2018/보고서", "2019/note"];
    for (query, ids) in [
        ("Kwangmyong", &all[..]),
        ("Kwangmyong tag:dprk", &all[2..]),
        ("Kwangmyong tag:asia", &all[2..]),
        ("Kwangmyong tag:asia/korea 태그:DPRK", &all[2..]),
        ("Kwangmyong tag:asia tag:intranet", &[]),
        (
            "Kwangmyong (tag:asia OR tag:intranet)",
            &["2018/plain", "2019/note"],
        ),
        ("Kwangmyong -tag:asia", &all[..2]),
        ("Kwangmyong collection:thesis", &all[2..]),
        ("Kwangmyong type:md", &all[2..]),
        ("Kwangmyong type:text", &all[..2]),
        ("Kwangmyong path:2018", &all[..2]),
        ("Kwangmyong path:2018/보고서", &all[1..2]),
        ("Kwangmyong path:*.md", &all[2..]),
        ("Kwangmyong modified:1d", &all[..]),
        ("Kwangmyong modified:..2001", &[]),
        ("보고서", &all[1..2]),
        ("author:김민관 Kwangmyong", &all[..1]),
        // The bibliography, and the text that cites the work.
        ("tag:economy Tudor", &["2019/note", "2019/refs"]),
        ("cites:Tudor Kwangmyong", &all[2..]),
        ("cites:tudor2015 Kwangmyong", &all[2..]),
    ] {
        assert_eq!(found(&place, query), ids, "{query}");
    }
    let told = search(place.path(), ["Kwangmyong tag:seoul"]).ended(1);
    assert!(
        told.stderr
            .contains("here are asia, asia/korea, dprk, economy, intranet"),
        "{}",
        told.stderr
    );
    let shown = search(place.path(), ["Kwangmyong tag:intranet"]).ended(0);
    assert!(shown.stdout.contains("[@kim2018]"), "{}", shown.stdout);
    let marked = search(place.path(), ["the system"]).ended(0);
    assert!(
        marked.stdout.contains("see the «system»."),
        "{}",
        marked.stdout
    );
}

#[test]
fn an_update_notices_what_is_said_of_a_file() {
    let place = library();
    search_index(place.path(), ["build"]).ended(0);
    place.write(
        "corpus/2018/plain.yml",
        "title: Intranets\ntags: [network]\n",
    );
    search_index(place.path(), ["update"]).ended(0);
    assert_eq!(found(&place, "Kwangmyong tag:network"), ["2018/plain"]);
    assert_eq!(found(&place, "Kwangmyong tag:intranet"), [""; 0]);
    place.write(
        "corpus/2019/refs.bib",
        "@book{tudor2015, title = {Confidential}, author = {Pearson, James}, year = {2015}}\n",
    );
    search_index(place.path(), ["update"]).ended(0);
    assert_eq!(found(&place, "cites:Pearson Kwangmyong"), ["2019/note"]);
    assert_eq!(found(&place, "cites:Tudor Kwangmyong"), [""; 0]);
    let again = search_index(place.path(), ["update", "--json"]).ended(0);
    let again: serde_json::Value = again.json();
    assert_eq!(
        again["changed"].as_array().map(Vec::len),
        Some(0),
        "{again}"
    );
}

#[test]
fn an_exported_library_brings_its_files() {
    let place = Workplace::empty();
    place.write("files/one.txt", "Koryolink began in 2008.\n");
    place.write(
        "library.json",
        r#"[{"id": "park2010", "type": "report", "title": "Mobile phones", "author": [{"family": "Park", "given": "J."}],
            "keyword": "phones", "collections": ["Thesis/Networks"],
            "attachments": [{"path": "files/one.txt", "annotations": [{"text": "in 2008", "comment": "Samjiyon?", "page": 7}]},
                            {"path": "files/gone.pdf"}]}]"#,
    );
    search_index(place.path(), ["build", "--library", "library.json"]).ended(0);
    assert_eq!(
        found(&place, "Koryolink collection:networks"),
        ["files/one"]
    );
    assert_eq!(found(&place, "Samjiyon tag:phones"), ["files/one"]);
    assert_eq!(found(&place, "author:Park Koryolink"), ["files/one"]);
    assert_eq!(
        found(&place, "Mobile kind:entry collection:Thesis"),
        ["library"]
    );
    let results: Results = search(place.path(), ["--json", "Koryolink"]).json();
    assert_eq!(
        results.documents[0].citation_key.as_deref(),
        Some("park2010")
    );
    let missing = search_index(place.path(), ["build", "--library", "no.bib"]).ended(2);
    missing.complained("search-index", &["cannot read the library no.bib"]);
}

/// A library as Zotero 7 lays it out, with what its tables have here.
fn zotero(place: &Workplace) {
    let path = place.write("Zotero/zotero.sqlite", "");
    let database = rusqlite::Connection::open(path).unwrap();
    database
        .execute_batch(
            "CREATE TABLE itemTypes (itemTypeID INTEGER PRIMARY KEY, typeName TEXT);
             INSERT INTO itemTypes VALUES (1, 'annotation'), (3, 'attachment'), (7, 'book'), (28, 'note');
             CREATE TABLE items (itemID INTEGER PRIMARY KEY, itemTypeID INT, key TEXT);
             INSERT INTO items VALUES (1, 7, 'BOOKAAAA'), (2, 3, 'FILEAAAA'), (3, 1, 'ANNOAAAA'), (4, 28, 'NOTEAAAA'), (5, 7, 'GONEAAAA'), (6, 3, 'FILEBBBB');
             CREATE TABLE deletedItems (itemID INTEGER PRIMARY KEY);
             INSERT INTO deletedItems VALUES (5);
             CREATE TABLE fields (fieldID INTEGER PRIMARY KEY, fieldName TEXT);
             INSERT INTO fields VALUES (1, 'title'), (2, 'date'), (3, 'extra'), (4, 'publisher');
             CREATE TABLE itemDataValues (valueID INTEGER PRIMARY KEY, value);
             INSERT INTO itemDataValues VALUES (1, 'Red Star'), (2, '2013-12-00 December 2013'), (3, 'Citation Key: lee2013
Seen in Seoul'), (4, 'Ullim Press'), (5, 'Deleted Samsu');
             CREATE TABLE itemData (itemID INT, fieldID INT, valueID INT);
             INSERT INTO itemData VALUES (1, 1, 1), (1, 2, 2), (1, 3, 3), (1, 4, 4), (5, 1, 5);
             CREATE TABLE creators (creatorID INTEGER PRIMARY KEY, firstName TEXT, lastName TEXT, fieldMode INT);
             INSERT INTO creators VALUES (1, '유지', '이', 0), (2, '', 'Korea Computer Centre', 1);
             CREATE TABLE creatorTypes (creatorTypeID INTEGER PRIMARY KEY, creatorType TEXT);
             INSERT INTO creatorTypes VALUES (1, 'author'), (2, 'editor');
             CREATE TABLE itemCreators (itemID INT, creatorID INT, creatorTypeID INT, orderIndex INT);
             INSERT INTO itemCreators VALUES (1, 1, 1, 0), (1, 2, 2, 1);
             CREATE TABLE tags (tagID INTEGER PRIMARY KEY, name TEXT);
             INSERT INTO tags VALUES (1, '운영체제');
             CREATE TABLE itemTags (itemID INT, tagID INT, type INT);
             INSERT INTO itemTags VALUES (1, 1, 0);
             CREATE TABLE collections (collectionID INTEGER PRIMARY KEY, collectionName TEXT, parentCollectionID INT);
             INSERT INTO collections VALUES (1, 'Thesis', NULL), (2, 'Software', 1);
             CREATE TABLE collectionItems (collectionID INT, itemID INT);
             INSERT INTO collectionItems VALUES (2, 1);
             CREATE TABLE itemNotes (itemID INTEGER PRIMARY KEY, parentItemID INT, note TEXT, title TEXT);
             INSERT INTO itemNotes VALUES (4, 1, '<div><p>Compare <b>Naenara</b> &amp; Woorim</p></div>', '');
             CREATE TABLE itemAttachments (itemID INTEGER PRIMARY KEY, parentItemID INT, linkMode INT, contentType TEXT, path TEXT);
             INSERT INTO itemAttachments VALUES (2, 1, 0, 'text/plain', 'storage:Lee 2013.txt'), (6, 1, 0, 'text/plain', 'storage:../../secret.txt');
             CREATE TABLE itemAnnotations (itemID INTEGER PRIMARY KEY, parentItemID INT, type INT, text TEXT, comment TEXT, pageLabel TEXT, sortIndex TEXT, position TEXT);
             INSERT INTO itemAnnotations VALUES (3, 2, 1, 'a fork of Fedora', 'which Samjiyon?', 'xi', '0', '{\"pageIndex\": 11}');",
        )
        .unwrap();
    place.write(
        "Zotero/storage/FILEAAAA/Lee 2013.txt",
        "It is a fork of Fedora, they say.\n",
    );
    place.write("Zotero/secret.txt", "Kwanbok\n");
}

#[test]
fn a_copy_of_a_zotero_library_is_read() {
    let place = Workplace::empty();
    zotero(&place);
    search_index(place.path(), ["build", "--zotero", "Zotero"]).ended(0);
    let file = "storage/FILEAAAA/Lee 2013";
    for (query, ids) in [
        ("Fedora", &[file][..]),
        (
            "Fedora author:이유지 tag:운영체제 collection:thesis",
            &[file],
        ),
        ("Fedora collection:Thesis/Software year:2013", &[file]),
        ("Samjiyon", &[file]),
        ("Naenara", &["zotero"]),
        ("title:\"Red Star\" kind:entry", &["zotero"]),
        ("Seoul collection:software", &["zotero"]),
        ("Samsu", &[]),
        ("Kwanbok", &[]),
    ] {
        assert_eq!(found(&place, query), ids, "{query}");
    }
    let results: Results = search(place.path(), ["--json", "label:lee2013"]).json();
    assert_eq!(results.documents[0].id, "zotero");
    // What was marked later comes with an update.
    let path = place.path().join("Zotero/zotero.sqlite");
    let database = rusqlite::Connection::open(&path).unwrap();
    database
        .execute("UPDATE itemAnnotations SET comment = 'which Arirang?'", [])
        .unwrap();
    drop(database);
    search_index(place.path(), ["update"]).ended(0);
    assert_eq!(found(&place, "Arirang"), [file]);
    assert_eq!(found(&place, "Samjiyon"), [""; 0]);
    let before = std::fs::read(&path).unwrap();
    search_index(place.path(), ["update"]).ended(0);
    assert_eq!(
        std::fs::read(&path).unwrap(),
        before,
        "nothing is written to it"
    );

    place.write("Broken/zotero.sqlite", "no database");
    let broken = search_index(place.path(), ["build", "--zotero", "Broken"]).ended(2);
    broken.complained(
        "search-index",
        &["cannot read the library", "zotero.sqlite"],
    );
    place.write("Zotero/zotero.sqlite-wal", "x");
    let open = search_index(place.path(), ["build", "--zotero", "Zotero"]).ended(2);
    open.complained("search-index", &["close Zotero"]);
}

#[test]
fn an_exported_library_keeps_keys_kinds_and_schools() {
    let place = Workplace::empty();
    place.write(
        "corpus/library.bib",
        "@phdthesis{hart94, author = {Hart, Anna}, title = {Signals of Rivers}, school = {University of the Delta}, year = {1994}}\n\
         @mastersthesis{박2012, author = {{박하늘}}, title = {장마당 연구}, school = {한강대학교}, year = {2012}}\n\
         @book{moon18, author = {Moon, Garam}, title = {Bridges of the North}, publisher = {Delta Press}, year = {2018}}\n",
    );
    place.build(None);
    let printed = search(place.path(), ["--format", "bibtex", "kind:thesis"])
        .ended(0)
        .stdout;
    for line in [
        "@phdthesis{hart94,",
        "  school = {University of the Delta},",
        "@mastersthesis{박2012,",
        "  school = {한강대학교},",
    ] {
        assert!(printed.contains(line), "{line}: {printed}");
    }
    assert!(!printed.contains("moon18"), "{printed}");
    // The author of one work and the kind of another are no answer.
    let none = search(place.path(), ["kind:thesis author:Moon"]);
    assert_eq!(none.status, 1, "{}", none.stdout);
    let some = search(place.path(), ["--facets", "author:Moon -kind:thesis"]);
    let shown = some.ended(0).stdout;
    assert!(shown.contains("work    book (1)"), "{shown}");
}
