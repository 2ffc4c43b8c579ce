//! What to ask: a query with its limits, put together by chaining.

use seoji_schema::Zone;

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
}

impl Search {
    /// Asks for what `query` says: words, `"phrases"`, `-not`, `in:body|bibliography`, `doc:`, `lang:`, `label:`,
    /// `kind:`, `exact:`.
    pub fn new(query: impl Into<String>) -> Self {
        Self {
            query: query.into(),
            limit: 10,
            offset: 0,
            per_document: 3,
            snippets: 1,
            snippet_chars: 240,
            zone: None,
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

    /// Looks only into this part of the documents.
    pub fn within(mut self, zone: Zone) -> Self {
        self.zone = Some(zone);
        self
    }
}
