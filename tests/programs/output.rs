//! What `search` prints for other programs and for reports: lines, counts, paths, quotes; its order and its pages.

use seoji_query::Results;
use serde_json::Value;

use crate::run::{Ran, indexed, report, run, search, search_in, search_index};

fn json_lines(ran: &Ran) -> Vec<Value> {
    let lines = ran.stdout.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect()
}

/// Pages that name Koryolink, with dates that go against their names.
fn dated() -> seoji_tests::Workplace {
    indexed(&[
        (
            "a.md",
            "---\ndate: 2017\n---\n# A\n\nKoryolink first\n\n## More\n\nthe Koryolink network of Koryolink\n",
        ),
        (
            "b.md",
            "---\ndate: 2019-05-01\n---\n# B\n\nKoryolink second\n",
        ),
        ("c.md", "# C\n\nKoryolink third\n"),
        (
            "d.md",
            "---\ndate: 2019-06-01\n---\n# D\n\nKoryolink fourth\n",
        ),
    ])
}

#[test]
fn jsonl_is_a_hit_a_line_with_its_document() {
    let ran = search(report(), ["Lazarus", "--jsonl", "--per-document", "5"]).ended(0);
    let lines = json_lines(&ran);
    assert_eq!(lines.len(), 5);
    let whole: Value = search(report(), ["Lazarus", "--json", "--per-document", "5"])
        .ended(0)
        .json();
    for (at, line) in lines.iter().enumerate() {
        assert_eq!(line["query"], "Lazarus");
        assert_eq!(line["document"]["id"], whole["documents"][0]["id"]);
        assert_eq!(line["document"]["path"], whole["documents"][0]["path"]);
        let hit = whole["documents"][0]["hits"][at].as_object().unwrap();
        for (key, value) in hit {
            assert_eq!(&line[key], value, "{key}");
        }
    }
    let none = search(report(), ["Koryolinkk", "--no-fix", "--jsonl"]).ended(1);
    assert_eq!(none.stdout, "");
}

#[test]
fn count_is_exact_and_nothing_else() {
    let workplace = dated();
    assert_eq!(
        search(workplace.path(), ["Koryolink", "--count"])
            .ended(0)
            .stdout,
        "5\n"
    );
    assert_eq!(
        search(workplace.path(), ["Koryolink", "--count", "--files"])
            .ended(0)
            .stdout,
        "4\n"
    );
    assert_eq!(
        search(
            workplace.path(),
            ["Koryolink", "--count", "--limit", "1", "--offset", "3"]
        )
        .ended(0)
        .stdout,
        "5\n"
    );
    let nothing = search(workplace.path(), ["Sony", "--count"]).ended(1);
    assert_eq!(nothing.stdout, "0\n");
}

#[test]
fn counts_end_at_a_thousand_unless_they_are_asked_for() {
    let pages: Vec<(String, String)> = (0..30)
        .map(|n| {
            let sections: String = (0..50)
                .map(|m| {
                    format!("## Section {m}\n\nKoryolink paragraph number {m} of page {n}\n\n")
                })
                .collect();
            (format!("{n}.md"), format!("# Page {n}\n\n{sections}"))
        })
        .collect();
    let workplace = indexed(&pages);
    let shown = search(workplace.path(), ["Koryolink"]).ended(0).stdout;
    assert!(
        shown.contains("1,000+ passages in 30 documents, 10 shown"),
        "{shown}"
    );
    let results: Results = search(workplace.path(), ["Koryolink", "--json"])
        .ended(0)
        .json();
    assert_eq!(
        (
            results.total.passages,
            results.total.documents,
            results.total.at_least
        ),
        (1_000, 30, true)
    );
    let exact: Results = search(workplace.path(), ["Koryolink", "--json", "--count"])
        .ended(0)
        .json();
    assert_eq!((exact.total.passages, exact.total.at_least), (1_500, false));
    assert_eq!(
        search(workplace.path(), ["Koryolink", "--count"])
            .ended(0)
            .stdout,
        "1500\n"
    );
}

#[test]
fn files_are_paths_and_all_of_them() {
    let pages: Vec<(String, String)> = (0..15)
        .map(|n| (format!("p{n:02}.md"), "# P\n\nKoryolink\n".to_owned()))
        .collect();
    let workplace = indexed(&pages);
    let ran = search(
        workplace.path(),
        ["Koryolink", "--files", "--sort", "document"],
    )
    .ended(0);
    let expected: String = (0..15).map(|n| format!("corpus/p{n:02}.md\n")).collect();
    assert_eq!(ran.stdout, expected);
    let two = search(workplace.path(), ["Koryolink", "--files", "--limit", "2"]).ended(0);
    assert_eq!(two.stdout.lines().count(), 2);
}

#[test]
fn quiet_says_nothing_and_ends_as_it_should() {
    let found = search(report(), ["Lazarus", "--quiet"]).ended(0);
    let nothing = search(report(), ["Zqxw", "--no-fix", "--quiet"]).ended(1);
    for ran in [found, nothing] {
        assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", ""));
    }
    search(report(), ["Lazarus", "--quiet", "--index", "nowhere"])
        .ended(2)
        .complained("search", &["nowhere"]);
}

#[test]
fn pages_follow_one_another() {
    let pages: Vec<(String, String)> = (0..130)
        .map(|n| {
            // Some hold both words in one passage, others in two.
            let text = if n % 2 == 0 {
                format!("# Page {n}\n\nKoryolink and Kwangmyong {n}\n")
            } else {
                format!("# Page {n}\n\nKoryolink {n}\n\n## More\n\nKwangmyong {n}\n")
            };
            (format!("{n}.md"), text)
        })
        .collect();
    let workplace = indexed(&pages);
    for flags in [
        &[][..],
        &["--flat"],
        &["--sort", "document"],
        &["--flat", "--sort", "date"],
    ] {
        let ask = |limit: &str, offset: &str| -> Results {
            let arguments = [
                "Koryolink",
                "Kwangmyong",
                "--json",
                "--limit",
                limit,
                "--offset",
                offset,
            ];
            search(workplace.path(), arguments.iter().chain(flags))
                .ended(0)
                .json()
        };
        let ids = |results: &Results| -> Vec<String> {
            let hits = results
                .documents
                .iter()
                .map(|document| document.hits[0].id.clone());
            hits.collect()
        };
        let whole = ask("1000", "0");
        assert_eq!(whole.total.documents, 130, "{flags:?}");
        let mut paged = Vec::new();
        for page in 0..5 {
            let results = ask("30", &(page * 30).to_string());
            assert_eq!(results.total, whole.total, "{flags:?} {page}");
            paged.extend(ids(&results));
        }
        let mut expected = ids(&whole);
        expected.truncate(150);
        assert_eq!(paged, expected, "{flags:?}");
    }
    let beyond = search(workplace.path(), ["Koryolink", "--offset", "900"]).ended(0);
    assert!(beyond.stderr.contains("--offset"), "{}", beyond.stderr);
}

#[test]
fn answers_are_sorted_as_asked() {
    let workplace = dated();
    let order = |flags: &[&str]| -> Vec<String> {
        let ran = search(
            workplace.path(),
            ["Koryolink", "--jsonl"].iter().chain(flags),
        )
        .ended(0);
        let name = |line: &Value| {
            format!(
                "{}{}",
                line["document"]["id"].as_str().unwrap(),
                line["ordinal"]
            )
        };
        json_lines(&ran).iter().map(name).collect()
    };
    assert_eq!(
        order(&["--sort", "date"])
            .iter()
            .map(|id| &id[..1])
            .collect::<String>(),
        "dbaac"
    );
    assert_eq!(order(&["--sort", "place"]), ["a0", "a1", "b0", "c0", "d0"]);
    assert_eq!(
        order(&["--sort", "document"])[..2],
        ["a1", "a0"],
        "the better passage first"
    );
    assert_eq!(
        order(&["--sort", "place", "--flat"]),
        ["a0", "a1", "b0", "c0", "d0"]
    );
    assert_eq!(order(&["--flat"])[0], "a1");
    assert_eq!(order(&["--flat", "--limit", "2"]).len(), 2);
    search(workplace.path(), ["Koryolink", "--sort", "size"])
        .ended(2)
        .complained("search", &["relevance, date, document, place, cited"]);
}

#[test]
fn what_is_cited_most_can_stand_first() {
    let page = "# Page\n\nOne[1] two[2] and again[2] here.\n\n## Second\n\nMore[2].\n\n## Bibliography\n\n[1] Tudor, D. North Korea Confidential. Tuttle, 2015.\n\n[2] Tudor, D. Ask a North Korean. Tuttle, 2017.\n";
    let workplace = indexed(&[("p.md", page)]);
    let ran = search(
        workplace.path(),
        [
            "Tudor",
            "--in",
            "bibliography",
            "--sort",
            "cited",
            "--jsonl",
        ],
    )
    .ended(0);
    let labels: Vec<Value> = json_lines(&ran)
        .iter()
        .map(|line| line["place"]["label"].clone())
        .collect();
    assert_eq!(labels, ["2", "1"]);
}

#[test]
fn flat_answers_are_not_grouped() {
    let workplace = dated();
    let shown = search(workplace.path(), ["Koryolink", "--flat"])
        .ended(0)
        .stdout;
    assert!(!shown.contains("more here"), "{shown}");
    assert!(shown.contains("5 passages in 4 documents"), "{shown}");
}

#[test]
fn per_document_limits_the_passages() {
    let workplace = dated();
    let one = search(workplace.path(), ["Koryolink", "--per-document", "1"])
        .ended(0)
        .stdout;
    assert!(
        one.contains("1 more here; --per-document 2 shows them"),
        "{one}"
    );
    let old = search(
        workplace.path(),
        ["Koryolink", "--passages", "2", "--jsonl"],
    )
    .ended(0);
    assert_eq!(json_lines(&old).len(), 5, "the name of the first release");
}

#[test]
fn markdown_quotes_with_place_file_and_reason() {
    let workplace = indexed(&[(
        "p.md",
        "# The [Page] of_C#x\n\n북한서 # 첫 [거래] Koryolink\n",
    )]);
    let shown = search(workplace.path(), ["북한은", "--format", "markdown"])
        .ended(0)
        .stdout;
    for part in [
        "# 북한은\n",
        "## The \\[Page\\] of\\_C\\#x",
        "`corpus/p.md` · SHA-256 `",
        "· line 3",
        "> **북한**서 \\# 첫 \\[거래\\] Koryolink",
        "- 북한은 → 북한: same word, other form\n",
    ] {
        assert!(shown.contains(part), "{part} is missing: {shown}");
    }
}

#[test]
fn evidence_from_behind_the_end_does_not_say_that_nothing_was_found() {
    let workplace = indexed(&[("p.md", "# Page\n\nKoryolink sells SIM cards\n")]);
    for format in ["csv", "markdown"] {
        let flags = ["Koryolink", "--format", format, "--offset", "9"];
        let shown = search(workplace.path(), flags).stdout;
        assert!(!shown.contains("othing found"), "{shown}");
        let nothing = search(workplace.path(), ["Koryolinks99", "--format", format]).ended(1);
        assert!(
            nothing.stdout.contains("othing found"),
            "{}",
            nothing.stdout
        );
    }
}

#[test]
fn csv_has_a_row_a_hit_and_no_formula() {
    let workplace = indexed(&[(
        "p.md",
        "# Page\n\n=HYPERLINK(\"http://evil\") Koryolink, \"quoted\"\n",
    )]);
    let shown = search(workplace.path(), ["Koryolink", "--format", "csv"])
        .ended(0)
        .stdout;
    let mut lines = shown.split("\r\n");
    let head = "query,document,title,authors,date,file,sha256,passage,kind,place,page,line,quote,marked,reason";
    assert_eq!(lines.next(), Some(head));
    let row = lines.next().unwrap();
    assert!(row.starts_with("Koryolink,p,Page,,,corpus/p.md,"), "{row}");
    assert!(
        row.contains("\"'=HYPERLINK(\"\"http://evil\"\") Koryolink, \"\"quoted\"\"\",Koryolink,"),
        "{row}"
    );
    let sha = row.split(',').nth(6).unwrap();
    assert!(
        sha.len() == 64 && sha.bytes().all(|byte| byte.is_ascii_hexdigit()),
        "{sha}"
    );
}

#[test]
fn a_report_on_nothing_says_what_was_tried_and_searched() {
    let workplace = indexed(&[("p.md", "# Page\n\nText\n"), ("empty.md", "\n")]);
    let markdown = search(workplace.path(), ["Koryolink", "--format", "markdown"]).ended(1);
    for part in [
        "Nothing found; 1 document searched, 1 file could not be read.",
        "Tried:\n\n- Koryolink (as typed",
    ] {
        assert!(
            markdown.stdout.contains(part),
            "{part}: {}",
            markdown.stdout
        );
    }
    let csv = search(workplace.path(), ["Koryolink", "--format", "csv"])
        .ended(1)
        .stdout;
    assert!(csv.contains("nothing found; 1 document searched, 1 file could not be read; tried: Koryolink (as typed"), "{csv}");
}

#[test]
fn a_list_of_queries_is_asked_in_one_run() {
    let workplace = dated();
    let list = workplace.write(
        "list.txt",
        "# what to watch\nKoryolink second\n\n  Sony  \n=third\n",
    );
    let list = list.to_str().unwrap();
    let json: Value = search(workplace.path(), ["--queries", list, "--json", "--no-fix"])
        .ended(0)
        .json();
    let answers = json["answers"].as_array().unwrap();
    let asked: Vec<&str> = answers
        .iter()
        .map(|answer| answer["query"].as_str().unwrap())
        .collect();
    assert_eq!(asked, ["Koryolink second", "Sony", "=third"]);
    assert_eq!(answers[1]["total"]["passages"], 0);
    let counts = search(workplace.path(), ["--queries", list, "--count", "--no-fix"])
        .ended(0)
        .stdout;
    assert_eq!(counts, "1\tKoryolink second\n0\tSony\n1\t=third\n");
    let csv = search(
        workplace.path(),
        ["--queries", list, "--format", "csv", "--no-fix"],
    )
    .ended(0)
    .stdout;
    assert_eq!(
        csv.matches("\r\n").count(),
        4,
        "a head and a row a query: {csv}"
    );
    assert!(csv.contains("\r\n\"'=third\","), "{csv}");
    let text = search(workplace.path(), ["--queries", list, "--no-fix"]).ended(0);
    assert!(
        text.stdout.contains("== Koryolink second\n"),
        "{}",
        text.stdout
    );
    assert!(
        text.stderr.contains("nothing found for Sony"),
        "{}",
        text.stderr
    );
    let nothing = workplace.write("none.txt", "# nothing\n");
    search(workplace.path(), ["--queries", nothing.to_str().unwrap()])
        .ended(2)
        .complained("search", &["holds no query"]);
    search(workplace.path(), ["--queries", list, "also"])
        .ended(2)
        .complained("search", &["not both"]);
    search(workplace.path(), ["--queries", "gone.txt"])
        .ended(2)
        .complained("search", &["cannot read gone.txt"]);
    let broken = workplace.write("broken.txt", b"one\ntwo \xff\n");
    search(workplace.path(), ["--queries", broken.to_str().unwrap()])
        .ended(2)
        .complained("search", &["line 2"]);
}

#[test]
fn new_documents_are_told_from_old_ones() {
    let workplace = dated();
    let count = |since: &str| {
        run(search_in(workplace.path()).args(["Koryolink", "--count", "--since", since])).stdout
    };
    assert_eq!(
        (count("today").as_str(), count("2999").as_str()),
        ("5\n", "0\n")
    );
    let none = search(workplace.path(), ["Koryolink", "--since", "2999"]).ended(1);
    assert!(
        none.stderr.contains("no document is new since 2999-01-01"),
        "{}",
        none.stderr
    );
    let added = |workplace: &seoji_tests::Workplace, id: &str| {
        let results = workplace
            .open()
            .search(&seoji_query::Search::new("Koryolink").evidence())
            .unwrap();
        let document = results
            .documents
            .into_iter()
            .find(|document| document.id == id)
            .unwrap();
        document.added.unwrap()
    };
    let old = added(&workplace, "a");
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    workplace.write("corpus/a.md", "# A\n\nKoryolink, changed\n");
    workplace.write("corpus/e.md", "# E\n\nKoryolink, new\n");
    search_index(workplace.path(), ["update"]).ended(0);
    let new = added(&workplace, "e");
    assert!(added(&workplace, "a") == old && new > old, "{old} {new}");
    assert_eq!(count(&new), "1\n");
    search_index(workplace.path(), ["build"]).ended(0);
    assert_eq!(
        (added(&workplace, "a"), added(&workplace, "e")),
        (old, new.clone()),
        "a rebuild keeps the days"
    );
    assert_eq!(count(&new), "1\n");
    let in_query = |query: &str| {
        let ran = search(workplace.path(), [query, "--count"]);
        ran.stdout.trim().parse::<u64>().unwrap()
    };
    let day = format!("added:{}", &new[..10]);
    assert_eq!(in_query(&format!("Koryolink added:{new}")), 1);
    assert_eq!(
        in_query(&format!("Koryolink -added:{new}")),
        4,
        "all but the new one"
    );
    assert_eq!(in_query(&format!("Koryolink {day}..{}", &new[..10])), 5);
    assert_eq!(in_query("Koryolink added:2999"), 0);
    assert_eq!(in_query("Koryolink (added:2999 OR third)"), 1);
    let odd = search(workplace.path(), ["Koryolink", "added:soon"]).ended(0);
    assert!(odd.stderr.contains("2026-11-20"), "{}", odd.stderr);
    search(workplace.path(), ["Koryolink", "--since", "soon"])
        .ended(2)
        .complained("search", &["2026-11-20"]);
}

/// Lets bash, where there is one, complete an option of a subcommand.
#[expect(clippy::print_stderr, reason = "what is skipped is to be seen")]
fn completes_in_bash(script: &str) {
    let typed = "COMP_WORDS=(search-index build --ind); COMP_CWORD=2; _search__index search-index --ind build; \
                 [ \"${COMPREPLY[*]}\" = --index ]";
    let run = std::process::Command::new("bash")
        .args(["--norc", "-c", &format!("{script}\n{typed}")])
        .status();
    match run {
        Ok(status) => assert!(status.success(), "bash does not complete: {script}"),
        Err(_) => eprintln!("skipped: no bash to complete in"),
    }
}

#[test]
fn shells_complete_and_manuals_tell_every_option() {
    let folder = report();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = search(folder, ["--completions", shell]).ended(0).stdout;
        assert!(script.contains("per-document"), "{shell}: {script}");
        let script = search_index(folder, ["completions", shell]).ended(0).stdout;
        assert!(script.contains("dry-run"), "{shell}: {script}");
        if shell == "bash" {
            completes_in_bash(&script);
        }
    }
    let page = search(folder, ["--man"]).ended(0).stdout;
    assert!(
        page.contains(".TH search 1") && page.contains("per\\-document"),
        "{page}"
    );
    let pages = search_index(folder, ["man"]).ended(0).stdout;
    assert!(
        pages.contains(".TH search-index 1") && pages.contains("dry\\-run"),
        "{pages}"
    );
}
