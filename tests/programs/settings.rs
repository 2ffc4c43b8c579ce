//! Files of settings, links, opening, and what an id names.

use std::path::Path;

use serde_json::Value;

use crate::run::{Ran, indexed, report, run, search, search_in};

fn three() -> seoji_tests::Workplace {
    indexed(&[
        ("a.md", "# A\n\nKoryolink one\n\n## Next\n\nbehind it\n"),
        ("b.md", "# B\n\nKoryolink two\n"),
        ("c.md", "# C\n\nKoryolink three\n"),
    ])
}

fn hits(ran: &Ran) -> usize {
    ran.stdout.matches("«Koryolink»").count()
}

#[test]
fn settings_stand_before_what_is_typed() {
    let workplace = three();
    let home = workplace.path().join("home");
    let ask = |arguments: &[&str]| {
        let mut command = search_in(workplace.path());
        command
            .args(["Koryolink"])
            .args(arguments)
            .env("XDG_CONFIG_HOME", &home);
        run(&mut command)
    };
    assert_eq!(hits(&ask(&[])), 3);
    workplace.write("home/seoji/config.toml", "limit = 2\ncolor = \"never\"\n");
    assert_eq!(hits(&ask(&[])), 2, "the person's own file");
    assert_eq!(
        hits(&ask(&["--limit", "3"])),
        3,
        "what is typed is stronger"
    );
    assert_eq!(hits(&ask(&["--no-config"])), 3);
    workplace.write("seoji.toml", "limit = 1\n");
    assert_eq!(
        hits(&ask(&[])),
        1,
        "the file beside the corpus is stronger than the person's"
    );
    assert_eq!(hits(&ask(&["--limit=2"])), 2);
    workplace.write("seoji.toml", "limt = 1\n");
    ask(&[]).ended(2).complained(
        "search",
        &["seoji.toml", "no key \"limt\"", "did you mean \"limit\"?"],
    );
    ask(&["--no-config"]).ended(0);
    ask(&["--help"]).ended(0);
    workplace.write("seoji.toml", "limit = 0\n");
    ask(&[])
        .ended(2)
        .complained("search", &["seoji.toml", "'--limit <N>'"]);
    workplace.write("seoji.toml", "limit = \n");
    ask(&[])
        .ended(2)
        .complained("search", &["seoji.toml", "line 1"]);
}

#[test]
fn settings_beside_the_corpus_are_found_from_elsewhere() {
    let workplace = three();
    let elsewhere = seoji_tests::Workplace::empty();
    let index = workplace.path().join("index");
    workplace.write("corpus/seoji.toml", "limit = 1\n");
    let ran = run(search_in(elsewhere.path())
        .arg("Koryolink")
        .arg("--index")
        .arg(&index));
    assert_eq!(hits(&ran), 1);
    elsewhere.write(
        "seoji.toml",
        format!("index = {:?}\nlimit = 2\n", index.to_str().unwrap()),
    );
    assert_eq!(
        hits(&search(elsewhere.path(), ["Koryolink"])),
        2,
        "the nearest file counts"
    );
    let environment = run(search_in(elsewhere.path())
        .arg("Koryolink")
        .env("SEARCH_INDEX", "nowhere"));
    environment.ended(2).complained("search", &["nowhere"]);
}

#[test]
fn places_are_links_where_they_are_wanted() {
    let workplace = three();
    let plain = search(workplace.path(), ["Koryolink"]).ended(0).stdout;
    assert!(!plain.contains('\u{1b}'), "{plain}");
    let linked = search(workplace.path(), ["Koryolink", "--hyperlink", "always"])
        .ended(0)
        .stdout;
    let path = workplace.path().join("corpus/b.md").canonicalize().unwrap();
    let path = path.to_str().unwrap();
    assert!(
        linked.contains("\u{1b}]8;;file://") && linked.contains(&format!("{path}#3\u{1b}\\")),
        "{linked}"
    );
    let code = [
        "Koryolink",
        "--hyperlink",
        "always",
        "--hyperlink-format",
        "vscode",
    ];
    let linked = search(workplace.path(), code).ended(0).stdout;
    assert!(
        linked.contains(&format!("\u{1b}]8;;vscode://file{path}:3\u{1b}\\")),
        "{linked}"
    );
    let odd = ["Koryolink", "--hyperlink-format", "file://{pth}"];
    search(workplace.path(), odd)
        .ended(2)
        .complained("search", &["there is no {pth}"]);
}

#[test]
fn a_hit_is_opened_with_the_program_of_ones_own() {
    if !Path::new("/bin/echo").exists() {
        eprintln!("skipped: a hit is opened: there is no /bin/echo");
        return;
    }
    let workplace = three();
    let open = |number: &str| {
        let mut command = search_in(workplace.path());
        command.args(["Koryolink", "--sort", "document", "--open", number]);
        run(command.env("SEARCH_OPENER", "/bin/echo opened +{line} {path}"))
    };
    let ran = open("2").ended(0);
    assert!(
        ran.stdout.contains("opened +3 ") && ran.stdout.trim_end().ends_with("corpus/b.md"),
        "{}",
        ran.stdout
    );
    open("9")
        .ended(2)
        .complained("search", &["no hit 9, 3 are shown"]);
    let mut command = search_in(workplace.path());
    command
        .args(["Koryolink", "--open", "1"])
        .env("SEARCH_OPENER", "no-such-program");
    run(&mut command)
        .ended(2)
        .complained("search", &["SEARCH_OPENER"]);
}

#[test]
fn an_id_shows_its_passage_among_its_neighbours() {
    let first = search(report(), ["label:22", "--in", "bibliography", "--jsonl"]).ended(0);
    let hit: Value = serde_json::from_str(first.stdout.lines().next().unwrap()).unwrap();
    let id = hit["id"].as_str().unwrap();
    let shown = search(report(), ["--show", id]).ended(0).stdout;
    for part in [
        "A.k.a Pak Jin-hek",
        "entry 21",
        "entry 23",
        "cited in 4 ›",
        id,
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let (document, hash) = id.split_once('#').unwrap();
    let json: Value = search(report(), ["--show", &format!("#{hash}"), "--json"])
        .ended(0)
        .json();
    assert_eq!(
        json["passage"]["passage"]["id"], id,
        "a hash alone will do: {json}"
    );
    assert_eq!(json["passage"]["before"][0]["place"]["label"], "21");
    let whole = search(report(), ["--show", document]).ended(0).stdout;
    assert!(
        whole.contains("Nicolas Levi") && whole.contains(" passages"),
        "{whole}"
    );
    let gone = search(report(), ["--show", &format!("{document}#00000000")]).ended(1);
    assert!(
        gone.stderr.contains("nothing here has the id")
            && gone.stderr.contains(&format!("search --show '{document}'")),
        "{}",
        gone.stderr
    );
    let moved = search(report(), ["--show", &format!("elsewhere/other#{hash}")]).ended(1);
    assert!(
        moved.stderr.contains(&format!("search --show '{id}'")),
        "{}",
        moved.stderr
    );
    let unknown = search(report(), ["--show", "\u{1b}[31mzzz"]).ended(1);
    assert!(!unknown.stderr.contains('\u{1b}'), "{}", unknown.stderr);
}

#[test]
fn passages_like_one_are_found() {
    let workplace = indexed(&[
        (
            "a.md",
            "# A\n\nThe Kwangmyong intranet runs on Red Star systems.\n",
        ),
        (
            "b.md",
            "# B\n\nWho wrote Red Star systems for the Kwangmyong network?\n",
        ),
        (
            "c.md",
            "# C\n\nPotatoes of Ryanggang and the weather there.\n",
        ),
    ]);
    let first = search(workplace.path(), ["intranet", "--jsonl"]).ended(0);
    let hit: Value = serde_json::from_str(first.stdout.lines().next().unwrap()).unwrap();
    let id = hit["id"].as_str().unwrap();
    let alike = search(workplace.path(), ["--similar", id, "--files"]).ended(0);
    assert_eq!(alike.stdout, "corpus/b.md\n");
    let quiet = search(workplace.path(), ["--similar", id, "--quiet"]).ended(0);
    assert_eq!(quiet.stdout, "");
    let gone = search(workplace.path(), ["--similar", "a#00000000"]).ended(1);
    assert!(
        gone.stderr.contains("nothing here has the id"),
        "{}",
        gone.stderr
    );
}
