//! Promises of the house as a whole: its architecture, what queries must find, the same answers every time.

mod architecture;
mod determinism;
mod expectations;
