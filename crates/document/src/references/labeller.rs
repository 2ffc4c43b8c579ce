//! A linear-chain conditional random field (Lafferty, McCallum & Pereira 2001): the best states of a token sequence, and
//! how sure each is.
//!
//! States below [`OPENING`] may follow any state; the others go on with their own field only.

use super::labels::{Label, OPENING, STATES, State};

/// Scores of the states of one token, or of the transitions from one state.
pub type Scores = [f32; STATES];

/// The weights between states.
#[derive(Clone, Debug)]
pub struct Transitions {
    /// Of the first token.
    pub first: Scores,
    /// From a state to a state; meaningless where the second goes on with another field.
    pub between: Vec<Scores>,
}

impl Default for Transitions {
    fn default() -> Self {
        Transitions {
            first: [0.0; STATES],
            between: vec![[0.0; STATES]; STATES],
        }
    }
}

/// Lower bound of a probability, so that no sequence is impossible in 32 bits.
const LEAST: f32 = 1e-30;

/// The opening state of the field that a later state goes on with.
pub const fn opening_of(state: usize) -> usize {
    state - OPENING + Label::Author as usize
}

/// The exponential, within 1e-6 of its value; the same bits on every machine, as that of the system's library is not.
///
/// No branch and no conversion, so that several are taken at once.
#[inline]
fn exp(value: f32) -> f32 {
    // Taylor's series of 2^x about zero, for x within a half.
    const SERIES: [f32; 6] = [
        1.540_353e-4,
        1.333_355_8e-3,
        9.618_129e-3,
        5.550_411e-2,
        2.402_265e-1,
        std::f32::consts::LN_2,
    ];
    // Adding it rounds to whole numbers, which then stand in the lowest bits.
    const ROUND: f32 = 12_582_912.0;
    let binary = (value * std::f32::consts::LOG2_E).clamp(-126.0, 126.0);
    let rounded = binary + ROUND;
    let rest = binary - (rounded - ROUND);
    let series = SERIES.iter().fold(0.0, |sum, factor| (sum + factor) * rest) + 1.0;
    let whole = rounded.to_bits().wrapping_sub(ROUND.to_bits());
    series * f32::from_bits(whole.wrapping_add(127) << 23)
}

/// The greater of two; unlike [`f32::max`] one instruction.
#[inline]
fn greater(one: f32, other: f32) -> f32 {
    if one > other { one } else { other }
}

/// States that go on with a field.
const LATER: usize = STATES - OPENING;

/// The first state that [`opening_of`] gives; the openings of the later states stand side by side.
const OPENED: usize = opening_of(OPENING);

/// [`OPENING`] filled up to whole vectors.
const ROW: usize = OPENING.next_multiple_of(8);

/// Transitions from one state to the opening ones; behind them nothing is reached.
type Row = [f32; ROW];

fn row(scores: &Scores, empty: f32) -> Row {
    let mut row = [empty; ROW];
    row[..OPENING].copy_from_slice(&scores[..OPENING]);
    row
}

/// The weights between states as [`Lattice::sum`] needs them: their exponentials, once by the state before and once by
/// the state behind, so that both directions take several states at once.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    first: Vec<f32>,
    /// By the state before.
    rows: Vec<Row>,
    /// By the opening state behind.
    columns: Vec<Scores>,
    /// From the opening of a field to its later tokens.
    opened: [f32; LATER],
    /// From a later token of a field to the next.
    gone_on: [f32; LATER],
}

impl Chain {
    /// Prepares transitions.
    pub fn new(transitions: &Transitions) -> Chain {
        let between: Vec<Scores> = transitions
            .between
            .iter()
            .map(|row| row.map(|weight| exp(weight.clamp(-60.0, 60.0))))
            .collect();
        let column = |state: usize| std::array::from_fn(|before| between[before][state]);
        let later =
            |from: usize| std::array::from_fn(|number| between[from + number][OPENING + number]);
        Chain {
            first: transitions
                .first
                .iter()
                .map(|weight| exp(weight.clamp(-60.0, 60.0)))
                .collect(),
            rows: between.iter().map(|scores| row(scores, 0.0)).collect(),
            columns: (0..OPENING).map(column).collect(),
            opened: later(OPENED),
            gone_on: later(OPENING),
        }
    }
}

/// The weights between states as [`Lattice::best`] needs them.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    first: Vec<f32>,
    /// By the state before.
    rows: Vec<Row>,
    opened: [f32; LATER],
    gone_on: [f32; LATER],
    /// How far a state may stay behind another and still lead to some opening state with a better sum.
    leeway: Vec<Scores>,
}

impl Paths {
    /// Prepares transitions.
    pub fn new(transitions: &Transitions) -> Paths {
        let between = &transitions.between;
        let later =
            |from: usize| std::array::from_fn(|number| between[from + number][OPENING + number]);
        let leeway = |best: &Scores| {
            std::array::from_fn(|other| {
                let gains = between[other].iter().zip(best).take(OPENING);
                gains
                    .map(|(own, best)| own - best)
                    .fold(f32::NEG_INFINITY, greater)
            })
        };
        Paths {
            first: transitions.first.to_vec(),
            rows: between
                .iter()
                .map(|scores| row(scores, f32::NEG_INFINITY))
                .collect(),
            opened: later(OPENED),
            gone_on: later(OPENING),
            leeway: between.iter().map(leeway).collect(),
        }
    }
}

/// Working memory of the labeller; reused from entry to entry.
#[derive(Default)]
pub struct Lattice {
    best: Vec<Scores>,
    weights: Vec<Scores>,
    /// Probabilities forward, each token's summing to 1.
    pub forward: Vec<Scores>,
    /// What is expected behind a token, for each state.
    pub backward: Vec<Scores>,
    /// The sum by which each token's forward values were divided.
    pub scale: Vec<f32>,
}

/// The greatest score, four at a time.
fn height(scores: &Scores) -> f32 {
    let (fours, rest) = scores.as_chunks::<4>();
    let mut heights = [f32::NEG_INFINITY; 4];
    for four in fours {
        for (height, score) in heights.iter_mut().zip(four) {
            *height = greater(*score, *height);
        }
    }
    let own = heights.iter().chain(rest).copied();
    own.fold(f32::NEG_INFINITY, greater)
}

/// The first of the greatest.
fn greatest(scores: impl Iterator<Item = f32>) -> (usize, f32) {
    scores
        .enumerate()
        .fold((0, f32::NEG_INFINITY), |best, own| {
            if own.1 > best.1 { own } else { best }
        })
}

impl Lattice {
    /// The best states of a sequence (Viterbi).
    ///
    /// Only the best sums are kept; the states are found again on the way back, where one is asked for, not all.
    pub fn best(&mut self, paths: &Paths, emissions: &[Scores], out: &mut Vec<State>) {
        out.clear();
        let Some(first) = emissions.first() else {
            return;
        };
        self.best.clear();
        self.best.reserve(emissions.len());
        let mut now = [f32::NEG_INFINITY; STATES];
        for state in 0..OPENING {
            now[state] = first[state] + paths.first[state];
        }
        self.best.push(now);
        for emission in &emissions[1..] {
            let last = now;
            let lead = height(&last);
            let leader = last.iter().position(|score| *score == lead).unwrap_or(0);
            // A little more, for what rounding loses.
            let least = lead - (1e-3 + lead.abs() * 1e-6);
            let mut opening = [f32::NEG_INFINITY; ROW];
            for ((score, leeway), row) in last.iter().zip(&paths.leeway[leader]).zip(&paths.rows) {
                // What no transition can make up for.
                if *score + leeway < least {
                    continue;
                }
                for (own, weight) in opening.iter_mut().zip(row) {
                    *own = greater(score + weight, *own);
                }
            }
            now[..OPENING].copy_from_slice(&opening[..OPENING]);
            for number in 0..LATER {
                let opened = last[OPENED + number] + paths.opened[number];
                let gone_on = last[OPENING + number] + paths.gone_on[number];
                now[OPENING + number] = greater(gone_on, opened);
            }
            for (score, own) in now.iter_mut().zip(emission) {
                *score += own;
            }
            self.best.push(now);
        }
        let (mut state, _) = greatest(now.iter().copied());
        out.resize(emissions.len(), State(0));
        for at in (0..emissions.len()).rev() {
            out[at] = State(state as u8);
            let Some(last) = at.checked_sub(1).map(|before| &self.best[before]) else {
                break;
            };
            state = match state.checked_sub(OPENING) {
                None => {
                    greatest(
                        last.iter()
                            .zip(&paths.rows)
                            .map(|(score, row)| score + row[state]),
                    )
                    .0
                }
                Some(number) => {
                    let opened = last[OPENED + number] + paths.opened[number];
                    let gone_on = last[state] + paths.gone_on[number];
                    if gone_on > opened {
                        state
                    } else {
                        OPENED + number
                    }
                }
            };
        }
    }

    /// Sums over all sequences, forward and backward.
    ///
    /// What is less than `least`, going forward or of all sequences, is left out: 0 for exact sums.
    pub fn sum(&mut self, chain: &Chain, emissions: &[Scores], least: f32) {
        let count = emissions.len();
        for values in [&mut self.weights, &mut self.forward, &mut self.backward] {
            values.clear();
            values.reserve(count);
        }
        self.scale.clear();
        if count == 0 {
            return;
        }
        for emission in emissions {
            let greatest = height(emission);
            let weights = emission.map(|score| greater(exp(score - greatest), LEAST));
            let mut now = [0.0_f32; STATES];
            match self.forward.last() {
                None => now[..OPENING].copy_from_slice(&chain.first[..OPENING]),
                Some(last) => {
                    let mut opening = [0.0_f32; ROW];
                    for (score, row) in last.iter().zip(&chain.rows) {
                        if *score < least {
                            continue;
                        }
                        for (own, weight) in opening.iter_mut().zip(row) {
                            *own += score * weight;
                        }
                    }
                    now[..OPENING].copy_from_slice(&opening[..OPENING]);
                    for number in 0..LATER {
                        now[OPENING + number] = last[OPENED + number] * chain.opened[number]
                            + last[OPENING + number] * chain.gone_on[number];
                    }
                }
            }
            for (value, weight) in now.iter_mut().zip(&weights) {
                *value *= weight;
            }
            let sum = greater(now.iter().sum::<f32>(), LEAST);
            for value in &mut now {
                *value /= sum;
            }
            self.scale.push(sum);
            self.forward.push(now);
            self.weights.push(weights);
        }
        self.backward.resize(count, [1.0; STATES]);
        for at in (0..count - 1).rev() {
            let behind = self.behind(at + 1);
            let mut now = [0.0_f32; STATES];
            let share = self.forward[at + 1].iter().zip(&self.backward[at + 1]);
            for ((own, share), column) in behind.iter().zip(share).zip(&chain.columns) {
                if share.0 * share.1 < least {
                    continue;
                }
                for (value, weight) in now.iter_mut().zip(column) {
                    *value += weight * own;
                }
            }
            for number in 0..LATER {
                let own = behind[OPENING + number];
                now[OPENED + number] += chain.opened[number] * own;
                now[OPENING + number] += chain.gone_on[number] * own;
            }
            self.backward[at] = now;
        }
    }

    /// What is expected from a token on, for each of its states.
    fn behind(&self, at: usize) -> Scores {
        let mut behind = self.backward[at];
        for (value, weight) in behind.iter_mut().zip(&self.weights[at]) {
            *value *= weight / self.scale[at];
        }
        behind
    }

    /// The probability of a state at a token; [`Lattice::sum`] comes before.
    pub fn probability(&self, at: usize, state: usize) -> f32 {
        (self.forward[at][state] * self.backward[at][state]).clamp(0.0, 1.0)
    }

    /// Adds the expected number of each transition between tokens to `out`.
    pub fn expected(&self, chain: &Chain, out: &mut [Scores]) {
        for at in 1..self.forward.len() {
            let behind = self.behind(at);
            let last = &self.forward[at - 1];
            for ((before, row), own) in last.iter().zip(&chain.rows).zip(out.iter_mut()) {
                for state in 0..OPENING {
                    own[state] += before * row[state] * behind[state];
                }
            }
            for number in 0..LATER {
                let (opening, state) = (OPENED + number, OPENING + number);
                out[opening][state] += last[opening] * chain.opened[number] * behind[state];
                out[state][state] += last[state] * chain.gone_on[number] * behind[state];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_one() {
        for step in -600..600 {
            let value = step as f32 / 10.0;
            assert!(
                (exp(value) / value.exp() - 1.0).abs() < 1e-5,
                "{value}: {}",
                exp(value)
            );
        }
        assert_eq!(exp(0.0), 1.0);
    }

    #[test]
    fn probabilities_of_the_states_of_a_token_sum_to_one() {
        let mut transitions = Transitions::default();
        let mut emissions = vec![[0.0; STATES]; 5];
        for (at, scores) in emissions.iter_mut().enumerate() {
            scores[at] = 3.0;
            scores[at + OPENING] = 1.0 + at as f32;
        }
        for (at, row) in transitions.between.iter_mut().enumerate() {
            row[(at * 7) % OPENING] = 1.5;
        }
        let mut lattice = Lattice::default();
        lattice.sum(&Chain::new(&transitions), &emissions, 0.0);
        for at in 0..emissions.len() {
            let sum: f32 = (0..STATES)
                .map(|state| lattice.probability(at, state))
                .sum();
            assert!((sum - 1.0).abs() < 1e-3, "{sum}");
        }
        let mut states = Vec::new();
        lattice.best(&Paths::new(&transitions), &emissions, &mut states);
        for pair in states.windows(2) {
            assert!(!pair[1].goes_on() || pair[0].label() == pair[1].label());
        }
    }

    /// Numbers without order, from −2 to 2.
    fn scores(seed: &mut u32) -> f32 {
        *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (*seed >> 16) as f32 / 16_384.0 - 2.0
    }

    #[test]
    fn the_best_states_are_those_of_all_sequences() {
        let seed = &mut 7;
        for _ in 0..20 {
            let transitions = Transitions {
                first: std::array::from_fn(|_| scores(seed)),
                between: (0..STATES)
                    .map(|_| std::array::from_fn(|_| scores(seed)))
                    .collect(),
            };
            let emissions: Vec<Scores> = (0..3)
                .map(|_| std::array::from_fn(|_| scores(seed)))
                .collect();
            let may_follow = |before: usize, state: usize| {
                state < OPENING || before == state || before == opening_of(state)
            };
            let mut best = (f32::NEG_INFINITY, [0; 3]);
            for first in 0..OPENING {
                for second in (0..STATES).filter(|state| may_follow(first, *state)) {
                    for third in (0..STATES).filter(|state| may_follow(second, *state)) {
                        let own = transitions.first[first]
                            + emissions[0][first]
                            + transitions.between[first][second]
                            + emissions[1][second]
                            + transitions.between[second][third]
                            + emissions[2][third];
                        if own > best.0 {
                            best = (own, [first, second, third]);
                        }
                    }
                }
            }
            let mut states = Vec::new();
            Lattice::default().best(&Paths::new(&transitions), &emissions, &mut states);
            assert_eq!(states, best.1.map(|state| State(state as u8)));
        }
    }

    #[test]
    fn what_is_left_out_of_sums_changes_no_probability() {
        let seed = &mut 3;
        let transitions = Transitions {
            first: std::array::from_fn(|_| scores(seed)),
            between: (0..STATES)
                .map(|_| std::array::from_fn(|_| scores(seed)))
                .collect(),
        };
        let emissions: Vec<Scores> = (0..30)
            .map(|_| std::array::from_fn(|_| scores(seed) * 8.0))
            .collect();
        let chain = Chain::new(&transitions);
        let (mut exact, mut short) = (Lattice::default(), Lattice::default());
        exact.sum(&chain, &emissions, 0.0);
        short.sum(&chain, &emissions, 1e-10);
        for at in 0..emissions.len() {
            for state in 0..STATES {
                let (exact, short) = (exact.probability(at, state), short.probability(at, state));
                assert!((exact - short).abs() < 1e-5, "{exact} {short}");
            }
        }
    }
}
