//! Files that are hard to read and queries that are hard to take.

use std::fs;
use std::time::{Duration, Instant};

use seoji_query::Results;
use seoji_tests::Workplace;

use crate::run::{indexed, report, run, search, search_in, search_index};

#[test]
fn a_build_goes_on_past_bad_files_and_reports_them() {
    let place = Workplace::with_corpus();
    place.write("corpus/empty.md", "");
    place.write("corpus/blank.txt", "  \n\n\t\n");
    place.write(
        "corpus/binary.md",
        [
            0x7f, b'E', b'L', b'F', 2, 1, 1, 0, 0, 0, 0, 0, 0xff, 0xfe, 0, 0, 0, 0,
        ],
    );
    place.write("corpus/picture.png", [0x89, b'P', b'N', b'G', 0, 0, 0]);
    place.write(
        "corpus/folder.md/inside.md",
        "Text in a folder that is called like a file: zebrafish\n",
    );
    let mut euc_kr = Vec::new();
    for _ in 0..40 {
        // 북한의 암호화폐 in EUC-KR.
        euc_kr.extend_from_slice(b"\xba\xcf\xc7\xd1\xc0\xc7 \xbe\xcf\xc8\xa3\xc8\xad\xc6\xf3 ");
    }
    place.write("corpus/euc-kr.txt", euc_kr);
    // One line of a megabyte.
    place.write("corpus/one-line.txt", "quokka ".repeat(150_000));
    let ran = search_index(place.path(), ["build"]).ended(0);
    for name in ["empty.md", "blank.txt", "binary.md"] {
        assert!(
            ran.stderr
                .lines()
                .any(|line| line.contains("skipped") && line.contains(name)),
            "{name}: {}",
            ran.stderr
        );
    }
    assert!(ran.stdout.contains("indexed 4 documents"), "{}", ran.stdout);
    assert!(ran.stdout.contains("passed over 1 file"), "{}", ran.stdout);
    for (query, id) in [
        (
            "Koryolink",
            "levi-internet-cryptocurrencies-blockchains-north-korea",
        ),
        ("zebrafish", "folder.md/inside"),
        ("암호화폐", "euc-kr"),
        ("quokka", "one-line"),
    ] {
        let results: Results = search(place.path(), [query, "--json"]).ended(0).json();
        assert_eq!(results.documents[0].id, id, "{query}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_read_is_reported() {
    let place = Workplace::empty();
    place.write("corpus/good.md", "Koryolink\n");
    // Reading a process's memory at its start fails, even for root, to whom permissions mean nothing.
    std::os::unix::fs::symlink("/proc/self/mem", place.path().join("corpus/unreadable.md"))
        .unwrap();
    std::os::unix::fs::symlink("nowhere", place.path().join("corpus/leads-nowhere.md")).unwrap();
    let ran = search_index(place.path(), ["build"]).ended(0);
    assert!(
        ran.stderr
            .contains("skipped corpus/unreadable.md: cannot be read"),
        "{}",
        ran.stderr
    );
    search(place.path(), ["Koryolink"]).ended(0);
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_reported() {
    use std::os::unix::fs::PermissionsExt;
    let place = Workplace::empty();
    place.write("corpus/good.md", "Koryolink\n");
    let secret = place.write("corpus/secret.md", "secret\n");
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&secret).is_ok() {
        eprintln!("skipped: a file without permission: this user may read everything");
        return;
    }
    let ran = search_index(place.path(), ["build"]).ended(0);
    assert!(
        ran.stderr
            .contains("skipped corpus/secret.md: cannot be read"),
        "{}",
        ran.stderr
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_corpus_does_not_stop_the_build() {
    let place = Workplace::empty();
    place.write("corpus/good.md", "Koryolink\n");
    let made = std::process::Command::new("mkfifo")
        .arg(place.path().join("corpus/pipe.md"))
        .status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("skipped: a pipe in the corpus: there is no mkfifo");
        return;
    }
    search_index(place.path(), ["build"]).ended(0);
}

#[test]
fn a_file_name_cannot_drive_the_terminal() {
    let place = Workplace::empty();
    place.write("corpus/good.md", "Koryolink\n");
    if cfg!(unix) {
        place.write("corpus/\u{1b}[31mred.md", [0, 0, 0, 0, 1, 2]);
        let ran = search_index(place.path(), ["build"]).ended(0);
        assert!(
            ran.stderr.contains("\\x1b[31mred.md") && !ran.stderr.contains('\u{1b}'),
            "{:?}",
            ran.stderr
        );
    }
}

#[test]
fn a_query_of_a_megabyte_is_answered() {
    for piece in [
        "북한의 ",
        "a",
        "\"Lazarus\" -",
        "(",
        "Kim ",
        "in:",
        "\u{1112}\u{1161}",
    ] {
        // No single argument may be larger than 128 KB on Linux.
        let argument = piece.repeat(100_000 / piece.len());
        let begun = Instant::now();
        let ran = run(search_in(report()).arg("--").args(vec![&argument; 10]));
        assert!(
            (0..=1).contains(&ran.status),
            "{piece}: {} {}",
            ran.status,
            &ran.stderr[..ran.stderr.len().min(300)]
        );
        assert!(
            !ran.stderr.contains("panicked"),
            "{piece}: {}",
            &ran.stderr[..ran.stderr.len().min(2_000)]
        );
        assert!(
            ran.stderr.len() < 4_000,
            "{piece}: a message is short: {} bytes",
            ran.stderr.len()
        );
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "{piece} took {:?}",
            begun.elapsed()
        );
    }
}

#[test]
fn a_query_of_control_characters_is_answered() {
    for query in [
        "\u{1}\u{2}",
        "\u{1b}[31mred",
        "\u{7f}",
        "\u{202e}",
        "\u{9b}31m",
        "\n\n\u{b}",
        "\u{feff}",
        "\u{fffe}\u{10ffff}",
    ] {
        let ran = search(report(), [query]);
        assert!((1..=2).contains(&ran.status), "{query:?}: {ran:?}");
        assert!(!ran.stderr.contains("panicked"), "{query:?}: {ran:?}");
        assert!(ran.stderr.starts_with("search: "), "{query:?}: {ran:?}");
        let raw = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
        assert!(!ran.stderr.contains(raw), "{query:?}: {:?}", ran.stderr);
    }
}

#[cfg(unix)]
#[test]
fn arguments_that_are_not_utf8_are_told() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let latin2 = OsStr::from_bytes(b"Wo\xb3owiec");
    search(report(), [latin2])
        .ended(2)
        .complained("search", &["not valid UTF-8", "Wo", "owiec"]);
    search(report(), [OsStr::new("Koryolink"), latin2])
        .ended(2)
        .complained("search", &["not valid UTF-8"]);
    search(report(), [OsStr::new("a"), OsStr::new("--in"), latin2])
        .ended(2)
        .complained("search", &["--in"]);
    // A path may be any bytes.
    search(report(), [OsStr::new("a"), OsStr::new("--index"), latin2])
        .ended(2)
        .complained("search", &["no index in"]);
}

#[test]
fn wrong_arguments_are_told_with_a_hint() {
    search(report(), [""; 0])
        .ended(2)
        .complained("search", &["no query", "search Lazarus group"]);
    search(report(), ["  "])
        .ended(2)
        .complained("search", &["no query"]);
    search(report(), ["--jsno", "Lazarus"])
        .ended(2)
        .complained("search", &["--jsno", "--json"]);
    search(report(), ["--in", "index", "Lazarus"])
        .ended(2)
        .complained("search", &["--in", "body, bibliography"]);
    for limit in ["0", "-1", "many", "99999999999999999999"] {
        search(report(), ["--limit", limit, "Lazarus"])
            .ended(2)
            .complained("search", &["--limit", limit]);
    }
    search(report(), ["Lazarus", "--limit"])
        .ended(2)
        .complained("search", &["--limit"]);
    search_index(report(), ["bild"])
        .ended(2)
        .complained("search-index", &["bild", "build"]);
    search_index(report(), ["show"])
        .ended(2)
        .complained("search-index", &["DOC"]);
}

#[test]
fn odd_queries_are_questions_too() {
    let place = indexed(&[("a.md", "# A\n\nC++ and C# (\"see\" notes): 50 % of $ 3\n")]);
    for query in [
        "\"",
        "\"\"",
        "-",
        "--",
        "\"unclosed",
        "in:",
        "in:nowhere",
        "label:",
        "a:b:c",
        "()",
        "*",
        "-in:body",
        ":",
        "exact:",
    ] {
        let ran = run(search_in(place.path()).arg("--").arg(query));
        assert!(
            (0..=2).contains(&ran.status) && !ran.stderr.contains("panicked"),
            "{query}: {ran:?}"
        );
    }
}
