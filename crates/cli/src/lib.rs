//! What the two programs say and how: flags, terminal and JSON output, exit codes.
//!
//! `search` asks an index, `search-index` builds and inspects one; each program is one call into this library.
//! This room knows nothing of the engine underneath, of analysis and of parsing.

mod aliases;
mod answer;
mod ask;
mod config;
mod evidence;
mod flags;
mod foreign;
mod generate;
mod links;
mod lists;
mod locate;
mod manage;
mod outcome;
mod progress;
mod queries;
mod report;
mod showing;
mod terminal;
mod understanding;
mod upkeep;
mod watching;
mod words;

pub use ask::ask;
pub use manage::manage;
