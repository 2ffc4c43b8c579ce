//! Many Latin spellings, one behind another.

use super::latin::{Gap, Spelling, plain};

/// Surfaces in Latin letters with what is read of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Spellings<'s> {
    entries: Vec<Entry<'s>>,
    letters: Vec<u8>,
    gaps: Vec<Gap>,
}

#[derive(Clone, Copy, Debug)]
struct Entry<'s> {
    surface: &'s str,
    /// Where its letters begin and end.
    start: usize,
    end: usize,
    /// Where its other order begins, in letters.
    turn: Option<usize>,
}

impl<'s> Spellings<'s> {
    /// Adds what is read of a surface.
    pub(super) fn push(&mut self, surface: &'s str, spelling: &Spelling) {
        let start = self.letters.len();
        self.letters.extend_from_slice(&spelling.letters);
        self.gaps.extend_from_slice(&spelling.gaps);
        self.entries.push(Entry {
            surface,
            start,
            end: self.letters.len(),
            turn: spelling.turn(),
        });
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn surface(&self, number: usize) -> &'s str {
        self.entries[number].surface
    }

    /// The letters of a spelling and what stands before each.
    pub(super) fn get(&self, number: usize) -> (&[u8], &[Gap]) {
        let Entry { start, end, .. } = self.entries[number];
        (&self.letters[start..end], &self.gaps[start..end])
    }

    /// Whether the letters of a spelling are these but for their marks, as it stands or in its other order.
    pub(super) fn is_plain(&self, number: usize, letters: &str, turned: bool) -> bool {
        let own = self.get(number).0;
        if !turned {
            return plain(own).eq(letters.bytes());
        }
        let Some(turn) = self.entries[number].turn else {
            return false;
        };
        let (first, last) = own.split_at(turn);
        plain(last).chain(plain(first)).eq(letters.bytes())
    }

    /// The other orders of those that have one and `may_be` names by their letters in that order up to the turn, sorted
    /// by their letters; with the number of each.
    pub(super) fn turned(
        &self,
        may_be: impl Fn(usize, &[u8]) -> bool,
    ) -> (Vec<usize>, Spellings<'s>) {
        let mut numbers: Vec<(usize, usize)> = Vec::new();
        for (number, entry) in self.entries.iter().enumerate() {
            if let Some(turn) = entry.turn
                && may_be(number, &self.letters[entry.start + turn..entry.end])
            {
                numbers.push((number, turn));
            }
        }
        let letters = |&(number, turn): &(usize, usize)| {
            let (first, last) = self.get(number).0.split_at(turn);
            (last, first)
        };
        numbers.sort_unstable_by(|a, b| {
            let ((a, a_rest), (b, b_rest)) = (letters(a), letters(b));
            a.cmp(b).then_with(|| a_rest.cmp(b_rest))
        });
        let mut turned = Spellings::default();
        for &(number, turn) in &numbers {
            let (letters, gaps) = self.get(number);
            let start = turned.letters.len();
            turned.letters.extend_from_slice(&letters[turn..]);
            turned.letters.extend_from_slice(&letters[..turn]);
            turned.gaps.push(Gap::None);
            turned.gaps.extend_from_slice(&gaps[turn + 1..]);
            turned.gaps.push(Gap::Space);
            turned.gaps.extend_from_slice(&gaps[1..turn]);
            turned.entries.push(Entry {
                surface: self.entries[number].surface,
                start,
                end: turned.letters.len(),
                turn: None,
            });
        }
        (
            numbers.into_iter().map(|(number, _)| number).collect(),
            turned,
        )
    }
}
