//! `search`: asks an index and shows the answer.

use std::ffi::OsString;
use std::io::{self, IsTerminal as _};
use std::process::ExitCode;

use seoji_query::{Counting, ExportFormat, Index, Results, Search};

use crate::answer::{self, Layout};
use crate::config::Config;
use crate::evidence::{self, Searched};
use crate::flags::{self, Format, SearchFlags};
use crate::generate;
use crate::links::{self, Linker};
use crate::lists;
use crate::locate::{Source, Surroundings};
use crate::outcome::{Outcome, Trouble, guarded, print, print_json, say};
use crate::queries;
use crate::showing;
use crate::terminal::shorten;
use crate::words;

const PROGRAM: &str = "search";
/// A query can be odd in a thousand places; a person wants to hear of the first few.
const MOST_HINTS: usize = 5;
/// Of each feature so many values are counted for people and in JSON.
const FACET_VALUES: usize = 10;
/// So many documents are shown unless told.
const DOCUMENTS: usize = 10;

/// Runs `search` with these arguments, the program's name first.
pub fn ask(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let sorted = words::sort(arguments, flags::takes_value);
    let parse = |options: &[OsString]| {
        let mut arguments = options.to_vec();
        arguments.push("--".into());
        arguments.extend(sorted.words.iter().cloned());
        flags::parse::<SearchFlags>(arguments)
    };
    let outcome = match parse(&sorted.options) {
        Ok(flags) => guarded(PROGRAM, || set_up(flags, &sorted.options, &parse)),
        Err(ended) => ended,
    };
    outcome.into()
}

/// Reads the files of settings and runs with what they and the arguments say.
fn set_up(
    typed: SearchFlags,
    options: &[OsString],
    parse: &dyn Fn(&[OsString]) -> Result<SearchFlags, Outcome>,
) -> Result<Outcome, Trouble> {
    if let Some(shell) = typed.completions {
        return generate::completions::<SearchFlags>(shell);
    }
    if typed.man {
        return generate::manual::<SearchFlags>();
    }
    if typed.no_config {
        let index = open(&typed)?;
        return run(&typed, &index);
    }
    let mut config = Config::read()?;
    let with_config = config.before(options);
    // Parsing costs about as much as an answer does: without settings it is done.
    let mut flags = match with_config == options {
        true => typed,
        false => match parse(&with_config) {
            Ok(flags) => flags,
            Err(ended) => return Ok(ended),
        },
    };
    let index = open(&flags)?;
    if config.read_beside(&index.info().corpus)? {
        flags = match parse(&config.before(options)) {
            Ok(flags) => flags,
            Err(ended) => return Ok(ended),
        };
    }
    run(&flags, &index)
}

fn open(flags: &SearchFlags) -> Result<Index, Trouble> {
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
    Ok(index)
}

fn run(flags: &SearchFlags, index: &Index) -> Result<Outcome, Trouble> {
    if let Some(id) = &flags.show {
        return showing::show(index, id, flags.json, &flags.color.look());
    }
    if let Some(typed) = &flags.suggest {
        let limit = flags.limit.map_or(DOCUMENTS, |n| n as usize);
        return lists::suggestions(&index.suggest(typed, limit)?, flags.json);
    }
    let mut answers = Vec::new();
    if let Some(id) = &flags.similar {
        let Some(results) = index.similar(id, &search_for(flags, String::new()))? else {
            return showing::show(index, id, false, &flags.color.look());
        };
        answers.push(results);
    } else {
        let queries = match &flags.queries {
            Some(_) if !flags.query.is_empty() => {
                return Err(Trouble::new(
                    "give either a query or --queries FILE, not both",
                ));
            }
            Some(file) => queries::read(file)?,
            None => vec![words::join(&flags.query)?],
        };
        let searches = queries.into_iter().map(|query| search_for(flags, query));
        if let Some(format) = flags.format.and_then(Format::of_references) {
            return export(index, &searches.collect::<Vec<_>>(), format);
        }
        for search in searches {
            let results = index.search(&search)?;
            let enough = flags.quiet && !is_empty(&results);
            answers.push(results);
            if enough {
                break;
            }
        }
    }
    let outcome = match answers.iter().all(is_empty) {
        true => Outcome::Nothing,
        false => Outcome::Found,
    };
    if flags.quiet {
        return Ok(outcome);
    }
    // Scripts that read the text for people have no use for it.
    if !flags.as_is && (flags.json || io::stderr().is_terminal()) {
        // First: it may be why something is missing.
        let behind = index.behind();
        for results in &mut answers {
            results.hints.splice(0..0, behind.clone());
        }
    }
    show(flags, index, &answers)?;
    if let Some(number) = flags.open {
        open_hit(index, &answers, number)?;
    }
    Ok(outcome)
}

/// What to ask the index for a query.
fn search_for(flags: &SearchFlags, query: String) -> Search {
    // Counts need no documents, a list of files needs no passages.
    let (limit, passages, snippets) = match flags {
        SearchFlags { quiet: true, .. } => (1, 1, 0),
        SearchFlags {
            count: true, json, ..
        } if !json => (1, 1, 0),
        SearchFlags { files: true, .. } => (flags.limit.map_or(usize::MAX, |n| n as usize), 1, 0),
        _ => (
            flags.limit.map_or(DOCUMENTS, |n| n as usize),
            flags.per_document.into(),
            flags.snippets.into(),
        ),
    };
    let mut search = Search::new(query)
        .limit(limit)
        .offset(flags.offset as usize)
        .per_document(passages)
        .snippets(snippets)
        .sort(flags.sort.into())
        .matching(flags.matching.into());
    if let Some(part) = flags.part {
        search = search.within(part.into());
    }
    if let Some(since) = flags.since {
        search = search.since(since);
    }
    if let Some(after) = flags.deadline {
        search = search.deadline(after);
    }
    if flags.all_copies {
        search = search.all_copies();
    }
    if flags.flat && !flags.files {
        search = search.flat();
    }
    if flags.count {
        search = search.counting(Counting::All).offset(0);
    }
    if flags.format.is_some() {
        search = search.evidence();
    }
    if flags.facets {
        search = search.facets(FACET_VALUES);
    }
    if flags.no_fix {
        search = search.no_fix();
    }
    if flags.explain {
        search = search.explain();
    }
    search
}

/// Writes the answers as the flags ask for.
fn show(flags: &SearchFlags, index: &Index, answers: &[Results]) -> Result<(), Trouble> {
    let several = flags.queries.is_some();
    if flags.json {
        return match answers {
            [only] if !several => print_json(only),
            _ => print_json(&lists::Answers::new(answers)),
        };
    }
    for results in answers {
        tell(results);
    }
    if flags.jsonl {
        return lists::hit_lines(answers);
    }
    if flags.count {
        return print(&lists::counts(answers, flags.files, several));
    }
    if flags.files {
        return print(&lists::files(answers));
    }
    let searched = Searched {
        documents: index.info().documents,
        unreadable: index.info().unreadable,
    };
    match flags.format {
        Some(Format::Csv) => print(&evidence::csv(answers, searched)),
        Some(_) => print(&evidence::markdown(answers, searched)),
        None => {
            let look = flags.color.look();
            let linker = Linker::new(&flags.hyperlink_format, &index.info().corpus);
            let links = flags.hyperlink.links().then_some(&linker);
            let layout = if flags.flat {
                Layout::Flat
            } else {
                Layout::ByDocument
            };
            let mut out = String::new();
            for results in answers {
                if several && !is_empty(results) {
                    out.push_str(&answer::heading(&results.query, &look));
                }
                out.push_str(&answer::render(results, layout, links, &look));
                if several && !is_empty(results) {
                    out.push('\n');
                }
            }
            print(&out)
        }
    }
}

/// Opens the file of a hit, counted from 1 as they are shown.
fn open_hit(index: &Index, answers: &[Results], number: u32) -> Result<(), Trouble> {
    let documents = answers.iter().flat_map(|results| &results.documents);
    let mut hits = documents.flat_map(|document| {
        let hits = document.hits.iter();
        hits.map(move |hit| (document.path.as_str(), &hit.place))
    });
    let shown = hits.clone().count();
    match hits.nth(number as usize - 1) {
        Some((path, place)) => links::open(path, place, &index.info().corpus),
        None if shown == 0 => Ok(()),
        None => Err(Trouble::new(format!(
            "there is no hit {number}, {shown} are shown; show more with --limit and --per-document"
        ))),
    }
}

/// Whether a search found nothing; an answer may be shown from behind its end.
pub(crate) fn is_empty(results: &Results) -> bool {
    results.total.documents == 0
}

/// Prints the works of what is found for a reference manager.
fn export(index: &Index, searches: &[Search], format: ExportFormat) -> Result<Outcome, Trouble> {
    let references = index.references(searches)?;
    if references.is_empty() {
        // Why there is nothing, and what to ask instead, is what any search would say.
        for search in searches {
            let results = index.search(search)?;
            tell(&results);
            if !is_empty(&results) {
                say(PROGRAM, "what was found cites no work that could be told");
            }
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
    if is_empty(results) {
        let query = shorten(&results.query, 60);
        say(PROGRAM, &format!("nothing found for {query}"));
    } else if results.documents.is_empty() {
        say(
            PROGRAM,
            "the answer ends before --offset; ask for less of it",
        );
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
