//! What English and Korean text means to search: text becomes tokens here and nowhere else.

mod emit;
mod fold;
pub mod hanja;
mod literal;
mod normalise;
mod runs;
mod token;

pub use fold::{fold, lower};
pub use normalise::Normalised;
pub use runs::Script;
pub use token::{Field, Token, TokenBuffer, TokenKind};
