//! The virtual neighbours between which an eojeol is seen.
//!
//! Alone at the edges of a sentence the lattice errs (`기존의` → 기 + 존의), so an eojeol is given neighbours: the mean
//! of a few words that stand for what usually comes before and after.
//! Candidates, measured against mecab-ko's reading of the same eojeol inside its sentence (359,880 eojeols of
//! documentation, speeches and encyclopaedia; first figure: same segmentation, second: F1 of the kept terms):
//!
//! | left | right | same | F1 |
//! |---|---|---|---|
//! | noun | edge of the sentence | .9495 | .9337 |
//! | noun | full stop | .9741 | .9728 |
//! | noun | bound noun | .9677 | .9589 |
//! | noun | proper noun | .9816 | .9774 |
//! | noun | noun | .9831 | .9798 |
//! | noun | the cheaper of noun and full stop | .9754 | .9746 |
//! | noun | mean of noun ×3 and modifier | .9833 | .9800 |
//! | edge of the sentence | noun | .9821 | .9764 |
//! | object particle | noun | .9789 | .9713 |
//! | topic particle | noun | .9848 | .9805 |
//! | mean of noun, topic particle, connecting ending | noun | .9851 | .9815 |
//! | the same, the ending twice | mean of noun ×4, modifier, pronoun | .9860 | .9823 |
//! | the same | the same, with a full stop after 다, 요, 죠 | .9863 | .9831 |
//! | the same, with neighbours learned from every other sentence (28 words) | | .9887 | .9855 |
//! | the same, with neighbours learned from all (60 words) | | .9888 | .9858 |
//!
//! What is left are common words whose everyday neighbours are others (`하지만` begins sentences, `수도` follows a
//! modifier): [`learned`] names the neighbours of those.

use seoji_ko_dic::{Dictionary, Tag};

use super::lattice::{Neighbour, Spacing, Surroundings};
use super::learned;

/// Where a run of Hangul stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Context {
    /// A word by itself, between spaces or punctuation.
    Word,
    /// Directly after letters, digits or a closing bracket.
    Attached,
}

/// Declares the kinds of neighbour: name in the table of learned neighbours, and the words that stand for it with
/// their weights.
macro_rules! neighbours {
    ($(#[$doc:meta])* $kind:ident { $($(#[$variant_doc:meta])* $variant:ident = $name:literal: $words:expr,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $kind {
            $($(#[$variant_doc])* $variant,)*
        }

        impl $kind {
            /// Every kind, the usual one first.
            pub const ALL: &'static [$kind] = &[$($kind::$variant,)*];

            /// The name in the table of learned neighbours.
            pub fn name(self) -> &'static str {
                match self { $($kind::$variant => $name,)* }
            }

            /// The kind of that name.
            pub fn from_name(name: &str) -> Option<$kind> {
                match name { $($name => Some($kind::$variant),)* _ => None }
            }

            fn words(self) -> &'static [(&'static str, Tag, i32)] {
                match self { $($kind::$variant => $words,)* }
            }
        }
    };
}

neighbours! {
    /// What stands before an eojeol.
    Before {
        /// What usually does.
        Usual = "usual": &[("나라", Tag::Nng, 1), ("는", Tag::Jx, 1), ("고", Tag::Ec, 2)],
        /// The end of another sentence.
        Start = "start": &[(".", Tag::Sf, 1)],
        /// A noun without particle.
        Noun = "noun": &[("나라", Tag::Nng, 1)],
        /// A verb that modifies what follows.
        Modifier = "modifier": &[("는", Tag::Etm, 1)],
        /// An object.
        Object = "object": &[("를", Tag::Jko, 1)],
        /// A subject.
        Subject = "subject": &[("가", Tag::Jks, 1)],
        /// A noun with 의.
        Genitive = "genitive": &[("의", Tag::Jkg, 1)],
        /// A verb that is carried on.
        Clause = "clause": &[("고", Tag::Ec, 1)],
    }
}

neighbours! {
    /// What stands after an eojeol.
    After {
        /// What usually does.
        Usual = "usual": &[("나라", Tag::Nng, 4), ("그", Tag::Mm, 1), ("나", Tag::Np, 1)],
        /// A noun or, as likely, the end of the sentence.
        Final = "final": &[("나라", Tag::Nng, 1), (".", Tag::Sf, 1)],
        /// The end of the sentence.
        End = "end": &[(".", Tag::Sf, 1)],
        /// A noun.
        Noun = "noun": &[("나라", Tag::Nng, 1)],
        /// A bound noun.
        Bound = "bound": &[("것", Tag::Nnb, 1)],
        /// A verb.
        Verb = "verb": &[("하", Tag::Vv, 1)],
        /// An auxiliary.
        Auxiliary = "auxiliary": &[("있", Tag::Vx, 1)],
    }
}

/// The neighbours' context ids in a dictionary.
#[derive(Clone, Debug)]
pub(super) struct Contexts {
    before: Box<[Box<[Neighbour]>]>,
    after: Box<[Box<[Neighbour]>]>,
}

impl Contexts {
    /// Looks the neighbours up; where a dictionary lacks them it is the edge of a sentence.
    pub(super) fn of(dictionary: &Dictionary) -> Contexts {
        let neighbours = |words: &[(&str, Tag, i32)], side: Side| -> Box<[Neighbour]> {
            let ids = words.iter().filter_map(|&(surface, tag, weight)| {
                Some(Neighbour {
                    id: context_id(dictionary, surface, tag, side)?,
                    weight,
                })
            });
            let ids: Box<[Neighbour]> = ids.collect();
            if ids.is_empty() {
                Box::new([Neighbour { id: 0, weight: 1 }])
            } else {
                ids
            }
        };
        let before = Before::ALL
            .iter()
            .map(|kind| neighbours(kind.words(), Side::Before));
        let after = After::ALL
            .iter()
            .map(|kind| neighbours(kind.words(), Side::After));
        Contexts {
            before: before.collect(),
            after: after.collect(),
        }
    }

    /// What stands around a run of Hangul.
    pub(super) fn around(&self, text: &str, context: Context) -> Surroundings<'_> {
        match context {
            Context::Word => {
                let (before, after) =
                    learned::neighbours(text).unwrap_or((Before::Usual, After::usual(text)));
                self.between(before, after)
            }
            Context::Attached => {
                let around = self.between(Before::Noun, After::usual(text));
                Surroundings {
                    spacing: Spacing::Joined,
                    ..around
                }
            }
        }
    }

    /// Between these neighbours, with a space before.
    pub(super) fn between(&self, before: Before, after: After) -> Surroundings<'_> {
        Surroundings {
            left: &self.before[before as usize],
            spacing: Spacing::Apart,
            right: &self.after[after as usize],
        }
    }
}

impl After {
    /// What usually stands after this eojeol: a noun, but of those in 다, 요, 죠 four fifths and more end a sentence.
    pub fn usual(eojeol: &str) -> After {
        if eojeol.ends_with(['다', '요', '죠']) {
            After::Final
        } else {
            After::Usual
        }
    }
}

/// The left and the right context id of a common noun.
pub(super) fn ids_of_noun(dictionary: &Dictionary, noun: &str) -> Option<(u16, u16)> {
    let id = |side| context_id(dictionary, noun, Tag::Nng, side);
    Some((id(Side::After)?, id(Side::Before)?))
}

#[derive(Clone, Copy)]
enum Side {
    Before,
    After,
}

/// The context id that the word turns towards the eojeol.
fn context_id(dictionary: &Dictionary, surface: &str, tag: Tag, side: Side) -> Option<u16> {
    let entries = dictionary.lindera().prefix_dictionary.find_surface(surface);
    let single = |id| dictionary.word(id).tags == tag.name();
    let entry = entries.iter().find(|entry| single(entry.word_id().id()))?;
    let id = match side {
        Side::Before => entry.right_id(),
        Side::After => entry.left_id(),
    };
    u16::try_from(id).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dictionary_has_every_neighbour() {
        let dictionary = Dictionary::embedded();
        for words in Before::ALL.iter().map(|kind| kind.words()) {
            for &(surface, tag, _) in words {
                assert!(
                    context_id(&dictionary, surface, tag, Side::Before).is_some(),
                    "{surface}"
                );
            }
        }
        for words in After::ALL.iter().map(|kind| kind.words()) {
            for &(surface, tag, _) in words {
                assert!(
                    context_id(&dictionary, surface, tag, Side::After).is_some(),
                    "{surface}"
                );
            }
        }
    }
}
