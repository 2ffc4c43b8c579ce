//! The first report in each format beside the same report in Markdown.

use std::path::Path;

use seoji_document::{BlockKind, Reading, WarningKind};

use super::score::{Bigrams, letters, share, text_of};
use super::{files, print, timed};

pub(super) fn measure(folder: &Path, shown: Option<&str>) -> anyhow::Result<()> {
    let (truth, _) = timed(&folder.join("seed.md"))?;
    let pairs = Bigrams::of(&text_of(&truth));
    let headings = headings(&truth);
    let notes = notes(&truth);
    for path in files(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !name.starts_with("seed") || name == "seed.md" {
            continue;
        }
        let format = name
            .trim_start_matches("seed")
            .trim_start_matches(['.', '_']);
        let (reading, time) = timed(&path)?;
        let refused = reading.warnings.first();
        if reading.document.blocks.is_empty() {
            let kind = refused.map(|warning| warning.kind);
            if kind == Some(WarningKind::NotRead) {
                continue;
            }
            print(format, "failed", 1.0, 1);
            continue;
        }
        let own = Bigrams::of(&text_of(&reading));
        let common = pairs.common(&own);
        print(
            format,
            "bigram-recall",
            share(common, pairs.count()),
            pairs.count(),
        );
        print(
            format,
            "bigram-precision",
            share(common, own.count()),
            own.count(),
        );
        let own_headings = self::headings(&reading);
        let found = headings
            .iter()
            .filter(|own| own_headings.contains(own))
            .count();
        print(
            format,
            "headings-recall",
            share(found, headings.len()),
            headings.len(),
        );
        print(
            format,
            "headings-precision",
            share(found, own_headings.len()),
            own_headings.len(),
        );
        let own_notes = self::notes(&reading);
        let paired = notes
            .iter()
            .filter(|(note, calls)| {
                own_notes
                    .iter()
                    .any(|(own, own_calls)| own == note && own_calls == calls)
            })
            .count();
        print(
            format,
            "notes-paired",
            share(paired, notes.len()),
            notes.len(),
        );
        print(format, "milliseconds", time, 1);
        if shown.is_some_and(|shown| name.contains(shown)) {
            show(
                &truth,
                &reading,
                &notes,
                &own_notes,
                &headings,
                &own_headings,
            );
        }
    }
    Ok(())
}

/// Titles of sections by their letters.
fn headings(reading: &Reading) -> Vec<String> {
    let sections = &reading.document.sections;
    sections
        .iter()
        .map(|section| letters(&section.title))
        .collect()
}

/// The letters of each note with how often it is called, and the letters before its first call.
fn notes(reading: &Reading) -> Vec<(String, (usize, String))> {
    let blocks = &reading.document.blocks;
    let called = |label: &str| {
        let mut calls = (0, String::new());
        for block in blocks {
            for marker in &block.markers {
                if marker.labels.iter().any(|own| own == label) {
                    let before = letters(&block.text[..marker.span.start]);
                    if calls.0 == 0 {
                        calls.1 = before.chars().rev().take(8).collect();
                    }
                    calls.0 += 1;
                }
            }
        }
        calls
    };
    blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Note)
        .map(|block| {
            let label = block.label.as_deref().unwrap_or_default();
            (letters(&block.text), called(label))
        })
        .collect()
}

type Notes = [(String, (usize, String))];

fn show(
    truth: &Reading,
    reading: &Reading,
    notes: &Notes,
    own_notes: &Notes,
    headings: &[String],
    own_headings: &[String],
) {
    for warning in &reading.warnings {
        println!("  warning: {}", warning.message);
    }
    for heading in headings.iter().filter(|own| !own_headings.contains(own)) {
        println!("  heading lost: {heading}");
    }
    for heading in own_headings.iter().filter(|own| !headings.contains(own)) {
        println!("  heading made: {heading}");
    }
    for note in notes.iter().filter(|note| !own_notes.contains(note)) {
        let near = own_notes.iter().find(|own| own.1.1 == note.1.1);
        println!("  note lost: {note:?}\n    instead: {near:?}");
    }
    let own: Vec<String> = reading
        .document
        .blocks
        .iter()
        .map(|block| letters(&block.text))
        .collect();
    for block in &truth.document.blocks {
        if !own.contains(&letters(&block.text)) {
            println!("  block lost: {:?} {}", block.kind, block.text);
        }
    }
    let known: Vec<String> = truth
        .document
        .blocks
        .iter()
        .map(|block| letters(&block.text))
        .collect();
    for block in &reading.document.blocks {
        if !known.contains(&letters(&block.text)) {
            println!("  block made: {:?} {}", block.kind, block.text);
        }
    }
}
