//! What a result tells of the bibliography: the parse of an entry, the works it is of, links both ways, counts.

use seoji_schema::{Citation, EntryKind, Person, YearSource};
use serde::{Deserialize, Serialize};

use super::{HitKind, Place, Span};

/// What an entry or note says, taken apart. The fields of the first citation stand beside its kind; all citations with
/// their spans are in [`Entry::citations`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What it is for.
    pub kind: EntryKind,
    /// Authors as written.
    pub authors: Vec<String>,
    /// Editors as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub editors: Vec<String>,
    /// Translators as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translators: Vec<String>,
    /// An institution named beside the authors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// Year of the work, never that of the access.
    pub year: Option<i32>,
    /// Whether the year is printed or was read from the address.
    pub year_from: Option<YearSource>,
    /// Date of the work (`2019-05-23`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Journal, newspaper, edited book, series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
    /// Publisher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Place of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Volume.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume: Option<String>,
    /// Issue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    /// Pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<String>,
    /// Series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// Edition as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// A number of a catalogue or archive: ISBN, arXiv, PMID.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Host of the address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// Digital object identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
    /// When the address was accessed (`2019-06-20`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessed: Option<String>,
    /// Language of the citation, an ISO 639-1 code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Id of the work: citations of one work share it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<String>,
    /// The works that are cited, in order of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub works: Vec<Work>,
    /// All citations with their parts and spans, in order of the text.
    pub citations: Vec<Citation>,
}

/// A work, with the entries of the index that cite it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(deny_unknown_fields)]
pub struct Work {
    /// Id of the work.
    pub id: String,
    /// How many documents cite it.
    pub documents: u64,
    /// The entries and notes that are of it, in corpus order, the hit itself among them.
    pub entries: Vec<WorkEntry>,
}

/// An entry or note that is of a work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(deny_unknown_fields)]
pub struct WorkEntry {
    /// Id of the document.
    pub document: String,
    /// Id of the passage.
    pub id: String,
    /// Entry or note.
    pub kind: HitKind,
    /// Its label.
    pub label: Option<String>,
    /// The pages that it gives.
    pub pages: Option<String>,
    /// Ids of the passages that cite it.
    pub cited_by: Vec<String>,
}

/// An entry or note that a passage cites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(deny_unknown_fields)]
pub struct CitedNote {
    /// Id of the entry or note.
    pub id: String,
    /// Entry or note.
    pub kind: HitKind,
    /// Its label.
    pub label: Option<String>,
    /// What it says, short: `Tudor & Pearson 2015, North Korea confidential`, or the begin of a remark.
    pub reference: String,
}

/// A place where an entry or note is cited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(deny_unknown_fields)]
pub struct CitedAt {
    /// Id of the passage.
    pub id: String,
    /// What the passage is.
    pub kind: HitKind,
    /// Where it stands.
    pub place: Place,
    /// The sentence with the marker.
    pub sentence: String,
    /// The marker, in bytes of the sentence.
    pub marker: Span,
}

/// The values of one feature of what was found, the most frequent first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(deny_unknown_fields)]
pub struct Facet {
    /// The feature, as a query names it: `author`, `year`, `lang`, `site`, `kind`, `doc`.
    pub field: String,
    /// Its values with their counts; of equal counts in order of the values.
    pub values: Vec<FacetValue>,
    /// How many different values there are beyond those.
    pub more: u64,
}

/// A value with its count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(deny_unknown_fields)]
pub struct FacetValue {
    /// The value.
    pub value: String,
    /// How many of the passages found have it.
    pub count: u64,
    /// A query for it alone.
    pub query: String,
}

impl Entry {
    /// The entry of a record; none where it is of another kind or was not taken apart.
    pub(crate) fn new(kind: Option<EntryKind>, citations: Vec<Citation>) -> Option<Self> {
        let kind = kind?;
        let first = citations.first().cloned().unwrap_or_default();
        let names = |people: Vec<Person>| people.into_iter().map(|person| person.name).collect();
        let text = |part: Option<seoji_schema::Part>| part.map(|part| part.text);
        Some(Self {
            kind,
            authors: names(first.authors),
            editors: names(first.editors),
            translators: names(first.translators),
            organization: text(first.organization),
            year: first.year.map(|year| year.value),
            year_from: first.year.map(|year| year.from),
            date: first.date.map(|date| date.date.to_string()),
            title: text(first.title),
            container: text(first.container),
            publisher: text(first.publisher),
            place: text(first.place),
            volume: text(first.volume),
            issue: text(first.issue),
            pages: text(first.pages),
            series: text(first.series),
            edition: text(first.edition),
            identifier: text(first.identifier),
            url: text(first.url),
            host: first.host,
            doi: text(first.doi),
            accessed: first.accessed.map(|date| date.date.to_string()),
            language: first.language,
            work: None,
            works: Vec::new(),
            citations,
        })
    }
}
