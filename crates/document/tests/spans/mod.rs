//! What holds of the spans of every reading; for the tests and the fuzz targets.

use seoji_document::Reading;

/// Every span is a range of its text, at characters' boundaries.
pub(crate) fn check_spans(reading: &Reading) {
    for section in &reading.document.sections {
        assert!(reading.text.get(section.span.clone()).is_some());
    }
    for block in &reading.document.blocks {
        assert!(reading.text.get(block.span.clone()).is_some());
        for marker in &block.markers {
            assert!(
                block
                    .text
                    .get(marker.span.clone())
                    .is_some_and(|shown| !shown.is_empty())
            );
        }
        for link in &block.links {
            assert!(block.text.get(link.span.clone()).is_some());
        }
        let mut end = 0;
        for piece in block.map.pieces() {
            assert_eq!(piece.text.start, end, "pieces cover the text");
            end = piece.text.end;
            assert!(reading.text.get(piece.source.clone()).is_some());
        }
        assert_eq!(end, block.text.len(), "pieces cover the text");
        let works = block.reference.iter().flat_map(|own| &own.citations);
        for work in works {
            assert!(block.text.get(work.span.clone()).is_some());
            let title = work.title.iter().chain(&work.container).chain(&work.pages);
            for part in title {
                assert_eq!(block.text.get(part.span.clone()), Some(part.text.as_str()));
            }
            for person in &work.authors {
                assert_eq!(
                    block.text.get(person.span.clone()),
                    Some(person.written.as_str())
                );
            }
        }
    }
}
