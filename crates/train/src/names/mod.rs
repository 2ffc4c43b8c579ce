//! The tables of names: the channel (how often each letter of Hangul is spelled in which Latin letters) and the gate
//! (which Latin letters look like Korean at all).

mod channel;
mod data;
mod gate;
mod given;
mod spellings;
mod systems;

use std::path::Path;

use anyhow::{Context, bail};
use seoji_analysis::names::training::Table;

pub use channel::{initial, train};
pub use data::{Kind, Pair, pairs, read_pairs};
pub use gate::{Example, Others, examples, read_words, train_gate};

/// The committed tables, relative to this crate.
const CHANNEL: &str = "../analysis/data/names/channel.txt";
const GATE: &str = "../analysis/data/names/gate.bin";

/// Trains the tables on the data in `data` and writes them; with `check` compares them with the committed ones.
///
/// # Errors
///
/// When the data cannot be read, a table cannot be written, or differs from the committed one under `check`.
pub fn run(data: &Path, check: bool) -> anyhow::Result<()> {
    let pairs = pairs(&data.join("data/names"))?;
    let text = train(&pairs).write(CHANNEL_HEADER);
    commit(CHANNEL, text.as_bytes(), check)?;
    // What is committed has its numbers rounded; the gate is trained beside that.
    let table = Table::parse(&text).context("the table cannot be read back")?;
    let others = read_words(data)?;
    let gate = train_gate(&table, &examples(&pairs, &others));
    commit(GATE, &gate.write(GATE_HEADER), check)
}

/// Writes a committed table, or compares it.
fn commit(name: &str, bytes: &[u8], check: bool) -> anyhow::Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if !check {
        return std::fs::write(&path, bytes).with_context(|| path.display().to_string());
    }
    let committed = std::fs::read(&path).with_context(|| path.display().to_string())?;
    if committed != bytes {
        bail!(
            "{} is not what these data give: run seoji-train names",
            path.display()
        );
    }
    Ok(())
}

const CHANNEL_HEADER: &str =
    "How Hangul is spelled in Latin letters: natural logarithms times a hundred.
Made by `seoji-train names`; do not edit.
Learnt from: Wikidata labels (CC0), through NETransliteration-COLING2018 and EveryPolitician;
ScriptShifter's samples of ALA-LC (CC0); kpopnet.json (CC0); GeoNames (CC BY 4.0);
members of the National Assembly of Korea, teampopong (CC BY 3.0).";

const GATE_HEADER: &str = "How much groups of letters look like romanised Korean: weights by hash.
Made by `seoji-train names`; do not edit.
Learnt from: the sources of channel.txt; Wikidata labels of other persons (CC0);
names of the US census of 1990 (public domain); English text of XQuAD (CC BY-SA 4.0), Cranfield and the Rust book
(MIT or Apache-2.0).";
