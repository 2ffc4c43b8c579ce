//! What English and Korean text means to search: text becomes tokens here and nowhere else.

mod analyzer;
mod constants;
mod emit;
#[cfg(test)]
mod fingerprint;
mod fold;
pub mod hangul;
pub mod hanja;
pub mod korean;
mod language;
mod last_text;
mod literal;
pub mod names;
mod normal;
mod normalise;
mod runs;
mod sentences;
mod sorted_lines;
mod stem;
mod stem_memory;
mod stem_terms;
mod stop_words;
mod token;
mod tokenizer;
mod user_dictionary;
mod words;

pub use analyzer::Analyzer;
pub use fold::{fold, lower};
pub use language::Language;
pub use literal::{bridge_term, bridged_pair};
pub use names::is_romanised_syllable;
pub use normalise::Normalised;
pub use runs::Script;
pub use sentences::sentences;
pub use stem_terms::StemTerms;
pub use token::{Field, Token, TokenBuffer, TokenKind};
pub use tokenizer::{FRAME, FieldTokenizer, frame, unframe};
pub use user_dictionary::{Oddity, UserDictionary, UserWord, WordKind, WordsSought};
pub use words::{Word, WordClass};
