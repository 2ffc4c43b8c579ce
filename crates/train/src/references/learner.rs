//! Training of a linear-chain conditional random field: FTRL-Proximal (McMahan et al. 2013) on the likelihood of each
//! entry, with L1 so that most weights are zero. One thread, a fixed order: the same data give the same bytes.

use std::collections::HashMap;

use seoji_document::references::labelling::{
    Chain, Class, Features, Label, Lattice, OPENING, STATES, Scores, Token, Trained, Transitions,
    bind, opening_of,
};

use super::labelled::Example;

/// How the learner learns.
#[derive(Clone, Debug)]
pub struct Options {
    /// Times that each example is seen.
    pub rounds: usize,
    /// Step size.
    pub alpha: f32,
    /// Keeps the first steps small.
    pub beta: f32,
    /// Weight of L1: of the sum of gradients that a weight needs to leave zero.
    pub l1: f32,
    /// Weight of L2.
    pub l2: f32,
    /// Features seen less often are left out.
    pub least: u32,
    /// Weight of one step of the committed weights.
    pub step: f32,
    /// Share of features that are hidden, others each time that an entry is seen: no style is learnt by a few signs
    /// alone, which the next style lacks.
    pub hidden: f32,
    /// The weights are the mean of those behind so many last rounds.
    pub average: usize,
    /// So many models are learnt, each in another order and with other features hidden; the weights are their mean. What
    /// one of them learnt by chance counts little.
    pub members: usize,
    /// The committed weights are at least so many steps from zero.
    pub floor: f32,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            rounds: 12,
            alpha: 0.1,
            beta: 1.0,
            l1: 0.6,
            l2: 0.0,
            least: 2,
            step: 0.04,
            hidden: 0.4,
            average: 4,
            members: 3,
            floor: 1.0,
        }
    }
}

/// An entry as the learner sees it.
struct Sequence {
    tokens: Vec<Token>,
    /// Ids of features, one token behind the other.
    features: Vec<u32>,
    /// Where the features of each token begin.
    starts: Vec<u32>,
    states: Vec<u8>,
    /// How much it counts.
    weight: f32,
}

/// Sums and weights of one row of states.
#[derive(Clone)]
struct Row {
    gradient: Scores,
    squares: Scores,
    weight: Scores,
}

impl Row {
    const ZERO: Row = Row {
        gradient: [0.0; STATES],
        squares: [0.0; STATES],
        weight: [0.0; STATES],
    };

    fn step(&mut self, gradient: &Scores, options: &Options) {
        for (state, own) in gradient.iter().enumerate() {
            let squares = self.squares[state] + own * own;
            let sigma = (squares.sqrt() - self.squares[state].sqrt()) / options.alpha;
            self.gradient[state] += own - sigma * self.weight[state];
            self.squares[state] = squares;
            let sum = self.gradient[state];
            let over = (sum.abs() - options.l1).max(0.0);
            self.weight[state] = -over * sum.signum()
                / ((options.beta + squares.sqrt()) / options.alpha + options.l2);
        }
    }
}

/// Learns a model.
pub fn learn(examples: &[&Example], options: &Options) -> Trained {
    let (mut sequences, hashes) = sequences(examples, options.least);
    let mut sums = vec![[0.0; STATES]; hashes.len()];
    let mut transitions = Transitions::default();
    let members = options.members.max(1);
    for member in 0..members {
        let mut learner = Learner::new(hashes.len(), options.clone(), member as u64, sums);
        for round in 0..options.rounds {
            // Fisher–Yates with the same numbers each time.
            for at in (1..sequences.len()).rev() {
                sequences.swap(at, learner.random.below(at + 1));
            }
            for sequence in &sequences {
                learner.see(sequence);
                learner.learn(sequence);
            }
            if round + options.average >= options.rounds {
                learner.remember();
            }
        }
        let share = 1.0 / members as f32;
        add_share(&mut transitions.first, &learner.transitions.first, share);
        for (own, other) in transitions
            .between
            .iter_mut()
            .zip(&learner.transitions.between)
        {
            add_share(own, other, share);
        }
        sums = learner.sums;
    }
    trained(&sums, transitions, &hashes, options)
}

/// Adds four states at a time, which one instruction does.
fn add(own: &mut Scores, other: &Scores) {
    let mut owns = own.chunks_exact_mut(4);
    let mut others = other.chunks_exact(4);
    for (own, other) in owns.by_ref().zip(others.by_ref()) {
        for (own, other) in own.iter_mut().zip(other) {
            *own += other;
        }
    }
    for (own, other) in owns.into_remainder().iter_mut().zip(others.remainder()) {
        *own += other;
    }
}

fn add_share(own: &mut Scores, other: &Scores, share: f32) {
    for (own, other) in own.iter_mut().zip(other) {
        *own += other * share;
    }
}

/// A model under way.
struct Learner {
    options: Options,
    rows: Vec<Row>,
    between: Vec<Row>,
    first: Row,
    transitions: Transitions,
    chain: Chain,
    lattice: Lattice,
    emissions: Vec<Scores>,
    /// Features of the sequence at hand that are not hidden, one token behind the other.
    visible: Vec<u32>,
    /// Where the visible features of each token begin.
    starts: Vec<usize>,
    /// Sums of the weights behind the last rounds.
    sums: Vec<Scores>,
    random: Random,
}

impl Learner {
    fn new(features: usize, options: Options, member: u64, sums: Vec<Scores>) -> Learner {
        Learner {
            options,
            rows: vec![Row::ZERO; features],
            between: vec![Row::ZERO; STATES],
            first: Row::ZERO,
            transitions: Transitions::default(),
            chain: Chain::default(),
            lattice: Lattice::default(),
            emissions: Vec::new(),
            visible: Vec::new(),
            starts: Vec::new(),
            sums,
            random: Random(0x5e0_0011 + (member << 32)),
        }
    }

    /// Hides some features of a sequence and sums over its states with the others.
    fn see(&mut self, sequence: &Sequence) {
        let share = (self.options.hidden * 1000.0) as usize;
        let scale = 1.0 / (1.0 - self.options.hidden);
        // Chosen and touched before any weight is used: the rows are hundreds of megabytes, and the processor waits for
        // many of them at once, not for one behind each guess.
        self.visible.clear();
        self.starts.clear();
        self.starts.push(0);
        for at in 0..sequence.tokens.len() {
            for feature in sequence.of(at) {
                if self.random.below(1000) >= share {
                    self.visible.push(*feature);
                }
            }
            self.starts.push(self.visible.len());
        }
        let first = |&feature: &u32| self.rows[feature as usize].weight[0];
        std::hint::black_box(self.visible.iter().map(first).sum::<f32>());
        self.emissions.clear();
        for (at, token) in sequence.tokens.iter().enumerate() {
            let mut scores = [0.0; STATES];
            for &feature in &self.visible[self.starts[at]..self.starts[at + 1]] {
                add(&mut scores, &self.rows[feature as usize].weight);
            }
            for score in &mut scores {
                *score *= scale;
            }
            bind(token, &mut scores);
            self.emissions.push(scores);
        }
        self.chain = Chain::new(&self.transitions);
        self.lattice.sum(&self.chain, &self.emissions, 0.0);
    }

    /// Steps against the gradient of the sequence that was just seen.
    fn learn(&mut self, sequence: &Sequence) {
        for (at, token) in sequence.tokens.iter().enumerate() {
            if sequence.states[at] == Label::Atom as u8 && !is_open(token) {
                continue;
            }
            let gradient = self.gradient(sequence, at);
            if gradient.iter().all(|value| value.abs() < 1e-3) {
                continue;
            }
            for &feature in &self.visible[self.starts[at]..self.starts[at + 1]] {
                self.rows[feature as usize].step(&gradient, &self.options);
            }
        }
        // Few weights, and all are needed.
        let dense = Options {
            l1: 0.0,
            ..self.options.clone()
        };
        let mut expected = vec![[0.0; STATES]; STATES];
        self.lattice.expected(&self.chain, &mut expected);
        for pair in sequence.states.windows(2) {
            expected[usize::from(pair[0])][usize::from(pair[1])] -= 1.0;
        }
        for (before, gradient) in expected.iter().enumerate() {
            self.between[before].step(gradient, &dense);
            self.transitions.between[before] = self.between[before].weight;
        }
        let gradient = self.gradient(sequence, 0);
        self.first.step(&gradient, &dense);
        self.transitions.first = self.first.weight;
    }

    /// What the model expects of a token beyond what is labelled.
    fn gradient(&self, sequence: &Sequence, at: usize) -> Scores {
        let mut gradient = [0.0; STATES];
        for (state, value) in gradient.iter_mut().enumerate() {
            *value = self.lattice.probability(at, state);
        }
        gradient[usize::from(sequence.states[at])] -= 1.0;
        gradient.map(|value| value * sequence.weight)
    }

    /// Adds the weights of now to the sums.
    fn remember(&mut self) {
        for (sums, row) in self.sums.iter_mut().zip(&self.rows) {
            for (sum, weight) in sums.iter_mut().zip(&row.weight) {
                *sum += weight;
            }
        }
    }
}

/// The model of the sums of weights.
fn trained(
    sums: &[Scores],
    mut transitions: Transitions,
    hashes: &[u32],
    options: &Options,
) -> Trained {
    // Transitions that no sequence can have stay at zero.
    for (before, row) in transitions.between.iter_mut().enumerate() {
        for (state, weight) in row.iter_mut().enumerate().skip(OPENING) {
            if before != state && before != opening_of(state) {
                *weight = 0.0;
            }
        }
    }
    let step = options.step;
    let rounds = options.average.clamp(1, options.rounds) * options.members.max(1);
    let steps = |sum: f32| {
        let steps = sum / rounds as f32 / step;
        match steps.abs() < options.floor {
            true => 0,
            false => steps.round().clamp(-127.0, 127.0) as i8,
        }
    };
    let mut features: Vec<(u32, Vec<(u8, i8)>)> = Vec::new();
    for (hash, sums) in hashes.iter().zip(sums) {
        let weights = sums.iter().enumerate();
        let weights = weights.map(|(state, sum)| (state as u8, steps(*sum)));
        let weights: Vec<(u8, i8)> = weights.filter(|(_, weight)| *weight != 0).collect();
        if !weights.is_empty() {
            features.push((*hash, weights));
        }
    }
    features.sort_by_key(|(hash, _)| *hash);
    Trained {
        transitions,
        step,
        features,
    }
}

/// Whether the labeller chooses the token's state.
fn is_open(token: &Token) -> bool {
    !matches!(token.class, Class::Address | Class::Doi | Class::Accessed)
}

impl Sequence {
    fn of(&self, at: usize) -> &[u32] {
        &self.features[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}

/// How much an entry of a set counts: labels of bad strings are no rule to go by, and no synthetic entry is real.
fn weight(set: &str) -> f32 {
    match set {
        "anystyle-ugly" | "synthetic" => 0.5,
        _ => 1.0,
    }
}

/// The examples with their features by number, and the hash of each feature.
fn sequences(examples: &[&Example], least: u32) -> (Vec<Sequence>, Vec<u32>) {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    let mut sequences: Vec<Sequence> = Vec::new();
    for example in examples {
        let (tokens, states) = example.states();
        if tokens.is_empty() {
            continue;
        }
        let features = Features::new(&example.text, &tokens);
        let mut own = Vec::new();
        let mut starts = vec![0];
        for at in 0..tokens.len() {
            own.extend(features.of(at));
            starts.push(own.len() as u32);
        }
        for feature in &own {
            *counts.entry(*feature).or_insert(0) += 1;
        }
        sequences.push(Sequence {
            tokens: tokens.clone(),
            features: own,
            starts,
            states: states.iter().map(|state| state.0).collect(),
            weight: weight(example.set),
        });
    }
    // The most frequent first: their rows lie together and stay in the cache.
    let mut hashes: Vec<u32> = counts.keys().copied().collect();
    hashes.retain(|hash| counts[hash] >= least);
    hashes.sort_unstable_by_key(|hash| (std::cmp::Reverse(counts[hash]), *hash));
    let numbers: HashMap<u32, u32> = (0..)
        .zip(&hashes)
        .map(|(number, &hash)| (hash, number))
        .collect();
    for sequence in &mut sequences {
        let mut kept = Vec::with_capacity(sequence.features.len());
        let mut starts = vec![0];
        for pair in sequence.starts.windows(2) {
            let own = &sequence.features[pair[0] as usize..pair[1] as usize];
            kept.extend(own.iter().filter_map(|hash| numbers.get(hash)));
            starts.push(kept.len() as u32);
        }
        sequence.features = kept;
        sequence.starts = starts;
    }
    (sequences, hashes)
}

/// SplitMix64 (Steele, Lea & Flood 2014).
pub struct Random(pub u64);

impl Random {
    /// The next number.
    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `limit`, which is not zero.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.draw() % limit as u64) as usize
    }

    /// One of these.
    pub fn of<'v, T>(&mut self, values: &'v [T]) -> &'v T {
        &values[self.below(values.len())]
    }

    /// One of these words.
    pub fn word(&mut self, words: &[&'static str]) -> &'static str {
        words[self.below(words.len())]
    }

    /// True `percent` times in a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}
