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

impl Transitions {
    /// How far apart two weights of opening a field can be.
    fn spread(&self) -> f32 {
        let opening = || self.between.iter().flat_map(|row| &row[..OPENING]).copied();
        let (least, greatest) = (
            opening().fold(f32::INFINITY, f32::min),
            opening().fold(f32::NEG_INFINITY, f32::max),
        );
        // A little more, for what rounding loses.
        greatest - least + 1e-3
    }
}

/// The exponential, within 1e-6 of its value; the same bits on every machine, as that of the system's library is not.
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
    // Adding it rounds to whole numbers.
    const ROUND: f32 = 12_582_912.0;
    let binary = (value * std::f32::consts::LOG2_E).clamp(-126.0, 126.0);
    let whole = (binary + ROUND) - ROUND;
    let rest = binary - whole;
    let series = SERIES.iter().fold(0.0, |sum, factor| (sum + factor) * rest) + 1.0;
    series * f32::from_bits(((whole as i32 + 127) << 23) as u32)
}

/// Working memory of the labeller; reused from entry to entry.
#[derive(Default)]
pub struct Lattice {
    best: Vec<Scores>,
    from: Vec<[u8; STATES]>,
    weights: Vec<Scores>,
    exponents: Vec<Scores>,
    first: Vec<f32>,
    /// Probabilities forward, each token's summing to 1.
    pub forward: Vec<Scores>,
    /// What is expected behind a token, for each state.
    pub backward: Vec<Scores>,
    /// The sum by which each token's forward values were divided.
    pub scale: Vec<f32>,
    /// Logarithm of the sum over all sequences.
    pub log_sum: f64,
}

impl Lattice {
    /// The best states of a sequence (Viterbi).
    pub fn best(&mut self, emissions: &[Scores], transitions: &Transitions, out: &mut Vec<State>) {
        out.clear();
        let count = emissions.len();
        if count == 0 {
            return;
        }
        self.best.clear();
        self.from.clear();
        let mut now = [f32::NEG_INFINITY; STATES];
        for (state, score) in now.iter_mut().enumerate().take(OPENING) {
            *score = emissions[0][state] + transitions.first[state];
        }
        self.best.push(now);
        self.from.push([0; STATES]);
        let spread = transitions.spread();
        for emission in &emissions[1..] {
            let last = self.best[self.best.len() - 1];
            let least = last.iter().copied().fold(f32::NEG_INFINITY, f32::max) - spread;
            let mut now = [f32::NEG_INFINITY; STATES];
            let mut from = [0_u8; STATES];
            for (before, (score, row)) in last.iter().zip(&transitions.between).enumerate() {
                // What no transition can make up for.
                if *score < least {
                    continue;
                }
                for state in 0..OPENING {
                    let sum = score + row[state];
                    let better = sum > now[state];
                    now[state] = if better { sum } else { now[state] };
                    from[state] = if better { before as u8 } else { from[state] };
                }
            }
            for state in OPENING..STATES {
                let opening = opening_of(state);
                let opened = last[opening] + transitions.between[opening][state];
                let gone_on = last[state] + transitions.between[state][state];
                let better = gone_on > opened;
                now[state] = if better { gone_on } else { opened };
                from[state] = if better { state as u8 } else { opening as u8 };
            }
            for (score, own) in now.iter_mut().zip(emission) {
                *score += own;
            }
            self.best.push(now);
            self.from.push(from);
        }
        let last = &self.best[count - 1];
        let mut state = 0;
        for (at, score) in last.iter().enumerate() {
            if *score > last[state] {
                state = at;
            }
        }
        out.resize(count, State(0));
        for at in (0..count).rev() {
            out[at] = State(state as u8);
            state = self.from[at][state] as usize;
        }
    }

    /// Prepares transitions for [`Lattice::sum`].
    pub fn prepare(&mut self, transitions: &Transitions) {
        self.exponents.clear();
        self.exponents.extend(
            transitions
                .between
                .iter()
                .map(|row| row.map(|weight| exp(weight.clamp(-60.0, 60.0)))),
        );
        self.first.clear();
        self.first.extend(
            transitions
                .first
                .iter()
                .map(|weight| exp(weight.clamp(-60.0, 60.0))),
        );
    }

    /// Sums over all sequences, forward and backward; [`Lattice::prepare`] comes before.
    pub fn sum(&mut self, emissions: &[Scores]) {
        let count = emissions.len();
        self.weights.clear();
        self.scale.clear();
        self.forward.clear();
        self.log_sum = 0.0;
        if count == 0 {
            return;
        }
        for (at, emission) in emissions.iter().enumerate() {
            let greatest = emission.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let weights = emission.map(|score| exp(score - greatest).max(LEAST));
            let mut now = [0.0_f32; STATES];
            match at {
                0 => {
                    for state in 0..OPENING {
                        now[state] = self.first[state] * weights[state];
                    }
                }
                _ => {
                    let last = self.forward[at - 1];
                    for (score, row) in last.iter().zip(&self.exponents) {
                        for state in 0..OPENING {
                            now[state] += score * row[state];
                        }
                    }
                    for state in OPENING..STATES {
                        let opening = opening_of(state);
                        now[state] = last[opening] * self.exponents[opening][state]
                            + last[state] * self.exponents[state][state];
                    }
                    for (value, weight) in now.iter_mut().zip(&weights) {
                        *value *= weight;
                    }
                }
            }
            let sum = now.iter().sum::<f32>().max(LEAST);
            for value in &mut now {
                *value /= sum;
            }
            self.log_sum += f64::from(sum.ln()) + f64::from(greatest);
            self.scale.push(sum);
            self.forward.push(now);
            self.weights.push(weights);
        }
        self.backward.clear();
        self.backward.resize(count, [1.0; STATES]);
        for at in (0..count - 1).rev() {
            let mut behind = self.backward[at + 1];
            for (value, weight) in behind.iter_mut().zip(&self.weights[at + 1]) {
                *value *= weight / self.scale[at + 1];
            }
            let mut now = [0.0_f32; STATES];
            for (value, row) in now.iter_mut().zip(&self.exponents) {
                let mut sum = 0.0;
                for state in 0..OPENING {
                    sum += row[state] * behind[state];
                }
                *value = sum;
            }
            for state in OPENING..STATES {
                let opening = opening_of(state);
                now[opening] += self.exponents[opening][state] * behind[state];
                now[state] += self.exponents[state][state] * behind[state];
            }
            self.backward[at] = now;
        }
    }

    /// The probability of a state at a token; [`Lattice::sum`] comes before.
    pub fn probability(&self, at: usize, state: usize) -> f32 {
        (self.forward[at][state] * self.backward[at][state]).clamp(0.0, 1.0)
    }

    /// Adds the expected number of each transition between tokens to `out`.
    pub fn expected(&self, out: &mut [Scores]) {
        for at in 1..self.forward.len() {
            let mut behind = self.backward[at];
            for (value, weight) in behind.iter_mut().zip(&self.weights[at]) {
                *value *= weight / self.scale[at];
            }
            let last = &self.forward[at - 1];
            for ((before, row), own) in last.iter().zip(&self.exponents).zip(out.iter_mut()) {
                for state in 0..OPENING {
                    own[state] += before * row[state] * behind[state];
                }
            }
            for state in OPENING..STATES {
                let opening = opening_of(state);
                out[opening][state] +=
                    last[opening] * self.exponents[opening][state] * behind[state];
                out[state][state] += last[state] * self.exponents[state][state] * behind[state];
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
        lattice.prepare(&transitions);
        lattice.sum(&emissions);
        for at in 0..emissions.len() {
            let sum: f32 = (0..STATES)
                .map(|state| lattice.probability(at, state))
                .sum();
            assert!((sum - 1.0).abs() < 1e-3, "{sum}");
        }
        let mut states = Vec::new();
        lattice.best(&emissions, &transitions, &mut states);
        for pair in states.windows(2) {
            assert!(!pair[1].goes_on() || pair[0].label() == pair[1].label());
        }
    }
}
