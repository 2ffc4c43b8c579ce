//! The virtual neighbours between which an eojeol is seen.

use seoji_ko_dic::{Dictionary, Tag};

use super::lattice::{Neighbour, Spacing, Surroundings};

/// Where a run of Hangul stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Context {
    /// A word by itself, between spaces or punctuation.
    Word,
    /// Directly after letters, digits or a closing bracket.
    Attached,
}

/// Words whose context ids stand for the neighbours of an eojeol, and the cost of choosing each.
const LEFT: &[(&str, Tag, i32)] = &[("나라", Tag::Nng, 0)];
const RIGHT: &[(&str, Tag, i32)] = &[("나라", Tag::Nng, 0)];

/// The neighbours' context ids in a dictionary.
#[derive(Clone, Debug)]
pub(super) struct Contexts {
    left: Box<[Neighbour]>,
    attached: Box<[Neighbour]>,
    right: Box<[Neighbour]>,
}

impl Contexts {
    /// Looks the neighbours up; a dictionary without them gives the edge of a sentence.
    pub(super) fn of(dictionary: &Dictionary) -> Contexts {
        let neighbours = |words: &[(&str, Tag, i32)], side: Side| -> Box<[Neighbour]> {
            let ids = words.iter().filter_map(|&(surface, tag, cost)| {
                Some(Neighbour {
                    id: context_id(dictionary, surface, tag, side)?,
                    cost,
                })
            });
            let ids: Box<[Neighbour]> = ids.collect();
            if ids.is_empty() {
                Box::new([Neighbour { id: 0, cost: 0 }])
            } else {
                ids
            }
        };
        Contexts {
            left: neighbours(LEFT, Side::Left),
            attached: neighbours(LEFT, Side::Left),
            right: neighbours(RIGHT, Side::Right),
        }
    }

    /// What stands around a run of Hangul.
    pub(super) fn around(&self, context: Context) -> Surroundings<'_> {
        match context {
            Context::Word => Surroundings {
                left: &self.left,
                spacing: Spacing::Apart,
                right: &self.right,
            },
            Context::Attached => Surroundings {
                left: &self.attached,
                spacing: Spacing::Joined,
                right: &self.right,
            },
        }
    }
}

#[derive(Clone, Copy)]
enum Side {
    Left,
    Right,
}

/// The context id that the word turns towards the eojeol.
fn context_id(dictionary: &Dictionary, surface: &str, tag: Tag, side: Side) -> Option<u16> {
    let entries = dictionary.lindera().prefix_dictionary.find_surface(surface);
    let entry = entries
        .iter()
        .find(|entry| dictionary.class(entry.word_id().id()).tag() == tag)?;
    let id = match side {
        Side::Left => entry.right_id(),
        Side::Right => entry.left_id(),
    };
    u16::try_from(id).ok()
}
