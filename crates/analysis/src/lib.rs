//! What English and Korean text means to search: text becomes tokens here and nowhere else.

mod token;

pub use token::{Field, Token, TokenBuffer, TokenKind};
