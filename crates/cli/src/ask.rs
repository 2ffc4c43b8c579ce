//! `search`: asks an index and shows the answer.

use std::ffi::OsString;
use std::process::ExitCode;

use seoji_query::{Index, Results, Search};

use crate::answer;
use crate::flags::{self, SearchFlags};
use crate::locate::{Source, Surroundings};
use crate::outcome::{Outcome, Trouble, guarded, print, print_json, say};
use crate::terminal::shorten;
use crate::words;

const PROGRAM: &str = "search";
/// A query can be odd in a thousand places; a person wants to hear of the first few.
const MOST_HINTS: usize = 5;

/// Runs `search` with these arguments, the program's name first.
pub fn ask(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let sorted = words::sort(arguments, flags::takes_value);
    let mut arguments = sorted.options;
    arguments.push("--".into());
    arguments.extend(sorted.words);
    let outcome = match flags::parse::<SearchFlags>(arguments) {
        Ok(flags) => guarded(PROGRAM, || run(&flags)),
        Err(ended) => ended,
    };
    outcome.into()
}

fn run(flags: &SearchFlags) -> Result<Outcome, Trouble> {
    let query = words::join(&flags.query)?;
    let located = Surroundings::here().locate(flags.index.as_deref())?;
    let index = Index::open(&located.path)?;
    if located.source == Source::LastBuilt {
        say(
            PROGRAM,
            &format!(
                "no index here; asking the one built last, {}",
                located.path.display()
            ),
        );
    }
    let mut search = Search::new(query)
        .limit(flags.limit.into())
        .per_document(flags.passages.into())
        .snippets(flags.snippets.into());
    if let Some(part) = flags.part {
        search = search.within(part.into());
    }
    let results = index.search(&search)?;
    let found = if results.documents.is_empty() {
        Outcome::Nothing
    } else {
        Outcome::Found
    };
    if flags.json {
        print_json(&results)?;
        return Ok(found);
    }
    tell(&results);
    print(&answer::render(&results, &flags.color.look()))?;
    Ok(found)
}

/// Says on stderr what is not part of the answer: that there is none, and what to ask instead.
fn tell(results: &Results) {
    let query = shorten(&results.query, 60);
    match &results.answered {
        Some(answered) => say(
            PROGRAM,
            &format!("nothing for {query}; showing {}", shorten(answered, 60)),
        ),
        None if results.documents.is_empty() => say(PROGRAM, &format!("nothing found for {query}")),
        None => {}
    }
    for hint in results.hints.iter().take(MOST_HINTS) {
        let message = shorten(&hint.message, 300);
        match &hint.query {
            Some(query) => say(
                PROGRAM,
                &format!("hint: {message}: {}", shorten(query, 200)),
            ),
            None => say(PROGRAM, &format!("hint: {message}")),
        }
    }
}
