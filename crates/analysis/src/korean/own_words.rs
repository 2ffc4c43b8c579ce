//! The user's words in the lattice: looked up beside those of the dictionary, at a cost that wins where they stand.
//!
//! A user's word must win against the pieces that the dictionary makes of it (`모네로`: 모네+로), but not inside
//! another word. A fixed low cost, as user dictionaries of other analysers have, does the first and fails the second.
//! So each word is weighed when the list is read: where an eojeol begins it costs what the pieces cost between the
//! usual neighbours, less a margin, and never more than an ordinary noun; further inside it costs what an ordinary
//! noun does.
//!
//! Of 255,178 eojeols of documentation and speeches a list of 4,906 names and titles (합니다, 하지, 하게 and 이라고 are
//! among them) changed 4,109 with one cost for both places, 사용하지 among them, and changes 2,681 so: those that
//! begin with a word of the list.

use seoji_ko_dic::{Dictionary, Tag};

use super::context::{Context, Contexts};
use super::lattice::{Found, Lattice, WordRef, Words, connection_from, connection_to};
use crate::user_dictionary::{MixedWords, UserDictionary, WordKind, each_prefix};

/// What a word costs where nothing is in its way: an ordinary noun of the dictionary.
const ORDINARY_COST: i32 = 3000;
/// By how much a word wins against its pieces: other neighbours than the usual ones change costs by about so much.
const MARGIN: i32 = 2_500;
/// No word costs less than this.
const LEAST_COST: i32 = -20_000;
/// The cost of a word that was not weighed yet, and that no search gives.
const UNWEIGHED: i32 = i32::MAX;

/// The user's words, ready to be looked up.
#[derive(Debug)]
pub(super) struct OwnWords {
    /// Words of Hangul, sorted.
    words: Vec<OwnWord>,
    /// A bit for the low 16 bits of each first char: most places of a text begin no word.
    starts: Box<[u64]>,
    pub(super) mixed: MixedWords,
}

/// A word of the user.
#[derive(Debug)]
pub(super) struct OwnWord {
    chars: Box<[char]>,
    /// Where an eojeol begins.
    begin: i32,
    /// Further inside.
    inside: i32,
    /// Left context id.
    pub(super) left: u16,
    /// Right context id.
    pub(super) right: u16,
    pub(super) tag: Tag,
    pub(super) kind: Option<WordKind>,
    /// The parts of a compound.
    pub(super) parts: Box<[Box<str>]>,
}

impl OwnWords {
    /// Weighs the words; the shorter first, since a longer one has to win against them too.
    pub(super) fn new(
        dictionary: &Dictionary,
        contexts: &Contexts,
        user: &UserDictionary,
    ) -> OwnWords {
        let nouns = Nouns::of(dictionary);
        let mut own = OwnWords {
            words: Vec::new(),
            starts: vec![0; 1 << 10].into(),
            mixed: MixedWords::default(),
        };
        for (word, what) in user.words() {
            let chars: Box<[char]> = word.chars().collect();
            if !chars.iter().copied().all(crate::hangul::is_syllable) {
                own.mixed.add(word);
                continue;
            }
            let (Some(&first), Some(&last)) = (chars.first(), chars.last()) else {
                continue;
            };
            own.starts[first as usize >> 6 & 0x3ff] |= 1 << (first as usize & 63);
            let (left, right) = nouns.ids(last);
            own.words.push(OwnWord {
                chars,
                begin: UNWEIGHED,
                inside: UNWEIGHED,
                left,
                right,
                tag: match what.kind {
                    None | Some(WordKind::Word) => Tag::Nng,
                    Some(_) => Tag::Nnp,
                },
                kind: what.kind,
                parts: what.parts.iter().map(|part| part.as_str().into()).collect(),
            });
        }
        own.words.sort_by(|a, b| a.chars.cmp(&b.chars));
        let mut order: Vec<usize> = (0..own.words.len()).collect();
        order.sort_by_key(|&at| own.words[at].chars.len());
        let (mut lattice, mut found) = (Lattice::default(), Vec::new());
        for at in order {
            own.weigh(at, dictionary, contexts, &mut lattice, &mut found);
        }
        own
    }

    /// Says what a word costs.
    fn weigh(
        &mut self,
        at: usize,
        dictionary: &Dictionary,
        contexts: &Contexts,
        lattice: &mut Lattice,
        found: &mut Vec<Found>,
    ) {
        let word = &self.words[at];
        let text: String = word.chars.iter().collect();
        let around = contexts.around(&text, Context::Word);
        let words = Words {
            dictionary,
            own: Some(self),
        };
        let pieces = lattice.search(words, &text, around, found);
        let joints = connection_from(dictionary, around.left, word.left)
            + connection_to(dictionary, word.right, around.right);
        let known = match found[..] {
            [
                Found {
                    word: WordRef::Known(id),
                    ..
                },
            ] if matches!(dictionary.class(id).tag(), Tag::Nng | Tag::Nnp) => {
                let tables = &dictionary.lindera().prefix_dictionary;
                let mut entries = tables.find_surface_iter(&text);
                entries.find(|entry| entry.word_id().id() == id)
            }
            _ => None,
        };
        let word = &mut self.words[at];
        match known {
            // A noun of the dictionary needs no help: it only has to be read as the user says.
            Some(entry) => {
                word.begin = i32::from(entry.word_cost()) - 1;
                word.inside = word.begin;
                word.left = entry.left_id() as u16;
                word.right = entry.right_id() as u16;
            }
            None => {
                word.begin = (pieces - joints - MARGIN).clamp(LEAST_COST, ORDINARY_COST);
                word.inside = ORDINARY_COST;
            }
        }
    }

    /// Gives each word that `text` begins with: its number, its length in chars and itself.
    #[inline]
    pub(super) fn each_prefix(&self, text: &[char], mut give: impl FnMut(u32, usize, &OwnWord)) {
        let starts = |&c: &char| self.starts[c as usize >> 6 & 0x3ff] >> (c as usize & 63) & 1 == 1;
        if !text.first().is_some_and(starts) {
            return;
        }
        each_prefix(
            &self.words,
            |word| &word.chars,
            text,
            |at, length| {
                let word = &self.words[at];
                if word.begin != UNWEIGHED {
                    give(at as u32, length, word);
                }
            },
        );
    }

    /// The word with this number.
    pub(super) fn word(&self, number: u32) -> Option<&OwnWord> {
        self.words.get(number as usize)
    }

    /// The word as it is written.
    pub(super) fn find(&self, text: &str) -> Option<&OwnWord> {
        let chars: Vec<char> = text.chars().collect();
        let at = self
            .words
            .binary_search_by(|word| (*word.chars).cmp(&chars))
            .ok()?;
        self.words.get(at)
    }
}

impl OwnWord {
    /// What the word costs, directly behind a space (or where a word begins) and elsewhere.
    #[inline]
    pub(super) fn cost(&self, after_space: bool) -> i32 {
        match after_space {
            true => self.begin,
            false => self.inside,
        }
    }
}

/// The context ids of a common noun, whose right one tells whether it ends in a vowel.
struct Nouns {
    open: (u16, u16),
    closed: (u16, u16),
}

impl Nouns {
    fn of(dictionary: &Dictionary) -> Nouns {
        let ids = |noun| super::context::ids_of_noun(dictionary, noun).unwrap_or((0, 0));
        Nouns {
            open: ids("나라"),
            closed: ids("사람"),
        }
    }

    fn ids(&self, last: char) -> (u16, u16) {
        let is_open = (last as u32).wrapping_sub('가' as u32).is_multiple_of(28);
        if is_open { self.open } else { self.closed }
    }
}
