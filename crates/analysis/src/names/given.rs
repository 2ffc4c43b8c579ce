//! How usual a given name is: of two names that Latin letters fit alike the usual one is meant.

/// Probabilities of given names as natural logarithms, each list sorted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GivenNames {
    /// Given names of two syllables that were seen.
    pub seen: Vec<(String, f32)>,
    /// First syllables of given names of two, as a part of one that was not seen.
    pub first: Vec<(String, f32)>,
    /// Second syllables likewise.
    pub second: Vec<(String, f32)>,
    /// Given names of one syllable.
    pub single: Vec<(String, f32)>,
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
            return self.listed(&self.single, given).unwrap_or(self.rare);
        }
        self.listed(&self.seen, given).unwrap_or_else(|| {
            let of = |list, part| self.listed(list, part).unwrap_or(self.rare);
            of(&self.first, &given[..split]) + of(&self.second, &given[split..])
        })
    }

    fn listed(&self, list: &[(String, f32)], name: &str) -> Option<f32> {
        let at = list.binary_search_by(|(listed, _)| listed.as_str().cmp(name));
        at.ok().map(|at| list[at].1)
    }

    /// The lists with their names in the table.
    pub(super) fn lists(&self) -> [(&'static str, &[(String, f32)]); 4] {
        [
            ("given-names", &self.seen),
            ("given-first", &self.first),
            ("given-second", &self.second),
            ("given-single", &self.single),
        ]
    }

    /// The list of that name, to be filled.
    pub(super) fn list_mut(&mut self, name: &str) -> Option<&mut Vec<(String, f32)>> {
        Some(match name {
            "given-names" => &mut self.seen,
            "given-first" => &mut self.first,
            "given-second" => &mut self.second,
            "given-single" => &mut self.single,
            _ => return None,
        })
    }
}
