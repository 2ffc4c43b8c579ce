//! How usual a given name is: of two names that Latin letters fit alike the usual one is meant.

use super::lists::Weighted;

/// Probabilities of given names as natural logarithms, each list sorted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GivenNames {
    /// Given names of two syllables that were seen.
    pub seen: Weighted,
    /// First syllables of given names of two, as a part of one that was not seen.
    pub first: Weighted,
    /// Second syllables likewise.
    pub second: Weighted,
    /// Given names of one syllable.
    pub single: Weighted,
    /// A syllable that is in none of these lists.
    pub rare: f32,
}

impl GivenNames {
    /// How usual the given name is that begins at syllable `surname` of `word`; of one or two syllables.
    pub(super) fn usual(&self, word: &str, surname: usize) -> f32 {
        let start = word
            .char_indices()
            .nth(surname)
            .map_or(word.len(), |(at, _)| at);
        let given = &word[start..];
        let split = given.chars().next().map_or(0, char::len_utf8);
        if split == given.len() {
            return self.single.value(given).unwrap_or(self.rare);
        }
        self.seen.value(given).unwrap_or_else(|| {
            let of = |list: &Weighted, part| list.value(part).unwrap_or(self.rare);
            of(&self.first, &given[..split]) + of(&self.second, &given[split..])
        })
    }

    /// The lists with their names in the table.
    pub(super) fn lists(&self) -> [(&'static str, &Weighted); 4] {
        [
            ("given-names", &self.seen),
            ("given-first", &self.first),
            ("given-second", &self.second),
            ("given-single", &self.single),
        ]
    }

    /// The list of that name, to be filled.
    pub(super) fn list_mut(&mut self, name: &str) -> Option<&mut Weighted> {
        Some(match name {
            "given-names" => &mut self.seen,
            "given-first" => &mut self.first,
            "given-second" => &mut self.second,
            "given-single" => &mut self.single,
            _ => return None,
        })
    }
}
