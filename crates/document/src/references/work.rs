//! One work of an entry, while its labels are mended.
//!
//! The mendings that look at several fields of a work are methods of it, each in the file of its rule.

use std::ops::Range;

use super::labels::{Label, State};
use super::tokens::{Class, Token};

/// The tokens of one work and their states.
pub(super) struct Work<'w> {
    pub(super) entry: &'w str,
    pub(super) tokens: &'w [Token],
    pub(super) states: &'w mut [State],
}

impl<'w> Work<'w> {
    /// Some tokens of an entry, and of their states.
    pub(super) fn of(
        entry: &'w str,
        tokens: &'w [Token],
        states: &'w mut [State],
        range: Range<usize>,
    ) -> Self {
        Self {
            entry,
            tokens: &tokens[range.clone()],
            states: &mut states[range],
        }
    }

    /// The text of a token; nothing where there is none.
    pub(super) fn text(&self, at: usize) -> &str {
        self.tokens
            .get(at)
            .map_or("", |token| token.text(self.entry))
    }

    /// What a token is; none where there is none.
    pub(super) fn class(&self, at: usize) -> Option<Class> {
        self.tokens.get(at).map(|token| token.class)
    }

    /// What a token was taken for; none where there is none.
    pub(super) fn label(&self, at: usize) -> Option<Label> {
        self.states.get(at).map(|state| state.label())
    }

    /// Whether a token is a word in any script.
    pub(super) fn is_word(&self, at: usize) -> bool {
        let class = self.class(at);
        matches!(class, Some(Class::Letters | Class::Hangul | Class::Han))
    }
}
