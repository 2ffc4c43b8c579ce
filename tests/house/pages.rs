//! An index of short pages that the tests of a file share, and what a query finds of them.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use seoji_query::{Index, Match, Search};
use seoji_tests::Workplace;

/// Pages, each a name and a text, indexed when the first test asks.
pub struct Pages {
    documents: &'static [(&'static str, &'static str)],
    opened: OnceLock<(Workplace, Index)>,
}

impl Pages {
    pub const fn new(documents: &'static [(&'static str, &'static str)]) -> Self {
        let opened = OnceLock::new();
        Self { documents, opened }
    }

    pub fn index(&self) -> &Index {
        let (_, index) = self.opened.get_or_init(|| {
            let workplace = Workplace::of_pages(self.documents);
            let index = workplace.open();
            (workplace, index)
        });
        index
    }

    /// The names of the pages that a query finds.
    pub fn found(&self, query: &str, matching: Match) -> BTreeSet<String> {
        let search = Search::new(query).matching(matching).limit(100);
        let results = self.index().search(&search).unwrap();
        let documents = results.documents.into_iter();
        documents.map(|document| document.id).collect()
    }
}
