//! The engine's English analyser as a baseline, with the same Snowball stemmer that `analysis` uses.

use frostem::{Algorithm, Stemmer};
use tantivy::tokenizer::{Token, TokenFilter, TokenStream, Tokenizer};

/// Stems English words.
#[derive(Clone)]
pub struct EnglishStemmer;

impl TokenFilter for EnglishStemmer {
    type Tokenizer<T: Tokenizer> = Stemming<T>;

    fn transform<T: Tokenizer>(self, tokenizer: T) -> Stemming<T> {
        Stemming { tokenizer }
    }
}

/// A tokenizer whose tokens are stemmed.
#[derive(Clone)]
pub struct Stemming<T> {
    tokenizer: T,
}

impl<T: Tokenizer> Tokenizer for Stemming<T> {
    type TokenStream<'a> = StemmingStream<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        StemmingStream {
            stream: self.tokenizer.token_stream(text),
            stemmer: Stemmer::new(Algorithm::English),
        }
    }
}

/// The stemmed tokens of a text.
pub struct StemmingStream<S> {
    stream: S,
    stemmer: Stemmer,
}

impl<S: TokenStream> TokenStream for StemmingStream<S> {
    fn advance(&mut self) -> bool {
        if !self.stream.advance() {
            return false;
        }
        let token = self.stream.token_mut();
        let stem = self.stemmer.stem(&token.text).into_owned();
        token.text = stem;
        true
    }

    fn token(&self) -> &Token {
        self.stream.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.stream.token_mut()
    }
}
