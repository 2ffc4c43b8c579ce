//! Cited works for reference managers: BibTeX, RIS and CSL-JSON.
//!
//! Citations of one work become one reference; where its entries give different pages, a note tells which gives
//! which.

mod bibtex;
mod csl;
mod ris;

use std::collections::BTreeMap;

use seoji_schema::{
    Citation, Part, PassageKind, Person, WorkKind, WorkSketch, YearSource, cluster, work_id,
};

/// A format that reference managers read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ExportFormat {
    /// BibTeX in UTF-8, for LaTeX.
    Bibtex,
    /// RIS, for EndNote, Zotero, Mendeley.
    Ris,
    /// CSL-JSON, for Zotero, pandoc and citeproc.
    CslJson,
}

/// A work to export, put together from the citations of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reference {
    /// The key of the work in its library of references; else author, year and a hash of what the work is, in ASCII.
    /// The same for the same citations, unique in a list.
    pub key: String,
    /// The first citation, completed from the others. Its pages are those on which the work stands; the page that an
    /// entry cites of it is in `cited_as`.
    pub citation: Citation,
    /// The entries that cite the work.
    pub cited_as: Vec<CitedAs>,
}

/// An entry that cites a work.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CitedAs {
    /// `note 22`, `entry tudor2015`.
    pub place: String,
    /// The pages that the entry gives.
    pub pages: Option<String>,
}

/// An entry or note whose citations are put together.
#[derive(Clone, Debug)]
pub struct CitingEntry<'a> {
    /// `note 22`, `entry tudor2015`.
    pub place: String,
    /// The key by which a library of references knows the work: the entry's label, where it is one.
    pub key: Option<&'a str>,
    /// What it cites.
    pub citations: &'a [Citation],
}

impl<'a> CitingEntry<'a> {
    /// An entry or note by the name of its kind and its label; the label of an `entry` with letters in it is a key.
    pub fn new(kind: &str, label: Option<&'a str>, citations: &'a [Citation]) -> Self {
        Self {
            place: label.map_or_else(|| kind.to_owned(), |label| format!("{kind} {label}")),
            key: label.filter(|label| kind == PassageKind::Entry.name() && is_key(label)),
            citations,
        }
    }
}

/// Whether a label can be a key in any of the formats: letters in it, and nothing that BibTeX gives a meaning.
fn is_key(label: &str) -> bool {
    /// A key is typed by hand.
    const LONGEST: usize = 120;
    let plain = |c: char| c.is_alphanumeric() || "-_.:/+@*!?;|".contains(c);
    label.len() <= LONGEST && label.chars().any(char::is_alphabetic) && label.chars().all(plain)
}

/// Puts citations of one work together, in order of the entries.
///
/// Citations that name no work (an author and nothing else) are left out.
pub fn references<'a>(entries: impl IntoIterator<Item = CitingEntry<'a>>) -> Vec<Reference> {
    let mut citations: Vec<(String, &Citation)> = Vec::new();
    let mut own_keys: Vec<Option<&str>> = Vec::new();
    for entry in entries {
        let works = entry.citations.iter().filter(|own| own.names_a_work());
        let before = citations.len();
        citations.extend(works.map(|citation| (entry.place.clone(), citation)));
        // An entry of several works is the key of none.
        let key = entry.key.filter(|_| entry.citations.len() == 1);
        own_keys.extend(citations[before..].iter().map(|_| key));
    }
    let sketches: Vec<WorkSketch> = citations
        .iter()
        .map(|(_, citation)| WorkSketch::of(citation))
        .collect();
    let mut works: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, first) in cluster(&sketches).into_iter().enumerate() {
        works.entry(first).or_default().push(at);
    }
    let own_key = |members: &[usize]| members.iter().find_map(|&at| own_keys[at]);
    // A key of several works would depend on which of them comes first.
    let mut shared: BTreeMap<&str, u32> = BTreeMap::new();
    for key in works.values().filter_map(|members| own_key(members)) {
        *shared.entry(key).or_default() += 1;
    }
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    let mut references = Vec::with_capacity(works.len());
    for members in works.into_values() {
        let mut citation = citations[members[0]].1.clone();
        for &other in &members[1..] {
            complete(&mut citation, citations[other].1);
        }
        let all = members.iter().map(|&at| citations[at].1);
        citation.pages = all
            .filter(|citation| has_pages_of_work(citation))
            .find_map(|citation| citation.pages.clone());
        let id = work_id(members.iter().map(|&at| &sketches[at]));
        let own = own_key(&members).filter(|own| shared.get(own) == Some(&1));
        let mut key = own.map_or_else(|| key(&citation, &id), str::to_owned);
        let count = taken.entry(key.clone()).or_insert(0);
        *count += 1;
        if *count > 1 {
            key.push_str(&format!("-{count}"));
        }
        let cited_as = members.iter().map(|&at| CitedAs {
            place: citations[at].0.clone(),
            pages: citations[at]
                .1
                .pages
                .as_ref()
                .map(|pages| pages.text.clone()),
        });
        references.push(Reference {
            key,
            cited_as: cited_as.collect(),
            citation,
        });
    }
    references
}

/// Writes references in a format; of none there is an empty list.
pub fn export(references: &[Reference], format: ExportFormat) -> String {
    match format {
        ExportFormat::Bibtex => bibtex::write(references),
        ExportFormat::Ris => ris::write(references),
        ExportFormat::CslJson => csl::write(references),
    }
}

/// Whether the pages of a citation are those on which the work stands, rather than the page that is cited of it: a
/// range within a journal or book, or an article's number (`e1234`).
fn has_pages_of_work(citation: &Citation) -> bool {
    let Some(pages) = &citation.pages else {
        return false;
    };
    let text = pages.text.trim();
    let is_number = text.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_range = text.contains(['-', '–', '—', '~']);
    citation.repeats.is_none() && citation.container.is_some() && (is_range || is_number)
}

/// Takes from another citation of the same work what this one does not say.
fn complete(citation: &mut Citation, other: &Citation) {
    fn fill<T: Clone>(own: &mut Option<T>, other: &Option<T>) {
        if own.is_none() {
            own.clone_from(other);
        }
    }
    if citation.authors.is_empty() {
        citation.authors.clone_from(&other.authors);
    }
    if citation.editors.is_empty() {
        citation.editors.clone_from(&other.editors);
    }
    if citation.translators.is_empty() {
        citation.translators.clone_from(&other.translators);
    }
    fill(&mut citation.kind, &other.kind);
    fill(&mut citation.organization, &other.organization);
    fill(&mut citation.title, &other.title);
    fill(&mut citation.container, &other.container);
    fill(&mut citation.series, &other.series);
    fill(&mut citation.edition, &other.edition);
    fill(&mut citation.identifier, &other.identifier);
    fill(&mut citation.publisher, &other.publisher);
    fill(&mut citation.place, &other.place);
    fill(&mut citation.volume, &other.volume);
    fill(&mut citation.issue, &other.issue);
    fill(&mut citation.date, &other.date);
    fill(&mut citation.year, &other.year);
    fill(&mut citation.url, &other.url);
    fill(&mut citation.host, &other.host);
    fill(&mut citation.doi, &other.doi);
    fill(&mut citation.accessed, &other.accessed);
    fill(&mut citation.language, &other.language);
}

fn key(citation: &Citation, id: &str) -> String {
    let person = citation.authors.first().or(citation.editors.first());
    let family = person.map(|person| person.family.as_deref().unwrap_or(&person.name));
    let organization = citation
        .organization
        .as_ref()
        .map(|part| part.text.as_str());
    let title = citation.title.as_ref().map(|part| part.text.as_str());
    let names = [family, organization, citation.host.as_deref(), title];
    let name = names
        .into_iter()
        .flatten()
        .map(ascii_word)
        .find(|word| !word.is_empty());
    let year = citation.year.map(|year| year.value.to_string());
    // Skips the letter that tells what the id was made of.
    let short: String = id.chars().skip(1).take(6).collect();
    format!(
        "{}{}-{short}",
        name.unwrap_or_else(|| "ref".to_owned()),
        year.unwrap_or_default()
    )
}

/// The first word of a name that has letters in ASCII, folded; of a host the part that tells it from others.
fn ascii_word(name: &str) -> String {
    /// A key is typed by hand.
    const LONGEST: usize = 20;
    let mut folded = String::new();
    seoji_analysis::fold(name, &mut folded);
    let name = folded.strip_prefix("www.").unwrap_or(&folded);
    let words = name.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    words
        .map(|word| {
            word.chars()
                .filter(char::is_ascii_alphanumeric)
                .take(LONGEST)
                .collect::<String>()
        })
        .find(|word| word.len() > 1 && word.starts_with(|c: char| c.is_ascii_alphabetic()))
        .unwrap_or_default()
}

/// Where a work came out, by its kind.
struct Imprint<'a> {
    /// What it stands in. Of a thesis what it calls itself (박사학위논문), of which school nothing is said.
    container: Option<&'a str>,
    /// Its publisher, of a thesis its school, of a report its institution.
    publisher: Option<&'a str>,
}

impl<'a> Imprint<'a> {
    fn of(citation: &'a Citation) -> Self {
        fn text(part: &Option<Part>) -> Option<&str> {
            part.as_ref().map(|part| part.text.as_str())
        }
        let (container, publisher) = (text(&citation.container), text(&citation.publisher));
        // Where nobody is named it stands in the place of the authors.
        let organization = text(&citation.organization).filter(|_| !citation.authors.is_empty());
        let own = publisher.or(organization);
        match (citation.kind, own) {
            // `Seoul National University, PhD diss.` is the school as well.
            (Some(WorkKind::Thesis | WorkKind::MastersThesis), None) => Self {
                container: None,
                publisher: container,
            },
            (_, publisher) => Self {
                container,
                publisher,
            },
        }
    }
}

/// A name for a reference manager: family and given name where both are known, else one text that it must not part.
enum Name<'a> {
    Parted { family: &'a str, given: &'a str },
    Whole(&'a str),
}

fn name_of(person: &Person) -> Name<'_> {
    let east_asian = person
        .name
        .chars()
        .any(|c| matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{9fff}' | '가'..='힣'));
    match (&person.family, &person.given) {
        // 이유지 is one word: parted it would be shown the other way round.
        _ if east_asian || person.is_institution => Name::Whole(&person.name),
        (Some(family), Some(given)) if !family.is_empty() && !given.is_empty() => {
            Name::Parted { family, given }
        }
        _ => match person.name.split_once(',') {
            Some((family, given)) if !given.trim().is_empty() => Name::Parted {
                family: family.trim(),
                given: given.trim(),
            },
            _ => Name::Whole(&person.name),
        },
    }
}

/// What else is to be told of a reference: where it is cited, and a year that only the address shows.
fn remarks(reference: &Reference) -> Option<String> {
    let mut remarks = Vec::new();
    let first = reference.citation.pages.as_ref().map(|pages| &pages.text);
    let differ = reference
        .cited_as
        .iter()
        .any(|cited| cited.pages.as_ref() != first);
    if let (
        true,
        [
            CitedAs {
                pages: Some(pages), ..
            },
        ],
    ) = (differ, reference.cited_as.as_slice())
    {
        remarks.push(format!("cited p. {}", one_line(pages)));
    } else if differ {
        let places = reference.cited_as.iter().map(|cited| match &cited.pages {
            Some(pages) => format!("{}, p. {pages}", cited.place),
            None => cited.place.clone(),
        });
        remarks.push(format!(
            "cited in {}",
            places.collect::<Vec<_>>().join("; ")
        ));
    }
    let from_address = |year: &seoji_schema::Year| year.from == YearSource::Address;
    if reference.citation.year.as_ref().is_some_and(from_address) {
        remarks.push("year from the address".to_owned());
    }
    (!remarks.is_empty()).then(|| remarks.join("; "))
}

/// Text on one line, without what no format can hold: control characters.
fn one_line(text: &str) -> String {
    let visible: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An address as a format of one line can hold it: what is no part of an address is percent-encoded.
fn safe_url(url: &str) -> String {
    let mut safe = String::with_capacity(url.len());
    for c in url.trim().chars() {
        match c {
            '{' | '}' | '\\' | '"' | '<' | '>' | '^' | '`' | '|' | ' ' => {
                safe.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c if c.is_control() || c.is_whitespace() => {}
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests;
