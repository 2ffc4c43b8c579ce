//! `seoji-measure names [--misses] [--committed] [--false-matches | --speed]`: how well each spelling of a name finds the others.
//!
//! Reads `$DATA/data/names` and prints `eval: names TEST METRIC VALUE n=N`. What has taught a table may not measure it:
//! where the committed table was made from these very pairs, they are dealt into five by their Hangul, and each fifth is
//! asked with tables that were trained on the other four. Any other pairs, and all with `--committed`, are asked with the
//! committed tables. `--misses` shows what was not found; `--false-matches` and `--speed` tell those
//! alone.
//!
//! | test | asked | right is |
//! |---|---|---|
//! | `persons` and its parts, `words`, `places`… | a Latin spelling, among all names of the set in Hangul | its Hangul |
//! | `hangul-to-latin-persons` | a name in Hangul, among all Latin spellings | one of its spellings |
//! | `latin-to-latin-persons` | a Latin spelling, among all others | a spelling of the same Hangul |
//! | `aliases-variant` | a spelling of a list of persons, among all others | another that the list ties to it |
//! | `hanja-to-latin`, `latin-to-hanja` | a name in Hanja, in McCune–Reischauer | its other form |
//! | `english-words` | a word of an English dictionary, as it stands and with a capital | finding nothing |
//! | `full-name-gate` | names of persons, Korean and others | passing, at a threshold that 1 % of the others pass |
//! | `false-matches-…` | names in texts (`$DATA/corpora`) that do not hold them: in Hangul in English ones, Latin persons, places and English words in Korean ones | finding nothing |
//! | `expansion` | spellings of all kinds in an index of 100,000 surfaces | (CPU time in µs) |
//!
//! `chosen`: the right one is among those that a search would take. `precision`: of those taken, so many are right.
//! `another-person`: so many find somebody where the right one is left out of the index.

mod ask;
mod false_matches;
mod figures;
mod gate;
mod index;
mod rows;
mod speed;

use std::path::Path;

use anyhow::Context;
use seoji_analysis::names::training::{Model, Table};
use seoji_train::names::{Others, Pair, examples, pairs, read_words, train, train_gate};

use figures::Figures;
use index::Index;

/// Parts of the cross-validation.
const FOLDS: usize = 5;

/// Runs the instrument on `data/names` of the folder `data`.
pub(crate) fn run(data: &Path, args: &[String]) -> anyhow::Result<()> {
    let folder = data.join("data/names");
    if !folder.is_dir() {
        println!(
            "skipped: eval: names: there is no folder {}",
            folder.display()
        );
        return Ok(());
    }
    let flag = |name: &str| args.iter().any(|arg| arg == name);
    let pairs = pairs(&folder)?;
    let rows = rows::Rows::read(&folder).with_context(|| folder.display().to_string())?;
    if flag("--false-matches") {
        return false_matches::measure(data, &pairs, &rows, flag("--misses"));
    }
    // First, as a program that searches has no heap that training has torn.
    let committed = Model::committed();
    speed::measure(committed, &pairs)?;
    if flag("--speed") {
        return Ok(());
    }
    let taught = !flag("--committed") && is_committed(&train(&pairs));
    println!(
        "names: {}",
        if taught {
            "these pairs made the committed tables: each fifth is asked with tables of the other four"
        } else {
            "asked with the committed tables"
        }
    );
    let words = if taught {
        read_words(data)?
    } else {
        Others::default()
    };
    let mut figures = Figures::new(flag("--misses"));
    let mut index = None;
    for fold in 0..FOLDS {
        let (asked, rest): (Vec<Pair>, Vec<Pair>) = pairs
            .iter()
            .cloned()
            .partition(|pair| fold_of(&pair.hangul) == fold);
        let model = if taught {
            // A model lives as long as the queries that it reads: five of them, until the program ends.
            Box::leak(Box::new(fold_model(&rest, &words, fold)))
        } else {
            committed
        };
        if taught || index.is_none() {
            index = Some(Index::new(model, &pairs, &rows));
        }
        let index = index.as_ref().expect("it was just made");
        ask::pairs(model, index, &asked, &mut figures);
        ask::spellings(model, index, fold, &mut figures);
        ask::aliases(model, index, &rows, fold, &mut figures);
        ask::hanja(model, index, &rows, fold, &mut figures);
        gate::ask(model, index, &asked, &rows, fold, &mut figures);
    }
    figures.print();
    false_matches::measure(data, &pairs, &rows, flag("--misses"))
}

/// Whether a table is the committed one, whose numbers are rounded.
fn is_committed(table: &Table) -> bool {
    Table::parse(&table.write("")).as_ref() == Some(Table::committed())
}

/// The tables trained without what is asked of them.
fn fold_model(pairs: &[Pair], words: &Others, fold: usize) -> Model {
    let table = train(pairs);
    let mut words = words.clone();
    for list in [
        &mut words.given,
        &mut words.surnames,
        &mut words.full,
        &mut words.words,
    ] {
        list.retain(|run| fold_of(run) != fold);
    }
    let gate = train_gate(&table, &examples(pairs, &words));
    Model::new(table, gate)
}

/// The part that a name belongs to, whatever its spaces.
fn fold_of(name: &str) -> usize {
    let bytes = name.bytes().filter(|byte| *byte != b' ');
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash >> 33) as usize % FOLDS
}
