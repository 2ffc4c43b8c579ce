//! What `search` shows: the promises of the first release, for people and as JSON.

use seoji_query::{HitKind, Results};

use crate::run::{indexed, report, run, search, search_in};

#[test]
fn a_phrase_is_found_and_highlighted_in_its_place() {
    let ran = search(report(), ["\"Park Jin-hyok\""]).ended(0);
    assert!(ran.stdout.contains("«Park Jin-hyok»"), "{}", ran.stdout);
    let lower = ran.stdout.to_lowercase();
    assert!(
        lower.contains("4 › the lazarus organization › ¶1"),
        "{}",
        ran.stdout
    );
    assert!(
        lower.contains("internet, cryptocurrencies & blockchains in north korea"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("Nicolas Levi"), "{}", ran.stdout);
    assert!(
        ran.stdout
            .contains("corpus/levi-internet-cryptocurrencies-blockchains-north-korea.md"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains(" · line "), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("cites entry 22: A.k.a Pak Jin-hek."),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stdout.trim_end().ends_with("s)"),
        "the last line tells counts and time: {}",
        ran.stdout
    );
    assert_eq!(ran.stderr, "");
}

#[test]
fn a_note_is_found_with_its_label() {
    let ran = search(report(), ["Pak", "Jin-hek"]).ended(0);
    let first_place = ran
        .stdout
        .lines()
        .find(|line| line.starts_with("  ") && !line.trim().is_empty())
        .unwrap();
    assert!(first_place.contains(" 22"), "{}", ran.stdout);
    assert!(ran.stdout.contains("«Pak Jin-hek»"), "{}", ran.stdout);
}

#[test]
fn korean_is_found_whatever_clings_to_it() {
    for (query, marked) in [
        ("광명", "«광명»"),
        ("북한은", "«북한»"),
        ("컴퓨터위원회", "조선«컴퓨터위원회»"),
        ("해커 부대", "«해커부대»"),
        ("가상 화폐", "«가상화폐»"),
        ("미방송위", "«美방송위»"),
        ("\u{1100}\u{116a}\u{11bc}\u{1106}\u{1167}\u{11bc}", "«광명»"),
    ] {
        let ran = search(report(), [query, "--passages", "50"]).ended(0);
        assert!(ran.stdout.contains(marked), "{query}: {}", ran.stdout);
    }
}

#[test]
fn reasons_are_told_where_the_text_differs() {
    let ran = search(report(), ["북한은"]).ended(0);
    assert!(
        ran.stdout.contains("북한은 → 북한: same word, other form"),
        "{}",
        ran.stdout
    );
    let ran = search(report(), ["광명"]).ended(0);
    assert!(
        !ran.stdout.contains('→'),
        "what matches as typed needs no reason: {}",
        ran.stdout
    );
}

#[test]
fn nothing_found_is_status_1_and_said_on_stderr() {
    let ran = search(report(), ["Pak", "Chol-su"])
        .ended(1)
        .complained("search", &["nothing found for Pak Chol-su"]);
    assert_eq!(ran.stdout, "");
    let results: Results = search(report(), ["Pak Chol-su", "--json"]).ended(1).json();
    assert!(results.documents.is_empty());
    assert_eq!(results.total.passages, 0);
}

#[test]
fn json_reads_back_with_nothing_unknown() {
    // `Results` refuses unknown fields.
    let results: Results = search(report(), ["Park Jin-hyok", "--json", "--snippets", "2"])
        .ended(0)
        .json();
    assert_eq!(
        (results.version, results.query.as_str()),
        (1, "Park Jin-hyok")
    );
    assert_eq!(results.total.documents, 1);
    let hit = &results.documents[0].hits[0];
    assert_eq!(hit.kind, HitKind::Paragraph);
    assert_eq!(hit.place.section[0], "4");
    assert!(hit.place.line.is_some());
    assert!(hit.cites.contains(&"22".to_owned()), "{:?}", hit.cites);
    assert!(hit.mark("«", "»").contains("«Park Jin-hyok»"));
    assert!(!hit.why.is_empty());
    let bytes = search(report(), ["Park Jin-hyok", "--json", "--snippets", "2"])
        .ended(0)
        .stdout;
    // Through text, as a score that is widened to 64 bits reads otherwise.
    let written: serde_json::Value =
        serde_json::from_str(&serde_json::to_string(&results).unwrap()).unwrap();
    let mut read: serde_json::Value = serde_json::from_str(&bytes).unwrap();
    read["elapsed_us"] = written["elapsed_us"].clone();
    assert_eq!(read, written, "nothing is lost on the way");
}

#[test]
fn options_may_stand_anywhere_and_a_dash_leaves_a_word_out() {
    let all: Results = search(report(), ["--json", "Lazarus", "--passages", "100"])
        .ended(0)
        .json();
    let without: Results = search(report(), ["Lazarus", "-Sony", "--json", "--passages=100"])
        .ended(0)
        .json();
    assert!(
        all.documents[0]
            .hits
            .iter()
            .any(|hit| hit.text.contains("Sony"))
    );
    assert!(
        without.documents[0]
            .hits
            .iter()
            .all(|hit| !hit.text.contains("Sony"))
    );
    let phrase: Results = search(
        report(),
        ["--json", "Lazarus", "-Sony Group", "--passages=100"],
    )
    .ended(0)
    .json();
    assert_eq!(phrase.query, "Lazarus -\"Sony Group\"");
    let after: Results = search(report(), ["--json", "--", "Lazarus", "-Sony"])
        .ended(0)
        .json();
    assert_eq!(after.query, "Lazarus -Sony");
}

#[test]
fn a_part_of_the_documents_can_be_searched() {
    let body: Results = search(
        report(),
        ["--in", "body", "Lazarus", "--json", "--passages", "100"],
    )
    .ended(0)
    .json();
    let notes: Results = search(
        report(),
        [
            "--in",
            "bibliography",
            "Lazarus",
            "--json",
            "--passages",
            "100",
        ],
    )
    .ended(0)
    .json();
    let is_reference = |kind| matches!(kind, HitKind::Entry | HitKind::Note);
    assert!(
        body.documents[0]
            .hits
            .iter()
            .all(|hit| !is_reference(hit.kind))
    );
    assert!(
        notes.documents[0]
            .hits
            .iter()
            .all(|hit| is_reference(hit.kind))
    );
}

#[test]
fn limits_are_kept_and_told() {
    let pages: Vec<(String, String)> = (0..30)
        .map(|n| {
            (
                format!("{n}.md"),
                format!("# Page {n}\n\nKoryolink\n\n## More\n\nKoryolink again\n"),
            )
        })
        .collect();
    let workplace = indexed(&pages);
    let results: Results = search(workplace.path(), ["Koryolink", "--json"])
        .ended(0)
        .json();
    assert_eq!((results.documents.len(), results.total.documents), (10, 30));
    let ran = search(workplace.path(), ["Koryolink", "--limit", "2"]).ended(0);
    assert!(
        ran.stdout.contains("in 30 documents, 2 shown"),
        "{}",
        ran.stdout
    );
}

#[test]
fn colours_come_when_asked_for() {
    let mark = "\u{1b}[1;31m";
    let plain = search(report(), ["Koryolink"]).ended(0).stdout;
    assert!(
        !plain.contains('\u{1b}') && plain.contains("«Koryolink»"),
        "a pipe gets no colours: {plain}"
    );
    let coloured = search(report(), ["Koryolink", "--color", "always"])
        .ended(0)
        .stdout;
    assert!(
        coloured.contains(&format!("{mark}Koryolink\u{1b}[0m")) && !coloured.contains('«'),
        "{coloured}"
    );
    let asked = run(search_in(report())
        .args(["Koryolink", "--color=always"])
        .env("NO_COLOR", "1"))
    .ended(0)
    .stdout;
    assert!(
        asked.contains(mark),
        "a flag is stronger than the environment: {asked}"
    );
    let never = search(report(), ["Koryolink", "--color", "never"])
        .ended(0)
        .stdout;
    assert!(!never.contains('\u{1b}'), "{never}");
}

#[test]
fn a_terminal_gets_colours_unless_no_color_is_set() {
    if cfg!(not(target_os = "linux"))
        || std::process::Command::new("script")
            .arg("--version")
            .output()
            .is_err()
    {
        eprintln!("skipped: a terminal gets colours: there is no util-linux `script` to make one");
        return;
    }
    let on_terminal = |no_color: &str| {
        let program = env!("CARGO_BIN_EXE_search");
        let mut command = std::process::Command::new("script");
        command
            .args(["-qec", &format!("'{program}' Koryolink"), "/dev/null"])
            .current_dir(report());
        command
            .env("NO_COLOR", no_color)
            .env("TERM", "xterm")
            .env_remove("SEARCH_INDEX");
        run(command.stdin(std::process::Stdio::null()))
            .ended(0)
            .stdout
    };
    assert!(
        on_terminal("").contains("\u{1b}[1;31mKoryolink"),
        "an empty NO_COLOR counts as unset"
    );
    let plain = on_terminal("1");
    assert!(
        !plain.contains('\u{1b}') && plain.contains("«Koryolink»"),
        "{plain}"
    );
}

#[test]
fn foreign_text_cannot_drive_the_terminal() {
    let page = "# Title \u{1b}]0;owned\u{7} here\n\nKoryolink \u{1b}[31mred \u{9b}32m and \u{202e}reversed text\n";
    let workplace = indexed(&[("trap.md", page)]);
    for color in ["never", "always"] {
        let shown = search(workplace.path(), ["Koryolink", "--color", color])
            .ended(0)
            .stdout;
        let own = shown
            .replace("\u{1b}[0m", "")
            .replace("\u{1b}[1m", "")
            .replace("\u{1b}[2m", "");
        let own = own.replace("\u{1b}[36m", "").replace("\u{1b}[1;31m", "");
        assert!(
            !own.chars()
                .any(|c| c.is_control() && c != '\n' || c == '\u{202e}'),
            "{own:?}"
        );
    }
    let json = search(workplace.path(), ["Koryolink", "--json"]).ended(0);
    assert!(
        !json
            .stdout
            .trim_end()
            .chars()
            .any(|c| c.is_control() || c == '\u{202e}'),
        "{:?}",
        json.stdout
    );
    json.json::<Results>();
}

#[test]
fn help_and_version_are_answers() {
    let help = search(report(), ["--help"]).ended(0).stdout;
    for part in [
        "'\"Park Jin-hyok\"'",
        "--index",
        "SEARCH_INDEX",
        "--in",
        "Exit status",
        "-Sony",
    ] {
        assert!(help.contains(part), "{part} is missing: {help}");
    }
    let short = search(report(), ["-h"]).ended(0).stdout;
    assert!(
        short.len() < help.len() && short.contains("--limit"),
        "{short}"
    );
    assert!(
        search(report(), ["--version"])
            .ended(0)
            .stdout
            .starts_with("search ")
    );
}
