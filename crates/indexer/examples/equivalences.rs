//! Prints what files state to mean the same: `cargo run -p seoji-indexer --example equivalences -- FILE…`.

#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::path::Path;

fn main() -> Result<(), seoji_indexer::Error> {
    for file in std::env::args().skip(1) {
        for equivalence in seoji_indexer::understand(Path::new(&file))?.equivalences {
            println!(
                "{:?} {} | {} | {}",
                equivalence.stated,
                equivalence.kind.name(),
                equivalence.forms.join(" = "),
                equivalence.evidence[0].words
            );
        }
    }
    Ok(())
}
