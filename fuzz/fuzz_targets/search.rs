//! Any query on a small index: it is answered, what is counted is what is found, and marks lie on text.
#![no_main]

use std::fs;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use seoji_indexer::{BuildOptions, Silent};
use seoji_query::{Counting, Index, Search};

const DOCUMENTS: [(&str, &str); 3] = [
    (
        "report.md",
        "---\ntitle: Blockchains in North Korea\nauthor: Nicolas Levi\ndate: 2019\n---\n\n\
         # 1. Park Jin-hyok\n\nPark Jin-hyok[1] of the Lazarus group stole $ 81 million[2].\n\n\
         | bank | sum |\n|---|---|\n| Bangladesh | 81,000,000 |\n\n# Notes\n\n\
         [1] A.k.a. Pak Jin-hek.\n\n\
         [2] Tudor, D. (2015). North Korea Confidential. Tuttle. https://www.rfa.org/ (accessed 2019-06-20)\n",
    ),
    (
        "speech.txt",
        "북한은 가상화폐를 채굴한다. 박진혁은 라자루스의 해커이다.\n\n金正恩은 美방송위에 로동신문을 보냈다.\n",
    ),
    ("library.bib", "@book{tudor2015, author = {Tudor, Daniel}, title = {가상 화폐의 역사}, year = 2015}\n"),
];

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("seoji-fuzz-{}", std::process::id()));
    let corpus = folder.join("corpus");
    fs::create_dir_all(&corpus).expect("there is room for a folder");
    for (name, text) in DOCUMENTS {
        fs::write(corpus.join(name), text).expect("there is room for a file");
    }
    let index = folder.join("index");
    seoji_indexer::build(&[corpus], &index, &BuildOptions::default(), &Silent)
        .expect("these are documents");
    Index::open(&index).expect("it was just built")
});

fuzz_target!(|query: &str| {
    let search = Search::new(query)
        .counting(Counting::All)
        .limit(100)
        .per_document(100)
        .facets(3)
        .explain();
    let results = INDEX.search(&search).expect("a query is never an error");
    assert_eq!(results.total.documents, results.documents.len() as u64);
    for document in &results.documents {
        assert!(!document.hits.is_empty());
        for hit in &document.hits {
            let mut end = 0;
            for mark in &hit.highlights {
                assert!(end <= mark.start && mark.start < mark.end);
                assert!(hit.text.get(mark.range()).is_some());
                end = mark.end;
            }
            for snippet in &hit.snippets {
                let span = snippet.start..snippet.start + snippet.text.len();
                assert_eq!(hit.text.get(span), Some(snippet.text.as_str()));
            }
        }
    }
    for hint in &results.hints {
        assert!(hint.span.is_none_or(|span| query.get(span.range()).is_some()));
    }
});
