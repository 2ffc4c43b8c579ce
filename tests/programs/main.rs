//! The real programs, driven in fresh folders: what a person sees, and what they do with bad input.

#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests")]

mod aliases;
mod answers;
mod bad_index;
mod bad_input;
mod checking;
mod discovery;
mod foreign;
mod forgetting;
mod ignoring;
mod killing;
#[cfg(feature = "zotero")]
mod libraries;
mod managing;
mod memory;
mod output;
mod own_words;
mod pipes;
#[cfg(unix)]
mod query_language;
mod resuming;
mod run;
mod settings;
mod suggesting;
mod updating;
#[cfg(unix)]
mod watching;
