//! What English and Korean text means to search: text becomes tokens here and nowhere else.

pub mod korean;
mod token;

pub use token::{Field, Token, TokenBuffer, TokenKind};
