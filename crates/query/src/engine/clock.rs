//! When a search has to come to its end.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Instant;

/// The clock is read each time this many steps are done: reading it costs as much as some of them.
const STEPS: u32 = 64;

/// Tells loops when their time is over; what they have by then is the answer.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    ends: Option<Instant>,
    steps: AtomicU32,
    over: AtomicBool,
}

impl Clock {
    /// A clock that runs out then; never, without a time.
    pub(crate) fn until(ends: Option<Instant>) -> Self {
        Self {
            ends,
            ..Self::default()
        }
    }

    /// Whether the time is over, as one more of many steps asks.
    pub(crate) fn is_over(&self) -> bool {
        if self.ends.is_none() {
            return false;
        }
        match self.steps.fetch_add(1, Ordering::Relaxed) % STEPS {
            0 => self.is_over_now(),
            _ => self.over.load(Ordering::Relaxed),
        }
    }

    /// Whether the time is over, between steps that take long.
    pub(crate) fn is_over_now(&self) -> bool {
        let over = self.was_over() || self.ends.is_some_and(|ends| Instant::now() >= ends);
        self.over.store(over, Ordering::Relaxed);
        over
    }

    /// Whether somebody was told that the time is over: then the answer is a part of what there is.
    pub(crate) fn was_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }
}
