//! Readers that stop reading, and places that cannot be written.

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use crate::run::{indexed, report, run, search_in};

#[test]
fn a_reader_that_has_had_enough_is_no_trouble() {
    // More output than a pipe holds, so that the program is still writing when its reader leaves.
    let pages: Vec<(String, String)> = (0..150)
        .map(|n| {
            (
                format!("{n:03}.md"),
                format!(
                    "# Page {n}\n\n{}\n",
                    "Koryolink sells SIM cards to foreigners. ".repeat(30)
                ),
            )
        })
        .collect();
    let workplace = indexed(&pages);
    for json in [false, true] {
        let mut command = search_in(workplace.path());
        command
            .args(["Koryolink", "--limit", "1000", "--snippets", "20"])
            .args(json.then_some("--json"));
        assert!(
            run(&mut command).ended(0).stdout.len() > 100_000,
            "the answer is larger than a pipe"
        );
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut reader = BufReader::with_capacity(64, child.stdout.take().unwrap());
        if json {
            reader.read_exact(&mut [0; 10]).unwrap();
        } else {
            reader.read_line(&mut String::new()).unwrap();
        }
        drop(reader);
        let mut said = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
        assert_eq!(said, "");
        assert_eq!(child.wait().unwrap().code(), Some(0));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_trouble() {
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    run(search_in(report()).arg("Koryolink").stdout(full))
        .ended(2)
        .complained("search", &["cannot write the answer"]);
}

#[cfg(target_os = "linux")]
#[test]
fn messages_that_nobody_can_read_change_nothing() {
    let full = || {
        std::fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap()
    };
    run(search_in(report()).args(["Pak", "Chol-su"]).stderr(full())).ended(1);
    run(search_in(report())
        .args(["Koryolink", "--index", "nowhere"])
        .stderr(full()))
    .ended(2);
}
