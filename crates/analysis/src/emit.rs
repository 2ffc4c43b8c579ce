//! Where tokens are written: terms and spans of the normalised text become tokens of the original one.

use std::ops::Range;

use crate::normalise::Normalised;
use crate::token::{TokenBuffer, TokenKind};

/// A normalised text and the buffer for its tokens.
pub(crate) struct Emit<'a> {
    normal: &'a Normalised<'a>,
    out: &'a mut TokenBuffer,
}

impl<'a> Emit<'a> {
    pub(crate) fn new(normal: &'a Normalised<'a>, out: &'a mut TokenBuffer) -> Self {
        Self { normal, out }
    }

    /// The normalised text.
    pub(crate) fn text(&self) -> &'a str {
        self.normal.as_str()
    }

    /// Adds a token; `span` in bytes of the normalised text.
    pub(crate) fn push(&mut self, term: &str, span: Range<usize>, position: u32, kind: TokenKind) {
        self.out
            .push(term, self.normal.original(span), position, kind);
    }

    /// Adds a token whose term is what `write` appends.
    pub(crate) fn push_with(
        &mut self,
        span: Range<usize>,
        position: u32,
        kind: TokenKind,
        write: impl FnOnce(&mut String),
    ) {
        self.out
            .push_with(self.normal.original(span), position, kind, write);
    }
}
