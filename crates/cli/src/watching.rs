//! `search-index watch`: says what an index that follows its corpus does, a line an update.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use seoji_indexer::{Update, Watch, WatchOptions, Watched};

use crate::manage::{PROGRAM, Versioned};
use crate::outcome::{Trouble, print, print_json, say};
use crate::report::{self, counted, duration, grouped, moment};

/// Keeps an index up to date until a signal ends it.
pub(crate) fn watch(index: &Path, options: &WatchOptions, json: bool) -> Result<(), Trouble> {
    let watch = Watch::default();
    let stopper = watch.stopper();
    ctrlc::set_handler(move || stopper.stop())
        .map_err(|error| Trouble::new(format!("cannot listen for signals: {error}")))?;
    let mut trouble = None;
    watch.run(index, options, &mut |what| match tell(&what, json) {
        Ok(()) => ControlFlow::Continue(()),
        Err(unwritten) => {
            trouble = Some(unwritten);
            ControlFlow::Break(())
        }
    })?;
    match trouble {
        Some(trouble) => Err(trouble),
        None => Ok(()),
    }
}

fn tell(what: &Watched, json: bool) -> Result<(), Trouble> {
    match what {
        Watched::Waiting(corpora) => {
            let names: Vec<String> = corpora
                .iter()
                .map(|corpus| corpus.display().to_string())
                .collect();
            say(
                PROGRAM,
                &format!("watching {} (Ctrl-C ends it)", names.join(", ")),
            );
        }
        Watched::Polling(every, reason) => say(
            PROGRAM,
            &format!(
                "looking at the corpus every {} s ({reason}); Ctrl-C ends it",
                every.as_secs()
            ),
        ),
        Watched::Failed(error) => say(
            PROGRAM,
            &format!("not updated, will be tried again: {error}"),
        ),
        Watched::Updated(update) => {
            for oddity in report::oddities(&update.news()) {
                say(PROGRAM, &oddity);
            }
            if json {
                print_json(&Versioned::of(update))?;
            } else {
                print(&updated(update))?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// An update in one line.
fn updated(update: &Update) -> String {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |elapsed| elapsed.as_secs());
    let mut parts = Vec::new();
    for (count, what) in [
        (update.added.len(), "new"),
        (update.changed.len(), "changed"),
        (update.removed.len(), "gone"),
        (update.again.len(), "read again for your own words"),
    ] {
        if count > 0 {
            parts.push(format!("{} {what}", grouped(count as u64)));
        }
    }
    if update.aliases {
        parts.push("your own list of names".to_owned());
    }
    if update.dictionary && update.again.is_empty() {
        parts.push("your own words".to_owned());
    }
    format!(
        "{}  {}; {}, generation {} ({})\n",
        moment(now),
        parts.join(", "),
        counted(update.report.documents, "document"),
        update.report.generation,
        duration(update.report.elapsed)
    )
}
