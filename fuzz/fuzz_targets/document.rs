//! Any bytes, as Markdown and as plain text: reading never panics, every span lies in the text on character
//! boundaries, and every verbatim piece of a map is the source's own text.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use seoji_document::{Source, read};

fuzz_target!(|bytes: &[u8]| {
    for name in ["fuzz.md", "fuzz.txt", "fuzz"] {
        let reading = read(&Source { path: Path::new(name), bytes });
        for block in &reading.document.blocks {
            assert!(reading.text.get(block.span.clone()).is_some());
            let mut end = 0;
            for piece in block.map.pieces() {
                assert_eq!(piece.text.start, end);
                end = piece.text.end;
                let source = reading.text.get(piece.source.clone()).expect("a piece lies in the source");
                assert!(!piece.verbatim || source == &block.text[piece.text.clone()]);
            }
            assert_eq!(end, block.text.len());
            for marker in &block.markers {
                assert!(block.text.get(marker.span.clone()).is_some());
            }
            for link in &block.links {
                assert!(block.text.get(link.span.clone()).is_some());
            }
        }
    }
});
