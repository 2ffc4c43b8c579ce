//! Promises of the house as a whole: its architecture, what queries must find, the same answers every time.

#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests")]

mod architecture;
mod authors;
mod bibliography;
mod copies;
mod dates;
mod determinism;
mod expectations;
mod faults;
mod formats;
mod given;
mod language;
mod library;
mod loanwords;
mod messages;
mod names;
mod pages;
mod phrases;
mod typed;
