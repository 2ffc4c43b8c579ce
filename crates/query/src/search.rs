//! What to ask: a query with its limits, put together by chaining.

use std::time::{Duration, Instant};

use seoji_schema::Zone;

use crate::Since;

/// How widely a query is read; each step holds those before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Match {
    /// These characters, in Unicode's composed form, upper and lower case aside.
    Literal,
    /// Also other forms of a word, accents, Hanja, spaces and hyphens, dates and numbers.
    Words,
    /// Also other spellings of names.
    Names,
    /// Also other names of the same thing, where a document says so.
    #[default]
    All,
}

impl Match {
    /// The name that users see and type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Literal => "literal",
            Self::Words => "words",
            Self::Names => "names",
            Self::All => "all",
        }
    }
}

/// The order of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Sort {
    /// The best answers first.
    #[default]
    Relevance,
    /// The newest documents first, those without a date last.
    Date,
    /// Documents in the order of their paths, the best passages of each first.
    Document,
    /// Documents in the order of their paths, the passages of each as they follow one another in it.
    Place,
    /// What is cited by most first: the entries and notes with most passages that cite them.
    Cited,
}

/// How far answers are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Counting {
    /// Exactly up to [`COUNTED`]; [`crate::Total::at_least`] tells when there are more.
    #[default]
    UpToAThousand,
    /// Exactly, however many there are.
    All,
}

/// Documents and passages are counted exactly up to this number unless [`Counting::All`] is asked for.
pub const COUNTED: u64 = 1_000;

/// A search to be asked of an [`crate::Index`].
///
/// # Example
/// ```
/// use seoji_query::Search;
/// let search = Search::new("\"Park Jin-hyok\"").limit(5).snippets(2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a search does nothing until an index is asked"]
pub struct Search {
    pub(crate) query: String,
    pub(crate) limit: usize,
    pub(crate) offset: usize,
    pub(crate) per_document: usize,
    pub(crate) snippets: usize,
    pub(crate) snippet_chars: usize,
    pub(crate) zone: Option<Zone>,
    pub(crate) matching: Match,
    pub(crate) facets: usize,
    pub(crate) fix: bool,
    pub(crate) explain: bool,
    pub(crate) flat: bool,
    pub(crate) sort: Sort,
    pub(crate) counting: Counting,
    pub(crate) evidence: bool,
    pub(crate) since: Option<Since>,
    pub(crate) filter: Option<String>,
    pub(crate) all_copies: bool,
    pub(crate) deadline: Option<Duration>,
    /// When a search that has begun has to end.
    pub(crate) ends: Option<Instant>,
}

impl Search {
    /// Asks for what `query` says: words, `"phrases"`, `-not`, `in:body|bibliography`, `doc:`, `lang:`, `label:`,
    /// `kind:`, `exact:`, `name:`, and of what is cited `author:`, `title:`, `year:2015..2019`, `accessed:`, `site:`,
    /// `cites:`.
    pub fn new(query: impl Into<String>) -> Self {
        Self {
            query: query.into(),
            limit: 10,
            offset: 0,
            per_document: 3,
            snippets: 1,
            snippet_chars: 240,
            zone: None,
            matching: Match::default(),
            facets: 0,
            fix: true,
            explain: false,
            flat: false,
            sort: Sort::default(),
            counting: Counting::default(),
            evidence: false,
            since: None,
            filter: None,
            all_copies: false,
            deadline: None,
            ends: None,
        }
    }

    /// Shows at most this many documents (10 unless told), or passages of an answer that is [`Search::flat`].
    pub fn limit(mut self, documents: usize) -> Self {
        self.limit = documents;
        self
    }

    /// Leaves out this many documents from the top, or passages of an answer that is [`Search::flat`].
    ///
    /// The order does not depend on limit and offset: pages follow one another without gap or repeat.
    pub fn offset(mut self, documents: usize) -> Self {
        self.offset = documents;
        self
    }

    /// Shows at most this many passages of a document (3 unless told).
    pub fn per_document(mut self, passages: usize) -> Self {
        self.per_document = passages;
        self
    }

    /// Cuts at most this many snippets from a passage (1 unless told), and one more where it shows a word of the query
    /// that these do not.
    ///
    /// With 0 the passages are not analysed again: no snippets, no highlights, no reasons, for callers that count
    /// microseconds.
    pub fn snippets(mut self, snippets: usize) -> Self {
        self.snippets = snippets;
        self
    }

    /// Cuts snippets of about this many chars (240 unless told).
    pub fn snippet_chars(mut self, chars: usize) -> Self {
        self.snippet_chars = chars;
        self
    }

    /// Reads the query as closely or as widely as this ([`Match::All`] unless told).
    pub fn matching(mut self, matching: Match) -> Self {
        self.matching = matching;
        self
    }

    /// Looks only into this part of the documents.
    pub fn within(mut self, zone: Zone) -> Self {
        self.zone = Some(zone);
        self
    }

    /// Counts authors, years, languages, sites, kinds and documents over all passages found, and tells the `values`
    /// most frequent ones of each (none unless told).
    pub fn facets(mut self, values: usize) -> Self {
        self.facets = values;
        self
    }

    /// Answers nothing but what was typed: a query that finds nothing is not read as one typed on the other keyboard
    /// layout, by initial consonants or with a slip of a key.
    pub fn no_fix(mut self) -> Self {
        self.fix = false;
        self
    }

    /// Gives passages one by one in their own order rather than grouped by document; each stands alone in a
    /// [`crate::DocumentHits`], so that a document can come several times.
    ///
    /// # Example
    /// ```
    /// use seoji_query::Search;
    /// let third_page = Search::new("가상화폐").flat().limit(20).offset(40);
    /// ```
    pub fn flat(mut self) -> Self {
        self.flat = true;
        self
    }

    /// Orders the answer ([`Sort::Relevance`] unless told).
    ///
    /// # Example
    /// ```
    /// use seoji_query::{Search, Sort};
    /// let newest = Search::new("Lazarus group").sort(Sort::Date);
    /// ```
    pub fn sort(mut self, sort: Sort) -> Self {
        self.sort = sort;
        self
    }

    /// Counts what was found so far ([`Counting::UpToAThousand`] unless told).
    pub fn counting(mut self, counting: Counting) -> Self {
        self.counting = counting;
        self
    }

    /// Tells of each document the hash of its file and when it was first indexed, and where nothing is found what was
    /// tried.
    pub fn evidence(mut self) -> Self {
        self.evidence = true;
        self
    }

    /// Looks only into documents that were first indexed at this time or later; a document stays as old as it is when
    /// its file changes, and over rebuilds of the same index.
    ///
    /// # Example
    /// ```
    /// use seoji_query::{Search, Since};
    /// let since = Since::parse("2026-11-20").expect("a date");
    /// let news = Search::new("가상화폐").since(since);
    /// ```
    pub fn since(mut self, since: Since) -> Self {
        self.since = Some(since);
        self
    }

    /// Tells of each hit how its score is made ([`crate::Hit::explanation`]).
    ///
    /// # Example
    /// ```
    /// use seoji_query::Search;
    /// let search = Search::new("라자루스").explain();
    /// ```
    pub fn explain(mut self) -> Self {
        self.explain = true;
        self
    }

    /// Answers only from passages that fulfil this query too, whatever the search asks and however its own query is
    /// written: it holds for counts, facets and the queries that are offered.
    ///
    /// Made for conditions (`lang:ko`, `doc:report`, `kind:entry`, `year:2015..2019`, `-in:bibliography`).
    ///
    /// # Example
    /// ```
    /// use seoji_query::Search;
    /// let search = Search::new("가상화폐 OR 블록체인").filter("lang:ko");
    /// ```
    pub fn filter(mut self, query: impl Into<String>) -> Self {
        self.filter = Some(query.into());
        self
    }

    /// Gives every file with the same text (a report as PDF, HWP and DOCX) as a document of its own; without it the one
    /// that answers best stands for all and names the others ([`crate::DocumentHits::also_as`]).
    ///
    /// # Example
    /// ```
    /// use seoji_query::Search;
    /// let each_file = Search::new("가상화폐").all_copies();
    /// ```
    pub fn all_copies(mut self) -> Self {
        self.all_copies = true;
        self
    }

    /// Looks for so long at most and gives what was found by then, flagged as [`crate::Results::partial`]: its counts,
    /// order and facets are those of that part.
    ///
    /// The time is looked at between steps, so that an answer may come some milliseconds later.
    ///
    /// # Example
    /// ```
    /// use std::time::Duration;
    /// use seoji_query::Search;
    /// let as_typed = Search::new("가상화폐").deadline(Duration::from_millis(50));
    /// ```
    pub fn deadline(mut self, after: Duration) -> Self {
        self.deadline = Some(after);
        self
    }

    /// The same search as it begins now: from here on its time runs.
    pub(crate) fn begun(&self, now: Instant) -> Self {
        let ends = self.deadline.and_then(|after| now.checked_add(after));
        Self {
            ends: self.ends.or(ends),
            ..self.clone()
        }
    }

    /// The same search for another query.
    pub(crate) fn asking(mut self, query: String) -> Self {
        self.query = query;
        self
    }
}
