//! Any text becomes tokens whose spans lie in it, in every language.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use seoji_analysis::{Analyzer, Field, Language, TokenBuffer, sentences};

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(Analyzer::embedded);

fuzz_target!(|input: (u8, &str)| {
    let (choice, text) = input;
    let language = Language::ALL[choice as usize % Language::ALL.len()];
    let mut tokens = TokenBuffer::new();
    for field in [Field::Literal, Field::Stem] {
        ANALYZER.analyse(field, text, language, &mut tokens);
        let mut position = 0;
        for token in tokens.iter() {
            assert!(!text[token.span()].is_empty() && !token.term.is_empty());
            assert!(token.position >= position);
            position = token.position;
        }
    }
    for span in sentences(text) {
        assert!(!text[span].is_empty());
    }
    for word in ANALYZER.words(text, language) {
        assert!(!text[word.span].is_empty());
    }
    Language::detect(text);
});
