//! The life of an index folder: begun, published, opened, fallen back, refused; and what people are told.

use std::collections::BTreeMap;
use std::fs;

use tantivy::schema::{STORED, Schema, TEXT};
use tantivy::{IndexWriter, TantivyDocument};

use super::*;

const PRINT: &str = "analysis-1";

fn manifest() -> Manifest {
    Manifest {
        format: 0,
        fingerprint: PRINT.to_owned(),
        generation: 0,
        created: 0,
        program: "0.1.0".to_owned(),
        corpus: Vec::new(),
        documents: 1,
        passages: 1,
        unreadable: 0,
        text_bytes: 4,
        languages: BTreeMap::new(),
        dictionary: None,
        from_program: false,
        fields: BTreeMap::new(),
        files: Vec::new(),
    }
}

/// Publishes a generation with one record.
fn publish(folder: &IndexFolder) -> Manifest {
    let new = folder.begin().unwrap();
    let mut builder = Schema::builder();
    let text = builder.add_text_field("text", TEXT | STORED);
    let index = Index::create_in_dir(new.folder().path(), builder.build()).unwrap();
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
    let mut document = TantivyDocument::new();
    document.add_text(text, "text");
    writer.add_document(document).unwrap();
    writer.commit().unwrap();
    drop(writer);
    new.publish(manifest()).unwrap()
}

struct Place {
    _temporary: tempfile::TempDir,
    folder: IndexFolder,
}

fn place() -> Place {
    let temporary = tempfile::tempdir().unwrap();
    let folder = IndexFolder::at(temporary.path().join("index"));
    Place {
        _temporary: temporary,
        folder,
    }
}

/// What the folder says, `INDEX` for its path.
fn message<T>(folder: &IndexFolder, result: Result<T, Error>) -> String {
    let Err(error) = result else {
        panic!("no error");
    };
    let path = folder.path().display().to_string();
    error.to_string().replace(&path, "INDEX")
}

fn opened(folder: &IndexFolder) -> (u64, Option<String>) {
    let generation = folder.open(PRINT).unwrap();
    assert_eq!(generation.reader.searcher().num_docs(), 1);
    let path = folder.path().display().to_string();
    let fallback = generation.fallback.map(|why| why.replace(&path, "INDEX"));
    (generation.manifest.generation, fallback)
}

#[test]
fn generations_follow_each_other_and_one_is_kept() {
    let Place { folder, .. } = &place();
    assert!(!folder.is_index());
    for number in 1..=4 {
        assert_eq!(publish(folder).generation, number);
        assert_eq!(opened(folder), (number, None));
        assert_eq!(folder.manifest().unwrap().generation, number);
    }
    assert_eq!(folder.generations().unwrap(), [3, 4]);
    assert!(folder.is_index());
}

#[test]
fn a_reader_keeps_what_it_has_open() {
    let Place { folder, .. } = &place();
    publish(folder);
    let old = folder.open(PRINT).unwrap();
    for _ in 0..3 {
        publish(folder);
    }
    let address = tantivy::DocAddress::new(0, 0);
    assert!(
        old.reader
            .searcher()
            .doc::<TantivyDocument>(address)
            .is_ok()
    );
}

#[test]
fn what_is_no_index_says_so() {
    let Place { folder, .. } = &place();
    let none = "no index in INDEX; build one with: search-index build CORPUS --index INDEX";
    assert_eq!(message(folder, folder.open(PRINT)), none);
    fs::create_dir(folder.path()).unwrap();
    assert_eq!(message(folder, folder.open(PRINT)), none);
    assert!(folder.open(PRINT).is_err_and(|error| error.is_missing()));
    // A file where the folder should be.
    let file = IndexFolder::at(folder.path().join("file"));
    fs::write(file.path(), "text").unwrap();
    assert_eq!(message(&file, file.open(PRINT)), none);
    assert!(message(&file, file.begin()).starts_with("cannot create INDEX: "));
}

#[test]
fn an_unfinished_build_is_told() {
    let Place { folder, .. } = &place();
    let new = folder.begin().unwrap();
    fs::write(new.folder().path().join("half"), "half").unwrap();
    // As if the program had been killed.
    std::mem::forget(new);
    let unfinished = "the index in INDEX was never finished; build it again with: search-index build CORPUS --index INDEX";
    assert_eq!(message(folder, folder.open(PRINT)), unfinished);
}

#[test]
fn what_an_interrupted_writer_left_is_swept() {
    let Place { folder, .. } = &place();
    publish(folder);
    fs::create_dir(folder.generation_path(2)).unwrap();
    fs::write(folder.generation_path(2).join("half"), "half").unwrap();
    assert_eq!(opened(folder), (1, None));
    publish(folder);
    assert!(!folder.generation_path(2).exists());
    assert_eq!(opened(folder), (3, None));
    assert_eq!(folder.generations().unwrap(), [1, 3]);
}

#[test]
fn a_dropped_generation_leaves_nothing() {
    let Place { folder, .. } = &place();
    publish(folder);
    drop(folder.begin().unwrap());
    assert_eq!(folder.generations().unwrap(), [1]);
    assert_eq!(opened(folder), (1, None));
}

#[test]
fn two_writers_do_not_meet() {
    let Place { folder, .. } = &place();
    let first = folder.begin().unwrap();
    assert_eq!(
        message(folder, folder.begin()),
        "another program is writing to the index in INDEX; wait until it has finished"
    );
    assert!(first.folder().path().is_dir());
    drop(first);
    publish(folder);
}

#[test]
fn a_foreign_folder_is_left_alone() {
    let Place { folder, .. } = &place();
    fs::create_dir(folder.path()).unwrap();
    fs::write(folder.path().join("thesis.docx"), "text").unwrap();
    assert_eq!(
        message(folder, folder.begin()),
        "INDEX holds files that are not an index (such as thesis.docx); choose an empty or new folder with --index"
    );
    assert_eq!(folder.names().unwrap(), ["thesis.docx"]);
    // What a repository keeps there is welcome.
    fs::rename(
        folder.path().join("thesis.docx"),
        folder.path().join("README.md"),
    )
    .unwrap();
    publish(folder);
}

#[test]
fn strangers_are_told_apart() {
    let Place { folder, .. } = &place();
    publish(folder);
    assert_eq!(
        message(folder, folder.open("analysis-2")),
        "the index in INDEX was built by another analysis (found analysis-1, this program has analysis-2); \
         rebuild it with: search-index build CORPUS --index INDEX"
    );
    fs::write(
        folder.path().join(POINTER_FILE),
        r#"{"format":99,"generation":1}"#,
    )
    .unwrap();
    assert_eq!(
        message(folder, folder.open(PRINT)),
        format!(
            "the index in INDEX has format 99, this program reads format {FORMAT_VERSION}; \
             rebuild it with: search-index build CORPUS --index INDEX"
        )
    );
    // Rebuilding is the cure.
    publish(folder);
    assert_eq!(opened(folder), (2, None));
}

/// Every way to damage the current generation gives the one before, and says why.
#[test]
fn damage_falls_back_to_the_generation_before() {
    let segment_file = |folder: &IndexFolder, ending: &str| {
        let files = fs::read_dir(folder.generation_path(2)).unwrap();
        let mut paths = files.map(|file| file.unwrap().path());
        paths
            .find(|path| path.extension().is_some_and(|e| e == ending))
            .unwrap()
    };
    type Damage<'d> = (&'d str, &'d dyn Fn(&IndexFolder));
    let damages: [Damage<'_>; 6] = [
        ("is missing", &|folder| {
            fs::remove_dir_all(folder.generation_path(2)).unwrap();
        }),
        ("is missing", &|folder| {
            fs::remove_file(segment_file(folder, "term")).unwrap();
        }),
        ("bytes where", &|folder| {
            fs::write(segment_file(folder, "store"), "").unwrap();
        }),
        ("manifest.json: ", &|folder| {
            fs::write(folder.generation_path(2).join(MANIFEST_FILE), "{").unwrap();
        }),
        // The right length, not the right content: only reading the footer tells.
        ("could not be read", &|folder| {
            let path = segment_file(folder, "idx");
            let length = fs::metadata(&path).unwrap().len() as usize;
            fs::write(path, vec![0; length]).unwrap();
        }),
        ("g-000009/manifest.json is missing", &|folder| {
            fs::remove_dir_all(folder.generation_path(2)).unwrap();
            fs::write(
                folder.path().join(POINTER_FILE),
                format!(r#"{{"format":{FORMAT_VERSION},"generation":9}}"#),
            )
            .unwrap();
        }),
    ];
    for (at, (why, damage)) in damages.iter().enumerate() {
        let Place { folder, .. } = &place();
        publish(folder);
        publish(folder);
        damage(folder);
        let (number, fallback) = opened(folder);
        assert_eq!(number, 1, "{at}");
        assert!(
            fallback.as_ref().is_some_and(|told| told.contains(why)),
            "{at} {fallback:?}"
        );
        // With nothing to fall back to, it says what to do.
        fs::remove_dir_all(folder.generation_path(1)).unwrap();
        let told = message(folder, folder.open(PRINT));
        assert!(
            told.starts_with("the index in INDEX is damaged (") && told.ends_with("--index INDEX"),
            "{told}"
        );
        publish(folder);
        assert_eq!(opened(folder).1, None);
    }
}

#[test]
fn a_pointer_that_cannot_be_read_leaves_the_newest_whole_generation() {
    for pointer in ["", "{", "3", "{\"format\":1}", "\u{0}\u{0}"] {
        let Place { folder, .. } = &place();
        publish(folder);
        publish(folder);
        fs::create_dir(folder.generation_path(3)).unwrap();
        fs::write(folder.path().join(POINTER_FILE), pointer).unwrap();
        let (number, fallback) = opened(folder);
        assert_eq!(number, 2);
        assert!(fallback.is_some_and(|why| why.contains("INDEX/current: ")));
        publish(folder);
        assert_eq!(opened(folder), (4, None));
    }
}
