//! The committed tables are those that the trainers make of the real data.

use std::path::{Path, PathBuf};

/// The folder with real data; none where it is absent, which is said.
fn data() -> Option<PathBuf> {
    let named = ["DATA", "SEOJI_SHARED"]
        .into_iter()
        .find_map(std::env::var_os);
    let folder = named.map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    if folder.join(seoji_train::foreign::NAMES).exists() {
        return Some(folder);
    }
    eprintln!(
        "skipped: there is no {} in {}",
        seoji_train::foreign::NAMES,
        folder.display()
    );
    None
}

#[test]
fn the_tables_of_foreign_words_are_what_the_data_give() {
    if let Some(data) = data() {
        seoji_train::foreign::run(&data, true).unwrap();
    }
}
