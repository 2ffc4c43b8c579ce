//! What holds for every text.

use std::time::Duration;

use cpu_time::ThreadTime;
use proptest::prelude::*;
use seoji_analysis::{
    Analyzer, Field, Language, Normalised, StemTerms, Token, TokenBuffer, TokenKind, sentences,
};
use unicode_normalization::UnicodeNormalization;

fn analyzer() -> &'static Analyzer {
    static ANALYZER: std::sync::OnceLock<Analyzer> = std::sync::OnceLock::new();
    ANALYZER.get_or_init(Analyzer::embedded)
}

fn tokens(field: Field, text: &str, language: Language) -> TokenBuffer {
    let mut out = TokenBuffer::new();
    analyzer().analyse(field, text, language, &mut out);
    out
}

/// Texts as reports have them: words of both scripts, signs, markers, dates, sums, broken characters.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[A-Za-z]{1,8}",
        4 => "[가-힣]{1,5}",
        2 => "[0-9]{1,4}",
        2 => "[一-龥]{1,3}",
        2 => "[ \n\t]{1,2}",
        3 => "[-.,'’&/@:;()\\[\\]$%~_+#“”<>*–]{1,2}",
        1 => "\\[[0-9]{1,3}\\]",
        1 => prop::sample::select(vec![
            "https://", "www.", "C++", "15 August 1994", "2019년 4월 2일", "USD 81 million", "8100만 달러", "70 ~ 80Mbps",
            "Chosŏnk'ŏmp'yut'ŏ", "26,100", "a.k.a.", ".hwp", "金正恩", "ᄒᆞᆫ", "ㅋㅋ", "か", "ไทย", "Ⅳ", "²", "ﬁ",
            "1.234.567,89", "l'État", "\u{200B}", "\u{AD}", "\u{301}", "\u{1160}", "\u{11A8}", "İ", "ß", "Ａ", "\u{A0}",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn language() -> impl Strategy<Value = Language> {
    prop::sample::select(Language::ALL.to_vec())
}

/// Tokens that a phrase is made of.
fn is_phrase_kind(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Word | TokenKind::Bigram | TokenKind::Syllable
    )
}

/// Whether `phrase` stands in `tokens` at consecutive offsets.
fn occurs(phrase: &[Token<'_>], tokens: &[Token<'_>]) -> bool {
    let Some(first) = phrase.first() else {
        return true;
    };
    let at = |term: &str, position: u32| {
        tokens
            .iter()
            .any(|token| token.position == position && token.term == term)
    };
    tokens
        .iter()
        .filter(|token| token.term == first.term)
        .any(|start| {
            phrase.iter().all(|token| {
                (start.position + token.position)
                    .checked_sub(first.position)
                    .is_some_and(|position| at(token.term, position))
            })
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn spans_and_positions_are_sound(text in text(), language in language()) {
        for field in [Field::Literal, Field::Stem] {
            let out = tokens(field, &text, language);
            let mut before = 0;
            for token in out.iter() {
                prop_assert!(text.get(token.span()).is_some_and(|piece| !piece.is_empty()), "{token:?}");
                prop_assert!(!token.term.is_empty());
                prop_assert!(token.position >= before, "{field:?}: {token:?} after {before}");
                before = token.position;
            }
        }
    }

    #[test]
    fn a_word_alone_is_a_phrase_of_its_text(text in text()) {
        let whole = tokens(Field::Literal, &text, Language::English);
        let whole: Vec<Token<'_>> = whole.iter().collect();
        for word in text.split_whitespace() {
            let alone = tokens(Field::Literal, word, Language::English);
            let phrase: Vec<Token<'_>> = alone.iter().filter(|token| is_phrase_kind(token.kind)).collect();
            prop_assert!(occurs(&phrase, &whole), "{word:?} in {text:?}");
        }
    }

    #[test]
    fn whatever_has_a_letter_has_a_token(text in text()) {
        let out = tokens(Field::Literal, &text, Language::English);
        for (at, c) in text.char_indices().filter(|(_, c)| c.is_ascii_alphanumeric() || ('가'..='힣').contains(c)) {
            // The possessive is the one thing that is left out.
            let possessive = matches!(c, 's' | 'S');
            prop_assert!(possessive || out.iter().any(|token| token.span().contains(&at)), "{c} at {at}");
        }
    }

    #[test]
    fn decomposed_and_composed_text_give_the_same_terms(text in text(), language in language()) {
        let (composed, decomposed): (String, String) = (text.nfc().collect(), text.nfd().collect());
        for field in [Field::Literal, Field::Stem] {
            let (a, b) = (tokens(field, &composed, language), tokens(field, &decomposed, language));
            prop_assert_eq!(a.len(), b.len());
            for (a, b) in a.iter().zip(b.iter()) {
                prop_assert_eq!((a.term, a.position, a.kind), (b.term, b.position, b.kind));
                let surface: String = composed[a.span()].nfd().collect();
                let other: String = decomposed[b.span()].nfd().collect();
                prop_assert_eq!(surface, other);
            }
        }
    }

    #[test]
    fn a_sought_stem_is_found_wherever_it_stands(text in text(), language in language()) {
        let all = tokens(Field::Stem, &text, language);
        let mut found = TokenBuffer::new();
        for term in all.iter().map(|token| token.term) {
            analyzer().stems_among(&StemTerms::of([term]), &text, language, &mut found);
            let places = |tokens: &TokenBuffer| -> Vec<_> {
                let of_term = tokens.iter().filter(|token| token.term == term);
                of_term.map(|token| (token.start, token.end, token.kind)).collect()
            };
            prop_assert_eq!(places(&found), places(&all), "{}", term);
        }
    }

    #[test]
    fn normalising_twice_is_normalising_once(text in "\\PC{0,40}") {
        let once = Normalised::new(&text);
        let twice = Normalised::new(once.as_str());
        prop_assert_eq!(once.as_str(), twice.as_str());
    }

    #[test]
    fn normalising_keeps_every_place(text in text()) {
        let normal = Normalised::new(&text);
        let mut before = 0;
        for (at, c) in normal.as_str().char_indices() {
            let span = normal.original(at..at + c.len_utf8());
            prop_assert!(text.get(span.clone()).is_some_and(|piece| !piece.is_empty()));
            prop_assert!(span.start >= before);
            before = span.start;
        }
    }

    #[test]
    fn sentences_hold_everything_but_space(text in text()) {
        let mut end = 0;
        for span in sentences(&text) {
            prop_assert!(text[end..span.start].trim().is_empty());
            prop_assert!(!text[span.clone()].is_empty());
            end = span.end;
        }
        prop_assert!(text[end..].trim().is_empty());
    }

    #[test]
    fn words_lie_in_the_text(text in text(), language in language()) {
        let mut end = 0;
        for word in analyzer().words(&text, language) {
            prop_assert!(text.get(word.span.clone()).is_some_and(|piece| !piece.is_empty()));
            prop_assert!(word.span.start >= end || !Normalised::new(&text).is_original());
            end = word.span.end;
        }
        prop_assert!(Language::detect_or(&text, language).code().len() == 2);
    }
}

/// Each text is analysed at one length and at eight times that; square growth would take 64 times as long.
#[test]
fn odd_texts_take_linear_time() {
    let pieces = [
        "a",
        "가",
        "國",
        "\u{301}",
        "\u{11A8}",
        "a-",
        "1,",
        "1.",
        "1만",
        "[",
        "[1",
        "a'",
        " ",
        ".",
        "\0",
        "ᄒᆞᆫ",
        "か",
        "1-",
        "$",
        "www.",
        "1월 ",
        "\u{E0100}",
        "\u{FDFA}",
        "\u{1D15E}",
    ];
    let time = |text: &str| {
        let begun = ThreadTime::now();
        for field in [Field::Literal, Field::Stem] {
            tokens(field, text, Language::Korean);
        }
        assert!(sentences(text).len() <= text.len());
        analyzer().words(text, Language::English);
        begun.elapsed()
    };
    time("The dictionary 사전을 is opened once.");
    for piece in pieces {
        let small = piece.repeat(8_000 / piece.len());
        let large = small.repeat(8);
        // Another process may take the caches for a while; square growth fails every time.
        let linear = (0..5).any(|_| {
            let first = time(&small).max(Duration::from_millis(5));
            time(&large) < first * 8 * 4
        });
        assert!(linear, "{piece:?}");
    }
}

#[test]
fn the_analyzer_may_be_shared() {
    fn shared<T: Send + Sync + Clone + 'static>() {}
    shared::<Analyzer>();
}
