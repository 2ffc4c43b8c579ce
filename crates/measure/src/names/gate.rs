//! The tests of the gate: what is expanded that should not be, and what is not that should.

use seoji_analysis::names::training::{Model, margin};
use seoji_analysis::names::{Asked, NameQuery};
use seoji_train::names::{Kind, Pair};

use super::figures::Figures;
use super::fold_of;
use super::index::Index;
use super::rows::Rows;

/// Asks the gate for what belongs to `fold`, and what English words find.
pub(crate) fn ask(
    model: &'static Model,
    index: &Index,
    pairs: &[Pair],
    rows: &Rows,
    fold: usize,
    figures: &mut Figures,
) {
    let score = |run: &str| margin(model, run).unwrap_or(f32::NEG_INFINITY);
    let is_full_name = |pair: &&Pair| pair.kind == Kind::Person && pair.latin.contains(' ');
    for pair in pairs.iter().filter(is_full_name) {
        let margin = score(&pair.latin);
        figures.margins[0].push(margin);
        figures.add("full-name-gate", "korean-passing", margin >= 0.0);
        if margin < 0.0 {
            figures.miss(
                "full-name-gate",
                format_args!("stopped {} {} {margin:.1}", pair.hangul, pair.latin),
            );
        }
    }
    for name in rows.foreign.iter().filter(|name| fold_of(name) == fold) {
        let margin = score(name);
        figures.margins[1].push(margin);
        figures.add("full-name-gate", "others-passing", margin >= 0.0);
        if margin >= 0.0 {
            figures.miss("full-name-gate", format_args!("passed {name} {margin:.1}"));
        }
    }
    let is_romanised = |pair: &&Pair| {
        pair.kind == Kind::Word || pair.kind == Kind::Place && pair.system != "unknown"
    };
    for pair in pairs.iter().filter(is_romanised) {
        let passes = score(&capital(&pair.latin)) >= 0.0;
        figures.add("word-gate", "korean-passing", passes);
    }
    for word in rows.english.iter().filter(|word| fold_of(word) == fold) {
        for (test, word) in [
            ("english-words", word),
            ("english-words-capital", &capital(word)),
        ] {
            let found = NameQuery::read_with(model, word, Asked::ByShape)
                .map(|query| index.hangul.find(&query, false))
                .unwrap_or_default();
            if let Some(first) = found.first() {
                figures.miss(test, format_args!("{word} finds {}", first.surface));
            }
            figures.add(test, "expanded", !found.is_empty());
        }
    }
}

/// A word with its first letter as a capital.
pub(super) fn capital(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}
