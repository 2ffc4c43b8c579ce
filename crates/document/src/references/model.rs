//! The trained model: weights of features, in a compact committed form.
//!
//! Form (little endian): `SEOJIREF`, version u32, weight of one step f32, the weights of first states and of transitions
//! f32, the number of features u32, then for each feature in the order of its hash: the distance to the last hash as
//! LEB128, the number of its states u8, and for each the state u8 and the weight i8 in steps.

use std::sync::LazyLock;

use super::features::Features;
use super::labeller::{Lattice, Scores, Transitions};
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
    transitions: Transitions,
    step: f32,
    /// Hashes of features, by open addressing; a free slot holds [`FREE`]. Small, so that most of it stays cached.
    slots: Vec<u32>,
    /// Where the weights of each slot's feature begin; one more than slots, so that the next is the end.
    starts: Vec<u32>,
    /// States and weights in steps.
    weights: Vec<(u8, i8)>,
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
        let mut model = Model {
            step: f32::from_le_bytes(word(&mut rest)?),
            ..Model::default()
        };
        for weight in model
            .transitions
            .first
            .iter_mut()
            .chain(model.transitions.between.iter_mut().flatten())
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
            let sound = hash != FREE
                && pairs
                    .iter()
                    .step_by(2)
                    .all(|state| usize::from(*state) < STATES);
            sound.then_some(())?;
            features.push((hash, pairs));
        }
        model.fill(&features);
        Some(model)
    }

    /// Lays features into the slots, and their weights in the order of the slots.
    fn fill(&mut self, features: &[(u32, &[u8])]) {
        let size = (features.len() * 4 / 3 + 1).next_power_of_two();
        let mut of_slot: Vec<u32> = vec![FREE; size];
        self.slots = vec![FREE; size];
        for (number, (hash, _)) in features.iter().enumerate() {
            let mut at = *hash as usize & (size - 1);
            while self.slots[at] != FREE {
                at = (at + 1) & (size - 1);
            }
            self.slots[at] = *hash;
            of_slot[at] = number as u32;
        }
        self.starts = Vec::with_capacity(size + 1);
        for number in of_slot {
            self.starts.push(self.weights.len() as u32);
            if let Some((_, pairs)) = features.get(number as usize) {
                let pairs = pairs.chunks_exact(2).map(|pair| (pair[0], pair[1] as i8));
                self.weights.extend(pairs);
            }
        }
        self.starts.push(self.weights.len() as u32);
    }

    /// The slot of a feature whose own slot is another's; `None` where the model does not know it.
    fn probe(&self, feature: u32, mask: usize) -> Option<usize> {
        let mut at = feature as usize & mask;
        loop {
            at = (at + 1) & mask;
            match self.slots[at] {
                slot if slot == feature => return Some(at),
                FREE => return None,
                _ => {}
            }
        }
    }

    /// The states of an entry's tokens and how sure each is, from 0 to 1.
    pub fn label(&self, entry: &str, tokens: &[Token]) -> (Vec<State>, Vec<f32>) {
        let features = Features::new(entry, tokens);
        let mut emissions = vec![[0.0; STATES]; tokens.len()];
        let mut sum = Sum::default();
        for (at, scores) in emissions.iter_mut().enumerate() {
            sum.features.clear();
            features.of(at, &mut sum.features);
            let steps = sum.up(self);
            for (score, steps) in scores.iter_mut().zip(steps) {
                *score = steps as f32 * self.step;
            }
            bind(&tokens[at], scores);
        }
        let mut lattice = Lattice::default();
        let mut states = Vec::new();
        lattice.best(&emissions, &self.transitions, &mut states);
        lattice.prepare(&self.transitions);
        lattice.sum(&emissions);
        let sure = states
            .iter()
            .enumerate()
            .map(|(at, state)| lattice.probability(at, usize::from(state.0)))
            .collect();
        (states, sure)
    }
}

/// Sums the weights of a token's features.
///
/// The tables are larger than a core's own caches. So each step goes over all features before the next begins, and none
/// of its reads waits for another: the memory answers many at a time.
#[derive(Default)]
struct Sum {
    /// The hashes of the features.
    features: Vec<u32>,
    /// What stands in the slot of each.
    first: Vec<u32>,
    /// The slots of those that the model knows.
    known: Vec<u32>,
    /// Where their weights stand.
    places: Vec<(u32, u32)>,
}

impl Sum {
    /// The sum for each state, in steps.
    fn up(&mut self, model: &Model) -> [i32; 64] {
        let mut steps = [0_i32; 64];
        // A model without features has no slots.
        let Some(mask) = model.slots.len().checked_sub(1) else {
            return steps;
        };
        let own = |feature: u32| feature as usize & mask;
        self.first.clear();
        self.first.extend(
            self.features
                .iter()
                .map(|&feature| model.slots[own(feature)]),
        );
        self.known.clear();
        for (&feature, &first) in self.features.iter().zip(&self.first) {
            let slot = match first {
                first if first == feature => Some(own(feature)),
                FREE => None,
                _ => model.probe(feature, mask),
            };
            self.known.extend(slot.map(|slot| slot as u32));
        }
        self.places.clear();
        self.places.extend(self.known.iter().map(|&slot| {
            let slot = slot as usize;
            (model.starts[slot], model.starts[slot + 1])
        }));
        let begun = self.places.iter().map(|&(start, _)| start as usize);
        let touched: u32 = begun.map(|start| u32::from(model.weights[start].0)).sum();
        std::hint::black_box(touched);
        for &(start, end) in &self.places {
            for (state, weight) in &model.weights[start as usize..end as usize] {
                steps[usize::from(state & 63)] += i32::from(*weight);
            }
        }
        steps
    }
}

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
