//! The lattice search: the cheapest way to read a text as words of the dictionary.
//!
//! Follows MeCab as mecab-ko uses it, to the order in which ties fall: spaces are skipped rather than read as words,
//! a word that cannot begin an eojeol (particle, ending, suffix) costs more after a space, and an unknown run is read
//! by its class of characters.

use seoji_ko_dic::{Dictionary, Tag};

use super::own_words::OwnWords;

/// The words that a text is read as.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words<'a> {
    pub(super) dictionary: &'a Dictionary,
    /// The user's.
    pub(super) own: Option<&'a OwnWords>,
}

/// A context id that a neighbour may have, and how much it counts among the others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Neighbour {
    /// Context id: of a left neighbour its right id, of a right neighbour its left id.
    pub(super) id: u16,
    /// Share in the mean of the connection costs, relative to the sum of all.
    pub(super) weight: i32,
}

/// What stands before and after the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surroundings<'a> {
    /// Left neighbours; a connection costs the mean of theirs.
    pub(super) left: &'a [Neighbour],
    /// Whether a space separates the text from its left neighbour.
    pub(super) spacing: Spacing,
    /// Right neighbours, likewise.
    pub(super) right: &'a [Neighbour],
}

/// How the text is joined to its left neighbour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spacing {
    /// A space lies between: what cannot begin an eojeol costs more.
    Apart,
    /// Nothing lies between, or there is no neighbour.
    Joined,
}

/// The edges of a sentence: MeCab's BOS and EOS have context id 0.
pub(super) const SENTENCE: Surroundings<'static> = Surroundings {
    left: &[Neighbour { id: 0, weight: 1 }],
    spacing: Spacing::Joined,
    right: &[Neighbour { id: 0, weight: 1 }],
};

/// A word on the cheapest path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// First byte of the surface.
    pub(super) start: u32,
    /// End of the surface in bytes, exclusive.
    pub(super) end: u32,
    /// The word in the dictionary.
    pub(super) word: WordRef,
}

/// A word of the dictionary, or an entry for unknown words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordRef {
    /// Id of a word.
    Known(u32),
    /// Id of an entry for unknown words.
    Unknown(u32),
    /// Number of a word of the user.
    Own(u32),
}

/// MeCab's longest group of unknown characters, in chars (`max-grouping-size` counts those after the first).
const MAX_GROUP: usize = 25;

/// Bytes of one entry in the dictionary's value table: word id (4), cost (2), left id (2), right id (2).
const ENTRY_BYTES: usize = 10;

/// No node, in the links between nodes.
const NONE: u32 = u32::MAX;

/// What a word of this part of speech costs more when a space stands before it (mecab-ko's
/// `left-space-penalty-factor`).
pub(super) fn space_penalty(tag: Tag) -> i32 {
    use Tag::*;
    match tag {
        Ec | Ef | Ep | Etm | Etn | Vcp | Xsa | Xsn | Xsv => 3000,
        Jc | Jkb | Jkc | Jkg | Jko | Jkq | Jks | Jkv | Jx => 6000,
        _ => 0,
    }
}

#[derive(Clone, Copy)]
struct Node {
    /// Cost of the cheapest path up to and with this word.
    cost: i32,
    /// The word before it on that path.
    previous: u32,
    /// The node that was put at the same end before this one.
    same_end: u32,
    /// Chars.
    start: u32,
    /// Chars, exclusive.
    end: u32,
    /// Right context id.
    right: u16,
    word: WordRef,
}

/// A word that may begin at the position in hand.
#[derive(Clone, Copy)]
struct Candidate {
    end: u32,
    cost: i32,
    left: u16,
    right: u16,
    word: WordRef,
}

/// The cheapest connection to a left context id from the words that end at the position in hand.
#[derive(Clone, Copy, Default)]
struct Connection {
    /// Which position the entry belongs to.
    stamp: u32,
    cost: i32,
    previous: u32,
}

/// The memory of the search, used again for the next text.
#[derive(Default)]
pub(super) struct Lattice {
    chars: Vec<char>,
    /// Byte offset of each char, and of the end.
    offsets: Vec<u32>,
    nodes: Vec<Node>,
    /// Latest node that ends at each position.
    ends: Vec<u32>,
    candidates: Vec<Candidate>,
    /// By left context id.
    connections: Vec<Connection>,
    stamp: u32,
}

impl Lattice {
    /// Writes the words of the cheapest reading of `text` to `found` and gives its cost; spaces belong to no word.
    ///
    /// Time and memory grow linearly with the text; the caller cuts what is longer than it wants to pay for.
    pub(super) fn search(
        &mut self,
        words: Words<'_>,
        text: &str,
        surroundings: Surroundings<'_>,
        found: &mut Vec<Found>,
    ) -> i32 {
        let dictionary = words.dictionary;
        found.clear();
        self.chars.clear();
        self.offsets.clear();
        for (offset, char) in text.char_indices() {
            self.chars.push(char);
            self.offsets.push(offset as u32);
        }
        self.offsets.push(text.len() as u32);
        let length = self.chars.len();
        self.nodes.clear();
        self.ends.clear();
        self.ends.resize(length + 1, NONE);
        let tables = dictionary.lindera();
        self.connections.resize(
            tables.connection_cost_matrix.backward_size as usize,
            Connection::default(),
        );

        self.insert(Node {
            cost: 0,
            previous: NONE,
            same_end: NONE,
            start: 0,
            end: 0,
            right: 0,
            word: WordRef::Unknown(0),
        });
        let mut last = length;
        for position in 0..length {
            if self.ends[position] == NONE {
                continue;
            }
            let start = position + self.spaces(dictionary, position);
            if start == length {
                last = position;
                break;
            }
            let after_space = match position {
                0 => surroundings.spacing == Spacing::Apart,
                _ => start > position,
            };
            self.collect(dictionary, start, after_space);
            if let Some(own) = words.own {
                self.collect_own(own, start, after_space);
            }
            if position == 0 {
                self.connect(start, |_, left| {
                    Some((connection_from(dictionary, surroundings.left, left), 0))
                });
            } else {
                self.connect(start, |lattice, left| {
                    lattice.cheapest(dictionary, position, left)
                });
            }
        }

        let (mut least, mut best) = (i32::MAX, NONE);
        let mut next = self.ends[last];
        while let Some(node) = self.nodes.get(next as usize) {
            let step = connection_to(dictionary, node.right, surroundings.right);
            let cost = node.cost + step;
            if cost < least {
                (least, best) = (cost, next);
            }
            next = node.same_end;
        }
        let mut next = best;
        while let Some(node) = self.nodes.get(next as usize) {
            if node.end > node.start {
                found.push(Found {
                    start: self.offsets[node.start as usize],
                    end: self.offsets[node.end as usize],
                    word: node.word,
                });
            }
            next = node.previous;
        }
        found.reverse();
        least
    }

    /// How many spaces stand at `position`.
    fn spaces(&self, dictionary: &Dictionary, position: usize) -> usize {
        // Most positions hold a syllable; no dictionary calls those spaces.
        if ('가'..='힣').contains(&self.chars[position]) {
            return 0;
        }
        let characters = &dictionary.lindera().character_definition;
        let Some(space) = characters.category_id_by_name("SPACE") else {
            return 0;
        };
        let is_space = |char: &&char| dictionary.character_classes(**char).contains(&space);
        self.chars[position..].iter().take_while(is_space).count()
    }

    /// Collects the words that may begin at `start`, in MeCab's order.
    fn collect(&mut self, dictionary: &Dictionary, start: usize, after_space: bool) {
        let tables = dictionary.lindera();
        self.candidates.clear();
        let rest = &self.chars[start..];
        for (entries, length) in tables.prefix_dictionary.common_prefix_search(rest) {
            for entry in entries.as_chunks::<ENTRY_BYTES>().0 {
                let [w0, w1, w2, w3, c0, c1, l0, l1, r0, r1] = *entry;
                let id = u32::from_le_bytes([w0, w1, w2, w3]);
                let left = u16::from_le_bytes([l0, l1]);
                let mut cost = i32::from(i16::from_le_bytes([c0, c1]));
                if after_space {
                    cost += space_penalty(dictionary.left_class(left).tag());
                }
                self.candidates.push(Candidate {
                    end: (start + length) as u32,
                    cost,
                    left,
                    right: u16::from_le_bytes([r0, r1]),
                    word: WordRef::Known(id),
                });
            }
        }

        let characters = &tables.character_definition;
        let categories = dictionary.character_classes(rest[0]);
        let Some(&category) = categories.first() else {
            return;
        };
        let definition = characters.lookup_definition(category);
        if !self.candidates.is_empty() && !definition.invoke {
            return;
        }
        let alike = |char: &&char| {
            let others = dictionary.character_classes(**char);
            others.iter().any(|other| categories.contains(other))
        };
        let run = 1 + rest[1..].iter().take(MAX_GROUP).take_while(alike).count();
        let mut unknown = |length: usize| {
            for &id in tables.unknown_dictionary.lookup_word_ids(category) {
                let entry = tables.unknown_dictionary.word_entry(id);
                self.candidates.push(Candidate {
                    end: (start + length) as u32,
                    cost: i32::from(entry.word_cost()),
                    left: entry.left_id() as u16,
                    right: entry.right_id() as u16,
                    word: WordRef::Unknown(id),
                });
            }
        };
        let grouped = definition.group && run <= MAX_GROUP;
        if grouped {
            unknown(run);
        }
        for length in 1..=run.min(definition.length as usize) {
            if !(definition.group && length == run) {
                unknown(length);
            }
        }
        if self.candidates.is_empty() {
            let entries = tables.unknown_dictionary.lookup_word_ids(category);
            for &id in entries {
                let entry = tables.unknown_dictionary.word_entry(id);
                self.candidates.push(Candidate {
                    end: (start + 1) as u32,
                    cost: i32::from(entry.word_cost()),
                    left: entry.left_id() as u16,
                    right: entry.right_id() as u16,
                    word: WordRef::Unknown(id),
                });
            }
        }
    }

    /// Collects the user's words that may begin at `start`, beside the others: they hide none.
    fn collect_own(&mut self, own: &OwnWords, start: usize, after_space: bool) {
        let candidates = &mut self.candidates;
        own.each_prefix(&self.chars[start..], |number, length, word| {
            candidates.push(Candidate {
                end: (start + length) as u32,
                cost: word.cost(after_space),
                left: word.left,
                right: word.right,
                word: WordRef::Own(number),
            });
        });
    }

    /// Connects the collected words, which begin at `start`, to what stands before them: `cheapest` gives the cost
    /// and the node for a left context id.
    fn connect(&mut self, start: usize, cheapest: impl Fn(&Self, u16) -> Option<(i32, u32)>) {
        self.stamp = self.stamp.wrapping_add(1);
        if self.stamp == 0 {
            self.connections.fill(Connection::default());
            self.stamp = 1;
        }
        // Reversed: MeCab prepends to its lists, and of equal paths the first that it meets wins.
        for index in (0..self.candidates.len()).rev() {
            let candidate = self.candidates[index];
            // An id outside the matrix (a damaged dictionary) connects to nothing.
            let Some(&known) = self.connections.get(usize::from(candidate.left)) else {
                continue;
            };
            let connection = if known.stamp == self.stamp {
                known
            } else {
                let Some((cost, previous)) = cheapest(self, candidate.left) else {
                    continue;
                };
                let connection = Connection {
                    stamp: self.stamp,
                    cost,
                    previous,
                };
                self.connections[usize::from(candidate.left)] = connection;
                connection
            };
            self.insert(Node {
                cost: connection.cost + candidate.cost,
                previous: connection.previous,
                same_end: NONE,
                start: start as u32,
                end: candidate.end,
                right: candidate.right,
                word: candidate.word,
            });
        }
    }

    /// The cheapest way from the words that end at `position` to a word with the context id `left`.
    #[inline]
    fn cheapest(&self, dictionary: &Dictionary, position: usize, left: u16) -> Option<(i32, u32)> {
        let row = dictionary
            .lindera()
            .connection_cost_matrix
            .row(u32::from(left));
        let (mut least, mut best) = (i32::MAX, NONE);
        let mut next = self.ends[position];
        while let Some(node) = self.nodes.get(next as usize) {
            let step = row
                .get(usize::from(node.right))
                .copied()
                .unwrap_or(i16::MAX);
            let cost = node.cost + i32::from(step);
            if cost < least {
                (least, best) = (cost, next);
            }
            next = node.same_end;
        }
        (best != NONE).then_some((least, best))
    }

    fn insert(&mut self, mut node: Node) {
        let end = node.end as usize;
        node.same_end = self.ends[end];
        self.ends[end] = self.nodes.len() as u32;
        self.nodes.push(node);
    }
}

/// The mean cost of connecting the left neighbours to a word with the context id `left`.
pub(super) fn connection_from(dictionary: &Dictionary, neighbours: &[Neighbour], left: u16) -> i32 {
    let row = dictionary
        .lindera()
        .connection_cost_matrix
        .row(u32::from(left));
    mean(neighbours, |neighbour| row.get(usize::from(neighbour.id)))
}

/// The mean cost of connecting a word with the context id `right` to the right neighbours.
pub(super) fn connection_to(dictionary: &Dictionary, right: u16, neighbours: &[Neighbour]) -> i32 {
    let matrix = &dictionary.lindera().connection_cost_matrix;
    mean(neighbours, |neighbour| {
        matrix.row(u32::from(neighbour.id)).get(usize::from(right))
    })
}

fn mean<'a>(neighbours: &[Neighbour], cost: impl Fn(&Neighbour) -> Option<&'a i16>) -> i32 {
    let (mut sum, mut weights) = (0, 0);
    for neighbour in neighbours {
        let cost = cost(neighbour).copied().unwrap_or(i16::MAX);
        sum += i32::from(cost) * neighbour.weight;
        weights += neighbour.weight;
    }
    sum / weights.max(1)
}
