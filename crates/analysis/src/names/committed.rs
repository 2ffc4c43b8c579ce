//! What was learnt about names, as constants of the program that its build script makes of the committed tables: a
//! search opens nothing and reads only the pages that it needs.

use std::borrow::Cow;

use super::classes::Classes;
use super::gate::Gate;
use super::given::GivenNames;
use super::letters::Letters;
use super::lists::{Lists, Weighted, WeightedLists, Words};
use super::model::Model;
use super::table::{Spelled, System, Table};
use super::trie::{Node, Trie};
use crate::constants::decode;

include!(concat!(env!("OUT_DIR"), "/names.rs"));

impl Model {
    /// The model that is part of the program.
    pub fn committed() -> &'static Model {
        &MODEL
    }
}

impl Table {
    /// The table that is part of the program.
    pub fn committed() -> &'static Table {
        &MODEL.table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = include_str!("../../data/names/channel.txt");
    const GATE: &[u8] = include_bytes!("../../data/names/gate.bin");

    #[test]
    fn constants_are_what_the_tables_say() {
        let table = Table::parse(TABLE).unwrap();
        assert!(table == *Table::committed());
        let model = Model::new(table, Gate::parse(GATE).unwrap());
        assert!(model == *Model::committed());
    }
}
