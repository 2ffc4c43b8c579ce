//! Hostile sizes: the time grows with the length of the file, not with its square.
//!
//! Each text is read at one length and at eight times that length; square growth would take 64 times as long.

use std::path::Path;
use std::time::Duration;

use cpu_time::ThreadTime;
use seoji_document::{Source, read};

fn time(name: &str, text: &str) -> Duration {
    let start = ThreadTime::now();
    let reading = read(&Source {
        path: Path::new(name),
        bytes: text.as_bytes(),
    });
    assert_eq!(reading.text.len(), text.len());
    start.elapsed()
}

fn grows_linearly(what: &str, piece: &str, bytes: usize) {
    for name in ["a.md", "a.txt"] {
        let small = piece.repeat(bytes / piece.len());
        let large = small.repeat(8);
        // Another process may take the caches for a while; square growth fails every time.
        let told = (0..5).map(|_| {
            let first = time(name, &small).max(Duration::from_millis(5));
            (first, time(name, &large))
        });
        let mut worst = None;
        let linear = told.into_iter().any(|(first, second)| {
            worst = Some((first, second));
            second < first * 8 * 4
        });
        assert!(
            linear,
            "{what} as {name}: {} bytes and eight times that took {worst:?}",
            small.len()
        );
    }
}

#[test]
fn sizes_grow_linearly() {
    for (what, piece) in [
        ("one line", "word and word. "),
        ("one word", "a"),
        ("headings", "# 1. Heading\n\n"),
        ("deeper headings", "## 1.1.1 Heading\n\ntext text.\n\n"),
        ("nested quotes", "> "),
        ("nested lists", "- "),
        ("square brackets", "["),
        ("closed brackets", "[1] "),
        ("markers", "word[1, 3–7] "),
        ("citations by key", "[@kim2019, p. 3] and @lee "),
        ("keys without an end", "[@a"),
        ("wikilinks", "[[Red Star|a]] "),
        ("wikilinks without an end", "[[a"),
        ("round brackets", "("),
        ("stars", "*"),
        ("pairs of stars", "**a "),
        ("underscores", "_a"),
        ("ticks", "`"),
        ("ampersands", "&"),
        ("tags", "<i>"),
        ("open comments", "<!-- "),
        ("addresses", "http://a.b/c "),
        ("one address", "http://a.b/c(d)"),
        ("brackets behind an address", "http://a/)"),
        ("wrapped addresses", "[http://a]("),
        ("tabs", "a\tb\n"),
        ("bars", "| a | b |\n"),
        ("hyphens", "word-\n"),
        ("soft hyphens", "a\u{ad}\n"),
        ("spaces", " "),
        ("line ends", "\n"),
        ("entries", "[1] Kim 2010, text.\n"),
        (
            "cut paragraphs",
            "this text goes on and on without its end\n\n",
        ),
        ("years", "Kim (2010) and Lee, 2011a; "),
        ("raised digits", "word¹² "),
        ("form feeds", "a\u{c}"),
        ("footnotes", "[^1]: a\n\n"),
        ("definitions", "[1]: http://a.b\n"),
        ("marks", "\u{301}"),
        ("page signs", "[p. 1"),
    ] {
        grows_linearly(what, piece, 40_000);
    }
}

#[test]
fn five_megabytes_in_one_line() {
    let text = "컴퓨터 위원회와 (Kim, 2010) the committee[1] ".repeat(5_000_000 / 54);
    time("a.md", &text);
    time("a.txt", &text);
}
