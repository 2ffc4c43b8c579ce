//! All that was learnt about names, together.

use std::sync::LazyLock;

use super::gate::Gate;
use super::letters::Letters;
use super::reading::Classes;
use super::table::Table;

/// The tables of the engine and what is computed from them once.
#[derive(Clone, Debug)]
pub struct Model {
    /// The channel.
    pub table: Table,
    /// The gate against words of other languages.
    pub gate: Gate,
    pub(super) classes: Vec<Classes>,
    pub(super) letters: Letters,
}

static COMMITTED: LazyLock<Model> = LazyLock::new(|| {
    let gate = Gate::parse(COMMITTED_GATE)
        .expect("the committed gate is what the trainer wrote; a test reads it");
    Model::new(Table::committed().clone(), gate)
});

/// The committed gate.
pub(super) const COMMITTED_GATE: &[u8] = include_bytes!("../../data/names/gate.bin");

impl Model {
    /// The engine with this channel.
    pub fn new(table: Table, gate: Gate) -> Model {
        Model {
            gate,
            classes: Classes::all(&table),
            letters: Letters::of(&table),
            table,
        }
    }

    /// The model that is part of the program.
    pub fn committed() -> &'static Model {
        &COMMITTED
    }
}
