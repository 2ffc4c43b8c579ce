//! The other tables of the names folder.

use std::path::Path;

/// What is measured beside the pairs.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    /// Two Latin spellings of one name.
    pub(crate) aliases: Vec<(String, String)>,
    /// A name in Hanja and in Latin letters.
    pub(crate) hanja: Vec<(String, String)>,
    /// Words of an English dictionary.
    pub(crate) english: Vec<String>,
    /// Names of persons who are not Korean.
    pub(crate) foreign: Vec<String>,
}

impl Rows {
    /// Reads the tables of `folder`; one that is not there is empty.
    pub(crate) fn read(folder: &Path) -> std::io::Result<Rows> {
        let mut rows = Rows::default();
        for [a, b, relation] in read(&folder.join("aliases_latin.tsv"))? {
            if relation == "variant" {
                rows.aliases.push((a, b));
            }
        }
        for [hanja, latin, kind] in read(&folder.join("hanja_alalc.tsv"))? {
            if kind == "person" {
                rows.hanja.push((hanja, latin));
            }
        }
        for name in ["negatives.tsv", "negatives_fetched.tsv"] {
            for [latin, kind, _] in read(&folder.join(name))? {
                match kind.as_str() {
                    "english_word" => rows.english.push(latin),
                    "full_name_foreign" => rows.foreign.push(latin),
                    _ => {}
                }
            }
        }
        Ok(rows)
    }
}

impl Rows {
    /// The letters of all spellings that the aliases tie to `name`, step by step, but for `name` itself.
    pub(crate) fn spellings_of(&self, name: &str) -> Vec<String> {
        let mut found = vec![name];
        let mut at = 0;
        while at < found.len() {
            for (a, b) in &self.aliases {
                for (from, to) in [(a, b), (b, a)] {
                    if from == found[at] && !found.contains(&to.as_str()) {
                        found.push(to);
                    }
                }
            }
            at += 1;
        }
        found[1..].iter().map(|name| letters(name)).collect()
    }
}

/// The letters of a text after folding.
pub(crate) fn letters(text: &str) -> String {
    let mut out = String::new();
    seoji_analysis::fold(text, &mut out);
    out.retain(char::is_alphanumeric);
    out
}

/// The first three columns of a table, without its head.
fn read(path: &Path) -> std::io::Result<Vec<[String; 3]>> {
    let text = match std::fs::read_to_string(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        read => read?,
    };
    let column = |line: &str, at| line.split('\t').nth(at).unwrap_or_default().to_owned();
    Ok(text
        .lines()
        .skip(1)
        .map(|line| [0, 1, 2].map(|at| column(line, at)))
        .collect())
}
