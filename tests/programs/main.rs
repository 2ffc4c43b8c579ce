//! The real programs, driven in fresh folders: what a person sees, and what they do with bad input.

#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests")]

mod aliases;
mod answers;
mod bad_index;
mod bad_input;
mod checking;
mod discovery;
mod forgetting;
mod ignoring;
mod killing;
mod managing;
mod own_words;
mod pipes;
mod resuming;
mod run;
mod updating;
#[cfg(unix)]
mod watching;
