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
    /// Features and where their weights stand, by open addressing.
    slots: Vec<Slot>,
    /// States and weights in steps.
    few: Vec<(u8, i8)>,
    /// The weights in steps of all states, of the features that have many: they are added many at a time.
    many: Vec<Steps>,
}

/// Steps of all states, filled up to whole vectors.
type Steps = [i16; STATES.next_multiple_of(8)];

/// No weights.
const NO_STEPS: Steps = [0; STATES.next_multiple_of(8)];

/// Adds weights, many at a time: a loop of its own is one that the compiler takes for that.
#[inline(never)]
fn add(sums: &mut Steps, weights: &Steps) {
    for (sum, weight) in sums.iter_mut().zip(weights) {
        *sum += weight;
    }
}

/// From so many states on a feature has a row in [`Model::many`].
const MANY: usize = 7;

/// A feature in a model's table.
#[derive(Clone, Copy, Debug)]
struct Slot {
    /// Its hash; [`FREE`] where the slot is free.
    feature: u32,
    /// [`Place`], packed.
    place: u32,
}

impl Slot {
    /// A free slot.
    const NONE: Slot = Slot {
        feature: FREE,
        place: 0,
    };
}

/// Where the weights of a feature stand: [`MANY`] and a row of [`Model::many`], or how many of [`Model::few`] and the
/// first; the number in the lowest bits.
#[derive(Clone, Copy)]
enum Place {
    Many(usize),
    Few(usize, usize),
}

impl Place {
    const BITS: u32 = 3;
    const MASK: u32 = (1 << Place::BITS) - 1;

    /// The place in one number; `None` where it is too far for one.
    fn packed(self) -> Option<u32> {
        let (count, at) = match self {
            Place::Many(row) => (MANY, row),
            Place::Few(at, count) => (count, at),
        };
        let at = u32::try_from(at)
            .ok()
            .filter(|at| at >> (32 - Place::BITS) == 0)?;
        Some(at << Place::BITS | count as u32)
    }

    fn of(packed: u32) -> Place {
        let at = (packed >> Place::BITS) as usize;
        match (packed & Place::MASK) as usize {
            MANY => Place::Many(at),
            count => Place::Few(at, count),
        }
    }
}

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

    /// Lays features into the slots, those with many weights first: they are met most, and each is to stand in its own.
    ///
    /// `None` where they are too many.
    fn fill(&mut self, features: &[(u32, &[u8])]) -> Option<()> {
        let size = (features.len() * 4 / 3 + 1).next_power_of_two();
        self.slots = vec![Slot::NONE; size];
        let mut order: Vec<&(u32, &[u8])> = features.iter().collect();
        order.sort_by_key(|(_, pairs)| std::cmp::Reverse(pairs.len()));
        for (feature, pairs) in order {
            let pairs = pairs.chunks_exact(2).map(|pair| (pair[0], pair[1] as i8));
            let place = match pairs.len() {
                0..MANY => Place::Few(self.few.len(), pairs.len()),
                _ => Place::Many(self.many.len()),
            };
            match place {
                Place::Few(..) => self.few.extend(pairs),
                Place::Many(_) => {
                    let mut row = NO_STEPS;
                    for (state, weight) in pairs {
                        row[usize::from(state)] = i16::from(weight);
                    }
                    self.many.push(row);
                }
            }
            let mut at = *feature as usize & (size - 1);
            while self.slots[at].feature != FREE {
                at = (at + 1) & (size - 1);
            }
            self.slots[at] = Slot {
                feature: *feature,
                place: place.packed()?,
            };
        }
        Some(())
    }

    /// The place of a feature whose own slot is another's; `None` where the model does not know it.
    fn probe(&self, feature: u32, mask: usize) -> Option<u32> {
        let mut at = feature as usize & mask;
        loop {
            at = (at + 1) & mask;
            match self.slots[at].feature {
                slot if slot == feature => return Some(self.slots[at].place),
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
    /// The tables are larger than a core's own caches. So each step goes over all features before the next begins, and
    /// none of its reads waits for another: the memory answers many at a time.
    fn steps(&self, features: &[u32; TEMPLATES]) -> Steps {
        let mut steps = NO_STEPS;
        // A model without features has no slots.
        let Some(mask) = self.slots.len().checked_sub(1) else {
            return steps;
        };
        let own = features.map(|feature| self.slots[feature as usize & mask]);
        let mut places = [0_u32; TEMPLATES];
        let mut known = 0;
        for (&feature, slot) in features.iter().zip(&own) {
            places[known] = slot.place;
            known += usize::from(slot.feature == feature);
            if slot.feature != feature
                && slot.feature != FREE
                && let Some(place) = self.probe(feature, mask)
            {
                places[known] = place;
                known += 1;
            }
        }
        let places = || places[..known].iter().copied().map(Place::of);
        for place in places() {
            if let Place::Many(row) = place {
                add(&mut steps, &self.many[row]);
            }
        }
        for place in places() {
            if let Place::Few(at, count) = place {
                for (state, weight) in &self.few[at..at + count] {
                    steps[usize::from(*state)] += i16::from(*weight);
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
