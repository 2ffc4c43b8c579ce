//! What to ask: a query with its limits, put together by chaining.

use seoji_schema::Zone;

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
        }
    }

    /// Shows at most this many documents (10 unless told).
    pub fn limit(mut self, documents: usize) -> Self {
        self.limit = documents;
        self
    }

    /// Leaves out this many documents from the top.
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

    /// The same search for another query.
    pub(crate) fn asking(mut self, query: String) -> Self {
        self.query = query;
        self
    }
}
