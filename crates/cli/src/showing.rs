//! `search --show`: a passage among its neighbours, an entry with its citations, a document.

use std::fmt::Write as _;

use seoji_query::{Hit, Index, Named, PassageInContext};

use crate::answer::{breadcrumb, links_of, position};
use crate::manage::Versioned;
use crate::outcome::{Outcome, Trouble, print, print_json, say};
use crate::report::counted;
use crate::terminal::{Look, Run, Style, escape, escape_row, shorten, wrap};

/// So many passages are shown on each side of one.
const AROUND: u32 = 1;

/// Prints what an id names; that it names nothing is said with the ids that come closest.
///
/// # Errors
/// A damaged index, or an output that cannot be written.
pub(crate) fn show(index: &Index, id: &str, json: bool, look: &Look) -> Result<Outcome, Trouble> {
    let named = index.named(id, AROUND)?;
    let outcome = match &named {
        Named::Nothing(_) => Outcome::Nothing,
        _ => Outcome::Found,
    };
    if json {
        print_json(&Versioned::of_results(&named))?;
        return Ok(outcome);
    }
    match &named {
        Named::Passage(found) => print(&passage(found, look))?,
        Named::Document(document) => {
            let mut out = format!("{}\n", look.paint(Style::Title, &escape(&document.title)));
            let mut about = document.authors.clone();
            about.extend(document.date.clone());
            about.push(document.path.clone());
            about.push(counted(document.passages.into(), "passage"));
            let _ = writeln!(
                out,
                "{}",
                look.paint(Style::Faint, &escape(&about.join(" · ")))
            );
            print(&out)?;
        }
        Named::Nothing(nearest) => {
            let id = shorten(id, 60);
            say(
                "search",
                &format!(
                    "nothing here has the id {id}; ids stand in the output of --json and --jsonl"
                ),
            );
            for near in nearest {
                say(
                    "search",
                    &format!("hint: near to it is: search --show '{near}'"),
                );
            }
        }
        _ => {}
    }
    Ok(outcome)
}

fn passage(found: &PassageInContext, look: &Look) -> String {
    let document = &found.document;
    let mut out = format!("{}\n", look.paint(Style::Title, &escape(&document.title)));
    let _ = writeln!(out, "{}", look.paint(Style::Faint, &escape(&document.path)));
    for hit in &found.before {
        text(&mut out, hit, look, Some(Style::Faint));
    }
    text(&mut out, &found.passage, look, None);
    links_of(&mut out, &found.passage, look);
    let _ = writeln!(
        out,
        "    {}",
        look.paint(Style::Faint, &escape(&found.passage.id))
    );
    for hit in &found.after {
        text(&mut out, hit, look, Some(Style::Faint));
    }
    out
}

/// A passage as a whole, a line of a table each.
fn text(out: &mut String, hit: &Hit, look: &Look, style: Option<Style>) {
    let mut place = escape(&breadcrumb(hit.kind, &hit.place)).into_owned();
    place.push_str(&position(&hit.place));
    let _ = writeln!(
        out,
        "\n  {}",
        look.paint(style.unwrap_or(Style::Place), &place)
    );
    let width = look.width.map(|width| width.saturating_sub(4).max(16));
    for line in hit.text.split('\n') {
        let run = Run {
            text: escape_row(line),
            marked: false,
        };
        for line in wrap(&[run], width) {
            let line: String = line.into_iter().map(|run| run.text).collect();
            let line = match style {
                Some(style) => look.paint(style, &line),
                None => line,
            };
            let _ = writeln!(out, "    {line}");
        }
    }
}
