//! Real reports and books: each of their words is a phrase of its paragraph, and nothing breaks.
//!
//! The texts lie in the folder that `SEOJI_SHARED` names, or in `shared` beside the repository.

#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use seoji_analysis::{Analyzer, Language, StemTerms, Token, TokenBuffer, TokenKind, sentences};

fn shared() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("SEOJI_SHARED").map_or(beside, PathBuf::from);
    folder.is_dir().then_some(folder)
}

/// The seed, up to so many texts with speeches, and so many with chapters of a manual too; none, and a word about it, where they are absent.
fn texts(with_speeches: usize, with_chapters: usize) -> Option<Vec<(PathBuf, String)>> {
    let Some(shared) = shared() else {
        eprintln!("skipped: no folder of real texts (SEOJI_SHARED)");
        return None;
    };
    let mut paths = Vec::new();
    for (folder, most) in [
        ("seed", 4),
        ("corpora/text/dprk-new-year-speeches", with_speeches),
        ("corpora/text/rust-book-ko", with_chapters),
    ] {
        files(&shared.join(folder), most, &mut paths);
    }
    assert!(!paths.is_empty(), "no text in {}", shared.display());
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).ok()?;
        Some((path, text))
    };
    Some(paths.into_iter().filter_map(read).collect())
}

/// Adds the Markdown and text files under `folder`, in order, until there are `most` in all.
fn files(folder: &Path, most: usize, out: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files(&path, most, out);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "md" || extension == "txt")
            && out.len() < most
        {
            out.push(path);
        }
    }
}

#[test]
fn each_word_is_a_phrase_of_its_paragraph() {
    let Some(texts) = texts(8, 14) else {
        return;
    };
    let analyzer = Analyzer::embedded();
    let (mut whole, mut alone) = (TokenBuffer::new(), TokenBuffer::new());
    let mut words = 0;
    for (path, text) in texts {
        for paragraph in text.split("\n\n") {
            analyzer.literal(paragraph, &mut whole);
            let mut places: HashMap<&str, Vec<u32>> = HashMap::new();
            for token in whole.iter() {
                places.entry(token.term).or_default().push(token.position);
            }
            for word in paragraph.split_whitespace() {
                analyzer.literal(word, &mut alone);
                let phrase: Vec<(&str, u32)> = alone
                    .iter()
                    .filter(|token| {
                        matches!(
                            token.kind,
                            TokenKind::Word | TokenKind::Bigram | TokenKind::Syllable
                        )
                    })
                    .map(|token| (token.term, token.position))
                    .collect();
                let Some(&(first, from)) = phrase.first() else {
                    continue;
                };
                let stands = places.get(first).is_some_and(|starts| {
                    starts.iter().any(|start| {
                        phrase.iter().all(|&(term, at)| {
                            places
                                .get(term)
                                .is_some_and(|found| found.contains(&(start + at - from)))
                        })
                    })
                });
                assert!(
                    stands,
                    "{word:?} is not found in its paragraph in {}",
                    path.display()
                );
                words += 1;
            }
            let language = Language::detect_or(paragraph, Language::English);
            analyzer.stem(paragraph, language, &mut alone);
            for span in sentences(paragraph) {
                assert!(!paragraph[span].is_empty());
            }
        }
    }
    assert!(words > 3_000, "only {words} words");
}

#[test]
fn whoever_looks_for_a_term_of_a_word_finds_it() {
    let Some(texts) = texts(20, 20) else {
        return;
    };
    let words: BTreeSet<&str> = texts
        .iter()
        .flat_map(|(_, text)| text.split_whitespace())
        .collect();
    assert!(words.len() > 10_000, "{} words", words.len());
    let analyzer = Analyzer::embedded();
    let (mut all, mut among) = (TokenBuffer::new(), TokenBuffer::new());
    let mut lost = Vec::new();
    for word in words {
        analyzer.stem(word, Language::Korean, &mut all);
        for token in all.iter() {
            let sought = StemTerms::of([token.term]);
            analyzer.stems_among(&sought, word, Language::Korean, &mut among);
            let is_it = |other: &Token<'_>| (other.term, other.start) == (token.term, token.start);
            if !among.iter().any(|other| is_it(&other)) {
                lost.push(format!("{} of {word}", token.term));
            }
        }
    }
    assert!(
        lost.is_empty(),
        "{}: {:?}",
        lost.len(),
        lost.get(..50).unwrap_or(&lost)
    );
}
