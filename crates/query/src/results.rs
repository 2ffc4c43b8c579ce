//! What a search gives back: plain data in the reader's words, and the JSON of it.
//!
//! The shape is a promise (see GUIDE.md): fields may be added, never renamed without a new [`Results::version`].

mod citations;
mod explanation;
mod markup;

use serde::{Deserialize, Serialize};

pub use citations::{CitedAt, CitedNote, Entry, Facet, FacetValue, Work, WorkEntry};
pub use explanation::{DocumentScore, Explanation, FormCount, Level, PartKind, ScorePart};
pub use markup::Markup;

/// Version of the shape of [`Results`].
pub const RESULTS_VERSION: u32 = 1;

/// The answer to a search.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(deny_unknown_fields)]
pub struct Results {
    /// Version of this shape.
    pub version: u32,
    /// The query as it was asked.
    pub query: String,
    /// Time that the search took, in microseconds.
    pub elapsed_us: u64,
    /// How much was found in all.
    pub total: Total,
    /// How widely the query was read ([`crate::Match::name`]).
    #[serde(rename = "match")]
    pub match_mode: String,
    /// The query that was run in place of one that found nothing.
    pub answered: Option<String>,
    /// Whether the time ([`crate::Search::deadline`]) ran out before everything was looked at.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub partial: bool,
    /// What was odd about the query, or could be asked instead.
    pub hints: Vec<Hint>,
    /// The documents with their hits, best first.
    pub documents: Vec<DocumentHits>,
    /// Where nothing was found and it was asked for: every form of the query that was looked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tried: Vec<Tried>,
    /// Counts over all passages found, where they were asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<Facet>,
}

/// How much was found in all, beyond what is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(deny_unknown_fields)]
pub struct Total {
    /// Documents.
    pub documents: u64,
    /// Passages (and documents found by their title).
    pub passages: u64,
    /// Whether a number of [`crate::COUNTED`] above stands for so many or more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub at_least: bool,
}

/// A form of a part of a query that was looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(deny_unknown_fields)]
pub struct Tried {
    /// The part of the query.
    pub query: String,
    /// What was looked for.
    pub form: String,
    /// Why it means the same, in plain words.
    pub rule: String,
}

/// Something to tell about a query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(deny_unknown_fields)]
pub struct Hint {
    /// The message, lower case, without a full stop.
    pub message: String,
    /// A query to ask instead, ready to run.
    pub query: Option<String>,
    /// What it is about, in bytes of the query.
    pub span: Option<Span>,
}

/// A range of bytes, written `[start, end]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "[usize; 2]", into = "[usize; 2]")]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl Span {
    /// The range that it stands for.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start..self.end
    }
}

impl From<[usize; 2]> for Span {
    fn from([start, end]: [usize; 2]) -> Self {
        Self { start, end }
    }
}

impl From<Span> for [usize; 2] {
    fn from(span: Span) -> Self {
        [span.start, span.end]
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self {
            start: range.start,
            end: range.end,
        }
    }
}

/// A word of an index that another word may stand for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(deny_unknown_fields)]
pub struct Neighbour {
    /// The word.
    pub text: String,
    /// How it may have come to be typed otherwise.
    pub kind: NeighbourKind,
}

/// How a word may have come to be typed as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum NeighbourKind {
    /// On the keyboard layout of the other language: `qkrwlsgur` for 박진혁.
    Layout,
    /// By its initial consonants: `ㄹㅈㄹㅅ` for 라자루스.
    Initials,
    /// Not to the end of a syllable: `라자룻` for 라자루스.
    Begun,
    /// With a slip of a key: `Lazrus` for Lazarus.
    Slip,
}

/// A document and its hits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(deny_unknown_fields)]
pub struct DocumentHits {
    /// Citable id of the document.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Authors as written.
    pub authors: Vec<String>,
    /// Date as written.
    pub date: Option<String>,
    /// Path of its file.
    pub path: String,
    /// The key by which it is cited (`levi2019`), where something states one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citation_key: Option<String>,
    /// The other files with the same text, which this one stands for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_as: Vec<DocumentCopy>,
    /// When it was first indexed (`2026-11-24T15:54:23Z`), where that was asked for and is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added: Option<String>,
    /// SHA-256 of its file in hexadecimal digits, where that was asked for and is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Score of the document; only the order means something.
    pub score: f32,
    /// Passages found in it, shown or not.
    pub passages: u64,
    /// The best passages, best first.
    pub hits: Vec<Hit>,
}

/// A document with the same text as another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(deny_unknown_fields)]
pub struct DocumentCopy {
    /// Citable id of the document.
    pub id: String,
    /// Path of its file.
    pub path: String,
}

/// A passage that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(deny_unknown_fields)]
pub struct Hit {
    /// Citable id of the passage.
    pub id: String,
    /// Position in the document, counted from 0.
    pub ordinal: u32,
    /// What it is.
    pub kind: HitKind,
    /// Score of the passage; only the order means something.
    pub score: f32,
    /// Where it stands.
    pub place: Place,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// The whole passage.
    pub text: String,
    /// What matched, in bytes of `text`: in order, never overlapping.
    pub highlights: Vec<Span>,
    /// The best pieces of `text`.
    pub snippets: Vec<Snippet>,
    /// Labels of the notes and entries that it cites.
    pub cites: Vec<String>,
    /// Ids of the passages that cite it.
    pub cited_by: Vec<String>,
    /// Why it was found: a reason for each thing asked for.
    pub why: Vec<Reason>,
    /// What an entry or note says, taken apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<Entry>,
    /// The entries and notes that it cites, in order of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<CitedNote>,
    /// Where an entry or note is cited: the sentences with its marker.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cited_at: Vec<CitedAt>,
    /// How its score is made, where that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
}

/// What a hit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum HitKind {
    /// The document itself: its title or authors matched.
    Document,
    /// Running text.
    Paragraph,
    /// A table.
    Table,
    /// A list.
    List,
    /// A bibliography entry.
    Entry,
    /// A footnote or endnote.
    Note,
}

/// Where a passage stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Numbers and titles of the sections around it, outermost first: `["4", "The Lazarus Organization"]`.
    pub section: Vec<String>,
    /// What matched in each of `section`, in bytes of it, where the passage was found by the heading above it; else
    /// empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub section_highlights: Vec<Vec<Span>>,
    /// Paragraph in its section, counted from 1 (paragraphs only).
    pub paragraph: Option<u32>,
    /// Label of an entry, note or table.
    pub label: Option<String>,
    /// Page, counted from 1, when known.
    pub page: Option<u32>,
    /// Line in the source file, counted from 1.
    pub line: Option<u32>,
    /// The path of a PDF with the page to open it at: `report.pdf#page=12`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// A piece of a passage around what matched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(deny_unknown_fields)]
pub struct Snippet {
    /// The piece as it stands in the passage.
    pub text: String,
    /// What matched, in bytes of this piece's text.
    pub highlights: Vec<Span>,
    /// Where the piece begins, in bytes of the passage.
    pub start: usize,
    /// Whether passage text goes on before the piece.
    pub more_before: bool,
    /// Whether passage text goes on after the piece.
    pub more_after: bool,
}

/// Why a passage was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// The part of the query.
    pub query: String,
    /// What stands in the text.
    pub matched: String,
    /// The rule in plain words (`exact`, `same word, other form`, `Hanja 北 read 북`, `spacing differs` …).
    pub rule: String,
    /// Where the knowledge comes from, when it is not the language itself.
    pub evidence: Option<String>,
}

impl Snippet {
    /// The piece with `open` and `close` around what matched.
    ///
    /// # Example
    /// ```
    /// # let results: seoji_query::Snippet = serde_json::from_str(
    /// #   r#"{"text": "leader is Park Jin-hyok", "highlights": [[10, 23]], "start": 0, "more_before": false, "more_after": false}"#)?;
    /// # let snippet = results;
    /// assert_eq!(snippet.mark("**", "**"), "leader is **Park Jin-hyok**");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn mark(&self, open: &str, close: &str) -> String {
        mark(&self.text, &self.highlights, open, close, str::to_owned)
    }

    /// The piece as HTML: escaped, with `<mark>` around what matched.
    pub fn html(&self) -> String {
        mark_html(&self.text, &self.highlights)
    }
}

impl Hit {
    /// The whole passage with `open` and `close` around what matched.
    pub fn mark(&self, open: &str, close: &str) -> String {
        mark(&self.text, &self.highlights, open, close, str::to_owned)
    }

    /// The whole passage as HTML: escaped, with `<mark>` around what matched.
    pub fn html(&self) -> String {
        mark_html(&self.text, &self.highlights)
    }
}

/// `text` escaped for HTML, with `<mark>` around the highlights.
fn mark_html(text: &str, highlights: &[Span]) -> String {
    mark(text, highlights, "<mark>", "</mark>", escape_html)
}

/// `text` with each piece passed through `show`, and `open` and `close` around the highlights.
fn mark(
    text: &str,
    highlights: &[Span],
    open: &str,
    close: &str,
    show: impl Fn(&str) -> String,
) -> String {
    let mut out = String::with_capacity(text.len() + highlights.len() * (open.len() + close.len()));
    let mut at = 0;
    for highlight in highlights {
        out.push_str(&show(&text[at..highlight.start]));
        out.push_str(open);
        out.push_str(&show(&text[highlight.range()]));
        out.push_str(close);
        at = highlight.end;
    }
    out.push_str(&show(&text[at..]));
    out
}

fn escape_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
