//! Embedding Seoji: from opening an index to highlighted hits.
//!
//! `cargo run -p seoji-query --example embed -- index "Park Jin-hyok"`

#![expect(clippy::print_stdout, reason = "an example shows what it finds")]

use seoji_query::{Index, Search};

fn main() -> Result<(), seoji_query::Error> {
    let mut args = std::env::args().skip(1);
    let (folder, query) = (
        args.next().unwrap_or("index".into()),
        args.collect::<Vec<_>>().join(" "),
    );
    let index = Index::open(folder)?;
    let results = index.search(&Search::new(query).limit(5).snippets(2))?;
    for document in &results.documents {
        println!("{} ({} passages)", document.title, document.passages);
        for hit in &document.hits {
            let snippets: Vec<String> = hit
                .snippets
                .iter()
                .map(|snippet| snippet.mark("**", "**"))
                .collect();
            println!(
                "  {} – {}",
                hit.place.section.join(" › "),
                snippets.join(" … ")
            );
        }
    }
    Ok(())
}
