//! What was reached at the places of Latin letters, of which mostly few are alive.

use super::latin::MAX_LETTERS;
use super::table::NEVER;

/// How probable what was spelled up to each place is, a natural logarithm.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) values: [f32; MAX_LETTERS + 1],
    /// Outside these places there is nothing.
    pub(super) low: usize,
    pub(super) high: usize,
}

impl Line {
    pub(super) const EMPTY: Line = Line {
        values: [NEVER; MAX_LETTERS + 1],
        low: usize::MAX,
        high: 0,
    };

    pub(super) fn clear(&mut self) {
        if self.low < self.high {
            self.values[self.low..self.high].fill(NEVER);
        }
        (self.low, self.high) = (usize::MAX, 0);
    }

    pub(super) fn raise(&mut self, at: usize, value: f32) {
        if value > self.values[at] {
            self.values[at] = value;
            self.low = self.low.min(at);
            self.high = self.high.max(at + 1);
        }
    }

    /// The places where something is.
    pub(super) fn reached(&self) -> impl Iterator<Item = (usize, f32)> {
        let places = self.low.min(self.high)..self.high;
        let values = places.map(|at| (at, self.values[at]));
        values.filter(|&(_, value)| value > NEVER)
    }

    /// Gives up what stays behind a bound by more than `least`.
    pub(super) fn prune(&mut self, bound: &[f32], least: f32) {
        let (mut low, mut high) = (usize::MAX, 0);
        let places = self.low.min(self.high)..self.high;
        let first = places.start;
        let values = self.values[places.clone()].iter_mut().zip(&bound[places]);
        for (number, (value, bound)) in values.enumerate() {
            let at = first + number;
            if *value < bound + least {
                *value = NEVER;
            } else {
                low = low.min(at);
                high = at + 1;
            }
        }
        (self.low, self.high) = (low, high);
    }

    /// Whether anything is not behind a bound by more than `least`.
    pub(super) fn is_near(&self, bound: &[f32], least: f32) -> bool {
        let mut reached = self.reached();
        reached.any(|(at, value)| value >= bound[at] + least)
    }
}
