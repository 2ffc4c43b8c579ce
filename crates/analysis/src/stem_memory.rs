//! Remembers the stems of words seen lately: a text says the same words again and again.

use crate::language::Language;

/// Slots of the table; each holds one word.
const SLOTS: usize = 1 << 11;
/// Longer words hardly return.
const LONGEST: usize = 32;

/// A direct-mapped table: a newcomer takes the place of what lies in its slot, so that its size is fixed.
#[derive(Debug, Default)]
pub(crate) struct StemMemory {
    slots: Vec<Slot>,
}

#[derive(Clone, Debug, Default)]
struct Slot {
    language: Option<Language>,
    word: String,
    term: String,
}

impl StemMemory {
    /// Writes the term of `word` in `language` to `term`: remembered, or made by `make`.
    pub(crate) fn term(
        &mut self,
        word: &str,
        language: Language,
        term: &mut String,
        make: impl FnOnce(&mut String),
    ) {
        term.clear();
        if word.len() > LONGEST {
            make(term);
            return;
        }
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, Slot::default());
        }
        let slot = &mut self.slots[hash(word, language) as usize % SLOTS];
        if slot.language == Some(language) && slot.word == word {
            term.push_str(&slot.term);
            return;
        }
        make(term);
        slot.language = Some(language);
        slot.word.clear();
        slot.word.push_str(word);
        slot.term.clear();
        slot.term.push_str(term);
    }
}

/// FNV-1a, with the high bits folded in.
fn hash(word: &str, language: Language) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325 ^ language as u64;
    for byte in word.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^ hash >> 32
}
