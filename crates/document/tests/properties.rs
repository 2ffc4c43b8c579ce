//! What holds for every file: no panic, spans in the text, maps that cover it, order, the same result twice.

use std::path::Path;

use proptest::prelude::*;
use seoji_document::{Reading, Source, read};

fn read_as(name: &str, bytes: &[u8]) -> Reading {
    read(&Source { path: Path::new(name), bytes })
}

/// Holds a reading against every promise that the crate makes.
fn check(reading: &Reading) {
    let (document, text) = (&reading.document, &reading.text);
    let slice = |span: &std::ops::Range<usize>| text.get(span.clone()).unwrap_or_else(|| panic!("{span:?} is no range of the text"));
    let mut last = 0;
    for (index, section) in document.sections.iter().enumerate() {
        slice(&section.span);
        assert!(section.parent.is_none_or(|parent| parent < index));
        assert!(section.span.start >= last, "sections in order");
        last = section.span.start;
        assert_eq!(section.line, text[..section.span.start].replace("\r\n", "\n").matches(['\n', '\r']).count() + 1);
    }
    let mut last = 0;
    for block in &document.blocks {
        slice(&block.span);
        assert!(block.span.start >= last, "blocks in order: {:?} after {last}", block.span);
        last = block.span.start;
        assert!(!block.text.trim().is_empty());
        assert!(block.section.is_none_or(|section| section < document.sections.len()));
        let mut end = 0;
        for piece in block.map.pieces() {
            assert_eq!(piece.text.start, end, "pieces cover the text");
            assert!(piece.text.end > piece.text.start);
            end = piece.text.end;
            let source = slice(&piece.source);
            let shown = block.text.get(piece.text.clone()).expect("pieces end at characters");
            assert!(!piece.verbatim || shown == source, "{shown:?} is not {source:?}");
        }
        assert_eq!(end, block.text.len(), "pieces cover the text");
        for (at, ch) in block.text.char_indices() {
            let range = block.map.source_range(at..at + ch.len_utf8()).expect("every character has its source");
            slice(&range);
        }
        let mut last = 0;
        for marker in &block.markers {
            assert!(block.text.get(marker.span.clone()).is_some());
            assert!(!marker.labels.is_empty() && marker.span.start >= last);
            last = marker.span.end;
        }
        for link in &block.links {
            assert!(block.text.get(link.span.clone()).is_some_and(|shown| !shown.is_empty()));
        }
    }
    for warning in &reading.warnings {
        if let Some(span) = &warning.span {
            slice(span);
        }
        assert!(!warning.message.ends_with('.') && warning.message.chars().next().is_some_and(|ch| !ch.is_uppercase()));
    }
    let _ = document.outline();
}

/// Lines of the kinds that decide something, so that random documents meet every rule.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z가-힣 ,.]{0,90}",
        "#{1,6} [0-9.]{0,4} ?[A-Za-z가-힣]{1,20}",
        Just(String::new()),
        "[-*•] \\[[0-9]{1,2}\\] [A-Za-z가-힣0-9 ,.]{0,60}",
        "\\[[0-9]{1,2}\\] [A-Za-z가-힣0-9 ,.]{0,60}",
        "[0-9]{1,2}[.)] [A-Za-z가-힣 ]{0,40}",
        "[a-z]{2,9}\t[0-9]{1,4}(\t[a-z]{0,5})?",
        "\\| [a-z]{0,4} \\| [a-z]{0,4} \\|",
        "[A-Za-z ]{5,60}[a-z]-",
        "<(https?://[a-z./_\\\\-]{1,30})>",
        "\\[(https?://[a-z./_\\\\]{1,30})\\]\\(https://[a-z_]{1,9}\\)",
        prop::sample::select(vec!["---", "===", "***", "## References", "참고문헌", "## 각주", "**Table 2. x**", "*Source: y*", "[^1]: note", "text[^1] more[1, 3–5]", "word<sup>2</sup>", "<table><tr><td>a</td></tr></table>", "\u{c}", "- 12 -", "12", "<!-- page 3 -->", "제1장 서론", "Ⅰ. 서론", "[1]: http://a.b", "    code", "```", "> q", "(Kim, 2010a)", "a\u{ad}b", "&amp; &#x41;", "\u{301}\u{200b}", "| - | - |"])
            .prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for name in ["a.md", "a.txt", "a", "a.pdf"] {
            check(&read_as(name, &bytes));
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}|[\\x00-\\x7f가-힣ᄀ-ᇿ\u{300}-\u{310}]{0,300}") {
        check(&read_as("a.md", text.as_bytes()));
        check(&read_as("a.txt", text.as_bytes()));
    }

    #[test]
    fn any_lines_are_read(lines in prop::collection::vec(line(), 0..40), end in prop::sample::select(vec!["\n", "\r\n", "\r"])) {
        let text = lines.join(end);
        for name in ["a.md", "a.txt"] {
            let reading = read_as(name, text.as_bytes());
            check(&reading);
            let again = read_as(name, text.as_bytes());
            prop_assert_eq!(&reading.document, &again.document);
            prop_assert_eq!(&reading.warnings, &again.warnings);
        }
    }
}
