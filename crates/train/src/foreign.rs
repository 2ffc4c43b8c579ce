//! `seoji-train foreign`: the tables of foreign words in Hangul.
//!
//! `crates/analysis/data/names/foreign.tsv` from the names that Wikidata has in Korean and in Latin letters
//! (`data/lexicon/names_wikidata.tsv`, CC0) and the loanwords of `crates/train/data/loanwords.tsv`: words are paired by
//! place in the name, or in the other order where that fits better, and expectation maximisation finds which letters
//! spell which sound.
//!
//! `crates/analysis/data/names/foreign_syllables.tsv` from the Hangul words of these pairs and the common nouns of
//! mecab-ko-dic (`dict/ko-dic-src-full-lexicon.tar.zst`, Apache-2.0): how much likelier a syllable is in a foreign word.
//! The nouns hold loanwords too, so each counts as Korean by how Korean it looks.
//!
//! [`folds`] scores the pairs by tables that have not seen their Hangul words, for `seoji-measure loanwords`.

mod alignment;
mod folds;
mod pairs;
mod syllables;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use seoji_analysis::names::foreign::training::{Counts, Slot};

use alignment::Expected;
pub use folds::Recall;
use pairs::Pair;

/// Names in both scripts, in the folder with real data.
pub const NAMES: &str = "data/lexicon/names_wikidata.tsv";
const TABLE: &str = "names/foreign.tsv";
const SYLLABLES: &str = "names/foreign_syllables.tsv";

/// Runs the trainer: writes the tables, or with `check` compares them with the committed ones.
///
/// # Errors
///
/// When the data cannot be read, a table cannot be written, or differs from the committed one under `check`.
pub fn run(data: &Path, check: bool) -> anyhow::Result<()> {
    let mut pairs = pairs::read(&names(data)?);
    // Few, but they spell what names do not.
    for _ in 0..LOANWORD_WEIGHT {
        pairs.extend(pairs::loanwords());
    }
    let nouns = syllables::nouns(&data.join("dict/ko-dic-src-full-lexicon.tar.zst"))?;
    let tables = [
        (TABLE, table(&counts(&pairs))),
        (
            SYLLABLES,
            syllables::table(pairs.iter().map(|pair| pair.hangul.as_str()), &nouns),
        ),
    ];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../analysis/data");
    for (name, made) in tables {
        let path = folder.join(name);
        if check {
            let kept = std::fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            if kept != made {
                bail!("{name} is not what these data give; make it anew with: seoji-train foreign");
            }
        } else {
            std::fs::write(&path, made)
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
    }
    Ok(())
}

/// Recall in both directions on the names of Wikidata, five folds by Hangul word.
///
/// # Errors
///
/// When the data cannot be read.
pub fn folds(data: &Path) -> anyhow::Result<[(&'static str, Recall); 2]> {
    Ok(folds::run(&pairs::read(&names(data)?)))
}

/// The names of Wikidata, as lines.
fn names(data: &Path) -> anyhow::Result<String> {
    let path = data.join(NAMES);
    std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}

/// How often each loanword counts beside the words of names.
const LOANWORD_WEIGHT: usize = 4;

/// Rounds with slots alone, then with neighbours; later rounds change the likelihood by less than a thousandth.
const ROUNDS_ALONE: usize = 4;
const ROUNDS_BESIDE: usize = 3;

/// The counts that the pairs give.
fn counts(pairs: &[Pair]) -> Counts {
    let mut model = alignment::Model::start();
    for _ in 0..ROUNDS_ALONE {
        model = alignment::Model::of(&alignment::expect(&model, pairs).alone());
    }
    let mut expected = alignment::expect(&model, pairs).rounded();
    for _ in 0..ROUNDS_BESIDE {
        expected = alignment::expect(&alignment::Model::of(&expected), pairs).rounded();
    }
    with_letters(expected, pairs)
}

fn with_letters(expected: Expected, pairs: &[Pair]) -> Counts {
    let mut counts = expected.into_counts();
    let mut letters = vec![[0.0; 27]; 27];
    for pair in pairs {
        let mut before = 0;
        for &letter in pair.letters.iter().chain(&[0]) {
            letters[before][usize::from(letter)] += 1.0;
            before = usize::from(letter);
        }
    }
    counts.letters = letters;
    counts
}

/// The table as it is committed.
fn table(counts: &Counts) -> String {
    let mut out = String::from(
        "// How foreign words are spelled: slot, neighbour (* any), sightings, letters:sightings (- none).\n\
         // Made by seoji-train foreign from names of Wikidata and loanwords of the project (CC0).\n",
    );
    let spell = |letters: &[u8]| -> String {
        match letters {
            [] | [0] => "-".to_owned(),
            letters => letters.iter().map(|&l| char::from(l + b'a' - 1)).collect(),
        }
    };
    let mut lines: BTreeMap<(usize, Option<usize>), String> = BTreeMap::new();
    for (slot, neighbour, total, spellings) in &counts.slots {
        let mut line = format!(
            "{}\t{}\t{total:.0}\t",
            slot.name(),
            neighbour.map_or("*".to_owned(), Slot::name)
        );
        let list: Vec<String> = spellings
            .iter()
            .map(|(letters, count)| format!("{}:{count:.0}", spell(letters)))
            .collect();
        line.push_str(&list.join(" "));
        lines.insert((slot.index(), neighbour.map(Slot::index)), line);
    }
    for line in lines.into_values() {
        out.push_str(&line);
        out.push('\n');
    }
    for (before, row) in counts.letters.iter().enumerate() {
        let name = if before == 0 {
            "#".to_owned()
        } else {
            spell(&[before as u8])
        };
        let list: Vec<String> = row
            .iter()
            .enumerate()
            .filter(|&(_, &count)| count > 0.0)
            .map(|(letter, count)| format!("{}:{count:.0}", spell(&[letter as u8])))
            .collect();
        let _ = writeln!(
            out,
            "letters\t{name}\t{:.0}\t{}",
            row.iter().sum::<f64>(),
            list.join(" ")
        );
    }
    out
}
