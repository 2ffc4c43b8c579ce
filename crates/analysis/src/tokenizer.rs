//! The analysis as tantivy sees it: one tokenizer a field, over the same functions.
//!
//! A tokenizer is given a text and nothing else, but the stem field needs the passage's language: the value of a
//! field is *framed*, language code + U+001F + text. Offsets of tokens are bytes of the text after the frame.
//! A value without a frame is taken as English.

use tantivy_tokenizer_api::{Token, TokenStream, Tokenizer};

use crate::analyzer::Analyzer;
use crate::language::Language;
use crate::token::{Field, TokenBuffer};

/// Stands between the language code and the text of a field's value.
pub const FRAME: char = '\u{1F}';

/// The value of a field for a text in `language`.
///
/// ```
/// use seoji_analysis::{Language, frame, unframe};
///
/// let value = frame(Language::Korean, "토론회");
/// assert_eq!(unframe(&value), (Language::Korean, "토론회"));
/// assert_eq!(unframe("plain"), (Language::English, "plain"));
/// ```
pub fn frame(language: Language, text: &str) -> String {
    let code = language.code();
    let mut value = String::with_capacity(code.len() + 1 + text.len());
    value.push_str(code);
    value.push(FRAME);
    value.push_str(text);
    value
}

/// The language and the text of a field's value.
pub fn unframe(value: &str) -> (Language, &str) {
    let code = value.get(..2).and_then(Language::from_code);
    match (
        code,
        value.get(2..).and_then(|rest| rest.strip_prefix(FRAME)),
    ) {
        (Some(language), Some(text)) => (language, text),
        _ => (Language::English, value),
    }
}

/// The tokenizer of a field.
#[derive(Clone, Debug)]
pub struct FieldTokenizer {
    analyzer: Analyzer,
    field: Field,
    tokens: TokenBuffer,
    token: Token,
}

impl FieldTokenizer {
    /// A tokenizer that gives what `analyzer` gives for `field`.
    pub fn new(analyzer: Analyzer, field: Field) -> Self {
        Self {
            analyzer,
            field,
            tokens: TokenBuffer::new(),
            token: Token::default(),
        }
    }
}

impl Tokenizer for FieldTokenizer {
    type TokenStream<'a> = FieldTokens<'a>;

    fn token_stream<'a>(&'a mut self, value: &'a str) -> FieldTokens<'a> {
        let (language, text) = unframe(value);
        self.analyzer
            .analyse(self.field, text, language, &mut self.tokens);
        self.token.reset();
        FieldTokens {
            tokens: &self.tokens,
            token: &mut self.token,
            next: 0,
        }
    }
}

/// The tokens of one value.
#[derive(Debug)]
pub struct FieldTokens<'a> {
    tokens: &'a TokenBuffer,
    token: &'a mut Token,
    next: usize,
}

impl TokenStream for FieldTokens<'_> {
    fn advance(&mut self) -> bool {
        let Some(token) = self.tokens.get(self.next) else {
            return false;
        };
        self.next += 1;
        self.token.offset_from = token.start as usize;
        self.token.offset_to = token.end as usize;
        self.token.position = token.position as usize;
        self.token.position_length = 1;
        self.token.text.clear();
        self.token.text.push_str(token.term);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
