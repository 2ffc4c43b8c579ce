//! The tables of Korean names, by the code of the library that reads them.
#![expect(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "shared with the library, which uses the rest of it"
)]

#[path = "../../src/names/alphabet.rs"]
mod alphabet;
#[path = "../../src/names/classes.rs"]
mod classes;
pub(crate) mod foreign;
#[path = "../../src/names/gate/weights.rs"]
mod gate;
#[path = "../../src/names/given.rs"]
mod given;
#[path = "../../src/names/jamo.rs"]
mod jamo;
#[path = "../../src/names/letters.rs"]
mod letters;
#[path = "../../src/names/lists.rs"]
mod lists;
#[path = "../../src/names/model.rs"]
mod model;
#[path = "../../src/names/table/mod.rs"]
mod table;
#[path = "../../src/names/trie.rs"]
mod trie;

use classes::Classes;
use gate::Gate;
use given::GivenNames;
use letters::{Letters, OfSlots};
use lists::{Lists, Weighted, WeightedLists, Words};
use model::Model;
use table::{Spelled, System, Table};
use trie::{Node, Trie};

use crate::source::{Constant, Source, slice, structure};

slice!(Classes, Node, OfSlots, System);

structure! {
    Classes { of }
    Gate { weights, word, words }
    GivenNames { seen, first, second, single, rare }
    Letters { most, most_of_all, by_letter, letters, pooled, pooled_ties, widths }
    Lists<T> { items, ends }
    Model { table, gate, classes, letters, family_syllables, surname_spellings, given_syllables }
    Node { next, spelling }
    Spelled { rows, widths, surnames }
    System { name, weight, spelled }
    Table {
        spellings, priors, surnames, pooled, systems, gaps, slip, skip, drop, turned, given, tries
    }
    Trie { nodes }
    Weighted { words, values }
    WeightedLists { all, ends }
    Words { text, ends }
}

/// Adds the model of the committed tables.
pub(crate) fn write(table: &str, gate: &[u8], source: &mut Source) -> Result<(), &'static str> {
    let table = Table::parse(table).ok_or("channel.txt is not what `seoji-train names` writes")?;
    let gate = Gate::parse(gate).ok_or("gate.bin is not what `seoji-train names` writes")?;
    source.add("MODEL", "Model", &Model::new(table, gate));
    Ok(())
}
