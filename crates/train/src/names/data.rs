//! Pairs of spellings, as the data folder holds them.

use std::path::Path;

use anyhow::Context;

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A person, surname first in Hangul.
    Person,
    /// A place.
    Place,
    /// A word or several.
    Word,
    /// A stage name.
    Stage,
    /// Anything else.
    Other,
}

/// A name in Hangul and in Latin letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// In Hangul, as the data have it.
    pub hangul: String,
    /// In Latin letters.
    pub latin: String,
    /// What it names.
    pub kind: Kind,
    /// The system of romanisation that the data name: `MR`, `RR`, `DPRK`, `adhoc`, `unknown`.
    pub system: String,
    /// Where the row comes from.
    pub source: String,
}

/// The pairs of all files `pairs_*.tsv` in `folder`, in the order of the files' names.
///
/// # Errors
///
/// When the folder or a file cannot be read.
pub fn pairs(folder: &Path) -> anyhow::Result<Vec<Pair>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry.with_context(|| folder.display().to_string())?.path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if name.starts_with("pairs_") && name.ends_with(".tsv") {
            files.push(path);
        }
    }
    files.sort();
    let mut pairs = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        pairs.extend(read_pairs(&text));
    }
    Ok(pairs)
}

/// The pairs of a table with the columns hangul, latin, kind, system, source.
pub fn read_pairs(text: &str) -> impl Iterator<Item = Pair> {
    text.lines().skip(1).filter_map(|line| {
        let mut fields = line.split('\t');
        let (hangul, latin) = (fields.next()?.to_owned(), fields.next()?.to_owned());
        let kind = match fields.next()? {
            "person" => Kind::Person,
            "place" => Kind::Place,
            "word" => Kind::Word,
            "stage" => Kind::Stage,
            _ => Kind::Other,
        };
        let system = fields.next().unwrap_or_default().to_owned();
        let source = fields.next().unwrap_or_default().to_owned();
        Some(Pair {
            hangul,
            latin,
            kind,
            system,
            source,
        })
    })
}
