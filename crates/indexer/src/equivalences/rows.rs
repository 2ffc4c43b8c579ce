//! What the rows of a list state: the name in one column, other names in others.
//!
//! Nothing is guessed, since the columns say it; so a list of twenty thousand names states twenty thousand things, and
//! each is kept with its row.

use std::ops::Range;

use seoji_document::{Block, BlockKind, Document, NameKind, RowName};
use seoji_schema::{Equivalence, PassageRecord, Stated, ThingKind};

use super::inverted::is_inverted;
use super::kind::{common, is_surname, kind_of};
use super::{Forms, LONGEST_WORDS, evidence, script};

/// Adds to the passages of rows what their rows state.
pub(super) fn read(document: &Document, passages: &mut [PassageRecord]) {
    for block in &document.blocks {
        match block.kind {
            BlockKind::Row => read_row(block, &block.names, passages),
            // The rows of a table are lines of its text.
            BlockKind::Table => {
                let in_one_row = |one: &RowName, next: &RowName| {
                    let between = block.text.get(one.span.end..next.span.start);
                    between.is_some_and(|between| !between.contains('\n'))
                };
                for row in block.names.chunk_by(in_one_row) {
                    read_row(block, row, passages);
                }
            }
            _ => {}
        }
    }
}

fn read_row(block: &Block, row: &[RowName], passages: &mut [PassageRecord]) {
    for (stated, kinds) in STATED {
        let names: Vec<Range<usize>> = names(row, kinds);
        let Some((forms, kind)) = forms(block, &names) else {
            continue;
        };
        let Some(place) = place(block, &names, passages) else {
            continue;
        };
        let ordinal = place.passage as usize;
        if let Some(passage) = passages.get_mut(ordinal) {
            passage.equivalences.push(Equivalence {
                forms,
                kind,
                stated,
                evidence: vec![place],
            });
        }
    }
}

/// How a name of each kind is stated; a row of the last kind alone only spells its name.
const STATED: [(Stated, &[NameKind]); 3] = [
    (Stated::Called, &[NameKind::Alias]),
    (Stated::Formerly, &[NameKind::Former]),
    (Stated::Gloss, &[]),
];

/// The main name first, then its spellings, then those of the kinds; none where the row has none of the kinds, or
/// where its spellings stand with its aliases already.
fn names(row: &[RowName], kinds: &[NameKind]) -> Vec<Range<usize>> {
    let of = |wanted: &dyn Fn(NameKind) -> bool| {
        let names = row.iter().filter(|name| wanted(name.kind));
        names.map(|name| name.span.clone()).collect::<Vec<_>>()
    };
    let others = of(&|kind| kinds.contains(&kind));
    let has_alias = row.iter().any(|name| name.kind == NameKind::Alias);
    match kinds.is_empty() {
        true if has_alias => return Vec::new(),
        false if others.is_empty() => return Vec::new(),
        _ => {}
    }
    let mut names = of(&|kind| kind == NameKind::Main);
    names.extend(of(&|kind| kind == NameKind::Spelling));
    names.extend(others);
    names
}

/// The forms of names, a surname before a comma also behind its given names; none of fewer than two.
fn forms(block: &Block, names: &[Range<usize>]) -> Option<(Vec<String>, ThingKind)> {
    let mut forms = Forms::default();
    for name in names {
        let written = &block.text[name.clone()];
        // A surname alone is that of many others.
        if is_surname(written) {
            continue;
        }
        forms.push(written);
        if let Some((surname, given)) = written.split_once(',')
            && is_inverted(surname.trim(), given.trim(), true)
        {
            forms.push(&format!("{} {}", given.trim(), surname.trim()));
        }
    }
    let written = forms.written();
    let named: Vec<&str> = written.iter().map(String::as_str).collect();
    let first = named.first().map_or(ThingKind::Thing, |form| kind_of(form));
    // The row says that they are the same, whatever they look like.
    let kind = common(&named).unwrap_or(first);
    (written.len() > 1).then_some((written, kind))
}

/// The place of a row, with the words from its first name on; where other cells part its names too far, the main name
/// and the next.
fn place(
    block: &Block,
    names: &[Range<usize>],
    passages: &[PassageRecord],
) -> Option<seoji_schema::Evidence> {
    let first = names.iter().map(|name| name.start).min()?;
    let last = names.iter().map(|name| name.end).max()?;
    // The name of its column too, which a table has in its head.
    let start = match block.kind {
        BlockKind::Table => first,
        _ => block.text[..first].rfind("; ").map_or(0, |at| at + 2),
    };
    let mut place = evidence(block, &(start..last), passages)?;
    let (main, next) = (names.first()?, names.get(1)?);
    if main.end.max(next.end) > start + LONGEST_WORDS {
        let text = |name: &Range<usize>| {
            let head = block.text[..name.start].rfind("; ").map_or(0, |at| at + 2);
            let from = script::floor(
                &block.text,
                head.max(name.end.saturating_sub(LONGEST_WORDS / 2)),
            );
            block.text[from..name.end].to_owned()
        };
        place.words = format!("{} … {}", text(main), text(next));
        place.span = None;
    }
    Some(place)
}
