//! Latin letters that grow one by one, with all spellings that end behind each: names that begin alike share the work on
//! their beginning.

use super::latin::Gap;
use super::table::{SLOTS, Slot, Table};
use super::trie::ROOT;

/// A spelling of one letter or more that ends at a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ending {
    pub(super) slot: Slot,
    /// Where it starts.
    pub(super) start: usize,
    pub(super) spelling: u16,
    /// What the gaps inside it cost.
    pub(super) slip: f32,
}

/// A spelling that is begun: a node of its slot's tree.
#[derive(Clone, Copy, Debug)]
struct Begun {
    slot: Slot,
    start: usize,
    node: u16,
}

/// A stack of letters.
#[derive(Clone, Debug)]
pub(super) struct Endings<'t> {
    table: &'t Table,
    letters: Vec<u8>,
    gaps: Vec<Gap>,
    /// For each number of letters how many of them have a gap before them.
    crossed: Vec<u16>,
    /// For each number of letters, behind all shorter ones, the spellings that end there and those that may go on.
    found: Vec<Ending>,
    begun: Vec<Begun>,
    /// Where in `found` and `begun` those of each number of letters begin.
    starts: Vec<(usize, usize)>,
}

impl<'t> Endings<'t> {
    pub(super) fn new(table: &'t Table) -> Endings<'t> {
        Endings {
            table,
            letters: Vec::new(),
            gaps: Vec::new(),
            crossed: vec![0],
            found: Vec::new(),
            begun: Vec::new(),
            starts: vec![(0, 0)],
        }
    }

    /// How many of the first letters of a spelling are those of the stack, with the gaps before them.
    pub(super) fn shared(&self, letters: &[u8], gaps: &[Gap]) -> usize {
        let own = self.letters.iter().zip(&self.gaps);
        let others = letters.iter().zip(gaps);
        own.zip(others)
            .take_while(|(own, other)| own == other)
            .count()
    }

    pub(super) fn letters(&self) -> &[u8] {
        &self.letters
    }

    /// Takes letters away until `length` are left.
    pub(super) fn truncate(&mut self, length: usize) {
        if length >= self.letters.len() {
            return;
        }
        self.letters.truncate(length);
        self.gaps.truncate(length);
        self.crossed.truncate(length + 1);
        let (found, begun) = self.starts[length + 1];
        self.found.truncate(found);
        self.begun.truncate(begun);
        self.starts.truncate(length + 1);
    }

    /// Adds a letter and what stands before it.
    pub(super) fn push(&mut self, letter: u8, gap: Gap) {
        let at = self.letters.len();
        let (_, first) = self.starts[at];
        let last = self.begun.len();
        self.letters.push(letter);
        self.gaps.push(gap);
        let crossed = self.crossed[at] + u16::from(gap != Gap::None);
        self.crossed.push(crossed);
        self.starts.push((self.found.len(), last));
        let fresh = SLOTS.map(|slot| Begun {
            slot,
            start: at,
            node: ROOT,
        });
        for number in first..last + fresh.len() {
            let begun = match number.checked_sub(last) {
                Some(fresh_number) => fresh[fresh_number],
                None => self.begun[number],
            };
            let trie = &self.table.tries[begun.slot.index()];
            let Some(node) = trie.next(begun.node, letter) else {
                continue;
            };
            if let Some(spelling) = trie.spelling(node) {
                // A syllable may begin with a gap, also one without a consonant; its end may not.
                let inside = begun.start + usize::from(begun.slot != Slot::Coda);
                let slips = crossed - self.crossed[inside];
                self.found.push(Ending {
                    slot: begun.slot,
                    start: begun.start,
                    spelling,
                    slip: f32::from(slips) * self.table.slip,
                });
            }
            self.begun.push(Begun { node, ..begun });
        }
    }

    /// The spellings that may go on behind the last letter, by slot and start.
    pub(super) fn begun(&self) -> impl Iterator<Item = (Slot, usize)> {
        let (_, begun) = self.starts[self.letters.len()];
        self.begun[begun..]
            .iter()
            .map(|begun| (begun.slot, begun.start))
    }

    /// The spellings that end behind the last letter.
    pub(super) fn last(&self) -> &[Ending] {
        let (found, _) = self.starts[self.letters.len()];
        &self.found[found..]
    }
}
