//! Which letters spell which sound: expectation maximisation over all ways to cut a word.

use std::collections::BTreeMap;

use seoji_analysis::names::foreign::training::{
    Channel, Counts, MOST_LETTERS, MOST_SPELLED, Slot, Spellings,
};

use super::pairs::Pair;

/// Sightings below this are dropped from the table.
const LEAST: f64 = 1.5;

/// Expected sightings: slot and neighbour (`None`: any) → letters → how often.
#[derive(Clone, Debug, Default)]
pub(super) struct Expected(BTreeMap<(Slot, Option<Slot>), BTreeMap<Vec<u8>, f64>>);

impl Expected {
    fn add(&mut self, slot: Slot, neighbour: Slot, letters: &[u8], share: f64) {
        for neighbour in [None, Some(neighbour)] {
            let spellings = self.0.entry((slot, neighbour)).or_default();
            match spellings.get_mut(letters) {
                Some(count) => *count += share,
                None => {
                    spellings.insert(letters.to_vec(), share);
                }
            }
        }
    }

    /// Without the neighbours.
    pub(super) fn alone(mut self) -> Expected {
        self.0.retain(|(_, neighbour), _| neighbour.is_none());
        self
    }

    /// As the table will hold them: whole sightings, the rare ones dropped.
    pub(super) fn rounded(mut self) -> Expected {
        for spellings in self.0.values_mut() {
            spellings.retain(|_, count| *count >= LEAST);
            for count in spellings.values_mut() {
                *count = count.round();
            }
        }
        self.0.retain(|_, spellings| !spellings.is_empty());
        self
    }

    /// The counts of a table, without those of letters.
    pub(super) fn into_counts(self) -> Counts {
        let slots = self
            .0
            .into_iter()
            .map(|((slot, neighbour), spellings)| {
                let total = spellings.values().sum();
                let mut list: Spellings = spellings.into_iter().collect();
                // The most frequent first, for readers of the table.
                list.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
                (slot, neighbour, total, list)
            })
            .collect();
        Counts {
            slots,
            letters: vec![[0.0; 27]; 27],
        }
    }
}

/// Probabilities of spellings during the training.
pub(super) enum Model {
    /// Before anything was seen: consonants spell consonants, vowels spell vowels.
    Start,
    /// What was seen so far.
    Seen(Box<Channel>),
}

impl Model {
    pub(super) fn start() -> Model {
        Model::Start
    }

    pub(super) fn of(expected: &Expected) -> Model {
        Model::Seen(Box::new(Channel::new(&expected.clone().into_counts())))
    }

    /// For each slot, each place and each length the probability of the letters there.
    fn probabilities(&self, pair: &Pair) -> Vec<Vec<[f64; MOST_SPELLED + 1]>> {
        let (slots, letters) = (&pair.slots, &pair.letters);
        match self {
            Model::Start => slots
                .iter()
                .map(|slot| {
                    (0..=letters.len())
                        .map(|from| {
                            std::array::from_fn(|length| {
                                letters
                                    .get(from..from + length)
                                    .map_or(0.0, |part| start(*slot, part))
                            })
                        })
                        .collect()
                })
                .collect(),
            Model::Seen(channel) => {
                let (sounds, spelled) = (channel.sounds(slots), channel.spelled(letters));
                (0..slots.len())
                    .map(|place| {
                        (0..=letters.len())
                            .map(|from| {
                                std::array::from_fn(|length| {
                                    if from + length > letters.len() {
                                        0.0
                                    } else {
                                        channel.spelling(&sounds, place, &spelled, from, length)
                                    }
                                })
                            })
                            .collect()
                    })
                    .collect()
            }
        }
    }
}

fn start(slot: Slot, letters: &[u8]) -> f64 {
    const VOWELS: &[u8] = b"aeiouyw";
    const H: u8 = 8;
    if letters.is_empty() {
        return if slot.is_vowel() { 0.05 } else { 0.02 };
    }
    let mut p = 0.3_f64.powi(letters.len() as i32 - 1);
    let mut fits = false;
    for &letter in letters {
        let is_vowel = VOWELS.contains(&(letter + b'a' - 1));
        fits |= is_vowel == slot.is_vowel();
        p *= if is_vowel == slot.is_vowel() || letter == H {
            1.0
        } else {
            0.1
        } / 12.0;
    }
    if fits { p } else { 0.1 * p }
}

/// One round: the sightings that the model expects in the pairs.
pub(super) fn expect(model: &Model, pairs: &[Pair]) -> Expected {
    let mut expected = Expected::default();
    for pair in pairs {
        let probabilities = model.probabilities(pair);
        let n = pair.letters.len();
        debug_assert!(n <= MOST_LETTERS);
        // The probability of all cuts of the first letters by the first slots, and of the last by the last.
        let mut forward = vec![vec![0.0; n + 1]; pair.slots.len() + 1];
        forward[0][0] = 1.0;
        for (place, row) in probabilities.iter().enumerate() {
            for from in 0..=n {
                for length in 0..=MOST_SPELLED.min(n - from) {
                    forward[place + 1][from + length] += forward[place][from] * row[from][length];
                }
            }
        }
        let all = forward[pair.slots.len()][n];
        if all <= 0.0 {
            continue;
        }
        let mut backward = vec![0.0; n + 1];
        backward[n] = 1.0;
        for (place, row) in probabilities.iter().enumerate().rev() {
            let mut before = vec![0.0; n + 1];
            let neighbour = Slot::context(&pair.slots, place);
            for from in 0..=n {
                for length in 0..=MOST_SPELLED.min(n - from) {
                    let p = row[from][length] * backward[from + length];
                    before[from] += p;
                    let share = forward[place][from] * p / all;
                    if share > 1e-3 {
                        expected.add(
                            pair.slots[place],
                            neighbour,
                            &pair.letters[from..from + length],
                            share,
                        );
                    }
                }
            }
            backward = before;
        }
    }
    expected
}
