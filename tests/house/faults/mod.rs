//! Every step of every writer fails, is the last before a kill, or the last before the power goes: the last good answer
//! stays, the next writer succeeds and leaves nothing behind.

mod disk;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use disk::{Disk, Fault, Loss};
use seoji_indexer::{BuildOptions, IndexFolder, Silent, UpdateOptions};
use seoji_query::{Index, Search};
use seoji_schema::Operation;
use seoji_tests::{Workplace, copy};

/// Numbers of the operating system: a defect, a full disk, no permission.
const EIO: i32 = 5;
const ENOSPC: i32 = 28;
const EACCES: i32 = 13;

/// What is asked; who answers each tells one state of the corpus from another.
const QUERIES: &[&str] = &["Koryolink", "북한", "Ullim", "Naenara", "Samjiyon"];

/// Something that writes.
type Writer = fn(&IndexFolder, &Path) -> Result<(), seoji_indexer::Error>;

fn build(index: &IndexFolder, corpus: &Path) -> Result<(), seoji_indexer::Error> {
    // One thread, so that the steps come in the same order each time.
    let options = BuildOptions {
        jobs: Some(1),
        ..BuildOptions::default()
    };
    seoji_indexer::build(&[corpus.to_path_buf()], index, &options, &Silent).map(drop)
}

fn update(index: &IndexFolder, _: &Path) -> Result<(), seoji_indexer::Error> {
    let options = UpdateOptions {
        jobs: Some(1),
        ..UpdateOptions::default()
    };
    seoji_indexer::update(index, &options, &Silent).map(drop)
}

/// Who answers each query, or why nobody does.
fn answers(index: &Path) -> Result<Vec<BTreeSet<String>>, String> {
    let index = Index::open(index).map_err(|error| error.to_string())?;
    let ask = |query: &&str| {
        let results = index.search(&Search::new(*query).limit(50));
        let documents = results
            .unwrap_or_else(|error| panic!("{query}: {error}"))
            .documents;
        documents.into_iter().map(|document| document.id).collect()
    };
    Ok(QUERIES.iter().map(ask).collect())
}

/// A corpus in its new state, and an index of its old one (none before the first build).
struct Before {
    place: Workplace,
    old: Result<Vec<BTreeSet<String>>, String>,
    new: Vec<BTreeSet<String>>,
}

impl Before {
    fn new(indexed: bool) -> Self {
        Self::beside(indexed, None)
    }

    /// The same corpus in two partitions: a file of this name that is no text takes their room.
    fn in_partitions() -> Self {
        Self::beside(true, Some("corpus/filling.bin"))
    }

    fn beside(indexed: bool, filling: Option<&str>) -> Self {
        // What is synced some hundred thousand times should not be on a real disk.
        let place = Workplace::in_memory();
        if let Some(name) = filling {
            place.write(name, "");
            let file = fs::File::options()
                .write(true)
                .open(place.path().join(name));
            // Sparse; a partition begins behind each MiB.
            file.unwrap().set_len(2_200_000).unwrap();
        }
        place.write(
            "corpus/kept.md",
            "# Kept\n\nKoryolink sells SIM cards in 북한.\n",
        );
        place.write("corpus/changed.md", "# Changed\n\nUllim was a tablet.\n");
        place.write(
            "corpus/removed.md",
            "# Removed\n\nNaenara is 북한의 page.\n",
        );
        place.write("aliases.txt", "Ullim = 울림\n");
        fs::create_dir(place.path().join("index")).unwrap();
        let corpus = place.path().join("corpus");
        if indexed {
            let index = IndexFolder::at(place.path().join("index"));
            build(&index, &corpus).unwrap();
            build(&index, &corpus).unwrap();
            fs::remove_file(corpus.join("removed.md")).unwrap();
            place.write("corpus/changed.md", "# Changed\n\nSamjiyon is a tablet.\n");
            place.write(
                "corpus/added.md",
                "# Added\n\nUllim and Naenara, 북한의 이름.\n",
            );
        }
        let clean = place.path().join("clean");
        build(&IndexFolder::at(&clean), &corpus).unwrap();
        let new = answers(&clean).unwrap();
        let old = answers(&place.path().join("index"));
        assert_ne!(
            old.as_ref().ok(),
            Some(&new),
            "the states can be told apart"
        );
        Self { place, old, new }
    }

    fn corpus(&self) -> PathBuf {
        self.place.path().join("corpus")
    }

    /// A fresh copy of the index.
    fn index(&self) -> PathBuf {
        let index = self.place.path().join("tried");
        let _ = fs::remove_dir_all(&index);
        copy(&self.place.path().join("index"), &index);
        index
    }
}

/// What must be true after a writer met a fault: `case` tells which.
fn survived(before: &Before, index: &Path, done: &Result<(), seoji_indexer::Error>, case: &str) {
    let now = answers(index);
    match done {
        Ok(()) => assert_eq!(now.as_ref(), Ok(&before.new), "{case}"),
        // A fault behind the swap of the pointer finds the new state in place.
        Err(_) => match (&now, &before.old) {
            (Ok(now), Ok(old)) => assert!(now == old || *now == before.new, "{case}: {now:?}"),
            (Ok(now), Err(_)) => assert_eq!(*now, before.new, "{case}"),
            (Err(told), Err(_)) => assert!(told.contains("search-index build"), "{case}: {told}"),
            (Err(told), Ok(_)) => panic!("{case}: no answer any more: {told}"),
        },
    }
}

/// The next writers succeed, and afterwards nothing is there that does not belong there.
fn recovered(before: &Before, index: &Path, next: Writer, case: &str) {
    let folder = IndexFolder::at(index);
    let next = match folder.is_index() {
        true => next,
        false => build,
    };
    next(&folder, &before.corpus()).unwrap_or_else(|error| panic!("{case}: {error}"));
    assert_eq!(answers(index).as_ref(), Ok(&before.new), "{case}");
    let check = seoji_indexer::check(&folder).unwrap();
    assert!(check.damages.is_empty(), "{case}: {check:?}");
}

/// What one writer may leave for a reader, the next one clears.
fn cleared(before: &Before, index: &Path, case: &str) {
    let folder = IndexFolder::at(index);
    let previous = folder.manifest().unwrap().generation;
    build(&folder, &before.corpus()).unwrap();
    let manifest = folder.manifest().unwrap();
    let current = format!("g-{:06}", manifest.generation);
    let previous = format!("g-{:06}", previous);
    for name in names(index) {
        let belongs = ["current", "lock", "seen", "transcripts"].contains(&name.as_str())
            || name == current
            || name == previous;
        assert!(belongs, "{case}: {name} was left in the index");
    }
    let files: BTreeSet<String> = names(&index.join(&current)).into_iter().collect();
    for name in files {
        let belongs = name.starts_with('.')
            || name == "manifest.json"
            || manifest.files.iter().any(|file| file.name == name);
        assert!(belongs, "{case}: {name} was left in the generation");
    }
    for file in manifest.files {
        assert!(
            !file.name.ends_with(".new"),
            "{case}: {} was published",
            file.name
        );
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let name = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
    entries.map(|entry| name(entry.unwrap())).collect()
}

/// Whether every step is to meet every fault; else each meets two of the four, in turn. `SEOJI_FAULTS=all` asks for it.
fn every_fault() -> bool {
    std::env::var_os("SEOJI_FAULTS").is_some_and(|asked| asked == "all")
}

/// Lets a writer meet every fault at every one of its steps.
fn at_every_step(before: &Before, writer: Writer) {
    let index = before.index();
    let disk = Disk::of(&index, None);
    let watched = |disk: &std::sync::Arc<Disk>| IndexFolder::with_storage(&index, disk.storage());
    writer(&watched(&disk), &before.corpus()).unwrap();
    let steps = disk.steps();
    assert!(steps.len() > 50, "the steps are seen");
    for (at, step) in steps.iter().enumerate() {
        let refusal = [EIO, ENOSPC, EACCES][at % 3];
        let next = [build, update][at % 2];
        let faults = [
            (Fault::Refused(refusal), None),
            (Fault::Killed, Some(Loss::AllThatMay)),
            (Fault::Killed, None),
            (Fault::Killed, Some(Loss::Bytes)),
        ];
        for (number, (fault, loss)) in faults.into_iter().enumerate() {
            if !every_fault() && number % 2 != at % 2 {
                continue;
            }
            let case = format!(
                "step {at} of {}, {step:?}: {fault:?}, {loss:?}",
                steps.len()
            );
            before.index();
            let disk = Disk::of(&index, Some((at, fault)));
            let done = writer(&watched(&disk), &before.corpus());
            match (loss, &done) {
                (Some(loss), _) => disk.lose(loss),
                (None, Err(error)) if fault != Fault::Killed => advised(&error.to_string(), &case),
                (None, _) => {}
            }
            // Power that went after the end took nothing of what was promised.
            survived(before, &index, &done, &case);
            recovered(before, &index, next, &case);
            // Each of the four at some of the steps.
            if (at + usize::from(loss.is_some())) % 8 == 0 {
                cleared(before, &index, &case);
            }
        }
    }
}

/// A message says what to do.
fn advised(message: &str, case: &str) {
    let advice = [
        "free some space",
        "make it readable and writable",
        "run it again",
        "rebuild it with",
    ];
    assert!(
        advice.iter().any(|advice| message.contains(advice)),
        "{case}: {message}"
    );
}

/// Lets a writer meet a fault that lasts, from some of its steps on.
fn from_some_steps_on(writer: Writer, fault: Fault) {
    let before = Before::new(true);
    let index = before.index();
    for at in (0..160).step_by(7) {
        let case = format!("{fault:?} from step {at} on");
        before.index();
        let disk = Disk::of(&index, Some((at, fault)));
        let done = writer(
            &IndexFolder::with_storage(&index, disk.storage()),
            &before.corpus(),
        );
        if let Err(error) = &done {
            advised(&error.to_string(), &case);
        }
        survived(&before, &index, &done, &case);
        recovered(&before, &index, writer, &case);
        cleared(&before, &index, &case);
    }
}

#[test]
fn a_full_disk_and_one_that_cannot_be_written_leave_the_last_good_answer() {
    for fault in [Fault::Full, Fault::ReadOnly] {
        from_some_steps_on(build, fault);
        from_some_steps_on(update, fault);
    }
}

#[test]
fn an_update_copies_what_cannot_be_linked() {
    let before = Before::new(true);
    let index = before.index();
    let disk = Disk::of(&index, Some((0, Fault::NoLinks)));
    let done = update(
        &IndexFolder::with_storage(&index, disk.storage()),
        &before.corpus(),
    );
    done.unwrap();
    let steps = disk.steps();
    let copied = steps.iter().filter(|step| step.0 == Operation::Copy);
    assert!(copied.count() > 5, "{steps:?}");
    survived(&before, &index, &Ok(()), "no links");
    recovered(&before, &index, update, "no links");
    cleared(&before, &index, "no links");
}

#[test]
fn a_reader_that_is_refused_a_step_answers_from_another_state_or_says_why() {
    let before = Before::new(true);
    let index = before.index();
    let print = IndexFolder::at(&index).manifest().unwrap().fingerprint;
    let disk = Disk::of(&index, None);
    let folder = IndexFolder::with_storage(&index, disk.storage());
    folder.open(&print).unwrap();
    let steps = disk.steps();
    let mut fallbacks = 0;
    for (at, step) in steps.iter().enumerate() {
        let case = format!("step {at}, {step:?}");
        let disk = Disk::of(&index, Some((at, Fault::Refused(EIO))));
        match IndexFolder::with_storage(&index, disk.storage()).open(&print) {
            Ok(generation) => {
                let told = generation.fallback.is_some();
                fallbacks += usize::from(told);
                let searcher = generation.reader.searcher();
                assert!(searcher.num_docs() > 3, "{case}");
            }
            Err(error) => advised(&error.to_string(), &case),
        }
    }
    assert!(
        fallbacks > 5,
        "only {fallbacks} of {} fell back",
        steps.len()
    );
}

#[test]
fn a_first_build_survives_every_fault() {
    at_every_step(&Before::new(false), build);
}

#[test]
fn a_rebuild_survives_every_fault() {
    at_every_step(&Before::new(true), build);
}

#[test]
fn a_build_that_merges_partitions_survives_every_fault() {
    let before = Before::in_partitions();
    let disk = Disk::of(&before.index(), None);
    let index = IndexFolder::with_storage(before.index(), disk.storage());
    build(&index, &before.corpus()).unwrap();
    let merged = |step: &(Operation, PathBuf)| step.1.to_string_lossy().contains("segment-0");
    assert!(disk.steps().iter().any(merged), "{:?}", disk.steps());
    at_every_step(&before, build);
}

#[test]
fn an_update_survives_every_fault() {
    at_every_step(&Before::new(true), update);
}

#[test]
fn forgetting_and_compacting_survive_every_fault() {
    let forget: Writer = |index, _| {
        seoji_indexer::forget(index, &["removed".to_owned()])?;
        seoji_indexer::compact(index).map(drop)
    };
    let before = Before::new(true);
    let index = before.index();
    let disk = Disk::of(&index, None);
    forget(
        &IndexFolder::with_storage(&index, disk.storage()),
        &before.corpus(),
    )
    .unwrap();
    let forgotten = answers(&index).unwrap();
    let steps = disk.steps();
    for (at, step) in steps.iter().enumerate() {
        for fault in [Fault::Refused(ENOSPC), Fault::Killed] {
            if !every_fault() && at % 4 != usize::from(fault == Fault::Killed) {
                continue;
            }
            let case = format!("step {at} of {}, {step:?}: {fault:?}", steps.len());
            before.index();
            let disk = Disk::of(&index, Some((at, fault)));
            let folder = IndexFolder::with_storage(&index, disk.storage());
            let done = forget(&folder, &before.corpus());
            let now = answers(&index).unwrap_or_else(|error| panic!("{case}: {error}"));
            assert!(
                now == forgotten || Ok(&now) == before.old.as_ref(),
                "{case}"
            );
            assert!(done.is_err() || now == forgotten, "{case}");
            recovered(&before, &index, update, &case);
        }
    }
}
