//! The spellings of a slot, to be found in Latin letters.

use std::borrow::Cow;

use super::alphabet::{ASPIRATED, O_BREVE, U_BREVE};

/// Letters: `a` to `z`, ŏ, ŭ, aspiration.
const LETTERS: usize = 29;
/// No node, no spelling.
const NONE: u16 = u16::MAX;

/// The node that every spelling starts from.
pub(super) const ROOT: u16 = 0;

/// A tree of letters.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Trie {
    pub(super) nodes: Cow<'static, [Node]>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub(super) next: [u16; LETTERS],
    /// The number of the spelling that ends here.
    pub(super) spelling: u16,
}

fn number(letter: u8) -> Option<usize> {
    match letter {
        b'a'..=b'z' => Some(usize::from(letter - b'a')),
        O_BREVE => Some(26),
        U_BREVE => Some(27),
        ASPIRATED => Some(28),
        _ => None,
    }
}

impl Trie {
    /// Of spellings by their numbers; what holds another letter is never found.
    pub(super) fn new<'s>(spellings: impl Iterator<Item = &'s str>) -> Trie {
        let empty = Node {
            next: [NONE; LETTERS],
            spelling: NONE,
        };
        let mut nodes = vec![empty.clone()];
        for (at, spelling) in spellings.enumerate() {
            let letters: Option<Vec<usize>> = spelling.bytes().map(number).collect();
            let Some(letters) = letters else { continue };
            let mut node = 0;
            for letter in letters {
                if nodes[node].next[letter] == NONE {
                    nodes[node].next[letter] = nodes.len() as u16;
                    nodes.push(empty.clone());
                }
                node = usize::from(nodes[node].next[letter]);
            }
            nodes[node].spelling = at as u16;
        }
        Trie {
            nodes: nodes.into(),
        }
    }

    /// The node behind `node` by a letter.
    pub(super) fn next(&self, node: u16, letter: u8) -> Option<u16> {
        let next = self.nodes.get(usize::from(node))?.next[number(letter)?];
        (next != NONE).then_some(next)
    }

    /// The spelling that ends at a node.
    pub(super) fn spelling(&self, node: u16) -> Option<u16> {
        let spelling = self.nodes.get(usize::from(node))?.spelling;
        (spelling != NONE).then_some(spelling)
    }

    /// The spelling of no letter.
    pub(super) fn empty(&self) -> Option<u16> {
        self.spelling(ROOT)
    }

    /// Gives the spellings that `rest` starts with, as numbers and lengths in bytes; the shortest first.
    pub(super) fn matching(&self, rest: &[u8], mut give: impl FnMut(u16, u8)) {
        let Some(mut node) = self.nodes.first() else {
            return;
        };
        let mut length = 0;
        loop {
            if node.spelling != NONE {
                give(node.spelling, length);
            }
            let next = rest
                .get(usize::from(length))
                .and_then(|&letter| number(letter))
                .map(|letter| node.next[letter]);
            match next {
                Some(next) if next != NONE => node = &self.nodes[usize::from(next)],
                _ => return,
            }
            length += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_found_at_the_start() {
        let spellings = ["", "ch", "ch'", "c", "h"];
        let mut found = Vec::new();
        Trie::new(spellings.into_iter()).matching(b"ch'O", |at, length| found.push((at, length)));
        assert_eq!(found, [(0, 0), (3, 1), (1, 2), (2, 3)]);
    }
}
