//! What queries must find: the files in `tests/expectations` against the project's own corpus.

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use seoji_query::{Hit, Index, Results, Search};
use seoji_tests::{Workplace, repository};
use serde::Deserialize;

/// A file of expectations.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    query: Vec<Expectation>,
}

/// What a query must find.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expectation {
    /// The query as typed.
    pub(crate) q: String,
    /// `hit`: answered; `hint`: not answered, but another query is offered; `none`: nothing found.
    expect: Outcome,
    /// Places that must be among the hits, each with what is marked there.
    #[serde(default)]
    place: Vec<Place>,
    /// Places that must not be among the hits.
    #[serde(default)]
    never: Vec<Place>,
    /// Texts that no hit may have marked, whole and exact.
    #[serde(default)]
    forbidden_marks: Vec<String>,
    /// A behaviour that is known to be wrong, and why: the expectation must fail, so that its repair is noticed.
    known: Option<String>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "lowercase")]
enum Outcome {
    Hit,
    Hint,
    None,
}

/// A passage, by some of its features.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    /// Document, paragraph, table, list, entry or note; `reference` means entry or note.
    kind: Option<String>,
    label: Option<String>,
    /// A number or title of a section around it.
    section: Option<String>,
    /// Text in it.
    text: Option<String>,
    /// It must be among so many first hits of its document (default: any).
    top: Option<usize>,
    /// Each must be marked, exactly so.
    #[serde(default)]
    marks: Vec<String>,
    /// Every letter and digit of some occurrence of each must be marked, as one mark or several.
    #[serde(default)]
    covered: Vec<String>,
    /// What `why` must say of some part of the query.
    why: Option<String>,
}

#[test]
fn queries_find_what_they_must() {
    let mut complaints = Vec::new();
    let mut checked = 0;
    for (name, expectation) in all() {
        checked += 1;
        let results = ask(&expectation.q);
        let found = complaint(&expectation, &results);
        match (found, &expectation.known) {
            (Some(complaint), None) => {
                complaints.push(format!("{name}: {}: {complaint}", expectation.q))
            }
            (None, Some(known)) => complaints.push(format!(
                "{name}: {}: works now; remove its `known` ({known})",
                expectation.q
            )),
            _ => {}
        }
    }
    assert!(checked > 40, "expectations were read");
    assert!(
        complaints.is_empty(),
        "{} of {checked} expectations fail:\n{}",
        complaints.len(),
        complaints.join("\n")
    );
}

/// All expectations, each with the name of its file.
pub(crate) fn all() -> Vec<(String, Expectation)> {
    let mut all = Vec::new();
    for file in files() {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).unwrap();
        let expectations: File =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        all.extend(
            expectations
                .query
                .into_iter()
                .map(|query| (name.clone(), query)),
        );
    }
    all
}

fn files() -> Vec<PathBuf> {
    let folder =
        fs::read_dir(repository().join("tests/expectations")).expect("the expectations are there");
    let mut files: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "toml")
    });
    files.sort();
    files
}

fn ask(query: &str) -> Results {
    static INDEX: OnceLock<(Workplace, Index)> = OnceLock::new();
    let (_, index) = INDEX.get_or_init(|| {
        let workplace = Workplace::with_corpus();
        workplace.build(None);
        let index = workplace.open();
        (workplace, index)
    });
    index
        .search(&Search::new(query).per_document(1_000))
        .unwrap_or_else(|error| panic!("{query}: {error}"))
}

fn complaint(expectation: &Expectation, results: &Results) -> Option<String> {
    let offered = results.hints.iter().any(|hint| hint.query.is_some());
    let outcome = match results.documents.is_empty() {
        false => Outcome::Hit,
        true if offered && expectation.expect == Outcome::Hint => Outcome::Hint,
        true => Outcome::None,
    };
    if outcome != expectation.expect {
        return Some(format!(
            "expected {:?}, got {outcome:?}: {}",
            expectation.expect,
            shown(results)
        ));
    }
    for place in &expectation.place {
        let hits = results
            .documents
            .iter()
            .flat_map(|document| document.hits.iter().take(place.top.unwrap_or(usize::MAX)));
        let there: Vec<&Hit> = hits.filter(|hit| place.is(hit)).collect();
        if there.is_empty() {
            return Some(format!(
                "{} is not there: {}",
                place.shown(),
                shown(results)
            ));
        }
        if !there.iter().any(|hit| place.is_marked(hit)) {
            return Some(format!(
                "{} is marked otherwise: {}",
                place.shown(),
                shown(results)
            ));
        }
        if !there.iter().any(|hit| place.is_explained(hit)) {
            return Some(format!(
                "{} has other reasons: {:?}",
                place.shown(),
                there[0].why
            ));
        }
    }
    for hit in results.documents.iter().flat_map(|document| &document.hits) {
        if let Some(place) = expectation.never.iter().find(|place| place.is(hit)) {
            return Some(format!(
                "{} must not be there: {}",
                place.shown(),
                shown(results)
            ));
        }
        let wrong = marks(hit)
            .into_iter()
            .find(|mark| expectation.forbidden_marks.iter().any(|text| text == mark));
        if let Some(mark) = wrong {
            return Some(format!("{mark} must not be marked: {}", hit.mark("«", "»")));
        }
    }
    None
}

impl Place {
    fn is(&self, hit: &Hit) -> bool {
        let kind = serde_json::to_value(hit.kind).unwrap();
        let kind = kind.as_str().unwrap();
        let right_kind = self.kind.as_deref().is_none_or(|wanted| {
            wanted == kind || wanted == "reference" && matches!(kind, "entry" | "note")
        });
        right_kind
            && self
                .label
                .as_ref()
                .is_none_or(|label| hit.place.label.as_ref() == Some(label))
            && self
                .section
                .as_ref()
                .is_none_or(|section| hit.place.section.contains(section))
            && self
                .text
                .as_ref()
                .is_none_or(|text| hit.text.contains(text))
    }

    fn is_marked(&self, hit: &Hit) -> bool {
        let marks = marks(hit);
        self.marks
            .iter()
            .all(|wanted| marks.iter().any(|mark| mark == wanted))
            && self.covered.iter().all(|wanted| is_covered(hit, wanted))
    }

    fn is_explained(&self, hit: &Hit) -> bool {
        self.why
            .as_ref()
            .is_none_or(|why| hit.why.iter().any(|reason| reason.rule.contains(why)))
    }

    fn shown(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        parts.extend(self.kind.clone());
        parts.extend(self.label.as_ref().map(|label| format!("[{label}]")));
        parts.extend(
            self.section
                .as_ref()
                .map(|section| format!("section {section}")),
        );
        parts.extend(self.text.as_ref().map(|text| format!("with {text:?}")));
        parts.extend(self.top.map(|top| format!("in the first {top}")));
        parts.extend((!self.marks.is_empty()).then(|| format!("marked {:?}", self.marks)));
        parts.extend((!self.covered.is_empty()).then(|| format!("covering {:?}", self.covered)));
        parts.join(" ")
    }
}

fn marks(hit: &Hit) -> Vec<&str> {
    hit.highlights
        .iter()
        .map(|highlight| &hit.text[highlight.range()])
        .collect()
}

/// Whether every letter and digit of some occurrence of the text lies in a mark.
pub(crate) fn is_covered(hit: &Hit, wanted: &str) -> bool {
    hit.text.match_indices(wanted).any(|(start, found)| {
        found
            .char_indices()
            .filter(|(_, c)| c.is_alphanumeric())
            .all(|(offset, _)| {
                hit.highlights
                    .iter()
                    .any(|highlight| highlight.range().contains(&(start + offset)))
            })
    })
}

/// The first hits, briefly.
fn shown(results: &Results) -> String {
    let hits = results
        .documents
        .iter()
        .flat_map(|document| &document.hits)
        .take(4);
    let brief: Vec<String> = hits
        .map(|hit| {
            let label = hit.place.label.as_deref().unwrap_or_default();
            format!(
                "{:?} {label} {:?} marked {:?}",
                hit.kind,
                hit.place.section.first(),
                marks(hit)
            )
        })
        .collect();
    format!(
        "[{}] {:?}",
        brief.join("; "),
        results
            .hints
            .iter()
            .map(|hint| &hint.message)
            .collect::<Vec<_>>()
    )
}
