//! The page on the query language and the program cannot disagree: each of its lines is run by a real shell.

use std::fs;
use std::path::Path;

use seoji_tests::repository;

use crate::run::{Ran, ran, report, search_in};

/// What the page says of a line: what stands in the answer or in a message; `nothing` where nothing is found.
struct Line {
    number: usize,
    command: String,
    expected: Vec<String>,
    found: bool,
}

#[test]
fn every_line_of_the_page_does_what_it_says() {
    let page = fs::read_to_string(repository().join("docs/query-language.md")).unwrap();
    let lines = lines(&page);
    assert!(lines.len() > 50, "the examples were read: {}", lines.len());
    let mut complaints = Vec::new();
    for line in lines {
        let ran = shell(&line.command);
        let told = format!("{}{}", ran.stdout, ran.stderr);
        let missing: Vec<&String> = line
            .expected
            .iter()
            .filter(|expected| !told.contains(expected.as_str()))
            .collect();
        let status = if line.found { 0 } else { 1 };
        if ran.status != status || !missing.is_empty() {
            complaints.push(format!(
                "line {}: {}\nstatus {}, missing {missing:?}\n{told}",
                line.number, line.command, ran.status
            ));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// Every field that the program knows stands on the page.
#[test]
fn the_page_tells_every_field() {
    let page = fs::read_to_string(repository().join("docs/query-language.md")).unwrap();
    let told = shell("search zzzz:x").stderr + &shell("search --no-fix zzzz:x").stdout;
    let fields = told.split("fields are ").nth(1).unwrap_or_default();
    let fields: Vec<&str> = fields
        .lines()
        .next()
        .unwrap_or_default()
        .split(' ')
        .collect();
    assert!(fields.len() > 10, "{told}");
    for field in fields {
        assert!(page.contains(&format!("| `{field}` |")), "{field}");
    }
}

/// Under `--explain` the parts of a score are told, in JSON as an object; without it nothing of the kind.
#[test]
fn scores_are_explained_on_demand() {
    let explained = shell("search --explain hackers");
    assert!(explained.stdout.contains("idf"), "{}", explained.stdout);
    assert!(
        explained.stdout.contains("[hacker/en×"),
        "{}",
        explained.stdout
    );
    let plain = shell("search hackers");
    assert!(!plain.stdout.contains("idf"), "{}", plain.stdout);
    let results: seoji_query::Results = shell("search --explain --json hackers").json();
    let hit = &results.documents[0].hits[0];
    let parts = &hit.explanation.as_ref().unwrap().parts;
    let sum: f32 = parts.iter().map(|part| part.score).sum();
    assert!((sum - hit.score).abs() < 1e-3, "{parts:?}");
}

fn lines(page: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut inside = false;
    for (at, text) in page.lines().enumerate() {
        if let Some(fence) = text.strip_prefix("```") {
            inside = fence == "sh";
            continue;
        }
        if !inside {
            continue;
        }
        let (command, comment) = text.split_once("  # ").unwrap_or((text, ""));
        let mut expected = Vec::new();
        let mut found = true;
        for part in comment.split("; ") {
            if part == "nothing" {
                found = false;
            } else if part.contains('«') {
                let marks = part.split_inclusive('»');
                expected.extend(marks.map(|mark| mark.trim().to_owned()));
            } else {
                expected.push(part.to_owned());
            }
        }
        lines.push(Line {
            number: at + 1,
            command: command.trim_end().to_owned(),
            expected,
            found,
        });
    }
    lines
}

/// Runs a line in the folder of the report, as a person does.
fn shell(line: &str) -> Ran {
    let program = search_in(report());
    let folder = Path::new(program.get_program()).parent().unwrap();
    let path = format!("{}:/usr/bin:/bin", folder.display());
    let mut command = std::process::Command::new("sh");
    command
        .args(["-c", line])
        .current_dir(report())
        .env_clear()
        .env("PATH", path);
    ran(command.output().unwrap())
}
