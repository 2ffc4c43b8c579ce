//! Writers that are killed at any moment: the index always answers, is whole, and the next writer succeeds.

use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::Instant;

use crate::run::{indexed, search, search_index, search_index_in};

/// So many moments, spread over the time that the writer takes; `SEOJI_KILLS` asks for more.
fn kills() -> u32 {
    let asked = std::env::var("SEOJI_KILLS").ok();
    asked.and_then(|asked| asked.parse().ok()).unwrap_or(24)
}

#[test]
fn a_writer_that_is_killed_leaves_the_last_good_answer() {
    let place = indexed(&[("kept.md", "Koryolink kept\n"), ("0.md", "Ullim 0\n")]);
    let changing = place.path().join("corpus/0.md");
    let kills = kills();
    for arguments in [["update"], ["build"], ["compact"]] {
        fs::write(&changing, format!("Ullim before {arguments:?}\n")).unwrap();
        search_index(place.path(), ["update"]).ended(0);
        fs::write(&changing, format!("Ullim begins {arguments:?}\n")).unwrap();
        let begun = Instant::now();
        search_index(place.path(), arguments).ended(0);
        let takes = begun.elapsed();
        for kill in 0..kills {
            fs::write(&changing, format!("Ullim {arguments:?} {kill}\n")).unwrap();
            let mut writer = search_index_in(place.path())
                .args(arguments)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            thread::sleep(takes * kill / kills);
            // It may have ended already, which is a moment like any other.
            let _ = writer.kill();
            writer.wait().unwrap();
            for word in ["Koryolink", "Ullim"] {
                search(place.path(), [word]).ended(0);
            }
            search_index(place.path(), ["check"]).ended(0);
        }
        fs::write(&changing, format!("Naenara after {arguments:?}\n")).unwrap();
        search_index(place.path(), ["update"]).ended(0);
        search(place.path(), ["Naenara"]).ended(0);
        search(place.path(), ["Ullim"]).ended(1);
    }
    // What the killed ones left behind is gone: the current generation and the one before.
    let folders = fs::read_dir(place.path().join("index")).unwrap();
    let folders = folders.filter(|entry| entry.as_ref().unwrap().path().is_dir());
    assert_eq!(folders.count(), 2);
}

#[test]
fn two_writers_at_once_leave_one_whole_index() {
    let place = indexed(&[("kept.md", "Koryolink kept\n")]);
    for round in 0..8 {
        place.write("corpus/new.md", format!("Ullim round {round}\n"));
        let mut writers: Vec<_> = ["update", "build", "compact", "update"]
            .into_iter()
            .map(|action| {
                search_index_in(place.path())
                    .arg(action)
                    .stdout(Stdio::null())
                    .stderr(Stdio::null())
                    .spawn()
                    .unwrap()
            })
            .collect();
        // Readers during the swap.
        search(place.path(), ["Koryolink"]).ended(0);
        let ended: Vec<Option<i32>> = writers
            .iter_mut()
            .map(|writer| writer.wait().unwrap().code())
            .collect();
        assert!(ended.contains(&Some(0)), "{ended:?}");
        assert!(
            ended.iter().all(|code| matches!(code, Some(0 | 2))),
            "{ended:?}"
        );
        search_index(place.path(), ["check"]).ended(0);
    }
    search_index(place.path(), ["update"]).ended(0);
    search(place.path(), ["Ullim"]).ended(0);
}
