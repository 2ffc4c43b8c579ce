//! `search-index watch`: the index follows its corpus while the program runs, and ends when it is told to.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::run::{indexed, search, search_index, search_index_in};

/// Nothing takes so long unless it never comes.
const NEVER: Duration = Duration::from_secs(120);

/// A watch that runs.
struct Watching {
    program: Child,
    updates: Receiver<String>,
    messages: Receiver<String>,
}

impl Watching {
    /// Begins a watch and waits until it says so.
    fn begin(folder: &Path, arguments: &[&str]) -> Self {
        let mut program = search_index_in(folder)
            .args(["watch", "--json"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let updates = lines(program.stdout.take().unwrap());
        let messages = lines(program.stderr.take().unwrap());
        let watching = Self {
            program,
            updates,
            messages,
        };
        let said = watching.messages.recv_timeout(NEVER).unwrap();
        assert!(
            said.contains("watching") || said.contains("looking"),
            "{said}"
        );
        watching
    }

    /// Waits for updates until one leaves the index with so many documents.
    fn until_documents(&self, count: u64) -> Value {
        loop {
            let line = self
                .updates
                .recv_timeout(NEVER)
                .unwrap_or_else(|error| panic!("never {count} documents: {error}"));
            let update: Value = serde_json::from_str(&line).unwrap();
            if update["report"]["documents"] == count {
                return update;
            }
        }
    }

    /// Ends it with a signal, and gives its exit status.
    fn end(mut self, signal: &str) -> i32 {
        let id = self.program.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status().unwrap();
        assert!(sent.success());
        self.program
            .wait()
            .unwrap()
            .code()
            .expect("it ends by itself")
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        // A failed test must not leave it behind; one that has ended is not there to kill.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn lines(from: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    receiver
}

/// What people do to a folder: each step is seen, and what an update finds is what is there.
fn follows(arguments: &[&str]) {
    let place = indexed(&[("one.md", "Koryolink one\n"), ("two.md", "Ullim two\n")]);
    // Nobody watched when this one came.
    place.write("corpus/before.md", "Naenara before\n");
    let watching = Watching::begin(place.path(), arguments);
    watching.until_documents(3);
    search(place.path(), ["Naenara"]).ended(0);

    // A new folder with a burst of files.
    for number in 0..20 {
        place.write(&format!("corpus/deep/{number}.md"), "Samjiyon burst\n");
    }
    watching.until_documents(23);

    // An editor writes beside a file and renames; then a folder goes and a file is renamed.
    place.write("corpus/.one.md.swp", "Arirang swap\n");
    place.write("corpus/one.md~", "Arirang new\n");
    let corpus = place.path().join("corpus");
    fs::rename(corpus.join("one.md~"), corpus.join("one.md")).unwrap();
    fs::remove_file(corpus.join(".one.md.swp")).unwrap();
    fs::remove_dir_all(corpus.join("deep")).unwrap();
    fs::rename(corpus.join("two.md"), corpus.join("three.md")).unwrap();
    watching.until_documents(3);
    place.write("corpus/last.md", "Hana last\n");
    watching.until_documents(4);
    assert_eq!(watching.end("-TERM"), 0);

    for (word, status) in [
        ("Arirang", 0),
        ("Ullim", 0),
        ("Hana", 0),
        ("Samjiyon", 1),
        ("Koryolink", 1),
    ] {
        search(place.path(), [word]).ended(status);
    }
    let ran = search_index(place.path(), ["update"]).ended(0);
    assert_eq!(ran.stdout, "nothing has changed in 4 files\n");
    search_index(place.path(), ["check"]).ended(0);
}

#[test]
fn a_watch_follows_a_folder() {
    follows(&[]);
}

#[test]
fn a_watch_follows_a_folder_that_sends_no_events() {
    follows(&["--poll", "1"]);
}

#[test]
fn a_watch_of_a_folder_around_its_own_index_comes_to_rest() {
    let place = seoji_tests::Workplace::empty();
    place.write("one.md", "Koryolink one\n");
    search_index(place.path(), ["build", "."]).ended(0);
    let watching = Watching::begin(place.path(), &[]);
    place.write("two.md", "Ullim two\n");
    let update = watching.until_documents(2);
    place.write("three.md", "Naenara three\n");
    let next = watching.until_documents(3);
    // Had the index's own files woken it, there would be generations between.
    assert_eq!(
        next["report"]["generation"].as_u64(),
        update["report"]["generation"]
            .as_u64()
            .map(|number| number + 1)
    );
    assert_eq!(watching.end("-INT"), 0);
}

#[test]
fn a_watch_outlives_a_corpus_that_goes_and_comes_back() {
    let place = indexed(&[("one.md", "Koryolink one\n")]);
    let watching = Watching::begin(place.path(), &["--poll", "1"]);
    let (corpus, away) = (place.path().join("corpus"), place.path().join("away"));
    fs::rename(&corpus, &away).unwrap();
    let said = watching.messages.recv_timeout(NEVER).unwrap();
    // It may go while it is being listed.
    let gone = ["no such file or folder", "no document could be read"];
    assert!(gone.iter().any(|gone| said.contains(gone)), "{said}");
    search(place.path(), ["Koryolink"]).ended(0);
    fs::write(away.join("two.md"), "Ullim two\n").unwrap();
    fs::rename(&away, &corpus).unwrap();
    watching.until_documents(2);
    assert_eq!(watching.end("-TERM"), 0);
}

#[test]
fn a_watch_of_nothing_is_trouble() {
    let place = seoji_tests::Workplace::empty();
    place.write("corpus/one.md", "Koryolink one\n");
    search_index(place.path(), ["watch", "--index", "corpus"])
        .ended(2)
        .complained("search-index", &["no index in corpus"]);
}
