//! Of the bibliography in an answer: what a passage cites, where an entry is cited, which entries are of one work, counts.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use seoji_query::{CitedAt, Facet, Hit, HitKind, Work};

use super::breadcrumb;
use crate::report::grouped;
use crate::terminal::{Look, Style, escape, shorten};

/// So many notes, places and entries are shown with a hit.
const SHOWN: usize = 8;
/// A sentence that cites is shown in so many columns.
const SENTENCE_COLUMNS: usize = 160;
/// A short reference is shown in so many columns.
const REFERENCE_COLUMNS: usize = 110;

/// The works that were shown already for a document.
#[derive(Default)]
pub(super) struct ShownWorks(BTreeMap<String, String>);

impl ShownWorks {
    /// The place that showed all works of this hit before, if there is one; the hit's works count as shown from now on.
    pub(super) fn again(&mut self, hit: &Hit) -> Option<String> {
        let works = hit.entry.as_ref().map_or(&[][..], |entry| &entry.works);
        let known: Vec<&String> = works
            .iter()
            .filter_map(|work| self.0.get(&work.id))
            .collect();
        let all = !works.is_empty() && known.len() == works.len();
        let before = all.then(|| known[0].clone());
        let own = breadcrumb(hit.kind, &hit.place);
        for work in works {
            self.0.entry(work.id.clone()).or_insert_with(|| own.clone());
        }
        before
    }
}

/// An entry of a work that was shown already: its place, and where.
pub(super) fn render_again(out: &mut String, hit: &Hit, before: String, look: &Look) {
    let place = look.paint(Style::Place, &escape(&breadcrumb(hit.kind, &hit.place)));
    let line = hit.place.line.map(|line| format!(" · line {line}"));
    let position = look.paint(Style::Faint, &line.unwrap_or_default());
    let _ = writeln!(out, "\n  {place}{position}");
    let pages = hit.entry.as_ref().and_then(|entry| entry.pages.as_deref());
    let pages = pages
        .map(|pages| format!(", p. {pages}"))
        .unwrap_or_default();
    let note = format!("the same work as {before}{pages}");
    faint(out, &note, look);
    for place in hit.cited_at.iter().take(SHOWN) {
        faint(out, &cited_at(place), look);
    }
}

/// The links of a hit, a line each.
pub(super) fn render(out: &mut String, hit: &Hit, look: &Look) {
    for work in hit.entry.iter().flat_map(|entry| &entry.works) {
        if let Some(line) = same_work(work, hit) {
            faint(out, &line, look);
        }
    }
    for note in hit.notes.iter().take(SHOWN) {
        let label = note.label.as_deref().unwrap_or_default();
        let line = format!("cites {} {label}: {}", name(note.kind), note.reference);
        faint(out, &shorten(&line, REFERENCE_COLUMNS), look);
    }
    if hit.notes.len() > SHOWN {
        let line = format!("cites {} more", hit.notes.len() - SHOWN);
        faint(out, &line, look);
    }
    if hit.notes.is_empty() {
        let noun = if hit.cites.len() == 1 {
            "cites note"
        } else {
            "cites notes"
        };
        links(out, noun, hit.cites.iter().map(String::as_str), look);
    }
    for place in hit.cited_at.iter().take(SHOWN) {
        faint(out, &cited_at(place), look);
    }
    if hit.cited_at.len() > SHOWN {
        let line = format!("cited in {} more places", hit.cited_at.len() - SHOWN);
        faint(out, &line, look);
    }
    if hit.cited_at.is_empty() {
        // The passages that cite a note stand in its own document, whose id need not be said again.
        let within = |id: &str| id.rfind('#').unwrap_or(0);
        let cited_by = hit.cited_by.iter().map(|id| &id[within(id)..]);
        links(out, "cited by", cited_by, look);
    }
}

/// Counts, a line for each feature.
pub(super) fn render_facets(out: &mut String, facets: &[Facet], look: &Look) {
    let told = facets.iter().filter(|facet| !facet.values.is_empty());
    for facet in told.clone() {
        let values = facet
            .values
            .iter()
            .map(|value| format!("{} ({})", shorten(&value.value, 40), grouped(value.count)));
        let mut line = values.collect::<Vec<_>>().join(", ");
        if facet.more > 0 {
            let _ = write!(line, " and {} more", grouped(facet.more));
        }
        let field = look.paint(Style::Place, &format!("{:<8}", facet.field));
        let _ = writeln!(out, "{field}{}", escape(&line));
    }
    if told.count() > 0 {
        out.push('\n');
    }
}

fn name(kind: HitKind) -> &'static str {
    if kind == HitKind::Note {
        "note"
    } else {
        "entry"
    }
}

/// The other entries of a work.
fn same_work(work: &Work, hit: &Hit) -> Option<String> {
    let document = hit.id.rsplit_once('#').map_or("", |(document, _)| document);
    let others: Vec<String> = work
        .entries
        .iter()
        .filter(|entry| entry.id != hit.id)
        .map(|entry| {
            let label = entry.label.as_deref().unwrap_or_default();
            let mut place = format!("{} {label}", name(entry.kind));
            if entry.document != document {
                let _ = write!(place, " of {}", entry.document);
            }
            if let Some(pages) = &entry.pages {
                let _ = write!(place, " (p. {pages})");
            }
            place
        })
        .collect();
    if others.is_empty() {
        return None;
    }
    let mut line = format!("also {}", others[..others.len().min(SHOWN)].join(", "));
    if others.len() > SHOWN {
        let _ = write!(line, " and {} more", others.len() - SHOWN);
    }
    Some(line)
}

/// `cited in 4 › The Lazarus Organization › ¶1: … is supposed to be Park Jin-hyok[22].`
fn cited_at(place: &CitedAt) -> String {
    /// So much before the marker is shown of a long sentence, in bytes.
    const BEFORE: usize = 100;
    let mut start = 0;
    if place.sentence.len() > SENTENCE_COLUMNS && place.marker.end > BEFORE {
        start = place.marker.end - BEFORE;
        while !place.sentence.is_char_boundary(start) {
            start += 1;
        }
        start += place.sentence[start..]
            .find(' ')
            .map_or(0, |space| space + 1);
    }
    let lead = if start > 0 { "… " } else { "" };
    let sentence = shorten(&place.sentence[start..], SENTENCE_COLUMNS);
    format!(
        "cited in {}: {lead}{sentence}",
        breadcrumb(place.kind, &place.place)
    )
}

fn faint(out: &mut String, line: &str, look: &Look) {
    let _ = writeln!(out, "    {}", look.paint(Style::Faint, &escape(line)));
}

/// A line of labels or ids, the first few of them.
fn links<'a>(
    out: &mut String,
    noun: &str,
    targets: impl ExactSizeIterator<Item = &'a str>,
    look: &Look,
) {
    let count = targets.len();
    if count == 0 {
        return;
    }
    let shown: Vec<_> = targets.take(SHOWN).map(escape).collect();
    let mut line = format!("{noun} {}", shown.join(", "));
    if count > SHOWN {
        let _ = write!(line, " and {} more", count - SHOWN);
    }
    let _ = writeln!(out, "    {}", look.paint(Style::Faint, &line));
}
