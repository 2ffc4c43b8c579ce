//! The trained model: weights of features, in a compact committed form.
//!
//! Form (little endian): `SEOJIREF`, version u32, weight of one step f32, the weights of first states and of transitions
//! f32, the number of features u32, then for each feature in the order of its hash: the distance to the last hash as
//! LEB128, the number of its states u8, and for each the state u8 and the weight i8 in steps.

use std::sync::LazyLock;

use super::features::{Features, TEMPLATES};
use super::labeller::{Chain, Lattice, Paths, Scores, Transitions};
use super::labels::{Label, STATES, State};
use super::tokens::{Class, Token};

const MAGIC: &[u8; 8] = b"SEOJIREF";
const VERSION: u32 = 1;

/// The committed model; `seoji-train references` makes it.
static COMMITTED: LazyLock<Model> = LazyLock::new(|| {
    Model::read(include_bytes!("../../data/references.model"))
        .expect("the committed model is sound: a test reads it")
});

/// Weights of features and of transitions.
#[derive(Clone, Debug, Default)]
pub struct Model {
    step: f32,
    paths: Paths,
    chain: Chain,
    /// Features with the most weights and their rows, each in its own slot or not here at all: small enough to stay in a
    /// core's cache, and most features that are met are here.
    often: Vec<Slot>,
    /// All others, by open addressing.
    seldom: Vec<Slot>,
    /// The weights of all states, of the features that have many: they are added many at a time.
    many: Vec<Row>,
    /// States and weights of the features that have neither many nor so few that their slot has room for them.
    few: Vec<(u8, i8)>,
}

/// Weights of all states in steps, filled up to whole vectors.
type Row = [i8; WIDTH];

/// Sums of weights, as [`Row`].
type Steps = [i16; WIDTH];

const WIDTH: usize = STATES.next_multiple_of(8);

/// Adds weights, many at a time: a loop of its own is one that the compiler takes for that.
#[inline(never)]
fn add(sums: &mut Steps, weights: &Row) {
    for (sum, weight) in sums.iter_mut().zip(weights) {
        *sum += i16::from(*weight);
    }
}

/// From so many weights on a feature has a row in [`Model::many`].
const MANY: usize = 7;

/// From so many weights on it has a slot in [`Model::often`], if that is free.
const OFTEN: usize = 12;

/// A feature in a model's table.
#[derive(Clone, Copy, Debug)]
struct Slot {
    /// Its hash; [`FREE`] where the slot is free.
    feature: u32,
    /// A row of [`Model::many`]; in [`Model::seldom`] a [`Place`], packed.
    place: u32,
}

impl Slot {
    /// A free slot.
    const NONE: Slot = Slot {
        feature: FREE,
        place: 0,
    };
}

/// Where the weights of a feature stand.
///
/// Packed, the lowest bits have the number of weights, or [`MANY`].
#[derive(Clone, Copy)]
enum Place {
    /// A row of [`Model::many`].
    Many(usize),
    /// So many of [`Model::few`], from one on.
    Few(usize, usize),
    /// At most two, which are here.
    Here([(u8, i8); 2]),
}

impl Place {
    const BITS: u32 = 3;
    const MASK: u32 = (1 << Place::BITS) - 1;
    /// Bits of one weight and its state.
    const OWN: u32 = 14;

    /// The place in one number; `None` where it is too far for one.
    fn packed(self) -> Option<u32> {
        let (count, at) = match self {
            Place::Many(row) => (MANY, row),
            Place::Few(count, at) => (count, at),
            Place::Here(own) => {
                let one =
                    |(state, weight): (u8, i8)| u32::from(state) << 8 | u32::from(weight as u8);
                return Some((one(own[1]) << Place::OWN | one(own[0])) << Place::BITS);
            }
        };
        let at = u32::try_from(at)
            .ok()
            .filter(|at| at >> (32 - Place::BITS) == 0)?;
        Some(at << Place::BITS | count as u32)
    }

    fn of(packed: u32) -> Place {
        let at = packed >> Place::BITS;
        let one = |own: u32| ((own >> 8) as u8 & 63, own as u8 as i8);
        match (packed & Place::MASK) as usize {
            0 => Place::Here([one(at), one(at >> Place::OWN)]),
            MANY => Place::Many(at as usize),
            count => Place::Few(count, at as usize),
        }
    }
}

// A state has six bits, and two weights with their states have room beside the number.
const _: () = assert!(STATES <= 64 && 2 * Place::OWN + Place::BITS <= u32::BITS);

/// A hash that no feature has in a model.
const FREE: u32 = u32::MAX;

/// A model as a trainer gives it.
#[derive(Clone, Debug, Default)]
pub struct Trained {
    /// Weights between states.
    pub transitions: Transitions,
    /// Weight of one step; weights of features are rounded to steps of it.
    pub step: f32,
    /// Features in the order of their hashes with their states and weights in steps.
    pub features: Vec<(u32, Vec<(u8, i8)>)>,
}

impl Trained {
    /// The model's bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&VERSION.to_le_bytes());
        out.extend_from_slice(&self.step.to_le_bytes());
        for row in std::iter::once(&self.transitions.first).chain(&self.transitions.between) {
            for weight in row {
                out.extend_from_slice(&weight.to_le_bytes());
            }
        }
        out.extend_from_slice(&(self.features.len() as u32).to_le_bytes());
        let mut last = 0;
        for (hash, weights) in &self.features {
            let mut distance = hash - last;
            last = *hash;
            while distance >= 0x80 {
                out.push(distance as u8 | 0x80);
                distance >>= 7;
            }
            out.push(distance as u8);
            out.push(weights.len() as u8);
            for (state, weight) in weights {
                out.push(*state);
                out.push(*weight as u8);
            }
        }
        out
    }
}

impl Model {
    /// The model that this program carries.
    pub fn committed() -> &'static Model {
        &COMMITTED
    }

    /// Reads a model's bytes; `None` where they are none.
    pub fn read(bytes: &[u8]) -> Option<Model> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let word = |rest: &mut &[u8]| -> Option<[u8; 4]> {
            let (head, tail) = rest.split_first_chunk::<4>()?;
            *rest = tail;
            Some(*head)
        };
        if u32::from_le_bytes(word(&mut rest)?) != VERSION {
            return None;
        }
        let step = f32::from_le_bytes(word(&mut rest)?);
        let mut transitions = Transitions::default();
        for weight in transitions
            .first
            .iter_mut()
            .chain(transitions.between.iter_mut().flatten())
        {
            *weight = f32::from_le_bytes(word(&mut rest)?);
        }
        let count = u32::from_le_bytes(word(&mut rest)?) as usize;
        let mut features: Vec<(u32, &[u8])> = Vec::new();
        let mut hash = 0_u32;
        for _ in 0..count {
            let mut distance = 0_u32;
            for shift in (0..35).step_by(7) {
                let (&byte, tail) = rest.split_first()?;
                rest = tail;
                distance |= u32::from(byte & 0x7f).checked_shl(shift)?;
                if byte < 0x80 {
                    break;
                }
            }
            hash = hash.checked_add(distance)?;
            let (&own, tail) = rest.split_first()?;
            let (pairs, tail) = tail.split_at_checked(usize::from(own) * 2)?;
            rest = tail;
            // Each state once, in order.
            let states = || pairs.iter().step_by(2);
            let sound = hash != FREE
                && states().is_sorted_by(|one, next| one < next)
                && states().all(|state| usize::from(*state) < STATES);
            sound.then_some(())?;
            features.push((hash, pairs));
        }
        let mut model = Model {
            step,
            paths: Paths::new(&transitions),
            chain: Chain::new(&transitions),
            ..Model::default()
        };
        model.fill(&features)?;
        Some(model)
    }

    /// Lays features into the slots, those with the most weights first.
    ///
    /// `None` where they are too many.
    fn fill(&mut self, features: &[(u32, &[u8])]) -> Option<()> {
        let mut order: Vec<&(u32, &[u8])> = features.iter().collect();
        order.sort_by_key(|(_, pairs)| std::cmp::Reverse(pairs.len()));
        let often = order.partition_point(|(_, pairs)| pairs.len() / 2 >= OFTEN);
        // Few share a slot where most are free.
        self.often = vec![Slot::NONE; (often * 2).next_power_of_two()];
        let mut seldom = Vec::new();
        for (feature, pairs) in order {
            let feature = *feature;
            let one = |pair: &[u8]| (pair[0], pair[1] as i8);
            let weights = pairs.chunks_exact(2).map(one);
            let count = weights.len();
            let place = match pairs {
                [] => Place::Here([(0, 0); 2]),
                [_, _] => Place::Here([one(pairs), (0, 0)]),
                [_, _, other @ ..] if count == 2 => Place::Here([one(pairs), one(other)]),
                _ if count < MANY => {
                    self.few.extend(weights);
                    Place::Few(count, self.few.len() - count)
                }
                _ => {
                    let mut row = [0; WIDTH];
                    for (state, weight) in weights {
                        row[usize::from(state)] = weight;
                    }
                    self.many.push(row);
                    Place::Many(self.many.len() - 1)
                }
            };
            let own = feature as usize & (self.often.len() - 1);
            match place {
                Place::Many(row) if count >= OFTEN && self.often[own].feature == FREE => {
                    self.often[own] = Slot {
                        feature,
                        place: u32::try_from(row).ok()?,
                    };
                }
                _ => seldom.push(Slot {
                    feature,
                    place: place.packed()?,
                }),
            }
        }
        let size = (seldom.len() * 4 / 3 + 1).next_power_of_two();
        self.seldom = vec![Slot::NONE; size];
        for slot in seldom {
            let mut at = slot.feature as usize & (size - 1);
            while self.seldom[at].feature != FREE {
                at = (at + 1) & (size - 1);
            }
            self.seldom[at] = slot;
        }
        Some(())
    }

    /// The place of a feature whose own slot is another's; `None` where the model does not know it.
    fn probe(&self, feature: u32, mask: usize) -> Option<u32> {
        let mut at = feature as usize & mask;
        loop {
            at = (at + 1) & mask;
            match self.seldom[at].feature {
                slot if slot == feature => return Some(self.seldom[at].place),
                FREE => return None,
                _ => {}
            }
        }
    }

    /// The states of an entry's tokens and how sure each is, from 0 to 1.
    pub fn label(&self, entry: &str, tokens: &[Token]) -> (Vec<State>, Vec<f32>) {
        let features = Features::new(entry, tokens);
        let mut emissions = vec![[0.0; STATES]; tokens.len()];
        for (at, scores) in emissions.iter_mut().enumerate() {
            let steps = self.steps(&features.of(at));
            for (score, steps) in scores.iter_mut().zip(steps) {
                *score = f32::from(steps) * self.step;
            }
            bind(&tokens[at], scores);
        }
        let mut lattice = Lattice::default();
        let mut states = Vec::new();
        lattice.best(&self.paths, &emissions, &mut states);
        lattice.sum(&self.chain, &emissions, LEAST_SHARE);
        let sure = states
            .iter()
            .enumerate()
            .map(|(at, state)| lattice.probability(at, usize::from(state.0)))
            .collect();
        (states, sure)
    }

    /// The sums of the weights of a token's features for each state, in steps.
    ///
    /// Each step goes over all features before the next begins, and none of its reads waits for another: the memory
    /// answers many at a time, and the processor has little to guess.
    fn steps(&self, features: &[u32; TEMPLATES]) -> Steps {
        let mut steps = [0; WIDTH];
        // A model without features has no slots.
        let (Some(often), Some(seldom)) = (
            self.often.len().checked_sub(1),
            self.seldom.len().checked_sub(1),
        ) else {
            return steps;
        };
        let (mut rows, mut row_count) = ([0_u32; TEMPLATES], 0);
        let (mut rest, mut rest_count) = ([0_u32; TEMPLATES], 0);
        for &feature in features {
            let slot = self.often[feature as usize & often];
            rows[row_count] = slot.place;
            rest[rest_count] = feature;
            let is_own = usize::from(slot.feature == feature);
            row_count += is_own;
            rest_count += 1 - is_own;
        }
        let rest = &rest[..rest_count];
        let mut own = [Slot::NONE; TEMPLATES];
        for (own, &feature) in own.iter_mut().zip(rest) {
            *own = self.seldom[feature as usize & seldom];
        }
        for row in &rows[..row_count] {
            add(&mut steps, &self.many[*row as usize]);
        }
        for (slot, &feature) in own.iter().zip(rest) {
            let place = match slot.feature {
                own if own == feature => Some(slot.place),
                FREE => None,
                _ => self.probe(feature, seldom),
            };
            match place.map(Place::of) {
                None => {}
                Some(Place::Many(row)) => add(&mut steps, &self.many[row]),
                Some(Place::Here(own)) => {
                    for (state, weight) in own {
                        steps[usize::from(state)] += i16::from(weight);
                    }
                }
                Some(Place::Few(count, at)) => {
                    for (state, weight) in &self.few[at..at + count] {
                        steps[usize::from(*state)] += i16::from(*weight);
                    }
                }
            }
        }
        steps
    }
}

// The greatest sum of steps that a token can have.
const _: () = assert!(TEMPLATES * 128 <= i16::MAX as usize);

/// What has a smaller share of all readings of an entry tells nothing of how sure the best is.
const LEAST_SHARE: f32 = 1e-10;

/// Binds what rules know: an address, a DOI or a date of access is an atom, and nothing else is.
pub fn bind(token: &Token, scores: &mut Scores) {
    let atom = Label::Atom as usize;
    match token.class {
        Class::Address | Class::Doi | Class::Accessed => {
            for (state, score) in scores.iter_mut().enumerate() {
                *score = if state == atom { 0.0 } else { -50.0 };
            }
        }
        _ => scores[atom] = -50.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_all_features_wherever_their_weights_stand() {
        // From no weight to one for each state, many to a slot.
        let features: Vec<(u32, Vec<(u8, i8)>)> = (0..2000_u32)
            .map(|number| {
                let count = number as usize % (STATES + 1);
                let weight = |state: usize| ((number as usize + state * 7) % 255) as i8;
                let weights = (0..count).map(|state| (state as u8, weight(state)));
                (number * 5, weights.collect())
            })
            .collect();
        let trained = Trained {
            features: features.clone(),
            ..Trained::default()
        };
        let model = Model::read(&trained.bytes()).expect("a model that was just written is read");
        for first in (0..9000).step_by(61) {
            let asked: [u32; TEMPLATES] = std::array::from_fn(|at| first + at as u32);
            let mut expected = [0_i16; WIDTH];
            for (_, weights) in features.iter().filter(|own| asked.contains(&own.0)) {
                for (state, weight) in weights {
                    expected[usize::from(*state)] += i16::from(*weight);
                }
            }
            assert_eq!(model.steps(&asked), expected, "from {first}");
        }
        assert_eq!(Model::default().steps(&[7; TEMPLATES]), [0; WIDTH]);
    }

    #[test]
    fn bytes_of_no_model_are_refused() {
        let sound = Trained {
            features: vec![(3, vec![(1, 2), (4, -5)])],
            ..Trained::default()
        }
        .bytes();
        assert!(Model::read(&sound).is_some());
        assert!(Model::read(&sound[..sound.len() - 1]).is_none());
        let with = |states: [u8; 2]| {
            let mut bytes = sound.clone();
            let end = bytes.len();
            bytes[end - 4] = states[0];
            bytes[end - 2] = states[1];
            bytes
        };
        assert!(Model::read(&with([1, 4])).is_some());
        assert!(Model::read(&with([4, 4])).is_none(), "one state twice");
        assert!(Model::read(&with([1, 200])).is_none(), "no state");
    }
}
