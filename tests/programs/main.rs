//! The real programs, driven in fresh folders: what a person sees, and what they do with bad input.

#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests")]

mod aliases;
mod answers;
mod bad_index;
mod bad_input;
mod discovery;
mod managing;
mod pipes;
mod run;
mod updating;
