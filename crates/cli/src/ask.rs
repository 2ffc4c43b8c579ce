//! `search`: asks an index and shows the answer.

use std::ffi::OsString;
use std::io::{self, IsTerminal as _};
use std::process::ExitCode;

use seoji_query::{ExportFormat, Index, Results, Search};

use crate::answer;
use crate::flags::{self, SearchFlags};
use crate::locate::{Source, Surroundings};
use crate::outcome::{Outcome, Trouble, guarded, print, print_json, say};
use crate::terminal::shorten;
use crate::words;

const PROGRAM: &str = "search";
/// A query can be odd in a thousand places; a person wants to hear of the first few.
const MOST_HINTS: usize = 5;
/// Of each feature so many values are counted for people and in JSON.
const FACET_VALUES: usize = 10;

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
        .snippets(flags.snippets.into())
        .matching(flags.matching.into());
    if let Some(part) = flags.part {
        search = search.within(part.into());
    }
    if let Some(format) = flags.format {
        return export(&index, &search, format.into());
    }
    if flags.facets {
        search = search.facets(FACET_VALUES);
    }
    if flags.no_fix {
        search = search.no_fix();
    }
    let mut results = index.search(&search)?;
    // Scripts that read the text for people have no use for it.
    if !flags.as_is && (flags.json || io::stderr().is_terminal()) {
        // First: it may be why something is missing.
        results.hints.splice(0..0, index.behind());
    }
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

/// Prints the works of what is found for a reference manager.
fn export(index: &Index, search: &Search, format: ExportFormat) -> Result<Outcome, Trouble> {
    let references = index.references(search)?;
    if references.is_empty() {
        // Why there is nothing, and what to ask instead, is what any search would say.
        let results = index.search(search)?;
        tell(&results);
        if !results.documents.is_empty() {
            say(PROGRAM, "what was found cites no work that could be told");
        }
    }
    print(&seoji_query::export(&references, format))?;
    Ok(if references.is_empty() {
        Outcome::Nothing
    } else {
        Outcome::Found
    })
}

/// Says on stderr what is not part of the answer: that there is none, and what to ask instead.
fn tell(results: &Results) {
    if results.documents.is_empty() {
        let query = shorten(&results.query, 60);
        say(PROGRAM, &format!("nothing found for {query}"));
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
